#include "solver/bound/bound.h"

#include <math.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/bound/relaxation.h"

/* The step grows while the bound falls and shrinks after some rounds without progress. The weight
 * of the newest usage in the average falls from stage to stage: the longer the memory, the less the
 * choices of all requests swing from one cheap place to the next. */
static const double FIRST_STEP = 0.2, MORE_STEP = 1.2, LESS_STEP = 0.8, LAST_STEP = 1e-4;
static const double new_share[] = {0.05, 0.01, 0.005, 0.002, 0.001};
enum { SLOTS_A_UNIT = 8, POOR_ROUNDS = 3, N_STAGES = sizeof new_share / sizeof new_share[0] };

/* The state of the search for prices. */
typedef struct Volume {
    Relaxation *relaxation;
    int64_t size;
    double *best, *price; /* the best prices so far, and those on trial */
    double *usage, *mean; /* of the trial, and averaged */
    double *over;         /* what the average holds too much */
    double bound;         /* of the best prices */
    bool coarse;          /* one price a session, not yet one a slot */
    double step, share;
    int poor;
    int64_t work, unit; /* units done, and those of one evaluation */
    double slowest_s;   /* longest evaluation so far: the next one must end before the deadline */
} Volume;

/* Prices on trial: a step from the last ones along the averaged violation. */
static void step_onward(Volume *volume, double target)
{
    const double *capacity = relaxation_capacity(volume->relaxation);
    double *over = volume->over, length = 0, factor;

    for (int64_t i = 0; i < volume->size; i++)
        over[i] = volume->mean[i] - capacity[i];
    if (volume->coarse)
        relaxation_smooth(volume->relaxation, over);
    for (int64_t i = 0; i < volume->size; i++)
        if (over[i] > 0 || volume->price[i] > 0)
            length += over[i] * over[i];
    factor = length > 0 ? volume->step * fmax(volume->bound - target, 1e-9) / length : 0;
    for (int64_t i = 0; i < volume->size; i++)
        volume->price[i] = fmax(0, volume->price[i] + factor * over[i]);
}

static void judge_trial(Volume *volume, double value)
{
    for (int64_t i = 0; i < volume->size; i++)
        volume->mean[i] += volume->share * (volume->usage[i] - volume->mean[i]);
    if (value < volume->bound) {
        volume->poor = value < volume->bound - 1e-5 * fabs(volume->bound) ? 0 : volume->poor + 1;
        volume->bound = value;
        volume->step *= MORE_STEP;
        memcpy(volume->best, volume->price, (size_t)volume->size * sizeof *volume->best);
    } else {
        volume->poor++;
    }
    if (volume->poor >= POOR_ROUNDS) {
        volume->step *= LESS_STEP;
        volume->poor = 0;
        memcpy(volume->price, volume->best, (size_t)volume->size * sizeof *volume->best);
    }
}

static bool enough(const Volume *volume, const BoundLimits *limits)
{
    bool late = clock_now_s() + volume->slowest_s >= limits->deadline_s;

    if (late && limits->late)
        *limits->late = true;
    return late || (limits->work_limit > 0 && volume->work + volume->unit > limits->work_limit) ||
           (limits->interrupted && *limits->interrupted) ||
           volume->bound - limits->target <= limits->gap * fmax(1, fabs(volume->bound));
}

static Status evaluate(Volume *volume, const BoundLimits *limits, const double *price,
                       double *value, double *usage)
{
    double begun_s = clock_now_s();
    Status status = relaxation_value(volume->relaxation, price, limits->threads, value, usage);

    volume->slowest_s = fmax(volume->slowest_s, clock_now_s() - begun_s);
    volume->work += volume->unit;
    progress_work(limits->progress, volume->unit);
    return status;
}

/* Rounds until the step has become too small; the best prices are then on trial. */
static Status descend(Volume *volume, const BoundLimits *limits, int32_t rounds)
{
    Status status = STATUS_OK;

    volume->step = FIRST_STEP;
    for (int32_t round = 0; round < rounds && volume->step > LAST_STEP && !enough(volume, limits);
         round++) {
        double value;

        step_onward(volume, limits->target);
        TRY(evaluate(volume, limits, volume->price, &value, volume->usage));
        judge_trial(volume, value);
        progress_bound(limits->progress, volume->bound);
    }
    memcpy(volume->price, volume->best, (size_t)volume->size * sizeof *volume->best);
done:
    return status;
}

static Status search(Volume *volume, const BoundLimits *limits)
{
    Status status = STATUS_OK;

    TRY(evaluate(volume, limits, volume->best, &volume->bound, volume->mean));
    progress_bound(limits->progress, volume->bound);
    for (int stage = 0; stage < N_STAGES; stage++) {
        volume->share = new_share[stage];
        volume->coarse = stage == 0;
        TRY(descend(volume, limits, limits->rounds / N_STAGES));
    }
done:
    return status;
}

Status bound_run(const Catalog *catalog, const BoundLimits *limits, Schedule *schedule,
                 double *bound)
{
    Status status = STATUS_OK;
    Volume volume = {0};

    TRY(relaxation_new(catalog, &volume.relaxation));
    volume.size = relaxation_size(volume.relaxation);
    volume.unit = catalog->clinic->requests.rows + volume.size / SLOTS_A_UNIT + 1;
    volume.best = MEM_NEW(double, volume.size);
    volume.price = MEM_NEW(double, volume.size);
    volume.usage = MEM_NEW(double, volume.size);
    volume.mean = MEM_NEW(double, volume.size);
    volume.over = MEM_NEW(double, volume.size);
    if (!volume.best || !volume.price || !volume.usage || !volume.mean || !volume.over) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(search(&volume, limits));
    TRY(relaxation_certificate(volume.relaxation, volume.best, schedule));
    *bound = volume.bound;
    if (limits->work)
        *limits->work = volume.work;
done:
    relaxation_free(volume.relaxation);
    mem_free(volume.best);
    mem_free(volume.price);
    mem_free(volume.usage);
    mem_free(volume.mean);
    mem_free(volume.over);
    return status;
}
