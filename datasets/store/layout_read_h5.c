#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "datasets/store/h5.h"
#include "datasets/store/layout.h"
#include "model/base/memory.h"

/* One table being read. */
typedef struct Reading {
    Intake *intake;
    H5File *file;
    const TableInfo *table;
    H5Names names; /* what stands in its group */
    Arena arena;   /* of the names */
} Reading;

int layout_by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool has_column(const Reading *reading, const char *name)
{
    for (int32_t i = 0; i < reading->names.count; i++)
        if (strcmp(reading->names.entries[i].name, name) == 0)
            return reading->names.entries[i].column;
    return false;
}

static void fault_of_column(const Reading *reading, const char *name, const char *what)
{
    findings_error(reading->intake->findings, "%s: %s, %s: %s", reading->intake->path,
                   reading->table->name, name, what);
}

/* Only words and texts can tell what is meant from the type alone; the rest is judged cell by cell.
 */
static bool suits(const Column *column, H5Form form)
{
    return form != H5_OTHER && !(column && column->kind == KIND_WORD && form == H5_WHOLE);
}

static bool check_shape(const Reading *reading, const Column *column, const char *name,
                        const H5Shape *shape)
{
    int32_t rows = table_head(reading->intake->owner, reading->table)->rows;
    bool text = column &&
                (column->kind == KIND_ID || column->kind == KIND_TEXT || column->kind == KIND_WORD);
    char what[200];

    if (!suits(column, shape->form))
        snprintf(what, sizeof what, "type %s, expected %s", shape->type,
                 text ? "string" : "number");
    else if (shape->rank != 1)
        snprintf(what, sizeof what, "%d dimensions, expected 1", shape->rank);
    else if (shape->rows != rows)
        snprintf(what, sizeof what, "%lld rows, expected %ld as the table's first column has",
                 (long long)shape->rows, (long)rows);
    else
        return true;
    fault_of_column(reading, name, what);
    return false;
}

/* One block of cells, each checked and stored. @p column is NULL for a covariate. */
static Status take_block(const Reading *reading, const Column *column, Place *place, void *cells,
                         H5Form form, const H5Block *block)
{
    Status status = STATUS_OK;

    for (int32_t i = 0; i < block->count; i++) {
        Raw raw = {.form = RAW_WHOLE};
        int32_t row = (int32_t)block->from + i;

        place->row = row;
        if (form == H5_WHOLE)
            raw.whole = block->wholes[i];
        else if (form == H5_REAL)
            raw = (Raw){.form = RAW_REAL, .real = block->reals[i]};
        else
            raw = (Raw){.form = RAW_TEXT, .text = block->texts[i]};
        if (column)
            TRY(intake_cell(reading->intake, place, column, &raw, cells, row));
        else
            intake_covariate(reading->intake, place, &raw, (double *)cells + row);
    }
done:
    return status;
}

static Status read_cells(const Reading *reading, const Column *column, const char *name,
                         void *cells)
{
    Status status = STATUS_OK;
    H5Column *source = NULL;
    Place place = {.table = reading->table, .column = name};
    H5Shape shape;
    H5Block block = {0};

    TRY(h5_column_open(reading->file, reading->table->name, name, &source));
    shape = h5_column_shape(source);
    if (!check_shape(reading, column, name, &shape))
        goto done;
    do {
        TRY(h5_column_next(source, &block));
        TRY(take_block(reading, column, &place, cells, shape.form, &block));
    } while (block.count > 0);
    intake_column_end(reading->intake, &place);
done:
    h5_column_close(source);
    return status;
}

static Status read_column(const Reading *reading, const Column *column)
{
    if (!has_column(reading, column->name)) {
        if (column->required)
            fault_of_column(reading, column->name, "missing");
        return STATUS_OK;
    }
    return read_cells(reading, column, column->name,
                      table_cells(reading->intake->owner, reading->table, column));
}

/* Covariates are read, everything else that is not declared is named and left out. */
static Status read_others(const Reading *reading)
{
    Status status = STATUS_OK;
    Intake *intake = reading->intake;

    for (int32_t i = 0; i < reading->names.count; i++) {
        const char *name = reading->names.entries[i].name;
        int32_t x = 0;

        if (table_column(reading->table, name) && reading->names.entries[i].column)
            continue;
        if (!reading->table->has_covariates || strncmp(name, "x_", 2) != 0 ||
            !reading->names.entries[i].column) {
            findings_warning(intake->findings, "%s: %s, %s: unknown column, left out", intake->path,
                             reading->table->name, name);
            continue;
        }
        TRY(table_covariate(intake->owner, reading->table, intake->texts, name, &x));
        TRY(read_cells(reading, NULL, name,
                       table_head(intake->owner, reading->table)->covariates.values[x]));
    }
done:
    return status;
}

/* The table is as long as the first of its declared columns. */
static Status read_length(const Reading *reading)
{
    Status status = STATUS_OK;
    H5Column *column = NULL;
    int64_t rows = 0;

    for (int c = 0; c < reading->table->n_columns; c++) {
        H5Shape shape;

        if (!has_column(reading, reading->table->columns[c].name))
            continue;
        TRY(h5_column_open(reading->file, reading->table->name, reading->table->columns[c].name,
                           &column));
        shape = h5_column_shape(column);
        rows = shape.rank == 1 ? shape.rows : 0;
        break;
    }
    if (rows > INT32_MAX) {
        fault_of_column(reading, "rows", "more than 2147483647 rows");
        rows = 0;
    }
    TRY(table_resize(reading->intake->owner, reading->table, (int32_t)rows));
done:
    h5_column_close(column);
    return status;
}

static Status read_table(Intake *intake, H5File *file, const TableInfo *table)
{
    Status status = STATUS_OK;
    Reading reading = {.intake = intake, .file = file, .table = table};

    TRY(h5_names(file, table->name, &reading.arena, &reading.names));
    TRY(read_length(&reading));
    for (int c = 0; c < table->n_columns; c++)
        TRY(read_column(&reading, &table->columns[c]));
    TRY(read_others(&reading));
done:
    mem_free(reading.names.entries);
    arena_clear(&reading.arena);
    return status;
}

static bool has_group(const H5Names *names, const char *name)
{
    for (int32_t i = 0; i < names->count; i++)
        if (names->entries[i].group && strcmp(names->entries[i].name, name) == 0)
            return true;
    return false;
}

Status layout_read_h5(Intake *intake)
{
    Status status = STATUS_OK;
    H5File *file = NULL;
    H5Names names = {0};
    Arena arena = {0};

    TRY(h5_open(intake->path, &file));
    TRY(h5_names(file, "/", &arena, &names));
    for (int t = 0; t < intake->schema->n_tables; t++) {
        const TableInfo *table = &intake->schema->tables[t];

        if (has_group(&names, table->name))
            TRY(read_table(intake, file, table));
        else
            intake_table_missing(intake, table);
        intake_table_end(intake, table);
    }
    for (int32_t i = 0; i < names.count; i++)
        if (!schema_table(intake->schema, names.entries[i].name))
            findings_warning(intake->findings, "%s: %s: unknown table, left out", intake->path,
                             names.entries[i].name);
done:
    mem_free(names.entries);
    arena_clear(&arena);
    h5_close(file);
    return status;
}

Status layout_peek_h5(const char *path, Attributes *attributes, Arena *arena, Findings *findings)
{
    Status status = STATUS_OK;
    H5File *file = NULL;

    TRY(h5_open(path, &file));
    TRY(h5_read_attributes(file, attributes, arena, findings));
done:
    h5_close(file);
    return status;
}
