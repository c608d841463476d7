#include "solver/progress.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "tests/check.h"

static Progress *begun(bool timed)
{
    Progress *progress = NULL;

    assert_ok(progress_new(clock_now_s(), timed, &progress));
    return progress;
}

/* The log as a table; the progress is gone. */
static Schedule *written(Progress *progress, double objective, double bound)
{
    Schedule *schedule = NULL;

    assert_ok(schedule_new(&schedule));
    assert_ok(progress_write(progress, objective, bound, schedule));
    progress_free(progress);
    return schedule;
}

TEST(only_what_is_better_is_logged)
{
    Progress *progress = begun(false);
    Schedule *schedule;

    progress_phase(progress, "greedy");
    progress_incumbent(progress, 5);
    progress_incumbent(progress, 4);
    progress_phase(progress, "bound");
    progress_work(progress, 70);
    progress_bound(progress, 10);
    progress_bound(progress, 11);
    progress_incumbent(progress, 8);
    schedule = written(progress, 8, 10);

    assert_int_equal(schedule->progress.rows, 3);
    assert_string_equal(schedule->progress.phase[0], "greedy");
    assert_near(schedule->progress.objective[0], 5, 0);
    assert_true(isnan(schedule->progress.bound[0]) && isnan(schedule->progress.gap[0]));
    assert_string_equal(schedule->progress.phase[1], "bound");
    assert_near(schedule->progress.work[1], 70, 0);
    assert_near(schedule->progress.gap[1], 0.5, EPSILON);
    assert_near(schedule->progress.objective[2], 8, 0);
    schedule_free(schedule);
}

TEST(what_is_reported_of_a_part_counts_with_the_rest)
{
    Progress *progress = begun(false);
    ProgressRow now;

    progress_incumbent(progress, 10);
    progress_beside(progress, 7, INFINITY);
    progress_incumbent(progress, 3); /* no better than 10 */
    progress_incumbent(progress, 4);
    progress_bound(progress, 5); /* the rest has none yet */
    now = progress_now(progress);
    assert_near(now.objective, 11, 0);
    assert_true(isinf(now.bound));
    progress_beside(progress, 7, 8);
    progress_bound(progress, 5);
    progress_beside(progress, 0, 0);
    progress_incumbent(progress, 10.5);
    progress_bound(progress, 13.5);
    now = progress_now(progress);
    assert_near(now.objective, 11, 0);
    assert_near(now.bound, 13, 0);
    progress_free(progress);
}

TEST(seconds_are_logged_only_where_they_are_asked_for)
{
    for (int timed = 0; timed < 2; timed++) {
        Progress *progress = begun(timed);
        Schedule *schedule;

        progress_incumbent(progress, 1);
        assert_true(progress_now(progress).seconds >= 0);
        schedule = written(progress, 1, 1);
        assert_int_equal(!isnan(schedule->progress.seconds[0]), timed);
        schedule_free(schedule);
    }
}

TEST(a_long_log_is_thinned_but_keeps_its_end_and_the_beginning_of_a_phase)
{
    Progress *progress = begun(false);
    Schedule *schedule;
    const ProgressTable *rows;

    for (int i = 0; i < 100000; i++)
        progress_incumbent(progress, i);
    progress_phase(progress, "late");
    for (int i = 0; i < 100; i++)
        progress_incumbent(progress, 100000 + i);
    schedule = written(progress, 200000, 200000);
    rows = &schedule->progress;

    assert_true(rows->rows > PROGRESS_ROWS_MAX / 4 && rows->rows <= PROGRESS_ROWS_MAX);
    assert_near(rows->objective[rows->rows - 1], 100099, 0);
    for (int32_t i = 1; i < rows->rows; i++)
        assert_true(rows->objective[i] > rows->objective[i - 1]);
    schedule_free(schedule);
}

TEST(the_log_never_says_more_than_the_judge)
{
    Progress *progress = begun(false);
    Schedule *schedule;

    progress_incumbent(progress, 7.0000001);
    progress_bound(progress, 6.9999999);
    schedule = written(progress, 7, 7);
    assert_near(schedule->progress.objective[1], 7, 0);
    assert_near(schedule->progress.bound[1], 7, 0);
    schedule_free(schedule);
}

static void count(const Progress *progress, void *context)
{
    (void)progress;
    ++*(int *)context;
}

TEST(a_listener_hears_of_every_report_that_says_something)
{
    Progress *progress = begun(true);
    int heard = 0;

    progress_listen(progress, count, &heard);
    progress_phase(progress, "greedy");
    progress_work(progress, 1);
    progress_incumbent(progress, 1);
    progress_incumbent(progress, 0);
    assert_int_equal(heard, 3);
    progress_free(progress);
}

TEST(reports_to_nobody_are_allowed)
{
    progress_phase(NULL, "greedy");
    progress_work(NULL, 1);
    progress_incumbent(NULL, 1);
    progress_bound(NULL, 1);
    progress_beside(NULL, 1, 1);
    progress_mark(NULL);
    progress_listen(NULL, NULL, NULL);
    progress_free(NULL);
}

TEST(running_out_of_memory_is_a_status)
{
    Progress *progress = NULL;
    Schedule *schedule = NULL;

    mem_fail_at(1);
    assert_int_equal(progress_new(0, true, &progress), STATUS_NO_MEMORY);
    mem_fail_at(0);
    progress = begun(true);
    progress_incumbent(progress, 1);
    assert_ok(schedule_new(&schedule));
    mem_fail_at(1);
    assert_int_equal(progress_write(progress, 1, 1, schedule), STATUS_NO_MEMORY);
    mem_fail_at(0);
    assert_int_equal(schedule->progress.rows, 0);
    schedule_free(schedule);
    progress_free(progress);
}
