#include <stdio.h>

#include "model/audit/certify.h"
#include "model/audit/worth_duration.h"
#include "tests/agreement.h"
#include "tests/brute_bound.h"
#include "tests/check.h"

TEST(no_prices_prove_less_than_the_best_schedule_and_all_readings_agree)
{
    static BruteCase it;
    int64_t optima = 0, bounds = 0;

    for (uint64_t seed = 0; seed < trial_count(300); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 11);
        bool searched = trial_search(trial);

        it = (BruteCase){.clinic = trial->clinic, .chances = trial->chances};
        for (int i = 0; i < 3; i++) {
            Schedule *prices = brute_multipliers(&it, &random);
            double bound = 0, literal = brute_bound(trial->clinic, trial->chances, prices);

            assert_ok(certify_bound(trial->clinic, trial->chances, prices, &bound));
            if (!(fabs(bound - literal) <= 1e-9 * fmax(1, fabs(literal))) &&
                !(isinf(bound) && bound == literal))
                trial_fail(trial, prices, "bound %.17g, by the letter %.17g", bound, literal);
            if (searched && trial->best && bound < trial->optimum.worth)
                trial_fail(trial, prices, "bound %.17g, but the best is worth %.17g", bound,
                           trial->optimum.worth);
            optima += searched && trial->best;
            bounds++;
            schedule_free(prices);
        }
        trial_end(trial);
    }
    printf("%lld bounds agree, %lld are not below the optimum\n", (long long)bounds,
           (long long)optima);
}

TEST(no_law_of_minutes_has_a_mean_half_a_minute_below_the_plan)
{
    for (int32_t planned = 5; planned <= 320; planned *= 2)
        for (double cv = 0.01; cv <= 10; cv *= 1.7) {
            Duration duration;

            assert_ok(duration_init(&duration, planned, cv));
            assert_true(duration.mean >= planned - 0.5);
            duration_clear(&duration);
        }
}
