/* Visits of the agenda: the lists they stand in, what their members make of them, and the account.
 */
#include "solver/agenda/agenda_parts.h"

enum { PART_MOST = 0x3fffffff }; /* of the field of a hold */

/* The list of holds of a unit on a day. */
static int32_t *list_of(Agenda *agenda, int32_t kind, int32_t unit, int32_t day)
{
    int64_t at = (int64_t)(agenda->unit_base[kind] + unit) * agenda->catalog->days + day;

    return &agenda->first_hold[at];
}

static int32_t kind_of(const Agenda *agenda, const AgendaHold *hold)
{
    return agenda->visits[hold->visit].shape->parts[hold->part].kind;
}

static void link_hold(Agenda *agenda, int32_t h)
{
    AgendaHold *hold = &agenda->holds[h];
    int32_t *at =
        list_of(agenda, kind_of(agenda, hold), hold->unit, agenda->visits[hold->visit].at.day);

    while (*at >= 0 && agenda->holds[*at].start_min < hold->start_min)
        at = &agenda->holds[*at].next;
    hold->next = *at;
    *at = h;
}

static void unlink_hold(Agenda *agenda, int32_t h)
{
    AgendaHold *hold = &agenda->holds[h];
    int32_t *at =
        list_of(agenda, kind_of(agenda, hold), hold->unit, agenda->visits[hold->visit].at.day);

    while (*at != h)
        at = &agenda->holds[*at].next;
    *at = hold->next;
}

/* The longest stretch of the session in which its provider leads nothing. */
static void measure_hole(Agenda *agenda, int32_t session)
{
    const CatalogSession *s = &agenda->catalog->sessions[session];
    int32_t free_from = s->start_min, longest = 0;

    for (int32_t v = agenda->first_service[session]; v >= 0; v = agenda->visits[v].next_service) {
        const AgendaHold *lead = &agenda->holds[agenda->visits[v].first_hold];

        if (lead->start_min - free_from > longest)
            longest = lead->start_min - free_from;
        if (lead->until_min > free_from)
            free_from = lead->until_min;
    }
    agenda->session_hole[session] =
        s->end_min - free_from > longest ? s->end_min - free_from : longest;
}

static void link_service(Agenda *agenda, int32_t v)
{
    AgendaVisit *visit = &agenda->visits[v];
    int32_t *at = &agenda->first_service[visit->at.session];
    int32_t start = agenda->holds[visit->first_hold].start_min;

    while (*at >= 0) {
        const AgendaVisit *other = &agenda->visits[*at];
        int32_t other_start = agenda->holds[other->first_hold].start_min;

        if (other_start > start || (other_start == start && other->order > visit->order))
            break;
        at = &agenda->visits[*at].next_service;
    }
    visit->next_service = *at;
    *at = v;
    measure_hole(agenda, visit->at.session);
}

static void unlink_service(Agenda *agenda, int32_t v)
{
    int32_t *at = &agenda->first_service[agenda->visits[v].at.session];

    while (*at != v)
        at = &agenda->visits[*at].next_service;
    *at = agenda->visits[v].next_service;
    measure_hole(agenda, agenda->visits[v].at.session);
}

/* What the members of a visit make of it; a place surely comes and excuses nothing. */
static void sum_up(Agenda *agenda, AgendaVisit *visit)
{
    Service service = {0};

    if (visit->first_member >= agenda->n_requests) {
        visit->order = visit->first_member;
        visit->any = visit->expected = 1;
        visit->excused = false;
        return;
    }
    visit->order = visit->first_member;
    visit->excused = true;
    for (int32_t r = visit->first_member; r >= 0; r = agenda->next_member[r]) {
        service_join(&service, chances_at(agenda->catalog->chances, r, visit->at.day));
        if (r < visit->order)
            visit->order = r;
        if (agenda->catalog->clinic->requests.status[r] != REQUEST_FIXED)
            visit->excused = false;
    }
    visit->any = service.any;
    visit->expected = service.expected;
}

static bool is_pinned(const Agenda *agenda, int32_t subject, int32_t kind, int32_t unit)
{
    const Requests *requests = &agenda->catalog->clinic->requests;

    if (kind != UNIT_ROOM || subject >= agenda->n_requests)
        return false;
    for (int32_t i = 0; i < agenda->n_required_rooms; i++)
        if (agenda->required_rooms[i] == unit)
            return true;
    return requests->status[subject] == REQUEST_FIXED && requests->booked_room[subject] == unit;
}

/* Makes the visit of the trial, which does not join another. */
static void open_visit(Agenda *agenda, const AgendaTrial *trial)
{
    int32_t v = agenda->free_visit;
    AgendaVisit *visit = &agenda->visits[v];

    agenda->free_visit = visit->next_service;
    *visit = (AgendaVisit){.at = trial->at,
                           .shape = trial->shape,
                           .law = trial->law,
                           .type = trial->type,
                           .first_member = trial->subject,
                           .n_members = 1,
                           .first_hold = -1,
                           .next_service = -1};
    if (trial->subject < agenda->n_requests)
        agenda->next_member[trial->subject] = -1;
    agenda->visit_of[trial->subject] = v;
    sum_up(agenda, visit);
    for (int32_t i = trial->n_units - 1; i >= 0; i--) {
        const VisitPart *part = &trial->shape->parts[trial->units[i].part];
        int32_t h = agenda->free_hold;
        AgendaHold *hold = &agenda->holds[h];

        agenda->free_hold = hold->next;
        *hold = (AgendaHold){
            .start_min = trial->at.start_min + part->start_min,
            .until_min = trial->at.start_min + part->until_min,
            .unit = trial->units[i].unit,
            .visit = v,
            .site = trial->at.site,
            .part = (uint32_t)trial->units[i].part & PART_MOST,
            .leads = trial->units[i].part == trial->shape->lead,
            .next = -1,
            .sibling = visit->first_hold,
            .pinned = is_pinned(agenda, trial->subject, part->kind, trial->units[i].unit)};
        visit->first_hold = h;
        link_hold(agenda, h);
    }
    if (visit->at.session >= 0)
        link_service(agenda, v);
}

static void close_visit(Agenda *agenda, int32_t v)
{
    AgendaVisit *visit = &agenda->visits[v];

    if (visit->at.session >= 0)
        unlink_service(agenda, v);
    while (visit->first_hold >= 0) {
        int32_t h = visit->first_hold;

        unlink_hold(agenda, h);
        visit->first_hold = agenda->holds[h].sibling;
        agenda->holds[h].next = agenda->free_hold;
        agenda->free_hold = h;
    }
    visit->next_service = agenda->free_visit;
    agenda->free_visit = v;
}

void agenda_enter(Agenda *agenda, const AgendaTrial *trial)
{
    if (trial->join < 0) {
        open_visit(agenda, trial);
    } else {
        AgendaVisit *visit = &agenda->visits[trial->join];

        agenda->next_member[trial->subject] = visit->first_member;
        visit->first_member = trial->subject;
        visit->n_members++;
        agenda->visit_of[trial->subject] = trial->join;
        sum_up(agenda, visit);
    }
}

void agenda_leave(Agenda *agenda, int32_t subject)
{
    int32_t v = agenda->visit_of[subject];
    AgendaVisit *visit = &agenda->visits[v];

    agenda->visit_of[subject] = -1;
    if (visit->n_members == 1) {
        close_visit(agenda, v);
    } else {
        int32_t *member = &visit->first_member;

        while (*member != subject)
            member = &agenda->next_member[*member];
        *member = agenda->next_member[subject];
        visit->n_members--;
        sum_up(agenda, visit);
    }
}

void agenda_set_unit(Agenda *agenda, int32_t h, int32_t unit)
{
    unlink_hold(agenda, h);
    agenda->holds[h].unit = unit;
    link_hold(agenda, h);
}
