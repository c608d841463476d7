#include "tests/check.h"

#include "model/base/memory.h"

TEST(arrays_are_zeroed_and_a_count_of_none_is_valid)
{
    int32_t *numbers = MEM_NEW(int32_t, 1000);
    void *none = mem_array(0, 8);

    assert_non_null(numbers);
    assert_non_null(none);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], 0);
    mem_free(numbers);
    mem_free(none);
    mem_free(NULL);
}

TEST(a_flexible_array_has_its_head)
{
    struct Flexible {
        int64_t head;
        int32_t tail[];
    } *made = mem_flexible(sizeof *made, 3, sizeof made->tail[0]);

    assert_non_null(made);
    made->tail[2] = 7;
    assert_int_equal(made->head, 0);
    mem_free(made);
}

TEST(counts_that_overflow_or_are_negative_are_refused)
{
    assert_null(mem_array(-1, 8));
    assert_string_equal(fault_note(), "out of memory: -1 elements of 8 bytes");
    assert_null(mem_array(INT64_MAX, 16));
    assert_null(mem_flexible(SIZE_MAX, 1, 8));
}

TEST(growing_keeps_what_was_there_and_zeroes_the_rest)
{
    void *array = NULL;
    int32_t capacity = 0;

    for (int32_t n = 1; n <= 1000; n++) {
        assert_ok(mem_grow(&array, &capacity, n, sizeof(int32_t)));
        assert_true(capacity >= n);
        assert_int_equal(((int32_t *)array)[n - 1], 0);
        ((int32_t *)array)[n - 1] = n;
    }
    for (int32_t n = 1; n <= 1000; n++)
        assert_int_equal(((int32_t *)array)[n - 1], n);
    assert_true(capacity < 1600);
    mem_free(array);
}

TEST(growing_to_what_is_there_does_nothing)
{
    void *array = NULL;
    int32_t capacity = 0;

    assert_ok(mem_grow(&array, &capacity, 0, 4));
    assert_null(array);
    assert_ok(mem_grow(&array, &capacity, 5, 4));
    mem_fail_at(1);
    assert_ok(mem_grow(&array, &capacity, capacity, 4));
    mem_fail_at(0);
    mem_free(array);
}

TEST(a_failed_growth_changes_nothing)
{
    void *array = NULL, *before;
    int32_t capacity = 0, had;

    assert_ok(mem_grow(&array, &capacity, 8, 4));
    before = array;
    had = capacity;
    mem_fail_at(1);
    assert_int_equal(mem_grow(&array, &capacity, 1000, 4), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_int_equal(mem_grow(&array, &capacity, (int64_t)INT32_MAX + 1, 4), STATUS_NO_MEMORY);
    assert_ptr_equal(array, before);
    assert_int_equal(capacity, had);
    mem_free(array);
}

TEST(the_nth_allocation_fails_and_no_other)
{
    void *blocks[4];

    mem_fail_at(3);
    for (int i = 0; i < 4; i++)
        blocks[i] = mem_array(1, 1);
    assert_int_equal(mem_count(), 4);
    mem_fail_at(0);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(blocks[i] == NULL, i == 2);
        mem_free(blocks[i]);
    }
}
