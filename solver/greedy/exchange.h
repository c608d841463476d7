/** @file exchange.h
 *  Standing visits of one type change hands: who takes which of the places held, all at once, as an
 *  assignment problem of the requests of that type.
 *
 *  What ruin and recreate finds by and by, a few at a time, this finds exactly, as far as a place
 *  can be judged by itself; costs of sessions and rules between visits are looked at when a chain
 *  of changes is carried out, and one that does not gain is taken back.
 */
#ifndef SOLVER_GREEDY_EXCHANGE_H
#define SOLVER_GREEDY_EXCHANGE_H

#include "solver/greedy/bundle.h"
#include "solver/greedy/pace.h"

/** Exchanges among all places held, in blocks of some hundred taken by chance, by day and by lead
 *  in turn, until too little is gained or @p pace is over. The agenda stays allowed, never ends
 *  worse, and is the same on any number of threads unless the clock cuts it off; all its marks are
 *  void. NO_MEMORY. O(requests x places of a block) and some more for the matching. */
Status exchange_run(Agenda *agenda, const Bundles *bundles, uint64_t seed, Pace *pace);

#endif
