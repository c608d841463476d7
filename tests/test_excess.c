#include "solver/pattern/excess.h"

#include "tests/check.h"

enum { UNITS = 60, MOST = 400 };

/* The law of work ahead, minute by minute, and its excess over g minutes. */
static double excess_of(const double *chance, int32_t g)
{
    double sum = 0;

    for (int32_t k = g; k < MOST; k++)
        sum += chance[k] * (k - g);
    return sum;
}

static void check_sum(const double *ahead, const double *chance, const DurationLaw *law,
                      int32_t planned)
{
    double sum[UNITS], both[MOST] = {0};

    for (int32_t k = 0; k < MOST; k++)
        for (int32_t d = 0; d <= (law ? law->top_min : planned) && k + d < MOST; d++)
            both[k + d] += chance[k] * (law ? law->chance[d] : d == planned);
    excess_add(ahead, law, planned, 3, UNITS, sum);
    for (int32_t g = 3; g < UNITS; g++)
        assert_near(sum[g], excess_of(both, g), 1e-6);
}

TEST(a_service_adds_to_the_work_ahead)
{
    double chance[MOST] = {0}, ahead[UNITS];
    Durations durations = {0};
    const DurationLaw *law;

    assert_ok(durations_add(&durations, 20, 0.4, &law));
    chance[0] = 0.3;
    chance[7] = 0.5;
    chance[25] = 0.2;
    for (int32_t g = 0; g < UNITS; g++)
        ahead[g] = excess_of(chance, g);
    check_sum(ahead, chance, law, 20);
    check_sum(ahead, chance, NULL, 20);
    for (int32_t k = 0; k < MOST; k++)
        chance[k] = k == 0;
    check_sum(NULL, chance, law, 20);
    check_sum(NULL, chance, NULL, 20);
    durations_clear(&durations);
}

TEST(excesses_compare_at_every_gap)
{
    const double a[] = {3, 2, 1, 0}, b[] = {3.5, 2, 1, 0}, c[] = {2.5, 2.2, 0.5, 0};

    assert_true(excess_below(NULL, a, 4) && excess_below(NULL, NULL, 4));
    assert_false(excess_below(a, NULL, 4));
    assert_true(excess_below(a, b, 4) && excess_below(a, a, 4));
    assert_false(excess_below(b, a, 4));
    assert_false(excess_below(a, c, 4) || excess_below(c, a, 4));
}
