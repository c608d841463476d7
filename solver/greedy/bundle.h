/** @file bundle.h
 *  Requests that stand all or none because their links say so, placed as a whole.
 */
#ifndef SOLVER_GREEDY_BUNDLE_H
#define SOLVER_GREEDY_BUNDLE_H

#include "solver/agenda/seat.h"

/** Every request that is not fixed belongs to one bundle, most of them alone in theirs. */
typedef struct Bundles {
    int32_t count;
    int32_t *begin;   /* owned, [count + 1] into members */
    int32_t *members; /* owned: in the order in which they are best placed */
    int32_t *of;      /* owned, [requests]: the bundle, or -1 for fixed requests */
    int32_t largest;  /* members of the largest */
} Bundles;

/** NO_MEMORY. Release with bundles_clear(). */
Status bundles_init(Bundles *bundles, const Catalog *catalog);

/** Releases and empties. */
void bundles_clear(Bundles *bundles);

/** Scratch of bundle_place(). */
typedef struct BundleSearch {
    SeatFinder *finder; /* borrowed */
    Seat *seats;        /* owned, [largest x BUNDLE_BREADTH] */
    Placement *best;    /* owned, [largest] */
    Placement *current; /* owned, [largest] */
} BundleSearch;

enum { BUNDLE_BREADTH = 12 };

/** NO_MEMORY. Release with bundle_search_clear(). */
Status bundle_search_init(BundleSearch *search, const Bundles *bundles, SeatFinder *finder);
void bundle_search_clear(BundleSearch *search);

/** Places all members of bundle @p bundle, none of which stands, if together they give more than
 *  @p least; else none. @p nodes bounds the search. */
bool bundle_place(BundleSearch *search, const Bundles *bundles, Agenda *agenda, int32_t bundle,
                  double least, int32_t nodes);

#endif
