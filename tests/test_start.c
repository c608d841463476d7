#include "solver/greedy/start.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

#define TWO                                                                                        \
    PRACTICE OPEN("Amy", "0", "10:00") OPEN("Bob", "1", "10:00")                                   \
        WANT("a", "p", "routine") "status=new\n" WANT("b", "q", "urgent") "status=new\n"
#define AT(request, provider, date, start)                                                         \
    "appointments request=" request " provider=" provider " site=S date=" date " start=" start "\n"
#define ROOMS                                                                                      \
    "rooms room=R1 site=S room_type=exam\nrooms room=R2 site=S room_type=exam\n"                   \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=30\n"
#define HOLDS(request, step, kind, id, start, end)                                                 \
    "resources request=" request " step=" step " kind=" kind " id=" id " date=0 start=" start      \
    " end=" end "\n"

typedef struct Stage {
    Scene scene;
    Schedule *start;
    Agenda *agenda;
    Bundles bundles;
    StartCount count;
} Stage;

static Stage staged(const char *lines, const char *start)
{
    Stage stage = {.scene = scene_of(lines)};

    stage.start = schedule_of(stage.scene.clinic, start);
    assert_ok(agenda_new(stage.scene.catalog, &stage.agenda));
    assert_ok(bundles_init(&stage.bundles, stage.scene.catalog));
    assert_ok(start_place(stage.agenda, &stage.bundles, stage.start, &stage.count));
    return stage;
}

static void clear(Stage *stage)
{
    bundles_clear(&stage->bundles);
    agenda_free(stage->agenda);
    schedule_free(stage->start);
    scene_clear(&stage->scene);
}

/* How many of the appointments @p start of the clinic @p lines stand again. */
static int32_t stood(const char *lines, const char *start)
{
    Stage stage = staged(lines, start);
    int32_t count = stage.count.stood;

    clear(&stage);
    return count;
}

TEST(what_is_still_possible_stands_where_it_stood)
{
    Stage stage = staged(TWO, AT("a", "Amy", "0", "09:20") AT("b", "Bob", "1", "09:00"));
    const Placement *at = agenda_at(stage.agenda, 0);

    assert_int_equal(stage.count.asked, 2);
    assert_int_equal(stage.count.stood, 2);
    assert_int_equal(at->start_min, 560);
    assert_int_equal(agenda_at(stage.agenda, 1)->day, 1);
    clear(&stage);
}

TEST(what_breaks_a_rule_is_left_out_and_counted)
{
    assert_int_equal(stood(TWO, AT("a", "Amy", "0", "09:00") AT("b", "Amy", "0", "09:20")), 1);
    assert_int_equal(stood(TWO, AT("a", "Amy", "0", "09:40")), 0); /* past the end */
    assert_int_equal(stood(TWO, AT("a", "Bob", "0", "09:00")), 0); /* no session */
    assert_int_equal(stood(TWO, AT("a", "Amy", "0", "09:05")), 0); /* off the grid */
    assert_int_equal(stood(TWO, AT("a", "Amy", "7", "09:00")), 0); /* beyond the horizon */
    assert_int_equal(stood(TWO, AT("a", "Amy", "-1", "09:00")), 0);
    assert_int_equal(stood(TWO "closures kind=provider id=Amy date=0 start=09:00 end=09:10\n",
                           AT("a", "Amy", "0", "09:00")),
                     0);
}

TEST(an_appointment_named_twice_stands_once)
{
    Stage stage = staged(TWO, AT("a", "Amy", "0", "09:00") AT("a", "Amy", "0", "09:30"));

    assert_int_equal(stage.count.asked, 2);
    assert_int_equal(stage.count.stood, 1);
    assert_int_equal(agenda_at(stage.agenda, 0)->start_min, 540);
    clear(&stage);
}

TEST(fixed_bookings_are_not_the_business_of_a_start)
{
    const char *lines = PRACTICE OPEN("Amy", "0", "10:00")
        WANT("f", "p", "routine") "status=fixed booked_date=0 booked_start=09:00 "
                                  "booked_provider=Amy booked_site=S\n";
    Stage stage = staged(lines, AT("f", "Amy", "0", "09:30"));

    assert_int_equal(stage.count.asked, 0);
    assert_null(agenda_at(stage.agenda, 0));
    clear(&stage);
}

TEST(rooms_are_those_named_or_any_where_these_cannot_be_had)
{
    Stage stage = staged(TWO ROOMS, AT("a", "Amy", "0", "09:00")
                                        HOLDS("a", "1", "provider", "Amy", "09:00", "09:30")
                                            HOLDS("a", "2", "room", "R2", "09:00", "09:30"));
    const AgendaVisit *visit = &stage.agenda->visits[stage.agenda->visit_of[0]];
    int32_t room = stage.agenda->holds[visit->first_hold].sibling;

    assert_int_equal(stage.agenda->holds[room].unit, 1);
    clear(&stage);
    assert_int_equal(stood(TWO ROOMS, AT("a", "Amy", "0", "09:00")), 1);
    assert_int_equal(stood(TWO ROOMS, AT("a", "Amy", "0", "09:00")
                                          HOLDS("a", "2", "room", "R9", "09:00", "09:30")),
                     1);
    assert_int_equal(stood(TWO ROOMS, AT("a", "Amy", "0", "09:00")
                                          HOLDS("a", "2", "room", "R1", "09:00", "09:30")
                                              HOLDS("a", "2", "room", "R2", "09:00", "09:30")),
                     1);
}

TEST(linked_requests_stand_all_or_none)
{
    const char *lines = TWO "links first=a second=b kind=after min=1\n";

    assert_int_equal(stood(lines, AT("a", "Amy", "0", "09:00")), 0);
    assert_int_equal(stood(lines, AT("a", "Amy", "0", "09:00") AT("b", "Bob", "1", "09:00")), 2);
    assert_int_equal(stood(lines, AT("a", "Bob", "1", "09:00") AT("b", "Amy", "0", "09:00")), 0);
}

TEST(places_held_are_held_again)
{
    const char *lines = TWO "urgent_demand visit_type=check site=S date=0 expected=0.1\n"
                            "policy key=reserve_service_level value=0.95\n";
    Stage stage = staged(lines, "reserves visit_type=check site=S date=0 mode=in_person "
                                "start=09:30 end=10:00 provider=Amy held=1\n"
                                "reserves visit_type=check site=S date=0 mode=in_person "
                                "start=09:00 end=09:30 provider=Amy held=1\n");

    assert_int_equal(stage.agenda->n_places, 1);
    assert_int_equal(agenda_at(stage.agenda, 2)->start_min, 570);
    assert_int_equal(stage.count.asked, 0);
    clear(&stage);
}

TEST(running_out_of_memory_anywhere_leaks_nothing)
{
    Scene scene = scene_of(TWO ROOMS);
    Schedule *start =
        schedule_of(scene.clinic, AT("a", "Amy", "0", "09:00") AT("b", "Bob", "1", "09:00"));
    Status status = STATUS_NO_MEMORY;
    Bundles bundles = {0};

    assert_ok(bundles_init(&bundles, scene.catalog));
    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        StartCount count = {0};
        Agenda *agenda = NULL;

        assert_ok(agenda_new(scene.catalog, &agenda));
        mem_fail_at(nth);
        status = start_place(agenda, &bundles, start, &count);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        agenda_free(agenda);
    }
    bundles_clear(&bundles);
    schedule_free(start);
    scene_clear(&scene);
}
