/** @file hold.h
 *  The rows that hand out people, rooms and devices: PROVIDER, ROOM and EQUIPMENT, exactly.
 *
 *  Where all units of a pool can stand in for each other and no overlapping pair may share one, a
 *  count by minute is exact, and units are handed out afterwards. Elsewhere every unit a visit
 *  could hold is a column, y[visit, part, unit], and two uses that clash exclude each other.
 */
#ifndef MODEL_PROGRAM_HOLD_H
#define MODEL_PROGRAM_HOLD_H

#include "model/program/linear.h"
#include "model/program/slate.h"

/** One unit that one part of one visit could hold (or, for leads, does hold). */
typedef struct HoldUse {
    int32_t kind, unit;
    int32_t visit, part;
    int32_t column; /* 1: held; the visit's own where there is no choice */
    int32_t start_min, until_min;
    int32_t clear_min; /* until_min and the turnaround */
    bool lead;
} HoldUse;

/** Units of a counted pool that one part of one visit holds, whichever they are. */
typedef struct HoldCount {
    int32_t pool;
    int32_t visit, part;
    int32_t count;
    int32_t start_min, clear_min;
} HoldCount;

typedef struct Holds {
    HoldUse *uses; /* owned, by kind, unit, start */
    int32_t n_uses, uses_capacity;
    HoldCount *counts; /* owned, by pool, start */
    int32_t n_counts, counts_capacity;
} Holds;

/** Adds columns and rows; @p column is the column of each visit, [n_visits]. *@p within is false
 *  when the program would have more than @p limit entries. @return OK; NO_MEMORY. @p out is to be
 *  released with holds_clear() either way. */
Status holds_add(const Catalog *catalog, const Slate *slate, const int32_t *column, int32_t limit,
                 Linear *linear, Holds *out, bool *within);

/** Releases and empties. */
void holds_clear(Holds *holds);

#endif
