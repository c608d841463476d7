#include "model/audit/certify_fair.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

struct Fair {
    const Books *books;
    int32_t date;
    Stalls stalls;
    int32_t *head; /* owned, [berths]: first offer, or -1; this date's */
    Offer *offers; /* owned, [n_offers] */
    Spans spans;
    int32_t n_offers, offer_room;
    const Need *need; /* who is offering */
    Status status;    /* of offering */
};

Status fair_new(const Books *books, Fair **out)
{
    Status status = STATUS_NO_MEMORY;
    Fair *fair = MEM_NEW(Fair, 1);

    if (!fair)
        goto done;
    fair->books = books;
    TRY(stalls_init(&fair->stalls, books));
    status = STATUS_NO_MEMORY;
    fair->head = MEM_NEW(int32_t, books->berths->count);
    if (!fair->head)
        goto done;
    *out = fair;
    fair = NULL;
    status = STATUS_OK;
done:
    fair_free(fair);
    return status;
}

void fair_free(Fair *fair)
{
    if (!fair)
        return;
    stalls_clear(&fair->stalls);
    mem_free(fair->head);
    mem_free(fair->offers);
    mem_free(fair->spans.spans);
    mem_free(fair);
}

Status fair_open(Fair *fair, int32_t date)
{
    const Berths *berths = fair->books->berths;

    fair->date = date;
    fair->n_offers = 0;
    for (int32_t type = 0; type < fair->books->clinic->visit_types.rows; type++) {
        int32_t count = 0;
        const BerthEntry *entries = berths_of(berths, type, date, -1, &count);

        for (int32_t i = 0; i < count; i++)
            fair->head[entries[i].berth] = -1;
    }
    return stalls_open(&fair->stalls, date);
}

/* Puts an offer before those of @p head. */
static Status enter(Fair *fair, int32_t *head, Offer offer)
{
    Status status = mem_grow((void **)&fair->offers, &fair->offer_room, (int64_t)fair->n_offers + 1,
                             sizeof *fair->offers);

    if (status != STATUS_OK)
        return status;
    offer.next = *head;
    fair->offers[fair->n_offers] = offer;
    *head = fair->n_offers++;
    return STATUS_OK;
}

/* Adds @p offer to the bests of the starts of the day; for pools of all sites, which are few. */
static Status enter_timed(Fair *fair, int32_t number, const Offer *offer)
{
    const Pool *pool = &fair->stalls.pools[number];
    int32_t slot = fair->books->facts->slot_min, bands = pool->banded ? N_BANDS : 1;
    double credit = fair->books->clinic->rules.idle_cost_per_min * pool->mean;
    Status status = stalls_make_timed(&fair->stalls, number);

    for (int32_t start = offer->first_min;
         status == STATUS_OK && start <= offer->last_min && start <= DAY_MIN; start += slot)
        best_raise(&fair->stalls.bests[pool->timed + start / slot * bands], pool->banded,
                   offer->worth, offer->chance, credit);
    return status;
}

/* Offers to pool number @p number, of stall @p stall, when the patient can come. */
static Status offer_pool(Fair *fair, const Stall *stall, int32_t number, Offer offer)
{
    const Books *books = fair->books;
    const Pool *pool = &fair->stalls.pools[number];
    int32_t slot = books->facts->slot_min, r = fair->need->request, count = 0;
    bool by_start = (books->multipliers->keys[r] & KEY_START) != 0; /* prices differ by it */
    const Ticket *tickets = NULL;
    double worth = offer.worth;
    Status status = STATUS_OK;

    if (!fair->need->timed && !by_start) {
        best_raise(&fair->stalls.bests[pool->first], pool->banded, offer.worth, offer.chance,
                   books->clinic->rules.idle_cost_per_min * pool->mean);
        return STATUS_OK;
    }
    if (by_start)
        tickets = multipliers_tickets(books->multipliers, r, fair->date, stall->site, &count);
    TRY(need_spans(books->facts, fair->need, fair->date, pool->length_min, &fair->spans));
    for (int32_t i = 0; i < fair->spans.count; i++) {
        const Span *span = &fair->spans.spans[i];
        Offer part = offer;

        part.first_min = span->first_min;
        for (int32_t k = 0; k < count; k++) {
            int32_t start = tickets[k].at.start;

            if (start < part.first_min || start > span->last_min)
                continue;
            part.last_min = start - slot;
            if (part.first_min <= part.last_min)
                TRY(enter(fair, &fair->stalls.pools[number].head, part));
            part.first_min = part.last_min = start;
            part.worth = worth - tickets[k].price;
            TRY(enter(fair, &fair->stalls.pools[number].head, part));
            part.worth = offer.worth;
            part.first_min = start + slot;
        }
        part.last_min = span->last_min;
        if (part.first_min > part.last_min)
            continue;
        if (stall->site < 0)
            TRY(enter_timed(fair, number, &part));
        else
            TRY(enter(fair, &fair->stalls.pools[number].head, part));
    }
done:
    return status;
}

static Status offer_stall(Fair *fair, const Stall *stall, Offer offer)
{
    Status status = STATUS_OK;

    for (int32_t i = stall->first; i < stall->first + stall->count; i++)
        if (fair->need->modes[fair->stalls.pools[i].mode])
            TRY(offer_pool(fair, stall, i, offer));
done:
    return status;
}

/* What a request offers before bonuses, moves and prices. */
static Offer plain_offer(const Fair *fair, const Need *need, bool kept)
{
    const Books *books = fair->books;
    bool booked = books->clinic->requests.status[need->request] == REQUEST_BOOKED;
    double worth =
        books_gain(books, need->request, fair->date) + books_absence(books, need->request);

    if (booked && !kept)
        worth -= books->clinic->rules.move_cost;
    return (Offer){.worth = worth,
                   .chance = chances_at(books->chances, need->request, fair->date),
                   .kept = kept};
}

/* Offers to every lead: bonuses for leads are left to offer_singly(). */
static Status offer_to_all(Fair *fair, const Need *need)
{
    const Books *books = fair->books;
    int32_t r = need->request, wanted = books->clinic->requests.site[r];
    int32_t keys = books->multipliers->keys[r];
    Bucket at = {fair->date, NO_ROW, MISSING, NO_ROW};
    Offer offer = plain_offer(fair, need, false), favoured = offer;
    const Stall *stall;
    Status status = STATUS_OK;

    favoured.worth += books_bonus(books, r, -1, wanted);
    if ((keys & (KEY_SITE | KEY_START)) != 0) {
        for (int32_t i = fair->stalls.begin[need->type]; i < fair->stalls.begin[need->type + 1];
             i++) {
            Offer here = fair->stalls.stalls[i].site == wanted ? favoured : offer;

            at.site = fair->stalls.stalls[i].site;
            if (at.site < 0 || (need->site >= 0 && at.site != need->site))
                continue;
            if ((keys & KEY_START) == 0)
                here.worth -= multipliers_once(books->multipliers, r, at);
            TRY(offer_stall(fair, &fair->stalls.stalls[i], here));
        }
        return STATUS_OK;
    }
    offer.worth -= multipliers_once(books->multipliers, r, at);
    favoured.worth -= multipliers_once(books->multipliers, r, at);
    stall = stalls_find(&fair->stalls, need->type, -1);
    if (stall && need->site < 0)
        TRY(offer_stall(fair, stall, offer));
    stall = wanted < 0 ? NULL : stalls_find(&fair->stalls, need->type, wanted);
    if (stall)
        TRY(offer_stall(fair, stall, favoured));
done:
    return status;
}

/* Receives a run of starts of one berth; parts of equal price are offered as one. */
static bool offer_run(void *context, const Run *run)
{
    Fair *fair = context;
    const Books *books = fair->books;
    const Shift *shift = &books->hours->shifts[books->berths->berths[run->berth].shift];
    int32_t r = fair->need->request, slot = books->facts->slot_min;
    Offer offer = plain_offer(fair, fair->need, run->kept);
    double worth = offer.worth + books_bonus(books, r, shift->provider, shift->site);
    Bucket at = {shift->date, shift->site, run->first_min, shift->provider};

    while (at.start <= run->last_min && fair->status == STATUS_OK) {
        double price = multipliers_once(books->multipliers, r, at), other = price;

        offer.first_min = at.start;
        do {
            at.start = (books->multipliers->keys[r] & KEY_START) == 0 ? run->last_min + slot
                                                                      : at.start + slot;
            if (at.start <= run->last_min)
                other = multipliers_once(books->multipliers, r, at);
        } while (at.start <= run->last_min && !(other < price) && !(other > price));
        offer.last_min = at.start - slot;
        offer.worth = worth - price;
        fair->status = enter(fair, &fair->head[run->berth], offer);
    }
    return fair->status == STATUS_OK;
}

/* True when a request makes one price, preferences left aside, for all leads of a site. */
static bool is_poolable(const Books *books, const Need *need, int32_t date)
{
    const Requests *requests = &books->clinic->requests;
    int32_t r = need->request;

    return (books->multipliers->keys[r] & KEY_PROVIDER) == 0 &&
           books->clinic->visit_types.group_capacity[need->type] == 1 &&
           !(requests->status[r] == REQUEST_BOOKED && requests->booked_date[r] == date);
}

Status fair_add(Fair *fair, const Need *need)
{
    const Books *books = fair->books;
    int32_t preferred = books->clinic->requests.provider[need->request];
    bool pooled = is_poolable(books, need, fair->date);
    Need there = *need;
    Status status = STATUS_OK;

    fair->status = STATUS_OK;
    fair->need = need;
    if (pooled && need->provider < 0)
        TRY(offer_to_all(fair, need));
    if (pooled && preferred < 0)
        return STATUS_OK;
    if (pooled)
        there.provider = preferred;
    berths_each(books->berths, &there, fair->date, false, offer_run, fair);
    status = fair->status;
done:
    return status;
}

Status fair_add_kept(Fair *fair, const Need *need)
{
    fair->status = STATUS_OK;
    fair->need = need;
    berths_kept(fair->books->berths, need, offer_run, fair);
    return fair->status;
}

void fair_pooled(const Fair *fair, int32_t berth, int32_t start_min, Best bests[N_BANDS])
{
    stalls_best(&fair->stalls, berth, start_min, bests);
}

static const Offer *offer_at(const Fair *fair, int32_t number)
{
    return number < 0 ? NULL : &fair->offers[number];
}

const Offer *fair_first(const Fair *fair, int32_t berth)
{
    return offer_at(fair, fair->head[berth]);
}

const Offer *fair_first_here(const Fair *fair, int32_t berth)
{
    return offer_at(fair, fair->stalls.pools[fair->stalls.pool_of[2 * (int64_t)berth + 1]].head);
}

const Offer *fair_next(const Fair *fair, const Offer *offer)
{
    return offer_at(fair, offer->next);
}
