#include "tests/fixture.h"

#include <string.h>

#include "model/base/text.h"
#include "model/clinic/calendar.h"
#include "model/clinic/cell.h"
#include "tests/check.h"

/* The row of @p id in the table @p name of the clinic. */
static int32_t row_of_id(const Clinic *clinic, const char *name, const char *id)
{
    const TableInfo *info = schema_table(&dataset_schema, name);
    const Column *column = table_id_column(info);
    const char *const *ids = table_cells_const(clinic, info, column);

    for (int32_t row = 0; row < table_head_const(clinic, info)->rows; row++)
        if (strcmp(ids[row], id) == 0)
            return row;
    fail_msg("fixture: %s has no %s", name, id);
    return -1;
}

static void put_cell(const Clinic *clinic, void *owner, Arena *texts, const TableInfo *info,
                     int32_t row, const char *name, const char *value)
{
    const Column *column = table_column(info, name);
    Cell cell = {0};

    if (!column && info->has_covariates && strncmp(name, "x_", 2) == 0) {
        int32_t x = 0;

        assert_ok(table_covariate(owner, info, texts, name, &x));
        assert_true(text_to_real(value, &table_head(owner, info)->covariates.values[x][row]));
        return;
    }
    if (!column)
        fail_msg("fixture: %s has no column %s", info->name, name);
    if (*value == '\0')
        return;
    if (column->kind == KIND_REF)
        cell.number = row_of_id(clinic, column->references, value);
    else if (column->kind == KIND_DATE && text_to_int(value, &cell.number))
        ;
    else if (!cell_parse(column, value, clinic->epoch_day, &cell))
        fail_msg("fixture: %s %s cannot be %s", info->name, name, value);
    if (column->kind == KIND_ID || column->kind == KIND_TEXT) {
        cell.text = arena_text(texts, value, strlen(value));
        assert_non_null(cell.text);
    }
    cell_put(column, table_cells(owner, info, column), row, cell);
}

static void put_line(const Clinic *clinic, void *owner, const Schema *schema, Arena *texts,
                     char *line)
{
    char *rest = NULL, *word = strtok_r(line, " ", &rest);
    const TableInfo *info;
    int32_t row = 0;

    if (!word)
        return;
    info = schema_table(schema, word);
    if (!info)
        fail_msg("fixture: no table %s", word);
    assert_ok(table_append(owner, info, &row));
    while ((word = strtok_r(NULL, " ", &rest))) {
        char *equals = strchr(word, '=');

        if (!equals)
            fail_msg("fixture: %s: expected column=value, found %s", info->name, word);
        *equals = '\0';
        put_cell(clinic, owner, texts, info, row, word, equals + 1);
    }
}

static void put_lines(const Clinic *clinic, void *owner, const Schema *schema, Arena *texts,
                      const char *lines)
{
    while (*lines) {
        char line[1024];
        size_t length = strcspn(lines, "\n");

        assert_true(length < sizeof line);
        memcpy(line, lines, length);
        line[length] = '\0';
        put_line(clinic, owner, schema, texts, line);
        lines += length + (lines[length] == '\n');
    }
}

Clinic *clinic_of(const char *lines)
{
    Clinic *clinic = NULL;
    const char *start = strstr(lines, "start_date=");

    assert_ok(clinic_new(&clinic));
    if (start) {
        char date[11] = {0};

        memcpy(date, start + strlen("start_date="), 10);
        assert_true(calendar_parse(date, &clinic->epoch_day));
    }
    put_lines(clinic, clinic, &dataset_schema, &clinic->texts, lines);
    assert_ok(clinic_settle(clinic));
    return clinic;
}

Schedule *schedule_of(const Clinic *clinic, const char *lines)
{
    Schedule *schedule = NULL;

    assert_ok(schedule_new(&schedule));
    put_lines(clinic, schedule, &result_schema, &schedule->texts, lines);
    return schedule;
}
