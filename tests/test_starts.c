#include "solver/pattern/starts.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

#define CLINIC                                                                                     \
    PRACTICE OPEN("Amy", "0", "11:00") OPEN("Bob", "1", "10:00")                                   \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "routine") "status=new\n" WANT(    \
            "c", "u", "routine") "status=new\n"                                                    \
                                 "availability request=a date=0 start=09:00 end=09:40\n"           \
                                 "availability request=a date=0 start=10:20 end=11:00\n"           \
                                 "availability request=b weekday=1 start=10:20 end=11:00\n"        \
                                 "availability request=b weekday=1 start=09:00 end=09:40\n"

/* The starts as digits, one for each slot of an hour or two. */
static const char *shown(Starts starts, int32_t slots)
{
    static char text[STARTS_SLOTS + 1];

    for (int32_t i = 0; i < slots; i++)
        text[i] = starts_has(&starts, i) ? '1' : '0';
    text[slots] = '\0';
    return text;
}

static Starts starts_for(const Presences *presences, int32_t presence)
{
    return presences_starts(presences, 0, 0, presences->catalog->shapes[0], MODE_IN_PERSON,
                            presence);
}

TEST(a_set_of_starts_holds_what_was_added)
{
    Starts starts = {0};

    assert_true(starts_empty(&starts));
    starts_add(&starts, 0);
    starts_add(&starts, 64);
    starts_add(&starts, STARTS_SLOTS - 1);
    assert_false(starts_empty(&starts));
    for (int32_t i = 0; i < STARTS_SLOTS; i++)
        assert_int_equal(starts_has(&starts, i), i == 0 || i == 64 || i == STARTS_SLOTS - 1);
}

TEST(requests_that_can_come_at_the_same_times_share_a_presence)
{
    Scene scene = scene_of(CLINIC);
    Presences presences;
    int32_t a, b, c, later;

    assert_ok(presences_init(&presences, scene.catalog));
    assert_ok(presences_find(&presences, 0, 0, &a));
    assert_ok(presences_find(&presences, 1, 0, &b));
    assert_ok(presences_find(&presences, 2, 0, &c));
    assert_ok(presences_find(&presences, 0, 1, &later));
    assert_int_equal(a, b);
    assert_int_equal(c, PRESENCE_ANY);
    assert_int_equal(later, PRESENCE_NEVER);
    assert_string_equal(shown(starts_for(&presences, a), 12), "110000001100");
    assert_string_equal(shown(starts_for(&presences, c), 12), "111111111100");
    presences_clear(&presences);
    scene_clear(&scene);
}

TEST(closures_and_the_times_of_a_type_leave_starts_out)
{
    Scene scene = scene_of(CLINIC "closures kind=site id=S date=0 start=09:35 end=09:40\n");
    Presences presences;

    assert_ok(presences_init(&presences, scene.catalog));
    assert_string_equal(shown(starts_for(&presences, PRESENCE_ANY), 12), "100011111100");
    scene.clinic->visit_types.earliest_start[0] = 9 * 60 + 50;
    scene.clinic->visit_types.latest_start[0] = 10 * 60 + 10;
    assert_string_equal(shown(starts_for(&presences, PRESENCE_ANY), 12), "000001110000");
    presences_clear(&presences);
    scene_clear(&scene);
}

TEST(running_out_of_memory_is_said)
{
    Scene scene = scene_of(CLINIC);
    Status status = STATUS_NO_MEMORY;

    for (int64_t n = 1; status != STATUS_OK; n++) {
        Presences presences;
        int32_t presence;

        assert_true(n < 20);
        mem_fail_at(n);
        status = presences_init(&presences, scene.catalog);
        if (status == STATUS_OK)
            status = presences_find(&presences, 0, 0, &presence);
        mem_fail_at(0);
        presences_clear(&presences);
    }
    scene_clear(&scene);
}
