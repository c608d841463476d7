#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench/bench_inside.h"
#include "datasets/store/csv.h"
#include "model/base/version.h"

enum { CLEAN = 0, VIOLATIONS = 1 };

/* Work is measured to its end, however late that is; only an interrupt ends it. */
static ChildPlan plan_of(const Bench *bench)
{
    return (ChildPlan){.interrupted = bench->interrupted};
}

static void add_words(Invocation *invocation, const SuiteList *list)
{
    for (int32_t i = 0; i < list->count; i++)
        invocation_add(invocation, "%s", list->words[i]);
}

static void compose(const Bench *bench, const Data *data, const Setting *setting,
                    Invocation *invocation)
{
    invocation_add(invocation, "solve");
    for (int32_t i = 1; i <= data->count; i++)
        invocation_add(invocation, "%s/data-%d.h5", bench->work, (int)i);
    invocation_add(invocation, "-o");
    invocation_add(invocation, "%s/result%s", bench->work, data->count > 1 ? "s" : ".h5");
    invocation_add(invocation, "--time-limit=%.10g", setting->time_limit_s);
    invocation_add(invocation, "--gap=%.10g", bench->block->gap.numbers[0]);
    invocation_add(invocation, "--threads=%d", (int)setting->threads);
    invocation_add(invocation, "--seed=%.0f", data->seed);
    add_words(invocation, &bench->block->options);
}

/* A number that sums over datasets, none of which may be missing. */
static void add_real(double *sum, double value, bool first)
{
    *sum = first ? value : *sum + value;
}

static void add_whole(int32_t *sum, double value, bool first)
{
    int32_t whole = isfinite(value) ? (int32_t)value : MISSING;

    *sum = first || *sum == MISSING || whole == MISSING ? whole : *sum + whole;
}

/* What the sessions of a schedule cost: expected wait, idle time and overtime. */
static double session_costs(Json *verdict)
{
    const Json *worth = json_get_object(verdict, "worth");

    if (!worth)
        return NAN;
    return json_get_real(worth, "patient_wait") + json_get_real(worth, "idle") +
           json_get_real(worth, "overtime");
}

Status trial_audit(Bench *bench, int32_t number, const char *result_path, int32_t row,
                   Json **verdict)
{
    Runs *runs = &bench->record->runs;
    ChildPlan plan = plan_of(bench);
    ChildReport report = {0};
    Invocation invocation = {0};
    double objective;
    Status status;

    invocation_add(&invocation, "audit");
    invocation_add(&invocation, "%s/data-%d.h5", bench->work, (int)number);
    invocation_add(&invocation, "%s", result_path);
    TRY(invocation_run_self(&invocation, &plan, &report, verdict));
    if (report.exit_code != CLEAN && report.exit_code != VIOLATIONS)
        TRY(fault(STATUS_BAD_INPUT, "audit: %s", json_get_text(*verdict, "error")));
    objective = json_get_real(*verdict, "objective");
    add_real(&runs->objective[row], objective, number == 1);
    add_real(&runs->program_objective[row], objective + session_costs(*verdict), number == 1);
    add_whole(&runs->booked[row], json_get_real(*verdict, "booked"), number == 1);
    add_whole(&runs->violations[row], json_get_real(*verdict, "violations"), number == 1);
    add_real(&runs->audit_s[row], report.seconds, number == 1);
done:
    invocation_clear(&invocation);
    child_clear(&report);
    return status;
}

/* The progress of a result, as its exported table has it. */
typedef struct Columns {
    Bench *bench;
    int32_t row;
    int32_t seconds, objective, bound; /* columns by their header; -1 until it is read */
} Columns;

static double number_in(const char *const *cells, int32_t count, int32_t column)
{
    double value = NAN;

    if (column >= 0 && column < count)
        text_to_real(cells[column], &value);
    return value;
}

static Status take_point(void *context, int64_t line, const char *const *cells, int32_t count)
{
    Columns *columns = context;

    if (line > 1)
        return bench_point(columns->bench, columns->row, number_in(cells, count, columns->seconds),
                           number_in(cells, count, columns->objective),
                           number_in(cells, count, columns->bound));
    for (int32_t c = 0; c < count; c++) {
        if (strcmp(cells[c], "seconds") == 0)
            columns->seconds = c;
        else if (strcmp(cells[c], "objective") == 0)
            columns->objective = c;
        else if (strcmp(cells[c], "bound") == 0)
            columns->bound = c;
    }
    return STATUS_OK;
}

/* A result whose solve was short may have no progress to tell of. */
static Status read_progress(Bench *bench, const char *result_path, int32_t row)
{
    Columns columns = {.bench = bench, .row = row, .seconds = -1, .objective = -1, .bound = -1};
    ChildPlan plan = plan_of(bench);
    ChildReport report = {0};
    Invocation invocation = {0};
    Json *answer = NULL;
    char folder[BENCH_PATH_BYTES], table[BENCH_PATH_BYTES + 16];
    Status status;

    snprintf(folder, sizeof folder, "%.4000s/tables", bench->work);
    invocation_add(&invocation, "export");
    invocation_add(&invocation, "%s", result_path);
    invocation_add(&invocation, "-o");
    invocation_add(&invocation, "%s", folder);
    TRY(invocation_run_self(&invocation, &plan, &report, &answer));
    if (report.exit_code != CLEAN)
        TRY(fault(STATUS_IO, "export: %s", json_get_text(answer, "error")));
    snprintf(table, sizeof table, "%s/progress.csv", folder);
    if (access(table, R_OK) == 0)
        TRY(csv_read_file(table, take_point, &columns));
done:
    invocation_clear(&invocation);
    child_clear(&report);
    json_free(answer);
    return status;
}

/* Object @p number of what solve printed. */
static Json *answer_of(Json *printed, const Data *data, int32_t number)
{
    return data->count > 1 ? json_get_element(printed, "runs", number - 1) : printed;
}

/* Audits every result and adds up what was found. */
static Status judge(Bench *bench, const Data *data, Json *printed, int32_t row)
{
    Runs *runs = &bench->record->runs;
    char path[BENCH_PATH_BYTES + 32];
    Status status = STATUS_OK;

    for (int32_t number = 1; number <= data->count; number++) {
        Json *answer = answer_of(printed, data, number), *verdict = NULL;

        if (!answer)
            return fault(STATUS_BAD_INPUT, "solve told of %d datasets only", (int)number - 1);
        if (data->count > 1)
            snprintf(path, sizeof path, "%s/results/data-%d.h5", bench->work, (int)number);
        else
            snprintf(path, sizeof path, "%s/result.h5", bench->work);
        status = trial_audit(bench, number, path, row, &verdict);
        json_free(verdict);
        if (status != STATUS_OK)
            return status;
        add_real(&runs->bound[row], json_get_real(answer, "bound"), number == 1);
        TRY(record_text(bench->record, json_get_text(answer, "outcome"), &runs->outcome[row]));
        TRY(record_text(bench->record, json_get_text(answer, "stopped_by"),
                        &runs->stopped_by[row]));
    }
    runs->gap[row] = (runs->bound[row] - runs->objective[row]) / fmax(1, fabs(runs->bound[row]));
    if (data->count == 1)
        TRY(read_progress(bench, path, row));
done:
    return status;
}

Status trial_run(Bench *bench, const Data *data, const Setting *setting, int32_t row)
{
    Runs *runs = &bench->record->runs;
    ChildPlan plan = plan_of(bench);
    ChildReport report = {0};
    Invocation invocation = {0};
    Json *printed = NULL;
    Status status;

    runs->version[row] = CLINWEAVE_VERSION;
    compose(bench, data, setting, &invocation);
    TRY(invocation_run_self(&invocation, &plan, &report, &printed));
    bench_usage(bench, row, &report);
    if (report.exit_code != CLEAN)
        TRY(fault(STATUS_BAD_INPUT, "exit code %d: %s", report.exit_code,
                  json_get_text(printed, "error")));
    TRY(judge(bench, data, printed, row));
done:
    invocation_clear(&invocation);
    child_clear(&report);
    json_free(printed);
    return status;
}
