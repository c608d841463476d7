/** @file solve.h
 *  The question answered: a clinic and its chances in, a schedule, its claimed worth and a bound
 * out.
 *
 *  The solver never audits itself: it hands its first schedule to the judge that the caller names,
 *  and the caller hands the last one to audit_run() before it is written.
 */
#ifndef SOLVER_SOLVE_H
#define SOLVER_SOLVE_H

#include "model/base/findings.h"
#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"
#include "solver/progress.h"

typedef enum Outcome {
#define OUTCOME(name, text) OUTCOME_##name,
#include "solver/outcome.def"
#undef OUTCOME
} Outcome;

typedef enum StoppedBy {
    STOPPED_DONE,
    STOPPED_GAP,
    STOPPED_TIME,
    STOPPED_WORK,
    STOPPED_SIGNAL
} StoppedBy;

/** In the order of the words of --method. */
typedef enum Method { METHOD_AUTO, METHOD_EXACT, METHOD_PATTERNS, METHOD_GREEDY } Method;

/** Judges a schedule that the solver counts as worth @p objective; not OK ends the solve. */
typedef Status (*ScheduleJudge)(const Schedule *schedule, double objective, void *context);

/** What a solve may use. */
typedef struct SolveOptions {
    Method method;
    double deadline_s;  /* on clock_now_s(); INFINITY: none. Checked often, kept within 0.5 s */
    int64_t work_limit; /* deterministic units of work; 0: none */
    double gap;         /* stop at this relative gap */
    int32_t threads;    /* at least 1 */
    int64_t seed;
    const volatile int *interrupted; /* becomes nonzero on a signal; may be NULL */
    Progress *progress;              /* receives reports; may be NULL */
    const Schedule *start;           /* to begin with, as far as it is allowed; may be NULL */
    ScheduleJudge judge; /* asked about the first whole schedule, before hours go into better ones;
                            may be NULL */
    void *judge_context; /* borrowed */
} SolveOptions;

/** What came of it. */
typedef struct Solution {
    Schedule *schedule; /* owned; NULL when outcome is INFEASIBLE or NOTHING */
    Outcome outcome;
    StoppedBy stopped_by;
    double objective;                 /* as the solver counts it; the audit must agree */
    double bound;                     /* no allowed schedule is worth more */
    double price_bound;               /* what the prices of the certificate prove by themselves */
    int32_t start_asked, start_stood; /* appointments of the start, and of these stood again */
    int32_t components;               /* solved apart; 1: all hangs together, or NOTHING */
    const char *engine; /* what gave the answer: "greedy", "plans", "neighbours", or "components"
                           where it was not the same for all */
    Findings conflict;  /* INFEASIBLE: the fixed bookings that clash */
} Solution;

const char *outcome_text(Outcome outcome);
const char *stopped_by_text(StoppedBy stopped_by);

/** Solves. @return OK with a solution whatever the outcome; NO_MEMORY, NUMERICS, BUG.
 *  Release with solution_free(). */
Status solve_run(const Clinic *clinic, const Chances *chances, const SolveOptions *options,
                 Solution **out);

/** NULL is allowed. */
void solution_free(Solution *solution);

#endif
