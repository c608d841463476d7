/** @file linear.h
 *  A sparse linear program, some of its columns integer: maximise cost x + constant subject to
 *  low <= row x <= high for every row and low <= x <= high for every column.
 *
 *  Plain arrays that only grow; no solver is known here. From any multipliers of the rows follows a
 *  number that no solution exceeds (linear_bound), whoever found them and however good they are.
 */
#ifndef MODEL_PROGRAM_LINEAR_H
#define MODEL_PROGRAM_LINEAR_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/status.h"

typedef struct LinearColumn {
    double low, high; /* may be -INFINITY, INFINITY */
    double cost;      /* worth of one unit */
    bool integer;
    const char *name; /* owned by the names; "" while nameless */
} LinearColumn;

typedef struct LinearRow {
    double low, high; /* may be -INFINITY, INFINITY */
    const char *name; /* owned by the names; "" while nameless */
} LinearRow;

typedef struct LinearEntry {
    int32_t row, column;
    double value; /* entries of one place add up */
} LinearEntry;

/** Zero-initialised is the empty program. */
typedef struct Linear {
    LinearColumn *columns; /* owned, [n_columns] */
    LinearRow *rows;       /* owned, [n_rows] */
    LinearEntry *entries;  /* owned, [n_entries], in no order */
    int32_t n_columns, columns_capacity;
    int32_t n_rows, rows_capacity;
    int32_t n_entries, entries_capacity;
    double constant; /* added to the objective */
    Arena names;
} Linear;

/** Adds a column; *@p column is its number (may be NULL). @return OK; NO_MEMORY. */
Status linear_column(Linear *linear, double low, double high, double cost, bool integer,
                     int32_t *column);

/** Adds a row; *@p row is its number (may be NULL). @return OK; NO_MEMORY. */
Status linear_row(Linear *linear, double low, double high, int32_t *row);

/** Adds @p value at a place that exists. @return OK; NO_MEMORY. */
Status linear_entry(Linear *linear, int32_t row, int32_t column, double value);

/** Names a row or a column, as printf does; at most 255 bytes are kept. @return OK; NO_MEMORY. */
Status linear_name_row(Linear *linear, int32_t row, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
Status linear_name_column(Linear *linear, int32_t column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** OK; NUMERICS, naming the place, when a cost or an entry is not finite, a bound NaN, a low above
 *  its high, or a place outside. */
Status linear_check(const Linear *linear);

/** Releases and empties. */
void linear_clear(Linear *linear);

/** The entries column by column, places that occur more than once added up, zeros left out. */
typedef struct LinearMatrix {
    int32_t *begin; /* owned, [n_columns + 1] */
    int32_t *row;   /* owned, [begin[n_columns]] */
    double *value;  /* owned, [begin[n_columns]] */
} LinearMatrix;

/** O(entries). @return OK; NO_MEMORY. Release with linear_matrix_clear(). */
Status linear_matrix(const Linear *linear, LinearMatrix *out);
void linear_matrix_clear(LinearMatrix *matrix);

/** Objective of @p value, [n_columns]. */
double linear_worth(const Linear *linear, const double *value);

/** *@p holds is true when @p value, [n_columns], keeps all rows, bounds and integrality within
 *  @p tolerance (NaN keeps nothing). @return OK; NO_MEMORY. */
Status linear_holds(const Linear *linear, const double *value, double tolerance, bool *holds);

/** A number no solution's objective exceeds, from multipliers @p price of the rows, [n_rows] (worth
 *  of one more unit of the row's limit; a price of the wrong sign for a row that is open on that
 *  side counts as 0, NaN too), rounded outward. INFINITY when a column that is open on one side
 *  would gain without end. O(entries). @return OK; NO_MEMORY. */
Status linear_bound(const Linear *linear, const double *price, double *bound);

/** What one more unit of each column gains under these prices, [n_columns] into @p gain: its cost
 *  less the price of what it uses. */
void linear_gains(const Linear *linear, const double *price, double *gain);

#endif
