/** @file certify_depot.h
 *  Which persons, rooms and devices are there, and for how long: what the rows of a visit find.
 *
 *  A demand is so many units of a pool. Its line of a date tells for each slot until when so many
 *  of them are there from then on; the slots after midnight are not asked about.
 */
#ifndef MODEL_AUDIT_CERTIFY_DEPOT_H
#define MODEL_AUDIT_CERTIFY_DEPOT_H

#include "model/audit/certify_fixed.h"
#include "model/audit/certify_lane.h"

enum { START_WORDS = 5 }; /* 320 bits: the slots of a day, of 5 minutes at least */

/** Starts by slot of the day. */
typedef struct DayStarts {
    uint64_t words[START_WORDS];
} DayStarts;

typedef struct Depot Depot;

/** The codes of @p lanes are used, not its prices. All is borrowed.
 *  @return OK or NO_MEMORY. Release with depot_free(). O(rows log rows). */
Status depot_new(const Hours *hours, const FixedVisits *fixed, const Lanes *lanes, Depot **out);

/** NULL is allowed. */
void depot_free(Depot *depot);

/** True when session @p shift may overbook and fixed visits of it keep rooms or devices, which
 *  then are there for its other visits all the same. */
bool depot_shares(const Depot *depot, int32_t shift);

/** When all rows but the lead's of visits of @p type in @p mode, whose lead takes @p factor times
 *  the planned time, find their units at the site of session @p shift on its date. The answer is
 *  that of every session there for which depot_shares() is false.
 *  @return OK or NO_MEMORY. O(rows x slots of a day); more where a pool is first asked for. */
Status depot_starts(Depot *depot, int32_t type, double factor, int32_t mode, int32_t shift,
                    DayStarts *out);

#endif
