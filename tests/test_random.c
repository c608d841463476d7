#include "tests/check.h"

#include "model/base/random.h"

TEST(a_stream_is_the_same_each_time)
{
    Random one = random_stream(42, 7), other = random_stream(42, 7);

    for (int i = 0; i < 100; i++)
        assert_true(random_bits(&one) == random_bits(&other));
}

TEST(streams_of_other_seeds_and_indices_differ)
{
    Random base = random_stream(1, 0), index = random_stream(1, 1), seed = random_stream(2, 0);
    uint64_t first = random_bits(&base);

    assert_true(first != random_bits(&index));
    assert_true(first != random_bits(&seed));
}

/* The first numbers of xoshiro256** from state 1, 2, 3, 4, as its authors' own code gives them. */
TEST(the_generator_is_the_published_one)
{
    Random random = {{1, 2, 3, 4}};

    assert_true(random_bits(&random) == UINT64_C(11520));
    assert_true(random_bits(&random) == UINT64_C(0));
    assert_true(random_bits(&random) == UINT64_C(1509978240));
    assert_true(random_bits(&random) == UINT64_C(1215971899390074240));
}

TEST(below_keeps_its_bound_and_reaches_all)
{
    Random random = random_stream(3, 0);
    int seen[6] = {0};

    for (int i = 0; i < 6000; i++) {
        int32_t roll = random_below(&random, 6);

        assert_in_range(roll, 0, 5);
        seen[roll]++;
    }
    for (int face = 0; face < 6; face++)
        assert_in_range(seen[face], 850, 1150);
    assert_int_equal(random_below(&random, 1), 0);
    assert_in_range(random_below(&random, INT32_MAX), 0, INT32_MAX - 1);
}

TEST(between_includes_both_ends)
{
    Random random = random_stream(4, 0);
    int low = 0, high = 0;

    for (int i = 0; i < 200; i++) {
        int32_t drawn = random_between(&random, -2, 2);

        assert_true(drawn >= -2 && drawn <= 2);
        low += drawn == -2;
        high += drawn == 2;
    }
    assert_true(low > 0 && high > 0);
    assert_int_equal(random_between(&random, 5, 5), 5);
}

TEST(units_lie_in_zero_to_one_and_average_a_half)
{
    Random random = random_stream(5, 0);
    double sum = 0;

    for (int i = 0; i < 10000; i++) {
        double unit = random_unit(&random);

        assert_true(unit >= 0 && unit < 1);
        sum += unit;
    }
    assert_near(sum / 10000, 0.5, 0.02);
}
