#include "solver/pattern/regions.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "model/catalog/components.h"
#include "solver/parallel.h"

enum {
    REGIONS_FEW = 8,    /* fewer are descended together as well */
    SETTLED_PARTS = 20, /* no more than one request in so many may have a choice of regions */
    LARGEST_PARTS = 4   /* nor may a region be more than one part of so many of all */
};

/* All regions, and what each found. */
typedef struct Regions {
    Dual *dual; /* borrowed: the network's */
    const DescentLimits *limits;
    int64_t work_limit;
    Components components;
    Division division;
    double *price; /* borrowed, [dual->size] */
    int64_t *work; /* owned, [components.count]: units done */
    double *after; /* owned, [components.count + 1]: requests of it and those that come later */
} Regions;

/* A region as a clinic of its own. */
typedef struct Region {
    const ClinicPart *part; /* borrowed */
    Chances *chances;
    Catalog *catalog;
    Dual *dual;
    Descent descent;
    int32_t *session; /* of the network */
} Region;

static Status region_open(Region *region, const Regions *regions, size_t number)
{
    const Catalog *network = regions->dual->catalog;
    Status status;

    *region = (Region){.part = &regions->division.parts[number]};
    TRY(chances_pick(network->chances, region->part->row[TABLE_requests],
                     region->part->clinic->requests.rows, &region->chances));
    TRY(catalog_new(region->part->clinic, region->chances, &region->catalog));
    TRY(components_sessions(network, region->part, region->catalog, &region->session));
    TRY(dual_new(region->catalog, false, &region->dual));
    TRY(descent_init(&region->descent, region->dual));
done:
    return status;
}

static void region_close(Region *region)
{
    descent_clear(&region->descent);
    dual_free(region->dual);
    catalog_free(region->catalog);
    chances_free(region->chances);
    mem_free(region->session);
}

/* The bucket of request @p request of the network that is the region's bucket @p own, or -1. */
static int32_t bucket_like(const Region *region, const Market *network, const Bucket *own,
                           int32_t request)
{
    int32_t provider = own->provider < 0 ? -1 : region->part->row[TABLE_providers][own->provider];

    for (int32_t b = network->bucket_begin[request]; b < network->bucket_begin[request + 1]; b++) {
        const Bucket *bucket = &network->buckets[b];

        if (bucket->date == own->date && bucket->site == own->site && bucket->start == own->start &&
            bucket->provider == provider)
            return b;
    }
    return -1;
}

static void carry_requests(const Region *region, const Regions *regions)
{
    const Market *own = region->dual->market, *network = regions->dual->market;

    for (int32_t b = 0; b < own->n_buckets; b++) {
        int32_t request = region->part->row[TABLE_requests][own->buckets[b].request];
        int32_t at = bucket_like(region, network, &own->buckets[b], request);

        if (at >= 0)
            regions->price[at] = region->descent.best[b];
    }
}

/* The network's pool of @p kind at @p site in which @p unit is, or -1. */
static int32_t pool_with(const Catalog *network, int32_t kind, int32_t site, int32_t unit)
{
    for (int32_t i = 0; i < network->n_pools; i++) {
        const CatalogPool *pool = &network->pools[i];

        for (int32_t k = pool->begin; pool->kind == kind && pool->site == site && k < pool->end;
             k++)
            if (network->pool_units[k] == unit)
                return i;
    }
    return -1;
}

static void carry_units(const Region *region, const Regions *regions)
{
    static const int table[] = {[UNIT_PROVIDER] = TABLE_providers,
                                [UNIT_ROOM] = TABLE_rooms,
                                [UNIT_EQUIPMENT] = TABLE_equipment};
    const Dual *own = region->dual, *network = regions->dual;

    for (int32_t i = 0; i < own->tariff.n_rows; i++) {
        const TariffRow *row = &own->tariff.rows[i], *like;
        const CatalogPool *pool = &own->catalog->pools[row->pool];
        int32_t unit = region->part->row[table[pool->kind]][own->catalog->pool_units[pool->begin]];
        int32_t at = pool_with(network->catalog, pool->kind, pool->site, unit);

        at = at < 0 ? -1 : network->tariff.row_of[at * network->catalog->days + row->day];
        if (at < 0)
            continue;
        like = &network->tariff.rows[at];
        for (int32_t k = 0; k < row->slots; k++) {
            int32_t slot = row->first + k - like->first;

            if (slot >= 0 && slot < like->slots)
                regions->price[network->first_unit + like->at + slot] =
                    region->descent.best[own->first_unit + row->at + k];
        }
    }
}

static void carry_others(const Region *region, const Regions *regions, size_t number)
{
    const Dual *own = region->dual, *network = regions->dual;
    int32_t n = 0;

    for (int32_t key = 0; key < network->catalog->n_reserves; key++)
        if (regions->components.of_reserve[key] == (int32_t)number)
            regions->price[network->first_reserve + key] =
                region->descent.best[own->first_reserve + n++];
    for (int32_t s = 0; s < own->catalog->n_sessions; s++)
        if (own->overlap_of[s] >= 0)
            regions->price[network->first_overlap + network->overlap_of[region->session[s]]] =
                region->descent.best[own->first_overlap + own->overlap_of[s]];
}

/* Limits for region @p number: a part of time and work that goes with its size. */
static DescentLimits limits_of(const Regions *regions, size_t number, const Region *region)
{
    DescentLimits limits = *regions->limits;
    double size = regions->components.requests[number], now_s = clock_now_s();
    double share = fmin(1, limits.threads * size / regions->after[number]);

    limits.threads = 1;
    if (regions->work_limit > 0)
        limits.values = 1 + (int64_t)((double)regions->work_limit * size / regions->after[0] /
                                      (double)dual_work(region->dual));
    else if (isfinite(limits.deadline_s))
        limits.deadline_s = now_s + share * fmax(0, limits.deadline_s - now_s);
    return limits;
}

static bool is_too_late(const DescentLimits *limits)
{
    return (limits->interrupted && *limits->interrupted) || clock_now_s() >= limits->deadline_s;
}

static Status price_region(size_t number, void *context)
{
    Regions *regions = context;
    Region region = {0};
    DescentLimits limits;
    Status status = STATUS_OK;

    if (is_too_late(regions->limits)) /* its prices stay what they begin with */
        goto done;
    TRY(region_open(&region, regions, number));
    limits = limits_of(regions, number, &region);
    TRY(descent_run(&region.descent, &limits));
    carry_requests(&region, regions);
    carry_units(&region, regions);
    carry_others(&region, regions, number);
    regions->work[number] = region.dual->work;
done:
    region_close(&region);
    return status;
}

/* True when regions are many, none is much of the whole, and few requests have a choice. */
static bool are_apart(const Components *components, int32_t requests)
{
    return components->count >= REGIONS_FEW &&
           LARGEST_PARTS * (int64_t)components->requests[0] <= requests &&
           SETTLED_PARTS * (int64_t)components->n_settled <= requests;
}

static Status price_all(Regions *regions)
{
    int32_t n = regions->components.count;
    Status status = STATUS_NO_MEMORY;

    regions->work = MEM_NEW(int64_t, n);
    regions->after = MEM_NEW(double, (int64_t)n + 1);
    if (!regions->work || !regions->after)
        goto done;
    for (int32_t k = n; k-- > 0;)
        regions->after[k] = regions->after[k + 1] + regions->components.requests[k];
    TRY(components_divide(regions->dual->catalog, &regions->components, &regions->division));
    TRY(parallel_run((size_t)n, regions->limits->threads, price_region, regions));
    for (int32_t k = 0; k < n; k++)
        regions->dual->work += regions->work[k];
done:
    return status;
}

Status regions_price(Dual *dual, const DescentLimits *limits, int64_t work_limit, double *price,
                     bool *found)
{
    Regions regions = {.dual = dual, .limits = limits, .work_limit = work_limit, .price = price};
    Status status;

    *found = false;
    TRY(components_find(dual->catalog, true, &regions.components));
    *found = are_apart(&regions.components, dual->catalog->clinic->requests.rows);
    if (*found)
        TRY(price_all(&regions));
done:
    mem_free(regions.work);
    mem_free(regions.after);
    division_clear(&regions.division);
    components_clear(&regions.components);
    return status;
}
