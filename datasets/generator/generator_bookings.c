#include <math.h>
#include <stdlib.h>

#include "datasets/generator/generator_search.h"
#include "model/base/memory.h"
#include "model/base/order.h"

/* Bookings are made as a clinic makes them: in the order in which requests came in, each at the
 * first place found from some day of its window on. Those to be cancelled are booked like the
 * others and not written down. */

static Status index_rows(const int32_t *owner, int32_t rows, int32_t owners, int32_t **out)
{
    int32_t *begin = MEM_NEW(int32_t, (int64_t)owners + 1), row = 0;

    if (!begin)
        return STATUS_NO_MEMORY;
    for (int32_t o = 0; o < owners; o++) { /* rows stand in the order of their owners */
        begin[o] = row;
        while (row < rows && owner[row] == o)
            row++;
    }
    begin[owners] = row;
    *out = begin;
    return STATUS_OK;
}

/* The visit as @p provider does it; NULL in *@p out when the skill is not there. */
static Status shape_for(const Desk *desk, int32_t type, int32_t provider, VisitShape **out)
{
    const Clinic *clinic = desk->draft->clinic;
    int32_t rows[CATALOGUE_MAX_STEPS], begin, end, first, last, activity = 0;

    *out = NULL;
    draft_steps(desk->draft, type, &begin, &end);
    while (clinic->activities.visit_type[activity] != type)
        activity++; /* rows stand in the order of types */
    for (int32_t i = 0; i < end - begin; i++)
        rows[i] = activity + i;
    draft_skills(desk->draft, provider, &first, &last);
    for (int32_t k = first; k < last; k++)
        if (clinic->skills.visit_type[k] == type)
            return visit_new(clinic, rows, end - begin, clinic->skills.duration_factor[k], out);
    return STATUS_OK;
}

/* Writes the booking into the appointment book and, unless it is to be cancelled, the request. */
static void write_booking(Desk *desk, int32_t r, const Place *place, bool cancelled)
{
    Draft *draft = desk->draft;
    Requests *requests = &draft->clinic->requests;
    int32_t day = draft->clinic->sessions.date[place->session];

    for (int32_t i = 0; i < place->shape->n_parts; i++) {
        const VisitPart *part = &place->shape->parts[i];

        if (place->rows[i] >= 0)
            busy_take(&desk->busy, busy_unit(&desk->busy, part->kind, place->rows[i]),
                      search_span(desk, place, part));
        if (place->rows[i] >= 0 && part->kind == UNIT_ROOM && !cancelled)
            requests->booked_room[r] = place->rows[i];
    }
    if (cancelled)
        return;
    requests->status[r] =
        day < draft->recipe->fixed_days || draft_chance(&desk->random, draft->recipe->fixed_share)
            ? REQUEST_FIXED
            : REQUEST_BOOKED;
    requests->booked_date[r] = day;
    requests->booked_start[r] = place->start_min;
    requests->booked_provider[r] = place->provider;
    requests->booked_site[r] = draft->clinic->sessions.site[place->session];
    requests->booked_mode[r] = place->mode;
    requests->booked_on[r] = requests->requested_on[r];
    desk->before[r] = desk->last_of[requests->patient[r]];
    desk->last_of[requests->patient[r]] = r;
}

/* Books @p r with the preferred provider or, in turn, another of its pool, if there is a place. */
static Status book(Desk *desk, int32_t r, bool cancelled)
{
    const Draft *draft = desk->draft;
    const Requests *requests = &draft->clinic->requests;
    int32_t size = draft_pool_size(draft, draft->pool[r]);
    int32_t first = random_below(&desk->random, size);
    int32_t start_day = requests->priority[r] >= PRIORITY_SOON
                            ? random_below(&desk->random, draft->recipe->days)
                            : 0;
    bool found = false;

    for (int32_t i = requests->provider[r] >= 0 ? -1 : 0; i < size && !found; i++) {
        int32_t provider =
            i < 0 ? requests->provider[r]
                  : draft->pool_member[draft->pool_begin[draft->pool[r]] + (first + i) % size];
        VisitShape *shape = NULL;
        Place place;
        Status status = shape_for(desk, requests->visit_type[r], provider, &shape);

        if (status != STATUS_OK)
            return status;
        place.shape = shape;
        found = shape && search_place(desk, r, provider, start_day, &place);
        if (found)
            write_booking(desk, r, &place, cancelled);
        visit_free(shape);
        if (requests->provider_required[r])
            break;
    }
    return STATUS_OK;
}

/* Whether a standing booking of @p r would be sound: shared visits and linked requests are left to
 * be planned, but the first step of a care plan may be under way. */
static bool may_book(const Desk *desk, int32_t r)
{
    const Draft *draft = desk->draft;
    const Requests *requests = &draft->clinic->requests;
    const TypeFacts *facts = draft->types[requests->visit_type[r]];
    bool chained = r + 1 < requests->rows && draft->link[r + 1] >= 0;

    if (draft->link[r] >= 0 || facts->group_capacity > 1)
        return false;
    if (facts->authorization && requests->authorized_from[r] == MISSING &&
        requests->authorized_until[r] == MISSING)
        return false;
    return !chained || draft->link[r + 1] == LINK_AFTER;
}

typedef struct Arrival {
    int32_t requested_on, request;
} Arrival;

static int by_arrival(const void *left, const void *right)
{
    const Arrival *a = left, *b = right;

    if (a->requested_on != b->requested_on)
        return order_int(a->requested_on, b->requested_on);
    return order_int(a->request, b->request);
}

static Status book_all(Desk *desk)
{
    Status status = STATUS_OK;
    const Recipe *recipe = desk->draft->recipe;
    Requests *requests = &desk->draft->clinic->requests;
    Arrival *arrivals = MEM_NEW(Arrival, requests->rows);

    if (!arrivals)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < requests->rows; r++)
        arrivals[r] = (Arrival){requests->requested_on[r], r};
    qsort(arrivals, (size_t)requests->rows, sizeof arrivals[0], by_arrival);
    for (int32_t i = 0; i < requests->rows; i++) {
        int32_t r = arrivals[i].request;
        bool wanted = draft_chance(&desk->random, recipe->booked_share);
        bool twice = draft_chance(&desk->random, recipe->cancelled_share);
        bool waits = draft_chance(&desk->random, recipe->waitlist_share);
        bool chained = r + 1 < requests->rows && desk->draft->link[r + 1] >= 0;

        if (wanted && twice && may_book(desk, r))
            TRY(book(desk, r, true));
        if (wanted && may_book(desk, r))
            TRY(book(desk, r, false));
        if (requests->status[r] == REQUEST_BOOKED && chained)
            requests->status[r] = REQUEST_FIXED;
        if (requests->status[r] == REQUEST_NEW && waits)
            requests->status[r] = REQUEST_WAITLIST;
    }
done:
    mem_free(arrivals);
    return status;
}

Status draft_bookings(Draft *draft)
{
    Status status = STATUS_OK;
    const Clinic *clinic = draft->clinic;
    const Recipe *recipe = draft->recipe;
    Desk desk = {.draft = draft, .random = random_stream(draft->seed, DRAFT_BOOKINGS)};

    if (recipe->booked_share <= 0 && recipe->waitlist_share <= 0)
        return STATUS_OK;
    desk.travel_min = isnan(recipe->policy.travel_min) ? 0 : (int32_t)recipe->policy.travel_min;
    TRY(busy_open(draft, &desk.busy));
    TRY(index_rows(clinic->sessions.provider, clinic->sessions.rows, clinic->providers.rows,
                   &desk.session_begin));
    TRY(index_rows(clinic->availability.request, clinic->availability.rows, clinic->requests.rows,
                   &desk.hours_begin));
    desk.last_of = MEM_NEW(int32_t, clinic->patients.rows);
    desk.before = MEM_NEW(int32_t, clinic->requests.rows);
    if (!desk.last_of || !desk.before) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    for (int32_t p = 0; p < clinic->patients.rows; p++)
        desk.last_of[p] = -1;
    TRY(book_all(&desk));
done:
    busy_close(&desk.busy);
    mem_free(desk.session_begin);
    mem_free(desk.hours_begin);
    mem_free(desk.last_of);
    mem_free(desk.before);
    return status;
}
