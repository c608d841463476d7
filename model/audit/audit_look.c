/* What rule files ask of a case, and the texts of their messages. */
#include <stdarg.h>
#include <stdio.h>

#include "model/audit/audit_case.h"
#include "model/clinic/calendar.h"

void violate(Case *c, AuditTag tag, const char *format, ...)
{
    char message[960];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    c->verdict->by_tag[tag]++;
    c->verdict->violations++;
    findings_error(&c->verdict->findings, "%s: %s", audit_tag_text(tag), message);
}

AuditTag case_tag(int32_t kind)
{
    switch (kind) {
    case UNIT_ROOM:
        return AUDIT_ROOM;
    case UNIT_EQUIPMENT:
        return AUDIT_EQUIPMENT;
    default:
        return AUDIT_PROVIDER;
    }
}

bool case_pair(const Case *c, int32_t a, int32_t b)
{
    const Visit *one = &c->visits[a], *other = &c->visits[b];

    return a != b && one->session >= 0 && one->session == other->session &&
           one->serve_min < other->served_min && other->serve_min < one->served_min;
}

double case_show(const Case *c, int32_t r, int32_t date)
{
    enum { FAR = 1000000 }; /* days; nothing is predicted beyond, and differences stay in range */

    return chances_at(c->chances, r, date > FAR ? FAR : date < -FAR ? -FAR : date);
}

double case_turnout(const Case *c, const Visit *visit)
{
    double nobody = 1.0;

    if (visit->n_seats == 1)
        return case_show(c, c->seats[visit->first_seat].request, visit->date);
    for (int32_t i = 0; i < visit->n_seats; i++)
        nobody *= 1.0 - case_show(c, c->seats[visit->first_seat + i].request, visit->date);
    return visit->place >= 0 ? 1.0 : 1.0 - nobody;
}

bool case_booked(const Case *c, int32_t r)
{
    return c->seat_of[r] >= 0;
}

int32_t case_booked_mode(const Case *c, int32_t r)
{
    int32_t mode = c->clinic->requests.booked_mode[r];

    return mode != MISSING ? mode : facts_mode(c->facts, c->clinic->requests.visit_type[r]);
}

bool case_kept(const Case *c, int32_t r)
{
    const Requests *requests = &c->clinic->requests;
    const Visit *visit;

    if (requests->status[r] != REQUEST_BOOKED || !case_booked(c, r))
        return false;
    visit = &c->visits[c->seats[c->seat_of[r]].visit];
    return visit->date == requests->booked_date[r] &&
           visit->start_min == requests->booked_start[r] &&
           visit->lead == requests->booked_provider[r] && visit->site == requests->booked_site[r];
}

bool case_position(const Case *c, int32_t r, Visit *out)
{
    const Requests *requests = &c->clinic->requests;
    int32_t date = requests->booked_date[r], type = requests->visit_type[r];

    if (requests->status[r] == REQUEST_FIXED && (date < 0 || date >= c->facts->days)) {
        int32_t lead = requests->booked_provider[r];
        double factor = facts_factor(c->facts, facts_skill(c->facts, lead, type));

        *out = (Visit){.type = type,
                       .lead = lead,
                       .site = requests->booked_site[r],
                       .date = date,
                       .mode = case_booked_mode(c, r),
                       .start_min = requests->booked_start[r]};
        out->end_min = out->start_min + facts_length(c->facts, type, factor, out->mode);
        return true;
    }
    if (!case_booked(c, r))
        return false;
    *out = c->visits[c->seats[c->seat_of[r]].visit];
    return true;
}

Label label_visit(const Case *c, int32_t visit)
{
    const Visit *v = &c->visits[visit];
    Label label = {""};

    if (v->place >= 0)
        snprintf(label.text, sizeof label.text, "reserved place %d", (int)v->place);
    else if (v->n_seats > 1)
        snprintf(label.text, sizeof label.text, "%s and %d more",
                 c->clinic->requests.request[c->seats[v->first_seat].request], (int)v->n_seats - 1);
    else
        snprintf(label.text, sizeof label.text, "%s",
                 c->clinic->requests.request[c->seats[v->first_seat].request]);
    return label;
}

Label label_date(const Case *c, int32_t date)
{
    enum { FAR = 10000000 }; /* days; beyond, the number says more than a date */
    Label label = {""};

    if (date > -FAR && date < FAR)
        calendar_format(c->clinic->epoch_day + date, label.text);
    else
        snprintf(label.text, sizeof label.text, "day %d", (int)date);
    return label;
}

/* Writes a time of day, or the bare number where it is none; returns the bytes written. */
static int put_time(char *out, size_t room, int32_t minute)
{
    if (minute >= 0 && minute < 100 * 60)
        return snprintf(out, room, "%02d:%02d", (int)minute / 60, (int)minute % 60);
    return snprintf(out, room, "minute %d", (int)minute);
}

Label label_time(int32_t minute)
{
    Label label = {""};

    put_time(label.text, sizeof label.text, minute);
    return label;
}

Label label_span(int32_t from_min, int32_t until_min)
{
    Label label = {""};
    size_t at = (size_t)put_time(label.text, sizeof label.text, from_min);

    label.text[at++] = '-';
    put_time(label.text + at, sizeof label.text - at, until_min);
    return label;
}

const char *label_unit(const Case *c, int32_t kind, int32_t unit)
{
    switch (kind) {
    case UNIT_ROOM:
        return c->clinic->rooms.room[unit];
    case UNIT_EQUIPMENT:
        return c->clinic->equipment.equipment[unit];
    default:
        return c->clinic->providers.provider[unit];
    }
}
