#include <stdio.h>

#include "datasets/generator/generator.h"
#include "datasets/store/store.h"
#include "solver/cli/command.h"
#include "solver/cli/say.h"

static Status list_recipes(Call *call)
{
    for (int i = 0; i < generator_count(); i++) {
        if (call->options->json) {
            Json *recipe = json_put_element(call->json, "recipes");

            json_put_text(recipe, "name", generator_name(i));
            json_put_text(recipe, "meaning", generator_meaning(i));
        } else {
            printf("%-10s %s\n", generator_name(i), generator_meaning(i));
        }
    }
    return STATUS_OK;
}

static void report(Call *call, const Clinic *clinic)
{
    const Options *options = call->options;

    if (options->json) {
        json_put_text(call->json, "output", options->output);
        json_put_whole(call->json, "seed", options->seed);
        json_put_whole(call->json, "requests", clinic->requests.rows);
        json_put_whole(call->json, "providers", clinic->providers.rows);
        json_put_whole(call->json, "sites", clinic->sites.rows);
        json_put_whole(call->json, "days", clinic->horizon.days[0]);
    } else if (!options->quiet) {
        printf("%s: %d requests, %d providers, %d site%s, %d day%s, seed %lld\n", options->output,
               clinic->requests.rows, clinic->providers.rows, clinic->sites.rows,
               clinic->sites.rows == 1 ? "" : "s", clinic->horizon.days[0],
               clinic->horizon.days[0] == 1 ? "" : "s", (long long)options->seed);
    }
}

Status command_generate(Call *call)
{
    const Options *options = call->options;
    Clinic *clinic = NULL;
    Status status;

    if (options->list)
        return list_recipes(call);
    if (options->operands.count == 0)
        return fault(STATUS_USAGE, "generate needs a RECIPE; clinweave generate --list shows them");
    if (!*options->output)
        return fault(STATUS_USAGE, "generate needs -o DATA.h5");
    say_phase(call, "generating %s", options->operands.entries[0]);
    TRY(generator_run(options->operands.entries[0], options->seed, options->set.entries,
                      options->set.count, &clinic));
    say_phase(call, "writing %s", options->output);
    TRY(store_write_dataset(options->output, clinic));
    say_done(call);
    report(call, clinic);
done:
    clinic_free(clinic);
    return status;
}
