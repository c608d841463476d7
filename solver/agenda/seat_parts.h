/** @file seat_parts.h
 *  For the files of seat.h.
 */
#ifndef SOLVER_AGENDA_SEAT_PARTS_H
#define SOLVER_AGENDA_SEAT_PARTS_H

#include "solver/agenda/seat.h"

/** True when leads of @p type may overlap others in session @p s. */
static inline bool seat_overlaps(const Catalog *catalog, int32_t type, const CatalogSession *s)
{
    return s->overbook_max > 0 && catalog->clinic->visit_types.overbook_ok[type] &&
           catalog->clinic->visit_types.group_capacity[type] == 1;
}

#endif
