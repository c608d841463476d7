#include "solver/agenda/agenda.h"

#include <stdio.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

/* Amy leads checks of 20 minutes, 09:00 to 10:00, and groups of up to two. */
#define HOUSE                                                                                      \
    ONE_DAY "sites site=S\n"                                                                       \
            "sites site=T\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "providers provider=Bob role=physician\n"                                              \
            "patients patient=p\n"                                                                 \
            "patients patient=q\n"                                                                 \
            "patients patient=u\n"                                                                 \
            "visit_types visit_type=check specialty=general mode=in_person value=10\n"             \
            "visit_types visit_type=group specialty=general mode=in_person value=10 "              \
            "group_capacity=2\n"                                                                   \
            "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "        \
            "duration_min=20\n"                                                                    \
            "activities visit_type=group step=1 kind=provider type=physician offset_min=0 "        \
            "duration_min=20\n"                                                                    \
            "skills provider=Amy visit_type=check\n"                                               \
            "skills provider=Bob visit_type=check\n"                                               \
            "skills provider=Amy visit_type=group\n"
#define SESSION "sessions provider=Amy site=S date=0 start=09:00 end=10:00 "
#define ASK(id, patient, type)                                                                     \
    "requests request=" id " patient=" patient " visit_type=" type " priority=routine "            \
    "requested_on=0 earliest=0 latest=0 show_prob=0.5 status=new\n"
#define THREE ASK("a", "p", "check") ASK("b", "q", "check") ASK("c", "u", "check")

typedef struct Desk {
    Scene scene;
    Agenda *agenda;
} Desk;

static Desk desk_of(const char *lines)
{
    Desk desk = {.scene = scene_of(lines)};

    assert_ok(agenda_new(desk.scene.catalog, &desk.agenda));
    return desk;
}

static void clear(Desk *desk)
{
    agenda_free(desk->agenda);
    scene_clear(&desk->scene);
}

static bool place(Desk *desk, const char *id, int32_t minute)
{
    Placement at = scene_placement(&desk->scene, id, 0, minute);

    return agenda_place(desk->agenda, scene_row(&desk->scene, "requests", id), &at);
}

TEST(a_lead_serves_one_visit_at_a_time_where_nothing_may_overlap)
{
    Desk desk = desk_of(HOUSE SESSION "\n" THREE);

    assert_true(place(&desk, "a", 540));
    assert_false(place(&desk, "b", 550));
    assert_true(place(&desk, "b", 560));
    assert_true(place(&desk, "c", 580));
    clear(&desk);
}

TEST(leads_overlap_as_often_as_the_session_allows_and_never_thrice)
{
    Desk one = desk_of(HOUSE SESSION "overbook_max=1\n" THREE);
    Desk two = desk_of(HOUSE SESSION "overbook_max=2\n" THREE);

    assert_true(place(&one, "a", 540));
    assert_true(place(&one, "b", 550));
    assert_false(place(&one, "c", 560)); /* a second overlap */
    assert_true(place(&two, "a", 540));
    assert_true(place(&two, "b", 550));
    assert_false(place(&two, "c", 550)); /* three at 09:10 */
    assert_true(place(&two, "c", 560));
    clear(&one);
    clear(&two);
}

TEST(a_pair_that_would_often_come_both_may_not_overlap)
{
    Desk desk =
        desk_of(HOUSE SESSION "overbook_max=5\npolicy key=collision_show_max value=0.2\n" THREE);

    assert_true(place(&desk, "a", 540));
    assert_false(place(&desk, "b", 550));
    clear(&desk);
}

TEST(overtime_beyond_the_limit_is_refused)
{
    Desk desk =
        desk_of(HOUSE SESSION "overbook_max=5\npolicy key=overtime_limit_min value=2\n" THREE);

    assert_true(place(&desk, "a", 580));
    assert_false(place(&desk, "b", 580)); /* both come one time in four: 5 minutes */
    clear(&desk);
}

TEST(a_patient_is_in_one_visit_at_a_time_unless_together)
{
    Desk apart =
        desk_of(HOUSE SESSION "\nsessions provider=Bob site=S date=0 start=09:00 end=10:00\n" ASK(
            "a", "p", "check") ASK("b", "p", "check"));
    Desk together =
        desk_of(HOUSE SESSION "\nsessions provider=Bob site=S date=0 start=09:00 end=10:00\n" ASK(
            "a", "p", "check") ASK("b", "p", "check") "links first=a second=b kind=together\n");
    Placement at;

    assert_true(place(&apart, "a", 540));
    at = scene_placement(&apart.scene, "b", 0, 550);
    at.provider = 1;
    at.session = 1;
    assert_false(agenda_place(apart.agenda, 1, &at));
    assert_true(place(&together, "a", 540));
    at.start_min = 540;
    assert_true(agenda_place(together.agenda, 1, &at));
    clear(&apart);
    clear(&together);
}

TEST(patients_need_time_to_travel)
{
    Desk desk =
        desk_of(HOUSE SESSION "\nsessions provider=Bob site=T date=0 start=09:00 end=10:00\n"
                              "policy key=travel_min value=15\n" ASK("a", "p", "check")
                                  ASK("b", "p", "check"));
    Placement at = {.session = 1, .provider = 1, .site = 1, .start_min = 570};

    assert_true(place(&desk, "a", 540));
    assert_false(agenda_place(desk.agenda, 1, &at));
    at.start_min = 580;
    assert_true(agenda_place(desk.agenda, 1, &at));
    clear(&desk);
}

TEST(links_keep_their_distance_from_what_stands)
{
    Desk desk =
        desk_of(HOUSE SESSION "\n" THREE "links first=a second=b kind=same_day min=10 max=10\n");
    Wish wish;

    assert_true(place(&desk, "a", 540));
    assert_false(place(&desk, "b", 560));
    placement_wish(desk.scene.catalog, 1, &wish);
    agenda_narrow(desk.agenda, 1, &wish);
    assert_int_equal(wish.early_min, 570);
    assert_int_equal(wish.late_min, 570);
    assert_true(place(&desk, "b", 570));
    clear(&desk);
}

TEST(requests_share_a_group_visit_up_to_its_capacity)
{
    Desk desk = desk_of(HOUSE SESSION "\n" ASK("a", "p", "group") ASK("b", "q", "group")
                            ASK("c", "u", "group"));

    assert_true(place(&desk, "a", 540));
    assert_true(place(&desk, "b", 540));
    assert_int_equal(desk.agenda->visit_of[0], desk.agenda->visit_of[1]);
    assert_false(place(&desk, "c", 540));
    agenda_remove(desk.agenda, 0);
    assert_true(place(&desk, "c", 540));
    clear(&desk);
}

TEST(the_account_follows_what_stands_and_rollback_restores_it)
{
    Desk desk = desk_of(HOUSE SESSION "overbook_max=1\n" THREE);
    int32_t mark;
    double worth, cost;

    assert_true(place(&desk, "a", 540));
    assert_near(desk.agenda->worth, 5, EPSILON);
    assert_true(place(&desk, "b", 550));
    /* both come one time in four: 10 minutes of wait; 10 idle minutes whenever the first stays away
     */
    assert_near(desk.agenda->worth, 10 - 0.05 * 2.5 - 0.02 * 5, EPSILON);
    worth = desk.agenda->worth;
    cost = desk.agenda->session_cost[0];
    agenda_settle(desk.agenda);
    mark = agenda_mark(desk.agenda);
    agenda_remove(desk.agenda, 0);
    agenda_remove(desk.agenda, 1);
    assert_true(place(&desk, "c", 540));
    agenda_rollback(desk.agenda, mark);
    assert_near(desk.agenda->worth, worth, 0);
    assert_near(desk.agenda->session_cost[0], cost, 0);
    assert_int_equal(agenda_at(desk.agenda, 0)->start_min, 540);
    assert_int_equal(agenda_at(desk.agenda, 1)->start_min, 550);
    assert_null(agenda_at(desk.agenda, 2));
    clear(&desk);
}

TEST(a_check_leaves_the_agenda_as_it_was_and_tells_the_cost)
{
    Desk desk = desk_of(HOUSE SESSION "overbook_max=1\n" THREE);
    Placement at = scene_placement(&desk.scene, "b", 0, 550);
    double before, cost = 0;

    assert_true(place(&desk, "a", 540));
    before = desk.agenda->worth;
    assert_false(agenda_check(desk.agenda, 1, &at, 0, &cost));
    assert_true(agenda_check(desk.agenda, 1, &at, 100, &cost));
    assert_near(desk.agenda->worth, before, 0);
    assert_true(agenda_place(desk.agenda, 1, &at));
    assert_near(desk.agenda->worth, before + 5 - cost, EPSILON);
    clear(&desk);
}

TEST(visits_and_holds_are_numbered_in_the_order_of_their_lists)
{
    Desk desk = desk_of(HOUSE SESSION "\n" ASK("a", "p", "check") ASK("b", "q", "check")
                            ASK("c", "u", "group"));
    Agenda *agenda = desk.agenda;
    double worth;

    assert_true(place(&desk, "c", 580));
    assert_true(place(&desk, "b", 540));
    assert_true(place(&desk, "a", 560));
    agenda_remove(agenda, 1);
    assert_true(place(&desk, "b", 540));
    worth = agenda->worth;
    for (int again = 0; again < 2; again++) {
        assert_ok(agenda_compact(agenda));
        for (int32_t v = 0; v < 3; v++) {
            assert_int_equal(agenda->visit_of[v < 2 ? 1 - v : 2], v); /* b, a, c */
            assert_int_equal(agenda->visits[v].first_hold, v);
            assert_int_equal(agenda->visits[v].next_service, v < 2 ? v + 1 : -1);
            assert_int_equal(agenda->holds[v].visit, v);
            assert_int_equal(agenda->holds[v].start_min, 540 + 20 * v);
            assert_int_equal(agenda->holds[v].next, v < 2 ? v + 1 : -1);
        }
        assert_near(agenda->worth, worth, 0);
    }
    agenda_remove(agenda, 0);
    agenda_remove(agenda, 2);
    assert_true(place(&desk, "a", 580)); /* there is room for all who could stand */
    assert_true(place(&desk, "c", 560));
    agenda_rollback(agenda, 0);
    assert_near(agenda->worth, worth, EPSILON);
    assert_int_equal(agenda_at(agenda, 0)->start_min, 560);
    clear(&desk);
}

TEST(a_visit_may_consist_of_very_many_parts)
{
    enum { DEVICES = 33000, LINE = 120 };
    static char lines[DEVICES * LINE];
    int length = snprintf(lines, sizeof lines,
                          HOUSE SESSION "\nvisit_types visit_type=call specialty=general "
                                        "mode=telehealth value=10\n");
    Desk desk;

    for (int step = 1; step <= DEVICES; step++) /* which a call by telehealth does not hold */
        length += snprintf(lines + length, LINE,
                           "activities visit_type=call step=%d kind=equipment type=phone "
                           "offset_min=0 duration_min=20\n",
                           step);
    snprintf(lines + length, LINE * 10,
             "activities visit_type=call step=%d kind=provider type=physician offset_min=0 "
             "duration_min=20\n"
             "skills provider=Amy visit_type=call\n" ASK("a", "p", "call") ASK("b", "q", "call"),
             DEVICES + 1);
    desk = desk_of(lines);
    assert_true(place(&desk, "a", 560));
    assert_int_equal(
        desk.agenda->holds[desk.agenda->visits[desk.agenda->visit_of[0]].first_hold].part, DEVICES);
    assert_false(place(&desk, "b", 570));
    assert_true(place(&desk, "b", 540));
    clear(&desk);
}

TEST(what_cannot_be_numbered_anew_stays)
{
    Desk desk = desk_of(HOUSE SESSION "\n" THREE);

    assert_true(place(&desk, "a", 560));
    assert_true(place(&desk, "b", 540));
    for (int at = 1; at <= 4; at++) {
        mem_fail_at(at);
        assert_int_equal(agenda_compact(desk.agenda), STATUS_NO_MEMORY);
        mem_fail_at(0);
        assert_int_equal(desk.agenda->visit_of[0], 0);
    }
    assert_ok(agenda_compact(desk.agenda));
    assert_int_equal(desk.agenda->visit_of[0], 1);
    clear(&desk);
}

TEST(an_agenda_that_cannot_log_is_broken_and_says_so)
{
    Desk desk = desk_of(HOUSE SESSION "\n" THREE);

    mem_fail_at(1);
    assert_false(place(&desk, "a", 540));
    mem_fail_at(0);
    assert_int_equal(agenda_status(desk.agenda), STATUS_NO_MEMORY);
    clear(&desk);
}
