/** @file cell.h
 *  One cell of a table as text and back, by the column's kind.
 */
#ifndef MODEL_CLINIC_CELL_H
#define MODEL_CLINIC_CELL_H

#include "model/base/text.h"
#include "model/clinic/table.h"

/** The value of one cell; which member counts follows from the column's kind. */
typedef union Cell {
    int32_t number;   /* REF, WORD, DATE, TIME, INT, FLAG */
    double real;      /* REAL */
    const char *text; /* ID, TEXT; borrowed */
} Cell;

/** Reads @p text, not blank, as a cell of @p column; dates become days since @p epoch_day. False
 * when it is not of the column's form (bounds are not looked at). REF is the caller's to resolve:
 * false. */
bool cell_parse(const Column *column, const char *text, int32_t epoch_day, Cell *out);

/** What a cell of @p column looks like, for messages: "a date YYYY-MM-DD", "one of new, booked,
 * ...". */
void cell_expected(const Column *column, Text *out);

/** Appends the cell as text; nothing for a missing value. REF is the caller's. */
void cell_write(const Column *column, Cell cell, int32_t epoch_day, Text *out);

/** The cell at @p row of the column's array @p cells, and the way back. */
Cell cell_get(const Column *column, const void *cells, int32_t row);
void cell_put(const Column *column, void *cells, int32_t row, Cell cell);

/** True when the cell holds no value. */
bool cell_is_blank(const Column *column, Cell cell);

#endif
