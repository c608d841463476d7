/* When people work and when nothing can be held: sessions, closures, open hours, availability. */
#include "datasets/inspect/inspect_check.h"
#include "model/base/lookup.h"
#include "model/clinic/calendar.h"

/* Two times of a row in their order; false (and said, unless the reader did) when they are not. */
static bool in_order(InspectNote *note, enum DatasetTable table, int32_t row, int32_t start,
                     const char *end_column, int32_t end)
{
    if (span_is_sound(start, end))
        return true;
    if (start != MISSING && end != MISSING && end <= start)
        note_error(note, table, row, end_column, "expected after %s", stamp_time(start).text);
    return false;
}

/* Says what rounding makes of the row's times. */
static void tell_rounding(InspectNote *note, InspectWarning rounded, InspectWarning empty,
                          enum DatasetTable table, int32_t row, const char *column, Span raw,
                          Span kept, int32_t slot_min)
{
    if (kept.start >= kept.end)
        note_warning(note, empty, table, row, column,
                     "expected a slot of %d minutes: %s to %s holds none", (int)slot_min,
                     stamp_time(raw.start).text, stamp_time(raw.end).text);
    else if (kept.start != raw.start || kept.end != raw.end)
        note_warning(note, rounded, table, row, column,
                     "expected multiples of %d minutes: %s to %s is taken as %s to %s",
                     (int)slot_min, stamp_time(raw.start).text, stamp_time(raw.end).text,
                     stamp_time(kept.start).text, stamp_time(kept.end).text);
}

static bool in_horizon(const InspectFacts *facts, int32_t date)
{
    return date >= 0 && date < facts->days;
}

/* "expected in 2026-03-02 to 2026-03-06" */
static void tell_outside(InspectNote *note, const InspectFacts *facts, InspectWarning kind,
                         enum DatasetTable table, int32_t row, const char *column)
{
    note_warning(note, kind, table, row, column,
                 "expected a day of the horizon, %s to %s: the row is ignored",
                 stamp_date(note->clinic, 0).text, stamp_date(note->clinic, facts->days - 1).text);
}

/* True when closures of site and provider together leave nothing of session @p row. */
static bool wholly_closed(const InspectFacts *facts, int32_t row)
{
    const Sessions *sessions = &facts->clinic->sessions;
    const Closures *closures = &facts->clinic->closures;
    int32_t at = facts->session[row].start;

    while (at < facts->session[row].end) {
        Span minute = {at, at + 1};
        int32_t shut =
            inspect_closure(facts, CLOSURE_SITE, sessions->site[row], sessions->date[row], minute);

        if (shut < 0)
            shut = inspect_closure(facts, CLOSURE_PROVIDER, sessions->provider[row],
                                   sessions->date[row], minute);
        if (shut < 0)
            return false;
        at = span_outward((Span){0, closures->end[shut]}, facts->slot_min).end;
    }
    return true;
}

static void check_session(InspectNote *note, const InspectFacts *facts, int32_t row)
{
    const Sessions *sessions = &note->clinic->sessions;
    bool ordered =
        in_order(note, TABLE_sessions, row, sessions->start[row], "end", sessions->end[row]);

    if (!ordered || !facts->sound || sessions->date[row] == MISSING)
        return;
    if (!in_horizon(facts, sessions->date[row])) {
        tell_outside(note, facts, WARN_SESSION_OUTSIDE, TABLE_sessions, row, "date");
        return;
    }
    if (sessions->provider[row] < 0 || sessions->site[row] < 0)
        return;
    tell_rounding(note, WARN_SESSION_ROUNDED, WARN_SESSION_EMPTY, TABLE_sessions, row, "start",
                  (Span){sessions->start[row], sessions->end[row]}, facts->session[row],
                  facts->slot_min);
    if (facts->session[row].start < facts->session[row].end && wholly_closed(facts, row))
        note_warning(note, WARN_SESSION_CLOSED, TABLE_sessions, row, "date",
                     "expected some time open: the session lies wholly in closures");
}

/* Sessions of one provider in the order of time: none may start before an earlier one's end. */
static void check_overlap(InspectNote *note, const InspectFacts *facts, int32_t provider)
{
    const Sessions *sessions = &note->clinic->sessions;
    const Grouping *group = &facts->sessions_of;
    int32_t last = -1;

    for (int32_t i = group->begin[provider]; i < group->begin[provider + 1]; i++) {
        int32_t row = group->rows[i];

        if (!in_horizon(facts, sessions->date[row]) ||
            !span_is_sound(sessions->start[row], sessions->end[row]))
            continue;
        if (last >= 0 && sessions->date[last] == sessions->date[row] &&
            sessions->start[row] < sessions->end[last])
            note_error(note, TABLE_sessions, row, "start",
                       "expected at or after %s, the end of row %d of the same provider on %s",
                       stamp_time(sessions->end[last]).text, (int)last,
                       stamp_date(note->clinic, sessions->date[row]).text);
        if (last < 0 || sessions->date[last] != sessions->date[row] ||
            sessions->end[row] > sessions->end[last])
            last = row;
    }
}

/* held_for must name a visit type or a specialty of one, else nobody can use the session. */
static Status check_held(InspectNote *note)
{
    const Sessions *sessions = &note->clinic->sessions;
    const VisitTypes *types = &note->clinic->visit_types;
    Lookup *known = NULL;
    Status status = STATUS_OK;

    TRY(lookup_new(types->rows * 2, &known));
    for (int32_t t = 0; t < types->rows; t++) {
        TRY(lookup_add(known, types->visit_type[t], t, NULL));
        TRY(lookup_add(known, types->specialty[t], t, NULL));
    }
    for (int32_t row = 0; row < sessions->rows; row++)
        if (*sessions->held_for[row] && lookup_find(known, sessions->held_for[row]) < 0)
            note_warning(note, WARN_SESSION_HELD, TABLE_sessions, row, "held_for",
                         "expected a visit type or the specialty of one: nothing can use the "
                         "session unless it is released");
done:
    lookup_free(known);
    return status;
}

Status check_sessions(InspectNote *note, const InspectFacts *facts)
{
    for (int32_t row = 0; row < note->clinic->sessions.rows; row++)
        check_session(note, facts, row);
    for (int32_t provider = 0; provider < note->clinic->providers.rows; provider++)
        check_overlap(note, facts, provider);
    return check_held(note);
}

void check_closures(InspectNote *note, const InspectFacts *facts)
{
    static const char *const tables[] = {
        [CLOSURE_PROVIDER] = "providers",
        [CLOSURE_ROOM] = "rooms",
        [CLOSURE_EQUIPMENT] = "equipment",
        [CLOSURE_SITE] = "sites",
    };
    const Closures *closures = &note->clinic->closures;

    for (int32_t row = 0; row < closures->rows; row++) {
        Span raw = {closures->start[row], closures->end[row]};

        if (closures->kind[row] >= 0 && *closures->id[row] && facts->closure_target[row] < 0)
            note_error(note, TABLE_closures, row, "id", "expected an id of %s",
                       tables[closures->kind[row]]);
        if (!in_order(note, TABLE_closures, row, raw.start, "end", raw.end) || !facts->sound ||
            closures->date[row] == MISSING)
            continue;
        if (!in_horizon(facts, closures->date[row]))
            tell_outside(note, facts, WARN_CLOSURE_OUTSIDE, TABLE_closures, row, "date");
        else
            tell_rounding(note, WARN_CLOSURE_ROUNDED, WARN_CLOSURE_ROUNDED, TABLE_closures, row,
                          "start", raw, span_outward(raw, facts->slot_min), facts->slot_min);
    }
}

static void check_open(InspectNote *note, const InspectFacts *facts, enum DatasetTable table,
                       int32_t row, Span raw)
{
    if (in_order(note, table, row, raw.start, "close", raw.end) && facts->sound)
        tell_rounding(note, WARN_HOURS_ROUNDED, WARN_HOURS_EMPTY, table, row, "open", raw,
                      span_inward(raw, facts->slot_min), facts->slot_min);
}

void check_hours(InspectNote *note, const InspectFacts *facts)
{
    const Rooms *rooms = &note->clinic->rooms;
    const Equipment *equipment = &note->clinic->equipment;

    for (int32_t row = 0; row < rooms->rows; row++)
        check_open(note, facts, TABLE_rooms, row, (Span){rooms->open[row], rooms->close[row]});
    for (int32_t row = 0; row < equipment->rows; row++)
        check_open(note, facts, TABLE_equipment, row,
                   (Span){equipment->open[row], equipment->close[row]});
}

void check_availability(InspectNote *note, const InspectFacts *facts)
{
    const Availability *availability = &note->clinic->availability;

    for (int32_t row = 0; row < availability->rows; row++) {
        Span raw = {availability->start[row], availability->end[row]};
        int32_t date = availability->date[row], weekday = availability->weekday[row];

        if (!in_order(note, TABLE_availability, row, raw.start, "end", raw.end) || !facts->sound)
            continue;
        tell_rounding(note, WARN_AVAILABILITY_ROUNDED, WARN_AVAILABILITY_EMPTY, TABLE_availability,
                      row, "start", raw, span_inward(raw, facts->slot_min), facts->slot_min);
        if (date == MISSING)
            continue;
        if (!in_horizon(facts, date))
            note_warning(note, WARN_AVAILABILITY_NEVER, TABLE_availability, row, "date",
                         "expected a day of the horizon, %s to %s: the row never holds",
                         stamp_date(note->clinic, 0).text,
                         stamp_date(note->clinic, facts->days - 1).text);
        else if (weekday != MISSING && weekday != calendar_weekday(note->clinic->epoch_day + date))
            note_warning(note, WARN_AVAILABILITY_NEVER, TABLE_availability, row, "weekday",
                         "expected %d, the weekday of %s: the row never holds",
                         (int)calendar_weekday(note->clinic->epoch_day + date),
                         stamp_date(note->clinic, date).text);
    }
}
