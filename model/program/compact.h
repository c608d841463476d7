/** @file compact.h
 *  The compact integer program: time-indexed bookings, capacity by slot. A relaxation.
 *
 *  Columns x[booking] and w[visit] of shared visits and places; rows ONCE, PATIENT, LINK (bond.h),
 *
 *      PROVIDER[session,slot]    leads at work <= 1, or 2 where services may overlap
 *      PROVIDER[session]         lead minutes <= length + overbook_max x the longest lead
 *      PROVIDER/ROOM/EQUIPMENT[pool,slot]
 *                                units of one role or type at one site held <= units open then, and
 *                                what overlapping pairs may share: overbook_max x the most units
 *                                one visit holds of it, over the sessions of the day at the site
 *      GROUP[visit]              bookings of a shared visit <= capacity x w, each <= w
 *      RESERVE[key]              places held <= places asked for
 *
 *  Costs of wait, idle and overtime, none of which is negative, are left out, units of a pool are
 *  taken to stand in for each other, and travel of persons, OVERTIME and collisions are not asked.
 *  So every allowed schedule is a solution worth no less here, and the optimum, or any bound on it,
 *  bounds the worth of all allowed schedules.
 */
#ifndef MODEL_PROGRAM_COMPACT_H
#define MODEL_PROGRAM_COMPACT_H

#include "model/program/linear.h"
#include "model/program/slate.h"

typedef struct Compact {
    Slate slate;
    Linear linear;
    int32_t *visit_column;   /* owned, [slate.n_visits] */
    int32_t *booking_column; /* owned, [slate.n_bookings] */
} Compact;

/** Builds the program. *@p within is false, and @p out untouched, when there are more than
 *  @p bookings_max bookings. @return OK; NO_MEMORY. Release with compact_clear(). */
Status compact_build(const Catalog *catalog, int32_t bookings_max, Compact *out, bool *within);

/** Releases and empties. */
void compact_clear(Compact *compact);

#endif
