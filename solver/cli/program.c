#include "solver/cli/program.h"

#include <stdio.h>

#include "datasets/store/replace.h"
#include "model/noshow/predictor.h"
#include "model/program/compact.h"
#include "model/program/compact_text.h"
#include "model/program/linear_text.h"
#include "solver/cli/load.h"
#include "solver/cli/say.h"

/* More would fill memory, and no solver would be glad of them. */
enum { BOOKINGS_MAX = 2000000 };

static Status write_text(const char *path, const Text *text)
{
    Status status = text_status(text);

    return status == STATUS_OK ? replace_file(path, text_of(text), (size_t)text->length) : status;
}

/* A list that goes with the program, under the program's name with @p ending. */
static Status write_beside(const Call *call, const char *ending, const Text *list)
{
    Text path = {0};
    Status status;

    text_add(&path, "%s%s", call->options->output, ending);
    TRY(text_status(&path));
    TRY(write_text(text_of(&path), list));
done:
    text_clear(&path);
    return status;
}

/* The program, its names and what its columns stand for, each file whole. */
static Status write_files(Call *call, const Catalog *catalog, const Compact *compact, bool lp)
{
    const Linear *linear = &compact->linear;
    Text program = {0}, names = {0}, bookings = {0};
    Status status;

    say_phase(call, "writing %s", call->options->output);
    TRY(lp ? linear_write_lp(linear, &program) : linear_write_mps(linear, &program));
    TRY(linear_write_names(linear, &names));
    TRY(compact_write_bookings(catalog, compact, &bookings));
    TRY(write_beside(call, ".names.csv", &names));
    TRY(write_beside(call, ".bookings.csv", &bookings));
    TRY(write_text(call->options->output, &program));
done:
    text_clear(&program);
    text_clear(&names);
    text_clear(&bookings);
    return status;
}

static void report(Call *call, const Linear *linear)
{
    if (call->options->json) {
        json_put_whole(call->json, "columns", linear->n_columns);
        json_put_whole(call->json, "rows", linear->n_rows);
    } else if (!call->options->quiet) {
        printf("%s: %d columns, %d rows; their names are in %s.names.csv\n", call->options->output,
               linear->n_columns, linear->n_rows, call->options->output);
    }
}

Status program_export(Call *call, const char *data_path, bool lp)
{
    Clinic *clinic = NULL;
    Chances *chances = NULL;
    Catalog *catalog = NULL;
    Compact compact = {0};
    Prediction prediction;
    bool within = false;
    Status status;

    TRY(load_dataset(call, data_path, &clinic));
    TRY(predictor_run(clinic, &chances, &prediction));
    TRY(catalog_new(clinic, chances, &catalog));
    say_phase(call, "building the program");
    TRY(compact_build(catalog, BOOKINGS_MAX, &compact, &within));
    if (!within)
        TRY(fault(STATUS_BAD_INPUT, "%s: more than %d possible bookings are too many for a program",
                  data_path, BOOKINGS_MAX));
    TRY(write_files(call, catalog, &compact, lp));
    say_done(call);
    report(call, &compact.linear);
done:
    compact_clear(&compact);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(clinic);
    return status;
}
