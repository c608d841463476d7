#include "solver/greedy/budget.h"

#include "model/base/clock.h"

enum { EFFORT_BETWEEN_LOOKS = 500 };

static bool spend(Budget *budget, StoppedBy by)
{
    budget->spent = true;
    budget->by = by;
    return false;
}

bool budget_left(Budget *budget, const Agenda *agenda)
{
    const SolveOptions *options = budget->options;

    if (budget->spent || agenda->broken)
        return false;
    if (options->work_limit > 0 && agenda->effort >= options->work_limit)
        return spend(budget, STOPPED_WORK);
    if (agenda->effort < budget->next_look)
        return true;
    budget->next_look = agenda->effort + EFFORT_BETWEEN_LOOKS;
    if (options->interrupted && *options->interrupted)
        return spend(budget, STOPPED_SIGNAL);
    if (clock_now_s() >= options->deadline_s)
        return spend(budget, STOPPED_TIME);
    return true;
}
