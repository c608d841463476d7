#include "solver/agenda/turns.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

TEST(turns_follow_session_and_start_and_members_of_a_visit_are_one_service)
{
    Scene scene = scene_of(PRACTICE OPEN(
        "Amy", "0",
        "11:00") "visit_types visit_type=group specialty=general mode=in_person value=10 "
                 "group_capacity=3\n"
                 "activities visit_type=group step=1 kind=provider type=physician offset_min=0 "
                 "duration_min=30\n"
                 "skills provider=Amy visit_type=group\n"
                 "requests request=a patient=p visit_type=group priority=soon requested_on=0 "
                 "earliest=0 latest=0 show_prob=0.5 status=new\n" WANT(
                     "b", "q", "soon") "status=new\n"
                                       "requests request=c patient=u visit_type=group "
                                       "priority=soon requested_on=0 "
                                       "earliest=0 latest=0 show_prob=0.5 status=new\n");
    Placement late = scene_placement(&scene, "a", 0, 600),
              early = scene_placement(&scene, "b", 0, 540);
    Agenda *agenda = NULL;
    Answer *answer = NULL;
    Turn *turns = NULL;
    Service services[3];
    TurnLoad loads[3];
    int32_t count = 0;
    Workload load;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_true(agenda_place(agenda, 0, &late));
    assert_true(agenda_place(agenda, 2, &late));
    assert_true(agenda_place(agenda, 1, &early));
    assert_ok(answer_new(agenda, &answer));
    assert_ok(turns_list(answer, &turns, &count));
    assert_int_equal(count, 3);
    assert_int_equal(turns[0].subject, 1);
    assert_int_equal(turns[1].subject, 0);
    assert_int_equal(turns[2].subject, 2);
    load = turns_load(answer, turns, count, services, loads);
    assert_near(services[1].any, 0.75, EPSILON);
    /* from 09:00 to 10:00 nobody is due for half an hour */
    assert_near(load.idle_min, 30, EPSILON);
    assert_false(loads[1].overlaps);
    assert_false(loads[2].overlaps);
    mem_free(turns);
    answer_free(answer);
    agenda_free(agenda);
    scene_clear(&scene);
}
