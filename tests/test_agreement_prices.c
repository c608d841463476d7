#include <stdio.h>

#include "model/audit/certify.h"
#include "model/base/memory.h"
#include "solver/pattern/prices.h"
#include "tests/agreement.h"
#include "tests/check.h"

/* Prices around those the descent begins with. */
static void draw(const Dual *dual, Random *random, double *price)
{
    double scale = dual_scale(dual) * random_below(random, 3);

    dual_start(dual, price);
    for (int64_t i = 0; i < dual->size; i++)
        price[i] += scale * (random_unit(random) - 0.3) * random_below(random, 2);
    for (int64_t i = dual->first_unit; i < dual->size; i++)
        price[i] = fmax(0, price[i]);
}

/* How often the certificate proves the claim to the digit, and how often less. */
typedef struct Tally {
    int64_t same, less;
} Tally;

/* By what a claim can be too high at the least heat with all that delays cost: a plan may stand for
 * one worth so much less, once or twice a slot. */
static double blur_of(const Clinic *clinic)
{
    double slots = 0;

    for (int32_t s = 0; s < clinic->sessions.rows; s++)
        slots += ceil((clinic->sessions.end[s] - clinic->sessions.start[s]) /
                      (double)clinic->horizon.slot_min[0]);
    return 0.005 * 2 * slots;
}

/* The fixed visits that lie in the horizon. */
static int32_t list_fixed(const Trial *trial, BruteVisit fixed[BRUTE_REQUESTS])
{
    static BruteCase it;
    static BruteChoices stands;
    int32_t n = 0;

    it = (BruteCase){.clinic = trial->clinic, .chances = trial->chances};
    for (int32_t r = 0; r < trial->clinic->requests.rows; r++) {
        if (!brute_fixed_inside(trial->clinic, r))
            continue;
        brute_choices(&it, r, &stands);
        fixed[n++] = stands.visits[0];
    }
    return n;
}

/* Seats of shared visits, and units of fixed visits in no session, are counted less closely by the
 * engine. */
static bool is_plain(const Trial *trial)
{
    static BruteVisit fixed[BRUTE_REQUESTS];
    int32_t n = list_fixed(trial, fixed);

    for (int32_t t = 0; t < trial->clinic->visit_types.rows; t++)
        if (trial->clinic->visit_types.group_capacity[t] > 1)
            return false;
    for (int32_t i = 0; i < n; i++)
        if (fixed[i].session < 0)
            return false;
    return true;
}

/* True when the lead of @p visit may serve another beside it, as far as session and type say. */
static bool may_overlap(const Clinic *clinic, const BruteVisit *visit)
{
    return visit->session >= 0 && clinic->sessions.overbook_max[visit->session] > 0 &&
           clinic->visit_types.group_capacity[visit->type] == 1;
}

/* Of two fixed visits that overlap and begin at one minute the engine knows who is served first:
 * the certificate tries both. */
static bool order_matters(const Trial *trial)
{
    static BruteVisit fixed[BRUTE_REQUESTS];
    int32_t n = list_fixed(trial, fixed);

    for (int32_t i = 0; i < n; i++)
        for (int32_t k = 0; k < i; k++)
            if (may_overlap(trial->clinic, &fixed[i]) && may_overlap(trial->clinic, &fixed[k]) &&
                fixed[i].session == fixed[k].session &&
                fixed[i].holds[0].from == fixed[k].holds[0].from)
                return true;
    return false;
}

/* One choice of prices: claimed by the engine, proven by the judge. Claims that leave delays out,
 * and what seconds pay for units, may be higher by as much as these cost. */
static void compare(const Trial *trial, Dual *dual, Random *random, bool delays, Tally *tally)
{
    double *price = MEM_NEW(double, dual->size), *slope = MEM_NEW(double, dual->size);
    double claimed = 0, soft = 0, proven = 0, unit;
    Schedule *schedule = NULL;

    assert_true(price && slope);
    assert_ok(schedule_new(&schedule));
    draw(dual, random, price);
    dual->delays = delays;
    assert_ok(dual_value(dual, price, delays ? 1e-6 : 0.1, 1, &claimed, &soft, slope));
    assert_ok(prices_write(dual, price, schedule));
    assert_ok(certify_bound(trial->clinic, trial->chances, schedule, -INFINITY, &proven));
    unit = 1e-8 * fmax(1, fabs(claimed));
    if (proven > claimed + unit && !(delays && order_matters(trial)))
        trial_fail(trial, schedule, "claimed %.17g, proven %.17g", claimed, proven);
    if (delays && is_plain(trial) && claimed > proven + blur_of(trial->clinic) + unit)
        trial_fail(trial, schedule, "claimed %.17g, proven only %.17g", claimed, proven);
    tally->same += fabs(claimed - proven) <= unit;
    tally->less += proven < claimed - unit;
    schedule_free(schedule);
    mem_free(price);
    mem_free(slope);
}

static void compare_many(bool by_place)
{
    Tally tally[2] = {{0}};

    for (uint64_t seed = 0; seed < trial_count(300); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 12);
        Catalog *catalog = NULL;
        Dual *dual = NULL;

        assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
        assert_ok(dual_new(catalog, by_place, &dual));
        for (int i = 0; i < 6; i++)
            compare(trial, dual, &random, i >= 3, &tally[i / 3]);
        dual_free(dual);
        catalog_free(catalog);
        trial_end(trial);
    }
    for (int delays = 0; delays < 2; delays++)
        printf("%lld claims %s delays are proven to the digit, of %lld less is\n",
               (long long)tally[delays].same, delays ? "with" : "without",
               (long long)tally[delays].less);
}

TEST(the_engine_claims_what_its_certificate_proves)
{
    compare_many(true);
}

TEST(so_it_does_when_the_prices_of_linked_requests_know_dates_alone)
{
    compare_many(false);
}
