#include "model/clinic/division.h"

#include <string.h>

#include "model/base/memory.h"

/* What a division is made from. */
typedef struct Cut {
    const Clinic *whole;
    const int32_t *const *part_of; /* [N_DATASET_TABLES] */
} Cut;

static const TableInfo *info_of(int table)
{
    return &dataset_schema.tables[table];
}

static int32_t rows_of(const Clinic *clinic, int table)
{
    return table_head_const(clinic, info_of(table))->rows;
}

static bool goes_into(int32_t where, int32_t part)
{
    return where == part || where == PART_EVERY;
}

/* Counts the rows of a table in each part, and gives each its place. */
static Status place_rows(Division *division, const Cut *cut, int table, int32_t *counts)
{
    int32_t rows = rows_of(cut->whole, table);
    const int32_t *part_of = cut->part_of[table];

    for (int32_t p = 0; p < division->count; p++)
        counts[p] = part_of ? 0 : rows;
    if (!part_of)
        return STATUS_OK;
    division->place[table] = MEM_NEW(int32_t, rows);
    if (!division->place[table])
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < rows; r++) {
        division->place[table][r] = NO_ROW;
        if (part_of[r] >= 0)
            division->place[table][r] = counts[part_of[r]]++;
        for (int32_t p = 0; part_of[r] == PART_EVERY && p < division->count; p++)
            division->place[table][r] = counts[p]++;
    }
    return STATUS_OK;
}

/* Lists, for each part, which rows of the whole are its. */
static Status list_rows(Division *division, const Cut *cut, int table, int32_t *counts)
{
    const int32_t *part_of = cut->part_of[table];

    for (int32_t p = 0; p < division->count; p++) {
        ClinicPart *part = &division->parts[p];

        part->row[table] = MEM_NEW(int32_t, counts[p]);
        if (!part->row[table])
            return STATUS_NO_MEMORY;
        counts[p] = 0;
    }
    for (int32_t r = 0; r < rows_of(cut->whole, table); r++) {
        if (part_of[r] >= 0)
            division->parts[part_of[r]].row[table][counts[part_of[r]]++] = r;
        for (int32_t p = 0; part_of[r] == PART_EVERY && p < division->count; p++)
            division->parts[p].row[table][counts[p]++] = r;
    }
    return STATUS_OK;
}

/* The row in part @p p of row @p row of the whole. */
static int32_t row_in(const Division *division, const Cut *cut, int table, int32_t p, int32_t row)
{
    if (row < 0 || !cut->part_of[table])
        return row;
    return goes_into(cut->part_of[table][row], p) ? division->place[table][row] : NO_ROW;
}

/* Number of the table called @p name. */
static int table_called(const char *name)
{
    return (int)(schema_table(&dataset_schema, name) - dataset_schema.tables);
}

static void copy_column(const Division *division, const Cut *cut, int table, int32_t p,
                        const Column *column)
{
    const ClinicPart *part = &division->parts[p];
    size_t size = column_cell_bytes(column);
    const char *from = table_cells_const(cut->whole, info_of(table), column);
    char *to = table_cells(part->clinic, info_of(table), column);
    int target = column->kind == KIND_REF ? table_called(column->references) : -1;

    for (int32_t r = 0; r < rows_of(part->clinic, table); r++) {
        size_t at = (size_t)(part->row[table] ? part->row[table][r] : r);

        if (target >= 0)
            ((int32_t *)(void *)to)[r] =
                row_in(division, cut, target, p, ((const int32_t *)(const void *)from)[at]);
        else
            memcpy(to + (size_t)r * size, from + at * size, size);
    }
}

static Status divide(Division *division, const Cut *cut)
{
    int32_t *counts = MEM_NEW(int32_t, division->count);
    Status status = STATUS_NO_MEMORY;

    if (!counts)
        return status;
    for (int32_t p = 0; p < division->count; p++)
        TRY(clinic_new(&division->parts[p].clinic));
    for (int t = 0; t < N_DATASET_TABLES; t++) {
        TRY(place_rows(division, cut, t, counts));
        for (int32_t p = 0; p < division->count; p++)
            TRY(table_resize(division->parts[p].clinic, info_of(t), counts[p]));
        if (cut->part_of[t])
            TRY(list_rows(division, cut, t, counts));
    }
    for (int32_t p = 0; p < division->count; p++) {
        for (int t = 0; t < N_DATASET_TABLES; t++)
            for (int c = 0; c < info_of(t)->n_columns; c++)
                copy_column(division, cut, t, p, &info_of(t)->columns[c]);
        division->parts[p].clinic->rules = cut->whole->rules;
        division->parts[p].clinic->epoch_day = cut->whole->epoch_day;
    }
done:
    mem_free(counts);
    return status;
}

Status division_init(Division *division, const Clinic *whole,
                     const int32_t *const part_of[N_DATASET_TABLES], int32_t count)
{
    const Cut cut = {whole, part_of};
    Division made = {.count = count, .parts = MEM_NEW(ClinicPart, count)};
    Status status = STATUS_NO_MEMORY;

    if (made.parts)
        status = divide(&made, &cut);
    if (status == STATUS_OK)
        *division = made;
    else
        division_clear(&made);
    return status;
}

void division_clear(Division *division)
{
    for (int32_t p = 0; division->parts && p < division->count; p++) {
        for (int t = 0; t < N_DATASET_TABLES; t++)
            mem_free(division->parts[p].row[t]);
        clinic_free(division->parts[p].clinic);
    }
    for (int t = 0; t < N_DATASET_TABLES; t++)
        mem_free(division->place[t]);
    mem_free(division->parts);
    *division = (Division){0};
}
