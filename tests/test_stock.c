#include "solver/pattern/stock.h"

#include <string.h>

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/practice.h"

/* Amy leads checks from nine to ten that ask for @p row besides. */
#define ASKING(row)                                                                                \
    PRACTICE OPEN("Amy", "0", "10:00") "activities visit_type=check step=2 " row "\n"

#define ROOM_ROW       "kind=room type=exam offset_min=0 duration_min=20"
#define ROOM(id, more) "rooms room=" id " site=S room_type=exam" more "\n"

/* A check that stands at nine, led by @p provider. */
#define FIXED(provider, more)                                                                      \
    "requests request=f patient=u visit_type=check priority=routine requested_on=0 earliest=0 "    \
    "latest=0 status=fixed booked_date=0 booked_start=09:00 booked_provider=" provider             \
    " booked_site=S show_prob=1" more "\n"

/* The starts left to checks in the first session of @p lines, one digit for each slot. */
static const char *left(const char *lines)
{
    static char text[STARTS_SLOTS + 1];
    Scene scene = scene_of(lines);
    const CatalogSession *s = &scene.catalog->sessions[0];
    int32_t slots = (s->end_min - s->start_min) / scene.catalog->slot_min;
    Starts starts = {0};
    Stock stock;

    for (int32_t k = 0; k < slots; k++)
        starts_add(&starts, k);
    assert_ok(stock_init(&stock, scene.catalog));
    assert_ok(stock_turn_to(&stock, 0));
    stock_keep(&stock, catalog_shape(scene.catalog, 0, 0), MODE_IN_PERSON, &starts);
    for (int32_t k = 0; k < slots; k++)
        text[k] = starts_has(&starts, k) ? '1' : '0';
    text[slots] = '\0';
    stock_clear(&stock);
    scene_clear(&scene);
    return text;
}

TEST(a_visit_finds_a_room_for_all_its_time)
{
    assert_string_equal(left(ASKING(ROOM_ROW)), "000000");
    assert_string_equal(left(ASKING(ROOM_ROW) ROOM("R", "")), "111111");
    assert_string_equal(left(ASKING(ROOM_ROW) ROOM("R", " open=09:10 close=09:50")), "011100");
    /* Nobody changes rooms. */
    assert_string_equal(left(ASKING(ROOM_ROW) ROOM("R1", " close=09:30") ROOM("R2", " open=09:30")),
                        "110111");
    assert_string_equal(left(ASKING(ROOM_ROW " cleanup_min=10") ROOM("R", " close=09:50")),
                        "111000");
}

TEST(two_rooms_are_two)
{
    assert_string_equal(left(ASKING(ROOM_ROW " count=2") ROOM("R1", "")), "000000");
    assert_string_equal(left(ASKING(ROOM_ROW " count=2") ROOM("R1", "") ROOM("R2", " open=09:20")
                                 ROOM("R3", " close=09:40")),
                        "111111");
    assert_string_equal(left(ASKING(ROOM_ROW " count=2") ROOM("R1", "") ROOM("R2", " open=09:30")
                                 ROOM("R3", " close=09:30")),
                        "110111");
}

TEST(closures_of_units_and_sites_count)
{
    assert_string_equal(left(ASKING(ROOM_ROW)
                                 ROOM("R", "") "closures kind=room id=R date=0 start=09:20 "
                                               "end=09:30\n"),
                        "100111");
    assert_string_equal(left(ASKING(ROOM_ROW)
                                 ROOM("R", "") "closures kind=site id=S date=0 start=09:40 "
                                               "end=09:50\n"),
                        "111001");
    assert_string_equal(left(ASKING(ROOM_ROW)
                                 ROOM("R", "") "closures kind=room id=R date=1 start=09:00 "
                                               "end=10:00\n"),
                        "111111");
}

TEST(persons_are_there_in_their_sessions)
{
    const char *row =
        ASKING("kind=provider type=nurse offset_min=0 duration_min=20") "providers provider=Nan "
                                                                        "role=nurse\n";
    char lines[4000];

    assert_string_equal(left(row), "000000");
    strcpy(lines, row);
    strcat(lines, "sessions provider=Nan site=S date=0 start=09:10 end=09:40\n"
                  "sessions provider=Nan site=S date=0 start=09:40 end=10:00\n");
    assert_string_equal(left(lines), "011110");
}

TEST(fixed_visits_keep_rooms_from_others)
{
    assert_string_equal(
        left(ASKING(ROOM_ROW) OPEN("Bob", "0", "10:00") ROOM("R", "") FIXED("Bob", "")), "001111");
    /* It may be in either. */
    assert_string_equal(left(ASKING(ROOM_ROW) OPEN("Bob", "0", "10:00") ROOM("R1", "")
                                 ROOM("R2", "") FIXED("Bob", "")),
                        "111111");
    assert_string_equal(left(ASKING(ROOM_ROW) OPEN("Bob", "0", "10:00") ROOM("R1", "")
                                 ROOM("R2", " open=09:10") FIXED("Bob", " booked_room=R1")),
                        "011111");
}

TEST(fixed_visits_share_rooms_with_those_who_may_overlap_them)
{
    const char *more = "sessions provider=Amy site=S date=0 start=09:00 end=10:00 overbook_max=1\n";
    char lines[4000];

    assert_string_equal(left(ASKING(ROOM_ROW) ROOM("R", "") FIXED("Amy", "")), "001111");
    strcpy(lines, PRACTICE "activities visit_type=check step=2 " ROOM_ROW "\n" ROOM("R", "")
                      FIXED("Amy", ""));
    strcat(lines, more);
    assert_string_equal(left(lines), "111111");
}

TEST(memory_may_run_out)
{
    Scene scene = scene_of(ASKING(ROOM_ROW) ROOM("R", "") FIXED("Amy", ""));
    Status status = STATUS_NO_MEMORY;
    Stock stock;

    for (int64_t n = 1; status == STATUS_NO_MEMORY; n++) {
        mem_fail_at(n);
        status = stock_init(&stock, scene.catalog);
        mem_fail_at(0);
    }
    assert_ok(status);
    stock_clear(&stock);
    scene_clear(&scene);
}
