/* What the reader checks cell by cell, for a clinic that came from no file. */
#include <math.h>
#include <string.h>

#include "datasets/inspect/inspect.h"
#include "datasets/inspect/inspect_note.h"
#include "model/base/lookup.h"
#include "model/clinic/cell.h"

enum { ID_BYTES = 64 };

static int32_t n_words(const Column *column)
{
    int32_t count = 0;

    while (column->words[count])
        count++;
    return count;
}

/* Writes what was expected instead of the cell; the empty text when it is as it must be. */
static void judge(const Clinic *clinic, const Column *column, Cell cell, Text *out)
{
    int32_t slot = clinic->horizon.rows == 1 ? clinic->horizon.slot_min[0] : 0;
    bool blank = cell_is_blank(column, cell);
    double value = column->kind == KIND_REAL ? cell.real : cell.number;

    if (blank) {
        if (column->required)
            cell_expected(column, out);
        return;
    }
    switch (column->kind) {
    case KIND_ID:
        if (strlen(cell.text) > ID_BYTES)
            cell_expected(column, out);
        return;
    case KIND_REF:
        if (cell.number >=
            table_head_const(clinic, schema_table(&dataset_schema, column->references))->rows)
            cell_expected(column, out);
        return;
    case KIND_WORD:
        if (cell.number < 0 || cell.number >= n_words(column))
            cell_expected(column, out);
        return;
    case KIND_FLAG:
        if (cell.number != 0 && cell.number != 1)
            cell_expected(column, out);
        return;
    case KIND_TEXT:
    case KIND_DATE:
        return;
    case KIND_TIME:
    case KIND_INT:
    case KIND_REAL:
        break;
    }
    if (!isfinite(value) || value < column->low || value > column->high)
        text_add(out, "a number from %.10g to %.10g", column->low, column->high);
    else if (column->on_grid && slot > 0 && cell.number % slot != 0)
        text_add(out, "a multiple of slot_min %d", (int)slot);
}

static Status check_ids(InspectNote *note, enum DatasetTable table, const Column *column)
{
    const TableInfo *info = &dataset_schema.tables[table];
    const char *const *ids = table_cells_const(note->clinic, info, column);
    int32_t rows = table_head_const(note->clinic, info)->rows, first;
    Lookup *seen = NULL;
    Status status = STATUS_OK;

    TRY(lookup_new(rows, &seen));
    for (int32_t row = 0; row < rows; row++) {
        TRY(lookup_add(seen, ids[row], row, &first));
        if (first != row)
            note_error(note, table, row, column->name, "expected once; row %d has it too",
                       (int)first);
    }
done:
    lookup_free(seen);
    return status;
}

static Status check_column(InspectNote *note, enum DatasetTable table, const Column *column)
{
    const TableInfo *info = &dataset_schema.tables[table];
    const void *cells = table_cells_const(note->clinic, info, column);
    int32_t rows = table_head_const(note->clinic, info)->rows;
    Text expected = {0};
    Status status = STATUS_OK;

    for (int32_t row = 0; row < rows; row++) {
        judge(note->clinic, column, cell_get(column, cells, row), &expected);
        if (expected.length)
            note_error(note, table, row, column->name, "expected %s", text_of(&expected));
        TRY(text_status(&expected));
        if (expected.length)
            text_clear(&expected);
    }
    if (column->kind == KIND_ID)
        status = check_ids(note, table, column);
done:
    text_clear(&expected);
    return status;
}

Status inspect_cells(const Clinic *clinic, Findings *findings)
{
    InspectNote note = {.clinic = clinic, .findings = findings};
    Status status = STATUS_OK;

    for (int t = 0; t < dataset_schema.n_tables; t++)
        for (int c = 0; c < dataset_schema.tables[t].n_columns; c++)
            TRY(check_column(&note, (enum DatasetTable)t, &dataset_schema.tables[t].columns[c]));
    if (findings->broken)
        status = fault(STATUS_NO_MEMORY, "out of memory while listing what is wrong");
done:
    return status;
}
