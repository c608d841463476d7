#include "solver/pattern/delay.h"

#include "tests/check.h"
#include "tests/search.h"

static const Grain finest = {.most = 1 << 20};

/* What a search works in. */
typedef struct Room {
    Delay *delay; /* NULL: not made yet */
    Grain grain;
} Room;

static Status run(void *context, Planning *planning, double *hard, double *soft, double *overlaps)
{
    Room *room = context;
    Status status = STATUS_OK;

    if (!room->delay)
        TRY(delay_new(&room->delay));
    TRY(delay_run(room->delay, &planning->rules, &room->grain, planning->kinds, planning->n, hard,
                  soft, overlaps));
done:
    return status;
}

static Search search_in(Room *room)
{
    return (Search){.run = run, .room = room, .delays = true, .step = 1e-6};
}

TEST(the_best_plan_is_the_best_of_all_plans_with_all_that_delays_cost)
{
    Random random = random_stream(1, 1);
    Durations durations = {0};
    Room room = {.grain = finest};
    Search search = search_in(&room);
    int32_t impossible = 0, free = 0;

    for (int32_t i = 0; i < 3000; i++) {
        Planning planning = {.delays = true};
        double hard, overlaps, best, sum, without;

        planning_draw(&planning, &durations, &random);
        planning_brute(&planning, &best, &sum);
        search_run(&search, &planning, &hard, &overlaps);
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
    delay_free(room.delay);
    durations_clear(&durations);
}

TEST(taking_labels_for_one_another_only_raises_the_worth)
{
    const Grain grains[] = {{1, 0, 0}, {2, 0.1, 0.3}, {4, 0, 0.5}, {1 << 20, 0.05, 0.05}};
    Random random = random_stream(2, 1);
    Durations durations = {0};
    Room room = {.grain = finest};
    Search search = search_in(&room);
    int32_t raised = 0;

    for (int32_t i = 0; i < 2000; i++) {
        Planning planning = {.delays = true};
        double hard, overlaps, best, sum;

        planning_draw(&planning, &durations, &random);
        planning_brute(&planning, &best, &sum);
        for (size_t g = 0; g < sizeof grains / sizeof *grains && best > -INFINITY; g++) {
            room.grain = grains[g];
            search_run(&search, &planning, &hard, &overlaps);
            assert_true(hard >= best - 1e-8);
            if (g == 3) /* a blur at each of few steps */
                assert_true(hard <= best + 2 * PLANNING_SLOTS * grains[g].blur + 1e-8);
            raised += hard > best + 1e-8;
        }
    }
    assert_true(raised > 0);
    delay_free(room.delay);
    durations_clear(&durations);
}

TEST(the_parts_of_a_plan_are_the_derivatives_of_its_smooth_worth)
{
    Random random = random_stream(3, 1);
    Room room = {.grain = finest};
    Search search = search_in(&room);

    search_check_parts(&search, &random, 100);
    delay_free(room.delay);
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
    Room room = {.grain = finest};
    Search search = search_in(&room);
    int32_t some = 0;

    for (int32_t round = 0; round < 200; round++) {
        Planning planning = {.delays = true};
        Parts parts = {.planning = &planning};
        double hard, overlaps, all = 0, *price = &planning.seconds[0][0][0][0][0];

        planning_draw(&planning, &durations, &random);
        if (!planning.rules.second || isinf(search_run(&search, &planning, &hard, &overlaps)))
            continue;
        delay_seconds(room.delay, 0, add_part, &parts);
        for (int32_t i = 0; i < SECONDS; i++) {
            all += parts.sum[i];
            if (parts.sum[i] < 0.01)
                continue;
            assert_near(parts.sum[i], -search_change(&search, &planning, price + i), 1e-4);
            some++;
        }
        assert_near(all, overlaps, 1e-9);
    }
    assert_true(some > 100);
    delay_free(room.delay);
    durations_clear(&durations);
}

TEST(potentials_grow_from_nothing_to_the_best_plan)
{
    Random random = random_stream(4, 1);
    Durations durations = {0};
    Room room = {.grain = finest};
    Search search = search_in(&room);

    for (int32_t i = 0; i < 300; i++) {
        double arrive[PLANNING_SLOTS + 1], depart[PLANNING_SLOTS + 1], hard, overlaps;
        Planning planning = {.delays = true};

        planning_draw(&planning, &durations, &random);
        if (isinf(search_run(&search, &planning, &hard, &overlaps)))
            continue;
        delay_potentials(room.delay, arrive, depart);
        assert_near(arrive[0], 0, 0);
        for (int32_t v = 0; v <= PLANNING_SLOTS; v++)
            assert_true(isfinite(arrive[v]) && isfinite(depart[v]));
        assert_true(delay_work(room.delay) > 0);
    }
    delay_free(room.delay);
    durations_clear(&durations);
}

TEST(running_out_of_memory_leaves_delays_that_can_be_used)
{
    Random random = random_stream(5, 1);
    Room room = {.grain = finest};
    Search search = search_in(&room);

    search_check_memory(&search, &random, 60);
    delay_free(room.delay);
}
