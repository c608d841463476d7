#include "solver/pattern/holding.h"

#include "tests/check.h"
#include "tests/practice.h"

#define TYPE(type, minutes)                                                                        \
    "visit_types visit_type=" type " specialty=general mode=either value=10\n"                     \
    "activities visit_type=" type                                                                  \
    " step=1 kind=provider type=physician offset_min=0 duration_min=" minutes                      \
    "\nskills provider=Amy visit_type=" type "\n"

#define ROOM_OF(type, room, offset, minutes, cleanup)                                              \
    "activities visit_type=" type " step=2 kind=room type=" room " offset_min=" offset             \
    " duration_min=" minutes " cleanup_min=" cleanup "\n"

static const char lines[] =
    PRACTICE OPEN("Amy", "0", "12:00") TYPE("long", "30") ROOM_OF("long", "exam", "0", "30", "10")
        TYPE("short", "20") ROOM_OF("short", "exam", "0", "20", "10") TYPE("tidy", "20")
            ROOM_OF("tidy", "exam", "0", "20", "0") TYPE("chair", "20")
                ROOM_OF("chair", "chair", "0", "20", "10") TYPE("late", "30")
                    ROOM_OF("late", "exam", "20", "10", "10") TYPE("later", "20")
                        ROOM_OF("later", "exam", "10", "10", "10") "rooms room=R site=S "
                                                                   "room_type=exam\n"
                                                                   "rooms room=C site=S "
                                                                   "room_type=chair\n";

static bool are_equal(const Scene *scene, const char *one, int32_t mode, const char *other,
                      int32_t other_mode)
{
    int32_t amy = scene_row(scene, "providers", "Amy");
    Holding a = {catalog_shape(scene->catalog, scene_row(scene, "visit_types", one), amy), mode};
    Holding b = {catalog_shape(scene->catalog, scene_row(scene, "visit_types", other), amy),
                 other_mode};
    bool equal = holding_equal(scene->catalog, &a, &b);

    assert_int_equal(equal, holding_equal(scene->catalog, &b, &a));
    return equal;
}

TEST(what_begins_with_the_lead_is_told_apart_by_when_it_ends_only)
{
    Scene scene = scene_of(lines);

    assert_true(are_equal(&scene, "long", MODE_IN_PERSON, "short", MODE_IN_PERSON));
    assert_false(are_equal(&scene, "long", MODE_IN_PERSON, "tidy", MODE_IN_PERSON));
    assert_false(are_equal(&scene, "long", MODE_IN_PERSON, "chair", MODE_IN_PERSON));
    scene_clear(&scene);
}

TEST(what_begins_later_is_seen_from_the_end_of_the_lead)
{
    Scene scene = scene_of(lines);

    assert_true(are_equal(&scene, "late", MODE_IN_PERSON, "later", MODE_IN_PERSON));
    assert_false(are_equal(&scene, "late", MODE_IN_PERSON, "long", MODE_IN_PERSON));
    scene_clear(&scene);
}

TEST(rooms_are_left_out_where_the_patient_stays_at_home)
{
    Scene scene = scene_of(lines);

    assert_true(are_equal(&scene, "long", MODE_TELEHEALTH, "chair", MODE_TELEHEALTH));
    assert_false(are_equal(&scene, "long", MODE_TELEHEALTH, "long", MODE_IN_PERSON));
    scene_clear(&scene);
}
