/** @file certify_single.h
 *  The best that single requests offer to a berth, by start and band.
 */
#ifndef MODEL_AUDIT_CERTIFY_SINGLE_H
#define MODEL_AUDIT_CERTIFY_SINGLE_H

#include "model/audit/certify_fair.h"

/** Zero-initialised nothing. */
typedef struct Singles {
    Best *bests;    /* owned, [starts x bands]: N_BANDS where the berth is banded, else one */
    bool *ordinary; /* owned, [starts]: see berth_ordinary() */
    int32_t best_room, ordinary_room;
} Singles;

/** Lists the bests of berth number @p berth, which is no shared visit's, for starts from
 *  berth_first() to berth_last(), a slot apart; there is at least one. @return OK or NO_MEMORY.
 *  O(starts x bands + starts offered). */
Status singles_list(Singles *singles, const Books *books, const Fair *fair, int32_t berth);

void singles_clear(Singles *singles);

#endif
