#include "solver/pattern/market.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

#define FREE_TIME "policy key=idle_cost_per_min value=0\n"

static Market *market_of(const Scene *scene, bool by_place)
{
    Market *market = NULL;

    assert_ok(market_new(scene->catalog, by_place, &market));
    return market;
}

static int32_t n_buckets(const Market *market, int32_t r)
{
    return market->bucket_begin[r + 1] - market->bucket_begin[r];
}

/* The best that an item offers, if it is a service. */
static double best_of(const Market *market, const Item *item)
{
    double best = -INFINITY;

    for (int32_t i = item->groups; i < item->groups + item->n_groups; i++) {
        int32_t g = market->item_groups[i];

        for (int64_t k = market->offer_begin[g]; k < market->offer_begin[g + 1]; k++)
            best = fmax(best, market->worth[k]);
    }
    return best;
}

TEST(an_unlinked_request_has_one_bucket_a_linked_one_those_of_its_key)
{
    Scene scene = scene_of(
        PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "09:40")
            WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(
                "c", "u",
                "routine") "status=new\n" WANT("d", "w",
                                               "routine") "status=new\n" WANT("e", "w",
                                                                              "routine") "status="
                                                                                         "new\n"
                                                                                         "links "
                                                                                         "first=b "
                                                                                         "second=c "
                                                                                         "kind="
                                                                                         "after\n"
                                                                                         "links "
                                                                                         "first=d "
                                                                                         "second=e "
                                                                                         "kind="
                                                                                         "same_"
                                                                                         "day\n");
    Market *market = market_of(&scene, true);

    assert_int_equal(n_buckets(market, 0), 1);
    assert_int_equal(n_buckets(market, 1), 2);
    assert_int_equal(market->buckets[market->bucket_begin[1] + 1].date, 1);
    assert_int_equal(n_buckets(market, 3), 4 + 2); /* starts of Amy and of Bob */
    assert_int_equal(market->buckets[market->bucket_begin[3] + 1].start, 550);
    market_free(market);
    market = market_of(&scene, false);
    assert_int_equal(n_buckets(market, 3), 2);
    assert_int_equal(market->buckets[market->bucket_begin[3]].start, -1);
    market_free(market);
    scene_clear(&scene);
}

TEST(a_bucket_is_open_where_some_session_has_an_item_for_it)
{
    Scene scene =
        scene_of(PRACTICE OPEN("Amy", "1", "10:00") WANT("a", "p", "routine") "status=new\n" WANT(
            "b", "q", "routine") "status=new\n"
                                 "links first=a second=b kind=after\n");
    Market *market = market_of(&scene, true);

    assert_int_equal(n_buckets(market, 0), 2);
    assert_false(market->open[market->bucket_begin[0]]);
    assert_true(market->open[market->bucket_begin[0] + 1]);
    market_free(market);
    scene_clear(&scene);
}

TEST(a_session_can_be_filled_with_what_it_admits)
{
    Scene scene =
        scene_of(PRACTICE FREE_TIME OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "10:00")
                     WANT("a", "p", "routine") "status=new\n" WANT(
                         "b", "q", "routine") "status=new provider=Bob provider_required=1\n");
    Market *market = market_of(&scene, true);
    double amys = -INFINITY, bobs = -INFINITY;

    for (int32_t i = market->item_begin[0]; i < market->item_begin[1]; i++)
        amys = fmax(amys, best_of(market, &market->items[i]));
    for (int32_t i = market->item_begin[1]; i < market->item_begin[2]; i++)
        bobs = fmax(bobs, best_of(market, &market->items[i]));
    assert_near(amys, 10, EPSILON);    /* a on the first day */
    assert_true(bobs > 9.9 + EPSILON); /* b, who prefers Bob, on the second */
    assert_near(market->constant, 0, EPSILON);
    market_free(market);
    scene_clear(&scene);
}

TEST(what_is_fixed_must_start_where_it_stands)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "0", "10:00") WANT(
        "a", "p", "routine") "status=fixed booked_date=0 booked_start=09:20 booked_provider=Amy "
                             "booked_site=S\n" WANT(
                                 "b", "q", "routine") "status=fixed booked_date=0 "
                                                      "booked_start=12:00 "
                                                      "booked_provider=Bob booked_site=S\n");
    Market *market = market_of(&scene, true);
    int32_t mandatory = 0;

    for (int32_t i = 0; i < market->item_begin[scene.catalog->n_sessions]; i++) {
        const Item *item = &market->items[i];

        if (!item->mandatory)
            continue;
        mandatory++;
        assert_near(item->worth, 10, EPSILON);
        for (int32_t slot = 0; slot < 6; slot++)
            assert_int_equal(starts_has(&item->starts, slot), slot == 2);
    }
    assert_int_equal(mandatory, 1);
    assert_near(market->constant, 10, EPSILON); /* Bob's, which is in no session */
    market_free(market);
    scene_clear(&scene);
}

TEST(running_out_of_memory_leaves_nothing_behind)
{
    Scene scene = scene_of(
        PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "10:00")
            WANT("a", "p", "routine") "status=new\n" WANT(
                "b", "q", "routine") "status=new\nlinks first=a second=b kind=same_day\n"
                                     "availability request=a date=0 start=09:00 end=10:00\n");
    Status status = STATUS_NO_MEMORY;
    Market *market = NULL;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 500);
        assert_null(market);
        mem_fail_at(n);
        status = market_new(scene.catalog, true, &market);
        mem_fail_at(0);
    }
    market_free(market);
    scene_clear(&scene);
}
