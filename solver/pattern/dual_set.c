/* Setting up the dual, and where to begin. */
#include <math.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/pattern/dual.h"

/* Of what it could bring, a request's price begins at. */
static const double start_part = 0.8;

/* The worths that one price could have to outweigh: of a session, of a tree of links. */
enum { MOST_X_LARGEST = 100 };

/* The larger of @p a and @p b. */
static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static Status index_sessions(Dual *dual)
{
    const Catalog *catalog = dual->catalog;
    int32_t n = catalog->n_sessions, site_days = catalog->clinic->sites.rows * catalog->days;

    dual->overlap_of = MEM_NEW(int32_t, n);
    dual->longest = MEM_NEW(int32_t, site_days);
    dual->most_kinds = MEM_NEW(int32_t, site_days);
    dual->most_items = MEM_NEW(int32_t, site_days);
    dual->kinds = MEM_NEW(int32_t, n);
    if (!dual->overlap_of || !dual->longest || !dual->most_kinds || !dual->most_items ||
        !dual->kinds)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < n; s++) {
        const CatalogSession *session = &catalog->sessions[s];
        int32_t at = session->site * catalog->days + session->day;

        dual->longest[at] =
            larger(dual->longest[at], (session->end_min - session->start_min) / catalog->slot_min);
        for (int32_t i = dual->market->item_begin[s]; i < dual->market->item_begin[s + 1]; i++)
            dual->kinds[s] = larger(dual->kinds[s], dual->market->items[i].kind + 1);
        dual->most_kinds[at] = larger(dual->most_kinds[at], dual->kinds[s]);
        dual->most_items[at] = larger(dual->most_items[at], dual->market->item_begin[s + 1] -
                                                                dual->market->item_begin[s]);
        dual->overlap_of[s] = -1;
        if (session->overbook_max > 0)
            dual->overlap_of[s] = (int32_t)(dual->size++ - dual->first_overlap);
    }
    return catalog_by_site_day(catalog, &dual->sessions);
}

static Status index_offers(Dual *dual)
{
    const Market *market = dual->market;
    int32_t n_offers = (int32_t)market->offer_begin[market->n_groups];
    int32_t n_items = market->item_begin[dual->catalog->n_sessions], n_links = 0, n_slots = 0;
    Status status;

    for (int32_t i = 0; i < n_items; i++) {
        const Item *item = &market->items[i];

        n_links = larger(n_links, item->groups + item->n_groups);
        if (item->slot_prices >= 0) {
            int32_t s = 0, high = dual->catalog->n_sessions;

            while (high - s > 1) { /* the session of item i */
                int32_t middle = s + (high - s) / 2;

                if (market->item_begin[middle] <= i)
                    s = middle;
                else
                    high = middle;
            }
            n_slots = larger(n_slots, item->slot_prices + (dual->catalog->sessions[s].end_min -
                                                           dual->catalog->sessions[s].start_min) /
                                                              dual->catalog->slot_min);
        }
    }
    TRY(groups_init(&dual->offers_of, market->price, n_offers, market->n_buckets));
    TRY(groups_init(&dual->slots_of, market->slot_prices, n_slots, market->n_buckets));
    TRY(groups_init(&dual->links_of, market->item_groups, n_links, market->n_groups));
    dual->odds = MEM_NEW(double, n_offers);
    dual->soft = MEM_NEW(double, market->n_groups);
    dual->inner = MEM_NEW(double, market->n_groups);
    dual->last = MEM_NEW(double, market->n_groups);
    dual->sum = MEM_NEW(double, market->n_groups);
    dual->link_part = MEM_NEW(double, n_links);
    dual->slot_part = MEM_NEW(double, n_slots);
    if (!dual->odds || !dual->soft || !dual->inner || !dual->last || !dual->sum ||
        !dual->link_part || !dual->slot_part)
        status = STATUS_NO_MEMORY;
done:
    return status;
}

Status dual_new(const Catalog *catalog, bool by_place, Dual **out)
{
    int32_t jobs = catalog->clinic->requests.rows + 1; /* as many as any kind of job can be */
    Dual *dual = MEM_NEW(Dual, 1);
    Status status = STATUS_NO_MEMORY;

    if (!dual)
        return STATUS_NO_MEMORY;
    dual->catalog = catalog;
    TRY(market_new(catalog, by_place, &dual->market));
    TRY(chains_init(&dual->chains, dual->market));
    TRY(tariff_init(&dual->tariff, catalog));
    dual->first_reserve = dual->market->n_buckets;
    dual->first_unit = dual->first_reserve + catalog->n_reserves;
    dual->first_overlap = dual->size = dual->first_unit + dual->tariff.size;
    TRY(index_sessions(dual));
    TRY(index_offers(dual));
    jobs = larger(jobs, catalog->clinic->sites.rows * catalog->days);
    dual->job_hard = MEM_NEW(double, jobs);
    dual->job_soft = MEM_NEW(double, jobs);
    dual->job_starts = MEM_NEW(int64_t, jobs);
    if (!dual->job_hard || !dual->job_soft || !dual->job_starts) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    *out = dual;
    dual = NULL;
done:
    dual_free(dual);
    return status;
}

void dual_free(Dual *dual)
{
    if (!dual)
        return;
    market_free(dual->market);
    chains_clear(&dual->chains);
    tariff_clear(&dual->tariff);
    mem_free(dual->overlap_of);
    mem_free(dual->longest);
    mem_free(dual->most_kinds);
    mem_free(dual->most_items);
    mem_free(dual->kinds);
    groups_clear(&dual->sessions);
    groups_clear(&dual->offers_of);
    groups_clear(&dual->slots_of);
    groups_clear(&dual->links_of);
    mem_free(dual->odds);
    mem_free(dual->soft);
    mem_free(dual->inner);
    mem_free(dual->last);
    mem_free(dual->sum);
    mem_free(dual->link_part);
    mem_free(dual->slot_part);
    mem_free(dual->job_hard);
    mem_free(dual->job_soft);
    mem_free(dual->job_starts);
    mem_free(dual);
}

void dual_start(const Dual *dual, double *price)
{
    const Market *market = dual->market;

    for (int64_t i = 0; i < dual->size; i++)
        price[i] = 0;
    for (int64_t i = 0; i < market->offer_begin[market->n_groups]; i++)
        if (market->price[i] >= 0 && market->worth[i] * start_part > price[market->price[i]])
            price[market->price[i]] = market->worth[i] * start_part;
}

double dual_most(const Dual *dual)
{
    const Market *market = dual->market;
    double largest = 1;

    for (int64_t i = 0; i < market->offer_begin[market->n_groups]; i++)
        largest = fmax(largest, fabs(market->worth[i]));
    for (int32_t k = 0; k < dual->catalog->n_reserves; k++)
        largest = fmax(largest, placement_place_worth(dual->catalog, k));
    return MOST_X_LARGEST * largest;
}

double dual_scale(const Dual *dual)
{
    const Market *market = dual->market;
    int64_t n = market->offer_begin[market->n_groups];
    double sum = 0;

    for (int64_t i = 0; i < n; i++)
        sum += market->worth[i] > 0 ? market->worth[i] : -market->worth[i];
    return sum > 0 ? sum / (double)n : 1;
}
