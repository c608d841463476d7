/* Standing visits that clash among themselves: an overbooked calendar. */
#include <math.h>

#include "datasets/inspect/inspect_booking.h"
#include "datasets/inspect/inspect_check.h"
#include "model/base/memory.h"

enum { NEIGHBOURS = 64 }; /* later visits each is compared with; keeps the sweep linear */

typedef struct Sweep {
    InspectNote *note;
    const InspectFacts *facts;
    Bookings bookings;
    SortKey *keys;     /* owned, [bookings] */
    int32_t *overlaps; /* owned, [sessions] visits that start before an earlier one ends */
    int32_t *together; /* owned, [requests] forest of the links `together` */
    int32_t travel_min;
} Sweep;

static int32_t root_of(int32_t *parent, int32_t r)
{
    while (parent[r] != r) {
        parent[r] = parent[parent[r]];
        r = parent[r];
    }
    return r;
}

static void join_links(const Clinic *clinic, int32_t *parent)
{
    const Links *links = &clinic->links;

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        parent[r] = r;
    for (int32_t i = 0; i < links->rows; i++)
        if (links->kind[i] == LINK_TOGETHER && links->first[i] >= 0 && links->second[i] >= 0)
            parent[root_of(parent, links->first[i])] = root_of(parent, links->second[i]);
}

static void tell(const Sweep *sweep, InspectWarning kind, const Booking *one, const Booking *other,
                 const char *expected, const char *why)
{
    const char *id = sweep->facts->clinic->requests.request[one->r];

    note_warning(sweep->note, kind, TABLE_requests, other->r, "booked_start",
                 "expected %s row %d (%.64s)%s: %s", expected, (int)one->r, id, why,
                 one->fixed && other->fixed ? "no schedule can keep both fixed visits"
                                            : "one of them must give way");
}

static double chance_of(const Clinic *clinic, int32_t r)
{
    return clinic->requests.show_prob[r];
}

/* Two visits of one lead at the same minutes: may they overlap, as far as the pair goes? */
static const char *overlap_fault(const Sweep *sweep, const Booking *one, const Booking *other)
{
    const Clinic *clinic = sweep->facts->clinic;
    const VisitTypes *types = &clinic->visit_types;

    if (one->session < 0 || one->session != other->session)
        return ", since only visits of one session may overlap";
    if (types->group_capacity[one->type] > 1 || types->group_capacity[other->type] > 1 ||
        types->overbook_ok[one->type] == 0 || types->overbook_ok[other->type] == 0)
        return ", since their types must not overlap";
    if (chance_of(clinic, one->r) * chance_of(clinic, other->r) >
        clinic->rules.collision_show_max + 1e-9)
        return ", since both patients are too likely to come";
    return NULL;
}

/* Whether @p other, which starts no earlier, clashes with @p one; *@p overlap: they overlap in a
 * way that is allowed if the session has room for it. */
static void compare_leads(Sweep *sweep, const Booking *one, const Booking *other, bool *overlap)
{
    const char *why;

    if (booking_shares(sweep->facts, one, other))
        return;
    if (one->site != other->site) {
        if (other->lead_start < one->lead_end + sweep->travel_min)
            tell(sweep, WARN_CLASH_PROVIDER, one, other,
                 "the way from the other site after the provider's visit in", "");
        return;
    }
    if (other->lead_start >= one->lead_end)
        return;
    why = overlap_fault(sweep, one, other);
    if (why)
        tell(sweep, WARN_CLASH_PROVIDER, one, other, "a start after the provider's visit in", why);
    else
        *overlap = true;
}

/* One provider's visits of one day by the lead's start. */
static void sweep_leads(Sweep *sweep, const SortKey *keys, int32_t count)
{
    const Sessions *sessions = &sweep->facts->clinic->sessions;

    for (int32_t i = 0; i < count; i++) {
        const Booking *other = &sweep->bookings.entries[keys[i].row];
        int32_t busy = 0, first = -1, from = i > NEIGHBOURS ? i - NEIGHBOURS : 0;

        for (int32_t k = from; k < i; k++) {
            const Booking *one = &sweep->bookings.entries[keys[k].row];
            bool overlap = false;

            compare_leads(sweep, one, other, &overlap);
            busy += overlap;
            if (overlap && first < 0)
                first = keys[k].row;
        }
        if (busy == 0)
            continue;
        if (busy > 1)
            tell(sweep, WARN_CLASH_PROVIDER, &sweep->bookings.entries[first], other,
                 "a start after the provider's visit in", ", since three would overlap");
        else if (++sweep->overlaps[other->session] > sessions->overbook_max[other->session])
            tell(sweep, WARN_CLASH_PROVIDER, &sweep->bookings.entries[first], other,
                 "a start after the provider's visit in",
                 ", since the session allows no more overlaps");
    }
}

/* One patient's visits of one day by their start. */
static void sweep_patient(Sweep *sweep, const SortKey *keys, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        const Booking *one = &sweep->bookings.entries[keys[i].row];

        for (int32_t k = i + 1; k < count && k <= i + NEIGHBOURS; k++) {
            const Booking *other = &sweep->bookings.entries[keys[k].row];
            bool way = one->site != other->site && one->mode == MODE_IN_PERSON &&
                       other->mode == MODE_IN_PERSON;

            if (other->start < one->end + (way ? sweep->travel_min : 0) &&
                root_of(sweep->together, one->r) != root_of(sweep->together, other->r))
                tell(sweep, WARN_CLASH_PATIENT, one, other,
                     way ? "the way from the other site after the same patient's visit in"
                         : "a start after the same patient's visit in",
                     "");
        }
    }
}

/* Visits of one provider and day, by start: those that are one shared visit must fit it. */
static void sweep_groups(Sweep *sweep, const SortKey *keys, int32_t count)
{
    const VisitTypes *types = &sweep->facts->clinic->visit_types;
    int32_t members = 1, fixed = 0;

    for (int32_t i = 0; i < count; i++) {
        const Booking *other = &sweep->bookings.entries[keys[i].row];
        const Booking *one = i ? &sweep->bookings.entries[keys[i - 1].row] : other;
        bool same = i && booking_shares(sweep->facts, one, other);

        members = same ? members + 1 : 1;
        fixed = same ? fixed + other->fixed : other->fixed;
        if (members > types->group_capacity[other->type] && other->type == one->type && same)
            note_warning(sweep->note, WARN_CLASH_GROUP, TABLE_requests, other->r, "booked_start",
                         "expected at most %d requests in the shared visit of row %d (%.64s): %s",
                         (int)types->group_capacity[other->type], (int)one->r,
                         sweep->facts->clinic->requests.request[one->r],
                         fixed > types->group_capacity[other->type]
                             ? "no schedule can keep all that are fixed"
                             : "one of them must give way");
    }
}

typedef void (*SweepFn)(Sweep *sweep, const SortKey *keys, int32_t count);

/* Sorts the keys and hands over each run of one major key. */
static void run(Sweep *sweep, SweepFn body)
{
    int32_t next;

    sort_keys(sweep->keys, sweep->bookings.count);
    for (int32_t i = 0; i < sweep->bookings.count; i = next) {
        for (next = i;
             next < sweep->bookings.count && sweep->keys[next].major == sweep->keys[i].major;)
            next++;
        if (next - i > 1)
            body(sweep, sweep->keys + i, next - i);
    }
}

static void sweep_all(Sweep *sweep)
{
    const Clinic *clinic = sweep->facts->clinic;
    const int64_t days = sweep->facts->days;

    for (int32_t i = 0; i < sweep->bookings.count; i++) {
        const Booking *booking = &sweep->bookings.entries[i];

        sweep->keys[i] = (SortKey){booking->provider * days + booking->day, booking->lead_start, i};
    }
    run(sweep, sweep_leads);
    for (int32_t i = 0; i < sweep->bookings.count; i++) {
        const Booking *booking = &sweep->bookings.entries[i];
        int64_t visit = ((int64_t)booking->start * 2 + booking->mode) * clinic->visit_types.rows +
                        booking->type;

        sweep->keys[i] = (SortKey){booking->provider * days + booking->day,
                                   visit * clinic->sites.rows + booking->site, i};
    }
    run(sweep, sweep_groups);
    for (int32_t i = 0; i < sweep->bookings.count; i++) {
        const Booking *booking = &sweep->bookings.entries[i];

        sweep->keys[i] = (SortKey){clinic->requests.patient[booking->r] * days + booking->day,
                                   booking->start, i};
    }
    run(sweep, sweep_patient);
}

Status check_clashes(InspectNote *note, const InspectFacts *facts)
{
    const double travel = facts->clinic->rules.travel_min;
    Sweep sweep = {.note = note, .facts = facts};
    Status status = STATUS_OK;

    sweep.travel_min = travel > 0 && travel <= 1440 ? (int32_t)ceil(travel) : 0;
    TRY(bookings_find(facts, &sweep.bookings));
    status = STATUS_NO_MEMORY;
    sweep.keys = MEM_NEW(SortKey, sweep.bookings.count);
    sweep.overlaps = MEM_NEW(int32_t, facts->clinic->sessions.rows);
    sweep.together = MEM_NEW(int32_t, facts->clinic->requests.rows);
    if (!sweep.keys || !sweep.overlaps || !sweep.together)
        goto done;
    join_links(facts->clinic, sweep.together);
    sweep_all(&sweep);
    status = STATUS_OK;
done:
    bookings_clear(&sweep.bookings);
    mem_free(sweep.keys);
    mem_free(sweep.overlaps);
    mem_free(sweep.together);
    return status;
}
