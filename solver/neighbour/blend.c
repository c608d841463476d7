#include "solver/neighbour/blend.h"

#include <math.h>
#include <string.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/neighbour/blend_parts.h"

enum {
    LABELS_A_UNIT = 60, /* tried in a unit of work */
    ROUNDS_MAX = 120,   /* of finding plans */
    SETUP_WORK = 300    /* of a session */
};

static const double least_gain = 1e-6;
/* Part of the prices that a round keeps: those of the program jump from vertex to vertex. */
static const double inertia = 0.6;

static Status list_wishes(const Field *field, const Zone *zone, Wish *wishes)
{
    const Agenda *agenda = field->agenda;

    for (int32_t i = 0; i < zone->subjects.count; i++) {
        int32_t r = zone->subjects.rows[i];

        placement_wish(agenda->catalog, r, &wishes[i]);
        if (zone_is_linked(field->agenda, r))
            agenda_narrow(agenda, r, &wishes[i]);
    }
    return STATUS_OK;
}

static Status allocate(Blend *blend)
{
    int32_t subjects = blend->zone->subjects.count, sessions = blend->zone->sessions.count;

    blend->stages = MEM_NEW(Stage, sessions);
    blend->bound = MEM_NEW(bool, subjects);
    blend->lambda = MEM_NEW(double, subjects);
    blend->barred = MEM_NEW(bool, subjects);
    blend->mu = MEM_NEW(double, sessions);
    blend->empty = MEM_NEW(double, sessions);
    blend->settled = MEM_NEW(bool, sessions);
    blend->chosen = MEM_NEW(int32_t, sessions);
    blend->standing = MEM_NEW(int32_t, sessions);
    blend->found = MEM_NEW(PlanEntry, TRAIL_FINDS * (blend->supply.slots + 1));
    return blend->stages && blend->bound && blend->lambda && blend->barred && blend->mu &&
                   blend->empty && blend->settled && blend->chosen && blend->standing &&
                   blend->found
               ? STATUS_OK
               : STATUS_NO_MEMORY;
}

/* What must stand is worth so much that leaving it out never pays. */
static void set_bonus(Blend *blend)
{
    const Zone *zone = blend->zone;
    double most = 1;

    for (int32_t s = 0; s < blend->n_stages; s++)
        for (int32_t c = 0; c < blend->stages[s].n_choices; c++)
            most = fmax(most, fabs(blend->stages[s].choices[c].worth));
    blend->bonus = 4 * most;
    for (int32_t i = 0; i < zone->n_standing; i++)
        blend->bound[i] = zone_is_linked(blend->field->agenda, zone->subjects.rows[i]);
    for (int32_t s = 0; s < blend->n_stages; s++)
        for (int32_t c = 0; c < blend->stages[s].n_choices; c++)
            if (blend->bound[blend->stages[s].choices[c].subject])
                blend->stages[s].choices[c].worth += blend->bonus;
}

static Status furnish(Blend *blend)
{
    const Zone *zone = blend->zone;
    Wish *wishes = MEM_NEW(Wish, zone->subjects.count);
    Status status = wishes ? STATUS_OK : STATUS_NO_MEMORY;

    if (!wishes)
        goto done;
    TRY(list_wishes(blend->field, zone, wishes));
    for (int32_t k = 0; k < zone->sessions.count; k++) {
        TRY(stage_init(&blend->stages[k], zone, k, wishes, &blend->supply));
        blend->n_stages++;
        blend->chosen[k] = blend->standing[k] = -1;
    }
    blend->work += (int64_t)SETUP_WORK * zone->sessions.count;
done:
    mem_free(wishes);
    return status;
}

/* The plan that stands in session @p k, made of the visits of free subjects. */
static Status find_standing(Blend *blend, int32_t k, int32_t *n)
{
    const Field *field = blend->field;
    Stage *stage = &blend->stages[k];
    Status status = STATUS_OK;

    *n = 0;

    for (int32_t v = field->agenda->first_service[stage->session]; v >= 0;
         v = field->agenda->visits[v].next_service) {
        int32_t subject = field->agenda->visits[v].first_member;

        if (field->subject_zone[subject] == blend->zone->number)
            TRY(stage_standing(stage, blend->zone, field->subject_at[subject], &blend->supply,
                               &blend->found[(*n)++]));
    }
done:
    return status;
}

static Status make_rows(Blend *blend)
{
    Status status = STATUS_OK;

    TRY(glpk_master_new(&blend->master));
    blend->n_rows = blend->zone->subjects.count + blend->n_stages;
    for (int32_t i = 0; i < blend->n_rows; i++)
        TRY(glpk_master_row(blend->master, 1, NULL, 0));
done:
    return status;
}

/* Enters the plans that stand: first all choices are made, then what must stand is known, then the
 * worth of plans. */
static Status enter_standing(Blend *blend)
{
    Status status = STATUS_OK;
    int32_t count;
    bool added;

    for (int32_t k = 0; k < blend->n_stages; k++)
        TRY(find_standing(blend, k, &count));
    set_bonus(blend);
    TRY(make_rows(blend));
    for (int32_t k = 0; k < blend->n_stages; k++) {
        TRY(stage_seal(&blend->stages[k]));
        stage_worth(&blend->stages[k], blend->field->agenda, NULL, 0, &blend->empty[k]);
        TRY(find_standing(blend, k, &count));
        if (count == 0)
            continue;
        TRY(blend_add(blend, k, blend->found, count, -INFINITY, &added));
        blend->standing[k] = blend->chosen[k] = added ? blend->n_plans - 1 : -1;
        if (added)
            blend->worth += blend->plans[blend->n_plans - 1].worth;
    }
    blend->standing_worth = blend->worth;
done:
    return status;
}

Status blend_init(Blend *blend, const Field *field, const Zone *zone, const BlendLimits *limits)
{
    Blend made = {.field = field,
                  .zone = zone,
                  .limits = *limits,
                  .relaxed = INFINITY,
                  .supply = supply_begin(field, zone)};
    Status status;

    TRY(allocate(&made));
    TRY(furnish(&made));
    TRY(enter_standing(&made));
    *blend = made;
    made = (Blend){0};
done:
    blend_clear(&made);
    return status;
}

void blend_clear(Blend *blend)
{
    for (int32_t k = 0; k < blend->n_stages; k++)
        stage_clear(&blend->stages[k]);
    supply_clear(&blend->supply);
    glpk_master_free(blend->master);
    trail_clear(&blend->finder);
    mem_free(blend->stages);
    mem_free(blend->bound);
    mem_free(blend->plans);
    mem_free(blend->entries);
    mem_free(blend->known);
    mem_free(blend->scratch);
    mem_free(blend->cuts);
    mem_free(blend->found);
    mem_free(blend->lambda);
    mem_free(blend->mu);
    mem_free(blend->empty);
    mem_free(blend->barred);
    mem_free(blend->settled);
    mem_free(blend->chosen);
    mem_free(blend->standing);
    *blend = (Blend){0};
}

bool blend_may_go_on(const Blend *blend)
{
    const BlendLimits *limits = &blend->limits;

    return (!blend->master || glpk_master_iterations(blend->master) < limits->iterations) &&
           !(limits->interrupted && *limits->interrupted) && clock_now_s() < limits->deadline_s;
}

/* The price of row @p row, of which @p kept parts stay as they were. */
static double read_price(const Blend *blend, int32_t row, double kept, double before)
{
    return kept * before + (1 - kept) * fmax(0, glpk_master_price(blend->master, row));
}

Status blend_solve(Blend *blend, double kept, bool *optimal)
{
    int32_t subjects = blend->zone->subjects.count;
    int64_t before = glpk_master_iterations(blend->master);
    Status status;

    TRY(glpk_master_solve(blend->master, blend->limits.iterations - before + 1,
                          blend->limits.deadline_s, optimal));
    blend->work += (glpk_master_iterations(blend->master) - before) * blend_iteration_work(blend);
    for (int32_t i = 0; i < subjects; i++)
        blend->lambda[i] = read_price(blend, i, kept, blend->lambda[i]);
    for (int32_t k = 0; k < blend->n_stages; k++)
        blend->mu[k] = read_price(blend, subjects + k, 0, 0);
    for (int32_t i = 0; i < blend->supply.count; i++) {
        SupplyLine *line = &blend->supply.lines[i];
        double sum = 0;

        line->priced = false;
        for (int32_t t = 0; t < blend->supply.slots; t++) {
            double price = line->paid[t + 1] - sum;

            sum = line->paid[t + 1];
            price = line->row[t] < 0 ? 0 : read_price(blend, line->row[t], kept, price);
            line->paid[t + 1] = line->paid[t] + price;
            line->priced |= price > 0;
        }
    }
done:
    return status;
}

/* Plans of session @p k. */
static Status price_stage(Blend *blend, int32_t k, double least, int32_t *added)
{
    Stage *stage = &blend->stages[k];
    TrailPlan plans[TRAIL_FINDS];
    int32_t found;
    int64_t labels = blend->finder.work;
    bool taken;
    Status status;

    for (int32_t i = 0; i < TRAIL_FINDS; i++)
        plans[i] = (TrailPlan){.entries = blend->found + i * (blend->supply.slots + 1)};
    stage_price(stage, &blend->supply);
    TRY(trail_find(&blend->finder, stage, blend->field->agenda, blend->lambda, blend->barred,
                   -1e300, plans, &found));
    blend->work += 1 + (blend->finder.work - labels) / LABELS_A_UNIT;
    blend->found_count = found > 0 ? plans[0].count : 0;
    for (int32_t i = 0; i < found; i++) {
        if (plans[i].count == 0)
            continue;
        TRY(blend_add(blend, k, plans[i].entries, plans[i].count, least, &taken));
        *added += taken;
    }
done:
    return status;
}

Status blend_price_best(Blend *blend, int32_t k, int32_t *count)
{
    int32_t added = 0;
    Status status = price_stage(blend, k, -INFINITY, &added);

    *count = blend->found_count;
    return status;
}

Status blend_price(Blend *blend, double least, int32_t *added)
{
    Status status = STATUS_OK;

    *added = 0;
    for (int32_t k = 0; k < blend->n_stages; k++)
        if (!blend->settled[k])
            TRY(price_stage(blend, k, least, added));
done:
    return status;
}

/* One round of finding plans: at prices with inertia first and, where these find nothing, at those
 * of the program itself. */
static Status relax_round(Blend *blend, int32_t *added, bool *optimal)
{
    int32_t cuts = 0;
    Status status;

    TRY(blend_solve(blend, inertia, optimal));
    if (!*optimal)
        return STATUS_OK;
    TRY(blend_cut(blend, NULL, &cuts));
    *added = cuts;
    if (cuts > 0)
        return STATUS_OK;
    TRY(blend_price(blend, least_gain, added));
    if (*added > 0)
        return STATUS_OK;
    TRY(blend_solve(blend, 0, optimal));
    if (*optimal)
        TRY(blend_price(blend, least_gain, added));
done:
    return status;
}

Status blend_relax(Blend *blend)
{
    Status status = STATUS_OK;
    bool optimal = true;
    int32_t added = 1;

    for (int round = 0; optimal && added > 0 && round < ROUNDS_MAX && blend_may_go_on(blend) &&
                        glpk_master_iterations(blend->master) < blend->limits.relax_iterations;
         round++)
        TRY(relax_round(blend, &added, &optimal));
    if (optimal && blend_may_go_on(blend)) {
        TRY(blend_solve(blend, 0, &optimal));
        if (optimal)
            blend->relaxed = glpk_master_objective(blend->master);
    }
done:
    return status;
}
