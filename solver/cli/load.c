#include "solver/cli/load.h"

#include "datasets/inspect/inspect.h"
#include "datasets/store/store.h"
#include "solver/cli/say.h"

enum { ERRORS_SHOWN = 200, WARNINGS_SHOWN = 10 };

Status load_judge(Call *call, const char *path, const Findings *findings, bool listed)
{
    if (findings->broken)
        return fault(STATUS_NO_MEMORY, "out of memory");
    say_findings(call, findings, true, ERRORS_SHOWN);
    if (listed)
        say_findings(call, findings, false, WARNINGS_SHOWN);
    else if (findings->warnings > 0)
        say_line(call, "%s: %lld warning%s; clinweave check lists them", path,
                 (long long)findings->warnings, findings->warnings == 1 ? "" : "s");
    if (call->options->json && findings->count > 0 && (listed || findings->errors > 0))
        json_put_findings(call->json, "findings", findings);
    if (findings->errors == 0)
        return STATUS_OK;
    return fault(STATUS_BAD_INPUT, "%s: %lld error%s in the data", path,
                 (long long)findings->errors, findings->errors == 1 ? "" : "s");
}

static Status load(Call *call, const char *path, bool inspected, Clinic **out)
{
    Findings findings = {0};
    Clinic *clinic = NULL;
    Status status;

    say_phase(call, "reading %s", path);
    TRY(store_read_dataset(path, &findings, &clinic));
    if (inspected && clinic && findings.errors == 0) {
        say_phase(call, "checking %s", path);
        TRY(inspect_dataset(clinic, &findings));
    }
    TRY(load_judge(call, path, &findings, !inspected));
    *out = clinic;
    clinic = NULL;
done:
    findings_clear(&findings);
    clinic_free(clinic);
    return status;
}

Status load_raw(Call *call, const char *path, Clinic **out)
{
    return load(call, path, false, out);
}

Status load_dataset(Call *call, const char *path, Clinic **out)
{
    return load(call, path, true, out);
}

Status load_result(Call *call, const char *path, const Clinic *clinic, Schedule **out)
{
    Findings findings = {0};
    Schedule *schedule = NULL;
    Status status;

    say_phase(call, "reading %s", path);
    TRY(store_read_result(path, clinic, &findings, &schedule));
    TRY(load_judge(call, path, &findings, true));
    *out = schedule;
    schedule = NULL;
done:
    findings_clear(&findings);
    schedule_free(schedule);
    return status;
}

static bool books_something(const Schedule *schedule)
{
    bool books = schedule->appointments.rows == 0;

    for (int32_t row = 0; row < schedule->appointments.rows && !books; row++)
        books = schedule->appointments.request[row] >= 0;
    return books;
}

Status load_start(Call *call, const char *path, const Clinic *clinic, Schedule **out)
{
    Findings findings = {0};
    Schedule *schedule = NULL;
    int64_t strangers = 0;
    Status status;

    say_phase(call, "reading %s", path);
    TRY(store_read_earlier_result(path, clinic, &findings, &strangers, &schedule));
    TRY(load_judge(call, path, &findings, true));
    if (!books_something(schedule))
        TRY(fault(STATUS_BAD_INPUT, "%s: books no request of this dataset", path));
    if (strangers > 0)
        say_line(call, "%s: %lld entries name what the dataset does not have and are left out",
                 path, (long long)strangers);
    *out = schedule;
    schedule = NULL;
done:
    findings_clear(&findings);
    schedule_free(schedule);
    return status;
}
