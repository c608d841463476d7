#include <math.h>

#include "model/audit/certify_path.h"
#include "model/base/random.h"
#include "tests/agreement.h"
#include "tests/brute_work.h"
#include "tests/check.h"

enum { SLOT_MIN = 5, SLOTS = 9, ITEMS = 12, LENGTH_MAX = 2, KITS = 3, GRIPS = 2 };

/* A session at random. */
typedef struct Room {
    PathRules rules;
    PathItem items[ITEMS];
    int32_t n_items;
    Laws laws;
    Kit kits[KITS];
    double costs[KITS][SLOTS][GRIPS][LENGTH_MAX]; /* of seconds */
    Shares shares;
} Room;

/* A plan that has begun: what runs last, when something may start, what has been served. */
typedef struct Begun {
    int32_t from, until, before; /* slots; before: of the last start */
    double chance;
    int32_t phase, taken, grip;
    bool overlaps;
} Begun;

/* @p work and @p item, if its patient comes, which she does with @p chance. */
static void add_item(BruteWork *work, const PathItem *item, double chance)
{
    double planned[LENGTH_MAX * SLOT_MIN + 1] = {0};

    planned[item->length * SLOT_MIN] = 1;
    if (item->law)
        brute_work_add(work, chance, item->law->duration.chance, item->law->duration.reach);
    else
        brute_work_add(work, chance, planned, item->length * SLOT_MIN);
}

static double best_after(const Room *room, Begun begun, const BruteWork *work);

/* The best plan that goes on with @p item. */
static double best_with(const Room *room, Begun begun, const BruteWork *before,
                        const PathItem *item)
{
    const PathRules *rules = &room->rules;
    bool second = begun.until > item->at;
    int32_t end = item->at + item->length;
    Begun next = begun;
    BruteWork work;
    double worth, wait, best, q = item->place ? 0 : item->chance, units = item->units;

    if (second && (!item->overlaps || !begun.overlaps ||
                   item->chance * begun.chance > rules->collision_max + 1e-9))
        return -INFINITY;
    brute_work_copy(&work, before);
    brute_work_pass(&work, (item->at - begun.before) * SLOT_MIN);
    wait = brute_work_beyond(&work, 0);
    add_item(&work, item, q);
    next.before = item->at;
    next.from = !second ? item->at : end < begun.until ? end : begun.until;
    if (!second || end >= begun.until) {
        next.until = end;
        next.chance = item->chance;
        next.overlaps = item->overlaps;
        next.grip = room->kits[item->kit].grip;
    }
    if (second)
        units = rules->overlap_price +
                room->costs[item->kit][item->at][begun.grip][begun.until - item->at - 1];
    next.taken += item->must;
    worth =
        -units - (begun.phase == 1 ? rules->idle_cost * (item->at - begun.before) * SLOT_MIN : 0);
    if (item->place)
        return worth + item->last + best_after(room, next, &work);
    if (begun.phase == 2)
        return -INFINITY;
    worth -= rules->wait_cost * q * wait;
    next.phase = 2;
    best = worth + item->last - rules->idle_cost * wait -
           rules->overtime_cost * brute_work_beyond(&work, (SLOTS - item->at) * SLOT_MIN) +
           best_after(room, next, &work);
    next.phase = 1;
    return fmax(best, worth + item->inner + best_after(room, next, &work));
}

static double best_after(const Room *room, Begun begun, const BruteWork *work)
{
    int32_t musts = 0, first_must = SLOTS;
    double best;

    for (int32_t i = 0; i < room->n_items; i++)
        if (room->items[i].must && musts++ == begun.taken)
            first_must = room->items[i].at;
    best = begun.phase == 1 || begun.taken < musts ? -INFINITY : 0;
    for (int32_t i = 0, n = 0; i < room->n_items; i++) {
        const PathItem *item = &room->items[i];
        bool due = !item->must || n == begun.taken;

        n += item->must;
        if (item->at >= begun.from && item->at <= first_must && due)
            best = fmax(best, best_with(room, begun, work, item));
    }
    return best;
}

/* Some surely come, some never. */
static double chance_of(Random *random)
{
    return random_below(random, 8) == 0 ? 0 : fmin(1, 1.1 * random_unit(random));
}

/* What seconds pay for units. */
static void price_seconds(Room *room, Random *random)
{
    double *costs = &room->costs[0][0][0][0];

    for (size_t i = 0; i < sizeof room->costs / sizeof *costs; i++)
        costs[i] = random_below(random, 3) == 0 ? 0 : 0.3 * random_unit(random);
    for (int32_t i = 0; i < KITS; i++)
        room->kits[i].grip = (int32_t)random_below(random, GRIPS);
    room->shares = (Shares){.kits = room->kits,
                            .costs = costs,
                            .n_kits = KITS,
                            .n_grips = GRIPS,
                            .slots = SLOTS,
                            .longest = LENGTH_MAX};
    room->rules.shares = &room->shares;
}

/* Items by slot; at most one that must be taken in each. In one room of five nobody can be late. */
static void furnish(Room *room, Random *random, bool varies, bool late)
{
    *room = (Room){.rules = {.slots = SLOTS,
                             .slot_min = SLOT_MIN,
                             .idle_cost = 0.1 * random_unit(random),
                             .wait_cost = 0.2 * random_unit(random),
                             .overtime_cost = 0.4 * random_unit(random),
                             .collision_max = 0.3 + 0.7 * random_unit(random),
                             .overlap_price = random_unit(random)}};
    price_seconds(room, random);
    room->n_items = varies ? 8 : ITEMS;
    for (int32_t i = 0; i < room->n_items; i++) {
        PathItem *item = &room->items[i];

        *item = (PathItem){.at = i * (SLOTS - 1) / room->n_items,
                           .length = 1 + (int32_t)random_below(random, LENGTH_MAX),
                           .overlaps = random_below(random, 4) > 0,
                           .kit = (int32_t)random_below(random, KITS),
                           .place = random_below(random, 10) == 0,
                           .last = 1 + 2 * random_unit(random),
                           .chance = late ? chance_of(random) : 0,
                           .units = 0.3 * random_unit(random)};
        item->must = random_below(random, 12) == 0 &&
                     (i == 0 || !room->items[i - 1].must || room->items[i - 1].at < item->at);
        item->inner = item->last + item->chance * item->length * SLOT_MIN * room->rules.idle_cost;
        if (item->place) {
            item->inner = item->last;
            item->chance = 1;
        } else if (varies && random_below(random, 3) > 0) {
            assert_ok(laws_find(&room->laws, item->length * SLOT_MIN, 0.4, &item->law));
        }
    }
}

/* Compares the best plan found with the best of all, and one that is blurred with both. */
static bool agree(PathWork *work, uint64_t seed)
{
    const PathCare whole = {0, INT32_MAX}, blurred = {0.05, 2};
    static Room room;
    Random random = random_stream(seed, 17);
    PathBest exact, rough;
    double best;

    furnish(&room, &random, seed % 4 == 0, seed % 5 > 0);
    best = best_after(&room, (Begun){0}, &brute_no_work);
    assert_ok(path_best(work, room.items, room.n_items, &room.rules, 10, whole, &exact));
    assert_ok(path_best(work, room.items, room.n_items, &room.rules, 10, blurred, &rough));
    laws_clear(&room.laws);
    assert_true(exact.exact && exact.doubt < 1e-8);
    if (isinf(best)) {
        assert_true(isinf(exact.worth) && isinf(rough.worth));
        return false;
    }
    if (!(fabs(exact.worth - best) <= 1e-9))
        fail_msg("session %d: best plan %.15g, of all %.15g", (int)seed, exact.worth, best);
    if (!(rough.worth >= best - 1e-9 && (!rough.exact || rough.worth <= best + 1e-9)))
        fail_msg("session %d: blurred %.15g, best %.15g", (int)seed, rough.worth, best);
    return rough.worth > best + 1e-9;
}

TEST(labels_find_the_best_of_all_plans)
{
    PathWork *work = NULL;
    int32_t blurred = 0;
    uint64_t count = trial_count(1000);

    assert_ok(path_work_new(&work));
    for (uint64_t seed = 0; seed < count; seed++)
        blurred += agree(work, seed);
    path_work_free(work);
    assert_true(count < 1000 || blurred > 0);
}
