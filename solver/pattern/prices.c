#include "solver/pattern/prices.h"

#include <string.h>

#include "model/clinic/calendar.h"

/* A row of the certificate; what does not apply is -1. */
typedef struct Quote {
    const char *family, *id; /* ids live as long as the clinic */
    int32_t site, provider, date, start;
    double price;
} Quote;

static int32_t or_missing(int32_t value)
{
    return value < 0 ? MISSING : value;
}

static Status quote(Schedule *schedule, const char *family, const Quote *quote)
{
    Certificate *table = &schedule->certificate;
    int32_t row = 0;
    Status status = schedule_append(schedule, TABLE_certificate, &row);

    if (status != STATUS_OK)
        return status;
    table->family[row] = family;
    table->id[row] = quote->id;
    table->site[row] = quote->site;
    table->provider[row] = quote->provider;
    table->date[row] = or_missing(quote->date);
    table->start[row] = or_missing(quote->start);
    table->multiplier[row] = quote->price;
    return STATUS_OK;
}

/* A copy of a family's name that lives as long as the schedule. */
static const char *name(Schedule *schedule, const char *family)
{
    return arena_text(&schedule->texts, family, strlen(family));
}

/* Bucket @p b needs a row: it has a price, or it is the first of a linked request that has none at
 * all, whose rows say what tells its buckets apart. */
static bool is_quoted(const Market *market, const double *price, int32_t b)
{
    int32_t r = market->buckets[b].request;

    if (price[b] != 0)
        return true;
    if (b != market->bucket_begin[r] || (market->forest.key[r] & ~KEY_LINKED) == 0)
        return false;
    for (int32_t i = b; i < market->bucket_begin[r + 1]; i++)
        if (price[i] != 0)
            return false;
    return true;
}

static Status quote_requests(const Dual *dual, const double *price, Schedule *schedule,
                             const char *family)
{
    const Market *market = dual->market;
    Status status = STATUS_OK;

    for (int32_t b = 0; b < market->n_buckets; b++) {
        const Bucket *bucket = &market->buckets[b];

        if (is_quoted(market, price, b))
            TRY(quote(schedule, family,
                      &(Quote){.id = dual->catalog->clinic->requests.request[bucket->request],
                               .site = bucket->site,
                               .provider = bucket->provider,
                               .date = bucket->date,
                               .start = bucket->start,
                               .price = price[b]}));
    }
done:
    return status;
}

static Status quote_reserves(const Dual *dual, const double *price, Schedule *schedule,
                             const char *family)
{
    const Catalog *catalog = dual->catalog;
    Status status = STATUS_OK;

    for (int32_t k = 0; k < catalog->n_reserves; k++)
        if (price[dual->first_reserve + k] != 0)
            TRY(quote(
                schedule, family,
                &(Quote){.id = catalog->clinic->visit_types.visit_type[catalog->reserves[k].type],
                         .site = catalog->reserves[k].site,
                         .provider = -1,
                         .date = catalog->reserves[k].day,
                         .start = -1,
                         .price = price[dual->first_reserve + k]}));
done:
    return status;
}

/* The name of what a pool is a pool of. */
static const char *pool_name(const Catalog *catalog, const CatalogPool *pool)
{
    int32_t unit = catalog->pool_units[pool->begin];

    switch (pool->kind) {
    case UNIT_ROOM:
        return catalog->clinic->rooms.room_type[unit];
    case UNIT_EQUIPMENT:
        return catalog->clinic->equipment.equipment_type[unit];
    default:
        return catalog->clinic->providers.role[unit];
    }
}

static Status quote_units(const Dual *dual, const double *price, Schedule *schedule,
                          const char *const families[3])
{
    const Catalog *catalog = dual->catalog;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < dual->tariff.n_rows; i++) {
        const TariffRow *row = &dual->tariff.rows[i];
        const CatalogPool *pool = &catalog->pools[row->pool];

        for (int32_t k = 0; k < row->slots && pool->begin < pool->end; k++) {
            double here = price[dual->first_unit + row->at + k];

            if (here > 0)
                TRY(quote(schedule, families[pool->kind],
                          &(Quote){.id = pool_name(catalog, pool),
                                   .site = pool->site,
                                   .provider = -1,
                                   .date = row->day,
                                   .start = (row->first + k) * catalog->slot_min,
                                   .price = here}));
        }
    }
done:
    return status;
}

static Status quote_overlaps(const Dual *dual, const double *price, Schedule *schedule,
                             const char *family)
{
    const Catalog *catalog = dual->catalog;
    Status status = STATUS_OK;

    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];

        if (dual->overlap_of[s] >= 0 && price[dual->first_overlap + dual->overlap_of[s]] > 0)
            TRY(quote(schedule, family,
                      &(Quote){.id = catalog->clinic->providers.provider[session->provider],
                               .site = -1,
                               .provider = -1,
                               .date = session->day,
                               .start = session->start_min - session->day * DAY_MIN,
                               .price = price[dual->first_overlap + dual->overlap_of[s]]}));
    }
done:
    return status;
}

Status prices_write(const Dual *dual, const double *price, Schedule *schedule)
{
    const char *once = name(schedule, "ONCE"), *reserve = name(schedule, "RESERVE");
    const char *session = name(schedule, "SESSION"), *units[3];
    Status status;

    units[UNIT_PROVIDER] = name(schedule, "PROVIDER");
    units[UNIT_ROOM] = name(schedule, "ROOM");
    units[UNIT_EQUIPMENT] = name(schedule, "EQUIPMENT");
    if (!once || !reserve || !session || !units[0] || !units[1] || !units[2])
        return STATUS_NO_MEMORY;
    TRY(quote_requests(dual, price, schedule, once));
    TRY(quote_units(dual, price, schedule, units));
    TRY(quote_reserves(dual, price, schedule, reserve));
    TRY(quote_overlaps(dual, price, schedule, session));
done:
    return status;
}
