#include "datasets/store/h5.h"
#include "datasets/store/layout.h"
#include "datasets/store/replace.h"
#include "model/base/memory.h"

static bool stands_as_text(const Canon *canon, const Column *column)
{
    return column->kind == KIND_ID || column->kind == KIND_TEXT || column->kind == KIND_WORD ||
           (column->kind == KIND_REF && canon->schema->ids_as_text);
}

static Status write_texts(H5File *file, const Canon *canon, const TableInfo *table,
                          const Column *column, const H5Meaning *meaning)
{
    int32_t rows = table_head_const(canon->owner, table)->rows;
    const void *cells = table_cells_const(canon->owner, table, column);
    const char **texts = MEM_NEW(const char *, rows);
    Status status;

    if (!texts)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        texts[row] = canon_text(canon, column, canon_cell(column, cells, row));
    status = h5_add_texts(file, table->name, column->name, meaning, texts, rows);
    mem_free(texts);
    return status;
}

static Status write_reals(H5File *file, const TableInfo *table, const char *name,
                          const H5Meaning *meaning, const double *cells, double fallback,
                          int32_t rows)
{
    double *reals = MEM_NEW(double, rows);
    Status status;

    if (!reals)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        reals[row] = isnan(cells[row]) ? fallback : cells[row]; /* one kind of NaN only */
    status = h5_add_reals(file, table->name, name, meaning, reals, rows);
    mem_free(reals);
    return status;
}

static Status write_wholes(H5File *file, const TableInfo *table, const Column *column,
                           const H5Meaning *meaning, const void *cells, int32_t rows)
{
    int32_t *wholes = MEM_NEW(int32_t, rows);
    Status status;

    if (!wholes)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        wholes[row] = canon_cell(column, cells, row).number;
    status = h5_add_wholes(file, table->name, column->name, meaning, wholes, rows);
    mem_free(wholes);
    return status;
}

static Status write_column(H5File *file, const Canon *canon, const TableInfo *table,
                           const Column *column)
{
    H5Meaning meaning = {column->unit, column->meaning, NULL};
    int32_t rows = table_head_const(canon->owner, table)->rows;
    const void *cells = table_cells_const(canon->owner, table, column);

    if (stands_as_text(canon, column))
        return write_texts(file, canon, table, column, &meaning);
    if (column->kind == KIND_REAL)
        return write_reals(file, table, column->name, &meaning, cells, column->fallback_real, rows);
    if (column->kind == KIND_REF)
        meaning.references = column->references;
    return write_wholes(file, table, column, &meaning, cells, rows);
}

static Status write_covariates(H5File *file, const Canon *canon, const TableInfo *table)
{
    static const H5Meaning meaning = {"", "covariate", NULL};
    const TableHead *head = table_head_const(canon->owner, table);
    Status status = STATUS_OK;
    int32_t *order = NULL, count = 0;

    TRY(canon_covariates(canon, table, &order, &count));
    for (int32_t i = 0; i < count; i++)
        TRY(write_reals(file, table, head->covariates.names[order[i]], &meaning,
                        head->covariates.values[order[i]], NAN, head->rows));
done:
    mem_free(order);
    return status;
}

static Status write_table(H5File *file, const Canon *canon, const TableInfo *table)
{
    Status status = STATUS_OK;

    if (!canon_has_table(canon, table))
        return STATUS_OK;
    TRY(h5_add_group(file, table->name));
    for (int c = 0; c < table->n_columns; c++)
        if (canon_has_column(canon, table, &table->columns[c]))
            TRY(write_column(file, canon, table, &table->columns[c]));
    TRY(write_covariates(file, canon, table));
done:
    return status;
}

static Status write_attributes(H5File *file, const Canon *canon)
{
    Status status = STATUS_OK;
    Attributes attributes = {0};
    Arena arena = {0};

    TRY(canon_attributes(canon, &arena, &attributes));
    for (int32_t i = 0; i < attributes.count; i++)
        TRY(h5_add_attribute(file, attributes.entries[i].key, attributes.entries[i].value));
done:
    mem_free(attributes.entries);
    arena_clear(&arena);
    return status;
}

Status layout_write_h5(const Canon *canon, const char *path)
{
    Status status = STATUS_OK;
    H5File *file = NULL;
    Replace *replace = NULL;
    unsigned char *bytes = NULL;
    int64_t length = 0;

    TRY(replace_open(path, &replace)); /* an unwritable place is better known before the work */
    TRY(h5_new(&file));
    TRY(write_attributes(file, canon));
    for (int t = 0; t < canon->schema->n_tables; t++)
        TRY(write_table(file, canon, &canon->schema->tables[t]));
    TRY(h5_image(file, &bytes, &length));
    TRY(replace_write(replace, bytes, (size_t)length));
    TRY(replace_commit(replace));
done:
    mem_free(bytes);
    h5_close(file);
    replace_close(replace);
    return status;
}
