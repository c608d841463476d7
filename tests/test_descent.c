#include "solver/pattern/descent.h"

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "tests/agreement.h"
#include "tests/check.h"

static const DescentLimits easy = {.first_heat = 0.1,
                                   .last_heat = 0.003,
                                   .steps = 8,
                                   .deadline_s = INFINITY,
                                   .threads = 1,
                                   .factor = 2};

/* A trial with its dual. */
typedef struct Yard {
    Trial *trial;
    Catalog *catalog;
    Dual *dual;
    Descent descent;
} Yard;

static Yard yard_of(uint64_t seed)
{
    Yard yard = {.trial = trial_begin(seed)};

    assert_ok(catalog_new(yard.trial->clinic, yard.trial->chances, &yard.catalog));
    assert_ok(dual_new(yard.catalog, true, &yard.dual));
    assert_ok(descent_init(&yard.descent, yard.dual));
    return yard;
}

static void yard_clear(Yard *yard)
{
    descent_clear(&yard->descent);
    dual_free(yard->dual);
    catalog_free(yard->catalog);
    trial_end(yard->trial);
}

TEST(the_bound_sinks_but_never_below_the_best_schedule)
{
    int32_t searched = 0;

    for (uint64_t seed = 0; seed < trial_count(100); seed++) {
        Yard yard = yard_of(seed);
        DescentLimits once = easy;
        double first, hard, soft;
        double *slope = MEM_NEW(double, yard.dual->size);

        assert_non_null(slope);
        once.values = 1;
        assert_ok(descent_run(&yard.descent, &once));
        assert_int_equal(yard.dual->values, 1);
        first = yard.descent.bound;
        assert_ok(descent_run(&yard.descent, &easy));
        assert_true(yard.descent.bound <= first);
        assert_false(yard.descent.late);
        assert_ok(dual_value(yard.dual, yard.descent.best, 1, 1, &hard, &soft, slope));
        assert_true(hard <= yard.descent.bound && hard >= yard.descent.bound);
        for (int64_t i = yard.dual->first_unit; i < yard.dual->size; i++)
            assert_true(yard.descent.best[i] >= 0);
        if (trial_search(yard.trial) && yard.trial->best) {
            searched++;
            if (yard.descent.bound <
                yard.trial->optimum.worth - 1e-9 * fmax(1, fabs(yard.trial->optimum.worth)))
                trial_fail(yard.trial, NULL, "bound %.17g, but the best is worth %.17g",
                           yard.descent.bound, yard.trial->optimum.worth);
        }
        mem_free(slope);
        yard_clear(&yard);
    }
    assert_true(searched > 0);
}

TEST(limits_end_it_after_one_evaluation_at_least)
{
    static const volatile int interrupted = 1;
    Yard yard = yard_of(4);
    DescentLimits limits = easy;

    limits.interrupted = &interrupted;
    assert_ok(descent_run(&yard.descent, &limits));
    assert_int_equal(yard.dual->values, 1);
    assert_true(yard.descent.bound < INFINITY);
    limits = easy;
    limits.deadline_s = clock_now_s() - 1;
    assert_ok(descent_run(&yard.descent, &limits));
    assert_int_equal(yard.dual->values, 2);
    assert_true(yard.descent.late);
    yard_clear(&yard);
}

/* Prices of one request on one date at one site. */
TEST(a_coarse_descent_moves_the_starts_of_a_date_as_one)
{
    DescentLimits coarse = easy;
    int32_t pairs = 0;

    coarse.coarse = true;
    for (uint64_t seed = 0; seed < 20; seed++) {
        Yard yard = yard_of(seed);
        const Market *market = yard.dual->market;
        double *begin = MEM_NEW(double, yard.dual->size);

        assert_non_null(begin);
        dual_start(yard.dual, begin);
        assert_ok(descent_run(&yard.descent, &coarse));
        for (int32_t b = 1; b < market->n_buckets; b++) {
            const Bucket *one = &market->buckets[b - 1], *other = &market->buckets[b];

            if (one->start < 0 || one->request != other->request || one->date != other->date ||
                one->site != other->site)
                continue;
            assert_near(yard.descent.price[b] - begin[b], yard.descent.price[b - 1] - begin[b - 1],
                        1e-6);
            pairs++;
        }
        mem_free(begin);
        yard_clear(&yard);
    }
    assert_true(pairs > 0);
}

TEST(running_out_of_memory_is_said)
{
    Yard yard = yard_of(0);
    DescentLimits once = easy;
    Status status = STATUS_NO_MEMORY;
    Descent descent;

    once.values = 3;
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 2000);
        mem_fail_at(n);
        status = descent_init(&descent, yard.dual);
        if (status == STATUS_OK)
            status = descent_run(&descent, &once);
        mem_fail_at(0);
        descent_clear(&descent);
    }
    yard_clear(&yard);
}
