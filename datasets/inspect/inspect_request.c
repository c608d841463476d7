/* What is asked for, row by row. */
#include "datasets/inspect/inspect_check.h"
#include "model/clinic/calendar.h"

static bool stands(const Requests *requests, int32_t r)
{
    return requests->status[r] == REQUEST_BOOKED || requests->status[r] == REQUEST_FIXED;
}

static void check_window(InspectNote *note, int32_t r)
{
    const Requests *requests = &note->clinic->requests;
    int32_t from = requests->authorized_from[r], until = requests->authorized_until[r];

    if (requests->latest[r] != MISSING && requests->earliest[r] != MISSING &&
        requests->latest[r] < requests->earliest[r])
        note_error(note, TABLE_requests, r, "latest", "expected on or after earliest %s",
                   stamp_date(note->clinic, requests->earliest[r]).text);
    if (from != MISSING && until != MISSING && until < from)
        note_error(note, TABLE_requests, r, "authorized_until",
                   "expected on or after authorized_from %s", stamp_date(note->clinic, from).text);
    if (requests->provider_required[r] == 1 && requests->provider[r] < 0)
        note_warning(note, WARN_FLAG_IDLE, TABLE_requests, r, "provider_required",
                     "expected a preferred provider beside it: nothing is required");
    if (requests->site_required[r] == 1 && requests->site[r] < 0)
        note_warning(note, WARN_FLAG_IDLE, TABLE_requests, r, "site_required",
                     "expected a preferred site beside it: nothing is required");
}

/* The four columns that a standing booking needs, and the mode where the type leaves it open. */
static void check_booked_columns(InspectNote *note, int32_t r)
{
    const Requests *requests = &note->clinic->requests;
    const char *status = words_text_request_status[requests->status[r]];
    const int32_t type = requests->visit_type[r];

    if (requests->booked_date[r] == MISSING)
        note_error(note, TABLE_requests, r, "booked_date", "expected a date: the request is %s",
                   status);
    if (requests->booked_start[r] == MISSING)
        note_error(note, TABLE_requests, r, "booked_start", "expected a time: the request is %s",
                   status);
    if (requests->booked_provider[r] < 0)
        note_error(note, TABLE_requests, r, "booked_provider",
                   "expected a provider: the request is %s", status);
    if (requests->booked_site[r] < 0)
        note_error(note, TABLE_requests, r, "booked_site", "expected a site: the request is %s",
                   status);
    if (type >= 0 && requests->booked_mode[r] == MISSING &&
        note->clinic->visit_types.mode[type] == TYPE_EITHER)
        note_error(note, TABLE_requests, r, "booked_mode",
                   "expected in_person or telehealth: the request is %s and its type either",
                   status);
}

static void check_booking(InspectNote *note, const InspectFacts *facts, int32_t r)
{
    const Requests *requests = &note->clinic->requests;
    const int32_t type = requests->visit_type[r], room = requests->booked_room[r];
    const int32_t mode = inspect_booked_mode(note->clinic, r);
    const VisitShape *shape = NULL;

    check_booked_columns(note, r);
    if (room >= 0 && requests->booked_site[r] >= 0 && note->clinic->rooms.site[room] >= 0 &&
        note->clinic->rooms.site[room] != requests->booked_site[r])
        note_error(note, TABLE_requests, r, "booked_room", "expected a room of site %.64s",
                   note->clinic->sites.site[requests->booked_site[r]]);
    if (requests->booked_on[r] != MISSING && requests->booked_date[r] != MISSING &&
        requests->booked_on[r] > requests->booked_date[r])
        note_warning(note, WARN_BOOKED_LATE, TABLE_requests, r, "booked_on",
                     "expected on or before booked_date %s",
                     stamp_date(note->clinic, requests->booked_date[r]).text);
    if (type < 0)
        return;
    if (facts->activities_of.begin[type] == facts->activities_of.begin[type + 1])
        note_error(note, TABLE_requests, r, "visit_type",
                   "expected a type with activities: the request is %s",
                   words_text_request_status[requests->status[r]]);
    else if (requests->booked_provider[r] >= 0)
        shape = inspect_shape(facts, requests->booked_provider[r], type);
    if (shape && requests->status[r] == REQUEST_FIXED && requests->booked_start[r] >= 0 &&
        mode != MISSING && requests->booked_start[r] + visit_end_min(shape, mode) > DAY_MIN)
        note_error(note, TABLE_requests, r, "booked_start",
                   "expected at most %d minutes before 24:00: so long is the fixed visit",
                   (int)visit_end_min(shape, mode));
}

/* Booked columns of a request that is not booked: perhaps the status is wrong. */
static void check_idle_booking(InspectNote *note, int32_t r)
{
    const Requests *requests = &note->clinic->requests;

    if (requests->booked_date[r] != MISSING)
        note_warning(note, WARN_BOOKING_IGNORED, TABLE_requests, r, "booked_date",
                     "expected blank: the request is %s and its booking ignored",
                     words_text_request_status[requests->status[r]]);
}

void check_requests(InspectNote *note, const InspectFacts *facts)
{
    const Requests *requests = &note->clinic->requests;

    for (int32_t r = 0; r < requests->rows; r++) {
        check_window(note, r);
        if (stands(requests, r))
            check_booking(note, facts, r);
        else if (requests->status[r] != MISSING)
            check_idle_booking(note, r);
    }
}
