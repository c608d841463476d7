#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/brute_desk.h"
#include "tests/brute_work.h"
#include "tests/check.h"

enum { MEMO_BITS = 18 };

/* A moment: what may start at @p from or later. */
typedef struct Moment {
    int32_t from, before; /* before: the last start, which time is paid from */
    int32_t phase, taken;
    int32_t running; /* number of the item that ends last, or -1 */
} Moment;

/* All that matters of a moment. */
typedef struct Situation {
    int32_t session, from, before, phase, taken;
    int32_t until;      /* who runs ends then; -1: nobody runs */
    double chance;      /* of who runs */
    bool may_overlap;   /* who runs */
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
    BruteDesk desk;              /* of the session at hand */
    Known known[1 << MEMO_BITS]; /* worth of what may follow */
} Plans;

/* Who runs and does not end before something else may start, or NULL. */
static const BruteItem *running(const BruteDesk *desk, Moment now)
{
    const BruteItem *item = now.running < 0 ? NULL : &desk->items[now.running];

    return item && item->until > now.from ? item : NULL;
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
    const BruteItem *item = &desk->items[i], *other = running(desk, now);
    const Policy *rules = &desk->it->clinic->rules;
    Moment next = {.before = item->start, .phase = now.phase, .taken = now.taken | item->must};
    double passed = now.phase == 1 ? rules->idle_cost_per_min * (item->start - now.before) : 0;
    double wait, best;
    BruteWork *ahead = MEM_NEW(BruteWork, 1);

    assert_non_null(ahead);
    brute_work_copy(ahead, work);
    brute_work_pass(ahead, item->start - now.before);
    wait = brute_work_beyond(ahead, 0);
    add_item(ahead, item);
    if (other && other->until > item->start) {
        next.from = item->until < other->until ? item->until : other->until;
        next.running = item->until < other->until ? now.running : i;
    } else {
        next.from = item->start;
        next.running = i;
    }
    if (item->place) {
        best = item->worth - price - passed + best_from(plans, next, ahead);
    } else if (now.phase == 2) {
        best = -INFINITY;
    } else {
        price += passed + rules->patient_wait_cost_per_min * item->chance * wait;
        next.phase = 2;
        best = item->worth - price - rules->idle_cost_per_min * wait -
               rules->overtime_cost_per_min * brute_work_beyond(ahead, desk->end - item->start) +
               best_from(plans, next, &brute_no_work);
        next.phase = 1;
        best = fmax(best, item->worth + item->credit - price + best_from(plans, next, ahead));
    }
    mem_free(ahead);
    return best;
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

/* What item @p i pays to begin now; INFINITY: it may not. */
static double price_of(const BruteDesk *desk, Moment now, int32_t i)
{
    const Clinic *clinic = desk->it->clinic;
    const BruteItem *item = &desk->items[i], *other = running(desk, now);

    if (item->start < now.from || (item->must & now.taken))
        return INFINITY;
    for (int32_t j = 0; j < desk->n_items; j++)
        if (desk->items[j].must && !(desk->items[j].must & now.taken) &&
            desk->items[j].start < item->start)
            return INFINITY;
    if (!other || other->until <= item->start)
        return item->units;
    if (clinic->sessions.overbook_max[desk->session] == 0 || !item->may_overlap ||
        !other->may_overlap ||
        item->chance * other->chance > clinic->rules.collision_show_max + 1e-9)
        return INFINITY;
    return overlap_price(desk) +
           brute_second_price(desk->it, desk->schedule, &item->visit, !item->fixed, &other->visit);
}

/* Two hashes of the bits of a law. */
static void hash_work(const BruteWork *work, uint64_t hash[2])
{
    hash[0] = 1;
    hash[1] = 2;
    for (int32_t k = 0; k <= work->most; k++) {
        uint64_t bits;

        memcpy(&bits, &work->chance[k], sizeof bits);
        hash[0] = (hash[0] ^ bits) * 1099511628211u + (hash[0] >> 29);
        hash[1] = (hash[1] + bits) * 6364136223846793005u + (hash[1] >> 31);
    }
}

static Situation situation(const BruteDesk *desk, Moment now, const BruteWork *work)
{
    const BruteItem *other = running(desk, now);
    Situation all = {.session = desk->session,
                     .from = now.from,
                     .before = now.before,
                     .phase = now.phase,
                     .taken = now.taken,
                     .until = -1,
                     .type = -1};

    if (other) {
        all.until = other->until;
        all.chance = other->chance;
        all.may_overlap = other->may_overlap;
        all.type = other->visit.type;
        all.mode = other->visit.mode;
    }
    hash_work(work, all.work);
    return all;
}

static bool is_same(const Situation *a, const Situation *b)
{
    return a->session == b->session && a->from == b->from && a->before == b->before &&
           a->phase == b->phase && a->taken == b->taken && a->until == b->until &&
           a->chance == b->chance && a->may_overlap == b->may_overlap && a->type == b->type &&
           a->mode == b->mode && a->work[0] == b->work[0] && a->work[1] == b->work[1];
}

/* Where the memory keeps what is known of it. */
static Known *place_of(Plans *plans, const Situation *s)
{
    const int64_t parts[] = {s->from, s->before, s->phase, s->taken, s->until, s->type, s->mode};
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
    for (int32_t i = 0; i < desk->n_items; i++) {
        double price = price_of(desk, now, i);

        if (price < INFINITY)
            best = fmax(best, begin(plans, now, work, i, price));
    }
    *known = (Known){true, here, best};
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
            sum += best_from(
                plans,
                (Moment){.from = plans->desk.from, .before = plans->desk.from, .running = -1},
                &brute_no_work);
    mem_free(choices);
    mem_free(plans);
    return sum;
}
