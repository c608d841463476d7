#include "solver/agenda/seat.h"

#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/practice.h"

TEST(the_best_seat_is_early_and_with_the_preferred_lead)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "1", "10:00") OPEN("Bob", "0", "10:00") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new provider=Amy\n");
    SeatFinder finder = {0};
    Agenda *agenda = NULL;
    Seat seats[3];

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_int_equal(seat_find(&finder, agenda, 0, 0, 1, seats, 3), 2);
    assert_int_equal(seats[0].at.provider, 1);
    assert_int_equal(seats[0].at.start_min, 540);
    assert_near(seats[0].gain, 10, 0.01);
    assert_near(seats[1].gain, 9.9, 0.01);
    assert_int_equal(seat_find(&finder, agenda, 1, 0, 1, seats, 1), 1);
    assert_int_equal(seats[0].at.start_min, DAY_MIN + 540);
    assert_int_equal(seat_find(&finder, agenda, 1, 10.5, 1, seats, 1), 0);
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(seats_lie_beside_what_stands)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "0", "12:00") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n");
    Placement at = scene_placement(&scene, "a", 0, 600);
    SeatFinder finder = {0};
    Agenda *agenda = NULL;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_true(agenda_place(agenda, 0, &at));
    assert_true(seat_take(&finder, agenda, 1, 0));
    assert_true(agenda_at(agenda, 1)->start_min == 570 || agenda_at(agenda, 1)->start_min == 540);
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(options_come_out_from_the_best_bound_down_and_full_ones_when_asked)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "1", "10:00") OPEN("Bob", "0", "09:30") WANT(
        "a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n");
    Placement at = scene_placement(&scene, "a", 0, 540);
    SeatFinder finder = {0};
    Agenda *agenda = NULL;
    SeatOption option;
    Wish wish;

    assert_ok(agenda_new(scene.catalog, &agenda));
    seat_wish(agenda, 1, &wish);
    assert_true(seat_options(&finder, agenda, 1, &wish));
    assert_true(seat_next_option(&finder, &option));
    assert_int_equal(scene.catalog->sessions[option.session].day, 0);
    assert_true(seat_next_option(&finder, &option));
    assert_false(seat_next_option(&finder, &option));
    assert_true(agenda_place(agenda, 0, &at));
    assert_true(seat_options(&finder, agenda, 1, &wish));
    assert_int_equal(finder.n_options, 1);
    finder.full_too = true;
    seat_options(&finder, agenda, 1, &wish);
    assert_int_equal(finder.n_options, 2);
    agenda_settle(agenda);
    finder.since = 1;
    seat_options(&finder, agenda, 1, &wish);
    assert_int_equal(finder.n_options, 1); /* the one that has changed */
    seat_clear(&finder);
    agenda_free(agenda);
    scene_clear(&scene);
}
