#include "datasets/store/intake.h"

#include <math.h>
#include <string.h>

#include "datasets/store/intake_fault.h"
#include "datasets/store/utf8.h"
#include "model/clinic/calendar.h"

enum {
    ID_BYTES = 64,
    FIRST_DAY = -719528, /* 0000-01-01 and 9999-12-31, in days since 1970-01-01 */
    LAST_DAY = 2932896
};

static bool raw_is_blank(const Column *column, const Raw *raw)
{
    if (raw->form == RAW_TEXT)
        return raw->text[0] == '\0';
    if (raw->form == RAW_REAL)
        return isnan(raw->real) || (column->kind == KIND_REF && raw->real == NO_ROW);
    return raw->whole == MISSING || (column->kind == KIND_REF && raw->whole == NO_ROW);
}

/* A whole number, also where it stands in a column of reals. */
static bool whole_of(const Raw *raw, int64_t *out)
{
    if (raw->form == RAW_WHOLE)
        *out = raw->whole;
    else if (raw->form == RAW_REAL && fabs(raw->real) <= 9e15 && raw->real == floor(raw->real))
        *out = (int64_t)raw->real;
    else
        return false;
    return true;
}

/* A copy that lives with the owner; equal texts that follow each other closely share one. */
static const char *keep_text(Intake *intake, const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    const char **recent;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    recent = &intake->recent[(hash ^ (hash >> 15)) % INTAKE_RECENT];
    if (!*recent || strcmp(*recent, text) != 0) {
        const char *copy = arena_text(intake->texts, text, length);

        if (!copy)
            return NULL;
        *recent = copy;
    }
    return *recent;
}

/* Enters an id into the index of its table. */
static Status enter_id(Intake *intake, Place *place, const char *id, int32_t row)
{
    ptrdiff_t table = place->table - intake->schema->tables;
    int32_t expected = table_head(intake->owner, place->table)->rows, first = 0;
    char shown[UTF8_SHOWN_BYTES];
    Status status = STATUS_OK;

    if (!intake->ids[table])
        TRY(lookup_new(expected, &intake->ids[table]));
    TRY(lookup_add(intake->ids[table], id, row, &first));
    if (first != row && intake->folder)
        intake_fault(intake, place, "%s stands in an earlier line too, expected unique ids",
                     utf8_show(id, shown));
    else if (first != row)
        intake_fault(intake, place, "%s stands in row %ld too, expected unique ids",
                     utf8_show(id, shown), (long)first);
done:
    return status;
}

static Status take_text(Intake *intake, Place *place, const Column *column, const Raw *raw,
                        const char **cell, int32_t row)
{
    char number[UTF8_SHOWN_BYTES], shown[UTF8_SHOWN_BYTES];
    Raw plain = *raw;
    const char *text = raw->text;
    size_t length;

    if (raw->form != RAW_TEXT) {
        if (whole_of(raw, &plain.whole))
            plain.form = RAW_WHOLE;
        text = intake_show(&plain, number);
    }
    length = strlen(text);
    if (!utf8_is_valid(text, length)) {
        intake_fault(intake, place, "%s, expected UTF-8", utf8_show(text, shown));
        return STATUS_OK;
    }
    if (column->kind == KIND_ID && length > ID_BYTES) {
        intake_fault_value(intake, place, column, raw);
        return STATUS_OK;
    }
    text = column->kind == KIND_ID ? arena_text(intake->texts, text, length)
                                   : keep_text(intake, text, length);
    if (!text)
        return STATUS_NO_MEMORY;
    *cell = text;
    return column->kind == KIND_ID ? enter_id(intake, place, text, row) : STATUS_OK;
}

/* The index of the ids of dataset table @p info, made when first asked for. */
static Status ids_of(Intake *intake, const TableInfo *info, Lookup **out)
{
    Status status = STATUS_OK;
    ptrdiff_t table = info - dataset_schema.tables;
    int32_t rows = table_head_const(intake->clinic, info)->rows;
    const char *const *ids = table_cells_const(intake->clinic, info, table_id_column(info));
    Lookup *lookup = intake->ids[table];

    if (!lookup) {
        TRY(lookup_list(ids, rows, &lookup));
        intake->ids[table] = lookup;
    }
    *out = lookup;
done:
    return status;
}

static Status take_reference(Intake *intake, Place *place, const Column *column, const Raw *raw,
                             int32_t *cell)
{
    const TableInfo *info = schema_table(&dataset_schema, column->references);
    int32_t rows = table_head_const(intake->clinic, info)->rows;
    Lookup *ids = NULL;
    int64_t row = NO_ROW;
    Status status = STATUS_OK;

    if (intake->absent[info - dataset_schema.tables])
        return STATUS_OK;
    if (raw->form == RAW_TEXT) {
        TRY(ids_of(intake, info, &ids));
        row = lookup_find(ids, raw->text);
    } else if (!whole_of(raw, &row) || intake->schema->ids_as_text) {
        row = NO_ROW;
    }
    if (row >= 0 && row < rows)
        *cell = (int32_t)row;
    else if (intake->strangers)
        ++*intake->strangers;
    else
        intake_fault_value(intake, place, column, raw);
done:
    return status;
}

/* The number that @p raw is in a column of DATE, TIME, INT, FLAG or WORD, if it is one. */
static bool number_of(const Intake *intake, const Column *column, const Raw *raw, int32_t *out)
{
    Cell cell = {0};
    int64_t whole = 0;

    if (raw->form == RAW_TEXT) {
        if (!cell_parse(column, raw->text, intake->epoch_day, &cell))
            return false;
        whole = cell.number;
    } else if (column->kind == KIND_WORD || !whole_of(raw, &whole)) {
        return false;
    }
    if (column->kind == KIND_DATE && (whole < (int64_t)FIRST_DAY - intake->epoch_day ||
                                      whole > (int64_t)LAST_DAY - intake->epoch_day))
        return false;
    if (column->kind == KIND_FLAG && whole != 0 && whole != 1)
        return false;
    if ((column->kind == KIND_INT || column->kind == KIND_TIME) &&
        !((double)whole >= column->low && (double)whole <= column->high))
        return false;
    if (whole <= INT32_MIN || whole > INT32_MAX)
        return false;
    *out = (int32_t)whole;
    return true;
}

static void take_number(Intake *intake, Place *place, const Column *column, const Raw *raw,
                        int32_t *cell)
{
    char shown[UTF8_SHOWN_BYTES];
    int32_t number;

    if (!number_of(intake, column, raw, &number))
        intake_fault_value(intake, place, column, raw);
    else if (column->on_grid && intake->slot_min > 0 && number % intake->slot_min != 0)
        intake_fault(intake, place, "%s, expected a multiple of slot_min (%ld)",
                     intake_show(raw, shown), (long)intake->slot_min);
    else
        *cell = number;
}

static bool real_of(const Raw *raw, double *out)
{
    if (raw->form == RAW_TEXT)
        return text_to_real(raw->text, out);
    *out = raw->form == RAW_REAL ? raw->real : (double)raw->whole;
    return isfinite(*out);
}

static void take_real(Intake *intake, Place *place, const Column *column, const Raw *raw,
                      double *cell)
{
    double real = 0;

    if (real_of(raw, &real) && real >= column->low && real <= column->high)
        *cell = real;
    else
        intake_fault_value(intake, place, column, raw);
}

Status intake_cell(Intake *intake, Place *place, const Column *column, const Raw *raw, void *cells,
                   int32_t row)
{
    if (raw_is_blank(column, raw)) {
        if (column->required)
            intake_fault_expected(intake, place, column, raw->form != RAW_TEXT, "blank");
        return STATUS_OK;
    }
    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return take_text(intake, place, column, raw, (const char **)cells + row, row);
    case KIND_REF:
        return take_reference(intake, place, column, raw, (int32_t *)cells + row);
    case KIND_REAL:
        take_real(intake, place, column, raw, (double *)cells + row);
        break;
    case KIND_WORD:
    case KIND_DATE:
    case KIND_TIME:
    case KIND_INT:
    case KIND_FLAG:
        take_number(intake, place, column, raw, (int32_t *)cells + row);
        break;
    }
    return STATUS_OK;
}

void intake_covariate(Intake *intake, Place *place, const Raw *raw, double *cell)
{
    char shown[UTF8_SHOWN_BYTES];
    double real = 0;
    bool blank = raw->form == RAW_TEXT ? !*raw->text : raw->form == RAW_REAL && isnan(raw->real);

    if (!blank && real_of(raw, &real))
        *cell = real;
    else if (!blank)
        intake_fault(intake, place, "%s, expected a number", intake_show(raw, shown));
}

/* The horizon's first day and grid are what later cells are judged by. */
static void settle_horizon(Intake *intake, const TableInfo *table)
{
    const Clinic *clinic = intake->clinic;
    Place place = {.table = table, .column = "start_date", .line = 2};
    char shown[UTF8_SHOWN_BYTES];
    int32_t slot;

    if (clinic->horizon.rows != 1 && !intake->absent[TABLE_horizon])
        findings_error(intake->findings, "%s: horizon: %ld rows, expected 1", intake->path,
                       (long)clinic->horizon.rows);
    if (clinic->horizon.rows < 1)
        return;
    if (*clinic->horizon.start_date[0] &&
        !calendar_parse(clinic->horizon.start_date[0], &intake->epoch_day))
        intake_fault(intake, &place, "%s, expected a date YYYY-MM-DD",
                     utf8_show(clinic->horizon.start_date[0], shown));
    slot = clinic->horizon.slot_min[0];
    if (slot == 5 || slot == 10 || slot == 15 || slot == 20 || slot == 30)
        intake->slot_min = slot;
}

void intake_table_missing(Intake *intake, const TableInfo *table)
{
    if (!table->required)
        return;
    if (intake->folder)
        findings_error(intake->findings, "%s/%s.csv: missing table", intake->path, table->name);
    else
        findings_error(intake->findings, "%s: %s: missing table", intake->path, table->name);
    if (intake->schema == &dataset_schema)
        intake->absent[table - dataset_schema.tables] = true;
}

void intake_table_end(Intake *intake, const TableInfo *table)
{
    if (table == &dataset_schema.tables[TABLE_horizon])
        settle_horizon(intake, table);
}

void intake_clear(Intake *intake)
{
    for (int t = 0; t < N_DATASET_TABLES; t++)
        lookup_free(intake->ids[t]);
}
