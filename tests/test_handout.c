#include "solver/agenda/handout.h"

#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

/* Three leads, visits of 30 minutes with one exam room; what rooms there are follows. */
#define HOUSE                                                                                      \
    ONE_DAY "sites site=S\n"                                                                       \
            "providers provider=Amy role=physician\n"                                              \
            "providers provider=Bob role=physician\n"                                              \
            "providers provider=Nan role=nurse\n"                                                  \
            "providers provider=Ned role=nurse\n"                                                  \
            "patients patient=p\n"                                                                 \
            "patients patient=q\n"                                                                 \
            "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"                          \
            "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"
#define TYPE(id)                                                                                   \
    "visit_types visit_type=" id " specialty=g mode=in_person value=10\n"                          \
    "activities visit_type=" id " step=1 kind=provider type=physician offset_min=0 "               \
    "duration_min=30\n"                                                                            \
    "skills provider=Amy visit_type=" id "\n"                                                      \
    "skills provider=Bob visit_type=" id "\n"
#define ROOM(id)                                                                                   \
    "activities visit_type=" id " step=2 kind=room type=exam offset_min=0 "                        \
    "duration_min=30 "
#define ASK(id, patient, type)                                                                     \
    "requests request=" id " patient=" patient " visit_type=" type " priority=routine "            \
    "requested_on=0 earliest=0 latest=0 show_prob=1 status=new\n"

typedef struct Desk {
    Scene scene;
    Agenda *agenda;
} Desk;

static Desk desk_of(const char *lines)
{
    Desk desk = {.scene = scene_of(lines)};

    assert_ok(agenda_new(desk.scene.catalog, &desk.agenda));
    return desk;
}

static void clear(Desk *desk)
{
    agenda_free(desk->agenda);
    scene_clear(&desk->scene);
}

static bool place(Desk *desk, const char *id, int32_t provider, int32_t minute)
{
    Placement at = {.session = provider, .provider = provider, .start_min = minute};

    return agenda_place(desk->agenda, scene_row(&desk->scene, "requests", id), &at);
}

/* The unit that serves @p part of request @p r. */
static int32_t unit_of(const Desk *desk, int32_t r, int32_t part)
{
    const Agenda *agenda = desk->agenda;

    for (int32_t h = agenda->visits[agenda->visit_of[r]].first_hold; h >= 0;
         h = agenda->holds[h].sibling)
        if (agenda->holds[h].part == part)
            return agenda->holds[h].unit;
    return -1;
}

TEST(a_room_holds_one_visit_until_it_is_cleaned)
{
    Desk desk =
        desk_of(HOUSE TYPE("v") ROOM("v") "cleanup_min=10\n"
                                          "rooms room=R1 site=S room_type=exam\n"
                                          "rooms room=R2 site=S room_type=scan\n" ASK("a", "p", "v")
                                              ASK("b", "q", "v"));

    assert_true(place(&desk, "a", 0, 540));
    assert_false(place(&desk, "b", 1, 570));
    assert_true(place(&desk, "b", 1, 580));
    assert_int_equal(unit_of(&desk, 1, 1), 0);
    clear(&desk);
}

TEST(a_device_rests_for_its_turnaround)
{
    Desk desk =
        desk_of(HOUSE TYPE("v") "activities visit_type=v step=2 kind=equipment type=echo "
                                "offset_min=0 duration_min=30\n"
                                "equipment equipment=E site=S equipment_type=echo "
                                "turnaround_min=20\n" ASK("a", "p", "v") ASK("b", "q", "v"));

    assert_true(place(&desk, "a", 0, 540));
    assert_false(place(&desk, "b", 1, 580));
    assert_true(place(&desk, "b", 1, 590));
    clear(&desk);
}

TEST(units_are_exchanged_to_make_room)
{
    /* b can use R1 only, which a took first, although R2 would do for a */
    Desk desk =
        desk_of(HOUSE TYPE("v") ROOM("v") "\n" TYPE("w")
                    ROOM("w") "\n"
                              "rooms room=R1 site=S room_type=exam\n"
                              "rooms room=R2 site=S room_type=exam close=10:00\n" ASK("a", "p", "v")
                                  ASK("b", "q", "w"));

    assert_true(place(&desk, "a", 0, 560));
    assert_int_equal(unit_of(&desk, 0, 1), 0);
    assert_true(place(&desk, "b", 1, 580));
    assert_int_equal(unit_of(&desk, 0, 1), 1);
    assert_int_equal(unit_of(&desk, 1, 1), 0);
    agenda_rollback(desk.agenda, 1);
    assert_int_equal(unit_of(&desk, 0, 1), 0);
    clear(&desk);
}

TEST(rows_that_meet_need_different_units_and_rows_of_many_as_many)
{
    Desk desk =
        desk_of(HOUSE TYPE("v")
                    ROOM("v") "count=2\n"
                              "activities visit_type=v step=3 kind=room type=exam offset_min=20 "
                              "duration_min=20\n"
                              "rooms room=R1 site=S room_type=exam\n"
                              "rooms room=R2 site=S room_type=exam\n" ASK("a", "p", "v"));

    assert_false(place(&desk, "a", 0, 540));
    clear(&desk);
    desk = desk_of(HOUSE TYPE("v")
                       ROOM("v") "count=2\n"
                                 "activities visit_type=v step=3 kind=room type=exam offset_min=30 "
                                 "duration_min=20\n"
                                 "rooms room=R1 site=S room_type=exam\n"
                                 "rooms room=R2 site=S room_type=exam\n" ASK("a", "p", "v"));
    assert_true(place(&desk, "a", 0, 540));
    clear(&desk);
}

TEST(further_persons_need_the_role_and_one_session_for_the_whole_row)
{
    Desk desk = desk_of(HOUSE TYPE(
        "v") "activities visit_type=v step=2 kind=provider type=nurse offset_min=0 "
             "duration_min=30\n"
             "sessions provider=Nan site=S date=0 start=09:00 end=09:20\n"
             "sessions provider=Nan site=S date=0 start=09:20 end=10:00\n" ASK("a", "p", "v"));

    assert_false(place(&desk, "a", 0, 540));
    assert_true(place(&desk, "a", 0, 560));
    assert_int_equal(unit_of(&desk, 0, 1), 2);
    clear(&desk);
}

TEST(an_overlapping_pair_shares_its_room)
{
    Desk desk =
        desk_of(ONE_DAY "sites site=S\nproviders provider=Amy role=physician\n"
                        "patients patient=p\npatients patient=q\n"
                        "sessions provider=Amy site=S date=0 start=09:00 end=12:00 "
                        "overbook_max=1\n"
                        "visit_types visit_type=v specialty=g mode=in_person value=10\n"
                        "activities visit_type=v step=1 kind=provider type=physician offset_min=0 "
                        "duration_min=30\n"
                        "skills provider=Amy visit_type=v\n" ROOM(
                            "v") "\n"
                                 "rooms room=R1 site=S room_type=exam\n" ASK("a", "p", "v")
                                     ASK("b", "q", "v"));

    assert_true(place(&desk, "a", 0, 540));
    assert_true(place(&desk, "b", 0, 560));
    clear(&desk);
}

TEST(units_given_from_elsewhere_are_looked_at)
{
    Desk desk = desk_of(HOUSE TYPE("v")
                            ROOM("v") "\nrooms room=R1 site=S room_type=exam\n"
                                      "rooms room=R2 site=S room_type=scan\n" ASK("a", "p", "v"));
    Placement at = {.session = 0, .provider = 0, .start_min = 540};
    const AgendaUnit scan[] = {{0, 0}, {1, 1}}, exam[] = {{0, 0}, {1, 0}};

    assert_false(agenda_place_with(desk.agenda, 0, &at, scan, 2));
    assert_false(agenda_place_with(desk.agenda, 0, &at, exam, 1));
    assert_true(agenda_place_with(desk.agenda, 0, &at, exam, 2));
    clear(&desk);
}
