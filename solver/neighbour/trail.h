/** @file trail.h
 *  The best plans of one session at given prices: longest paths through its slots.
 *
 *  A path serves one free subject after the other. It pays for the idle minutes between two of them
 *  and for those of a patient who stays away before another comes, and knows whom it serves, so no
 *  subject is served twice; only the few best of what ends at a slot go on, so the search is a
 *  heuristic and may miss the best plan. Costs of overlapping and of durations that vary are
 *  estimated: stage_worth() has the exact ones.
 */
#ifndef SOLVER_NEIGHBOUR_TRAIL_H
#define SOLVER_NEIGHBOUR_TRAIL_H

#include "solver/neighbour/stage.h"

enum {
    TRAIL_BREADTH = 4, /* labels kept at a slot */
    TRAIL_FINDS = 3    /* plans found at most */
};

/** Who is served on a path. */
typedef struct TrailSet {
    uint64_t word[STAGE_SUBJECTS / 64];
} TrailSet;

/** A visit at the end of a path. */
typedef struct TrailLabel {
    double done;    /* worth when nothing follows */
    double leave;   /* worth when something follows at once */
    TrailSet taken; /* numbers of who is served */
    int32_t parent, choice, slot, until;
    int32_t overlaps; /* so far */
} TrailLabel;

/** Scratch of trail_find(); zero-initialised is ready. */
typedef struct TrailFinder {
    TrailLabel *labels; /* owned */
    int32_t n_labels, label_capacity;
    int32_t *bucket; /* owned, [slots + 1][TRAIL_BREADTH]: labels that end there */
    int32_t *filled; /* owned, [slots + 1] */
    int32_t bucket_capacity, filled_capacity;
    int32_t *open; /* owned: choices worth a look */
    int32_t open_capacity, n_open;
    int64_t work; /* labels tried */
} TrailFinder;

/** Releases and empties. */
void trail_clear(TrailFinder *finder);

/** A plan found. */
typedef struct TrailPlan {
    double value; /* at the prices, estimated, above that of no visit at all */
    PlanEntry *entries;
    int32_t count;
} TrailPlan;

/** Finds up to TRAIL_FINDS plans of @p stage worth more than @p least at prices @p lambda of the
 *  neighbourhood's subjects and the stage's unit prices, best first; subjects with @p barred true
 *  stay out. plans[i].entries has room for a visit in each slot. NO_MEMORY. */
Status trail_find(TrailFinder *finder, const Stage *stage, const Agenda *agenda,
                  const double *lambda, const bool *barred, double least,
                  TrailPlan plans[TRAIL_FINDS], int32_t *count);

#endif
