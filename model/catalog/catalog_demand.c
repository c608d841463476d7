/* What is asked: presence, links, patients and gains of the requests, places for urgent demand. */
#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/catalog_parts.h"

static Status add_presences(Catalog *catalog)
{
    const Availability *rows = &catalog->clinic->availability;

    catalog->presences = MEM_NEW(CatalogPresence, rows->rows);
    if (!catalog->presences)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < rows->rows; i++)
        catalog->presences[i] = (CatalogPresence){
            rows->weekday[i], rows->date[i], catalog_round_up(rows->start[i], catalog->slot_min),
            catalog_round_down(rows->end[i], catalog->slot_min)};
    return groups_init(&catalog->presence_rows, rows->request, rows->rows,
                       catalog->clinic->requests.rows);
}

static int32_t find_root(int32_t *parent, int32_t r)
{
    while (parent[r] != r) {
        parent[r] = parent[parent[r]];
        r = parent[r];
    }
    return r;
}

/* Union-find in which the smallest request is the root, so that the answer is its name. */
static Status add_together(Catalog *catalog)
{
    const Links *links = &catalog->clinic->links;
    int32_t n = catalog->clinic->requests.rows;

    catalog->together = MEM_NEW(int32_t, n);
    if (!catalog->together)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < n; r++)
        catalog->together[r] = r;
    for (int32_t l = 0; l < links->rows; l++) {
        int32_t a, b;

        if (links->kind[l] != LINK_TOGETHER)
            continue;
        a = find_root(catalog->together, links->first[l]);
        b = find_root(catalog->together, links->second[l]);
        catalog->together[a > b ? a : b] = a < b ? a : b;
    }
    for (int32_t r = 0; r < n; r++)
        catalog->together[r] = find_root(catalog->together, r);
    return STATUS_OK;
}

Status catalog_add_requests(Catalog *catalog)
{
    const Clinic *clinic = catalog->clinic;
    int32_t n = clinic->requests.rows;
    Status status = STATUS_NO_MEMORY;

    TRY(add_presences(catalog));
    TRY(groups_init_pairs(&catalog->links, clinic->links.first, clinic->links.second,
                          clinic->links.rows, n));
    TRY(groups_init(&catalog->patient_requests, clinic->requests.patient, n,
                    clinic->patients.rows));
    TRY(add_together(catalog));
    catalog->gain = MEM_NEW(double, n);
    if (!catalog->gain)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < n; r++)
        catalog->gain[r] =
            clinic->visit_types.value[clinic->requests.visit_type[r]] * clinic_weight(clinic, r);
done:
    return status;
}

/* The least n with P(Poisson(mean) <= n) >= level - 1e-12. The sum begins so far below the mean
 * that what it leaves out is nothing in double precision, and so never underflows for large means.
 */
static int32_t places_for(double mean, double level)
{
    double first = floor(mean - 15 * sqrt(mean)), chance, sum;
    int32_t n;

    if (!(mean > 0))
        return 0;
    if (mean < 700)
        first = 0;
    n = (int32_t)first;
    chance = first > 0 ? exp(first * log(mean) - mean - lgamma(first + 1)) : exp(-mean);
    sum = chance;
    while (sum < level - 1e-12 && n < INT32_MAX - 1) {
        n++;
        chance *= mean / n;
        sum += chance;
        if (chance == 0 && n > mean) /* the rest is rounding */
            break;
    }
    return n;
}

typedef struct Demand {
    int32_t type, site, day;
    double expected;
} Demand;

static int by_key(const void *a, const void *b)
{
    const Demand *d = a, *e = b;

    if (d->type != e->type)
        return order_int(d->type, e->type);
    if (d->site != e->site)
        return order_int(d->site, e->site);
    if (d->day != e->day)
        return order_int(d->day, e->day);
    return order_real(d->expected, e->expected);
}

Status catalog_add_reserves(Catalog *catalog)
{
    const UrgentDemand *rows = &catalog->clinic->urgent_demand;
    double level = catalog->clinic->rules.reserve_service_level;
    Demand *demand = MEM_NEW(Demand, rows->rows);
    int32_t n = 0;

    catalog->reserves = MEM_NEW(CatalogReserve, rows->rows);
    if (!demand || !catalog->reserves) {
        mem_free(demand);
        return STATUS_NO_MEMORY;
    }
    for (int32_t i = 0; i < rows->rows && level > 0; i++)
        if (rows->date[i] >= 0 && rows->date[i] < catalog->days)
            demand[n++] =
                (Demand){rows->visit_type[i], rows->site[i], rows->date[i], rows->expected[i]};
    qsort(demand, (size_t)n, sizeof *demand, by_key);
    for (int32_t i = 0; i < n;) {
        CatalogReserve key = {demand[i].type, demand[i].site, demand[i].day, 0};
        double mean = 0;

        for (; i < n && demand[i].type == key.type && demand[i].site == key.site &&
               demand[i].day == key.day;
             i++)
            mean += demand[i].expected;
        key.count = places_for(mean, level);
        if (key.count > 0)
            catalog->reserves[catalog->n_reserves++] = key;
    }
    mem_free(demand);
    return STATUS_OK;
}
