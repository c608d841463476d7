#include "datasets/store/intake_fault.h"

#include <stdarg.h>
#include <stdio.h>

#include "datasets/store/utf8.h"

enum { LISTED_PER_COLUMN = 1000 };

void intake_fault(Intake *intake, Place *place, const char *format, ...)
{
    const Column *id = table_id_column(place->table);
    const char *name = "";
    char what[700], shown[96] = "";
    va_list arguments;

    if (++place->faults > LISTED_PER_COLUMN)
        return;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    if (intake->folder) {
        findings_error(intake->findings, "%s/%s.csv line %lld, %s: %s", intake->path,
                       place->table->name, (long long)place->line, place->column, what);
        return;
    }
    if (id && place->row < table_head(intake->owner, place->table)->rows)
        name = ((const char **)table_cells(intake->owner, place->table, id))[place->row];
    if (*name)
        snprintf(shown, sizeof shown, " (%.64s)", name);
    findings_error(intake->findings, "%s: %s row %lld%s, %s: %s", intake->path, place->table->name,
                   (long long)place->row, shown, place->column, what);
}

void intake_column_end(Intake *intake, Place *place)
{
    int64_t hidden = place->faults - LISTED_PER_COLUMN;

    if (hidden <= 0)
        return;
    findings_error(intake->findings, "%s: %s, %s: %lld more faults like these", intake->path,
                   place->table->name, place->column, (long long)hidden);
    intake->findings->errors += hidden - 1;
}

const char *intake_show(const Raw *raw, char *out)
{
    if (raw->form == RAW_TEXT)
        return utf8_show(raw->text, out);
    if (raw->form == RAW_WHOLE)
        snprintf(out, UTF8_SHOWN_BYTES, "%lld", (long long)raw->whole);
    else
        text_from_real(raw->real, out);
    return out;
}

/* The bounds of a number; @p counted: of a time, too. */
static bool add_expected_number(bool counted, const Column *column, Text *out)
{
    char low[TEXT_REAL_BYTES], high[TEXT_REAL_BYTES];
    const char *noun = column->kind == KIND_REAL ? "a number" : "a whole number";

    if (column->kind == KIND_TIME && counted)
        noun = "minutes since midnight";
    else if (column->kind != KIND_REAL && column->kind != KIND_INT)
        return false;
    text_from_real(column->low, low);
    text_from_real(column->high, high);
    text_add(out, "%s", noun);
    if (column->low > 0 && column->low < 1e-299)
        text_add(out, " above 0");
    else if (column->low > -1e299)
        text_add(out, column->high < 1e299 ? " from %s" : " of at least %s", low);
    if (column->high < 1e299)
        text_add(out, column->low > 0 && column->low < 1e-299 ? " and at most %s" : " to %s", high);
    return true;
}

void intake_fault_expected(Intake *intake, Place *place, const Column *column, bool counted,
                           const char *what)
{
    Text expected = {0};

    if (column->kind == KIND_DATE && counted)
        text_add(&expected, "days since the horizon's first day (years 0000 to 9999)");
    else if (column->kind == KIND_REF && counted)
        text_add(&expected, "a row of %s", column->references);
    else if (!add_expected_number(counted, column, &expected))
        cell_expected(column, &expected);
    if (expected.broken)
        intake->findings->broken = true;
    intake_fault(intake, place, "%s, expected %s", what, text_of(&expected));
    text_clear(&expected);
}

void intake_fault_value(Intake *intake, Place *place, const Column *column, const Raw *raw)
{
    char shown[UTF8_SHOWN_BYTES];
    bool counted =
        raw->form != RAW_TEXT && !(column->kind == KIND_REF && intake->schema->ids_as_text);

    intake_fault_expected(intake, place, column, counted, intake_show(raw, shown));
}
