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

/* One choice of prices: claimed by the engine, proven by the judge. */
static void compare(const Trial *trial, Dual *dual, Random *random, Tally *tally)
{
    double *price = MEM_NEW(double, dual->size), *slope = MEM_NEW(double, dual->size);
    double claimed = 0, soft = 0, proven = 0, unit;
    Schedule *schedule = NULL;

    assert_true(price && slope);
    assert_ok(schedule_new(&schedule));
    draw(dual, random, price);
    assert_ok(dual_value(dual, price, 0.1, 1, &claimed, &soft, slope));
    assert_ok(prices_write(dual, price, schedule));
    assert_ok(certify_bound(trial->clinic, trial->chances, schedule, -INFINITY, &proven));
    unit = 1e-8 * fmax(1, fabs(claimed));
    if (proven > claimed + unit)
        trial_fail(trial, schedule, "claimed %.17g, proven %.17g", claimed, proven);
    tally->same += fabs(claimed - proven) <= unit;
    tally->less += proven < claimed - unit;
    schedule_free(schedule);
    mem_free(price);
    mem_free(slope);
}

static void compare_many(bool by_place)
{
    Tally tally = {0};

    for (uint64_t seed = 0; seed < trial_count(300); seed++) {
        Trial *trial = trial_begin(seed);
        Random random = random_stream(seed, 12);
        Catalog *catalog = NULL;
        Dual *dual = NULL;

        assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
        assert_ok(dual_new(catalog, by_place, &dual));
        for (int i = 0; i < 3; i++)
            compare(trial, dual, &random, &tally);
        dual_free(dual);
        catalog_free(catalog);
        trial_end(trial);
    }
    printf("%lld claims are proven to the digit, of %lld less is\n", (long long)tally.same,
           (long long)tally.less);
}

TEST(the_engine_claims_what_its_certificate_proves)
{
    compare_many(true);
}

TEST(so_it_does_when_the_prices_of_linked_requests_know_dates_alone)
{
    compare_many(false);
}
