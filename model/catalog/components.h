/** @file components.h
 *  Which parts of a clinic network have nothing to do with each other.
 *
 *  Two requests, people, rooms or devices belong to one component when a rule may ever bring them
 *  together: a request and whoever may lead it, wherever it may take place; all units there of
 *  every type that its visit holds; the other requests of its patient; those it is linked to; who
 *  and what its standing booking names. What one component books then changes nothing in what
 *  another may book, or what that is worth, and each can be solved by itself: worths and bounds
 *  add up. (Connected components by union-find; Tarjan, J. ACM 22, 1975.)
 */
#ifndef MODEL_CATALOG_COMPONENTS_H
#define MODEL_CATALOG_COMPONENTS_H

#include "model/catalog/catalog.h"
#include "model/clinic/division.h"

/** The smallest of more than so many components are taken as one. */
enum { COMPONENTS_MOST = 1000 };

/** Components by falling number of requests, then by their first request. Who and what no request
 *  can have belongs to the first. */
typedef struct Components {
    int32_t count;                     /* at least 1 */
    int32_t *of_request, *of_provider; /* owned, [rows of the table] */
    int32_t *of_room, *of_equipment;   /* owned, likewise */
    int32_t *of_reserve;               /* owned, [catalog->n_reserves] */
    int32_t *requests;                 /* owned, [count]: how many */
    int32_t n_settled;                 /* requests that were taken to go where they prefer to */
} Components;

/** The components; if @p settled, those there would be if every request went to the site it prefers
 *  (regions, whose requests could nearly all go nowhere else). NO_MEMORY. Release with
 *  components_clear(). Near linear in requests, skills and units. */
Status components_find(const Catalog *catalog, bool settled, Components *out);

/** Divides the clinic of @p catalog into a part for each component. Chances are known by now, so
 * its history stays behind. NO_MEMORY. Release with division_clear(). */
Status components_divide(const Catalog *catalog, const Components *components, Division *out);

/** For each session of @p own, the catalog of part @p part, its number in @p network: ascending.
 *  NO_MEMORY. */
Status components_sessions(const Catalog *network, const ClinicPart *part, const Catalog *own,
                           int32_t **out);

/** Releases and empties. */
void components_clear(Components *components);

#endif
