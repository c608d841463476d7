#include "solver/solve.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/bound/bound.h"
#include "solver/budget.h"
#include "solver/compact.h"
#include "solver/exact.h"
#include "solver/greedy/greedy.h"

/* Parts of the time left that construction and the plans may take, and rounds of the search for
 * prices: fewer for larger clinics, by count and not by clock, so that the answer does not depend
 * on speed. */
static const double GREEDY_SHARE = 0.75, EXACT_SHARE = 0.7, ROUNDS_X_REQUESTS = 1.5e7;
/* The schedule and one look at the prices take so many times what the catalog took. */
static const double CLOSING_X_CATALOG = 50;
enum { ROUNDS_LEAST = 150, ROUNDS_MOST = 8000 };

/* What the solve has in hand. */
typedef struct Work {
    const SolveOptions *options; /* borrowed */
    Catalog *catalog;            /* owned */
    Answer *answer;              /* owned; the best so far */
    double closing_s;            /* what the schedule and one look at the prices will take */
    double objective;
    double bound; /* the least proven so far */
    int64_t done; /* units of work */
    const char *engine;
    bool proven; /* the bound was met */
    bool infeasible;
    StoppedBy stopped_by; /* what cut a step off */
} Work;

const char *outcome_text(Outcome outcome)
{
    switch (outcome) {
#define OUTCOME(name, text)                                                                        \
    case OUTCOME_##name:                                                                           \
        return text;
#include "solver/outcome.def"
#undef OUTCOME
    }
    return "";
}

const char *stopped_by_text(StoppedBy stopped_by)
{
    switch (stopped_by) {
    case STOPPED_DONE:
        return "done";
    case STOPPED_GAP:
        return "gap";
    case STOPPED_TIME:
        return "time";
    case STOPPED_WORK:
        return "work";
    case STOPPED_SIGNAL:
        return "signal";
    }
    return "";
}

static bool interrupted(const SolveOptions *options)
{
    return options->interrupted && *options->interrupted;
}

/* The options of a step called @p phase, which may take @p share of what time and work are left,
 * less what is reserved. */
static SolveOptions begin_step(const Work *work, const char *phase, double reserved_s, double share)
{
    SolveOptions left = *work->options;

    progress_phase(work->options->progress, phase);
    left.deadline_s -= reserved_s;
    return budget_step(&left, work->done, share);
}

static Status construct(Work *work, Solution *solution)
{
    SolveOptions step = begin_step(work, "greedy", work->closing_s, GREEDY_SHARE);
    GreedyResult result = {0};
    Status status;

    TRY(greedy_run(work->catalog, &step, &result));
    work->infeasible = result.outcome == OUTCOME_INFEASIBLE;
    work->stopped_by = result.stopped_by;
    work->done += result.work;
    solution->start_asked = result.start.asked;
    solution->start_stood = result.start.stood;
    work->answer = result.answer;
    result.answer = NULL;
    solution->conflict = result.conflict;
    result.conflict = (Findings){0};
    if (work->answer) {
        TRY(answer_objective(work->answer, &work->objective));
        progress_incumbent(work->options->progress, work->objective);
    }
done:
    greedy_clear(&result);
    return status;
}

static void prove_bound(Work *work, double bound)
{
    work->bound = fmin(work->bound, bound);
    progress_bound(work->options->progress, work->bound);
}

/* Takes @p answer, and sets it to NULL, when it is better than what is in hand. */
static void take(Work *work, Answer **answer, double objective, const char *engine)
{
    if (!*answer || (work->answer && objective <= work->objective))
        return;
    answer_free(work->answer);
    work->answer = *answer;
    work->objective = objective;
    work->engine = engine;
    *answer = NULL;
    progress_incumbent(work->options->progress, objective);
}

/* What cut a step off cuts the solve off. */
static void note_end(Work *work, GlpkEnd end)
{
    if (end == GLPK_TIME)
        work->stopped_by = STOPPED_TIME;
    else if (end == GLPK_WORK)
        work->stopped_by = STOPPED_WORK;
}

/* Small clinics by their plans, to the end: a gap is no proof. */
static Status prove_by_plans(Work *work, bool *within)
{
    SolveOptions step = begin_step(work, "plans", work->closing_s, EXACT_SHARE);
    Exact exact = {0};
    Status status;

    step.gap = 0;
    TRY(exact_solve(work->catalog, &step, work->answer ? work->objective : -INFINITY, &exact));
    *within = exact.within;
    work->done += exact.work;
    if (!exact.within)
        goto done;
    work->infeasible = exact.end == GLPK_INFEASIBLE;
    prove_bound(work, exact.bound);
    work->proven = exact.end == GLPK_OPTIMAL;
    note_end(work, exact.end);
    take(work, &exact.answer, exact.objective, "plans");
    if (work->proven)
        work->engine = "plans";
done:
    exact_clear(&exact);
    return status;
}

/* Larger ones by the compact program, which bounds them and proposes a schedule. */
static Status prove_by_bookings(Work *work)
{
    SolveOptions step = begin_step(work, "compact", work->closing_s, EXACT_SHARE);
    CompactResult compact = {0};
    Status status;

    TRY(compact_solve(work->catalog, &step, &compact));
    work->done += compact.work;
    if (!compact.within)
        goto done;
    work->infeasible = compact.end == GLPK_INFEASIBLE;
    prove_bound(work, compact.bound);
    note_end(work, compact.end);
    take(work, &compact.answer, compact.objective, "compact");
done:
    compact_result_clear(&compact);
    return status;
}

static Status prove(Work *work)
{
    bool within = false;
    Status status = STATUS_OK;

    if (work->options->method != METHOD_PATTERNS)
        TRY(prove_by_plans(work, &within));
    if (!within)
        TRY(prove_by_bookings(work));
done:
    return status;
}

static int32_t rounds_for(int32_t requests)
{
    double rounds = ROUNDS_X_REQUESTS / fmax(1, requests);

    return (int32_t)fmin(ROUNDS_MOST, fmax(ROUNDS_LEAST, rounds));
}

/* The schedule with the prices that bound it. */
static Status conclude(Work *work, Solution *solution)
{
    bool late = false;
    SolveOptions step = begin_step(work, "prices", 0, 1);
    BoundLimits limits = {
        .target = work->objective,
        .gap = work->options->gap,
        .rounds = rounds_for(work->catalog->clinic->requests.rows),
        .deadline_s = step.deadline_s,
        .work_limit = step.work_limit,
        .threads = step.threads,
        .interrupted = step.interrupted,
        .progress = step.progress,
        .late = &late,
    };
    double bound = INFINITY;
    Status status;

    TRY(answer_schedule(work->answer, &solution->schedule));
    TRY(bound_run(work->catalog, &limits, solution->schedule, &bound));
    if (late)
        work->stopped_by = STOPPED_TIME;
    solution->price_bound = bound;
    solution->bound = fmin(work->bound, bound);
    solution->objective = work->objective;
    solution->engine = work->engine;
done:
    return status;
}

static void judge(const Work *work, Solution *solution)
{
    const SolveOptions *options = work->options;
    double gap = (solution->bound - solution->objective) / fmax(1, fabs(solution->bound));

    solution->outcome = work->proven ? OUTCOME_OPTIMAL : OUTCOME_FEASIBLE;
    if (interrupted(options))
        solution->stopped_by = STOPPED_SIGNAL;
    else if (!work->proven &&
             (work->stopped_by == STOPPED_TIME || clock_now_s() >= options->deadline_s))
        solution->stopped_by = STOPPED_TIME;
    else if (!work->proven && gap <= options->gap)
        solution->stopped_by = STOPPED_GAP;
    else if (!work->proven && work->stopped_by == STOPPED_WORK)
        solution->stopped_by = STOPPED_WORK;
    else
        solution->stopped_by = STOPPED_DONE;
}

Status solve_run(const Clinic *clinic, const Chances *chances, const SolveOptions *options,
                 Solution **out)
{
    Work work = {.options = options, .bound = INFINITY, .engine = "greedy"};
    Status status = STATUS_NO_MEMORY;
    double begun_s = clock_now_s();
    Solution *solution = MEM_NEW(Solution, 1);

    if (!solution)
        return STATUS_NO_MEMORY;
    *solution = (Solution){.outcome = OUTCOME_NOTHING, .engine = "", .price_bound = INFINITY};
    TRY(catalog_new(clinic, chances, &work.catalog));
    work.closing_s = CLOSING_X_CATALOG * (clock_now_s() - begun_s);
    TRY(construct(&work, solution));
    if (!work.infeasible && options->method != METHOD_GREEDY && !interrupted(options))
        TRY(prove(&work));
    if (work.infeasible) {
        solution->outcome = OUTCOME_INFEASIBLE;
    } else if (work.answer) {
        TRY(conclude(&work, solution));
        judge(&work, solution);
    }
    *out = solution;
    solution = NULL;
done:
    answer_free(work.answer);
    catalog_free(work.catalog);
    solution_free(solution);
    return status;
}

void solution_free(Solution *solution)
{
    if (!solution)
        return;
    schedule_free(solution->schedule);
    findings_clear(&solution->conflict);
    mem_free(solution);
}
