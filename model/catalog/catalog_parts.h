/** @file catalog_parts.h
 *  The steps by which catalog_new() is made; nobody else needs them. Each fills its own fields of
 *  a zeroed catalog and leaves releasing to catalog_free().
 */
#ifndef MODEL_CATALOG_CATALOG_PARTS_H
#define MODEL_CATALOG_CATALOG_PARTS_H

#include "model/catalog/catalog.h"

/** @p minute rounded to the grid of @p slot_min, up or down. */
int32_t catalog_round_up(int32_t minute, int32_t slot_min);
int32_t catalog_round_down(int32_t minute, int32_t slot_min);

/** Codes of the texts that are compared: role, specialty, activity_code; held_* of the sessions.
 *  Room and equipment codes by row go to @p room_code and @p device_code ([rows] each). */
Status catalog_add_codes(Catalog *catalog, int32_t *room_code, int32_t *device_code);

/** Sessions. */
Status catalog_add_sessions(Catalog *catalog);

/** Closures and open hours. */
Status catalog_add_closures(Catalog *catalog);

/** Activities, shapes, skills and leads; sessions and codes are there. */
Status catalog_add_skills(Catalog *catalog);

/** Pools of units; sessions and codes are there. */
Status catalog_add_pools(Catalog *catalog, const int32_t *room_code, const int32_t *device_code);

/** Presence, links, patients, together-components, gains. */
Status catalog_add_requests(Catalog *catalog);

/** Places for urgent demand. */
Status catalog_add_reserves(Catalog *catalog);

#endif
