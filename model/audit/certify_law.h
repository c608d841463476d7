/** @file certify_law.h
 *  Laws of minutes of services, each made once.
 */
#ifndef MODEL_AUDIT_CERTIFY_LAW_H
#define MODEL_AUDIT_CERTIFY_LAW_H

#include "model/audit/worth_duration.h"

/** How long a service D takes whose duration varies. */
typedef struct Law {
    int32_t planned_min;
    double cv;
    Duration duration;
    double *tail; /* owned, [reach + 2]: E[(D - g)+] for g minutes */
} Law;

/** Zero-initialised there are none. */
typedef struct Laws {
    Law **laws; /* owned, [count] */
    int32_t count, room;
} Laws;

/** The law of services planned for @p planned_min with variation @p cv > 0, *@p out lives as long
 *  as @p laws. @return OK or NO_MEMORY. O(laws), and O(minutes) for a new one. */
Status laws_find(Laws *laws, int32_t planned_min, double cv, const Law **out);

void laws_clear(Laws *laws);

#endif
