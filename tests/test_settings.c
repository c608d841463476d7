#include "model/base/settings.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "model/base/memory.h"
#include "tests/check.h"

static const BuiltIn built_in[] = {{"oak", "a tree", "leaves = many\n"}, {"fir", "another", ""}};
static const Shelf shelf = {"tree", built_in, 2};

/* Notes "KEY<VALUE>;" of every line; stops at the key "stop". */
static Status note(char *line, void *context)
{
    char *key, *value;
    Status status = settings_cut(line, &key, &value);

    if (status != STATUS_OK)
        return status;
    text_add(context, "%s<%s>;", key, value);
    return strcmp(key, "stop") == 0 ? STATUS_IO : STATUS_OK;
}

/* The notes of the lines of @p source. */
static Status read_lines(const char *source, Text *notes)
{
    Text text = {0};
    Status status;

    text_add(&text, "%s", source);
    status = settings_each(text.bytes, "here", note, notes);
    text_clear(&text);
    return status;
}

static const char *write_file(const char *bytes, size_t length)
{
    static const char path[] = "/tmp/clinweave_test_settings";
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

TEST(lines_are_cut_into_keys_and_values)
{
    Text notes = {0};

    assert_ok(read_lines("\n  # a comment\n a = 1 \r\nb=x y # but this\nc = #5\n\td\t=\n# e = 2\n"
                         "f = a#b = c",
                         &notes));
    assert_string_equal(text_of(&notes), "a<1>;b<x y>;c<>;d<>;f<a#b = c>;");
    text_clear(&notes);
    assert_ok(settings_each(NULL, "here", note, NULL));
}

TEST(a_line_without_equals_is_named_and_nothing_after_it_is_read)
{
    Text notes = {0};

    assert_int_equal(read_lines("a = 1\n\nnonsense\nb = 2\n", &notes), STATUS_USAGE);
    assert_string_equal(fault_note(), "here line 3: expected key = value, found \"nonsense\"");
    assert_string_equal(text_of(&notes), "a<1>;");
    text_clear(&notes);
    assert_int_equal(read_lines("stop = 1\nb = 2\n", &notes), STATUS_IO);
    assert_string_equal(text_of(&notes), "stop<1>;");
    text_clear(&notes);
}

TEST(a_text_that_is_built_in_comes_before_a_file)
{
    Text text = {0};

    assert_ok(settings_read(&shelf, "oak", &text));
    assert_string_equal(text_of(&text), "leaves = many\n");
    text_clear(&text);
    assert_ok(settings_read(&shelf, "fir", &text));
    assert_string_equal(text_of(&text), "");
    text_clear(&text);
    assert_int_equal(settings_read(&shelf, "ash", &text), STATUS_USAGE);
    assert_string_equal(fault_note(), "no tree or tree file \"ash\"; trees are: oak, fir");
    assert_int_equal(settings_read(NULL, "/tmp/clinweave_no_such_file", &text), STATUS_IO);
    assert_int_equal(settings_read(&shelf, "/tmp", &text), STATUS_IO); /* a folder */
    text_clear(&text);
}

TEST(a_file_is_read_whole_if_it_is_text)
{
    static char large[10000];
    Text text = {0};
    const char *path;

    memset(large, 'x', sizeof large);
    path = write_file(large, sizeof large);
    assert_ok(settings_read(&shelf, path, &text));
    assert_int_equal(text.length, sizeof large);
    text_clear(&text);
    write_file("a\0b", 3);
    assert_int_equal(settings_read(&shelf, path, &text), STATUS_USAGE);
    text_clear(&text);
    for (int64_t at = 1; at <= 2; at++) {
        write_file(large, sizeof large);
        mem_fail_at(at);
        assert_int_equal(settings_read(&shelf, path, &text), STATUS_NO_MEMORY);
        mem_fail_at(0);
        text_clear(&text);
    }
    unlink(path);
}
