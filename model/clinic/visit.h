/** @file visit.h
 *  What a visit of a type holds, and when, for the lead who takes it.
 *
 *  A lead with a duration factor takes longer or shorter over the lead activity; what is planned to
 *  begin at or after its end shifts by the difference, what ends at or after it ends that much
 * later. For the reader and the solver; the audit works this out by itself.
 */
#ifndef MODEL_CLINIC_VISIT_H
#define MODEL_CLINIC_VISIT_H

#include "model/base/status.h"
#include "model/clinic/clinic.h"

/** One activity of a visit, relative to the visit's start. */
typedef struct VisitPart {
    int32_t activity;  /* row of activities */
    int32_t kind;      /* UnitKind */
    int32_t count;     /* units needed */
    int32_t start_min; /* held from, */
    int32_t end_min;   /* work ends, */
    int32_t until_min; /* held until (cleanup included) */
} VisitPart;

/** The shape of a visit: its parts in the order of their steps. */
typedef struct VisitShape {
    int32_t n_parts;
    int32_t lead;         /* index of the lead among the parts */
    int32_t end_min;      /* end of an in-person visit, cleanup left out */
    int32_t end_tele_min; /* end of a telehealth visit, which holds its persons only */
    VisitPart parts[];
} VisitShape;

/** Minutes of the lead activity of @p duration_min at @p factor:
 *  ceil(duration x factor / slot - 1e-9) x slot. */
int32_t visit_lead_min(int32_t duration_min, double factor, int32_t slot_min);

/** The shape from the @p count rows @p rows of activities (of one type, any order) at @p factor.
 *  @return OK; BAD_INPUT when there is no lead (a provider row, count 1, cleanup 0, smallest step)
 * or an activity is left no time; NO_MEMORY. Release with visit_free(). */
Status visit_new(const Clinic *clinic, const int32_t *rows, int32_t count, double factor,
                 VisitShape **out);

/** NULL is allowed. */
void visit_free(VisitShape *shape);

/** End of the visit in @p mode (MODE_IN_PERSON or MODE_TELEHEALTH), minutes after its start. */
int32_t visit_end_min(const VisitShape *shape, int32_t mode);

/** True when a visit in @p mode holds @p part. */
bool visit_holds(const VisitPart *part, int32_t mode);

#endif
