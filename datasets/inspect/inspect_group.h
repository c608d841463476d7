/** @file inspect_group.h
 *  The rows of one table that belong to each row of another.
 */
#ifndef DATASETS_INSPECT_INSPECT_GROUP_H
#define DATASETS_INSPECT_INSPECT_GROUP_H

#include <stdint.h>

#include "model/base/status.h"

/** The rows of group g are rows[begin[g]] to rows[begin[g + 1] - 1]. */
typedef struct Grouping {
    int32_t *begin; /* owned, [groups + 1] */
    int32_t *rows;  /* owned */
} Grouping;

/** A row with what it is sorted by: major, then minor, then row. */
typedef struct SortKey {
    int64_t major, minor;
    int32_t row;
} SortKey;

/** Sorts by major, minor, row: the same order on every machine. O(n log n). */
void sort_keys(SortKey *keys, int32_t count);

/** Groups rows 0..rows-1 by of[row] (outside 0..groups-1: in none), within a group by key[row] and
 *  then by row; @p key NULL: by row, in linear time. NO_MEMORY leaves @p out alone. */
Status grouping_new(const int32_t *of, const int64_t *key, int32_t rows, int32_t groups,
                    Grouping *out);

/** Releases and empties. */
void grouping_clear(Grouping *grouping);

#endif
