#include "solver/greedy/ruin.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/base/random.h"

enum {
    STRINGS_MAX = 3,   /* sessions ruined in one round */
    LENGTH_MAX = 4,    /* visits taken out of one of them, */
    LENGTH_BESIDE = 3, /* or out of one beside it */
    PICKS = 3,         /* sessions drawn of which the most promising is ruined */
    DRAWS = 30,        /* idle things drawn for one that the prices would book */
    GUESTS_MAX = 2,    /* unbooked things tried in one round */
    SAMPLES = 60,      /* of which as many are looked at */
    THINGS_MAX = 256,  /* in one round */
    BUNDLE_NODES = 16,
    DISORDER = 6,    /* how much, at most, the order of a round strays from density */
    LOG_MAX = 200000 /* changes since the best agenda, before it is gone back to */
};

static const double first_heat = 0.4, last_heat = 0.002; /* parts of the mean worth of a thing */
/* Chance with which an idle thing that the prices would not book is drawn nevertheless. */
static const double curiosity = 0.03;

typedef struct Ruiner {
    Agenda *agenda;
    const Bundles *bundles;
    BundleSearch *search;
    const int32_t *order;
    int32_t count;
    Random random;
    int32_t *thing_of; /* owned, [subjects]: index in order */
    int32_t *idle;     /* owned, [count]: things that do not stand, n_idle of them */
    int32_t *idle_at;  /* owned, [count]: where in idle, or -1 */
    int32_t n_idle;
    const RuinStretch *stretch;           /* borrowed */
    SeatFinder sessions;                  /* those the round's first thing could use */
    int32_t things[THINGS_MAX], n_things; /* to be seated in this round */
    int32_t ruined[STRINGS_MAX + 1], n_ruined;
    Groups nearby; /* sessions by site and day */
} Ruiner;

/* The requests of thing @p t, or the subject of the place; their number. */
static int32_t subjects_of(const Ruiner *ruiner, int32_t t, const int32_t **subjects,
                           int32_t *place)
{
    int32_t bundle = ruiner->order[t];

    if (bundle < 0) {
        *place = -1 - bundle;
        *subjects = place;
        return 1;
    }
    *subjects = ruiner->bundles->members + ruiner->bundles->begin[bundle];
    return ruiner->bundles->begin[bundle + 1] - ruiner->bundles->begin[bundle];
}

static bool thing_stands(const Ruiner *ruiner, int32_t t)
{
    const int32_t *subjects;
    int32_t place;

    subjects_of(ruiner, t, &subjects, &place);
    return ruiner->agenda->visit_of[subjects[0]] >= 0;
}

/* Puts thing @p t in or out of the idle ones, as it stands or not. */
static void file_thing(Ruiner *ruiner, int32_t t)
{
    bool idle = !thing_stands(ruiner, t);
    int32_t at = ruiner->idle_at[t];

    if (idle && at < 0) {
        ruiner->idle_at[t] = ruiner->n_idle;
        ruiner->idle[ruiner->n_idle++] = t;
    } else if (!idle && at >= 0) {
        int32_t last = ruiner->idle[--ruiner->n_idle];

        ruiner->idle[at] = last;
        ruiner->idle_at[last] = at;
        ruiner->idle_at[t] = -1;
    }
}

static bool add_thing(Ruiner *ruiner, int32_t t)
{
    for (int32_t i = 0; i < ruiner->n_things; i++)
        if (ruiner->things[i] == t)
            return false;
    if (ruiner->n_things == THINGS_MAX)
        return false;
    ruiner->things[ruiner->n_things++] = t;
    return true;
}

/* Takes the whole thing out of which @p subject is a part; fixed ones stay. */
static void take_out(Ruiner *ruiner, int32_t subject)
{
    int32_t t = ruiner->thing_of[subject], place, n;
    const int32_t *subjects;

    if (t < 0 || !add_thing(ruiner, t))
        return;
    n = subjects_of(ruiner, t, &subjects, &place);
    for (int32_t i = 0; i < n; i++)
        if (ruiner->agenda->visit_of[subjects[i]] >= 0)
            agenda_remove(ruiner->agenda, subjects[i]);
}

/* Takes out what may stand in the way of @p r elsewhere: requests linked to it, of its patient. */
static void take_out_relatives(Ruiner *ruiner, int32_t r)
{
    const Catalog *catalog = ruiner->agenda->catalog;
    const Links *links = &catalog->clinic->links;
    int32_t patient = catalog->clinic->requests.patient[r];

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];

        take_out(ruiner, links->first[l] == r ? links->second[l] : links->first[l]);
    }
    for (int32_t i = catalog->patient_requests.begin[patient];
         i < catalog->patient_requests.begin[patient + 1]; i++)
        if (catalog->patient_requests.items[i] != r)
            take_out(ruiner, catalog->patient_requests.items[i]);
}

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

            take_out(ruiner, member);
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
    const SeatOption *pick = NULL;

    for (int32_t draws = finder->tolls ? PICKS : 1; draws > 0; draws--) {
        const SeatOption *option =
            &finder->options[random_below(&ruiner->random, finder->n_options)];

        if (!pick || option->bound > pick->bound)
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

    n = subjects_of(ruiner, t, &subjects, &place);
    subject = subjects[random_below(&ruiner->random, n)];
    if (subject < agenda->n_requests && random_below(&ruiner->random, 2) == 0)
        take_out_relatives(ruiner, subject);
    seat_wish(agenda, subject, &wish);
    ruiner->sessions.full_too = true;
    seat_options(&ruiner->sessions, agenda, subject, &wish);
    if (agenda->visit_of[subject] >= 0 && agenda_at(agenda, subject)->session >= 0) {
        first = agenda_at(agenda, subject)->session;
        minute = agenda_at(agenda, subject)->start_min;
        ruin_session(ruiner, first, subject, -1, LENGTH_MAX);
        strings--;
    } else {
        add_thing(ruiner, t);
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
    int32_t place, n = subjects_of(ruiner, t, &subjects, &place);

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

/* How much of thing @p t the prices would book; of a place all. */
static double chance_of(const Ruiner *ruiner, int32_t t)
{
    const int32_t *subjects;
    int32_t place, n = subjects_of(ruiner, t, &subjects, &place);
    double most = 0;

    for (int32_t i = 0; i < n; i++)
        most = fmax(most, subjects[i] < ruiner->agenda->n_requests
                              ? ruiner->stretch->tolls->chance[subjects[i]]
                              : 1);
    return most;
}

/* A thing that does not stand, by chance; where prices are known, rather one that they would book.
 */
static int32_t draw_idle(Ruiner *ruiner)
{
    int32_t t = ruiner->idle[random_below(&ruiner->random, ruiner->n_idle)];

    for (int32_t draws = DRAWS; ruiner->stretch->tolls && draws > 0 &&
                                random_unit(&ruiner->random) > curiosity + chance_of(ruiner, t);
         draws--)
        t = ruiner->idle[random_below(&ruiner->random, ruiner->n_idle)];
    return t;
}

static void invite_guests(Ruiner *ruiner)
{
    int32_t guests = 0;

    for (int32_t i = 0; i < SAMPLES && guests < GUESTS_MAX && ruiner->n_idle > 0; i++) {
        int32_t t = draw_idle(ruiner);

        if (could_use(ruiner, t))
            guests += add_thing(ruiner, t);
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
        t = draw_idle(ruiner);
    else
        t = random_below(&ruiner->random, ruiner->count);
    ruin_around(ruiner, t);
    invite_guests(ruiner);
    sort_things(ruiner);
    seat_things(ruiner);
    if (agenda->worth < before + heat * log(1 - random_unit(&ruiner->random)))
        agenda_rollback(agenda, mark);
    for (int32_t i = 0; i < ruiner->n_things; i++)
        file_thing(ruiner, ruiner->things[i]);
}

static void file_all(Ruiner *ruiner)
{
    for (int32_t t = 0; t < ruiner->count; t++)
        file_thing(ruiner, t);
}

/* Sessions by site and day. */
static Status group_sessions(const Catalog *catalog, Groups *out)
{
    int32_t *key = MEM_NEW(int32_t, catalog->n_sessions);
    Status status;

    if (!key)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < catalog->n_sessions; s++)
        key[s] = catalog->sessions[s].site * catalog->days + catalog->sessions[s].day;
    status =
        groups_init(out, key, catalog->n_sessions, catalog->clinic->sites.rows * catalog->days);
    mem_free(key);
    return status;
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
        int32_t place, n = subjects_of(ruiner, t, &subjects, &place);

        for (int32_t i = 0; i < n; i++)
            ruiner->thing_of[subjects[i]] = t;
        ruiner->idle_at[t] = -1;
    }
    file_all(ruiner);
    return group_sessions(ruiner->agenda->catalog, &ruiner->nearby);
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
