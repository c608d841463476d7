/** @file pair.h
 *  Two numbers in one register, for loops that a compiler does not see through.
 *
 *  Each lane is rounded as a number alone would be, so results do not depend on the machine.
 */
#ifndef MODEL_BASE_PAIR_H
#define MODEL_BASE_PAIR_H

#include <string.h>

typedef double Pair __attribute__((vector_size(2 * sizeof(double))));

/** The two numbers at @p from, which need not be aligned. */
static inline Pair pair_at(const double *from)
{
    Pair pair;

    memcpy(&pair, from, sizeof pair);
    return pair;
}

/** Puts them at @p to. */
static inline void pair_put(double *to, Pair pair)
{
    memcpy(to, &pair, sizeof pair);
}

#endif
