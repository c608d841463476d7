#include "datasets/inspect/inspect.h"

#include "datasets/inspect/inspect_check.h"

Status inspect_dataset(const Clinic *clinic, Findings *findings)
{
    InspectNote note = {.clinic = clinic, .findings = findings};
    InspectFacts *facts = NULL;
    const bool whole = findings->errors == 0; /* no cell holds a fallback for what was refused */
    Status status = STATUS_OK;

    TRY(inspect_new(clinic, &facts));
    if (whole || clinic->horizon.rows == 1) /* the reader counts the rows too */
        check_horizon(&note);
    TRY(check_types(&note, facts));
    TRY(check_sessions(&note, facts));
    check_closures(&note, facts);
    check_hours(&note, facts);
    check_requests(&note, facts);
    check_availability(&note, facts);
    check_links(&note, facts);
    check_history(&note, facts);
    TRY(check_policy(&note));
    if (facts->sound && whole) {
        TRY(check_service(&note, facts));
        TRY(check_standing(&note, facts));
        TRY(check_clashes(&note, facts));
    }
    note_rest(&note);
    if (findings->broken)
        status = fault(STATUS_NO_MEMORY, "out of memory while listing what is wrong");
done:
    inspect_free(facts);
    return status;
}
