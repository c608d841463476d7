/** @file inspect_facts.h
 *  The dataset as its checks need it: rounded to the grid, grouped, shapes worked out.
 *
 *  Works on faulty data too: what is blank, unknown or contradictory is left out here, and reported
 *  by the check it belongs to.
 */
#ifndef DATASETS_INSPECT_INSPECT_FACTS_H
#define DATASETS_INSPECT_INSPECT_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "datasets/inspect/inspect_group.h"
#include "model/clinic/clinic.h"
#include "model/clinic/visit.h"

/** Half-open minutes of a day. */
typedef struct Span {
    int32_t start, end;
} Span;

typedef struct InspectFacts {
    const Clinic *clinic;
    bool sound;           /* the horizon can be used: one row, days and slot_min legal, a date */
    int32_t slot_min;     /* 1 where the horizon is not sound */
    int32_t days;         /* INT32_MAX where the horizon is not sound */
    Span *session;        /* owned, [sessions] rounded inward; empty where the session is ignored */
    Grouping sessions_of; /* provider -> sessions by date and start */
    int32_t *closure_target;  /* owned, [closures] row in the table of its kind, or -1 */
    Grouping closures_of[4];  /* ClosureKind: target -> closures by date and start */
    Grouping activities_of;   /* visit type -> activities by step */
    Grouping skills_of;       /* provider -> skills by visit type */
    Grouping rooms_of;        /* site -> rooms */
    Grouping equipment_of;    /* site -> devices */
    Grouping availability_of; /* request -> availability */
    VisitShape **type_shape;  /* owned, [visit_types] at factor 1; NULL: without a sound lead */
    VisitShape **skill_shape; /* owned, [skills] at its factor; NULL: no sound visit */
} InspectFacts;

/** Works the facts out. NO_MEMORY. Release with inspect_free(). */
Status inspect_new(const Clinic *clinic, InspectFacts **out);

/** NULL is allowed. */
void inspect_free(InspectFacts *facts);

/** True when the horizon's one row can be used. */
bool inspect_horizon_is_sound(const Clinic *clinic);

/** Rounded inward (possibly empty) or outward to the grid. */
Span span_inward(Span span, int32_t slot_min);
Span span_outward(Span span, int32_t slot_min);

/** True when both are times of a day and the end is after the start. */
bool span_is_sound(int32_t start, int32_t end);

/** A closure of @p kind's row @p target on @p day that meets @p span, or -1. */
int32_t inspect_closure(const InspectFacts *facts, int32_t kind, int32_t target, int32_t day,
                        Span span);

/** The row of skills that lets @p provider lead @p type, or -1; the role is not looked at. */
int32_t inspect_skill(const InspectFacts *facts, int32_t provider, int32_t type);

/** True when @p provider has the role of the lead of @p type. */
bool inspect_leads(const InspectFacts *facts, int32_t provider, int32_t type);

/** The shape of a visit of @p type led by @p provider: of its skill, else at factor 1; or NULL. */
const VisitShape *inspect_shape(const InspectFacts *facts, int32_t provider, int32_t type);

/** True when @p session is there, and open to visits of @p type in @p mode. */
bool inspect_open(const InspectFacts *facts, int32_t session, int32_t type, int32_t mode);

/** True when a visit of @p type may be in @p mode. */
bool inspect_mode_allowed(const Clinic *clinic, int32_t type, int32_t mode);

/** The mode in which request @p r is booked (blank: the type's), or MISSING when that is unsaid. */
int32_t inspect_booked_mode(const Clinic *clinic, int32_t r);

/** The first of @p provider's sessions (as index into sessions_of.rows) on @p day or later. */
int32_t inspect_first_session(const InspectFacts *facts, int32_t provider, int32_t day);

#endif
