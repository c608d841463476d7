#include "solver/greedy/team.h"

#include <math.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "model/base/random.h"
#include "solver/greedy/team_parts.h"
#include "solver/parallel.h"

enum {
    THINGS_PER_PART = 700,   /* about: in small parts less is looked at for each thing */
    ROUNDS = 30,             /* after which the parts are dealt anew, at least so often */
    UNITS_A_SECOND = 300000, /* of one thread at least, when the clock is what ends the search */
    STRETCH_LEAST = 5000     /* units of one part in one round, and as many as there are things */
};

/* The heat at first and at last, in parts of the mean worth of a thing. Who holds which of many
 * like places is settled by matching once it is cold enough for that. */
static const double FIRST_HEAT = 0.4, LAST_HEAT = 0.015, FIRST_HEAT_FEW = 0.15,
                    LAST_HEAT_FEW = 0.002;

static Status worker_init(TeamWorker *worker, const Team *team, double until_s)
{
    Status status;

    TRY(agenda_new(team->agenda->catalog, &worker->agenda));
    TRY(bundle_search_init(&worker->search, team->bundles, &worker->finder));
    TRY(seat_range_init(&worker->range, team->agenda->catalog));
    worker->order = MEM_NEW(int32_t, team->count);
    worker->begin = MEM_NEW(int32_t, (int64_t)team->parts_each + 1);
    worker->options = *team->pace->budget.options;
    worker->options.progress = NULL;
    worker->options.work_limit = 0;
    worker->options.deadline_s = fmin(worker->options.deadline_s, until_s);
    if (!worker->order || !worker->begin)
        status = STATUS_NO_MEMORY;
done:
    return status;
}

static void worker_clear(TeamWorker *worker)
{
    bundle_search_clear(&worker->search);
    seat_clear(&worker->finder);
    seat_range_clear(&worker->range);
    agenda_free(worker->agenda);
    mem_free(worker->order);
    mem_free(worker->begin);
}

/* What a part of so many things is given: to each thing the same, of what all parts have. */
static int64_t part_effort(const Team *team, int32_t things)
{
    if (!team->in_parts)
        return team->stretch.effort;
    if (things == 0)
        return 0;
    return (int64_t)((double)team->stretch.effort * team->n_workers * things / team->in_turn);
}

/* Lists the sessions of part @p part for the worker. */
static Status take_part(const Team *team, TeamWorker *worker, int32_t part)
{
    int32_t from = team->sessions_of.begin[part];

    return seat_range_fill(&worker->range, team->agenda->catalog, &team->leads_of,
                           team->sessions_of.items + from,
                           team->sessions_of.begin[part + 1] - from);
}

static Status work(size_t index, void *context)
{
    Team *team = context;
    TeamWorker *worker = &team->workers[index];
    Pace pace;
    RuinStretch stretch = team->stretch;
    int64_t before = worker->agenda->effort;
    Status status;

    stretch.parts = team->in_parts ? team->part_of : NULL;
    stretch.range = team->in_parts ? &worker->range : NULL;
    agenda_assign(worker->agenda, team->agenda);
    pace = pace_begin(worker->agenda, &worker->options);
    for (int32_t k = 0; k < team->parts_each; k++) {
        int32_t things = worker->begin[k + 1] - worker->begin[k];

        stretch.part = (int32_t)index * team->parts_each + k;
        stretch.effort = part_effort(team, things);
        if (team->in_parts)
            TRY(take_part(team, worker, stretch.part));
        TRY(ruin_run(worker->agenda, team->bundles, &worker->search,
                     worker->order + worker->begin[k], things, &stretch, &pace));
    }
    TRY(agenda_status(worker->agenda));
    worker->effort = worker->agenda->effort - before;
done:
    return status;
}

/* How much of the cooling is done. */
static double progress_of(const Team *team, const TeamLimits *limits)
{
    double done = (double)team->dealt / (double)limits->effort;

    if (isfinite(limits->until_s))
        done = fmax(done,
                    (clock_now_s() - team->begun_s) / fmax(1e-3, limits->until_s - team->begun_s));
    return fmin(1, done);
}

/* Units of work that the limits are about to let pass. */
static double effort_ahead(const Team *team, const TeamLimits *limits)
{
    double effort = (double)limits->effort;

    if (isfinite(limits->until_s))
        effort = fmin(effort, (limits->until_s - team->begun_s) * limits->threads * UNITS_A_SECOND);
    return fmax(1, effort);
}

/* Where the cooling begins: a search that is short for so many things would not recover from the
 * first heat. */
static double first_of(const Team *team, const TeamLimits *limits)
{
    return fmin(0.9, fmax(0, 0.4 * (4 - log10(effort_ahead(team, limits) / team->count))));
}

/* The heat where @p done of the cooling is over. */
static double heat_at(const Team *team, double done)
{
    double first = team->few ? FIRST_HEAT_FEW : FIRST_HEAT;
    double last = team->few ? LAST_HEAT_FEW : LAST_HEAT;

    return team->mean * first * pow(last / first, team->first + (1 - team->first) * done);
}

/* The mean worth of what stands. */
static double mean_worth(const Team *team)
{
    int32_t standing = 1;

    for (int32_t subject = 0; subject < team->agenda->n_subjects; subject++)
        standing += team->agenda->visit_of[subject] >= 0;
    return fabs(team->agenda->worth) / standing;
}

/* Sets what every part does in this round; false when the search is over. */
static bool plan_round(Team *team, const TeamLimits *limits, int32_t round)
{
    double done = progress_of(team, limits), step;
    int64_t share = (int64_t)(effort_ahead(team, limits) / team->n_workers / ROUNDS);
    const SolveOptions *options = team->pace->budget.options;

    if (done >= 1 || !pace_left(team->pace, team->agenda) ||
        pace_objective(team->pace, team->agenda) >= limits->target)
        return false;
    share = share > STRETCH_LEAST + team->count ? share : STRETCH_LEAST + team->count;
    if (options->work_limit > 0) {
        int64_t left =
            (options->work_limit - (team->agenda->effort - team->pace->before)) / team->n_workers;

        share = share < left ? share : left > 1 ? left : 1;
    }
    step = (double)share * team->n_workers / (double)limits->effort;
    team->dealt += share * team->n_workers;
    team->stretch = (RuinStretch){.effort = share,
                                  .seed = limits->seed * 1000003 + (uint64_t)round,
                                  .hot = heat_at(team, done),
                                  .cold = heat_at(team, fmin(1, done + step)),
                                  .tolls = limits->tolls};
    return true;
}

static Status run_rounds(Team *team, const TeamLimits *limits, Agenda *best)
{
    Status status = STATUS_OK;

    agenda_assign(best, team->agenda);
    for (int32_t round = 0; plan_round(team, limits, round); round++) {
        TRY(agenda_compact(team->agenda));
        TRY(team_deal(team, round));
        TRY(parallel_run((size_t)team->n_workers, limits->threads, work, team));
        team_merge(team);
        for (int32_t i = 0; i < team->n_workers; i++)
            team->agenda->effort += team->workers[i].effort;
        if (team->agenda->broken)
            break;
        if (team->agenda->worth > best->worth)
            agenda_assign(best, team->agenda);
    }
    agenda_assign(team->agenda, best);
done:
    return status;
}

static void count_workers(Team *team)
{
    int32_t parts = team->count / THINGS_PER_PART;

    team->few = parts < 2;
    team->n_workers = parts < 2 ? 2 : parts > TEAM_MAX ? TEAM_MAX : parts;
    team->parts_each = parts > TEAM_MAX ? (parts + TEAM_MAX - 1) / TEAM_MAX : 1;
}

Status team_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search, const int32_t *order,
                int32_t count, const TeamLimits *limits, Pace *pace)
{
    Team team = {.agenda = agenda,
                 .bundles = bundles,
                 .search = search,
                 .order = order,
                 .count = count,
                 .pace = pace,
                 .random = random_stream(limits->seed, 2),
                 .begun_s = clock_now_s()};
    Agenda *best = NULL;
    Status status;

    if (count == 0 || agenda->catalog->n_sessions == 0 || limits->effort <= 0)
        return STATUS_OK;
    count_workers(&team);
    team.mean = mean_worth(&team);
    team.first = first_of(&team, limits);
    TRY(agenda_new(agenda->catalog, &best));
    TRY(team_prepare(&team));
    for (int32_t i = 0; i < team.n_workers; i++)
        TRY(worker_init(&team.workers[i], &team, limits->until_s));
    TRY(run_rounds(&team, limits, best));
    if (search->finder->broken)
        status = fault(STATUS_NO_MEMORY, "sessions to choose from");
    else
        status = agenda_status(agenda);
done:
    for (int32_t i = 0; i < team.n_workers; i++)
        worker_clear(&team.workers[i]);
    team_clear(&team);
    agenda_free(best);
    return status;
}
