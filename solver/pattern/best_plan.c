#include "solver/pattern/best_plan.h"

#include <math.h>

#include "model/base/memory.h"
#include "solver/pattern/delay.h"

/* Labels kept of one slot, phase and rest: all there are in an ordinary session, for prices find
 * out where one was taken for another; fewer in a long one, but so many at least. */
enum { LABELS_X_SLOTS = 20000, LABELS_LEAST = 24 };

/* How far apart labels are told apart: as closely as smoothing does, or closely. */
static const double least_blur = 0.005, blur_heats = 0.3;

struct BestPlan {
    Path *path;   /* owned */
    Delay *delay; /* owned */
    bool delays;  /* of the last plan */
    int64_t starts;
};

Status best_plan_new(BestPlan **out)
{
    BestPlan *plan = MEM_NEW(BestPlan, 1);
    Status status = STATUS_NO_MEMORY;

    if (!plan)
        return STATUS_NO_MEMORY;
    TRY(path_new(&plan->path));
    TRY(delay_new(&plan->delay));
    *out = plan;
    plan = NULL;
done:
    best_plan_free(plan);
    return status;
}

void best_plan_free(BestPlan *plan)
{
    if (!plan)
        return;
    path_free(plan->path);
    delay_free(plan->delay);
    mem_free(plan);
}

Status best_plan_run(BestPlan *plan, const PathRules *rules, bool delays, PathKind *kinds,
                     int32_t n_kinds, PlanWorth *worth)
{
    double blur = fmax(least_blur, blur_heats * rules->heat);
    int32_t most = LABELS_X_SLOTS / (rules->slots + 1);
    Grain grain = {
        .most = most > LABELS_LEAST ? most : LABELS_LEAST, .blur = blur, .blur_reach = blur};
    Status status;

    plan->delays = delays;
    if (!delays)
        return path_run(plan->path, rules, kinds, n_kinds, &worth->hard, &worth->soft,
                        &worth->overlaps);
    TRY(delay_run(plan->delay, rules, &grain, kinds, n_kinds, &worth->hard, &worth->soft,
                  &worth->overlaps));
    plan->starts += delay_work(plan->delay);
done:
    return status;
}

void best_plan_potentials(const BestPlan *plan, double *arrive, double *depart)
{
    if (plan->delays)
        delay_potentials(plan->delay, arrive, depart);
    else
        path_potentials(plan->path, arrive, depart);
}

int64_t best_plan_starts(const BestPlan *plan)
{
    return plan->starts;
}

void best_plan_seconds(const BestPlan *plan, double least, PathSecondUse *use, void *context)
{
    if (plan->delays)
        delay_seconds(plan->delay, least, use, context);
}
