#include "solver/agenda/blockers.h"

#include <string.h>

#include "tests/check.h"
#include "tests/practice.h"

/* Checks need a room of two; a check by Amy is worth more in the room where an urgent one stands.
 */
#define ROOMS                                                                                      \
    PRACTICE OPEN("Amy", "0", "12:00") OPEN(                                                       \
        "Bob", "0",                                                                                \
        "12:00") "rooms room=A site=S room_type=exam\nrooms room=B site=S room_type=exam\n"        \
                 "activities visit_type=check step=2 kind=room type=exam offset_min=0 "            \
                 "duration_min=30\n" WANT("a", "p", "routine") "status=new\n" WANT(                \
                     "b", "q", "routine") "status=new\n" WANT("c", "u", "urgent") "status=new\n"

typedef struct Desk {
    Scene scene;
    Agenda *agenda;
    Random random;
} Desk;

static Desk desk_of(const char *lines)
{
    Desk desk = {.scene = scene_of(lines), .random = random_stream(1, 1)};

    assert_ok(agenda_new(desk.scene.catalog, &desk.agenda));
    return desk;
}

static void desk_clear(Desk *desk)
{
    agenda_free(desk->agenda);
    scene_clear(&desk->scene);
}

static int32_t place(Desk *desk, const char *id, int32_t subject, int32_t minute,
                     const char *provider)
{
    Placement at = scene_placement(&desk->scene, id, 0, minute);
    const Catalog *catalog = desk->scene.catalog;

    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        int32_t p = catalog->sessions[s].provider;

        if (strcmp(catalog->clinic->providers.provider[p], provider) == 0) {
            at.session = s;
            at.provider = p;
        }
    }
    assert_true(agenda_place(desk->agenda, subject, &at));
    return desk->agenda->visit_of[subject];
}

static Placement at_of(Desk *desk, const char *id, int32_t minute)
{
    return scene_placement(&desk->scene, id, 0, minute);
}

TEST(nobody_blocks_an_empty_agenda)
{
    Desk desk = desk_of(ROOMS);
    Placement at = at_of(&desk, "a", 540);
    Blockers blockers;

    assert_true(blockers_find(desk.agenda, 0, &at, &desk.random, &blockers));
    assert_int_equal(blockers.count, 0);
    desk_clear(&desk);
}

TEST(whoever_meets_the_minutes_of_the_lead_blocks)
{
    Desk desk = desk_of(ROOMS);
    int32_t visit = place(&desk, "b", 1, 550, "Amy");
    Placement at = at_of(&desk, "a", 540);
    Blockers blockers;

    assert_int_equal(at.provider, desk.agenda->visits[visit].at.provider);
    assert_true(blockers_find(desk.agenda, 0, &at, &desk.random, &blockers));
    assert_int_equal(blockers.count, 1);
    assert_int_equal(blockers.visits[0], visit);
    at.start_min = 580;
    assert_true(blockers_find(desk.agenda, 0, &at, &desk.random, &blockers));
    assert_int_equal(blockers.count, 0);
    desk_clear(&desk);
}

TEST(of_units_taken_the_one_held_by_the_least_worth_is_freed)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        Desk desk =
            desk_of(ROOMS "providers provider=Cas role=physician\n"
                          "skills provider=Cas visit_type=check\n" OPEN("Cas", "0", "12:00"));
        int32_t cheap = place(&desk, "b", 1, 540, "Bob");
        Placement at = at_of(&desk, "a", 540);
        Blockers blockers;

        desk.random = random_stream(seed, 1);
        place(&desk, "c", 2, 540, "Cas");
        assert_true(blockers_find(desk.agenda, 0, &at, &desk.random, &blockers));
        assert_int_equal(blockers.count, 1);
        assert_int_equal(blockers.visits[0], cheap);
        desk_clear(&desk);
    }
}

TEST(rooms_that_are_not_there_cannot_be_freed)
{
    Desk desk = desk_of(ROOMS "activities visit_type=check step=3 kind=room type=exam "
                              "offset_min=0 duration_min=30 count=2\n");
    Placement at = {.session = 0, .start_min = 540};
    Blockers blockers;

    assert_false(blockers_find(desk.agenda, 0, &at, &desk.random, &blockers));
    desk_clear(&desk);
}
