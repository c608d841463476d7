/** @file inspect_pool.h
 *  How many units of each kind and type there are at one site on one day, and between what hours.
 */
#ifndef DATASETS_INSPECT_INSPECT_POOL_H
#define DATASETS_INSPECT_INSPECT_POOL_H

#include "datasets/inspect/inspect_facts.h"

/** The units of one type, at the site and day that were loaded last. */
typedef struct Pool {
    int32_t units;
    int32_t open, close; /* of the one that opens first, and closes last */
} Pool;

typedef struct Pools {
    const InspectFacts *facts;
    int32_t *activity; /* owned, [activities] pool of the row, in the array of its kind, or -1 */
    int32_t *role;     /* owned, [providers] pool */
    int32_t *room;     /* owned, [rooms] pool */
    int32_t *device;   /* owned, [equipment] pool */
    int32_t count[3];  /* pools by UnitKind */
    Pool *pool[3];     /* owned, [count[kind]] */
} Pools;

/** NO_MEMORY. Release with pools_free(). */
Status pools_new(const InspectFacts *facts, Pools **out);

/** NULL is allowed. */
void pools_free(Pools *pools);

/** Counts the rooms and devices of @p site. */
void pools_load_site(Pools *pools, int32_t site);

/** Counts the persons of these sessions, which are sorted by provider. */
void pools_load_persons(Pools *pools, const SortKey *sessions, int32_t count);

/** Narrows [low, high] to the starts at which every part of a visit in @p mode but the lead finds
 *  enough units within their hours; low > high: never. */
void pools_narrow(const Pools *pools, const VisitShape *shape, int32_t mode, int32_t *low,
                  int32_t *high);

#endif
