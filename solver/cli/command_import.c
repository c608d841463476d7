#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "datasets/store.h"
#include "solver/cli/command.h"
#include "solver/cli/say.h"

static bool ends_in(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);

    return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* Only folders of CSV files can be read; says so in the words of what was given. */
static Status check_source(const char *path)
{
    struct stat about;

    if (ends_in(path, ".json") || ends_in(path, ".ndjson"))
        return fault(STATUS_USAGE,
                     "%s: this version does not read FHIR; it imports folders of CSV files", path);
    if (ends_in(path, ".ics"))
        return fault(STATUS_USAGE,
                     "%s: this version does not read iCalendar; it imports folders of CSV files",
                     path);
    if (stat(path, &about) == 0 && !S_ISDIR(about.st_mode))
        return fault(STATUS_USAGE, "%s is no folder of CSV files", path);
    return STATUS_OK;
}

static void report(Call *call, const char *source, const Clinic *clinic, const Findings *findings)
{
    const Options *options = call->options;

    if (options->json) {
        json_put_text(call->json, "source", source);
        json_put_text(call->json, "output", options->output);
        json_put_whole(call->json, "requests", clinic ? clinic->requests.rows : 0);
        json_put_whole(call->json, "errors", findings->errors);
        json_put_whole(call->json, "warnings", findings->warnings);
        json_put_findings(call->json, "findings", findings);
        return;
    }
    for (int32_t i = 0; i < findings->count && !options->quiet; i++)
        printf("%s: %s\n", findings->entries[i].error ? "error" : "warning",
               findings->entries[i].message);
    if (!options->quiet && findings->errors == 0)
        printf("%s: %d requests, %d providers, %d sites\n", options->output, clinic->requests.rows,
               clinic->providers.rows, clinic->sites.rows);
}

Status command_import(Call *call)
{
    const char *source = call->options->operands.entries[0];
    Findings findings = {0};
    Clinic *clinic = NULL;
    Status status;

    TRY(check_source(source));
    if (!*call->options->output)
        TRY(fault(STATUS_USAGE, "import needs -o DATA.h5"));
    say_phase(call, "reading %s", source);
    TRY(store_read_dataset(source, &findings, &clinic));
    if (findings.broken)
        TRY(fault(STATUS_NO_MEMORY, "out of memory"));
    if (findings.errors == 0)
        TRY(store_write_dataset(call->options->output, clinic));
    say_done(call);
    report(call, source, clinic, &findings);
    if (findings.errors > 0)
        TRY(fault(STATUS_BAD_INPUT, "%s: %lld error%s in the data, nothing was written", source,
                  (long long)findings.errors, findings.errors == 1 ? "" : "s"));
done:
    findings_clear(&findings);
    clinic_free(clinic);
    return status;
}
