#include <stdio.h>

#include "datasets/store/store.h"
#include "solver/cli/command.h"
#include "solver/cli/load.h"
#include "solver/cli/program.h"
#include "solver/cli/say.h"

/* The values of --to, in the order of option.def. */
typedef enum Format { FORMAT_CSV, FORMAT_MPS, FORMAT_LP } Format;

static Status export_dataset(Call *call, const char *path)
{
    Clinic *clinic = NULL;
    Status status;

    TRY(load_raw(call, path, &clinic));
    say_phase(call, "writing %s", call->options->output);
    TRY(store_export_dataset(call->options->output, clinic));
done:
    clinic_free(clinic);
    return status;
}

static Status export_result(Call *call, const char *path)
{
    Findings findings = {0};
    Status status;

    TRY(store_convert_result(path, call->options->output, true, &findings));
    TRY(load_judge(call, path, &findings, true));
done:
    findings_clear(&findings);
    return status;
}

Status command_export(Call *call)
{
    const Options *options = call->options;
    const char *path = options->operands.entries[0];
    StoreContent content;
    Status status;

    if (!*options->output)
        return fault(STATUS_USAGE, "export needs -o PATH");
    if (options->json)
        json_put_text(call->json, "output", options->output);
    TRY(store_content(path, &content));
    if (options->to != FORMAT_CSV && content == STORE_RESULT)
        TRY(fault(STATUS_USAGE, "%s is a result; mps and lp are made from datasets", path));
    if (options->to != FORMAT_CSV)
        return program_export(call, path, options->to == FORMAT_LP);
    TRY(content == STORE_DATASET ? export_dataset(call, path) : export_result(call, path));
    say_done(call);
    if (!options->json && !options->quiet)
        printf("%s: %s as a folder of CSV files\n", options->output,
               content == STORE_DATASET ? "a dataset" : "a result");
done:
    return status;
}
