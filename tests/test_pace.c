#include "solver/greedy/pace.h"

#include "tests/check.h"
#include "tests/practice.h"

TEST(a_pace_reports_the_worth_of_its_agenda_against_nothing_standing)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "0", "10:00")
                               WANT("a", "p", "routine") "status=new\n"
                                                         "policy key=unscheduled_cost value=3\n");
    Placement at = scene_placement(&scene, "a", 0, 540);
    SolveOptions options = {.deadline_s = INFINITY};
    Progress *progress = NULL;
    Agenda *agenda = NULL;
    Pace pace;

    assert_ok(progress_new(0, false, &progress));
    assert_ok(agenda_new(scene.catalog, &agenda));
    options.progress = progress;
    pace = pace_begin(agenda, &options);
    assert_true(pace_left(&pace, agenda));
    assert_near(progress_now(progress).objective, -3, EPSILON);
    assert_true(agenda_place(agenda, scene_row(&scene, "requests", "a"), &at));
    pace_end(&pace, agenda);
    assert_near(progress_now(progress).objective, agenda->worth - 3, EPSILON);
    assert_int_equal(progress_now(progress).work, agenda->effort);
    agenda_free(agenda);
    progress_free(progress);
    scene_clear(&scene);
}

TEST(a_broken_agenda_ends_the_search_and_is_not_reported)
{
    Scene scene = scene_of(PRACTICE OPEN("Amy", "0", "10:00"));
    SolveOptions options = {.deadline_s = INFINITY};
    Agenda *agenda = NULL;
    Pace pace;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_ok(progress_new(0, false, &options.progress));
    pace = pace_begin(agenda, &options);
    agenda->broken = true;
    assert_false(pace_left(&pace, agenda));
    pace_end(&pace, agenda);
    assert_true(progress_now(options.progress).objective == -INFINITY);
    agenda_free(agenda);
    progress_free(options.progress);
    scene_clear(&scene);
}
