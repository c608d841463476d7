#include "solver/agenda/seat.h"

#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/agenda/seat_parts.h"

enum {
    PATIENCE = 30,   /* sessions looked at beyond those that gave all seats asked for: bounds differ
                      * little, so many seem better than what was found and are not, */
    HASTE = 5,       /* fewer where chance is asked for: what is missed is met another time */
    TRIED_MAX = 500, /* sessions looked at in all */
    REPAIRS =
        10 /* units are exchanged in one hasty look of so many: it is slow, and seldom helps */
};

/* Worth of a minute left over beside a visit: only breaks ties, so that holes stay whole. */
static const double leftover_cost = 1e-5;

void seat_clear(SeatFinder *finder)
{
    mem_free(finder->options);
    *finder = (SeatFinder){0};
}

void seat_wish(const Agenda *agenda, int32_t subject, Wish *wish)
{
    if (subject >= agenda->n_requests) {
        placement_wish_place(agenda->catalog, agenda->place_key[subject - agenda->n_requests],
                             wish);
        return;
    }
    placement_wish(agenda->catalog, subject, wish);
    agenda_narrow(agenda, subject, wish);
}

double seat_worth(const Agenda *agenda, int32_t subject, const Placement *at)
{
    if (subject >= agenda->n_requests)
        return placement_place_worth(agenda->catalog,
                                     agenda->place_key[subject - agenda->n_requests]);
    return placement_profit(agenda->catalog, subject, at) +
           placement_absence(agenda->catalog, subject);
}

/* The seats found so far, best first. */
typedef struct Choice {
    Agenda *agenda;
    int32_t subject;
    const Wish *wish;
    double least;
    int32_t per_session, most, n;
    Seat *seats;
    const Tolls *tolls; /* or NULL */
    double spared;      /* what a session may cost less for the visit, at most */
} Choice;

/* What a further seat must give more than, its toll paid. */
static double threshold(const Choice *choice)
{
    if (choice->n == choice->most)
        return choice->seats[choice->n - 1].gain;
    return choice->tolls ? -INFINITY : choice->least;
}

static double toll_of(const Choice *choice, const VisitShape *shape, const Placement *at)
{
    return choice->tolls && at->session >= 0 ? tolls_at(choice->tolls, shape, at) : 0;
}

static void keep_seat(Choice *choice, const Seat *seat)
{
    int32_t worst_of_session = -1, of_session = 0, at;

    for (int32_t i = 0; i < choice->n; i++) {
        if (choice->seats[i].at.session == seat->at.session) {
            worst_of_session = i;
            of_session++;
        }
    }
    if (of_session >= choice->per_session) {
        if (choice->seats[worst_of_session].gain >= seat->gain)
            return;
        choice->n--;
        memmove(choice->seats + worst_of_session, choice->seats + worst_of_session + 1,
                (size_t)(choice->n - worst_of_session) * sizeof *choice->seats);
    } else if (choice->n == choice->most) {
        choice->n--;
    }
    at = choice->n++;
    while (at > 0 && choice->seats[at - 1].gain < seat->gain) {
        choice->seats[at] = choice->seats[at - 1];
        at--;
    }
    choice->seats[at] = *seat;
}

/* Tries one start; true when the subject can stand there and gives enough. */
static bool try_start(Choice *choice, const SeatOption *option, Placement *at, double leftover)
{
    const Agenda *agenda = choice->agenda;
    double worth, cost, toll, limit;
    Seat seat;

    if (!placement_fits(agenda->catalog, choice->wish, option->shape, at))
        return false;
    worth = seat_worth(agenda, choice->subject, at) - leftover;
    toll = toll_of(choice, option->shape, at);
    limit = fmin(worth - toll - threshold(choice), worth - choice->least) - 1e-12;
    if (limit < -choice->spared)
        return false;
    if (!agenda_check(choice->agenda, choice->subject, at, limit, &cost))
        return false;
    seat = (Seat){*at, worth - cost - toll};
    keep_seat(choice, &seat);
    return true;
}

/* The starts of one hole [from, to) of the lead: at its begin, at its end, else in between. */
static void try_hole(Choice *choice, const SeatOption *option, Placement *at, int32_t from,
                     int32_t to)
{
    int32_t minutes = seat_minutes(option->shape), slot = choice->agenda->catalog->slot_min;
    int32_t offset = option->shape->parts[option->shape->lead].start_min;
    double leftover = leftover_cost * (to - from - minutes);
    bool found = false;

    if (to - from < minutes)
        return;
    at->start_min = from - offset;
    found |= try_start(choice, option, at, leftover);
    if (to - from > minutes) {
        at->start_min = to - minutes - offset;
        found |= try_start(choice, option, at, leftover);
    }
    for (int32_t start = from + slot; !found && start < to - minutes; start += slot) {
        at->start_min = start - offset;
        found |= try_start(choice, option, at, 2 * leftover);
    }
}

static void try_holes(Choice *choice, const SeatOption *option, Placement *at)
{
    const Agenda *agenda = choice->agenda;
    const CatalogSession *s = &agenda->catalog->sessions[option->session];
    int64_t list = (int64_t)s->provider * agenda->catalog->days + s->day;
    int32_t free_from = s->start_min;

    for (int32_t h = agenda->first_hold[list]; h >= 0; h = agenda->holds[h].next) {
        const AgendaHold *hold = &agenda->holds[h];
        bool away = hold->site != s->site;
        int32_t gap = away ? agenda->catalog->travel_min : 0;
        int32_t slot = agenda->catalog->slot_min, to = hold->start_min - gap;

        if (hold->until_min + gap <= s->start_min || (agenda->repair && !hold->leads))
            continue; /* who helps may be exchanged where that is open */
        to = to >= 0 ? to / slot * slot : -1;
        try_hole(choice, option, at, free_from, to < s->end_min ? to : s->end_min);
        to = (hold->until_min + gap + slot - 1) / slot * slot;
        free_from = to > free_from ? to : free_from;
    }
    try_hole(choice, option, at, free_from, s->end_min);
}

/* Starts at which the lead serves another visit too: shared, or overlapping where that is open. */
static void try_company(Choice *choice, const SeatOption *option, Placement *at)
{
    const Agenda *agenda = choice->agenda;
    const Catalog *catalog = agenda->catalog;
    int32_t type = choice->wish->type, minutes = seat_minutes(option->shape);
    bool group = catalog->clinic->visit_types.group_capacity[type] > 1 &&
                 choice->subject < agenda->n_requests;
    bool overlap = seat_overlaps(catalog, type, &catalog->sessions[option->session]);
    int32_t offset = option->shape->parts[option->shape->lead].start_min, tried = INT32_MIN;

    if (!group && !overlap)
        return;
    for (int32_t v = agenda->first_service[option->session]; v >= 0;
         v = agenda->visits[v].next_service) {
        const AgendaVisit *visit = &agenda->visits[v];
        const AgendaHold *hold = &agenda->holds[visit->first_hold];
        int32_t from = hold->start_min - minutes + catalog->slot_min;

        if (group && visit->type == type) {
            at->start_min = visit->at.start_min;
            try_start(choice, option, at, 0);
        }
        if (!overlap)
            continue;
        if (from <= tried)
            from = tried + catalog->slot_min;
        for (int32_t start = from; start < hold->until_min; start += catalog->slot_min) {
            at->start_min = start - offset;
            try_start(choice, option, at, 0);
            tried = start;
        }
    }
}

static void try_session(Choice *choice, const SeatOption *option)
{
    const CatalogSession *s = &choice->agenda->catalog->sessions[option->session];
    Placement at = {option->session, s->provider, s->site, s->day, 0, option->mode};

    choice->agenda->effort++;
    choice->spared =
        choice->agenda->catalog->clinic->rules.idle_cost_per_min * seat_minutes(option->shape);
    try_holes(choice, option, &at);
    try_company(choice, option, &at);
}

/* A booked request may stay where it stands, whatever its window says. */
static void try_standing(Choice *choice)
{
    const Catalog *catalog = choice->agenda->catalog;
    const VisitShape *shape;
    Placement at;

    if (choice->subject >= choice->agenda->n_requests ||
        catalog->clinic->requests.status[choice->subject] != REQUEST_BOOKED ||
        !placement_standing(catalog, choice->subject, &at))
        return;
    shape = catalog_shape(catalog, choice->wish->type, at.provider);
    for (at.mode = 0; at.mode < 2; at.mode++) {
        double worth = seat_worth(choice->agenda, choice->subject, &at), cost;

        if (placement_can_stay(catalog, choice->subject, &at, at.mode) &&
            agenda_check(choice->agenda, choice->subject, &at, worth - choice->least - 1e-12,
                         &cost))
            keep_seat(choice, &(Seat){at, worth - cost - toll_of(choice, shape, &at)});
    }
}

/* One look through the sessions. */
static void look_through(Choice *choice, SeatFinder *finder)
{
    int32_t patience = finder->blink ? HASTE : PATIENCE, tried = 0;
    SeatOption option;

    try_standing(choice);
    if (!seat_options(finder, choice->agenda, choice->subject, choice->wish))
        return;
    while (seat_next_option(finder, &option) && tried++ < TRIED_MAX &&
           option.bound > threshold(choice)) {
        if (choice->n == choice->most && patience-- == 0)
            break;
        try_session(choice, &option);
    }
}

int32_t seat_find(SeatFinder *finder, Agenda *agenda, int32_t subject, double least,
                  int32_t per_session, Seat *seats, int32_t most)
{
    Wish wish;
    Choice choice = {agenda, subject, &wish, least, per_session, most, 0, seats, finder->tolls, 0};

    seat_wish(agenda, subject, &wish);
    agenda->repair = false;
    look_through(&choice, finder);
    agenda->repair = true;
    if (choice.n == 0 && (!finder->blink || random_below(finder->blink, REPAIRS) == 0))
        look_through(&choice, finder);
    return choice.n;
}

bool seat_take(SeatFinder *finder, Agenda *agenda, int32_t subject, double least)
{
    Seat seat = {0};

    return seat_find(finder, agenda, subject, least, 1, &seat, 1) > 0 &&
           agenda_place(agenda, subject, &seat.at);
}
