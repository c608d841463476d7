#include "tests/check.h"

#include <string.h>

#include "model/base/arena.h"
#include "model/base/memory.h"

TEST(texts_are_copied_and_terminated)
{
    Arena arena = {0};
    const char *text = arena_text(&arena, "abcdef", 3);

    assert_string_equal(text, "abc");
    assert_string_equal(arena_text(&arena, "xyz", 3), "xyz");
    assert_string_equal(text, "abc");
    arena_clear(&arena);
}

TEST(the_empty_text_costs_nothing)
{
    Arena arena = {0};

    mem_fail_at(1);
    assert_string_equal(arena_text(&arena, "abc", 0), "");
    mem_fail_at(0);
    assert_null(arena.blocks);
    arena_clear(&arena);
}

TEST(a_text_larger_than_a_block_fits)
{
    static char large[200000];
    Arena arena = {0};
    const char *copy;

    memset(large, 'x', sizeof large - 1);
    assert_string_equal(arena_text(&arena, "small", 5), "small");
    copy = arena_text(&arena, large, sizeof large - 1);
    assert_int_equal(strlen(copy), sizeof large - 1);
    assert_string_equal(arena_text(&arena, "again", 5), "again");
    arena_clear(&arena);
}

TEST(many_texts_stay_where_they_are)
{
    Arena arena = {0};
    const char *first = arena_text(&arena, "first", 5);

    for (int i = 0; i < 50000; i++)
        assert_string_equal(arena_text(&arena, "another", 7), "another");
    assert_string_equal(first, "first");
    arena_clear(&arena);
    assert_null(arena.blocks);
}

TEST(a_text_that_finds_no_memory_is_null_and_the_rest_stays)
{
    Arena arena = {0};

    mem_fail_at(1);
    assert_null(arena_text(&arena, "abc", 3));
    mem_fail_at(0);
    assert_string_equal(arena_text(&arena, "abc", 3), "abc");
    arena_clear(&arena);
    arena_clear(&arena);
}
