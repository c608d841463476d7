/** @file path.h
 *  The best plan of one session at given prices: a longest path over its slots.
 *
 *  A scan over the starts; its state is how much longer the service that ends last still runs, and
 *  whether nothing, something or the last service has been served. Idle time is charged by the
 *  minute from the first start to the last; a service that is not the last is credited what it is
 *  expected to work. An overlap costs the session's price of overlaps. Nobody is ever late, and a
 *  second pays for no units: where services may overlap or delay one another the result is too
 * high, but quick to have, and delay.h has the whole (model/README.md, "The bound from prices").
 *
 *  Beside the best plan (`hard`), its smooth stand-in: heat x log of the sum over all plans of
 *  exp(worth / heat), whose derivatives are the parts of a plan drawn with those odds.
 */
#ifndef SOLVER_PATTERN_PATH_H
#define SOLVER_PATTERN_PATH_H

#include "solver/pattern/market.h"

/** Items of a kind, of which one at most starts at a slot, at the prices of the moment. All arrays
 *  are [slots] and borrowed. */
typedef struct PathKind {
    const Item *item;               /* one of them */
    double *cost;                   /* what a start pays for units */
    double *chance;                 /* of who starts to come: the least of the items */
    double *hard_inner, *hard_last; /* worth when it is not, when it is the last service; -INFINITY
                                       where none can start */
    double *soft_inner, *soft_last; /* the same, smoothed over the items */
    double *odds_inner, *odds_last; /* the caller's own */
    double *charged;                /* receives how often one starts and pays for units */
    double *inner, *last;           /* receive how often one starts as either */
} PathKind;

/** What one of kind number @p kind pays for units that starts at @p slot while another, of holding
 *  @p holding, runs on for @p rest slots. */
typedef double PathSecond(const void *asked, int32_t kind, int32_t slot, int32_t holding,
                          int32_t rest);

/** Receives how many of a kind start so. */
typedef void PathSecondUse(void *context, int32_t kind, int32_t slot, int32_t holding, int32_t rest,
                           double part);

/** What a session asks of its plan. */
typedef struct PathRules {
    int32_t slots;
    double heat;                             /* above 0 */
    double idle_per_slot;                    /* cost */
    double wait_per_slot, overtime_per_slot; /* of those who are late: delay.h */
    double overlap_price;                    /* of one overlap */
    double collision_show_max;               /* delay.h */
    bool overlaps;                           /* services may overlap */
    int32_t n_holdings;                      /* told apart among those that may */
    PathSecond *second;                      /* for delay.h; NULL: seconds pay for no units */
    const void *asked;                       /* borrowed: handed to it */
    double slot_min;
} PathRules;

/** Room to work in; grows, and is used again. */
typedef struct Path Path;

/** NO_MEMORY. Release with path_free(). */
Status path_new(Path **out);

/** NULL is allowed. */
void path_free(Path *path);

/** The worth of the best plan of items of @p n_kinds @p kinds, and of the smooth one with its
 * parts, of which
 *  *@p overlaps receives the expected number of overlaps. -INFINITY in both when what is mandatory
 *  cannot stand together. NO_MEMORY.
 *
 *  O(slots x kinds) arcs; where services may overlap, times slots of the longest service. */
Status path_run(Path *path, const PathRules *rules, PathKind *kinds, int32_t n_kinds, double *hard,
                double *soft, double *overlaps);

/** After path_run(): the worth of the best plan up to the begin of each slot, and to the end,
 *  nobody running, before (@p arrive) and after (@p depart) what is mandatory there; [slots + 1]
 *  each. Where somebody mandatory runs it is that of the slot before. */
void path_potentials(const Path *path, double *arrive, double *depart);

#endif
