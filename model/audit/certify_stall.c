#include "model/audit/certify_stall.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

Status stalls_init(Stalls *stalls, const Books *books)
{
    *stalls = (Stalls){.books = books,
                       .begin = MEM_NEW(int32_t, (int64_t)books->clinic->visit_types.rows + 1),
                       .pool_of = MEM_NEW(int32_t, 2 * (int64_t)books->berths->count)};
    return stalls->begin && stalls->pool_of ? STATUS_OK : STATUS_NO_MEMORY;
}

void stalls_clear(Stalls *stalls)
{
    mem_free(stalls->begin);
    mem_free(stalls->stalls);
    mem_free(stalls->pools);
    mem_free(stalls->bests);
    mem_free(stalls->pool_of);
    *stalls = (Stalls){0};
}

bool berth_overlaps(const Books *books, const Berth *berth)
{
    const VisitTypes *types = &books->clinic->visit_types;

    return books->clinic->sessions.overbook_max[books->hours->shifts[berth->shift].row] > 0 &&
           types->overbook_ok[berth->type] == 1 && types->group_capacity[berth->type] == 1;
}

bool berth_banded(const Books *books, const Berth *berth)
{
    return books->delays[berth->shift] &&
           books->clinic->visit_types.group_capacity[berth->type] == 1;
}

int32_t berth_first(const Books *books, const Berth *berth)
{
    int32_t start = books->hours->shifts[berth->shift].start_min - berth->offset_min;

    return start > 0 ? start : 0;
}

int32_t berth_last(const Books *books, const Berth *berth)
{
    return books->hours->shifts[berth->shift].end_min - berth->offset_min - berth->minutes;
}

bool berth_ordinary(const Books *books, const Berth *berth, int32_t start_min)
{
    return start_min >= berth->first_min && start_min <= berth->last_min &&
           berths_clear(books->berths, berth, start_min);
}

/* Room for @p count more bests, nothing offered yet. */
static Status add_bests(Stalls *stalls, int64_t count)
{
    Status status = mem_grow((void **)&stalls->bests, &stalls->best_room, stalls->n_bests + count,
                             sizeof *stalls->bests);

    if (status != STATUS_OK)
        return status;
    for (int64_t i = 0; i < count; i++)
        stalls->bests[stalls->n_bests++] = best_none();
    return STATUS_OK;
}

static int32_t bands_of(const Pool *pool)
{
    return pool->banded ? N_BANDS : 1;
}

/* The pool for @p berth among those of the last stall; made if there is none. */
static Status join_pool(Stalls *stalls, const Berth *berth, int32_t *out)
{
    Stall *stall = &stalls->stalls[stalls->n_stalls - 1];
    Pool own = {.mode = berth->mode,
                .length_min = berth->length_min,
                .banded = berth_banded(stalls->books, berth),
                .mean = berth->mean,
                .first = stalls->n_bests,
                .timed = -1,
                .head = -1};
    Status status = STATUS_OK;

    for (*out = stall->first; *out < stalls->n_pools; (*out)++) {
        const Pool *pool = &stalls->pools[*out];

        if (pool->mode == own.mode && pool->length_min == own.length_min &&
            pool->banded == own.banded && !(pool->mean < own.mean) && !(pool->mean > own.mean))
            return STATUS_OK;
    }
    TRY(mem_grow((void **)&stalls->pools, &stalls->pool_room, (int64_t)stalls->n_pools + 1,
                 sizeof *stalls->pools));
    TRY(add_bests(stalls, bands_of(&own)));
    stalls->pools[stalls->n_pools++] = own;
    stall->count++;
done:
    return status;
}

static Status add_stall(Stalls *stalls, int32_t site)
{
    Status status = mem_grow((void **)&stalls->stalls, &stalls->stall_room,
                             (int64_t)stalls->n_stalls + 1, sizeof *stalls->stalls);

    if (status == STATUS_OK)
        stalls->stalls[stalls->n_stalls++] = (Stall){.site = site, .first = stalls->n_pools};
    return status;
}

/* The stalls of a type. */
static Status set_up(Stalls *stalls, int32_t type, int32_t date)
{
    const Berths *berths = stalls->books->berths;
    int32_t count = 0;
    const BerthEntry *entries = berths_of(berths, type, date, -1, &count);
    Status status = STATUS_OK;

    if (count == 0 || stalls->books->clinic->visit_types.group_capacity[type] > 1)
        return STATUS_OK;
    TRY(add_stall(stalls, -1));
    for (int32_t i = 0; i < count; i++)
        TRY(join_pool(stalls, &berths->berths[entries[i].berth],
                      &stalls->pool_of[2 * (int64_t)entries[i].berth]));
    for (int32_t i = 0; i < count; i++) {
        if (i == 0 || entries[i].site != entries[i - 1].site)
            TRY(add_stall(stalls, entries[i].site));
        TRY(join_pool(stalls, &berths->berths[entries[i].berth],
                      &stalls->pool_of[2 * (int64_t)entries[i].berth + 1]));
    }
done:
    return status;
}

Status stalls_open(Stalls *stalls, int32_t date)
{
    int32_t types = stalls->books->clinic->visit_types.rows;
    Status status = STATUS_OK;

    stalls->n_stalls = stalls->n_pools = stalls->n_bests = 0;
    for (int32_t type = 0; type < types; type++) {
        stalls->begin[type] = stalls->n_stalls;
        TRY(set_up(stalls, type, date));
    }
    stalls->begin[types] = stalls->n_stalls;
done:
    return status;
}

Best best_none(void)
{
    return (Best){-INFINITY, -INFINITY, INFINITY};
}

void best_raise(Best *bests, bool banded, double worth, double chance, double credit)
{
    Best *best = &bests[banded ? band_of(chance) : 0];
    double inner = worth + credit * chance;

    if (worth > best->last)
        best->last = worth;
    if (inner > best->inner)
        best->inner = inner;
    if (chance < best->chance)
        best->chance = chance;
}

const Stall *stalls_find(const Stalls *stalls, int32_t type, int32_t site)
{
    int32_t low = stalls->begin[type], high = stalls->begin[type + 1], end = high;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (stalls->stalls[middle].site < site)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && stalls->stalls[low].site == site ? &stalls->stalls[low] : NULL;
}

Status stalls_make_timed(Stalls *stalls, int32_t pool)
{
    int32_t starts = DAY_MIN / stalls->books->facts->slot_min + 1;

    if (stalls->pools[pool].timed >= 0)
        return STATUS_OK;
    stalls->pools[pool].timed = stalls->n_bests;
    return add_bests(stalls, (int64_t)starts * bands_of(&stalls->pools[pool]));
}

void stalls_best(const Stalls *stalls, int32_t berth, int32_t start_min, Best bests[N_BANDS])
{
    int32_t slot = stalls->books->facts->slot_min;

    for (int32_t i = 0; i < N_BANDS; i++)
        bests[i] = best_none();
    for (int32_t k = 0; k < 2; k++) {
        const Pool *pool = &stalls->pools[stalls->pool_of[2 * (int64_t)berth + k]];
        const Best *any = &stalls->bests[pool->first];
        const Best *timed =
            pool->timed < 0 ? any : &stalls->bests[pool->timed + start_min / slot * bands_of(pool)];

        for (int32_t i = 0; i < bands_of(pool); i++) {
            bests[i].last = fmax(bests[i].last, fmax(any[i].last, timed[i].last));
            bests[i].inner = fmax(bests[i].inner, fmax(any[i].inner, timed[i].inner));
            bests[i].chance = fmin(bests[i].chance, fmin(any[i].chance, timed[i].chance));
        }
    }
}
