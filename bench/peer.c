#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/bench_inside.h"
#include "bench/peer_answer.h"
#include "datasets/store/replace.h"
#include "model/base/memory.h"

enum { ABSENT = 127, REPAIRS_MAX = 20 };

/* A peer stops by itself at its limit; so much later it is stopped. */
static double patience_s(double limit_s)
{
    return fmax(30, limit_s / 4);
}

static const double ENDLESS = 1e19;

/* What a peer has said so far. Programs are minimised, so worths are turned round. */
typedef struct Talk {
    Bench *bench;
    int32_t row;
    double objective, bound; /* worths; -INFINITY and INFINITY: none yet */
    char version[160], status[32], absent[200];
    Status trouble;
} Talk;

/* The worth in @p text; what a solver takes for infinite is none. */
static bool read_worth(const char *text, double *worth)
{
    double value;

    if (!text_to_real(text, &value) || fabs(value) >= ENDLESS)
        return false;
    *worth = -value;
    return true;
}

/* When a peer says it was, else when it said so. */
static double own_time(const char *at, double heard_s)
{
    double seconds;

    return text_to_real(at, &seconds) && seconds >= 0 && seconds < heard_s ? seconds : heard_s;
}

static void hear_numbers(Talk *talk, double seconds, const char *objective, const char *bound)
{
    double value;
    bool news = false;

    if (read_worth(objective, &value) && value > talk->objective) {
        talk->objective = value;
        news = true;
    }
    if (read_worth(bound, &value) && value < talk->bound) {
        talk->bound = value;
        news = true;
    }
    if (news && talk->trouble == STATUS_OK)
        talk->trouble = bench_point(talk->bench, talk->row, seconds,
                                    isfinite(talk->objective) ? talk->objective : NOTHING,
                                    isfinite(talk->bound) ? talk->bound : NOTHING);
}

/* "= incumbent VALUE BOUND", "= bound BOUND", "= status WORD", "= version TEXT", "= absent WHY";
 * what does not begin so is the peer's log. */
static void hear(double seconds, const char *line, void *context)
{
    Talk *talk = context;
    char value[64] = "", bound[64] = "", at[64] = "";

    if (sscanf(line, "= incumbent %63s %63s %63s", value, bound, at) >= 2)
        hear_numbers(talk, own_time(at, seconds), value, bound);
    else if (sscanf(line, "= bound %63s %63s", bound, at) >= 1)
        hear_numbers(talk, own_time(at, seconds), "", bound);
    else if (strncmp(line, "= version ", 10) == 0)
        snprintf(talk->version, sizeof talk->version, "%s", line + 10);
    else if (strncmp(line, "= status ", 9) == 0)
        snprintf(talk->status, sizeof talk->status, "%s", line + 9);
    else if (strncmp(line, "= absent ", 9) == 0)
        snprintf(talk->absent, sizeof talk->absent, "%s", line + 9);
}

/* The compact program of the dataset, once for all peers; why there is none is kept. */
static Status export_program(Bench *bench, Data *data)
{
    ChildPlan plan = {.interrupted = bench->interrupted};
    ChildReport report = {0};
    Invocation invocation = {0};
    Json *printed = NULL;
    Status status = STATUS_OK;

    if (data->exported)
        return STATUS_OK;
    invocation_add(&invocation, "export");
    invocation_add(&invocation, "%s/data-1.h5", bench->work);
    invocation_add(&invocation, "--to=mps");
    invocation_add(&invocation, "-o");
    invocation_add(&invocation, "%s/program.mps", bench->work);
    TRY(invocation_run_self(&invocation, &plan, &report, &printed));
    data->exported = true;
    snprintf(data->export_note, sizeof data->export_note, "%.500s",
             json_get_text(printed, "error"));
done:
    invocation_clear(&invocation);
    child_clear(&report);
    json_free(printed);
    return status;
}

/* Request @p length bytes long joins @p dropped. */
static Status drop(const char *id, size_t length, Arena *texts, Lookup *dropped, bool *any)
{
    const char *copy = arena_text(texts, id, length);

    *any = true;
    return copy ? lookup_add(dropped, copy, 1, NULL) : STATUS_NO_MEMORY;
}

/* All requests for which the audit could not hand out units, "ID: no rooms, devices or ...", and
 * then those that cannot stay without them, "LINK: ... (...): ID is booked and ID is not"; *@p any
 * says whether there were some. */
static Status drop_all(const Json *verdict, Arena *texts, Lookup *dropped, bool *any)
{
    Status status = STATUS_OK;
    const char *message;

    for (int32_t i = 0; (message = json_get_finding(verdict, "not_assigned", i)); i++) {
        const char *end = strstr(message, ": no rooms");

        if (end)
            TRY(drop(message, (size_t)(end - message), texts, dropped, any));
    }
    for (int32_t i = 0; !*any && (message = json_get_finding(verdict, "findings", i)); i++) {
        const char *begin = strncmp(message, "LINK: ", 6) == 0 ? strstr(message, "): ") : NULL;
        const char *end = begin ? strstr(begin, " is booked and ") : NULL;

        if (end)
            TRY(drop(begin + 3, (size_t)(end - begin - 3), texts, dropped, any));
    }
done:
    return status;
}

/* Writes the appointments and has them judged, until units can be handed out for all that remain.
 */
static Status judge(Bench *bench, const char *answer_path, int32_t row)
{
    Runs *runs = &bench->record->runs;
    Lookup *dropped = NULL;
    Arena texts = {0};
    char folder[BENCH_PATH_BYTES], bookings[BENCH_PATH_BYTES];
    int32_t first = 0, written = 0;
    bool again = true;
    Status status;

    TRY(lookup_new(16, &dropped));
    snprintf(folder, sizeof folder, "%.4000s/appointments", bench->work);
    snprintf(bookings, sizeof bookings, "%.4000s/program.mps.bookings.csv", bench->work);
    mkdir(folder, 0777);
    for (int round = 0; again && round < REPAIRS_MAX; round++) {
        Json *verdict = NULL;

        again = false;
        TRY(peer_answer_write(answer_path, bookings, dropped, folder, &written));
        first = round == 0 ? written : first;
        TRY(trial_audit(bench, 1, folder, row, &verdict));
        status = drop_all(verdict, &texts, dropped, &again);
        json_free(verdict);
        if (status != STATUS_OK)
            goto done;
    }
    runs->dropped[row] = first - written;
done:
    lookup_free(dropped);
    arena_clear(&texts);
    return status;
}

static Status enter(const Talk *talk, const ChildReport *report)
{
    Record *record = talk->bench->record;
    Runs *runs = &record->runs;
    int32_t row = talk->row;
    bool optimal = strcmp(talk->status, "optimal") == 0;
    Status status;

    TRY(record_text(record, talk->version, &runs->version[row]));
    runs->stopped_by[row] = report->killed ? "killed" : optimal ? "done" : "time";
    runs->outcome[row] = "nothing";
    if (isfinite(talk->objective))
        runs->claimed[row] = talk->objective;
    if (isfinite(talk->bound))
        runs->bound[row] = talk->bound;
    status = talk->trouble;
done:
    return status;
}

/* The file at @p from as file @p to. */
static Status copy_file(const char *from, const char *to)
{
    Text text = {0};
    char block[4096];
    size_t got;
    FILE *file = fopen(from, "r");
    Status status;

    while (file && (got = fread(block, 1, sizeof block, file)) > 0)
        text_add_bytes(&text, block, got);
    if (file)
        fclose(file);
    status = text_status(&text);
    if (status == STATUS_OK)
        status = replace_file(to, text_of(&text), (size_t)text.length);
    text_clear(&text);
    return status;
}

/* What the peer printed and answered, beside the tables. */
static Status keep(const Bench *bench, int32_t row, const ChildReport *report, const char *answer)
{
    char path[BENCH_PATH_BYTES];
    Status status = STATUS_OK;

    if (!*bench->call->options->output)
        return STATUS_OK;
    bench_beside(bench, row, "log", path);
    TRY(replace_file(path, text_of(&report->output), (size_t)report->output.length));
    bench_beside(bench, row, "answer", path);
    if (access(answer, R_OK) == 0)
        TRY(copy_file(answer, path));
done:
    return status;
}

/* A peer that is not there is told of and no failure. */
static Status note_absence(Bench *bench, int32_t row, const char *why)
{
    Runs *runs = &bench->record->runs;

    runs->outcome[row] = "absent";
    return record_text(bench->record, why, &runs->note[row]);
}

static void compose(const Bench *bench, const Setting *setting, const char *answer,
                    Invocation *invocation)
{
    invocation_add(invocation, "%s/%s", bench->peers, setting->solver);
    invocation_add(invocation, "%s/program.mps", bench->work);
    invocation_add(invocation, "%s", answer);
    invocation_add(invocation, "%.10g", setting->time_limit_s);
    invocation_add(invocation, "%d", (int)setting->threads);
}

/* The peer has ended: what it left is read. */
static Status take_answer(Bench *bench, const Talk *talk, const ChildReport *report,
                          const char *answer)
{
    Runs *runs = &bench->record->runs;
    int32_t row = talk->row;
    Status status;

    if (report->exit_code == ABSENT)
        return note_absence(bench, row, *talk->absent ? talk->absent : "no such peer");
    bench_usage(bench, row, report);
    TRY(keep(bench, row, report, answer));
    TRY(enter(talk, report));
    if (access(answer, R_OK) != 0)
        return STATUS_OK;
    TRY(judge(bench, answer, row));
    runs->outcome[row] = runs->violations[row] == 0 ? "feasible" : "broken";
    if (isfinite(runs->bound[row]))
        runs->gap[row] =
            (runs->bound[row] - runs->objective[row]) / fmax(1, fabs(runs->bound[row]));
done:
    return status;
}

Status peer_run(Bench *bench, Data *data, const Setting *setting, int32_t row)
{
    Talk talk = {.bench = bench, .row = row, .objective = -INFINITY, .bound = INFINITY};
    ChildPlan plan = {.limit_s = setting->time_limit_s + patience_s(setting->time_limit_s),
                      .listener = hear,
                      .context = &talk,
                      .interrupted = bench->interrupted};
    ChildReport report = {0};
    Invocation invocation = {0};
    char answer[BENCH_PATH_BYTES];
    Status status;

    snprintf(answer, sizeof answer, "%.4000s/answer", bench->work);
    unlink(answer);
    TRY(export_program(bench, data));
    if (*data->export_note)
        TRY(fault(STATUS_BAD_INPUT, "%s", data->export_note));
    compose(bench, setting, answer, &invocation);
    TRY(invocation_run(&invocation, &plan, &report));
    TRY(take_answer(bench, &talk, &report, answer));
done:
    invocation_clear(&invocation);
    child_clear(&report);
    return status;
}
