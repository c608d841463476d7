#include "solver/pattern/path.h"

#include "tests/check.h"
#include "tests/search.h"

static Status run(void *room, Planning *planning, double *hard, double *soft, double *overlaps)
{
    Path **path = room;
    Status status = STATUS_OK;

    if (!*path)
        TRY(path_new(path));
    TRY(path_run(*path, &planning->rules, planning->kinds, planning->n, hard, soft, overlaps));
done:
    return status;
}

static Search search_in(Path **path)
{
    return (Search){.run = run, .room = path, .step = 1e-4};
}

TEST(the_best_plan_is_the_best_of_all_plans_and_the_smooth_one_their_sum)
{
    Random random = random_stream(1, 1);
    Durations durations = {0};
    Path *path = NULL;
    Search search = search_in(&path);
    int32_t impossible = 0;

    for (int32_t i = 0; i < 3000; i++) {
        Planning planning = {.delays = false};
        double hard, overlaps, soft, best, sum;

        planning_draw(&planning, &durations, &random);
        planning_brute(&planning, &best, &sum);
        soft = search_run(&search, &planning, &hard, &overlaps);
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

TEST(the_parts_of_a_plan_are_the_derivatives_of_its_smooth_worth)
{
    Random random = random_stream(2, 1);
    Path *path = NULL;
    Search search = search_in(&path);

    search_check_parts(&search, &random, 200);
    path_free(path);
}

TEST(running_out_of_memory_leaves_a_path_that_can_be_used)
{
    Random random = random_stream(3, 1);
    Path *path = NULL;
    Search search = search_in(&path);

    search_check_memory(&search, &random, 20);
    path_free(path);
}
