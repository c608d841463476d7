#include "solver/agenda/assign.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"
#include "solver/agenda/agenda.h"
#include "solver/agenda/answer.h"

enum { ROUNDS = 10 };

static int32_t mode_of(const Clinic *clinic, int32_t said, int32_t type)
{
    if (said != MISSING)
        return said;
    return clinic->visit_types.mode[type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH : MODE_IN_PERSON;
}

/* Where appointment @p row stands; false when the agenda has no place for it: it lies outside the
 * horizon, in no session, or in a closure. */
static bool place_of(const Catalog *catalog, const Appointments *rows, int32_t row, Placement *at)
{
    const Clinic *clinic = catalog->clinic;
    int32_t r = rows->request[row], day = rows->date[row], start = rows->start[row];
    const VisitShape *shape;
    const VisitPart *lead;

    if (day < 0 || day >= catalog->days || start < 0 || start >= DAY_MIN)
        return false;
    shape = catalog_shape(catalog, clinic->requests.visit_type[r], rows->provider[row]);
    lead = &shape->parts[shape->lead];
    *at = (Placement){.provider = rows->provider[row],
                      .site = rows->site[row],
                      .day = day,
                      .start_min = day * DAY_MIN + start,
                      .mode = mode_of(clinic, rows->mode[row], clinic->requests.visit_type[r])};
    at->session =
        catalog_session_at(catalog, at->provider, at->site, at->start_min + lead->start_min,
                           at->start_min + lead->end_min);
    return (at->session >= 0 || clinic->requests.status[r] == REQUEST_FIXED) &&
           placement_is_open(catalog, shape, at);
}

/* True when the visit that would hold @p at asks for rooms at all. */
static bool holds_rooms(const Catalog *catalog, int32_t type, const Placement *at)
{
    const VisitShape *shape = catalog_shape(catalog, type, at->provider);

    for (int32_t i = 0; i < shape->n_parts; i++)
        if (shape->parts[i].kind == UNIT_ROOM && visit_holds(&shape->parts[i], at->mode))
            return true;
    return false;
}

/* An appointment, to be put in order. */
typedef struct Turn {
    bool free;        /* not fixed */
    int32_t failures; /* rounds in which it found nothing */
    int32_t day, start_min, row;
} Turn;

/* Those that found nothing before first, then fixed bookings, then by time: units that can stand in
 * for each other always suffice when they are handed out in the order in which they are needed. */
static int by_turn(const void *left, const void *right)
{
    const Turn *a = left, *b = right;
    const int64_t ours[] = {-a->failures, a->free, a->day, a->start_min, a->row};
    const int64_t theirs[] = {-b->failures, b->free, b->day, b->start_min, b->row};

    return order_keys(ours, theirs, 5);
}

static bool place(Agenda *agenda, const Appointments *rows, int32_t row)
{
    const Catalog *catalog = agenda->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t r = rows->request[row];
    Placement at;
    bool placed;

    if (!place_of(catalog, rows, row, &at))
        return false;
    agenda->required_rooms = &requests->booked_room[r];
    agenda->n_required_rooms = requests->status[r] == REQUEST_FIXED &&
                               requests->booked_room[r] >= 0 &&
                               holds_rooms(catalog, requests->visit_type[r], &at);
    placed = agenda_place(agenda, r, &at);
    agenda->n_required_rooms = 0;
    return placed;
}

static Status list_turns(const Catalog *catalog, const Appointments *rows, Turn **out)
{
    Turn *turns = MEM_NEW(Turn, rows->rows);

    if (!turns)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows->rows; row++)
        turns[row] =
            (Turn){.free = catalog->clinic->requests.status[rows->request[row]] != REQUEST_FIXED,
                   .day = rows->date[row],
                   .start_min = rows->start[row],
                   .row = row};
    *out = turns;
    return STATUS_OK;
}

/* Places all appointments in an agenda of its own, in the order of their turns; *@p failed is how
 * many could not be, each of which has one failure more. */
static Status place_all(const Catalog *catalog, const Appointments *rows, Turn *turns,
                        int32_t *failed, Agenda **out)
{
    Agenda *agenda = NULL;
    Status status = agenda_new(catalog, &agenda);

    if (status != STATUS_OK)
        return status;
    *failed = 0;
    qsort(turns, (size_t)rows->rows, sizeof *turns, by_turn);
    for (int32_t i = 0; i < rows->rows; i++) {
        if (agenda->visit_of[rows->request[turns[i].row]] >= 0 || place(agenda, rows, turns[i].row))
            continue;
        turns[i].failures++;
        ++*failed;
    }
    *out = agenda;
    return agenda_status(agenda);
}

/* The agenda of the round in which the fewest fail: who fails in one is earlier in the next. */
static Status find_agenda(const Catalog *catalog, const Appointments *rows, Agenda **best)
{
    Turn *turns = NULL;
    int32_t least = INT32_MAX;
    Status status;

    TRY(list_turns(catalog, rows, &turns));
    for (int round = 0; round < ROUNDS && least > 0; round++) {
        Agenda *agenda = NULL;
        int32_t failed = 0;

        status = place_all(catalog, rows, turns, &failed, &agenda);
        if (status == STATUS_OK && failed < least) {
            Agenda *worse = *best;

            *best = agenda;
            agenda = worse;
            least = failed;
        }
        agenda_free(agenda);
        TRY(status);
    }
done:
    mem_free(turns);
    return status;
}

static void report(const Agenda *agenda, const Appointments *rows, Findings *left)
{
    for (int32_t row = 0; row < rows->rows; row++)
        if (agenda->visit_of[rows->request[row]] < 0)
            findings_warning(left, "%s: no rooms, devices or further persons could be assigned",
                             agenda->catalog->clinic->requests.request[rows->request[row]]);
}

/* The units of @p made, whose texts are the clinic's own, as those of @p schedule. */
static Status take_resources(const Schedule *made, Schedule *schedule)
{
    const Resources *from = &made->resources;
    Resources *to = &schedule->resources;
    Status status = table_resize(schedule, &result_schema.tables[TABLE_resources], from->rows);

    for (int32_t i = 0; status == STATUS_OK && i < from->rows; i++) {
        to->request[i] = from->request[i];
        to->step[i] = from->step[i];
        to->kind[i] = from->kind[i];
        to->id[i] = from->id[i];
        to->date[i] = from->date[i];
        to->start[i] = from->start[i];
        to->end[i] = from->end[i];
    }
    return status;
}

Status assign_units(const Catalog *catalog, Schedule *schedule, Findings *left)
{
    Agenda *agenda = NULL;
    Answer *answer = NULL;
    Schedule *made = NULL;
    Status status;

    TRY(find_agenda(catalog, &schedule->appointments, &agenda));
    report(agenda, &schedule->appointments, left);
    TRY(answer_new(agenda, &answer));
    TRY(answer_schedule(answer, &made));
    TRY(take_resources(made, schedule));
done:
    schedule_free(made);
    answer_free(answer);
    agenda_free(agenda);
    return status;
}
