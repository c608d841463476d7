#include "model/catalog/groups.h"

#include "tests/check.h"

TEST(items_stand_under_their_key_in_their_order)
{
    const int32_t key[] = {1, 0, 1, -1, 1};
    Groups groups = {0};

    assert_ok(groups_init(&groups, key, 5, 3));
    assert_int_equal(groups.begin[1] - groups.begin[0], 1);
    assert_int_equal(groups.begin[2] - groups.begin[1], 3);
    assert_int_equal(groups.begin[3] - groups.begin[2], 0);
    assert_int_equal(groups.items[groups.begin[1]], 0);
    assert_int_equal(groups.items[groups.begin[1] + 1], 2);
    assert_int_equal(groups.items[groups.begin[1] + 2], 4);
    groups_clear(&groups);
}

TEST(an_item_of_two_keys_stands_under_both_and_once_under_equal_ones)
{
    const int32_t first[] = {0, 1}, second[] = {1, 1};
    Groups groups = {0};

    assert_ok(groups_init_pairs(&groups, first, second, 2, 2));
    assert_int_equal(groups.begin[1] - groups.begin[0], 1);
    assert_int_equal(groups.begin[2] - groups.begin[1], 2);
    groups_clear(&groups);
}
