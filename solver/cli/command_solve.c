#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/cli/batch.h"
#include "solver/cli/command.h"
#include "solver/cli/day.h"
#include "solver/cli/run.h"
#include "solver/cli/say.h"
#include "solver/cli/signals.h"
#include "solver/cli/summary.h"
#include "solver/cli/usage.h"
#include "solver/parallel.h"

enum { DAY_LINES = 25, VIOLATIONS_SHOWN = 50, EXIT_INFEASIBLE = 6, EXIT_SIGNAL = 128 };

static bool is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Where the result of each dataset goes; one dataset and no folder: what -o says. */
static Status plan_outputs(const Options *options, Run *runs)
{
    int32_t count = options->operands.count;
    bool folder = count > 1 || is_folder(options->output);

    if (*options->start && count > 1)
        return fault(STATUS_USAGE, "--start goes with one dataset, not with %d", count);
    if (!*options->output)
        return fault(STATUS_USAGE, "solve needs -o %s", count > 1 ? "DIR" : "RESULT.h5");
    if (folder && mkdir(options->output, 0777) != 0 && errno != EEXIST)
        return fault(STATUS_IO, "%s: %s", options->output, strerror(errno));
    for (int32_t i = 0; i < count; i++) {
        Status status;

        runs[i].data_path = options->operands.entries[i];
        runs[i].result_path = folder ? batch_result_path(options->output, runs[i].data_path)
                                     : mem_array((int64_t)strlen(options->output) + 1, 1);
        if (!runs[i].result_path)
            return STATUS_NO_MEMORY;
        if (!folder)
            strcpy(runs[i].result_path, options->output);
        status = batch_check_output(runs[i].result_path, options->operands.entries, count);
        if (status != STATUS_OK)
            return status;
        for (int32_t j = 0; j < i; j++)
            if (strcmp(runs[i].result_path, runs[j].result_path) == 0)
                return fault(STATUS_USAGE, "%s and %s would both write %s", runs[j].data_path,
                             runs[i].data_path, runs[i].result_path);
    }
    return STATUS_OK;
}

static void load(Call *call, Run *run)
{
    const Options *options = call->options;

    run->time_limit_s = options->time_limit;
    run->solve = (SolveOptions){.method = (Method)options->method,
                                .work_limit = options->work_limit,
                                .gap = options->gap,
                                .threads = 1,
                                .seed = options->seed,
                                .interrupted = signals_seen()};
    run->status = run_load(call, run);
    if (run->status == STATUS_OK)
        run->status = run_load_start(call, run);
    if (run->status != STATUS_OK)
        snprintf(run->note, sizeof run->note, "%s", fault_note());
}

/* What a run came to on standard output. */
static Status print_run(Call *call, const Run *run, bool alone)
{
    Text text = {0};
    Status status = STATUS_OK;

    if (call->options->json || call->options->quiet)
        return STATUS_OK;
    if (!alone) {
        printf("%s: %s of %s booked, objective %s, gap %s %%, %s s -> %s\n", run->data_path,
               summary_number(run->verdict->booked, 0),
               summary_number(run->clinic->requests.rows, 0),
               summary_number(run->solution->objective, 2), summary_number(100 * run_gap(run), 2),
               summary_number(run->seconds, 1), run->result_path);
        return STATUS_OK;
    }
    summary_run(run, &text);
    text_add(&text, "result        %s\n\n", run->result_path);
    TRY(day_write_fullest(run->clinic, run->solution->schedule, DAY_LINES, &text));
    TRY(text_status(&text));
    fputs(text_of(&text), stdout);
done:
    text_clear(&text);
    return status;
}

/* No schedule: says why, and how the program shall end. */
static void report_nothing(Call *call, Run *run)
{
    if (run->solution->outcome == OUTCOME_INFEASIBLE) {
        say_done(call);
        fprintf(stderr, "%s: no schedule keeps the fixed bookings:\n", run->data_path);
        say_findings(call, &run->solution->conflict, true, VIOLATIONS_SHOWN);
        if (call->exit_code == 0)
            call->exit_code = EXIT_INFEASIBLE;
        return;
    }
    run->status = fault(STATUS_NUMERICS, "no schedule was found (%s)",
                        stopped_by_text(run->solution->stopped_by));
    snprintf(run->note, sizeof run->note, "%s", fault_note());
}

/* Writes and reports one run; its status says how it ended. */
static void finish(Call *call, Run *run, bool alone)
{
    if (run->verdict && run->verdict->violations > 0)
        say_findings(call, &run->verdict->findings, true, VIOLATIONS_SHOWN);
    if (run->status == STATUS_OK && !run->solution->schedule)
        report_nothing(call, run);
    else if (run->status == STATUS_OK) {
        run->status = run_write(call, run);
        run->seconds = clock_now_s() - run->begun_s;
        say_done(call);
        if (run->status == STATUS_OK)
            run->status = print_run(call, run, alone);
        if (run->status != STATUS_OK)
            snprintf(run->note, sizeof run->note, "%s", fault_note());
    }
    if (run->status != STATUS_OK && !alone) {
        say_done(call);
        fprintf(stderr, "clinweave: %s: %s\n", run->data_path, run->note);
    }
}

/* In a batch each dataset is an element of "runs". */
static void put_json(Call *call, const Run *runs, int32_t count)
{
    if (count > 1)
        json_put_real(call->json, "seconds", clock_now_s() - call->begun_s);
    for (int32_t i = 0; i < count; i++) {
        Json *json = count > 1 ? json_put_element(call->json, "runs") : call->json;

        if (runs[i].solution)
            run_json(&runs[i], json);
        if (runs[i].status == STATUS_OK || count == 1)
            continue;
        json_put_text(json, "data", runs[i].data_path);
        json_put_text(json, "error", runs[i].note);
        json_put_whole(json, "exit_code", status_exit_code(runs[i].status));
    }
}

/* The first failure of all. */
static Status outcome_of(const Run *runs, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        if (runs[i].status != STATUS_OK)
            return fault(runs[i].status, "%s", runs[i].note);
    return STATUS_OK;
}

Status command_solve(Call *call)
{
    const Options *options = call->options;
    int32_t count = options->operands.count;
    int32_t threads = options->threads > 0 ? (int32_t)options->threads : parallel_cores();
    Run *runs = MEM_NEW(Run, count);
    Ticker ticker = {.call = call};
    Status status = STATUS_NO_MEMORY;

    if (!runs)
        goto done;
    signals_catch();
    TRY(plan_outputs(options, runs));
    for (int32_t i = 0; i < count; i++)
        load(call, &runs[i]);
    if (count > 1)
        say_phase(call, "solving %d datasets", count);
    else
        runs->ticker = options->quiet ? NULL : &ticker;
    batch_answer(call, runs, count, threads);
    for (int32_t i = 0; i < count; i++)
        finish(call, &runs[i], count == 1);
    if (options->json)
        put_json(call, runs, count);
    status = outcome_of(runs, count);
    if (*signals_seen())
        call->exit_code = EXIT_SIGNAL + *signals_seen();
done:
    for (int32_t i = 0; runs && i < count; i++)
        run_clear(&runs[i]);
    mem_free(runs);
    return status;
}
