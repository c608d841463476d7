#include "solver/pattern/delay.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"
#include "solver/pattern/heat.h"

/* Labels kept for a first look, which tells what need not be looked at. */
enum { FEW = 3 };

/* What the worth of one plan, added up in another order, may differ by. */
static const double rounding = 1e-9;

Status delay_new(Delay **out)
{
    *out = MEM_NEW(Delay, 1);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

void delay_free(Delay *d)
{
    if (!d)
        return;
    mem_free(d->rows);
    mem_free(d->order);
    mem_free(d->class_of);
    mem_free(d->fronts);
    mem_free(d->hopes);
    mem_free(d->first);
    mem_free(d->labels);
    mem_free(d->arcs);
    mem_free(d->seconds);
    mem_free(d->charged);
    mem_free(d->excess);
    mem_free(d->served);
    mem_free(d->tried);
    mem_free(d);
}

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

/* All arcs from label @p from. */
static Status leave(Delay *d, int32_t from)
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

/* All labels of a row that run on for @p rest slots, in @p phase. */
static Status leave_all(Delay *d, int32_t row, int32_t phase, int32_t rest)
{
    Status status = STATUS_OK;

    for (int32_t h = 0; h < (rest ? d->n_holdings : 1); h++)
        for (int32_t i = d->first[delay_cell(d, row, phase, rest, h)]; i >= 0;
             i = d->labels[i].next)
            TRY(leave(d, i));
done:
    return status;
}

/* All labels, in the order in which arcs lead on: only of a row's free ones some stay in it. */
static Status walk(Delay *d)
{
    Label root = {.ahead = -1};
    int32_t number;
    Status status;

    delay_forget(d);
    TRY(delay_enter(d, root, NULL, 0, &number));
    for (int32_t r = 0; r < d->n_rows - 1; r++)
        for (int32_t rest = 0; rest <= d->longest; rest++)
            for (int32_t phase = 0; phase < PHASES; phase++)
                TRY(leave_all(d, r, phase, rest));
done:
    return status;
}

/* The first label at the end with nothing served, or all; -1: there is none. */
static int32_t end_of(const Delay *d, int32_t phase)
{
    return phase == SERVING ? -1 : d->first[delay_cell(d, d->n_rows - 1, phase, 0, 0)];
}

/* The most that a plan is worth, hard and at soft worths. */
static void best_ends(const Delay *d, double *best, double *reach)
{
    *best = *reach = -INFINITY;
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = end_of(d, phase); i >= 0; i = d->labels[i].next) {
            *best = heat_larger(*best, d->labels[i].best);
            *reach = heat_larger(*reach, d->labels[i].reach);
        }
}

/* A first look with few labels, for the worth of a good plan. */
static Status look(Delay *d)
{
    Grain grain = d->grain;
    Status status;

    d->known = d->known_reach = -INFINITY;
    d->grain = (Grain){.most = FEW};
    d->looking = true;
    TRY(walk(d));
    d->looking = false;
    best_ends(d, &d->known, &d->known_reach);
    d->known -= rounding * heat_larger(1, fabs(d->known));
    d->grain = grain;
done:
    return status;
}

static Label *live(const Delay *d, int32_t i)
{
    while (d->labels[i].into >= 0)
        i = d->labels[i].into;
    return d->labels[i].into == GONE ? NULL : &d->labels[i];
}

/* Sums over all ways to a label; their logarithms once they are whole. */
static void sum_up(Delay *d)
{
    double heat = d->rules->heat;
    int32_t whole = -1;

    for (int32_t i = 0; i < d->n_labels; i++)
        d->labels[i].soft = d->labels[i].flow = 0;
    d->labels[0].soft = 1;
    for (int32_t k = 0; k < d->n_arcs; k++) {
        const Arc *arc = &d->arcs[k];
        Label *from = &d->labels[arc->from], *to = live(d, arc->to);

        if (arc->from != whole)
            from->soft = from->reach + heat * log(from->soft);
        whole = arc->from;
        if (to)
            to->soft += heat_exp((from->soft + arc->worth - to->reach) / heat);
    }
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = end_of(d, phase); i >= 0; i = d->labels[i].next)
            d->labels[i].soft = d->labels[i].reach + heat * log(d->labels[i].soft);
}

/* Hands the flow of all ends back to where it came from. */
static void flow_back(Delay *d)
{
    double heat = d->rules->heat;

    for (int32_t k = d->n_arcs - 1; k >= 0; k--) {
        const Arc *arc = &d->arcs[k];
        Label *from = &d->labels[arc->from];
        const Label *to = live(d, arc->to);
        PathKind *kind;
        int32_t v = d->rows[from->row].slot;
        double part;

        if (!to || to->flow <= 1e-13 || from->soft == -INFINITY)
            continue;
        part = to->flow * heat_exp((from->soft + arc->worth - to->soft) / heat);
        from->flow += part;
        if (arc->kind < 0 || part == 0)
            continue;
        kind = &d->kinds[arc->kind];
        (arc->last ? kind->last : kind->inner)[v] += part;
        if (arc->overlap) {
            d->overlaps += part;
            d->charged[arc->beside] += part;
        } else {
            kind->charged[v] += part;
        }
    }
}

static void smooth(Delay *d, double *soft)
{
    double heat = d->rules->heat;

    sum_up(d);
    *soft = -INFINITY;
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = end_of(d, phase); i >= 0; i = d->labels[i].next)
            *soft =
                *soft == -INFINITY ? d->labels[i].soft : heat_join(*soft, d->labels[i].soft, heat);
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = end_of(d, phase); i >= 0; i = d->labels[i].next)
            d->labels[i].flow = heat_exp((d->labels[i].soft - *soft) / heat);
    flow_back(d);
}

static Status make_room(Delay *d)
{
    int32_t units = d->rules->slots * d->slot_units + 1;
    Status status;

    TRY(mem_grow((void **)&d->first, &d->first_capacity, delay_cells(d), sizeof *d->first));
    TRY(mem_grow((void **)&d->served, &d->served_capacity, units, sizeof *d->served));
    TRY(mem_grow((void **)&d->tried, &d->tried_capacity, units, sizeof *d->tried));
done:
    return status;
}

Status delay_run(Delay *d, const PathRules *rules, const Grain *grain, PathKind *kinds,
                 int32_t n_kinds, double *hard, double *soft, double *overlaps)
{
    Status status;

    d->rules = rules;
    d->kinds = kinds;
    d->n_kinds = n_kinds;
    d->grain = *grain;
    d->overlaps = 0;
    d->work = 0;
    *hard = *soft = -INFINITY;
    *overlaps = 0;
    d->n_holdings = rules->n_holdings > 1 ? rules->n_holdings : 1;
    TRY(delay_lay_out(d));
    TRY(make_room(d));
    TRY(delay_clear_seconds(d));
    TRY(delay_look_ahead(d));
    TRY(look(d));
    TRY(walk(d));
    best_ends(d, hard, soft);
    if (*hard == -INFINITY || *soft == -INFINITY) {
        *hard = *soft = -INFINITY;
        return STATUS_OK;
    }
    smooth(d, soft);
    *overlaps = d->overlaps;
done:
    return status;
}

int64_t delay_work(const Delay *d)
{
    return d->work;
}

/* The worth of the best free label of a row; -INFINITY: there is none. */
static double best_free(const Delay *d, int32_t row)
{
    double best = -INFINITY;

    for (int32_t phase = NONE; phase <= SERVING; phase++)
        for (int32_t i = d->first[delay_cell(d, row, phase, 0, 0)]; i >= 0; i = d->labels[i].next)
            best = heat_larger(best, d->labels[i].best);
    return best;
}

void delay_potentials(const Delay *d, double *arrive, double *depart)
{
    double known = 0;

    for (int32_t v = 0; v <= d->rules->slots; v++) {
        double here = best_free(d, d->row_at[v]);

        arrive[v] = here > -INFINITY ? here : known;
        here = best_free(d, d->row_at[v + 1] - 1);
        depart[v] = here > -INFINITY ? here : arrive[v];
        known = depart[v];
    }
}
