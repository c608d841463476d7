#include "datasets/inspect/inspect_group.h"
#include "model/base/memory.h"
#include "tests/check.h"

TEST(rows_stand_in_their_groups_in_row_order)
{
    const int32_t of[] = {2, 0, -1, 2, 7, 0};
    Grouping made = {0};

    assert_ok(grouping_new(of, NULL, 6, 3, &made));
    assert_int_equal(made.begin[0], 0);
    assert_int_equal(made.begin[1], 2);
    assert_int_equal(made.begin[2], 2);
    assert_int_equal(made.begin[3], 4);
    assert_int_equal(made.rows[0], 1);
    assert_int_equal(made.rows[1], 5);
    assert_int_equal(made.rows[2], 0);
    assert_int_equal(made.rows[3], 3);
    grouping_clear(&made);
    assert_null(made.rows);
}

TEST(rows_of_a_group_stand_by_key_and_equal_keys_by_row)
{
    const int32_t of[] = {0, 0, 0, 1, 0};
    const int64_t key[] = {5, -1, 5, 0, 2};
    Grouping made = {0};

    assert_ok(grouping_new(of, key, 5, 2, &made));
    assert_int_equal(made.rows[0], 1);
    assert_int_equal(made.rows[1], 4);
    assert_int_equal(made.rows[2], 0);
    assert_int_equal(made.rows[3], 2);
    assert_int_equal(made.rows[4], 3);
    grouping_clear(&made);
}

TEST(no_rows_and_no_groups_are_fine)
{
    Grouping made = {0};

    assert_ok(grouping_new(NULL, NULL, 0, 0, &made));
    assert_int_equal(made.begin[0], 0);
    grouping_clear(&made);
}

TEST(a_grouping_without_memory_is_not_made)
{
    const int32_t of[] = {0};
    const int64_t key[] = {0};

    for (int64_t nth = 1; nth <= 4; nth++) {
        Grouping made = {0};

        mem_fail_at(nth);
        assert_int_equal(grouping_new(of, key, 1, 1, &made), STATUS_NO_MEMORY);
        mem_fail_at(0);
        assert_null(made.rows);
    }
}
