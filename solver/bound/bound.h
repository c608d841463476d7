/** @file bound.h
 *  A bound that nobody can beat, from prices that anyone can check.
 *
 *  Looks for prices that make the relaxed booking problem (relaxation.h) as small as possible, by
 * the volume algorithm: steps along an averaged violation of the capacities from the best prices so
 * far (Barahona and Anbil, "The volume algorithm", Math. Programming 87, 2000). Any prices give a
 * valid bound, so it may be stopped at any moment.
 */
#ifndef SOLVER_BOUND_BOUND_H
#define SOLVER_BOUND_BOUND_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"
#include "model/catalog/catalog.h"
#include "model/clinic/schedule.h"
#include "solver/progress.h"

/** How long to look. */
typedef struct BoundLimits {
    double target;      /* worth of a known schedule: the bound cannot fall below it */
    double gap;         /* stop when (bound - target) / max(1, |bound|) is at most this */
    int32_t rounds;     /* at most this many evaluations */
    double deadline_s;  /* on clock_now_s() */
    int64_t work_limit; /* units of solver/budget.h; 0: none */
    int threads;
    const volatile int *interrupted; /* stop when nonzero; may be NULL */
    bool *late;                      /* set when the deadline ended the search; may be NULL */
    int64_t *work;                   /* receives the units done; may be NULL */
    Progress *progress;              /* hears of every better bound; may be NULL */
} BoundLimits;

/** Finds a bound and enters its prices into the certificate table of @p schedule (which has none
 * yet). At least one evaluation is made whatever the limits. NO_MEMORY. */
Status bound_run(const Catalog *catalog, const BoundLimits *limits, Schedule *schedule,
                 double *bound);

#endif
