/* The bound from prices by the letter, on clinics that can be reckoned by hand. */
#include "model/base/memory.h"
#include "tests/brute_bound.h"
#include "tests/check.h"
#include "tests/fixture.h"

/* Amy sees patients for 20 minutes each, from nine; nobody waits, idles or works late for money. */
#define AMY                                                                                        \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=doctor\n"                                                 \
            "policy key=idle_cost_per_min value=0\n"                                               \
            "policy key=patient_wait_cost_per_min value=0\n"                                       \
            "policy key=overtime_cost_per_min value=0\n"                                           \
            "patients patient=A\n"                                                                 \
            "patients patient=B\n"
#define TYPE(id, more)                                                                             \
    "visit_types visit_type=" id " specialty=heart mode=in_person value=10" more "\n"              \
    "activities visit_type=" id " step=1 kind=provider type=doctor offset_min=0 duration_min=20\n" \
    "skills provider=Amy visit_type=" id "\n"
#define NEEDS(id, step, kind, unit, minutes)                                                       \
    "activities visit_type=" id " step=" step " kind=" kind " type=" unit                          \
    " offset_min=0 duration_min=" minutes "\n"
#define HOURS(end, more) "sessions provider=Amy site=S date=0 start=09:00 end=" end more "\n"
#define ROOM(id, more)   "rooms room=" id " site=S room_type=small" more "\n"
#define ASKED(id, patient, type, chance)                                                           \
    "requests request=" id " patient=" patient " visit_type=" type                                 \
    " priority=routine requested_on=-1 earliest=0 latest=0 status=new show_prob=" chance "\n"
#define FIXED(id, patient, type, start, more)                                                      \
    "requests request=" id " patient=" patient " visit_type=" type                                 \
    " priority=routine requested_on=-1 earliest=0 latest=0 status=fixed show_prob=1 "              \
    "booked_date=0 booked_provider=Amy booked_site=S booked_start=" start more "\n"

/* What the rows of some certificate prove of a clinic, and what its best schedule is worth. */
typedef struct Proof {
    double bound, best;
} Proof;

static Proof prove(const char *lines, const char *prices)
{
    Clinic *clinic = clinic_of(lines);
    Schedule *schedule = schedule_of(clinic, prices);
    BruteOptimum *best = MEM_NEW(BruteOptimum, 1);
    Chances *chances = NULL;
    Proof proof;

    assert_non_null(best);
    assert_ok(chances_new(clinic, &chances));
    brute_search(clinic, chances, 1e6, best);
    assert_true(best->exists);
    proof = (Proof){brute_bound(clinic, chances, schedule), best->worth};
    mem_free(best);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
    return proof;
}

TEST(who_may_join_a_fixed_visit_finds_the_room_that_it_keeps)
{
    Proof proof = prove(AMY ROOM("R", "") TYPE("V", " group_capacity=2")
                            NEEDS("V", "2", "room", "small", "20") HOURS("09:20", "")
                                FIXED("Q", "A", "V", "09:00", "") ASKED("P", "B", "V", "1"),
                        "");

    assert_near(proof.best, 20, EPSILON);
    assert_near(proof.bound, 20, EPSILON);
}

TEST(two_rooms_that_are_each_free_for_half_of_a_visit_are_none)
{
    Proof proof = prove(AMY ROOM("R", " close=09:10") ROOM("T", " open=09:10") TYPE("V", "")
                            NEEDS("V", "2", "room", "small", "20") HOURS("09:20", "")
                                ASKED("P", "B", "V", "1"),
                        "");

    assert_near(proof.best, 0, EPSILON);
    assert_near(proof.bound, 0, EPSILON);
}

TEST(the_room_of_a_fixed_visit_is_kept_unless_the_two_may_overlap)
{
#define TWO_IN_ONE_ROOM(overlaps)                                                                  \
    AMY ROOM("R", "") TYPE("V", "") NEEDS("V", "2", "room", "small", "40")                         \
        HOURS("09:40", overlaps) FIXED("Q", "A", "V", "09:00", "") ASKED("P", "B", "V", "1")
    Proof kept = prove(TWO_IN_ONE_ROOM(""), "");
    Proof shared =
        prove(TWO_IN_ONE_ROOM(" overbook_max=1"), "certificate family=ONCE id=P multiplier=10\n");

    assert_near(kept.best, 10, EPSILON);
    assert_near(kept.bound, 10, EPSILON);
    assert_near(shared.best, 20, EPSILON);
    assert_near(shared.bound, 20, EPSILON);
}

TEST(the_least_of_the_chances_in_a_sixteenth_decides_who_may_overlap)
{
#define TWO_AT_ONCE(chance, other)                                                                 \
    AMY TYPE("V", "")                                                                              \
        HOURS("09:20", " overbook_max=1") "policy key=collision_show_max value=0.3\n" ASKED(       \
            "P", "A", "V", chance) ASKED("Q", "B", "V", other)
    Proof few = prove(TWO_AT_ONCE("0.54", "0.54"), "");
    Proof many = prove(TWO_AT_ONCE("0.55", "0.55"), "");
    Proof mixed = prove(TWO_AT_ONCE("0.54", "0.56"), "");

    assert_near(few.best, 10.8, EPSILON);
    assert_near(few.bound, 10.8, EPSILON);
    assert_near(many.best, 5.5, EPSILON);
    assert_near(many.bound, 5.5, EPSILON);
    assert_near(mixed.best, 5.6, EPSILON);
    assert_near(mixed.bound, 2 * 5.6, EPSILON);
}
