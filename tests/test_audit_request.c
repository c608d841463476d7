#include <stdio.h>

#include "tests/check.h"
#include "tests/verdict.h"

/* ONCE */

TEST(a_booking_that_keeps_every_rule_is_clean)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"), BOOK("r1", "09:00", "09:30"), "");
}

TEST(a_request_booked_twice_breaks_once)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"),
                   BOOK("r1", "09:00",
                        "09:30") "appointments request=r1 provider=Amy site=S date=0 start=10:00\n",
                   "ONCE: r1 is booked twice, in rows 0 and 1 of appointments\n");
}

#define FIXED(id, patient, start)                                                                  \
    "requests request=" id " patient=" patient " visit_type=check priority=routine "               \
    "requested_on=0 earliest=3 latest=4 status=fixed booked_date=0 booked_start=" start            \
    " booked_provider=Amy booked_site=S show_prob=1 "

TEST(a_fixed_request_stands_exactly_where_it_is_fixed)
{
    assert_verdict(AMY MORNING FIXED("r1", "p1", "09:00"), BOOK("r1", "09:00", "09:30"), "");
    assert_verdict(AMY MORNING FIXED("r1", "p1", "09:00"), BOOK("r1", "09:10", "09:40"),
                   "ONCE: r1 is fixed on 2026-03-02 09:00 with Amy at S (in_person), but booked on "
                   "2026-03-02 09:10\n");
}

TEST(a_fixed_request_must_be_booked)
{
    assert_verdict(AMY MORNING FIXED("r1", "p1", "09:00"), "",
                   "ONCE: r1 is fixed on 2026-03-02 09:00, but not booked\n");
}

TEST(a_fixed_request_outside_the_horizon_is_not_booked)
{
    const char *outside =
        AMY MORNING "requests request=r1 patient=p1 visit_type=check priority=routine "
                    "requested_on=0 earliest=0 latest=4 status=fixed booked_date=-1 "
                    "booked_start=09:00 booked_provider=Amy booked_site=S\n";

    assert_verdict(outside, "", "");
    assert_verdict(outside, BOOK("r1", "09:00", "09:30"),
                   "ONCE: r1 is fixed on 2026-03-01, outside the horizon, and must not be booked");
}

#define ROOMY                                                                                      \
    "rooms room=R1 site=S room_type=exam\n"                                                        \
    "rooms room=R2 site=S room_type=exam\n"                                                        \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30\n"

TEST(a_fixed_request_holds_its_room)
{
    const char *schedule =
        BOOK("r1", "09:00",
             "09:30") "resources request=r1 step=2 kind=room id=R2 date=0 start=09:00 end=09:30\n";

    assert_verdict(AMY ROOMY MORNING FIXED("r1", "p1", "09:00") "booked_room=R2", schedule, "");
    assert_verdict(AMY ROOMY MORNING FIXED("r1", "p1", "09:00") "booked_room=R1", schedule,
                   "ONCE: r1 is fixed in room R1, which it does not hold\n");
}

TEST(a_fixed_request_is_excused_from_window_skill_and_session)
{
    assert_verdict(
        AMY FIXED("r1", "p1", "20:00") "provider=Bob provider_required=1 mode=telehealth",
        BOOK("r1", "20:00", "20:30"), "");
}

/* WINDOW */

TEST(a_booking_outside_earliest_and_latest_breaks_window)
{
    assert_verdict(AMY MORNING "requests request=r1 patient=p1 visit_type=check priority=routine "
                               "requested_on=0 earliest=1 latest=2 status=new\n",
                   BOOK("r1", "09:00", "09:30"),
                   "WINDOW: r1 is booked on 2026-03-02, outside 2026-03-03 to 2026-03-04\n");
}

TEST(a_booking_outside_the_horizon_breaks_window_and_has_no_session)
{
    assert_verdict(
        AMY "sessions provider=Amy site=S date=5 start=09:00 end=12:00\n"
            "requests request=r1 patient=p1 visit_type=check priority=routine "
            "requested_on=0 earliest=0 latest=9 status=new\n",
        "appointments request=r1 provider=Amy site=S date=5 start=09:00\n"
        "resources request=r1 step=1 kind=provider id=Amy date=5 start=09:00 end=09:30\n",
        "WINDOW: r1 is booked on 2026-03-07, outside the horizon of 5 days\n"
        "SESSION: r1 holds Amy 09:00-09:30 on 2026-03-07, inside no session\n");
}

#define TYPED(columns)                                                                             \
    "visit_types visit_type=special specialty=general value=10 " columns "\n"                      \
    "skills provider=Amy visit_type=special\n"                                                     \
    "activities visit_type=special step=1 kind=provider type=physician offset_min=0 "              \
    "duration_min=30\n"

#define SPECIAL(columns)                                                                           \
    "requests request=r1 patient=p1 visit_type=special priority=routine requested_on=0 "           \
    "earliest=0 latest=4 " columns "\n"

TEST(notice_is_asked_of_new_requests_but_not_of_moved_ones)
{
    const char *types = AMY MORNING TYPED("mode=in_person min_notice_days=1");
    char clinic[4096];

    snprintf(clinic, sizeof clinic, "%s%s", types, SPECIAL("status=new"));
    assert_verdict(clinic, BOOK("r1", "09:00", "09:30"),
                   "WINDOW: r1 is booked on 2026-03-02, day 0, but needs 1 days of notice\n");
    snprintf(clinic, sizeof clinic, "%s%s", types,
             SPECIAL("status=booked booked_date=2 booked_start=09:00 booked_provider=Amy "
                     "booked_site=S"));
    assert_verdict(clinic, BOOK("r1", "09:00", "09:30"), "");
}

TEST(authorization_is_asked_where_the_type_needs_it)
{
    const char *types = AMY MORNING TYPED("mode=in_person needs_authorization=1");
    const struct {
        const char *request, *expected;
    } cases[] = {
        {SPECIAL("status=new"), "WINDOW: r1 is booked but not authorized\n"},
        {SPECIAL("status=new authorized_from=0"), ""},
        {SPECIAL("status=new authorized_until=0"), ""},
        {SPECIAL("status=new authorized_from=1"),
         "WINDOW: r1 is booked on 2026-03-02, but authorized from 2026-03-03 until ever\n"},
        {SPECIAL("status=new authorized_until=-1"),
         "WINDOW: r1 is booked on 2026-03-02, but authorized from ever until 2026-03-01\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char clinic[4096];

        snprintf(clinic, sizeof clinic, "%s%s", types, cases[i].request);
        assert_verdict(clinic, BOOK("r1", "09:00", "09:30"), cases[i].expected);
    }
    assert_verdict(AMY MORNING ASK("r1", "p1") "authorized_until=-1", BOOK("r1", "09:00", "09:30"),
                   "");
}

TEST(start_times_of_the_type_hold)
{
    const char *clinic = AMY MORNING TYPED("mode=in_person earliest_start=09:30 latest_start=10:00")
        SPECIAL("status=new");

    assert_verdict(clinic, BOOK("r1", "09:30", "10:00"), "");
    assert_verdict(clinic, BOOK("r1", "10:00", "10:30"), "");
    assert_verdict(clinic, BOOK("r1", "09:20", "09:50"),
                   "WINDOW: r1 starts at 09:20, earlier than 09:30\n");
    assert_verdict(clinic, BOOK("r1", "10:10", "10:40"),
                   "WINDOW: r1 starts at 10:10, later than 10:00\n");
}

TEST(a_start_off_the_grid_breaks_window)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"), BOOK("r1", "09:05", "09:35"),
                   "WINDOW: r1 starts at 09:05, which is no multiple of 10 minutes\n");
}

TEST(the_whole_visit_lies_inside_one_availability_row)
{
    const char *schedule = BOOK("r1", "09:10", "09:40");
    const struct {
        const char *rows, *expected;
    } cases[] = {
        {"availability request=r1 start=09:10 end=09:40", ""},
        {"availability request=r1 weekday=1 date=0 start=09:00 end=10:00", ""},
        {"availability request=r1 weekday=2 start=09:00 end=10:00",
         "WINDOW: r1 takes 09:10-09:40 on 2026-03-02, inside none of its 1 availability rows\n"},
        {"availability request=r1 date=1 start=09:00 end=10:00", "WINDOW: r1 takes\n"},
        {"availability request=r1 start=09:01 end=09:40", ""},
        {"availability request=r1 start=09:11 end=09:50", "WINDOW: r1 takes\n"},
        {"availability request=r1 start=09:10 end=09:39", "WINDOW: r1 takes\n"},
        {"availability request=r1 start=09:00 end=09:30\n"
         "availability request=r1 start=09:30 end=10:00",
         "WINDOW: r1 takes\n"},
        {"availability request=r1 start=08:00 end=08:05", "WINDOW: r1 takes\n"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char clinic[4096];

        snprintf(clinic, sizeof clinic, "%s\n%s", AMY MORNING ASK("r1", "p1"), cases[i].rows);
        assert_verdict(clinic, schedule, cases[i].expected);
    }
}

#define STANDING                                                                                   \
    "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 earliest=2 "  \
    "latest=4 show_prob=1 status=booked booked_date=0 booked_start=09:00 booked_provider=Amy "     \
    "booked_site=S "

TEST(a_kept_booking_is_excused_from_window_but_from_nothing_else)
{
    assert_verdict(AMY MORNING STANDING, BOOK("r1", "09:00", "09:30"), "");
    assert_verdict(AMY MORNING STANDING "provider=Bob provider_required=1",
                   BOOK("r1", "09:00", "09:30"),
                   "SKILL: r1 requires provider Bob, but is led by Amy\n");
    assert_verdict(AMY STANDING, BOOK("r1", "09:00", "09:30"), "SESSION: r1 holds Amy\n");
}

TEST(a_moved_booking_keeps_its_window)
{
    assert_verdict(AMY MORNING STANDING, BOOK("r1", "09:10", "09:40"),
                   "WINDOW: r1 is booked on 2026-03-02, outside 2026-03-04 to 2026-03-06\n");
}

/* SKILL */

TEST(a_lead_without_the_skill_breaks_skill)
{
    assert_verdict(
        AMY "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n" ASK("r1", "p1"),
        "appointments request=r1 provider=Bob site=S date=0 start=09:00\n"
        "resources request=r1 step=1 kind=provider id=Bob date=0 start=09:00 end=09:30\n",
        "SKILL: r1 is led by Bob, who has no skill for check\n");
}

TEST(a_lead_of_another_role_breaks_skill)
{
    assert_verdict(
        AMY "skills provider=Nan visit_type=check\n"
            "sessions provider=Nan site=S date=0 start=09:00 end=12:00\n" ASK("r1", "p1"),
        "appointments request=r1 provider=Nan site=S date=0 start=09:00\n"
        "resources request=r1 step=1 kind=provider id=Nan date=0 start=09:00 end=09:30\n",
        "SKILL: r1 is led by Nan, a nurse, but wants a physician\n");
}

TEST(required_provider_site_and_mode_are_kept)
{
    assert_verdict(AMY MORNING ASK("r1", "p1") "provider=Bob provider_required=1 site=T "
                                               "site_required=1 mode=telehealth",
                   BOOK("r1", "09:00", "09:30"),
                   "SKILL: r1 requires provider Bob, but is led by Amy\n"
                   "SKILL: r1 requires site T, but is booked at S\n"
                   "SKILL: r1 requires mode telehealth, but is booked in_person\n");
    assert_verdict(AMY MORNING ASK("r1", "p1") "provider=Bob site=T", BOOK("r1", "09:00", "09:30"),
                   "");
    assert_verdict(AMY MORNING ASK("r1", "p1") "provider_required=1 site_required=1",
                   BOOK("r1", "09:00", "09:30"), "");
}

TEST(a_mode_that_the_type_does_not_allow_breaks_skill)
{
    const char *tele = "appointments request=r1 provider=Amy site=S date=0 start=09:00 "
                       "mode=telehealth\nresources request=r1 step=1 kind=provider id=Amy date=0 "
                       "start=09:00 end=09:30\n";

    assert_verdict(AMY MORNING ASK("r1", "p1"), tele,
                   "SKILL: r1 is booked telehealth, which check does not allow\n");
    assert_verdict(AMY MORNING TYPED("mode=either") SPECIAL("status=new"), tele, "");
}

/* GROUP */

#define CLASS                                                                                      \
    AMY MORNING TYPED(                                                                             \
        "mode=in_person group_capacity=2") "requests request=r1 patient=p1 visit_type=special "    \
                                           "priority=routine requested_on=0 "                      \
                                           "earliest=0 latest=4 status=new show_prob=1\n"          \
                                           "requests request=r2 patient=p2 visit_type=special "    \
                                           "priority=routine requested_on=0 "                      \
                                           "earliest=0 latest=4 status=new show_prob=1\n"          \
                                           "requests request=r3 patient=p3 visit_type=special "    \
                                           "priority=routine requested_on=0 "                      \
                                           "earliest=0 latest=4 status=new show_prob=1\n"

TEST(a_shared_visit_holds_at_most_its_capacity)
{
    assert_verdict(CLASS, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:00", "09:30"), "");
    assert_verdict(CLASS,
                   BOOK("r1", "09:00", "09:30") BOOK("r2", "09:00", "09:30")
                       BOOK("r3", "09:00", "09:30"),
                   "GROUP: the visit of r1 and 2 more on 2026-03-02 09:00 holds 3 requests, "
                   "capacity 2\n");
}

TEST(visits_of_a_group_type_at_another_start_are_other_visits)
{
    assert_verdict(CLASS, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:30", "10:00"), "");
    assert_verdict(CLASS, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50"),
                   "PROVIDER: r1 and r2 overlap with Amy on 2026-03-02, but special never "
                   "overlaps\n"
                   "PROVIDER: 1 services of Amy on 2026-03-02 09:00-12:00\n");
}

TEST(a_shared_visit_is_excused_only_if_all_its_requests_are_fixed)
{
    const char *fixed = "status=fixed booked_date=0 booked_start=18:00 booked_provider=Amy "
                        "booked_site=S";
    char clinic[4096];

    for (int both = 0; both < 2; both++) {
        snprintf(clinic, sizeof clinic,
                 "%srequests request=r1 patient=p1 visit_type=special priority=routine "
                 "requested_on=0 earliest=0 latest=4 %s\nrequests request=r2 patient=p2 "
                 "visit_type=special priority=routine requested_on=0 earliest=0 latest=4 %s\n",
                 AMY MORNING TYPED("mode=in_person group_capacity=2"), fixed,
                 both ? fixed : "status=new");
        assert_verdict(clinic, BOOK("r1", "18:00", "18:30") BOOK("r2", "18:00", "18:30"),
                       both ? "" : "SESSION: r1 and 1 more holds Amy 18:00-18:30\n");
    }
}
