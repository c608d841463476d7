#include "datasets/store/utf8.h"

#include <string.h>

#include "tests/check.h"

static bool valid(const char *text)
{
    return utf8_is_valid(text, strlen(text));
}

TEST(well_formed_characters_of_every_length_are_valid)
{
    assert_true(valid(""));
    assert_true(valid("a\xc2\x80\xdf\xbf"));
    assert_true(valid("\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"));
    assert_true(valid("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
}

TEST(overlong_cut_and_surrogate_forms_are_not)
{
    assert_false(valid("\x80"));
    assert_false(valid("\xc0\xaf"));
    assert_false(valid("\xc1\xbf"));
    assert_false(valid("\xc3"));
    assert_false(valid("\xe0\x9f\xbf"));
    assert_false(valid("\xe2\x82"));
    assert_false(valid("\xed\xa0\x80"));
    assert_false(valid("\xf0\x8f\xbf\xbf"));
    assert_false(valid("\xf4\x90\x80\x80"));
    assert_false(valid("\xf5\x80\x80\x80"));
    assert_false(valid("\xff"));
    assert_false(utf8_is_valid("a\0b", 3));
}

TEST(a_doubtful_text_is_shown_on_one_line)
{
    char shown[UTF8_SHOWN_BYTES];

    assert_string_equal(utf8_show("caf\xc3\xa9\n\xe9", shown), "\"caf\xc3\xa9\\x0a\\xe9\"");
}

TEST(a_long_text_is_cut_between_characters)
{
    char text[1001], shown[UTF8_SHOWN_BYTES];

    for (int i = 0; i < 1000; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[1000] = '\0';
    utf8_show(text, shown);
    assert_true(strlen(shown) < UTF8_SHOWN_BYTES - 1);
    assert_string_equal(shown + strlen(shown) - 4, "...\"");
    assert_true(valid(shown));
    memset(text, 0xff, 1000);
    assert_true(strlen(utf8_show(text, shown)) < UTF8_SHOWN_BYTES - 1);
}
