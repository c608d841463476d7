/* Rooms, devices and further persons for appointments that name none. */
#include <stdio.h>
#include <string.h>

#include "solver/agenda/assign.h"
#include "tests/check.h"
#include "tests/fixture.h"

#define CLINIC                                                                                     \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=doctor\n"                                                 \
            "providers provider=Bob role=doctor\n"                                                 \
            "providers provider=Nan role=nurse\n"                                                  \
            "visit_types visit_type=V specialty=heart mode=in_person value=10\n"                   \
            "skills provider=Amy visit_type=V\n"                                                   \
            "skills provider=Bob visit_type=V\n"                                                   \
            "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"                          \
            "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"                          \
            "sessions provider=Nan site=S date=0 start=09:00 end=12:00\n"                          \
            "rooms room=A site=S room_type=exam\n"                                                 \
            "rooms room=B site=S room_type=exam open=10:00\n"                                      \
            "activities visit_type=V step=1 kind=provider type=doctor offset_min=0 "               \
            "duration_min=20\n"                                                                    \
            "activities visit_type=V step=2 kind=provider type=nurse offset_min=0 "                \
            "duration_min=10\n"                                                                    \
            "activities visit_type=V step=3 kind=room type=exam offset_min=0 duration_min=20\n"    \
            "patients patient=P\n"                                                                 \
            "patients patient=Q\n"                                                                 \
            "requests request=R1 patient=P visit_type=V priority=routine requested_on=-1 "         \
            "earliest=0 latest=0 status=new\n"                                                     \
            "requests request=R2 patient=Q visit_type=V priority=routine requested_on=-1 "         \
            "earliest=0 latest=0 status=new\n"

/* Assigns units to the appointments of @p lines; the rows made, as "request step id", and who got
 * none. */
static void assign_in(const char *facts, const char *lines, char *rows, Findings *left)
{
    Clinic *clinic = clinic_of(facts);
    Schedule *schedule = schedule_of(clinic, lines);
    Chances *chances = NULL;
    Catalog *catalog = NULL;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(catalog_new(clinic, chances, &catalog));
    assert_ok(assign_units(catalog, schedule, left));
    *rows = '\0';
    for (int32_t i = 0; i < schedule->resources.rows; i++)
        sprintf(rows + strlen(rows), "%s %d %s\n",
                clinic->requests.request[schedule->resources.request[i]],
                schedule->resources.step[i], schedule->resources.id[i]);
    catalog_free(catalog);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
}

static void assign(const char *lines, char *rows, Findings *left)
{
    assign_in(CLINIC, lines, rows, left);
}

TEST(each_visit_gets_what_is_free_and_open)
{
    char rows[512];
    Findings left = {0};

    assign("appointments request=R1 provider=Amy site=S date=0 start=10:00\n"
           "appointments request=R2 provider=Bob site=S date=0 start=10:10\n",
           rows, &left);
    assert_int_equal(left.warnings, 0);
    assert_true(strstr(rows, "R1 1 Amy\nR1 2 Nan\nR1 3 ") &&
                strstr(rows, "R2 1 Bob\nR2 2 Nan\nR2 3 "));
    assert_true(strstr(rows, "3 A") && strstr(rows, "3 B"));
}

TEST(who_finds_nothing_free_is_named)
{
    char rows[512];
    Findings left = {0};

    assign("appointments request=R1 provider=Amy site=S date=0 start=09:00\n"
           "appointments request=R2 provider=Bob site=S date=0 start=09:10\n",
           rows, &left);
    assert_int_equal(left.warnings, 1);
    assert_string_equal(rows, "R1 1 Amy\nR1 2 Nan\nR1 3 A\n");
    assert_string_equal(left.entries[0].message,
                        "R2: no rooms, devices or further persons could be assigned");
    findings_clear(&left);
}

TEST(a_visit_outside_every_session_gets_nothing)
{
    char rows[512];
    Findings left = {0};

    assign("appointments request=R1 provider=Amy site=S date=0 start=11:50\n", rows, &left);
    assert_string_equal(rows, "");
    assert_int_equal(left.warnings, 1);
    findings_clear(&left);
}

/* A class led by Amy with a nurse: Nan has no session, which only a fixed request may overlook. */
#define CLASS                                                                                      \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=doctor\n"                                                 \
            "providers provider=Nan role=nurse\n"                                                  \
            "providers provider=Oda role=nurse\n"                                                  \
            "visit_types visit_type=V specialty=heart mode=in_person value=10 group_capacity=2\n"  \
            "skills provider=Amy visit_type=V\n"                                                   \
            "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"                          \
            "sessions provider=Oda site=S date=0 start=09:00 end=12:00\n"                          \
            "activities visit_type=V step=1 kind=provider type=doctor offset_min=0 "               \
            "duration_min=20\n"                                                                    \
            "activities visit_type=V step=2 kind=provider type=nurse offset_min=0 "                \
            "duration_min=10\n"                                                                    \
            "patients patient=P\n"                                                                 \
            "patients patient=Q\n"                                                                 \
            "requests request=R1 patient=P visit_type=V priority=routine requested_on=-1 "         \
            "earliest=0 latest=0 status=fixed booked_date=0 booked_start=09:00 "                   \
            "booked_provider=Amy booked_site=S\n"                                                  \
            "requests request=R2 patient=Q visit_type=V priority=routine requested_on=-1 "         \
            "earliest=0 latest=0 status=new\n"

TEST(a_member_who_is_not_excused_decides_who_helps_in_a_shared_visit)
{
    char rows[512];
    Findings left = {0};

    assign_in(CLASS,
              "appointments request=R1 provider=Amy site=S date=0 start=09:00\n"
              "appointments request=R2 provider=Amy site=S date=0 start=09:00\n",
              rows, &left);
    assert_int_equal(left.warnings, 0);
    assert_string_equal(rows, "R1 1 Amy\nR1 2 Oda\nR2 1 Amy\nR2 2 Oda\n");
}
