/* Buckets: the key values of each request's price. */
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"
#include "solver/pattern/market_parts.h"

static int by_key(const void *left, const void *right)
{
    const Bucket *a = left, *b = right;
    int sign = order_int(a->date, b->date);

    sign = sign ? sign : order_int(a->site, b->site);
    sign = sign ? sign : order_int(a->start, b->start);
    return sign ? sign : order_int(a->provider, b->provider);
}

static Bucket bucket_at(const Market *market, int32_t r, int32_t date, int32_t site, int32_t start,
                        int32_t provider)
{
    uint8_t key = market->forest.key[r];

    return (Bucket){.request = r,
                    .date = key & KEY_DATE ? date : -1,
                    .site = key & KEY_SITE ? site : -1,
                    .start = key & KEY_START ? start : -1,
                    .provider = key & KEY_PROVIDER ? provider : -1};
}

static Status add_bucket(Market *market, Bucket bucket)
{
    Status status = mem_grow((void **)&market->buckets, &market->bucket_capacity,
                             (int64_t)market->n_buckets + 1, sizeof *market->buckets);

    if (status == STATUS_OK)
        market->buckets[market->n_buckets++] = bucket;
    return status;
}

static int32_t visit_start(const Catalog *catalog, const Spot *spot, int32_t slot)
{
    const CatalogSession *s = &catalog->sessions[spot->session];

    return s->start_min - s->day * DAY_MIN + slot * catalog->slot_min -
           spot->shape->parts[spot->shape->lead].start_min;
}

/* The keys of all that could be booked in a spot. */
static Status add_spot(Maker *maker, int32_t r, const Spot *spot, void *context)
{
    Market *market = maker->market;
    const CatalogSession *s = &maker->catalog->sessions[spot->session];
    bool starts = market->forest.key[r] & KEY_START;
    Status status = STATUS_OK;

    (void)context;
    for (int32_t slot = 0; slot < STARTS_SLOTS; slot++) {
        if (!starts_has(&spot->starts, slot))
            continue;
        TRY(add_bucket(market, bucket_at(market, r, s->day, s->site,
                                         visit_start(maker->catalog, spot, slot), s->provider)));
        if (!starts)
            break;
    }
done:
    return status;
}

static void sort_buckets(Market *market, int32_t from)
{
    Bucket *buckets = market->buckets + from;
    int32_t n = market->n_buckets - from, kept = 0;

    if (n == 0)
        return;
    qsort(buckets, (size_t)n, sizeof *buckets, by_key);
    for (int32_t i = 0; i < n; i++)
        if (i == 0 || by_key(&buckets[i], &buckets[kept - 1]) != 0)
            buckets[kept++] = buckets[i];
    market->n_buckets = from + kept;
}

Status maker_list_buckets(Maker *maker, int32_t r)
{
    Market *market = maker->market;
    int32_t from = market->n_buckets;
    int32_t key = market->forest.key[r] & ~KEY_LINKED;
    Status status = STATUS_OK;
    Spot spot;
    Wish wish;

    if (key == 0)
        return add_bucket(market, (Bucket){r, -1, -1, -1, -1});
    if (key == KEY_DATE) {
        placement_wish(maker->catalog, r, &wish);
        for (int32_t day = wish.day_low; day <= wish.day_high; day++)
            TRY(add_bucket(market, (Bucket){r, day, -1, -1, -1}));
    } else {
        TRY(maker_each_spot(maker, r, add_spot, NULL));
    }
    for (int32_t mode = 0; mode < 2; mode++)
        if (maker_standing(maker, r, mode, &spot))
            TRY(add_spot(maker, r, &spot, NULL));
    sort_buckets(market, from);
done:
    return status;
}

int32_t maker_bucket(const Market *market, int32_t r, int32_t date, int32_t site, int32_t start,
                     int32_t provider)
{
    int32_t begin = market->bucket_begin[r], n = market->bucket_begin[r + 1] - begin;
    Bucket wanted = bucket_at(market, r, date, site, start, provider);
    const Bucket *found =
        bsearch(&wanted, market->buckets + begin, (size_t)n, sizeof wanted, by_key);

    return found ? (int32_t)(found - market->buckets) : -1;
}
