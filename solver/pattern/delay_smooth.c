/* The smooth worth: sums over all ways from label to label, forward, and what each way has of the
 * whole, back.
 */
#include <math.h>

#include "solver/pattern/delay_parts.h"
#include "solver/pattern/heat.h"

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
        for (int32_t i = delay_end(d, phase); i >= 0; i = d->labels[i].next)
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

void delay_smooth(Delay *d, double *soft)
{
    double heat = d->rules->heat;

    sum_up(d);
    *soft = -INFINITY;
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = delay_end(d, phase); i >= 0; i = d->labels[i].next)
            *soft =
                *soft == -INFINITY ? d->labels[i].soft : heat_join(*soft, d->labels[i].soft, heat);
    for (int32_t phase = 0; phase < PHASES; phase++)
        for (int32_t i = delay_end(d, phase); i >= 0; i = d->labels[i].next)
            d->labels[i].flow = heat_exp((d->labels[i].soft - *soft) / heat);
    flow_back(d);
}
