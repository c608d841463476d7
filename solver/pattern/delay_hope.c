/* The most that may follow from anywhere, if work ahead were no more than its mean says: what a
 * label cannot reach even so need not be looked at.
 *
 * Of the work ahead V only a mean m that it has at least is kept. After t slots it is (V - t)+ with
 * a mean of at least (m - t)+ (Jensen), and what delays cost grows with means of that kind. Means
 * are rounded down, and found where somebody asks: most are never asked for. */
#include <math.h>

#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"
#include "solver/pattern/heat.h"

enum {
    FINE = 4,  /* means told apart in a slot */
    MEANS = 24 /* means told apart at all */
};

/* Where a plan stands, as hopes tell. */
typedef struct Place {
    int32_t row, phase, rest, band; /* of who runs */
    int32_t mean;                   /* of the work ahead, in parts of a slot */
} Place;

static int64_t number_of(const Delay *d, const Place *place)
{
    int64_t runs = place->rest > 0 ? 1 + (place->rest - 1) * (BANDS + 1) + place->band : 0;
    int64_t phase = place->phase == NONE ? 0 : place->phase == SERVED ? 1 : 2 + place->mean;

    return (runs * d->n_rows + place->row) * (MEANS + 2) + phase;
}

static Hope hope_at(Delay *d, const Place *place);

static void raise_hope(Delay *d, Hope *hope, const Place *to, double best, double reach)
{
    Hope then = hope_at(d, to);

    hope->best = heat_larger(hope->best, then.best + best);
    hope->reach = heat_larger(hope->reach, then.reach + reach);
}

static int32_t mean_of(double slots)
{
    double mean = floor(FINE * slots);

    return mean >= MEANS ? MEANS - 1 : (int32_t)mean;
}

/* Slots that a service is expected to take. */
static double expected_slots(const Delay *d, const Item *item)
{
    return item->law ? item->law->mean_min / d->rules->slot_min : item->slots;
}

static Place after(const Place *from, const Move *move)
{
    return (Place){move->row, from->phase, move->rest, (int32_t)(BANDS * move->chance), 0};
}

static void hope_for_place(Delay *d, Hope *hope, const Place *from, int32_t i, const Move *move)
{
    const PathKind *kind = &d->kinds[i];
    int32_t v = d->rows[from->row].slot, passed = FINE * move->advance;
    double cost = move->cost;
    Place to = after(from, move);

    if (from->phase == SERVING)
        cost += d->rules->idle_per_slot * move->advance;
    to.mean = from->mean > passed ? from->mean - passed : 0;
    raise_hope(d, hope, &to, kind->hard_last[v] - cost, kind->soft_last[v] - cost);
}

static void hope_for_service(Delay *d, Hope *hope, const Place *from, int32_t i, const Move *move)
{
    const PathRules *rules = d->rules;
    const PathKind *kind = &d->kinds[i];
    int32_t v = d->rows[from->row].slot;
    double chance = kind->item->shared ? 0 : kind->chance[v], late = (double)from->mean / FINE;
    double work = late + chance * expected_slots(d, kind->item), past = work - (rules->slots - v);
    double cost = move->cost + rules->wait_per_slot * chance * late;
    double last =
        cost + rules->idle_per_slot * late + rules->overtime_per_slot * heat_larger(0, past);
    double inner = cost + rules->idle_per_slot * move->advance;
    Place to = after(from, move);

    to.phase = SERVED;
    raise_hope(d, hope, &to, kind->hard_last[v] - last, kind->soft_last[v] - last);
    to.phase = SERVING;
    to.mean = mean_of(heat_larger(0, work - move->advance));
    raise_hope(d, hope, &to, kind->hard_inner[v] - inner, kind->soft_inner[v] - inner);
}

static void hope_for_time(Delay *d, Hope *hope, const Place *from)
{
    double cost = from->phase == SERVING ? d->rules->idle_per_slot : 0;
    Place to = *from;

    to.row++;
    to.rest -= to.rest > 0;
    to.mean = to.mean > FINE ? to.mean - FINE : 0;
    raise_hope(d, hope, &to, -cost, -cost);
}

static Hope find_hope(Delay *d, const Place *from)
{
    const Row *row = &d->rows[from->row];
    const int32_t *front = d->fronts + (from->rest ? row->second : row->alone);
    int32_t n = from->rest ? row->n_second : row->n_alone;
    double chance = (double)from->band / BANDS;
    Hope hope = {-INFINITY, -INFINITY};

    if (row->left == 0)
        hope_for_time(d, &hope, from);
    for (int32_t k = 0; k < n; k++) {
        bool place = d->kinds[front[k]].item->reserve >= 0;
        Move move = delay_move(d, from->row, from->rest, chance, -1, front[k]);

        if (!move.allowed || (from->phase == SERVED && !place))
            continue;
        if (place)
            hope_for_place(d, &hope, from, front[k], &move);
        else
            hope_for_service(d, &hope, from, front[k], &move);
    }
    return hope;
}

/* Memoised: every place leads to later ones, or to one in the same row with fewer to start. */
static Hope hope_at(Delay *d, const Place *place)
{
    int64_t at = number_of(d, place);

    if (isnan(d->hopes[at].best))
        d->hopes[at] = find_hope(d, place);
    return d->hopes[at];
}

Status delay_look_ahead(Delay *d)
{
    int64_t count = ((int64_t)d->longest * (BANDS + 1) + 1) * d->n_rows * (MEANS + 2);
    Status status;

    TRY(mem_grow((void **)&d->hopes, &d->hope_capacity, count, sizeof *d->hopes));
    for (int64_t i = 0; i < count; i++)
        d->hopes[i].best = NAN;
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t mean = 0; mean < MEANS; mean++) {
            Place end = {d->n_rows - 1, phase, 0, 0, mean};
            double worth = phase == SERVING ? -INFINITY : 0;

            d->hopes[number_of(d, &end)] = (Hope){worth, worth};
        }
done:
    return status;
}

Hope delay_hope(Delay *d, const Label *label, double late)
{
    Place place = {label->row, label->phase, label->rest,
                   label->rest ? (int32_t)(BANDS * label->chance) : 0,
                   mean_of(late / d->slot_units)};

    return hope_at(d, &place);
}
