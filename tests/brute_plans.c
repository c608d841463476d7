#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/brute_bound.h"
#include "tests/check.h"

enum { ITEMS_MAX = 4000, MEMO_MAX = 1 << 18, MINUTES_MAX = 6000 };

/* What can start in a session: a visit of one request or of several, or a place. */
typedef struct Item {
    int32_t start, until; /* the lead's minutes */
    double worth, credit, units, chance, band, cv;
    bool may_overlap, place, shared;
    int32_t must; /* bit of a fixed visit, or 0 */
} Item;

/* The law of the minutes of work that the provider has before her. */
typedef struct Work {
    int32_t most;               /* no more than these */
    double chance[MINUTES_MAX]; /* of 0, 1, ... minutes */
} Work;

/* What is known of a moment, its law of work told by two hashes. */
typedef struct Known {
    int64_t key;
    uint64_t work[2];
    double worth;
} Known;

/* One session. */
typedef struct Desk {
    const BruteCase *it;
    const Schedule *schedule;
    int32_t session, end, n_items, all; /* all: bits of fixed visits */
    Item items[ITEMS_MAX];
    Known known[MEMO_MAX]; /* worth of what may follow a moment */
} Desk;

static void add_item(Desk *desk, const BruteVisit *visit, double worth, double chance, bool fixed)
{
    const Clinic *clinic = desk->it->clinic;
    const VisitTypes *types = &clinic->visit_types;
    double cv = types->duration_cv[visit->type];
    Item *item = &desk->items[desk->n_items++];
    int32_t from = visit->holds[0].from, until = visit->holds[0].until;

    assert_true(desk->n_items <= ITEMS_MAX);
    *item = (Item){.start = from,
                   .until = until,
                   .worth = worth,
                   .chance = chance,
                   .band = floor(16 * chance) / 16,
                   .cv = cv,
                   .shared = types->group_capacity[visit->type] > 1 && visit->place < 0,
                   .place = visit->place >= 0,
                   .may_overlap =
                       types->overbook_ok[visit->type] && types->group_capacity[visit->type] == 1};
    item->credit = item->place ? 0
                               : clinic->rules.idle_cost_per_min * chance *
                                     (cv > 0 ? brute_mean(until - from, cv) : until - from);
    item->units = brute_units_price(desk->it, desk->schedule, visit, !fixed);
    if (fixed) {
        item->must = desk->all + 1;
        desk->all += item->must;
    }
}

static bool is_same_visit(const BruteVisit *a, const BruteVisit *b)
{
    return a->type == b->type && a->lead == b->lead && a->site == b->site && a->day == b->day &&
           a->start == b->start && a->mode == b->mode;
}

/* The best @p seats positive offers of requests from @p r on for @p visit. */
static double best_members(Desk *desk, const BruteVisit *visit, int32_t seats, int32_t *n)
{
    static BruteChoices choices;
    double offers[BRUTE_REQUESTS], sum = 0;
    int32_t count = 0;

    for (int32_t r = 0; r < desk->it->clinic->requests.rows; r++) {
        if (brute_is_fixed(desk->it->clinic, r) ||
            desk->it->clinic->requests.visit_type[r] != visit->type)
            continue;
        brute_bound_choices(desk->it, r, &choices);
        for (int32_t c = 0; c < choices.count; c++)
            if (is_same_visit(&choices.visits[c], visit))
                offers[count++] = brute_offer(desk->it, desk->schedule, r, visit, choices.worth[c]);
    }
    for (*n = 0; *n < seats; (*n)++) {
        int32_t best = 0;

        for (int32_t i = 1; i < count; i++)
            if (offers[i] > offers[best])
                best = i;
        if (count == 0 || !(offers[best] > 0))
            break;
        sum += offers[best];
        offers[best] = -1;
    }
    return sum;
}

static void add_fixed(Desk *desk)
{
    static BruteCase fixed;
    static BruteChoices choices;
    const Clinic *clinic = desk->it->clinic;
    double worth[BRUTE_VISITS] = {0}, chance[BRUTE_VISITS];

    fixed = (BruteCase){.clinic = clinic, .chances = desk->it->chances};
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        int32_t v;

        if (!brute_fixed_inside(clinic, r))
            continue;
        brute_choices(desk->it, r, &choices);
        if (choices.visits[0].session != desk->session)
            continue;
        v = brute_book(&fixed, r, &choices.visits[0]);
        worth[v] += choices.worth[0];
        chance[v] = chances_at(desk->it->chances, r, choices.visits[0].day);
    }
    for (int32_t v = 0; v < fixed.n_visits; v++) {
        const BruteVisit *visit = &fixed.visits[v];
        int32_t capacity = clinic->visit_types.group_capacity[visit->type], n = 0;

        if (capacity > 1) {
            worth[v] += best_members(desk, visit, capacity - visit->n_members, &n);
            chance[v] = 1;
        }
        add_item(desk, visit, worth[v], chance[v], true);
    }
}

static void add_requests(Desk *desk)
{
    static BruteChoices choices, shared;
    const Clinic *clinic = desk->it->clinic;

    shared.count = 0;
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        int32_t capacity = clinic->visit_types.group_capacity[clinic->requests.visit_type[r]], n;

        if (brute_is_fixed(clinic, r))
            continue;
        brute_bound_choices(desk->it, r, &choices);
        for (int32_t c = 0; c < choices.count; c++) {
            const BruteVisit *visit = &choices.visits[c];
            bool seen = false;
            double worth;

            if (visit->session != desk->session)
                continue;
            if (capacity == 1) {
                add_item(desk, visit,
                         brute_offer(desk->it, desk->schedule, r, visit, choices.worth[c]),
                         chances_at(desk->it->chances, r, visit->day), false);
                continue;
            }
            for (int32_t d = 0; d < shared.count; d++)
                seen |= is_same_visit(visit, &shared.visits[d]);
            worth = seen ? 0 : best_members(desk, visit, capacity, &n);
            if (seen || n == 0)
                continue;
            assert_true(shared.count < BRUTE_CHOICES);
            shared.visits[shared.count++] = *visit;
            add_item(desk, visit, worth, 1, false);
        }
    }
}

/* The price of a place of that key. */
static double place_price(const Desk *desk, const BruteVisit *visit)
{
    const Certificate *rows = &desk->schedule->certificate;

    for (int32_t i = 0; i < rows->rows; i++)
        if (strcmp(rows->family[i], "RESERVE") == 0 && rows->site[i] == visit->site &&
            rows->date[i] == visit->day &&
            strcmp(rows->id[i], desk->it->clinic->visit_types.visit_type[visit->type]) == 0)
            return rows->multiplier[i];
    return 0;
}

static void add_places(Desk *desk)
{
    static BruteChoices choices;
    const Clinic *clinic = desk->it->clinic;
    int32_t site = clinic->sessions.site[desk->session], day = clinic->sessions.date[desk->session];

    for (int32_t type = 0; type < clinic->visit_types.rows; type++) {
        if (brute_places(clinic, type, site, day) == 0)
            continue;
        brute_place_choices(desk->it, type, site, day, &choices);
        for (int32_t c = 0; c < choices.count; c++) {
            const BruteVisit *visit = &choices.visits[c];

            if (visit->session == desk->session && !brute_bound_blocked(desk->it, visit))
                add_item(desk, visit,
                         clinic->visit_types.value[type] * clinic->rules.weight_urgent -
                             place_price(desk, visit),
                         1, false);
        }
    }
}

/* A moment: what may start at @p from or later. */
typedef struct Moment {
    int32_t from, before; /* before: the last start, which time is paid from */
    int32_t phase, taken;
    int32_t running; /* number of the item that ends last, or -1 */
} Moment;

static const Work nothing = {0, {1}};

/* @p work after @p minutes. */
static void let_pass(Work *work, int32_t minutes)
{
    for (int32_t k = 1; k <= work->most; k++)
        if (k <= minutes)
            work->chance[0] += work->chance[k];
        else
            work->chance[k - minutes] = work->chance[k];
    work->most = work->most > minutes ? work->most - minutes : 0;
}

/* @p work and @p item, if its patient comes. */
static void add_work(Work *work, const Item *item)
{
    static double sum[MINUTES_MAX];
    double q = item->place || item->shared ? 0 : item->band;
    const double *minutes;
    int32_t longest = brute_minutes(item->until - item->start, item->cv, &minutes);

    if (q == 0)
        return;
    assert_true(work->most + longest < MINUTES_MAX);
    for (int32_t k = 0; k <= work->most + longest; k++)
        sum[k] = k <= work->most ? (1 - q) * work->chance[k] : 0;
    for (int32_t k = 0; k <= work->most; k++)
        for (int32_t d = 1; d <= longest && work->chance[k] > 0; d++)
            sum[k + d] += q * work->chance[k] * minutes[d];
    work->most += longest;
    memcpy(work->chance, sum, (size_t)(work->most + 1) * sizeof *sum);
}

/* Expected minutes of @p work beyond @p minutes. */
static double beyond(const Work *work, int32_t minutes)
{
    double mean = 0;

    for (int32_t k = minutes + 1; k <= work->most; k++)
        mean += work->chance[k] * (k - minutes);
    return mean;
}

static double best_from(Desk *desk, Moment now, const Work *work);

/* The best after item @p i begins now; @p price is what it pays for doing so. */
static double begin(Desk *desk, Moment now, const Work *work, int32_t i, double price)
{
    const Item *item = &desk->items[i];
    const Item *other = now.running < 0 ? NULL : &desk->items[now.running];
    const Policy *rules = &desk->it->clinic->rules;
    Moment next = {.before = item->start, .phase = now.phase, .taken = now.taken | item->must};
    double passed = now.phase == 1 ? rules->idle_cost_per_min * (item->start - now.before) : 0;
    double wait, best, q = item->shared ? 0 : item->band;
    Work *ahead = MEM_NEW(Work, 1);

    assert_non_null(ahead);
    ahead->most = work->most;
    memcpy(ahead->chance, work->chance, (size_t)(work->most + 1) * sizeof *work->chance);
    let_pass(ahead, item->start - now.before);
    wait = beyond(ahead, 0);
    add_work(ahead, item);
    if (other && other->until > item->start) {
        next.from = item->until < other->until ? item->until : other->until;
        next.running = item->until < other->until ? now.running : i;
    } else {
        next.from = item->start;
        next.running = i;
    }
    if (item->place) {
        best = item->worth - price - passed + best_from(desk, next, ahead);
    } else if (now.phase == 2) {
        best = -INFINITY;
    } else {
        price += passed + rules->patient_wait_cost_per_min * q * wait;
        next.phase = 2;
        best = item->worth - price - rules->idle_cost_per_min * wait -
               rules->overtime_cost_per_min * beyond(ahead, desk->end - item->start) +
               best_from(desk, next, &nothing);
        next.phase = 1;
        best = fmax(best, item->worth + item->credit - price + best_from(desk, next, ahead));
    }
    mem_free(ahead);
    return best;
}

/* What item @p i pays to begin now; INFINITY: it may not. */
static double price_of(const Desk *desk, Moment now, int32_t i)
{
    const Clinic *clinic = desk->it->clinic;
    const Item *item = &desk->items[i];
    const Item *other = now.running < 0 ? NULL : &desk->items[now.running];
    int32_t s = desk->session, start, end;
    double price;

    if (item->start < now.from || (item->must & now.taken))
        return INFINITY;
    for (int32_t j = 0; j < desk->n_items; j++)
        if (desk->items[j].must && !(desk->items[j].must & now.taken) &&
            desk->items[j].start < item->start)
            return INFINITY;
    if (!other || other->until <= item->start)
        return item->units;
    if (clinic->sessions.overbook_max[s] == 0 || !item->may_overlap || !other->may_overlap ||
        item->band * other->band > clinic->rules.collision_show_max + 1e-9)
        return INFINITY;
    assert_true(brute_session(clinic, s, &start, &end));
    price = 0;
    for (int32_t site = -1; site <= clinic->sessions.site[s]; site++)
        if (site < 0 || site == clinic->sessions.site[s])
            price += brute_price(desk->schedule, "SESSION", site,
                                 clinic->providers.provider[clinic->sessions.provider[s]],
                                 clinic->sessions.date[s], start);
    return price;
}

/* Two hashes of the bits of a law. */
static void hash_work(const Work *work, uint64_t hash[2])
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

static double best_from(Desk *desk, Moment now, const Work *work)
{
    const Item *other = now.running < 0 ? NULL : &desk->items[now.running];
    int64_t kin = other ? (int64_t)(16 * other->band) * 2 + other->may_overlap : 0;
    int64_t until = other && other->until > now.from ? other->until : now.from;
    int64_t key = ((((int64_t)now.from * 1441 + now.before) * 1441 + until) * 100 + kin) * 192 +
                  now.phase * 64 + now.taken + 1;
    Known *known;
    uint64_t hash[2];
    double best = now.phase == 1 || now.taken != desk->all ? -INFINITY : 0;

    hash_work(work, hash);
    known = &desk->known[((uint64_t)key ^ hash[0]) * 11400714819323198485u >> 46];
    if (known->key == key && known->work[0] == hash[0] && known->work[1] == hash[1])
        return known->worth;
    for (int32_t i = 0; i < desk->n_items; i++) {
        double price = price_of(desk, now, i);

        if (price < INFINITY)
            best = fmax(best, begin(desk, now, work, i, price));
    }
    *known = (Known){key, {hash[0], hash[1]}, best};
    return best;
}

double brute_plans(const BruteCase *it, const Schedule *schedule)
{
    Desk *desk = MEM_NEW(Desk, 1);
    double sum = 0;

    assert_non_null(desk);
    for (int32_t s = 0; s < it->clinic->sessions.rows; s++) {
        int32_t from;

        memset(desk, 0, sizeof *desk);
        desk->it = it;
        desk->schedule = schedule;
        desk->session = s;
        if (!brute_session(it->clinic, s, &from, &desk->end))
            continue;
        add_fixed(desk);
        add_requests(desk);
        add_places(desk);
        assert_true(desk->all < 64);
        sum += best_from(desk, (Moment){.from = from, .before = from, .running = -1}, &nothing);
    }
    mem_free(desk);
    return sum;
}
