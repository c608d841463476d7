/** @file certify_fixed.h
 *  The visits that stand already: those of fixed requests on days of the horizon.
 */
#ifndef MODEL_AUDIT_CERTIFY_FIXED_H
#define MODEL_AUDIT_CERTIFY_FIXED_H

#include "model/audit/audit_hours.h"

/** One visit; several fixed requests may share it. */
typedef struct FixedVisit {
    int32_t type, mode, provider, site, date, start_min;
    int32_t from_min, until_min; /* its lead's minutes */
    int32_t shift;               /* that holds them whole, or -1 */
    double factor;               /* on the lead's time */
    int32_t first, count;        /* members, into FixedVisits.members */
} FixedVisit;

typedef struct FixedVisits {
    FixedVisit *visits; /* owned, [count] by provider, date and start */
    int32_t *members;   /* owned: requests */
    int32_t count;
} FixedVisits;

/** @return OK or NO_MEMORY. Release with fixed_clear(). */
Status fixed_init(const Hours *hours, FixedVisits *fixed);

void fixed_clear(FixedVisits *fixed);

/** Those of @p provider on @p date; *@p count is how many. O(log visits). */
const FixedVisit *fixed_on(const FixedVisits *fixed, int32_t provider, int32_t date,
                           int32_t *count);

#endif
