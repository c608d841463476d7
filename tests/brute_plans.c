#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/brute_desk.h"
#include "tests/brute_work.h"
#include "tests/check.h"

/* Of one path; and of all, in a few seconds: of fifteen hundred random clinics one needs more. */
enum { STARTS_MAX = 200, TRIED_MAX = 300000 };

enum { MEMO_BITS = 18 };

/* A moment: what may start at @p from or later. Work and costs of time are counted until then. */
typedef struct Moment {
    int32_t from, phase, taken;
    int32_t running; /* number of the item that ends last, if it may be overlapped, or -1 */
    int32_t starts;  /* how many items have started */
} Moment;

/* All that matters of a moment. */
typedef struct Situation {
    int32_t session, from, phase, taken;
    int32_t until;      /* who runs ends then; -1: nobody runs */
    double chance;      /* of who runs */
    int32_t type, mode; /* of who runs: in one session they tell, with its end, what it holds */
    uint64_t work[2];   /* two hashes of the law of work */
} Situation;

/* What is known of a situation. */
typedef struct Known {
    bool known;
    Situation situation;
    double worth;
} Known;

/* The plans of all sessions. */
typedef struct Plans {
    BruteDesk desk; /* of the session at hand */
    int64_t tried;  /* starts gone through, of all sessions */
    double *second; /* owned, [items x items]: brute_second_price(), NaN if not asked */
    BruteWork ahead[STARTS_MAX + 1]; /* the law of work after so many starts */
    Known known[1 << MEMO_BITS];     /* worth of what may follow */
} Plans;

static bool may_overlap(const BruteDesk *desk, const BruteItem *item)
{
    return item->may_overlap && desk->it->clinic->sessions.overbook_max[desk->session] > 0;
}

/* Item @p i, which has started at its time; @p other, or NULL, runs on. */
static Moment moment_after(const BruteDesk *desk, Moment now, int32_t i, const BruteItem *other)
{
    const BruteItem *item = &desk->items[i];
    Moment next = {.from = item->start,
                   .phase = now.phase,
                   .taken = now.taken | item->must,
                   .running = i,
                   .starts = now.starts + 1};

    if (other) {
        next.from = item->until < other->until ? item->until : other->until;
        next.running = item->until < other->until ? now.running : i;
    } else if (!may_overlap(desk, item)) {
        next.from = item->until;
    }
    if (desk->items[next.running].until == next.from)
        next.running = -1;
    return next;
}

/* @p work and @p item, if its patient comes. */
static void add_item(BruteWork *work, const BruteItem *item)
{
    const double *minutes;
    int32_t longest = brute_minutes(item->until - item->start, item->cv, &minutes);

    brute_work_add(work, item->place ? 0 : item->chance, minutes, longest);
}

static double best_from(Plans *plans, Moment now, const BruteWork *work);

/* The best after item @p i begins now; @p price is what it pays for doing so. */
static double begin(Plans *plans, Moment now, const BruteWork *work, int32_t i, double price)
{
    const BruteDesk *desk = &plans->desk;
    const BruteItem *item = &desk->items[i];
    const BruteItem *other = now.running < 0 ? NULL : &desk->items[now.running];
    const Policy *rules = &desk->it->clinic->rules;
    Moment next = moment_after(desk, now, i, other && other->until > item->start ? other : NULL);
    double before = now.phase == 1 ? rules->idle_cost_per_min * (item->start - now.from) : 0;
    double after = rules->idle_cost_per_min * (next.from - item->start), wait, late, best;
    BruteWork *ahead = &plans->ahead[next.starts];

    assert_true(next.starts <= STARTS_MAX);
    plans->tried++;
    brute_work_copy(ahead, work);
    brute_work_pass(ahead, item->start - now.from);
    wait = brute_work_beyond(ahead, 0);
    add_item(ahead, item);
    late = brute_work_beyond(ahead, desk->end - item->start);
    brute_work_pass(ahead, next.from - item->start);
    price += before;
    if (item->place)
        return item->worth - price - (now.phase == 1 ? after : 0) + best_from(plans, next, ahead);
    if (now.phase == 2)
        return -INFINITY;
    price += rules->patient_wait_cost_per_min * item->chance * wait;
    next.phase = 1;
    best = item->worth + item->credit - price - after + best_from(plans, next, ahead);
    next.phase = 2;
    return fmax(best, item->worth - price - rules->idle_cost_per_min * wait -
                          rules->overtime_cost_per_min * late +
                          best_from(plans, next, &brute_no_work));
}

/* The price of an overlap in the session, whether its site is told or not. */
static double overlap_price(const BruteDesk *desk)
{
    const Clinic *clinic = desk->it->clinic;
    int32_t s = desk->session;
    const char *id = clinic->providers.provider[clinic->sessions.provider[s]];

    return brute_price(desk->schedule, "SESSION", -1, id, clinic->sessions.date[s], desk->from) +
           brute_price(desk->schedule, "SESSION", clinic->sessions.site[s], id,
                       clinic->sessions.date[s], desk->from);
}

/* What item @p i pays for its units beyond those that item @p other holds. */
static double second_price(Plans *plans, int32_t i, int32_t other)
{
    const BruteDesk *desk = &plans->desk;
    const BruteItem *item = &desk->items[i];
    double *price = &plans->second[i * desk->n_items + other];

    if (isnan(*price))
        *price = brute_second_price(desk->it, desk->schedule, &item->visit, !item->fixed,
                                    &desk->items[other].visit);
    return *price;
}

/* What item @p i pays to begin now; INFINITY: it may not. */
static double price_of(Plans *plans, Moment now, int32_t i)
{
    const BruteDesk *desk = &plans->desk;
    const Clinic *clinic = desk->it->clinic;
    const BruteItem *item = &desk->items[i];
    const BruteItem *other = now.running < 0 ? NULL : &desk->items[now.running];

    if (item->start < now.from || (item->must & now.taken))
        return INFINITY;
    for (int32_t j = 0; j < desk->n_items; j++)
        if (desk->items[j].must && !(desk->items[j].must & now.taken) &&
            desk->items[j].start < item->start)
            return INFINITY;
    if (!other || other->until <= item->start)
        return item->units;
    if (!may_overlap(desk, item) ||
        item->chance * other->chance > clinic->rules.collision_show_max + 1e-9)
        return INFINITY;
    return overlap_price(desk) + second_price(plans, i, now.running);
}

/* Two hashes of a law, from which chances that differ by rounding alone do not keep it. */
static void hash_work(const BruteWork *work, uint64_t hash[2])
{
    hash[0] = 1;
    hash[1] = 2;
    for (int32_t k = 0; k <= work->most; k++) {
        uint64_t chance = (uint64_t)(work->chance[k] * 0x1p44 + 0.5);

        hash[0] = (hash[0] ^ chance) * 1099511628211u + (hash[0] >> 29);
        hash[1] = (hash[1] + chance) * 6364136223846793005u + (hash[1] >> 31);
    }
}

static Situation situation(const BruteDesk *desk, Moment now, const BruteWork *work)
{
    const BruteItem *other = now.running < 0 ? NULL : &desk->items[now.running];
    Situation all = {.session = desk->session,
                     .from = now.from,
                     .phase = now.phase,
                     .taken = now.taken,
                     .until = -1,
                     .type = -1};

    if (other) {
        all.until = other->until;
        all.chance = other->chance;
        all.type = other->visit.type;
        all.mode = other->visit.mode;
    }
    hash_work(work, all.work);
    return all;
}

static bool is_same(const Situation *a, const Situation *b)
{
    return a->session == b->session && a->from == b->from && a->phase == b->phase &&
           a->taken == b->taken && a->until == b->until && a->chance == b->chance &&
           a->type == b->type && a->mode == b->mode && a->work[0] == b->work[0] &&
           a->work[1] == b->work[1];
}

/* Where the memory keeps what is known of it. */
static Known *place_of(Plans *plans, const Situation *s)
{
    const int64_t parts[] = {s->from, s->phase, s->taken, s->until, s->type, s->mode};
    uint64_t hash = s->work[0];

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = (hash ^ (uint64_t)parts[i]) * 11400714819323198485u;
    return &plans->known[hash >> (64 - MEMO_BITS)];
}

static double best_from(Plans *plans, Moment now, const BruteWork *work)
{
    const BruteDesk *desk = &plans->desk;
    Situation here = situation(desk, now, work);
    Known *known = place_of(plans, &here);
    double best = now.phase == 1 || now.taken != desk->all ? -INFINITY : 0;

    if (known->known && is_same(&known->situation, &here))
        return known->worth;
    for (int32_t i = 0; i < desk->n_items && plans->tried <= TRIED_MAX; i++) {
        double price = price_of(plans, now, i);

        if (price < INFINITY)
            best = fmax(best, begin(plans, now, work, i, price));
    }
    *known = (Known){true, here, best};
    return best;
}

/* The best plan of the session at the desk. */
static double best_plan(Plans *plans)
{
    int64_t pairs = (int64_t)plans->desk.n_items * plans->desk.n_items;
    double best;

    plans->second = MEM_NEW(double, pairs);
    assert_non_null(plans->second);
    for (int64_t i = 0; i < pairs; i++)
        plans->second[i] = NAN;
    best = best_from(plans, (Moment){.from = plans->desk.from, .running = -1}, &brute_no_work);
    mem_free(plans->second);
    return best;
}

double brute_plans(const BruteCase *it, const Schedule *schedule)
{
    int32_t n = it->clinic->requests.rows;
    Plans *plans = MEM_NEW(Plans, 1);
    BruteChoices *choices = MEM_NEW(BruteChoices, n + 1);
    double sum = 0;

    assert_true(plans && choices);
    for (int32_t r = 0; r < n; r++)
        brute_bound_choices(it, r, &choices[r]);
    for (int32_t s = 0; s < it->clinic->sessions.rows; s++)
        if (brute_desk(it, schedule, choices, s, &plans->desk))
            sum += best_plan(plans);
    assert_true(sum < INFINITY); /* and a number */
    if (plans->tried > TRIED_MAX)
        sum = NAN;
    mem_free(choices);
    mem_free(plans);
    return sum;
}
