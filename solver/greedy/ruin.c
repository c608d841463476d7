#include "solver/greedy/ruin.h"

#include <math.h>

#include "model/base/memory.h"
#include "solver/greedy/ruin_parts.h"

enum {
    GUESTS_MAX = 2, /* unbooked things tried in one round */
    SAMPLES = 60,   /* of which as many are looked at */
    BUNDLE_NODES = 16,
    FORCED_SINGLES = 10, /* of so many idle single things one is seated at any cost */
    DISORDER = 6         /* how much, at most, the order of a round strays from density */
};

/* True when a request or place of thing @p t could use a session that was ruined. */
static bool could_use(const Ruiner *ruiner, int32_t t)
{
    const Catalog *catalog = ruiner->agenda->catalog;
    const int32_t *subjects;
    int32_t place, n = ruin_subjects(ruiner, t, &subjects, &place);

    for (int32_t i = 0; i < n; i++) {
        Wish wish;

        seat_wish(ruiner->agenda, subjects[i], &wish);
        for (int32_t k = 0; k < ruiner->n_ruined; k++) {
            int32_t session = ruiner->ruined[k];

            if ((placement_suits(catalog, &wish, session, 0) ||
                 placement_suits(catalog, &wish, session, 1)) &&
                catalog_can_lead(catalog, wish.type, catalog->sessions[session].provider))
                return true;
        }
    }
    return false;
}

static void invite_guests(Ruiner *ruiner)
{
    int32_t guests = 0;

    for (int32_t i = 0; i < SAMPLES && guests < GUESTS_MAX && ruiner->n_idle > 0; i++) {
        int32_t t = ruin_draw_idle(ruiner);

        if (could_use(ruiner, t))
            guests += ruin_add(ruiner, t);
    }
}

/* Densest first, with some disorder. */
static void sort_things(Ruiner *ruiner)
{
    int32_t disorder = random_below(&ruiner->random, DISORDER);

    for (int32_t i = 1; i < ruiner->n_things; i++) {
        int32_t t = ruiner->things[i], at = i;

        while (at > 0 && ruiner->things[at - 1] > t) {
            ruiner->things[at] = ruiner->things[at - 1];
            at--;
        }
        ruiner->things[at] = t;
    }
    for (int32_t swaps = disorder * ruiner->n_things / 3; swaps > 0 && ruiner->n_things > 1;
         swaps--) {
        int32_t at = random_below(&ruiner->random, ruiner->n_things - 1);
        int32_t t = ruiner->things[at];

        ruiner->things[at] = ruiner->things[at + 1];
        ruiner->things[at + 1] = t;
    }
}

static void seat_things(Ruiner *ruiner)
{
    for (int32_t i = 0; i < ruiner->n_things; i++) {
        int32_t thing = ruiner->order[ruiner->things[i]];

        if (ruin_stands(ruiner, ruiner->things[i]))
            continue;
        if (thing < 0)
            seat_take(ruiner->search->finder, ruiner->agenda, -1 - thing, 0);
        else
            bundle_place(ruiner->search, ruiner->bundles, ruiner->agenda, thing, 0, BUNDLE_NODES);
    }
}

/* Bundles seldom find room by chance; one that stands alone does. */
static bool wants_way(Ruiner *ruiner, int32_t t)
{
    if (ruin_size(ruiner, t) > 1)
        return random_below(&ruiner->random, 2) == 0;
    return !ruin_stands(ruiner, t) && random_below(&ruiner->random, FORCED_SINGLES) == 0;
}

/* One round: kept when it gains, or loses no more than the heat allows. */
static void run_round(Ruiner *ruiner, double heat)
{
    Agenda *agenda = ruiner->agenda;
    int32_t mark = agenda_mark(agenda), t;
    double before = agenda->worth;

    ruiner->n_things = ruiner->n_ruined = 0;
    if (ruiner->n_idle > 0 && random_below(&ruiner->random, 2) == 0)
        t = ruin_draw_idle(ruiner);
    else
        t = random_below(&ruiner->random, ruiner->count);
    if (wants_way(ruiner, t))
        ruin_make_way(ruiner, t);
    else
        ruin_around(ruiner, t);
    invite_guests(ruiner);
    sort_things(ruiner);
    seat_things(ruiner);
    if (agenda->worth < before + heat * log(1 - random_unit(&ruiner->random)))
        agenda_rollback(agenda, mark);
    for (int32_t i = 0; i < ruiner->n_things; i++)
        ruin_file(ruiner, ruiner->things[i]);
}

static void file_all(Ruiner *ruiner)
{
    for (int32_t t = 0; t < ruiner->count; t++)
        ruin_file(ruiner, t);
}

Status ruin_prepare(Ruiner *ruiner)
{
    ruiner->thing_of = MEM_NEW(int32_t, ruiner->agenda->n_subjects);
    ruiner->idle = MEM_NEW(int32_t, ruiner->count);
    ruiner->idle_at = MEM_NEW(int32_t, ruiner->count);
    if (!ruiner->thing_of || !ruiner->idle || !ruiner->idle_at)
        return STATUS_NO_MEMORY;
    for (int32_t subject = 0; subject < ruiner->agenda->n_subjects; subject++)
        ruiner->thing_of[subject] = -1;
    for (int32_t t = 0; t < ruiner->count; t++) {
        const int32_t *subjects;
        int32_t place, n = ruin_subjects(ruiner, t, &subjects, &place);

        for (int32_t i = 0; i < n; i++)
            ruiner->thing_of[subjects[i]] = t;
        ruiner->idle_at[t] = -1;
    }
    file_all(ruiner);
    return catalog_by_site_day(ruiner->agenda->catalog, &ruiner->nearby);
}

void ruin_release(Ruiner *ruiner)
{
    groups_clear(&ruiner->nearby);
    seat_clear(&ruiner->sessions);
    mem_free(ruiner->thing_of);
    mem_free(ruiner->idle);
    mem_free(ruiner->idle_at);
}

/* Rounds of falling heat. */
static void run_rounds(Ruiner *ruiner, const RuinStretch *stretch, Pace *pace)
{
    Agenda *agenda = ruiner->agenda;
    int64_t begun = agenda->effort;

    agenda_settle(agenda);
    while (agenda->effort - begun < stretch->effort && pace_left(pace, agenda)) {
        double done = (double)(agenda->effort - begun) / (double)stretch->effort;

        run_round(ruiner, stretch->hot * pow(stretch->cold / stretch->hot, done));
        agenda->effort++;
        agenda_settle(agenda);
    }
}

Status ruin_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search, const int32_t *order,
                int32_t count, const RuinStretch *stretch, Pace *pace)
{
    Ruiner ruiner = {.agenda = agenda,
                     .bundles = bundles,
                     .search = search,
                     .order = order,
                     .count = count,
                     .random = random_stream(stretch->seed, (uint64_t)stretch->part),
                     .stretch = stretch,
                     .sessions = {.range = stretch->range, .tolls = stretch->tolls}};
    Status status = STATUS_OK;

    if (count == 0)
        return STATUS_OK;
    TRY(ruin_prepare(&ruiner));
    search->finder->tolls = stretch->tolls;
    search->finder->blink = &ruiner.random;
    search->finder->range = stretch->range;
    run_rounds(&ruiner, stretch, pace);
    search->finder->tolls = NULL;
    search->finder->blink = NULL;
    search->finder->range = NULL;
    if (ruiner.sessions.broken)
        status = fault(STATUS_NO_MEMORY, "sessions to choose from");
done:
    ruin_release(&ruiner);
    return status;
}
