/* The most that may follow from anywhere, if nobody were late: what a label cannot reach even so
 * need not be looked at. */
#include <math.h>

#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"
#include "solver/pattern/heat.h"

typedef struct Hope {
    double best, reach;
} Hope;

static void raise_hope(const Delay *d, Hope *hope, int64_t to, double best, double reach)
{
    hope->best = heat_larger(hope->best, d->hope_best[to] + best);
    hope->reach = heat_larger(hope->reach, d->hope_reach[to] + reach);
}

static void hope_start(const Delay *d, Hope *hope, int32_t row, int32_t phase, int32_t rest,
                       double chance, int32_t i)
{
    const PathKind *kind = &d->kinds[i];
    int32_t v = d->rows[row].slot;
    Move move = delay_move(d, row, rest, chance, i);
    double idle = d->rules->idle_per_slot * move.advance;
    bool place = kind->item->reserve >= 0;

    if (!move.allowed || (phase == SERVED && !place))
        return;
    if (place) {
        double cost = move.cost + (phase == SERVING ? idle : 0);

        raise_hope(d, hope, delay_hope(d, move.row, phase, move.rest, move.chance),
                   kind->hard_last[v] - cost, kind->soft_last[v] - cost);
        return;
    }
    raise_hope(d, hope, delay_hope(d, move.row, SERVED, move.rest, move.chance),
               kind->hard_last[v] - move.cost, kind->soft_last[v] - move.cost);
    raise_hope(d, hope, delay_hope(d, move.row, SERVING, move.rest, move.chance),
               kind->hard_inner[v] - move.cost - idle, kind->soft_inner[v] - move.cost - idle);
}

static Hope hope_at(const Delay *d, int32_t r, int32_t phase, int32_t rest, double chance)
{
    const Row *row = &d->rows[r];
    const int32_t *front = d->fronts + (rest ? row->second : row->alone);
    int32_t n = rest ? row->n_second : row->n_alone;
    Hope hope = {-INFINITY, -INFINITY};

    if (row->left == 0) {
        double cost = phase == SERVING ? d->rules->idle_per_slot : 0;

        raise_hope(d, &hope, delay_hope(d, r + 1, phase, rest ? rest - 1 : 0, chance), -cost,
                   -cost);
    }
    for (int32_t k = 0; k < n; k++)
        hope_start(d, &hope, r, phase, rest, chance, front[k]);
    return hope;
}

Status delay_look_ahead(Delay *d)
{
    int64_t cells = (int64_t)d->n_rows * PHASES * (d->longest + 1) * (BANDS + 1);
    Status status;

    TRY(mem_grow((void **)&d->hope_best, &d->hope_capacity, cells, sizeof *d->hope_best));
    TRY(mem_grow((void **)&d->hope_reach, &d->hope_reach_capacity, cells, sizeof *d->hope_reach));
    for (int64_t i = 0; i < cells; i++)
        d->hope_best[i] = d->hope_reach[i] = -INFINITY;
    for (int32_t phase = 0; phase < PHASES; phase++)
        if (phase != SERVING) {
            int64_t end = delay_hope(d, d->n_rows - 1, phase, 0, 0);

            d->hope_best[end] = d->hope_reach[end] = 0;
        }
    for (int32_t r = d->n_rows - 2; r >= 0; r--)
        for (int32_t rest = d->longest; rest >= 0; rest--)
            for (int32_t band = 0; band <= (rest ? BANDS : 0); band++)
                for (int32_t phase = 0; phase < PHASES; phase++) {
                    double chance = (double)band / BANDS;
                    int64_t at = delay_hope(d, r, phase, rest, chance);
                    Hope hope = hope_at(d, r, phase, rest, chance);

                    d->hope_best[at] = hope.best;
                    d->hope_reach[at] = hope.reach;
                }
done:
    return status;
}
