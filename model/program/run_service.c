#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/groups.h"
#include "model/clinic/calendar.h"
#include "model/program/run_parts.h"

/* What is being listed. */
typedef struct Listing {
    const Catalog *catalog;
    const Slate *slate;
    Runs *runs;
    int32_t limit;
    bool overflow;
    int32_t *chosen; /* [bookings of the largest stand] bookings of the set that grows */
} Listing;

static Status add_to_sets(Runs *runs, int32_t booking)
{
    void *sets = runs->sets;
    Status status =
        mem_grow(&sets, &runs->sets_capacity, (int64_t)runs->n_sets + 1, sizeof *runs->sets);

    runs->sets = sets;
    if (status == STATUS_OK)
        runs->sets[runs->n_sets++] = booking;
    return status;
}

/* Enters visit @p v held by the first @p count chosen bookings (a place: none). */
static Status add_service(Listing *listing, int32_t v, int32_t count)
{
    const Catalog *catalog = listing->catalog;
    const VisitTypes *types = &catalog->clinic->visit_types;
    const SlateVisit *visit = &listing->slate->visits[v];
    const VisitPart *lead = &visit->shape->parts[visit->shape->lead];
    Runs *runs = listing->runs;
    Status status = STATUS_OK;
    void *services = runs->services;
    RunService service = {
        .visit = v,
        .set_begin = runs->n_sets,
        .order = visit->key < 0 ? INT32_MAX : visit->key,
        .load = {.start_min = visit->at.start_min + lead->start_min - visit->at.day * DAY_MIN,
                 .planned_min = lead->end_min - lead->start_min},
        .show = 1,
        .may_overlap = types->overbook_ok[visit->type] && types->group_capacity[visit->type] == 1};

    if (runs->n_services == listing->limit) {
        listing->overflow = true;
        return STATUS_OK;
    }
    for (int32_t i = 0; i < count; i++) {
        int32_t r = listing->slate->bookings[listing->chosen[i]].request;

        TRY(add_to_sets(runs, listing->chosen[i]));
        service.show = chances_at(catalog->chances, r, visit->at.day);
        service_join(&service.load, service.show);
        if (r < service.order)
            service.order = r;
    }
    service.set_end = runs->n_sets;
    TRY(durations_add(&runs->durations, service.load.planned_min, types->duration_cv[visit->type],
                      &service.load.law));
    service.longest_min = service.load.planned_min;
    if (service.load.law && service.load.law->top_min > service.longest_min)
        service.longest_min = service.load.law->top_min;
    TRY(mem_grow(&services, &runs->services_capacity, (int64_t)runs->n_services + 1,
                 sizeof *runs->services));
    runs->services = services;
    runs->services[runs->n_services++] = service;
done:
    return status;
}

/* True when the patient of @p booking is in the chosen set already, not joined `together`. */
static bool is_doubled(const Listing *listing, int32_t count, int32_t booking)
{
    const Catalog *catalog = listing->catalog;
    int32_t r = listing->slate->bookings[booking].request;

    for (int32_t i = 0; i < count; i++) {
        int32_t q = listing->slate->bookings[listing->chosen[i]].request;

        if (catalog->clinic->requests.patient[r] == catalog->clinic->requests.patient[q] &&
            catalog->together[r] != catalog->together[q])
            return true;
    }
    return false;
}

/* Every set of the stand's bookings from @p next on, added to the @p count chosen ones: the fixed
 * ones always, others if they fit. */
static Status add_sets(Listing *listing, const SlateStand *stand, int32_t next, int32_t count,
                       bool only_fixed)
{
    const Slate *slate = listing->slate;
    int32_t booking, type, visit = only_fixed ? stand->fixed_visit : stand->visit;
    Status status = STATUS_OK;

    if (listing->overflow)
        return STATUS_OK;
    if (next == stand->end)
        return count == 0 ? STATUS_OK : add_service(listing, visit, count);
    booking = slate->stand_bookings[next];
    if (!slate->bookings[booking].fixed)
        TRY(add_sets(listing, stand, next + 1, count, only_fixed));
    type = slate->visits[slate->bookings[booking].visit].type;
    if (count < listing->catalog->clinic->visit_types.group_capacity[type] &&
        !is_doubled(listing, count, booking)) {
        listing->chosen[count] = booking;
        TRY(add_sets(listing, stand, next + 1, count + 1,
                     only_fixed && slate->bookings[booking].fixed));
    }
done:
    return status;
}

/* The services of visit @p v, whose stand or booking is @p owner. */
static Status add_visit(Listing *listing, int32_t v, int32_t owner)
{
    const SlateVisit *visit = &listing->slate->visits[v];

    if (visit->key >= 0)
        return add_service(listing, v, 0);
    if (!visit->shared) {
        listing->chosen[0] = owner;
        return add_service(listing, v, 1);
    }
    return add_sets(listing, &listing->slate->stands[owner], listing->slate->stands[owner].begin, 0,
                    true);
}

static int compare_services(const void *left, const void *right)
{
    const RunService *a = left, *b = right;
    bool a_is_place = a->set_begin == a->set_end, b_is_place = b->set_begin == b->set_end;
    const int64_t ours[] = {a->load.start_min, a_is_place, a->order, a->visit, a->set_begin};
    const int64_t theirs[] = {b->load.start_min, b_is_place, b->order, b->visit, b->set_begin};

    return order_keys(ours, theirs, 5);
}

/* The stand of each shared visit and the booking of each other one; -1 for places and for the
 * second visit of a stand, whose sets come with the first. */
static void find_owners(const Slate *slate, int32_t *owner)
{
    for (int32_t v = 0; v < slate->n_visits; v++)
        owner[v] = -1;
    for (int32_t b = 0; b < slate->n_bookings; b++)
        if (slate->bookings[b].stand < 0)
            owner[slate->bookings[b].visit] = b;
    for (int32_t i = 0; i < slate->n_stands; i++)
        owner[slate->stands[i].visit >= 0 ? slate->stands[i].visit : slate->stands[i].fixed_visit] =
            i;
}

Status runs_add_services(const Catalog *catalog, const Slate *slate, int32_t limit, Runs *runs,
                         bool *within)
{
    Listing listing = {.catalog = catalog, .slate = slate, .runs = runs, .limit = limit};
    Status status = STATUS_NO_MEMORY;
    Groups by_session = {0};
    int32_t *key = MEM_NEW(int32_t, slate->n_visits), *owner = MEM_NEW(int32_t, slate->n_visits);

    runs->service_begin = MEM_NEW(int32_t, (int64_t)catalog->n_sessions + 1);
    listing.chosen = MEM_NEW(int32_t, (int64_t)slate->n_bookings + 1);
    if (!key || !owner || !runs->service_begin || !listing.chosen)
        goto done;
    find_owners(slate, owner);
    for (int32_t v = 0; v < slate->n_visits; v++)
        key[v] = slate->visits[v].key < 0 && owner[v] < 0 ? -1 : slate->visits[v].at.session;
    TRY(groups_init(&by_session, key, slate->n_visits, catalog->n_sessions));
    for (int32_t s = 0; s < catalog->n_sessions && !listing.overflow; s++) {
        for (int32_t i = by_session.begin[s]; i < by_session.begin[s + 1]; i++)
            TRY(add_visit(&listing, by_session.items[i], owner[by_session.items[i]]));
        runs->service_begin[s + 1] = runs->n_services;
        if (runs->n_services > runs->service_begin[s])
            qsort(runs->services + runs->service_begin[s],
                  (size_t)(runs->n_services - runs->service_begin[s]), sizeof *runs->services,
                  compare_services);
    }
    *within = !listing.overflow;
    status = STATUS_OK;
done:
    groups_clear(&by_session);
    mem_free(key);
    mem_free(owner);
    mem_free(listing.chosen);
    return status;
}
