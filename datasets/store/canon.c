#include "datasets/store/canon.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/base/version.h"
#include "model/clinic/calendar.h"

bool canon_has_table(const Canon *canon, const TableInfo *table)
{
    return table->required || table_head_const(canon->owner, table)->rows > 0;
}

static bool is_fallback(const Column *column, Cell cell)
{
    if (cell_is_blank(column, cell))
        return true;
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return false;
    case KIND_REAL:
        return cell.real == column->fallback_real;
    case KIND_REF:
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        break;
    }
    return cell.number == column->fallback;
}

bool canon_has_column(const Canon *canon, const TableInfo *table, const Column *column)
{
    const void *cells = table_cells_const(canon->owner, table, column);
    int32_t rows = table_head_const(canon->owner, table)->rows;

    if (column->required)
        return true;
    for (int32_t row = 0; row < rows; row++)
        if (!is_fallback(column, cell_get(column, cells, row)))
            return true;
    return false;
}

Cell canon_cell(const Column *column, const void *cells, int32_t row)
{
    Cell cell = cell_get(column, cells, row);

    if (!cell_is_blank(column, cell))
        return cell;
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return (Cell){.text = ""};
    case KIND_REAL:
        return (Cell){.real = column->fallback_real};
    case KIND_REF:
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        break;
    }
    return (Cell){.number = column->fallback};
}

const char *canon_text(const Canon *canon, const Column *column, Cell cell)
{
    const TableInfo *info;
    const char *const *ids;

    if (cell_is_blank(column, cell))
        return "";
    if (column->kind == KIND_WORD)
        return column->words[cell.number];
    if (column->kind != KIND_REF)
        return cell.text;
    info = schema_table(&dataset_schema, column->references);
    ids = table_cells_const(canon->clinic, info, table_id_column(info));
    return cell.number < table_head_const(canon->clinic, info)->rows ? ids[cell.number] : "";
}

static bool has_value(const double *cells, int32_t rows)
{
    for (int32_t row = 0; row < rows; row++)
        if (!isnan(cells[row]))
            return true;
    return false;
}

Status canon_covariates(const Canon *canon, const TableInfo *table, int32_t **order, int32_t *count)
{
    const TableHead *head = table_head_const(canon->owner, table);
    const Covariates *covariates = &head->covariates;
    int32_t *chosen = MEM_NEW(int32_t, covariates->count);
    int32_t n = 0;

    if (!chosen)
        return STATUS_NO_MEMORY;
    for (int32_t x = 0; x < covariates->count; x++) {
        int32_t at = n;

        if (!has_value(covariates->values[x], head->rows))
            continue;
        for (; at > 0 && strcmp(covariates->names[chosen[at - 1]], covariates->names[x]) > 0; at--)
            chosen[at] = chosen[at - 1];
        chosen[at] = x;
        n++;
    }
    *order = chosen;
    *count = n;
    return STATUS_OK;
}

static int by_key(const void *left, const void *right)
{
    return strcmp(((const Attribute *)left)->key, ((const Attribute *)right)->key);
}

Status canon_attributes(const Canon *canon, Arena *arena, Attributes *out)
{
    Status status = STATUS_OK;
    Attributes all = {0};
    char date[CALENDAR_DATE_BYTES];

    for (int32_t i = 0; i < canon->attributes->count; i++)
        TRY(attributes_set(&all, arena, canon->attributes->entries[i].key,
                           canon->attributes->entries[i].value));
    TRY(attributes_set(&all, arena, "format", canon->schema->format));
    TRY(attributes_set(&all, arena, "format_version", "1"));
    TRY(attributes_set(&all, arena, "created_by", "clinweave " CLINWEAVE_VERSION));
    if (canon->schema->ids_as_text) {
        calendar_format(canon->epoch_day, date);
        TRY(attributes_set(&all, arena, "start_date", date));
    }
    qsort(all.entries, (size_t)all.count, sizeof *all.entries, by_key);
    *out = all;
    all = (Attributes){0};
done:
    mem_free(all.entries);
    return status;
}
