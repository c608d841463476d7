#include "solver/greedy/fixed.h"

#include <stdio.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"
#include "solver/agenda/handout.h"

enum {
    DEAD_ENDS_OF_A_DAY = 300000,
    SEARCHED_MAX = 5000 /* bookings of one day: the search is as deep */
};

/* A fixed request in its place; members of a shared visit follow one another. */
typedef struct Booking {
    int32_t r, type;
    Placement at;
    bool opens; /* the first of its visit: takes the units */
} Booking;

static int by_visit(const void *a, const void *b)
{
    const Booking *s = a, *t = b;
    const int64_t ours[] = {s->at.day,  s->at.start_min, s->type, s->at.provider,
                            s->at.site, s->at.mode,      s->r};
    const int64_t theirs[] = {t->at.day,  t->at.start_min, t->type, t->at.provider,
                              t->at.site, t->at.mode,      t->r};

    return order_keys(ours, theirs, 7);
}

static bool shares(const Catalog *catalog, const Booking *a, const Booking *b)
{
    return catalog->clinic->visit_types.group_capacity[a->type] > 1 && a->type == b->type &&
           a->at.start_min == b->at.start_min && a->at.provider == b->at.provider &&
           a->at.site == b->at.site && a->at.mode == b->at.mode;
}

static Status list_bookings(const Catalog *catalog, Booking **out, int32_t *count)
{
    const Requests *requests = &catalog->clinic->requests;
    Booking *bookings;
    int32_t n = 0;

    for (int32_t r = 0; r < requests->rows; r++)
        n += requests->status[r] == REQUEST_FIXED;
    bookings = MEM_NEW(Booking, n);
    if (!bookings)
        return STATUS_NO_MEMORY;
    n = 0;
    for (int32_t r = 0; r < requests->rows; r++)
        if (requests->status[r] == REQUEST_FIXED &&
            placement_standing(catalog, r, &bookings[n].at)) {
            bookings[n].r = r;
            bookings[n++].type = requests->visit_type[r];
        }
    qsort(bookings, (size_t)n, sizeof *bookings, by_visit);
    for (int32_t i = 0; i < n; i++)
        bookings[i].opens = i == 0 || !shares(catalog, &bookings[i - 1], &bookings[i]);
    *out = bookings;
    *count = n;
    return STATUS_OK;
}

static bool has_room_row(const VisitShape *shape)
{
    for (int32_t i = 0; i < shape->n_parts; i++)
        if (shape->parts[i].kind == UNIT_ROOM)
            return true;
    return false;
}

/* The rooms that the visit of bookings [from, to) must hold, into @p rooms; their number. */
static int32_t required_rooms(const Catalog *catalog, const Booking *bookings, int32_t from,
                              int32_t to, int32_t *rooms)
{
    const Booking *first = &bookings[from];
    int32_t n = 0;

    if (first->at.mode == MODE_TELEHEALTH ||
        !has_room_row(catalog_shape(catalog, first->type, first->at.provider)))
        return 0;
    for (int32_t i = from; i < to; i++) {
        int32_t room = catalog->clinic->requests.booked_room[bookings[i].r], k = 0;

        while (k < n && rooms[k] != room)
            k++;
        if (room >= 0 && k == n)
            rooms[n++] = room;
    }
    return n;
}

static int32_t visit_end(const Booking *bookings, int32_t count, int32_t from)
{
    int32_t to = from + 1;

    while (to < count && !bookings[to].opens)
        to++;
    return to;
}

static void name_booking(const Catalog *catalog, int32_t r, char *out, size_t size)
{
    const Requests *requests = &catalog->clinic->requests;
    char date[CALENDAR_DATE_BYTES], time[CALENDAR_TIME_BYTES];

    calendar_format(catalog->clinic->epoch_day + requests->booked_date[r], date);
    calendar_format_time(requests->booked_start[r], time);
    snprintf(out, size, "%s (%s %s, %s, %s)", requests->request[r], date, time,
             catalog->clinic->providers.provider[requests->booked_provider[r]],
             catalog->clinic->sites.site[requests->booked_site[r]]);
}

/* The work of one call. */
typedef struct Fixing {
    Agenda *agenda;
    const Catalog *catalog;
    Findings *conflict;
    Booking *bookings;
    int32_t count;
    int32_t *rooms; /* scratch */
    bool clash;
} Fixing;

static void report(Fixing *fixing, int32_t r, const char *tag, const char *what)
{
    char booking[256];

    name_booking(fixing->catalog, r, booking, sizeof booking);
    findings_error(fixing->conflict, "%s: fixed request %s %s", tag, booking, what);
    fixing->clash = true;
}

/* Says which rule keeps booking @p b from standing beside those placed before it. */
static void report_clash(Fixing *fixing, const Booking *b)
{
    Agenda *agenda = fixing->agenda;
    AgendaTrial *trial = &agenda->trial;
    double cost;

    agenda_try(agenda, b->r, &b->at, trial);
    if (!agenda_lead_free(agenda, trial)) {
        if (trial->join >= 0)
            report(fixing, b->r, "GROUP", "finds its shared visit full of fixed requests");
        else
            report(fixing, b->r, "PROVIDER", "needs its lead while another fixed visit holds it");
    } else if (!agenda_patient_free(agenda, b->r, &b->at)) {
        report(fixing, b->r, "PATIENT", "meets another fixed visit of the patient");
    } else if (!agenda_links_kept(agenda, b->r, &b->at)) {
        report(fixing, b->r, "LINK", "breaks a link to another fixed request");
    } else if (b->at.session >= 0 && !agenda_session_cost(agenda, b->at.session, trial, &cost)) {
        report(fixing, b->r, "PROVIDER, OVERTIME",
               "overlaps or overruns more in its session of fixed visits than is allowed");
    }
}

/* Stands all leads without units, since no choice of units mends what clashes then. */
static void check_leads(Fixing *fixing)
{
    Agenda *agenda = fixing->agenda;

    agenda->leads_only = true;
    for (int32_t i = 0; i < fixing->count; i++)
        if (!agenda_place(agenda, fixing->bookings[i].r, &fixing->bookings[i].at))
            report_clash(fixing, &fixing->bookings[i]);
    agenda->leads_only = false;
}

static void remove_all(Fixing *fixing, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        if (fixing->agenda->visit_of[fixing->bookings[i].r] >= 0)
            agenda_remove(fixing->agenda, fixing->bookings[i].r);
    agenda_settle(fixing->agenda);
}

static bool place_visit(Fixing *fixing, int32_t from, int32_t to)
{
    Agenda *agenda = fixing->agenda;
    bool placed = true;

    agenda->required_rooms = fixing->rooms;
    agenda->n_required_rooms =
        required_rooms(fixing->catalog, fixing->bookings, from, to, fixing->rooms);
    for (int32_t i = from; placed && i < to; i++)
        placed = agenda_place(agenda, fixing->bookings[i].r, &fixing->bookings[i].at);
    agenda->n_required_rooms = 0;
    return placed;
}

/* Closures are looked at apart: they bind fixed visits too. */
static void check_alone(Fixing *fixing)
{
    const Catalog *catalog = fixing->catalog;

    for (int32_t i = 0; i < fixing->count; i++) {
        const Booking *b = &fixing->bookings[i];

        if (!placement_is_open(catalog, catalog_shape(catalog, b->type, b->at.provider), &b->at))
            report(fixing, b->r, "CLOSED", "stands in a closure of its site or lead");
    }
    for (int32_t r = 0; r < catalog->clinic->requests.rows; r++)
        if (catalog_outside(catalog, r) && !agenda_outside_kept(fixing->agenda, r))
            report(fixing, r, "LINK", "outside the horizon breaks a link to another fixed request");
}

/* The complete search over one day. */
typedef struct DaySearch {
    Fixing *fixing;
    int32_t at, end; /* bookings */
    int64_t *dead_ends;
    AgendaTrial trial;
    int32_t *rooms; /* of this visit */
    int32_t n_rooms;
} DaySearch;

static bool search_from(Fixing *fixing, int32_t at, int32_t end, int64_t *dead_ends);

static bool go_on(void *context)
{
    DaySearch *search = context;
    Agenda *agenda = search->fixing->agenda;
    int32_t mark = agenda_mark(agenda),
            to = visit_end(search->fixing->bookings, search->end, search->at);
    const Booking *b = &search->fixing->bookings[search->at];
    bool done;

    agenda->required_rooms = search->rooms;
    agenda->n_required_rooms = search->n_rooms;
    done = agenda_place_with(agenda, b->r, &b->at, search->trial.units, search->trial.n_units);
    agenda->n_required_rooms = 0;
    for (int32_t i = search->at + 1; done && i < to; i++)
        done = agenda_place(agenda, search->fixing->bookings[i].r, &search->fixing->bookings[i].at);
    done = done && search_from(search->fixing, to, search->end, search->dead_ends);
    if (!done)
        agenda_rollback(agenda, mark);
    agenda->required_rooms = search->rooms;
    agenda->n_required_rooms = search->n_rooms;
    return done;
}

static int32_t units_asked(const VisitShape *shape)
{
    int32_t n = 0;

    for (int32_t i = 0; i < shape->n_parts; i++)
        n += shape->parts[i].count;
    return n;
}

/* Stands bookings [at, end) of one day, in every way their units allow. */
static bool search_from(Fixing *fixing, int32_t at, int32_t end, int64_t *dead_ends)
{
    Agenda *agenda = fixing->agenda;
    DaySearch search = {.fixing = fixing, .at = at, .end = end, .dead_ends = dead_ends};
    const Booking *b = &fixing->bookings[at];
    bool done = false;
    int32_t to;

    if (at == end)
        return true;
    to = visit_end(fixing->bookings, end, at);
    agenda_try(agenda, b->r, &b->at, &search.trial);
    search.rooms = MEM_NEW(int32_t, to - at);
    search.trial.units = MEM_NEW(AgendaUnit, units_asked(search.trial.shape));
    if (!search.rooms || !search.trial.units) {
        agenda->broken = true;
    } else {
        search.n_rooms = required_rooms(fixing->catalog, fixing->bookings, at, to, search.rooms);
        agenda->required_rooms = search.rooms;
        agenda->n_required_rooms = search.n_rooms;
        done = handout_each(agenda, &search.trial, go_on, &search, dead_ends);
    }
    agenda->n_required_rooms = 0;
    mem_free(search.rooms);
    mem_free(search.trial.units);
    return done;
}

/* Takes the day's visits out again and searches all hand-outs. */
static bool search_day(Fixing *fixing, int32_t from, int32_t to, bool *given_up)
{
    int64_t dead_ends = DEAD_ENDS_OF_A_DAY;

    if (to - from > SEARCHED_MAX) {
        *given_up = true;
        return false;
    }
    remove_all(fixing, from, to);
    if (search_from(fixing, from, to, &dead_ends))
        return true;
    *given_up = dead_ends <= 0;
    return false;
}

/* True when the visit asks for persons beside its lead. */
static bool asks_for_persons(const Catalog *catalog, const Booking *b)
{
    const VisitShape *shape = catalog_shape(catalog, b->type, b->at.provider);

    for (int32_t i = 0; i < shape->n_parts; i++)
        if (i != shape->lead && shape->parts[i].kind == UNIT_PROVIDER)
            return true;
    return false;
}

/* Places the bookings of one day: units first as they come (further persons once all other leads
 * stand), then by search. */
static void place_day(Fixing *fixing, int32_t from, int32_t to, bool *given_up)
{
    int32_t lacking = -1;

    for (int persons = 0; persons < 2; persons++) {
        for (int32_t i = from, next; i < to; i = next) {
            next = visit_end(fixing->bookings, to, i);
            if (asks_for_persons(fixing->catalog, &fixing->bookings[i]) == persons &&
                !place_visit(fixing, i, next))
                lacking = i;
        }
    }
    if (lacking >= 0 && !search_day(fixing, from, to, given_up) && !*given_up)
        report(fixing, fixing->bookings[lacking].r, "ROOM, EQUIPMENT, PROVIDER",
               "finds no units: rooms, devices or further persons are taken, closed or lacking");
}

Status fixed_place(Agenda *agenda, Findings *conflict, FixedVerdict *verdict)
{
    Fixing fixing = {.agenda = agenda, .catalog = agenda->catalog, .conflict = conflict};
    bool given_up = false;
    Status status;

    TRY(list_bookings(agenda->catalog, &fixing.bookings, &fixing.count));
    fixing.rooms = MEM_NEW(int32_t, fixing.count);
    if (!fixing.rooms) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    check_leads(&fixing);
    check_alone(&fixing);
    remove_all(&fixing, 0, fixing.count);
    for (int32_t from = 0, to; from < fixing.count && !fixing.clash; from = to) {
        for (to = from;
             to < fixing.count && fixing.bookings[to].at.day == fixing.bookings[from].at.day; to++)
            ;
        place_day(&fixing, from, to, &given_up);
    }
    agenda_settle(agenda);
    status = agenda_status(agenda);
    *verdict = fixing.clash ? FIXED_CLASH : given_up ? FIXED_UNKNOWN : FIXED_STAND;
done:
    agenda->required_rooms = NULL;
    mem_free(fixing.bookings);
    mem_free(fixing.rooms);
    return status;
}
