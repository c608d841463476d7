/** @file ruin.h
 *  Ruin and recreate: strings of visits are taken out of related sessions and seated again.
 *
 *  Related are sessions that one request could use, and sessions beside each other, whose visits
 *  share rooms, devices and persons. Strings of neighbouring visits leave holes that something else
 *  fits into (Christiaens and Vanden Berghe, "Slack Induction by String Removals for Vehicle
 *  Routing Problems", Transportation Science 54, 2020). Linked requests are also seated one after
 *  the other, each after way has been made for it. Worse agendas are accepted with a chance that
 *  falls to nothing.
 */
#ifndef SOLVER_GREEDY_RUIN_H
#define SOLVER_GREEDY_RUIN_H

#include "solver/greedy/bundle.h"
#include "solver/greedy/pace.h"

/** A stretch of such a search. */
typedef struct RuinStretch {
    int64_t effort;       /* units of work */
    uint64_t seed;        /* the same seed gives the same rounds */
    double hot, cold;     /* heat, in worth, at its begin and its end */
    const int32_t *parts; /* [sessions], borrowed: only sessions of part `part` change; NULL: all */
    int32_t part;
    const SeatRange *range; /* borrowed: that part; NULL: all */
    const Tolls *tolls;     /* borrowed: where to put whom; NULL: not known */
} RuinStretch;

/** Rounds over the @p count things of @p order (as for improve_run(), densest first) until the
 *  stretch is over or the pace is spent. The agenda stays allowed, and ends where the heat has led
 *  it, which may be worse. NO_MEMORY. */
Status ruin_run(Agenda *agenda, const Bundles *bundles, BundleSearch *search, const int32_t *order,
                int32_t count, const RuinStretch *stretch, Pace *pace);

#endif
