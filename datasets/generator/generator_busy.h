/** @file generator_busy.h
 *  Which minutes of whom are taken: the appointment book of the generator.
 *
 *  A unit is a person, a room or a device; each slot of its days is free, closed, or taken by a
 *  visit at some site.
 */
#ifndef DATASETS_GENERATOR_GENERATOR_BUSY_H
#define DATASETS_GENERATOR_GENERATOR_BUSY_H

#include "datasets/generator/generator_draft.h"

typedef struct Busy {
    const Clinic *clinic; /* borrowed */
    int32_t days, slots;  /* slots of a day */
    int32_t slot_min;
    int32_t *cells; /* owned, [units x days x slots]: 0 free, -1 closed, else site + 1 */
} Busy;

/** Minutes [start_min, end_min) of a day at a site. */
typedef struct BusySpan {
    int32_t site, day, start_min, end_min;
} BusySpan;

/** The book of a draft whose people, rooms, devices and closures stand; closures are entered. */
Status busy_open(const Draft *draft, Busy *out);

void busy_close(Busy *busy);

/** The number of the unit in row @p row of providers, rooms or equipment, by UnitKind. */
int32_t busy_unit(const Busy *busy, int32_t kind, int32_t row);

/** True when @p unit may be held over @p span: not closed, not taken, @p gap_min away from other
 *  visits and @p travel_min from visits at other sites. */
bool busy_is_free(const Busy *busy, int32_t unit, BusySpan span, int32_t gap_min,
                  int32_t travel_min);

void busy_take(Busy *busy, int32_t unit, BusySpan span);

#endif
