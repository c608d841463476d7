#include "solver/budget.h"

#include "model/base/clock.h"
#include "tests/check.h"

static StoppedBy stopped_by(SolveOptions options, int64_t done)
{
    Budget budget = {.options = &options};

    assert_false(budget_left(&budget, done));
    assert_false(budget_left(&budget, 0)); /* once spent, for good */
    return budget.by;
}

TEST(a_budget_is_spent_by_work_time_or_signal)
{
    const volatile int interrupted = 1;

    assert_int_equal(stopped_by((SolveOptions){.deadline_s = INFINITY, .work_limit = 10}, 10),
                     STOPPED_WORK);
    assert_int_equal(stopped_by((SolveOptions){.deadline_s = clock_now_s() - 1}, 0), STOPPED_TIME);
    assert_int_equal(
        stopped_by((SolveOptions){.deadline_s = INFINITY, .interrupted = &interrupted}, 0),
        STOPPED_SIGNAL);
}

TEST(without_limits_it_lasts)
{
    const volatile int interrupted = 0;
    SolveOptions options = {.deadline_s = INFINITY, .interrupted = &interrupted};
    Budget budget = {.options = &options};

    assert_true(budget_left(&budget, 1000000000));
}

TEST(a_step_gets_its_share_of_what_is_left)
{
    SolveOptions options = {.deadline_s = clock_now_s() + 100, .work_limit = 1000};
    SolveOptions step = budget_step(&options, 200, 0.5);

    assert_int_equal(step.work_limit, 400);
    assert_near(step.deadline_s, options.deadline_s - 50, 1);
    assert_int_equal(budget_step(&options, 1000, 0.5).work_limit, 1); /* 0 would be no limit */
    options = (SolveOptions){.deadline_s = INFINITY};
    assert_int_equal(budget_step(&options, 200, 0.5).work_limit, 0);
    assert_true(budget_step(&options, 200, 0.5).deadline_s == INFINITY);
}

TEST(jobs_side_by_side_get_equal_parts_and_report_nothing)
{
    Progress *progress = NULL;
    SolveOptions options = {.deadline_s = 7, .work_limit = 1000}, job;

    assert_ok(progress_new(0, false, &progress));
    options.progress = progress;
    job = budget_job(&options, 100, 4);
    assert_int_equal(job.work_limit, 225);
    assert_near(job.deadline_s, 7, 0);
    assert_null(job.progress);
    progress_free(progress);
}

TEST(work_done_is_reported)
{
    Progress *progress = NULL;
    SolveOptions options = {.deadline_s = INFINITY, .work_limit = 2000};
    Budget budget = {.options = &options};

    assert_ok(progress_new(0, false, &progress));
    options.progress = progress;
    assert_true(budget_left(&budget, 600));
    assert_true(budget_left(&budget, 700));
    assert_int_equal(progress_now(progress).work, 600);
    assert_false(budget_left(&budget, 2100));
    assert_int_equal(progress_now(progress).work, 2100);
    progress_free(progress);
}
