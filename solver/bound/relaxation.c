#include "solver/bound/relaxation.h"

#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/catalog/placement.h"
#include "model/clinic/calendar.h"
#include "solver/bound/choice.h"
#include "solver/parallel.h"

/* Below so many requests a value is there sooner than a second thread is awake. */
enum { REQUESTS_PER_JOB = 512, PARALLEL_REQUESTS = 20000 };

struct Relaxation {
    const Catalog *catalog; /* borrowed */
    Cells *cells;           /* owned */
    Cheapest cheapest;
    double *capacity;      /* owned, [size] */
    double *free_capacity; /* owned, [size]: less what fixed visits hold */
    double fixed_profit;   /* of the fixed visits in the horizon */
    Choice *choices;       /* owned, [requests] */
    double *steps;         /* owned, [prefix size] */
};

static Status choose_requests(size_t job, void *context)
{
    Relaxation *relaxation = context;
    const Requests *requests = &relaxation->catalog->clinic->requests;
    int32_t from = (int32_t)job * REQUESTS_PER_JOB;

    for (int32_t r = from; r < from + REQUESTS_PER_JOB && r < requests->rows; r++) {
        relaxation->choices[r] = (Choice){0};
        if (requests->status[r] != REQUEST_FIXED)
            choice_make(&relaxation->cheapest, r, &relaxation->choices[r]);
    }
    return STATUS_OK;
}

/* The places of one key: all at the cheapest start, or all given up. */
static double value_of_reserve(Relaxation *relaxation, int32_t k)
{
    const Catalog *catalog = relaxation->catalog;
    const CatalogReserve *key = &catalog->reserves[k];
    int32_t mode = catalog->clinic->visit_types.mode[key->type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH
                                                                                   : MODE_IN_PERSON;
    int32_t c = cheapest_at(&relaxation->cheapest, key->type, key->site, key->day, mode);
    double not_held = placement_place_worth(catalog, k);
    const Cell *cell;

    if (c < 0 || relaxation->cells->cost[c] >= not_held)
        return -key->count * not_held;
    cell = &relaxation->cells->cells[c];
    cells_use(relaxation->cells, relaxation->steps, cell->session, cell->shape, cell->mode,
              relaxation->cells->start_min[c], key->count);
    return -key->count * relaxation->cells->cost[c];
}

Status relaxation_value(Relaxation *relaxation, const double *price, int threads, double *value,
                        double *usage)
{
    const Catalog *catalog = relaxation->catalog;
    Cells *cells = relaxation->cells;
    const Requests *requests = &catalog->clinic->requests;
    double sum = relaxation->fixed_profit;
    Status status = STATUS_OK;

    if (requests->rows < PARALLEL_REQUESTS)
        threads = 1;
    TRY(cells_price(cells, price, threads));
    cheapest_find(&relaxation->cheapest);
    TRY(parallel_run((size_t)((requests->rows + REQUESTS_PER_JOB - 1) / REQUESTS_PER_JOB), threads,
                     choose_requests, relaxation));
    for (int64_t i = 0; i < cells_prefix_size(cells); i++)
        relaxation->steps[i] = 0;
    for (int32_t r = 0; r < requests->rows; r++) {
        const Choice *choice = &relaxation->choices[r];

        sum += choice->value;
        if (choice->shape)
            cells_use(cells, relaxation->steps, choice->session, choice->shape, choice->mode,
                      choice->start_min, choice_share(catalog, requests->visit_type[r]));
    }
    for (int32_t k = 0; k < catalog->n_reserves; k++)
        sum += value_of_reserve(relaxation, k);
    cells_usage(cells, relaxation->steps, usage);
    for (int64_t i = 0; i < cells->size; i++) {
        sum += price[i] * relaxation->free_capacity[i];
        usage[i] += relaxation->capacity[i] - relaxation->free_capacity[i];
    }
    *value = sum;
done:
    return status;
}

/* Units of a pool that are open, slot by slot. */
static void count_units(Relaxation *relaxation, int32_t p)
{
    const Catalog *catalog = relaxation->catalog;
    const CatalogPool *pool = &catalog->pools[p];
    int64_t at = relaxation->cells->pool_at[p];

    for (int32_t i = pool->begin; i < pool->end; i++) {
        int64_t slot = at;

        for (int32_t from = 0; from < catalog->days * DAY_MIN; from += catalog->slot_min, slot++)
            if (catalog_unit_open(catalog, pool->kind, catalog->pool_units[i], from,
                                  from + catalog->slot_min))
                relaxation->capacity[slot] += 1;
    }
}

/* The two visits of an overlapping pair may share units: each overlap saves one visit's units at
 * most. */
static void count_shared_units(Relaxation *relaxation, const int32_t *largest, int32_t s)
{
    const Catalog *catalog = relaxation->catalog;
    const CatalogSession *session = &catalog->sessions[s];
    int32_t spd = relaxation->cells->slots_per_day;

    for (int32_t p = 0; p < catalog->n_pools; p++) {
        int64_t at = relaxation->cells->pool_at[p];

        if (at < 0 || catalog->pools[p].site != session->site)
            continue;
        for (int32_t k = 0; k < spd; k++)
            relaxation->capacity[at + (int64_t)session->day * spd + k] +=
                (double)session->overbook_max * largest[p];
    }
}

/* How many units of each pool one visit may hold: the rows of its type that ask for the pool add
 * up. */
static Status count_largest(const Relaxation *relaxation, int32_t *largest)
{
    const Catalog *catalog = relaxation->catalog;
    const Groups *rows = &catalog->activities;
    int32_t n_sites = catalog->clinic->sites.rows;
    int32_t *here = MEM_NEW(int32_t, catalog->n_pools);

    if (!here)
        return STATUS_NO_MEMORY;
    for (int64_t job = 0; job < (int64_t)catalog->clinic->visit_types.rows * n_sites; job++) {
        int32_t type = (int32_t)(job / n_sites), site = (int32_t)(job % n_sites);

        for (int32_t i = rows->begin[type]; i < rows->begin[type + 1]; i++) {
            int32_t p = relaxation->cells->pool_of[(int64_t)rows->items[i] * n_sites + site];

            if (p < 0)
                continue;
            here[p] += catalog->clinic->activities.count[rows->items[i]];
            if (here[p] > largest[p])
                largest[p] = here[p];
        }
        for (int32_t i = rows->begin[type]; i < rows->begin[type + 1]; i++) {
            int32_t p = relaxation->cells->pool_of[(int64_t)rows->items[i] * n_sites + site];

            if (p >= 0)
                here[p] = 0;
        }
    }
    mem_free(here);
    return STATUS_OK;
}

static Status count_capacity(Relaxation *relaxation)
{
    const Catalog *catalog = relaxation->catalog;
    int32_t *largest = MEM_NEW(int32_t, catalog->n_pools);

    if (!largest || count_largest(relaxation, largest) != STATUS_OK) {
        mem_free(largest);
        return STATUS_NO_MEMORY;
    }
    for (int32_t p = 0; p < catalog->n_pools; p++)
        if (relaxation->cells->pool_at[p] >= 0)
            count_units(relaxation, p);
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        for (int64_t i = relaxation->cells->session_at[s]; i < relaxation->cells->session_at[s + 1];
             i++)
            relaxation->capacity[i] = catalog->sessions[s].overbook_max > 0 ? 2 : 1;
        if (catalog->sessions[s].overbook_max > 0)
            count_shared_units(relaxation, largest, s);
    }
    mem_free(largest);
    return STATUS_OK;
}

static double fixed_profit(const Catalog *catalog, int32_t r)
{
    const Requests *requests = &catalog->clinic->requests;
    Placement placement = {.provider = requests->booked_provider[r],
                           .site = requests->booked_site[r],
                           .day = requests->booked_date[r]};

    return placement_profit(catalog, r, &placement);
}

/* A fixed visit is where it is: its profit is sure, and what it holds is taken from the capacity.
 */
static void place_fixed(Relaxation *relaxation, int32_t r)
{
    const Catalog *catalog = relaxation->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t type = requests->visit_type[r], provider = requests->booked_provider[r];
    int32_t day = requests->booked_date[r], start = day * DAY_MIN + requests->booked_start[r];
    const VisitShape *shape = catalog_shape(catalog, type, provider);
    int32_t from = start + shape->parts[shape->lead].start_min;
    int32_t until = start + shape->parts[shape->lead].end_min;
    int32_t mode = requests->booked_mode[r] != MISSING ? requests->booked_mode[r]
                                                       : catalog->clinic->visit_types.mode[type];
    double share = choice_share(catalog, type);

    relaxation->fixed_profit += fixed_profit(catalog, r);
    for (int32_t s = catalog_session_from(catalog, provider, day);
         s < catalog->session_begin[provider + 1] && catalog->sessions[s].day == day; s++) {
        const CatalogSession *session = &catalog->sessions[s];
        int32_t low = from > session->start_min ? from : session->start_min;
        int32_t high = until < session->end_min ? until : session->end_min;
        double *steps = relaxation->steps + cells_session_prefix(relaxation->cells, s);

        if (low >= high)
            continue;
        steps[(low - session->start_min) / catalog->slot_min] += share;
        steps[(high - session->start_min) / catalog->slot_min] -= share;
    }
    cells_use_units(relaxation->cells, relaxation->steps, requests->booked_site[r], shape, mode,
                    start, share);
}

static Status allocate(Relaxation *relaxation)
{
    const Catalog *catalog = relaxation->catalog;

    relaxation->capacity = MEM_NEW(double, relaxation->cells->size);
    relaxation->free_capacity = MEM_NEW(double, relaxation->cells->size);
    relaxation->choices = MEM_NEW(Choice, catalog->clinic->requests.rows);
    relaxation->steps = MEM_NEW(double, cells_prefix_size(relaxation->cells));
    return relaxation->capacity && relaxation->free_capacity && relaxation->choices &&
                   relaxation->steps
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

Status relaxation_new(const Catalog *catalog, Relaxation **out)
{
    const Requests *requests = &catalog->clinic->requests;
    Status status = STATUS_OK;
    Relaxation *relaxation = MEM_NEW(Relaxation, 1);

    if (!relaxation)
        return STATUS_NO_MEMORY;
    relaxation->catalog = catalog;
    TRY(cells_new(catalog, &relaxation->cells));
    TRY(cheapest_init(&relaxation->cheapest, relaxation->cells));
    TRY(allocate(relaxation));
    TRY(count_capacity(relaxation));
    for (int32_t r = 0; r < requests->rows; r++)
        if (requests->status[r] == REQUEST_FIXED && requests->booked_date[r] >= 0 &&
            requests->booked_date[r] < catalog->days)
            place_fixed(relaxation, r);
    cells_usage(relaxation->cells, relaxation->steps, relaxation->free_capacity);
    for (int64_t i = 0; i < relaxation->cells->size; i++)
        relaxation->free_capacity[i] = relaxation->capacity[i] - relaxation->free_capacity[i];
    *out = relaxation;
    relaxation = NULL;
done:
    relaxation_free(relaxation);
    return status;
}

void relaxation_free(Relaxation *relaxation)
{
    if (!relaxation)
        return;
    cells_free(relaxation->cells);
    cheapest_clear(&relaxation->cheapest);
    mem_free(relaxation->capacity);
    mem_free(relaxation->free_capacity);
    mem_free(relaxation->choices);
    mem_free(relaxation->steps);
    mem_free(relaxation);
}

int64_t relaxation_size(const Relaxation *relaxation)
{
    return relaxation->cells->size;
}

const double *relaxation_capacity(const Relaxation *relaxation)
{
    return relaxation->capacity;
}

void relaxation_smooth(const Relaxation *relaxation, double *numbers)
{
    const Cells *cells = relaxation->cells;

    for (int32_t s = 0; s < relaxation->catalog->n_sessions; s++) {
        int64_t from = cells->session_at[s], until = cells->session_at[s + 1];
        double sum = 0;

        for (int64_t i = from; i < until; i++)
            sum += numbers[i];
        for (int64_t i = from; i < until; i++)
            numbers[i] = sum / (double)(until - from);
    }
}

static Status certify_slot(Schedule *schedule, const char *family, int32_t site, const char *id,
                           int32_t minute, double price)
{
    Certificate *table = &schedule->certificate;
    int32_t row = 0;
    const char *copy = arena_text(&schedule->texts, family, strlen(family));
    Status status = schedule_append(schedule, TABLE_certificate, &row);

    if (status != STATUS_OK || !copy)
        return STATUS_NO_MEMORY;
    table->family[row] = copy;
    table->site[row] = site;
    table->id[row] = id;
    table->date[row] = minute / DAY_MIN;
    table->start[row] = minute % DAY_MIN;
    table->multiplier[row] = price;
    return STATUS_OK;
}

/* The name of what a pool is a pool of: ids live as long as the clinic. */
static const char *pool_name(const Relaxation *relaxation, int32_t p)
{
    const Catalog *catalog = relaxation->catalog;
    const CatalogPool *pool = &catalog->pools[p];
    int32_t unit = catalog->pool_units[pool->begin];

    return pool->kind == UNIT_ROOM ? catalog->clinic->rooms.room_type[unit]
                                   : catalog->clinic->equipment.equipment_type[unit];
}

Status relaxation_certificate(const Relaxation *relaxation, const double *price, Schedule *schedule)
{
    const Catalog *catalog = relaxation->catalog;
    const Cells *cells = relaxation->cells;
    Status status = STATUS_OK;

    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];
        const char *id = catalog->clinic->providers.provider[session->provider];

        for (int64_t i = cells->session_at[s]; i < cells->session_at[s + 1]; i++) {
            int32_t minute =
                session->start_min + (int32_t)(i - cells->session_at[s]) * catalog->slot_min;

            if (price[i] > 0)
                TRY(certify_slot(schedule, "PROVIDER", -1, id, minute, price[i]));
        }
    }
    for (int32_t p = 0; p < catalog->n_pools; p++) {
        const CatalogPool *pool = &catalog->pools[p];
        int64_t at = cells->pool_at[p];

        if (at < 0 || pool->begin == pool->end)
            continue;
        for (int64_t k = 0; k < (int64_t)cells->slots_per_day * catalog->days; k++)
            if (price[at + k] > 0)
                TRY(certify_slot(schedule, pool->kind == UNIT_ROOM ? "ROOM" : "EQUIPMENT",
                                 pool->site, pool_name(relaxation, p),
                                 (int32_t)k * catalog->slot_min, price[at + k]));
    }
done:
    return status;
}
