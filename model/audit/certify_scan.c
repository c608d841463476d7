/* Slot by slot. A label at a slot is taken on by each item that may start there, and by the slot
 * going by. As soon as the last service begins no wait matters any more: what follows is known. A
 * label from which not even what may follow without any delay makes more than the best plan so far
 * is dropped, overtime that is sure to come counted. */
#include "model/audit/certify_scan.h"

#include "model/base/memory.h"

/* Where labels wait: at a slot, in a phase before the last service, with an item of some grip that
 * runs on. */
typedef struct Spot {
    int32_t v, done, phase, left, grip;
} Spot;

/* A label about to be taken on by a move. */
typedef struct Step {
    const Label *label;
    Spot at;
    const Move *move;
    Work work;
    double wait_min;        /* of who comes now */
    double over, over_both; /* overtime in minutes if this patient stays away, and comes */
    bool added;             /* scan->after is filled */
} Step;

void scan_clear(Scan *scan)
{
    labels_clear(&scan->labels);
    mem_free(scan->lists);
    mem_free(scan->after);
    mem_free(scan->loads);
    *scan = (Scan){0};
}

/* Lists of the present slot for what is done of its duties follow those of the last slot. */
static Label **list_at(const Scan *scan, Spot at)
{
    int64_t row = at.done == 0 ? at.v : scan->moves->slots + at.done;

    return &scan->lists[((row * 2 + at.phase) * scan->n_rests + at.left) * scan->moves->n_grips +
                        at.grip];
}

static Status lay_out(Scan *scan)
{
    int32_t units = scan->moves->slots * scan->per_slot;
    int64_t n_lists = ((int64_t)scan->moves->slots + 4) * 2 * scan->n_rests * scan->moves->n_grips;
    Status status = STATUS_OK;
    Label *label;

    labels_open(&scan->labels, units);
    TRY(mem_grow((void **)&scan->lists, &scan->room[0], n_lists, sizeof *scan->lists));
    TRY(mem_grow((void **)&scan->loads, &scan->room[2], (int64_t)scan->moves->slots + 1,
                 sizeof *scan->loads));
    TRY(mem_grow((void **)&scan->after, &scan->room[1], (int64_t)units + 1, sizeof *scan->after));
    for (int64_t i = 0; i < n_lists; i++)
        scan->lists[i] = NULL;
    TRY(labels_get(&scan->labels, &label));
    label->next = NULL;
    label->worth = label->base = 0.0;
    label->runs = (Runner){0};
    for (int32_t x = 0; x <= units; x++)
        label->excess[x] = 0.0;
    scan->lists[0] = label;
done:
    return status;
}

static void put(Scan *scan, Spot at, Label *label)
{
    Label **list;

    if (at.left == 0)
        label->runs = (Runner){0};
    at.grip = label->runs.grip;
    list = list_at(scan, at);
    label->next = *list;
    *list = label;
}

static bool is_hopeless(const Scan *scan, double most)
{
    return !(most > scan->best - scan->margin);
}

/* The most that can become of a plan worth @p worth with @p over minutes of overtime to come. */
static double most_at(const Scan *scan, Spot at, Runner runs, double worth, double over)
{
    return worth - scan->rules->overtime_cost * over +
           ahead_at(scan->ahead, at.v, at.done, at.phase, at.left, runs);
}

/* A plan that gains @p gain by a service that comes with @p chance goes on at @p next, where
 * @p runs does so too. */
static Status go_on(Scan *scan, Step *step, Spot next, double gain, double chance, Runner runs)
{
    int32_t now = scan->v * scan->per_slot, units = scan->labels.units;
    Status status = STATUS_OK;
    Label *label;

    TRY(labels_get(&scan->labels, &label));
    label->worth = step->label->worth + gain;
    label->base = step->label->worth + gain;
    label->runs = runs;
    if (chance > 0.0 && !step->added) {
        work_add(&step->work, step->label->excess, now, units, scan->after);
        step->added = true;
    }
    if (chance > 0.0)
        for (int32_t x = next.v * scan->per_slot; x <= units; x++)
            label->excess[x] = (1.0 - chance) * step->label->excess[x] + chance * scan->after[x];
    else
        for (int32_t x = next.v * scan->per_slot; x <= units; x++)
            label->excess[x] = step->label->excess[x];
    put(scan, next, label);
done:
    return status;
}

/* Takes @p choice, which pays @p toll besides the costs of being served. */
static Status choose(Scan *scan, Step *step, Spot next, bool last, const Choice *choice,
                     double toll, Runner runs)
{
    const PathRules *rules = scan->rules;
    double chance = step->move->place ? 0.0 : choice->chance, gain = choice->worth - toll;
    double over = (1.0 - chance) * step->over + chance * step->over_both, most;

    next.phase = step->move->place ? step->at.phase : last ? PHASE_AFTER : PHASE_AMID;
    if (!step->move->place)
        gain -= rules->wait_cost * chance * step->wait_min;
    if (step->at.phase == PHASE_BEFORE && next.phase == PHASE_AMID)
        gain += scan->idle;
    if (step->at.phase == PHASE_AMID && next.phase == PHASE_AFTER)
        gain -= scan->idle;
    if (next.phase == PHASE_AFTER)
        gain -= rules->idle_cost * step->wait_min;
    most = most_at(scan, next, runs, step->label->worth + gain, over);
    if (next.phase == PHASE_AFTER) {
        scan->best = fmax(scan->best, most);
        return STATUS_OK;
    }
    return is_hopeless(scan, most) ? STATUS_OK : go_on(scan, step, next, gain, chance, runs);
}

static Step step_of(const Scan *scan, const Label *label, Spot at, const Move *move)
{
    int32_t now = scan->v * scan->per_slot, end = scan->labels.units;
    Step step = {.label = label,
                 .at = at,
                 .move = move,
                 .work = {scan->moves->varies ? move->law : NULL, move->length * scan->per_slot},
                 .wait_min = label->excess[now] * scan->unit_min,
                 .over = label->excess[end] * scan->unit_min};

    if (!move->place)
        step.over_both = work_after(&step.work, label->excess, now, end) * scan->unit_min;
    return step;
}

/* Where a plan goes on that starts @p move while nothing runs; false if it may not. */
static bool next_alone(const Scan *scan, const Move *move, Spot *next)
{
    *next = (Spot){.v = scan->v, .done = move->bit, .left = move->length};
    if (move->overlaps)
        return true;
    *next = (Spot){.v = scan->v + move->length};
    return move->bit == scan->duty && moves_pass(scan->moves, scan->v, next->v);
}

/* The same while another item runs. */
static bool next_second(const Scan *scan, Spot at, const Move *move, Spot *next)
{
    bool outlives = move->length >= at.left;

    *next = (Spot){.v = scan->v + (outlives ? at.left : move->length),
                   .left = outlives ? move->length - at.left : at.left - move->length};
    return move->overlaps && (at.done & move->bit) == 0 && (at.done | move->bit) == scan->duty &&
           moves_pass(scan->moves, scan->v, next->v);
}

/* Starts @p move, which goes on at @p next, as each of its choices: last service or inner one. */
static Status start(Scan *scan, const Label *label, Spot at, const Move *move, Spot next)
{
    bool second = at.left > 0, outlived = move->length < at.left;
    int32_t last = second ? SECOND_LAST : ALONE_LAST;
    Step step = step_of(scan, label, at, move);
    double units = second ? second_cost(scan->rules, move, at.v, at.grip, at.left) : 0.0;
    Status status = STATUS_OK;

    for (int32_t way = last; way <= last + 1; way++) {
        Choices list = move->ways[way];

        for (int32_t i = list.first; i < list.first + list.count; i++) {
            const Choice *choice = &scan->moves->choices[i];
            const Runner own = {choice->chance, choice->group, move->grip};
            double toll =
                units +
                (second ? overlap_toll(scan->rules, label->runs.chance, choice->chance) : 0.0);

            if (toll < INFINITY)
                TRY(choose(scan, &step, next, way == last, choice, toll,
                           outlived ? label->runs : own));
        }
    }
done:
    return status;
}

/* Lets the slot go by, if all its duties are done. */
static void pass(Scan *scan, Label *label, Spot at)
{
    Spot next = {.v = scan->v + 1, .phase = at.phase, .left = at.left > 0 ? at.left - 1 : 0};
    double over = label->excess[scan->labels.units] * scan->unit_min;

    if (at.done != scan->duty ||
        is_hopeless(scan, most_at(scan, next, label->runs, label->worth, over))) {
        labels_drop(&scan->labels, label);
        return;
    }
    label->base = label->worth;
    put(scan, next, label);
}

/* All that can be done with the labels of a spot. */
static Status advance(Scan *scan, Spot at)
{
    const Moves *moves = scan->moves;
    Status status = STATUS_OK;

    TRY(labels_sift(&scan->labels, list_at(scan, at), &scan->sift));
    if (scan->labels.n_kept > scan->crowd)
        scan->sift.blur = fmax(2.0 * scan->sift.blur, 1e-6);
    for (int32_t k = 0; k < scan->labels.n_kept; k++) {
        Label *label = scan->labels.kept[k];

        for (int32_t i = moves->begin[at.v]; i < moves->begin[at.v + 1]; i++) {
            const Move *move = &moves->moves[i];
            Spot next;

            if (at.left == 0 ? next_alone(scan, move, &next) : next_second(scan, at, move, &next))
                TRY(start(scan, label, at, move, next));
        }
        pass(scan, label, at);
    }
done:
    return status;
}

/* The largest chance of a service that a move may be. */
static double most_likely(const Moves *moves, const Move *move)
{
    double chance = 0.0;

    for (int32_t way = 0; way < N_WAYS && !move->place; way++) {
        Choices list = move->ways[way];

        if (list.count > 0)
            chance = fmax(chance, moves->choices[list.first + list.count - 1].chance);
    }
    return chance;
}

/* The greatest sum of chances of services that start from each slot on one after the other. */
static void find_loads(Scan *scan)
{
    const Moves *moves = scan->moves;

    scan->loads[moves->slots] = 0.0;
    for (int32_t v = moves->slots - 1; v >= 0; v--) {
        scan->loads[v] = scan->loads[v + 1];
        for (int32_t i = moves->begin[v]; i < moves->begin[v + 1]; i++) {
            const Move *move = &moves->moves[i];

            scan->loads[v] =
                fmax(scan->loads[v], most_likely(moves, move) + scan->loads[v + move->length]);
        }
    }
}

/* What a unit of excess more can cost at most from the present slot on: each who comes may wait so
 * much longer, the last start so much later, and the session end so much later. Of services that
 * overlap no three do so at once: they are two sequences of such that do not. */
static double weight_at(const Scan *scan)
{
    const PathRules *rules = scan->rules;
    double load = scan->loads[scan->v] * (scan->n_rests > 1 ? 2.0 : 1.0);

    return scan->unit_min *
           fmax(rules->wait_cost * load + rules->idle_cost + rules->overtime_cost, 1e-9);
}

/* What starts while nothing runs comes first: it may be overlapped in the same slot. */
static Status advance_slot(Scan *scan)
{
    int32_t v = scan->v;
    Status status = STATUS_OK;

    for (int32_t phase = PHASE_BEFORE; phase <= PHASE_AMID; phase++)
        TRY(advance(scan, (Spot){.v = v, .phase = phase}));
    for (int32_t done = 0; done <= scan->duty; done++)
        for (int32_t left = 1; left < scan->n_rests && v + left <= scan->moves->slots; left++)
            for (int32_t phase = PHASE_BEFORE; phase <= PHASE_AMID; phase++)
                for (int32_t grip = 0; grip < scan->moves->n_grips; grip++)
                    TRY(advance(scan, (Spot){v, done, phase, left, grip}));
done:
    return status;
}

Status scan_run(Scan *scan, const Moves *moves, const Ahead *ahead, const PathRules *rules,
                int32_t limit, PathCare care, double margin, double *best)
{
    Status status = STATUS_OK;

    scan->moves = moves;
    scan->ahead = ahead;
    scan->rules = rules;
    scan->n_rests = 1 + moves->longest;
    scan->per_slot = moves->varies ? rules->slot_min : 1;
    scan->unit_min = (double)rules->slot_min / scan->per_slot;
    scan->margin = margin;
    scan->crowd = care.crowd;
    scan->best = *best;
    TRY(lay_out(scan));
    find_loads(scan);
    scan->sift = (Sift){.end = scan->labels.units, .limit = limit, .blur = care.blur};
    for (scan->v = 0; scan->v < moves->slots; scan->v++) {
        scan->duty = moves_duty(moves, scan->v);
        scan->idle = rules->idle_cost * rules->slot_min * scan->v;
        scan->sift.now = scan->v * scan->per_slot;
        scan->sift.weight = weight_at(scan);
        TRY(advance_slot(scan));
    }
    for (const Label *label = *list_at(scan, (Spot){.v = moves->slots}); label; label = label->next)
        scan->best = fmax(scan->best, label->worth);
    *best = scan->best;
done:
    return status;
}
