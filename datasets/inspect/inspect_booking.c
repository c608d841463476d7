#include "datasets/inspect/inspect_booking.h"

#include "model/base/memory.h"

/* The session of @p provider at @p site on @p day that holds @p span whole, whatever its mode. */
static int32_t session_holding(const InspectFacts *facts, int32_t provider, int32_t site,
                               int32_t day, Span span)
{
    const Sessions *sessions = &facts->clinic->sessions;
    const Grouping *group = &facts->sessions_of;

    for (int32_t i = inspect_first_session(facts, provider, day);
         i < group->begin[provider + 1] && sessions->date[group->rows[i]] == day; i++) {
        int32_t row = group->rows[i];

        if (sessions->site[row] == site && facts->session[row].start <= span.start &&
            span.end <= facts->session[row].end)
            return row;
    }
    return -1;
}

static bool find_booking(const InspectFacts *facts, int32_t r, Booking *out)
{
    const Requests *requests = &facts->clinic->requests;
    const int32_t mode = inspect_booked_mode(facts->clinic, r);
    const VisitShape *shape;
    Booking made = {.r = r,
                    .type = requests->visit_type[r],
                    .provider = requests->booked_provider[r],
                    .site = requests->booked_site[r],
                    .day = requests->booked_date[r],
                    .mode = mode,
                    .start = requests->booked_start[r],
                    .fixed = requests->status[r] == REQUEST_FIXED};

    if ((!made.fixed && requests->status[r] != REQUEST_BOOKED) || made.type < 0 ||
        requests->patient[r] < 0 || made.provider < 0 || made.site < 0 || made.start < 0 ||
        mode < 0 || made.day < 0 || made.day >= facts->days)
        return false;
    shape = inspect_shape(facts, made.provider, made.type);
    if (!shape)
        return false;
    made.end = made.start + visit_end_min(shape, mode);
    made.lead_start = made.start + shape->parts[shape->lead].start_min;
    made.lead_end = made.start + shape->parts[shape->lead].end_min;
    made.session = session_holding(facts, made.provider, made.site, made.day,
                                   (Span){made.lead_start, made.lead_end});
    *out = made;
    return true;
}

Status bookings_find(const InspectFacts *facts, Bookings *out)
{
    const Requests *requests = &facts->clinic->requests;
    Bookings made = {0};
    int64_t standing = 0;

    for (int32_t r = 0; r < requests->rows; r++)
        standing += requests->status[r] == REQUEST_BOOKED || requests->status[r] == REQUEST_FIXED;
    made.entries = MEM_NEW(Booking, standing);
    if (!made.entries)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < requests->rows; r++) {
        Booking booking;

        if (find_booking(facts, r, &booking))
            made.entries[made.count++] = booking;
    }
    *out = made;
    return STATUS_OK;
}

void bookings_clear(Bookings *bookings)
{
    mem_free(bookings->entries);
    *bookings = (Bookings){0};
}

bool booking_shares(const InspectFacts *facts, const Booking *one, const Booking *other)
{
    return one->type == other->type && one->provider == other->provider &&
           one->site == other->site && one->day == other->day && one->start == other->start &&
           one->mode == other->mode && facts->clinic->visit_types.group_capacity[one->type] > 1;
}
