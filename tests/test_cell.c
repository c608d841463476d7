#include "tests/check.h"

#include <string.h>

#include "model/clinic/cell.h"
#include "model/clinic/clinic.h"

static const Column *column(const char *table, const char *name)
{
    const Column *found = table_column(schema_table(&dataset_schema, table), name);

    assert_non_null(found);
    return found;
}

enum { TODAY = 20514 }; /* 2026-03-02 */

static int32_t number(const char *table, const char *name, const char *text)
{
    Cell cell = {0};

    if (!cell_parse(column(table, name), text, TODAY, &cell))
        fail_msg("%s cannot be %s", name, text);
    return cell.number;
}

static void refuses(const char *table, const char *name, const char *text)
{
    Cell cell = {0};

    if (cell_parse(column(table, name), text, TODAY, &cell))
        fail_msg("%s is %s", name, text);
}

TEST(cells_are_read_by_the_kind_of_their_column)
{
    Cell cell = {0};

    assert_int_equal(number("requests", "status", "fixed"), REQUEST_FIXED);
    assert_int_equal(number("requests", "earliest", "2026-03-01"), -1);
    assert_int_equal(number("sessions", "end", "24:00"), 1440);
    assert_int_equal(number("horizon", "days", "5"), 5);
    assert_int_equal(number("history", "attended", "1"), 1);
    assert_true(cell_parse(column("requests", "weight"), "2.5", TODAY, &cell));
    assert_near(cell.real, 2.5, 0);
    assert_true(cell_parse(column("sites", "site"), "S", TODAY, &cell));
    assert_string_equal(cell.text, "S");
}

TEST(cells_of_another_form_are_refused)
{
    refuses("requests", "status", "Fixed");
    refuses("requests", "earliest", "03/01/2026");
    refuses("sessions", "end", "24:10");
    refuses("horizon", "days", "5.0");
    refuses("history", "attended", "yes");
    refuses("history", "attended", "2");
    refuses("requests", "weight", "nan");
    refuses("requests", "patient", "p");
}

static void expects(const char *table, const char *name, const char *expected)
{
    Text text = {0};

    cell_expected(column(table, name), &text);
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
}

TEST(what_a_column_expects_is_said_in_words)
{
    expects("sites", "site", "an id of 1 to 64 bytes");
    expects("providers", "role", "a text");
    expects("requests", "weight", "a number");
    expects("requests", "mode", "one of in_person, telehealth");
    expects("requests", "earliest", "a date YYYY-MM-DD");
    expects("sessions", "start", "a time HH:MM from 00:00 to 24:00");
    expects("horizon", "days", "a whole number");
    expects("history", "attended", "0 or 1");
    expects("requests", "patient", "an id of patients");
}

static void writes(const char *table, const char *name, Cell cell, const char *expected)
{
    Text text = {0};

    cell_write(column(table, name), cell, TODAY, &text);
    assert_string_equal(text_of(&text), expected);
    text_clear(&text);
}

TEST(cells_are_written_as_they_are_read)
{
    writes("requests", "status", (Cell){.number = REQUEST_WAITLIST}, "waitlist");
    writes("requests", "earliest", (Cell){.number = -1}, "2026-03-01");
    writes("sessions", "end", (Cell){.number = 1440}, "24:00");
    writes("horizon", "days", (Cell){.number = 5}, "5");
    writes("requests", "weight", (Cell){.real = 0.1}, "0.1");
    writes("sites", "site", (Cell){.text = "S, \"1\""}, "S, \"1\"");
}

TEST(blank_cells_are_written_as_nothing)
{
    writes("requests", "status", (Cell){.number = MISSING}, "");
    writes("requests", "earliest", (Cell){.number = MISSING}, "");
    writes("requests", "weight", (Cell){.real = NOTHING}, "");
    writes("sites", "site", (Cell){.text = ""}, "");
    writes("requests", "patient", (Cell){.number = NO_ROW}, "");
}

TEST(dates_beyond_all_calendars_do_no_harm)
{
    Text text = {0};

    cell_write(column("requests", "earliest"), (Cell){.number = INT32_MAX}, TODAY, &text);
    cell_write(column("requests", "earliest"), (Cell){.number = -INT32_MAX}, -TODAY, &text);
    assert_true(text.length > 0);
    text_clear(&text);
}

TEST(cells_are_put_where_they_are_got)
{
    const char *texts[2] = {"", ""};
    double reals[2] = {0, 0};
    int32_t numbers[2] = {0, 0};

    cell_put(column("sites", "site"), texts, 1, (Cell){.text = "S"});
    cell_put(column("requests", "weight"), reals, 1, (Cell){.real = 2});
    cell_put(column("requests", "patient"), numbers, 1, (Cell){.number = 3});
    assert_string_equal(cell_get(column("sites", "site"), texts, 1).text, "S");
    assert_near(cell_get(column("requests", "weight"), reals, 1).real, 2, 0);
    assert_int_equal(cell_get(column("requests", "patient"), numbers, 1).number, 3);
    assert_string_equal(texts[0], "");
    assert_int_equal(numbers[0], 0);
}

TEST(zero_is_not_blank)
{
    assert_false(cell_is_blank(column("requests", "weight"), (Cell){.real = 0}));
    assert_false(cell_is_blank(column("requests", "patient"), (Cell){.number = 0}));
    assert_false(cell_is_blank(column("sessions", "start"), (Cell){.number = 0}));
    assert_false(cell_is_blank(column("requests", "earliest"), (Cell){.number = -1}));
    assert_true(cell_is_blank(column("requests", "patient"), (Cell){.number = -1}));
}
