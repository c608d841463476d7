#include "solver/greedy/fixed.h"

#include "tests/check.h"
#include "tests/practice.h"

#define FIX(id, patient, provider, start)                                                          \
    WANT(id, patient, "soon")                                                                      \
    "status=fixed booked_date=0 booked_start=" start " booked_provider=" provider " booked_site="  \
    "S "

static FixedVerdict verdict_on(const char *lines)
{
    Scene scene = scene_of(lines);
    Agenda *agenda = NULL;
    Findings conflict = {0};
    FixedVerdict verdict = FIXED_UNKNOWN;

    assert_ok(agenda_new(scene.catalog, &agenda));
    assert_ok(fixed_place(agenda, &conflict, &verdict));
    assert_int_equal(verdict == FIXED_CLASH, conflict.errors > 0);
    for (int32_t r = 0; verdict == FIXED_STAND && r < scene.clinic->requests.rows; r++)
        assert_true(agenda_at(agenda, r) != NULL);
    findings_clear(&conflict);
    agenda_free(agenda);
    scene_clear(&scene);
    return verdict;
}

TEST(fixed_requests_need_no_session_and_no_skill)
{
    assert_int_equal(verdict_on(PRACTICE FIX("a", "p", "Amy", "22:00") "\n"), FIXED_STAND);
}

TEST(fixed_requests_of_one_patient_clash_when_they_meet)
{
    assert_int_equal(
        verdict_on(PRACTICE FIX("a", "p", "Amy", "09:00") "\n" FIX("b", "p", "Bob", "09:20") "\n"),
        FIXED_CLASH);
    assert_int_equal(
        verdict_on(PRACTICE FIX("a", "p", "Amy", "09:00") "\n" FIX("b", "p", "Bob", "09:30") "\n"),
        FIXED_STAND);
}

TEST(fixed_requests_clash_when_their_link_is_broken)
{
    assert_int_equal(verdict_on(PRACTICE FIX("a", "p", "Amy", "09:00") "\n" FIX(
                         "b", "q", "Bob", "09:30") "\nlinks first=a second=b kind=after min=1\n"),
                     FIXED_CLASH);
}

TEST(the_room_of_a_fixed_booking_is_kept_and_others_go_elsewhere)
{
    const char *rooms =
        PRACTICE "activities visit_type=check step=2 kind=room type=exam "
                 "offset_min=0 duration_min=30\n"
                 "rooms room=R1 site=S room_type=exam\n"
                 "rooms room=R2 site=S room_type=exam\n" FIX("a", "p", "Amy", "09:00") "\n" FIX(
                     "b", "q", "Bob", "09:10") "booked_room=R1\n";
    const char *same =
        PRACTICE "activities visit_type=check step=2 kind=room type=exam "
                 "offset_min=0 duration_min=30\n"
                 "rooms room=R1 site=S room_type=exam\n"
                 "rooms room=R2 site=S room_type=exam\n" FIX(
                     "a", "p", "Amy", "09:00") "booked_room=R1\n" FIX("b", "q", "Bob",
                                                                      "09:10") "booked_room=R1\n";

    assert_int_equal(verdict_on(rooms), FIXED_STAND);
    assert_int_equal(verdict_on(same), FIXED_CLASH);
}

TEST(who_leads_a_fixed_visit_does_not_help_in_another)
{
    /* the helper of a could be either nurse until one looks at b, whom Nan leads */
    assert_int_equal(
        verdict_on(PRACTICE
                   "providers provider=Nan role=nurse\n"
                   "providers provider=Ned role=nurse\n"
                   "activities visit_type=check step=2 kind=provider type=nurse offset_min=0 "
                   "duration_min=30\n"
                   "visit_types visit_type=shot specialty=general mode=in_person value=5\n"
                   "activities visit_type=shot step=1 kind=provider type=nurse offset_min=0 "
                   "duration_min=10\n" FIX(
                       "a", "p", "Amy",
                       "09:00") "\n"
                                "requests request=b patient=q visit_type=shot priority=soon "
                                "requested_on=0 "
                                "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:10 "
                                "booked_provider=Nan booked_site=S\n"),
        FIXED_STAND);
}
