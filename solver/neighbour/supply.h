/** @file supply.h
 *  Rooms, devices and persons that a neighbourhood can count on: what is open and not held by what
 *  stands outside it, by pool and slot; and what a unit of it costs at the moment.
 *
 *  A count of units is not a hand-out: units that cannot stand in for each other may make a visit
 *  fail that the count allows. The agenda has the last word.
 */
#ifndef SOLVER_NEIGHBOUR_SUPPLY_H
#define SOLVER_NEIGHBOUR_SUPPLY_H

#include "solver/neighbour/zone.h"

/** One pool on one day. */
typedef struct SupplyLine {
    int32_t pool, day;
    int32_t *capacity; /* owned, [slots]: units for each slot of the day */
    int32_t *row;      /* owned, [slots]: of the program, or -1 */
    double *paid;      /* owned, [slots + 1]: price of all slots before this one */
    bool priced;       /* some slot costs something */
} SupplyLine;

/** All lines that a neighbourhood meets. */
typedef struct Supply {
    const Field *field; /* borrowed */
    int32_t number;     /* the neighbourhood's */
    int32_t slots;      /* of a day */
    SupplyLine *lines;  /* owned */
    int32_t count, capacity;
} Supply;

/** No lines yet. Release with supply_clear(). */
Supply supply_begin(const Field *field, const Zone *zone);

/** Releases and empties. */
void supply_clear(Supply *supply);

/** Finds the line of @p pool on @p day, made if it is not there yet. NO_MEMORY. */
Status supply_line(Supply *supply, int32_t pool, int32_t day, int32_t *line);

/** True when @p count units of @p line are there over the slots [from, until). */
bool supply_has(const Supply *supply, int32_t line, int32_t from, int32_t until, int32_t count);

/** What one unit of @p line costs over the slots [from, until). */
double supply_price(const Supply *supply, int32_t line, int32_t from, int32_t until);

#endif
