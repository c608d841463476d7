#include "solver/greedy/exchange.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/practice.h"
#include "tests/scattered.h"

static const SolveOptions unlimited = {.deadline_s = INFINITY, .threads = 1};

/* A practice, and who stands where in it. */
typedef struct Room {
    Scene scene;
    Agenda *agenda;
} Room;

static Room room_of(const char *lines)
{
    Room room = {.scene = scene_of(lines)};

    assert_ok(agenda_new(room.scene.catalog, &room.agenda));
    return room;
}

static void room_clear(Room *room)
{
    agenda_free(room->agenda);
    scene_clear(&room->scene);
}

/* Has request @p id stand with @p provider at @p minute of @p day. */
static void stand(Room *room, const char *id, const char *provider, int32_t day, int32_t minute)
{
    int32_t start = day * DAY_MIN + minute, lead = scene_row(&room->scene, "providers", provider);
    int32_t session = catalog_session_at(room->scene.catalog, lead, 0, start, start + 30);
    Placement at = {session, lead, 0, day, start, MODE_IN_PERSON};

    assert_true(agenda_place(room->agenda, scene_row(&room->scene, "requests", id), &at));
    agenda_settle(room->agenda);
}

/* Fails the test if some request could gain by going to a place that is free. */
static void assert_no_move_gains(Agenda *agenda)
{
    SeatFinder finder = {0};
    double before = agenda->worth;

    for (int32_t r = 0; r < agenda->n_requests; r++) {
        int32_t mark = agenda_mark(agenda);

        if (agenda->visit_of[r] >= 0)
            agenda_remove(agenda, r);
        seat_take(&finder, agenda, r, 0);
        assert_true(agenda->worth <= before + EPSILON);
        agenda_rollback(agenda, mark);
    }
    seat_clear(&finder);
}

/* Exchanges; fails the test unless the schedule is then worth @p worth, of which @p gain is new. */
static void assert_exchanged(Room *room, double worth, double gain)
{
    double before = audited(room->agenda);

    assert_ok(exchange_all(room->agenda, &unlimited));
    assert_near(audited(room->agenda), worth, EPSILON);
    assert_near(worth - before, gain, EPSILON);
}

#define ASK(id, patient, rest) WANT(id, patient, "routine") "status=new " rest "\n"
#define CYD                                                                                        \
    "providers provider=Cyd role=physician\n"                                                      \
    "skills provider=Cyd visit_type=check\n"

/* The preferred lead is worth 0.5 more. */
#define CROSSED                                                                                    \
    PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "0", "09:30") ASK("a", "p", "provider=Bob")     \
        ASK("b", "q", "provider=Amy")

TEST(two_that_stand_where_the_other_would_rather_be_change_places)
{
    Room room = room_of(CROSSED);

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Bob", 0, 540);
    assert_no_move_gains(room.agenda);
    assert_exchanged(&room, 21, 1);
    room_clear(&room);
}

/* Each of three stands with whom the one before it would rather have. */
#define CIRCLE                                                                                     \
    PRACTICE CYD OPEN("Amy", "0", "09:30") OPEN("Bob", "0", "09:30") OPEN("Cyd", "0", "09:30")     \
        ASK("a", "p", "provider=Bob") ASK("b", "q", "provider=Cyd") ASK("c", "u", "provider=Amy")

static Room circle(void)
{
    Room room = room_of(CIRCLE);

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Bob", 0, 540);
    stand(&room, "c", "Cyd", 0, 540);
    return room;
}

TEST(three_go_round_in_a_circle)
{
    Room room = circle();

    assert_no_move_gains(room.agenda);
    assert_exchanged(&room, 31.5, 1.5);
    room_clear(&room);
}

TEST(one_that_does_not_stand_takes_the_place_of_one_worth_less)
{
    Room room = room_of(PRACTICE OPEN("Amy", "0", "10:00") ASK("a", "p", "weight=3")
                            ASK("b", "q", "") ASK("c", "u", "weight=10"));

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Amy", 0, 570);
    assert_no_move_gains(room.agenda);
    assert_exchanged(&room, 130, 90);
    room_clear(&room);
}

TEST(one_steps_aside_for_another_at_the_cost_of_a_third)
{
    /* c can come on the first day only, where a stands, who is worth more than b on the second */
    Room room = room_of(PRACTICE OPEN("Amy", "0", "09:30") OPEN("Amy", "1", "09:30") ASK(
        "a", "p", "weight=3") ASK("b", "q", "") ASK("c", "u", "weight=10 latest=0"));

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Amy", 1, 540);
    assert_no_move_gains(room.agenda);
    assert_exchanged(&room, 100 + 30 - 0.3, 90 - 0.3 + 0.1);
    room_clear(&room);
}

TEST(who_costs_more_than_it_gives_is_let_go)
{
    Room room = room_of(PRACTICE OPEN("Amy", "1", "09:30")
                            ASK("a", "p", "") "policy key=wait_cost_per_day value=1.5\n");

    stand(&room, "a", "Amy", 1, 540);
    assert_exchanged(&room, 0, 5);
    room_clear(&room);
}

TEST(booked_requests_are_not_moved_for_less_than_a_move_costs)
{
    Room room = room_of(PRACTICE OPEN("Amy", "0", "09:30") OPEN("Bob", "0", "09:30") WANT(
        "a", "p", "routine") "status=booked booked_date=0 booked_start=09:00 "
                             "booked_provider=Amy booked_site=S provider=Bob\n" ASK(
                                 "b", "q", "provider=Amy"));

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Bob", 0, 540);
    assert_exchanged(&room, 20, 0);
    room_clear(&room);
}

/* --- links --- */

#define SAME_DAY "links first=a second=b kind=same_day\n"

TEST(linked_requests_change_places_with_others)
{
    Room room = room_of(PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "0", "09:30")
                            ASK("a", "p", "provider=Bob") ASK("b", "q", "provider=Amy")
                                ASK("c", "u", "provider=Amy") SAME_DAY);

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Amy", 0, 570);
    stand(&room, "c", "Bob", 0, 540);
    assert_exchanged(&room, 31.5, 1);
    room_clear(&room);
}

TEST(a_change_that_breaks_a_link_is_not_made)
{
    Room room = room_of(CROSSED OPEN("Amy", "1", "09:30") ASK(
        "c", "u", "provider=Amy") "links first=a second=c kind=same_provider\n");

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Bob", 0, 540);
    stand(&room, "c", "Amy", 1, 540);
    assert_exchanged(&room, 30.4, 0);
    room_clear(&room);
}

/* c can come at 09:00 only, where a stands; a would rather be with Bob, where e is, b with Cyd,
 * where d is, and d with Amy, where b is. a or b may go, but not both: then b came before a. The
 * chain that costs e its place is tried first, so b and d must stay. */
#define TANGLE                                                                                     \
    PRACTICE CYD OPEN("Amy", "0", "11:00") OPEN("Bob", "0", "10:30") OPEN("Cyd", "0", "10:00")     \
        ASK("a", "p", "provider=Bob") ASK("b", "q", "provider=Cyd") ASK("c", "u", "weight=3")      \
            ASK("d", "w", "provider=Amy") "patients patient=y\n" ASK("e", "y", "") SAME_DAY        \
        "availability request=c date=0 start=09:00 end=09:30\n"                                    \
        "policy key=preferred_provider_bonus value=2\npolicy key=idle_cost_per_min value=0\n"

TEST(a_chain_is_taken_back_whole_where_a_linked_request_finds_its_place_barred_by_another)
{
    for (int64_t seed = 0; seed < 8; seed++) {
        Room room = room_of(TANGLE);
        SolveOptions options = {.deadline_s = INFINITY, .threads = 1, .seed = seed};

        stand(&room, "a", "Amy", 0, 540);
        stand(&room, "b", "Amy", 0, 630);
        stand(&room, "d", "Cyd", 0, 570);
        stand(&room, "e", "Bob", 0, 600);
        assert_near(audited(room.agenda), 40, EPSILON);
        assert_ok(exchange_all(room.agenda, &options));
        assert_near(audited(room.agenda), 30 + 30 + 10 + 10, EPSILON);
        room_clear(&room);
    }
}

/* Two linked requests, one worth @p weight times as much as either, and one like them that is not
 * linked; room for two until 10:00. */
#define TAKEN(end, weight)                                                                         \
    PRACTICE OPEN("Amy", "0", end) ASK("a", "p", "") ASK("b", "q", "")                             \
        ASK("c", "u", "weight=" weight) ASK("d", "w", "") SAME_DAY

TEST(a_linked_request_is_not_left_out_alone_whatever_another_is_worth)
{
    static const char *const lines[] = {TAKEN("10:00", "10"), TAKEN("10:00", "1e6")};

    for (int k = 0; k < 2; k++) {
        Room room = room_of(lines[k]);

        stand(&room, "a", "Amy", 0, 540);
        stand(&room, "b", "Amy", 0, 570);
        assert_exchanged(&room, 20, 0);
        room_clear(&room);
    }
}

TEST(one_that_is_not_linked_makes_room_instead)
{
    Room room = room_of(TAKEN("10:30", "1e6"));

    stand(&room, "a", "Amy", 0, 540);
    stand(&room, "b", "Amy", 0, 570);
    stand(&room, "d", "Amy", 0, 600);
    assert_exchanged(&room, 1e7 + 20, 1e7 - 10);
    room_clear(&room);
}

/* --- limits --- */

/* Three stand with Amy and three with Bob, each where another would rather be: 36 pairs, which are
 * 2 units of work. */
static Room six(void)
{
    Room room = room_of(
        PRACTICE OPEN("Amy", "0", "10:30") OPEN("Bob", "0", "10:30") ASK("a", "p", "provider=Bob")
            ASK("b", "q", "provider=Bob") ASK("c", "u", "provider=Bob")
                ASK("d", "w", "provider=Amy") "patients patient=y\npatients patient=z\n" ASK(
                    "e", "y", "provider=Amy") ASK("f", "z", "provider=Amy"));

    for (int32_t i = 0; i < 6; i++)
        stand(&room, (const char[]){(char)('a' + i), '\0'}, i < 3 ? "Amy" : "Bob", 0,
              540 + 30 * (i % 3));
    return room;
}

TEST(what_the_work_left_does_not_suffice_for_is_not_begun)
{
    Room room = six();
    SolveOptions options = {.deadline_s = INFINITY, .threads = 1, .work_limit = 1};
    int64_t effort = room.agenda->effort;

    assert_ok(exchange_all(room.agenda, &options));
    assert_near(audited(room.agenda), 60, EPSILON);
    assert_int_equal(room.agenda->effort, effort);
    options.work_limit = 2;
    assert_ok(exchange_all(room.agenda, &options));
    assert_near(audited(room.agenda), 63, EPSILON);
    assert_true(room.agenda->effort >= effort + 2 + 6); /* as many trials */
    room_clear(&room);
}

TEST(nothing_changes_hands_after_the_deadline_or_an_interruption)
{
    Room room = circle();
    volatile int interrupted = 1;

    assert_ok(exchange_all(room.agenda, &(SolveOptions){.deadline_s = 0, .threads = 1}));
    assert_near(audited(room.agenda), 30, EPSILON);
    assert_ok(exchange_all(
        room.agenda,
        &(SolveOptions){.deadline_s = INFINITY, .threads = 1, .interrupted = &interrupted}));
    assert_near(audited(room.agenda), 30, EPSILON);
    room_clear(&room);
}

TEST(memory_that_runs_out_is_reported)
{
    Status status = STATUS_NO_MEMORY;
    int64_t nth = 0;

    while (status != STATUS_OK) {
        Room room = circle();

        mem_fail_at(++nth);
        status = exchange_all(room.agenda, &unlimited);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        if (status == STATUS_OK)
            assert_near(audited(room.agenda), 31.5, EPSILON);
        room_clear(&room);
    }
    assert_true(nth > 10);
}
