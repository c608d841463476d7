/** @file exchange_parts.h
 *  What one pass of exchanges works on; for the files of exchange.h.
 */
#ifndef SOLVER_GREEDY_EXCHANGE_PARTS_H
#define SOLVER_GREEDY_EXCHANGE_PARTS_H

#include "model/base/random.h"
#include "solver/greedy/exchange.h"

/** How places come together in blocks. */
typedef enum Shape { BY_CHANCE, BY_DAY, BY_LEAD, SHAPES } Shape;

/** A request of a block, and where it comes in it. */
typedef struct Entry {
    int32_t request;
    int64_t key, tie;
} Entry;

/** Places of one type, and requests that may take them: the holders, then some that do not stand.
 */
typedef struct Block {
    int32_t holders, n_holders; /* in Exchange.holders */
    int32_t idle, n_idle;       /* in Exchange.idle */
    int64_t effort;
} Block;

typedef struct Exchange {
    Agenda *agenda; /* borrowed */
    const Bundles *bundles;
    Random random;
    const SolveOptions *options; /* borrowed */
    Shape shape;
    Entry *holders; /* owned: by block */
    Entry *idle;    /* owned: by block */
    int32_t n_holders, n_idle;
    int32_t *taker; /* owned, [n_holders]: request that is to have the place; -1: nobody */
    int32_t *goes;  /* owned, [requests]: the holder's index whose place it is to take, or -1 */
    int32_t *holds; /* owned, [requests]: its own index among the holders, or -1 */
    bool *done;     /* owned, [n_holders]: its chain has been tried */
    Block *blocks;  /* owned */
    int32_t n_blocks, room;
    int32_t *chain;      /* owned, [n_holders]: places of the chain in hand */
    Placement *places;   /* owned, [n_holders]: of the chain */
    AgendaUnit *units;   /* owned: of the chain's visits, by first_unit */
    int32_t *first_unit; /* owned, [n_holders + 1] */
    int32_t unit_room;
} Exchange;

/** True when no link binds request @p r, which is not fixed. */
bool exchange_is_alone(const Exchange *exchange, int32_t r);

/** Lists who holds a place and who would like one, and cuts both into blocks. NO_MEMORY. */
Status exchange_deal(Exchange *exchange);

#endif
