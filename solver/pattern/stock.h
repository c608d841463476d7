/** @file stock.h
 *  Where a visit finds all that it holds, beside what stands already.
 *
 *  A unit is there while it is open, in no closure, nor its site, and no fixed visit keeps it: a
 *  lead its visit, a room that of which it is the only one, booked and asked for, all units of a
 *  type at a site those who ask for so many. Persons are there during their sessions at the site.
 */
#ifndef SOLVER_PATTERN_STOCK_H
#define SOLVER_PATTERN_STOCK_H

#include "model/catalog/catalog.h"
#include "solver/pattern/starts.h"

/** A unit that a fixed visit keeps. */
typedef struct Kept {
    int32_t unit;    /* of all: persons, then rooms, then devices */
    int32_t pool;    /* of a room or device */
    int32_t session; /* that could share a room or device with it: its own; or -1 */
    int32_t day;
    int32_t from_min, until_min; /* of the day */
} Kept;

/** For how long units of a pool are there from each slot of a day on: of 1, of 2, ... units. */
typedef struct Stock {
    const Catalog *catalog; /* borrowed */
    int32_t day_slots;
    int32_t first_unit[3]; /* by UnitKind: of all units */
    Kept *kept;            /* owned */
    int32_t n_kept, kept_capacity;
    Groups kept_on;      /* by unit x days + day */
    Groups kept_by;      /* by session */
    int32_t *most;       /* owned, [pools]: what a row of a visit asks for at most; 0: none does */
    int32_t *row_of;     /* owned, [pools x days]: or -1 */
    int32_t *own_row_of; /* owned, [pools]: of the session turned to, or -1 */
    int32_t *pool_of;    /* owned, [activities x sites]: or -1 */
    int16_t *slots;      /* owned: rows of [most of the pool][day_slots]; to midnight: day_slots */
    int32_t n_slots, slot_capacity, n_common; /* slots of all sessions come first */
    int32_t session;                          /* turned to, or -1 */
    bool *there;                              /* owned, [day_slots] */
} Stock;

/** NO_MEMORY. Release with stock_clear(). O(units x days x slots of a day). */
Status stock_init(Stock *stock, const Catalog *catalog);

/** Releases and empties. */
void stock_clear(Stock *stock);

/** Looks from @p session: if it may overbook, visits that overlap may share rooms and devices, so
 *  that its own fixed visits keep none from it. NO_MEMORY. */
Status stock_turn_to(Stock *stock, int32_t session);

/** Takes from @p starts, of visits of @p shape in @p mode in the session turned to, those at which
 *  a row of the visit finds no units enough that are there, each for all of its time until
 *  midnight. */
void stock_keep(const Stock *stock, const VisitShape *shape, int32_t mode, Starts *starts);

#endif
