#include "datasets/generator/generator_search.h"

#include <string.h>

#include "model/clinic/calendar.h"

/* True when a visit of @p type in @p mode may use session @p s. */
static bool is_welcome(const Desk *desk, int32_t s, int32_t type, int32_t mode)
{
    const Sessions *sessions = &desk->draft->clinic->sessions;
    const char *held_for = sessions->held_for[s];

    if (sessions->mode[s] != SESSION_ANY && sessions->mode[s] != mode)
        return false;
    if (!*held_for || strcmp(held_for, desk->draft->types[type]->id) == 0 ||
        strcmp(held_for, catalogue_specialties[desk->draft->types[type]->specialty].id) == 0)
        return true;
    return sessions->release_days[s] != MISSING && sessions->date[s] <= sessions->release_days[s];
}

static bool is_in_session(const Desk *desk, int32_t provider, int32_t type, int32_t mode,
                          BusySpan span)
{
    const Sessions *sessions = &desk->draft->clinic->sessions;

    for (int32_t s = desk->session_begin[provider]; s < desk->session_begin[provider + 1]; s++)
        if (sessions->date[s] == span.day && sessions->site[s] == span.site &&
            sessions->start[s] <= span.start_min && span.end_min <= sessions->end[s] &&
            is_welcome(desk, s, type, mode))
            return true;
    return false;
}

/* Somebody or something free to do @p part of a visit whose lead is found: a row, or -1. */
static int32_t find_unit(const Desk *desk, const VisitPart *part, int32_t type, const Place *place,
                         BusySpan span)
{
    const Clinic *clinic = desk->draft->clinic;
    const char *wanted = clinic->activities.type[part->activity];
    int32_t rows = part->kind == UNIT_PROVIDER ? clinic->providers.rows
                   : part->kind == UNIT_ROOM   ? clinic->rooms.rows
                                               : clinic->equipment.rows;

    for (int32_t row = 0; row < rows; row++) {
        int32_t gap_min = 0, travel_min = 0;

        if (part->kind == UNIT_PROVIDER) {
            if (row == place->provider || strcmp(clinic->providers.role[row], wanted) != 0 ||
                !is_in_session(desk, row, type, place->mode, span))
                continue;
            travel_min = desk->travel_min;
        } else if (part->kind == UNIT_ROOM) {
            if (clinic->rooms.site[row] != span.site ||
                strcmp(clinic->rooms.room_type[row], wanted) != 0)
                continue;
        } else {
            if (clinic->equipment.site[row] != span.site ||
                strcmp(clinic->equipment.equipment_type[row], wanted) != 0)
                continue;
            gap_min = clinic->equipment.turnaround_min[row];
        }
        if (busy_is_free(&desk->busy, busy_unit(&desk->busy, part->kind, row), span, gap_min,
                         travel_min))
            return row;
    }
    return -1;
}

BusySpan search_span(const Desk *desk, const Place *place, const VisitPart *part)
{
    const Sessions *sessions = &desk->draft->clinic->sessions;

    return (BusySpan){sessions->site[place->session], sessions->date[place->session],
                      place->start_min + part->start_min, place->start_min + part->until_min};
}

/* Finds everything the visit of @p type needs at the place's start; its rows are filled. */
static bool find_units(const Desk *desk, int32_t type, Place *place)
{
    for (int32_t i = 0; i < place->shape->n_parts; i++) {
        const VisitPart *part = &place->shape->parts[i];
        BusySpan span = search_span(desk, place, part);

        place->rows[i] = -1;
        if (!visit_holds(part, place->mode))
            continue;
        if (span.start_min < 0 || span.end_min > 24 * 60)
            return false;
        if (i != place->shape->lead)
            place->rows[i] = find_unit(desk, part, type, place, span);
        else if (busy_is_free(&desk->busy, place->provider, span, 0, desk->travel_min))
            place->rows[i] = place->provider;
        if (place->rows[i] < 0)
            return false;
    }
    return true;
}

/* True when the patient of @p r can come at the place: available, and not here on that day yet. */
static bool can_come(const Desk *desk, int32_t r, const Place *place)
{
    const Clinic *clinic = desk->draft->clinic;
    const Availability *rows = &clinic->availability;
    const Requests *requests = &clinic->requests;
    int32_t end_min = place->start_min + visit_end_min(place->shape, place->mode);
    int32_t day = clinic->sessions.date[place->session];
    int32_t weekday = calendar_weekday(clinic->epoch_day + day);
    int32_t first = desk->hours_begin[r], end = desk->hours_begin[r + 1];
    bool available = first == end;

    for (int32_t other = desk->last_of[requests->patient[r]]; other >= 0;
         other = desk->before[other])
        if (requests->booked_date[other] == day)
            return false;
    for (int32_t a = first; a < end && !available; a++)
        available = (rows->weekday[a] == MISSING || rows->weekday[a] == weekday) &&
                    (rows->date[a] == MISSING || rows->date[a] == day) &&
                    rows->start[a] <= place->start_min && end_min <= rows->end[a];
    return available;
}

static int32_t mode_of(const Desk *desk, int32_t r, int32_t session)
{
    const Requests *requests = &desk->draft->clinic->requests;
    int32_t mode = desk->draft->types[requests->visit_type[r]]->mode;

    if (requests->mode[r] != MISSING)
        return requests->mode[r];
    if (mode != TYPE_EITHER)
        return mode == TYPE_TELEHEALTH ? MODE_TELEHEALTH : MODE_IN_PERSON;
    return desk->draft->clinic->sessions.mode[session] == SESSION_TELEHEALTH ? MODE_TELEHEALTH
                                                                             : MODE_IN_PERSON;
}

/* The first start in session @p s at which everything is there. */
static bool find_start(const Desk *desk, int32_t r, int32_t s, Place *place)
{
    const Sessions *sessions = &desk->draft->clinic->sessions;
    int32_t type = desk->draft->clinic->requests.visit_type[r];
    const TypeFacts *facts = desk->draft->types[type];
    const VisitPart *lead = &place->shape->parts[place->shape->lead];

    place->session = s;
    place->mode = mode_of(desk, r, s);
    if (!is_welcome(desk, s, type, place->mode))
        return false;
    place->start_min = sessions->start[s] - lead->start_min;
    for (; place->start_min + lead->until_min <= sessions->end[s];
         place->start_min += desk->draft->recipe->slot_min) {
        if (facts->earliest_start != MISSING && place->start_min < facts->earliest_start)
            continue;
        if (facts->latest_start != MISSING && place->start_min > facts->latest_start)
            break;
        if (can_come(desk, r, place) && find_units(desk, type, place))
            return true;
    }
    return false;
}

/* Looks for a place of request @p r with @p provider on @p day. */
static bool find_on_day(const Desk *desk, int32_t r, int32_t provider, int32_t day, Place *place)
{
    const Sessions *sessions = &desk->draft->clinic->sessions;
    int32_t site = desk->draft->pool[r] / desk->draft->n_specialties;

    place->provider = provider;
    for (int32_t s = desk->session_begin[provider]; s < desk->session_begin[provider + 1]; s++)
        if (sessions->date[s] == day && sessions->site[s] == site && find_start(desk, r, s, place))
            return true;
    return false;
}

bool search_place(const Desk *desk, int32_t r, int32_t provider, int32_t start_day, Place *place)
{
    const Requests *requests = &desk->draft->clinic->requests;
    int32_t from = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    int32_t last = desk->draft->recipe->days - 1;
    int32_t until = requests->latest[r] < last ? requests->latest[r] : last;

    if (requests->authorized_from[r] != MISSING && requests->authorized_from[r] > from)
        from = requests->authorized_from[r];
    if (requests->authorized_until[r] != MISSING && requests->authorized_until[r] < until)
        until = requests->authorized_until[r];
    for (int32_t day = start_day > from ? start_day : from; day <= until; day++)
        if (find_on_day(desk, r, provider, day, place))
            return true;
    for (int32_t day = from; day < start_day && day <= until; day++)
        if (find_on_day(desk, r, provider, day, place))
            return true;
    return false;
}
