#define _XOPEN_SOURCE 700
#include "tests/full.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/clinic/calendar.h"
#include "model/clinic/cell.h"
#include "tests/check.h"

enum { ROWS = 3 };

static const char *const odd_texts[] = {"plain", "comma, \"quotes\" and\nnew\r\nlines",
                                        " \xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80 ' "};

/* A value of every kind that differs by row and obeys the column's bounds. */
static void fill_cell(Arena *texts, const TableInfo *table, const Column *column, void *cells,
                      int32_t row)
{
    char text[64];
    Cell cell = {0};

    switch (column->kind) {
    case KIND_ID:
        snprintf(text, sizeof text, "%s-%ld", table->name, (long)row);
        cell.text = arena_text(texts, text, strlen(text));
        break;
    case KIND_TEXT:
        cell.text = odd_texts[row % 3];
        break;
    case KIND_REF:
        cell.number = (row + 1) % ROWS;
        break;
    case KIND_WORD:
        cell.number = column->words[row % 2 + 1] ? row % 2 + 1 : 0;
        break;
    case KIND_DATE:
        cell.number = row * 7 - 5;
        break;
    case KIND_TIME:
        cell.number = row == 2 ? 1440 : 480 + 30 * row;
        break;
    case KIND_INT:
        cell.number = column->on_grid ? 30 * (row + 1) : row + 1;
        break;
    case KIND_FLAG:
        cell.number = row % 2;
        break;
    case KIND_REAL:
        cell.real = row == 1 ? 0.1 + 0.2 : 1.0 / (row + 2);
        break;
    }
    cell_put(column, cells, row, cell);
}

static void fill_table(void *owner, Arena *texts, const TableInfo *table, int32_t rows)
{
    assert_ok(table_resize(owner, table, rows));
    for (int c = 0; c < table->n_columns; c++)
        for (int32_t row = 0; row < rows; row++)
            fill_cell(texts, table, &table->columns[c],
                      table_cells(owner, table, &table->columns[c]), row);
    if (table->has_covariates) {
        int32_t x = 0;

        assert_ok(table_covariate(owner, table, texts, "x_zeta", &x));
        table_head(owner, table)->covariates.values[x][1] = -0.0;
        assert_ok(table_covariate(owner, table, texts, "x_alpha", &x));
        table_head(owner, table)->covariates.values[x][0] = 1e-300;
        assert_ok(table_covariate(owner, table, texts, "x_blank", &x));
    }
}

Clinic *full_clinic(void)
{
    Clinic *clinic = NULL;

    assert_ok(clinic_new(&clinic));
    for (int t = 0; t < N_DATASET_TABLES; t++)
        fill_table(clinic, &clinic->texts, &dataset_schema.tables[t],
                   t == TABLE_horizon ? 1 : ROWS);
    clinic->horizon.start_date[0] = "2026-03-02";
    clinic->horizon.slot_min[0] = 10;
    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "seed", "9007199254740993"));
    assert_ok(attributes_set(&clinic->attributes, &clinic->texts, "recipe", odd_texts[1]));
    assert_ok(clinic_settle(clinic));
    return clinic;
}

Schedule *full_schedule(const Clinic *clinic)
{
    Schedule *schedule = NULL;

    (void)clinic;
    assert_ok(schedule_new(&schedule));
    for (int t = 0; t < N_RESULT_TABLES; t++)
        fill_table(schedule, &schedule->texts, &result_schema.tables[t], ROWS);
    assert_ok(attributes_set(&schedule->attributes, &schedule->texts, "objective", "12.25"));
    assert_ok(attributes_set(&schedule->attributes, &schedule->texts, "bound", "inf"));
    assert_ok(attributes_set(&schedule->attributes, &schedule->texts, "threads", "2"));
    assert_ok(attributes_set(&schedule->attributes, &schedule->texts, "outcome", "feasible"));
    return schedule;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);

    return length >= tail && strcmp(text + length - tail, end) == 0;
}

static void print_findings(const Findings *findings)
{
    for (int32_t i = 0; i < findings->count; i++)
        print_error("found: %s\n", findings->entries[i].message);
}

void assert_found(const Findings *findings, const char *const *messages, int count)
{
    for (int m = 0; m < count; m++) {
        bool found = false;

        for (int32_t i = 0; i < findings->count; i++)
            found = found || ends_with(findings->entries[i].message, messages[m]);
        if (!found) {
            print_findings(findings);
            fail_msg("not found: %s", messages[m]);
        }
    }
    if (findings->count != count) {
        print_findings(findings);
        fail_msg("%ld findings, expected %d", (long)findings->count, count);
    }
}

void put_file(const char *path, const char *content)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, strlen(content), file), strlen(content));
    assert_int_equal(fclose(file), 0);
}

void assert_same_bytes(const char *left, const char *right)
{
    char command[1024];
    int length = snprintf(command, sizeof command, "diff -r '%s' '%s' >/dev/null", left, right);

    assert_in_range(length, 1, sizeof command - 1);
    if (system(command) != 0)
        fail_msg("%s and %s differ", left, right);
}

static char folder[64];

static void remove_folder(void)
{
    char command[96];

    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0)
        perror(folder);
}

const char *scratch_folder(void)
{
    static bool made;

    if (!made) {
        /* In memory where that can be had: tests write and sync by the thousand. */
        snprintf(folder, sizeof folder, "/dev/shm/clinweave-test-XXXXXX");
        if (!mkdtemp(folder)) {
            snprintf(folder, sizeof folder, "/tmp/clinweave-test-XXXXXX");
            if (!mkdtemp(folder))
                fail_msg("%s cannot be made", folder);
        }
        made = true;
        atexit(remove_folder);
    }
    return folder;
}

const char *scratch(const char *name)
{
    static char paths[8][256];
    static int next;
    char *path = paths[next++ % 8];

    snprintf(path, sizeof paths[0], "%s/%s", scratch_folder(), name);
    return path;
}
