#include "solver/neighbour/trail.h"

#include "model/base/memory.h"
#include "tests/check.h"
#include "tests/nook.h"

/* Amy has an hour: two visits fit. */
#define HOUR                                                                                       \
    PRACTICE OPEN("Amy", "0", "10:00") WANT("a", "p", "routine") "status=new\n" WANT(              \
        "b", "q", "soon") "status=new\n" WANT("c", "u", "urgent") "status=new\n"

/* The stage of the only session, sealed. */
static Stage stage_of(Nook *nook, Supply *supply)
{
    Wish wishes[4];
    Stage stage = {0};

    for (int32_t i = 0; i < nook->zone.subjects.count; i++)
        placement_wish(nook->scene.catalog, nook->zone.subjects.rows[i], &wishes[i]);
    *supply = supply_begin(&nook->field, &nook->zone);
    assert_ok(stage_init(&stage, &nook->zone, 0, wishes, supply));
    assert_ok(stage_seal(&stage));
    stage_price(&stage, supply);
    return stage;
}

TEST(the_best_path_serves_the_worthiest_once_each)
{
    Nook nook = nook_of(HOUR);
    const double lambda[4] = {0, 0, 0, 0};
    const bool barred[4] = {false, false, false, false};
    PlanEntry entries[TRAIL_FINDS][8];
    TrailPlan plans[TRAIL_FINDS];
    TrailFinder finder = {0};
    Supply supply;
    int32_t count;
    double worth;
    Stage stage;

    nook_free_session(&nook, 0, (const char *const[]){"a", "b", "c", NULL});
    stage = stage_of(&nook, &supply);
    for (int i = 0; i < TRAIL_FINDS; i++)
        plans[i].entries = entries[i];
    assert_ok(trail_find(&finder, &stage, nook.agenda, lambda, barred, 0, plans, &count));
    assert_int_equal(count, TRAIL_FINDS);
    assert_int_equal(plans[0].count, 2);
    assert_near(plans[0].value, 130, EPSILON);
    assert_true(stage_worth(&stage, nook.agenda, plans[0].entries, 2, &worth));
    assert_near(worth, 130, EPSILON);
    trail_clear(&finder);
    stage_clear(&stage);
    supply_clear(&supply);
    nook_clear(&nook);
}

TEST(prices_and_bars_keep_requests_out)
{
    Nook nook = nook_of(HOUR);
    const double lambda[4] = {0, 0, 99, 0};
    const bool barred[4] = {false, true, false, false};
    PlanEntry entries[TRAIL_FINDS][8];
    TrailPlan plans[TRAIL_FINDS];
    TrailFinder finder = {0};
    Supply supply;
    int32_t count;
    Stage stage;

    nook_free_session(&nook, 0, (const char *const[]){"a", "b", "c", NULL});
    stage = stage_of(&nook, &supply);
    for (int i = 0; i < TRAIL_FINDS; i++)
        plans[i].entries = entries[i];
    assert_ok(trail_find(&finder, &stage, nook.agenda, lambda, barred, 0, plans, &count));
    assert_near(plans[0].value, 10 + 1, EPSILON);
    trail_clear(&finder);
    stage_clear(&stage);
    supply_clear(&supply);
    nook_clear(&nook);
}

TEST(what_stays_is_a_wall_that_every_path_passes)
{
    Nook nook = nook_of(HOUR "links first=a second=b kind=same_day min=0 max=60\n");
    Supply supply;
    Stage stage;

    nook_place(&nook, "a", 540);
    nook_place(&nook, "b", 570);
    nook_free_session(&nook, 0, (const char *const[]){"c", NULL});
    stage = stage_of(&nook, &supply);
    assert_int_equal(stage.n_walls, 1);
    assert_int_equal(stage.walls[0].from, 3);
    assert_true(slot_has(&stage.kinds[0].open, 0));
    assert_false(slot_has(&stage.kinds[0].open, 1));
    stage_clear(&stage);
    supply_clear(&supply);
    nook_clear(&nook);
}

TEST(units_held_outside_are_not_counted_on)
{
    Nook nook = nook_of(HOUR "rooms room=R site=S room_type=exam\n"
                             "activities visit_type=check step=2 kind=room type=exam offset_min=0 "
                             "duration_min=30\n"
                             "sessions provider=Bob site=S date=0 start=09:00 end=10:00\n");
    Supply supply;
    Stage stage;

    nook_place(&nook, "a", 540);
    nook_free_session(&nook, nook.agenda->visits[nook.agenda->visit_of[0]].at.session == 0 ? 1 : 0,
                      (const char *const[]){"b", NULL});
    stage = stage_of(&nook, &supply);
    assert_false(slot_has(&stage.kinds[0].open, 0));
    assert_false(slot_has(&stage.kinds[0].open, 2));
    assert_true(slot_has(&stage.kinds[0].open, 3));
    stage_clear(&stage);
    supply_clear(&supply);
    nook_clear(&nook);
}
