/** @file audit_hours.h
 *  When people work and when things are closed, on the grid, as the judge reads it.
 *
 *  Sessions and open hours are rounded inward and closures outward; what is empty then, or outside
 * the horizon, counts as not there.
 */
#ifndef MODEL_AUDIT_AUDIT_HOURS_H
#define MODEL_AUDIT_AUDIT_HOURS_H

#include "model/audit/audit_facts.h"

/** A session of the horizon, rounded. */
typedef struct Shift {
    int32_t provider, site, date;
    int32_t start_min, end_min;
    int32_t row; /* of sessions */
} Shift;

/** A closure of the horizon, rounded. */
typedef struct Pause {
    int32_t kind; /* ClosureKind */
    int32_t unit; /* row of the table of its kind */
    int32_t date;
    int32_t start_min, end_min;
    int32_t row; /* of closures */
} Pause;

typedef struct Hours {
    const Facts *facts; /* borrowed */
    Shift *shifts;      /* owned, [n_shifts] by provider, date, start */
    Pause *pauses;      /* owned, [n_pauses] by kind, unit, date, start */
    int32_t n_shifts, n_pauses;
} Hours;

/** @return OK or NO_MEMORY. Release with hours_free(). O(rows log rows). */
Status hours_new(const Facts *facts, Hours **out);

/** NULL is allowed. */
void hours_free(Hours *hours);

/** The first of the shifts of @p provider on @p date; *@p count is how many. O(log shifts). */
const Shift *hours_shifts(const Hours *hours, int32_t provider, int32_t date, int32_t *count);

/** The session (index of shifts) of @p provider at @p site on @p date that contains
 *  [@p from_min, @p until_min), or -1. */
int32_t hours_session(const Hours *hours, int32_t provider, int32_t site, int32_t date,
                      int32_t from_min, int32_t until_min);

/** True when the session's mode allows @p mode. */
bool hours_mode_allowed(const Hours *hours, const Shift *shift, int32_t mode);

/** True when the session is not held, held for @p type, or released. */
bool hours_open_to(const Hours *hours, const Shift *shift, int32_t type);

/** A closure of the unit on @p date that meets [@p from_min, @p until_min), or NULL. */
const Pause *hours_closure(const Hours *hours, int32_t kind, int32_t unit, int32_t date,
                           int32_t from_min, int32_t until_min);

/** The open hours of a room or device (@p kind of UnitKind) on the grid. */
void hours_open(const Facts *facts, int32_t kind, int32_t unit, int32_t *open_min,
                int32_t *close_min);

#endif
