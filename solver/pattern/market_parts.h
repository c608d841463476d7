/** @file market_parts.h
 *  How market are listed: once to count them, once to enter them. for the market's own files.
 */
#ifndef SOLVER_PATTERN_MARKET_PARTS_H
#define SOLVER_PATTERN_MARKET_PARTS_H

#include "solver/pattern/market.h"

/** One request in one session and mode, with a price or presence of its own. */
typedef struct Solo {
    int32_t session, request, type, mode;
    int32_t group;       /* of its one offer */
    int32_t slot_prices; /* or -1 */
    int32_t band;
    const VisitShape *shape;
    Starts starts;
} Solo;

typedef struct Maker {
    Market *market;
    const Catalog *catalog;
    bool counting;
    bool delays;    /* some service may delay another: chances matter */
    int64_t *count; /* owned, [group_capacity]: offers of each group, then where the next goes */
    int32_t count_capacity;
    Solo *solos; /* owned */
    int32_t n_solos, solo_capacity;
    int32_t next_solo; /* when entering */
    int32_t n_slot_prices, slot_price_capacity;
} Maker;

/** What a request could be booked as, in one session and mode. */
typedef struct Spot {
    int32_t session, mode;
    const VisitShape *shape;
    Starts starts;
} Spot;

/** Receives one spot. */
typedef Status (*SpotVisitor)(Maker *maker, int32_t r, const Spot *spot, void *context);

/** Lists the buckets of request @p r, which is not fixed, after those of the requests before it. */
Status maker_list_buckets(Maker *maker, int32_t r);

/** The bucket of request @p r at a date, site, start and provider. */
int32_t maker_bucket(const Market *market, int32_t r, int32_t date, int32_t site, int32_t start,
                     int32_t provider);

/** Calls @p visit for every session and mode in which @p r could be booked, its standing place
 *  left out. */
Status maker_each_spot(Maker *maker, int32_t r, SpotVisitor visit, void *context);

/** The spot where booked request @p r stands, in @p mode; false when it cannot stay. */
bool maker_standing(const Maker *maker, int32_t r, int32_t mode, Spot *spot);

/** Counts or enters the offers of request @p r. */
Status maker_offer(Maker *maker, int32_t r);

/** The key of the groups of sessions of @p scope (below), on @p day, without presence and band. */
CodeKey maker_family(const Catalog *catalog, int32_t scope, int32_t type, const VisitShape *shape,
                     int32_t mode, int32_t day);

/** Scopes: all sessions, those of a site, one. */
static inline int32_t scope_site(int32_t site)
{
    return 1 + site;
}

static inline int32_t scope_session(const Catalog *catalog, int32_t session)
{
    return 1 + catalog->clinic->sites.rows + session;
}

/** Presence and band of a group's key. */
static inline int32_t key_presence(CodeKey key)
{
    return (int32_t)(key.low >> 8 & 0xffffffu);
}

static inline int32_t key_band(CodeKey key)
{
    return (int32_t)(key.low & 0xffu);
}

/** Expected minutes of the lead of @p type in @p shape. */
double maker_minutes(const Catalog *catalog, int32_t type, const VisitShape *shape);

/** Lists the items of every session, once all offers are entered. */
Status maker_list_items(Maker *maker);

#endif
