#include <stdio.h>

#include "datasets/store.h"
#include "solver/cli/command.h"
#include "solver/cli/load.h"
#include "solver/cli/say.h"

/* The values of --to, in the order of option.def. */
typedef enum Format { FORMAT_CSV, FORMAT_MPS, FORMAT_LP } Format;

static Status check_format(Format format)
{
    switch (format) {
    case FORMAT_CSV:
        return STATUS_OK;
    case FORMAT_MPS:
    case FORMAT_LP:
        return fault(STATUS_USAGE, "this version does not write integer programs; it exports csv");
    }
    return fault(STATUS_BUG, "no such format");
}

static Status export_dataset(Call *call, const char *path)
{
    Clinic *clinic = NULL;
    Status status;

    TRY(load_dataset(call, path, &clinic));
    say_phase(call, "writing %s", call->options->output);
    TRY(store_export_dataset(call->options->output, clinic));
done:
    clinic_free(clinic);
    return status;
}

Status command_export(Call *call)
{
    const Options *options = call->options;
    const char *path = options->operands.entries[0];
    StoreContent content;
    Status status;

    TRY(check_format((Format)options->to));
    if (!*options->output)
        TRY(fault(STATUS_USAGE, "export needs -o PATH"));
    TRY(store_content(path, &content));
    TRY(content == STORE_DATASET ? export_dataset(call, path) : STATUS_OK);
    say_done(call);
    if (options->json)
        json_put_text(call->json, "output", options->output);
    else if (!options->quiet)
        printf("%s: a folder of CSV files\n", options->output);
done:
    return status;
}
