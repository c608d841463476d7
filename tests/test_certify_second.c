/* What one that starts while another runs pays for units, clause by clause of model/README.md, by
 * the judge and by the letter alike. */
#include "model/audit/certify.h"
#include "tests/brute_bound.h"
#include "tests/check.h"
#include "tests/fixture.h"

/* Amy's hour from nine, in which visits may overlap, and Nan. Time costs nothing, all who are
 * booked come, and each visit is worth 10. */
#define HOUR                                                                                       \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=doctor\n"                                                 \
            "providers provider=Nan role=nurse\n"                                                  \
            "sessions provider=Amy site=S date=0 start=09:00 end=10:00 overbook_max=2\n"           \
            "sessions provider=Nan site=S date=0 start=08:00 end=11:00\n"                          \
            "policy key=idle_cost_per_min value=0\n"                                               \
            "policy key=patient_wait_cost_per_min value=0\n"                                       \
            "policy key=overtime_cost_per_min value=0\n"                                           \
            "policy key=collision_show_max value=1\n"                                              \
            "patients patient=A\n"                                                                 \
            "patients patient=B\n"                                                                 \
            "patients patient=C\n"

/* A type whose lead comes @p offset minutes after its start, and what else it holds. */
#define TYPE(id, offset, minutes)                                                                  \
    "visit_types visit_type=" id " specialty=heart mode=either value=10\n"                         \
    "skills provider=Amy visit_type=" id "\n"                                                      \
    "activities visit_type=" id " step=1 kind=provider type=doctor offset_min=" offset             \
    " duration_min=" minutes "\n"
#define HOLDS(id, step, kind, unit, offset, minutes)                                               \
    "activities visit_type=" id " step=" step " kind=" kind " type=" unit " offset_min=" offset    \
    " duration_min=" minutes "\n"
#define ROOM   "rooms room=R site=S room_type=exam\n"
#define DEVICE "equipment equipment=E site=S equipment_type=echo turnaround_min=20\n"

#define FIXED(id, patient, type, start, mode)                                                      \
    "requests request=" id " patient=" patient " visit_type=" type                                 \
    " priority=routine requested_on=-1 earliest=0 latest=0 status=fixed show_prob=1 "              \
    "booked_date=0 booked_provider=Amy booked_site=S booked_start=" start " booked_mode=" mode     \
    "\n"
#define ASKED(id, patient, type, start, end, mode)                                                 \
    "requests request=" id " patient=" patient " visit_type=" type " mode=" mode                   \
    " priority=routine requested_on=-1 earliest=0 latest=0 status=new show_prob=1\n"               \
    "availability request=" id " start=" start " end=" end "\n"

#define PRICE(family, id, start, price)                                                            \
    "certificate family=" family " site=S id=" id " date=0 start=" start " multiplier=" price "\n"

/* The bound by both readings. */
static double bound_of(const char *lines, const char *prices)
{
    Clinic *clinic = clinic_of(lines);
    Schedule *schedule = schedule_of(clinic, prices);
    Chances *chances = NULL;
    double bound = NAN;

    assert_ok(chances_new(clinic, &chances));
    assert_ok(certify_bound(clinic, chances, schedule, -INFINITY, &bound));
    assert_near(bound, brute_bound(clinic, chances, schedule), EPSILON);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
    return bound;
}

/* What @p visits visits pay for units together, where those that there are earn @p earned. */
static double paid_of(const char *clinic, int32_t visits, const char *prices, double earned)
{
    assert_near(bound_of(clinic, ""), visits * 10, EPSILON);
    return visits * 10 + earned - bound_of(clinic, prices);
}

/* The room at three slots, where the first begins at nine and the second ten minutes later. */
#define THREE_SLOTS                                                                                \
    PRICE("ROOM", "exam", "09:10", "1")                                                            \
    PRICE("ROOM", "exam", "09:20", "2") PRICE("ROOM", "exam", "09:30", "4")

/* V holds the room from 09:20 to 09:40, W from 09:10 on. */
#define LATE(lead, offset, start)                                                                  \
    HOUR ROOM TYPE("V", lead, "30") HOLDS("V", "2", "room", "exam", offset, "20")                  \
        TYPE("W", "0", "30") HOLDS("W", "2", "room", "exam", "0", "30")                            \
            FIXED("f", "A", "V", start, "in_person") FIXED("g", "B", "W", "09:10", "in_person")

TEST(what_the_first_holds_later_is_held_from_then_on)
{
    assert_near(paid_of(LATE("0", "20", "09:00"), 2, THREE_SLOTS, 7), (2 + 4) + 1, EPSILON);
    /* The same where the lead, too, comes later than the patient. */
    assert_near(paid_of(LATE("10", "30", "08:50"), 2, THREE_SLOTS, 7), (2 + 4) + 1, EPSILON);
}

TEST(what_the_first_holds_from_its_leads_begin_on_is_held_since_midnight)
{
    /* V holds the room from 09:00 to 09:20, with its lead; W from 08:50 to 09:10, its lead being
     * twenty minutes later. */
    const char *clinic = HOUR ROOM TYPE("V", "10", "30") HOLDS("V", "2", "room", "exam", "10", "20")
        TYPE("W", "20", "30") HOLDS("W", "2", "room", "exam", "0", "20")
            FIXED("f", "A", "V", "08:50", "in_person") FIXED("g", "B", "W", "08:50", "in_person");

    assert_near(paid_of(clinic, 2,
                        PRICE("ROOM", "exam", "08:50", "1") PRICE("ROOM", "exam", "09:00", "2")
                            PRICE("ROOM", "exam", "09:10", "4"),
                        7),
                2 + 4, EPSILON);
}

TEST(a_device_of_the_first_is_held_over_the_gap_and_one_of_the_second_paid_for_over_it)
{
    /* V holds the device from 09:00 to 09:20, W from 09:20 to 09:40: both for twenty more. */
    const char *clinic =
        HOUR DEVICE TYPE("V", "0", "30") HOLDS("V", "2", "equipment", "echo", "0", "20")
            TYPE("W", "0", "30") HOLDS("W", "2", "equipment", "echo", "0", "20")
                FIXED("f", "A", "V", "09:00", "in_person")
                    FIXED("g", "B", "W", "09:20", "in_person");

    assert_near(paid_of(clinic, 2,
                        PRICE("EQUIPMENT", "echo", "09:10", "1")
                            PRICE("EQUIPMENT", "echo", "09:30", "2")
                                PRICE("EQUIPMENT", "echo", "09:50", "4"),
                        7),
                (1 + 2) + 4, EPSILON);
}

/* Visits of V and W need Nan for twenty minutes; she costs 1, 2 and 4, Amy 3. */
#define NURSED                                                                                     \
    HOUR TYPE("V", "0", "30") TYPE("W", "0", "30") HOLDS("V", "2", "provider", "nurse", "0", "20") \
        HOLDS("W", "2", "provider", "nurse", "0", "20")
#define PERSONS                                                                                    \
    PRICE("PROVIDER", "nurse", "09:00", "1")                                                       \
    PRICE("PROVIDER", "nurse", "09:10", "2")                                                       \
    PRICE("PROVIDER", "nurse", "09:20", "4") PRICE("PROVIDER", "doctor", "09:20", "3")

TEST(a_fixed_second_pays_for_no_persons_but_another_does)
{
    assert_near(paid_of(NURSED FIXED("f", "A", "V", "09:00", "in_person")
                            FIXED("g", "B", "W", "09:10", "in_person"),
                        2, PERSONS, 10),
                0, EPSILON);
    /* Nan is held until 09:20, Amy until 09:30, by the fixed first, which pays for neither. */
    assert_near(paid_of(NURSED FIXED("f", "A", "V", "09:00", "in_person")
                            ASKED("r", "B", "W", "09:10", "09:40", "in_person"),
                        2, PERSONS, 10),
                4, EPSILON);
    /* All of the first; of the fixed second nothing. */
    assert_near(paid_of(NURSED ASKED("r", "A", "V", "09:00", "09:30", "in_person")
                            FIXED("g", "B", "W", "09:10", "in_person"),
                        2, PERSONS, 10),
                1 + 2 + 3, EPSILON);
}

/* Visits of V and W need the room for half an hour. */
#define ROOMED                                                                                     \
    HOUR ROOM TYPE("V", "0", "30") TYPE("W", "0", "30") HOLDS("V", "2", "room", "exam", "0", "30") \
        HOLDS("W", "2", "room", "exam", "0", "30")
#define SECOND FIXED("g", "B", "W", "09:10", "in_person")

TEST(a_first_by_telehealth_holds_no_room)
{
    assert_near(
        paid_of(ROOMED FIXED("f", "A", "V", "09:00", "in_person") SECOND, 2, THREE_SLOTS, 7),
        (1 + 2) + 4, EPSILON);
    assert_near(
        paid_of(ROOMED FIXED("f", "A", "V", "09:00", "telehealth") SECOND, 2, THREE_SLOTS, 7),
        1 + 2 + 4, EPSILON);
}

TEST(it_is_so_too_where_the_first_is_asked_for)
{
    assert_near(paid_of(ROOMED ASKED("r", "A", "V", "09:00", "09:30", "in_person") SECOND, 2,
                        THREE_SLOTS, 7),
                (1 + 2) + 4, EPSILON);
    assert_near(paid_of(ROOMED ASKED("r", "A", "V", "09:00", "09:30", "telehealth") SECOND, 2,
                        THREE_SLOTS, 7),
                1 + 2 + 4, EPSILON);
}

TEST(rows_of_a_type_count_together)
{
    /* V holds one room, then two, then the other; W two for the last two of these slots. */
    const char *clinic = HOUR ROOM "rooms room=R2 site=S room_type=exam\n" TYPE("V", "0", "30")
        HOLDS("V", "2", "room", "exam", "0", "20") HOLDS("V", "3", "room", "exam", "10", "20")
            TYPE("W", "0", "30") HOLDS("W", "2", "room", "exam", "0", "20 count=2")
                FIXED("f", "A", "V", "09:00", "in_person")
                    FIXED("g", "B", "W", "09:10", "in_person");

    assert_near(paid_of(clinic, 2, THREE_SLOTS, 2 * 7), (2 * 1 + 2) + 2, EPSILON);
}

TEST(a_third_pays_for_what_the_second_does_not_hold)
{
    /* V holds no room until 09:20, W holds it from 09:10 to 09:40, and again from 09:20 to 09:50.
     */
    const char *clinic = HOUR ROOM TYPE("V", "0", "20") TYPE("W", "0", "30")
        HOLDS("W", "2", "room", "exam", "0", "30") FIXED("f", "A", "V", "09:00", "in_person")
            FIXED("g", "B", "W", "09:10", "in_person") FIXED("h", "C", "W", "09:20", "in_person");

    assert_near(paid_of(clinic, 3, THREE_SLOTS PRICE("ROOM", "exam", "09:40", "8"), 15),
                (1 + 2 + 4) + 8, EPSILON);
}
