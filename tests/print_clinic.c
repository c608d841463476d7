#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/cell.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/random_clinic.h"

enum { LINES_MAX = 200 };

/* "requests request=Q0 patient=M0 ...", blanks and fallbacks left out; dates as plain days. */
static void print_row(const Clinic *clinic, const void *owner, const TableInfo *info, int32_t row,
                      Text *out)
{
    text_add(out, "%s", info->name);
    for (int i = 0; i < info->n_columns; i++) {
        const Column *column = &info->columns[i];
        Cell cell = cell_get(column, table_cells_const(owner, info, column), row);

        if (cell_is_blank(column, cell))
            continue;
        text_add(out, " %s=", column->name);
        if (column->kind == KIND_DATE) {
            text_add(out, "%d", (int)cell.number);
        } else if (column->kind == KIND_REF) {
            const TableInfo *other = schema_table(&dataset_schema, column->references);
            const char *const *ids = table_cells_const(clinic, other, table_id_column(other));

            text_add(out, "%s", ids[cell.number]);
        } else {
            cell_write(column, cell, clinic->epoch_day, out);
        }
    }
    text_add(out, "\n");
}

static void print_tables(const Clinic *clinic, const void *owner, const Schema *schema, Text *out)
{
    for (int t = 0; t < schema->n_tables; t++)
        for (int32_t row = 0; row < table_head_const(owner, &schema->tables[t])->rows; row++)
            print_row(clinic, owner, &schema->tables[t], row, out);
}

void print_clinic(const Clinic *clinic, Text *out)
{
    print_tables(clinic, clinic, &dataset_schema, out);
}

void print_schedule(const Clinic *clinic, const Schedule *schedule, Text *out)
{
    print_tables(clinic, schedule, &result_schema, out);
}

/* The table and the column that a line, and a cell of it, belong to. */
static const TableInfo *table_of_line(const char *line)
{
    char name[40] = "";

    assert_true(strcspn(line, " ") < sizeof name);
    memcpy(name, line, strcspn(line, " "));
    return schema_table(&dataset_schema, name);
}

static const Column *column_of_cell(const char *line, const char *cell)
{
    char name[40] = "";

    assert_true(strcspn(cell, "=") < sizeof name);
    memcpy(name, cell, strcspn(cell, "="));
    return table_column(table_of_line(line), name);
}

static bool names_something(const char *line)
{
    return table_id_column(table_of_line(line)) != NULL;
}

/* The lines but number @p without, and but those that refer to what it named. */
static void copy_without(const char *lines, int without, Text *out)
{
    char gone[80] = "";
    int number = 0;

    for (const char *line = lines; *line; number++) {
        size_t length = strcspn(line, "\n") + 1;
        char copy[1024], *equals;

        assert_true(length < sizeof copy);
        memcpy(copy, line, length);
        copy[length - 1] = ' ';
        copy[length] = '\0';
        line += length;
        if (number == without) {
            equals = strchr(copy, '=');
            if (equals && names_something(copy) && strcspn(equals, " ") < sizeof gone - 1) {
                memcpy(gone, equals, strcspn(equals, " ") + 1);
                gone[strcspn(equals, " ") + 1] = '\0';
            }
        } else if (!*gone || !strstr(copy, gone)) {
            copy[length - 1] = '\n';
            text_add(out, "%s", copy);
        }
    }
}

/* The lines without the @p nth cell of line @p number; false when there is no such cell. */
static bool copy_without_cell(const char *lines, int number, int nth, Text *out)
{
    for (const char *line = lines; *line; number--) {
        size_t length = strcspn(line, "\n") + 1;
        const char *cell = line;

        if (number == 0) {
            for (int i = 0; i <= nth && cell < line + length; i++)
                cell += strcspn(cell, " \n") + 1;
            if (cell >= line + length)
                return false;
            if (column_of_cell(line, cell)->required)
                cell = line + length - 1;
            text_add_bytes(out, line, (size_t)(cell - line) - (*cell != '\n'));
            cell += strcspn(cell, " \n");
            text_add_bytes(out, cell, length - (size_t)(cell - line));
        } else {
            text_add_bytes(out, line, length);
        }
        line += length;
    }
    return true;
}

static bool still_fails(const char *lines, bool (*fails)(const Clinic *clinic, void *context),
                        void *context)
{
    Clinic *clinic = clinic_of(lines);
    bool yes = fails(clinic, context);

    clinic_free(clinic);
    return yes;
}

void shrink_clinic(const Clinic *clinic, bool (*fails)(const Clinic *clinic, void *context),
                   void *context, Text *out)
{
    Text best = {0}, next = {0};
    bool smaller = true;

    print_clinic(clinic, &best);
    while (smaller) {
        smaller = false;
        for (int line = LINES_MAX; line > 0; line--) { /* line 0 is the horizon */
            text_clear(&next);
            copy_without(text_of(&best), line, &next);
            for (int cell = -1;; cell++) {
                if (cell >= 0) {
                    text_clear(&next);
                    if (!copy_without_cell(text_of(&best), line, cell, &next))
                        break;
                }
                if (next.length < best.length && still_fails(text_of(&next), fails, context)) {
                    Text swap = best;

                    best = next;
                    next = swap;
                    smaller = true;
                    break;
                }
            }
        }
    }
    text_add(out, "%s", text_of(&best));
    text_clear(&best);
    text_clear(&next);
}
