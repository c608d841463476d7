/** @file certify_keep.h
 *  What keeps units away from visits: closures of their own, and fixed visits that hold them.
 */
#ifndef MODEL_AUDIT_CERTIFY_KEEP_H
#define MODEL_AUDIT_CERTIFY_KEEP_H

#include "model/audit/certify_fixed.h"
#include "model/audit/certify_lane.h"

/** A unit is closed, or kept by a fixed visit of session `shift`. */
typedef struct Keep {
    int32_t kind, unit, date; /* UnitKind */
    int32_t from_min, until_min;
    int32_t shift; /* -1: of none, or a closure */
} Keep;

typedef struct Keeps {
    const Hours *hours; /* borrowed, as the next two */
    const FixedVisits *fixed;
    const Lanes *lanes;
    Rows units[3]; /* by kind: rooms and devices of each pool; of persons none */
    Keep *keeps;   /* owned, [count] by kind, unit, date, time */
    bool *shares;  /* owned, [shifts]: may overbook, and its fixed visits keep rooms or devices */
    int32_t count, room;
} Keeps;

/** Lists closures of units, and what fixed visits are known to hold: the lead for the lead's
 *  minutes; a booked room, if the visit holds no other; all rooms or devices of a pool. Of @p lanes
 *  the codes are used. @return OK or NO_MEMORY. Release with keeps_clear(). O(rows log rows). */
Status keeps_init(Keeps *keeps, const Hours *hours, const FixedVisits *fixed, const Lanes *lanes);

void keeps_clear(Keeps *keeps);

/** Where those of a unit on a date begin, one after the other. O(log keeps). */
int32_t keeps_first(const Keeps *keeps, int32_t kind, int32_t unit, int32_t date);

#endif
