#include "tests/check.h"
#include "tests/verdict.h"

/* A check needs two exam rooms and a device. */
#define EQUIPPED                                                                                   \
    AMY MORNING "activities visit_type=check step=2 kind=room type=exam offset_min=0 "             \
                "duration_min=30 count=2\n"                                                        \
                "activities visit_type=check step=3 kind=equipment type=echo offset_min=10 "       \
                "duration_min=20\n"                                                                \
                "rooms room=R1 site=S room_type=exam\n"                                            \
                "rooms room=R2 site=S room_type=exam\n"                                            \
                "rooms room=R3 site=T room_type=exam\n"                                            \
                "rooms room=R4 site=S room_type=bath\n"                                            \
                "equipment equipment=E1 site=S equipment_type=echo\n" ASK("r1", "p1")

#define ROOM(id) "resources request=r1 step=2 kind=room id=" id " date=0 start=09:00 end=09:30\n"
#define DEVICE   "resources request=r1 step=3 kind=equipment id=E1 date=0 start=09:10 end=09:30\n"

TEST(a_visit_that_holds_all_it_needs_is_clean)
{
    assert_verdict(EQUIPPED, BOOK("r1", "09:00", "09:30") ROOM("R1") ROOM("R2") DEVICE, "");
}

TEST(missing_units_are_counted)
{
    assert_verdict(EQUIPPED, BOOK("r1", "09:00", "09:30") ROOM("R1"),
                   "ROOM: r1 holds 1 of 2 of kind room and type exam in step 2\n"
                   "EQUIPMENT: r1 holds 0 of 1 of kind equipment and type echo in step 3\n");
    assert_verdict(AMY MORNING ASK("r1", "p1"),
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00\n",
                   "PROVIDER: r1 holds 0 of 1 of kind provider and type physician in step 1\n");
}

TEST(surplus_units_break_the_rule_of_their_kind)
{
    assert_verdict(EQUIPPED,
                   BOOK("r1", "09:00", "09:30") ROOM("R1") ROOM("R2") DEVICE
                   "resources request=r1 step=9 kind=room id=R4 date=0 start=09:00 end=09:30\n",
                   "ROOM: resources row 4: r1 needs no room in step 9 (R4)\n");
    assert_verdict(EQUIPPED,
                   BOOK("r1", "09:00", "09:30") ROOM("R1") ROOM("R2") DEVICE
                   "resources request=r1 step=2 kind=equipment id=E1 date=0 start=09:00 "
                   "end=09:30\n",
                   "EQUIPMENT: resources row 4: r1 needs no equipment in step 2 (E1)\n");
}

TEST(rows_of_nobody_break_the_rule_of_their_kind)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"),
                   "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:30\n"
                   "resources reserve=3 step=1 kind=room id=R9 date=0 start=09:00 end=09:30\n"
                   "resources step=1 kind=equipment id=E9 date=0 start=09:00 end=09:30\n",
                   "PROVIDER: resources row 0 holds Amy for a request that is not booked\n"
                   "ROOM: resources row 1 holds R9 for a request that is not booked or a place "
                   "not held\n"
                   "EQUIPMENT: resources row 2 holds E9\n");
}

TEST(units_are_of_the_asked_type_at_the_visits_site)
{
    assert_verdict(EQUIPPED, BOOK("r1", "09:00", "09:30") ROOM("R4") ROOM("R3") DEVICE,
                   "ROOM: r1 step 2 wants room of type exam, but R4 is of type bath\n"
                   "ROOM: r1 is at site S, but R3 is at site T\n");
    assert_verdict(EQUIPPED, BOOK("r1", "09:00", "09:30") ROOM("R1") ROOM("R7") DEVICE,
                   "ROOM: resources row 2: r1 holds R7, but there is no such room\n"
                   "ROOM: r1 holds 1 of 2\n");
}

TEST(one_unit_cannot_count_twice_in_a_step)
{
    assert_verdict(EQUIPPED, BOOK("r1", "09:00", "09:30") ROOM("R1") ROOM("R1") DEVICE,
                   "ROOM: r1 lists R1 twice in step 2 (rows 1 and 2)\n");
}

TEST(held_times_are_those_of_the_activity)
{
    assert_verdict(EQUIPPED,
                   BOOK("r1", "09:00", "09:30") ROOM("R1")
                       ROOM("R2") "resources request=r1 step=3 kind=equipment id=E1 date=0 "
                                  "start=09:00 end=09:30\n",
                   "EQUIPMENT: resources row 3: r1 holds E1 on 2026-03-02 09:00-09:30, but its "
                   "step 3 takes 2026-03-02 09:10-09:30\n");
}

TEST(the_row_of_the_lead_names_the_lead)
{
    assert_verdict(AMY MORNING ASK("r1", "p1"),
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00\n"
                   "resources request=r1 step=1 kind=provider id=Bob date=0 start=09:00 "
                   "end=09:30\n",
                   "PROVIDER: r1 is led by Amy, but step 1 lists Bob\n");
}

#define TALK                                                                                       \
    AMY MORNING "visit_types visit_type=talk specialty=general mode=either value=10\n"             \
                "skills provider=Amy visit_type=talk\n"                                            \
                "activities visit_type=talk step=1 kind=provider type=physician offset_min=0 "     \
                "duration_min=20\n"                                                                \
                "activities visit_type=talk step=2 kind=room type=exam offset_min=0 "              \
                "duration_min=40\n"                                                                \
                "rooms room=R1 site=S room_type=exam\n"                                            \
                "requests request=r1 patient=p1 visit_type=talk priority=routine requested_on=0 "  \
                "earliest=0 latest=4 status=new\n"

TEST(a_telehealth_visit_holds_its_persons_only)
{
    assert_verdict(TALK,
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00 end=09:20 "
                   "mode=telehealth\n"
                   "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:20\n",
                   "");
    assert_verdict(TALK,
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00 end=09:20 "
                   "mode=telehealth\n"
                   "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:20\n"
                   "resources request=r1 step=2 kind=room id=R1 date=0 start=09:00 end=09:40\n",
                   "ROOM: resources row 1: r1 needs no room in step 2 (R1)\n");
    assert_verdict(TALK,
                   "appointments request=r1 provider=Amy site=S date=0 start=09:00 end=09:40 "
                   "mode=in_person\n"
                   "resources request=r1 step=1 kind=provider id=Amy date=0 start=09:00 "
                   "end=09:20\n"
                   "resources request=r1 step=2 kind=room id=R1 date=0 start=09:00 end=09:40\n",
                   "");
}

/* Two nurse rows, meeting in time or not. */
#define TWO_NURSES(offset, shown)                                                                  \
    AMY MORNING "sessions provider=Nan site=S date=0 start=09:00 end=12:00\n"                      \
                "activities visit_type=check step=2 kind=provider type=nurse offset_min=0 "        \
                "duration_min=10\n"                                                                \
                "activities visit_type=check step=3 kind=provider type=nurse offset_min=" offset   \
                " duration_min=10\n" ASK("r1", "p1"),                                              \
        BOOK("r1", "09:00",                                                                        \
             "09:30") "resources request=r1 step=2 kind=provider id=Nan date=0 start=09:00 "       \
                      "end=09:10\n"                                                                \
                      "resources request=r1 step=3 kind=provider id=Nan date=0 " shown "\n"

TEST(rows_of_a_visit_that_meet_need_different_units)
{
    assert_verdict(TWO_NURSES("10", "start=09:10 end=09:20"), "");
    assert_verdict(TWO_NURSES("0", "start=09:00 end=09:10"),
                   "PROVIDER: Nan holds r1 09:00-09:10 and r1 09:00-09:10 on 2026-03-02\n");
}

TEST(a_lead_may_fill_a_later_row_of_its_own_visit)
{
    const char *schedule = BOOK(
        "r1", "09:00",
        "09:30") "resources request=r1 step=2 kind=provider id=Amy date=0 start=09:30 end=09:40\n";

    assert_verdict(AMY MORNING "activities visit_type=check step=2 kind=provider type=physician "
                               "offset_min=30 duration_min=10\n" ASK("r1", "p1"),
                   schedule, "");
}

TEST(further_persons_have_the_rows_role)
{
    assert_verdict(
        AMY MORNING "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"
                    "activities visit_type=check step=2 kind=provider type=nurse "
                    "offset_min=0 duration_min=30\n" ASK("r1", "p1"),
        BOOK("r1", "09:00",
             "09:30") "resources request=r1 step=2 kind=provider id=Bob date=0 start=09:00 "
                      "end=09:30\n",
        "PROVIDER: r1 step 2 wants provider of type nurse, but Bob is of type "
        "physician\n");
}

/* Two requests share a visit in one of two rooms. */
#define CLASS(second)                                                                              \
    AMY MORNING                                                                                    \
        "visit_types visit_type=class specialty=general mode=in_person value=10 "                  \
        "group_capacity=3\n"                                                                       \
        "skills provider=Amy visit_type=class\n"                                                   \
        "activities visit_type=class step=1 kind=provider type=physician offset_min=0 "            \
        "duration_min=30\n"                                                                        \
        "activities visit_type=class step=2 kind=room type=exam offset_min=0 duration_min=30\n"    \
        "rooms room=R1 site=S room_type=exam\nrooms room=R2 site=S room_type=exam\n"               \
        "requests request=r1 patient=p1 visit_type=class priority=routine requested_on=0 "         \
        "earliest=0 latest=4 status=new\n"                                                         \
        "requests request=r2 patient=p2 visit_type=class priority=routine requested_on=0 "         \
        "earliest=0 latest=4 status=new\n",                                                        \
        BOOK("r1", "09:00", "09:30")                                                               \
            BOOK("r2", "09:00", "09:30") "resources request=r1 step=2 kind=room id=R1 date=0 "     \
                                         "start=09:00 end=09:30\n" second

TEST(every_member_of_a_shared_visit_lists_all_of_it)
{
    assert_verdict(
        CLASS("resources request=r2 step=2 kind=room id=R1 date=0 start=09:00 end=09:30\n"), "");
    assert_verdict(
        CLASS("resources request=r2 step=2 kind=room id=R2 date=0 start=09:00 end=09:30\n"),
        "ROOM: r1 and r2 share a visit but list R1 and R2\n");
    assert_verdict(CLASS(""), "ROOM: r2 holds 0 of 1 of kind room and type exam in step 2\n");
}
