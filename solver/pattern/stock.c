#include "solver/pattern/stock.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/catalog/placement.h"
#include "model/clinic/calendar.h"

void stock_clear(Stock *stock)
{
    mem_free(stock->kept);
    groups_clear(&stock->kept_on);
    groups_clear(&stock->kept_by);
    mem_free(stock->most);
    mem_free(stock->row_of);
    mem_free(stock->own_row_of);
    mem_free(stock->pool_of);
    mem_free(stock->slots);
    mem_free(stock->there);
    *stock = (Stock){0};
}

static Status keep_unit(Stock *stock, const Placement *at, const VisitPart *part, int32_t pool,
                        int32_t unit)
{
    int32_t start = at->start_min - at->day * DAY_MIN;
    Status status;

    TRY(mem_grow((void **)&stock->kept, &stock->kept_capacity, (int64_t)stock->n_kept + 1,
                 sizeof *stock->kept));
    stock->kept[stock->n_kept++] = (Kept){.unit = stock->first_unit[part->kind] + unit,
                                          .pool = pool,
                                          .session = pool < 0 ? -1 : at->session,
                                          .day = at->day,
                                          .from_min = start + part->start_min,
                                          .until_min = start + part->until_min};
done:
    return status;
}

/* The unit of @p part that fixed request @p r surely holds beside its lead, the only one of its
 * kind that it asks for; -1: any. */
static int32_t booked_unit(const Catalog *catalog, int32_t r, const VisitShape *shape,
                           const VisitPart *part, int32_t pool)
{
    int32_t room = catalog->clinic->requests.booked_room[r];

    if (part->kind != UNIT_ROOM || part->count != 1 || room < 0)
        return -1;
    for (int32_t i = 0; i < shape->n_parts; i++)
        if (&shape->parts[i] != part && shape->parts[i].kind == UNIT_ROOM)
            return -1;
    for (int32_t i = catalog->pools[pool].begin; i < catalog->pools[pool].end; i++)
        if (catalog->pool_units[i] == room)
            return room;
    return -1;
}

/* What fixed request @p r, standing at @p at, keeps for @p part of its visit. */
static Status keep_part(Stock *stock, int32_t r, const Placement *at, const VisitShape *shape,
                        const VisitPart *part)
{
    const Catalog *catalog = stock->catalog;
    int32_t pool, unit;
    Status status = STATUS_OK;

    if (part == &shape->parts[shape->lead])
        return keep_unit(stock, at, part, -1, at->provider);
    pool = stock->pool_of[(int64_t)part->activity * catalog->clinic->sites.rows + at->site];
    if (pool < 0 || part->kind == UNIT_PROVIDER)
        return STATUS_OK;
    unit = booked_unit(catalog, r, shape, part, pool);
    if (unit >= 0)
        return keep_unit(stock, at, part, pool, unit);
    if (catalog->pools[pool].end - catalog->pools[pool].begin == part->count)
        for (int32_t i = catalog->pools[pool].begin; i < catalog->pools[pool].end; i++)
            TRY(keep_unit(stock, at, part, pool, catalog->pool_units[i]));
done:
    return status;
}

static Status keep_all(Stock *stock)
{
    const Catalog *catalog = stock->catalog;
    const Requests *requests = &catalog->clinic->requests;
    Status status = STATUS_OK;

    for (int32_t r = 0; r < requests->rows; r++) {
        const VisitShape *shape;
        Placement at;

        if (requests->status[r] != REQUEST_FIXED || !placement_standing(catalog, r, &at))
            continue;
        shape = catalog_shape(catalog, requests->visit_type[r], at.provider);
        for (int32_t i = 0; i < shape->n_parts; i++)
            if (visit_holds(&shape->parts[i], at.mode))
                TRY(keep_part(stock, r, &at, shape, &shape->parts[i]));
    }
done:
    return status;
}

static Status index_kept(Stock *stock, int32_t n_units)
{
    const Catalog *catalog = stock->catalog;
    int32_t *on = MEM_NEW(int32_t, stock->n_kept), *by = MEM_NEW(int32_t, stock->n_kept);
    Status status = STATUS_NO_MEMORY;

    if (!on || !by)
        goto done;
    for (int32_t i = 0; i < stock->n_kept; i++) {
        on[i] = stock->kept[i].unit * catalog->days + stock->kept[i].day;
        by[i] = stock->kept[i].session;
    }
    TRY(groups_init(&stock->kept_on, on, stock->n_kept, n_units * catalog->days));
    TRY(groups_init(&stock->kept_by, by, stock->n_kept, catalog->n_sessions));
done:
    mem_free(on);
    mem_free(by);
    return status;
}

/* Pools that visits ask for beside their lead, and how many units at once. */
static void find_most(Stock *stock)
{
    const Catalog *catalog = stock->catalog;
    int32_t n_sites = catalog->clinic->sites.rows;

    for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++) {
        const VisitShape *shape = catalog->planned[type];

        for (int32_t i = 0; i < shape->n_parts; i++)
            for (int32_t site = 0; i != shape->lead && site < n_sites; site++) {
                const VisitPart *part = &shape->parts[i];
                int32_t pool = stock->pool_of[(int64_t)part->activity * n_sites + site];

                if (pool >= 0 && part->count > stock->most[pool])
                    stock->most[pool] = part->count;
            }
    }
}

/* Sets the slots that [@p from_min, @p until_min) of a day touches. */
static void set_slots(const Stock *stock, int32_t from_min, int32_t until_min, bool there)
{
    int32_t slot_min = stock->catalog->slot_min;

    for (int32_t m = from_min > 0 ? from_min : 0; m < until_min && m < DAY_MIN; m += slot_min)
        stock->there[m / slot_min] = there;
}

static void close_slots(const Stock *stock, int32_t day, const SpanSet *closed, int32_t unit)
{
    for (int32_t i = closed->begin[unit]; i < closed->begin[unit + 1]; i++)
        set_slots(stock, closed->spans[i].start_min - day * DAY_MIN,
                  closed->spans[i].end_min - day * DAY_MIN, false);
}

/* The slots of a day in which a unit of a pool is there, what is kept by @p own apart. */
static void find_there(const Stock *stock, const CatalogPool *pool, int32_t unit, int32_t day,
                       int32_t own)
{
    const Catalog *catalog = stock->catalog;
    static const int32_t closure_of[] = {[UNIT_PROVIDER] = CLOSURE_PROVIDER,
                                         [UNIT_ROOM] = CLOSURE_ROOM,
                                         [UNIT_EQUIPMENT] = CLOSURE_EQUIPMENT};
    int64_t key = (int64_t)(stock->first_unit[pool->kind] + unit) * catalog->days + day;

    memset(stock->there, 0, (size_t)stock->day_slots * sizeof *stock->there);
    if (pool->kind != UNIT_PROVIDER)
        set_slots(stock, catalog->open_min[pool->kind][unit], catalog->close_min[pool->kind][unit],
                  true);
    else
        for (int32_t s = catalog_session_from(catalog, unit, day);
             s < catalog->session_begin[unit + 1] && catalog->sessions[s].day == day; s++)
            if (catalog->sessions[s].site == pool->site)
                set_slots(stock, catalog->sessions[s].start_min - day * DAY_MIN,
                          catalog->sessions[s].end_min - day * DAY_MIN, true);
    close_slots(stock, day, &catalog->closed[closure_of[pool->kind]], unit);
    close_slots(stock, day, &catalog->closed[CLOSURE_SITE], pool->site);
    for (int32_t i = stock->kept_on.begin[key]; i < stock->kept_on.begin[key + 1]; i++) {
        const Kept *kept = &stock->kept[stock->kept_on.items[i]];

        if (own < 0 || kept->session != own)
            set_slots(stock, kept->from_min, kept->until_min, false);
    }
}

/* Enters a unit's stretches among the longest of its pool. */
static void enter_unit(const Stock *stock, int32_t most, int16_t *slots)
{
    int32_t run = stock->day_slots; /* no hold is looked at beyond midnight */

    for (int32_t k = stock->day_slots - 1; k >= 0; k--) {
        int16_t left;

        run = !stock->there[k] ? 0 : run < stock->day_slots ? run + 1 : run;
        left = (int16_t)run;
        for (int32_t n = 0; n < most && left > 0; n++) {
            int16_t *kept = &slots[n * stock->day_slots + k];

            if (left > *kept) {
                int16_t shorter = *kept;

                *kept = left;
                left = shorter;
            }
        }
    }
}

/* Adds the row of a pool on a day at @p at. */
static Status add_row(Stock *stock, int32_t p, int32_t day, int32_t own, int32_t *at)
{
    const Catalog *catalog = stock->catalog;
    const CatalogPool *pool = &catalog->pools[p];
    int32_t n = stock->most[p] * stock->day_slots;
    Status status;

    TRY(mem_grow((void **)&stock->slots, &stock->slot_capacity, (int64_t)stock->n_slots + n,
                 sizeof *stock->slots));
    *at = stock->n_slots;
    stock->n_slots += n;
    memset(stock->slots + *at, 0, (size_t)n * sizeof *stock->slots);
    for (int32_t i = pool->begin; i < pool->end; i++) {
        find_there(stock, pool, catalog->pool_units[i], day, own);
        enter_unit(stock, stock->most[p], stock->slots + *at);
    }
done:
    return status;
}

/* The rows of a pool; one equal to that of the day before is not kept again. */
static Status add_rows(Stock *stock, int32_t p)
{
    int32_t *row = stock->row_of + (int64_t)p * stock->catalog->days;
    size_t bytes = (size_t)(stock->most[p] * stock->day_slots) * sizeof *stock->slots;
    Status status = STATUS_OK;

    for (int32_t day = 0; stock->most[p] > 0 && day < stock->catalog->days; day++) {
        TRY(add_row(stock, p, day, -1, &row[day]));
        if (day == 0 || memcmp(stock->slots + row[day], stock->slots + row[day - 1], bytes) != 0)
            continue;
        stock->n_slots = row[day];
        row[day] = row[day - 1];
    }
done:
    return status;
}

static Status allocate(Stock *stock, int32_t *n_units)
{
    const Catalog *catalog = stock->catalog;
    const Clinic *clinic = catalog->clinic;
    int32_t n_sites = clinic->sites.rows, n_rows = clinic->activities.rows;

    stock->first_unit[UNIT_PROVIDER] = 0;
    stock->first_unit[UNIT_ROOM] = clinic->providers.rows;
    stock->first_unit[UNIT_EQUIPMENT] = clinic->providers.rows + clinic->rooms.rows;
    *n_units = clinic->providers.rows + clinic->rooms.rows + clinic->equipment.rows;
    stock->there = MEM_NEW(bool, stock->day_slots);
    stock->most = MEM_NEW(int32_t, catalog->n_pools);
    stock->row_of = MEM_NEW(int32_t, (int64_t)catalog->n_pools * catalog->days);
    stock->own_row_of = MEM_NEW(int32_t, catalog->n_pools);
    stock->pool_of = MEM_NEW(int32_t, (int64_t)n_rows * n_sites);
    if (!stock->there || !stock->most || !stock->row_of || !stock->own_row_of || !stock->pool_of)
        return STATUS_NO_MEMORY;
    for (int32_t p = 0; p < catalog->n_pools; p++)
        stock->own_row_of[p] = -1;
    for (int32_t row = 0; row < n_rows; row++)
        for (int32_t site = 0; site < n_sites; site++)
            stock->pool_of[(int64_t)row * n_sites + site] = catalog_pool(catalog, row, site);
    return STATUS_OK;
}

Status stock_init(Stock *stock, const Catalog *catalog)
{
    int32_t n_units;
    Status status;

    *stock = (Stock){.catalog = catalog, .day_slots = DAY_MIN / catalog->slot_min, .session = -1};
    TRY(allocate(stock, &n_units));
    TRY(keep_all(stock));
    TRY(index_kept(stock, n_units));
    find_most(stock);
    for (int32_t p = 0; p < catalog->n_pools; p++)
        TRY(add_rows(stock, p));
    stock->n_common = stock->n_slots;
done:
    if (status != STATUS_OK)
        stock_clear(stock);
    return status;
}

static void forget_own(Stock *stock)
{
    const Groups *kept_by = &stock->kept_by;

    if (stock->session < 0)
        return;
    for (int32_t i = kept_by->begin[stock->session]; i < kept_by->begin[stock->session + 1]; i++)
        stock->own_row_of[stock->kept[kept_by->items[i]].pool] = -1;
    stock->n_slots = stock->n_common;
}

Status stock_turn_to(Stock *stock, int32_t session)
{
    const CatalogSession *s = &stock->catalog->sessions[session];
    const Groups *kept_by = &stock->kept_by;
    Status status = STATUS_OK;

    forget_own(stock);
    stock->session = session;
    for (int32_t i = kept_by->begin[session];
         s->overbook_max > 0 && i < kept_by->begin[session + 1]; i++) {
        int32_t pool = stock->kept[kept_by->items[i]].pool;

        if (stock->most[pool] > 0 && stock->own_row_of[pool] < 0)
            TRY(add_row(stock, pool, s->day, session, &stock->own_row_of[pool]));
    }
done:
    return status;
}

/* Takes away the starts at which a row of the visit does not find its units. */
static void ask_part(const Stock *stock, const VisitPart *part, int32_t offset, Starts *starts)
{
    const Catalog *catalog = stock->catalog;
    const CatalogSession *s = &catalog->sessions[stock->session];
    int32_t slot_min = catalog->slot_min, held = (part->until_min - part->start_min) / slot_min;
    int32_t pool = stock->pool_of[(int64_t)part->activity * catalog->clinic->sites.rows + s->site];
    int32_t first = (s->start_min - s->day * DAY_MIN + offset) / slot_min;
    int32_t n = (s->end_min - s->start_min) / slot_min, row;
    const int16_t *slots = NULL;

    if (pool >= 0) {
        row = stock->own_row_of[pool] >= 0 ? stock->own_row_of[pool]
                                           : stock->row_of[(int64_t)pool * catalog->days + s->day];
        slots = stock->slots + row + (part->count - 1) * stock->day_slots;
    }
    for (int32_t k = 0; k < n; k++) {
        int32_t at = first + k;

        if (!slots || (at >= 0 && at < stock->day_slots && slots[at] < held))
            starts->bits[k >> 6] &= ~((uint64_t)1 << (k & 63));
    }
}

void stock_keep(const Stock *stock, const VisitShape *shape, int32_t mode, Starts *starts)
{
    const VisitPart *lead = &shape->parts[shape->lead];

    for (int32_t i = 0; i < shape->n_parts; i++)
        if (i != shape->lead && visit_holds(&shape->parts[i], mode))
            ask_part(stock, &shape->parts[i], shape->parts[i].start_min - lead->start_min, starts);
}
