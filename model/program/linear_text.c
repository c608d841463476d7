#include "model/program/linear_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "model/base/memory.h"

enum { TERMS_PER_LINE = 6 };

/* "  C4 OBJ -2.5" and the like. */
static void add_pair(Text *out, const char *first, const char *second, double value)
{
    char number[TEXT_REAL_BYTES];

    text_from_real(value, number);
    text_add(out, " %s %s %s\n", first, second, number);
}

static bool is_ranged(const LinearRow *row)
{
    return isfinite(row->low) && isfinite(row->high) && row->low < row->high;
}

static void add_row_kinds(const Linear *linear, Text *out)
{
    text_add(out, "ROWS\n N OBJ\n");
    for (int32_t i = 0; i < linear->n_rows; i++) {
        const LinearRow *row = &linear->rows[i];
        char kind = isfinite(row->high)  ? (row->low == row->high ? 'E' : 'L')
                    : isfinite(row->low) ? 'G'
                                         : 'N';

        text_add(out, " %c R%d\n", kind, (int)i + 1);
    }
}

static void add_matrix(const Linear *linear, const LinearMatrix *matrix, Text *out)
{
    bool integer = false;

    text_add(out, "COLUMNS\n");
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];
        char name[16], row[16];

        if (column->integer != integer) {
            integer = column->integer;
            text_add(out, " M%d 'MARKER' '%s'\n", (int)j, integer ? "INTORG" : "INTEND");
        }
        snprintf(name, sizeof name, "C%d", (int)j + 1);
        add_pair(out, name, "OBJ", column->cost == 0 ? 0 : -column->cost);
        for (int32_t k = matrix->begin[j]; k < matrix->begin[j + 1]; k++) {
            snprintf(row, sizeof row, "R%d", (int)matrix->row[k] + 1);
            add_pair(out, name, row, matrix->value[k]);
        }
    }
    if (integer)
        text_add(out, " M%d 'MARKER' 'INTEND'\n", (int)linear->n_columns);
    add_pair(out, "ONE", "OBJ", linear->constant == 0 ? 0 : -linear->constant);
}

static void add_sides(const Linear *linear, Text *out)
{
    char name[16];

    text_add(out, "RHS\n");
    for (int32_t i = 0; i < linear->n_rows; i++) {
        const LinearRow *row = &linear->rows[i];
        double side = isfinite(row->high) ? row->high : row->low;

        snprintf(name, sizeof name, "R%d", (int)i + 1);
        if (isfinite(side) && side != 0)
            add_pair(out, "RHS", name, side);
    }
    text_add(out, "RANGES\n");
    for (int32_t i = 0; i < linear->n_rows; i++) {
        snprintf(name, sizeof name, "R%d", (int)i + 1);
        if (is_ranged(&linear->rows[i]))
            add_pair(out, "RANGE", name, linear->rows[i].high - linear->rows[i].low);
    }
}

static void add_bounds(const Linear *linear, Text *out)
{
    text_add(out, "BOUNDS\n");
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];
        char name[16];

        snprintf(name, sizeof name, "C%d", (int)j + 1);
        if (column->low == column->high) {
            add_pair(out, "FX BOUND", name, column->low);
            continue;
        }
        if (isinf(column->low))
            text_add(out, " %s BOUND %s\n", isinf(column->high) ? "FR" : "MI", name);
        else if (column->low != 0)
            add_pair(out, "LO BOUND", name, column->low);
        /* Some readers take an integer column without a bound for a binary one. */
        if (isfinite(column->high))
            add_pair(out, "UP BOUND", name, column->high);
        else if (isfinite(column->low))
            text_add(out, " PL BOUND %s\n", name);
    }
    text_add(out, " FX BOUND ONE 1\n");
}

Status linear_write_mps(const Linear *linear, Text *out)
{
    LinearMatrix matrix = {0};
    Status status = STATUS_OK;

    TRY(linear_matrix(linear, &matrix));
    text_add(out, "* minimise OBJ, which is minus the worth\nNAME clinweave FREE\n");
    add_row_kinds(linear, out);
    add_matrix(linear, &matrix, out);
    add_sides(linear, out);
    add_bounds(linear, out);
    text_add(out, "ENDATA\n");
    status = text_status(out);
done:
    linear_matrix_clear(&matrix);
    return status;
}

/* " + 2.5 C4", with a line break after every few. */
static void add_term(Text *out, double value, const char *letter, int32_t number, int32_t *terms)
{
    char text[TEXT_REAL_BYTES];

    text_from_real(fabs(value), text);
    text_add(out, " %c %s %s", value < 0 ? '-' : '+', text, letter);
    if (number > 0)
        text_add(out, "%d", (int)number);
    if (++*terms % TERMS_PER_LINE == 0)
        text_add(out, "\n ");
}

/* The program's matrix row by row: rows and columns trade places. NO_MEMORY. */
static Status matrix_by_row(const Linear *linear, LinearMatrix *out)
{
    Linear turned = {.columns = NULL, .n_rows = linear->n_columns, .n_columns = linear->n_rows};
    Status status = STATUS_NO_MEMORY;

    turned.entries = MEM_NEW(LinearEntry, linear->n_entries);
    if (!turned.entries)
        return status;
    turned.n_entries = linear->n_entries;
    for (int32_t k = 0; k < linear->n_entries; k++) {
        const LinearEntry *entry = &linear->entries[k];

        turned.entries[k] = (LinearEntry){entry->column, entry->row, entry->value};
    }
    status = linear_matrix(&turned, out);
    mem_free(turned.entries);
    return status;
}

/* One side of row @p i. */
static void add_lp_row(const LinearMatrix *matrix, int32_t i, const char *suffix, const char *sign,
                       double side, Text *out)
{
    char text[TEXT_REAL_BYTES];
    int32_t terms = 0;

    text_from_real(side, text);
    text_add(out, " R%d%s:", (int)i + 1, suffix);
    for (int32_t k = matrix->begin[i]; k < matrix->begin[i + 1]; k++)
        add_term(out, matrix->value[k], "C", matrix->row[k] + 1, &terms);
    if (terms == 0)
        add_term(out, 0, "ONE", 0, &terms);
    text_add(out, " %s %s\n", sign, text);
}

static void add_lp_rows(const Linear *linear, const LinearMatrix *matrix, Text *out)
{
    text_add(out, "Subject To\n");
    for (int32_t i = 0; i < linear->n_rows; i++) {
        const LinearRow *row = &linear->rows[i];

        if (row->low == row->high) {
            add_lp_row(matrix, i, "", "=", row->low, out);
            continue;
        }
        if (isfinite(row->high))
            add_lp_row(matrix, i, "", "<=", row->high, out);
        if (isfinite(row->low))
            add_lp_row(matrix, i, is_ranged(row) ? "_" : "", ">=", row->low, out);
    }
}

static void add_lp_bounds(const Linear *linear, Text *out)
{
    char low[TEXT_REAL_BYTES], high[TEXT_REAL_BYTES];

    text_add(out, "Bounds\n ONE = 1\n");
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];

        text_from_real(isfinite(column->low) ? column->low : 0, low);
        text_from_real(isfinite(column->high) ? column->high : 0, high);
        text_add(out, " %s <= C%d <= %s\n", isfinite(column->low) ? low : "-inf", (int)j + 1,
                 isfinite(column->high) ? high : "+inf");
    }
    text_add(out, "Generals\n");
    for (int32_t j = 0; j < linear->n_columns; j++)
        if (linear->columns[j].integer)
            text_add(out, " C%d\n", (int)j + 1);
}

Status linear_write_lp(const Linear *linear, Text *out)
{
    LinearMatrix matrix = {0};
    Status status = STATUS_OK;
    int32_t terms = 0;

    TRY(matrix_by_row(linear, &matrix));
    text_add(out, "Maximize\n worth:");
    for (int32_t j = 0; j < linear->n_columns; j++)
        if (linear->columns[j].cost != 0)
            add_term(out, linear->columns[j].cost, "C", j + 1, &terms);
    add_term(out, linear->constant, "ONE", 0, &terms);
    text_add(out, "\n");
    add_lp_rows(linear, &matrix, out);
    add_lp_bounds(linear, out);
    text_add(out, "End\n");
    status = text_status(out);
done:
    linear_matrix_clear(&matrix);
    return status;
}

void linear_add_cell(Text *out, const char *text)
{
    bool quote = false;

    for (const char *c = text; *c; c++)
        quote = quote || *c == ',' || *c == '"' || *c == '\n' || *c == '\r';
    if (!quote) {
        text_add(out, "%s", text);
        return;
    }
    text_add(out, "\"");
    for (const char *c = text; *c; c++)
        text_add(out, *c == '"' ? "\"\"" : "%c", *c);
    text_add(out, "\"");
}

Status linear_write_names(const Linear *linear, Text *out)
{
    text_add(out, "short,name\r\n");
    for (int32_t j = 0; j < linear->n_columns; j++) {
        text_add(out, "C%d,", (int)j + 1);
        linear_add_cell(out, linear->columns[j].name);
        text_add(out, "\r\n");
    }
    for (int32_t i = 0; i < linear->n_rows; i++) {
        text_add(out, "R%d,", (int)i + 1);
        linear_add_cell(out, linear->rows[i].name);
        text_add(out, "\r\n");
    }
    return text_status(out);
}
