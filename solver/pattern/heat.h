/** @file heat.h
 *  A quick exp() for smoothing, where 1e-9 is exact enough.
 */
#ifndef SOLVER_PATTERN_HEAT_H
#define SOLVER_PATTERN_HEAT_H

#include <math.h>
#include <stdint.h>
#include <string.h>

/** exp(x) for x at most 700, to 2e-9; 0 below -40. The exponent is split as k ln 2 + r, |r| <= ln 2
 * / 2, and exp(r) is its Taylor polynomial of degree 8. */
static inline double heat_exp(double x)
{
    double k, r, p, scale;
    int64_t bits;

    if (x < -40)
        return 0;
    k = floor(x * 1.4426950408889634 + 0.5);
    r = x - k * 0.6931471805599453;
    p = 1 + r * (1 + r * (0.5 + r * (1.0 / 6 +
                                     r * (1.0 / 24 +
                                          r * (1.0 / 120 +
                                               r * (1.0 / 720 + r * (1.0 / 5040 + r / 40320)))))));
    bits = ((int64_t)k + 1023) << 52;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

/** The larger of two numbers, neither of them NaN. */
static inline double heat_larger(double a, double b)
{
    return a > b ? a : b;
}

/** heat x log(exp(a / heat) + exp(b / heat)). */
static inline double heat_join(double a, double b, double heat)
{
    double high = a > b ? a : b, low = a > b ? b : a;

    return !(low >= high - 40 * heat) ? high : high + heat * log1p(heat_exp((low - high) / heat));
}

#endif
