#include <stdio.h>

#include "model/audit/certify.h"
#include "model/audit/worth_duration.h"
#include "tests/agreement.h"
#include "tests/brute_bound.h"
#include "tests/check.h"

/* Slots of all sessions, each twice: where blurred plans may come out too high. */
static double steps_of(const Clinic *clinic)
{
    double steps = 0;

    for (int32_t s = 0; s < clinic->sessions.rows; s++)
        steps += 2.0 * (clinic->sessions.end[s] - clinic->sessions.start[s]) /
                 clinic->horizon.slot_min[0];
    return steps;
}

/* What is proven for a claim is the exact bound, or too high by as little as it says and no higher
 * than the claim. True if the roughest bound is not the exact one. */
static bool blurs_as_it_says(const Trial *trial, const Schedule *prices, double exact)
{
    const double room = steps_of(trial->clinic), slack = 1e-9 * fmax(1, fabs(exact));
    double rough = 0, close = 0, claimed = 0, claim;

    if (isinf(exact))
        return false;
    assert_ok(certify_bound(trial->clinic, trial->chances, prices, INFINITY, &rough));
    assert_ok(certify_bound(trial->clinic, trial->chances, prices, NAN, &close));
    claim = exact + 0.1 * (rough - exact);
    assert_ok(certify_bound(trial->clinic, trial->chances, prices, claim, &claimed));
    if (!(rough >= exact - slack && rough <= exact + room * 1e-3 + slack))
        trial_fail(trial, prices, "exactly %.17g, with 1e-3 %.17g", exact, rough);
    if (!(close >= exact - slack && close <= exact + room * 1e-4 + slack))
        trial_fail(trial, prices, "exactly %.17g, with 1e-4 %.17g", exact, close);
    if (!(claimed >= exact - slack && claimed <= claim + 1e-6 * fmax(1, fabs(claimed))))
        trial_fail(trial, prices, "exactly %.17g, for %.17g %.17g", exact, claim, claimed);
    return rough > exact + slack;
}

/* Both readings of the bound say the same. */
static bool is_same(double bound, double literal)
{
    return fabs(bound - literal) <= 1e-9 * fmax(1, fabs(literal)) ||
           (isinf(bound) && bound == literal);
}

TEST(no_prices_prove_less_than_the_best_schedule_and_all_readings_agree)
{
    static BruteCase it;
    int64_t optima = 0, bounds = 0, unread = 0, blurred = 0;

    for (uint64_t seed = 0; seed < trial_count(300); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 11);
        bool searched = trial_search(trial);

        it = (BruteCase){.clinic = trial->clinic, .chances = trial->chances};
        for (int i = 0; i < 3; i++) {
            Schedule *prices = brute_multipliers(&it, &random);
            double bound = 0, literal = brute_bound(trial->clinic, trial->chances, prices);

            assert_ok(certify_bound(trial->clinic, trial->chances, prices, -INFINITY, &bound));
            if (!isnan(literal) && !is_same(bound, literal))
                trial_fail(trial, prices, "bound %.17g, by the letter %.17g", bound, literal);
            if (searched && trial->best && bound < trial->optimum.worth)
                trial_fail(trial, prices, "bound %.17g, but the best is worth %.17g", bound,
                           trial->optimum.worth);
            blurred += blurs_as_it_says(trial, prices, bound);
            optima += searched && trial->best;
            bounds++;
            unread += isnan(literal);
            schedule_free(prices);
        }
        trial_end(trial);
    }
    printf("%lld bounds agree, %lld have too many plans, %lld are not below the optimum, "
           "%lld can be blurred\n",
           (long long)(bounds - unread), (long long)unread, (long long)optima, (long long)blurred);
    assert_true(unread * 100 <= bounds);
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
