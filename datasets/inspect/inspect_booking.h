/** @file inspect_booking.h
 *  The standing visits of a dataset, booked or fixed, as times held.
 */
#ifndef DATASETS_INSPECT_INSPECT_BOOKING_H
#define DATASETS_INSPECT_INSPECT_BOOKING_H

#include "datasets/inspect/inspect_facts.h"

/** A booked or fixed request inside the horizon all of whose booked columns are there. */
typedef struct Booking {
    int32_t r, type, provider, site, day, mode;
    int32_t start, end;           /* the patient's time */
    int32_t lead_start, lead_end; /* the lead's */
    int32_t session;              /* that holds the lead's minutes whole, or -1 */
    bool fixed;
} Booking;

typedef struct Bookings {
    Booking *entries; /* owned, by request row */
    int32_t count;
} Bookings;

/** NO_MEMORY. Release with bookings_clear(). */
Status bookings_find(const InspectFacts *facts, Bookings *out);

/** Releases and empties. */
void bookings_clear(Bookings *bookings);

/** True when both are one shared visit. */
bool booking_shares(const InspectFacts *facts, const Booking *one, const Booking *other);

#endif
