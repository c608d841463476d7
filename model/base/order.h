/** @file order.h
 *  Which of two numbers comes first: what comparators for qsort() are made of, and where in what
 *  they have sorted something stands.
 */
#ifndef MODEL_BASE_ORDER_H
#define MODEL_BASE_ORDER_H

#include <stddef.h>
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

/** How many of the @p n rows of @p size bytes, sorted by @p compare, come before @p key: where the
 *  first one stands that is equal to it, if any is. O(log n). */
static inline int32_t order_first(const void *key, const void *rows, int32_t n, size_t size,
                                  int (*compare)(const void *, const void *))
{
    int32_t low = 0, high = n;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (compare((const char *)rows + (size_t)middle * size, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
