#include "solver/cli/batch.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/cli/say.h"
#include "solver/parallel.h"

typedef struct Batch {
    const Call *call;
    Run *runs;
    int32_t count;
    atomic_int solved;
} Batch;

static void answer(Batch *batch, int32_t index, int32_t threads)
{
    Run *run = &batch->runs[index];
    int solved;

    if (run->status != STATUS_OK)
        return;
    run->solve.threads = threads;
    run->begun_s = clock_now_s() - run->load_s;
    run->status = run_answer(run);
    if (run->status != STATUS_OK)
        snprintf(run->note, sizeof run->note, "%s", fault_note());
    solved = atomic_fetch_add(&batch->solved, 1) + 1;
    if (batch->count > 1)
        say_phase(batch->call, "solved %d of %d datasets", solved, batch->count);
}

/* One dataset on one thread; trouble is kept with the run, so that the others go on. */
static Status answer_one(size_t index, void *context)
{
    answer(context, (int32_t)index, 1);
    return STATUS_OK;
}

void batch_answer(const Call *call, Run *runs, int32_t count, int32_t threads)
{
    Batch batch = {.call = call, .runs = runs, .count = count};

    if (count >= threads) {
        parallel_run((size_t)count, threads, answer_one, &batch);
        return;
    }
    for (int32_t i = 0; i < count; i++)
        answer(&batch, i, threads);
}

char *batch_result_path(const char *folder, const char *data_path)
{
    const char *slash = strrchr(data_path, '/');
    const char *name = slash && slash[1] ? slash + 1 : data_path;
    size_t length = strlen(name), bytes;
    char *path;

    while (length > 1 && name[length - 1] == '/')
        length--;
    if (length > 3 && strncmp(name + length - 3, ".h5", 3) == 0)
        length -= 3;
    bytes = strlen(folder) + length + sizeof "/.h5";
    path = mem_array((int64_t)bytes, 1);
    if (path)
        snprintf(path, bytes, "%s%s%.*s.h5", folder,
                 *folder && folder[strlen(folder) - 1] == '/' ? "" : "/", (int)length, name);
    return path;
}

static bool same_file(const char *a, const char *b)
{
    struct stat one, other;

    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

Status batch_check_output(const char *path, const char *const *inputs, int32_t count)
{
    const char *slash = strrchr(path, '/');
    char folder[4096];

    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    if (access(folder, W_OK | X_OK) != 0)
        return fault(STATUS_IO, "%s: the folder %s: %s", path, folder, strerror(errno));
    for (int32_t i = 0; i < count; i++)
        if (same_file(path, inputs[i]))
            return fault(STATUS_USAGE, "%s is an input; a result would overwrite it", path);
    return STATUS_OK;
}
