#include "tests/check.h"
#include "tests/verdict.h"

#define DEMAND "urgent_demand visit_type=check site=S date=0 expected=0.6\n"
#define LEVEL  "policy key=reserve_service_level value=0.85\n"

/* P(Poisson(0.6) <= 1) = 0.878, P(<= 0) = 0.549: one place is wanted. */
#define HELD_AT(start, end)                                                                        \
    "reserves visit_type=check site=S date=0 held=1 provider=Amy mode=in_person start=" start      \
    " end=" end "\n"                                                                               \
    "resources reserve=0 step=1 kind=provider id=Amy date=0 start=" start " end=" end "\n"

#define NOT_HELD "reserves visit_type=check site=S date=0 held=0\n"

TEST(places_are_listed_held_or_not)
{
    assert_verdict(AMY MORNING DEMAND LEVEL, HELD_AT("09:00", "09:30"), "");
    assert_verdict(AMY MORNING DEMAND LEVEL, NOT_HELD, "");
    assert_verdict(AMY MORNING DEMAND LEVEL, "",
                   "RESERVE: check at S on 2026-03-02: 0 places listed, 1 wanted (0.6 expected)\n");
    assert_verdict(AMY MORNING DEMAND LEVEL, NOT_HELD NOT_HELD,
                   "RESERVE: check at S on 2026-03-02: 2 places listed, 1 wanted\n");
}

TEST(rows_of_one_key_add_up)
{
    /* P(Poisson(1.2) <= 2) = 0.879. */
    assert_verdict(AMY MORNING DEMAND DEMAND LEVEL, NOT_HELD NOT_HELD, "");
}

TEST(a_level_just_met_needs_no_further_place)
{
    /* P(Poisson(0.6) <= 0) = exp(-0.6) = 0.54881163609402643... */
    assert_verdict(AMY MORNING DEMAND "policy key=reserve_service_level value=0.548811636094026\n",
                   "", "");
    assert_verdict(AMY MORNING DEMAND "policy key=reserve_service_level value=0.5488116361\n",
                   NOT_HELD, "");
}

TEST(large_means_are_no_trouble)
{
    /* The median of Poisson(2000) is 2000. */
    assert_verdict(
        AMY "urgent_demand visit_type=check site=S date=0 expected=2000\n"
            "policy key=reserve_service_level value=0.5\n",
        "", "RESERVE: check at S on 2026-03-02: 0 places listed, 2000 wanted (2000 expected)\n");
    assert_verdict(AMY "urgent_demand visit_type=check site=S date=0 expected=0\n" LEVEL, "", "");
}

TEST(without_a_service_level_the_table_is_empty)
{
    assert_verdict(AMY MORNING DEMAND, "", "");
    assert_verdict(AMY MORNING DEMAND, NOT_HELD,
                   "RESERVE: check at S on 2026-03-02: 1 places listed, 0 wanted\n");
}

TEST(demand_outside_the_horizon_is_ignored)
{
    assert_verdict(AMY MORNING LEVEL "urgent_demand visit_type=check site=S date=5 expected=9\n"
                                     "urgent_demand visit_type=check site=S date=-1 expected=9\n",
                   "", "");
}

TEST(a_place_for_what_nobody_demands_is_one_too_many)
{
    assert_verdict(AMY MORNING DEMAND LEVEL,
                   NOT_HELD "reserves visit_type=check site=T date=0 held=0\n",
                   "RESERVE: check at T on 2026-03-02: 1 places listed, 0 wanted\n");
}

TEST(a_place_not_held_is_blank)
{
    assert_verdict(AMY MORNING DEMAND LEVEL,
                   "reserves visit_type=check site=S date=0 held=0 provider=Amy\n",
                   "RESERVE: place 0 is not held, but names a provider, time or mode\n");
}

TEST(a_held_place_names_provider_and_time)
{
    assert_verdict(AMY MORNING DEMAND LEVEL, "reserves visit_type=check site=S date=0 held=1\n",
                   "RESERVE: place 0 is held, but names no provider or no time\n");
}

TEST(a_place_is_kept_in_person_within_the_types_start_times)
{
    const char *clinic =
        AMY MORNING "visit_types visit_type=talk specialty=general mode=either value=10 "
                    "earliest_start=10:00 latest_start=11:00\n"
                    "skills provider=Amy visit_type=talk\n"
                    "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "
                    "duration_min=30\n"
                    "urgent_demand visit_type=talk site=S date=0 expected=0.6\n" LEVEL;

    assert_verdict(clinic,
                   "reserves visit_type=talk site=S date=0 held=1 provider=Amy mode=telehealth "
                   "start=09:00\n"
                   "resources reserve=0 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:30\n",
                   "RESERVE: place 0 is kept telehealth, but talk is to be kept in_person\n"
                   "RESERVE: place 0 starts at 09:00, earlier than 10:00\n");
    assert_verdict(clinic,
                   "reserves visit_type=talk site=S date=0 held=1 provider=Amy mode=in_person "
                   "start=11:05\n"
                   "resources reserve=0 step=1 kind=provider id=Amy date=0 start=11:05 "
                   "end=11:35\n",
                   "RESERVE: place 0 starts at 11:05, which is no multiple of 10 minutes\n"
                   "RESERVE: place 0 starts at 11:05, later than 11:00\n");
}

TEST(a_held_place_keeps_skill_session_and_closures)
{
    assert_verdict(AMY DEMAND LEVEL "closures kind=provider id=Bob date=0 start=09:00 end=10:00\n",
                   "reserves visit_type=check site=S date=0 held=1 provider=Bob start=09:00\n"
                   "resources reserve=0 step=1 kind=provider id=Bob date=0 start=09:00 "
                   "end=09:30\n",
                   "SKILL: reserved place 0 is led by Bob, who has no skill for check\n"
                   "SESSION: reserved place 0 holds Bob 09:00-09:30\n"
                   "CLOSED: reserved place 0 holds Bob 09:00-09:30\n");
}

#define LOOSE "sessions provider=Amy site=S date=0 start=09:00 end=12:00 overbook_max=1\n"

TEST(a_held_place_overlaps_like_a_patient_who_surely_comes)
{
    assert_verdict(AMY MORNING DEMAND LEVEL ASK("r1", "p1"),
                   HELD_AT("09:00", "09:30") BOOK("r1", "09:20", "09:50"),
                   "PROVIDER: 1 services of Amy on 2026-03-02 09:00-12:00\n");
    assert_verdict(AMY LOOSE DEMAND LEVEL ASK("r1", "p1"),
                   HELD_AT("09:00", "09:30") BOOK("r1", "09:20", "09:50"), "");
    assert_verdict(AMY LOOSE DEMAND LEVEL "policy key=collision_show_max value=0.79\n"
                                          "requests request=r1 patient=p1 visit_type=check "
                                          "priority=routine requested_on=0 earliest=0 latest=4 "
                                          "status=new show_prob=0.8\n",
                   HELD_AT("09:00", "09:30") BOOK("r1", "09:20", "09:50"),
                   "PROVIDER: reserved place 0 and r1 overlap with Amy on 2026-03-02, and both "
                   "come with probability 0.8, more than 0.79\n");
}

TEST(places_are_served_last_among_those_that_start_together)
{
    /* r1 is served first and overlaps nobody, though the place is planned at the same minute. */
    assert_verdict(
        AMY LOOSE DEMAND LEVEL ASK("r1", "p1"),
        HELD_AT(
            "09:00",
            "09:30") "appointments request=r1 provider=Amy site=S date=0 start=09:00 overlaps=0\n"
                     "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 "
                     "end=09:30\n",
        "");
}

TEST(nonsense_in_reserves_is_named)
{
    assert_verdict(AMY MORNING, "reserves held=1\n",
                   "RESERVE: place 0: no such type, site, date or held\n");
}

TEST(the_end_of_a_place_is_checked)
{
    assert_verdict(AMY MORNING DEMAND LEVEL,
                   "reserves visit_type=check site=S date=0 held=1 provider=Amy start=09:00 "
                   "end=09:40\n"
                   "resources reserve=0 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:30\n",
                   "DATA: place 0: end is 09:40, but the visit ends at 09:30\n");
}
