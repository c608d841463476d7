#include "solver/bound/cells.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/parallel.h"

enum { SESSIONS_PER_JOB = 64 };

static int32_t session_slots(const Cells *cells, int32_t s)
{
    const CatalogSession *session = &cells->catalog->sessions[s];

    return (session->end_min - session->start_min) / cells->catalog->slot_min;
}

/* One prefix number more than slots: for every session, and every pool and day. */
int64_t cells_session_prefix(const Cells *cells, int32_t session)
{
    return cells->session_at[session] + session;
}

int64_t cells_pool_prefix(const Cells *cells, int32_t pool, int32_t day)
{
    const Catalog *catalog = cells->catalog;
    int64_t slots_before = cells->pool_at[pool] - cells->session_at[catalog->n_sessions];

    return cells->session_at[catalog->n_sessions] + catalog->n_sessions +
           slots_before / cells->slots_per_day * (cells->slots_per_day + 1) +
           (int64_t)day * (cells->slots_per_day + 1);
}

int64_t cells_prefix_size(const Cells *cells)
{
    int64_t in_sessions = cells->session_at[cells->catalog->n_sessions];

    return cells->size + cells->catalog->n_sessions +
           (cells->size - in_sessions) / cells->slots_per_day;
}

static Status number_slots(Cells *cells)
{
    const Catalog *catalog = cells->catalog;
    int32_t n_sites = catalog->clinic->sites.rows, n_rows = catalog->clinic->activities.rows;

    cells->slots_per_day = DAY_MIN / catalog->slot_min;
    cells->session_at = MEM_NEW(int64_t, (int64_t)catalog->n_sessions + 1);
    cells->pool_at = MEM_NEW(int64_t, (int64_t)catalog->n_pools + 1);
    cells->pool_of = MEM_NEW(int32_t, (int64_t)n_rows * n_sites);
    if (!cells->session_at || !cells->pool_at || !cells->pool_of)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < catalog->n_sessions; s++)
        cells->session_at[s + 1] = cells->session_at[s] + session_slots(cells, s);
    cells->size = cells->session_at[catalog->n_sessions];
    for (int32_t p = 0; p < catalog->n_pools; p++) {
        cells->pool_at[p] = -1;
        if (catalog->pools[p].kind == UNIT_PROVIDER)
            continue;
        cells->pool_at[p] = cells->size;
        cells->size += (int64_t)cells->slots_per_day * catalog->days;
    }
    for (int32_t row = 0; row < n_rows; row++)
        for (int32_t site = 0; site < n_sites; site++)
            cells->pool_of[(int64_t)row * n_sites + site] =
                catalog->clinic->activities.kind[row] == UNIT_PROVIDER
                    ? -1
                    : catalog_pool(catalog, row, site);
    return STATUS_OK;
}

static Status count_blocked(Cells *cells)
{
    const Catalog *catalog = cells->catalog;
    int32_t slot_min = catalog->slot_min;

    cells->blocked = MEM_NEW(int32_t, cells_prefix_size(cells));
    cells->prefix = MEM_NEW(double, cells_prefix_size(cells));
    if (!cells->blocked || !cells->prefix)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];
        int32_t *blocked = cells->blocked + cells_session_prefix(cells, s);

        for (int32_t k = 0; k < session_slots(cells, s); k++) {
            int32_t from = session->start_min + k * slot_min;
            bool open = catalog_unit_open(catalog, UNIT_PROVIDER, session->provider, from,
                                          from + slot_min) &&
                        catalog_site_open(catalog, session->site, from, from + slot_min);

            blocked[k + 1] = blocked[k] + !open;
        }
    }
    return STATUS_OK;
}

static int32_t round_up(int32_t minutes, int32_t slot_min)
{
    return (minutes + slot_min - 1) / slot_min * slot_min;
}

/* The cell of type @p type in session @p s in @p mode; false when it has no start. */
static bool make_cell(const Catalog *catalog, int32_t s, int32_t type, int32_t mode,
                      const VisitShape *shape, Cell *cell)
{
    const CatalogSession *session = &catalog->sessions[s];
    const VisitTypes *types = &catalog->clinic->visit_types;
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t midnight = session->day * DAY_MIN;
    int32_t first = session->start_min - lead->start_min;
    int32_t last = session->end_min - lead->end_min;

    if (first < midnight)
        first = midnight;
    if (types->earliest_start[type] != MISSING &&
        first < midnight + round_up(types->earliest_start[type], catalog->slot_min))
        first = midnight + round_up(types->earliest_start[type], catalog->slot_min);
    if (types->latest_start[type] != MISSING &&
        last > midnight + types->latest_start[type] / catalog->slot_min * catalog->slot_min)
        last = midnight + types->latest_start[type] / catalog->slot_min * catalog->slot_min;
    *cell = (Cell){s, type, mode, first, last, shape};
    return first <= last && catalog_admits(catalog, s, type) &&
           catalog_session_mode(catalog, s, mode) &&
           (types->mode[type] == TYPE_EITHER || types->mode[type] == mode);
}

/* Counts the cells, or, once there is room, enters them. */
static Status list_cells(Cells *cells, const Groups *skills, const int32_t *type_of_skill)
{
    const Catalog *catalog = cells->catalog;
    bool counting = !cells->cells;

    cells->count = 0;
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        int32_t provider = catalog->sessions[s].provider;

        cells->begin[s] = cells->count;
        for (int32_t i = skills->begin[provider]; i < skills->begin[provider + 1]; i++) {
            const CatalogSkill *skill = &catalog->skills[skills->items[i]];
            int32_t type = type_of_skill[skills->items[i]];

            for (int32_t mode = MODE_IN_PERSON; skill->able && mode <= MODE_TELEHEALTH; mode++) {
                Cell cell;

                if (!make_cell(catalog, s, type, mode, skill->shape, &cell))
                    continue;
                if (!counting)
                    cells->cells[cells->count] = cell;
                cells->count++;
            }
        }
    }
    cells->begin[catalog->n_sessions] = cells->count;
    return STATUS_OK;
}

static Status find_cells(Cells *cells)
{
    const Catalog *catalog = cells->catalog;
    int32_t n_types = catalog->clinic->visit_types.rows;
    int32_t n_skills = catalog->skill_begin[n_types];
    Status status = STATUS_NO_MEMORY;
    Groups skills = {0};
    int32_t *provider = MEM_NEW(int32_t, n_skills), *type = MEM_NEW(int32_t, n_skills);

    cells->begin = MEM_NEW(int32_t, (int64_t)catalog->n_sessions + 1);
    if (!provider || !type || !cells->begin)
        goto done;
    for (int32_t t = 0; t < n_types; t++) {
        for (int32_t i = catalog->skill_begin[t]; i < catalog->skill_begin[t + 1]; i++) {
            provider[i] = catalog->skills[i].provider;
            type[i] = t;
        }
    }
    TRY(groups_init(&skills, provider, n_skills, catalog->clinic->providers.rows));
    TRY(list_cells(cells, &skills, type));
    cells->cells = MEM_NEW(Cell, cells->count);
    cells->cost = MEM_NEW(double, cells->count);
    cells->start_min = MEM_NEW(int32_t, cells->count);
    if (!cells->cells || !cells->cost || !cells->start_min) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(list_cells(cells, &skills, type));
done:
    groups_clear(&skills);
    mem_free(provider);
    mem_free(type);
    return status;
}

Status cells_new(const Catalog *catalog, Cells **out)
{
    Status status = STATUS_OK;
    Cells *cells = MEM_NEW(Cells, 1);

    if (!cells)
        return STATUS_NO_MEMORY;
    cells->catalog = catalog;
    TRY(number_slots(cells));
    TRY(count_blocked(cells));
    TRY(find_cells(cells));
    *out = cells;
    cells = NULL;
done:
    cells_free(cells);
    return status;
}

void cells_free(Cells *cells)
{
    if (!cells)
        return;
    mem_free(cells->cells);
    mem_free(cells->begin);
    mem_free(cells->session_at);
    mem_free(cells->pool_at);
    mem_free(cells->pool_of);
    mem_free(cells->blocked);
    mem_free(cells->prefix);
    mem_free(cells->cost);
    mem_free(cells->start_min);
    mem_free(cells);
}

/* Slots of the day that a part of a visit holds, kept inside the day. */
static void part_slots(const Cells *cells, const VisitPart *part, int32_t start_min, int32_t *day,
                       int32_t *from, int32_t *until)
{
    int32_t slot_min = cells->catalog->slot_min, minute;

    *day = start_min / DAY_MIN;
    minute = start_min - *day * DAY_MIN;
    *from = (minute + part->start_min) / slot_min;
    *until = (minute + part->until_min) / slot_min;
    if (*from > cells->slots_per_day)
        *from = cells->slots_per_day;
    if (*until > cells->slots_per_day)
        *until = cells->slots_per_day;
}

static int32_t pool_of_part(const Cells *cells, const VisitPart *part, int32_t site)
{
    return part->kind == UNIT_PROVIDER
               ? -1
               : cells
                     ->pool_of[(int64_t)part->activity * cells->catalog->clinic->sites.rows + site];
}

double cells_cost_units(const Cells *cells, int32_t site, const VisitShape *shape, int32_t mode,
                        int32_t start_min)
{
    double cost = 0;

    for (int32_t i = 0; mode == MODE_IN_PERSON && i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];
        int32_t pool = pool_of_part(cells, part, site), day, from, until;
        const double *prefix;

        if (pool < 0)
            continue;
        part_slots(cells, part, start_min, &day, &from, &until);
        prefix = cells->prefix + cells_pool_prefix(cells, pool, day);
        cost += part->count * (prefix[until] - prefix[from]);
    }
    return cost;
}

bool cells_cost(const Cells *cells, int32_t session, const VisitShape *shape, int32_t mode,
                int32_t start_min, double *cost)
{
    const CatalogSession *facts = &cells->catalog->sessions[session];
    const VisitPart *lead = &shape->parts[shape->lead];
    int64_t at = cells_session_prefix(cells, session);
    int32_t slot_min = cells->catalog->slot_min;
    int32_t from = start_min + lead->start_min, until = start_min + lead->end_min;

    if (from < facts->start_min || until > facts->end_min)
        return false;
    from = (from - facts->start_min) / slot_min;
    until = (until - facts->start_min) / slot_min;
    if (cells->blocked[at + until] != cells->blocked[at + from])
        return false;
    *cost = cells->prefix[at + until] - cells->prefix[at + from] +
            cells_cost_units(cells, facts->site, shape, mode, start_min);
    return true;
}

void cells_use_units(const Cells *cells, double *steps, int32_t site, const VisitShape *shape,
                     int32_t mode, int32_t start_min, double weight)
{
    for (int32_t i = 0; mode == MODE_IN_PERSON && i < shape->n_parts; i++) {
        const VisitPart *part = &shape->parts[i];
        int32_t pool = pool_of_part(cells, part, site), day, from, until;
        int64_t at;

        if (pool < 0)
            continue;
        part_slots(cells, part, start_min, &day, &from, &until);
        at = cells_pool_prefix(cells, pool, day);
        steps[at + from] += weight * part->count;
        steps[at + until] -= weight * part->count;
    }
}

void cells_use(const Cells *cells, double *steps, int32_t session, const VisitShape *shape,
               int32_t mode, int32_t start_min, double weight)
{
    const CatalogSession *facts = &cells->catalog->sessions[session];
    const VisitPart *lead = &shape->parts[shape->lead];
    int64_t at = cells_session_prefix(cells, session);
    int32_t slot_min = cells->catalog->slot_min;

    steps[at + (start_min + lead->start_min - facts->start_min) / slot_min] += weight;
    steps[at + (start_min + lead->end_min - facts->start_min) / slot_min] -= weight;
    cells_use_units(cells, steps, facts->site, shape, mode, start_min, weight);
}

/* Walks the prices (slots) and the prefix numbers (slots and one more) side by side. */
static void sum_prices(Cells *cells, const double *price)
{
    const Catalog *catalog = cells->catalog;
    double *prefix = cells->prefix;
    int64_t slot = 0;

    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        *prefix = 0;
        for (int32_t k = 0; k < session_slots(cells, s); k++, prefix++)
            prefix[1] = prefix[0] + price[slot++];
        prefix++;
    }
    while (slot < cells->size) {
        *prefix = 0;
        for (int32_t k = 0; k < cells->slots_per_day; k++, prefix++)
            prefix[1] = prefix[0] + price[slot++];
        prefix++;
    }
}

void cells_usage(const Cells *cells, const double *steps, double *usage)
{
    const Catalog *catalog = cells->catalog;
    int64_t slot = 0;

    for (int32_t s = 0; s < catalog->n_sessions; s++, steps++) {
        double used = 0;

        for (int32_t k = 0; k < session_slots(cells, s); k++)
            usage[slot++] = used += *steps++;
    }
    while (slot < cells->size) {
        double used = 0;

        for (int32_t k = 0; k < cells->slots_per_day; k++)
            usage[slot++] = used += *steps++;
        steps++;
    }
}

static Status price_sessions(size_t job, void *context)
{
    Cells *cells = context;
    int32_t n_sessions = cells->catalog->n_sessions;
    int32_t from = (int32_t)job * SESSIONS_PER_JOB;
    int32_t until = from + SESSIONS_PER_JOB < n_sessions ? from + SESSIONS_PER_JOB : n_sessions;

    for (int32_t c = cells->begin[from]; c < cells->begin[until]; c++) {
        const Cell *cell = &cells->cells[c];

        cells->cost[c] = INFINITY;
        for (int32_t start = cell->first_min; start <= cell->last_min;
             start += cells->catalog->slot_min) {
            double cost;

            if (cells_cost(cells, cell->session, cell->shape, cell->mode, start, &cost) &&
                cost < cells->cost[c]) {
                cells->cost[c] = cost;
                cells->start_min[c] = start;
            }
        }
    }
    return STATUS_OK;
}

Status cells_price(Cells *cells, const double *price, int threads)
{
    int32_t n_sessions = cells->catalog->n_sessions;

    sum_prices(cells, price);
    return parallel_run((size_t)((n_sessions + SESSIONS_PER_JOB - 1) / SESSIONS_PER_JOB), threads,
                        price_sessions, cells);
}
