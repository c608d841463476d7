/** @file seat_range.h
 *  Part of the calendar: its sessions by who can lead what in them.
 *
 *  Whoever looks for seats in a part alone need not pass over everything else each time.
 */
#ifndef SOLVER_AGENDA_SEAT_RANGE_H
#define SOLVER_AGENDA_SEAT_RANGE_H

#include "model/catalog/catalog.h"

/** A session and one who can lead the type there. */
typedef struct SeatRangeItem {
    int32_t lead; /* of the catalog's leads */
    int32_t session, site, day;
} SeatRangeItem;

typedef struct SeatRange {
    int32_t *begin;       /* owned, [visit types + 1]: items of a type, by lead, then session */
    SeatRangeItem *items; /* owned */
    int32_t capacity;
} SeatRange;

/** An empty part. NO_MEMORY. Release with seat_range_clear() in any case. */
Status seat_range_init(SeatRange *range, const Catalog *catalog);

/** Releases and empties. */
void seat_range_clear(SeatRange *range);

/** The leads of the catalog by provider. NO_MEMORY. Release with groups_clear(). */
Status seat_range_leads(const Catalog *catalog, Groups *leads_of);

/** Makes the part consist of the @p n sessions @p sessions; @p leads_of as above. NO_MEMORY.
 *  O(items log items). */
Status seat_range_fill(SeatRange *range, const Catalog *catalog, const Groups *leads_of,
                       const int32_t *sessions, int32_t n);

#endif
