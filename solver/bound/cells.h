/** @file cells.h
 *  Placements under prices: for every session, visit type and mode the cheapest start.
 *
 *  A cell is a session together with a type its provider can lead there and a mode; its starts are
 * those at which the lead's minutes lie in the session, outside closures, and the type's start
 * times hold. Prefix sums over the slots' prices make the price of what a start holds O(parts of
 * the visit).
 *
 *  Priced slots are numbered: first the slots of each session, then, for each pool of rooms or
 * devices, the slots of each day of the horizon.
 */
#ifndef SOLVER_BOUND_CELLS_H
#define SOLVER_BOUND_CELLS_H

#include "model/base/status.h"
#include "model/catalog/catalog.h"

typedef struct Cell {
    int32_t session, type, mode;
    int32_t first_min, last_min; /* earliest and latest start, from the horizon's midnight */
    const VisitShape *shape;     /* borrowed from the catalog */
} Cell;

typedef struct Cells {
    const Catalog *catalog; /* borrowed */
    int32_t count;
    Cell *cells;         /* owned; of session s: begin[s] .. begin[s + 1] */
    int32_t *begin;      /* owned */
    int64_t size;        /* priced slots */
    int64_t *session_at; /* owned: number of the first slot of a session */
    int64_t *pool_at;    /* owned: number of the first slot of a pool; -1 for persons */
    int32_t slots_per_day;
    int32_t *pool_of;   /* owned, [activities x sites]: pool of rooms or devices, or -1 */
    int32_t *blocked;   /* owned: closed slots before each slot, laid out as prefix */
    double *prefix;     /* owned: price of the slots before each, one longer per session or day */
    double *cost;       /* owned, [count]: price of the cheapest start, INFINITY if there is none */
    int32_t *start_min; /* owned, [count]: that start */
} Cells;

/** Lists the cells of @p catalog, which is borrowed. NO_MEMORY. Release with cells_free(). */
Status cells_new(const Catalog *catalog, Cells **out);

/** NULL is allowed. */
void cells_free(Cells *cells);

/** Takes new prices, [size], and finds the cheapest start of every cell. */
Status cells_price(Cells *cells, const double *price, int threads);

/** The price of a visit of @p shape in @p mode led in @p session from @p start_min; false when the
 * lead's minutes are not in the session or closed. */
bool cells_cost(const Cells *cells, int32_t session, const VisitShape *shape, int32_t mode,
                int32_t start_min, double *cost);

/** Adds @p weight to the use of all that a visit at that place holds. @p steps is laid out as
 * prefix and holds differences; cells_usage() sums them up. */
void cells_use(const Cells *cells, double *steps, int32_t session, const VisitShape *shape,
               int32_t mode, int32_t start_min, double weight);

/** The same for the rooms and devices alone, of a visit at @p site. */
void cells_use_units(const Cells *cells, double *steps, int32_t site, const VisitShape *shape,
                     int32_t mode, int32_t start_min, double weight);

/** The price of the rooms and devices alone. */
double cells_cost_units(const Cells *cells, int32_t site, const VisitShape *shape, int32_t mode,
                        int32_t start_min);

/** Numbers in prefix. */
int64_t cells_prefix_size(const Cells *cells);

/** Turns differences into the use of each slot, [size]. */
void cells_usage(const Cells *cells, const double *steps, double *usage);

/** Where the prefix of a session begins, and of a pool on a day. */
int64_t cells_session_prefix(const Cells *cells, int32_t session);
int64_t cells_pool_prefix(const Cells *cells, int32_t pool, int32_t day);

#endif
