#include "tests/check.h"

#include <stdio.h>
#include <string.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"

TEST(an_empty_index_finds_nothing)
{
    Lookup *lookup = NULL;

    assert_ok(lookup_new(0, &lookup));
    assert_int_equal(lookup_find(lookup, "a"), -1);
    assert_int_equal(lookup_find(lookup, ""), -1);
    lookup_free(lookup);
    lookup_free(NULL);
}

TEST(a_duplicate_keeps_the_first_row)
{
    Lookup *lookup = NULL;
    int32_t found = -1;

    assert_ok(lookup_new(4, &lookup));
    assert_ok(lookup_add(lookup, "a", 7, &found));
    assert_int_equal(found, 7);
    assert_ok(lookup_add(lookup, "a", 8, &found));
    assert_int_equal(found, 7);
    assert_ok(lookup_add(lookup, "b", 9, NULL));
    assert_int_equal(lookup_find(lookup, "a"), 7);
    assert_int_equal(lookup_find(lookup, "b"), 9);
    lookup_free(lookup);
}

TEST(a_list_is_indexed_at_once)
{
    static const char *const keys[] = {"b", "a", "b"};
    Lookup *lookup = NULL;

    assert_ok(lookup_list(keys, 3, &lookup));
    assert_int_equal(lookup_find(lookup, "a"), 1);
    assert_int_equal(lookup_find(lookup, "b"), 0); /* the first of its kind */
    assert_int_equal(lookup_find(lookup, "c"), -1);
    lookup_free(lookup);
    for (int64_t nth = 1; nth <= 2; nth++) {
        lookup = NULL;
        mem_fail_at(nth);
        assert_int_equal(lookup_list(keys, 3, &lookup), STATUS_NO_MEMORY);
        mem_fail_at(0);
        assert_null(lookup);
    }
}

TEST(keys_that_begin_alike_are_told_apart)
{
    Lookup *lookup = NULL;

    assert_ok(lookup_new(2, &lookup));
    assert_ok(lookup_add(lookup, "r1", 1, NULL));
    assert_ok(lookup_add(lookup, "r10", 2, NULL));
    assert_ok(lookup_add(lookup, "", 3, NULL));
    assert_int_equal(lookup_find(lookup, "r1"), 1);
    assert_int_equal(lookup_find(lookup, "r10"), 2);
    assert_int_equal(lookup_find(lookup, ""), 3);
    assert_int_equal(lookup_find(lookup, "r"), -1);
    lookup_free(lookup);
}

TEST(an_index_grows_far_beyond_what_was_expected)
{
    enum { KEYS = 20000 };
    static char keys[KEYS][16];
    Lookup *lookup = NULL;

    assert_ok(lookup_new(-5, &lookup));
    for (int32_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "k%d", (int)i);
        assert_ok(lookup_add(lookup, keys[i], i, NULL));
    }
    for (int32_t i = 0; i < KEYS; i++)
        assert_int_equal(lookup_find(lookup, keys[i]), i);
    assert_int_equal(lookup_find(lookup, "k20000"), -1);
    lookup_free(lookup);
}

TEST(no_memory_for_a_new_index_leaks_nothing)
{
    Lookup *lookup = NULL;

    for (int64_t nth = 1; nth <= 2; nth++) {
        mem_fail_at(nth);
        assert_int_equal(lookup_new(10, &lookup), STATUS_NO_MEMORY);
        mem_fail_at(0);
        assert_null(lookup);
    }
}

TEST(an_index_that_cannot_grow_keeps_what_it_has)
{
    static char keys[64][16];
    Lookup *lookup = NULL;
    int32_t entered = 0;

    assert_ok(lookup_new(0, &lookup));
    mem_fail_at(1);
    for (; entered < 64; entered++) {
        snprintf(keys[entered], sizeof keys[entered], "k%d", (int)entered);
        if (lookup_add(lookup, keys[entered], entered, NULL) != STATUS_OK)
            break;
    }
    mem_fail_at(0);
    assert_true(entered > 5 && entered < 64);
    for (int32_t i = 0; i < entered; i++)
        assert_int_equal(lookup_find(lookup, keys[i]), i);
    assert_int_equal(lookup_find(lookup, keys[entered]), -1);
    assert_ok(lookup_add(lookup, keys[entered], entered, NULL));
    assert_int_equal(lookup_find(lookup, keys[entered]), entered);
    lookup_free(lookup);
}
