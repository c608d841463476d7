#include "solver/greedy/ruin.h"

#include <math.h>

#include "model/base/memory.h"
#include "solver/greedy/ruin_parts.h"

enum {
    LENGTH_MAX = 4,    /* visits taken out of one session, */
    LENGTH_BESIDE = 3, /* or out of one beside it */
    PICKS = 3,         /* sessions drawn of which the most promising is ruined */
    GUESTS_MAX = 2,    /* unbooked things tried in one round */
    SAMPLES = 60,      /* of which as many are looked at */
    BUNDLE_NODES = 16,
    DISORDER = 6,    /* how much, at most, the order of a round strays from density */
    LOG_MAX = 200000 /* changes since the best agenda, before it is gone back to */
};

static const double first_heat = 0.4, last_heat = 0.002; /* parts of the mean worth of a thing */

/* Takes a string of at most @p most visits out of a session: about the service of subject @p
 * around, or about @p minute, or, where both are -1, anywhere. */
static void ruin_session(Ruiner *ruiner, int32_t session, int32_t around, int32_t minute,
                         int32_t most)
{
    Agenda *agenda = ruiner->agenda;
    int32_t doomed[LENGTH_MAX], n = 0, skip = 0, at = 0, length;
    int32_t center = -1;

    for (int32_t v = agenda->first_service[session]; v >= 0; v = agenda->visits[v].next_service) {
        if ((around >= 0 && agenda->visit_of[around] == v) ||
            (minute >= 0 && agenda->holds[agenda->visits[v].first_hold].start_min <= minute))
            center = n;
        n++;
    }
    if (n == 0)
        return;
    if (center < 0)
        center = random_below(&ruiner->random, n);
    length = random_between(&ruiner->random, 1, most);
    skip = center - random_below(&ruiner->random, length);
    n = 0;
    for (int32_t v = agenda->first_service[session]; v >= 0 && n < length;
         v = agenda->visits[v].next_service)
        if (at++ >= skip)
            doomed[n++] = agenda->visits[v].first_member;
    for (int32_t i = 0; i < n; i++) {
        int32_t v = agenda->visit_of[doomed[i]];

        if (v < 0)
            continue;
        for (int32_t members = agenda->visits[v].n_members; members > 0; members--) {
            int32_t member = agenda->visits[v].first_member;

            ruin_take_out(ruiner, member);
            if (agenda->visit_of[member] >= 0)
                break;
        }
    }
    ruiner->ruined[ruiner->n_ruined++] = session;
}

/* Ruins sessions of the site and day of session @p first about @p minute: their visits may hold the
 * rooms, devices and persons that the first thing needs. */
static void ruin_beside(Ruiner *ruiner, int32_t first, int32_t minute)
{
    const Catalog *catalog = ruiner->agenda->catalog;
    const RuinStretch *stretch = ruiner->stretch;
    int32_t key = catalog->sessions[first].site * catalog->days + catalog->sessions[first].day;
    int32_t begin = ruiner->nearby.begin[key], n = ruiner->nearby.begin[key + 1] - begin;
    int32_t strings = random_between(&ruiner->random, 1, STRINGS_MAX);

    for (int32_t tries = 3 * strings; tries > 0 && strings > 0; tries--) {
        int32_t other = ruiner->nearby.items[begin + random_below(&ruiner->random, n)];
        const CatalogSession *s = &catalog->sessions[other];

        if (other == first || (stretch->parts && stretch->parts[other] != stretch->part) ||
            s->start_min > minute || s->end_min <= minute)
            continue;
        ruin_session(ruiner, other, -1, minute, LENGTH_BESIDE);
        strings--;
    }
}

/* One of the sessions that the first thing could use: of some, the one with the best bound. */
static int32_t pick_session(Ruiner *ruiner)
{
    const SeatFinder *finder = &ruiner->sessions;
    const SeatOption *pick = &finder->options[random_below(&ruiner->random, finder->n_options)];

    for (int32_t draws = finder->tolls ? PICKS : 1; draws > 1; draws--) {
        const SeatOption *option =
            &finder->options[random_below(&ruiner->random, finder->n_options)];

        if (option->bound > pick->bound)
            pick = option;
    }
    return pick->session;
}

/* Ruins the session where the first thing stands, or one that it could use, and some others: of
 * those that it could use, or of those beside that. */
static void ruin_around(Ruiner *ruiner, int32_t t)
{
    Agenda *agenda = ruiner->agenda;
    int32_t strings = random_between(&ruiner->random, 1, STRINGS_MAX), place, n;
    int32_t subject, first = -1, minute = -1;
    const int32_t *subjects;
    Wish wish;

    n = ruin_subjects(ruiner, t, &subjects, &place);
    subject = subjects[random_below(&ruiner->random, n)];
    if (subject < agenda->n_requests && random_below(&ruiner->random, 2) == 0)
        ruin_take_relatives(ruiner, subject);
    seat_wish(agenda, subject, &wish);
    ruiner->sessions.full_too = true;
    seat_options(&ruiner->sessions, agenda, subject, &wish);
    if (agenda->visit_of[subject] >= 0 && agenda_at(agenda, subject)->session >= 0) {
        first = agenda_at(agenda, subject)->session;
        minute = agenda_at(agenda, subject)->start_min;
        ruin_session(ruiner, first, subject, -1, LENGTH_MAX);
        strings--;
    } else {
        ruin_add(ruiner, t);
    }
    if (ruiner->sessions.n_options == 0)
        return;
    if (random_below(&ruiner->random, 2) == 0) {
        for (; strings > 0; strings--)
            ruin_session(ruiner, pick_session(ruiner), -1, -1, LENGTH_MAX);
        return;
    }
    if (first < 0) {
        const CatalogSession *s;

        first = pick_session(ruiner);
        s = &agenda->catalog->sessions[first];
        minute = s->start_min + random_below(&ruiner->random, s->end_min - s->start_min);
        ruin_session(ruiner, first, -1, minute, LENGTH_MAX);
    }
    ruin_beside(ruiner, first, minute);
}

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

        if (thing < 0)
            seat_take(ruiner->search->finder, ruiner->agenda, -1 - thing, 0);
        else
            bundle_place(ruiner->search, ruiner->bundles, ruiner->agenda, thing, 0, BUNDLE_NODES);
    }
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

static Status prepare(Ruiner *ruiner)
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

/* Rounds of falling heat. */
static void run_rounds(Ruiner *ruiner, const RuinStretch *stretch, Pace *pace)
{
    Agenda *agenda = ruiner->agenda;
    int64_t begun = agenda->effort;
    double best = agenda->worth, mean = stretch->mean;

    if (mean <= 0)
        mean = fabs(best) / (ruiner->count - ruiner->n_idle + 1);

    agenda_settle(agenda);
    while (agenda->effort - begun < stretch->effort && pace_left(pace, agenda)) {
        double done = (double)(agenda->effort - begun) / (double)stretch->effort;
        double part = stretch->begin + (stretch->end - stretch->begin) * done;

        run_round(ruiner, mean * first_heat * pow(last_heat / first_heat, part));
        agenda->effort++;
        if (agenda->worth > best + 1e-7 || (stretch->wander && agenda->n_log > LOG_MAX)) {
            best = agenda->worth;
            agenda_settle(agenda);
        } else if (agenda->n_log > LOG_MAX) {
            agenda_rollback(agenda, 0);
            file_all(ruiner);
        }
    }
    if (!stretch->wander)
        agenda_rollback(agenda, 0);
    agenda_settle(agenda);
}

Status ruin_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search, const int32_t *order,
                int32_t count, const RuinStretch *stretch, Pace *pace)
{
    Ruiner ruiner = {
        .agenda = agenda,
        .bundles = bundles,
        .search = search,
        .order = order,
        .count = count,
        .random = random_stream(stretch->seed, (uint64_t)stretch->part),
        .stretch = stretch,
        .sessions = {.part_of = stretch->parts, .part = stretch->part, .tolls = stretch->tolls}};
    Status status = STATUS_OK;

    if (count == 0)
        return STATUS_OK;
    TRY(prepare(&ruiner));
    search->finder->tolls = stretch->tolls;
    search->finder->blink = &ruiner.random;
    search->finder->part_of = stretch->parts;
    search->finder->part = stretch->part;
    run_rounds(&ruiner, stretch, pace);
    search->finder->tolls = NULL;
    search->finder->blink = NULL;
    search->finder->part_of = NULL;
    if (ruiner.sessions.broken)
        status = fault(STATUS_NO_MEMORY, "sessions to choose from");
done:
    groups_clear(&ruiner.nearby);
    seat_clear(&ruiner.sessions);
    mem_free(ruiner.thing_of);
    mem_free(ruiner.idle);
    mem_free(ruiner.idle_at);
    return status;
}
