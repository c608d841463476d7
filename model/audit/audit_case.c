#include "model/audit/audit_case.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

/* A seat with what decides which others share its visit. */
typedef struct Ticket {
    Visit visit;
    int32_t request, row;
} Ticket;

/* In the order of the calendar; equal but for the request means one shared visit. */
static int same_visit(const Visit *a, const Visit *b)
{
    const int64_t ours[] = {a->date, a->lead, a->start_min, a->site, a->type, a->mode};
    const int64_t theirs[] = {b->date, b->lead, b->start_min, b->site, b->type, b->mode};

    return order_keys(ours, theirs, 6);
}

static int by_visit(const void *left, const void *right)
{
    const Ticket *a = left, *b = right;
    int sign = same_visit(&a->visit, &b->visit);

    return sign ? sign : order_int(a->request, b->request);
}

static bool in_range(int32_t row, int32_t rows)
{
    return row >= 0 && row < rows;
}

static bool time_of_day(int32_t minute)
{
    return minute >= 0 && minute <= 1440;
}

/* Fills in what follows from type, lead, start and mode. */
static void complete(const Case *c, Visit *visit)
{
    const Facts *facts = c->facts;
    double factor;

    visit->skill = facts_skill(facts, visit->lead, visit->type);
    factor = facts_factor(facts, visit->skill);
    visit->end_min = visit->start_min + facts_length(facts, visit->type, factor, visit->mode);
    visit->serve_min = visit->served_min = visit->start_min;
    visit->session = -1;
    if (facts->lead[visit->type] >= 0) {
        Part lead = facts_part(facts, visit->type, facts->lead[visit->type], factor);

        visit->serve_min += lead.from_min;
        visit->served_min += lead.end_min;
        visit->session = hours_session(c->hours, visit->lead, visit->site, visit->date,
                                       visit->serve_min, visit->served_min);
    }
}

/* The mode a row stands for: what it says, or the type's and the request's where it is blank. */
static int32_t mode_of(const Case *c, int32_t said, int32_t type, int32_t request)
{
    int32_t mode = facts_mode(c->facts, type);

    if (said == MODE_IN_PERSON || said == MODE_TELEHEALTH)
        return said;
    if (request >= 0 && c->clinic->visit_types.mode[type] == TYPE_EITHER &&
        c->clinic->requests.mode[request] != MISSING)
        mode = c->clinic->requests.mode[request];
    return mode;
}

/* True when the row names a request, a person, a site and a time; says so otherwise. */
static bool row_makes_sense(Case *c, int32_t row)
{
    const Appointments *rows = &c->schedule->appointments;
    const Clinic *clinic = c->clinic;

    if (!in_range(rows->request[row], clinic->requests.rows))
        violate(c, AUDIT_DATA, "appointments row %d: no request %d", (int)row,
                (int)rows->request[row]);
    else if (!in_range(rows->provider[row], clinic->providers.rows))
        violate(c, AUDIT_DATA, "appointments row %d (%s): no provider %d", (int)row,
                clinic->requests.request[rows->request[row]], (int)rows->provider[row]);
    else if (!in_range(rows->site[row], clinic->sites.rows))
        violate(c, AUDIT_DATA, "appointments row %d (%s): no site %d", (int)row,
                clinic->requests.request[rows->request[row]], (int)rows->site[row]);
    else if (rows->date[row] == MISSING || !time_of_day(rows->start[row]))
        violate(c, AUDIT_DATA, "appointments row %d (%s): no date or no time of day (%d, %d)",
                (int)row, clinic->requests.request[rows->request[row]], (int)rows->date[row],
                (int)rows->start[row]);
    else
        return true;
    return false;
}

/* The rows that count, one a request. */
static int32_t read_tickets(Case *c, Ticket *tickets)
{
    const Appointments *rows = &c->schedule->appointments;
    int32_t count = 0;

    for (int32_t row = 0; row < rows->rows; row++) {
        Ticket *ticket = &tickets[count];
        int32_t r = rows->request[row];

        if (!row_makes_sense(c, row))
            continue;
        if (c->seat_of[r] >= 0) {
            violate(c, AUDIT_ONCE, "%s is booked twice, in rows %d and %d of appointments",
                    c->clinic->requests.request[r], (int)c->seat_of[r], (int)row);
            continue;
        }
        c->seat_of[r] = row;
        *ticket = (Ticket){.request = r, .row = row};
        ticket->visit.type = c->clinic->requests.visit_type[r];
        ticket->visit.lead = rows->provider[row];
        ticket->visit.site = rows->site[row];
        ticket->visit.date = rows->date[row];
        ticket->visit.start_min = rows->start[row];
        ticket->visit.mode = mode_of(c, rows->mode[row], ticket->visit.type, r);
        count++;
    }
    return count;
}

static void make_visits(Case *c, const Ticket *tickets, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        const Ticket *ticket = &tickets[i];
        bool shared = i > 0 && same_visit(&tickets[i - 1].visit, &ticket->visit) == 0 &&
                      c->clinic->visit_types.group_capacity[ticket->visit.type] > 1;
        bool fixed = c->clinic->requests.status[ticket->request] == REQUEST_FIXED;
        Visit *visit;

        if (!shared) {
            visit = &c->visits[c->n_visits++];
            *visit = ticket->visit;
            visit->place = -1;
            visit->first_seat = i;
            visit->rank = ticket->request;
            visit->all_fixed = true;
            complete(c, visit);
        }
        visit = &c->visits[c->n_visits - 1];
        visit->n_seats++;
        visit->all_fixed = visit->all_fixed && fixed;
        c->seats[i] = (Seat){ticket->request, ticket->row, c->n_visits - 1};
        c->seat_of[ticket->request] = i;
    }
    c->n_seats = count;
}

/* Held places become visits of nobody; what a row of reserves lacks for that is RESERVE's to say.
 */
static void make_places(Case *c)
{
    const Reserves *rows = &c->schedule->reserves;
    const Clinic *clinic = c->clinic;

    for (int32_t row = 0; row < rows->rows; row++) {
        Visit *visit = &c->visits[c->n_visits];

        c->visit_of_place[row] = -1;
        if (rows->held[row] != 1 || !in_range(rows->visit_type[row], clinic->visit_types.rows) ||
            !in_range(rows->site[row], clinic->sites.rows) || rows->date[row] == MISSING ||
            !in_range(rows->provider[row], clinic->providers.rows) ||
            !time_of_day(rows->start[row]))
            continue;
        *visit = (Visit){.type = rows->visit_type[row],
                         .lead = rows->provider[row],
                         .site = rows->site[row],
                         .date = rows->date[row],
                         .start_min = rows->start[row],
                         .place = row,
                         .rank = row};
        visit->mode = mode_of(c, rows->mode[row], visit->type, -1);
        complete(c, visit);
        c->visit_of_place[row] = c->n_visits++;
    }
}

/* One service in its session. */
typedef struct Turn {
    int32_t session, serve_min, rank, visit;
    bool place;
} Turn;

static int by_turn(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    const int64_t ours[] = {a->session, a->serve_min, a->place, a->rank};
    const int64_t theirs[] = {b->session, b->serve_min, b->place, b->rank};

    return order_keys(ours, theirs, 4);
}

/* Which services overlap: those that start before the latest end so far in their session. */
static void mark_overlaps(Case *c)
{
    for (int32_t s = 0; s < c->hours->n_shifts; s++) {
        int32_t latest = -1;

        for (int32_t i = c->service_begin[s]; i < c->service_begin[s + 1]; i++) {
            Visit *visit = &c->visits[c->services[i]];

            visit->overlaps = visit->serve_min < latest;
            if (visit->served_min > latest)
                latest = visit->served_min;
        }
    }
}

static Status line_up(Case *c)
{
    Turn *turns = MEM_NEW(Turn, c->n_visits);

    c->services = MEM_NEW(int32_t, c->n_visits);
    c->service_begin = MEM_NEW(int32_t, (int64_t)c->hours->n_shifts + 1);
    if (!turns || !c->services || !c->service_begin) {
        mem_free(turns);
        return STATUS_NO_MEMORY;
    }
    for (int32_t v = 0; v < c->n_visits; v++) {
        const Visit *visit = &c->visits[v];

        if (visit->session >= 0)
            turns[c->n_services++] =
                (Turn){visit->session, visit->serve_min, visit->rank, v, visit->place >= 0};
    }
    qsort(turns, (size_t)c->n_services, sizeof *turns, by_turn);
    for (int32_t i = 0; i < c->n_services; i++) {
        c->services[i] = turns[i].visit;
        c->service_begin[turns[i].session + 1]++;
    }
    for (int32_t s = 0; s < c->hours->n_shifts; s++)
        c->service_begin[s + 1] += c->service_begin[s];
    mem_free(turns);
    mark_overlaps(c);
    return STATUS_OK;
}

static Status lay_out(Case *c)
{
    int32_t appointments = c->schedule->appointments.rows, reserves = c->schedule->reserves.rows;
    Ticket *tickets = MEM_NEW(Ticket, appointments);
    int32_t count;

    c->seats = MEM_NEW(Seat, appointments);
    c->seat_of = MEM_NEW(int32_t, c->clinic->requests.rows);
    c->visits = MEM_NEW(Visit, (int64_t)appointments + reserves);
    c->visit_of_place = MEM_NEW(int32_t, reserves);
    if (!tickets || !c->seats || !c->seat_of || !c->visits || !c->visit_of_place) {
        mem_free(tickets);
        return STATUS_NO_MEMORY;
    }
    for (int32_t r = 0; r < c->clinic->requests.rows; r++)
        c->seat_of[r] = -1;
    count = read_tickets(c, tickets);
    qsort(tickets, (size_t)count, sizeof *tickets, by_visit);
    make_visits(c, tickets, count);
    make_places(c);
    mem_free(tickets);
    return line_up(c);
}

Status case_new(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                Verdict *verdict, Case **out)
{
    Status status = STATUS_NO_MEMORY;
    Case *c = MEM_NEW(Case, 1);

    if (!c)
        goto done;
    c->clinic = clinic;
    c->chances = chances;
    c->schedule = schedule;
    c->verdict = verdict;
    TRY(facts_new(clinic, &c->facts));
    TRY(hours_new(c->facts, &c->hours));
    TRY(lay_out(c));
    *out = c;
    c = NULL;
done:
    case_free(c);
    return status;
}

void case_free(Case *c)
{
    if (!c)
        return;
    facts_free(c->facts);
    hours_free(c->hours);
    mem_free(c->seats);
    mem_free(c->seat_of);
    mem_free(c->visits);
    mem_free(c->visit_of_place);
    mem_free(c->holds);
    mem_free(c->services);
    mem_free(c->service_begin);
    mem_free(c->idle_min);
    mem_free(c->overtime_min);
    mem_free(c);
}
