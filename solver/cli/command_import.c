#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "datasets/store/store.h"
#include "model/base/text.h"
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

/* Reads the folder and, when it is free of errors, writes the file; *@p words says what it was. */
static Status convert(Call *call, const char *source, Findings *findings, Text *words)
{
    const char *output = call->options->output;
    StoreContent content;
    Clinic *clinic = NULL;
    Status status;

    TRY(store_content(source, &content));
    if (content == STORE_RESULT) {
        text_add(words, "a result");
        TRY(store_convert_result(source, output, false, findings));
        goto done;
    }
    TRY(store_read_dataset(source, findings, &clinic));
    if (findings->errors == 0 && !findings->broken) {
        say_phase(call, "writing %s", output);
        text_add(words, "%d request%s, %d provider%s, %d site%s", clinic->requests.rows,
                 clinic->requests.rows == 1 ? "" : "s", clinic->providers.rows,
                 clinic->providers.rows == 1 ? "" : "s", clinic->sites.rows,
                 clinic->sites.rows == 1 ? "" : "s");
        TRY(store_write_dataset(output, clinic));
    }
done:
    clinic_free(clinic);
    return status;
}

static void report(Call *call, const char *source, const Findings *findings, const Text *words)
{
    const Options *options = call->options;

    if (options->json) {
        json_put_text(call->json, "source", source);
        json_put_text(call->json, "output", options->output);
        json_put_whole(call->json, "errors", findings->errors);
        json_put_whole(call->json, "warnings", findings->warnings);
        json_put_findings(call->json, "findings", findings);
        return;
    }
    for (int32_t i = 0; i < findings->count && !options->quiet; i++)
        printf("%s: %s\n", findings->entries[i].error ? "error" : "warning",
               findings->entries[i].message);
    if (!options->quiet && findings->errors == 0)
        printf("%s: %s\n", options->output, text_of(words));
}

Status command_import(Call *call)
{
    const char *source = call->options->operands.entries[0];
    Findings findings = {0};
    Text words = {0};
    Status status;

    TRY(check_source(source));
    if (!*call->options->output)
        TRY(fault(STATUS_USAGE, "import needs -o DATA.h5"));
    say_phase(call, "reading %s", source);
    TRY(convert(call, source, &findings, &words));
    if (findings.broken || words.broken)
        TRY(fault(STATUS_NO_MEMORY, "out of memory"));
    say_done(call);
    report(call, source, &findings, &words);
    if (findings.errors > 0)
        TRY(fault(STATUS_BAD_INPUT, "%s: %lld error%s in the data, nothing was written", source,
                  (long long)findings.errors, findings.errors == 1 ? "" : "s"));
done:
    findings_clear(&findings);
    text_clear(&words);
    return status;
}
