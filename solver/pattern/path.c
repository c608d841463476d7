#include "solver/pattern/path.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "solver/pattern/heat.h"
#include "solver/pattern/rows.h"

enum { NONE, SERVING, SERVED, PHASES }; /* nothing served, something, the last one */
enum { PASS_BEST, PASS_SMOOTH, PASS_PARTS };

/* A row is a start v with some of the mandatory items of v taken; rows of v: row_at[v] ... */
struct Path {
    const PathRules *rules;
    PathKind *kinds;
    int32_t n_kinds;
    int32_t n_rows, n_states;
    int32_t longest; /* slots of the longest item that may be overlapped */
    int32_t row_at[STARTS_SLOTS + 2];
    int32_t next_mandatory[STARTS_SLOTS + 1]; /* the first mandatory start after v */
    double *best;  /* owned, [nodes]: best path to a node at hard worths */
    double *reach; /* owned, [nodes]: the same at soft worths */
    double *soft;  /* owned, [nodes]: sum over paths, then its logarithm */
    double *flow;  /* owned, [nodes]: share of all paths through it */
    int32_t best_capacity, reach_capacity, soft_capacity, flow_capacity;
    double overlaps;
};

Status path_new(Path **out)
{
    Path *path = MEM_NEW(Path, 1);

    if (!path)
        return STATUS_NO_MEMORY;
    *out = path;
    return STATUS_OK;
}

void path_free(Path *path)
{
    if (!path)
        return;
    mem_free(path->best);
    mem_free(path->reach);
    mem_free(path->soft);
    mem_free(path->flow);
    mem_free(path);
}

static inline int32_t node(const Path *path, int32_t row, int32_t state, int32_t phase)
{
    return (row * path->n_states + state) * PHASES + phase;
}

/* Rows, states and where the mandatory items stand. */
static Status lay_out(Path *path)
{
    int32_t nodes;
    Status status;

    path->longest = 0;
    for (int32_t i = 0; path->rules->overlaps && i < path->n_kinds; i++)
        if (path->kinds[i].item->overlaps && path->kinds[i].item->slots > path->longest)
            path->longest = path->kinds[i].item->slots;
    path->n_states = 1 + path->longest;
    path->n_rows = rows_number(path->kinds, path->n_kinds, path->rules->slots, path->row_at,
                               path->next_mandatory);
    nodes = path->n_rows * path->n_states * PHASES;
    TRY(mem_grow((void **)&path->best, &path->best_capacity, nodes, sizeof *path->best));
    TRY(mem_grow((void **)&path->reach, &path->reach_capacity, nodes, sizeof *path->reach));
    TRY(mem_grow((void **)&path->soft, &path->soft_capacity, nodes, sizeof *path->soft));
    TRY(mem_grow((void **)&path->flow, &path->flow_capacity, nodes, sizeof *path->flow));
    for (int32_t i = 0; i < nodes; i++) {
        path->best[i] = path->reach[i] = -INFINITY;
        path->soft[i] = path->flow[i] = 0;
    }
    path->best[0] = path->reach[0] = 0;
    path->soft[0] = 1;
done:
    return status;
}

/* Where a scan stands: a row and, as its state, how long somebody still runs; and what it takes to
 * serve from here. */
typedef struct Stand {
    int32_t v, row, taken, rest;
    double best, reach, soft; /* of phases NONE and SERVING together */
    double flow;              /* what services from here carry */
} Stand;

/* One arc from values (best, reach, soft) to node @p to; what it carries (PASS_PARTS). */
static inline double follow(Path *path, int pass, double best, double reach, double soft,
                            int32_t to, double hard_worth, double soft_worth)
{
    double heat = path->rules->heat;

    switch (pass) {
    case PASS_BEST:
        if (best + hard_worth > path->best[to])
            path->best[to] = best + hard_worth;
        if (reach + soft_worth > path->reach[to])
            path->reach[to] = reach + soft_worth;
        return 0;
    case PASS_SMOOTH:
        if (path->reach[to] > -INFINITY)
            path->soft[to] += heat_exp((soft + soft_worth - path->reach[to]) / heat);
        return 0;
    default:
        return path->flow[to] > 1e-13
                   ? path->flow[to] * heat_exp((soft + soft_worth - path->soft[to]) / heat)
                   : 0;
    }
}

/* Serves kind @p i from @p stand as one that goes on to row @p to and state @p state. */
static inline void serve(Path *path, int pass, Stand *stand, int32_t i, int32_t to_row,
                         int32_t to_state, int32_t advance, double cost, bool overlap)
{
    PathKind *kind = &path->kinds[i];
    const PathRules *rules = path->rules;
    double idle = rules->idle_per_slot * advance, inner, last;

    if (kind->item->reserve >= 0) {
        for (int32_t phase = 0; phase < PHASES; phase++) {
            int32_t from = node(path, stand->row, stand->rest, phase);
            double passing = phase == SERVING ? idle : 0, part;

            if (path->reach[from] == -INFINITY)
                continue;
            part = follow(path, pass, path->best[from], path->reach[from], path->soft[from],
                          node(path, to_row, to_state, phase),
                          kind->hard_last[stand->v] - cost - passing,
                          kind->soft_last[stand->v] - cost - passing);
            if (pass == PASS_PARTS && part > 0) {
                path->flow[from] += part;
                kind->last[stand->v] += part;
                *(overlap ? &path->overlaps : &kind->charged[stand->v]) += part;
            }
        }
        return;
    }
    inner = follow(path, pass, stand->best, stand->reach, stand->soft,
                   node(path, to_row, to_state, SERVING), kind->hard_inner[stand->v] - cost - idle,
                   kind->soft_inner[stand->v] - cost - idle);
    last = follow(path, pass, stand->best, stand->reach, stand->soft,
                  node(path, to_row, to_state, SERVED), kind->hard_last[stand->v] - cost,
                  kind->soft_last[stand->v] - cost);
    if (pass == PASS_PARTS && inner + last > 0) {
        stand->flow += inner + last;
        kind->inner[stand->v] += inner;
        kind->last[stand->v] += last;
        *(overlap ? &path->overlaps : &kind->charged[stand->v]) += inner + last;
    }
}

/* Starts kind @p i while nobody runs. */
static inline void start_alone(Path *path, int pass, Stand *stand, int32_t i)
{
    const Item *item = path->kinds[i].item;
    int32_t left = path->row_at[stand->v + 1] - stand->row - 1 - item->mandatory;
    int32_t end = stand->v + item->slots;
    double cost = path->kinds[i].cost[stand->v];

    if (path->rules->overlaps && item->overlaps)
        serve(path, pass, stand, i, stand->row + item->mandatory, item->slots, 0, cost, false);
    else if (left == 0 && end <= path->next_mandatory[stand->v])
        serve(path, pass, stand, i, path->row_at[end], 0, item->slots, cost, false);
}

/* Starts kind @p i while another runs, whom it delays at no cost. */
static inline void start_within(Path *path, int pass, Stand *stand, int32_t i)
{
    const Item *item = path->kinds[i].item;
    int32_t left = path->row_at[stand->v + 1] - stand->row - 1 - item->mandatory;
    int32_t step = stand->rest < item->slots ? stand->rest : item->slots;

    if (item->overlaps && left == 0 && stand->v + step <= path->next_mandatory[stand->v])
        serve(path, pass, stand, i, path->row_at[stand->v + step], abs(item->slots - stand->rest),
              step, path->rules->overlap_price, true);
}

/* Lets one slot pass, in every phase. */
static inline void let_pass(Path *path, int pass, const Stand *stand)
{
    int32_t to_state = stand->rest > 0 ? stand->rest - 1 : 0;
    int32_t to_row = path->row_at[stand->v + 1];

    for (int32_t phase = 0; phase < PHASES; phase++) {
        int32_t from = node(path, stand->row, stand->rest, phase);
        double cost = phase == SERVING ? path->rules->idle_per_slot : 0;

        if (path->reach[from] == -INFINITY)
            continue;
        path->flow[from] +=
            follow(path, pass, path->best[from], path->reach[from], path->soft[from],
                   node(path, to_row, to_state, phase), -cost, -cost);
    }
}

/* All arcs from one row and state. */
static inline void leave(Path *path, int pass, Stand *stand)
{
    int32_t none = node(path, stand->row, stand->rest, NONE), serving = none + SERVING;
    double heat = path->rules->heat;

    if (pass == PASS_SMOOTH) /* sums are complete here: their logarithms from now on */
        for (int32_t i = none; i < none + PHASES; i++)
            path->soft[i] =
                path->reach[i] > -INFINITY ? path->reach[i] + heat * log(path->soft[i]) : -INFINITY;
    if (path->reach[none] == -INFINITY && path->reach[serving] == -INFINITY &&
        path->reach[none + SERVED] == -INFINITY)
        return;
    stand->best = heat_larger(path->best[none], path->best[serving]);
    stand->reach = heat_larger(path->reach[none], path->reach[serving]);
    stand->soft = -INFINITY;
    if (pass != PASS_BEST && stand->reach > -INFINITY)
        stand->soft = path->reach[none] == -INFINITY ? path->soft[serving]
                      : path->reach[serving] == -INFINITY
                          ? path->soft[none]
                          : heat_join(path->soft[none], path->soft[serving], heat);
    stand->flow = 0;
    for (int32_t i = 0; i < path->n_kinds; i++) {
        const Item *item = path->kinds[i].item;

        if (path->kinds[i].soft_last[stand->v] == -INFINITY ||
            (item->mandatory &&
             rows_mandatory(path->kinds, path->n_kinds, stand->v, stand->taken) != i))
            continue;
        if (stand->rest == 0)
            start_alone(path, pass, stand, i);
        else
            start_within(path, pass, stand, i);
    }
    if (stand->row + 1 == path->row_at[stand->v + 1])
        let_pass(path, pass, stand);
    if (pass == PASS_PARTS && stand->flow > 0) {
        if (path->reach[none] > -INFINITY)
            path->flow[none] += stand->flow * heat_exp((path->soft[none] - stand->soft) / heat);
        if (path->reach[serving] > -INFINITY)
            path->flow[serving] +=
                stand->flow * heat_exp((path->soft[serving] - stand->soft) / heat);
    }
}

/* The @p index-th row and state in the order in which arcs lead on; only the free state of a row
 * has arcs to others of its row. */
static inline void visit(Path *path, int pass, int32_t v, int32_t row, int32_t rest)
{
    Stand stand = {.v = v, .row = row, .taken = row - path->row_at[v], .rest = rest};

    leave(path, pass, &stand);
}

static inline void walk(Path *path, int pass)
{
    for (int32_t v = 0; v < path->rules->slots; v++)
        for (int32_t row = path->row_at[v]; row < path->row_at[v + 1]; row++)
            for (int32_t state = 0; state < path->n_states; state++)
                visit(path, pass, v, row, state);
}

static inline void walk_back(Path *path)
{
    for (int32_t v = path->rules->slots - 1; v >= 0; v--)
        for (int32_t row = path->row_at[v + 1] - 1; row >= path->row_at[v]; row--)
            for (int32_t state = path->n_states - 1; state >= 0; state--)
                visit(path, PASS_PARTS, v, row, state);
}

Status path_run(Path *path, const PathRules *rules, PathKind *kinds, int32_t n_kinds, double *hard,
                double *soft, double *overlaps)
{
    int32_t none, served;
    double heat = rules->heat;
    Status status;

    path->rules = rules;
    path->kinds = kinds;
    path->n_kinds = n_kinds;
    path->overlaps = 0;
    TRY(lay_out(path));
    none = node(path, path->n_rows - 1, 0, NONE);
    served = node(path, path->n_rows - 1, 0, SERVED);
    walk(path, PASS_BEST);
    walk(path, PASS_SMOOTH);
    for (int32_t phase = 0; phase < PHASES; phase++)
        if (path->reach[none + phase] > -INFINITY)
            path->soft[none + phase] =
                path->reach[none + phase] + heat * log(path->soft[none + phase]);
        else
            path->soft[none + phase] = -INFINITY;
    *hard = fmax(path->best[none], path->best[served]);
    if (path->reach[none] == -INFINITY)
        *soft = path->soft[served];
    else if (path->reach[served] == -INFINITY)
        *soft = path->soft[none];
    else
        *soft = heat_join(path->soft[none], path->soft[served], heat);
    *overlaps = 0;
    if (*hard == -INFINITY)
        return STATUS_OK;
    path->flow[none] = heat_exp((path->soft[none] - *soft) / heat);
    path->flow[served] = heat_exp((path->soft[served] - *soft) / heat);
    walk_back(path);
    *overlaps = path->overlaps;
done:
    return status;
}

void path_potentials(const Path *path, double *arrive, double *depart)
{
    double known = 0;

    for (int32_t v = 0; v <= path->rules->slots; v++) {
        int32_t first = node(path, path->row_at[v], 0, 0);
        int32_t last = node(path, path->row_at[v + 1] - 1, 0, 0);
        double here = heat_larger(path->best[first + NONE], path->best[first + SERVING]);

        arrive[v] = here > -INFINITY ? here : known;
        here = heat_larger(path->best[last + NONE], path->best[last + SERVING]);
        depart[v] = here > -INFINITY ? here : arrive[v];
        known = depart[v];
    }
}
