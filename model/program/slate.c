#include "model/program/slate.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

/* What the enumeration of placements fills in. */
typedef struct Filling {
    const Catalog *catalog;
    Slate *slate;
    int32_t request, key, type;
    int32_t limit;
    bool overflow;
    Status status;
} Filling;

static Status add_visit(Slate *slate, SlateVisit visit)
{
    void *visits = slate->visits;
    Status status = mem_grow(&visits, &slate->visits_capacity, (int64_t)slate->n_visits + 1,
                             sizeof *slate->visits);

    slate->visits = visits;
    if (status == STATUS_OK)
        slate->visits[slate->n_visits++] = visit;
    return status;
}

static Status add_booking(Slate *slate, SlateBooking booking)
{
    void *bookings = slate->bookings;
    Status status = mem_grow(&bookings, &slate->bookings_capacity, (int64_t)slate->n_bookings + 1,
                             sizeof *slate->bookings);

    slate->bookings = bookings;
    if (status == STATUS_OK)
        slate->bookings[slate->n_bookings++] = booking;
    return status;
}

static bool take_booking(const Placement *at, void *context)
{
    Filling *filling = context;
    const Catalog *catalog = filling->catalog;
    Slate *slate = filling->slate;
    int32_t r = filling->request, type = filling->type;
    bool fixed = catalog->clinic->requests.status[r] == REQUEST_FIXED;
    SlateVisit visit = {.type = type,
                        .at = *at,
                        .shape = catalog_shape(catalog, type, at->provider),
                        .request = r,
                        .key = -1,
                        .fixed = fixed};

    if (slate->n_bookings == filling->limit) {
        filling->overflow = true;
        return false;
    }
    filling->status =
        add_booking(slate, (SlateBooking){.request = r,
                                          .visit = slate->n_visits,
                                          .stand = -1,
                                          .end_min = placement_end_min(catalog, type, at),
                                          .profit = placement_profit(catalog, r, at),
                                          .fixed = fixed});
    /* A shared visit is entered as if it had this request alone, and joined with others below. */
    if (filling->status == STATUS_OK)
        filling->status = add_visit(slate, visit);
    return filling->status == STATUS_OK;
}

static bool take_place(const Placement *at, void *context)
{
    Filling *filling = context;
    const CatalogReserve *reserve = &filling->catalog->reserves[filling->key];
    int32_t s = at->session;
    int32_t copies = reserve->count > 1 && filling->catalog->sessions[s].overbook_max > 0 ? 2 : 1;

    for (int32_t copy = 0; copy < copies && filling->status == STATUS_OK; copy++)
        filling->status = add_visit(
            filling->slate,
            (SlateVisit){.type = filling->type,
                         .at = *at,
                         .shape = catalog_shape(filling->catalog, filling->type, at->provider),
                         .request = -1,
                         .key = filling->key,
                         .copy = copy});
    return filling->status == STATUS_OK;
}

/* A booking of a shared type, with what makes its stand. */
typedef struct Seat {
    int32_t booking, type;
    Placement at;
    bool fixed;
} Seat;

static int compare_stand(const Seat *a, const Seat *b)
{
    const int64_t ours[] = {a->type, a->at.provider, a->at.site, a->at.start_min, a->at.mode};
    const int64_t theirs[] = {b->type, b->at.provider, b->at.site, b->at.start_min, b->at.mode};

    return order_keys(ours, theirs, 5);
}

static int compare_seats(const void *left, const void *right)
{
    const Seat *a = left, *b = right;
    int order = compare_stand(a, b);

    return order ? order : order_int(a->booking, b->booking);
}

/* One stand of the seats [from, to): its bookings share one or two visits. */
static Status join_stand(Slate *slate, const Seat *seats, int32_t from, int32_t to)
{
    SlateStand *stand = &slate->stands[slate->n_stands];
    SlateVisit visit = slate->visits[slate->bookings[seats[from].booking].visit];
    int32_t n_fixed = 0;
    Status status = STATUS_OK;

    *stand = (SlateStand){-1, -1, from, to};
    visit.shared = true;
    visit.request = -1;
    for (int32_t i = from; i < to; i++)
        n_fixed += seats[i].fixed;
    for (int fixed = 0; fixed < 2 && status == STATUS_OK; fixed++) {
        if (fixed ? n_fixed == 0 : n_fixed == to - from)
            continue;
        visit.fixed = fixed;
        *(fixed ? &stand->fixed_visit : &stand->visit) = slate->n_visits;
        status = add_visit(slate, visit);
    }
    for (int32_t i = from; i < to; i++) {
        slate->stand_bookings[i] = seats[i].booking;
        slate->bookings[seats[i].booking].stand = slate->n_stands;
        slate->bookings[seats[i].booking].visit =
            stand->visit >= 0 ? stand->visit : stand->fixed_visit;
    }
    slate->n_stands++;
    return status;
}

/* Takes out the visits that stands have replaced. */
static Status drop_replaced(Slate *slate)
{
    int32_t *moved = MEM_NEW(int32_t, slate->n_visits), kept = 0;

    if (!moved)
        return STATUS_NO_MEMORY;
    for (int32_t b = 0; b < slate->n_bookings; b++)
        if (slate->bookings[b].stand < 0)
            moved[slate->bookings[b].visit] = 1;
    for (int32_t v = 0; v < slate->n_visits; v++) {
        if (!slate->visits[v].shared && slate->visits[v].key < 0 && !moved[v])
            continue;
        moved[v] = kept;
        slate->visits[kept++] = slate->visits[v];
    }
    slate->n_visits = kept;
    for (int32_t b = 0; b < slate->n_bookings; b++)
        slate->bookings[b].visit = moved[slate->bookings[b].visit];
    for (int32_t i = 0; i < slate->n_stands; i++) {
        SlateStand *stand = &slate->stands[i];

        stand->visit = stand->visit < 0 ? -1 : moved[stand->visit];
        stand->fixed_visit = stand->fixed_visit < 0 ? -1 : moved[stand->fixed_visit];
    }
    mem_free(moved);
    return STATUS_OK;
}

static Status join_shared(const Catalog *catalog, Slate *slate)
{
    const Clinic *clinic = catalog->clinic;
    Status status = STATUS_NO_MEMORY;
    Seat *seats = MEM_NEW(Seat, slate->n_bookings);
    int32_t n_seats = 0;

    slate->stands = MEM_NEW(SlateStand, slate->n_bookings);
    slate->stand_bookings = MEM_NEW(int32_t, slate->n_bookings);
    if (!seats || !slate->stands || !slate->stand_bookings)
        goto done;
    for (int32_t b = 0; b < slate->n_bookings; b++) {
        const SlateBooking *booking = &slate->bookings[b];
        int32_t type = clinic->requests.visit_type[booking->request];

        if (clinic->visit_types.group_capacity[type] > 1)
            seats[n_seats++] = (Seat){b, type, slate->visits[booking->visit].at, booking->fixed};
    }
    if (n_seats > 1)
        qsort(seats, (size_t)n_seats, sizeof *seats, compare_seats);
    for (int32_t from = 0, to; from < n_seats; from = to) {
        for (to = from + 1; to < n_seats && compare_stand(&seats[from], &seats[to]) == 0; to++)
            ;
        TRY(join_stand(slate, seats, from, to));
    }
    status = drop_replaced(slate);
done:
    mem_free(seats);
    return status;
}

Status slate_new(const Catalog *catalog, int32_t limit, Slate *out, bool *within)
{
    const Requests *requests = &catalog->clinic->requests;
    Slate slate = {0};
    Filling filling = {.catalog = catalog, .slate = &slate, .limit = limit};
    Status status = STATUS_OK;

    slate.booking_begin = MEM_NEW(int32_t, (int64_t)requests->rows + 1);
    if (!slate.booking_begin)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < requests->rows; r++) {
        filling.request = r;
        filling.type = requests->visit_type[r];
        placement_each(catalog, r, take_booking, &filling);
        TRY(filling.status);
        slate.booking_begin[r + 1] = slate.n_bookings;
        if (filling.overflow)
            break;
    }
    for (int32_t key = 0; key < catalog->n_reserves && !filling.overflow; key++) {
        filling.key = key;
        filling.type = catalog->reserves[key].type;
        placement_each_place(catalog, key, take_place, &filling);
        TRY(filling.status);
    }
    *within = !filling.overflow;
    if (filling.overflow)
        goto done;
    TRY(join_shared(catalog, &slate));
    *out = slate;
    slate = (Slate){0};
done:
    slate_clear(&slate);
    return status;
}

void slate_clear(Slate *slate)
{
    mem_free(slate->visits);
    mem_free(slate->bookings);
    mem_free(slate->booking_begin);
    mem_free(slate->stands);
    mem_free(slate->stand_bookings);
    *slate = (Slate){0};
}

bool slate_patient_clash(const Catalog *catalog, const Slate *slate, const SlateBooking *a,
                         const SlateBooking *b)
{
    const Placement *at = &slate->visits[a->visit].at, *by = &slate->visits[b->visit].at;
    int32_t gap_min = 0;

    if (at->day != by->day)
        return false;
    if (at->site != by->site && at->mode == MODE_IN_PERSON && by->mode == MODE_IN_PERSON)
        gap_min = catalog->travel_min;
    return at->start_min < b->end_min + gap_min && by->start_min < a->end_min + gap_min;
}

SlateSpot slate_spot(const Slate *slate, int32_t booking)
{
    const Placement *at = &slate->visits[slate->bookings[booking].visit].at;

    return (SlateSpot){at->day, at->start_min, slate->bookings[booking].end_min, at->site,
                       at->provider};
}

SlateSpot slate_spot_outside(const Catalog *catalog, int32_t r)
{
    const Requests *requests = &catalog->clinic->requests;
    int32_t type = requests->visit_type[r], mode = requests->booked_mode[r];
    int32_t start = requests->booked_date[r] * DAY_MIN + requests->booked_start[r];
    const VisitShape *shape = catalog_shape(catalog, type, requests->booked_provider[r]);

    if (mode == MISSING)
        mode = catalog->clinic->visit_types.mode[type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH
                                                                          : MODE_IN_PERSON;
    return (SlateSpot){requests->booked_date[r], start, start + visit_end_min(shape, mode),
                       requests->booked_site[r], requests->booked_provider[r]};
}

bool slate_link_holds(const Catalog *catalog, int32_t link, SlateSpot first, SlateSpot second)
{
    const Links *links = &catalog->clinic->links;
    int64_t low = links->min[link], high = links->max[link], distance;

    if (high == MISSING)
        high = INT64_MAX;
    switch (links->kind[link]) {
    case LINK_AFTER:
        distance = (int64_t)second.day - first.day;
        return distance >= low && distance <= high &&
               (distance != 0 || second.start_min >= first.end_min);
    case LINK_SAME_DAY:
        distance = (int64_t)second.start_min - first.end_min;
        return first.day == second.day && first.site == second.site && distance >= low &&
               distance <= high;
    case LINK_TOGETHER:
        return first.start_min == second.start_min && first.site == second.site;
    default: /* LINK_SAME_PROVIDER */
        return first.provider == second.provider;
    }
}
