/* Whether the rows of a visit find units: what is there, and what fixed visits keep of it. */
#include <string.h>

#include "tests/brute_bound.h"

static bool is_closed(const Clinic *clinic, int32_t kind, const char *id, int32_t day, int32_t from,
                      int32_t until)
{
    for (int32_t c = 0; c < clinic->closures.rows; c++)
        if (clinic->closures.kind[c] == kind && strcmp(clinic->closures.id[c], id) == 0 &&
            brute_is_closed(clinic, c, day, from, until))
            return true;
    return false;
}

static bool has_session(const Clinic *clinic, int32_t person, int32_t site, int32_t day,
                        int32_t from, int32_t until)
{
    const Sessions *rows = &clinic->sessions;

    for (int32_t s = 0; s < rows->rows; s++) {
        int32_t begin, end;

        if (rows->provider[s] == person && rows->site[s] == site && rows->date[s] == day &&
            brute_session(clinic, s, &begin, &end) && begin <= from && until <= end)
            return true;
    }
    return false;
}

bool brute_is_there(const Clinic *clinic, int32_t kind, int32_t unit, int32_t site, int32_t day,
                    int32_t minute)
{
    const Rooms *rooms = &clinic->rooms;
    const Equipment *devices = &clinic->equipment;
    int32_t until = minute + clinic->horizon.slot_min[0];

    switch (kind) {
    case UNIT_PROVIDER:
        return has_session(clinic, unit, site, day, minute, until) &&
               !is_closed(clinic, CLOSURE_PROVIDER, clinic->providers.provider[unit], day, minute,
                          until);
    case UNIT_ROOM:
        return rooms->site[unit] == site && rooms->open[unit] <= minute &&
               until <= rooms->close[unit] &&
               !is_closed(clinic, CLOSURE_ROOM, rooms->room[unit], day, minute, until);
    default:
        return devices->site[unit] == site && devices->open[unit] <= minute &&
               until <= devices->close[unit] &&
               !is_closed(clinic, CLOSURE_EQUIPMENT, devices->equipment[unit], day, minute, until);
    }
}

/* Rooms or devices of a type at a site. */
static int32_t units_of(const Clinic *clinic, int32_t kind, const char *type, int32_t site)
{
    int32_t n = 0;

    for (int32_t u = 0; u < brute_units(clinic, kind); u++)
        n += brute_unit_site(clinic, kind, u) == site &&
             strcmp(brute_unit_type(clinic, kind, u), type) == 0;
    return n;
}

/* The visit's only row of rooms asks for one of @p room's type, and it stands at its site. */
static bool must_be_in(const Clinic *clinic, const BruteVisit *visit, int32_t room)
{
    const BrutePart *only = NULL;
    int32_t rows = 0;

    for (int32_t i = 0; i < visit->shape.n_parts; i++)
        if (visit->shape.parts[i].kind == UNIT_ROOM) {
            only = &visit->shape.parts[i];
            rows++;
        }
    return room >= 0 && rows == 1 && only->count == 1 &&
           strcmp(only->type, clinic->rooms.room_type[room]) == 0 &&
           clinic->rooms.site[room] == visit->site;
}

/* Fixed request @p r, which stands at @p visit, keeps the unit for the slot at @p minute. */
static bool keeps(const Clinic *clinic, int32_t r, const BruteVisit *visit, int32_t kind,
                  int32_t unit, int32_t minute)
{
    int32_t room = clinic->requests.booked_room[r];

    if (kind == UNIT_PROVIDER)
        return unit == visit->lead && visit->holds[0].from <= minute &&
               minute < visit->holds[0].until;
    for (int32_t i = 0; i < visit->shape.n_parts; i++) {
        const BrutePart *part = &visit->shape.parts[i];

        if (part->kind != kind || minute < visit->start + part->from ||
            minute >= visit->start + part->until)
            continue;
        if (kind == UNIT_ROOM && unit == room && must_be_in(clinic, visit, room))
            return true;
        if (strcmp(part->type, brute_unit_type(clinic, kind, unit)) == 0 &&
            visit->site == brute_unit_site(clinic, kind, unit) &&
            units_of(clinic, kind, part->type, visit->site) == part->count)
            return true;
    }
    return false;
}

/* The visits may overlap, and hold one room or device at a time. */
static bool may_hold_the_same(const Clinic *clinic, const BruteVisit *visit,
                              const BruteVisit *fixed)
{
    return fixed->session >= 0 && fixed->session == visit->session &&
           clinic->sessions.overbook_max[visit->session] > 0;
}

static BruteVisit fixed_visit(const Clinic *clinic, int32_t r)
{
    const Requests *asked = &clinic->requests;

    return brute_visit(clinic, asked->visit_type[r], asked->booked_provider[r],
                       asked->booked_site[r], asked->booked_date[r], asked->booked_start[r],
                       brute_fixed_mode(clinic, r));
}

/* The visit is one that stands, and that others may share. */
static bool joins_fixed(const Clinic *clinic, const BruteVisit *visit)
{
    if (clinic->visit_types.group_capacity[visit->type] == 1 || visit->place >= 0)
        return false;
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        if (brute_fixed_inside(clinic, r)) {
            BruteVisit fixed = fixed_visit(clinic, r);

            if (brute_same_visit(visit, &fixed))
                return true;
        }
    return false;
}

/* Some fixed visit keeps the unit from @p visit for the slot at @p minute. */
static bool is_kept_from(const BruteCase *it, const BruteVisit *visit, int32_t kind, int32_t unit,
                         int32_t minute)
{
    const Clinic *clinic = it->clinic;
    const Requests *asked = &clinic->requests;

    for (int32_t r = 0; r < asked->rows; r++) {
        BruteVisit fixed;

        if (!brute_fixed_inside(clinic, r) || asked->booked_date[r] != visit->day)
            continue;
        fixed = fixed_visit(clinic, r);
        if (keeps(clinic, r, &fixed, kind, unit, minute) &&
            (kind == UNIT_PROVIDER || !may_hold_the_same(clinic, visit, &fixed)))
            return true;
    }
    return false;
}

/* How many units are there for all of the row's time, as far as it is of this day. */
static int32_t found(const BruteCase *it, const BruteVisit *visit, const BrutePart *part)
{
    const Clinic *clinic = it->clinic;
    int32_t slot = clinic->horizon.slot_min[0], n = 0;

    for (int32_t u = 0; u < brute_units(clinic, part->kind); u++) {
        bool there = strcmp(brute_unit_type(clinic, part->kind, u), part->type) == 0;

        for (int32_t m = visit->start + part->from;
             there && m < visit->start + part->until && m < 1440; m += slot)
            there = brute_is_there(clinic, part->kind, u, visit->site, visit->day, m) &&
                    !is_closed(clinic, CLOSURE_SITE, clinic->sites.site[visit->site], visit->day, m,
                               m + slot) &&
                    !is_kept_from(it, visit, part->kind, u, m);
        n += there;
    }
    return n;
}

bool brute_bound_supplied(const BruteCase *it, const BruteVisit *visit)
{
    if (joins_fixed(it->clinic, visit))
        return true;
    for (int32_t i = 0; i < visit->shape.n_parts; i++)
        if (!visit->shape.parts[i].lead &&
            found(it, visit, &visit->shape.parts[i]) < visit->shape.parts[i].count)
            return false;
    return true;
}
