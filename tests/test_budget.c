#include "solver/greedy/budget.h"

#include "model/base/clock.h"
#include "tests/check.h"

static StoppedBy stopped_by(SolveOptions options, int64_t effort)
{
    Agenda agenda = {.effort = effort};
    Budget budget = {.options = &options};

    assert_false(budget_left(&budget, &agenda));
    agenda.effort = 0;
    assert_false(budget_left(&budget, &agenda)); /* once spent, for good */
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
    Agenda agenda = {.effort = 1000000000};
    Budget budget = {.options = &options};

    assert_true(budget_left(&budget, &agenda));
    agenda.broken = true;
    assert_false(budget_left(&budget, &agenda));
}
