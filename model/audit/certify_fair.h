/** @file certify_fair.h
 *  What the requests offer to the berths of one date.
 *
 *  Requests that take any lead of a type at a site (or anywhere) for the same price are pooled:
 * only the best for each kind of berth and start counts, or they are kept once for all berths of
 * that kind. The others, and all members of shared visits, offer to each berth by themselves.
 */
#ifndef MODEL_AUDIT_CERTIFY_FAIR_H
#define MODEL_AUDIT_CERTIFY_FAIR_H

#include "model/audit/certify_stall.h"

/** One request's offer for some starts: profit + absence - price. */
typedef struct Offer {
    int32_t next; /* to the same, or -1 */
    int32_t first_min, last_min;
    bool kept; /* of a booking that stays; else only for starts that are open to anyone */
    double worth, chance;
} Offer;

typedef struct Fair Fair;

/** @return OK or NO_MEMORY. Release with fair_free(). */
Status fair_new(const Books *books, Fair **out);

/** NULL is allowed. */
void fair_free(Fair *fair);

/** Begins a date: nobody offers yet. @return OK or NO_MEMORY. */
Status fair_open(Fair *fair, int32_t date);

/** Adds what @p need, whose window holds the fair's date, offers. @return OK or NO_MEMORY. */
Status fair_add(Fair *fair, const Need *need);

/** Adds what a booked request that stands on the fair's date offers for staying. OK, NO_MEMORY.
 */
Status fair_add_kept(Fair *fair, const Need *need);

/** The most that those who take any berth of a kind offer to berth number @p berth, which is no
 *  shared visit's, for a start at @p start_min, by band. */
void fair_pooled(const Fair *fair, int32_t berth, int32_t start_min, Best bests[N_BANDS]);

/** The first offer to berth number @p berth alone, or NULL; to all berths like it at its site; and
 *  the one after @p offer. */
const Offer *fair_first(const Fair *fair, int32_t berth);
const Offer *fair_first_here(const Fair *fair, int32_t berth);
const Offer *fair_next(const Fair *fair, const Offer *offer);

#endif
