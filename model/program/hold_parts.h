/** @file hold_parts.h
 *  What the files of hold.h share; for them only.
 */
#ifndef MODEL_PROGRAM_HOLD_PARTS_H
#define MODEL_PROGRAM_HOLD_PARTS_H

#include "model/program/hold.h"

/** One call of holds_add. */
typedef struct Holding {
    const Catalog *catalog;
    const Slate *slate;
    const int32_t *column;
    Linear *linear;
    Holds *holds;
    bool *counted; /* [pools]: units stand in for each other */
    int32_t limit;
} Holding;

/** Marks the pools of rooms and devices whose units can be counted. NO_MEMORY. */
Status holds_find_counted(Holding *holding);

/** Rows that keep uses of one unit apart. *@p within as in holds_add(). */
Status holds_part_uses(Holding *holding, bool *within);

/** Rows that count the units of counted pools. */
Status holds_count(Holding *holding);

#endif
