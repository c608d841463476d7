#include "solver/agenda/reason.h"

#include "tests/check.h"
#include "tests/fixture.h"
#include "tests/scene.h"

#define HOUSE                                                                                      \
    "horizon start_date=2026-03-02 days=2 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\nsites site=T\n"                                                                 \
    "providers provider=Amy role=physician\n"                                                      \
    "providers provider=Nan role=nurse\n"                                                          \
    "patients patient=p\npatients patient=q\n"                                                     \
    "visit_types visit_type=check specialty=general mode=in_person value=10 "                      \
    "needs_authorization=1\n"                                                                      \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"                                                                            \
    "skills provider=Amy visit_type=check\n"                                                       \
    "sessions provider=Amy site=S date=1 start=09:00 end=09:40\n"
#define ASK "requests request=r patient=p visit_type=check priority=routine requested_on=0 "
#define MAY "authorized_from=0 status=new "

/* Fails the test unless request r is left out for @p reason with @p binding. */
static void assert_reason(const char *lines, int32_t reason, const char *binding)
{
    Scene scene = scene_of(lines);
    double objective;
    Answer *answer = scene_solve(&scene, &objective);
    int32_t r = scene_row(&scene, "requests", "r");
    Text text = {0};

    assert_int_equal(answer->at[r].provider, -1);
    assert_int_equal(reason_find(answer, r, &text), reason);
    assert_string_equal(text_of(&text), binding);
    text_clear(&text);
    answer_free(answer);
    scene_clear(&scene);
}

TEST(the_first_rule_in_the_way_is_named)
{
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1 provider=Nan provider_required=1\n",
                  REASON_NO_SKILL, "visit type check, provider Nan");
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1 mode=telehealth\n", REASON_NO_SKILL,
                  "visit type check, telehealth");
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1 site=T site_required=1\n", REASON_NO_SESSION,
                  "visit type check, site T");
    assert_reason(HOUSE ASK MAY "earliest=0 latest=0\n", REASON_WINDOW, "2026-03-02 to 2026-03-02");
    assert_reason(HOUSE ASK "status=new earliest=0 latest=1 authorized_until=0\n",
                  REASON_AUTHORIZATION, " to 2026-03-02");
    assert_reason(HOUSE ASK MAY
                  "earliest=0 latest=1\navailability request=r start=09:20 end=10:00\n",
                  REASON_AVAILABILITY, "availability of r");
}

TEST(lacking_units_are_named)
{
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1\n"
                                "activities visit_type=check step=2 kind=room type=exam "
                                "offset_min=0 duration_min=30\n"
                                "rooms room=R site=T room_type=exam\n",
                  REASON_NO_ROOM, "room exam");
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1\n"
                                "activities visit_type=check step=2 kind=equipment type=echo "
                                "offset_min=0 duration_min=30\n",
                  REASON_NO_EQUIPMENT, "equipment echo");
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1\n"
                                "activities visit_type=check step=2 kind=provider type=nurse "
                                "offset_min=0 duration_min=30\n",
                  REASON_NO_SESSION, "provider nurse");
}

TEST(what_could_stand_alone_wants_for_others_capacity_or_worth)
{
    assert_reason(HOUSE ASK MAY
                  "earliest=0 latest=1\n"
                  "requests request=s patient=q visit_type=check priority=urgent requested_on=0 "
                  "earliest=0 latest=1 authorized_from=0 status=new\n",
                  REASON_CAPACITY, "visit type check");
    assert_reason(HOUSE ASK MAY
                  "earliest=0 latest=1\n"
                  "requests request=s patient=q visit_type=check priority=urgent requested_on=0 "
                  "earliest=0 latest=0 authorized_from=0 status=new\n"
                  "links first=r second=s kind=together\n",
                  REASON_LINK, "together s");
    assert_reason(HOUSE ASK MAY "earliest=0 latest=1 show_prob=0\n", REASON_POLICY,
                  "costs more than it gives");
}
