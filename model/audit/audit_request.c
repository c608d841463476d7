/* ONCE, WINDOW, SKILL and GROUP: what each request asks of its own booking. */
#include <string.h>

#include "model/audit/audit_case.h"
#include "model/clinic/calendar.h"

static const char *id_of(const Case *c, int32_t r)
{
    return c->clinic->requests.request[r];
}

/* The room a fixed visit stands in is among those it holds. */
static void judge_fixed_room(Case *c, int32_t r, const Visit *visit)
{
    int32_t room = c->clinic->requests.booked_room[r];
    bool has_rooms = false;

    if (room < 0 || visit->mode == MODE_TELEHEALTH)
        return;
    for (int32_t i = 0; i < rows_count(&c->facts->parts, visit->type); i++)
        has_rooms = has_rooms || facts_part(c->facts, visit->type, i, 1.0).kind == UNIT_ROOM;
    for (int32_t i = visit->first_hold; i < visit->first_hold + visit->n_holds; i++)
        if (c->holds[i].kind == UNIT_ROOM && c->holds[i].unit == room)
            return;
    if (has_rooms)
        violate(c, AUDIT_ONCE, "%s is fixed in room %s, which it does not hold", id_of(c, r),
                c->clinic->rooms.room[room]);
}

static void judge_fixed(Case *c, int32_t r)
{
    const Requests *requests = &c->clinic->requests;
    const Visit *visit;
    int32_t date = requests->booked_date[r];

    if (date < 0 || date >= c->facts->days) {
        if (case_booked(c, r))
            violate(c, AUDIT_ONCE, "%s is fixed on %s, outside the horizon, and must not be booked",
                    id_of(c, r), label_date(c, date).text);
        return;
    }
    if (!case_booked(c, r)) {
        violate(c, AUDIT_ONCE, "%s is fixed on %s %s, but not booked", id_of(c, r),
                label_date(c, date).text, label_time(requests->booked_start[r]).text);
        return;
    }
    visit = &c->visits[c->seats[c->seat_of[r]].visit];
    if (visit->date != date || visit->start_min != requests->booked_start[r] ||
        visit->lead != requests->booked_provider[r] || visit->site != requests->booked_site[r] ||
        visit->mode != case_booked_mode(c, r))
        violate(c, AUDIT_ONCE,
                "%s is fixed on %s %s with %s at %s (%s), but booked on %s %s with %s "
                "at %s (%s)",
                id_of(c, r), label_date(c, date).text, label_time(requests->booked_start[r]).text,
                c->clinic->providers.provider[requests->booked_provider[r]],
                c->clinic->sites.site[requests->booked_site[r]],
                words_text_visit_mode[case_booked_mode(c, r)], label_date(c, visit->date).text,
                label_time(visit->start_min).text, c->clinic->providers.provider[visit->lead],
                c->clinic->sites.site[visit->site], words_text_visit_mode[visit->mode]);
    judge_fixed_room(c, r, visit);
}

void once_judge(Case *c)
{
    for (int32_t r = 0; r < c->clinic->requests.rows; r++)
        if (c->clinic->requests.status[r] == REQUEST_FIXED)
            judge_fixed(c, r);
}

static void judge_dates(Case *c, int32_t r, const Visit *visit)
{
    const Requests *requests = &c->clinic->requests;
    const VisitTypes *types = &c->clinic->visit_types;
    int32_t date = visit->date, from = requests->authorized_from[r],
            until = requests->authorized_until[r];
    bool notice_counts = requests->status[r] != REQUEST_BOOKED;

    if (date < 0 || date >= c->facts->days)
        violate(c, AUDIT_WINDOW, "%s is booked on %s, outside the horizon of %d days", id_of(c, r),
                label_date(c, date).text, (int)c->facts->days);
    if (date < requests->earliest[r] || date > requests->latest[r])
        violate(c, AUDIT_WINDOW, "%s is booked on %s, outside %s to %s", id_of(c, r),
                label_date(c, date).text, label_date(c, requests->earliest[r]).text,
                label_date(c, requests->latest[r]).text);
    if (notice_counts && date < types->min_notice_days[visit->type])
        violate(c, AUDIT_WINDOW, "%s is booked on %s, day %d, but needs %d days of notice",
                id_of(c, r), label_date(c, date).text, (int)date,
                (int)types->min_notice_days[visit->type]);
    if (types->needs_authorization[visit->type] != 1)
        return;
    if (from == MISSING && until == MISSING)
        violate(c, AUDIT_WINDOW, "%s is booked but not authorized", id_of(c, r));
    else if ((from != MISSING && date < from) || (until != MISSING && date > until))
        violate(c, AUDIT_WINDOW, "%s is booked on %s, but authorized from %s until %s", id_of(c, r),
                label_date(c, date).text, from == MISSING ? "ever" : label_date(c, from).text,
                until == MISSING ? "ever" : label_date(c, until).text);
}

static void judge_start(Case *c, int32_t r, const Visit *visit)
{
    int32_t earliest = c->clinic->visit_types.earliest_start[visit->type];
    int32_t latest = c->clinic->visit_types.latest_start[visit->type];

    if (visit->start_min % c->facts->slot_min != 0)
        violate(c, AUDIT_WINDOW, "%s starts at %s, which is no multiple of %d minutes", id_of(c, r),
                label_time(visit->start_min).text, (int)c->facts->slot_min);
    if (earliest != MISSING && visit->start_min < earliest)
        violate(c, AUDIT_WINDOW, "%s starts at %s, earlier than %s", id_of(c, r),
                label_time(visit->start_min).text, label_time(earliest).text);
    if (latest != MISSING && visit->start_min > latest)
        violate(c, AUDIT_WINDOW, "%s starts at %s, later than %s", id_of(c, r),
                label_time(visit->start_min).text, label_time(latest).text);
}

static bool available(const Case *c, int32_t row, const Visit *visit)
{
    const Availability *rows = &c->clinic->availability;
    int32_t slot = c->facts->slot_min;

    return (rows->date[row] == MISSING || rows->date[row] == visit->date) &&
           (rows->weekday[row] == MISSING ||
            rows->weekday[row] == calendar_weekday(c->clinic->epoch_day + visit->date)) &&
           (rows->start[row] + slot - 1) / slot * slot <= visit->start_min &&
           visit->end_min <= rows->end[row] / slot * slot;
}

static void judge_availability(Case *c, int32_t r, const Visit *visit)
{
    const Rows *rows = &c->facts->availability;
    int32_t count = rows_count(rows, r);

    if (count == 0 || visit->date < 0 || visit->date >= c->facts->days)
        return;
    for (int32_t i = rows->begin[r]; i < rows->begin[r + 1]; i++)
        if (available(c, rows->row[i], visit))
            return;
    violate(c, AUDIT_WINDOW, "%s takes %s on %s, inside none of its %d availability rows",
            id_of(c, r), label_span(visit->start_min, visit->end_min).text,
            label_date(c, visit->date).text, (int)count);
}

void window_judge(Case *c)
{
    for (int32_t i = 0; i < c->n_seats; i++) {
        int32_t r = c->seats[i].request;
        const Visit *visit = &c->visits[c->seats[i].visit];

        if (c->clinic->requests.status[r] == REQUEST_FIXED || case_kept(c, r))
            continue;
        judge_dates(c, r, visit);
        judge_start(c, r, visit);
        judge_availability(c, r, visit);
    }
}

/* What the visit asks of its lead and its mode. */
static void judge_lead(Case *c, int32_t v)
{
    const Visit *visit = &c->visits[v];
    const Clinic *clinic = c->clinic;
    const char *lead = clinic->providers.provider[visit->lead];
    int32_t index = c->facts->lead[visit->type];

    if (visit->skill < 0)
        violate(c, AUDIT_SKILL, "%s is led by %s, who has no skill for %s", label_visit(c, v).text,
                lead, clinic->visit_types.visit_type[visit->type]);
    if (index >= 0) {
        const char *role =
            clinic->activities
                .type[c->facts->parts.row[c->facts->parts.begin[visit->type] + index]];

        if (strcmp(role, clinic->providers.role[visit->lead]) != 0)
            violate(c, AUDIT_SKILL, "%s is led by %s, a %s, but wants a %s", label_visit(c, v).text,
                    lead, clinic->providers.role[visit->lead], role);
    }
    if (!facts_mode_allowed(c->facts, visit->type, visit->mode))
        violate(c, AUDIT_SKILL, "%s is booked %s, which %s does not allow", label_visit(c, v).text,
                words_text_visit_mode[visit->mode], clinic->visit_types.visit_type[visit->type]);
}

static void judge_wishes(Case *c, int32_t r, const Visit *visit)
{
    const Requests *requests = &c->clinic->requests;

    if (requests->provider_required[r] == 1 && requests->provider[r] >= 0 &&
        requests->provider[r] != visit->lead)
        violate(c, AUDIT_SKILL, "%s requires provider %s, but is led by %s", id_of(c, r),
                c->clinic->providers.provider[requests->provider[r]],
                c->clinic->providers.provider[visit->lead]);
    if (requests->site_required[r] == 1 && requests->site[r] >= 0 &&
        requests->site[r] != visit->site)
        violate(c, AUDIT_SKILL, "%s requires site %s, but is booked at %s", id_of(c, r),
                c->clinic->sites.site[requests->site[r]], c->clinic->sites.site[visit->site]);
    if (requests->mode[r] != MISSING && requests->mode[r] != visit->mode)
        violate(c, AUDIT_SKILL, "%s requires mode %s, but is booked %s", id_of(c, r),
                words_text_visit_mode[requests->mode[r]], words_text_visit_mode[visit->mode]);
}

void skill_judge(Case *c)
{
    for (int32_t v = 0; v < c->n_visits; v++)
        if (!c->visits[v].all_fixed)
            judge_lead(c, v);
    for (int32_t i = 0; i < c->n_seats; i++)
        if (c->clinic->requests.status[c->seats[i].request] != REQUEST_FIXED)
            judge_wishes(c, c->seats[i].request, &c->visits[c->seats[i].visit]);
}

void group_judge(Case *c)
{
    for (int32_t v = 0; v < c->n_visits; v++) {
        const Visit *visit = &c->visits[v];
        int32_t capacity = c->clinic->visit_types.group_capacity[visit->type];

        if (visit->n_seats > capacity)
            violate(c, AUDIT_GROUP, "the visit of %s on %s %s holds %d requests, capacity %d",
                    label_visit(c, v).text, label_date(c, visit->date).text,
                    label_time(visit->start_min).text, (int)visit->n_seats, (int)capacity);
    }
}
