#include "solver/neighbour/zone.h"

#include "solver/neighbour/survey.h"
#include "tests/check.h"
#include "tests/nook.h"

#define TWO                                                                                        \
    PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "10:00")                                   \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n"

TEST(who_stands_in_a_session_is_free_and_given_back)
{
    Nook nook = nook_of(TWO);

    nook_place(&nook, "a", 540);
    nook_free_session(&nook, 0, (const char *const[]){"b", NULL});
    assert_int_equal(nook.zone.n_standing, 1);
    assert_int_equal(nook.zone.subjects.count, 2);
    assert_int_equal(nook.zone.subjects.rows[0], scene_row(&nook.scene, "requests", "a"));
    assert_false(zone_may_invite(&nook.field, nook.zone.subjects.rows[1]));
    zone_clear(&nook.field, &nook.zone);
    assert_int_equal(nook.field.session_zone[0], -1);
    assert_true(zone_may_invite(&nook.field, scene_row(&nook.scene, "requests", "b")));
    nook_clear(&nook);
}

TEST(of_two_linked_requests_one_is_free)
{
    Nook nook = nook_of(TWO "links first=a second=b kind=same_day min=0 max=60\n");

    nook_place(&nook, "a", 540);
    nook_place(&nook, "b", 570);
    nook_free_session(&nook, 0, (const char *const[]){NULL});
    assert_int_equal(nook.zone.subjects.count, 1);
    assert_true(zone_is_linked(nook.agenda, nook.zone.subjects.rows[0]));
    nook_clear(&nook);
}

TEST(linked_and_fixed_requests_are_no_guests)
{
    Nook nook = nook_of(TWO "links first=a second=b kind=same_provider\n");

    assert_false(zone_may_invite(&nook.field, 0));
    assert_false(zone_may_invite(&nook.field, 1));
    nook_clear(&nook);
}

TEST(a_neighbourhood_grows_over_the_sessions_its_requests_could_use)
{
    Nook nook = nook_of(TWO);
    Random random = random_stream(1, 1);
    Survey survey = {0};

    nook_place(&nook, "a", 540);
    assert_ok(survey_init(&survey, &nook.field));
    survey_refresh(&survey);
    assert_ok(survey_grow(&survey, &nook.zone, 0, SURVEY_ANY, 5, 5, &random));
    assert_int_equal(nook.zone.sessions.count, 2);
    assert_int_equal(nook.zone.sessions.rows[0], 0);
    assert_int_equal(nook.zone.n_standing, 1);
    assert_int_equal(nook.zone.subjects.count, 2);
    survey_clear(&survey);
    nook_clear(&nook);
}
