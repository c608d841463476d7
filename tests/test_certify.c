#include <stdio.h>

#include "model/audit/certify.h"
#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/proven.h"

TEST(without_prices_every_session_takes_the_best_again_and_again)
{
    /* Nothing keeps r1 from being taken twice. */
    assert_near(proven(AMY FREE_TIME SHORT ASK("r1", "p1"), ""), 10.0, 1e-9);
    assert_near(proven(AMY FREE_TIME HOUR ASK("r1", "p1"), ""), 20.0, 1e-9);
    /* Nobody can serve at all. */
    assert_near(proven(AMY ASK("r1", "p1") "\n" ASK("r2", "p2"), ""), 0.0, 1e-9);
}

TEST(the_price_of_a_request_is_earned_once_and_paid_at_every_booking)
{
    assert_near(proven(AMY FREE_TIME HOUR ASK("r1", "p1"), PRICE("r1", "10")), 10.0, 1e-9);
    assert_near(proven(AMY FREE_TIME HOUR ASK("r1", "p1"), PRICE("r1", "4")), 4 + 2 * 6, 1e-9);
    assert_near(proven(AMY FREE_TIME HOUR ASK("r1", "p1"), PRICE("r1", "15")), 15.0, 1e-9);
    /* A negative price earns nothing, but makes bookings dearer to leave out. */
    assert_near(proven(AMY FREE_TIME HOUR ASK("r1", "p1"), PRICE("r1", "-1")), 2 * 11, 1e-9);
}

TEST(not_booking_costs_and_booking_saves_it)
{
    const char *clinic = AMY FREE_TIME SHORT
        "policy key=unscheduled_cost value=3\n" ASK("r1", "p1") "\n" ASK("r2", "p2");

    assert_near(proven(clinic, PRICE("r1", "13") PRICE("r2", "13")), -6 + 26, 1e-9);
    assert_near(proven(clinic, PRICE("r1", "5") PRICE("r2", "5")), -6 + 10 + 8, 1e-9);
}

TEST(persons_of_a_role_are_priced_by_the_slot)
{
    /* Amy is there, Bob is not: capacity 1. The later start avoids the price. */
    assert_near(proven(AMY FREE_TIME SHORT ASK("r1", "p1"),
                       PRICE_OF("PROVIDER", "physician", "09:10", "4") PRICE("r1", "6")),
                4 + 6 + 0, 1e-9);
    assert_near(proven(AMY FREE_TIME HOUR ASK("r1", "p1"),
                       PRICE_OF("PROVIDER", "physician", "09:10", "4") PRICE("r1", "6")),
                4 + 6 + 4, 1e-9);
    assert_near(
        proven(AMY FREE_TIME HOUR
               "closures kind=provider id=Amy date=0 start=09:10 end=09:20\n"
               "sessions provider=Bob site=S date=0 start=09:00 end=10:00\n" ASK("r1", "p1"),
               PRICE_OF("PROVIDER", "physician", "09:10", "4") PRICE("r1", "10")),
        4 + 10, 1e-9);
}

#define ROOMY                                                                                      \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30 "         \
    "cleanup_min=10 count=2\n"                                                                     \
    "rooms room=R1 site=S room_type=exam\n"                                                        \
    "rooms room=R2 site=S room_type=exam\n"                                                        \
    "rooms room=R4 site=S room_type=exam open=09:30\n"                                             \
    "rooms room=R3 site=T room_type=exam\n"

TEST(a_pool_counts_its_units_open_in_the_slot)
{
    /* 09:30 falls into cleanup; three rooms are open then, two at 09:00. */
    assert_near(
        proven(AMY FREE_TIME SHORT ROOMY ASK("r1", "p1"), PRICE_OF("ROOM", "exam", "09:30", "1")),
        3 + 10 - 2, 1e-9);
    assert_near(
        proven(AMY FREE_TIME SHORT ROOMY ASK("r1", "p1"), PRICE_OF("ROOM", "exam", "09:00", "1")),
        2 + 10 - 2, 1e-9);
    assert_near(proven(AMY FREE_TIME SHORT ROOMY
                       "closures kind=room id=R4 date=0 start=09:30 end=09:40\n" ASK("r1", "p1"),
                       PRICE_OF("ROOM", "exam", "09:30", "1")),
                2 + 10 - 2, 1e-9);
}

/* Two slots of an hour are idle for lack of who might come; checks of an hour and a half. */
TEST(time_between_the_first_and_the_last_service_costs_what_nobody_fills)
{
    const char *clinic = AMY "policy key=idle_cost_per_min value=0.1\n"
                             "sessions provider=Amy site=S date=0 start=09:00 end=10:30\n"
                             "closures kind=provider id=Amy date=0 start=09:30 end=10:00\n" ASK(
                                 "r1", "p1") "\n" ASK("r2", "p2");
    const char *prices = PRICE("r1", "9") PRICE("r2", "9");

    /* Two checks of 1 each less half an hour of idle time, or one of them. */
    assert_near(proven(clinic, prices), 18 + 1, 1e-9);
    assert_near(proven(clinic, PRICE("r1", "4") PRICE("r2", "4")), 8 + 6 + 6 - 3, 1e-9);
}

TEST(who_may_stay_away_saves_less_idle_time)
{
    /* Each is worth 5; after the first, 30 minutes pass of which half are served. */
    const char *clinic =
        AMY HOUR "policy key=idle_cost_per_min value=0.1\n"
                 "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "
                 "earliest=0 latest=4 status=new show_prob=0.5\n";

    assert_near(proven(clinic, ""), 5 + 5 - 0.1 * 30 + 0.1 * 15, 1e-9);
}

TEST(overlaps_share_units)
{
    const char *rooms =
        "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30\n"
        "rooms room=R1 site=S room_type=exam\n";
    char clinic[4000];

    snprintf(clinic, sizeof clinic, "%s%s", CROWD, rooms);
    assert_near(proven(clinic, PRICE_OF("ROOM", "exam", "09:00", "1")),
                1 - 1 + 10 - (0.1 + 0.2) * 0.25 * 30, 1e-9);
}

#define CLASS                                                                                      \
    "visit_types visit_type=class specialty=general mode=in_person value=10 group_capacity=2\n"    \
    "skills provider=Amy visit_type=class\n"                                                       \
    "activities visit_type=class step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"

#define JOIN(id, patient, value)                                                                   \
    "requests request=" id " patient=" patient " visit_type=class priority=routine "               \
    "requested_on=0 earliest=0 latest=4 status=new show_prob=" value "\n"

TEST(a_shared_visit_takes_as_many_of_the_best_as_it_holds)
{
    const char *clinic =
        AMY SHORT CLASS JOIN("r1", "p1", "1") JOIN("r2", "p2", "0.8") JOIN("r3", "p3", "0.5");

    assert_near(proven(clinic, ""), 18.0, 1e-9);
    assert_near(proven(clinic, PRICE("r1", "20")), 20 + 8 + 5, 1e-9);
    assert_near(proven(clinic, PRICE("r1", "20") PRICE("r2", "8") PRICE("r3", "5")), 33.0, 1e-9);
}

TEST(a_fixed_visit_is_served_where_it_stands)
{
    /* It leaves room for one more, after it: 30 minutes pass, all of them served. */
    const char *fixed =
        "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 earliest=0 "
        "latest=0 status=fixed booked_date=0 booked_start=09:00 booked_provider=Amy "
        "booked_site=S show_prob=1\n";
    char clinic[4000];

    snprintf(clinic, sizeof clinic, "%s%s%s", AMY HOUR, fixed, ASK("r1", "p1"));
    assert_near(proven(clinic, ""), 20.0, 1e-9);
    assert_near(proven(clinic, PRICE("r1", "10")), 20.0, 1e-9);
    /* In no session it keeps Amy away from others, who can come at half past. */
    snprintf(clinic, sizeof clinic, "%s%s%s", AMY HOUR,
             "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 "
             "earliest=0 latest=0 status=fixed booked_date=0 booked_start=08:50 "
             "booked_provider=Amy booked_site=S show_prob=1\n",
             ASK("r1", "p1"));
    assert_near(proven(clinic, ""), 20.0, 1e-9);
    assert_near(proven(clinic, PRICE("r1", "10")), 20.0, 1e-9);
    /* Two at once in a session without overlaps are no schedule. */
    snprintf(clinic, sizeof clinic, "%s%s%s", AMY HOUR, fixed,
             "requests request=g patient=p2 visit_type=check priority=routine requested_on=0 "
             "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:10 "
             "booked_provider=Amy booked_site=S show_prob=1\n");
    assert_true(proven(clinic, "") < -1e300);
}

TEST(fixed_members_leave_seats)
{
    char clinic[4000];

    snprintf(clinic, sizeof clinic, "%s%s%s%s", AMY SHORT CLASS,
             "requests request=f patient=p3 visit_type=class priority=routine requested_on=0 "
             "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "
             "booked_provider=Amy booked_site=S show_prob=1\n",
             JOIN("r1", "p1", "0.5"), JOIN("r2", "p2", "0.7"));
    assert_near(proven(clinic, ""), 17.0, 1e-9);
}

TEST(a_standing_booking_stays_free_of_its_window_or_costs_a_move)
{
    const char *late =
        AMY MORNING "policy key=idle_cost_per_min value=1\n"
                    "requests request=r1 patient=p1 visit_type=check priority=routine "
                    "requested_on=0 earliest=2 latest=3 status=booked booked_date=0 "
                    "booked_start=09:00 booked_provider=Amy booked_site=S show_prob=1\n";
    const char *here =
        AMY FREE_TIME HOUR "requests request=r1 patient=p1 visit_type=check priority=routine "
                           "requested_on=0 earliest=0 latest=3 status=booked booked_date=0 "
                           "booked_start=09:00 booked_provider=Amy booked_site=S show_prob=1\n";

    assert_near(proven(late, PRICE("r1", "30")), -20 + 30, 1e-9);
    assert_near(proven(late, PRICE("r1", "25")), -20 + 25 + 5, 1e-9);
    /* Kept at nine, moved to half past nine. */
    assert_near(proven(here, PRICE("r1", "25")), -20 + 25 + 5 + 3, 1e-9);
}

TEST(places_are_held_at_their_price)
{
    const char *clinic =
        AMY FREE_TIME HOUR "urgent_demand visit_type=check site=S date=0 expected=0.6\n"
                           "policy key=reserve_service_level value=0.85\n";
    const char *price = "certificate family=RESERVE site=S id=check date=0 multiplier=100\n";

    /* One place is asked for, worth 100; the session holds two. */
    assert_near(proven(clinic, ""), -100 + 200, 1e-9);
    assert_near(proven(clinic, price), -100 + 100, 1e-9);
}

#define LINKED(kind)                                                                               \
    AMY FREE_TIME "sessions provider=Amy site=S date=0 start=09:00 end=09:30\n"                    \
                  "sessions provider=Amy site=S date=1 start=09:00 end=09:30\n" ASK(               \
                      "r1", "p1") "\n" ASK("r2", "p2") "\nlinks first=r1 second=r2 kind=" kind     \
                                                       "\n"

#define PRICE_AT(id, key, multiplier)                                                              \
    "certificate family=ONCE id=" id " " key " multiplier=" multiplier "\n"

TEST(linked_requests_earn_only_what_their_link_allows_together)
{
    const char *clinic = LINKED("after min=1");
    const char *prices = PRICE_AT("r1", "date=0", "6") PRICE_AT("r1", "date=1", "9")
        PRICE_AT("r2", "date=0", "8") PRICE_AT("r2", "date=1", "7");

    /* r1 on the first day, r2 on the second; the sessions take 10 - 6 and 10 - 7, and the part of
     * r2 that waits a day costs 0.1. */
    assert_near(proven(clinic, prices), 6 + 7 + 4 + 2.9, 1e-9);
    assert_near(proven(LINKED("same_provider"),
                       PRICE_AT("r1", "provider=Amy", "10") PRICE_AT("r2", "provider=Amy", "10")),
                20.0, 1e-9);
    /* Never at once: booked none. */
    assert_near(proven(LINKED("same_day"), ""), 10 + 9.9, 1e-9);
    assert_near(proven(LINKED("together"), PRICE_AT("r1", "date=0 site=S start=09:00", "12")
                                               PRICE_AT("r2", "date=0 site=S start=09:00", "-5")),
                7 + 15 + 9.9, 1e-9);
}

TEST(links_ask_only_about_what_the_certificate_tells_of_both)
{
    const char *clinic = LINKED("after min=1");

    /* r1 may have either day, r2 either: 9 + 8; the sessions take 10 - 8 and 9.9 - 8. */
    assert_near(proven(clinic, PRICE("r1", "9") PRICE("r2", "8")), 9 + 8 + 2 + 1.9, 1e-9);
    assert_near(proven(clinic, PRICE_AT("r1", "date=1", "9") PRICE("r2", "8")), 9 + 8 + 10 + 1.9,
                1e-9);
    /* Without a row r2 is earned with whatever r1 has. */
    assert_near(proven(clinic, PRICE_AT("r1", "date=0", "9")), 9 + 10 + 9.9, 1e-9);
    /* A price of 0 tells that r1 on the second day leaves no day for r2. */
    assert_near(proven(clinic, PRICE_AT("r1", "date=1", "9")), 9 + 10 + 9.9, 1e-9);
    assert_near(proven(clinic, PRICE_AT("r1", "date=1", "9") PRICE_AT("r2", "date=0", "0")),
                10 + 9.9, 1e-9);
}

TEST(certificates_that_prove_nothing_are_refused)
{
    const struct {
        const char *row, *note;
    } cases[] = {
        {"certificate family=GROUP id=exam date=0 start=09:00 multiplier=1",
         "certificate row 0: family GROUP, expected ONCE, PROVIDER, ROOM, EQUIPMENT, RESERVE or "
         "SESSION"},
        {PRICE("r9", "1"), "certificate row 0: no ONCE r9 there"},
        {PRICE("f", "1"), "certificate row 0: no ONCE f there"},
        {PRICE("r1", "1") PRICE("r1", "1"), "certificate row 1: priced before"},
        {"certificate family=ONCE id=r1", "certificate row 0: multiplier nan, expected a number"},
        {PRICE_AT("r1", "date=0", "1"),
         "certificate row 0: no link of r1 asks about all that tells where it is priced"},
        {PRICE_AT("r2", "date=0 site=S", "1"),
         "certificate row 0: no link of r2 asks about all that tells where it is priced"},
        {PRICE("r2", "1") PRICE_AT("r2", "date=0", "1"),
         "certificate row 0: another row of ONCE r2 tells more of where it is"},
        {PRICE_AT("r2", "date=9", "1"), "certificate row 0: day 9, minute -1 is no slot"},
        {PRICE_OF("PROVIDER", "physician", "09:00", "-1"),
         "certificate row 0: multiplier -1, expected 0 or more"},
        {PRICE_OF("PROVIDER", "Amy", "09:00", "1"), "certificate row 0: no PROVIDER Amy there"},
        {PRICE_OF("ROOM", "exam", "09:05", "1"), "certificate row 0: day 0, minute 545 is no slot"},
        {PRICE_OF("ROOM", "exam", "09:00", "1") PRICE_OF("ROOM", "exam", "09:00", "1"),
         "certificate row 1: priced before, in row 0"},
        {"certificate family=ROOM id=exam date=0 start=09:00 multiplier=1",
         "certificate row 0: no ROOM exam there"},
        {"certificate family=ROOM site=S id=exam provider=Amy date=0 start=09:00 multiplier=1",
         "certificate row 0: ROOM has no column provider"},
        {PRICE_OF_OVERLAP("1"), "certificate row 0: no SESSION Amy there"},
        {"certificate family=RESERVE site=S id=check date=0 multiplier=1",
         "certificate row 0: no RESERVE check there"},
    };
    char clinic[6000];

    snprintf(
        clinic, sizeof clinic, "%s%s", AMY MORNING ROOMY ASK("r1", "p1") "\n",
        ASK("r2", "p2") "\n" ASK(
            "r3",
            "p2") "\nlinks first=r2 second=r3 kind=after\n"
                  "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 "
                  "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "
                  "booked_provider=Amy booked_site=S show_prob=1\n");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double bound = 7.0;

        assert_int_equal(proven_bound(clinic, cases[i].row, &bound), STATUS_BAD_INPUT);
        assert_string_equal(fault_note(), cases[i].note);
        assert_near(bound, 7.0, 0.0);
    }
}

TEST(running_out_of_memory_leaves_the_bound_alone)
{
    Clinic *clinic = clinic_of(CROWD CLASS ROOMY JOIN("r3", "p3", "1") ASK("r4", "p1") "\n" ASK(
        "r5",
        "p2") "\nlinks first=r4 second=r5 kind=same_day\n"
              "availability request=r2 start=09:00 end=09:40\n"
              "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 "
              "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "
              "booked_provider=Amy booked_site=S show_prob=1\n");
    Schedule *schedule = schedule_of(
        clinic, PRICE("r1", "2") PRICE_OF("ROOM", "exam", "09:00", "1") PRICE_OF_OVERLAP("1")
                    PRICE_AT("r4", "date=0 site=S start=09:00", "1"));
    Chances *chances = NULL;
    double bound = 7.0;
    Status status = STATUS_NO_MEMORY;

    assert_ok(chances_new(clinic, &chances));
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < 1000);
        assert_near(bound, 7.0, 0.0);
        mem_fail_at(n);
        status = certify_bound(clinic, chances, schedule, -INFINITY, &bound);
        mem_fail_at(0);
    }
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
}
