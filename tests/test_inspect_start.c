#include "datasets/inspect/inspect_offer.h"
#include "tests/check.h"

TEST(a_range_holds_its_ends_and_nothing_else)
{
    static const int32_t slots[] = {5, 10, 15, 20, 30};

    for (int s = 0; s < 5; s++) {
        int32_t slot = slots[s];

        for (int32_t low = 0; low <= 1440; low += slot * 7) {
            for (int32_t high = low; high <= 1440; high += slot * 11) {
                StartSet set = starts_range(low, high, slot);

                assert_true(starts_within(&set, low, low, slot));
                assert_true(starts_within(&set, high, high, slot));
                assert_false(starts_within(&set, 0, low - 1, slot));
                assert_false(starts_within(&set, high + 1, 1440, slot));
            }
        }
    }
}

TEST(ranges_that_are_empty_or_off_the_day_hold_nothing)
{
    StartSet empty = starts_range(60, 50, 10), below = starts_range(-30, -10, 10);
    StartSet above = starts_range(1450, 2000, 10), between = starts_range(61, 69, 10);

    assert_false(starts_within(&empty, -1000, 10000, 10));
    assert_false(starts_within(&below, -1000, 10000, 10));
    assert_false(starts_within(&above, -1000, 10000, 10));
    assert_false(starts_within(&between, -1000, 10000, 10));
}

TEST(a_range_is_rounded_inward_to_the_grid)
{
    StartSet set = starts_range(61, 79, 10);

    assert_true(starts_within(&set, 70, 70, 10));
    assert_false(starts_within(&set, 0, 69, 10));
    assert_false(starts_within(&set, 71, 1440, 10));
}

TEST(starts_in_both_are_in_each)
{
    StartSet one = starts_range(0, 600, 5), other = starts_range(590, 1440, 5);
    StartSet both = starts_both(&one, &other);

    assert_true(starts_within(&both, 590, 590, 5));
    assert_true(starts_within(&both, 600, 600, 5));
    assert_false(starts_within(&both, 0, 589, 5));
    assert_false(starts_within(&both, 601, 1440, 5));
}
