#include <string.h>

#include "datasets/store/csv.h"
#include "datasets/store/layout.h"
#include "datasets/store/replace.h"
#include "model/base/memory.h"

enum { FLUSH_BYTES = 1 << 20 };

/* One table on its way to its file. */
typedef struct Sheet {
    const Canon *canon;
    const TableInfo *table;
    const Column **columns; /* owned, [n_columns]: those that are written */
    int32_t n_columns;
    int32_t *covariates; /* owned, [n_covariates]: their numbers, in order */
    int32_t n_covariates;
    Text text; /* not yet in the file */
    Replace *file;
} Sheet;

static Status flush(Sheet *sheet)
{
    Status status = STATUS_OK;

    TRY(text_status(&sheet->text));
    TRY(replace_write(sheet->file, text_of(&sheet->text), (size_t)sheet->text.length));
    sheet->text.length = 0;
done:
    return status;
}

static void add_cell(Sheet *sheet, const Column *column, int32_t row)
{
    Cell cell =
        canon_cell(column, table_cells_const(sheet->canon->owner, sheet->table, column), row);

    if (column->kind == KIND_ID || column->kind == KIND_TEXT || column->kind == KIND_REF)
        csv_add_cell(&sheet->text, canon_text(sheet->canon, column, cell));
    else
        cell_write(column, cell, sheet->canon->epoch_day, &sheet->text);
}

static void add_row(Sheet *sheet, int32_t row)
{
    const Covariates *covariates = &table_head_const(sheet->canon->owner, sheet->table)->covariates;
    int32_t begin = sheet->text.length;

    for (int32_t c = 0; c < sheet->n_columns; c++) {
        if (c > 0)
            text_add_bytes(&sheet->text, ",", 1);
        add_cell(sheet, sheet->columns[c], row);
    }
    for (int32_t i = 0; i < sheet->n_covariates; i++) {
        double value = covariates->values[sheet->covariates[i]][row];
        char number[TEXT_REAL_BYTES] = "";

        if (!isnan(value))
            text_from_real(value, number);
        text_add(&sheet->text, ",%s", number);
    }
    if (sheet->text.length == begin) /* a blank line would be no row */
        text_add_bytes(&sheet->text, "\"\"", 2);
    text_add_bytes(&sheet->text, "\n", 1);
}

static void add_header(Sheet *sheet)
{
    const Covariates *covariates = &table_head_const(sheet->canon->owner, sheet->table)->covariates;

    for (int32_t c = 0; c < sheet->n_columns; c++)
        text_add(&sheet->text, "%s%s", c ? "," : "", sheet->columns[c]->name);
    for (int32_t i = 0; i < sheet->n_covariates; i++) {
        text_add_bytes(&sheet->text, ",", 1);
        csv_add_cell(&sheet->text, covariates->names[sheet->covariates[i]]);
    }
    text_add_bytes(&sheet->text, "\n", 1);
}

static Status choose_columns(Sheet *sheet)
{
    Status status = STATUS_OK;

    sheet->columns = MEM_NEW(const Column *, sheet->table->n_columns);
    if (!sheet->columns)
        return STATUS_NO_MEMORY;
    for (int c = 0; c < sheet->table->n_columns; c++)
        if (canon_has_column(sheet->canon, sheet->table, &sheet->table->columns[c]))
            sheet->columns[sheet->n_columns++] = &sheet->table->columns[c];
    TRY(canon_covariates(sheet->canon, sheet->table, &sheet->covariates, &sheet->n_covariates));
done:
    return status;
}

static Status open_file(const char *folder, const char *name, Replace **out)
{
    Status status = STATUS_OK;
    Text path = {0};

    text_add(&path, "%s/%s.csv", folder, name);
    TRY(text_status(&path));
    TRY(replace_open(text_of(&path), out));
done:
    text_clear(&path);
    return status;
}

static Status write_table(const Canon *canon, const TableInfo *table, const char *folder)
{
    Status status = STATUS_OK;
    Sheet sheet = {.canon = canon, .table = table};
    int32_t rows = table_head_const(canon->owner, table)->rows;

    TRY(choose_columns(&sheet));
    TRY(open_file(folder, table->name, &sheet.file));
    add_header(&sheet);
    for (int32_t row = 0; row < rows; row++) {
        add_row(&sheet, row);
        if (sheet.text.length >= FLUSH_BYTES)
            TRY(flush(&sheet));
    }
    TRY(flush(&sheet));
    TRY(replace_commit(sheet.file));
done:
    replace_close(sheet.file);
    text_clear(&sheet.text);
    mem_free(sheet.columns);
    mem_free(sheet.covariates);
    return status;
}

static Status write_attributes(const Canon *canon, const char *folder)
{
    Status status = STATUS_OK;
    Attributes attributes = {0};
    Arena arena = {0};
    Text text = {0};
    Replace *file = NULL;

    TRY(canon_attributes(canon, &arena, &attributes));
    text_add(&text, "key,value\n");
    for (int32_t i = 0; i < attributes.count; i++) {
        csv_add_cell(&text, attributes.entries[i].key);
        text_add_bytes(&text, ",", 1);
        csv_add_cell(&text, attributes.entries[i].value);
        text_add_bytes(&text, "\n", 1);
    }
    TRY(text_status(&text));
    TRY(open_file(folder, "attributes", &file));
    TRY(replace_write(file, text_of(&text), (size_t)text.length));
    TRY(replace_commit(file));
done:
    replace_close(file);
    text_clear(&text);
    mem_free(attributes.entries);
    arena_clear(&arena);
    return status;
}

static bool is_table_file(const Schema *schema, const char *name)
{
    for (int t = 0; t < schema->n_tables; t++) {
        size_t length = strlen(schema->tables[t].name);

        if (strncmp(name, schema->tables[t].name, length) == 0 &&
            strcmp(name + length, ".csv") == 0)
            return true;
    }
    return false;
}

static bool is_ours(const char *name)
{
    return strcmp(name, "attributes.csv") == 0 || is_table_file(&dataset_schema, name) ||
           is_table_file(&result_schema, name);
}

/* The user asked for @p path and has not heard of the temporary folder in its place. */
static Status write_tables(const Canon *canon, const char *path, const char *folder)
{
    Status status = STATUS_OK;

    TRY(write_attributes(canon, folder));
    for (int t = 0; t < canon->schema->n_tables; t++)
        if (canon_has_table(canon, &canon->schema->tables[t]))
            TRY(write_table(canon, &canon->schema->tables[t], folder));
done:
    return status == STATUS_IO ? fault_within(status, "%s", path) : status;
}

Status layout_write_folder(const Canon *canon, const char *path)
{
    Status status = STATUS_OK;
    ReplaceFolder *folder = NULL;

    TRY(replace_folder_open(path, is_ours, &folder));
    TRY(write_tables(canon, path, replace_folder_path(folder)));
    TRY(replace_folder_commit(folder));
done:
    replace_folder_close(folder);
    return status;
}
