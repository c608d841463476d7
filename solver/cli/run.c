#include "solver/cli/run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "datasets/store/store.h"
#include "model/audit/certify.h"
#include "model/audit/kpi.h"
#include "model/base/clock.h"
#include "model/base/memory.h"
#include "model/base/text.h"
#include "model/base/version.h"
#include "solver/cli/load.h"
#include "solver/cli/say.h"
#include "solver/cli/usage.h"
#include "solver/parallel.h"

/* What follows the solve takes at least so long; and for a request so many times what reading a row
 * took. */
static const double LEAST_AFTER_S = 0.1, REQUEST_X_ROW = 14;

Status run_load(Call *call, Run *run)
{
    double begun_s = clock_now_s();
    Status status;

    TRY(load_dataset(call, run->data_path, &run->clinic));
    run->read_s = clock_now_s() - begun_s;
    TRY(digest_file(run->data_path, run->input_sha256));
    TRY(predictor_run(run->clinic, &run->chances, &run->prediction));
    run->load_s = clock_now_s() - begun_s;
done:
    return status;
}

Status run_load_start(Call *call, Run *run)
{
    double begun_s = clock_now_s();
    Status status = STATUS_OK;

    if (!*call->options->start)
        goto done;
    TRY(load_start(call, call->options->start, run->clinic, &run->start));
    run->solve.start = run->start;
    run->load_s += clock_now_s() - begun_s;
done:
    return status;
}

/* Seconds that audit, key figures and writing will take: for each request about as long as fourteen
 * rows of the dataset took to read and check, whatever the machine. */
static double after_solving_s(const Run *run)
{
    double rows = 0, requests = run->clinic->requests.rows;

    for (int t = 0; t < N_DATASET_TABLES; t++)
        rows += table_head_const(run->clinic, &dataset_schema.tables[t])->rows;
    return LEAST_AFTER_S + REQUEST_X_ROW * requests * run->read_s / fmax(1, rows);
}

/* Does the judge find no broken rule, and the worth that the solver counts? */
static Status agree(const Verdict *verdict, double objective)
{
    double worth = verdict->worth.objective;

    if (verdict->violations > 0)
        return fault(STATUS_BUG, "the schedule breaks %lld rules; nothing was written",
                     (long long)verdict->violations);
    if (!audit_reaches(objective, worth) || !audit_reaches(worth, objective))
        return fault(STATUS_BUG,
                     "the solver counts %.9g, the audit %.9g for one schedule; nothing was written",
                     objective, worth);
    return STATUS_OK;
}

/* The same of the first schedule, as a ScheduleJudge. */
static Status judge_first(const Schedule *schedule, double objective, void *context)
{
    const Run *run = context;
    Verdict *verdict = NULL;
    Status status;

    TRY(audit_run(run->clinic, run->chances, schedule, &verdict));
    TRY(agree(verdict, objective));
done:
    verdict_free(verdict);
    return status;
}

/* Judges the schedule and, beside that, proves its certificate. */
static Status examine(size_t job, void *context)
{
    Run *run = context;
    const Schedule *schedule = run->solution->schedule;

    return job == 0 ? audit_run(run->clinic, run->chances, schedule, &run->verdict)
                    : certify_bound(run->clinic, run->chances, schedule, run->solution->price_bound,
                                    &run->proven);
}

/* Of the last one also: does the certificate prove the bound, and is that above the worth? The
 * result says what has been proved: less than the solver counts where the audit looks at plans more
 * closely, a little more where it rounds outward. */
static Status trust(Run *run)
{
    Solution *solution = run->solution;
    double worth = run->verdict->worth.objective;
    bool by_prices = solution->bound >= solution->price_bound;
    Status status;

    TRY(agree(run->verdict, solution->objective));
    if (!audit_reaches(solution->bound, worth))
        return fault(STATUS_BUG,
                     "the bound %.9g is below the worth %.9g it should bound; nothing was written",
                     solution->bound, worth);
    if (!audit_reaches(solution->price_bound, run->proven) || !audit_reaches(run->proven, worth))
        return fault(STATUS_BUG,
                     "the solver says its prices prove %.9g, the audit that they prove %.9g, and "
                     "the schedule is worth %.9g; nothing was written",
                     solution->price_bound, run->proven, worth);
    solution->price_bound = run->proven;
    solution->bound = by_prices ? run->proven : fmin(solution->bound, run->proven);
    solution->objective = worth;
    solution->bound = fmax(solution->bound, worth);
done:
    return status;
}

/* Lets the ticker show what happens from now on. */
static void watch(Run *run)
{
    if (!run->ticker)
        return;
    run->ticker->work_limit = run->solve.work_limit;
    run->ticker->deadline_s = run->time_limit_s > 0 ? run->begun_s + run->time_limit_s : INFINITY;
    progress_listen(run->solve.progress, ticker_hear, run->ticker);
}

Status run_answer(Run *run)
{
    Status status;

    run->solve.deadline_s =
        run->time_limit_s > 0 ? run->begun_s + run->time_limit_s - after_solving_s(run) : INFINITY;
    TRY(progress_new(run->begun_s, run->time_limit_s > 0 && run->solve.work_limit == 0,
                     &run->solve.progress));
    run->solve.judge = judge_first;
    run->solve.judge_context = run;
    watch(run);
    TRY(solve_run(run->clinic, run->chances, &run->solve, &run->solution));
    if (run->solution->schedule) {
        progress_phase(run->solve.progress, "audit");
        TRY(parallel_run(2, run->solve.threads, examine, run));
        TRY(trust(run));
        TRY(progress_write(run->solve.progress, run->solution->objective, run->solution->bound,
                           run->solution->schedule));
        TRY(kpi_fill(run->clinic, run->chances, run->solution->schedule));
    }
done:
    run->seconds = clock_now_s() - run->begun_s;
    return status;
}

double run_gap(const Run *run)
{
    double bound = run->solution->bound;

    return (bound - run->solution->objective) / fmax(1, fabs(bound));
}

static Status set_real(Schedule *schedule, const char *key, double value)
{
    char text[TEXT_REAL_BYTES];

    text_from_real(value, text);
    return attributes_set(&schedule->attributes, &schedule->texts, key, text);
}

static Status set_text(Schedule *schedule, const char *key, const char *value)
{
    return attributes_set(&schedule->attributes, &schedule->texts, key, value);
}

/* Every option that shaped the result, as `option_time_limit`. */
static Status set_options(Schedule *schedule, const Options *options)
{
    Status status = STATUS_OK;

    for (int i = 0; i < N_OPTIONS; i++) {
        char key[64], value[OPTION_TEXT_BYTES];

        if (!option_rows[i].recorded)
            continue;
        snprintf(key, sizeof key, "option_%s", option_rows[i].field);
        TRY(set_text(schedule, key, options_text(options, i, value)));
    }
done:
    return status;
}

static Status set_attributes(const Run *run, const Options *options)
{
    const Solution *solution = run->solution;
    Schedule *schedule = solution->schedule;
    Status status;

    TRY(set_real(schedule, "objective", solution->objective));
    TRY(set_real(schedule, "bound", solution->bound));
    TRY(set_real(schedule, "price_bound", solution->price_bound));
    TRY(set_real(schedule, "gap", run_gap(run)));
    TRY(set_text(schedule, "outcome", outcome_text(solution->outcome)));
    TRY(set_text(schedule, "stopped_by", stopped_by_text(solution->stopped_by)));
    TRY(set_text(schedule, "engine", solution->engine));
    TRY(set_real(schedule, "seconds", run->seconds));
    TRY(set_real(schedule, "threads", run->solve.threads));
    TRY(set_real(schedule, "seed", (double)run->solve.seed));
    TRY(set_options(schedule, options));
    TRY(set_text(schedule, "show_prob_from", predictor_source_text(run->prediction.source)));
    TRY(set_text(schedule, "version", CLINWEAVE_VERSION));
    TRY(set_text(schedule, "input_sha256", run->input_sha256));
done:
    return status;
}

Status run_write(Call *call, Run *run)
{
    Schedule *schedule = run->solution->schedule;
    Status status;

    say_phase(call, "writing %s", run->result_path);
    TRY(set_attributes(run, call->options));
    TRY(store_write_result(run->result_path, run->clinic, schedule));
done:
    return status;
}

void run_json(const Run *run, Json *json)
{
    const Solution *solution = run->solution;

    json_put_text(json, "outcome", outcome_text(solution->outcome));
    json_put_real(json, "objective", run->verdict ? solution->objective : NAN);
    json_put_real(json, "bound", run->verdict ? solution->bound : NAN);
    json_put_real(json, "gap", run->verdict ? run_gap(run) : NAN);
    json_put_whole(json, "booked", run->verdict ? run->verdict->booked : 0);
    json_put_whole(json, "unbooked",
                   run->verdict ? run->verdict->unbooked : run->clinic->requests.rows);
    json_put_whole(json, "violations", run->verdict ? run->verdict->violations : 0);
    json_put_text(json, "stopped_by", stopped_by_text(solution->stopped_by));
    json_put_real(json, "seconds", run->seconds);
    json_put_whole(json, "threads", run->solve.threads);
    json_put_whole(json, "seed", run->solve.seed);
    json_put_real(json, "peak_mib", usage_peak_mib());
    json_put_text(json, "engine", solution->engine);
    if (solution->components > 1)
        json_put_whole(json, "components", solution->components);
    if (run->start) {
        json_put_whole(json, "start_asked", solution->start_asked);
        json_put_whole(json, "start_stood", solution->start_stood);
    }
    json_put_text(json, "show_prob_from", predictor_source_text(run->prediction.source));
    json_put_text(json, "data", run->data_path);
    json_put_text(json, "result", run->verdict ? run->result_path : "");
    json_put_text(json, "input_sha256", run->input_sha256);
    if (solution->outcome == OUTCOME_INFEASIBLE)
        json_put_findings(json, "conflict", &solution->conflict);
}

void run_clear(Run *run)
{
    verdict_free(run->verdict);
    solution_free(run->solution);
    progress_free(run->solve.progress);
    schedule_free(run->start);
    chances_free(run->chances);
    clinic_free(run->clinic);
    mem_free(run->result_path);
    *run = (Run){0};
}
