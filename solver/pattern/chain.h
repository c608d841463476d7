/** @file chain.h
 *  What the requests' side of the bound is worth: the best each can be had for, linked ones
 * jointly.
 *
 *  An unlinked request is worth its price, or nothing. A tree of linked requests is worth the best
 *  joint choice of a bucket, or none, for each, such that every link of the tree is kept: found by
 *  messages from the leaves to the root. Smooth stand-ins and their derivatives as in path.h.
 */
#ifndef SOLVER_PATTERN_CHAIN_H
#define SOLVER_PATTERN_CHAIN_H

#include "solver/pattern/market.h"

typedef struct Chains {
    const Market *market; /* borrowed */
    int64_t *state_at;    /* owned, [nodes + 1]: the states of a node, none left out */
    Bucket *states;       /* owned */
    int64_t *range_at;    /* owned, [nodes + 1]: ranges for each state of its parent */
    int32_t *low, *high;  /* owned: states of the node, from its first, that the link allows */
    bool *loose;          /* owned, [nodes]: one of the link may stand without the other */
    double *hard, *soft;  /* owned, [states]: worth of the best below, smoothed */
    double *odds;         /* owned, [states]: exp(soft - largest) */
    double *part;         /* owned, [states] */
    double *none_hard, *none_soft, *none_part; /* owned, [nodes] */
    double *largest;                           /* owned, [nodes]: of soft */
} Chains;

/** NO_MEMORY. Release with chains_clear(). */
Status chains_init(Chains *chains, const Market *market);

/** Releases and empties. */
void chains_clear(Chains *chains);

/** The worth of trees [from, until) at prices @p price, [buckets]; @p part, [buckets], receives how
 *  often each of their buckets is chosen. */
void chains_value(Chains *chains, int32_t from, int32_t until, const double *price, double heat,
                  double *hard, double *soft, double *part);

/** The same for the unlinked ones among requests [from, until). */
void singles_value(const Market *market, int32_t from, int32_t until, const double *price,
                   double heat, double *hard, double *soft, double *part);

#endif
