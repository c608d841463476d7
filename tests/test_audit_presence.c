#include "tests/check.h"
#include "tests/verdict.h"

#define HELD(columns) "sessions provider=Amy site=S date=2 start=09:00 end=12:00 " columns "\n"

#define ON_DAY_TWO                                                                                 \
    "appointments request=r1 provider=Amy site=S date=2 start=09:00\n"                             \
    "resources request=r1 step=1 kind=provider id=Amy date=2 start=09:00 end=09:30\n"

/* SESSION */

TEST(a_visit_runs_inside_one_session_of_its_lead)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"), BOOK("r1", "11:30", "12:00"), "");
    assert_verdict(AMY MORNING ASK("r1", "p1"), BOOK("r1", "11:40", "12:10"),
                   "SESSION: r1 holds Amy 11:40-12:10 on 2026-03-02, inside no session of theirs "
                   "at S\n");
}

TEST(adjacent_sessions_stay_two)
{
    assert_verdict(AMY
                   "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
                   "sessions provider=Amy site=S date=0 start=10:00 end=11:00\n" ASK("r1", "p1"),
                   BOOK("r1", "09:50", "10:20"), "SESSION: r1 holds Amy 09:50-10:20\n");
}

TEST(sessions_are_rounded_inward)
{
    const char *clinic =
        AMY "sessions provider=Amy site=S date=0 start=09:01 end=09:49\n" ASK("r1", "p1");

    assert_verdict(clinic, BOOK("r1", "09:10", "09:40"), "");
    assert_verdict(clinic, BOOK("r1", "09:00", "09:30"), "SESSION: r1 holds Amy\n");
}

TEST(a_session_at_another_site_does_not_count)
{
    assert_verdict(AMY
                   "sessions provider=Amy site=T date=0 start=09:00 end=12:00\n" ASK("r1", "p1"),
                   BOOK("r1", "09:00", "09:30"), "SESSION: r1 holds Amy 09:00-09:30\n");
}

TEST(a_session_allows_the_mode)
{
    assert_verdict(AMY HELD("mode=telehealth") ASK("r1", "p1"), ON_DAY_TWO,
                   "SESSION: r1 holds Amy 09:00-09:30 on 2026-03-04 in_person, but session row 0 "
                   "is telehealth only\n");
    assert_verdict(AMY HELD("mode=in_person") ASK("r1", "p1"), ON_DAY_TWO, "");
    assert_verdict(AMY HELD("mode=any") ASK("r1", "p1"), ON_DAY_TWO, "");
}

TEST(a_held_session_is_for_its_holder_until_released)
{
    assert_verdict(AMY HELD("held_for=general") ASK("r1", "p1"), ON_DAY_TWO, "");
    assert_verdict(AMY HELD("held_for=check") ASK("r1", "p1"), ON_DAY_TWO, "");
    assert_verdict(AMY HELD("held_for=cardiology") ASK("r1", "p1"), ON_DAY_TWO,
                   "SESSION: r1 holds Amy 09:00-09:30 on 2026-03-04, but session row 0 is held for "
                   "cardiology\n");
    assert_verdict(AMY HELD("held_for=cardiology release_days=1") ASK("r1", "p1"), ON_DAY_TWO,
                   "SESSION: r1 holds Amy\n");
    assert_verdict(AMY HELD("held_for=cardiology release_days=2") ASK("r1", "p1"), ON_DAY_TWO, "");
}

#define NURSED                                                                                     \
    "activities visit_type=check step=2 kind=provider type=nurse offset_min=0 duration_min=20 "    \
    "cleanup_min=10\n"

#define WITH_NAN                                                                                   \
    BOOK("r1", "09:00", "09:30")                                                                   \
    "resources request=r1 step=2 kind=provider id=Nan date=0 start=09:00 end=09:30\n"

TEST(further_persons_need_a_session_that_holds_them_cleanup_included)
{
    assert_verdict(AMY NURSED MORNING
                   "sessions provider=Nan site=S date=0 start=09:00 end=09:30\n" ASK("r1", "p1"),
                   WITH_NAN, "");
    assert_verdict(
        AMY NURSED MORNING
        "sessions provider=Nan site=S date=0 start=09:00 end=09:20\n" ASK("r1", "p1"),
        WITH_NAN,
        "SESSION: r1 holds Nan 09:00-09:30 on 2026-03-02, inside no session of theirs at S\n");
    assert_verdict(AMY NURSED MORNING "sessions provider=Nan site=S date=0 start=09:00 end=12:00 "
                                      "held_for=surgery\n" ASK("r1", "p1"),
                   WITH_NAN, "SESSION: r1 holds Nan 09:00-09:30\n");
}

TEST(a_fixed_visit_is_excused_for_all_its_persons)
{
    assert_verdict(AMY NURSED "requests request=r1 patient=p1 visit_type=check priority=routine "
                              "requested_on=0 earliest=0 latest=4 status=fixed booked_date=0 "
                              "booked_start=09:00 booked_provider=Amy booked_site=S\n",
                   WITH_NAN, "");
}

TEST(a_duration_factor_stretches_the_visit)
{
    const char *clinic =
        "horizon start_date=2026-03-02 days=1 slot_min=10 timezone=UTC\n"
        "sites site=S\nproviders provider=Amy role=physician\nproviders provider=Nan role=nurse\n"
        "visit_types visit_type=check specialty=general mode=in_person value=10\n"
        "skills provider=Amy visit_type=check duration_factor=1.4\n" /* 42, so 50 minutes */
        "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "
        "duration_min=30\n"
        "activities visit_type=check step=2 kind=provider type=nurse offset_min=30 "
        "duration_min=10\n" /* begins at the lead's end, so later */
        "activities visit_type=check step=3 kind=room type=exam offset_min=0 duration_min=30 "
        "cleanup_min=10\n" /* ends with the lead, so later */
        "activities visit_type=check step=4 kind=equipment type=echo offset_min=0 "
        "duration_min=20\n" /* ends before: as planned */
        "rooms room=R1 site=S room_type=exam\nequipment equipment=E1 site=S equipment_type=echo\n"
        "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"
        "sessions provider=Nan site=S date=0 start=09:00 end=12:00\n"
        "patients patient=p1\n" ASK("r1", "p1");

    assert_verdict(clinic,
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00 end=10:00\n"
                   "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 end=09:50\n"
                   "resources request=r1 step=2 kind=provider id=Nan date=0 start=09:50 end=10:00\n"
                   "resources request=r1 step=3 kind=room id=R1 date=0 start=09:00 end=10:00\n"
                   "resources request=r1 step=4 kind=equipment id=E1 date=0 start=09:00 "
                   "end=09:20\n",
                   "");
}

/* CLOSED */

TEST(a_closure_of_the_person_or_the_site_closes)
{
    assert_verdict(AMY MORNING
                   "closures kind=provider id=Amy date=0 start=09:20 end=09:40\n" ASK("r1", "p1"),
                   BOOK("r1", "09:00", "09:30"),
                   "CLOSED: r1 holds Amy 09:00-09:30 on 2026-03-02, but provider Amy is closed "
                   "09:20-09:40 (closures row 0)\n");
    assert_verdict(AMY MORNING
                   "closures kind=site id=S date=0 start=09:20 end=09:40\n" ASK("r1", "p1"),
                   BOOK("r1", "09:00", "09:30"),
                   "CLOSED: r1 holds Amy 09:00-09:30 on 2026-03-02, but site S is closed\n");
    assert_verdict(AMY MORNING
                   "closures kind=site id=T date=0 start=09:00 end=12:00\n"
                   "closures kind=site id=S date=1 start=09:00 end=12:00\n"
                   "closures kind=provider id=Amy date=0 start=09:30 end=12:00\n" ASK("r1", "p1"),
                   BOOK("r1", "09:00", "09:30"), "");
}

TEST(closures_are_rounded_outward)
{
    assert_verdict(AMY MORNING
                   "closures kind=provider id=Amy date=0 start=09:39 end=09:41\n" ASK("r1", "p1"),
                   BOOK("r1", "09:10", "09:40"), "CLOSED: r1 holds Amy 09:10-09:40\n");
}

TEST(a_long_closure_is_found_behind_a_short_one)
{
    assert_verdict(AMY MORNING
                   "closures kind=provider id=Amy date=0 start=08:00 end=11:00\n"
                   "closures kind=provider id=Amy date=0 start=08:10 end=08:20\n" ASK("r1", "p1"),
                   BOOK("r1", "10:00", "10:30"), "CLOSED: r1 holds Amy\n");
}

#define ROOMY(columns)                                                                             \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30 "         \
    "cleanup_min=10\n"                                                                             \
    "rooms room=R1 site=S room_type=exam " columns "\n"

#define IN_ROOM                                                                                    \
    BOOK("r1", "09:00", "09:30")                                                                   \
    "resources request=r1 step=2 kind=room id=R1 date=0 start=09:00 end=09:40\n"

TEST(rooms_have_closures_and_open_hours_cleanup_included)
{
    assert_verdict(AMY MORNING ROOMY("open=09:00 close=09:40") ASK("r1", "p1"), IN_ROOM, "");
    assert_verdict(AMY MORNING ROOMY("open=09:00 close=09:39") ASK("r1", "p1"), IN_ROOM,
                   "CLOSED: r1 holds R1 09:00-09:40 on 2026-03-02, but it is open 09:00-09:30\n");
    assert_verdict(AMY MORNING ROOMY("open=09:01") ASK("r1", "p1"), IN_ROOM,
                   "CLOSED: r1 holds R1 09:00-09:40 on 2026-03-02, but it is open 09:10-24:00\n");
    assert_verdict(
        AMY MORNING ROOMY("") "closures kind=room id=R1 date=0 start=09:30 end=09:40\n" ASK("r1",
                                                                                            "p1"),
        IN_ROOM, "CLOSED: r1 holds R1 09:00-09:40 on 2026-03-02, but room R1 is closed\n");
}

TEST(a_fixed_visit_is_not_excused_from_closures)
{
    assert_verdict(AMY "closures kind=site id=S date=0 start=09:00 end=10:00\n"
                       "requests request=r1 patient=p1 visit_type=check priority=routine "
                       "requested_on=0 earliest=0 latest=4 status=fixed booked_date=0 "
                       "booked_start=09:00 booked_provider=Amy booked_site=S\n",
                   BOOK("r1", "09:00", "09:30"), "CLOSED: r1 holds Amy\n");
}

TEST(a_site_closure_stops_telehealth_too)
{
    assert_verdict(AMY MORNING "visit_types visit_type=talk specialty=general mode=telehealth "
                               "value=10\n"
                               "skills provider=Amy visit_type=talk\n"
                               "activities visit_type=talk step=1 kind=provider type=physician "
                               "offset_min=0 duration_min=30\n"
                               "closures kind=site id=S date=0 start=09:00 end=10:00\n"
                               "requests request=r1 patient=p1 visit_type=talk priority=routine "
                               "requested_on=0 earliest=0 latest=4 status=new\n",
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00 "
                   "mode=telehealth\n"
                   "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:30\n",
                   "CLOSED: r1 holds Amy\n");
}

/* OVERTIME */

#define LATE                                                                                       \
    AMY "sessions provider=Amy site=S date=0 start=09:00 end=10:00 overbook_max=1\n" ASK(          \
        "r1", "p1") "\n" ASK("r2", "p2") "\n"

TEST(expected_overtime_stays_within_the_limit)
{
    assert_verdict(LATE "policy key=overtime_limit_min value=30\n",
                   BOOK("r1", "09:30", "10:00") BOOK("r2", "09:30", "10:00"), "");
    assert_verdict(LATE "policy key=overtime_limit_min value=29\n",
                   BOOK("r1", "09:30", "10:00") BOOK("r2", "09:30", "10:00"),
                   "OVERTIME: the session of Amy on 2026-03-02 09:00-10:00 (row 0) expects "
                   "30.000000 minutes of overtime, more than 29\n");
}
