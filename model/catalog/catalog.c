#include "model/catalog/catalog.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/catalog_parts.h"
#include "model/clinic/calendar.h"

int32_t catalog_round_up(int32_t minute, int32_t slot_min)
{
    return (minute + slot_min - 1) / slot_min * slot_min;
}

int32_t catalog_round_down(int32_t minute, int32_t slot_min)
{
    return minute / slot_min * slot_min;
}

Status catalog_new(const Clinic *clinic, const Chances *chances, Catalog **out)
{
    Status status = STATUS_NO_MEMORY;
    Catalog *catalog = MEM_NEW(Catalog, 1);
    int32_t *room_code = MEM_NEW(int32_t, clinic->rooms.rows);
    int32_t *device_code = MEM_NEW(int32_t, clinic->equipment.rows);

    if (!catalog || !room_code || !device_code)
        goto done;
    catalog->clinic = clinic;
    catalog->chances = chances;
    catalog->days = clinic->horizon.days[0];
    catalog->slot_min = clinic->horizon.slot_min[0];
    catalog->first_weekday = calendar_weekday(clinic->epoch_day);
    catalog->travel_min = (int32_t)ceil(clinic->rules.travel_min);
    TRY(catalog_add_sessions(catalog));
    TRY(catalog_add_codes(catalog, room_code, device_code));
    TRY(catalog_add_closures(catalog));
    TRY(catalog_add_skills(catalog));
    TRY(catalog_add_pools(catalog, room_code, device_code));
    TRY(catalog_add_requests(catalog));
    TRY(catalog_add_reserves(catalog));
    *out = catalog;
    catalog = NULL;
done:
    mem_free(room_code);
    mem_free(device_code);
    catalog_free(catalog);
    return status;
}

void catalog_free(Catalog *catalog)
{
    if (!catalog)
        return;
    mem_free(catalog->sessions);
    mem_free(catalog->session_begin);
    mem_free(catalog->day_begin);
    mem_free(catalog->role);
    mem_free(catalog->specialty);
    mem_free(catalog->activity_code);
    groups_clear(&catalog->activities);
    for (int32_t s = 0; s < catalog->n_shapes; s++)
        visit_free(catalog->shapes[s]);
    mem_free(catalog->shapes);
    mem_free(catalog->shape_begin);
    mem_free(catalog->laws);
    durations_clear(&catalog->durations);
    mem_free(catalog->planned);
    mem_free(catalog->skills);
    mem_free(catalog->skill_begin);
    mem_free(catalog->leads);
    mem_free(catalog->lead_begin);
    mem_free(catalog->pools);
    mem_free(catalog->pool_units);
    for (int kind = 0; kind < 4; kind++) {
        mem_free(catalog->closed[kind].begin);
        mem_free(catalog->closed[kind].spans);
    }
    for (int kind = 0; kind < 3; kind++) {
        mem_free(catalog->open_min[kind]);
        mem_free(catalog->close_min[kind]);
    }
    groups_clear(&catalog->presence_rows);
    mem_free(catalog->presences);
    groups_clear(&catalog->links);
    groups_clear(&catalog->patient_requests);
    mem_free(catalog->together);
    mem_free(catalog->gain);
    mem_free(catalog->reserves);
    mem_free(catalog);
}

bool catalog_admits(const Catalog *catalog, int32_t session, int32_t type)
{
    const CatalogSession *s = &catalog->sessions[session];

    return !s->held || s->held_type == type || s->held_specialty == catalog->specialty[type];
}

bool catalog_session_mode(const Catalog *catalog, int32_t session, int32_t mode)
{
    int32_t allowed = catalog->sessions[session].mode;

    return allowed == SESSION_ANY || allowed == mode;
}

int32_t catalog_session_at(const Catalog *catalog, int32_t provider, int32_t site,
                           int32_t start_min, int32_t end_min)
{
    int32_t low = catalog->session_begin[provider], high = catalog->session_begin[provider + 1];
    int32_t first = low;
    const CatalogSession *s;

    while (low < high) { /* the last session that begins at or before start_min */
        int32_t middle = low + (high - low) / 2;

        if (catalog->sessions[middle].start_min <= start_min)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == first)
        return -1;
    s = &catalog->sessions[low - 1];
    return s->end_min >= end_min && s->site == site ? low - 1 : -1;
}

int32_t catalog_session_for(const Catalog *catalog, int32_t provider, int32_t site,
                            int32_t start_min, int32_t end_min, int32_t type, int32_t mode)
{
    int32_t s = catalog_session_at(catalog, provider, site, start_min, end_min);

    return s >= 0 && catalog_session_mode(catalog, s, mode) && catalog_admits(catalog, s, type)
               ? s
               : -1;
}

int32_t catalog_session_from(const Catalog *catalog, int32_t provider, int32_t day)
{
    int32_t known = day < 0 ? 0 : day < catalog->days ? day : catalog->days;

    return catalog->day_begin[(int64_t)provider * (catalog->days + 1) + known];
}

static const CatalogSkill *find_skill(const Catalog *catalog, int32_t type, int32_t provider)
{
    int32_t low = catalog->skill_begin[type], high = catalog->skill_begin[type + 1];
    int32_t end = high;

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (catalog->skills[middle].provider < provider)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && catalog->skills[low].provider == provider ? &catalog->skills[low] : NULL;
}

const VisitShape *catalog_shape(const Catalog *catalog, int32_t type, int32_t provider)
{
    const CatalogSkill *skill = find_skill(catalog, type, provider);

    return skill ? skill->shape : catalog->planned[type];
}

const DurationLaw *catalog_law(const Catalog *catalog, int32_t type, const VisitShape *shape)
{
    int32_t s = catalog->shape_begin[type];

    while (catalog->shapes[s] != shape)
        s++;
    return catalog->laws[s];
}

bool catalog_can_lead(const Catalog *catalog, int32_t type, int32_t provider)
{
    const CatalogSkill *skill = find_skill(catalog, type, provider);

    return skill && skill->able;
}

/* The first lead of [low, high) at @p site or a later one. */
static int32_t first_lead(const Catalog *catalog, int32_t low, int32_t high, int32_t site)
{
    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (catalog->leads[middle].site < site)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void catalog_leads(const Catalog *catalog, int32_t type, int32_t site, int32_t *begin, int32_t *end)
{
    *begin = catalog->lead_begin[type];
    *end = catalog->lead_begin[type + 1];
    if (site >= 0) {
        *begin = first_lead(catalog, *begin, *end, site);
        *end = first_lead(catalog, *begin, *end, site + 1);
    }
}

static int compare_pool(const CatalogPool *pool, int32_t kind, int32_t code, int32_t site)
{
    if (pool->kind != kind)
        return order_int(pool->kind, kind);
    if (pool->code != code)
        return order_int(pool->code, code);
    return order_int(pool->site, site);
}

int32_t catalog_pool(const Catalog *catalog, int32_t activity, int32_t site)
{
    int32_t low = 0, high = catalog->n_pools;
    int32_t kind = catalog->clinic->activities.kind[activity];
    int32_t code = catalog->activity_code[activity];

    while (low < high) {
        int32_t middle = low + (high - low) / 2;

        if (compare_pool(&catalog->pools[middle], kind, code, site) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < catalog->n_pools && compare_pool(&catalog->pools[low], kind, code, site) == 0 ? low
                                                                                               : -1;
}

Status catalog_by_site_day(const Catalog *catalog, Groups *out)
{
    int32_t *key = MEM_NEW(int32_t, catalog->n_sessions);
    Status status;

    if (!key)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < catalog->n_sessions; s++)
        key[s] = catalog->sessions[s].site * catalog->days + catalog->sessions[s].day;
    status =
        groups_init(out, key, catalog->n_sessions, catalog->clinic->sites.rows * catalog->days);
    mem_free(key);
    return status;
}

/* True when a visit of @p type asks for units of @p pool in more than one row. */
static bool asks_twice(const Catalog *catalog, int32_t type, const CatalogPool *pool)
{
    int32_t rows = 0;

    for (int32_t i = catalog->activities.begin[type]; i < catalog->activities.begin[type + 1];
         i++) {
        int32_t a = catalog->activities.items[i];

        rows += catalog->clinic->activities.kind[a] == pool->kind &&
                catalog->activity_code[a] == pool->code;
    }
    return rows > 1;
}

int32_t catalog_clear_min(const Catalog *catalog, int32_t p)
{
    const CatalogPool *pool = &catalog->pools[p];
    int32_t least = INT32_MAX;

    if (pool->kind != UNIT_EQUIPMENT || pool->begin == pool->end)
        return 0;
    for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++)
        if (asks_twice(catalog, type, pool))
            return 0;
    for (int32_t i = pool->begin; i < pool->end; i++) {
        int32_t gap = catalog->clinic->equipment.turnaround_min[catalog->pool_units[i]];

        least = gap < least ? gap : least;
    }
    return least;
}

/* True when none of the spans of @p key meets [start, end). */
static bool spans_clear(const SpanSet *set, int32_t key, int32_t start, int32_t end)
{
    int32_t low = set->begin[key], high = set->begin[key + 1], last = high;

    while (low < high) { /* the first span that ends after start */
        int32_t middle = low + (high - low) / 2;

        if (set->spans[middle].end_min <= start)
            low = middle + 1;
        else
            high = middle;
    }
    return low == last || set->spans[low].start_min >= end;
}

bool catalog_unit_open(const Catalog *catalog, int32_t kind, int32_t unit, int32_t start_min,
                       int32_t end_min)
{
    if (kind != UNIT_PROVIDER) {
        int32_t open = catalog->open_min[kind][unit], close = catalog->close_min[kind][unit];
        int32_t midnight = start_min / DAY_MIN * DAY_MIN;

        if (start_min - midnight < open || end_min - midnight > close)
            return false;
    }
    return spans_clear(&catalog->closed[kind], unit, start_min, end_min);
}

bool catalog_site_open(const Catalog *catalog, int32_t site, int32_t start_min, int32_t end_min)
{
    return spans_clear(&catalog->closed[CLOSURE_SITE], site, start_min, end_min);
}

bool catalog_outside(const Catalog *catalog, int32_t r)
{
    int32_t day = catalog->clinic->requests.booked_date[r];

    return catalog->clinic->requests.status[r] == REQUEST_FIXED &&
           !(day >= 0 && day < catalog->days);
}
