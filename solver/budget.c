#include "solver/budget.h"

#include <math.h>

#include "model/base/clock.h"

enum { WORK_BETWEEN_LOOKS = 500 };

static bool spend(Budget *budget, StoppedBy by)
{
    budget->spent = true;
    budget->by = by;
    return false;
}

void budget_end(Budget *budget, int64_t done)
{
    progress_work(budget->options->progress, done - budget->done);
    budget->done = done;
}

bool budget_left(Budget *budget, int64_t done)
{
    const SolveOptions *options = budget->options;
    bool worked_off = options->work_limit > 0 && done >= options->work_limit;

    if (budget->spent)
        return false;
    if (!worked_off && done < budget->next_look)
        return true;
    budget_end(budget, done);
    budget->next_look = done + WORK_BETWEEN_LOOKS;
    if (worked_off)
        return spend(budget, STOPPED_WORK);
    if (options->interrupted && *options->interrupted)
        return spend(budget, STOPPED_SIGNAL);
    if (clock_now_s() >= options->deadline_s)
        return spend(budget, STOPPED_TIME);
    return true;
}

SolveOptions budget_step(const SolveOptions *options, int64_t done, double share)
{
    SolveOptions step = *options;

    if (options->work_limit > 0)
        step.work_limit = (int64_t)fmax(1, floor(share * (double)(options->work_limit - done)));
    if (isfinite(options->deadline_s)) {
        double now = clock_now_s();

        step.deadline_s = now + share * fmax(0, options->deadline_s - now);
    }
    return step;
}

int64_t budget_iteration_work(int32_t rows)
{
    return 10 + rows / 10;
}

SolveOptions budget_job(const SolveOptions *options, int64_t done, int64_t jobs)
{
    SolveOptions job = *options;

    if (options->work_limit > 0)
        job.work_limit =
            (int64_t)fmax(1, floor((double)(options->work_limit - done) / (double)jobs));
    job.progress = NULL;
    return job;
}
