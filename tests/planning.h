/** @file planning.h
 *  A tiny session at random prices, and what all its plans are worth, one after the other.
 */
#ifndef TESTS_PLANNING_H
#define TESTS_PLANNING_H

#include "model/base/random.h"
#include "solver/pattern/path.h"

enum {
    PLANNING_SLOTS = 6,
    PLANNING_KINDS = 4,
    PLANNING_ARRAYS = 11,
    PLANNING_LONGEST = 3, /* slots of an item */
    PLANNING_HOLDINGS = 2
};

typedef struct Planning {
    PathRules rules;
    Item items[PLANNING_KINDS];
    PathKind kinds[PLANNING_KINDS];
    double numbers[PLANNING_KINDS][PLANNING_ARRAYS][PLANNING_SLOTS];
    /* what seconds pay for units: by holding, slots, start, and by what runs on, and how long */
    double seconds[PLANNING_HOLDINGS][PLANNING_LONGEST][PLANNING_SLOTS][PLANNING_HOLDINGS]
                  [PLANNING_LONGEST];
    int32_t n;
    bool delays; /* plans pay what delays cost, and keep patients apart who surely come; seconds pay
                    for units */
} Planning;

/** Draws a session, which stays where it is. Laws are entered in @p durations. */
void planning_draw(Planning *planning, Durations *durations, Random *random);

/** What one of kind @p i pays for units beside another. */
double *planning_second(Planning *planning, int32_t i, int32_t v, int32_t holding, int32_t rest);

/** The worth of the best plan, -INFINITY if there is none, and the sum of exp(worth / heat). */
void planning_brute(const Planning *planning, double *best, double *sum);

/** Sets what kinds receive to nothing. */
void planning_reset(Planning *planning);

#endif
