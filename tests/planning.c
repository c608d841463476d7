#include "tests/planning.h"

#include "tests/check.h"

/* All plans, one after the other. */
typedef struct Plans {
    const Planning *planning;
    double best, sum;
    Service services[2 * PLANNING_SLOTS];
} Plans;

/* Where a plan has come to. */
typedef struct Moment {
    int32_t from, before; /* nothing starts earlier; the last start */
    int32_t end, running; /* the item that ends last */
    int32_t phase;        /* 0 nothing served, 1 something, 2 the last */
    int32_t taken;        /* bits of mandatory items */
    int32_t n;            /* services */
    double chance;        /* of who ends last */
    double worth;
} Moment;

double *planning_second(Planning *planning, int32_t i, int32_t v, int32_t holding, int32_t rest)
{
    const Item *item = &planning->items[i];

    return &planning->seconds[item->holding][item->slots - 1][v][holding][rest - 1];
}

static double second(const void *asked, int32_t kind, int32_t v, int32_t holding, int32_t rest)
{
    const Planning *planning = asked;
    const Item *item = &planning->items[kind];

    return planning->seconds[item->holding][item->slots - 1][v][holding][rest - 1];
}

/* What starting item @p i at @p v costs; INFINITY when it cannot. */
static double cost_of(const Planning *planning, const Moment *now, int32_t i, int32_t v)
{
    const PathRules *rules = &planning->rules;
    const Item *item = &planning->items[i], *other = &planning->items[now->running];

    if (now->end <= v)
        return planning->kinds[i].cost[v];
    if (!rules->overlaps || !item->overlaps || !other->overlaps ||
        (planning->delays &&
         planning->kinds[i].chance[v] * now->chance > rules->collision_show_max + 1e-9))
        return INFINITY;
    if (!planning->delays || !rules->second)
        return rules->overlap_price;
    return rules->overlap_price + second(planning, i, v, other->holding, now->end - v);
}

/* What all services cost together: waits, idle time that waits cause, overtime. */
static double late_cost(const Plans *plans, int32_t n)
{
    const PathRules *rules = &plans->planning->rules;
    double minute = 1 / rules->slot_min, work = 0, stay;
    Workload load;

    if (n == 0 || !plans->planning->delays)
        return 0;
    load = workload_of(plans->services, n, (int32_t)(rules->slots * rules->slot_min), NULL);
    for (int32_t i = 0; i < n - 1; i++) {
        const Service *one = &plans->services[i];

        work += one->any * (one->law ? one->law->mean_min : one->planned_min);
    }
    stay = plans->services[n - 1].start_min - plans->services[0].start_min;
    return minute * (rules->wait_per_slot * load.wait_min +
                     rules->idle_per_slot * (load.idle_min + work - stay) +
                     rules->overtime_per_slot * load.overtime_min);
}

/* Mandatory items of one start are taken in their order. */
static bool in_turn(const Planning *planning, const Moment *now, int32_t i, int32_t v)
{
    for (int32_t k = 0; k < i; k++)
        if (planning->items[k].mandatory && planning->kinds[k].hard_last[v] > -INFINITY &&
            !(now->taken >> k & 1))
            return false;
    return !(now->taken >> i & 1);
}

static void go_on(Plans *plans, Moment now);

static void serve(Plans *plans, Moment now, int32_t i, int32_t v)
{
    const Planning *planning = plans->planning;
    const Item *item = &planning->items[i];
    int32_t end = v + item->slots, slot_min = (int32_t)planning->rules.slot_min;
    double chance = item->shared ? 0 : planning->kinds[i].chance[v];
    Moment next = now;

    next.worth -= cost_of(planning, &now, i, v);
    if (now.phase == 1)
        next.worth -= planning->rules.idle_per_slot * (v - now.before);
    next.before = v;
    next.from = now.end > v ? (end < now.end ? end : now.end) : v;
    if (now.end <= v || end > now.end) {
        next.running = i;
        next.end = end;
        next.chance = planning->kinds[i].chance[v];
    }
    next.taken |= item->mandatory ? 1 << i : 0;
    if (item->reserve >= 0) {
        next.worth += planning->kinds[i].hard_last[v];
        go_on(plans, next);
        return;
    }
    if (now.phase == 2)
        return;
    plans->services[next.n++] =
        (Service){v * slot_min, item->slots * slot_min, item->law, chance, chance};
    next.phase = 2;
    next.worth += planning->kinds[i].hard_last[v];
    go_on(plans, next);
    next.phase = 1;
    next.worth += planning->kinds[i].hard_inner[v] - planning->kinds[i].hard_last[v];
    go_on(plans, next);
}

/* Ends the plan here, and goes on with each item that may start next. */
static void go_on(Plans *plans, Moment now)
{
    const Planning *planning = plans->planning;
    int32_t all = 0;

    for (int32_t i = 0; i < planning->n; i++)
        all |= planning->items[i].mandatory ? 1 << i : 0;
    if (now.phase != 1 && now.taken == all) {
        double worth = now.worth - late_cost(plans, now.n);

        plans->best = fmax(plans->best, worth);
        plans->sum += exp(worth / planning->rules.heat);
    }
    for (int32_t v = now.from; v < PLANNING_SLOTS; v++)
        for (int32_t i = 0; i < planning->n; i++)
            if (planning->kinds[i].hard_last[v] > -INFINITY &&
                cost_of(planning, &now, i, v) < INFINITY &&
                (!planning->items[i].mandatory || in_turn(planning, &now, i, v)))
                serve(plans, now, i, v);
}

void planning_brute(const Planning *planning, double *best, double *sum)
{
    Plans plans = {.planning = planning, .best = -INFINITY};

    go_on(&plans, (Moment){.from = 0});
    *best = plans.best;
    *sum = plans.sum;
}

static double between(Random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

static Item draw_item(const Planning *planning, Durations *durations, Random *random, int32_t i)
{
    Item item = {.slots = 1 + random_below(random, PLANNING_LONGEST),
                 .reserve = random_below(random, 4) == 0 ? i : -1,
                 .band = random_below(random, BANDS + 1),
                 .overlaps = random_below(random, 3) > 0};
    int32_t minutes = item.slots * (int32_t)planning->rules.slot_min;

    if (item.overlaps && planning->rules.n_holdings > 1)
        item.holding = random_below(random, planning->rules.n_holdings);
    if (random_below(random, 2))
        assert_ok(durations_add(durations, minutes, 0.4, &item.law));
    item.shared = item.reserve < 0 && !item.overlaps && random_below(random, 2);
    if (item.reserve >= 0)
        item.band = BANDS;
    return item;
}

static void draw_kind(Planning *planning, Durations *durations, Random *random, int32_t i)
{
    Item *item = &planning->items[i];
    PathKind *kind = &planning->kinds[i];
    int32_t must = random_below(random, 6) == 0 ? random_below(random, PLANNING_SLOTS) : -1;
    double(*numbers)[PLANNING_SLOTS] = planning->numbers[i];

    *item = draw_item(planning, durations, random, i);
    if (must > PLANNING_SLOTS - item->slots || item->reserve >= 0)
        must = -1;
    item->mandatory = must >= 0;
    *kind = (PathKind){item,       numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
                       numbers[5], numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]};
    for (int32_t v = 0; v < PLANNING_SLOTS; v++) {
        bool fits = v + item->slots <= PLANNING_SLOTS && random_below(random, 4) > 0;

        kind->cost[v] = between(random, 0, 2);
        kind->chance[v] = item->band == BANDS ? 1 : (item->band + random_unit(random)) / BANDS;
        kind->hard_last[v] = kind->hard_inner[v] = -INFINITY;
        if (must >= 0 ? v == must : fits) {
            kind->hard_last[v] = between(random, -3, 5);
            kind->hard_inner[v] =
                kind->hard_last[v] + (item->reserve < 0 ? between(random, 0, 1) : 0);
        }
        kind->soft_last[v] = kind->hard_last[v];
        kind->soft_inner[v] = kind->hard_inner[v];
    }
}

static void draw_seconds(Planning *planning, Random *random)
{
    double *all = &planning->seconds[0][0][0][0][0];

    for (size_t i = 0; i < sizeof planning->seconds / sizeof *all; i++)
        all[i] = random_below(random, 2) ? between(random, 0, 2) : 0;
}

void planning_draw(Planning *planning, Durations *durations, Random *random)
{
    planning->n = 1 + random_below(random, PLANNING_KINDS);
    planning->rules = (PathRules){.slots = PLANNING_SLOTS,
                                  .heat = between(random, 0.5, 2),
                                  .idle_per_slot = between(random, 0, 1),
                                  .wait_per_slot = between(random, 0, 1),
                                  .overtime_per_slot = between(random, 0, 1),
                                  .overlap_price = between(random, 0, 1),
                                  .collision_show_max = between(random, 0.2, 1),
                                  .overlaps = random_below(random, 2),
                                  .n_holdings = random_below(random, PLANNING_HOLDINGS + 1),
                                  .asked = planning,
                                  .slot_min = 10};
    planning->rules.second = planning->rules.n_holdings > 0 ? second : NULL;
    draw_seconds(planning, random);
    for (int32_t i = 0; i < planning->n; i++)
        draw_kind(planning, durations, random, i);
}

void planning_reset(Planning *planning)
{
    for (int32_t i = 0; i < planning->n; i++)
        for (int32_t v = 0; v < PLANNING_SLOTS; v++)
            planning->kinds[i].charged[v] = planning->kinds[i].inner[v] =
                planning->kinds[i].last[v] = 0;
}
