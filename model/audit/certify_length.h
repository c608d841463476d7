/** @file certify_length.h
 *  How long the visit of a linked request may take, whoever leads it.
 */
#ifndef MODEL_AUDIT_CERTIFY_LENGTH_H
#define MODEL_AUDIT_CERTIFY_LENGTH_H

#include "model/audit/audit_hours.h"

/** Minutes from the start of a visit to its end. */
typedef struct Length {
    int32_t shortest, longest;
} Length;

typedef struct Lengths {
    const Hours *hours; /* borrowed */
    Length *lengths;    /* owned, [visit_types x (sites + 1)]: by those who have sessions at the
                           site or, last, anywhere */
} Lengths;

/** @return OK or NO_MEMORY. Release with lengths_clear(). O(shifts x skills of a provider). */
Status lengths_init(Lengths *lengths, const Hours *hours);

void lengths_clear(Lengths *lengths);

/** The length of a visit of request @p r in any mode of its type: as planned; by each who can lead
 *  it and has a session, at the site and being the provider that it requires; and by whoever leads
 *  the standing booking. Of a fixed request its own. */
Length lengths_of(const Lengths *lengths, int32_t r);

#endif
