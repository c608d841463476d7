#include <stdio.h>

#include "datasets/inspect/inspect.h"
#include "datasets/store/store.h"
#include "solver/cli/command.h"
#include "solver/cli/say.h"

static void print_findings(const Findings *findings, bool errors)
{
    for (int32_t i = 0; i < findings->count; i++)
        if (findings->entries[i].error == errors)
            printf("%s: %s\n", errors ? "error" : "warning", findings->entries[i].message);
}

static void report(Call *call, const char *path, const Findings *findings)
{
    if (call->options->json) {
        json_put_text(call->json, "file", path);
        json_put_whole(call->json, "errors", findings->errors);
        json_put_whole(call->json, "warnings", findings->warnings);
        json_put_findings(call->json, "findings", findings);
        return;
    }
    if (call->options->quiet)
        return;
    print_findings(findings, true);
    print_findings(findings, false);
    if (findings->unlisted > 0)
        printf("only the first %d are listed\n", findings->count);
    printf("%s: %lld error%s, %lld warning%s\n", path, (long long)findings->errors,
           findings->errors == 1 ? "" : "s", (long long)findings->warnings,
           findings->warnings == 1 ? "" : "s");
}

Status command_check(Call *call)
{
    const char *path = call->options->operands.entries[0];
    Findings findings = {0};
    Clinic *clinic = NULL;
    Status status;

    say_phase(call, "reading %s", path);
    TRY(store_read_dataset(path, &findings, &clinic));
    if (clinic) {
        say_phase(call, "checking %s", path);
        TRY(inspect_dataset(clinic, &findings));
    }
    if (findings.broken)
        TRY(fault(STATUS_NO_MEMORY, "out of memory"));
    say_done(call);
    report(call, path, &findings);
    call->exit_code = findings.errors > 0 ? 1 : 0;
done:
    findings_clear(&findings);
    clinic_free(clinic);
    return status;
}
