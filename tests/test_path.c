#include "solver/pattern/path.h"

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/check.h"

enum { SLOTS = 6, KINDS = 4, ARRAYS = 10 };

/* A tiny session with prices at random. */
typedef struct Bench {
    PathRules rules;
    Item items[KINDS];
    PathKind kinds[KINDS];
    double numbers[KINDS][ARRAYS][SLOTS];
    int32_t n;
} Bench;

/* All plans, one after the other. */
typedef struct Plans {
    const Bench *bench;
    double best, sum; /* of exp(worth / heat) */
} Plans;

/* Where a plan has come to. */
typedef struct Moment {
    int32_t from, before; /* nothing starts earlier; the last start */
    int32_t end, running; /* the item that ends last */
    int32_t phase;        /* 0 nothing served, 1 something, 2 the last */
    int32_t taken;        /* bits of mandatory items */
    double worth;
} Moment;

/* What starting item @p i at @p v costs; INFINITY when it cannot. */
static double cost_of(const Bench *bench, const Moment *now, int32_t i, int32_t v)
{
    const PathRules *rules = &bench->rules;
    const Item *item = &bench->items[i], *other = &bench->items[now->running];
    double both = item->band / 8.0 * other->band / 8.0, left = now->end - v, past;

    if (now->end <= v)
        return bench->kinds[i].cost[v];
    if (!rules->overlaps || !item->overlaps || !other->overlaps ||
        both > rules->collision_show_max + 1e-9)
        return INFINITY;
    if (item->reserve >= 0 || other->reserve >= 0)
        return rules->overlap_price;
    if (other->varies)
        left -= 0.5 / rules->slot_min;
    past = v + left + item->slots - rules->slots - (item->varies ? 0.5 / rules->slot_min : 0);
    return rules->overlap_price + rules->wait_per_slot * both * left +
           rules->overtime_per_slot * both * fmax(0, past);
}

/* Mandatory items of one start are taken in their order. */
static bool in_turn(const Bench *bench, const Moment *now, int32_t i, int32_t v)
{
    for (int32_t k = 0; k < i; k++)
        if (bench->items[k].mandatory && bench->kinds[k].hard_last[v] > -INFINITY &&
            !(now->taken >> k & 1))
            return false;
    return !(now->taken >> i & 1);
}

static void go_on(Plans *plans, Moment now);

static void serve(Plans *plans, Moment now, int32_t i, int32_t v)
{
    const Bench *bench = plans->bench;
    const Item *item = &bench->items[i];
    int32_t end = v + item->slots;
    Moment next = now;
    double stays = 0;

    next.worth -= cost_of(bench, &now, i, v);
    if (now.phase == 1)
        next.worth -= bench->rules.idle_per_slot * (v - now.before);
    next.before = v;
    next.from = now.end > v ? (end < now.end ? end : now.end) : v;
    if (now.end <= v || end > now.end) {
        next.running = i;
        next.end = end;
    }
    next.taken |= item->mandatory ? 1 << i : 0;
    if (item->reserve >= 0) {
        next.worth += bench->kinds[i].hard_last[v];
        go_on(plans, next);
        return;
    }
    if (now.phase == 2)
        return;
    next.phase = 2;
    if (now.end > v && bench->items[now.running].reserve < 0) /* who runs may be the last to end */
        stays =
            bench->rules.idle_per_slot * bench->items[now.running].band / 8.0 *
            (now.end - v - (bench->items[now.running].varies ? 0.5 / bench->rules.slot_min : 0));
    next.worth += bench->kinds[i].hard_last[v] - stays;
    go_on(plans, next);
    next.phase = 1;
    next.worth += bench->kinds[i].hard_inner[v] - bench->kinds[i].hard_last[v] + stays;
    go_on(plans, next);
}

/* Ends the plan here, and goes on with each item that may start next. */
static void go_on(Plans *plans, Moment now)
{
    const Bench *bench = plans->bench;
    int32_t all = 0;

    for (int32_t i = 0; i < bench->n; i++)
        all |= bench->items[i].mandatory ? 1 << i : 0;
    if (now.phase != 1 && now.taken == all) {
        plans->best = fmax(plans->best, now.worth);
        plans->sum += exp(now.worth / bench->rules.heat);
    }
    for (int32_t v = now.from; v < SLOTS; v++)
        for (int32_t i = 0; i < bench->n; i++)
            if (bench->kinds[i].hard_last[v] > -INFINITY && cost_of(bench, &now, i, v) < INFINITY &&
                (!bench->items[i].mandatory || in_turn(bench, &now, i, v)))
                serve(plans, now, i, v);
}

static double between(Random *random, double low, double high)
{
    return low + (high - low) * random_unit(random);
}

static void draw_kind(Bench *bench, Random *random, int32_t i)
{
    Item *item = &bench->items[i];
    PathKind *kind = &bench->kinds[i];
    int32_t must = random_below(random, 6) == 0 ? random_below(random, SLOTS) : -1;

    *item = (Item){.slots = 1 + random_below(random, 3),
                   .reserve = random_below(random, 4) == 0 ? i : -1,
                   .band = random_below(random, 9),
                   .varies = random_below(random, 2),
                   .overlaps = random_below(random, 3) > 0};
    if (must > SLOTS - item->slots || item->reserve >= 0)
        must = -1;
    item->mandatory = must >= 0;
    if (item->reserve >= 0)
        item->band = 8;
    *kind = (PathKind){item,
                       bench->numbers[i][0],
                       bench->numbers[i][1],
                       bench->numbers[i][2],
                       bench->numbers[i][3],
                       bench->numbers[i][4],
                       bench->numbers[i][5],
                       bench->numbers[i][6],
                       bench->numbers[i][7],
                       bench->numbers[i][8],
                       bench->numbers[i][9]};
    for (int32_t v = 0; v < SLOTS; v++) {
        bool fits = v + item->slots <= SLOTS && random_below(random, 4) > 0;

        kind->cost[v] = between(random, 0, 2);
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

static void draw(Bench *bench, Random *random)
{
    bench->n = 1 + random_below(random, KINDS);
    bench->rules = (PathRules){.slots = SLOTS,
                               .heat = between(random, 0.5, 2),
                               .idle_per_slot = between(random, 0, 1),
                               .wait_per_slot = between(random, 0, 1),
                               .overtime_per_slot = between(random, 0, 1),
                               .overlap_price = between(random, 0, 1),
                               .collision_show_max = between(random, 0.2, 1),
                               .overlaps = random_below(random, 2),
                               .slot_min = 10};
    for (int32_t i = 0; i < bench->n; i++)
        draw_kind(bench, random, i);
}

/* The smooth worth, and the expected overlaps. */
static double smooth(Path *path, Bench *bench, double *hard, double *overlaps)
{
    double soft;

    for (int32_t i = 0; i < bench->n; i++)
        for (int32_t v = 0; v < SLOTS; v++)
            bench->kinds[i].charged[v] = bench->kinds[i].inner[v] = bench->kinds[i].last[v] = 0;
    assert_ok(path_run(path, &bench->rules, bench->kinds, bench->n, hard, &soft, overlaps));
    return soft;
}

TEST(the_best_plan_is_the_best_of_all_plans_and_the_smooth_one_their_sum)
{
    Random random = random_stream(1, 1);
    Path *path = NULL;
    int32_t impossible = 0;

    assert_ok(path_new(&path));
    for (int32_t i = 0; i < 3000; i++) {
        Bench bench;
        Plans plans = {&bench, -INFINITY, 0};
        double hard, overlaps, soft;

        draw(&bench, &random);
        go_on(&plans, (Moment){.from = 0});
        soft = smooth(path, &bench, &hard, &overlaps);
        if (plans.best > -INFINITY) {
            assert_near(hard, plans.best, 1e-9);
            assert_near(soft, bench.rules.heat * log(plans.sum), 1e-6);
        } else {
            assert_true(isinf(hard) && hard < 0 && isinf(soft));
            impossible++;
        }
    }
    assert_true(impossible > 10 && impossible < 1500);
    path_free(path);
}

/* How the smooth worth changes with one number. */
static double change(Path *path, Bench *bench, double *number)
{
    const double step = 1e-4;
    double kept = *number, hard, overlaps, up, down;

    *number = kept + step;
    up = smooth(path, bench, &hard, &overlaps);
    *number = kept - step;
    down = smooth(path, bench, &hard, &overlaps);
    *number = kept;
    return (up - down) / (2 * step);
}

TEST(the_parts_of_a_plan_are_the_derivatives_of_its_smooth_worth)
{
    Random random = random_stream(2, 1);
    Path *path = NULL;

    assert_ok(path_new(&path));
    for (int32_t round = 0; round < 200; round++) {
        Bench bench;
        double hard, overlaps, inner, last, charged;

        draw(&bench, &random);
        if (isinf(smooth(path, &bench, &hard, &overlaps)))
            continue;
        assert_near(overlaps, -change(path, &bench, &bench.rules.overlap_price), 1e-4);
        for (int32_t i = 0; i < bench.n; i++)
            for (int32_t v = 0; v < SLOTS; v++) {
                PathKind *kind = &bench.kinds[i];

                if (kind->hard_last[v] == -INFINITY)
                    continue;
                smooth(path, &bench, &hard, &overlaps);
                inner = kind->inner[v];
                last = kind->last[v];
                charged = kind->charged[v];
                assert_near(inner,
                            bench.items[i].reserve < 0 ? change(path, &bench, &kind->soft_inner[v])
                                                       : 0,
                            1e-4);
                assert_near(last, change(path, &bench, &kind->soft_last[v]), 1e-4);
                assert_near(charged, -change(path, &bench, &kind->cost[v]), 1e-4);
            }
    }
    path_free(path);
}

TEST(running_out_of_memory_leaves_a_path_that_can_be_used)
{
    Random random = random_stream(3, 1);
    Status status = STATUS_NO_MEMORY;
    Path *path = NULL;
    double hard, soft, overlaps;
    Bench bench;

    draw(&bench, &random);
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 20);
        mem_fail_at(n);
        status = path ? STATUS_OK : path_new(&path);
        if (status == STATUS_OK)
            status = path_run(path, &bench.rules, bench.kinds, bench.n, &hard, &soft, &overlaps);
        mem_fail_at(0);
    }
    path_free(path);
}
