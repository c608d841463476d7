/** @file glpk_master.h
 *  A linear program that grows while it is solved again and again from where it stood: columns and
 *  rows are added, columns are fixed, and the primal simplex goes on from the last basis.
 *
 *  It maximises over columns of at least 0 and rows of at most something. A master lives and dies
 * on one thread, and a thread has one master at a time: what GLPK keeps for the thread goes with
 * it. Fatal errors of GLPK come back as NUMERICS; such a master can only be freed.
 */
#ifndef SOLVER_GLPK_MASTER_H
#define SOLVER_GLPK_MASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"

typedef struct GlpkMaster GlpkMaster;

/** One nonzero of a row or column. */
typedef struct GlpkEntry {
    int32_t at; /* column of a row's entry, row of a column's */
    double value;
} GlpkEntry;

/** A program without rows and columns. NO_MEMORY, NUMERICS. Release with glpk_master_free(). */
Status glpk_master_new(GlpkMaster **out);

/** NULL is allowed. */
void glpk_master_free(GlpkMaster *master);

/** Adds row number rows(so far): the sum of @p entries, of columns already there, is at most @p
 * high (finite). NO_MEMORY, NUMERICS. */
Status glpk_master_row(GlpkMaster *master, double high, const GlpkEntry *entries, int32_t count);

/** Adds a column of worth @p cost (finite) with @p entries in rows already there. NO_MEMORY,
 *  NUMERICS. */
Status glpk_master_column(GlpkMaster *master, double cost, const GlpkEntry *entries, int32_t count);

/** Fixes column @p column at 1, or sets it free again. NUMERICS. */
Status glpk_master_fix(GlpkMaster *master, int32_t column, bool fixed);

/** Goes on until the program is optimal (*@p optimal), or @p iterations more simplex iterations
 * have been made or @p deadline_s on clock_now_s() has come. NO_MEMORY, NUMERICS. */
Status glpk_master_solve(GlpkMaster *master, int64_t iterations, double deadline_s, bool *optimal);

/** Of the last solve: what the columns are worth together, the value of a column, the price of a
 * row (at least 0 when optimal), and the iterations of all solves. */
double glpk_master_objective(const GlpkMaster *master);
double glpk_master_value(const GlpkMaster *master, int32_t column);
double glpk_master_price(const GlpkMaster *master, int32_t row);
int64_t glpk_master_iterations(const GlpkMaster *master);

#endif
