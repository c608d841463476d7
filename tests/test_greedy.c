#include "solver/greedy/greedy.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

/* Amy leads checks of 30 minutes from 09:00 to 10:00 on both days. */
#define HOUSE                                                                                      \
    "horizon start_date=2026-03-02 days=2 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\n"                                                                               \
    "providers provider=Amy role=physician\n"                                                      \
    "providers provider=Nan role=nurse\n"                                                          \
    "patients patient=p\npatients patient=q\npatients patient=u\n"                                 \
    "visit_types visit_type=check specialty=general mode=in_person value=10\n"                     \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"                                                                            \
    "skills provider=Amy visit_type=check\n"                                                       \
    "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"                                  \
    "sessions provider=Amy site=S date=1 start=09:00 end=10:00\n"
#define ASK(id, patient, priority)                                                                 \
    "requests request=" id " patient=" patient " visit_type=check priority=" priority              \
    " requested_on=0 earliest=0 latest=0 show_prob=1 status=new\n"
#define FIXED(id, patient, start)                                                                  \
    "requests request=" id " patient=" patient " visit_type=check priority=soon requested_on=0 "   \
    "earliest=0 latest=0 show_prob=1 status=fixed booked_date=0 booked_start=" start               \
    " booked_provider=Amy booked_site=S\n"

static const SolveOptions unlimited = {.deadline_s = INFINITY, .threads = 1};

TEST(the_worthier_requests_are_booked_where_not_all_can_be)
{
    Scene scene =
        scene_of(HOUSE ASK("a", "p", "routine") ASK("b", "q", "soon") ASK("c", "u", "urgent"));
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    assert_near(objective, 130, EPSILON);
    assert_string_equal(scene_where(&scene, answer, "a"), "-");
    answer_free(answer);
    scene_clear(&scene);
}

TEST(fixed_requests_stand_and_others_go_round_them)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "urgent") FIXED("f", "q", "09:30"));
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    assert_string_equal(scene_where(&scene, answer, "f"), "09:30 Amy S");
    assert_string_equal(scene_where(&scene, answer, "a"), "09:00 Amy S");
    answer_free(answer);
    scene_clear(&scene);
}

static void assert_conflict(const char *lines, const char *message)
{
    Scene scene = scene_of(lines);
    GreedyResult result = {0};

    assert_ok(greedy_run(scene.catalog, &unlimited, &result));
    assert_int_equal(result.outcome, OUTCOME_INFEASIBLE);
    assert_null(result.answer);
    assert_string_equal(result.conflict.entries[0].message, message);
    greedy_clear(&result);
    scene_clear(&scene);
}

TEST(fixed_requests_that_clash_are_listed)
{
    assert_conflict(HOUSE FIXED("f", "q", "09:30") FIXED("g", "p", "09:40"),
                    "PROVIDER: fixed request g (2026-03-02 09:40, Amy, S) needs its lead while "
                    "another fixed visit holds it");
    assert_conflict(
        HOUSE FIXED("f", "q", "09:30") "closures kind=site id=S date=0 start=09:50 end=10:30\n",
        "CLOSED: fixed request f (2026-03-02 09:30, Amy, S) stands in a closure of its "
        "site or lead");
    assert_conflict(
        HOUSE FIXED("f", "q",
                    "09:30") "activities visit_type=check step=2 kind=room type=exam offset_min=0 "
                             "duration_min=30\n",
        "ROOM, EQUIPMENT, PROVIDER: fixed request f (2026-03-02 09:30, Amy, S) finds "
        "no units: rooms, devices or further persons are taken, closed or lacking");
}

TEST(fixed_visits_get_their_units_by_search_where_the_first_hand_out_fails)
{
    /* f would take R1 first, which is the only room open long enough for g */
    Scene scene = scene_of(
        HOUSE
        "providers provider=Bob role=physician\n"
        "activities visit_type=check step=2 kind=room type=exam offset_min=0 "
        "duration_min=30\n"
        "rooms room=R1 site=S room_type=exam\n"
        "rooms room=R2 site=S room_type=exam close=10:00\n" FIXED(
            "f", "q",
            "09:30") "requests request=g patient=p visit_type=check priority=soon requested_on=0 "
                     "earliest=0 latest=0 show_prob=1 status=fixed booked_date=0 "
                     "booked_start=09:40 "
                     "booked_provider=Bob booked_site=S booked_room=R1\n");
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    assert_near(objective, 60, EPSILON);
    answer_free(answer);
    scene_clear(&scene);
}

TEST(booked_requests_stay_unless_moving_gains_more_than_it_costs)
{
    Scene scene = scene_of(
        HOUSE "requests request=b patient=p visit_type=check priority=routine requested_on=0 "
              "earliest=0 latest=1 show_prob=1 status=booked booked_date=0 booked_start=09:10 "
              "booked_provider=Amy booked_site=S\n" ASK("a", "q", "routine"));
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    /* at 09:10 it leaves no room for the other, which gives 10 and costs a move of 2 */
    assert_near(objective, 18, EPSILON);
    answer_free(answer);
    scene_clear(&scene);
}

TEST(linked_requests_are_booked_all_or_none)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "routine") ASK("b", "q", "routine")
                               ASK("c", "u", "soon") "links first=a second=b kind=same_day\n");
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    assert_near(objective, 30, EPSILON);
    answer_free(answer);
    scene_clear(&scene);
    scene = scene_of(HOUSE ASK("a", "p", "soon") ASK("b", "q", "soon")
                         ASK("c", "u", "soon") "links first=b second=a kind=same_day\n");
    answer = scene_solve(&scene, &objective);
    assert_near(objective, 60, EPSILON);
    answer_free(answer);
    scene_clear(&scene);
}

TEST(places_are_held_before_routine_requests)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "routine") ASK(
        "b", "q", "routine") "policy key=reserve_service_level value=0.7\n"
                             "urgent_demand visit_type=check site=S date=0 expected=1\n");
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    assert_int_equal(answer->n_places, 1);
    assert_near(objective, 10, EPSILON);
    answer_free(answer);
    scene_clear(&scene);
}

TEST(overlaps_are_used_where_they_pay)
{
    Scene scene = scene_of(
        ONE_DAY "sites site=S\nproviders provider=Amy role=physician\n"
                "patients patient=p\npatients patient=q\n"
                "visit_types visit_type=check specialty=general mode=in_person value=10\n"
                "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "
                "duration_min=30\n"
                "skills provider=Amy visit_type=check\n"
                "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n" ASK(
                    "a", "p", "routine") ASK("b", "q", "routine"));
    double objective;
    Answer *answer = scene_solve(&scene, &objective);

    assert_near(objective, 20 - 0.05 * 30 - 0.2 * 30, EPSILON);
    answer_free(answer);
    scene_clear(&scene);
}

TEST(a_work_limit_ends_the_search_with_an_allowed_answer)
{
    Scene scene =
        scene_of(HOUSE ASK("a", "p", "routine") ASK("b", "q", "soon") FIXED("f", "u", "09:00"));
    SolveOptions options = unlimited;
    GreedyResult result = {0};

    options.work_limit = 1;
    assert_ok(greedy_run(scene.catalog, &options, &result));
    assert_int_equal(result.outcome, OUTCOME_FEASIBLE);
    assert_int_equal(result.stopped_by, STOPPED_WORK);
    assert_true(result.answer->at[2].provider >= 0);
    greedy_clear(&result);
    scene_clear(&scene);
}

TEST(a_run_that_runs_out_of_memory_leaves_nothing_behind)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "routine") ASK("b", "q", "soon")
                               FIXED("f", "u", "09:00") "links first=a second=b kind=after\n");
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        GreedyResult result = {0};

        mem_fail_at(nth);
        status = greedy_run(scene.catalog, &unlimited, &result);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && !result.answer));
        greedy_clear(&result);
    }
    scene_clear(&scene);
}
