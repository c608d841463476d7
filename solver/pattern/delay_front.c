/* Rows, and the kinds worth starting there: those that no other of their class, less likely to
 * come, is worth more than. */
#include <math.h>

#include "model/base/memory.h"
#include "solver/pattern/delay_parts.h"
#include "solver/pattern/rows.h"

static bool is_one_class(const Item *a, const Item *b)
{
    return a->slots == b->slots && a->law == b->law && a->overlaps == b->overlaps &&
           a->holding == b->holding && (a->reserve >= 0) == (b->reserve >= 0) &&
           a->shared == b->shared && !a->mandatory && !b->mandatory;
}

/* Sorts kinds by class, and by band in each. */
static Status sort_kinds(Delay *d)
{
    int32_t n = 0;
    Status status;

    TRY(mem_grow((void **)&d->order, &d->order_capacity, d->n_kinds, sizeof *d->order));
    TRY(mem_grow((void **)&d->class_of, &d->class_capacity, d->n_kinds, sizeof *d->class_of));
    for (int32_t i = 0; i < d->n_kinds; i++)
        d->class_of[i] = -1;
    for (int32_t i = 0; i < d->n_kinds; i++) {
        int32_t begin = n;

        for (int32_t k = i; d->class_of[i] < 0 || k > i; k++) {
            int32_t at = n;

            if (k == d->n_kinds)
                break;
            if (d->class_of[k] >= 0 || (k > i && !is_one_class(d->kinds[i].item, d->kinds[k].item)))
                continue;
            d->class_of[k] = i;
            for (; at > begin && d->kinds[d->order[at - 1]].item->band > d->kinds[k].item->band;
                 at--)
                d->order[at] = d->order[at - 1];
            d->order[at] = k;
            n++;
        }
    }
done:
    return status;
}

/* Kind @p a is worth no less than @p b at slot @p v, which costs @p less more for it. */
static bool beats(const PathKind *a, const PathKind *b, int32_t v, double less, double margin)
{
    return a->chance[v] <= b->chance[v] && a->hard_last[v] - less >= b->hard_last[v] &&
           a->hard_inner[v] - less >= b->hard_inner[v] &&
           a->soft_last[v] - less >= b->soft_last[v] + margin &&
           a->soft_inner[v] - less >= b->soft_inner[v] + margin;
}

/* Whether the kind at @p k of the order is worth starting at slot @p v. */
static bool is_front(const Delay *d, int32_t k, int32_t v, bool alone)
{
    const PathKind *kind = &d->kinds[d->order[k]];
    double margin = delay_margin_heats * d->rules->heat;

    for (int32_t q = k - 1; q >= 0 && d->class_of[d->order[q]] == d->class_of[d->order[k]]; q--) {
        const PathKind *other = &d->kinds[d->order[q]];

        if (other->soft_last[v] > -INFINITY &&
            beats(other, kind, v, alone ? other->cost[v] - kind->cost[v] : 0, margin))
            return false;
    }
    return true;
}

static void list_front(Delay *d, int32_t v, int32_t taken, bool alone)
{
    for (int32_t k = 0; k < d->n_kinds; k++) {
        int32_t i = d->order[k];
        const PathKind *kind = &d->kinds[i];

        if (kind->soft_last[v] == -INFINITY || (!alone && !kind->item->overlaps) ||
            (kind->item->mandatory && rows_mandatory(d->kinds, d->n_kinds, v, taken) != i))
            continue;
        if (is_front(d, k, v, alone))
            d->fronts[d->n_fronts++] = i;
    }
}

static Status list_rows(Delay *d)
{
    int32_t slots = d->rules->slots;
    Status status;

    TRY(mem_grow((void **)&d->fronts, &d->front_capacity, 2 * (int64_t)d->n_rows * d->n_kinds,
                 sizeof *d->fronts));
    TRY(mem_grow((void **)&d->rows, &d->row_capacity, d->n_rows, sizeof *d->rows));
    d->n_fronts = 0;
    for (int32_t v = 0; v <= slots; v++)
        for (int32_t r = d->row_at[v]; r < d->row_at[v + 1]; r++) {
            Row *row = &d->rows[r];

            *row = (Row){.slot = v, .left = d->row_at[v + 1] - r - 1, .alone = d->n_fronts};
            if (v == slots)
                continue;
            list_front(d, v, r - d->row_at[v], true);
            row->n_alone = d->n_fronts - row->alone;
            row->second = d->n_fronts;
            if (d->longest > 0)
                list_front(d, v, r - d->row_at[v], false);
            row->n_second = d->n_fronts - row->second;
        }
done:
    return status;
}

Status delay_lay_out(Delay *d)
{
    bool varies = false;
    Status status;

    d->longest = 0;
    for (int32_t i = 0; i < d->n_kinds; i++) {
        const Item *item = d->kinds[i].item;

        varies = varies || item->law;
        if (d->rules->overlaps && item->overlaps && item->slots > d->longest)
            d->longest = item->slots;
    }
    d->unit_min = varies ? 1 : (int32_t)d->rules->slot_min;
    d->slot_units = (int32_t)d->rules->slot_min / d->unit_min;
    d->n_rows = rows_number(d->kinds, d->n_kinds, d->rules->slots, d->row_at, d->next_mandatory);
    TRY(sort_kinds(d));
    TRY(list_rows(d));
done:
    return status;
}
