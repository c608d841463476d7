#include "solver/pattern/path.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/planning.h"

/* The smooth worth, and the expected overlaps. */
static double smooth(Path *path, Planning *planning, double *hard, double *overlaps)
{
    double soft;

    planning_reset(planning);
    assert_ok(
        path_run(path, &planning->rules, planning->kinds, planning->n, hard, &soft, overlaps));
    return soft;
}

TEST(the_best_plan_is_the_best_of_all_plans_and_the_smooth_one_their_sum)
{
    Random random = random_stream(1, 1);
    Durations durations = {0};
    Path *path = NULL;
    int32_t impossible = 0;

    assert_ok(path_new(&path));
    for (int32_t i = 0; i < 3000; i++) {
        Planning planning = {.delays = false};
        double hard, overlaps, soft, best, sum;

        planning_draw(&planning, &durations, &random);
        planning_brute(&planning, &best, &sum);
        soft = smooth(path, &planning, &hard, &overlaps);
        if (best > -INFINITY) {
            assert_near(hard, best, 1e-9);
            assert_near(soft, planning.rules.heat * log(sum), 1e-6);
        } else {
            assert_true(isinf(hard) && hard < 0 && isinf(soft));
            impossible++;
        }
    }
    assert_true(impossible > 10 && impossible < 1500);
    path_free(path);
    durations_clear(&durations);
}

/* How the smooth worth changes with one number. */
static double change(Path *path, Planning *planning, double *number)
{
    const double step = 1e-4;
    double kept = *number, hard, overlaps, up, down;

    *number = kept + step;
    up = smooth(path, planning, &hard, &overlaps);
    *number = kept - step;
    down = smooth(path, planning, &hard, &overlaps);
    *number = kept;
    return (up - down) / (2 * step);
}

TEST(the_parts_of_a_plan_are_the_derivatives_of_its_smooth_worth)
{
    Random random = random_stream(2, 1);
    Durations durations = {0};
    Path *path = NULL;

    assert_ok(path_new(&path));
    for (int32_t round = 0; round < 200; round++) {
        Planning planning = {.delays = false};
        double hard, overlaps, inner, last, charged;

        planning_draw(&planning, &durations, &random);
        if (isinf(smooth(path, &planning, &hard, &overlaps)))
            continue;
        assert_near(overlaps, -change(path, &planning, &planning.rules.overlap_price), 1e-4);
        for (int32_t i = 0; i < planning.n; i++)
            for (int32_t v = 0; v < PLANNING_SLOTS; v++) {
                PathKind *kind = &planning.kinds[i];

                if (kind->hard_last[v] == -INFINITY)
                    continue;
                smooth(path, &planning, &hard, &overlaps);
                inner = kind->inner[v];
                last = kind->last[v];
                charged = kind->charged[v];
                assert_near(inner,
                            planning.items[i].reserve < 0
                                ? change(path, &planning, &kind->soft_inner[v])
                                : 0,
                            1e-4);
                assert_near(last, change(path, &planning, &kind->soft_last[v]), 1e-4);
                assert_near(charged, -change(path, &planning, &kind->cost[v]), 1e-4);
            }
    }
    path_free(path);
    durations_clear(&durations);
}

TEST(running_out_of_memory_leaves_a_path_that_can_be_used)
{
    Random random = random_stream(3, 1);
    Durations durations = {0};
    Status status = STATUS_NO_MEMORY;
    Path *path = NULL;
    double hard, soft, overlaps;
    Planning planning = {.delays = false};

    planning_draw(&planning, &durations, &random);
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 20);
        mem_fail_at(n);
        status = path ? STATUS_OK : path_new(&path);
        if (status == STATUS_OK)
            status = path_run(path, &planning.rules, planning.kinds, planning.n, &hard, &soft,
                              &overlaps);
        mem_fail_at(0);
    }
    path_free(path);
    durations_clear(&durations);
}
