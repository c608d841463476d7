#include "solver/solve.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/apart.h"

/* The schedule takes so many times what the catalog took. */
static const double CLOSING_X_CATALOG = 25;

static bool interrupted(const SolveOptions *options)
{
    return options->interrupted && *options->interrupted;
}

/* The first schedule is judged at once: it is what a night that ends here would hand out. */
static Status judge_first(const Work *work)
{
    const SolveOptions *options = work->options;
    Schedule *schedule = NULL;
    Status status = STATUS_OK;

    if (!options->judge || !work->answer || work->stopped_by != STOPPED_DONE)
        return STATUS_OK;
    progress_phase(options->progress, "audit");
    TRY(answer_schedule(work->answer, &schedule));
    TRY(options->judge(schedule, work->objective, options->judge_context));
    progress_mark(options->progress);
done:
    schedule_free(schedule);
    return status;
}

/* Bound and better schedules: of each component for itself, if there are several that can. */
static Status better(Work *work, Apart **apart)
{
    bool done = false;
    Status status;

    if (work->answer)
        TRY(apart_new(work, apart));
    if (*apart)
        TRY(apart_run(*apart, work, &done));
    if (!done) {
        apart_free(*apart);
        *apart = NULL;
        TRY(work_price(work));
        if (work->answer && !interrupted(work->options))
            TRY(work_improve(work));
    }
done:
    return status;
}

/* The schedule with the prices that bound it. */
static Status conclude(const Work *work, const Apart *apart, Solution *solution)
{
    Status status;

    progress_phase(work->options->progress, "schedule");
    TRY(answer_schedule(work->answer, &solution->schedule));
    if (apart)
        TRY(apart_write(apart, solution->schedule));
    else
        TRY(pattern_write(&work->pattern, solution->schedule));
    solution->price_bound = work->pattern.bound;
    solution->bound = work->bound;
    solution->objective = work->objective;
    solution->engine = work->engine;
    solution->components = apart ? apart_count(apart) : 1;
done:
    return status;
}

static void judge(const Work *work, Solution *solution)
{
    const SolveOptions *options = work->options;
    double gap = (solution->bound - solution->objective) / fmax(1, fabs(solution->bound));
    bool proven = work_is_proven(work);

    solution->outcome = proven ? OUTCOME_OPTIMAL : OUTCOME_FEASIBLE;
    if (interrupted(options))
        solution->stopped_by = STOPPED_SIGNAL;
    else if (!proven && (work->stopped_by == STOPPED_TIME || clock_now_s() >= options->deadline_s))
        solution->stopped_by = STOPPED_TIME;
    else if (!proven && gap <= options->gap)
        solution->stopped_by = STOPPED_GAP;
    else if (!proven && work->stopped_by == STOPPED_WORK)
        solution->stopped_by = STOPPED_WORK;
    else
        solution->stopped_by = STOPPED_DONE;
}

Status solve_run(const Clinic *clinic, const Chances *chances, const SolveOptions *options,
                 Solution **out)
{
    Work work = {0};
    Catalog *catalog = NULL;
    Apart *apart = NULL;
    Status status = STATUS_NO_MEMORY;
    double begun_s = clock_now_s();
    Solution *solution = MEM_NEW(Solution, 1);

    if (!solution)
        return STATUS_NO_MEMORY;
    *solution = (Solution){.outcome = OUTCOME_NOTHING, .engine = "", .price_bound = INFINITY};
    TRY(catalog_new(clinic, chances, &catalog));
    TRY(work_init(&work, options, catalog));
    work.closing_s = CLOSING_X_CATALOG * (clock_now_s() - begun_s);
    TRY(work_construct(&work));
    TRY(judge_first(&work));
    if (!work.infeasible)
        TRY(better(&work, &apart));
    solution->start_asked = work.start.asked;
    solution->start_stood = work.start.stood;
    solution->conflict = work.conflict;
    work.conflict = (Findings){0};
    if (work.infeasible) {
        solution->outcome = OUTCOME_INFEASIBLE;
    } else if (work.answer) {
        TRY(conclude(&work, apart, solution));
        judge(&work, solution);
    }
    *out = solution;
    solution = NULL;
done:
    apart_free(apart);
    work_clear(&work);
    catalog_free(catalog);
    solution_free(solution);
    return status;
}
