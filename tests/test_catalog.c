#include "model/catalog/catalog.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

#define HOUSE                                                                                      \
    "horizon start_date=2026-03-02 days=3 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\n"                                                                               \
    "sites site=T\n"                                                                               \
    "providers provider=Amy role=physician\n"                                                      \
    "providers provider=Nan role=nurse\n"                                                          \
    "visit_types visit_type=check specialty=general mode=either value=10\n"                        \
    "visit_types visit_type=deep specialty=heart mode=in_person value=20 duration_cv=0.5\n"        \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=20\n"                                                                            \
    "activities visit_type=check step=2 kind=room type=exam offset_min=0 duration_min=20\n"        \
    "activities visit_type=deep step=1 kind=provider type=physician offset_min=0 "                 \
    "duration_min=20\n"                                                                            \
    "skills provider=Amy visit_type=check duration_factor=1.4\n"                                   \
    "skills provider=Nan visit_type=check\n"

TEST(sessions_are_rounded_inward_and_empty_or_foreign_ones_left_out)
{
    Scene scene = scene_of(HOUSE "sessions provider=Amy site=S date=1 start=09:05 end=10:05\n"
                                 "sessions provider=Amy site=T date=0 start=09:00 end=10:00\n"
                                 "sessions provider=Amy site=S date=3 start=09:00 end=10:00\n"
                                 "sessions provider=Nan site=S date=0 start=09:01 end=09:09\n");
    const Catalog *catalog = scene.catalog;

    assert_int_equal(catalog->n_sessions, 2);
    assert_int_equal(catalog->sessions[0].row, 1);
    assert_int_equal(catalog->sessions[1].start_min, DAY_MIN + 550);
    assert_int_equal(catalog->sessions[1].end_min, DAY_MIN + 600);
    assert_int_equal(catalog_session_at(catalog, 0, 0, DAY_MIN + 550, DAY_MIN + 600), 1);
    assert_int_equal(catalog_session_at(catalog, 0, 0, DAY_MIN + 540, DAY_MIN + 560), -1);
    assert_int_equal(catalog_session_at(catalog, 0, 1, DAY_MIN + 550, DAY_MIN + 560), -1);
    assert_int_equal(catalog_session_from(catalog, 0, 1), 1);
    assert_int_equal(catalog_session_from(catalog, 0, 2), 2);
    scene_clear(&scene);
}

TEST(a_held_session_is_for_its_type_or_specialty_until_released)
{
    Scene scene =
        scene_of(HOUSE "sessions provider=Amy site=S date=0 start=09:00 end=10:00 held_for=check\n"
                       "sessions provider=Amy site=S date=1 start=09:00 end=10:00 held_for=heart\n"
                       "sessions provider=Amy site=S date=2 start=09:00 end=10:00 held_for=heart "
                       "release_days=2\n");

    assert_true(catalog_admits(scene.catalog, 0, 0));
    assert_false(catalog_admits(scene.catalog, 0, 1));
    assert_false(catalog_admits(scene.catalog, 1, 0));
    assert_true(catalog_admits(scene.catalog, 1, 1));
    assert_true(catalog_admits(scene.catalog, 2, 0));
    scene_clear(&scene);
}

TEST(a_skill_without_the_role_shapes_visits_but_does_not_lead)
{
    Scene scene = scene_of(HOUSE "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
                                 "sessions provider=Nan site=S date=0 start=09:00 end=10:00\n");
    const Catalog *catalog = scene.catalog;
    int32_t begin, end;

    assert_true(catalog_can_lead(catalog, 0, 0));
    assert_false(catalog_can_lead(catalog, 0, 1));
    assert_int_equal(catalog_shape(catalog, 0, 0)->end_min, 30);
    assert_int_equal(catalog_shape(catalog, 0, 1)->end_min, 20);
    assert_ptr_equal(catalog_shape(catalog, 0, 1), catalog->planned[0]);
    catalog_leads(catalog, 0, -1, &begin, &end);
    assert_int_equal(end - begin, 1);
    catalog_leads(catalog, 0, 1, &begin, &end);
    assert_int_equal(end - begin, 0);
    assert_null(catalog_law(catalog, 0, catalog->planned[0]));
    assert_non_null(catalog_law(catalog, 1, catalog->planned[1]));
    scene_clear(&scene);
}

TEST(units_are_pooled_by_type_and_site_and_persons_by_their_sessions)
{
    Scene scene = scene_of(HOUSE "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
                                 "sessions provider=Amy site=S date=1 start=09:00 end=10:00\n"
                                 "rooms room=R1 site=S room_type=exam\n"
                                 "rooms room=R2 site=T room_type=exam\n"
                                 "rooms room=R3 site=S room_type=exam\n");
    const Catalog *catalog = scene.catalog;
    int32_t pool = catalog_pool(catalog, 1, 0);

    assert_true(pool >= 0);
    assert_int_equal(catalog->pools[pool].end - catalog->pools[pool].begin, 2);
    assert_int_equal(catalog->pool_units[catalog->pools[pool].begin + 1], 2);
    pool = catalog_pool(catalog, 0, 0);
    assert_int_equal(catalog->pools[pool].end - catalog->pools[pool].begin, 1);
    assert_int_equal(catalog_pool(catalog, 0, 1), -1);
    assert_true(catalog_pool(catalog, 0, -1) >= 0);
    scene_clear(&scene);
}

TEST(closures_are_rounded_outward_and_merged_and_open_hours_inward)
{
    Scene scene = scene_of(HOUSE "rooms room=R1 site=S room_type=exam open=08:05 close=11:55\n"
                                 "closures kind=room id=R1 date=0 start=09:05 end=09:12\n"
                                 "closures kind=room id=R1 date=0 start=09:15 end=09:31\n"
                                 "closures kind=site id=S date=1 start=09:00 end=09:30\n");
    const Catalog *catalog = scene.catalog;

    assert_int_equal(catalog->closed[CLOSURE_ROOM].begin[1], 1);
    assert_true(catalog_unit_open(catalog, UNIT_ROOM, 0, 490, 540));
    assert_false(catalog_unit_open(catalog, UNIT_ROOM, 0, 480, 540));
    assert_false(catalog_unit_open(catalog, UNIT_ROOM, 0, 570, 580));
    assert_true(catalog_unit_open(catalog, UNIT_ROOM, 0, 580, 710));
    assert_false(catalog_unit_open(catalog, UNIT_ROOM, 0, 700, 720));
    assert_false(catalog_site_open(catalog, 0, DAY_MIN + 560, DAY_MIN + 580));
    assert_true(catalog_site_open(catalog, 0, DAY_MIN + 570, DAY_MIN + 580));
    scene_clear(&scene);
}

TEST(demand_of_one_key_adds_up_and_asks_for_the_least_sufficient_places)
{
    Scene scene = scene_of(HOUSE "policy key=reserve_service_level value=0.9\n"
                                 "urgent_demand visit_type=check site=S date=0 expected=0.5\n"
                                 "urgent_demand visit_type=check site=T date=0 expected=0.1\n"
                                 "urgent_demand visit_type=check site=S date=0 expected=0.5\n"
                                 "urgent_demand visit_type=check site=S date=3 expected=5\n"
                                 "urgent_demand visit_type=deep site=S date=1 expected=1000\n");
    const Catalog *catalog = scene.catalog;

    assert_int_equal(catalog->n_reserves, 2); /* P(Poisson(0.1) = 0) is 0.905 */
    assert_int_equal(catalog->reserves[0].count, 2);
    assert_int_equal(catalog->reserves[1].count, 1041);
    scene_clear(&scene);
}

TEST(together_links_join_requests_through_others)
{
    Scene scene = scene_of(
        HOUSE "patients patient=p\n"
              "requests request=a patient=p visit_type=check priority=routine requested_on=0 "
              "earliest=0 latest=2 status=new\n"
              "requests request=b patient=p visit_type=check priority=soon requested_on=0 "
              "earliest=0 latest=2 status=new\n"
              "requests request=c patient=p visit_type=check priority=routine requested_on=0 "
              "earliest=0 latest=2 status=new weight=7\n"
              "links first=b second=c kind=together\n"
              "links first=a second=b kind=after\n");

    assert_int_equal(scene.catalog->together[0], 0);
    assert_int_equal(scene.catalog->together[1], 1);
    assert_int_equal(scene.catalog->together[2], 1);
    assert_near(scene.catalog->gain[0], 10, 0);
    assert_near(scene.catalog->gain[1], 30, 0);
    assert_near(scene.catalog->gain[2], 70, 0);
    scene_clear(&scene);
}

TEST(a_catalog_that_runs_out_of_memory_leaves_nothing_behind)
{
    Scene scene = scene_of(HOUSE "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"
                                 "rooms room=R1 site=S room_type=exam\n");
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        Catalog *catalog = NULL;

        mem_fail_at(nth);
        status = catalog_new(scene.clinic, scene.chances, &catalog);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || (status == STATUS_NO_MEMORY && !catalog));
        catalog_free(catalog);
    }
    scene_clear(&scene);
}
