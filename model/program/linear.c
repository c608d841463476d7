#include "model/program/linear.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"

enum { NAME_BYTES = 256 };

Status linear_column(Linear *linear, double low, double high, double cost, bool integer,
                     int32_t *column)
{
    void *columns = linear->columns;
    Status status = mem_grow(&columns, &linear->columns_capacity, (int64_t)linear->n_columns + 1,
                             sizeof *linear->columns);

    linear->columns = columns;
    if (status != STATUS_OK)
        return status;
    linear->columns[linear->n_columns] = (LinearColumn){low, high, cost, integer, ""};
    if (column)
        *column = linear->n_columns;
    linear->n_columns++;
    return STATUS_OK;
}

Status linear_row(Linear *linear, double low, double high, int32_t *row)
{
    void *rows = linear->rows;
    Status status =
        mem_grow(&rows, &linear->rows_capacity, (int64_t)linear->n_rows + 1, sizeof *linear->rows);

    linear->rows = rows;
    if (status != STATUS_OK)
        return status;
    linear->rows[linear->n_rows] = (LinearRow){low, high, ""};
    if (row)
        *row = linear->n_rows;
    linear->n_rows++;
    return STATUS_OK;
}

Status linear_entry(Linear *linear, int32_t row, int32_t column, double value)
{
    void *entries = linear->entries;
    Status status = mem_grow(&entries, &linear->entries_capacity, (int64_t)linear->n_entries + 1,
                             sizeof *linear->entries);

    linear->entries = entries;
    if (status != STATUS_OK)
        return status;
    linear->entries[linear->n_entries++] = (LinearEntry){row, column, value};
    return STATUS_OK;
}

__attribute__((format(printf, 3, 0))) static Status put_name(Linear *linear, const char **name,
                                                             const char *format, va_list arguments)
{
    char text[NAME_BYTES];
    const char *copy;

    vsnprintf(text, sizeof text, format, arguments);
    copy = arena_text(&linear->names, text, strlen(text));
    if (!copy)
        return STATUS_NO_MEMORY;
    *name = copy;
    return STATUS_OK;
}

Status linear_name_row(Linear *linear, int32_t row, const char *format, ...)
{
    va_list arguments;
    Status status;

    va_start(arguments, format);
    status = put_name(linear, &linear->rows[row].name, format, arguments);
    va_end(arguments);
    return status;
}

Status linear_name_column(Linear *linear, int32_t column, const char *format, ...)
{
    va_list arguments;
    Status status;

    va_start(arguments, format);
    status = put_name(linear, &linear->columns[column].name, format, arguments);
    va_end(arguments);
    return status;
}

/* NaN fails both comparisons. */
static bool bounds_are_sound(double low, double high)
{
    return low <= high && low < INFINITY && high > -INFINITY;
}

Status linear_check(const Linear *linear)
{
    if (!isfinite(linear->constant))
        return fault(STATUS_NUMERICS, "the program's constant is %g", linear->constant);
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];

        if (!isfinite(column->cost) || !bounds_are_sound(column->low, column->high))
            return fault(STATUS_NUMERICS, "column %d %s has cost %g and bounds %g to %g", (int)j,
                         column->name, column->cost, column->low, column->high);
    }
    for (int32_t i = 0; i < linear->n_rows; i++) {
        const LinearRow *row = &linear->rows[i];

        if (!bounds_are_sound(row->low, row->high))
            return fault(STATUS_NUMERICS, "row %d %s has bounds %g to %g", (int)i, row->name,
                         row->low, row->high);
    }
    for (int32_t k = 0; k < linear->n_entries; k++) {
        const LinearEntry *entry = &linear->entries[k];

        if (entry->row < 0 || entry->row >= linear->n_rows || entry->column < 0 ||
            entry->column >= linear->n_columns || !isfinite(entry->value))
            return fault(STATUS_NUMERICS, "entry %d at row %d, column %d is %g", (int)k,
                         (int)entry->row, (int)entry->column, entry->value);
    }
    return STATUS_OK;
}

void linear_clear(Linear *linear)
{
    mem_free(linear->columns);
    mem_free(linear->rows);
    mem_free(linear->entries);
    arena_clear(&linear->names);
    *linear = (Linear){0};
}

/* Sorts the entries by column into @p matrix, which has room for all of them. */
static void sort_by_column(const Linear *linear, LinearMatrix *matrix)
{
    for (int32_t k = 0; k < linear->n_entries; k++)
        matrix->begin[linear->entries[k].column + 1]++;
    for (int32_t j = 0; j < linear->n_columns; j++)
        matrix->begin[j + 1] += matrix->begin[j];
    /* Filling moves every begin to its end; the shift below moves it back. */
    for (int32_t k = 0; k < linear->n_entries; k++) {
        const LinearEntry *entry = &linear->entries[k];
        int32_t at = matrix->begin[entry->column]++;

        matrix->row[at] = entry->row;
        matrix->value[at] = entry->value;
    }
    for (int32_t j = linear->n_columns; j > 0; j--)
        matrix->begin[j] = matrix->begin[j - 1];
    matrix->begin[0] = 0;
}

/* Adds up equal places and drops zeros; @p place holds, for each row, 1 + where it stands. */
static void merge_places(const Linear *linear, LinearMatrix *matrix, int32_t *place)
{
    int32_t kept = 0;

    for (int32_t j = 0; j < linear->n_columns; j++) {
        int32_t first = kept, from = matrix->begin[j], to = matrix->begin[j + 1], end = kept;

        for (int32_t k = from; k < to; k++) {
            int32_t row = matrix->row[k];

            if (place[row] > first && place[row] <= end) {
                matrix->value[place[row] - 1] += matrix->value[k];
                continue;
            }
            matrix->row[end] = row;
            matrix->value[end] = matrix->value[k];
            place[row] = ++end;
        }
        for (int32_t k = first; k < end; k++) {
            place[matrix->row[k]] = 0;
            if (matrix->value[k] == 0)
                continue;
            matrix->row[kept] = matrix->row[k];
            matrix->value[kept++] = matrix->value[k];
        }
        matrix->begin[j] = first;
    }
    matrix->begin[linear->n_columns] = kept;
}

Status linear_matrix(const Linear *linear, LinearMatrix *out)
{
    Status status = STATUS_NO_MEMORY;
    LinearMatrix matrix = {0};
    int32_t *place = MEM_NEW(int32_t, linear->n_rows);

    matrix.begin = MEM_NEW(int32_t, (int64_t)linear->n_columns + 1);
    matrix.row = MEM_NEW(int32_t, linear->n_entries);
    matrix.value = MEM_NEW(double, linear->n_entries);
    if (!place || !matrix.begin || !matrix.row || !matrix.value)
        goto done;
    sort_by_column(linear, &matrix);
    merge_places(linear, &matrix, place);
    *out = matrix;
    matrix = (LinearMatrix){0};
    status = STATUS_OK;
done:
    linear_matrix_clear(&matrix);
    mem_free(place);
    return status;
}

void linear_matrix_clear(LinearMatrix *matrix)
{
    mem_free(matrix->begin);
    mem_free(matrix->row);
    mem_free(matrix->value);
    *matrix = (LinearMatrix){0};
}

double linear_worth(const Linear *linear, const double *value)
{
    double worth = linear->constant;

    for (int32_t j = 0; j < linear->n_columns; j++)
        worth += linear->columns[j].cost * value[j];
    return worth;
}

/* NaN lies nowhere. */
static bool lies_within(double value, double low, double high, double tolerance)
{
    return value >= low - tolerance && value <= high + tolerance;
}

Status linear_holds(const Linear *linear, const double *value, double tolerance, bool *holds)
{
    double *activity = MEM_NEW(double, linear->n_rows);
    bool sound = true;

    if (!activity)
        return STATUS_NO_MEMORY;
    for (int32_t k = 0; k < linear->n_entries; k++)
        activity[linear->entries[k].row] +=
            linear->entries[k].value * value[linear->entries[k].column];
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];

        sound = sound && lies_within(value[j], column->low, column->high, tolerance) &&
                (!column->integer || fabs(value[j] - nearbyint(value[j])) <= tolerance);
    }
    for (int32_t i = 0; i < linear->n_rows; i++)
        sound =
            sound && lies_within(activity[i], linear->rows[i].low, linear->rows[i].high, tolerance);
    mem_free(activity);
    *holds = sound;
    return STATUS_OK;
}

/* The price as it may count: towards an open side it is worth nothing. */
static double sound_price(const LinearRow *row, double price)
{
    if (isnan(price) || isinf(price) || (price > 0 && isinf(row->high)) ||
        (price < 0 && isinf(row->low)))
        return 0;
    return price;
}

Status linear_bound(const Linear *linear, const double *price, double *bound)
{
    /* Each sum of n terms is off by less than n units in the last place of its absolute terms. */
    const double unit = 0x1p-52 * ((double)linear->n_entries + linear->n_columns + linear->n_rows);
    double *reduced = MEM_NEW(double, 2 * (int64_t)linear->n_columns), *size;
    double sum = linear->constant, absolute = fabs(linear->constant);

    if (!reduced)
        return STATUS_NO_MEMORY;
    size = reduced + linear->n_columns;
    for (int32_t k = 0; k < linear->n_entries; k++) {
        const LinearEntry *entry = &linear->entries[k];
        double used = sound_price(&linear->rows[entry->row], price[entry->row]) * entry->value;

        reduced[entry->column] -= used;
        size[entry->column] += fabs(used);
    }
    for (int32_t j = 0; j < linear->n_columns; j++) {
        const LinearColumn *column = &linear->columns[j];
        double gain = column->cost + reduced[j], end = gain > 0 ? column->high : column->low;
        double low = isinf(column->low) ? 0 : fabs(column->low);
        double high = isinf(column->high) ? 0 : fabs(column->high);

        if (gain != 0)
            sum += gain * end;
        absolute += (fabs(gain) + size[j] + fabs(column->cost)) * fmax(low, high);
    }
    for (int32_t i = 0; i < linear->n_rows; i++) {
        const LinearRow *row = &linear->rows[i];
        double kept = sound_price(row, price[i]), end = kept > 0 ? row->high : row->low;

        if (kept == 0)
            continue;
        sum += kept * end;
        absolute += fabs(kept * end);
    }
    mem_free(reduced);
    *bound = sum + unit * absolute;
    return STATUS_OK;
}

void linear_gains(const Linear *linear, const double *price, double *gain)
{
    for (int32_t j = 0; j < linear->n_columns; j++)
        gain[j] = linear->columns[j].cost;
    for (int32_t k = 0; k < linear->n_entries; k++) {
        const LinearEntry *entry = &linear->entries[k];

        gain[entry->column] -=
            sound_price(&linear->rows[entry->row], price[entry->row]) * entry->value;
    }
}
