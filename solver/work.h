/** @file work.h
 *  A clinic that is being solved: the best schedule so far, the prices that bound it, and the steps
 *  that better both. A whole network is one such work, or one for each of its components.
 */
#ifndef SOLVER_WORK_H
#define SOLVER_WORK_H

#include "solver/agenda/tolls.h"
#include "solver/greedy/greedy.h"
#include "solver/pattern/pattern.h"

typedef struct Work {
    const SolveOptions *options; /* borrowed */
    const Catalog *catalog;      /* borrowed */
    Answer *answer;              /* owned; the best so far, or NULL */
    Agenda *agenda;              /* owned; what construction made, to be searched on */
    Pattern pattern;             /* prices, and the bound they prove */
    Tolls tolls;                 /* at those prices */
    double closing_s;            /* what the schedule and one look at the prices will take */
    double proof_s;              /* of these, what proving the prices again will */
    double objective;
    double bound; /* the least proven so far */
    int64_t done; /* units of work */
    int32_t turn; /* of the search */
    const char *engine;
    bool proven; /* by a tree searched to its end; see work_is_proven() */
    bool infeasible;
    StoppedBy stopped_by; /* what cut a step off */
    StartCount start;     /* what of options->start could be stood again */
    Findings conflict;    /* owned; where infeasible: the fixed bookings that clash */
} Work;

/** Nothing done yet. NO_MEMORY. Release with work_clear(). */
Status work_init(Work *work, const SolveOptions *options, const Catalog *catalog);

/** Releases and empties. */
void work_clear(Work *work);

/** The first schedule: fixed bookings, the start or booked requests, then all others. NO_MEMORY. */
Status work_construct(Work *work);

/** Prices, and the bound that they prove; once. NO_MEMORY, NUMERICS. */
Status work_price(Work *work);

/** The part of what time and work are left that work_price() takes. */
double work_price_share(const Work *work);

/** Looks for better schedules than the first while there is a gap and something to search with:
 *  by plans where the clinic is small enough, else by search. NO_MEMORY, NUMERICS, BUG. */
Status work_improve(Work *work);

/** How far the schedule is from the bound, as part of the bound. */
double work_gap(const Work *work);

/** True when no schedule is better than the one in hand. */
bool work_is_proven(const Work *work);

/** Takes @p answer, and sets it to NULL, when it is better than what is in hand. */
void work_take(Work *work, Answer **answer, double objective, const char *engine);

/** Notes that no schedule is worth more than @p bound. */
void work_prove(Work *work, double bound);

#endif
