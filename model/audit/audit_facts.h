/** @file audit_facts.h
 *  The judge's own index of the raw tables: which rows belong to a type, a person, a request.
 *
 *  Holds row numbers only; what they say is read from the clinic's columns each time.
 */
#ifndef MODEL_AUDIT_AUDIT_FACTS_H
#define MODEL_AUDIT_AUDIT_FACTS_H

#include <stdbool.h>

#include "model/base/lookup.h"
#include "model/clinic/clinic.h"

/** Rows of a table by what they belong to: those of owner o are row[begin[o] .. begin[o + 1]). */
typedef struct Rows {
    int32_t *begin; /* owned, [owners + 1] */
    int32_t *row;   /* owned, ascending within an owner unless said otherwise */
} Rows;

typedef struct Facts {
    const Clinic *clinic; /* borrowed */
    int32_t slot_min;
    int32_t days;        /* of the horizon */
    Rows parts;          /* activities of each visit type, by step */
    int32_t *lead;       /* owned, [visit_types]: the lead among a type's parts, or -1 */
    Rows skills;         /* skills of each provider, by visit type */
    Rows availability;   /* of each request */
    Lookup *unit_ids[3]; /* by UnitKind: ids of providers, rooms and equipment */
} Facts;

/** One activity of a visit, in minutes after the visit's start. */
typedef struct Part {
    int32_t activity; /* row of activities */
    int32_t kind;     /* UnitKind */
    int32_t from_min, end_min;
    int32_t until_min; /* held until: end and cleanup */
} Part;

/** @return OK or NO_MEMORY. Release with facts_free(). O(rows log rows). */
Status facts_new(const Clinic *clinic, Facts **out);

/** NULL is allowed. */
void facts_free(Facts *facts);

/** The rows of @p row_count rows by @p owner_of[row] (rows with an owner outside 0..owners-1 are
 * left out), ascending. Release with rows_clear(). */
Status rows_new(const int32_t *owner_of, int32_t row_count, int32_t owners, Rows *out);

void rows_clear(Rows *rows);

/** How many rows @p owner has. */
int32_t rows_count(const Rows *rows, int32_t owner);

/** The row of skills that lets @p provider lead @p type, or -1. O(log skills of the provider). */
int32_t facts_skill(const Facts *facts, int32_t provider, int32_t type);

/** True when a row of skills lets its provider lead: the role is that of the type's lead. */
bool facts_can_lead(const Facts *facts, int32_t skill);

/** The factor of a row of skills; 1 for row -1. */
double facts_factor(const Facts *facts, int32_t skill);

/** Part @p index of a visit of @p type whose lead takes @p factor times the planned time. */
Part facts_part(const Facts *facts, int32_t type, int32_t index, double factor);

/** True when a visit in @p mode holds units of @p kind. */
bool facts_holds(int32_t mode, int32_t kind);

/** Minutes from the start of a visit to its end, cleanup left out; 0 when it holds nothing. */
int32_t facts_length(const Facts *facts, int32_t type, double factor, int32_t mode);

/** The mode of a visit where the answer or the standing booking leaves it blank: the type's; in
 *  person where the type allows either. */
int32_t facts_mode(const Facts *facts, int32_t type);

/** True when a visit of @p type may take place in @p mode. */
bool facts_mode_allowed(const Facts *facts, int32_t type, int32_t mode);

#endif
