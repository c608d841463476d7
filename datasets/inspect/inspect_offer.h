/** @file inspect_offer.h
 *  Who could take a visit of a type, where, on which day and at which starts, if all else were
 * free.
 *
 *  A relaxation: one visit alone, rooms and devices by number and widest hours, further persons by
 * their sessions' hull. What is not offered here cannot be booked; what is offered perhaps can.
 */
#ifndef DATASETS_INSPECT_INSPECT_OFFER_H
#define DATASETS_INSPECT_INSPECT_OFFER_H

#include "datasets/inspect/inspect_facts.h"

enum { START_WORDS = 5 }; /* 288 starts on a grid of 5 minutes */

/** Starts of the day on the grid: bit i is minute i x slot_min. */
typedef struct StartSet {
    uint64_t words[START_WORDS];
} StartSet;

/** True when a start of the set lies in low..high, both included, in minutes. */
bool starts_within(const StartSet *set, int32_t low, int32_t high, int32_t slot_min);

/** One type at one site on one day, by VisitMode. */
typedef struct Offer {
    int32_t type;
    int32_t site; /* -1: at any site */
    int32_t day;
    int32_t end_min[2]; /* least end of the visit after its start; 0: mode not offered */
    StartSet starts[2];
} Offer;

/** How far a type gets. */
typedef enum OfferStage {
    OFFER_NO_SKILL,   /* nobody has the skill and the lead's role */
    OFFER_NO_SESSION, /* nobody who has it works in the horizon where the visit may be led */
    OFFER_NO_PLACE,   /* never with room, device, further person, time and opening at once */
    OFFER_MADE
} OfferStage;

typedef struct Offers {
    Offer *entries; /* owned, by type, site (any first), day */
    int32_t count, capacity;
    OfferStage *stage; /* owned, [visit_types] */
    int32_t *first;    /* owned, [visit_types + 1] first entry of each type */
} Offers;

/** Works out all offers of a sound dataset. NO_MEMORY. Release with offers_free(). */
Status offers_new(const InspectFacts *facts, Offers **out);

/** NULL is allowed. */
void offers_free(Offers *offers);

/** Index of the first entry of @p type at @p site on @p day or later; entries of the same type and
 *  site follow it. */
int32_t offers_from(const Offers *offers, int32_t type, int32_t site, int32_t day);

/** The starts at which the lead alone could take a visit of @p shape in @p session; clears nothing
 *  for rooms, devices and further persons. */
StartSet offers_of_lead(const InspectFacts *facts, int32_t session, int32_t type,
                        const VisitShape *shape, int32_t mode);

/** The starts in low..high, both included, in minutes. */
StartSet starts_range(int32_t low, int32_t high, int32_t slot_min);

/** The starts in both. */
StartSet starts_both(const StartSet *one, const StartSet *other);

#endif
