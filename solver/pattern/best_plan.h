/** @file best_plan.h
 *  The best plan of a session: with all that delays cost (delay.h), or quickly (path.h).
 */
#ifndef SOLVER_PATTERN_BEST_PLAN_H
#define SOLVER_PATTERN_BEST_PLAN_H

#include "solver/pattern/path.h"

/** Room to work in; grows, and is used again. */
typedef struct BestPlan BestPlan;

/** What came of it. */
typedef struct PlanWorth {
    double hard, soft, overlaps; /* as of path_run() */
} PlanWorth;

/** NO_MEMORY. Release with best_plan_free(). */
Status best_plan_new(BestPlan **out);

/** NULL is allowed. */
void best_plan_free(BestPlan *plan);

/** The best plan, as path_run(); @p delays: with all that delays cost. NO_MEMORY. */
Status best_plan_run(BestPlan *plan, const PathRules *rules, bool delays, PathKind *kinds,
                     int32_t n_kinds, PlanWorth *worth);

/** Of the last plan, as path_potentials(). */
void best_plan_potentials(const BestPlan *plan, double *arrive, double *depart);

/** Of the last plan, as delay_seconds(). */
void best_plan_seconds(const BestPlan *plan, double least, PathSecondUse *use, void *context);

/** Starts looked at so far where services delay one another: what takes the time. */
int64_t best_plan_starts(const BestPlan *plan);

#endif
