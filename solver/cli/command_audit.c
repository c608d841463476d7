#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/audit/audit.h"
#include "model/audit/certify.h"
#include "model/base/clock.h"
#include "model/base/text.h"
#include "model/catalog/catalog.h"
#include "model/noshow/predictor.h"
#include "solver/agenda/assign.h"
#include "solver/cli/command.h"
#include "solver/cli/load.h"
#include "solver/cli/say.h"
#include "solver/cli/summary.h"
#include "solver/cli/usage.h"

/* A result under judgement. */
typedef struct Case {
    const char *data_path, *result_path;
    Clinic *clinic;
    Chances *chances;
    Schedule *schedule;
    Verdict *verdict;
    double proven; /* by the certificate; NaN when there is none */
} Case;

enum { WARNINGS_SHOWN = 20 };

static const char *attribute(const Case *trial, const char *key, const char *fallback)
{
    const char *value = attributes_get(&trial->schedule->attributes, key);

    return value ? value : fallback;
}

static double number_attribute(const Case *trial, const char *key)
{
    double value = NAN;

    text_to_real(attribute(trial, key, ""), &value);
    return value;
}

/* Without violations it is feasible, or what it says of itself; else nothing that counts. */
static const char *outcome(const Case *trial)
{
    const char *said = attribute(trial, "outcome", "feasible");

    return trial->verdict->violations == 0 ? said : "nothing";
}

static double gap(const Case *trial)
{
    double bound = number_attribute(trial, "bound");

    return (bound - trial->verdict->worth.objective) / fmax(1, fabs(bound));
}

static void put_worth(const Worth *worth, Json *json)
{
    json_put_real(json, "attended", worth->attended);
    json_put_real(json, "preferences", worth->preferences);
    json_put_real(json, "waiting_days", worth->waiting_days);
    json_put_real(json, "moves", worth->moves);
    json_put_real(json, "cancellations", worth->cancellations);
    json_put_real(json, "unscheduled", worth->unscheduled);
    json_put_real(json, "reserves", worth->reserves);
    json_put_real(json, "patient_wait", worth->patient_wait);
    json_put_real(json, "idle", worth->idle);
    json_put_real(json, "overtime", worth->overtime);
    json_put_real(json, "wait_min", worth->wait_min);
    json_put_real(json, "idle_min", worth->idle_min);
    json_put_real(json, "overtime_min", worth->overtime_min);
}

static void put_json(const Call *call, const Case *trial)
{
    const Verdict *verdict = trial->verdict;
    double threads = number_attribute(trial, "threads"), seed = number_attribute(trial, "seed");
    Json *json = call->json, *by_tag;

    json_put_text(json, "outcome", outcome(trial));
    json_put_real(json, "objective", verdict->worth.objective);
    json_put_real(json, "bound", number_attribute(trial, "bound"));
    json_put_real(json, "gap", gap(trial));
    json_put_real(json, "price_bound", trial->proven);
    json_put_whole(json, "booked", verdict->booked);
    json_put_whole(json, "unbooked", verdict->unbooked);
    json_put_whole(json, "violations", verdict->violations);
    json_put_text(json, "stopped_by", attribute(trial, "stopped_by", "done"));
    json_put_real(json, "seconds", clock_now_s() - call->begun_s);
    json_put_whole(json, "threads", isfinite(threads) ? (int64_t)threads : 1);
    json_put_whole(json, "seed", isfinite(seed) ? (int64_t)seed : 0);
    json_put_real(json, "peak_mib", usage_peak_mib());
    put_worth(&verdict->worth, json_put_object(json, "worth"));
    by_tag = json_put_object(json, "violations_by_tag");
    for (int tag = 0; tag < N_AUDIT_TAGS; tag++)
        if (verdict->by_tag[tag] > 0)
            json_put_whole(by_tag, audit_tag_text((AuditTag)tag), verdict->by_tag[tag]);
    json_put_findings(json, "findings", &verdict->findings);
}

static void write_findings(const Findings *findings, Text *out)
{
    for (int32_t i = 0; i < findings->count; i++)
        text_add(out, "%s%s\n",
                 findings->entries[i].error ? "" : "warning: ", findings->entries[i].message);
    if (findings->unlisted > 0)
        text_add(out, "only the first %d are listed\n", findings->count);
}

static void write_rules(const Verdict *verdict, Text *out)
{
    if (verdict->violations == 0) {
        text_add(out, "rules         all kept\n");
        return;
    }
    text_add(out, "rules         %s violation%s:", summary_number((double)verdict->violations, 0),
             verdict->violations == 1 ? "" : "s");
    for (int tag = 0; tag < N_AUDIT_TAGS; tag++)
        if (verdict->by_tag[tag] > 0)
            text_add(out, " %s %s", audit_tag_text((AuditTag)tag),
                     summary_number((double)verdict->by_tag[tag], 0));
    text_add(out, "\n");
}

static void write_text(const Case *trial, Text *out)
{
    const Verdict *verdict = trial->verdict;
    double bound = number_attribute(trial, "bound");

    write_findings(&verdict->findings, out);
    write_rules(verdict, out);
    summary_booked(trial->clinic, trial->schedule, out);
    summary_unbooked(trial->clinic, trial->schedule, out);
    text_add(out, "objective     %s\n", summary_number(verdict->worth.objective, 2));
    summary_worth(&verdict->worth, out);
    if (isfinite(bound)) {
        text_add(out, "bound         %s", summary_number(bound, 2));
        if (isfinite(trial->proven))
            text_add(out, "; the prices of the certificate prove %s",
                     summary_number(trial->proven, 2));
        text_add(out, "\n");
        text_add(out, "gap           %s %%\n", summary_number(100 * gap(trial), 2));
    }
    text_add(out, "expected      %s min of patient wait, %s min idle, %s min overtime\n",
             summary_number(verdict->worth.wait_min, 0), summary_number(verdict->worth.idle_min, 0),
             summary_number(verdict->worth.overtime_min, 0));
}

static Status report(Call *call, const Case *trial)
{
    Text text = {0};
    Status status = STATUS_OK;

    if (call->options->json)
        put_json(call, trial);
    else if (!call->options->quiet)
        write_text(trial, &text);
    status = text_status(&text);
    if (status == STATUS_OK)
        fputs(text_of(&text), stdout);
    text_clear(&text);
    return status;
}

/* Rooms, devices and further persons where the result names none at all. */
static Status complete(Call *call, Case *trial)
{
    Findings left = {0};
    Catalog *catalog = NULL;
    Status status = STATUS_OK;

    if (trial->schedule->resources.rows > 0 || trial->schedule->appointments.rows == 0)
        goto done;
    say_phase(call, "assigning rooms, devices and further persons");
    TRY(catalog_new(trial->clinic, trial->chances, &catalog));
    TRY(assign_units(catalog, trial->schedule, &left));
    say_line(call,
             "%s: names no rooms, devices or further persons; they were assigned for %lld of "
             "%d appointments",
             trial->result_path, (long long)trial->schedule->appointments.rows - left.warnings,
             (int)trial->schedule->appointments.rows);
    say_findings(call, &left, false, WARNINGS_SHOWN);
    if (call->options->json)
        json_put_findings(call->json, "not_assigned", &left);
done:
    findings_clear(&left);
    catalog_free(catalog);
    return status;
}

static void deny(Case *trial, const char *what, double said)
{
    findings_error(&trial->verdict->findings,
                   "DATA: %s is said to be %.12g, but the certificate proves %.12g", what, said,
                   trial->proven);
    trial->verdict->by_tag[AUDIT_DATA]++;
    trial->verdict->violations++;
}

/* What the prices in the certificate prove; a result must not claim that they prove more, nor be
 * worth more itself. */
static Status prove(Call *call, Case *trial)
{
    double claimed = number_attribute(trial, "price_bound");
    double objective = trial->verdict->worth.objective;
    Status status;

    if (trial->schedule->certificate.rows == 0 && !isfinite(claimed))
        return STATUS_OK;
    say_phase(call, "recomputing the bound");
    TRY(certify_bound(trial->clinic, trial->chances, trial->schedule,
                      isfinite(claimed) ? claimed : NAN, &trial->proven));
    if (isfinite(claimed) && !audit_reaches(claimed, trial->proven))
        deny(trial, "price_bound", claimed);
    if (trial->verdict->violations == 0 && !audit_reaches(trial->proven, objective))
        deny(trial, "objective", objective);
done:
    return status;
}

Status command_audit(Call *call)
{
    const char *const *operands = call->options->operands.entries;
    Case trial = {.data_path = operands[0], .result_path = operands[1], .proven = NAN};
    Prediction prediction;
    Status status;

    TRY(load_dataset(call, trial.data_path, &trial.clinic));
    TRY(load_result(call, trial.result_path, trial.clinic, &trial.schedule));
    TRY(predictor_run(trial.clinic, &trial.chances, &prediction));
    TRY(complete(call, &trial));
    say_phase(call, "auditing %s", trial.result_path);
    TRY(audit_run(trial.clinic, trial.chances, trial.schedule, &trial.verdict));
    TRY(prove(call, &trial));
    say_done(call);
    TRY(report(call, &trial));
    call->exit_code = trial.verdict->violations > 0 ? 1 : 0;
done:
    verdict_free(trial.verdict);
    chances_free(trial.chances);
    schedule_free(trial.schedule);
    clinic_free(trial.clinic);
    return status;
}
