#include "tests/check.h"
#include "tests/verdict.h"

#define LOOSE(columns)                                                                             \
    "sessions provider=Amy site=S date=0 start=09:00 end=12:00 overbook_max=" columns "\n"

#define THREE ASK("r1", "p1") "\n" ASK("r2", "p2") "\n" ASK("r3", "p3") "\n"

/* PROVIDER */

TEST(one_after_the_other_is_no_overlap)
{
    assert_verdict(
        AMY MORNING THREE,
        BOOK("r1", "09:00", "09:30") BOOK("r2", "09:30", "10:00") BOOK("r3", "10:00", "10:30"), "");
}

TEST(overlaps_need_a_session_that_allows_them)
{
    assert_verdict(AMY LOOSE("1") THREE, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50"),
                   "");
    assert_verdict(AMY MORNING THREE, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50"),
                   "PROVIDER: 1 services of Amy on 2026-03-02 09:00-12:00 (sessions row 0) start "
                   "before an earlier one ends, the last of them r2, but overbook_max is 0\n");
}

TEST(overlapping_services_are_counted_by_session)
{
    const char *schedule =
        BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50") BOOK("r3", "09:40", "10:10");

    assert_verdict(AMY LOOSE("2") THREE, schedule, "");
    assert_verdict(AMY LOOSE("1") THREE, schedule,
                   "PROVIDER: 2 services of Amy on 2026-03-02 09:00-12:00\n");
}

TEST(never_three_leads_at_one_minute)
{
    assert_verdict(AMY LOOSE("9") THREE,
                   BOOK("r1", "09:00", "09:30") BOOK("r2", "09:10", "09:40")
                       BOOK("r3", "09:20", "09:50"),
                   "PROVIDER: Amy leads 3 visits at 09:20 on 2026-03-02 (r3 is one of them)\n");
}

TEST(both_types_must_allow_overlaps)
{
    assert_verdict(AMY LOOSE("1") "visit_types visit_type=alone specialty=general mode=in_person "
                                  "value=10 overbook_ok=0\n"
                                  "skills provider=Amy visit_type=alone\n"
                                  "activities visit_type=alone step=1 kind=provider "
                                  "type=physician offset_min=0 duration_min=30\n"
                                  "requests request=r1 patient=p1 visit_type=alone "
                                  "priority=routine requested_on=0 earliest=0 latest=4 "
                                  "status=new\n" ASK("r2", "p2"),
                   BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50"),
                   "PROVIDER: r1 and r2 overlap with Amy on 2026-03-02, but alone never "
                   "overlaps\n");
}

#define CHANCY(id, patient, chance)                                                                \
    "requests request=" id " patient=" patient " visit_type=check priority=routine "               \
    "requested_on=0 earliest=0 latest=4 status=new show_prob=" chance "\n"

TEST(the_chance_that_both_of_a_pair_come_is_limited)
{
    const char *clinic = AMY LOOSE("1") CHANCY("r1", "p1", "0.5")
        CHANCY("r2", "p2", "0.6") "policy key=collision_show_max value=0.3\n";

    assert_verdict(clinic, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50"), "");
    assert_verdict(AMY LOOSE("1") CHANCY("r1", "p1", "0.5")
                       CHANCY("r2", "p2", "0.6") "policy key=collision_show_max value=0.29\n",
                   BOOK("r1", "09:00", "09:30") BOOK("r2", "09:20", "09:50"),
                   "PROVIDER: r1 and r2 overlap with Amy on 2026-03-02, and both come with "
                   "probability 0.3, more than 0.29\n");
}

#define OUTSIDE(id, patient, start)                                                                \
    "requests request=" id " patient=" patient " visit_type=check priority=routine "               \
    "requested_on=0 earliest=0 latest=4 status=fixed booked_date=0 booked_start=" start            \
    " booked_provider=Amy booked_site=S\n"

TEST(visits_in_no_session_overlap_nobody)
{
    assert_verdict(AMY LOOSE("5") OUTSIDE("r1", "p1", "14:00") OUTSIDE("r2", "p2", "14:20"),
                   BOOK("r1", "14:00", "14:30") BOOK("r2", "14:20", "14:50"),
                   "PROVIDER: Amy holds r1 14:00-14:30 and r2 14:20-14:50 on 2026-03-02\n");
    assert_verdict(AMY LOOSE("5") OUTSIDE("r1", "p1", "11:40") ASK("r2", "p2"),
                   BOOK("r1", "11:40", "12:10") BOOK("r2", "11:20", "11:50"),
                   "PROVIDER: Amy holds r2 11:20-11:50 and r1 11:40-12:10 on 2026-03-02\n");
}

#define NURSED                                                                                     \
    "activities visit_type=check step=2 kind=provider type=nurse offset_min=0 duration_min=30\n"   \
    "sessions provider=Nan site=S date=0 start=09:00 end=12:00\n"                                  \
    "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"                                  \
    "skills provider=Bob visit_type=check\n"

#define BY_NAN(id, start, end)                                                                     \
    "resources request=" id " step=2 kind=provider id=Nan date=0 start=" start " end=" end "\n"

#define BY_BOB(id, start, end)                                                                     \
    "appointments request=" id " provider=Bob site=S date=0 start=" start "\n"                     \
    "resources request=" id " step=1 kind=provider id=Bob date=0 start=" start " end=" end "\n"

TEST(a_further_person_is_in_one_visit_at_a_time)
{
    assert_verdict(AMY MORNING NURSED THREE,
                   BOOK("r1", "09:00", "09:30") BY_NAN("r1", "09:00", "09:30")
                       BY_BOB("r2", "09:20", "09:50") BY_NAN("r2", "09:20", "09:50"),
                   "PROVIDER: Nan holds r1 09:00-09:30 and r2 09:20-09:50 on 2026-03-02\n");
}

TEST(an_overlapping_pair_may_share_its_further_persons)
{
    assert_verdict(AMY LOOSE("1") NURSED THREE,
                   BOOK("r1", "09:00", "09:30") BY_NAN("r1", "09:00", "09:30")
                       BOOK("r2", "09:20", "09:50") BY_NAN("r2", "09:20", "09:50"),
                   "");
}

TEST(a_lead_never_serves_in_another_visit_at_a_minute_of_its_own)
{
    const char *clinic =
        AMY LOOSE("2") "activities visit_type=check step=2 kind=provider type=physician "
                       "offset_min=0 duration_min=30\n"
                       "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n" THREE;

    assert_verdict(
        clinic,
        BOOK("r1", "09:00",
             "09:30") "resources request=r1 step=2 kind=provider id=Bob date=0 start=09:00 "
                      "end=09:30\n" BOOK("r2", "09:20",
                                         "09:50") "resources request=r2 step=2 kind=provider "
                                                  "id=Bob date=0 start=09:20 "
                                                  "end=09:50\n",
        "");
    /* Amy would assist r2 while she still leads r1. */
    assert_verdict(
        AMY LOOSE("2") "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"
                       "skills provider=Bob visit_type=check\n"
                       "activities visit_type=check step=2 kind=provider "
                       "type=physician offset_min=0 duration_min=30\n" THREE,
        BOOK("r1", "09:00",
             "09:30") "resources request=r1 step=2 kind=provider id=Bob date=0 start=09:00 "
                      "end=09:30\n" BY_BOB(
                          "r2", "09:30",
                          "10:00") "resources request=r2 step=2 kind=provider id=Amy date=0 "
                                   "start=09:30 "
                                   "end=10:00\n" BOOK(
                                       "r3", "09:50",
                                       "10:20") "resources request=r3 step=2 kind=provider id=Bob "
                                                "date=0 start=09:50 "
                                                "end=10:20\n",
        "PROVIDER: Amy holds r2 09:30-10:00 and r3 09:50-10:20 on 2026-03-02\n"
        "PROVIDER: Bob holds r2 09:30-10:00 and r3 09:50-10:20 on 2026-03-02\n");
}

TEST(travel_lies_between_visits_of_a_person_at_different_sites)
{
    const char *clinic = AMY "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
                             "sessions provider=Amy site=T date=0 start=10:00 end=12:00\n"
                             "policy key=travel_min value=20\n" THREE;
    const char *moved = BOOK(
        "r1", "09:20",
        "09:50") "appointments request=r2 provider=Amy site=T date=0 start=10:10\n"
                 "resources request=r2 step=1 kind=provider id=Amy date=0 start=10:10 end=10:40\n";

    assert_verdict(clinic, moved, "");
    assert_verdict(
        clinic,
        BOOK("r1", "09:30",
             "10:00") "appointments request=r2 provider=Amy site=T date=0 start=10:10\n"
                      "resources request=r2 step=1 kind=provider id=Amy date=0 start=10:10 "
                      "end=10:40\n",
        "PROVIDER: Amy holds r1 09:30-10:00 and r2 10:10-10:40 on 2026-03-02, 10 "
        "minutes apart where 20 are needed\n");
}

/* ROOM and EQUIPMENT */

#define TWO_LEADS                                                                                  \
    "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"                                  \
    "skills provider=Bob visit_type=check\n"

#define ROOMY                                                                                      \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30 "         \
    "cleanup_min=10\n"                                                                             \
    "rooms room=R1 site=S room_type=exam\n"

#define IN_ROOM(id, start, end)                                                                    \
    "resources request=" id " step=2 kind=room id=R1 date=0 start=" start " end=" end "\n"

TEST(a_room_holds_one_visit_at_a_time_cleanup_included)
{
    assert_verdict(AMY MORNING TWO_LEADS ROOMY THREE,
                   BOOK("r1", "09:00", "09:30") IN_ROOM("r1", "09:00", "09:40")
                       BY_BOB("r2", "09:40", "10:10") IN_ROOM("r2", "09:40", "10:20"),
                   "");
    assert_verdict(AMY MORNING TWO_LEADS ROOMY THREE,
                   BOOK("r1", "09:00", "09:30") IN_ROOM("r1", "09:00", "09:40")
                       BY_BOB("r2", "09:30", "10:00") IN_ROOM("r2", "09:30", "10:10"),
                   "ROOM: R1 holds r1 09:00-09:40 and r2 09:30-10:10 on 2026-03-02\n");
}

TEST(an_overlapping_pair_may_share_a_room_pair_by_pair)
{
    assert_verdict(AMY LOOSE("2") ROOMY THREE,
                   BOOK("r1", "09:00", "09:30") IN_ROOM("r1", "09:00", "09:40")
                       BOOK("r2", "09:20", "09:50") IN_ROOM("r2", "09:20", "10:00"),
                   "");
    /* r1 and r3 are no pair: r1's room is cleaned while r3 is in it. */
    assert_verdict(AMY LOOSE("2") ROOMY THREE,
                   BOOK("r1", "09:00", "09:30") IN_ROOM("r1", "09:00", "09:40")
                       BOOK("r2", "09:20", "09:50") IN_ROOM("r2", "09:20", "10:00")
                           BOOK("r3", "09:30", "10:00") IN_ROOM("r3", "09:30", "10:10"),
                   "ROOM: R1 holds r1 09:00-09:40 and r3 09:30-10:10 on 2026-03-02\n");
}

#define ECHO                                                                                       \
    "activities visit_type=check step=2 kind=equipment type=echo offset_min=0 duration_min=30\n"   \
    "equipment equipment=E1 site=S equipment_type=echo turnaround_min=20 close=10:20\n"

#define ON_ECHO(id, start, end)                                                                    \
    "resources request=" id " step=2 kind=equipment id=E1 date=0 start=" start " end=" end "\n"

TEST(turnaround_lies_between_two_visits_on_a_device_and_may_run_past_closing)
{
    assert_verdict(AMY MORNING TWO_LEADS ECHO THREE,
                   BOOK("r1", "09:00", "09:30") ON_ECHO("r1", "09:00", "09:30")
                       BY_BOB("r2", "09:50", "10:20") ON_ECHO("r2", "09:50", "10:20"),
                   "");
    assert_verdict(AMY MORNING TWO_LEADS ECHO THREE,
                   BOOK("r1", "09:00", "09:30") ON_ECHO("r1", "09:00", "09:30")
                       BY_BOB("r2", "09:40", "10:10") ON_ECHO("r2", "09:40", "10:10"),
                   "EQUIPMENT: E1 holds r1 09:00-09:30 and r2 09:40-10:10 on 2026-03-02, 10 "
                   "minutes apart where 20 are needed\n");
}

TEST(an_overlapping_pair_needs_no_turnaround)
{
    assert_verdict(AMY LOOSE("1") ECHO THREE,
                   BOOK("r1", "09:00", "09:30") ON_ECHO("r1", "09:00", "09:30")
                       BOOK("r2", "09:20", "09:50") ON_ECHO("r2", "09:20", "09:50"),
                   "");
}

/* PATIENT */

#define SAME_PATIENT ASK("r1", "p1") "\n" ASK("r2", "p1") "\n" ASK("r3", "p2") "\n"

TEST(a_patient_is_in_one_visit_at_a_time)
{
    assert_verdict(AMY MORNING TWO_LEADS SAME_PATIENT,
                   BOOK("r1", "09:00", "09:30") BY_BOB("r2", "09:30", "10:00"), "");
    assert_verdict(AMY MORNING TWO_LEADS SAME_PATIENT,
                   BOOK("r1", "09:00", "09:30") BY_BOB("r2", "09:20", "09:50"),
                   "PATIENT: p1 is in r1 09:00-09:30 at S and in r2 09:20-09:50 at S on "
                   "2026-03-02, travel 0 minutes\n");
}

TEST(requests_linked_together_directly_or_through_others_may_meet)
{
    assert_verdict(AMY MORNING TWO_LEADS SAME_PATIENT "links first=r1 second=r2 kind=together\n",
                   BOOK("r1", "09:00", "09:30") BY_BOB("r2", "09:00", "09:30"), "");
    assert_verdict(
        AMY MORNING TWO_LEADS SAME_PATIENT
        "providers provider=Cas role=physician\n"
        "skills provider=Cas visit_type=check\n"
        "sessions provider=Cas site=S date=0 start=09:00 end=12:00\n"
        "links first=r1 second=r3 kind=together\nlinks first=r3 second=r2 "
        "kind=together\n",
        BOOK("r1", "09:00", "09:30")
            BY_BOB("r2", "09:00",
                   "09:30") "appointments request=r3 provider=Cas site=S date=0 start=09:00\n"
                            "resources request=r3 step=1 kind=provider id=Cas date=0 start=09:00 "
                            "end=09:30\n",
        "");
}

#define TRAVELLED(mode)                                                                            \
    AMY MORNING TWO_LEADS "sessions provider=Bob site=T date=0 start=12:00 end=13:00\n"            \
                          "visit_types visit_type=talk specialty=general mode=either value=10\n"   \
                          "skills provider=Bob visit_type=talk\n"                                  \
                          "activities visit_type=talk step=1 kind=provider type=physician "        \
                          "offset_min=0 duration_min=30\n"                                         \
                          "policy key=travel_min value=20\n" ASK(                                  \
                              "r1", "p1") "\n"                                                     \
                                          "requests request=r2 patient=p1 visit_type=talk "        \
                                          "priority=routine requested_on=0 earliest=0 latest=4 "   \
                                          "status=new\n",                                          \
        BOOK("r1", "11:30",                                                                        \
             "12:00") "appointments request=r2 provider=Bob site=T date=0 start=12:10 mode=" mode  \
                      "\n"                                                                         \
                      "resources request=r2 step=1 kind=provider id=Bob date=0 start=12:10 "       \
                      "end=12:40\n"

TEST(a_patient_travels_between_sites_unless_one_visit_is_telehealth)
{
    assert_verdict(TRAVELLED("in_person"), "PATIENT: p1 is in r1 11:30-12:00 at S and in r2 "
                                           "12:10-12:40 at T on 2026-03-02, travel 20 minutes\n");
    assert_verdict(TRAVELLED("telehealth"), "");
}

TEST(a_patient_is_never_twice_in_one_shared_visit)
{
    const char *clinic =
        AMY MORNING "visit_types visit_type=class specialty=general mode=in_person value=10 "
                    "group_capacity=3\n"
                    "skills provider=Amy visit_type=class\n"
                    "activities visit_type=class step=1 kind=provider type=physician offset_min=0 "
                    "duration_min=30\n"
                    "requests request=r1 patient=p1 visit_type=class priority=routine "
                    "requested_on=0 earliest=0 latest=4 status=new\n"
                    "requests request=r2 patient=p1 visit_type=class priority=routine "
                    "requested_on=0 earliest=0 latest=4 status=new\n";

    assert_verdict(clinic, BOOK("r1", "09:00", "09:30") BOOK("r2", "09:00", "09:30"),
                   "PATIENT: p1 is in r1 09:00-09:30\n");
}
