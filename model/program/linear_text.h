/** @file linear_text.h
 *  A program as text that other solvers read.
 *
 *  Columns are called C1, C2, ..., rows R1, R2, ..., so that every reader takes them; what they are
 *  called here stands in the list of names. The constant of the objective is the worth of a column
 *  ONE that is fixed at 1.
 */
#ifndef MODEL_PROGRAM_LINEAR_TEXT_H
#define MODEL_PROGRAM_LINEAR_TEXT_H

#include "model/base/text.h"
#include "model/program/linear.h"

/** Appends @p linear in free MPS format. MPS knows no maximum: the objective OBJ is minus the
 *  worth, to be minimised. The name is followed by FREE, without which some readers expect the
 *  columns of cards. @return OK; NO_MEMORY. */
Status linear_write_mps(const Linear *linear, Text *out);

/** Appends @p linear in CPLEX LP format, to be maximised. A row with two different finite bounds
 *  becomes two, the second one named R1_. @return OK; NO_MEMORY. */
Status linear_write_lp(const Linear *linear, Text *out);

/** Appends CSV with the columns `short`, `name`: every row and column by both names.
 *  @return OK; NO_MEMORY. */
Status linear_write_names(const Linear *linear, Text *out);

/** Appends a CSV cell, in quotes where it needs them. */
void linear_add_cell(Text *out, const char *text);

#endif
