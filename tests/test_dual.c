#include "solver/pattern/dual.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/generated.h"

/* The dual of a clinic, with prices around those to begin with. */
typedef struct Yard {
    Clinic *clinic;
    Chances *chances;
    Catalog *catalog;
    Dual *dual;
    double *price, *slope;
    double hard, soft;
} Yard;

/* Takes clinic and chances over. */
static Yard yard_of(Clinic *clinic, Chances *chances)
{
    Yard yard = {.clinic = clinic, .chances = chances};

    assert_ok(catalog_new(clinic, chances, &yard.catalog));
    assert_ok(dual_new(yard.catalog, true, &yard.dual));
    yard.price = MEM_NEW(double, yard.dual->size);
    yard.slope = MEM_NEW(double, yard.dual->size);
    assert_true(yard.price && yard.slope);
    return yard;
}

static void yard_clear(Yard *yard)
{
    mem_free(yard->price);
    mem_free(yard->slope);
    dual_free(yard->dual);
    catalog_free(yard->catalog);
    chances_free(yard->chances);
    clinic_free(yard->clinic);
}

static Yard random_yard(uint64_t seed, unsigned features, bool idle)
{
    Clinic *clinic = random_clinic(seed, features);

    if (!idle)
        clinic->rules.idle_cost_per_min = 0;
    return yard_of(clinic, random_chances(clinic, seed, features));
}

static void draw(Yard *yard, Random *random)
{
    dual_start(yard->dual, yard->price);
    for (int64_t i = 0; i < yard->dual->size; i++)
        yard->price[i] += dual_scale(yard->dual) * (random_unit(random) - 0.3);
    for (int64_t i = yard->dual->first_unit; i < yard->dual->size; i++)
        yard->price[i] = fabs(yard->price[i]) + 0.01;
}

static double value(Yard *yard, double heat, int threads)
{
    assert_ok(
        dual_value(yard->dual, yard->price, heat, threads, &yard->hard, &yard->soft, yard->slope));
    return yard->soft;
}

/* The smooth value credits the mean idle time saved in a group of requests: there is none here. */
TEST(the_smooth_value_is_above_the_bound_and_nears_it_in_the_cold)
{
    for (uint64_t seed = 0; seed < trial_count(100); seed++) {
        Yard yard = random_yard(seed, RANDOM_EVERYTHING, false);
        Random random = random_stream(seed, 3);
        double warm, cold;

        draw(&yard, &random);
        warm = value(&yard, 1, 1);
        if (yard.hard > -INFINITY) {
            assert_true(warm >= yard.hard - 1e-6);
            cold = value(&yard, 0.001, 1);
            assert_true(cold >= yard.hard - 1e-6);
            assert_true(cold <= warm + 1e-6);
            assert_near(cold, yard.hard, 0.2 + 1e-3 * fabs(yard.hard));
        }
        yard_clear(&yard);
    }
}

/* Which members a shared visit has does not change smoothly: there are none here. */
TEST(the_slope_is_the_derivative_of_the_smooth_value)
{
    const double step = 1e-3;

    for (uint64_t seed = 0; seed < trial_count(60); seed++) {
        Yard yard = random_yard(seed, RANDOM_EVERYTHING & ~(unsigned)RANDOM_GROUP, true);
        Random random = random_stream(seed, 4);

        draw(&yard, &random);
        value(&yard, 1, 1);
        for (int64_t i = 0; i < yard.dual->size && yard.hard > -INFINITY;
             i += 1 + random_below(&random, 20)) {
            double kept = yard.price[i], slope, up, down;

            value(&yard, 1, 1);
            slope = yard.slope[i];
            yard.price[i] = kept + step;
            up = value(&yard, 1, 1);
            yard.price[i] = kept - step;
            down = value(&yard, 1, 1);
            yard.price[i] = kept;
            assert_near(slope, (up - down) / (2 * step), 1e-3);
        }
        yard_clear(&yard);
    }
}

TEST(any_number_of_threads_finds_the_same_to_the_last_bit)
{
    Clinic *clinic = generated("small", 3);
    Chances *chances = NULL;
    Random random = random_stream(1, 1);
    double *alone, hard, soft;
    Yard yard;

    assert_ok(chances_new(clinic, &chances));
    yard = yard_of(clinic, chances);
    alone = MEM_NEW(double, yard.dual->size);
    assert_non_null(alone);
    draw(&yard, &random);
    value(&yard, 0.3, 1);
    hard = yard.hard;
    soft = yard.soft;
    memcpy(alone, yard.slope, (size_t)yard.dual->size * sizeof *alone);
    for (int threads = 2; threads <= 8; threads *= 4) {
        value(&yard, 0.3, threads);
        assert_near(yard.hard, hard, 0);
        assert_near(yard.soft, soft, 0);
        assert_memory_equal(yard.slope, alone, (size_t)yard.dual->size * sizeof *alone);
    }
    mem_free(alone);
    yard_clear(&yard);
}

TEST(running_out_of_memory_leaves_nothing_behind)
{
    Yard yard = random_yard(2, RANDOM_EVERYTHING, true);
    Status status = STATUS_NO_MEMORY;
    Dual *dual = NULL;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 2000);
        assert_null(dual);
        mem_fail_at(n);
        status = dual_new(yard.catalog, true, &dual);
        mem_fail_at(0);
    }
    dual_free(dual);
    status = STATUS_NO_MEMORY;
    for (int64_t n = 1; status != STATUS_OK; n++) {
        mem_fail_at(n);
        status = dual_value(yard.dual, yard.price, 1, 1, &yard.hard, &yard.soft, yard.slope);
        mem_fail_at(0);
    }
    yard_clear(&yard);
}
