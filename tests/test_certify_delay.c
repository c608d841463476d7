#include <stdio.h>

#include "model/audit/worth_duration.h"
#include "tests/check.h"
#include "tests/proven.h"

TEST(overlaps_pay_their_price_and_what_the_delays_cost)
{
    /* r1 once more over itself, coming in half of all cases: waits 30 x 0.25, works as long past
     * the end at 0.2 a minute, begins 15 minutes later at 0.02, which the first serves. */
    assert_near(proven(CROWD, ""), 10 - (0.1 + 0.2) * 0.25 * 30 + 0.02 * (15 - 15), 1e-9);
    assert_near(proven(CROWD, PRICE_OF_OVERLAP("2")), 2 + 10 - 2 - 2.25, 1e-9);
    assert_near(proven(CROWD, PRICE_OF_OVERLAP("9")), 9 + 5, 1e-9);
    /* With 0.5 x 0.5 too many, r2 and r1; what r2 saves of idle time as the first is what r1 waits.
     */
    assert_near(proven(CROWD "policy key=collision_show_max value=0.2\n", ""),
                8 - (0.1 + 0.2) * 0.5 * 0.3 * 30, 1e-9);
}

TEST(who_comes_nearly_as_likely_counts_as_the_least_likely_of_them)
{
    /* r3 is never worth its price, but r2 counts as likely as it: 0.26, four sixteenths both. */
    const char *third =
        "requests request=r3 patient=p3 visit_type=check priority=routine requested_on=0 "
        "earliest=0 latest=4 status=new show_prob=%s\n";
    const double delay = (0.1 + 0.2) * 0.5 * 30;
    char clinic[4000], line[400];

    snprintf(line, sizeof line, third, "0.26");
    snprintf(clinic, sizeof clinic, "%s%s%s", CROWD, "policy key=collision_show_max value=0.2\n",
             line);
    assert_near(proven(clinic, PRICE("r3", "50")), 50 + 8 - delay * 0.26 + 0.02 * (0.3 - 0.26) * 30,
                1e-9);
    /* With 0.24, three sixteenths, or none of the placements it stays by itself. */
    snprintf(line, sizeof line, third, "0.24");
    snprintf(clinic, sizeof clinic, "%s%s%s", CROWD, "policy key=collision_show_max value=0.2\n",
             line);
    assert_near(proven(clinic, PRICE("r3", "50")), 50 + 8 - delay * 0.3, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s", CROWD, "policy key=collision_show_max value=0.2\n",
             "requests request=r3 patient=p3 visit_type=check priority=routine requested_on=0 "
             "earliest=1 latest=4 status=new show_prob=0.26\n");
    assert_near(proven(clinic, PRICE("r3", "50")), 50 + 8 - delay * 0.3, 1e-9);
    /* It counts as it is where it must be. */
    snprintf(clinic, sizeof clinic, "%s%s%s", CROWD, "policy key=collision_show_max value=0.2\n",
             "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 "
             "earliest=0 latest=4 status=fixed booked_date=0 booked_start=09:00 "
             "booked_provider=Amy booked_site=S show_prob=0.26\n");
    assert_near(proven(clinic, ""), 2.6 + 5 - delay * 0.26, 1e-9);
}

TEST(delays_are_carried_from_service_to_service)
{
    /* Four times r1, two at nine and two at half past, each 30 minutes with chance 0.5. The waits
     * are 0, 15, 7.5 (both of the first come) and 22.5, and half of those who wait come. The last
     * begins 30 + 22.5 minutes after the first, of which the first three serve 45. Overtime: work
     * left at half past, 30 with chance 0.25, and two more services, beyond 30 minutes: 0.75 x 7.5
     * + 0.25 x 30. Three services or fewer are worth less. */
    const char *clinic =
        AMY "sessions provider=Amy site=S date=0 start=09:00 end=10:00 overbook_max=2\n"
            "policy key=patient_wait_cost_per_min value=0.1\n"
            "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "
            "earliest=0 latest=4 status=new show_prob=0.5\n";

    assert_near(proven(clinic, ""),
                20 - 0.1 * 0.5 * (15 + 7.5 + 22.5) - 0.02 * (30 + 22.5 - 45) -
                    0.2 * (0.75 * 7.5 + 0.25 * 30),
                1e-9);
}

/* E[(D - 30)+] of one service, and E[((D - 30)+ + D' - 30)+] of two, planned for 30 minutes. */
static void late_minutes(double cv, double *one, double *two)
{
    Duration law;

    assert_ok(duration_init(&law, 30, cv));
    *one = *two = 0;
    for (int32_t k = 1; k <= law.reach; k++) {
        int32_t wait = k > 30 ? k - 30 : 0;

        *one += law.chance[k] * wait;
        for (int32_t d = 1; d <= law.reach; d++)
            *two += law.chance[k] * law.chance[d] * (wait + d > 30 ? wait + d - 30 : 0);
    }
    duration_clear(&law);
}

#define VARYING                                                                                    \
    "visit_types visit_type=talk specialty=general mode=in_person value=10 duration_cv=0.5%s\n"    \
    "skills provider=Amy visit_type=talk\n"                                                        \
    "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "                 \
    "duration_min=30\n"                                                                            \
    "policy key=patient_wait_cost_per_min value=0.1\n"                                             \
    "requests request=r1 patient=p1 visit_type=talk priority=routine requested_on=0 "              \
    "earliest=0 latest=4 status=new show_prob=1\n"

TEST(services_that_take_longer_delay_those_after_them_but_shared_ones_nobody)
{
    char clinic[4000];
    double one, two, mean;
    Duration law;

    assert_ok(duration_init(&law, 30, 0.5));
    mean = law.mean;
    duration_clear(&law);
    late_minutes(0.5, &one, &two);
    snprintf(clinic, sizeof clinic, AMY HOUR VARYING, "");
    assert_near(proven(clinic, ""), 20 - (0.1 + 0.02) * one - 0.02 * (30 - mean) - 0.2 * two, 1e-9);
    snprintf(clinic, sizeof clinic, AMY HOUR VARYING, " group_capacity=2");
    assert_near(proven(clinic, ""), 20 - 0.02 * (30 - mean), 1e-9);
}

/* A fixed visit at nine. Checks are in an exam room, of which there are two, talks in the lab. */
#define FIXED(id, patient, type, mode)                                                             \
    "requests request=" id " patient=" patient " visit_type=" type                                 \
    " priority=routine requested_on=0 earliest=0 latest=4 status=fixed booked_date=0 "             \
    "booked_start=09:00 booked_provider=Amy booked_site=S show_prob=0.5 " mode "\n"
#define ROOMS                                                                                      \
    AMY "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n"               \
        "rooms room=R1 site=S room_type=exam\nrooms room=R2 site=S room_type=exam\n"               \
        "rooms room=L site=S room_type=lab\n"                                                      \
        "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=20 "     \
        "cleanup_min=10\n"                                                                         \
        "visit_types visit_type=talk specialty=general mode=either value=10\n"                     \
        "skills provider=Amy visit_type=talk\n"                                                    \
        "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "             \
        "duration_min=30\n"                                                                        \
        "activities visit_type=talk step=2 kind=room type=lab offset_min=0 duration_min=20\n"

TEST(a_second_pays_for_no_unit_that_the_first_holds)
{
    const char *pair = ROOMS FIXED("f", "p1", "check", "") FIXED("g", "p2", "check", "");
    const char *mixed = ROOMS FIXED("f", "p1", "check", "") FIXED("g", "p2", "talk", "");
    const char *apart =
        ROOMS FIXED("f", "p1", "check", "") FIXED("g", "p2", "talk", "booked_mode=telehealth");
    const char *prices =
        PRICE_OF("ROOM", "exam", "09:20", "2") PRICE_OF("ROOM", "lab", "09:10", "3");
    double plain = proven(pair, "");

    /* Two rooms and the lab are there; one room is paid for, and the lab by whoever is there. */
    assert_near(proven(mixed, ""), plain, 1e-9);
    assert_near(proven(pair, prices), plain + 2 * 2 + 3 - 2, 1e-9);
    assert_near(proven(mixed, prices), plain + 2 * 2 + 3 - 2 - 3, 1e-9);
    assert_near(proven(apart, prices), plain + 2 * 2 + 3 - 2, 1e-9);
}

TEST(a_second_pays_for_persons_that_a_fixed_first_does_not_hold)
{
    const char *wanted = "requests request=r patient=p2 visit_type=check priority=routine "
                         "requested_on=0 earliest=0 latest=0 status=new show_prob=0.5 mode=%s\n";
    const char *further =
        "activities visit_type=check step=3 kind=provider type=nurse offset_min=0 "
        "duration_min=10\nsessions provider=Nan site=S date=0 start=09:00 "
        "end=09:30\n";
    const char *prices =
        PRICE_OF("PROVIDER", "physician", "09:00", "1") PRICE_OF("PROVIDER", "nurse", "09:00", "2");
    char held[5000], free[5000], request[300];

    /* Amy is there, and Nan: the first holds both, and pays for none. A talk leaves Nan free. */
    snprintf(request, sizeof request, wanted, "in_person");
    snprintf(held, sizeof held, "%s%s%s%s", ROOMS, further, FIXED("f", "p1", "check", ""), request);
    snprintf(free, sizeof free, "%s%s%s%s", ROOMS, further, FIXED("f", "p1", "talk", ""), request);
    assert_near(proven(held, prices), proven(held, "") + 1 + 2, 1e-9);
    assert_near(proven(free, prices), proven(free, "") + 1 + 2 - 2, 1e-9);
}
