#include "model/audit/certify_opening.h"

#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

static int order(int32_t a, int32_t b)
{
    return (a > b) - (a < b);
}

/* By type, @p a against @p b, then date; mode and session make the order complete. */
static int compare(const Opening *one, const Opening *other, int32_t a, int32_t b)
{
    int sign = order(one->type, other->type);

    if (!sign)
        sign = order(a, b);
    if (!sign)
        sign = order(one->date, other->date);
    if (!sign)
        sign = order(one->session, other->session);
    return sign ? sign : order(one->mode, other->mode);
}

static int by_date(const void *left, const void *right)
{
    return compare(left, right, 0, 0);
}

static int by_site(const void *left, const void *right)
{
    const Opening *a = left, *b = right;

    return compare(a, b, a->site, b->site);
}

static int by_provider(const void *left, const void *right)
{
    const Opening *a = left, *b = right;

    return compare(a, b, a->provider, b->provider);
}

/* The lead's minutes of a visit, after its start. */
static Part lead_of(const Facts *facts, int32_t type, double factor)
{
    return facts_part(facts, type, facts->lead[type], factor);
}

double openings_visit_cost(const Tariff *tariff, const Opening *at, int32_t start_min)
{
    const Facts *facts = tariff->facts;
    double cost = 0.0;

    for (int32_t i = 0; i < rows_count(&facts->parts, at->type); i++) {
        Part part = facts_part(facts, at->type, i, at->factor);
        const Lane *lane;

        if (part.kind == UNIT_PROVIDER ? i != facts->lead[at->type]
                                       : !facts_holds(at->mode, part.kind))
            continue;
        lane = part.kind == UNIT_PROVIDER ? tariff_person(tariff, at->provider, at->date)
                                          : tariff_pool(tariff, part.activity, at->site, at->date);
        if (lane)
            cost +=
                facts->clinic->activities.count[part.activity] *
                tariff_span(tariff, lane, start_min + part.from_min, start_min + part.until_min);
    }
    return cost;
}

bool openings_site_is_open(const Tariff *tariff, const Opening *at, int32_t start_min)
{
    const Facts *facts = tariff->facts;

    for (int32_t i = 0; i < rows_count(&facts->parts, at->type); i++) {
        Part part = facts_part(facts, at->type, i, at->factor);

        if (facts_holds(at->mode, part.kind) &&
            (start_min + part.until_min > DAY_MIN ||
             hours_closure(tariff->hours, CLOSURE_SITE, at->site, at->date,
                           start_min + part.from_min, start_min + part.until_min)))
            return false;
    }
    return true;
}

double openings_cost(const Openings *openings, const Opening *at, int32_t start_min)
{
    const Tariff *tariff = openings->tariff;
    Part lead = lead_of(tariff->facts, at->type, at->factor);
    int32_t from = start_min + lead.from_min, until = start_min + lead.end_min;

    if (hours_closure(tariff->hours, CLOSURE_PROVIDER, at->provider, at->date, from, until) ||
        hours_closure(tariff->hours, CLOSURE_SITE, at->site, at->date, from, until))
        return INFINITY;
    return openings_visit_cost(tariff, at, start_min);
}

/* The opening of @p session for the skill in row @p skill; false when there is no start. */
static bool make_opening(const Tariff *tariff, int32_t session, int32_t skill, int32_t mode,
                         Opening *out)
{
    const Facts *facts = tariff->facts;
    const Clinic *clinic = facts->clinic;
    const Shift *shift = &tariff->hours->shifts[session];
    int32_t type = clinic->skills.visit_type[skill], slot = facts->slot_min;
    int32_t earliest = clinic->visit_types.earliest_start[type];
    int32_t latest = clinic->visit_types.latest_start[type];
    double factor = facts_factor(facts, skill);
    Part lead;

    if (facts->lead[type] < 0 || !facts_mode_allowed(facts, type, mode) ||
        !hours_mode_allowed(tariff->hours, shift, mode) ||
        !hours_open_to(tariff->hours, shift, type))
        return false;
    lead = lead_of(facts, type, factor);
    if (strcmp(clinic->activities.type[lead.activity], clinic->providers.role[shift->provider]) !=
        0)
        return false;
    *out = (Opening){.type = type,
                     .mode = mode,
                     .provider = shift->provider,
                     .site = shift->site,
                     .date = shift->date,
                     .session = session,
                     .first_min = shift->start_min - lead.from_min,
                     .last_min = shift->end_min - lead.end_min,
                     .factor = factor};
    if (out->first_min < 0)
        out->first_min = 0;
    if (earliest != MISSING && out->first_min < earliest)
        out->first_min = (earliest + slot - 1) / slot * slot;
    if (latest != MISSING && out->last_min > latest)
        out->last_min = latest / slot * slot;
    return out->first_min <= out->last_min;
}

/* Lists all openings, or, while there is no room for them, counts them. */
static void list(Openings *openings)
{
    const Tariff *tariff = openings->tariff;
    const Rows *skills = &tariff->facts->skills;

    openings->count = 0;
    for (int32_t s = 0; s < tariff->hours->n_shifts; s++) {
        int32_t provider = tariff->hours->shifts[s].provider;

        for (int32_t i = skills->begin[provider]; i < skills->begin[provider + 1]; i++) {
            for (int32_t mode = MODE_IN_PERSON; mode <= MODE_TELEHEALTH; mode++) {
                Opening opening;

                if (!make_opening(tariff, s, skills->row[i], mode, &opening))
                    continue;
                if (openings->by_date)
                    openings->by_date[openings->count] = opening;
                openings->count++;
            }
        }
    }
}

static void find_cheapest(Openings *openings)
{
    int32_t slot = openings->tariff->facts->slot_min;

    for (int32_t i = 0; i < openings->count; i++) {
        Opening *opening = &openings->by_date[i];
        double *least =
            &openings
                 ->least[((int64_t)opening->type * openings->tariff->facts->days + opening->date) *
                             2 +
                         opening->mode];

        opening->cheapest = INFINITY;
        for (int32_t start = opening->first_min; start <= opening->last_min; start += slot) {
            double cost = openings_cost(openings, opening, start);

            if (cost < opening->cheapest)
                opening->cheapest = cost;
        }
        if (opening->cheapest < *least)
            *least = opening->cheapest;
    }
}

Status openings_new(const Tariff *tariff, Openings **out)
{
    int64_t lanes = 2 * (int64_t)tariff->facts->clinic->visit_types.rows * tariff->facts->days;
    Status status = STATUS_NO_MEMORY;
    Openings *openings = MEM_NEW(Openings, 1);
    size_t bytes;

    if (!openings)
        goto done;
    openings->tariff = tariff;
    list(openings);
    openings->by_date = MEM_NEW(Opening, openings->count);
    openings->by_site = MEM_NEW(Opening, openings->count);
    openings->by_provider = MEM_NEW(Opening, openings->count);
    openings->least = MEM_NEW(double, lanes);
    if (!openings->by_date || !openings->by_site || !openings->by_provider || !openings->least)
        goto done;
    list(openings);
    for (int64_t i = 0; i < lanes; i++)
        openings->least[i] = INFINITY;
    find_cheapest(openings);
    bytes = (size_t)openings->count * sizeof(Opening);
    memcpy(openings->by_site, openings->by_date, bytes);
    memcpy(openings->by_provider, openings->by_date, bytes);
    qsort(openings->by_date, (size_t)openings->count, sizeof(Opening), by_date);
    qsort(openings->by_site, (size_t)openings->count, sizeof(Opening), by_site);
    qsort(openings->by_provider, (size_t)openings->count, sizeof(Opening), by_provider);
    *out = openings;
    openings = NULL;
    status = STATUS_OK;
done:
    openings_free(openings);
    return status;
}

void openings_free(Openings *openings)
{
    if (!openings)
        return;
    mem_free(openings->by_date);
    mem_free(openings->by_site);
    mem_free(openings->by_provider);
    mem_free(openings->least);
    mem_free(openings);
}

/* How many of @p sorted stand before @p key. */
static int32_t before(const Openings *openings, const Opening *sorted,
                      int (*compare_two)(const void *, const void *), const Opening *key)
{
    int32_t low = 0, high = openings->count;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (compare_two(&sorted[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Those of @p sorted from date @p first to @p last whose other keys are those of @p key. */
static const Opening *between(const Openings *openings, const Opening *sorted,
                              int (*compare_two)(const void *, const void *), Opening key,
                              int32_t first, int32_t last, int32_t *count)
{
    int32_t begin;

    key.session = -1; /* before every opening of its date */
    key.date = first;
    begin = before(openings, sorted, compare_two, &key);
    key.date = last + 1;
    *count = last < first ? 0 : before(openings, sorted, compare_two, &key) - begin;
    return sorted + begin;
}

const Opening *openings_all(const Openings *openings, int32_t type, int32_t first, int32_t last,
                            int32_t *count)
{
    return between(openings, openings->by_date, by_date, (Opening){.type = type}, first, last,
                   count);
}

const Opening *openings_at(const Openings *openings, int32_t type, int32_t site, int32_t first,
                           int32_t last, int32_t *count)
{
    return between(openings, openings->by_site, by_site, (Opening){.type = type, .site = site},
                   first, last, count);
}

const Opening *openings_of(const Openings *openings, int32_t type, int32_t provider, int32_t first,
                           int32_t last, int32_t *count)
{
    return between(openings, openings->by_provider, by_provider,
                   (Opening){.type = type, .provider = provider}, first, last, count);
}

double openings_least(const Openings *openings, int32_t type, int32_t date, int32_t mode)
{
    return openings->least[((int64_t)type * openings->tariff->facts->days + date) * 2 + mode];
}
