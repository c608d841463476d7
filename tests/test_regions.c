#include "solver/pattern/regions.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/copies.h"
#include "tests/generated.h"

static const DescentLimits easy = {.first_heat = 0.01,
                                   .last_heat = 0.001,
                                   .steps = 15,
                                   .deadline_s = INFINITY,
                                   .threads = 2,
                                   .factor = 3};

/* A clinic with its dual. */
typedef struct Yard {
    Clinic *clinic;
    Chances *chances;
    Catalog *catalog;
    Dual *dual;
    double *price; /* where every descent begins */
} Yard;

static Yard yard_of(Clinic *clinic)
{
    Yard yard = {.clinic = clinic};

    assert_ok(chances_new(clinic, &yard.chances));
    assert_ok(catalog_new(clinic, yard.chances, &yard.catalog));
    assert_ok(dual_new(yard.catalog, false, &yard.dual));
    yard.price = MEM_NEW(double, yard.dual->size);
    assert_non_null(yard.price);
    dual_start(yard.dual, yard.price);
    return yard;
}

static void yard_clear(Yard *yard)
{
    mem_free(yard->price);
    dual_free(yard->dual);
    catalog_free(yard->catalog);
    chances_free(yard->chances);
    clinic_free(yard->clinic);
}

static double bound_at(const Yard *yard, const double *price)
{
    double *slope = MEM_NEW(double, yard->dual->size), hard, soft;

    assert_non_null(slope);
    assert_ok(dual_value(yard->dual, price, 1, 1, &hard, &soft, slope));
    mem_free(slope);
    return hard;
}

/* What one clinic finds by itself is what each of its copies finds: every price has come to its
 * place. */
static void check_copies(const char *recipe, const char *const *settings, int32_t copies)
{
    Yard one = yard_of(generated_with(recipe, 3, settings));
    Yard many = yard_of(copies_of(one.clinic, copies));
    Descent descent = {0};
    bool found = false;

    assert_ok(descent_init(&descent, one.dual));
    assert_ok(descent_run(&descent, &easy));
    assert_ok(regions_price(many.dual, &easy, 0, many.price, &found));
    assert_true(found);
    assert_true(many.dual->work > 0);
    assert_near(bound_at(&many, many.price), copies * descent.bound, 1e-6 * copies);
    descent_clear(&descent);
    yard_clear(&many);
    yard_clear(&one);
}

TEST(copies_find_what_one_finds)
{
    static const char *const few[] = {"requests=40", "sites=1", NULL};

    check_copies("small", few, 8);
    check_copies("overbook", few, 9);
    check_copies("features", few, 8);
    check_copies("night", few, 8);
}

/* Ten sites, of which the patients seldom have a choice. */
static Clinic *town(void)
{
    static const char *const settings[] = {"requests=1500", "sites=10", "providers=20", NULL};

    return generated_with("city", 1, settings);
}

TEST(regions_are_a_good_beginning_for_all)
{
    Yard yard = yard_of(town());
    double before = bound_at(&yard, yard.price);
    Descent joined = {0}, plain = {0};
    DescentLimits limits = easy;
    bool found = false;

    assert_ok(descent_init(&joined, yard.dual));
    assert_ok(descent_init(&plain, yard.dual));
    assert_ok(regions_price(yard.dual, &easy, 0, joined.price, &found));
    assert_true(found);
    assert_true(bound_at(&yard, joined.price) < before);
    limits.first_heat = limits.last_heat;
    assert_ok(descent_run(&joined, &limits));
    assert_ok(descent_run(&plain, &limits));
    assert_true(joined.bound < plain.bound);
    descent_clear(&joined);
    descent_clear(&plain);
    yard_clear(&yard);
}

TEST(a_network_that_hangs_together_has_no_regions)
{
    static const char *const settings[] = {"requests=400", NULL};
    static const char *const recipes[] = {"clinic", "network"};

    for (int i = 0; i < 2; i++) {
        Yard yard = yard_of(generated_with(recipes[i], 1, settings));
        double *price = MEM_NEW(double, yard.dual->size);
        bool found = true;

        assert_non_null(price);
        memcpy(price, yard.price, (size_t)yard.dual->size * sizeof *price);
        assert_ok(regions_price(yard.dual, &easy, 0, price, &found));
        assert_false(found);
        assert_memory_equal(price, yard.price, (size_t)yard.dual->size * sizeof *price);
        mem_free(price);
        yard_clear(&yard);
    }
}

TEST(under_a_work_limit_prices_are_the_same_at_1_2_and_8_threads)
{
    double *first = NULL;

    for (int threads = 1; threads <= 8; threads += threads == 1 ? 1 : 6) {
        Yard yard = yard_of(town());
        DescentLimits limits = easy;
        bool found = false;

        limits.threads = threads;
        assert_ok(regions_price(yard.dual, &limits, 40000, yard.price, &found));
        assert_true(found);
        if (!first) {
            first = MEM_NEW(double, yard.dual->size);
            assert_non_null(first);
            memcpy(first, yard.price, (size_t)yard.dual->size * sizeof *first);
        }
        assert_memory_equal(first, yard.price, (size_t)yard.dual->size * sizeof *first);
        yard_clear(&yard);
    }
    mem_free(first);
}

TEST(an_interruption_or_a_late_hour_leaves_prices_as_they_were)
{
    static const volatile int interrupted = 1;

    for (int i = 0; i < 2; i++) {
        Yard yard = yard_of(town());
        double before = bound_at(&yard, yard.price);
        DescentLimits limits = easy;
        bool found = false;

        if (i == 0)
            limits.interrupted = &interrupted;
        else
            limits.deadline_s = 0;
        assert_ok(regions_price(yard.dual, &limits, 0, yard.price, &found));
        assert_true(found);
        assert_near(bound_at(&yard, yard.price), before, 0);
        yard_clear(&yard);
    }
}

TEST(running_out_of_memory_is_a_status)
{
    Yard yard = yard_of(town());
    DescentLimits limits = easy;
    Status status = STATUS_NO_MEMORY;

    limits.threads = 1;
    for (int64_t nth = 1; status != STATUS_OK; nth += 1 + nth / 3) {
        bool found = false;

        mem_fail_at(nth);
        status = regions_price(yard.dual, &limits, 100, yard.price, &found);
        mem_fail_at(0);
        if (status != STATUS_OK)
            assert_int_equal(status, STATUS_NO_MEMORY);
    }
    yard_clear(&yard);
}
