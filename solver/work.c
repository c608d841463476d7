#include "solver/work.h"

#include <math.h>

#include "model/base/clock.h"
#include "solver/budget.h"
#include "solver/exact.h"
#include "solver/greedy/pace.h"
#include "solver/neighbour/neighbour.h"
#include "solver/parallel.h"

/* Parts of the time and work left that construction, prices and plans may take. */
static const double GREEDY_SHARE = 0.6, PRICES_SHARE = 0.55, PRICES_SHARE_LARGE = 0.4,
                    PRICES_SHARE_LATER = 0.2, EXACT_SHARE = 0.5, RUIN_SHARE = 0.85,
                    RUIN_SHARE_LARGE = 0.95;
/* Requests from which on neighbourhoods gain less in the same time than a slower cooling, and it
 * takes all the time there is. */
enum { LARGE_FROM = 5000 };
/* A gap that is only rounding. */
static const double MET = 1e-9;
/* The proof of prices, on one thread, takes so many times what a value takes on one. */
static const double PROOF_X_VALUE = 3.5, PROOF_X_DELAYS = 1;
/* Tolls are worth asking for if the search has so many times what asking takes. */
static const double SEARCH_X_TOLLS = 5;

Status work_init(Work *work, const SolveOptions *options, const Catalog *catalog)
{
    *work = (Work){.options = options, .catalog = catalog, .bound = INFINITY, .engine = "greedy"};
    work->pattern.bound = INFINITY;
    return tolls_init(&work->tolls, catalog);
}

void work_clear(Work *work)
{
    answer_free(work->answer);
    agenda_free(work->agenda);
    tolls_clear(&work->tolls);
    pattern_clear(&work->pattern);
    findings_clear(&work->conflict);
    *work = (Work){0};
}

static bool interrupted(const SolveOptions *options)
{
    return options->interrupted && *options->interrupted;
}

/* The options of a step called @p phase, which may take @p share of what time and work are left,
 * less what is reserved. */
static SolveOptions begin_step(const Work *work, const char *phase, double reserved_s, double share)
{
    SolveOptions left = *work->options, step;

    progress_phase(work->options->progress, phase);
    left.deadline_s -= reserved_s;
    step = budget_step(&left, work->done, share);
    if (step.work_limit > 0) /* counts rule, and the clock only cuts off */
        step.deadline_s = left.deadline_s;
    return step;
}

Status work_construct(Work *work)
{
    SolveOptions step = begin_step(work, "greedy", work->closing_s, GREEDY_SHARE);
    GreedyResult result = {0};
    Status status;

    TRY(greedy_run(work->catalog, &step, &result));
    work->infeasible = result.outcome == OUTCOME_INFEASIBLE;
    work->stopped_by = result.stopped_by;
    work->done += result.work;
    work->start = result.start;
    work->answer = result.answer;
    work->agenda = result.agenda;
    work->conflict = result.conflict;
    result = (GreedyResult){0};
    if (work->answer) {
        TRY(answer_objective(work->answer, &work->objective));
        progress_incumbent(work->options->progress, work->objective);
    }
done:
    greedy_clear(&result);
    return status;
}

void work_prove(Work *work, double bound)
{
    work->bound = fmin(work->bound, bound);
    progress_bound(work->options->progress, work->bound);
}

/* What the prices prove; proving it again takes time, too. */
static void take_prices(Work *work)
{
    double times = work->pattern.dual->delays ? PROOF_X_DELAYS : PROOF_X_VALUE;
    int cores = parallel_cores();
    int threads = work->options->threads < cores ? work->options->threads : cores;
    double proof_s = times * threads * work->pattern.descent.value_s;

    work_prove(work, work->pattern.bound);
    if (proof_s > work->proof_s) {
        work->closing_s += proof_s - work->proof_s;
        work->proof_s = proof_s;
    }
}

double work_price_share(const Work *work)
{
    return work->catalog->clinic->requests.rows > LARGE_FROM ? PRICES_SHARE_LARGE : PRICES_SHARE;
}

Status work_price(Work *work)
{
    SolveOptions step = begin_step(work, "prices", work->closing_s, work_price_share(work));
    Status status;

    TRY(pattern_init(&work->pattern, work->catalog));
    TRY(pattern_run(&work->pattern, &step));
    work->done += work->pattern.work;
    if (work->pattern.stopped_by != STOPPED_DONE && work->stopped_by == STOPPED_DONE)
        work->stopped_by = work->pattern.stopped_by;
    take_prices(work);
done:
    return status;
}

void work_take(Work *work, Answer **answer, double objective, const char *engine)
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
    work_prove(work, exact.bound);
    work->proven = exact.end == GLPK_OPTIMAL;
    note_end(work, exact.end);
    work_take(work, &exact.answer, exact.objective, "plans");
    if (work->proven)
        work->engine = "plans";
done:
    exact_clear(&exact);
    return status;
}

double work_gap(const Work *work)
{
    return (work->bound - work->objective) / fmax(1, fabs(work->bound));
}

bool work_is_proven(const Work *work)
{
    return work->proven || (work->answer && work_gap(work) <= MET);
}

/* What the search on the agenda found, if it is better. */
static Status take_agenda(Work *work, const char *engine)
{
    double objective;
    Answer *answer = NULL;
    Status status;

    TRY(answer_new(work->agenda, &answer));
    TRY(answer_objective(answer, &objective));
    work_take(work, &answer, objective, engine);
done:
    answer_free(answer);
    return status;
}

/* The objective at which the gap asked for is reached. */
static double target_of(const Work *work)
{
    return work->bound - work->options->gap * fmax(1, fabs(work->bound));
}

/* Ruins and recreates parts of the schedule side by side. */
static Status refine(Work *work)
{
    double share = work->agenda->n_requests > LARGE_FROM ? RUIN_SHARE_LARGE : RUIN_SHARE;
    SolveOptions step = begin_step(work, "ruin", work->closing_s, share);
    StoppedBy stopped_by = STOPPED_DONE;
    RefineAim aim = {.target = target_of(work), .turn = work->turn};
    int64_t before = work->agenda->effort;
    Status status;

    step.seed += work->turn;
    if (step.work_limit > 0 ||
        clock_now_s() + SEARCH_X_TOLLS * work->pattern.descent.value_s < step.deadline_s) {
        TRY(pattern_tolls(&work->pattern, step.threads, &work->tolls));
        aim.tolls = &work->tolls;
    }
    TRY(greedy_refine(work->agenda, &aim, &step, &stopped_by));
    work->done += work->agenda->effort - before;
    TRY(take_agenda(work, "greedy"));
done:
    return status;
}

/* Large neighbourhoods of the schedule, until the limits end it. */
static Status search_neighbours(Work *work)
{
    SolveOptions step = begin_step(work, "neighbours", work->closing_s, 1);
    NeighbourLimits limits = {.threads = step.threads,
                              .seed = (uint64_t)(step.seed + work->turn),
                              .target = target_of(work)};
    int64_t before = work->agenda->effort;
    Pace pace = pace_begin(work->agenda, &step);
    Status status;

    TRY(neighbour_run(work->agenda, &limits, &pace));
    pace_end(&pace, work->agenda);
    work->done += work->agenda->effort - before;
    if (pace.budget.spent)
        work->stopped_by = pace.budget.by;
    TRY(take_agenda(work, "neighbours"));
done:
    return status;
}

/* True while a search that gained @p gained has reason and leave to go on. */
static bool goes_on(const Work *work, double gained)
{
    const SolveOptions *options = work->options;
    bool endless = isinf(options->deadline_s) && options->work_limit == 0;

    return work_gap(work) > fmax(options->gap, MET) && !interrupted(options) &&
           clock_now_s() + work->closing_s < options->deadline_s &&
           (options->work_limit == 0 || work->done < options->work_limit) &&
           (!endless || gained > 0);
}

/* Better prices, where the time for them was too short. */
static Status refine_prices(Work *work)
{
    SolveOptions step = begin_step(work, "prices", work->closing_s, PRICES_SHARE_LATER);
    int64_t before = work->pattern.work;
    Status status;

    TRY(pattern_resume(&work->pattern, &step));
    work->done += work->pattern.work - before;
    take_prices(work);
done:
    return status;
}

/* Both kinds of search in turn, from the best so far, each time with other random numbers. */
static Status search(Work *work)
{
    double before;
    Status status;

    do {
        before = work->objective;
        if (work->turn > 0 && work->pattern.stopped_by != STOPPED_DONE)
            TRY(refine_prices(work));
        TRY(refine(work));
        if (work->options->method != METHOD_GREEDY && goes_on(work, 1))
            TRY(search_neighbours(work));
        work->turn++;
    } while (work->options->method != METHOD_GREEDY && goes_on(work, work->objective - before));
done:
    return status;
}

Status work_improve(Work *work)
{
    bool within = false;
    Status status = STATUS_OK;

    if (work_gap(work) <= fmax(work->options->gap, MET) && work->options->method != METHOD_EXACT)
        return STATUS_OK;
    if (work->options->method == METHOD_AUTO || work->options->method == METHOD_EXACT)
        TRY(prove_by_plans(work, &within));
    if (!within)
        TRY(search(work));
done:
    return status;
}
