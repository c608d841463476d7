#include "model/audit/certify_tariff.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"

enum { DAY = 1440 };

/* A row of the certificate, resolved. */
typedef struct Quote {
    int32_t kind, unit, date, slot;
    double price;
} Quote;

static int order(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

static int by_slot(const void *left, const void *right)
{
    const Quote *a = left, *b = right;
    int sign = order(a->kind, b->kind);

    if (!sign)
        sign = order(a->unit, b->unit);
    if (!sign)
        sign = order(a->date, b->date);
    if (!sign)
        sign = order(a->slot, b->slot);
    return sign ? sign : (a->price > b->price) - (a->price < b->price);
}

static int by_day(const void *left, const void *right)
{
    const Lane *a = left, *b = right;
    int sign = order(a->kind, b->kind);

    if (!sign)
        sign = order(a->unit, b->unit);
    return sign ? sign : order(a->date, b->date);
}

/* Codes of the types that units of @p kind have or activities ask for. */
static Status code_types(Tariff *tariff, int32_t kind, const char *const *types, int32_t count)
{
    const Activities *activities = &tariff->facts->clinic->activities;
    Status status = STATUS_OK;
    int32_t code = 0;

    TRY(lookup_new(64, &tariff->types[kind]));
    for (int32_t i = 0; i < count + activities->rows; i++) {
        if (i >= count && activities->kind[i - count] != kind)
            continue;
        TRY(lookup_add(tariff->types[kind], i < count ? types[i] : activities->type[i - count],
                       tariff->n_types[kind], &code));
        tariff->n_types[kind] += code == tariff->n_types[kind];
        if (i >= count)
            tariff->type_code[i - count] = code;
    }
done:
    return status;
}

static Status code_all(Tariff *tariff)
{
    const Clinic *clinic = tariff->facts->clinic;
    Status status = STATUS_OK;

    tariff->type_code = MEM_NEW(int32_t, clinic->activities.rows);
    if (!tariff->type_code)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < clinic->activities.rows; row++)
        tariff->type_code[row] = -1;
    TRY(code_types(tariff, UNIT_ROOM, clinic->rooms.room_type, clinic->rooms.rows));
    TRY(code_types(tariff, UNIT_EQUIPMENT, clinic->equipment.equipment_type,
                   clinic->equipment.rows));
done:
    return status;
}

static int32_t kind_of(const char *family)
{
    if (strcmp(family, "PROVIDER") == 0)
        return UNIT_PROVIDER;
    if (strcmp(family, "ROOM") == 0)
        return UNIT_ROOM;
    return strcmp(family, "EQUIPMENT") == 0 ? UNIT_EQUIPMENT : -1;
}

/* The person or pool a row tariff, or -1. */
static int32_t unit_of(const Tariff *tariff, const Certificate *rows, int32_t row, int32_t kind)
{
    int32_t sites = tariff->facts->clinic->sites.rows, code;

    if (kind == UNIT_PROVIDER)
        return lookup_find(tariff->facts->unit_ids[UNIT_PROVIDER], rows->id[row]);
    code = lookup_find(tariff->types[kind], rows->id[row]);
    if (code < 0 || rows->site[row] < 0 || rows->site[row] >= sites)
        return -1;
    return code * sites + rows->site[row];
}

static Status read_quote(const Tariff *tariff, const Certificate *rows, int32_t row, Quote *quote)
{
    int32_t slot_min = tariff->facts->slot_min, start = rows->start[row];

    quote->kind = kind_of(rows->family[row]);
    quote->date = rows->date[row];
    quote->price = rows->multiplier[row];
    if (quote->kind < 0)
        return fault(STATUS_BAD_INPUT,
                     "certificate row %d: family %s, expected PROVIDER, ROOM or EQUIPMENT",
                     (int)row, rows->family[row]);
    quote->unit = unit_of(tariff, rows, row, quote->kind);
    if (quote->unit < 0)
        return fault(STATUS_BAD_INPUT, "certificate row %d: no %s %s", (int)row, rows->family[row],
                     rows->id[row]);
    if (quote->date < 0 || quote->date >= tariff->facts->days || start < 0 || start >= DAY ||
        start % slot_min != 0)
        return fault(STATUS_BAD_INPUT, "certificate row %d: day %d, minute %d is no slot", (int)row,
                     (int)quote->date, (int)start);
    if (!isfinite(quote->price) || quote->price < 0.0)
        return fault(STATUS_BAD_INPUT, "certificate row %d: multiplier %g, expected 0 or more",
                     (int)row, quote->price);
    quote->slot = start / slot_min;
    return STATUS_OK;
}

static bool same_day(const Quote *a, const Quote *b)
{
    return a->kind == b->kind && a->unit == b->unit && a->date == b->date;
}

/* One lane for each person's or pool's day that has a price. */
static Status make_lanes(Tariff *tariff, const Quote *quotes, int32_t count)
{
    int64_t width = (int64_t)tariff->slots + 1;

    for (int32_t i = 0; i < count; i++)
        tariff->n_lanes += i == 0 || !same_day(&quotes[i - 1], &quotes[i]);
    tariff->lanes = MEM_NEW(Lane, tariff->n_lanes);
    tariff->before = MEM_NEW(double, tariff->n_lanes *width);
    if (!tariff->lanes || !tariff->before)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0, lane = -1; i < count; i++) {
        if (i == 0 || !same_day(&quotes[i - 1], &quotes[i])) {
            lane++;
            tariff->lanes[lane] = (Lane){quotes[i].kind, quotes[i].unit, quotes[i].date,
                                         tariff->before + lane * width};
        }
        tariff->lanes[lane].before[quotes[i].slot + 1] += quotes[i].price;
    }
    for (int32_t lane = 0; lane < tariff->n_lanes; lane++)
        for (int32_t slot = 0; slot < tariff->slots; slot++)
            tariff->lanes[lane].before[slot + 1] += tariff->lanes[lane].before[slot];
    return STATUS_OK;
}

Status tariff_new(const Facts *facts, const Hours *hours, const Schedule *schedule, Tariff **out)
{
    const Certificate *rows = &schedule->certificate;
    Status status = STATUS_NO_MEMORY;
    Tariff *tariff = MEM_NEW(Tariff, 1);
    Quote *quotes = MEM_NEW(Quote, rows->rows);

    if (!tariff || !quotes)
        goto done;
    tariff->facts = facts;
    tariff->hours = hours;
    tariff->slots = DAY / facts->slot_min;
    TRY(code_all(tariff));
    for (int32_t row = 0; row < rows->rows; row++)
        TRY(read_quote(tariff, rows, row, &quotes[row]));
    qsort(quotes, (size_t)rows->rows, sizeof *quotes, by_slot);
    TRY(make_lanes(tariff, quotes, rows->rows));
    *out = tariff;
    tariff = NULL;
done:
    tariff_free(tariff);
    mem_free(quotes);
    return status;
}

void tariff_free(Tariff *tariff)
{
    if (!tariff)
        return;
    lookup_free(tariff->types[UNIT_ROOM]);
    lookup_free(tariff->types[UNIT_EQUIPMENT]);
    mem_free(tariff->type_code);
    mem_free(tariff->lanes);
    mem_free(tariff->before);
    mem_free(tariff);
}

static const Lane *find(const Tariff *tariff, int32_t kind, int32_t unit, int32_t date)
{
    const Lane key = {.kind = kind, .unit = unit, .date = date};

    if (tariff->n_lanes == 0)
        return NULL;
    return bsearch(&key, tariff->lanes, (size_t)tariff->n_lanes, sizeof key, by_day);
}

const Lane *tariff_person(const Tariff *tariff, int32_t provider, int32_t date)
{
    return find(tariff, UNIT_PROVIDER, provider, date);
}

const Lane *tariff_pool(const Tariff *tariff, int32_t activity, int32_t site, int32_t date)
{
    const Clinic *clinic = tariff->facts->clinic;

    return find(tariff, clinic->activities.kind[activity],
                tariff->type_code[activity] * clinic->sites.rows + site, date);
}

double tariff_span(const Tariff *tariff, const Lane *lane, int32_t from_min, int32_t until_min)
{
    int32_t slot_min = tariff->facts->slot_min;
    int32_t from = from_min / slot_min, until = until_min / slot_min;

    if (!lane)
        return 0.0;
    from = from < tariff->slots ? from : tariff->slots;
    until = until < tariff->slots ? until : tariff->slots;
    return lane->before[until] - lane->before[from];
}
