/** @file certify_seat.h
 *  Who may take the seats of a shared visit.
 */
#ifndef MODEL_AUDIT_CERTIFY_SEAT_H
#define MODEL_AUDIT_CERTIFY_SEAT_H

#include "model/audit/certify_fair.h"

/** Zero-initialised nobody. */
typedef struct Seats {
    const Offer **offers; /* owned, [count]: those worth something, best first */
    int32_t count, room;
} Seats;

/** Lists the offers to berth number @p berth, which are of shared visits. @return OK or NO_MEMORY.
 *  O(offers log offers). */
Status seats_list(Seats *seats, const Fair *fair, int32_t berth);

void seats_clear(Seats *seats);

/** The sum of the best @p left offers for @p start_min; *@p taken is how many there are.
 *  O(offers). */
double seats_worth(const Seats *seats, int32_t start_min, int32_t left, int32_t *taken);

#endif
