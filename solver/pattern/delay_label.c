/* Labels of one row, phase and rest: few are kept. */
#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"
#include "solver/pattern/heat.h"

void delay_forget(Delay *d)
{
    int32_t cells = delay_cells(d);

    for (int32_t i = 0; i < cells; i++)
        d->first[i] = -1;
    d->n_labels = d->n_arcs = d->n_excess = 0;
}

static const double *ahead_of(const Delay *d, const Label *label)
{
    return label->ahead < 0 ? NULL : d->excess + label->ahead;
}

/* Label @p a, with @p ahead_a, stands for @p b: it is no worse off, and worth almost as much. */
static bool stands_for(const Delay *d, const Label *a, const double *ahead_a, const Label *b,
                       const double *ahead_b, int32_t n)
{
    return (a->rest == 0 || a->chance <= b->chance) && a->base + d->grain.blur >= b->best &&
           a->base_reach + d->grain.blur_reach >= b->reach && excess_below(ahead_a, ahead_b, n);
}

static bool is_hopeless(Delay *d, const Label *label, const double *ahead)
{
    Hope hope = delay_hope(d, label, ahead ? ahead[0] : 0);

    return label->best + hope.best < d->known &&
           label->reach + hope.reach < d->known_reach - delay_margin_heats * d->rules->heat;
}

static void take_worth(Label *label, const Label *from)
{
    label->best = heat_larger(label->best, from->best);
    label->reach = heat_larger(label->reach, from->reach);
}

/* What is lost by taking one for the other, about. */
static double distance(const Delay *d, const Label *a, const double *ahead_a, const Label *b,
                       const double *ahead_b)
{
    double worth = fabs(a->reach - b->reach);
    double late = fabs((ahead_a ? ahead_a[0] : 0) - (ahead_b ? ahead_b[0] : 0)) *
                  d->rules->wait_per_slot / d->slot_units;

    return worth < late ? worth : late;
}

static Status keep_excess(Delay *d, const double *ahead, int32_t n, int32_t *at)
{
    Status status = mem_grow((void **)&d->excess, &d->excess_capacity, (int64_t)d->n_excess + n,
                             sizeof *d->excess);

    if (status != STATUS_OK)
        return status;
    memcpy(d->excess + d->n_excess, ahead, (size_t)n * sizeof *ahead);
    *at = d->n_excess;
    d->n_excess += n;
    return STATUS_OK;
}

/* Where there are too many already: the nearest takes it in, with the better of all they have. */
static Status take_in(Delay *d, int32_t near, const Label *label, const double *ahead, int32_t n)
{
    Label *other = &d->labels[near];
    Status status = STATUS_OK;

    take_worth(other, label);
    other->base = other->best;
    other->base_reach = other->reach;
    other->chance = other->chance < label->chance ? other->chance : label->chance;
    if (other->ahead < 0)
        return STATUS_OK;
    if (!ahead) {
        other->ahead = -1;
        return STATUS_OK;
    }
    for (int32_t g = 0; g < n; g++) {
        double its = d->excess[other->ahead + g];

        d->tried[g] = ahead[g] < its ? ahead[g] : its;
    }
    TRY(keep_excess(d, d->tried, n, &d->labels[near].ahead));
done:
    return status;
}

static double hope_of(Delay *d, const Label *label, const double *ahead)
{
    return label->reach + delay_hope(d, label, ahead ? ahead[0] : 0).reach;
}

/* At a first look the least hopeful one of too many goes; false: that is @p label. */
static bool displaces(Delay *d, int32_t *link, const Label *label, const double *ahead)
{
    int32_t *worst = NULL;
    double least = hope_of(d, label, ahead);

    for (; *link >= 0; link = &d->labels[*link].next) {
        const Label *other = &d->labels[*link];
        double hope = hope_of(d, other, ahead_of(d, other));

        if (hope < least) {
            least = hope;
            worst = link;
        }
    }
    if (!worst)
        return false;
    d->labels[*worst].into = GONE;
    *worst = d->labels[*worst].next;
    return true;
}

/* Swallows those that @p label stands for; counts the others and finds the nearest. */
static int32_t swallow(Delay *d, int32_t *link, Label *label, const double *ahead, int32_t n,
                       int32_t *near)
{
    double nearest = INFINITY, margin = delay_margin_heats * d->rules->heat;
    int32_t count = 0;

    while (*link >= 0) {
        Label *other = &d->labels[*link];
        const double *its = ahead_of(d, other);

        if (stands_for(d, label, ahead, other, its, n)) {
            other->into = label->reach >= other->reach + margin ? GONE : d->n_labels;
            take_worth(label, other);
            *link = other->next;
            continue;
        }
        if (distance(d, label, ahead, other, its) < nearest) {
            nearest = distance(d, label, ahead, other, its);
            *near = *link;
        }
        count++;
        link = &other->next;
    }
    return count;
}

Status delay_enter(Delay *d, Label label, const double *ahead, int32_t n, int32_t *number)
{
    int32_t cell = delay_cell(d, label.row, label.phase, label.rest, label.holding), near = -1;
    Status status = STATUS_OK;

    *number = -1;
    if (is_hopeless(d, &label, ahead))
        return STATUS_OK;
    if (!ahead || ahead[0] <= excess_least) {
        ahead = NULL;
        label.ahead = -1;
    }
    for (int32_t i = d->first[cell]; i >= 0; i = d->labels[i].next) {
        Label *other = &d->labels[i];

        if (!stands_for(d, other, ahead_of(d, other), &label, ahead, n))
            continue;
        if (other->reach < label.reach + delay_margin_heats * d->rules->heat)
            *number = i;
        take_worth(other, &label);
        return STATUS_OK;
    }
    label.base = label.best;
    label.base_reach = label.reach;
    label.into = LIVE;
    if (swallow(d, &d->first[cell], &label, ahead, n, &near) >= d->grain.most) {
        if (!d->looking) {
            *number = near;
            return take_in(d, near, &label, ahead, n);
        }
        if (!displaces(d, &d->first[cell], &label, ahead))
            return STATUS_OK;
    }
    if (ahead && label.ahead < 0)
        TRY(keep_excess(d, ahead, n, &label.ahead));
    TRY(mem_grow((void **)&d->labels, &d->label_capacity, (int64_t)d->n_labels + 1,
                 sizeof *d->labels));
    label.next = d->first[cell];
    d->labels[d->n_labels] = label;
    *number = d->first[cell] = d->n_labels++;
done:
    return status;
}
