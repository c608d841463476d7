/** @file audit.h
 *  The judge: is a schedule allowed, what is it worth, and is what it says of itself true?
 *
 *  Works from the raw tables of the clinic and the schedule and shares no code with the solver, nor
 * with the reader's checks. Lists each violation with the tag of its rule, the rows involved and
 * the numbers that clash.
 */
#ifndef MODEL_AUDIT_AUDIT_H
#define MODEL_AUDIT_AUDIT_H

#include "model/audit/worth.h"
#include "model/base/findings.h"
#include "model/clinic/chances.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** Rules that can be broken; `AUDIT_DATA`: the result's own columns are wrong (end, overlaps, ...).
 */
typedef enum AuditTag {
#define TAG(name, meaning) AUDIT_##name,
#include "model/audit/tag.def"
#undef TAG
    N_AUDIT_TAGS
} AuditTag;

/** The tag as it is printed: "ONCE". */
const char *audit_tag_text(AuditTag tag);

typedef struct Verdict {
    Findings findings; /* errors are violations ("TAG: rows and numbers"), warnings not */
    int64_t by_tag[N_AUDIT_TAGS]; /* violations of each rule */
    int64_t violations;           /* all of them */
    int32_t booked, unbooked;     /* requests */
    Worth worth;                  /* recomputed, term by term */
    double *
        wait_min; /* owned, [appointments]: expected wait of each, recomputed; 0 in rows left out */
} Verdict;

/** Judges @p schedule. What the schedule leaves blank of its own derived columns (end, show_prob,
 *  overlaps, expected_wait_min, change) is not a violation; what it says wrongly is (tag DATA).
 *  @return OK with a verdict however bad the schedule is; NO_MEMORY. Release with verdict_free().
 *  100,000 appointments in at most 5 s. */
Status audit_run(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                 Verdict **out);

/** NULL is allowed. */
void verdict_free(Verdict *verdict);

/** @p a is not below @p b, but for what sums in another order may differ by: a millionth of @p b,
 *  or of 1. False when either is NaN. */
bool audit_reaches(double a, double b);

#endif
