#include "datasets/store/csv.h"

#include <stdio.h>
#include <string.h>

#include "tests/check.h"
#include "tests/full.h"

/* Writes each row down as "line:cell|cell;". */
static Status note_row(void *context, int64_t line, const char *const *cells, int32_t count)
{
    Text *notes = context;

    text_add(notes, "%lld:", (long long)line);
    for (int32_t i = 0; i < count; i++)
        text_add(notes, "%s%s", i ? "|" : "", cells[i]);
    text_add(notes, ";");
    return text_status(notes);
}

static void assert_rows(const char *content, const char *expected)
{
    Text notes = {0};

    put_file(scratch("rows.csv"), content);
    assert_ok(csv_read_file(scratch("rows.csv"), note_row, &notes));
    assert_string_equal(text_of(&notes), expected);
    text_clear(&notes);
}

static void assert_refused(const char *content, const char *expected)
{
    Text notes = {0};

    put_file(scratch("rows.csv"), content);
    assert_int_equal(csv_read_file(scratch("rows.csv"), note_row, &notes), STATUS_BAD_INPUT);
    assert_string_equal(fault_note(), expected);
    text_clear(&notes);
}

TEST(rows_are_numbered_as_an_editor_does)
{
    assert_rows("a,b\n1,2\n\n3,4\n", "1:a|b;2:1|2;4:3|4;");
    assert_rows("a,b\r\n1,2\r\n\r\n3,4\r\n", "1:a|b;2:1|2;4:3|4;");
    assert_rows("a,\"x\ny\r\nz\"\nb,c\n", "1:a|x\ny\r\nz;4:b|c;");
    assert_rows("a\rb\r", "1:a;2:b;");
}

TEST(cells_keep_their_spaces_and_quotes)
{
    assert_rows(" a , b\n", "1: a | b;");
    assert_rows("\"say \"\"hi\"\"\",\"\",\n", "1:say \"hi\"||;");
}

TEST(a_mark_at_the_beginning_and_a_missing_end_are_tolerated)
{
    assert_rows("\xef\xbb\xbf"
                "a,b\n1,2",
                "1:a|b;2:1|2;");
    assert_rows("", "");
    assert_rows("\n\n", "");
}

TEST(a_quote_in_the_wrong_place_is_refused_with_its_line)
{
    assert_refused("a\nb\"c\n", "line 2: a quote where none can stand; a cell with quotes stands "
                                "in quotes, its own doubled");
    assert_refused("a\n\"b\" c\n", "line 2: a quote where none can stand; a cell with quotes "
                                   "stands in quotes, its own doubled");
    assert_refused("a\n\n\"b\nc", "line 3: a quote is not closed");
}

TEST(an_endless_cell_is_refused)
{
    FILE *file = fopen(scratch("endless.csv"), "wb");
    Text notes = {0};

    assert_non_null(file);
    fputs("a\n\"", file);
    for (int i = 0; i < 17 << 20; i++)
        fputc('x', file);
    fclose(file);
    assert_int_equal(csv_read_file(scratch("endless.csv"), note_row, &notes), STATUS_BAD_INPUT);
    assert_string_equal(fault_note(), "line 2: a cell of more than 16 MiB; is a quote closed?");
    text_clear(&notes);
}

TEST(a_long_cell_is_read)
{
    FILE *file = fopen(scratch("long.csv"), "wb");
    Text notes = {0};

    assert_non_null(file);
    for (int i = 0; i < 3 << 20; i++)
        fputc('x', file);
    fclose(file);
    assert_ok(csv_read_file(scratch("long.csv"), note_row, &notes));
    assert_int_equal(notes.length, (3 << 20) + 3);
    text_clear(&notes);
}

TEST(a_zero_byte_is_refused)
{
    FILE *file = fopen(scratch("zero.csv"), "wb");
    Text notes = {0};

    assert_non_null(file);
    fwrite("a,b\n1,\0\n", 1, 8, file);
    fclose(file);
    assert_int_equal(csv_read_file(scratch("zero.csv"), note_row, &notes), STATUS_BAD_INPUT);
    assert_string_equal(fault_note(), "line 2: a NUL byte");
    text_clear(&notes);
}

TEST(a_file_that_is_not_there_is_told)
{
    assert_int_equal(csv_read_file("no/such.csv", note_row, NULL), STATUS_IO);
    assert_string_equal(fault_note(), "no/such.csv: No such file or directory");
}

TEST(cells_are_quoted_only_where_they_must_be)
{
    static const char *const cells[] = {"plain text", "a,b",   "say \"hi\"", "two\nlines",
                                        " lead",      "tail ", "",           "\xc3\xa4"};
    Text out = {0};

    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        csv_add_cell(&out, cells[i]);
        text_add(&out, ";");
    }
    assert_string_equal(text_of(&out), "plain text;\"a,b\";\"say \"\"hi\"\"\";\"two\nlines\";"
                                       "\" lead\";\"tail \";;\xc3\xa4;");
    text_clear(&out);
}
