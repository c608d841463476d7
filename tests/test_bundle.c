#include "solver/greedy/bundle.h"

#include "tests/check.h"
#include "tests/practice.h"

TEST(links_bind_requests_into_bundles_but_fixed_ones_and_same_provider_do_not)
{
    Scene scene = scene_of(
        PRACTICE OPEN("Amy", "0", "10:00")
            WANT("a", "p", "soon") "status=new\n" WANT("b", "q", "soon") "status=new\n" WANT(
                "c", "u",
                "soon") "status=new\n" WANT("f", "w",
                                            "soon") "status=fixed booked_date=0 booked_start=09:00 "
                                                    "booked_provider=Amy booked_site=S\n"
                                                    "links first=c second=a kind=after\n"
                                                    "links first=a second=b kind=same_provider\n"
                                                    "links first=f second=b kind=after\n");
    Bundles bundles = {0};

    assert_ok(bundles_init(&bundles, scene.catalog));
    assert_int_equal(bundles.count, 2);
    assert_int_equal(bundles.of[0], bundles.of[2]);
    assert_int_equal(bundles.of[3], -1);
    assert_int_equal(bundles.largest, 2);
    assert_int_equal(bundles.members[0], 2); /* first ends come first */
    bundles_clear(&bundles);
    scene_clear(&scene);
}

/* Whether the two linked requests can be placed in the given sessions. */
static bool place_both(const char *lines)
{
    Scene scene = scene_of(lines);
    Bundles bundles = {0};
    SeatFinder finder = {0};
    BundleSearch search = {0};
    Agenda *agenda = NULL;
    bool placed;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_ok(bundles_init(&bundles, scene.catalog));
    assert_ok(bundle_search_init(&search, &bundles, &finder));
    placed = bundle_place(&search, &bundles, agenda, 0, 0, 100);
    assert_int_equal(agenda->visit_of[0] >= 0, placed);
    assert_int_equal(agenda->visit_of[1] >= 0, placed);
    bundle_search_clear(&search);
    seat_clear(&finder);
    bundles_clear(&bundles);
    agenda_free(agenda);
    scene_clear(&scene);
    return placed;
}

#define PAIR(link)                                                                                 \
    WANT("a", "p", "soon")                                                                         \
    "status=new\n" WANT("b", "q", "soon") "status=new\nlinks first=a second=b kind=" link "\n"

TEST(a_bundle_stands_as_a_whole_or_not_at_all)
{
    assert_true(place_both(PRACTICE OPEN("Amy", "0", "10:00") PAIR("same_day")));
    assert_false(place_both(PRACTICE OPEN("Amy", "0", "09:50") PAIR("same_day")));
    assert_true(
        place_both(PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "0", "09:30") PAIR("together")));
    assert_false(place_both(PRACTICE OPEN("Amy", "0", "10:00") PAIR("together")));
    assert_true(place_both(PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "1", "09:30")
                               PAIR("after min=1")));
    assert_false(place_both(PRACTICE OPEN("Amy", "0", "10:00") PAIR("after min=1")));
}
