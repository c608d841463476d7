#include "datasets/inspect/inspect_note.h"

#include <stdarg.h>
#include <stdio.h>

#include "model/base/text.h"
#include "model/clinic/calendar.h"
#include "model/clinic/cell.h"

enum { TOLD = 20, DETAIL_BYTES = 512 };

/* The id at @p row of the table @p info, or NULL when it has none. */
static const char *id_of(const Clinic *clinic, const TableInfo *info, int32_t row)
{
    const Column *column = table_id_column(info);

    if (!column || row < 0 || row >= table_head_const(clinic, info)->rows)
        return NULL;
    return ((const char *const *)table_cells_const(clinic, info, column))[row];
}

/* Texts of a WORD column. */
static int32_t n_words(const Column *column)
{
    int32_t count = 0;

    while (column->words[count])
        count++;
    return count;
}

static void write_value(const Clinic *clinic, const TableInfo *info, const Column *column,
                        int32_t row, Text *out)
{
    Cell cell = cell_get(column, table_cells_const(clinic, info, column), row);

    if (cell_is_blank(column, cell)) {
        text_add(out, "blank");
    } else if (column->kind == KIND_REF) {
        const char *id =
            id_of(clinic, schema_table(&dataset_schema, column->references), cell.number);

        text_add(out, "%s", id ? id : "?");
    } else if (column->kind == KIND_WORD && (cell.number < 0 || cell.number >= n_words(column))) {
        text_add(out, "code %d", (int)cell.number);
    } else {
        cell_write(column, cell, clinic->epoch_day, out);
    }
}

static void say(InspectNote *note, bool error, enum DatasetTable table, int32_t row,
                const char *column, const char *detail)
{
    const TableInfo *info = &dataset_schema.tables[table];
    const char *id = id_of(note->clinic, info, row);
    Text text = {0};

    text_add(&text, "%s row %d", info->name, (int)row);
    if (id)
        text_add(&text, " (%s)", id);
    text_add(&text, ", %s: ", column);
    write_value(note->clinic, info, table_column(info, column), row, &text);
    text_add(&text, ", %s", detail);
    if (text_status(&text) != STATUS_OK)
        note->findings->broken = true;
    else if (error)
        findings_error(note->findings, "%s", text_of(&text));
    else
        findings_warning(note->findings, "%s", text_of(&text));
    text_clear(&text);
}

void note_error(InspectNote *note, enum DatasetTable table, int32_t row, const char *column,
                const char *format, ...)
{
    char detail[DETAIL_BYTES];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    say(note, true, table, row, column, detail);
}

void note_warning(InspectNote *note, InspectWarning kind, enum DatasetTable table, int32_t row,
                  const char *column, const char *format, ...)
{
    char detail[DETAIL_BYTES];
    va_list arguments;

    if (++note->seen[kind] > TOLD)
        return;
    va_start(arguments, format);
    vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    say(note, false, table, row, column, detail);
}

void note_rest(const InspectNote *note)
{
    static const char *const what[] = {
#define WARNING(name, text) text,
#include "datasets/inspect/inspect_warning.def"
#undef WARNING
    };

    for (int kind = 0; kind < N_INSPECT_WARNINGS; kind++) {
        int64_t more = note->seen[kind] - TOLD;

        if (more <= 0)
            continue;
        findings_warning(note->findings, "%s: and %s more like this", what[kind],
                         stamp_count(more).text);
        note->findings->warnings += more - 1; /* each counts, as if it stood there */
    }
}

Stamp stamp_date(const Clinic *clinic, int64_t day)
{
    Stamp stamp = {""};
    int64_t epoch = day + clinic->epoch_day;

    if (epoch > INT32_MAX)
        epoch = INT32_MAX;
    if (epoch < INT32_MIN)
        epoch = INT32_MIN;
    calendar_format((int32_t)epoch, stamp.text);
    return stamp;
}

Stamp stamp_time(int32_t minute)
{
    Stamp stamp = {""};

    calendar_format_time(minute, stamp.text);
    return stamp;
}

Stamp stamp_count(int64_t count)
{
    Stamp stamp = {""};

    if (count < 1000)
        snprintf(stamp.text, sizeof stamp.text, "%d", (int)count);
    else if (count < 1000000)
        snprintf(stamp.text, sizeof stamp.text, "%d,%03d", (int)(count / 1000),
                 (int)(count % 1000));
    else
        snprintf(stamp.text, sizeof stamp.text, "%d,%03d,%03d", (int)(count / 1000000),
                 (int)(count / 1000 % 1000), (int)(count % 1000));
    return stamp;
}
