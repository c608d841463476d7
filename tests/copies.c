#include "tests/copies.h"

#include <stdio.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"

/* The days and the rules are everybody's. */
static bool is_shared(int table)
{
    return table == TABLE_horizon || table == TABLE_policy;
}

static const char *renamed(Clinic *clinic, const char *text, int32_t copy)
{
    char name[200];

    if (!*text)
        return text;
    snprintf(name, sizeof name, "%s@%d", text, copy);
    return clinic_text(clinic, name);
}

static void copy_cell(Clinic *to, const Clinic *from, const TableInfo *info, const Column *column,
                      int32_t row, int32_t copy)
{
    int32_t rows = table_head_const(from, info)->rows, at = copy * rows + row;
    void *cells = table_cells(to, info, column);
    const void *source = table_cells_const(from, info, column);
    int32_t number = column->kind == KIND_REF ? ((const int32_t *)source)[row] : -1;

    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        ((const char **)cells)[at] = is_shared((int)(info - dataset_schema.tables))
                                         ? clinic_text(to, ((const char *const *)source)[row])
                                         : renamed(to, ((const char *const *)source)[row], copy);
        break;
    case KIND_REAL:
        ((double *)cells)[at] = ((const double *)source)[row];
        break;
    case KIND_REF:
        if (number >= 0)
            number +=
                copy *
                table_head_const(from, schema_table(&dataset_schema, column->references))->rows;
        ((int32_t *)cells)[at] = number;
        break;
    default:
        ((int32_t *)cells)[at] = ((const int32_t *)source)[row];
        break;
    }
}

Clinic *copies_of(const Clinic *clinic, int32_t count)
{
    Clinic *copies = NULL;

    assert_ok(clinic_new(&copies));
    for (int t = 0; t < N_DATASET_TABLES; t++) {
        const TableInfo *info = &dataset_schema.tables[t];
        int32_t rows = table_head_const(clinic, info)->rows, n = is_shared(t) ? 1 : count;

        assert_ok(table_resize(copies, info, n * rows));
        for (int32_t copy = 0; copy < n; copy++)
            for (int c = 0; c < info->n_columns; c++)
                for (int32_t row = 0; row < rows; row++)
                    copy_cell(copies, clinic, info, &info->columns[c], row, copy);
    }
    assert_ok(clinic_settle(copies));
    return copies;
}

Chances *copied_chances(const Chances *chances, int32_t count)
{
    int32_t n = chances->n_requests, *rows = MEM_NEW(int32_t, n * count);
    Chances *copies = NULL;

    assert_non_null(rows);
    for (int32_t i = 0; i < n * count; i++)
        rows[i] = i % n;
    assert_ok(chances_pick(chances, rows, n * count, &copies));
    mem_free(rows);
    return copies;
}
