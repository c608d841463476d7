#include "solver/pattern/chain.h"

#include "model/base/memory.h"
#include "model/base/random.h"
#include "tests/check.h"
#include "tests/practice.h"

/* A tree of four, and one by itself. */
#define TREE                                                                                       \
    PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "10:00") OPEN("Bob", "0", "09:40")         \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(    \
            "c", "u",                                                                              \
            "routine") "status=new\n" WANT("d", "w",                                               \
                                           "routine") "status=new\n" WANT("e", "w",                \
                                                                          "soon") "status=new\n"   \
                                                                                  "links first=a " \
                                                                                  "second=b "      \
                                                                                  "kind=after "    \
                                                                                  "min=1\n"        \
                                                                                  "links first=b " \
                                                                                  "second=c "      \
                                                                                  "kind=same_"     \
                                                                                  "provider\n"     \
                                                                                  "links first=d " \
                                                                                  "second=a "      \
                                                                                  "kind=same_day " \
                                                                                  "min=0 max=10\n"

enum { LINKED = 4 };

static bool keeps(const Scene *scene, int32_t l, const Bucket *a, const Bucket *b)
{
    int32_t kind = scene->clinic->links.kind[l];

    if (!a || !b)
        return (!a && !b) || kind == LINK_SAME_PROVIDER;
    if (kind == LINK_SAME_PROVIDER)
        return a->provider == b->provider;
    if (kind == LINK_AFTER)
        return b->date - a->date >= 1;
    return a->date == b->date && a->start >= 0 && b->start - a->start >= 30 &&
           b->start - a->start <= 40;
}

/* The best of all joint states, and the sum of exp(worth / heat), from request @p r on. */
static void try_all(const Scene *scene, const Market *market, const double *price, double heat,
                    int32_t r, const Bucket **at, double worth, double *best, double *sum)
{
    const Links *links = &scene->clinic->links;

    if (r == LINKED) {
        for (int32_t l = 0; l < links->rows; l++)
            if (!keeps(scene, l, at[links->first[l]], at[links->second[l]]))
                return;
        *best = fmax(*best, worth);
        *sum += exp(worth / heat);
        return;
    }
    at[r] = NULL;
    try_all(scene, market, price, heat, r + 1, at, worth, best, sum);
    for (int32_t b = market->bucket_begin[r]; b < market->bucket_begin[r + 1]; b++) {
        at[r] = &market->buckets[b];
        try_all(scene, market, price, heat, r + 1, at, worth + price[b], best, sum);
    }
}

/* A market and its chains, with prices at random. */
typedef struct Yard {
    Scene scene;
    Market *market;
    Chains chains;
    double *price, *part;
    double hard, soft;
} Yard;

static Yard yard_of(const char *lines)
{
    Yard yard = {.scene = scene_of(lines)};

    assert_ok(market_new(yard.scene.catalog, true, &yard.market));
    assert_ok(chains_init(&yard.chains, yard.market));
    yard.price = MEM_NEW(double, yard.market->n_buckets);
    yard.part = MEM_NEW(double, yard.market->n_buckets);
    assert_true(yard.price && yard.part);
    return yard;
}

static void yard_clear(Yard *yard)
{
    mem_free(yard->price);
    mem_free(yard->part);
    chains_clear(&yard->chains);
    market_free(yard->market);
    scene_clear(&yard->scene);
}

static void draw(Yard *yard, Random *random)
{
    for (int32_t b = 0; b < yard->market->n_buckets; b++)
        yard->price[b] = 6 * random_unit(random) - 3;
}

static double value(Yard *yard, double heat)
{
    chains_value(&yard->chains, 0, yard->market->forest.n_trees, yard->price, heat, &yard->hard,
                 &yard->soft, yard->part);
    return yard->soft;
}

TEST(a_tree_is_worth_the_best_of_all_its_joint_states)
{
    Yard yard = yard_of(TREE);
    Random random = random_stream(1, 1);

    for (int32_t i = 0; i < 100; i++) {
        const Bucket *at[LINKED];
        double best = -INFINITY, sum = 0, heat = 0.5 + random_unit(&random);

        draw(&yard, &random);
        try_all(&yard.scene, yard.market, yard.price, heat, 0, at, 0, &best, &sum);
        value(&yard, heat);
        assert_near(yard.hard, best, 1e-9);
        assert_near(yard.soft, heat * log(sum), 1e-6);
    }
    yard_clear(&yard);
}

TEST(parts_are_derivatives)
{
    Yard yard = yard_of(TREE);
    Random random = random_stream(2, 1);
    const double step = 1e-4;

    for (int32_t i = 0; i < 20; i++) {
        draw(&yard, &random);
        for (int32_t b = 0; b < yard.market->bucket_begin[LINKED]; b++) {
            double kept = yard.price[b], part, up, down;

            value(&yard, 1);
            part = yard.part[b];
            yard.price[b] = kept + step;
            up = value(&yard, 1);
            yard.price[b] = kept - step;
            down = value(&yard, 1);
            yard.price[b] = kept;
            assert_near(part, (up - down) / (2 * step), 1e-4);
        }
    }
    yard_clear(&yard);
}

TEST(an_unlinked_request_is_worth_its_price_or_nothing)
{
    Yard yard = yard_of(TREE);
    int32_t b = yard.market->bucket_begin[LINKED];

    for (double price = -2; price <= 2; price += 0.5) {
        yard.price[b] = price;
        singles_value(yard.market, 0, LINKED + 1, yard.price, 0.5, &yard.hard, &yard.soft,
                      yard.part);
        assert_near(yard.hard, fmax(0, price), 0);
        assert_near(yard.soft, 0.5 * log(1 + exp(price / 0.5)), 1e-8);
        assert_near(yard.part[b], 1 / (1 + exp(-price / 0.5)), 1e-8);
    }
    yard_clear(&yard);
}

TEST(who_is_linked_to_what_is_fixed_keeps_its_distance_or_stays_away)
{
    Yard yard = yard_of(PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "10:00") WANT(
        "a", "p", "routine") "status=fixed booked_date=0 "
                             "booked_start=09:00 booked_provider=Amy "
                             "booked_site=S\n" WANT("b", "q",
                                                    "routine") "status=new\n"
                                                               "links first=a second=b kind=after "
                                                               "min=1\n");
    int32_t b = yard.market->bucket_begin[1];

    yard.price[b] = 5; /* on the first day, which is too early */
    yard.price[b + 1] = 3;
    value(&yard, 0.01);
    assert_near(yard.hard, 3, EPSILON);
    yard.price[b + 1] = -3;
    value(&yard, 0.01);
    assert_near(yard.hard, 0, EPSILON);
    yard_clear(&yard);
}

TEST(running_out_of_memory_leaves_empty_chains)
{
    Yard yard = yard_of(TREE);
    Status status = STATUS_NO_MEMORY;

    chains_clear(&yard.chains);
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 50);
        mem_fail_at(n);
        status = chains_init(&yard.chains, yard.market);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (!yard.chains.states && !yard.chains.part));
    }
    yard_clear(&yard);
}
