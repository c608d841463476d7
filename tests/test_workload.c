#include "model/session/workload.h"

#include <stdbool.h>

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/check.h"

static Service service(int32_t start_min, int32_t planned_min, double show)
{
    Service made = {.start_min = start_min, .planned_min = planned_min};

    service_join(&made, show);
    return made;
}

TEST(an_empty_session_costs_nothing)
{
    Workload load = workload_of(NULL, 0, 600, NULL);

    assert_near(load.wait_min + load.idle_min + load.overtime_min, 0, 0);
}

TEST(a_single_service_is_never_idle_and_never_waits)
{
    Service one = service(540, 20, 0.5);
    double wait = -1;
    Workload load = workload_of(&one, 1, 600, &wait);

    assert_near(wait, 0, 0);
    assert_near(load.wait_min, 0, 0);
    assert_near(load.idle_min, 0, 0);
    assert_near(load.overtime_min, 0, 0);
}

TEST(a_gap_and_a_no_show_before_the_last_service_are_idle)
{
    Service two[] = {service(540, 20, 0.75), service(580, 20, 0.5)};
    Workload load = workload_of(two, 2, 600, NULL);

    /* 40 minutes pass to the last start, of which 20 are served with chance 3/4. */
    assert_near(load.idle_min, 40 - 0.75 * 20, EPSILON);
    assert_near(load.wait_min, 0, 0);
    assert_near(load.overtime_min, 0, 0);
}

TEST(an_overlap_makes_the_second_wait_if_the_first_comes)
{
    Service two[] = {service(540, 20, 0.5), service(550, 20, 0.5)};
    double wait[2];
    Workload load = workload_of(two, 2, 570, wait);

    assert_near(wait[0], 0, 0);
    assert_near(wait[1], 0.5 * 10, EPSILON);
    assert_near(load.wait_min, 0.5 * 0.5 * 10, EPSILON);
    /* Idle only where the first stays away: 10 minutes before the second start. */
    assert_near(load.idle_min, 0.5 * 10, EPSILON);
    assert_near(load.overtime_min, 0.25 * 10, EPSILON);
}

TEST(in_a_shared_visit_each_who_comes_waits)
{
    Service two[] = {service(540, 20, 1), service(550, 10, 0.5)};
    Workload load;

    service_join(&two[1], 0.5);
    load = workload_of(two, 2, 560, NULL);
    assert_near(two[1].any, 0.75, 0);
    assert_near(two[1].expected, 1, 0);
    assert_near(load.wait_min, 10, EPSILON);
    assert_near(load.overtime_min, 0.75 * 10, EPSILON);
}

/* Minutes of one run in which service i takes took_min[i], 0 if nobody comes. */
static Workload play(const Service *services, int32_t count, int32_t end_min,
                     const int32_t *took_min, double *wait_min)
{
    Workload run = {0};
    int32_t free_min = services[0].start_min, served = 0, last;

    for (int32_t i = 0; i < count; i++) {
        int32_t begin = free_min > services[i].start_min ? free_min : services[i].start_min;

        wait_min[i] = begin - services[i].start_min;
        for (int32_t minute = begin; minute < begin + took_min[i]; minute++)
            run.overtime_min += minute >= end_min;
        served += took_min[i];
        if (took_min[i] > 0)
            free_min = begin + took_min[i];
    }
    last = services[count - 1].start_min;
    run.idle_min = (free_min > last ? free_min : last) - services[0].start_min - served;
    return run;
}

TEST(every_pattern_of_show_and_no_show_adds_up_to_the_expectation)
{
    for (uint64_t seed = 0; seed < 200; seed++) {
        Random random = random_stream(7, seed);
        Service services[6];
        int32_t count = random_between(&random, 1, 6), start = 480, end = 0;
        double wait[6], mean_wait[6] = {0};
        Workload load, sum = {0};

        for (int32_t i = 0; i < count; i++) {
            start += 5 * random_below(&random, 5);
            services[i] = service(start, 5 * random_between(&random, 1, 5), random_unit(&random));
            if (services[i].start_min + services[i].planned_min > end)
                end = services[i].start_min + services[i].planned_min;
        }
        for (int32_t pattern = 0; pattern < 1 << count; pattern++) {
            int32_t took[6];
            double chance = 1;
            Workload run;

            for (int32_t i = 0; i < count; i++) {
                bool comes = pattern >> i & 1;

                took[i] = comes ? services[i].planned_min : 0;
                chance *= comes ? services[i].any : 1 - services[i].any;
            }
            run = play(services, count, end, took, wait);
            sum.idle_min += chance * run.idle_min;
            sum.overtime_min += chance * run.overtime_min;
            for (int32_t i = 0; i < count; i++)
                mean_wait[i] += chance * wait[i];
        }
        load = workload_of(services, count, end, wait);
        assert_near(load.idle_min, sum.idle_min, EPSILON);
        assert_near(load.overtime_min, sum.overtime_min, EPSILON);
        for (int32_t i = 0; i < count; i++) {
            assert_near(wait[i], mean_wait[i], EPSILON);
            sum.wait_min += services[i].expected * mean_wait[i];
        }
        assert_near(load.wait_min, sum.wait_min, EPSILON);
    }
}

TEST(drawn_durations_of_two_services_add_up_to_the_expectation)
{
    Durations durations = {0};
    Service services[2] = {service(540, 10, 0.8), service(545, 15, 0.6)};
    double wait[2], second = 0, idle = 0, overtime = 0;
    Workload load;

    assert_ok(durations_add(&durations, 10, 0.6, &services[0].law));
    assert_ok(durations_add(&durations, 15, 0.7, &services[1].law));
    load = workload_of(services, 2, 560, wait);
    for (int32_t a = 0; a <= services[0].law->top_min; a++) {
        double chance = a == 0 ? 0.2 : 0.8 * services[0].law->chance[a];

        for (int32_t b = 0; b <= services[1].law->top_min; b++) {
            double both = chance * (b == 0 ? 0.4 : 0.6 * services[1].law->chance[b]);
            double waits[2];
            Workload run = play(services, 2, 560, (int32_t[]){a, b}, waits);

            second += both * waits[1];
            idle += both * run.idle_min;
            overtime += both * run.overtime_min;
        }
    }
    assert_near(wait[1], second, 1e-7);
    assert_near(load.wait_min, 0.6 * second, 1e-7);
    assert_near(load.idle_min, idle, 1e-7);
    assert_near(load.overtime_min, overtime, 1e-7);
    durations_clear(&durations);
}

TEST(a_law_sums_to_one_and_keeps_mean_and_spread)
{
    Durations durations = {0};
    const DurationLaw *law = NULL;
    double sum = 0, mean = 0, square = 0;

    assert_ok(durations_add(&durations, 30, 0.4, &law));
    for (int32_t k = 0; k <= law->top_min; k++) {
        sum += law->chance[k];
        mean += k * law->chance[k];
        square += (double)k * k * law->chance[k];
    }
    assert_near(sum, 1, 1e-12);
    assert_near(mean, law->mean_min, 1e-9);
    assert_near(mean, 30, 1e-4);
    /* Rounding to whole minutes adds 1/12 to the variance. */
    assert_near(square - mean * mean, 12.0 * 12.0 + 1.0 / 12, 0.01);
    assert_near(law->above[law->top_min], 0, 0);
    assert_near(law->chance[0], 0, 0);
    durations_clear(&durations);
}

TEST(equal_laws_are_made_once_and_a_cv_of_zero_needs_none)
{
    Durations durations = {0};
    const DurationLaw *one = NULL, *same = NULL, *none = NULL;

    assert_ok(durations_add(&durations, 30, 0.4, &one));
    assert_ok(durations_add(&durations, 30, 0.4, &same));
    assert_ok(durations_add(&durations, 30, 0, &none));
    assert_ptr_equal(one, same);
    assert_null(none);
    assert_int_equal(durations.count, 1);
    durations_clear(&durations);
}

TEST(a_law_with_a_long_tail_keeps_its_mean_beyond_the_day)
{
    Durations durations = {0};
    Service one = service(600, 60, 1);
    Workload load;

    assert_ok(durations_add(&durations, 60, 4, &one.law));
    assert_int_equal(one.law->top_min, WORKLOAD_DAY_MIN);
    assert_true(one.law->above[WORKLOAD_DAY_MIN] > 0);
    /* The session ends as the service starts: all its minutes are overtime. */
    load = workload_of(&one, 1, 600, NULL);
    assert_near(load.overtime_min, one.law->mean_min, 1e-9);
    durations_clear(&durations);
}

TEST(running_out_of_memory_leaves_the_laws_as_they_were)
{
    Durations durations = {0};
    const DurationLaw *law = NULL;

    for (int64_t nth = 1; nth <= 5; nth++) {
        mem_fail_at(nth);
        assert_int_equal(durations_add(&durations, 20, 0.5, &law), STATUS_NO_MEMORY);
        assert_null(law);
        assert_int_equal(durations.count, 0);
        durations_clear(&durations);
    }
    mem_fail_at(0);
    assert_ok(durations_add(&durations, 20, 0.5, &law));
    durations_clear(&durations);
}
