/** @file matching.h
 *  Rows matched to columns, each to one at most, for the greatest sum of worths.
 *
 *  Shortest augmenting paths with dual prices: R. Jonker and A. Volgenant, "A shortest augmenting
 *  path algorithm for dense and sparse linear assignment problems", Computing 38 (1987), for
 *  rectangular problems in which a row may stay alone. GLPK's out-of-kilter takes 300 times as
 * long.
 */
#ifndef SOLVER_MATCHING_H
#define SOLVER_MATCHING_H

#include <stdint.h>

#include "model/base/status.h"

/** *@p column_of receives the column of each row, [rows], or -1: the row stays alone, worth 0.
 *  @p worth is [rows x columns], by row; -INFINITY where the two may not be matched. *@p work, if
 *  not NULL, receives how many entries were looked at: at most rows x (rows + 5) x columns.
 *  @return OK or NO_MEMORY. */
Status matching_solve(const double *worth, int32_t rows, int32_t columns, int32_t *column_of,
                      int64_t *work);

#endif
