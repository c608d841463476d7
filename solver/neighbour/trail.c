#include "solver/neighbour/trail.h"

#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

/* One search. */
typedef struct Walk {
    TrailFinder *finder;
    const Stage *stage;
    const double *lambda;
    double idle_cost; /* of a slot */
    double wait_cost; /* of a slot that one patient waits */
    double collision_max;
    int32_t overbook_max, slot_min;
    const VisitTypes *types;
    double best_done[TRAIL_FINDS];
    TrailLabel best[TRAIL_FINDS];
    int32_t n_best;
} Walk;

/* A path that can be gone on with at a slot. */
typedef struct Waiter {
    int32_t label; /* -1: nothing is served yet */
    double value;
} Waiter;

void trail_clear(TrailFinder *finder)
{
    mem_free(finder->labels);
    mem_free(finder->bucket);
    mem_free(finder->filled);
    mem_free(finder->open);
    *finder = (TrailFinder){0};
}

static Status make_room(TrailFinder *finder, const Stage *stage)
{
    void *labels = finder->labels, *bucket = finder->bucket, *filled = finder->filled,
         *open = finder->open;
    int64_t slots = stage->n_slots + 1;
    Status status;

    TRY(mem_grow(&labels, &finder->label_capacity, slots * TRAIL_BREADTH, sizeof(TrailLabel)));
    finder->labels = labels;
    TRY(mem_grow(&bucket, &finder->bucket_capacity, slots * TRAIL_BREADTH, sizeof(int32_t)));
    finder->bucket = bucket;
    TRY(mem_grow(&filled, &finder->filled_capacity, slots, sizeof(int32_t)));
    finder->filled = filled;
    TRY(mem_grow(&open, &finder->open_capacity, stage->n_choices, sizeof(int32_t)));
    finder->open = open;
    memset(finder->filled, 0, (size_t)slots * sizeof(int32_t));
    finder->n_labels = 0;
done:
    return status;
}

/* Choices that could be part of a good plan: what their visit brings at once, or spares by filling
 * minutes that would be idle, is more than nothing. */
static void list_open(Walk *walk, const bool *barred)
{
    TrailFinder *finder = walk->finder;
    const Stage *stage = walk->stage;

    finder->n_open = 0;
    for (int32_t c = 0; c < stage->n_choices; c++) {
        const StageChoice *choice = &stage->choices[c];
        double spared = walk->idle_cost * choice->chance * stage->kinds[choice->kind].slots;

        if (!barred[choice->subject] && choice->worth - walk->lambda[choice->subject] + spared > 0)
            finder->open[finder->n_open++] = c;
    }
}

static bool is_taken(const TrailSet *set, int32_t number)
{
    return set->word[number / 64] >> (number % 64) & 1;
}

static bool is_same(const TrailSet *a, const TrailSet *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Keeps the label among the best to end with. */
static void keep_best(Walk *walk, const TrailLabel *label)
{
    int32_t at = walk->n_best;

    for (int32_t i = 0; i < walk->n_best; i++) {
        if (is_same(&walk->best[i].taken, &label->taken)) {
            if (walk->best_done[i] >= label->done)
                return;
            at = i;
            break;
        }
    }
    if (at == walk->n_best) {
        if (walk->n_best < TRAIL_FINDS)
            walk->n_best++;
        else if (walk->best_done[--at] >= label->done)
            return;
    }
    for (; at > 0 && walk->best_done[at - 1] < label->done; at--) {
        walk->best[at] = walk->best[at - 1];
        walk->best_done[at] = walk->best_done[at - 1];
    }
    walk->best[at] = *label;
    walk->best_done[at] = label->done;
}

/* Files the label with those that end at its slot, if it is among the best of them. Labels of later
 * slots are not gone on with yet, so one may be written over. */
static void file_label(Walk *walk, const TrailLabel *label)
{
    TrailFinder *finder = walk->finder;
    int32_t *bucket = finder->bucket + (int64_t)label->until * TRAIL_BREADTH;
    int32_t n = finder->filled[label->until], at = n, home;

    for (int32_t i = 0; i < n; i++) {
        if (is_same(&finder->labels[bucket[i]].taken, &label->taken)) {
            if (finder->labels[bucket[i]].leave >= label->leave)
                return;
            at = i;
            break;
        }
    }
    if (at < n) {
        home = bucket[at];
    } else if (n < TRAIL_BREADTH) {
        home = finder->n_labels++;
        finder->filled[label->until]++;
    } else {
        home = bucket[--at];
        if (finder->labels[home].leave >= label->leave)
            return;
    }
    for (; at > 0 && finder->labels[bucket[at - 1]].leave < label->leave; at--)
        bucket[at] = bucket[at - 1];
    bucket[at] = home;
    finder->labels[home] = *label;
}

/* Serves choice @p c at @p slot after the path of @p waiter. */
static void serve(Walk *walk, const Waiter *waiter, int32_t c, int32_t slot)
{
    const StageChoice *choice = &walk->stage->choices[c];
    const StageKind *kind = &walk->stage->kinds[choice->kind];
    TrailLabel label = {.parent = waiter->label, .choice = c, .slot = slot};
    double value = waiter->value + choice->worth - walk->lambda[choice->subject] -
                   walk->stage->unit_price[choice->kind * walk->stage->n_slots + slot];

    walk->finder->work++;
    if (waiter->label >= 0) {
        const TrailLabel *before = &walk->finder->labels[waiter->label];

        if (is_taken(&before->taken, choice->number))
            return;
        label.taken = before->taken;
        label.overlaps = before->overlaps;
    }
    label.taken.word[choice->number / 64] |= (uint64_t)1 << (choice->number % 64);
    label.until = slot + kind->slots;
    label.done = value;
    label.leave = value - walk->idle_cost * (1 - choice->chance) * kind->slots;
    if (label.until <= walk->stage->n_slots)
        file_label(walk, &label);
    keep_best(walk, &label);
}

/* The paths that can go on at @p slot: those that wait, grown idler by a slot, and those that end
 * here, best first; the one that has served nobody is not among them. */
static int32_t gather(Walk *walk, int32_t slot, Waiter *waiters, int32_t n)
{
    const TrailFinder *finder = walk->finder;
    const int32_t *bucket = finder->bucket + (int64_t)slot * TRAIL_BREADTH;

    for (int32_t i = 0; i < n; i++)
        waiters[i].value -= walk->idle_cost;
    for (int32_t i = 0; i < finder->filled[slot]; i++) {
        Waiter comer = {bucket[i], finder->labels[bucket[i]].leave};
        int32_t at = n;

        if (n < TRAIL_BREADTH)
            n++;
        else if (waiters[--at].value >= comer.value)
            continue;
        for (; at > 0 && waiters[at - 1].value < comer.value; at--)
            waiters[at] = waiters[at - 1];
        waiters[at] = comer;
    }
    return n;
}

/* Goes through a wall: every path that comes so far serves it. */
static int32_t pass_wall(Walk *walk, const StageWall *wall, const Waiter *waiters, int32_t n,
                         bool fresh)
{
    TrailFinder *finder = walk->finder;
    const int32_t slots = walk->stage->n_slots;

    walk->n_best = 0;
    for (int32_t i = 0; i < n + (fresh ? 1 : 0); i++) {
        TrailLabel label = {.parent = -1, .choice = -1, .slot = wall->from, .until = wall->until};

        if (i < n) {
            label.parent = waiters[i].label;
            label.taken = finder->labels[label.parent].taken;
            label.overlaps = finder->labels[label.parent].overlaps;
            label.done = waiters[i].value;
        }
        label.leave = label.done;
        if (label.until <= slots)
            file_label(walk, &label);
        keep_best(walk, &label);
    }
    return 0;
}

static void walk_slots(Walk *walk)
{
    const Stage *stage = walk->stage;
    const TrailFinder *finder = walk->finder;
    Waiter waiters[TRAIL_BREADTH];
    const Waiter nobody = {-1, 0};
    int32_t n = 0, wall = 0;
    bool fresh = true;

    for (int32_t slot = 0; slot < stage->n_slots; slot++) {
        n = gather(walk, slot, waiters, n);
        for (; wall < stage->n_walls && stage->walls[wall].from <= slot; wall++) {
            if (!stage->walls[wall].serves || stage->walls[wall].from < slot)
                continue;
            n = pass_wall(walk, &stage->walls[wall], waiters, n, fresh);
            fresh = false;
        }
        for (int32_t i = 0; i < finder->n_open; i++) {
            int32_t c = finder->open[i];

            if (!slot_has(&stage->choices[c].starts, slot))
                continue;
            if (fresh)
                serve(walk, &nobody, c, slot);
            for (int32_t k = 0; k < n; k++)
                serve(walk, &waiters[k], c, slot);
        }
    }
}

/* Writes down the visits of the path that ends with @p label. */
static void trace(const Walk *walk, const TrailLabel *label, TrailPlan *plan)
{
    plan->value = label->done;
    plan->count = 0;
    for (;;) {
        if (label->choice >= 0)
            plan->entries[plan->count++] = (PlanEntry){label->choice, label->slot};
        if (label->parent < 0)
            break;
        label = &walk->finder->labels[label->parent];
    }
    for (int32_t i = 0; i < plan->count / 2; i++) {
        PlanEntry entry = plan->entries[i];

        plan->entries[i] = plan->entries[plan->count - 1 - i];
        plan->entries[plan->count - 1 - i] = entry;
    }
}

Status trail_find(TrailFinder *finder, const Stage *stage, const Agenda *agenda,
                  const double *lambda, const bool *barred, double least,
                  TrailPlan plans[TRAIL_FINDS], int32_t *count)
{
    const Clinic *clinic = agenda->catalog->clinic;
    int32_t slot_min = agenda->catalog->slot_min;
    Walk walk = {.finder = finder,
                 .stage = stage,
                 .lambda = lambda,
                 .idle_cost = clinic->rules.idle_cost_per_min * slot_min,
                 .wait_cost = clinic->rules.patient_wait_cost_per_min * slot_min,
                 .collision_max = clinic->rules.collision_show_max,
                 .overbook_max = agenda->catalog->sessions[stage->session].overbook_max,
                 .slot_min = slot_min,
                 .types = &clinic->visit_types};
    Status status;

    TRY(make_room(finder, stage));
    list_open(&walk, barred);
    walk_slots(&walk);
    *count = 0;
    for (int32_t i = 0; i < walk.n_best; i++)
        if (walk.best_done[i] > least)
            trace(&walk, &walk.best[i], &plans[(*count)++]);
done:
    return status;
}
