#include "model/clinic/table.h"

#include <string.h>

#include "model/base/memory.h"

TableHead *table_head(void *owner, const TableInfo *info)
{
    return (TableHead *)(void *)((char *)owner + info->offset);
}

const TableHead *table_head_const(const void *owner, const TableInfo *info)
{
    return (const TableHead *)(const void *)((const char *)owner + info->offset);
}

/* The pointers are copied as bytes, since int32_t *, double * and char ** are read here as one. */
static void *array_at(const char *table, const Column *column)
{
    void *array;

    memcpy(&array, table + column->offset, sizeof array);
    return array;
}

void *table_cells(void *owner, const TableInfo *info, const Column *column)
{
    return array_at((const char *)owner + info->offset, column);
}

const void *table_cells_const(const void *owner, const TableInfo *info, const Column *column)
{
    return array_at((const char *)owner + info->offset, column);
}

size_t column_cell_bytes(const Column *column)
{
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return sizeof(const char *);
    case KIND_REAL:
        return sizeof(double);
    case KIND_REF:
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        break;
    }
    return sizeof(int32_t);
}

const TableInfo *schema_table(const Schema *schema, const char *name)
{
    for (int t = 0; t < schema->n_tables; t++)
        if (strcmp(schema->tables[t].name, name) == 0)
            return &schema->tables[t];
    return NULL;
}

const Column *table_column(const TableInfo *info, const char *name)
{
    for (int c = 0; c < info->n_columns; c++)
        if (strcmp(info->columns[c].name, name) == 0)
            return &info->columns[c];
    return NULL;
}

const Column *table_id_column(const TableInfo *info)
{
    for (int c = 0; c < info->n_columns; c++)
        if (info->columns[c].kind == KIND_ID)
            return &info->columns[c];
    return NULL;
}

static void fill_fallback(void *cells, const Column *column, int32_t from, int32_t to)
{
    for (int32_t row = from; row < to; row++) {
        switch (column->kind) {
        case KIND_ID:
        case KIND_TEXT:
            ((const char **)cells)[row] = "";
            break;
        case KIND_REAL:
            ((double *)cells)[row] = column->fallback_real;
            break;
        case KIND_REF:
        case KIND_WORD:
        case KIND_DATE:
        case KIND_TIME:
        case KIND_INT:
        case KIND_FLAG:
            ((int32_t *)cells)[row] = column->fallback;
            break;
        }
    }
}

static Status reserve_rows(void *owner, const TableInfo *info, int32_t rows)
{
    TableHead *head = table_head(owner, info);
    char *table = (char *)owner + info->offset;
    int32_t capacity = head->capacity;

    if (rows <= head->capacity)
        return STATUS_OK;
    for (int c = 0; c < info->n_columns; c++) {
        void *array = array_at(table, &info->columns[c]);
        Status status;

        capacity = head->capacity;
        status = mem_grow(&array, &capacity, rows, column_cell_bytes(&info->columns[c]));
        if (status != STATUS_OK)
            return status;
        memcpy(table + info->columns[c].offset, &array, sizeof array);
    }
    for (int32_t x = 0; x < head->covariates.count; x++) {
        void *array = head->covariates.values[x];
        Status status;

        capacity = head->capacity;
        status = mem_grow(&array, &capacity, rows, sizeof(double));
        if (status != STATUS_OK)
            return status;
        head->covariates.values[x] = array;
    }
    head->capacity = capacity;
    return STATUS_OK;
}

Status table_resize(void *owner, const TableInfo *info, int32_t rows)
{
    TableHead *head = table_head(owner, info);
    Status status = reserve_rows(owner, info, rows);

    if (status != STATUS_OK)
        return status;
    for (int c = 0; c < info->n_columns; c++)
        fill_fallback(table_cells(owner, info, &info->columns[c]), &info->columns[c], head->rows,
                      rows);
    for (int32_t x = 0; x < head->covariates.count; x++)
        for (int32_t row = head->rows; row < rows; row++)
            head->covariates.values[x][row] = NAN;
    head->rows = rows;
    return STATUS_OK;
}

Status table_append(void *owner, const TableInfo *info, int32_t *row)
{
    int32_t rows = table_head(owner, info)->rows;
    Status status = table_resize(owner, info, rows + 1);

    if (status == STATUS_OK && row)
        *row = rows;
    return status;
}

Status table_covariate(void *owner, const TableInfo *info, Arena *arena, const char *name,
                       int32_t *index)
{
    TableHead *head = table_head(owner, info);
    Covariates *covariates = &head->covariates;
    Status status = STATUS_NO_MEMORY;
    const char *copy;
    const char **names = NULL;
    double **values = NULL, *cells = NULL;

    for (int32_t x = 0; x < covariates->count; x++) {
        if (strcmp(covariates->names[x], name) == 0) {
            *index = x;
            return STATUS_OK;
        }
    }
    copy = arena_text(arena, name, strlen(name));
    names = MEM_NEW(const char *, covariates->count + 1);
    values = MEM_NEW(double *, covariates->count + 1);
    cells = MEM_NEW(double, head->capacity);
    if (!copy || !names || !values || !cells)
        goto done;
    for (int32_t x = 0; x < covariates->count; x++) {
        names[x] = covariates->names[x];
        values[x] = covariates->values[x];
    }
    for (int32_t row = 0; row < head->rows; row++)
        cells[row] = NAN;
    names[covariates->count] = copy;
    values[covariates->count] = cells;
    mem_free(covariates->names);
    mem_free(covariates->values);
    *covariates = (Covariates){covariates->count + 1, names, values};
    *index = covariates->count - 1;
    names = NULL;
    values = NULL;
    cells = NULL;
    status = STATUS_OK;
done:
    mem_free(names);
    mem_free(values);
    mem_free(cells);
    return status;
}

void schema_clear(const Schema *schema, void *owner)
{
    for (int t = 0; t < schema->n_tables; t++) {
        const TableInfo *info = &schema->tables[t];
        TableHead *head = table_head(owner, info);

        for (int c = 0; c < info->n_columns; c++) {
            void *none = NULL;

            mem_free(table_cells(owner, info, &info->columns[c]));
            memcpy((char *)owner + info->offset + info->columns[c].offset, &none, sizeof none);
        }
        for (int32_t x = 0; x < head->covariates.count; x++)
            mem_free(head->covariates.values[x]);
        mem_free(head->covariates.names);
        mem_free(head->covariates.values);
        *head = (TableHead){0};
    }
}

int32_t column_word_code(const Column *column, const char *word)
{
    for (int32_t code = 0; column->words && column->words[code]; code++)
        if (strcmp(column->words[code], word) == 0)
            return code;
    return MISSING;
}
