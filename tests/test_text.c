#include "tests/check.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/base/text.h"

TEST(a_text_grows_as_it_is_written)
{
    Text text = {0};

    assert_string_equal(text_of(&text), "");
    for (int i = 0; i < 1000; i++)
        text_add(&text, "%d,", i % 10);
    text_add_bytes(&text, "end", 3);
    assert_ok(text_status(&text));
    assert_int_equal(text.length, 2003);
    assert_string_equal(text_of(&text) + 1998, "9,end");
    text_clear(&text);
    assert_string_equal(text_of(&text), "");
}

TEST(nothing_added_is_nothing)
{
    Text text = {0};

    text_add(&text, "%s", "");
    text_add_bytes(&text, "abc", 0);
    assert_string_equal(text_of(&text), "");
    assert_int_equal(text.length, 0);
    text_clear(&text);
}

TEST(a_text_that_finds_no_memory_is_broken_and_stays_so)
{
    Text text = {0};

    text_add(&text, "before");
    mem_fail_at(1);
    text_add_bytes(&text, "a much longer text than there is room for", 41);
    mem_fail_at(0);
    text_add(&text, "x");
    assert_int_equal(text_status(&text), STATUS_NO_MEMORY);
    assert_string_equal(text_of(&text), "before");
    text_clear(&text);
    assert_ok(text_status(&text));
}

static void reads_int(const char *text, int32_t expected)
{
    int32_t out = 77;

    assert_true(text_to_int(text, &out));
    assert_int_equal(out, expected);
}

static void refuses_int(const char *text)
{
    int32_t out = 77;

    assert_false(text_to_int(text, &out));
    assert_int_equal(out, 77);
}

TEST(whole_numbers_are_read_strictly)
{
    reads_int("0", 0);
    reads_int("-0", 0);
    reads_int("007", 7);
    reads_int("-12", -12);
    reads_int("2147483647", INT32_MAX);
    reads_int("-2147483647", -INT32_MAX);
    refuses_int("");
    refuses_int("-");
    refuses_int("+5");
    refuses_int(" 5");
    refuses_int("5 ");
    refuses_int("--5");
    refuses_int("- 5");
    refuses_int("5.0");
    refuses_int("1e3");
    refuses_int("0x10");
    refuses_int("2147483648");
    refuses_int("-2147483648"); /* which says MISSING */
    refuses_int("99999999999999999999");
}

TEST(long_whole_numbers_are_read_whole)
{
    int64_t out = 0;

    assert_true(text_to_int64("-9223372036854775808", &out));
    assert_true(out == INT64_MIN);
    assert_true(text_to_int64("9223372036854775807", &out));
    assert_true(out == INT64_MAX);
    assert_false(text_to_int64("9223372036854775808", &out));
}

static void reads_real(const char *text, double expected)
{
    double out = 77;

    assert_true(text_to_real(text, &out));
    assert_near(out, expected, 0);
}

static void refuses_real(const char *text)
{
    double out = 77;

    assert_false(text_to_real(text, &out));
    assert_near(out, 77, 0);
}

TEST(numbers_are_read_strictly)
{
    reads_real("0.5", 0.5);
    reads_real(".5", 0.5);
    reads_real("-.5", -0.5);
    reads_real("5.", 5);
    reads_real("1e3", 1000);
    reads_real("-1.5E-3", -0.0015);
    reads_real("1e-400", 0);
    refuses_real("");
    refuses_real(".");
    refuses_real("-");
    refuses_real("+1");
    refuses_real(" 1");
    refuses_real("1 ");
    refuses_real("1,5");
    refuses_real("nan");
    refuses_real("-nan");
    refuses_real("inf");
    refuses_real("-inf");
    refuses_real("1e999");
    refuses_real("-1e999");
    refuses_real("0x10");
    refuses_real("1e");
}

static void writes(double value, const char *expected)
{
    char out[TEXT_REAL_BYTES];

    text_from_real(value, out);
    assert_string_equal(out, expected);
}

TEST(numbers_are_written_as_short_as_they_can_be)
{
    writes(0, "0");
    writes(0.1, "0.1");
    writes(-2.5, "-2.5");
    writes(1.0 / 3.0, "0.3333333333333333");
    writes(100, "100");
    writes(-1234567, "-1234567");
    writes(1e15, "1e+15");
    writes(1e300, "1e+300");
    writes(0.30000000000000004, "0.30000000000000004");
}

TEST(what_is_written_reads_back_the_same)
{
    const double values[] = {1e9, 123456.789, 0.07, 2.0 / 7.0, 1.7976931348623157e308, -1e-7};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char out[TEXT_REAL_BYTES];
        double back = 0;

        text_from_real(values[i], out);
        assert_true(text_to_real(out, &back));
        assert_near(back, values[i], 0);
    }
}
