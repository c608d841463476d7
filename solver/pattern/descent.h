/** @file descent.h
 *  Good prices: descends the smooth stand-in of the bound while it cools.
 *
 *  At each heat a limited-memory quasi-Newton method (L-BFGS, Liu and Nocedal, Math. Programming
 *  45, 1989) with prices that must not be negative held at 0 while they push against it; then the
 *  heat is lowered and the search goes on from where it is. Every evaluation gives a valid bound;
 *  the best and its prices are kept.
 */
#ifndef SOLVER_PATTERN_DESCENT_H
#define SOLVER_PATTERN_DESCENT_H

#include "solver/pattern/dual.h"

typedef struct DescentLimits {
    double first_heat, last_heat; /* as parts of dual_scale() */
    int32_t steps;                /* at most at one heat */
    int64_t values;               /* at most this many evaluations; 0: any */
    double deadline_s;            /* on clock_now_s(); INFINITY: none */
    bool coarse;                  /* buckets that differ in start alone keep one price */
    int threads;
    const volatile int *interrupted; /* stop when nonzero; may be NULL */
    double factor;                   /* by which each heat is lower than the one before; above 1 */
} DescentLimits;

typedef struct Descent {
    Dual *dual;     /* borrowed */
    double *price;  /* owned, [dual->size]: where the search is */
    double *best;   /* owned, [dual->size]: prices of the best bound */
    double bound;   /* INFINITY before the first evaluation */
    double heat;    /* of the last level begun */
    bool late;      /* the deadline ended it */
    double value_s; /* what the last evaluation took */
} Descent;

/** Begins at dual_start(). NO_MEMORY. Release with descent_clear(). */
Status descent_init(Descent *descent, Dual *dual);

/** Releases and empties. */
void descent_clear(Descent *descent);

/** Goes on until a limit. At least one evaluation is made. NO_MEMORY. */
Status descent_run(Descent *descent, const DescentLimits *limits);

#endif
