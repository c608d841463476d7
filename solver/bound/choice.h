/** @file choice.h
 *  The best placement of one request when the time it takes has a price.
 */
#ifndef SOLVER_BOUND_CHOICE_H
#define SOLVER_BOUND_CHOICE_H

#include "solver/bound/cells.h"

enum { N_MODES = 2 };

/** What one request does under the present prices. */
typedef struct Choice {
    double value;            /* profit less prices, or less the cost of not booking */
    const VisitShape *shape; /* NULL: not booked */
    int32_t session, mode, start_min;
} Choice;

/** The cheapest cell of each type, site, day and mode: with neither preference nor availability a
 * request looks no further. */
typedef struct Cheapest {
    const Cells *cells; /* borrowed, priced */
    int32_t *at_site;   /* owned: cell by type, site, day and mode, or -1 */
    int32_t *anywhere;  /* owned: cell by type, day and mode, over all sites, or -1 */
} Cheapest;

/** For @p cells, borrowed. NO_MEMORY leaves what cheapest_clear() can release. */
Status cheapest_init(Cheapest *cheapest, const Cells *cells);

/** Releases and empties. */
void cheapest_clear(Cheapest *cheapest);

/** Looks again, after cells_price(). Linear in the cells. */
void cheapest_find(Cheapest *cheapest);

/** The cheapest cell of a type at a site on a day in a mode, or -1. */
int32_t cheapest_at(const Cheapest *cheapest, int32_t type, int32_t site, int32_t day,
                    int32_t mode);

/** What part of a visit's load one request of @p type brings: 1 / group_capacity. */
double choice_share(const Catalog *catalog, int32_t type);

/** The best of not booking request @p r (not a fixed one) and of all its placements. Safe to call
 * from many threads. O(days of its window), more with availability or a preferred provider. */
void choice_make(const Cheapest *cheapest, int32_t r, Choice *choice);

#endif
