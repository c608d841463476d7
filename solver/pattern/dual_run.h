/** @file dual_run.h
 *  One evaluation of the dual. For the dual's own files.
 */
#ifndef SOLVER_PATTERN_DUAL_RUN_H
#define SOLVER_PATTERN_DUAL_RUN_H

#include "solver/pattern/dual.h"

typedef struct Run {
    Dual *dual;          /* borrowed, as all */
    const double *price; /* [dual->size] */
    double heat;
    double *slope; /* [dual->size] */
} Run;

/** What a booking in @p bucket pays; nothing where it is -1. */
static inline double bucket_price(const Run *run, int32_t bucket)
{
    return bucket >= 0 ? run->price[bucket] : 0;
}

/** A job: the sessions of one site on one day (site x days + day), which share its rooms, devices
 *  and persons, once the groups are valued. NO_MEMORY. */
Status run_sessions(size_t job, void *run);

#endif
