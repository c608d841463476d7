/** @file blend.h
 *  A neighbourhood as a program over session plans: at most one plan of each session, each free
 *  subject at most once, units within what is there.
 *
 *  Plans are found as prices ask for them. What a plan is worth counts against its session as it is
 *  without any free subject, so a session without a plan is worth nothing. Rows for units are made
 *  where a solution would use too many.
 */
#ifndef SOLVER_NEIGHBOUR_BLEND_H
#define SOLVER_NEIGHBOUR_BLEND_H

#include "solver/glpk_master.h"
#include "solver/neighbour/trail.h"

/** A column. */
typedef struct BlendPlan {
    int32_t stage;
    int32_t first, count; /* entries */
    double worth;
} BlendPlan;

/** A row of units. */
typedef struct BlendCut {
    int32_t line, slot;
    double high;
} BlendCut;

/** How far the search of one neighbourhood may go. */
typedef struct BlendLimits {
    int64_t relax_iterations; /* of the simplex, until no more plans are sought */
    int64_t iterations;       /* with those of the dive */
    int64_t tree_iterations;  /* of each tree */
    double deadline_s;        /* on clock_now_s() */
    const volatile int *interrupted;
} BlendLimits;

typedef struct Blend {
    const Field *field; /* borrowed */
    const Zone *zone;   /* borrowed */
    BlendLimits limits;
    Supply supply;
    Stage *stages; /* owned, [sessions] */
    int32_t n_stages;
    bool *bound;      /* owned, [subjects]: must stand */
    BlendPlan *plans; /* owned */
    int32_t n_plans, plan_capacity;
    PlanEntry *entries; /* owned */
    int32_t n_entries, entry_capacity;
    uint64_t *known; /* owned, a table of hashes of plans: 0: free */
    int32_t n_known, known_capacity;
    GlpkMaster *master; /* owned */
    int32_t n_rows;
    BlendCut *cuts; /* owned, [n_cuts]: what the last rows are about */
    int32_t n_cuts, cut_capacity;
    GlpkEntry *scratch; /* owned */
    int32_t scratch_capacity;
    TrailFinder finder;
    PlanEntry *found; /* owned: room for the plans of one search */
    int32_t found_count;
    double *lambda;    /* owned, [subjects] */
    double *mu;        /* owned, [sessions] */
    double *empty;     /* owned, [sessions]: worth without free subjects */
    bool *barred;      /* owned, [subjects]: stay out of new plans */
    bool *settled;     /* owned, [sessions]: no new plans wanted */
    int32_t *chosen;   /* owned, [sessions]: plan of the best solution known, or -1 */
    int32_t *standing; /* owned, [sessions]: the plan that stands, or -1 */
    double worth;      /* of the chosen */
    double standing_worth;
    double relaxed; /* the relaxation, once solved: no choice among the plans is worth more */
    double bonus;   /* added to the worth of a bound subject */
    int64_t work;   /* units done */
} Blend;

/** The program of @p zone with the plans that stand. NO_MEMORY, NUMERICS. Release with
 *  blend_clear(), on the same thread. */
Status blend_init(Blend *blend, const Field *field, const Zone *zone, const BlendLimits *limits);

/** Releases and empties. */
void blend_clear(Blend *blend);

/** Finds plans at prices that fall step by step from a guess to where the relaxation will have
 * them, so that it begins with good plans. NO_MEMORY, NUMERICS. */
Status blend_warm(Blend *blend, int32_t rounds);

/** Finds plans until the relaxation gains nothing more or a limit is met. */
Status blend_relax(Blend *blend);

/** Fixes one plan after the other where the relaxation leans that way, finding plans in between; a
 *  better whole is chosen. */
Status blend_dive(Blend *blend);

/** Looks for a better choice among the plans there are. Ends the program: only blend_clear() may
 *  follow. */
Status blend_tree(Blend *blend);

/** True while limits let the search go on. */
bool blend_may_go_on(const Blend *blend);

/** Solves the program as it is and reads the prices, of which @p kept parts stay what they were;
 *  *@p optimal: it came to its end. */
Status blend_solve(Blend *blend, double kept, bool *optimal);

/** Adds rows where the solution (@p value by plan) uses more units than there are; their number in
 *  *@p added. */
Status blend_cut(Blend *blend, const double *value, int32_t *added);

/** Finds plans worth more than @p least at the prices read; their number in *@p added. */
Status blend_price(Blend *blend, double least, int32_t *added);

#endif
