/* Which pools have rows of prices: those that the sessions of a day could run short of. */
#include "solver/pattern/tariff.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

/* What one session could hold of a pool at a time, and when. */
typedef struct Claim {
    int32_t count, first, last; /* units; slots of the day */
} Claim;

typedef struct Surveyor {
    Tariff *tariff;
    const Catalog *catalog;
    int32_t spd;         /* slots per day */
    int32_t *potential;  /* owned, [pools x (spd + 1)], of one day: changes of what may be held */
    int32_t *low, *high; /* owned, [pools]: slots claimed */
    Claim *claims;       /* owned, [pools] */
    int32_t *touched;    /* owned, [pools] */
    int32_t n_touched;
    bool *further;   /* owned, [roles by pool]: asked of as a further person */
    Groups sessions; /* by site and day */
    double *open;    /* owned, [spd] */
} Surveyor;

static int32_t slots_per_day(const Catalog *catalog)
{
    return DAY_MIN / catalog->slot_min;
}

/* A session's claims on pools: the most that any of its types asks for at once. */
static void claim(Surveyor *surveyor, int32_t session, const VisitShape *shape, int32_t least)
{
    const Catalog *catalog = surveyor->catalog;
    const CatalogSession *s = &catalog->sessions[session];
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t slot_min = catalog->slot_min, midnight = s->day * DAY_MIN;

    for (int32_t i = 0; i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];
        int32_t pool =
            surveyor->tariff
                ->pool_of[(int64_t)part->activity * catalog->clinic->sites.rows + s->site];
        int32_t tail = pool < 0 ? 0 : surveyor->tariff->tail[pool];
        int32_t held = (part->until_min - part->start_min) / slot_min + tail;
        int32_t at_once = part->count * ((held + least - 1) / least);
        int32_t first = (s->start_min - midnight + part->start_min - lead->start_min) / slot_min;
        int32_t last = (s->end_min - midnight + part->until_min - lead->end_min) / slot_min + tail;
        Claim *claims = surveyor->claims;

        if (pool < 0)
            continue;
        first = first < 0 ? 0 : first;
        last = last > surveyor->spd ? surveyor->spd : last;
        if (claims[pool].count == 0) {
            surveyor->touched[surveyor->n_touched++] = pool;
            claims[pool] = (Claim){at_once, first, last};
            continue;
        }
        claims[pool].count += at_once; /* parts add up; types too, which is more than enough */
        claims[pool].first = first < claims[pool].first ? first : claims[pool].first;
        claims[pool].last = last > claims[pool].last ? last : claims[pool].last;
    }
}

static int32_t lead_slots(const Catalog *catalog, const VisitShape *shape)
{
    const VisitPart *lead = &shape->parts[shape->lead];

    return (lead->end_min - lead->start_min) / catalog->slot_min;
}

/* Adds what a session could hold to the potential of its day. */
static void survey_session(Surveyor *surveyor, int32_t session)
{
    const Catalog *catalog = surveyor->catalog;
    int32_t provider = catalog->sessions[session].provider, least = surveyor->spd;

    for (int pass = 0; pass < 2; pass++)
        for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++) {
            const VisitShape *shape;

            if (!catalog_can_lead(catalog, type, provider))
                continue;
            shape = catalog_shape(catalog, type, provider);
            if (pass == 1)
                claim(surveyor, session, shape, least);
            else if (lead_slots(catalog, shape) < least)
                least = lead_slots(catalog, shape);
        }
    for (int32_t i = 0; i < surveyor->n_touched; i++) {
        int32_t pool = surveyor->touched[i];
        Claim *found = &surveyor->claims[pool];
        int32_t *potential = surveyor->potential + (int64_t)pool * (surveyor->spd + 1);

        potential[found->first] += found->count;
        potential[found->last] -= found->count;
        if (found->first < surveyor->low[pool])
            surveyor->low[pool] = found->first;
        if (found->last > surveyor->high[pool])
            surveyor->high[pool] = found->last;
        *found = (Claim){0};
    }
    surveyor->n_touched = 0;
}

/* Rooms or devices of a pool that are there in each slot of a day, or were in one of the @p tail
 * slots before: what is of no use after a visit counts as used. */
static void count_things(Surveyor *surveyor, const CatalogPool *pool, int32_t unit,
                         int32_t midnight, int32_t tail)
{
    const Catalog *catalog = surveyor->catalog;
    int32_t slot_min = catalog->slot_min, last = -tail - 1;

    for (int32_t k = 0; k < surveyor->spd; k++) {
        if (catalog_unit_open(catalog, pool->kind, unit, midnight + k * slot_min,
                              midnight + (k + 1) * slot_min))
            last = k;
        surveyor->open[k] += k - last <= tail;
    }
}

/* Units of a pool that are there in each slot of a day, into surveyor->open. */
static void count_open(Surveyor *surveyor, int32_t p, int32_t day)
{
    const Catalog *catalog = surveyor->catalog;
    const CatalogPool *pool = &catalog->pools[p];
    int32_t slot_min = catalog->slot_min, midnight = day * DAY_MIN;

    memset(surveyor->open, 0, (size_t)surveyor->spd * sizeof *surveyor->open);
    for (int32_t i = pool->begin; i < pool->end; i++) {
        int32_t unit = catalog->pool_units[i];

        if (pool->kind != UNIT_PROVIDER) {
            count_things(surveyor, pool, unit, midnight, surveyor->tariff->tail[p]);
            continue;
        }
        for (int32_t s = catalog_session_from(catalog, unit, day);
             s < catalog->session_begin[unit + 1] && catalog->sessions[s].day == day; s++)
            for (int32_t from = catalog->sessions[s].start_min;
                 catalog->sessions[s].site == pool->site && from < catalog->sessions[s].end_min;
                 from += slot_min)
                surveyor->open[(from - midnight) / slot_min] +=
                    catalog_unit_open(catalog, UNIT_PROVIDER, unit, from, from + slot_min);
    }
}

static Status add_row(Surveyor *surveyor, int32_t p, int32_t day, int32_t *row_capacity,
                      int32_t *slot_capacity)
{
    Tariff *tariff = surveyor->tariff;
    TariffRow row = {p, day, surveyor->low[p], surveyor->high[p] - surveyor->low[p], tariff->size};
    const int32_t *potential = surveyor->potential + (int64_t)p * (surveyor->spd + 1);
    int32_t held = 0;
    bool scarce = false;
    Status status;

    count_open(surveyor, p, day);
    for (int32_t k = 0; k < surveyor->spd; k++) {
        held += potential[k];
        scarce = scarce || held > surveyor->open[k];
    }
    if (!scarce)
        return STATUS_OK;
    TRY(mem_grow((void **)&tariff->rows, row_capacity, (int64_t)tariff->n_rows + 1,
                 sizeof *tariff->rows));
    TRY(mem_grow((void **)&tariff->capacity, slot_capacity, tariff->size + row.slots,
                 sizeof *tariff->capacity));
    for (int32_t k = 0; k < row.slots; k++)
        tariff->capacity[tariff->size + k] = surveyor->open[row.first + k];
    tariff->size += row.slots;
    tariff->row_of[(int64_t)p * surveyor->catalog->days + day] = tariff->n_rows;
    tariff->rows[tariff->n_rows++] = row;
done:
    return status;
}

/* The rows of one site on one day. */
static Status survey(Surveyor *surveyor, const Groups *pools, int32_t site, int32_t day,
                     int32_t *row_capacity, int32_t *slot_capacity)
{
    const Catalog *catalog = surveyor->catalog;
    int32_t site_day = site * catalog->days + day;
    Status status = STATUS_OK;

    for (int32_t i = surveyor->sessions.begin[site_day]; i < surveyor->sessions.begin[site_day + 1];
         i++)
        survey_session(surveyor, surveyor->sessions.items[i]);
    for (int32_t i = pools->begin[site]; i < pools->begin[site + 1]; i++) {
        int32_t p = pools->items[i];
        bool asked = catalog->pools[p].kind != UNIT_PROVIDER || surveyor->further[p];

        if (asked && surveyor->low[p] < surveyor->high[p])
            TRY(add_row(surveyor, p, day, row_capacity, slot_capacity));
        memset(surveyor->potential + (int64_t)p * (surveyor->spd + 1), 0,
               (size_t)(surveyor->spd + 1) * sizeof *surveyor->potential);
        surveyor->low[p] = surveyor->spd;
        surveyor->high[p] = 0;
    }
done:
    return status;
}

/* Which pools of persons are asked for beside the lead. */
static void mark_further(Surveyor *surveyor)
{
    const Catalog *catalog = surveyor->catalog;
    int32_t n_sites = catalog->clinic->sites.rows;

    for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++) {
        const VisitShape *shape = catalog->planned[type];

        for (int32_t i = 0; i < shape->n_parts; i++)
            for (int32_t site = 0; i != shape->lead && site < n_sites; site++) {
                int32_t p =
                    surveyor->tariff->pool_of[(int64_t)shape->parts[i].activity * n_sites + site];

                if (p >= 0)
                    surveyor->further[p] = true;
            }
    }
}

static Status allocate(Surveyor *surveyor)
{
    const Catalog *catalog = surveyor->catalog;
    Tariff *tariff = surveyor->tariff;
    int32_t n_sites = catalog->clinic->sites.rows, n_rows = catalog->clinic->activities.rows;
    int64_t pool_days = (int64_t)catalog->n_pools * catalog->days;

    surveyor->spd = slots_per_day(catalog);
    surveyor->potential = MEM_NEW(int32_t, (int64_t)catalog->n_pools * (surveyor->spd + 1));
    surveyor->low = MEM_NEW(int32_t, catalog->n_pools);
    surveyor->high = MEM_NEW(int32_t, catalog->n_pools);
    surveyor->claims = MEM_NEW(Claim, catalog->n_pools);
    surveyor->touched = MEM_NEW(int32_t, catalog->n_pools);
    surveyor->further = MEM_NEW(bool, catalog->n_pools);
    surveyor->open = MEM_NEW(double, surveyor->spd);
    tariff->pool_of = MEM_NEW(int32_t, (int64_t)n_rows * n_sites);
    tariff->row_of = MEM_NEW(int32_t, pool_days);
    tariff->tail = MEM_NEW(int32_t, catalog->n_pools);
    tariff->begin = MEM_NEW(int32_t, (int64_t)n_sites * catalog->days + 1);
    if (!surveyor->potential || !surveyor->low || !surveyor->high || !surveyor->claims ||
        !surveyor->touched || !surveyor->further || !surveyor->open || !tariff->pool_of ||
        !tariff->row_of || !tariff->tail || !tariff->begin)
        return STATUS_NO_MEMORY;
    for (int64_t i = 0; i < pool_days; i++)
        tariff->row_of[i] = -1;
    for (int32_t p = 0; p < catalog->n_pools; p++) {
        surveyor->low[p] = surveyor->spd;
        tariff->tail[p] = catalog_clear_min(catalog, p) / catalog->slot_min;
    }
    for (int32_t row = 0; row < n_rows; row++)
        for (int32_t site = 0; site < n_sites; site++)
            tariff->pool_of[(int64_t)row * n_sites + site] = catalog_pool(catalog, row, site);
    return STATUS_OK;
}

static Status group_pools(const Catalog *catalog, Groups *pools)
{
    int32_t *site = MEM_NEW(int32_t, catalog->n_pools);
    Status status;

    if (!site)
        return STATUS_NO_MEMORY;
    for (int32_t p = 0; p < catalog->n_pools; p++)
        site[p] = catalog->pools[p].site;
    status = groups_init(pools, site, catalog->n_pools, catalog->clinic->sites.rows);
    mem_free(site);
    return status;
}

Status tariff_init(Tariff *tariff, const Catalog *catalog)
{
    Surveyor surveyor = {.tariff = tariff, .catalog = catalog};
    Groups pools = {0};
    int32_t row_capacity = 0, slot_capacity = 0;
    Status status;

    *tariff = (Tariff){.catalog = catalog};
    TRY(allocate(&surveyor));
    mark_further(&surveyor);
    TRY(catalog_by_site_day(catalog, &surveyor.sessions));
    TRY(group_pools(catalog, &pools));
    for (int32_t site = 0; site < catalog->clinic->sites.rows; site++)
        for (int32_t day = 0; day < catalog->days; day++) {
            tariff->begin[site * catalog->days + day] = tariff->n_rows;
            TRY(survey(&surveyor, &pools, site, day, &row_capacity, &slot_capacity));
        }
    tariff->begin[catalog->clinic->sites.rows * catalog->days] = tariff->n_rows;
    tariff->prefix = MEM_NEW(double, tariff->size + tariff->n_rows);
    tariff->steps = MEM_NEW(double, tariff->size + tariff->n_rows);
    if (!tariff->prefix || !tariff->steps)
        status = STATUS_NO_MEMORY;
done:
    groups_clear(&surveyor.sessions);
    groups_clear(&pools);
    mem_free(surveyor.potential);
    mem_free(surveyor.low);
    mem_free(surveyor.high);
    mem_free(surveyor.claims);
    mem_free(surveyor.touched);
    mem_free(surveyor.further);
    mem_free(surveyor.open);
    if (status != STATUS_OK)
        tariff_clear(tariff);
    return status;
}
