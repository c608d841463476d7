#include "solver/progress.h"

#include <math.h>

#include "model/base/clock.h"
#include "model/base/memory.h"

struct Progress {
    double begun_s;
    bool timed;
    ProgressRow now;
    double beside_objective, beside_bound; /* of all that is not reported on */
    ProgressListener listener;
    void *context;    /* borrowed: the listener's */
    int32_t since;    /* improvements in this phase */
    int32_t stride;   /* of these every so manieth is kept for good */
    bool provisional; /* the last row gives way to the next of its phase */
    int32_t count;
    ProgressRow rows[PROGRESS_ROWS_MAX];
};

Status progress_new(double begun_s, bool timed, Progress **out)
{
    Progress *progress = MEM_NEW(Progress, 1);

    if (!progress)
        return STATUS_NO_MEMORY;
    progress->begun_s = begun_s;
    progress->timed = timed;
    progress->now = (ProgressRow){"begin", NAN, 0, -INFINITY, INFINITY};
    progress->stride = 1;
    *out = progress;
    return STATUS_OK;
}

void progress_free(Progress *progress)
{
    mem_free(progress);
}

void progress_listen(Progress *progress, ProgressListener listener, void *context)
{
    if (!progress)
        return;
    progress->listener = listener;
    progress->context = context;
}

static void tell(const Progress *progress)
{
    if (progress->listener)
        progress->listener(progress, progress->context);
}

void progress_phase(Progress *progress, const char *phase)
{
    if (!progress)
        return;
    progress->now.phase = phase;
    progress->since = 0;
    progress->stride = 1;
    progress->provisional = false;
    tell(progress);
}

void progress_work(Progress *progress, int64_t units)
{
    if (!progress)
        return;
    progress->now.work += units;
    tell(progress);
}

/* Every second row goes, the last one stays. */
static void thin(Progress *progress)
{
    int32_t kept = 0;

    for (int32_t i = (progress->count - 1) % 2; i < progress->count; i += 2)
        progress->rows[kept++] = progress->rows[i];
    progress->count = kept;
    progress->stride *= 2;
}

/* Adds what is known now to the log. A phase begins with every improvement; each time the log is
 * full, the past and the pace of this phase are thinned alike. */
static void enter(Progress *progress)
{
    if (progress->timed)
        progress->now.seconds = clock_now_s() - progress->begun_s;
    if (progress->provisional)
        progress->count--;
    else if (progress->count == PROGRESS_ROWS_MAX)
        thin(progress);
    progress->rows[progress->count++] = progress->now;
    progress->provisional = ++progress->since % progress->stride != 0;
    tell(progress);
}

void progress_mark(Progress *progress)
{
    if (progress)
        enter(progress);
}

void progress_beside(Progress *progress, double objective, double bound)
{
    if (!progress)
        return;
    progress->beside_objective = objective;
    progress->beside_bound = bound;
}

void progress_incumbent(Progress *progress, double objective)
{
    if (!progress || !(objective + progress->beside_objective > progress->now.objective))
        return;
    progress->now.objective = objective + progress->beside_objective;
    enter(progress);
}

void progress_bound(Progress *progress, double bound)
{
    if (!progress || !(bound + progress->beside_bound < progress->now.bound))
        return;
    progress->now.bound = bound + progress->beside_bound;
    enter(progress);
}

ProgressRow progress_now(const Progress *progress)
{
    ProgressRow now = progress->now;

    now.seconds = clock_now_s() - progress->begun_s;
    return now;
}

Status progress_write(const Progress *progress, double objective, double bound, Schedule *schedule)
{
    ProgressTable *rows = &schedule->progress;
    Status status = table_resize(schedule, &result_schema.tables[TABLE_progress], progress->count);

    for (int32_t i = 0; status == STATUS_OK && i < progress->count; i++) {
        const ProgressRow *row = &progress->rows[i];
        bool both = isfinite(row->objective) && isfinite(row->bound);

        rows->phase[i] = row->phase;
        rows->seconds[i] = row->seconds;
        rows->work[i] = (double)row->work;
        rows->objective[i] = isfinite(row->objective) ? fmin(row->objective, objective) : NAN;
        rows->bound[i] = isfinite(row->bound) ? fmax(row->bound, bound) : NAN;
        rows->gap[i] =
            both ? (rows->bound[i] - rows->objective[i]) / fmax(1, fabs(rows->bound[i])) : NAN;
    }
    return status;
}
