#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "datasets/store/csv.h"
#include "datasets/store/layout.h"
#include "datasets/store/utf8.h"
#include "model/base/memory.h"

/* What a cell of the header means: a declared column, a covariate, or nothing. */
typedef struct Heading {
    const Column *column; /* NULL: see covariate */
    int32_t covariate;    /* -1: none */
    Place place;
} Heading;

typedef struct Sheet {
    Intake *intake;
    const TableInfo *table;
    const char *path;
    Heading *headings; /* owned, [count]; NULL before the header */
    int32_t count;
} Sheet;

static bool is_covariate(const Sheet *sheet, const char *name)
{
    return sheet->table->has_covariates && strncmp(name, "x_", 2) == 0;
}

/* Covariates enter the table in the order of their names, as they stand in HDF5. */
static Status enter_covariates(Sheet *sheet, const char *const *cells, int32_t count)
{
    Status status = STATUS_OK;
    const char **names = MEM_NEW(const char *, count);
    int32_t n = 0, x = 0;

    if (!names)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < count; i++)
        if (is_covariate(sheet, cells[i]) && utf8_is_valid(cells[i], strlen(cells[i])))
            names[n++] = cells[i];
    qsort(names, (size_t)n, sizeof *names, layout_by_name);
    for (int32_t i = 0; i < n; i++)
        TRY(table_covariate(sheet->intake->owner, sheet->table, sheet->intake->texts, names[i],
                            &x));
done:
    mem_free(names);
    return status;
}

static int32_t covariate_called(const Sheet *sheet, const char *name)
{
    const Covariates *covariates = &table_head(sheet->intake->owner, sheet->table)->covariates;

    for (int32_t x = 0; x < covariates->count; x++)
        if (strcmp(covariates->names[x], name) == 0)
            return x;
    return -1;
}

static bool stands_before(const char *const *cells, int32_t index)
{
    for (int32_t i = 0; i < index; i++)
        if (strcmp(cells[i], cells[index]) == 0)
            return true;
    return false;
}

static void take_heading(Sheet *sheet, const char *const *cells, int32_t index)
{
    const char *name = cells[index];
    Heading *heading = &sheet->headings[index];
    char shown[UTF8_SHOWN_BYTES];

    *heading = (Heading){.covariate = -1};
    if (stands_before(cells, index)) {
        findings_error(sheet->intake->findings, "%s line 1: %s stands twice in the header",
                       sheet->path, utf8_show(name, shown));
        return;
    }
    heading->column = table_column(sheet->table, name);
    heading->covariate = heading->column ? -1 : covariate_called(sheet, name);
    heading->place.table = sheet->table;
    if (heading->column)
        heading->place.column = heading->column->name;
    else if (heading->covariate >= 0)
        heading->place.column =
            table_head(sheet->intake->owner, sheet->table)->covariates.names[heading->covariate];
    else
        findings_warning(sheet->intake->findings, "%s: unknown column %s, left out", sheet->path,
                         utf8_show(name, shown));
}

static void name_missing_columns(const Sheet *sheet)
{
    for (int c = 0; c < sheet->table->n_columns; c++) {
        bool there = !sheet->table->columns[c].required;

        for (int32_t i = 0; i < sheet->count; i++)
            there = there || sheet->headings[i].column == &sheet->table->columns[c];
        if (!there)
            findings_error(sheet->intake->findings, "%s: missing column %s", sheet->path,
                           sheet->table->columns[c].name);
    }
}

static Status take_header(Sheet *sheet, const char *const *cells, int32_t count)
{
    Status status = STATUS_OK;

    if (count == 1 && strpbrk(cells[0], ";\t"))
        findings_error(sheet->intake->findings, "%s: cells are parted by %s, expected commas",
                       sheet->path, strchr(cells[0], ';') ? "semicolons" : "tabs");
    TRY(enter_covariates(sheet, cells, count));
    sheet->headings = MEM_NEW(Heading, count);
    if (!sheet->headings)
        return STATUS_NO_MEMORY;
    sheet->count = count;
    for (int32_t i = 0; i < count; i++)
        take_heading(sheet, cells, i);
    name_missing_columns(sheet);
done:
    return status;
}

static Status take_cell(Sheet *sheet, Heading *heading, int64_t line, int32_t row, const char *text)
{
    Intake *intake = sheet->intake;
    Raw raw = {.form = RAW_TEXT, .text = text};

    heading->place.line = line;
    heading->place.row = row;
    if (heading->column)
        return intake_cell(intake, &heading->place, heading->column, &raw,
                           table_cells(intake->owner, sheet->table, heading->column), row);
    if (heading->covariate >= 0)
        intake_covariate(
            intake, &heading->place, &raw,
            table_head(intake->owner, sheet->table)->covariates.values[heading->covariate] + row);
    return STATUS_OK;
}

/* Of a row of the wrong width only the id can be trusted, so that references to it are not faults
 * too. */
static Status take_row(void *context, int64_t line, const char *const *cells, int32_t count)
{
    Status status = STATUS_OK;
    Sheet *sheet = context;
    bool fits = count == sheet->count;
    int32_t row = 0;

    if (!sheet->headings)
        return take_header(sheet, cells, count);
    if (!fits)
        findings_error(sheet->intake->findings, "%s line %lld: %ld cells, expected %ld",
                       sheet->path, (long long)line, (long)count, (long)sheet->count);
    TRY(table_append(sheet->intake->owner, sheet->table, &row));
    for (int32_t i = 0; i < count && i < sheet->count; i++) {
        Heading *heading = &sheet->headings[i];

        if (fits || (heading->column && heading->column->kind == KIND_ID))
            TRY(take_cell(sheet, heading, line, row, cells[i]));
    }
done:
    return status;
}

/* A file that stops being CSV at some line is a fault of its own; what came before is kept. */
static Status read_sheet(Intake *intake, const TableInfo *table, const char *path)
{
    Status status;
    Sheet sheet = {.intake = intake, .table = table, .path = path};

    status = csv_read_file(path, take_row, &sheet);
    if (status == STATUS_BAD_INPUT) {
        findings_error(intake->findings, "%s %s", path, fault_note());
        status = STATUS_OK;
    } else if (status == STATUS_OK && !sheet.headings) {
        findings_error(intake->findings, "%s: empty, expected a header row", path);
    }
    for (int32_t i = 0; i < sheet.count; i++)
        if (sheet.headings[i].place.table)
            intake_column_end(intake, &sheet.headings[i].place);
    mem_free(sheet.headings);
    return status;
}

static Status read_table(Intake *intake, const TableInfo *table)
{
    Status status = STATUS_OK;
    Text path = {0};

    text_add(&path, "%s/%s.csv", intake->path, table->name);
    TRY(text_status(&path));
    if (access(text_of(&path), F_OK) == 0)
        TRY(read_sheet(intake, table, text_of(&path)));
    else
        intake_table_missing(intake, table);
    intake_table_end(intake, table);
done:
    text_clear(&path);
    return status;
}

/* True when @p name is "table.csv" or "attributes.csv". */
static bool is_known(const Schema *schema, const char *name)
{
    size_t length = strlen(name) - strlen(".csv");

    if (strcmp(name, "attributes.csv") == 0)
        return true;
    for (int t = 0; t < schema->n_tables; t++)
        if (strlen(schema->tables[t].name) == length &&
            strncmp(schema->tables[t].name, name, length) == 0)
            return true;
    return false;
}

static Status name_unknown_files(const Intake *intake)
{
    DIR *folder = opendir(intake->path);
    struct dirent *entry;

    if (!folder)
        return fault(STATUS_IO, "%s: %s", intake->path, strerror(errno));
    while ((entry = readdir(folder))) {
        size_t length = strlen(entry->d_name);

        if (length > 4 && strcmp(entry->d_name + length - 4, ".csv") == 0 &&
            !is_known(intake->schema, entry->d_name))
            findings_warning(intake->findings, "%s/%s: unknown table, left out", intake->path,
                             entry->d_name);
    }
    closedir(folder);
    return STATUS_OK;
}

Status layout_read_folder(Intake *intake)
{
    Status status = STATUS_OK;

    for (int t = 0; t < intake->schema->n_tables; t++)
        TRY(read_table(intake, &intake->schema->tables[t]));
    TRY(name_unknown_files(intake));
done:
    return status;
}

typedef struct AttributeSheet {
    Attributes *attributes;
    Arena *arena;
    Findings *findings;
    const char *path;
    bool begun;
} AttributeSheet;

static Status take_attribute(void *context, int64_t line, const char *const *cells, int32_t count)
{
    AttributeSheet *sheet = context;
    bool header = !sheet->begun;

    sheet->begun = true;
    if (count != 2 || (header && (strcmp(cells[0], "key") != 0 || strcmp(cells[1], "value") != 0)))
        findings_error(sheet->findings, "%s line %lld: expected %s", sheet->path, (long long)line,
                       header ? "the header key,value" : "two cells");
    else if (!header && *cells[0] && utf8_is_valid(cells[0], strlen(cells[0])) &&
             utf8_is_valid(cells[1], strlen(cells[1])))
        return attributes_set(sheet->attributes, sheet->arena, cells[0], cells[1]);
    else if (!header)
        findings_error(sheet->findings, "%s line %lld: expected a key and a value in UTF-8",
                       sheet->path, (long long)line);
    return STATUS_OK;
}

Status layout_peek_folder(const char *path, Attributes *attributes, Arena *arena,
                          Findings *findings)
{
    Status status = STATUS_OK;
    Text name = {0};
    AttributeSheet sheet = {attributes, arena, findings, NULL, false};

    text_add(&name, "%s/attributes.csv", path);
    TRY(text_status(&name));
    sheet.path = text_of(&name);
    if (access(sheet.path, F_OK) != 0)
        goto done;
    status = csv_read_file(sheet.path, take_attribute, &sheet);
    if (status == STATUS_BAD_INPUT) {
        findings_error(findings, "%s %s", sheet.path, fault_note());
        status = STATUS_OK;
    }
done:
    text_clear(&name);
    return status;
}
