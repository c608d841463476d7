#include "tests/check.h"

#include "model/base/memory.h"
#include "model/catalog/components.h"
#include "tests/copies.h"
#include "tests/fixture.h"
#include "tests/scene.h"

/* Amy gives checks at S, Bob looks at hearts at T; a room and a nurse at each, whom only deep looks
 * need. */
#define HOUSE                                                                                      \
    "horizon start_date=2026-03-02 days=2 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\nsites site=T\n"                                                                 \
    "providers provider=Amy role=physician\n"                                                      \
    "providers provider=Bob role=physician\n"                                                      \
    "providers provider=Nan role=nurse\n"                                                          \
    "providers provider=Ned role=nurse\n"                                                          \
    "rooms room=one site=S room_type=exam\n"                                                       \
    "rooms room=two site=T room_type=exam\n"                                                       \
    "patients patient=p\npatients patient=q\npatients patient=u\n"                                 \
    "visit_types visit_type=check specialty=gp mode=in_person value=10\n"                          \
    "visit_types visit_type=heart specialty=heart mode=in_person value=10\n"                       \
    "visit_types visit_type=deep specialty=gp mode=in_person value=10\n"                           \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=10\n"                                                                            \
    "activities visit_type=heart step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=10\n"                                                                            \
    "activities visit_type=deep step=1 kind=provider type=physician offset_min=0 "                 \
    "duration_min=10\n"                                                                            \
    "activities visit_type=deep step=2 kind=room type=exam offset_min=0 duration_min=10\n"         \
    "activities visit_type=deep step=3 kind=provider type=nurse offset_min=0 duration_min=10\n"    \
    "skills provider=Amy visit_type=check\n"                                                       \
    "skills provider=Bob visit_type=heart\n"                                                       \
    "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"                                  \
    "sessions provider=Bob site=T date=0 start=09:00 end=10:00\n"                                  \
    "sessions provider=Nan site=S date=0 start=09:00 end=10:00\n"                                  \
    "sessions provider=Ned site=T date=0 start=09:00 end=10:00\n"
#define ASK(id, patient, type, more)                                                               \
    "requests request=" id " patient=" patient " visit_type=" type                                 \
    " priority=routine requested_on=0 earliest=0 latest=1 show_prob=0.5 " more "\n"
#define NEW "status=new "
#define TWO ASK("a", "p", "check", NEW) ASK("b", "q", "heart", NEW)

typedef struct Setting {
    Scene scene;
    Components found;
} Setting;

static Setting found_in(const char *lines)
{
    Setting setting = {.scene = scene_of(lines)};

    assert_ok(components_find(setting.scene.catalog, false, &setting.found));
    return setting;
}

static void release(Setting *setting)
{
    components_clear(&setting->found);
    scene_clear(&setting->scene);
}

static int32_t count_of(const char *lines)
{
    Setting setting = found_in(lines);
    int32_t count = setting.found.count;

    release(&setting);
    return count;
}

TEST(who_shares_nothing_is_apart)
{
    Setting setting = found_in(HOUSE TWO ASK("c", "u", "heart", NEW));

    assert_int_equal(setting.found.count, 2);
    assert_int_equal(setting.found.requests[0], 2); /* the larger one first */
    assert_int_equal(setting.found.requests[1], 1);
    assert_int_equal(setting.found.of_request[0], 1);
    assert_int_equal(setting.found.of_request[1], 0);
    assert_int_equal(setting.found.of_provider[scene_row(&setting.scene, "providers", "Amy")], 1);
    assert_int_equal(setting.found.of_provider[scene_row(&setting.scene, "providers", "Bob")], 0);
    release(&setting);
}

TEST(one_patient_or_a_link_or_a_common_lead_joins)
{
    assert_int_equal(count_of(HOUSE ASK("a", "p", "check", NEW) ASK("b", "p", "heart", NEW)), 1);
    assert_int_equal(count_of(HOUSE TWO "links first=a second=b kind=after\n"), 1);
    assert_int_equal(count_of(HOUSE "skills provider=Amy visit_type=heart\n" TWO), 1);
}

TEST(rooms_and_further_persons_that_visits_hold_join)
{
    static const char deep[] = HOUSE "skills provider=Bob visit_type=deep\n" //
        ASK("a", "p", "deep", NEW) ASK("b", "q", "check", NEW);
    Setting setting = found_in(deep);
    const Components *found = &setting.found;

    assert_int_equal(found->count, 2);
    assert_int_equal(found->of_room[1], found->of_request[0]);
    assert_int_equal(found->of_provider[3], found->of_request[0]);
    release(&setting);
    assert_int_equal(count_of(HOUSE "sessions provider=Ned site=S date=1 start=09:00 end=10:00\n"
                                    "skills provider=Bob visit_type=deep\n"
                                    "skills provider=Amy visit_type=deep\n" //
                              ASK("a", "p", "deep", NEW "site=T site_required=1")
                                  ASK("b", "q", "deep", NEW "site=S site_required=1")),
                     1); /* Ned serves both */
}

TEST(a_type_that_nobody_asks_for_joins_nobody)
{
    static const char skills[] = HOUSE "sessions provider=Bob site=S date=1 start=09:00 end=10:00\n"
                                       "skills provider=Amy visit_type=deep\n"
                                       "skills provider=Bob visit_type=deep\n" TWO;

    assert_int_equal(count_of(skills), 2);
}

TEST(a_required_site_or_provider_keeps_apart)
{
#define BOTH HOUSE "skills provider=Bob visit_type=check\n"
    assert_int_equal(count_of(BOTH ASK("a", "p", "check", NEW) ASK("b", "q", "check", NEW)), 1);
    assert_int_equal(count_of(BOTH ASK("a", "p", "check", NEW "site=S site_required=1")
                                  ASK("b", "q", "check", NEW "site=T site_required=1")),
                     2);
    assert_int_equal(count_of(BOTH ASK("a", "p", "check", NEW "provider=Amy provider_required=1")
                                  ASK("b", "q", "check", NEW "provider=Bob provider_required=1")),
                     2);
    assert_int_equal(
        count_of(BOTH ASK("a", "p", "check", NEW "site=S") ASK("b", "q", "check", NEW)),
        1); /* only preferred */
    assert_int_equal(count_of(BOTH ASK("a", "p", "check", NEW "site=S site_required=1")
                                  ASK("b", "q", "check", NEW "site=T site_required=1")
                                      ASK("c", "u", "check", NEW)),
                     1); /* c may go to either */
}

TEST(a_standing_booking_joins_those_it_names)
{
#define STANDS "booked_date=0 booked_start=09:00 booked_provider=Bob booked_site=T "
    assert_int_equal(
        count_of(HOUSE ASK("a", "p", "check", "status=booked " STANDS) ASK("b", "q", "heart", NEW)),
        1);
    assert_int_equal(count_of(HOUSE "skills provider=Amy visit_type=deep\n" //
                              ASK("a", "p", "heart", "status=fixed booked_room=one " STANDS)
                                  ASK("b", "q", "deep", NEW)),
                     1); /* a room that its type does not ask for is named all the same */
    assert_int_equal(count_of(HOUSE "skills provider=Amy visit_type=deep\n"
                                    "skills provider=Bob visit_type=deep\n" //
                              ASK("a", "p", "deep", "status=fixed " STANDS)
                                  ASK("b", "q", "deep", NEW "site=S site_required=1")),
                     1); /* a fixed visit's nurse needs no session: Nan may serve it */
}

TEST(places_kept_for_urgent_demand_join_their_leads)
{
    Setting setting =
        found_in(HOUSE "policy key=reserve_service_level value=0.9\n"
                       "urgent_demand visit_type=check site=S date=0 expected=1\n"
                       "urgent_demand visit_type=heart site=T date=0 expected=1\n"
                       "urgent_demand visit_type=deep site=T date=0 expected=1\n" TWO);
    const Components *found = &setting.found;

    assert_int_equal(found->count, 2);
    assert_int_equal(found->of_reserve[0], found->of_request[0]);
    assert_int_equal(found->of_reserve[1], found->of_request[1]);
    assert_int_equal(found->of_reserve[2], 0); /* nobody leads it */
    release(&setting);
}

TEST(what_nobody_can_serve_is_no_component_of_its_own)
{
    Setting setting = found_in(HOUSE TWO ASK("c", "u", "deep", NEW));

    assert_int_equal(setting.found.count, 2);
    assert_int_equal(setting.found.of_request[2], 0);
    release(&setting);
    assert_int_equal(count_of(HOUSE), 1);
    assert_int_equal(count_of(HOUSE ASK("c", "u", "deep", NEW)), 1);
}

TEST(regions_come_of_going_where_one_prefers_to)
{
    Scene scene = scene_of(BOTH ASK("a", "p", "check", NEW "site=S site_required=1") //
                           ASK("b", "q", "check", NEW "site=T site_required=1")      //
                           ASK("c", "u", "check", NEW "site=T"));
    Components together = {0}, settled = {0};

    assert_ok(components_find(scene.catalog, false, &together));
    assert_ok(components_find(scene.catalog, true, &settled));
    assert_int_equal(together.count, 1);
    assert_int_equal(together.n_settled, 0);
    assert_int_equal(settled.count, 2);
    assert_int_equal(settled.n_settled, 1);
    assert_int_equal(settled.of_request[2], settled.of_request[1]);
    components_clear(&together);
    components_clear(&settled);
    scene_clear(&scene);
    /* Nobody at T could lead it: it goes where it can. */
    scene = scene_of(HOUSE ASK("a", "p", "check", NEW "site=T"));
    assert_ok(components_find(scene.catalog, true, &settled));
    assert_int_equal(settled.n_settled, 0);
    components_clear(&settled);
    scene_clear(&scene);
}

TEST(the_smallest_of_very_many_are_taken_as_one)
{
    enum { COPIES = COMPONENTS_MOST + 10 };
    Clinic *one = clinic_of(HOUSE TWO), *many = copies_of(one, COPIES);
    Components found = {0};
    Chances *chances = NULL;
    Catalog *catalog = NULL;

    assert_ok(chances_new(many, &chances));
    assert_ok(catalog_new(many, chances, &catalog));
    assert_ok(components_find(catalog, false, &found));
    assert_int_equal(found.count, COMPONENTS_MOST);
    assert_int_equal(found.requests[0], 1);
    assert_int_equal(found.requests[COMPONENTS_MOST - 1], 2 * COPIES - COMPONENTS_MOST + 1);
    components_clear(&found);
    catalog_free(catalog);
    chances_free(chances);
    clinic_free(many);
    clinic_free(one);
}

TEST(components_divide_a_clinic_into_clinics)
{
    Scene scene = scene_of(HOUSE "closures kind=provider id=Bob date=0 start=09:00 end=09:10\n"
                                 "closures kind=room id=one date=0 start=09:00 end=09:10\n"
                                 "closures kind=site id=T date=0 start=09:00 end=09:10\n"
                                 "policy key=reserve_service_level value=0.9\n"
                                 "urgent_demand visit_type=heart site=T date=0 expected=1\n"
                                 "urgent_demand visit_type=heart site=T date=1 expected=0\n" TWO
                                 "availability request=b start=09:00 end=09:30\n"
                                 "links first=a second=a kind=together\n");
    Components found = {0};
    Division division = {0};

    assert_ok(components_find(scene.catalog, false, &found));
    assert_ok(components_divide(scene.catalog, &found, &division));
    assert_int_equal(division.count, 2);
    for (int32_t r = 0; r < 2; r++) {
        const Clinic *part = division.parts[found.of_request[r]].clinic;

        assert_int_equal(part->requests.rows, 1);
        assert_string_equal(part->requests.request[0], r == 0 ? "a" : "b");
        assert_int_equal(part->patients.rows, 1);
        assert_int_equal(part->requests.patient[0], 0);
        assert_int_equal(part->visit_types.rows, 3);
        assert_int_equal(part->availability.rows, r);
        assert_int_equal(part->urgent_demand.rows, r); /* none is expected on day 1 */
        assert_int_equal(part->links.rows, 1 - r);
    }
    assert_int_equal(division.parts[found.of_request[1]].clinic->closures.rows,
                     2 + (found.of_room[0] == found.of_request[1]));
    division_clear(&division);
    components_clear(&found);
    scene_clear(&scene);
}

TEST(components_without_memory_are_not_found)
{
    Scene scene = scene_of(HOUSE TWO);
    Status status = STATUS_NO_MEMORY;

    for (int64_t nth = 1; status != STATUS_OK; nth++) {
        Components found = {0};
        Division division = {0};

        mem_fail_at(nth);
        status = components_find(scene.catalog, false, &found);
        if (status == STATUS_OK)
            status = components_divide(scene.catalog, &found, &division);
        mem_fail_at(0);
        if (status != STATUS_OK)
            assert_int_equal(status, STATUS_NO_MEMORY);
        assert_null(status == STATUS_OK ? NULL : division.parts);
        division_clear(&division);
        components_clear(&found);
    }
    scene_clear(&scene);
}
