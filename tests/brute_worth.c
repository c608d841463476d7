#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/brute.h"
#include "tests/check.h"

enum { MINUTES_MAX = 6000, MEMO_MAX = 1 << 14 };

/* Served before: an earlier start, or the same with a smaller request; places last. */
static bool is_before(const BruteVisit *a, const BruteVisit *b)
{
    if (a->holds[0].from != b->holds[0].from)
        return a->holds[0].from < b->holds[0].from;
    if ((a->place >= 0) != (b->place >= 0))
        return b->place >= 0;
    return a->place >= 0 ? a->place < b->place : a->members[0] < b->members[0];
}

bool brute_overlaps(const BruteCase *it, int32_t v)
{
    const BruteVisit *visit = &it->visits[v];

    if (visit->session < 0)
        return false;
    for (int32_t w = 0; w < it->n_visits; w++)
        if (w != v && it->visits[w].session == visit->session && is_before(&it->visits[w], visit) &&
            visit->holds[0].from < it->visits[w].holds[0].until)
            return true;
    return false;
}

/* The services of patients in session @p s, in the order in which they are served. */
static int32_t served(const BruteCase *it, int32_t s, int32_t *order)
{
    int32_t n = 0;

    for (int32_t v = 0; v < it->n_visits; v++) {
        int32_t at;

        if (it->visits[v].session != s || it->visits[v].place >= 0)
            continue;
        for (at = n++; at > 0 && is_before(&it->visits[v], &it->visits[order[at - 1]]); at--)
            order[at] = order[at - 1];
        order[at] = v;
    }
    return n;
}

/* P(the service takes at most x minutes). */
static double lognormal(double x, double mean, double cv)
{
    double variance = log(1 + cv * cv);

    return 0.5 * erfc(-(log(x) - (log(mean) - variance / 2)) / sqrt(2 * variance));
}

/* Chances of taking 1, 2, ... minutes. */
typedef struct Law {
    double mean, cv;
    int32_t longest;
    double chance[MINUTES_MAX];
} Law;

/* The laws of the last calls are kept, since the same are mostly asked again. */
static const Law *durations(double mean, double cv)
{
    enum { KEPT = 8 };
    static Law laws[KEPT];
    static int oldest;
    Law *law = &laws[oldest];

    for (int i = 0; i < KEPT; i++)
        if (laws[i].mean == mean && laws[i].cv == cv)
            return &laws[i];
    oldest = (oldest + 1) % KEPT;
    law->mean = mean;
    law->cv = cv;
    law->longest = cv == 0 ? (int32_t)mean : 1;
    while (cv > 0 && lognormal(law->longest + 0.5, mean, cv) < 1 - 1e-9)
        law->longest++;
    assert_true(law->longest < MINUTES_MAX);
    for (int32_t k = 1; k <= law->longest; k++)
        law->chance[k] = cv == 0 ? k == law->longest
                                 : (k == law->longest ? 1 : lognormal(k + 0.5, mean, cv)) -
                                       (k == 1 ? 0 : lognormal(k - 0.5, mean, cv));
    return law;
}

int32_t brute_minutes(double planned, double cv, const double **chances)
{
    const Law *law = durations(planned, cv);

    *chances = law->chance;
    return law->longest;
}

double brute_mean(double planned, double cv)
{
    const Law *law = durations(planned, cv);
    double mean = 0;

    for (int32_t k = 1; k <= law->longest; k++)
        mean += k * law->chance[k];
    return mean;
}

/* What is known while a session runs: how likely its provider becomes free at each minute. */
typedef struct Clock {
    double free_at[MINUTES_MAX];
    int32_t first, last;
} Clock;

/* Minutes until the provider is free for the service that starts at @p start. */
static double delay(const Clock *clock, int32_t start)
{
    double minutes = 0;

    for (int32_t t = clock->first; t <= clock->last; t++)
        if (t > start)
            minutes += clock->free_at[t] * (t - start);
    return minutes;
}

/* A service of @p visit takes place: the provider idles before it, or works past @p end. */
static void serve(const BruteCase *it, const BruteVisit *visit, double chance, int32_t end,
                  const Clock *before, Clock *after, BruteCost *cost)
{
    int32_t start = visit->holds[0].from;
    const Law *law =
        durations(visit->holds[0].until - start, it->clinic->visit_types.duration_cv[visit->type]);

    after->first = (before->first > start ? before->first : start) + 1;
    after->last = (before->last > start ? before->last : start) + law->longest;
    assert_true(after->last < MINUTES_MAX);
    for (int32_t t = after->first; t <= after->last; t++)
        after->free_at[t] = 0;
    for (int32_t t = before->first; t <= before->last; t++) {
        int32_t begin = t > start ? t : start;

        if (before->free_at[t] == 0)
            continue;
        cost->idle_min += chance * before->free_at[t] * (begin - t);
        for (int32_t k = 1; k <= law->longest; k++) {
            int32_t done = begin + k;

            after->free_at[done] += before->free_at[t] * law->chance[k];
            if (done > end)
                cost->overtime_min += chance * before->free_at[t] * law->chance[k] *
                                      (done - (begin > end ? begin : end));
        }
    }
}

/* The session when exactly the patients of @p comes come, which has chance @p chance. */
static void run_day(const BruteCase *it, const int32_t *order, int32_t n, unsigned comes,
                    double chance, int32_t end, BruteCost *cost, double *wait_of)
{
    static Clock clocks[2];
    Clock *now = &clocks[0], *next = &clocks[1];
    int32_t last_start = it->visits[order[n - 1]].holds[0].from, bit = 0;

    now->first = now->last = it->visits[order[0]].holds[0].from;
    now->free_at[now->first] = 1;
    for (int32_t i = 0; i < n; i++) {
        const BruteVisit *visit = &it->visits[order[i]];
        double wait = delay(now, visit->holds[0].from);
        int32_t come = 0;
        Clock *swap = now;

        for (int32_t m = 0; m < visit->n_members; m++)
            come += (int32_t)((comes >> bit++) & 1U);
        wait_of[order[i]] += chance * wait; /* whether this one comes changes nothing */
        cost->wait_min += chance * come * wait;
        if (come == 0)
            continue;
        serve(it, visit, chance, end, now, next, cost);
        now = next;
        next = swap;
    }
    for (int32_t t = now->first; t < last_start && t <= now->last; t++)
        cost->idle_min += chance * now->free_at[t] * (last_start - t);
}

/* All days of session @p s; @p wait_of: [visits], expected wait of one who comes. */
static BruteCost expect(const BruteCase *it, int32_t s, double *wait_of)
{
    int32_t order[BRUTE_VISITS] = {0}, n = served(it, s, order), patients = 0, start = 0, end = 0;
    BruteCost cost = {0};

    if (n == 0 || !brute_session(it->clinic, s, &start, &end))
        return cost;
    for (int32_t i = 0; i < n; i++)
        patients += it->visits[order[i]].n_members;
    for (unsigned comes = 0; comes < 1U << patients; comes++) {
        double chance = 1;
        int32_t bit = 0;

        for (int32_t i = 0; i < n; i++)
            for (int32_t m = 0; m < it->visits[order[i]].n_members; m++) {
                double p = chances_at(it->chances, it->visits[order[i]].members[m],
                                      it->visits[order[i]].day);

                chance *= (comes >> bit++) & 1U ? p : 1 - p;
            }
        if (chance > 0)
            run_day(it, order, n, comes, chance, end, &cost, wait_of);
    }
    return cost;
}

struct BruteMemo {
    int32_t count;
    struct Remembered {
        int32_t session, n;
        int32_t start[BRUTE_VISITS];
        unsigned members[BRUTE_VISITS];
        BruteCost cost;
    } entries[MEMO_MAX];
};

BruteMemo *brute_memo_new(void)
{
    BruteMemo *memo = MEM_NEW(BruteMemo, 1);

    assert_non_null(memo);
    for (int32_t i = 0; i < MEMO_MAX; i++)
        memo->entries[i].session = -1;
    return memo;
}

/* The entry of the session with these very patients at these very times, found or to be filled. */
static struct Remembered *recall(const BruteCase *it, int32_t s, struct Remembered *key)
{
    int32_t order[BRUTE_VISITS];
    uint32_t at = (uint32_t)s;

    *key = (struct Remembered){.session = s, .n = served(it, s, order)};
    for (int32_t i = 0; i < key->n; i++) {
        key->start[i] = it->visits[order[i]].start;
        for (int32_t m = 0; m < it->visits[order[i]].n_members; m++)
            key->members[i] |= 1U << it->visits[order[i]].members[m];
        at = (at * 31 + (uint32_t)key->start[i]) * 257 + key->members[i];
    }
    for (at = at * 2654435761U % MEMO_MAX;; at = (at + 1) % MEMO_MAX) {
        struct Remembered *entry = &it->memo->entries[at];

        if (entry->session < 0 || (entry->session == s && entry->n == key->n &&
                                   memcmp(entry->start, key->start, sizeof key->start) == 0 &&
                                   memcmp(entry->members, key->members, sizeof key->members) == 0))
            return entry;
    }
}

BruteCost brute_cost(const BruteCase *it, int32_t s)
{
    double wait_of[BRUTE_VISITS] = {0};
    struct Remembered key, *entry;

    if (!it->memo)
        return expect(it, s, wait_of);
    entry = recall(it, s, &key);
    if (entry->session < 0) {
        key.cost = expect(it, s, wait_of);
        if (it->memo->count >= MEMO_MAX / 2)
            return key.cost;
        it->memo->count++;
        *entry = key;
    }
    return entry->cost;
}

double brute_wait_min(const BruteCase *it, int32_t v)
{
    double wait_of[BRUTE_VISITS] = {0};

    if (it->visits[v].session >= 0)
        expect(it, it->visits[v].session, wait_of);
    return wait_of[v];
}

double brute_request_worth(const BruteCase *it, int32_t r, const BruteVisit *visit)
{
    const Clinic *clinic = it->clinic;
    const Requests *asked = &clinic->requests;
    double value = clinic->visit_types.value[visit->type], weight = asked->weight[r], worth;
    const double of_priority[] = {clinic->rules.weight_emergency, clinic->rules.weight_urgent,
                                  clinic->rules.weight_soon, clinic->rules.weight_routine};
    int32_t from = asked->earliest[r] > 0 ? asked->earliest[r] : 0;

    if (isnan(weight))
        weight = of_priority[asked->priority[r]];
    worth = value * weight * chances_at(it->chances, r, visit->day);
    if (visit->day > from)
        worth -= clinic->rules.wait_cost_per_day * value * weight * (visit->day - from);
    if (asked->provider[r] >= 0 && asked->provider[r] == visit->lead)
        worth += clinic->rules.preferred_provider_bonus * value;
    if (asked->site[r] >= 0 && asked->site[r] == visit->site)
        worth += clinic->rules.preferred_site_bonus * value;
    if (asked->status[r] == REQUEST_BOOKED && !brute_is_kept(clinic, r, visit))
        worth -= clinic->rules.move_cost;
    return worth;
}

double brute_unbooked_worth(const Clinic *clinic, int32_t r)
{
    switch (clinic->requests.status[r]) {
    case REQUEST_NEW:
    case REQUEST_WAITLIST:
        return -clinic->rules.unscheduled_cost;
    case REQUEST_BOOKED:
        return -clinic->rules.cancel_cost;
    default:
        return 0;
    }
}

double brute_worth(const BruteCase *it, double unheld)
{
    double worth = -unheld * it->clinic->rules.weight_urgent;
    bool booked[BRUTE_REQUESTS] = {false};

    for (int32_t v = 0; v < it->n_visits; v++)
        for (int32_t m = 0; m < it->visits[v].n_members; m++) {
            int32_t r = it->visits[v].members[m];

            booked[r] = true;
            worth += brute_request_worth(it, r, &it->visits[v]);
        }
    for (int32_t r = 0; r < it->clinic->requests.rows; r++)
        if (!booked[r])
            worth += brute_unbooked_worth(it->clinic, r);
    for (int32_t s = 0; s < it->clinic->sessions.rows; s++) {
        BruteCost cost = brute_cost(it, s);

        worth -= it->clinic->rules.patient_wait_cost_per_min * cost.wait_min +
                 it->clinic->rules.idle_cost_per_min * cost.idle_min +
                 it->clinic->rules.overtime_cost_per_min * cost.overtime_min;
    }
    return worth;
}
