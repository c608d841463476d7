#include "solver/pattern/curve.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/check.h"

enum { LONG = 200000, STEPS = 25 };

/* A vector of numbers in [low, low + 1). */
static double *draw(Random *random, int64_t n, double low)
{
    double *numbers = MEM_NEW(double, n);

    assert_non_null(numbers);
    for (int64_t i = 0; i < n; i++)
        numbers[i] = low + random_unit(random);
    return numbers;
}

static Curve curve_of(int64_t n, int threads)
{
    Curve curve;

    assert_ok(curve_init(&curve, n, threads));
    for (int64_t i = 0; i < n; i++)
        curve.firm[i] = (double)(i % 3 + 1);
    return curve;
}

/* Teaches @p steps random steps of a function whose slope is bend x price; *@p moved and *@p turned
 * receive the last. */
static void teach(Curve *curve, const double *bend, int32_t steps, double *moved, double *turned)
{
    Random random = random_stream(3, 1);
    int64_t n = curve->n;

    for (int32_t k = 0; k < steps; k++) {
        double *price = draw(&random, n, 0), *next = draw(&random, n, 0);
        double *slope = MEM_NEW(double, n), *next_slope = MEM_NEW(double, n);

        assert_true(slope && next_slope);
        for (int64_t i = 0; i < n; i++) {
            slope[i] = bend[i] * price[i];
            next_slope[i] = bend[i] * next[i];
            moved[i] = next[i] - price[i];
            turned[i] = next_slope[i] - slope[i];
        }
        assert_ok(curve_learn(curve, price, next, slope, next_slope));
        mem_free(price);
        mem_free(next);
        mem_free(slope);
        mem_free(next_slope);
    }
}

TEST(while_nothing_is_learnt_the_way_is_shortened_by_firmness)
{
    Curve curve = curve_of(4, 1);
    double way[] = {6, 6, 6, -6};

    assert_ok(curve_turn(&curve, way, 0.5));
    assert_near(way[0], 3, 0);
    assert_near(way[1], 1.5, 0);
    assert_near(way[2], 1, 0);
    assert_near(way[3], -3, 0);
    curve_clear(&curve);
}

/* What a change of slope is turned into is the step that made it: the secant equation. */
static void check_secant(int64_t n, int32_t steps, double ratio)
{
    Random random = random_stream(7, 1);
    Curve curve = curve_of(n, 2);
    double *bend = draw(&random, n, 0.5), *moved = draw(&random, n, 0),
           *turned = draw(&random, n, 0);

    teach(&curve, bend, steps, moved, turned);
    assert_int_equal(curve.count, steps < CURVE_MEMORY ? steps : CURVE_MEMORY);
    curve_scale(&curve, ratio);
    for (int64_t i = 0; i < n; i++)
        turned[i] *= ratio;
    assert_ok(curve_turn(&curve, turned, 1));
    for (int64_t i = 0; i < n; i++)
        assert_near(turned[i], moved[i], 1e-9);
    mem_free(bend);
    mem_free(moved);
    mem_free(turned);
    curve_clear(&curve);
}

TEST(the_last_step_is_known_exactly)
{
    check_secant(5, 1, 1);
    check_secant(50, 3, 1);
    check_secant(50, STEPS, 1);
    check_secant(LONG, 4, 1);
}

TEST(what_is_learnt_is_scaled)
{
    check_secant(50, 3, 2);
    check_secant(50, STEPS, 0.25);
}

TEST(a_step_along_which_the_slope_falls_teaches_nothing)
{
    Curve curve = curve_of(2, 1);
    const double from[] = {0, 0}, to[] = {1, 1}, slope[] = {1, 1}, less[] = {0, 0.5};
    double way[] = {1, 2};

    assert_ok(curve_learn(&curve, from, to, slope, less));
    assert_int_equal(curve.count, 0);
    assert_ok(curve_learn(&curve, from, to, less, slope));
    assert_int_equal(curve.count, 1);
    curve_forget(&curve);
    assert_ok(curve_turn(&curve, way, 1));
    assert_near(way[0], 1, 0);
    assert_near(way[1], 1, 0);
    curve_clear(&curve);
}

TEST(the_way_is_the_same_on_any_number_of_threads)
{
    double *ways[2];

    for (int t = 0; t < 2; t++) {
        Random random = random_stream(9, 1);
        Curve curve = curve_of(LONG, t == 0 ? 1 : 8);
        double *bend = draw(&random, LONG, 0.5), *moved = draw(&random, LONG, 0);
        double *turned = draw(&random, LONG, 0);

        ways[t] = draw(&random, LONG, -0.5);
        teach(&curve, bend, 5, moved, turned);
        assert_ok(curve_turn(&curve, ways[t], 1));
        mem_free(bend);
        mem_free(moved);
        mem_free(turned);
        curve_clear(&curve);
    }
    assert_memory_equal(ways[0], ways[1], LONG * sizeof(double));
    mem_free(ways[0]);
    mem_free(ways[1]);
}

TEST(without_memory_there_is_no_curve)
{
    for (int64_t at = 1; at <= 2 + 2 * CURVE_MEMORY; at++) {
        Curve curve;

        mem_fail_at(at);
        assert_int_equal(curve_init(&curve, 10, 1), STATUS_NO_MEMORY);
        mem_fail_at(0);
        curve_clear(&curve);
    }
}
