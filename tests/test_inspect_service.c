#include "tests/check.h"
#include "tests/finding.h"

#define ROOM_STEP                                                                                  \
    "activities visit_type=v step=2 kind=room type=exam offset_min=0 duration_min=20\n"
#define UNSERVED ": nobody can serve it\n"
#define WEEK     "from 2026-03-02 to 2026-03-06"

TEST(a_type_whose_skill_nobody_has_is_told)
{
    finds(HORIZON PEOPLE TYPE("mode=in_person") SESSION NEW("r", ""),
          "warning: visit_types row 0 (v), visit_type: v, expected a provider with this skill and "
          "the role of the lead: no visit of it can be booked\n");
}

TEST(a_type_that_no_session_leads_is_told)
{
    finds(HORIZON PEOPLE VISIT NEW("r", ""),
          "warning: visit_types row 0 (v), visit_type: v, expected a session of a provider who "
          "can lead it: no visit of it can be booked\n");
    finds(HORIZON PEOPLE VISIT
          "sessions provider=Amy site=S date=0 start=09:00 end=12:00 mode=telehealth\n",
          "warning: visit_types row 0 (v), visit_type: v, expected a session of a provider who "
          "can lead it: no visit of it can be booked\n");
}

TEST(a_type_without_its_room_at_the_site_is_told)
{
    finds(BASE ROOM_STEP "rooms room=R site=T room_type=exam\nrooms room=Q site=S room_type=lab\n",
          "warning: visit_types row 0 (v), visit_type: v, expected a time at which lead, further "
          "persons, rooms and devices are at one site together: no visit of it can be booked\n");
    finds(BASE ROOM_STEP "rooms room=R site=S room_type=exam\n", "");
}

TEST(a_room_must_be_open_while_the_lead_works)
{
    finds(BASE ROOM_STEP "rooms room=R site=S room_type=exam open=11:50 close=18:00\n",
          "warning: visit_types row 0 (v), visit_type: v, expected a time at which lead, further "
          "persons, rooms and devices are at one site together: no visit of it can be booked\n");
    finds(BASE ROOM_STEP "rooms room=R site=S room_type=exam open=11:40 close=18:00\n", "");
}

TEST(a_telehealth_visit_needs_no_room)
{
    finds(HORIZON PEOPLE TYPE("mode=either") SKILL SESSION ROOM_STEP NEW("r", "")
              NEW("s", "mode=in_person"),
          "warning: requests row 1 (s), visit_type: v, expected a session that can take it in its "
          "mode " WEEK UNSERVED);
}

TEST(a_visit_needs_further_persons_beside_its_lead)
{
#define SECOND                                                                                     \
    "activities visit_type=v step=2 kind=provider type=physician offset_min=0 "                    \
    "duration_min=20\n"
    finds(BASE SECOND,
          "warning: visit_types row 0 (v), visit_type: v, expected a time at which lead, further "
          "persons, rooms and devices are at one site together: no visit of it can be booked\n");
    finds(BASE SECOND "providers provider=Cy role=physician\n"
                      "sessions provider=Cy site=S date=0 start=09:00 end=10:00\n",
          "");
}

TEST(a_visit_fits_between_closures_or_not_at_all)
{
    finds(BASE "closures kind=site id=S date=0 start=09:10 end=10:00\n"
               "closures kind=provider id=Amy date=0 start=10:10 end=11:50\n",
          "warning: visit_types row 0 (v), visit_type: v, expected a time at which lead, further "
          "persons, rooms and devices are at one site together: no visit of it can be booked\n");
    finds(BASE "closures kind=site id=S date=0 start=09:10 end=10:00\n"
               "closures kind=provider id=Amy date=0 start=10:20 end=11:50\n",
          "");
}

TEST(start_times_that_leave_no_start_are_told)
{
    finds(HORIZON PEOPLE TYPE("mode=in_person earliest_start=11:45") SKILL SESSION,
          "warning: visit_types row 0 (v), visit_type: v, expected a time at which lead, further "
          "persons, rooms and devices are at one site together: no visit of it can be booked\n");
    finds(HORIZON PEOPLE TYPE("mode=in_person earliest_start=11:35 latest_start=11:45")
              SKILL SESSION,
          "");
}

TEST(requests_outside_the_horizon_are_ignored)
{
    finds(BASE REQUEST("r", "patient=p status=new earliest=-9 latest=-1")
              REQUEST("s", "patient=p status=new earliest=5 latest=9"),
          "warning: requests row 0 (r), latest: 2026-03-01, expected on or after 2026-03-02, the "
          "horizon's first day: the request is ignored\n"
          "warning: requests row 1 (s), earliest: 2026-03-07, expected on or before 2026-03-06, "
          "the horizon's last day: the request is ignored\n");
}

TEST(a_request_that_its_types_notice_forbids_is_told)
{
    finds(HORIZON PEOPLE TYPE("mode=in_person min_notice_days=1")
              SKILL SESSION SESSION_AT_T REQUEST("r", "patient=p status=new earliest=0 latest=0")
                  NEW("s", ""),
          "warning: requests row 0 (r), latest: 2026-03-02, expected 2026-03-03 or a later day of "
          "the horizon, since visit type v asks 1 days' notice" UNSERVED);
}

TEST(a_request_never_authorized_is_told_where_its_type_asks)
{
    finds(HORIZON PEOPLE TYPE("mode=in_person needs_authorization=1") SKILL SESSION NEW("r", "")
              NEW("s", "authorized_from=5") NEW("t", "authorized_until=-1")
                  NEW("u", "authorized_until=0"),
          "warning: requests row 0 (r), authorized_until: blank, expected an authorization on a "
          "day of the request, which visit type v needs" UNSERVED
          "warning: requests row 1 (s), authorized_from: 2026-03-07, expected an authorization on "
          "a day of the request, which visit type v needs" UNSERVED
          "warning: requests row 2 (t), authorized_until: 2026-03-01, expected an authorization "
          "on a day of the request, which visit type v needs" UNSERVED);
    finds(BASE NEW("r", "authorized_until=-1"), "");
}

TEST(a_request_in_a_mode_its_type_forbids_is_told)
{
    finds(BASE NEW("r", "mode=telehealth") NEW("s", "mode=in_person"),
          "warning: requests row 0 (r), mode: telehealth, expected one that visit type v "
          "allows" UNSERVED);
}

TEST(a_request_whose_required_provider_cannot_lead_it_is_told)
{
    finds(BASE NEW("r", "provider=Bob provider_required=1") NEW("s", "provider=Bob")
              NEW("t", "provider=Amy provider_required=1"),
          "warning: requests row 0 (r), provider: Bob, expected one who can lead visit type v, "
          "since the provider is required" UNSERVED);
}

TEST(a_request_on_days_without_a_session_is_told)
{
    finds(BASE REQUEST("r", "patient=p status=new earliest=1 latest=4")
              REQUEST("s", "patient=p status=waitlist earliest=1 latest=4 provider=Amy "
                           "provider_required=1"),
          "warning: requests row 0 (r), visit_type: v, expected a session that can take it from "
          "2026-03-03 to 2026-03-06" UNSERVED
          "warning: requests row 1 (s), visit_type: v, expected a session that can take it of its "
          "provider from 2026-03-03 to 2026-03-06" UNSERVED);
}

TEST(a_request_at_a_site_without_a_session_is_told)
{
    finds(BASE NEW("r", "site=T site_required=1") NEW("s", "site=T"),
          "warning: requests row 0 (r), visit_type: v, expected a session that can take it at its "
          "site " WEEK UNSERVED);
}

TEST(a_session_held_for_others_takes_no_request_until_released)
{
#define HELD "sessions provider=Amy site=S date=1 start=09:00 end=12:00 held_for=w "
#define OTHER                                                                                      \
    "visit_types visit_type=w specialty=heart mode=in_person value=10\n"                           \
    "activities visit_type=w step=1 kind=provider type=physician offset_min=0 "                    \
    "duration_min=20\nskills provider=Amy visit_type=w\n"
#define TUESDAY REQUEST("r", "patient=p status=new earliest=1 latest=1")
    finds(BASE OTHER HELD "\n" TUESDAY,
          "warning: requests row 0 (r), visit_type: v, expected a session that can take it from "
          "2026-03-03 to 2026-03-03" UNSERVED);
    finds(BASE OTHER HELD "release_days=0\n" TUESDAY,
          "warning: requests row 0 (r), visit_type: v, expected a session that can take it from "
          "2026-03-03 to 2026-03-03" UNSERVED);
    finds(BASE OTHER HELD "release_days=1\n" TUESDAY, "");
}

TEST(availability_must_meet_a_session_for_the_whole_visit)
{
#define UNAVAILABLE                                                                                \
    "warning: requests row 0 (r), request: r, expected availability that meets a session " WEEK    \
    " for the whole visit" UNSERVED
    finds(BASE NEW("r", "") "availability request=r start=08:00 end=09:10\n", UNAVAILABLE);
    finds(BASE NEW("r", "") "availability request=r start=08:00 end=09:20\n", "");
    finds(BASE NEW("r", "") "availability request=r weekday=2 start=00:00 end=24:00\n",
          UNAVAILABLE);
    finds(BASE NEW("r", "") "availability request=r weekday=2 start=00:00 end=24:00\n"
                            "availability request=r weekday=1 start=11:40 end=12:00\n",
          "");
    finds(BASE NEW("r", "provider=Amy provider_required=1") "availability request=r date=0 "
                                                            "start=08:00 end=09:10\n",
          UNAVAILABLE);
}

TEST(urgent_demand_lies_in_the_horizon_where_a_place_can_be_held)
{
    finds(BASE "urgent_demand visit_type=v site=S date=5 expected=1\n"
               "urgent_demand visit_type=v site=S date=1 expected=1\n",
          "warning: urgent_demand row 0, date: 2026-03-07, expected a day of the horizon, "
          "2026-03-02 to 2026-03-06: the row is ignored\n");
    finds(BASE "policy key=reserve_service_level value=0.5\n"
               "urgent_demand visit_type=v site=S date=0 expected=1\n"
               "urgent_demand visit_type=v site=S date=1 expected=1\n",
          "warning: urgent_demand row 1, date: 2026-03-03, expected a day on which site S offers "
          "visit type v: no place can be held\n");
}
