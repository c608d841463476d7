/** @file order.h
 *  Which of two numbers comes first: what comparators for qsort() are made of.
 */
#ifndef MODEL_BASE_ORDER_H
#define MODEL_BASE_ORDER_H

#include <stdint.h>

/** Below 0, 0 or above 0: @p a is less than @p b, equal to it, or greater. */
static inline int order_int(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/** The same of two numbers of which none is NaN. */
static inline int order_real(double a, double b)
{
    return (a > b) - (a < b);
}

/** The same of two rows of @p n keys each: the first in which they differ decides. Writing the rows
 *  takes as long as comparing them: where that is asked by the million, a chain of order_int() is
 *  quicker. */
static inline int order_keys(const int64_t *a, const int64_t *b, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return order_int(a[i], b[i]);
    return 0;
}

#endif
