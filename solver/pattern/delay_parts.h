/** @file delay_parts.h
 *  Labels, and how one leads to another. For the files of delay.h.
 */
#ifndef SOLVER_PATTERN_DELAY_PARTS_H
#define SOLVER_PATTERN_DELAY_PARTS_H

#include <stdlib.h>

#include "solver/pattern/delay.h"
#include "solver/pattern/excess.h"

/** What is worth so many heats less is not missed. */
static const double delay_margin_heats = 8;

/** What a plan has served: nothing, something, the last service. */
enum { NONE, SERVING, SERVED, PHASES };

/** The best way to stand somewhere: at a row (a slot, with some of its mandatory items taken), in a
 *  phase, with the item that ends last running on for `rest` slots (0: nobody runs). */
typedef struct Label {
    double best, reach;      /* worth so far, hard and at soft worths */
    double base, base_reach; /* the same before it swallowed others */
    double soft, flow;       /* as in path.h, once all labels are known */
    int32_t row, phase, rest;
    double chance;   /* of who runs to come */
    int32_t holding; /* what it holds; see Item */
    int32_t ahead;   /* excess of the work ahead, in `excess`; -1: none */
    int32_t next;    /* of its cell; -1: last */
    int32_t into;    /* what swallowed it; LIVE; GONE: nothing, it counts for nothing */
} Label;

enum { LIVE = -1, GONE = -2 };

typedef struct Arc {
    int32_t from, to;
    int32_t kind; /* that starts; -1: time passes */
    bool last;    /* taken as the last service, or as a place */
    bool overlap;
    int32_t beside; /* as in Move */
    double worth;   /* soft */
} Arc;

/** A slot with some of its mandatory items taken, and the kinds worth starting there. */
typedef struct Row {
    int32_t slot, left;       /* mandatory items not taken */
    int32_t alone, n_alone;   /* in `fronts`: while nobody runs */
    int32_t second, n_second; /* while somebody does */
} Row;

/** What may follow, hard and at soft worths. */
typedef struct Hope {
    double best, reach;
} Hope;

struct Delay {
    const PathRules *rules; /* borrowed, as the next */
    PathKind *kinds;
    int32_t n_kinds, n_rows;
    int32_t n_holdings;               /* at least 1 */
    int32_t longest;                  /* slots of the longest item that may be overlapped */
    int32_t unit_min, slot_units;     /* of excesses: minutes of a unit, units of a slot */
    int32_t row_at[STARTS_SLOTS + 2]; /* first row of a slot */
    int32_t next_mandatory[STARTS_SLOTS + 1];
    Row *rows;         /* owned */
    int32_t *order;    /* owned, [n_kinds]: those that differ in band and worth alone together */
    int32_t *class_of; /* owned, [n_kinds]: number of those */
    int32_t *fronts;   /* owned: kinds */
    Hope *hopes;       /* owned: see delay_hope.c */
    int32_t *first;    /* owned, [cells]: see delay_cell() */
    Label *labels;     /* owned */
    Arc *arcs;         /* owned */
    double *seconds, *charged; /* owned, by delay_beside(): cost, NAN till asked; starts */
    double *excess;            /* owned */
    double *served;            /* owned: excess with one more service, sure to come */
    double *tried;             /* owned: excess of a label that may come to be */
    int32_t n_fronts, n_labels, n_arcs, n_excess;
    int32_t row_capacity, order_capacity, class_capacity, front_capacity, hope_capacity,
        first_capacity, label_capacity, arc_capacity, excess_capacity, served_capacity,
        tried_capacity, second_capacity, charged_capacity;
    Grain grain;
    bool looking;              /* for any good plan: labels go, rather than take others in */
    double known, known_reach; /* some plan is worth so much */
    double overlaps;
    int64_t work; /* starts looked at */
};

/** Lists rows and what is worth starting there. NO_MEMORY. */
Status delay_lay_out(Delay *delay);

/** Makes ready for delay_hope(). NO_MEMORY. */
Status delay_look_ahead(Delay *delay);

/** The most that may follow from where @p label stands, @p late units of work ahead in the mean. */
Hope delay_hope(Delay *delay, const Label *label, double late);

/** Forgets all labels. */
void delay_forget(Delay *delay);

/** Enters @p label, whose excess is @p ahead, [n] (kept as it is if the label says where it
 *  stands). *@p number is the label that stands for it, -1 where it need not be looked at.
 * NO_MEMORY. */
Status delay_enter(Delay *delay, Label label, const double *ahead, int32_t n, int32_t *number);

/** Enters all arcs from label number @p from, and the labels they lead to. NO_MEMORY. Two calls of
 *  delay_enter() at most for each kind worth starting there, and one. */
Status delay_leave(Delay *delay, int32_t from);

/** Once all labels are left: *@p soft is the smooth worth of all plans, and kinds receive what they
 *  have of it, as do `charged` and `overlaps`. O(arcs). */
void delay_smooth(Delay *delay, double *soft);

/** Labels of a row, phase, rest and holding of what runs. */
static inline int32_t delay_cell(const Delay *delay, int32_t row, int32_t phase, int32_t rest,
                                 int32_t holding)
{
    int32_t place = (row * PHASES + phase) * (delay->longest + 1) + rest;

    return place * delay->n_holdings + (rest ? holding : 0);
}

/** How many there are. */
static inline int32_t delay_cells(const Delay *delay)
{
    return delay->n_rows * PHASES * (delay->longest + 1) * delay->n_holdings;
}

/** The first label at the end of the session with nothing served, or all; -1: there is none. */
static inline int32_t delay_end(const Delay *delay, int32_t phase)
{
    return phase == SERVING ? -1 : delay->first[delay_cell(delay, delay->n_rows - 1, phase, 0, 0)];
}

/** Where the units of kind @p i, started at slot @p v beside @p holding that runs on for @p rest
 *  slots, stand in `seconds` and `charged`. */
static inline int32_t delay_beside(const Delay *delay, int32_t i, int32_t v, int32_t holding,
                                   int32_t rest)
{
    return ((i * delay->n_holdings + holding) * delay->longest + rest - 1) * delay->rules->slots +
           v;
}

/** Forgets what seconds pay, and how many start. NO_MEMORY. */
Status delay_clear_seconds(Delay *delay);

/** What kind @p i pays for units at slot @p v beside @p holding (-1: the least that it pays beside
 *  any) that runs on for @p rest slots. */
double delay_second(Delay *delay, int32_t i, int32_t v, int32_t holding, int32_t rest);

/** What it takes to start a kind. */
typedef struct Move {
    bool allowed, overlap;
    int32_t row, rest; /* where it leads, */
    double chance;     /* of who runs then, */
    int32_t holding;   /* and what it holds */
    int32_t beside;    /* delay_beside() of an overlap; -1: with any holding */
    int32_t advance;   /* slots */
    double cost;       /* units, and the price of an overlap */
} Move;

/** Starts kind @p i at row @p row while one that comes with @p chance and has @p holding (-1: any)
 *  runs on for @p rest slots. */
static inline Move delay_move(Delay *delay, int32_t row, int32_t rest, double chance,
                              int32_t holding, int32_t i)
{
    const PathRules *rules = delay->rules;
    const Item *item = delay->kinds[i].item;
    int32_t v = delay->rows[row].slot, left = delay->rows[row].left - item->mandatory;
    double own = delay->kinds[i].chance[v];
    Move move = {.chance = own, .holding = item->holding, .beside = -1, .overlap = rest > 0};

    if (rest > 0) {
        move.advance = rest < item->slots ? rest : item->slots;
        move.rest = abs(item->slots - rest);
        if (item->slots < rest) {
            move.chance = chance;
            move.holding = holding;
        }
        if (!item->overlaps || own * chance > rules->collision_show_max + 1e-9)
            return move;
        move.beside = holding < 0 ? -1 : delay_beside(delay, i, v, holding, rest);
        move.cost = rules->overlap_price + delay_second(delay, i, v, holding, rest);
    } else {
        move.cost = delay->kinds[i].cost[v];
        if (rules->overlaps && item->overlaps) { /* another may start at once */
            move.allowed = true;
            move.rest = item->slots;
            move.row = row + item->mandatory;
            return move;
        }
        move.advance = item->slots;
    }
    move.allowed = left == 0 && v + move.advance <= delay->next_mandatory[v];
    if (move.allowed)
        move.row = delay->row_at[v + move.advance];
    return move;
}

#endif
