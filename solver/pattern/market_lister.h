/** @file market_lister.h
 *  What lists the items of sessions looks things up in, and how it enters them. For the market's
 * own files.
 */
#ifndef SOLVER_PATTERN_MARKET_LISTER_H
#define SOLVER_PATTERN_MARKET_LISTER_H

#include "solver/pattern/market_parts.h"
#include "solver/pattern/stock.h"

/** A type that somebody can lead, in a shape. */
typedef struct Craft {
    int32_t type;
    const VisitShape *shape;
} Craft;

/** Lists session by session. */
typedef struct Lister {
    Maker *maker; /* borrowed, as the next two */
    Market *market;
    const Catalog *catalog;
    Codebook families; /* groups without presence and band */
    int32_t *first;    /* owned, [families]: a group of it */
    int32_t *next;     /* owned, [groups]: another of the same family, or -1 */
    Craft *crafts;     /* owned; of provider p: craft_begin[p] .. */
    int32_t *craft_begin;
    Stock stock;
    Groups solos;  /* by session */
    Groups fixed;  /* fixed requests by the session of their service */
    Groups strays; /* fixed requests in no session, by lead */
    Groups kept;   /* booked requests of shared types by the session of their service */
    int32_t n_items, item_capacity, n_links, link_capacity;
    int32_t *found; /* owned: groups of one session, type and mode */
    int32_t n_found, found_capacity;
} Lister;

/** Indexes what @p maker has entered. NO_MEMORY. Release with lister_clear(), also on failure. */
Status lister_init(Lister *lister, Maker *maker);

/** Releases and empties. */
void lister_clear(Lister *lister);

/** An item of a type without groups and starts; nothing is entered yet. */
Item lister_blank(const Lister *lister, int32_t type, const VisitShape *shape, int32_t mode);

/** Adds a group to an item that is about to be entered. NO_MEMORY. */
Status lister_link(Lister *lister, Item *item, int32_t group);

/** Enters an item of @p session, whose items are being listed. NO_MEMORY. */
Status lister_put(Lister *lister, int32_t session, Item *item);

/** Takes from the starts of @p item those at which a fixed visit in no session keeps its lead, and
 *  those at which it does not find what it holds. */
void lister_block(const Lister *lister, int32_t session, Item *item);

/** Adds the starts where booked members of shared visits stand, be it outside the type's hours. */
void lister_add_kept(const Lister *lister, int32_t session, Item *item);

/** True when a service of @p session may delay another: they may overlap, or real minutes vary. */
bool lister_delays(const Lister *lister, int32_t session);

/** Lists the groups of a session's families for a type and mode in `found`. NO_MEMORY. */
Status lister_find_groups(Lister *lister, int32_t session, const Craft *craft, int32_t mode);

#endif
