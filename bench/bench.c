#include "bench/bench.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/bench_inside.h"
#include "bench/scratch.h"
#include "solver/cli/say.h"
#include "solver/cli/signals.h"
#include "solver/parallel.h"

extern char **environ;

static bool is_interrupted(const Bench *bench)
{
    return *bench->interrupted != 0;
}

Status bench_point(Bench *bench, int32_t row, double seconds, double objective, double bound)
{
    Convergence *progress = &bench->record->progress;
    int32_t point = 0;
    Status status;

    TRY(record_append(bench->record, RECORD_PROGRESS, &point));
    progress->run[point] = row + 1;
    progress->seconds[point] = seconds;
    progress->objective[point] = objective;
    progress->bound[point] = bound;
done:
    return status;
}

void bench_beside(const Bench *bench, int32_t row, const char *ending, char *out)
{
    const Runs *runs = &bench->record->runs;

    snprintf(out, BENCH_PATH_BYTES, "%.3000s/%.200s/%d-%.100s-%.200s-%.0f.%s",
             bench->call->options->output, bench->suite->name, (int)row + 1, runs->solver[row],
             runs->recipe[row], runs->seed[row], ending);
    for (char *c = out + strlen(bench->call->options->output) + strlen(bench->suite->name) + 2; *c;
         c++)
        if (*c == '/')
            *c = '_';
}

void bench_usage(Bench *bench, int32_t row, const ChildReport *report)
{
    Runs *runs = &bench->record->runs;

    runs->seconds[row] = report->seconds;
    runs->cpu_s[row] = report->cpu_s;
    runs->busy[row] = report->cpu_s / (report->seconds * runs->threads[row]);
    runs->peak_mib[row] = report->peak_mib;
}

static Status join_words(Record *record, const SuiteList *list, const char **out)
{
    Text text = {0};
    Status status;

    for (int32_t i = 0; i < list->count; i++)
        text_add(&text, "%s%s", i ? " " : "", list->words[i]);
    TRY(text_status(&text));
    TRY(record_text(record, text_of(&text), out));
done:
    text_clear(&text);
    return status;
}

/* Generates dataset @p number of @p data and adds up what it took. */
static Status generate_one(Bench *bench, Data *data, int32_t number)
{
    const SuiteList *set = &bench->block->set;
    ChildPlan plan = {.interrupted = bench->interrupted};
    ChildReport report = {0};
    Invocation invocation = {0};
    Json *printed = NULL;
    Status status;

    invocation_add(&invocation, "generate");
    invocation_add(&invocation, "%s", data->recipe);
    invocation_add(&invocation, "-o");
    invocation_add(&invocation, "%s/data-%d.h5", bench->work, (int)number);
    invocation_add(&invocation, "--seed=%.0f", data->seed + number - 1);
    for (int32_t i = 0; i < set->count; i++)
        invocation_add(&invocation, "--set=%s", set->words[i]);
    TRY(invocation_run_self(&invocation, &plan, &report, &printed));
    if (report.exit_code != 0)
        TRY(fault(STATUS_USAGE, "generate: %s", json_get_text(printed, "error")));
    data->requests += (int32_t)json_get_real(printed, "requests");
    data->generate_s += report.seconds;
done:
    invocation_clear(&invocation);
    child_clear(&report);
    json_free(printed);
    return status;
}

/* A row with all that is known before the run. */
static Status begin_row(Bench *bench, const Data *data, const Setting *setting, int32_t *row)
{
    Record *record = bench->record;
    Runs *runs = &record->runs;
    Status status;

    TRY(record_append(record, RECORD_RUNS, row));
    runs->run[*row] = *row + 1;
    runs->seed[*row] = data->seed;
    runs->datasets[*row] = data->count;
    runs->requests[*row] = data->requests;
    runs->threads[*row] = setting->threads;
    runs->time_limit[*row] = setting->time_limit_s;
    runs->repeat[*row] = setting->repeat;
    runs->generate_s[*row] = data->generate_s;
    runs->outcome[*row] = "failed";
    TRY(record_text(record, data->recipe, &runs->recipe[*row]));
    TRY(record_text(record, setting->solver, &runs->solver[*row]));
    TRY(join_words(record, &bench->block->set, &runs->settings[*row]));
    if (strcmp(setting->solver, "clinweave") == 0)
        TRY(join_words(record, &bench->block->options, &runs->options[*row]));
done:
    return status;
}

/* All files, each whole: what was measured so far is safe whatever comes. */
static Status write_files(const Bench *bench, int32_t row)
{
    const char *folder = bench->call->options->output;
    char path[BENCH_PATH_BYTES];
    Status status = STATUS_OK;

    if (!*folder)
        return STATUS_OK;
    bench_beside(bench, row, "csv", path);
    TRY(record_write_csv(bench->record, RECORD_PROGRESS, row + 1, path));
    snprintf(path, sizeof path, "%.3800s/%.200s.csv", folder, bench->suite->name);
    TRY(record_write_csv(bench->record, RECORD_RUNS, 0, path));
    snprintf(path, sizeof path, "%.3800s/%.200s.h5", folder, bench->suite->name);
    TRY(record_write_h5(bench->record, path));
done:
    return status;
}

/* One line of narration for a run that is over. */
static void tell(const Bench *bench, int32_t row)
{
    const Runs *runs = &bench->record->runs;
    char worth[96] = "";

    if (isfinite(runs->objective[row]))
        snprintf(worth, sizeof worth, ", worth %.2f", runs->objective[row]);
    if (isfinite(runs->gap[row]))
        snprintf(worth + strlen(worth), sizeof worth - strlen(worth), ", gap %.2f %%",
                 100 * runs->gap[row]);
    if (isfinite(runs->seconds[row]))
        snprintf(worth + strlen(worth), sizeof worth - strlen(worth), ", %.1f s",
                 runs->seconds[row]);
    say_line(bench->call, "%d of %d: %s, seed %.0f, %s, %d thread%s, %.10g s: %s%s%s%s",
             (int)row + 1, (int)bench->planned, runs->recipe[row], runs->seed[row],
             runs->solver[row], (int)runs->threads[row], runs->threads[row] == 1 ? "" : "s",
             runs->time_limit[row], runs->outcome[row], worth, *runs->note[row] ? "; " : "",
             runs->note[row]);
}

/* What went wrong with one run is noted with it, so that the others go on. */
static Status note_trouble(Bench *bench, int32_t row, Status status)
{
    if (status == STATUS_OK || status == STATUS_NO_MEMORY)
        return status;
    return record_text(bench->record, fault_note(), &bench->record->runs.note[row]);
}

static Status run_one(Bench *bench, Data *data, const Setting *setting)
{
    bool own = strcmp(setting->solver, "clinweave") == 0;
    int32_t row = 0, points = bench->record->progress.rows;
    Status status;

    if (is_interrupted(bench))
        return STATUS_OK;
    TRY(begin_row(bench, data, setting, &row));
    say_phase(bench->call, "run %d of %d: %s on %s, seed %.0f, %.10g s", (int)row + 1,
              (int)bench->planned, setting->solver, data->recipe, data->seed,
              setting->time_limit_s);
    status = own ? trial_run(bench, data, setting, row) : peer_run(bench, data, setting, row);
    if (is_interrupted(bench)) {
        TRY(table_resize(bench->record, &record_schema.tables[RECORD_RUNS], row));
        TRY(table_resize(bench->record, &record_schema.tables[RECORD_PROGRESS], points));
        return record_sum_up(bench->record);
    }
    TRY(note_trouble(bench, row, status));
    TRY(record_sum_up(bench->record));
    TRY(write_files(bench, row));
    tell(bench, row);
done:
    return status;
}

static int32_t threads_of(double threads)
{
    return threads > 0 ? (int32_t)threads : parallel_cores();
}

static Status run_own(Bench *bench, Data *data)
{
    const SuiteBlock *block = bench->block;
    int32_t repeats = (int32_t)block->repeat.numbers[0];
    Status status = STATUS_OK;

    for (int32_t l = 0; l < block->time_limit.count; l++)
        for (int32_t t = 0; t < block->threads.count; t++)
            for (int32_t repeat = 1; repeat <= repeats; repeat++) {
                Setting setting = {"clinweave", block->time_limit.numbers[l],
                                   threads_of(block->threads.numbers[t]), repeat};

                TRY(run_one(bench, data, &setting));
            }
done:
    return status;
}

static Status run_peers(Bench *bench, Data *data)
{
    const SuiteBlock *block = bench->block;
    int32_t repeats = (int32_t)block->repeat.numbers[0];
    Status status = STATUS_OK;

    for (int32_t l = 0; l < block->peer_time_limit.count; l++)
        for (int32_t p = 0; p < block->peers.count; p++)
            for (int32_t repeat = 1; repeat <= repeats; repeat++) {
                Setting setting = {block->peers.words[p], block->peer_time_limit.numbers[l],
                                   threads_of(block->peer_threads.numbers[0]), repeat};

                TRY(run_one(bench, data, &setting));
            }
done:
    return status;
}

/* All runs on one recipe and seed. */
static Status run_data(Bench *bench, const char *recipe, double seed)
{
    Data data = {.recipe = recipe, .seed = seed, .count = (int32_t)bench->block->batch.numbers[0]};
    Status status = STATUS_OK;

    if (data.count == 0)
        data.count = 1;
    for (int32_t number = 1; number <= data.count && !is_interrupted(bench); number++)
        TRY(generate_one(bench, &data, number));
    if (bench->block->own.numbers[0] > 0)
        TRY(run_own(bench, &data));
    if (data.count == 1)
        TRY(run_peers(bench, &data));
done:
    return is_interrupted(bench) ? STATUS_OK : status;
}

static Status run_block(Bench *bench)
{
    const SuiteBlock *block = bench->block;
    Status status = STATUS_OK;

    for (int32_t r = 0; r < block->recipe.count; r++)
        for (int32_t s = 0; s < block->seeds.count; s++)
            if (!is_interrupted(bench))
                TRY(run_data(bench, block->recipe.words[r], block->seeds.numbers[s]));
done:
    return status;
}

static int32_t count_runs(const Suite *suite)
{
    int32_t runs = 0;

    for (int32_t b = 0; b < suite->n_blocks; b++) {
        const SuiteBlock *block = &suite->blocks[b];
        int32_t own =
            block->own.numbers[0] > 0 ? block->time_limit.count * block->threads.count : 0;
        int32_t peers =
            block->batch.numbers[0] > 0 ? 0 : block->peer_time_limit.count * block->peers.count;

        runs += block->recipe.count * block->seeds.count * (own + peers) *
                (int32_t)block->repeat.numbers[0];
    }
    return runs;
}

/* The folder of the tables, and in it that of the progress of each run. */
static Status make_folders(const Bench *bench)
{
    const char *folder = bench->call->options->output;
    char inner[BENCH_PATH_BYTES];

    if (!*folder)
        return STATUS_OK;
    snprintf(inner, sizeof inner, "%.3800s/%.200s", folder, bench->suite->name);
    if ((mkdir(folder, 0777) != 0 && errno != EEXIST) ||
        (mkdir(inner, 0777) != 0 && errno != EEXIST))
        return fault(STATUS_IO, "%s: %s", inner, strerror(errno));
    return STATUS_OK;
}

/* What the tables cannot say of themselves. */
static Status describe(Bench *bench)
{
    Record *record = bench->record;
    char planned[16];
    Status status;

    snprintf(planned, sizeof planned, "%d", (int)bench->planned);
    TRY(attributes_set(&record->attributes, &record->texts, "suite", bench->suite->name));
    TRY(attributes_set(&record->attributes, &record->texts, "meaning", bench->suite->meaning));
    TRY(attributes_set(&record->attributes, &record->texts, "runs_planned", planned));
done:
    return status;
}

/* Where the peers are: beside the sources that the program was built from. */
static void find_peers(Bench *bench)
{
    char program[BENCH_PATH_BYTES] = "";
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    const char *given = bench->call->options->peers;

    if (length > 0)
        program[length] = '\0';
    if (strrchr(program, '/'))
        *strrchr(program, '/') = '\0';
    if (*given)
        snprintf(bench->peers, sizeof bench->peers, "%s", given);
    else
        snprintf(bench->peers, sizeof bench->peers, "%.4000s/../bench/peers", program);
}

/* What the user has set for this command is not meant for those it runs. */
static void forget_environment(void)
{
    char name[256];

    for (char **variable = environ; *variable;) {
        size_t length = strcspn(*variable, "=");

        snprintf(name, sizeof name, "%.*s", (int)length, *variable);
        if (strncmp(name, "CLINWEAVE_", strlen("CLINWEAVE_")) == 0 && unsetenv(name) == 0)
            variable = environ;
        else
            variable++;
    }
}

Status bench_run(Call *call, const Suite *suite, Record *record)
{
    Bench bench = {.call = call, .suite = suite, .record = record, .interrupted = signals_seen()};
    Status status;

    bench.planned = count_runs(suite);
    find_peers(&bench);
    TRY(describe(&bench));
    TRY(make_folders(&bench));
    TRY(scratch_make(bench.work, sizeof bench.work));
    forget_environment();
    signals_catch();
    for (int32_t b = 0; b < suite->n_blocks && !is_interrupted(&bench); b++) {
        bench.block = &suite->blocks[b];
        TRY(run_block(&bench));
    }
done:
    scratch_remove(bench.work);
    say_done(call);
    return status;
}
