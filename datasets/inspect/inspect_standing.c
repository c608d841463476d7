/* Booked visits that cannot stay where they stand, and fixed ones that no schedule can keep. */
#include <string.h>

#include "datasets/inspect/inspect_booking.h"
#include "datasets/inspect/inspect_check.h"
#include "model/clinic/calendar.h"

/* What is in the way of a booking, for the message. */
typedef struct Obstacle {
    const char *column;
    const char *expected;
} Obstacle;

static const VisitShape *shape_of(const InspectFacts *facts, const Booking *booking)
{
    return inspect_shape(facts, booking->provider, booking->type);
}

/* Something the visit holds lies in a closure of its site or of its lead, or past midnight. */
static Obstacle closed(const InspectFacts *facts, const Booking *booking, int32_t mode)
{
    const VisitShape *shape = shape_of(facts, booking);
    Span lead = {booking->lead_start, booking->lead_end};

    if (inspect_closure(facts, CLOSURE_PROVIDER, booking->provider, booking->day, lead) >= 0)
        return (Obstacle){"booked_start", "a time at which its provider is not closed"};
    for (int32_t i = 0; i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];
        Span held = {booking->start + part->start_min, booking->start + part->until_min};

        if (!visit_holds(part, mode))
            continue;
        if (held.end > DAY_MIN)
            return (Obstacle){"booked_start", "a time that ends all it holds by 24:00"};
        if (inspect_closure(facts, CLOSURE_SITE, booking->site, booking->day, held) >= 0)
            return (Obstacle){"booked_start", "a time at which its site is not closed"};
    }
    return (Obstacle){0};
}

/* Rooms or devices of the asked type at the site, in number at least. */
static bool has_units(const InspectFacts *facts, const Booking *booking, const VisitPart *part)
{
    const Clinic *clinic = facts->clinic;
    const bool rooms = part->kind == UNIT_ROOM;
    const Grouping *group = rooms ? &facts->rooms_of : &facts->equipment_of;
    const char *const *types = rooms ? clinic->rooms.room_type : clinic->equipment.equipment_type;
    int32_t units = 0;

    for (int32_t i = group->begin[booking->site];
         i < group->begin[booking->site + 1] && units < part->count; i++)
        units += strcmp(types[group->rows[i]], clinic->activities.type[part->activity]) == 0;
    return units >= part->count;
}

/* Rooms and devices that the site does not have, or the booked room has not the type of. */
static Obstacle unequipped(const InspectFacts *facts, const Booking *booking, int32_t mode)
{
    const Clinic *clinic = facts->clinic;
    const VisitShape *shape = shape_of(facts, booking);
    const int32_t room = clinic->requests.booked_room[booking->r];
    bool has_room_row = false, fits = false;

    for (int32_t i = 0; i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];

        if (part->kind == UNIT_PROVIDER || !visit_holds(part, mode))
            continue;
        if (!has_units(facts, booking, part))
            return (Obstacle){"booked_site", part->kind == UNIT_ROOM
                                                 ? "a site with the rooms it needs"
                                                 : "a site with the devices it needs"};
        has_room_row |= part->kind == UNIT_ROOM;
        fits |= part->kind == UNIT_ROOM && room >= 0 &&
                strcmp(clinic->rooms.room_type[room], clinic->activities.type[part->activity]) == 0;
    }
    if (booking->fixed && room >= 0 && has_room_row && !fits)
        return (Obstacle){"booked_room", "a room of a type that the visit holds"};
    return (Obstacle){0};
}

static Obstacle obstacle_in(const InspectFacts *facts, const Booking *booking, int32_t mode)
{
    Obstacle obstacle = closed(facts, booking, mode);

    return obstacle.column ? obstacle : unequipped(facts, booking, mode);
}

/* What a booked visit, unlike a fixed one, must find where it stands; it may change its mode. */
static Obstacle obstacle_to_stay(const InspectFacts *facts, const Booking *booking)
{
    const Requests *requests = &facts->clinic->requests;
    const int32_t r = booking->r;
    Obstacle obstacle = {"booked_start", "a time in a session that is open to it"};

    if (inspect_skill(facts, booking->provider, booking->type) < 0 ||
        !inspect_leads(facts, booking->provider, booking->type))
        return (Obstacle){"booked_provider", "one who can lead its visit type"};
    if (requests->provider_required[r] == 1 && requests->provider[r] >= 0 &&
        requests->provider[r] != booking->provider)
        return (Obstacle){"booked_provider", "the one it requires"};
    if (requests->site_required[r] == 1 && requests->site[r] >= 0 &&
        requests->site[r] != booking->site)
        return (Obstacle){"booked_site", "the one it requires"};
    if (booking->session < 0)
        return (Obstacle){"booked_start", "a time in a session of its provider at its site"};
    for (int32_t mode = 0; mode < 2; mode++) {
        if (!inspect_mode_allowed(facts->clinic, booking->type, mode) ||
            (requests->mode[r] != MISSING && requests->mode[r] != mode) ||
            !inspect_open(facts, booking->session, booking->type, mode))
            continue;
        obstacle = obstacle_in(facts, booking, mode);
        if (!obstacle.column)
            break;
    }
    return obstacle;
}

static void check_one(InspectNote *note, const InspectFacts *facts, const Booking *booking)
{
    Obstacle obstacle;

    if (booking->fixed && booking->end > DAY_MIN) /* an error of its own */
        return;
    obstacle = booking->fixed ? obstacle_in(facts, booking, booking->mode)
                              : obstacle_to_stay(facts, booking);
    if (!obstacle.column)
        return;
    note_warning(note, booking->fixed ? WARN_FIXED_BROKEN : WARN_BOOKED_MOVES, TABLE_requests,
                 booking->r, obstacle.column, "expected %s: %s", obstacle.expected,
                 booking->fixed ? "no schedule can keep the fixed visit"
                                : "the booking cannot stay");
}

static void check_outside(InspectNote *note, const InspectFacts *facts, int32_t r)
{
    const Requests *requests = &facts->clinic->requests;
    const int32_t day = requests->booked_date[r];
    const bool fixed = requests->status[r] == REQUEST_FIXED;

    if ((!fixed && requests->status[r] != REQUEST_BOOKED) || day == MISSING ||
        (day >= 0 && day < facts->days))
        return;
    note_warning(note, fixed ? WARN_FIXED_OUTSIDE : WARN_BOOKED_MOVES, TABLE_requests, r,
                 "booked_date", "expected a day of the horizon, %s to %s: the %s",
                 stamp_date(facts->clinic, 0).text, stamp_date(facts->clinic, facts->days - 1).text,
                 fixed ? "fixed visit only binds what is linked to it" : "booking cannot stay");
}

Status check_standing(InspectNote *note, const InspectFacts *facts)
{
    Bookings bookings = {0};
    Status status = bookings_find(facts, &bookings);

    if (status != STATUS_OK)
        return status;
    for (int32_t r = 0; r < facts->clinic->requests.rows; r++)
        check_outside(note, facts, r);
    for (int32_t i = 0; i < bookings.count; i++)
        check_one(note, facts, &bookings.entries[i]);
    bookings_clear(&bookings);
    return STATUS_OK;
}
