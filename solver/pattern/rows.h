/** @file rows.h
 *  Where a scan over a session's slots can stand: at a slot, with some of its mandatory items
 * taken.
 */
#ifndef SOLVER_PATTERN_ROWS_H
#define SOLVER_PATTERN_ROWS_H

#include "solver/pattern/path.h"

/** The @p k -th of the mandatory @p kinds, [n], that start at slot @p v, or -1. */
int32_t rows_mandatory(const PathKind *kinds, int32_t n, int32_t v, int32_t k);

/** Numbers the rows of @p slots slots and the end: those of slot v begin at @p row_at [v], [slots +
 *  2]; @p next_mandatory [v], [slots + 1], is the first slot after v where something mandatory
 *  starts, slots + 1 if none does. Returns how many rows there are. */
int32_t rows_number(const PathKind *kinds, int32_t n, int32_t slots, int32_t *row_at,
                    int32_t *next_mandatory);

#endif
