/* The horizon, the policy and the history: tables that stand by themselves. */
#include <math.h>
#include <string.h>

#include "datasets/inspect/inspect_check.h"
#include "model/base/lookup.h"
#include "model/clinic/calendar.h"

void check_horizon(InspectNote *note)
{
    const Horizon *horizon = &note->clinic->horizon;
    int32_t slot, epoch_day;

    if (horizon->rows != 1) {
        findings_error(note->findings, "horizon: %d rows, expected exactly one",
                       (int)horizon->rows);
        return;
    }
    slot = horizon->slot_min[0];
    if (*horizon->start_date[0] && !calendar_parse(horizon->start_date[0], &epoch_day))
        note_error(note, TABLE_horizon, 0, "start_date", "expected a date YYYY-MM-DD");
    if (slot >= 5 && slot <= 30 && slot != 5 && slot != 10 && slot != 15 && slot != 20 &&
        slot != 30)
        note_error(note, TABLE_horizon, 0, "slot_min", "expected 5, 10, 15, 20 or 30");
}

void check_history(InspectNote *note, const InspectFacts *facts)
{
    const History *history = &note->clinic->history;

    for (int32_t row = 0; row < history->rows; row++) {
        if (history->date[row] == MISSING || history->booked_on[row] == MISSING)
            continue;
        if (history->booked_on[row] > history->date[row])
            note_warning(note, WARN_HISTORY_DIRTY, TABLE_history, row, "booked_on",
                         "expected on or before date %s: the row is left out",
                         stamp_date(note->clinic, history->date[row]).text);
        else if (facts->sound && history->date[row] >= 0)
            note_warning(note, WARN_HISTORY_DIRTY, TABLE_history, row, "date",
                         "expected before the horizon's first day %s: the row is left out",
                         stamp_date(note->clinic, 0).text);
    }
}

/* The bounds of policy @p key; false when there is no such key. */
static bool policy_bounds(const char *key, double *low, double *high)
{
    static const struct {
        const char *key;
        double low, high;
    } declared[] = {
#define POLICY(name, fallback, least, most, whole, unit, meaning) {#name, least, most},
#include "model/clinic/policy.def"
#undef POLICY
    };

    for (size_t i = 0; i < sizeof declared / sizeof declared[0]; i++) {
        if (strcmp(declared[i].key, key) == 0) {
            *low = declared[i].low;
            *high = declared[i].high;
            return true;
        }
    }
    return false;
}

Status check_policy(InspectNote *note)
{
    const PolicyRows *policy = &note->clinic->policy;
    Lookup *seen = NULL;
    Status status = STATUS_OK;

    TRY(lookup_new(policy->rows, &seen));
    for (int32_t row = 0; row < policy->rows; row++) {
        double low = 0, high = 0, value = policy->value[row];
        int32_t first = row;

        if (*policy->key[row] == '\0')
            continue;
        TRY(lookup_add(seen, policy->key[row], row, &first));
        if (first != row)
            note_error(note, TABLE_policy, row, "key", "expected once; row %d has it too",
                       (int)first);
        if (!policy_bounds(policy->key[row], &low, &high))
            note_warning(note, WARN_POLICY_UNKNOWN, TABLE_policy, row, "key",
                         "expected a key of the contract: the row is ignored");
        else if (isfinite(value) && (value < low || value > high))
            note_error(note, TABLE_policy, row, "value",
                       "expected a number from %.10g to %.16g for %.64s", low, high,
                       policy->key[row]);
    }
done:
    lookup_free(seen);
    return status;
}
