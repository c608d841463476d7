#include "solver/agenda/tolls.h"

#include <string.h>

#include "model/base/memory.h"
#include "solver/agenda/seat.h"
#include "solver/pattern/pattern.h"
#include "tests/check.h"
#include "tests/practice.h"

static const SolveOptions free_hand = {.deadline_s = INFINITY, .threads = 1};

/* One place with Amy on the first day, one with Bob on the next. */
#define TWO_PLACES       PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "1", "09:30")
#define ASK(id, patient) WANT(id, patient, "routine") "status=new\n"

/* The tolls of @p scene at good prices; *@p pattern keeps the prices of units. */
static void ask(const Scene *scene, Pattern *pattern, Tolls *tolls)
{
    assert_ok(pattern_init(pattern, scene->catalog));
    assert_ok(pattern_run(pattern, &free_hand));
    assert_ok(tolls_init(tolls, scene->catalog));
    assert_ok(pattern_tolls(pattern, 1, tolls));
}

static double toll_at(const Scene *scene, const Tolls *tolls, const Placement *at)
{
    return tolls_at(tolls, catalog_shape(scene->catalog, 0, at->provider), at);
}

TEST(where_three_want_two_places_each_costs_what_the_third_would_bring)
{
    Scene scene = scene_of(TWO_PLACES ASK("a", "p") ASK("b", "q") ASK("c", "u"));
    Placement early = scene_placement(&scene, "a", 0, 540);
    double sum = 0;
    Pattern pattern;
    Tolls tolls;

    ask(&scene, &pattern, &tolls);
    assert_near(toll_at(&scene, &tolls, &early), 10, 0.1);
    assert_near(tolls_about(&tolls, early.session, 30), 10, 0.1);
    assert_near(tolls_about(&tolls, early.session, 15), 5, 0.1);
    for (int32_t r = 0; r < 3; r++)
        sum += tolls.chance[r];
    assert_near(sum, 2, 0.1);
    tolls_clear(&tolls);
    pattern_clear(&pattern);
    scene_clear(&scene);
}

TEST(a_place_that_nobody_else_wants_costs_nothing_or_what_its_guest_would_bring)
{
    Scene scene = scene_of(TWO_PLACES ASK("a", "p"));
    Placement early = scene_placement(&scene, "a", 0, 540);
    Pattern pattern;
    Tolls tolls;

    ask(&scene, &pattern, &tolls);
    assert_true(toll_at(&scene, &tolls, &early) >= -1e-9);
    assert_true(toll_at(&scene, &tolls, &early) <= 0.2);
    assert_true(tolls.chance[0] >= 0.8); /* tolls are asked for at a higher heat than prices */
    tolls_clear(&tolls);
    pattern_clear(&pattern);
    scene_clear(&scene);
}

TEST(with_tolls_the_best_seat_is_the_one_that_others_want_least)
{
    /* b and c can come on the first day only; a prefers it, by little. */
    Scene scene =
        scene_of(TWO_PLACES ASK("a", "p") WANT("b", "q", "routine") "status=new latest=0\n" WANT(
            "c", "u", "routine") "status=new latest=0\n");
    SeatFinder finder = {0};
    Agenda *agenda = NULL;
    Pattern pattern;
    Tolls tolls;
    Seat seat;

    ask(&scene, &pattern, &tolls);
    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_int_equal(seat_find(&finder, agenda, 0, 0, 1, &seat, 1), 1);
    assert_int_equal(seat.at.day, 0);
    finder.tolls = &tolls;
    assert_int_equal(seat_find(&finder, agenda, 0, 0, 1, &seat, 1), 1);
    assert_int_equal(seat.at.day, 1);
    assert_int_equal(seat_find(&finder, agenda, 0, 20, 1, &seat, 1), 0);
    seat_clear(&finder);
    agenda_free(agenda);
    tolls_clear(&tolls);
    pattern_clear(&pattern);
    scene_clear(&scene);
}

TEST(running_out_of_memory_leaves_no_tolls)
{
    Scene scene = scene_of(TWO_PLACES ASK("a", "p"));
    Status status = STATUS_NO_MEMORY;
    Tolls tolls;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 100);
        mem_fail_at(n);
        status = tolls_init(&tolls, scene.catalog);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || !tolls.first);
    }
    tolls_clear(&tolls);
    scene_clear(&scene);
}
