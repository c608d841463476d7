#include "solver/pattern/delay.h"

#include <math.h>

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

/* All labels of a row that run on for @p rest slots, in @p phase. */
static Status leave_all(Delay *d, int32_t row, int32_t phase, int32_t rest)
{
    Status status = STATUS_OK;

    for (int32_t h = 0; h < (rest ? d->n_holdings : 1); h++)
        for (int32_t i = d->first[delay_cell(d, row, phase, rest, h)]; i >= 0;
             i = d->labels[i].next)
            TRY(delay_leave(d, i));
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

/* The most that a plan is worth, hard and at soft worths. */
static void best_ends(const Delay *d, double *best, double *reach)
{
    *best = *reach = -INFINITY;
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = delay_end(d, phase); i >= 0; i = d->labels[i].next) {
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
    delay_smooth(d, soft);
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
