/* Whole plans out of the relaxation: a dive, and the tree of GLPK. */
#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "solver/glpk.h"
#include "solver/neighbour/blend_parts.h"

enum {
    DIVE_ROUNDS = 2,    /* of finding plans after each step */
    TREE_COLUMNS = 1500 /* plans at most: those that the prices like best */
};

static const double whole = 0.999, least_gain = 1e-6;

/* Fixes plan @p p: its session and its subjects are done with. */
static Status fix(Blend *blend, int32_t p, bool fixed)
{
    const BlendPlan *plan = &blend->plans[p];

    blend->settled[plan->stage] = fixed;
    for (int32_t i = plan->first; i < plan->first + plan->count; i++)
        blend->barred[blend->stages[plan->stage].choices[blend->entries[i].choice].subject] = fixed;
    return glpk_master_fix(blend->master, p, fixed);
}

/* Fixes every plan that is whole already and the one that is nearest to it; *@p split is false when
 * there was nothing between none and whole. */
static Status lean(Blend *blend, bool *split)
{
    int32_t nearest = -1;
    double most = 1e-6;
    Status status = STATUS_OK;

    for (int32_t p = 0; p < blend->n_plans; p++) {
        double value = glpk_master_value(blend->master, p);

        if (blend->settled[blend->plans[p].stage] || value <= 1e-6)
            continue;
        if (value >= whole) {
            TRY(fix(blend, p, true));
        } else if (value > most) {
            most = value;
            nearest = p;
        }
    }
    *split = nearest >= 0;
    if (*split)
        TRY(fix(blend, nearest, true));
done:
    return status;
}

/* Solves, keeps units within what there is, and finds plans for the sessions still open. */
static Status go_deeper(Blend *blend, bool *optimal)
{
    int32_t added = 1, cuts;
    Status status = STATUS_OK;

    *optimal = true;
    for (int round = 0; added > 0 && round <= DIVE_ROUNDS && blend_may_go_on(blend); round++) {
        TRY(blend_solve(blend, 0, optimal));
        if (!*optimal)
            goto done;
        TRY(blend_cut(blend, NULL, &cuts));
        if (cuts > 0)
            TRY(blend_solve(blend, 0, optimal));
        if (!*optimal || round == DIVE_ROUNDS)
            goto done;
        TRY(blend_price(blend, least_gain, &added));
    }
    if (!blend_may_go_on(blend))
        *optimal = false;
done:
    return status;
}

/* Chooses the plans of a whole solution, by value, if it is better. */
static void choose(Blend *blend, const double *value)
{
    double worth = 0;

    for (int32_t p = 0; p < blend->n_plans; p++)
        if ((value ? value[p] : glpk_master_value(blend->master, p)) >= whole)
            worth += blend->plans[p].worth;
    if (worth <= blend->worth + least_gain)
        return;
    blend->worth = worth;
    for (int32_t k = 0; k < blend->n_stages; k++)
        blend->chosen[k] = -1;
    for (int32_t p = 0; p < blend->n_plans; p++)
        if ((value ? value[p] : glpk_master_value(blend->master, p)) >= whole)
            blend->chosen[blend->plans[p].stage] = p;
}

Status blend_dive(Blend *blend)
{
    bool optimal = true, split = true;
    Status status = STATUS_OK;

    for (int32_t step = 0; step <= blend->n_stages && split; step++) {
        TRY(lean(blend, &split));
        if (!split)
            break;
        TRY(go_deeper(blend, &optimal));
        if (!optimal || glpk_master_objective(blend->master) <= blend->worth + least_gain)
            break;
    }
    if (!split)
        choose(blend, NULL);
    for (int32_t p = 0; p < blend->n_plans; p++)
        if (blend->settled[blend->plans[p].stage])
            TRY(glpk_master_fix(blend->master, p, false));
    memset(blend->settled, 0, (size_t)blend->n_stages * sizeof *blend->settled);
    memset(blend->barred, 0, (size_t)blend->zone->subjects.count * sizeof *blend->barred);
    if (blend_may_go_on(blend)) {
        TRY(blend_solve(blend, 0, &optimal));
        if (optimal)
            blend->relaxed = glpk_master_objective(blend->master);
    }
done:
    return status;
}

/* Lists the plans that could be part of something better; *@p count of them in @p list. */
static void list_promising(const Blend *blend, const double *reduced, int32_t *list, int32_t *count)
{
    double least = blend->worth - blend->relaxed;

    *count = 0;
    for (int32_t p = 0; p < blend->n_plans; p++)
        if (reduced[p] > least || blend->chosen[blend->plans[p].stage] == p)
            list[(*count)++] = p;
    while (*count > TREE_COLUMNS) {
        int32_t n = 0;

        least *= 0.8;
        for (int32_t i = 0; i < *count; i++)
            if (reduced[list[i]] > least || blend->chosen[blend->plans[list[i]].stage] == list[i])
                list[n++] = list[i];
        *count = n;
    }
}

static Status build(Blend *blend, const int32_t *list, int32_t count, Linear *linear)
{
    int32_t fixed_rows = blend->n_rows - blend->n_cuts, n;
    Status status = STATUS_OK;

    for (int32_t i = 0; i < blend->n_rows; i++)
        TRY(linear_row(linear, -INFINITY, i < fixed_rows ? 1 : blend->cuts[i - fixed_rows].high,
                       NULL));
    for (int32_t i = 0; i < count; i++) {
        const BlendPlan *plan = &blend->plans[list[i]];

        TRY(linear_column(linear, 0, 1, plan->worth, true, NULL));
        TRY(blend_column(blend, plan->stage, blend->entries + plan->first, plan->count, &n));
        for (int32_t e = 0; e < n; e++)
            TRY(linear_entry(linear, blend->scratch[e].at, i, blend->scratch[e].value));
    }
done:
    return status;
}

/* One tree over the plans listed; the solution, by plan, in @p value. */
static Status grow_tree(Blend *blend, const int32_t *list, int32_t count, int64_t iterations,
                        double *value, bool *better)
{
    Linear linear = {0};
    GlpkAnswer answer = {0};
    GlpkOptions options = {.deadline_s = blend->limits.deadline_s,
                           .work_limit = iterations,
                           .gap = 1e-6,
                           .quick = true,
                           .start = value,
                           .interrupted = blend->limits.interrupted};
    Status status;

    for (int32_t i = 0; i < count; i++)
        value[i] = blend->chosen[blend->plans[list[i]].stage] == list[i];
    TRY(build(blend, list, count, &linear));
    TRY(glpk_solve(&linear, &options, &answer));
    blend->work += answer.work * blend_iteration_work(blend);
    *better = answer.found && answer.objective > blend->worth + least_gain;
    memset(value, 0, (size_t)blend->n_plans * sizeof *value);
    for (int32_t i = 0; *better && i < count; i++)
        value[list[i]] = answer.value[i] > 0.5;
done:
    glpk_clear(&answer);
    linear_clear(&linear);
    return status;
}

Status blend_tree(Blend *blend)
{
    int32_t *list = MEM_NEW(int32_t, blend->n_plans), count = 0, cuts = 1;
    double *value = MEM_NEW(double, blend->n_plans);
    int64_t left = blend->limits.tree_iterations;
    bool better = true;
    Status status = list && value ? STATUS_OK : STATUS_NO_MEMORY;

    if (!list || !value)
        goto done;
    for (int32_t p = 0; p < blend->n_plans; p++)
        value[p] = blend_reduced(blend, p);
    list_promising(blend, value, list, &count);
    glpk_master_free(blend->master);
    blend->master = NULL;
    for (int tries = 0; tries < 3 && cuts > 0 && better && left > 0; tries++) {
        TRY(grow_tree(blend, list, count, left, value, &better));
        if (better)
            TRY(blend_cut(blend, value, &cuts));
    }
    if (better && cuts == 0)
        choose(blend, value);
done:
    mem_free(list);
    mem_free(value);
    return status;
}
