#include "bench/record.h"

#include <string.h>

#include "datasets/store/csv.h"
#include "datasets/store/layout.h"
#include "datasets/store/replace.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "model/clinic/cell.h"

#define SCHEMA_LIST  "bench/record.def"
#define SCHEMA_OWNER Record
#include "model/clinic/describe.h"

const Schema record_schema = {"clinweave-bench", false, described, N_RECORD_TABLES};

Status record_new(Record **out)
{
    Record *record = MEM_NEW(Record, 1);

    if (!record)
        return STATUS_NO_MEMORY;
    *out = record;
    return STATUS_OK;
}

void record_free(Record *record)
{
    if (!record)
        return;
    schema_clear(&record_schema, record);
    mem_free(record->attributes.entries);
    arena_clear(&record->texts);
    mem_free(record);
}

Status record_append(Record *record, enum RecordTable table, int32_t *row)
{
    return table_append(record, &record_schema.tables[table], row);
}

Status record_text(Record *record, const char *text, const char **out)
{
    const char *copy = arena_text(&record->texts, text ? text : "", text ? strlen(text) : 0);

    if (!copy)
        return STATUS_NO_MEMORY;
    *out = copy;
    return STATUS_OK;
}

Status record_write_h5(const Record *record, const char *path)
{
    Canon canon = {.schema = &record_schema, .owner = record, .attributes = &record->attributes};

    return layout_write_h5(&canon, path);
}

static void add_row(const Record *record, const TableInfo *table, int32_t row, Text *out)
{
    for (int c = 0; c < table->n_columns; c++) {
        const Column *column = &table->columns[c];
        Cell cell = cell_get(column, table_cells_const(record, table, column), row);

        if (c > 0)
            text_add(out, ",");
        if (column->kind == KIND_TEXT)
            csv_add_cell(out, cell.text);
        else
            cell_write(column, cell, 0, out);
    }
    text_add(out, "\n");
}

Status record_write_csv(const Record *record, enum RecordTable table, int32_t run, const char *path)
{
    const TableInfo *info = &record_schema.tables[table];
    int32_t rows = table_head_const(record, info)->rows;
    Text text = {0};
    Status status;

    for (int c = 0; c < info->n_columns; c++)
        text_add(&text, "%s%s", c ? "," : "", info->columns[c].name);
    text_add(&text, "\n");
    for (int32_t row = 0; row < rows; row++)
        if (run == 0 || record->progress.run[row] == run)
            add_row(record, info, row, &text);
    TRY(text_status(&text));
    TRY(replace_file(path, text_of(&text), (size_t)text.length));
done:
    text_clear(&text);
    return status;
}
