/* Strings of visits that are taken out: around a thing, and where one is to be seated first. */
#include "solver/agenda/blockers.h"
#include "solver/greedy/ruin_parts.h"

enum {
    LENGTH_MAX = 4,    /* visits taken out of one session, */
    LENGTH_BESIDE = 3, /* or out of one beside it */
    PICKS = 3,         /* sessions drawn of which the most promising is ruined */
    STARTS = 8,        /* drawn in a session for one that could be had */
    TRIES = 150        /* to make way: most end at once */
};

/* Takes out everybody of visit @p v; false when somebody stays. */
static bool take_visit_out(Ruiner *ruiner, int32_t v)
{
    const Agenda *agenda = ruiner->agenda;

    for (int32_t members = agenda->visits[v].n_members; members > 0; members--) {
        int32_t member = agenda->visits[v].first_member;

        if (agenda->visit_of[member] != v) /* gone with another */
            return true;
        ruin_take_out(ruiner, member);
        if (agenda->visit_of[member] >= 0)
            return false;
    }
    return true;
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
    if (n == 0 || ruiner->n_ruined == RUINED_MAX)
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
        take_visit_out(ruiner, v);
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
static const SeatOption *pick_option(Ruiner *ruiner)
{
    const SeatFinder *finder = &ruiner->sessions;
    const SeatOption *pick = &finder->options[random_below(&ruiner->random, finder->n_options)];

    for (int32_t draws = finder->tolls ? PICKS : 1; draws > 1; draws--) {
        const SeatOption *option =
            &finder->options[random_below(&ruiner->random, finder->n_options)];

        if (option->bound > pick->bound)
            pick = option;
    }
    return pick;
}

void ruin_around(Ruiner *ruiner, int32_t t)
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
            ruin_session(ruiner, pick_option(ruiner)->session, -1, -1, LENGTH_MAX);
        return;
    }
    if (first < 0) {
        const CatalogSession *s;

        first = pick_option(ruiner)->session;
        s = &agenda->catalog->sessions[first];
        minute = s->start_min + random_below(&ruiner->random, s->end_min - s->start_min);
        ruin_session(ruiner, first, -1, minute, LENGTH_MAX);
    }
    ruin_beside(ruiner, first, minute);
}

/* A start that @p subject could have by itself in a session that it could use, by chance. */
static bool draw_start(Ruiner *ruiner, int32_t subject, Placement *at)
{
    const Catalog *catalog = ruiner->agenda->catalog;
    const SeatOption *option;
    const CatalogSession *s;
    int32_t slots, lead_min;
    Wish wish;

    seat_wish(ruiner->agenda, subject, &wish);
    ruiner->sessions.full_too = true;
    if (!seat_options(&ruiner->sessions, ruiner->agenda, subject, &wish))
        return false;
    option = pick_option(ruiner);
    s = &catalog->sessions[option->session];
    slots = (s->end_min - s->start_min) / catalog->slot_min;
    lead_min = option->shape->parts[option->shape->lead].start_min;
    *at = (Placement){option->session, s->provider, s->site, s->day, 0, option->mode};
    for (int32_t draws = STARTS; draws > 0; draws--) {
        at->start_min =
            s->start_min + random_below(&ruiner->random, slots) * catalog->slot_min - lead_min;
        if (placement_fits(catalog, &wish, option->shape, at))
            return true;
    }
    return false;
}

/* Seats @p subject at a start drawn by chance once all that stand in the way are out; false when
 * that is not enough. */
static bool force(Ruiner *ruiner, int32_t subject)
{
    Agenda *agenda = ruiner->agenda;
    Placement at;
    Blockers blockers;

    if (!draw_start(ruiner, subject, &at) ||
        !blockers_find(agenda, subject, &at, &ruiner->random, &blockers))
        return false;
    agenda->effort += blockers.count;
    for (int32_t i = 0; i < blockers.count; i++)
        if (!take_visit_out(ruiner, blockers.visits[i]))
            return false;
    return agenda_place(agenda, subject, &at);
}

/* One try of ruin_make_way(). */
static bool try_way(Ruiner *ruiner, int32_t t)
{
    Agenda *agenda = ruiner->agenda;
    const int32_t *subjects;
    int32_t place, n = ruin_subjects(ruiner, t, &subjects, &place);
    bool backward = random_below(&ruiner->random, 2), relatives = random_below(&ruiner->random, 2);

    ruiner->n_things = ruiner->n_ruined = 0;
    if (ruin_stands(ruiner, t))
        ruin_take_out(ruiner, subjects[0]);
    else
        ruin_add(ruiner, t);
    for (int32_t i = 0; i < n; i++) {
        int32_t subject = subjects[backward ? n - 1 - i : i];

        if (relatives && subject < agenda->n_requests)
            ruin_take_relatives(ruiner, subject);
        if (!force(ruiner, subject))
            return false;
    }
    return true;
}

void ruin_make_way(Ruiner *ruiner, int32_t t)
{
    Agenda *agenda = ruiner->agenda;
    int32_t mark = agenda_mark(agenda), tries = 0;

    while (!try_way(ruiner, t)) {
        agenda_rollback(agenda, mark);
        agenda->effort++;
        if (++tries == TRIES)
            break;
    }
}
