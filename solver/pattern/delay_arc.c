/* The arcs of a label: a place is held, a service is taken as the last one or as one that others
 * follow, or time passes.
 */
#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"

/* A label that is left, slot by slot and kind by kind. */
typedef struct Stand {
    int32_t from; /* the label */
    Label label;
    int32_t v, n;               /* its slot, units to the end of the session and one */
    const DurationLaw *law;     /* of the service that `served` adds, */
    int32_t planned, from_unit; /* its units, and from where on it is known; -1: nowhere */
} Stand;

static const double *ahead_of(const Delay *d, const Stand *stand)
{
    return stand->label.ahead < 0 ? NULL : d->excess + stand->label.ahead;
}

/* Enters what follows from @p stand by an arc, and the arc. */
static Status follow(Delay *d, const Stand *stand, Label to, const double *ahead, int32_t n,
                     Arc arc)
{
    Status status;

    arc.from = stand->from;
    TRY(delay_enter(d, to, ahead, n, &arc.to));
    if (arc.to < 0)
        return STATUS_OK;
    TRY(mem_grow((void **)&d->arcs, &d->arc_capacity, (int64_t)d->n_arcs + 1, sizeof *d->arcs));
    d->arcs[d->n_arcs++] = arc;
done:
    return status;
}

/* Holds a place, kind @p i, which nobody waits for. */
static Status hold_place(Delay *d, const Stand *stand, int32_t i, const Move *move)
{
    const PathKind *kind = &d->kinds[i];
    int32_t passed = move->advance * d->slot_units;
    double idle = stand->label.phase == SERVING ? d->rules->idle_per_slot * move->advance : 0;
    double cost = move->cost + idle;
    Label to = {.row = move->row,
                .phase = stand->label.phase,
                .rest = move->rest,
                .chance = move->chance,
                .holding = move->holding,
                .ahead = stand->label.ahead < 0 ? -1 : stand->label.ahead + passed,
                .best = stand->label.best + kind->hard_last[stand->v] - cost,
                .reach = stand->label.reach + kind->soft_last[stand->v] - cost};

    return follow(d, stand, to, to.ahead < 0 ? NULL : d->excess + to.ahead, stand->n - passed,
                  (Arc){.kind = i,
                        .last = true,
                        .overlap = move->overlap,
                        .beside = move->beside,
                        .worth = kind->soft_last[stand->v] - cost});
}

static Status let_pass(Delay *d, const Stand *stand)
{
    double cost = stand->label.phase == SERVING ? d->rules->idle_per_slot : 0;
    Label to = stand->label;

    to.row++;
    to.rest = to.rest > 0 ? to.rest - 1 : 0;
    to.best -= cost;
    to.reach -= cost;
    if (to.ahead >= 0)
        to.ahead += d->slot_units;
    return follow(d, stand, to, to.ahead < 0 ? NULL : d->excess + to.ahead,
                  stand->n - d->slot_units, (Arc){.kind = -1, .worth = -cost});
}

/* Work ahead with a service of @p item that surely comes, once for all bands. */
static void add_service(Delay *d, Stand *stand, const Item *item, int32_t from)
{
    int32_t planned = item->slots * d->slot_units;

    if (stand->from_unit >= 0 && stand->from_unit <= from && stand->law == item->law &&
        stand->planned == planned)
        return;
    stand->law = item->law;
    stand->planned = planned;
    stand->from_unit = from;
    excess_add(ahead_of(d, stand), item->law, planned, from, stand->n, d->served);
}

/* Takes a service as the last one, or as one that others follow. */
static Status serve(Delay *d, Stand *stand, int32_t i, const Move *move)
{
    const PathRules *rules = d->rules;
    const PathKind *kind = &d->kinds[i];
    const double *ahead = ahead_of(d, stand);
    double chance = kind->item->shared ? 0 : kind->chance[stand->v];
    double unit = 1.0 / d->slot_units, late = (ahead ? ahead[0] : 0) * unit, past = 0;
    double cost = move->cost + rules->wait_per_slot * chance * late, last, inner;
    int32_t passed = move->advance * d->slot_units, v = stand->v, end = stand->n - 1;
    Label to = {.row = move->row,
                .rest = move->rest,
                .chance = move->chance,
                .holding = move->holding,
                .ahead = -1};
    Arc arc = {.kind = i, .overlap = move->overlap, .beside = move->beside};
    Status status;

    add_service(d, stand, kind->item, passed);
    past = chance * d->served[end] + (ahead ? (1 - chance) * ahead[end] : 0);
    last = cost + rules->idle_per_slot * late + rules->overtime_per_slot * past * unit;
    to.phase = SERVED;
    to.best = stand->label.best + kind->hard_last[v] - last;
    to.reach = stand->label.reach + kind->soft_last[v] - last;
    arc.last = true;
    arc.worth = kind->soft_last[v] - last;
    TRY(follow(d, stand, to, NULL, 0, arc));
    ahead = ahead_of(d, stand);
    inner = cost + rules->idle_per_slot * move->advance;
    to.phase = SERVING;
    to.best = stand->label.best + kind->hard_inner[v] - inner;
    to.reach = stand->label.reach + kind->soft_inner[v] - inner;
    arc.last = false;
    arc.worth = kind->soft_inner[v] - inner;
    for (int32_t g = passed; g < stand->n; g++)
        d->tried[g - passed] = chance * d->served[g] + (ahead ? (1 - chance) * ahead[g] : 0);
    TRY(follow(d, stand, to, d->tried, stand->n - passed, arc));
done:
    return status;
}

Status delay_leave(Delay *d, int32_t from)
{
    const Row *row = &d->rows[d->labels[from].row];
    Stand stand = {.from = from,
                   .label = d->labels[from],
                   .v = row->slot,
                   .n = (d->rules->slots - row->slot) * d->slot_units + 1,
                   .from_unit = -1};
    bool alone = stand.label.rest == 0;
    const int32_t *front = d->fronts + (alone ? row->alone : row->second);
    int32_t n = alone ? row->n_alone : row->n_second;
    Status status = STATUS_OK;

    for (int32_t k = 0; k < n; k++) {
        bool place = d->kinds[front[k]].item->reserve >= 0;
        Move move = delay_move(d, stand.label.row, stand.label.rest, stand.label.chance,
                               stand.label.holding, front[k]);

        if (!move.allowed || (stand.label.phase == SERVED && !place))
            continue;
        d->work++;
        TRY(place ? hold_place(d, &stand, front[k], &move) : serve(d, &stand, front[k], &move));
    }
    if (row->left == 0)
        TRY(let_pass(d, &stand));
done:
    return status;
}
