/** @file excess.h
 *  Work that is still ahead of a provider, as the expected excess e[g] = E[(V - g)+] over g = 0, 1,
 *  ... units of time, which falls from the mean of V to 0.
 *
 *  Time that passes shifts it; the mean delay of a service that starts now is e[0]. NULL stands for
 *  no work at all. Excesses compare as random times do in the increasing convex order.
 */
#ifndef SOLVER_PATTERN_EXCESS_H
#define SOLVER_PATTERN_EXCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/session/workload.h"

/** Below it an excess counts as none. */
static const double excess_least = 1e-11;

/** The excess @p sum, [from, n), of work @p ahead, [n], and one more service that surely comes: of
 *  @p planned units or, if @p law is given, of that law (units are minutes then). O(n) without law,
 *  else O(n x minutes of work ahead). */
void excess_add(const double *ahead, const DurationLaw *law, int32_t planned, int32_t from,
                int32_t n, double *sum);

/** True when @p a, [n], is nowhere above @p b, [n]. */
static inline bool excess_below(const double *a, const double *b, int32_t n)
{
    for (int32_t g = 0; a && g < n && a[g] > excess_least; g++)
        if (a[g] > (b ? b[g] : 0) + excess_least)
            return false;
    return true;
}

#endif
