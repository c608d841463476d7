#include "solver/parallel.h"

#include <omp.h>
#include <stdio.h>

Status parallel_run(size_t count, int threads, JobFn job, void *context)
{
    size_t first_failed = count;
    Status status = STATUS_OK;
    char note[STATUS_NOTE_BYTES] = "";
    int workers = count < (size_t)threads ? (int)count : threads;

    if (count == 0)
        return STATUS_OK;

#pragma omp parallel for schedule(dynamic, 1) num_threads(workers) if (workers > 1)
    for (size_t i = 0; i < count; i++) {
        Status mine = job(i, context);

        if (mine == STATUS_OK)
            continue;
#pragma omp critical(parallel_failure)
        if (i < first_failed) {
            first_failed = i;
            status = mine;
            snprintf(note, sizeof note, "%s", fault_note());
        }
    }
    return status == STATUS_OK ? STATUS_OK : fault(status, "%s", note);
}

int parallel_cores(void)
{
    return omp_get_num_procs();
}
