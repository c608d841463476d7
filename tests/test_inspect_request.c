#include "tests/check.h"
#include "tests/finding.h"

TEST(latest_is_not_before_earliest)
{
    finds(BASE REQUEST("r", "patient=p status=new earliest=3 latest=-1"),
          "error: requests row 0 (r), latest: 2026-03-01, expected on or after earliest "
          "2026-03-05\n");
}

TEST(an_authorization_ends_no_earlier_than_it_begins)
{
    finds(BASE NEW("r", "authorized_from=3 authorized_until=2"),
          "error: requests row 0 (r), authorized_until: 2026-03-04, expected on or after "
          "authorized_from 2026-03-05\n");
}

TEST(a_required_flag_without_its_preference_requires_nothing)
{
    finds(BASE NEW("r", "provider_required=1 site_required=1")
              NEW("s", "provider=Amy provider_required=1 site=S site_required=1"),
          "warning: requests row 0 (r), provider_required: 1, expected a preferred provider "
          "beside it: nothing is required\n"
          "warning: requests row 0 (r), site_required: 1, expected a preferred site beside it: "
          "nothing is required\n");
}

TEST(a_booked_request_has_its_four_columns)
{
    finds(BASE REQUEST("r", "patient=p status=booked earliest=0 latest=4"),
          "error: requests row 0 (r), booked_date: blank, expected a date: the request is "
          "booked\n"
          "error: requests row 0 (r), booked_start: blank, expected a time: the request is "
          "booked\n"
          "error: requests row 0 (r), booked_provider: blank, expected a provider: the request "
          "is booked\n"
          "error: requests row 0 (r), booked_site: blank, expected a site: the request is "
          "booked\n");
}

TEST(a_fixed_request_of_a_type_that_may_be_either_says_its_mode)
{
    finds(HORIZON PEOPLE TYPE("mode=either") SKILL SESSION FIXED("p", "09:00"),
          "error: requests row 0 (p), booked_mode: blank, expected in_person or telehealth: the "
          "request is fixed and its type either\n");
    finds(HORIZON PEOPLE TYPE("mode=either")
              SKILL SESSION FIXED("p", "09:00 booked_mode=telehealth"),
          "");
}

TEST(a_booked_room_stands_at_the_booked_site)
{
    finds(BASE "rooms room=R site=T room_type=exam\n" FIXED("p", "09:00 booked_room=R"),
          "error: requests row 0 (p), booked_room: R, expected a room of site S\n");
}

TEST(a_booking_is_not_made_after_its_visit)
{
    finds(BASE FIXED("p", "09:00 booked_on=1"),
          "warning: requests row 0 (p), booked_on: 2026-03-03, expected on or before booked_date "
          "2026-03-02\n");
}

TEST(a_fixed_visit_of_a_type_without_activities_is_refused)
{
    finds(HORIZON PEOPLE
          "visit_types visit_type=v specialty=gp mode=in_person value=10\n" FIXED("p", "09:00"),
          "error: requests row 0 (p), visit_type: v, expected a type with activities: the "
          "request is fixed\n"
          "warning: visit_types row 0 (v), visit_type: v, expected activities: no visit of it "
          "can be booked\n");
}

TEST(a_fixed_visit_ends_by_midnight)
{
    finds(BASE FIXED("p", "23:40"), "");
    finds(BASE FIXED("p", "23:50"),
          "error: requests row 0 (p), booked_start: 23:50, expected at most 20 minutes before "
          "24:00: so long is the fixed visit\n");
}

TEST(the_booking_of_a_request_that_is_not_booked_is_ignored)
{
    finds(BASE NEW("r", "booked_date=0 booked_start=09:00"),
          "warning: requests row 0 (r), booked_date: 2026-03-02, expected blank: the request is "
          "new and its booking ignored\n");
}

TEST(a_link_joins_two_requests)
{
    finds(BASE NEW("r", "") "links first=r second=r kind=after\n",
          "error: links row 0, second: r, expected another request than first\n");
}

TEST(a_link_has_min_no_larger_than_max)
{
    finds(BASE NEW("r", "") NEW("s", "") "links first=r second=s kind=after min=3 max=2\n"
                                         "links first=r second=s kind=same_day min=30 max=30\n",
          "error: links row 0, max: 2, expected at least min 3\n");
}

TEST(a_link_without_distance_says_none)
{
    finds(BASE NEW("r", "") NEW("s", "") "links first=r second=s kind=together max=2\n"
                                         "links first=r second=s kind=same_provider min=2\n",
          "warning: links row 0, max: 2, expected none: a link of kind together has no "
          "distance\n"
          "warning: links row 1, min: 2, expected none: a link of kind same_provider has no "
          "distance\n");
}

TEST(windows_that_keep_linked_requests_apart_are_told)
{
    finds(BASE REQUEST("r", "patient=p status=new earliest=0 latest=0")
              REQUEST("s", "patient=p status=new earliest=0 latest=2")
                  REQUEST("t", "patient=p status=new earliest=0 latest=4 site=T "
                               "site_required=1") "links first=r second=s kind=after min=3\n"
                                                  "links first=r second=s kind=after min=2\n"
                                                  "links first=s second=r kind=after min=1\n"
                                                  "links first=r second=s kind=same_day\n",
          "warning: links row 0, kind: after, expected windows that let s come so long after r: "
          "neither can be booked\n"
          "warning: links row 2, kind: after, expected windows that let r come so long after s: "
          "neither can be booked\n"
          "warning: requests row 2 (t), visit_type: v, expected a session that can take it at "
          "its site from 2026-03-02 to 2026-03-06: nobody can serve it\n");
}

TEST(linked_requests_that_share_no_site_or_day_are_told)
{
    finds(
        BASE SESSION_AT_T REQUEST("r", "patient=p status=new earliest=0 latest=0") REQUEST(
            "s", "patient=p status=new earliest=0 latest=0 site=S site_required=1")
            REQUEST("t", "patient=p status=new earliest=0 latest=4 site=T site_required=1") REQUEST(
                "u", "patient=p status=new earliest=1 latest=4") "links first=s second=t "
                                                                 "kind=together\nlinks first=r "
                                                                 "second=u kind=same_day\n",
        "warning: links row 0, kind: together, expected a day and a site that suit both s and "
        "t: neither can be booked\n"
        "warning: links row 1, kind: same_day, expected a day and a site that suit both r and "
        "u: neither can be booked\n");
}

#define TWO_FIXED(second) FIXED("p", "09:00") FIXED("q", second)

TEST(fixed_visits_that_miss_their_link_are_told)
{
    finds(BASE TWO_FIXED("09:20") "links first=p second=q kind=after\n"
                                  "links first=p second=q kind=after min=1\n"
                                  "links first=q second=p kind=after\n"
                                  "links first=p second=q kind=same_day max=0\n"
                                  "links first=p second=q kind=same_day min=10\n"
                                  "links first=p second=q kind=together\n"
                                  "links first=p second=q kind=same_provider\n",
          "warning: links row 1, kind: after, expected the days between them as the link asks, "
          "but p and q are fixed otherwise: no schedule can keep both fixed visits\n"
          "warning: links row 2, kind: after, expected the second after the first as the link "
          "asks, but q and p are fixed otherwise: no schedule can keep both fixed visits\n"
          "warning: links row 4, kind: same_day, expected the minutes between them as the link "
          "asks, but p and q are fixed otherwise: no schedule can keep both fixed visits\n"
          "warning: links row 5, kind: together, expected one start as the link asks, but p and q "
          "are fixed otherwise: no schedule can keep both fixed visits\n");
}

TEST(a_fixed_visit_outside_the_horizon_only_binds_its_links)
{
    finds(BASE STANDS("r", "patient=p status=fixed booked_date=-7 booked_start=09:00")
              FIXED("q", "09:00") "links first=r second=q kind=after min=7\n"
                                  "links first=r second=q kind=after min=8\n",
          "warning: links row 1, kind: after, expected the days between them as the link asks, "
          "but r and q are fixed otherwise: no schedule can keep both fixed visits\n"
          "warning: requests row 0 (r), booked_date: 2026-02-23, expected a day of the horizon, "
          "2026-03-02 to 2026-03-06: the fixed visit only binds what is linked to it\n");
}
