/** @file starts.h
 *  At which slots of a session a service could begin, looked at alone.
 *
 *  A *presence* is a set of stretches of one day in which a patient can come; equal ones share a
 *  number, so that requests can be dealt with by their presence and not one by one.
 */
#ifndef SOLVER_PATTERN_STARTS_H
#define SOLVER_PATTERN_STARTS_H

#include "model/base/arena.h"
#include "model/base/lookup.h"
#include "model/catalog/placement.h"

enum { STARTS_SLOTS = 320, PRESENCE_ANY = 0, PRESENCE_NEVER = -1 };

/** A set of slots, counted from the start of a session (a day has 288 slots of 5 minutes). */
typedef struct Starts {
    uint64_t bits[STARTS_SLOTS / 64];
} Starts;

static inline bool starts_has(const Starts *starts, int32_t slot)
{
    return starts->bits[slot >> 6] >> (slot & 63) & 1;
}

static inline void starts_add(Starts *starts, int32_t slot)
{
    starts->bits[slot >> 6] |= (uint64_t)1 << (slot & 63);
}

/** True when no slot is in it. */
bool starts_empty(const Starts *starts);

/** The presences met so far. */
typedef struct Presences {
    const Catalog *catalog; /* borrowed */
    int32_t count, capacity;
    int32_t *begin; /* owned: stretches of presence p are begin[p] .. begin[p + 1] */
    int32_t n_spans, span_capacity;
    Span *spans;    /* owned, minutes of the day */
    Lookup *lookup; /* owned */
    Arena texts;
} Presences;

/** Knows PRESENCE_ANY at first. NO_MEMORY. Release with presences_clear(). */
Status presences_init(Presences *presences, const Catalog *catalog);

/** Releases and empties. */
void presences_clear(Presences *presences);

/** The presence of request @p r on @p day: PRESENCE_ANY without availability, PRESENCE_NEVER when
 *  it cannot come. NO_MEMORY. */
Status presences_find(Presences *presences, int32_t r, int32_t day, int32_t *presence);

/** The slots of @p session at which the lead's minutes of a visit of @p type, shape @p shape, in
 *  @p mode, could begin for a patient of @p presence: inside the session, no closure of lead or
 *  site over the lead's minutes, the type's start times kept, and [start, end) in the presence. */
Starts presences_starts(const Presences *presences, int32_t session, int32_t type,
                        const VisitShape *shape, int32_t mode, int32_t presence);

#endif
