#include <stdio.h>

#include "tests/check.h"
#include "tests/proven.h"

/* Checks of half an hour that ask for @p row besides their lead, each worth 10. */
#define ASKING(row)                                                                                \
    AMY FREE_TIME ASK("r1", "p1") "\n"                                                             \
                                  "activities visit_type=check step=2 " row "\n"

#define ROOM_ROW  "kind=room type=exam offset_min=0 duration_min=30"
#define NURSE_ROW "kind=provider type=nurse offset_min=0 duration_min=30"

#define ROOM(id, more) "rooms room=" id " site=S room_type=exam" more "\n"

/* A check with Bob that stands at nine, worth 10. */
#define FIXED_CHECK(more)                                                                          \
    "sessions provider=Bob site=S date=0 start=09:00 end=09:30\n"                                  \
    "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 earliest=0 "   \
    "latest=0 status=fixed booked_date=0 booked_start=09:00 booked_provider=Bob booked_site=S "    \
    "show_prob=1" more "\n"

TEST(visits_find_units_that_are_there_for_all_their_time)
{
    assert_near(proven(ASKING(ROOM_ROW) SHORT, ""), 0, 1e-9);
    assert_near(proven(ASKING(ROOM_ROW) SHORT "rooms room=R1 site=T room_type=exam\n", ""), 0,
                1e-9);
    assert_near(proven(ASKING(ROOM_ROW) SHORT ROOM("R1", ""), ""), 10, 1e-9);
    /* Two, each of them for a part. */
    assert_near(
        proven(ASKING(ROOM_ROW) SHORT ROOM("R1", " close=09:20") ROOM("R2", " open=09:20"), ""), 0,
        1e-9);
    assert_near(proven(ASKING(ROOM_ROW " cleanup_min=10") SHORT ROOM("R1", " close=09:30"), ""), 0,
                1e-9);
    assert_near(proven(ASKING(ROOM_ROW " cleanup_min=10") SHORT ROOM("R1", " close=09:40"), ""), 10,
                1e-9);
    /* Two are asked for: the second best counts. */
    assert_near(proven(ASKING(ROOM_ROW " count=2") HOUR ROOM("R1", "") ROOM("R2", " close=09:20")
                           ROOM("R3", " open=09:30"),
                       ""),
                10, 1e-9);
    assert_near(proven(ASKING(ROOM_ROW) HOUR ROOM(
                           "R1", "") "closures kind=room id=R1 date=0 start=09:20 end=09:30\n",
                       ""),
                10, 1e-9);
}

TEST(visits_find_persons_in_their_sessions_at_the_site)
{
    const char *const nan[] = {"", "sessions provider=Nan site=T date=0 start=09:00 end=09:30\n",
                               "sessions provider=Nan site=S date=0 start=09:10 end=10:00\n",
                               ("sessions provider=Nan site=S date=0 start=09:00 end=09:30\n"
                                "closures kind=provider id=Nan date=0 start=09:20 end=09:30\n")};
    char clinic[4000];

    for (size_t i = 0; i < sizeof nan / sizeof nan[0]; i++) {
        snprintf(clinic, sizeof clinic, "%s%s", ASKING(NURSE_ROW) SHORT, nan[i]);
        assert_near(proven(clinic, ""), 0, 1e-9);
    }
    assert_near(proven(ASKING(NURSE_ROW) SHORT
                       "sessions provider=Nan site=S date=0 start=09:00 end=09:30\n",
                       ""),
                10, 1e-9);
}

TEST(a_site_is_open_for_all_rows_and_midnight_is_the_end)
{
    const char *late = "sessions provider=Amy site=S date=0 start=23:30 end=24:00\n";
    char clinic[4000];

    assert_near(proven(ASKING("kind=room type=exam offset_min=30 duration_min=20") SHORT ROOM(
                           "R1", "") "closures kind=site id=S date=0 start=09:40 end=10:00\n",
                       ""),
                0, 1e-9);
    assert_near(proven(ASKING("kind=room type=exam offset_min=30 duration_min=20") SHORT ROOM(
                           "R1", "") "closures kind=site id=S date=0 start=09:50 end=10:00\n",
                       ""),
                10, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s", ASKING(ROOM_ROW " cleanup_min=60"), late,
             ROOM("R1", ""));
    assert_near(proven(clinic, ""), 10, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s", ASKING(ROOM_ROW " cleanup_min=60"), late,
             ROOM("R1", " close=23:50"));
    assert_near(proven(clinic, ""), 0, 1e-9);
}

TEST(fixed_visits_keep_their_leads_and_what_they_are_known_to_hold)
{
    /* R2 opens too late for a start at nine. */
    assert_near(proven(ASKING(ROOM_ROW) SHORT ROOM("R1", "") ROOM("R2", " open=09:10")
                           FIXED_CHECK(" booked_room=R1"),
                       ""),
                10, 1e-9);
    assert_near(
        proven(ASKING(ROOM_ROW) SHORT ROOM("R1", "") ROOM("R2", " open=09:10") FIXED_CHECK(""), ""),
        20, 1e-9);
    assert_near(proven(ASKING(ROOM_ROW) SHORT ROOM("R1", "") ROOM("R2", "")
                           FIXED_CHECK(" booked_room=R2"),
                       ""),
                20, 1e-9);
    /* The only one is kept as well; all devices likewise, until cleaned. */
    assert_near(proven(ASKING(ROOM_ROW) SHORT ROOM("R1", "") FIXED_CHECK(""), ""), 10, 1e-9);
    assert_near(proven(ASKING("kind=equipment type=scanner offset_min=0 duration_min=20 "
                              "cleanup_min=10 count=2") HOUR
                       "equipment equipment=E1 site=S equipment_type=scanner\n"
                       "equipment equipment=E2 site=S equipment_type=scanner\n" FIXED_CHECK(""),
                       ""),
                10 + 10, 1e-9);
    /* Bob leads; no other physician is there but Amy herself, who counts. */
    assert_near(proven(ASKING("kind=provider type=physician offset_min=0 duration_min=30 count=2")
                           SHORT FIXED_CHECK(""),
                       ""),
                10, 1e-9);
}

TEST(visits_share_units_with_the_fixed_ones_that_they_overlap_or_join)
{
    const char *crowded =
        "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n"
        "requests request=f patient=p3 visit_type=check priority=routine requested_on=0 "
        "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 booked_provider=Amy "
        "booked_site=S booked_room=R1 show_prob=1\n";
    const char *group = AMY FREE_TIME SHORT ROOM(
        "R1",
        "") "visit_types visit_type=class specialty=general mode=in_person value=10 "
            "group_capacity=2\n"
            "skills provider=Amy visit_type=class\n"
            "activities visit_type=class step=1 kind=provider type=physician offset_min=0 "
            "duration_min=30\n"
            "activities visit_type=class step=2 kind=room type=exam offset_min=0 duration_min=30\n"
            "requests request=f patient=p3 visit_type=class priority=routine requested_on=0 "
            "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 booked_provider=Amy "
            "booked_site=S booked_room=R1 show_prob=1\n"
            "requests request=r1 patient=p1 visit_type=class priority=routine requested_on=0 "
            "earliest=0 latest=0 status=new show_prob=1\n";
    char clinic[4000];

    /* r1 starts with f, and Amy works half an hour longer. */
    snprintf(clinic, sizeof clinic, "%s%s%s", ASKING(ROOM_ROW), ROOM("R1", ""), crowded);
    assert_near(proven(clinic, ""), 20 - 0.2 * 30, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s%s", ASKING(ROOM_ROW), ROOM("R1", ""), crowded,
             "closures kind=room id=R1 date=0 start=09:20 end=09:30\n");
    assert_near(proven(clinic, ""), 10, 1e-9);
    /* Its lead is kept from other rows all the same. */
    snprintf(clinic, sizeof clinic, "%s%s%s",
             ASKING("kind=provider type=physician offset_min=0 duration_min=30"), ROOM("R1", ""),
             crowded);
    assert_near(proven(clinic, ""), 10, 1e-9);
    assert_near(proven(group, ""), 20, 1e-9);
}

TEST(standing_bookings_and_places_find_their_units_too)
{
    const char *standing =
        "requests request=r2 patient=p2 visit_type=check priority=routine requested_on=0 "
        "earliest=2 latest=3 status=booked booked_date=0 booked_start=09:00 booked_provider=Amy "
        "booked_site=S show_prob=1\n";
    const char *place = "urgent_demand visit_type=check site=S date=0 expected=0.6\n"
                        "policy key=reserve_service_level value=0.85\n";
    char clinic[4000];

    snprintf(clinic, sizeof clinic, "%s%s%s", AMY FREE_TIME SHORT, standing,
             "activities visit_type=check step=2 " ROOM_ROW "\n");
    assert_near(proven(clinic, ""), -20, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s%s", AMY FREE_TIME SHORT, standing,
             "activities visit_type=check step=2 " ROOM_ROW "\n", ROOM("R1", ""));
    assert_near(proven(clinic, ""), -20 + 30, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s", AMY FREE_TIME SHORT, place,
             "activities visit_type=check step=2 " ROOM_ROW "\n");
    assert_near(proven(clinic, ""), -100, 1e-9);
    snprintf(clinic, sizeof clinic, "%s%s%s%s", AMY FREE_TIME SHORT, place,
             "activities visit_type=check step=2 " ROOM_ROW "\n", ROOM("R1", ""));
    assert_near(proven(clinic, ""), -100 + 100, 1e-9);
}
