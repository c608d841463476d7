/** @file curve.h
 *  What a descent has learnt of the curvature: the two-loop recursion of L-BFGS.
 *
 *  Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Computation 35, 1980. Long
 *  vectors are gone through in blocks, side by side, whose sums are added in their order: the same
 *  on any number of threads.
 */
#ifndef SOLVER_PATTERN_CURVE_H
#define SOLVER_PATTERN_CURVE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"

enum { CURVE_MEMORY = 20 };

typedef struct Curve {
    int64_t n;
    int threads;                                        /* that go through a vector */
    double *firm;                                       /* owned, [n]: how the curvature compares */
    double *moved[CURVE_MEMORY], *turned[CURVE_MEMORY]; /* owned, [n]: steps, changes of slope */
    double weight[CURVE_MEMORY];                        /* 1 / (moved x turned) */
    double length[CURVE_MEMORY];                        /* of a plain step, firmness 1 */
    int32_t newest, count;
    double *sums; /* owned, [2 x blocks] */
} Curve;

/** Nothing learnt yet; the caller fills in `firm`, above 0. NO_MEMORY. Release with curve_clear()
 *  in any case. */
Status curve_init(Curve *curve, int64_t n, int threads);

/** Releases and empties. */
void curve_clear(Curve *curve);

/** Learns from the step from @p price to @p next, at which the slopes are these, [n]. A step along
 *  which the slope does not grow teaches nothing. */
Status curve_learn(Curve *curve, const double *price, const double *next, const double *slope,
                   const double *next_slope);

/** Turns @p way, [n], from the way straight down into the one to go; @p length is that of a step
 *  while nothing is learnt. O(n x steps remembered). */
Status curve_turn(Curve *curve, double *way, double length);

/** All slopes will change @p ratio times as fast from here on. */
void curve_scale(Curve *curve, double ratio);

/** Forgets what was learnt. */
void curve_forget(Curve *curve);

#endif
