#include "solver/agenda/answer.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

/* Checks hold Amy and a nurse or two; group visits are shared by two. */
#define HOUSE                                                                                      \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "providers provider=Nan role=nurse\n"                                                  \
            "patients patient=p\npatients patient=q\npatients patient=u\n"                         \
            "visit_types visit_type=check specialty=general mode=in_person value=10\n"             \
            "visit_types visit_type=group specialty=general mode=in_person value=10 "              \
            "group_capacity=2\n"                                                                   \
            "activities visit_type=check step=5 kind=provider type=physician offset_min=0 "        \
            "duration_min=30\n"                                                                    \
            "activities visit_type=check step=3 kind=room type=exam offset_min=0 "                 \
            "duration_min=20 cleanup_min=10\n"                                                     \
            "activities visit_type=group step=1 kind=provider type=physician offset_min=0 "        \
            "duration_min=30\n"                                                                    \
            "rooms room=R1 site=S room_type=exam\n"                                                \
            "skills provider=Amy visit_type=check\n"                                               \
            "skills provider=Amy visit_type=group\n"                                               \
            "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
#define ASK(id, patient, type, more)                                                               \
    "requests request=" id " patient=" patient " visit_type=" type " priority=routine "            \
    "requested_on=0 earliest=0 latest=0 show_prob=0.5 status=new " more "\n"

static Schedule *schedule_for(const Scene *scene)
{
    double objective;
    Answer *answer = scene_solve(scene, &objective);
    Schedule *schedule = NULL;

    assert_ok(answer_schedule(answer, &schedule));
    answer_free(answer);
    return schedule;
}

TEST(rows_say_who_what_and_when_in_the_order_of_the_requests)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "check", "weight=2") ASK("b", "q", "check", "")
                               ASK("c", "u", "check", ""));
    Schedule *schedule = schedule_for(&scene);
    const Resources *resources = &schedule->resources;

    assert_int_equal(schedule->appointments.rows, 2);
    assert_int_equal(schedule->appointments.request[0], 0);
    assert_near(schedule->appointments.show_prob[0], 0.5, 0);
    assert_int_equal(schedule->appointments.end[0] - schedule->appointments.start[0], 30);
    assert_int_equal(schedule->appointments.change[0], CHANGE_NEW);
    assert_int_equal(resources->rows, 4);
    assert_int_equal(resources->step[0], 3);
    assert_string_equal(resources->id[0], "R1");
    assert_int_equal(resources->end[0] - resources->start[0], 30);
    assert_int_equal(resources->step[1], 5);
    assert_string_equal(resources->id[1], "Amy");
    assert_int_equal(resources->reserve[1], MISSING);
    assert_int_equal(schedule->unscheduled.rows, 1);
    assert_int_equal(schedule->unscheduled.reason[0], REASON_CAPACITY);
    assert_true(isnan(schedule->unscheduled.price[0]));
    schedule_free(schedule);
    scene_clear(&scene);
}

TEST(members_of_a_shared_visit_wait_alike_and_list_its_units)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "group", "") ASK("b", "q", "group", ""));
    Schedule *schedule = schedule_for(&scene);

    assert_int_equal(schedule->appointments.rows, 2);
    assert_int_equal(schedule->appointments.start[0], schedule->appointments.start[1]);
    assert_int_equal(schedule->resources.rows, 2);
    assert_int_equal(schedule->resources.request[1], 1);
    schedule_free(schedule);
    scene_clear(&scene);
}

TEST(places_are_listed_held_or_not)
{
    Scene scene = scene_of(HOUSE "policy key=reserve_service_level value=0.9\n"
                                 "urgent_demand visit_type=check site=S date=0 expected=1.7\n"
                                 "requests request=a patient=p visit_type=check priority=routine "
                                 "requested_on=0 earliest=0 latest=0 status=new\n");
    Schedule *schedule = schedule_for(&scene);

    assert_int_equal(schedule->reserves.rows, 3);
    assert_int_equal(
        schedule->reserves.held[0] + schedule->reserves.held[1] + schedule->reserves.held[2], 2);
    for (int32_t i = 0; i < 3; i++)
        assert_true((schedule->reserves.start[i] != MISSING) == schedule->reserves.held[i]);
    assert_int_equal(schedule->resources.rows, 4);
    assert_int_equal(schedule->resources.request[0], NO_ROW);
    schedule_free(schedule);
    scene_clear(&scene);
}

TEST(an_answer_that_runs_out_of_memory_leaves_nothing_behind)
{
    Scene scene = scene_of(HOUSE ASK("a", "p", "check", "weight=2") ASK("b", "q", "check", "")
                               ASK("c", "u", "check", ""));
    double objective;
    Answer *answer = scene_solve(&scene, &objective);
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        Schedule *schedule = NULL;

        mem_fail_at(nth);
        status = answer_schedule(answer, &schedule);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && !schedule));
        schedule_free(schedule);
    }
    answer_free(answer);
    scene_clear(&scene);
}
