/* Prices are summed up along the day once, and it is the differences of those sums that serve as
 * prices everywhere, so the sums themselves cannot be wrong.
 */
#include "model/audit/certify_lane.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

enum { DAY = 1440 };

static int by_slot(const void *left, const void *right)
{
    const Rate *a = left, *b = right;
    const int64_t ours[] = {a->kind, a->pool, a->date, a->slot, a->row};
    const int64_t theirs[] = {b->kind, b->pool, b->date, b->slot, b->row};

    return order_keys(ours, theirs, 5);
}

static int by_day(const void *left, const void *right)
{
    const Lane *a = left, *b = right;
    const int64_t ours[] = {a->kind, a->pool, a->date};
    const int64_t theirs[] = {b->kind, b->pool, b->date};

    return order_keys(ours, theirs, 3);
}

static Status add_code(Lanes *lanes, int32_t kind, const char *id, int32_t *out)
{
    int32_t code = 0;
    Status status = lookup_add(lanes->codes[kind], id, lanes->n_codes[kind], &code);

    if (status != STATUS_OK)
        return status;
    lanes->n_codes[kind] += code == lanes->n_codes[kind];
    if (out)
        *out = code;
    return STATUS_OK;
}

/* True when visits of one type ask for devices of @p code in two rows. */
static bool is_asked_twice(const Lanes *lanes, int32_t code)
{
    const Activities *rows = &lanes->facts->clinic->activities;

    for (int32_t a = 0; a < rows->rows; a++)
        for (int32_t b = 0; b < a; b++)
            if (rows->visit_type[a] == rows->visit_type[b] && rows->kind[a] == UNIT_EQUIPMENT &&
                rows->kind[b] == UNIT_EQUIPMENT && lanes->code[a] == code && lanes->code[b] == code)
                return true;
    return false;
}

/* After each use of a device no other visit can use it for its turnaround: of a pool the least of
 * its devices. One visit may use a device twice at once, so pools that it could do so in have no
 * gap. */
static Status find_gaps(Lanes *lanes)
{
    const Equipment *devices = &lanes->facts->clinic->equipment;
    int32_t sites = lanes->facts->clinic->sites.rows;

    lanes->clear_min = MEM_NEW(int32_t, (int64_t)lanes->n_codes[UNIT_EQUIPMENT] * sites);
    if (!lanes->clear_min)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < lanes->n_codes[UNIT_EQUIPMENT] * sites; i++)
        lanes->clear_min[i] = -1;
    for (int32_t row = 0; row < devices->rows; row++) {
        int32_t pool =
            lanes_pool(lanes, UNIT_EQUIPMENT, devices->equipment_type[row], devices->site[row]);
        int32_t gap = devices->turnaround_min[row], *least = &lanes->clear_min[pool];

        *least = *least < 0 || gap < *least ? gap : *least;
    }
    for (int32_t code = 0; code < lanes->n_codes[UNIT_EQUIPMENT]; code++)
        for (int32_t site = 0; site < sites && is_asked_twice(lanes, code); site++)
            lanes->clear_min[code * sites + site] = 0;
    return STATUS_OK;
}

Status lanes_init(const Facts *facts, const Hours *hours, Lanes *lanes)
{
    const Clinic *clinic = facts->clinic;
    Status status = STATUS_NO_MEMORY;

    *lanes = (Lanes){.facts = facts, .hours = hours, .slots = DAY / facts->slot_min};
    lanes->code = MEM_NEW(int32_t, clinic->activities.rows);
    if (!lanes->code)
        goto done;
    for (int kind = 0; kind < 3; kind++)
        TRY(lookup_new(64, &lanes->codes[kind]));
    for (int32_t row = 0; row < clinic->providers.rows; row++)
        TRY(add_code(lanes, UNIT_PROVIDER, clinic->providers.role[row], NULL));
    for (int32_t row = 0; row < clinic->rooms.rows; row++)
        TRY(add_code(lanes, UNIT_ROOM, clinic->rooms.room_type[row], NULL));
    for (int32_t row = 0; row < clinic->equipment.rows; row++)
        TRY(add_code(lanes, UNIT_EQUIPMENT, clinic->equipment.equipment_type[row], NULL));
    for (int32_t row = 0; row < clinic->activities.rows; row++)
        TRY(add_code(lanes, clinic->activities.kind[row], clinic->activities.type[row],
                     &lanes->code[row]));
    TRY(find_gaps(lanes));
done:
    return status;
}

void lanes_clear(Lanes *lanes)
{
    for (int kind = 0; kind < 3; kind++)
        lookup_free(lanes->codes[kind]);
    mem_free(lanes->code);
    mem_free(lanes->clear_min);
    mem_free(lanes->lanes);
    mem_free(lanes->before);
    mem_free(lanes->units);
    *lanes = (Lanes){0};
}

static int32_t pool_of(const Lanes *lanes, int32_t code, int32_t site)
{
    return code * lanes->facts->clinic->sites.rows + site;
}

int32_t lanes_pool(const Lanes *lanes, int32_t kind, const char *id, int32_t site)
{
    int32_t code = lookup_find(lanes->codes[kind], id);

    if (code < 0 || site < 0 || site >= lanes->facts->clinic->sites.rows)
        return -1;
    return pool_of(lanes, code, site);
}

static Lane *find(const Lanes *lanes, int32_t kind, int32_t pool, int32_t date)
{
    const Lane key = {.kind = kind, .pool = pool, .date = date};

    if (lanes->n_lanes == 0)
        return NULL;
    return bsearch(&key, lanes->lanes, (size_t)lanes->n_lanes, sizeof key, by_day);
}

/* Persons of the role in a session at the site, unless they are closed. */
static void count_persons(Lanes *lanes)
{
    const Hours *hours = lanes->hours;
    int32_t slot = lanes->facts->slot_min;

    for (int32_t s = 0; s < hours->n_shifts; s++) {
        const Shift *shift = &hours->shifts[s];
        const char *role = lanes->facts->clinic->providers.role[shift->provider];
        Lane *lane = find(lanes, UNIT_PROVIDER, lanes_pool(lanes, UNIT_PROVIDER, role, shift->site),
                          shift->date);

        if (!lane)
            continue;
        for (int32_t m = shift->start_min; m < shift->end_min; m += slot)
            if (!hours_closure(hours, CLOSURE_PROVIDER, shift->provider, shift->date, m, m + slot))
                lane->units[m / slot]++;
    }
}

/* Rooms or devices that are open themselves; closures of their site are not asked. What follows a
 * use within the gap counts as used, so who was there then is there still. */
static void count_unit(Lanes *lanes, int32_t kind, int32_t unit, int32_t pool)
{
    int32_t slot = lanes->facts->slot_min, open_min = 0, close_min = 0;

    hours_open(lanes->facts, kind, unit, &open_min, &close_min);
    for (int32_t date = 0; date < lanes->facts->days; date++) {
        Lane *lane = find(lanes, kind, pool, date);

        if (!lane)
            continue;
        for (int32_t m = 0, until_min = 0; m < lanes->slots * slot; m += slot) {
            if (open_min <= m && m + slot <= close_min &&
                !hours_closure(lanes->hours, kind, unit, date, m, m + slot))
                until_min = m + slot + lane->clear_min;
            lane->units[m / slot] += m < until_min;
        }
    }
}

static void count_units(Lanes *lanes)
{
    const Rooms *rooms = &lanes->facts->clinic->rooms;
    const Equipment *devices = &lanes->facts->clinic->equipment;

    count_persons(lanes);
    for (int32_t row = 0; row < rooms->rows; row++)
        count_unit(lanes, UNIT_ROOM, row,
                   lanes_pool(lanes, UNIT_ROOM, rooms->room_type[row], rooms->site[row]));
    for (int32_t row = 0; row < devices->rows; row++)
        count_unit(
            lanes, UNIT_EQUIPMENT, row,
            lanes_pool(lanes, UNIT_EQUIPMENT, devices->equipment_type[row], devices->site[row]));
}

static bool same_day(const Rate *a, const Rate *b)
{
    return a->kind == b->kind && a->pool == b->pool && a->date == b->date;
}

static void set_prices(Lanes *lanes, const Rate *rates, int32_t count)
{
    for (int32_t i = 0, lane = -1; i < count; i++) {
        if (i == 0 || !same_day(&rates[i - 1], &rates[i])) {
            lane++;
            lanes->lanes[lane] = (Lane){rates[i].kind,
                                        rates[i].pool,
                                        rates[i].date,
                                        lanes->before + (int64_t)lane * (lanes->slots + 1),
                                        lanes->units + (int64_t)lane * lanes->slots,
                                        0};
            if (rates[i].kind == UNIT_EQUIPMENT && lanes->clear_min[rates[i].pool] > 0)
                lanes->lanes[lane].clear_min = lanes->clear_min[rates[i].pool];
        }
        lanes->lanes[lane].before[rates[i].slot + 1] = rates[i].price;
    }
    for (int32_t lane = 0; lane < lanes->n_lanes; lane++)
        for (int32_t slot = 0; slot < lanes->slots; slot++)
            lanes->lanes[lane].before[slot + 1] += lanes->lanes[lane].before[slot];
}

Status lanes_fill(Lanes *lanes, Rate *rates, int32_t count)
{
    qsort(rates, (size_t)count, sizeof *rates, by_slot);
    for (int32_t i = 0; i < count; i++) {
        bool another = i == 0 || !same_day(&rates[i - 1], &rates[i]);

        if (!another && rates[i - 1].slot == rates[i].slot)
            return fault(STATUS_BAD_INPUT, "certificate row %d: priced before, in row %d",
                         (int)rates[i].row, (int)rates[i - 1].row);
        lanes->n_lanes += another;
    }
    lanes->lanes = MEM_NEW(Lane, lanes->n_lanes);
    lanes->before = MEM_NEW(double, (int64_t)lanes->n_lanes *(lanes->slots + 1));
    lanes->units = MEM_NEW(int32_t, (int64_t)lanes->n_lanes * lanes->slots);
    if (!lanes->lanes || !lanes->before || !lanes->units)
        return STATUS_NO_MEMORY;
    set_prices(lanes, rates, count);
    count_units(lanes);
    return STATUS_OK;
}

const Lane *lanes_find(const Lanes *lanes, int32_t activity, int32_t site, int32_t date)
{
    return find(lanes, lanes->facts->clinic->activities.kind[activity],
                pool_of(lanes, lanes->code[activity], site), date);
}

double lanes_span(const Lanes *lanes, const Lane *lane, int32_t from_min, int32_t until_min)
{
    int32_t from = from_min / lanes->facts->slot_min, until = until_min / lanes->facts->slot_min;

    from = from < lanes->slots ? from : lanes->slots;
    until = until < lanes->slots ? until : lanes->slots;
    return lane->before[until] - lane->before[from];
}

void lanes_add(const Lanes *lanes, Sum *sum)
{
    for (int32_t i = 0; i < lanes->n_lanes; i++)
        for (int32_t slot = 0; slot < lanes->slots; slot++) {
            const Lane *lane = &lanes->lanes[i];

            sum_add(sum, lane->units[slot] * (lane->before[slot + 1] - lane->before[slot]));
        }
}
