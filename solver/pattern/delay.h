/** @file delay.h
 *  The best plan of a session in which one service may delay the next.
 *
 *  Where services overlap, or their minutes vary, what a plan costs depends on all of it: whoever
 *  is served late waits, keeps the next one waiting, and the day runs over. A scan over the starts
 *  keeps *labels*: the best way to stand somewhere with so much work expected ahead. Of two of
 *  them, the one that is worth no less and has no more work ahead, in the order of increasing
 *  convex functions, makes the other needless (Muller and Stoyan, Comparison Methods for Stochastic
 *  Models and Risks, 2002): waits, idle time and overtime are such functions of it. So costs are
 *  those of the contract, exactly, at the chances it counts: who starts comes with the least chance
 *  of those in the same band who could start there (PathKind.chance).
 *
 *  One that starts while another runs pays the price of an overlap, and for units beyond those that
 *  the other holds: labels know how much longer that runs, and what it holds (holding.h). Interface
 *  and smooth stand-in are those of path.h.
 */
#ifndef SOLVER_PATTERN_DELAY_H
#define SOLVER_PATTERN_DELAY_H

#include "solver/pattern/path.h"

/** Room to work in; grows, and is used again. */
typedef struct Delay Delay;

/** NO_MEMORY. Release with delay_free(). */
Status delay_new(Delay **out);

/** NULL is allowed. */
void delay_free(Delay *delay);

/** How many labels stand at one slot, phase and rest at most, and how far apart in worth two may be
 *  to be taken for one: what makes all this affordable. All of it errs upwards, so that the result
 *  is never below the best plan. */
typedef struct Grain {
    int32_t most;
    double blur, blur_reach; /* of hard and soft worths */
} Grain;

/** As path_run(), with all that delays cost. NO_MEMORY. O(labels met x kinds worth starting), and
 *  each label compares with those of its slot, phase and rest. */
Status delay_run(Delay *delay, const PathRules *rules, const Grain *grain, PathKind *kinds,
                 int32_t n_kinds, double *hard, double *soft, double *overlaps);

/** Hands @p use how many of a kind started beside another in the last plan, where that is more than
 *  @p least. */
void delay_seconds(const Delay *delay, double least, PathSecondUse *use, void *context);

/** Starts that the last delay_run() looked at. */
int64_t delay_work(const Delay *delay);

/** As path_potentials(). */
void delay_potentials(const Delay *delay, double *arrive, double *depart);

#endif
