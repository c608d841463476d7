#include "solver/pattern/delay.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/planning.h"

static const Grain finest = {.most = 1 << 20};

static double run(Delay *delay, Planning *planning, const Grain *grain, double *hard,
                  double *overlaps)
{
    double soft;

    planning_reset(planning);
    assert_ok(delay_run(delay, &planning->rules, grain, planning->kinds, planning->n, hard, &soft,
                        overlaps));
    return soft;
}

TEST(the_best_plan_is_the_best_of_all_plans_with_all_that_delays_cost)
{
    Random random = random_stream(1, 1);
    Durations durations = {0};
    Delay *delay = NULL;
    int32_t impossible = 0, free = 0;

    assert_ok(delay_new(&delay));
    for (int32_t i = 0; i < 3000; i++) {
        Planning planning = {.delays = true};
        double hard, overlaps, best, sum, without;

        planning_draw(&planning, &durations, &random);
        planning_brute(&planning, &best, &sum);
        run(delay, &planning, &finest, &hard, &overlaps);
        if (best > -INFINITY) {
            assert_near(hard, best, 1e-8);
            planning.delays = false;
            planning_brute(&planning, &without, &sum);
            free += without <= best + 1e-9;
        } else {
            assert_true(isinf(hard) && hard < 0);
            impossible++;
        }
    }
    assert_true(impossible > 10 && impossible < 1500);
    assert_true(free > 100 && free < 2500); /* delays matter, but not always */
    delay_free(delay);
    durations_clear(&durations);
}

TEST(taking_labels_for_one_another_only_raises_the_worth)
{
    const Grain grains[] = {{1, 0, 0}, {2, 0.1, 0.3}, {4, 0, 0.5}, {1 << 20, 0.05, 0.05}};
    Random random = random_stream(2, 1);
    Durations durations = {0};
    Delay *delay = NULL;
    int32_t raised = 0;

    assert_ok(delay_new(&delay));
    for (int32_t i = 0; i < 2000; i++) {
        Planning planning = {.delays = true};
        double hard, overlaps, best, sum;

        planning_draw(&planning, &durations, &random);
        planning_brute(&planning, &best, &sum);
        for (size_t g = 0; g < sizeof grains / sizeof *grains && best > -INFINITY; g++) {
            run(delay, &planning, &grains[g], &hard, &overlaps);
            assert_true(hard >= best - 1e-8);
            if (g == 3) /* a blur at each of few steps */
                assert_true(hard <= best + 2 * PLANNING_SLOTS * grains[g].blur + 1e-8);
            raised += hard > best + 1e-8;
        }
    }
    assert_true(raised > 0);
    delay_free(delay);
    durations_clear(&durations);
}

/* How the smooth worth changes with one number. */
static double change(Delay *delay, Planning *planning, double *number)
{
    const double step = 1e-6;
    double kept = *number, hard, overlaps, up, down;

    *number = kept + step;
    up = run(delay, planning, &finest, &hard, &overlaps);
    *number = kept - step;
    down = run(delay, planning, &finest, &hard, &overlaps);
    *number = kept;
    return (up - down) / (2 * step);
}

TEST(the_parts_of_a_plan_are_the_derivatives_of_its_smooth_worth)
{
    Random random = random_stream(3, 1);
    Durations durations = {0};
    Delay *delay = NULL;

    assert_ok(delay_new(&delay));
    for (int32_t round = 0; round < 100; round++) {
        Planning planning = {.delays = true};
        double hard, overlaps, inner, last, charged;

        planning_draw(&planning, &durations, &random);
        if (isinf(run(delay, &planning, &finest, &hard, &overlaps)))
            continue;
        assert_near(overlaps, -change(delay, &planning, &planning.rules.overlap_price), 1e-4);
        for (int32_t i = 0; i < planning.n; i++)
            for (int32_t v = 0; v < PLANNING_SLOTS; v++) {
                PathKind *kind = &planning.kinds[i];

                if (kind->hard_last[v] == -INFINITY)
                    continue;
                run(delay, &planning, &finest, &hard, &overlaps);
                inner = kind->inner[v];
                last = kind->last[v];
                charged = kind->charged[v];
                assert_near(last, change(delay, &planning, &kind->soft_last[v]), 1e-4);
                assert_near(charged, -change(delay, &planning, &kind->cost[v]), 1e-4);
                if (planning.items[i].reserve < 0)
                    assert_near(inner, change(delay, &planning, &kind->soft_inner[v]), 1e-4);
            }
    }
    delay_free(delay);
    durations_clear(&durations);
}

enum { SECONDS = sizeof((Planning *)0)->seconds / sizeof(double) };

/* How often kinds start as seconds at each price for units. */
typedef struct Parts {
    Planning *planning;
    double sum[SECONDS];
} Parts;

static void add_part(void *context, int32_t kind, int32_t slot, int32_t holding, int32_t rest,
                     double part)
{
    Parts *parts = context;
    const double *price = planning_second(parts->planning, kind, slot, holding, rest);

    parts->sum[price - &parts->planning->seconds[0][0][0][0][0]] += part;
}

TEST(the_parts_of_seconds_are_the_derivatives_by_what_they_pay_beside_others)
{
    Random random = random_stream(6, 1);
    Durations durations = {0};
    Delay *delay = NULL;
    int32_t some = 0;

    assert_ok(delay_new(&delay));
    for (int32_t round = 0; round < 200; round++) {
        Planning planning = {.delays = true};
        Parts parts = {.planning = &planning};
        double hard, overlaps, all = 0, *price = &planning.seconds[0][0][0][0][0];

        planning_draw(&planning, &durations, &random);
        if (!planning.rules.second || isinf(run(delay, &planning, &finest, &hard, &overlaps)))
            continue;
        delay_seconds(delay, 0, add_part, &parts);
        for (int32_t i = 0; i < SECONDS; i++) {
            all += parts.sum[i];
            if (parts.sum[i] < 0.01)
                continue;
            assert_near(parts.sum[i], -change(delay, &planning, price + i), 1e-4);
            some++;
        }
        assert_near(all, overlaps, 1e-9);
    }
    assert_true(some > 100);
    delay_free(delay);
    durations_clear(&durations);
}

TEST(potentials_grow_from_nothing_to_the_best_plan)
{
    Random random = random_stream(4, 1);
    Durations durations = {0};
    Delay *delay = NULL;

    assert_ok(delay_new(&delay));
    for (int32_t i = 0; i < 300; i++) {
        double arrive[PLANNING_SLOTS + 1], depart[PLANNING_SLOTS + 1], hard, overlaps;
        Planning planning = {.delays = true};

        planning_draw(&planning, &durations, &random);
        if (isinf(run(delay, &planning, &finest, &hard, &overlaps)))
            continue;
        delay_potentials(delay, arrive, depart);
        assert_near(arrive[0], 0, 0);
        for (int32_t v = 0; v <= PLANNING_SLOTS; v++)
            assert_true(isfinite(arrive[v]) && isfinite(depart[v]));
        assert_true(delay_work(delay) > 0);
    }
    delay_free(delay);
    durations_clear(&durations);
}

TEST(running_out_of_memory_leaves_delays_that_can_be_used)
{
    Random random = random_stream(5, 1);
    Durations durations = {0};
    Status status = STATUS_NO_MEMORY;
    Delay *delay = NULL;
    double hard, soft, overlaps;
    Planning planning = {.delays = true};

    planning_draw(&planning, &durations, &random);
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 60);
        planning_reset(&planning);
        mem_fail_at(n);
        status = delay ? STATUS_OK : delay_new(&delay);
        if (status == STATUS_OK)
            status = delay_run(delay, &planning.rules, &finest, planning.kinds, planning.n, &hard,
                               &soft, &overlaps);
        mem_fail_at(0);
    }
    delay_free(delay);
    durations_clear(&durations);
}
