#include "solver/solve.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/budget.h"
#include "solver/exact.h"
#include "solver/greedy/greedy.h"
#include "solver/greedy/pace.h"
#include "solver/neighbour/neighbour.h"
#include "solver/pattern/pattern.h"

/* Parts of the time and work left that construction, prices and plans may take. */
static const double GREEDY_SHARE = 0.6, PRICES_SHARE = 0.55, PRICES_SHARE_LARGE = 0.4,
                    PRICES_SHARE_LATER = 0.2, EXACT_SHARE = 0.5, RUIN_SHARE = 0.85,
                    RUIN_SHARE_LARGE = 0.95;
/* Requests from which on neighbourhoods gain less in the same time than a slower cooling, and it
 * takes all the time there is. */
enum { LARGE_FROM = 5000 };
/* A gap that is only rounding. */
static const double MET = 1e-9;
/* The schedule takes so many times what the catalog took, the proof of prices what a value did. */
static const double CLOSING_X_CATALOG = 25, PROOF_X_VALUE = 7, PROOF_X_DELAYS = 4;
/* Tolls are worth asking for if the search has so many times what asking takes. */
static const double SEARCH_X_TOLLS = 5;

/* What the solve has in hand. */
typedef struct Work {
    const SolveOptions *options; /* borrowed */
    Catalog *catalog;            /* owned */
    Answer *answer;              /* owned; the best so far */
    Agenda *agenda;              /* owned; what construction made, to be searched on */
    Pattern pattern;             /* prices, and the bound they prove */
    Tolls tolls;                 /* at those prices */
    double closing_s;            /* what the schedule and one look at the prices will take */
    double proof_s;              /* of these, what proving the prices again will */
    double objective;
    double bound; /* the least proven so far */
    int64_t done; /* units of work */
    int64_t turn; /* of the search */
    const char *engine;
    bool proven; /* the bound was met */
    bool infeasible;
    StoppedBy stopped_by; /* what cut a step off */
} Work;

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

/* Fixed, booked, then all others. */
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
    work->agenda = result.agenda;
    result.answer = NULL;
    result.agenda = NULL;
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

/* The first schedule is judged at once: it is what a night that ends here would hand out. */
static Status judge_first(Work *work)
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

/* What the prices prove; proving it again takes time, too. */
static void take_prices(Work *work)
{
    double times = work->pattern.dual->delays ? PROOF_X_DELAYS : PROOF_X_VALUE;
    double proof_s = times * work->pattern.descent.value_s;

    prove_bound(work, work->pattern.bound);
    if (proof_s > work->proof_s) {
        work->closing_s += proof_s - work->proof_s;
        work->proof_s = proof_s;
    }
}

/* The bound, with the prices that prove it. */
static Status find_prices(Work *work)
{
    bool large = work->catalog->clinic->requests.rows > LARGE_FROM;
    SolveOptions step =
        begin_step(work, "prices", work->closing_s, large ? PRICES_SHARE_LARGE : PRICES_SHARE);
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

/* The schedule with the prices that bound it. */
static Status conclude(Work *work, Solution *solution)
{
    Status status;

    progress_phase(work->options->progress, "schedule");
    TRY(answer_schedule(work->answer, &solution->schedule));
    TRY(pattern_write(&work->pattern, solution->schedule));
    solution->price_bound = work->pattern.bound;
    solution->bound = work->bound;
    solution->objective = work->objective;
    solution->engine = work->engine;
done:
    return status;
}

static double gap_of(const Work *work)
{
    return (work->bound - work->objective) / fmax(1, fabs(work->bound));
}

/* The bound is met, but for rounding. */
static bool is_met(const Work *work)
{
    return gap_of(work) <= MET;
}

/* What the search on the agenda found, if it is better. */
static Status take_agenda(Work *work, const char *engine)
{
    double objective;
    Answer *answer = NULL;
    Status status;

    TRY(answer_new(work->agenda, &answer));
    TRY(answer_objective(answer, &objective));
    take(work, &answer, objective, engine);
done:
    answer_free(answer);
    return status;
}

/* Ruins and recreates parts of the schedule side by side. */
static Status refine(Work *work)
{
    double share = work->agenda->n_requests > LARGE_FROM ? RUIN_SHARE_LARGE : RUIN_SHARE;
    SolveOptions step = begin_step(work, "ruin", work->closing_s, share);
    StoppedBy stopped_by = STOPPED_DONE;
    const Tolls *tolls = NULL;
    int64_t before = work->agenda->effort;
    Status status;

    step.seed += work->turn;
    if (step.work_limit > 0 ||
        clock_now_s() + SEARCH_X_TOLLS * work->pattern.descent.value_s < step.deadline_s) {
        TRY(pattern_tolls(&work->pattern, step.threads, &work->tolls));
        tolls = &work->tolls;
    }
    TRY(greedy_refine(work->agenda, tolls, &step, &stopped_by));
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
                              .target = work->bound - step.gap * fmax(1, fabs(work->bound))};
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

    return gap_of(work) > fmax(options->gap, MET) && !interrupted(options) &&
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

/* Looks for better schedules while there is a gap and something to search with. */
static Status improve(Work *work)
{
    bool within = false;
    Status status = STATUS_OK;

    if (gap_of(work) <= fmax(work->options->gap, MET) && work->options->method != METHOD_EXACT)
        return STATUS_OK;
    if (work->options->method == METHOD_AUTO || work->options->method == METHOD_EXACT)
        TRY(prove_by_plans(work, &within));
    if (!within)
        TRY(search(work));
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
    TRY(tolls_init(&work.tolls, work.catalog));
    work.closing_s = CLOSING_X_CATALOG * (clock_now_s() - begun_s);
    TRY(construct(&work, solution));
    TRY(judge_first(&work));
    if (!work.infeasible)
        TRY(find_prices(&work));
    if (!work.infeasible && work.answer && !interrupted(options))
        TRY(improve(&work));
    if (work.infeasible) {
        solution->outcome = OUTCOME_INFEASIBLE;
    } else if (work.answer) {
        work.proven = work.proven || is_met(&work);
        TRY(conclude(&work, solution));
        judge(&work, solution);
    }
    *out = solution;
    solution = NULL;
done:
    answer_free(work.answer);
    agenda_free(work.agenda);
    tolls_clear(&work.tolls);
    pattern_clear(&work.pattern);
    catalog_free(work.catalog);
    solution_free(solution);
    return status;
}
