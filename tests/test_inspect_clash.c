#include "tests/check.h"
#include "tests/finding.h"

#define BOTH  ": no schedule can keep both fixed visits\n"
#define MOVE  ": one of them must give way\n"
#define AFTER "expected a start after the provider's visit in row "
#define PAIR(rest)                                                                                 \
    "sessions provider=Amy site=S date=0 start=09:00 end=12:00 overbook_max=" rest "\n"
#define OVERBOOK(rest) HORIZON PEOPLE "patients patient=s\npatients patient=t\n" VISIT PAIR(rest)

TEST(fixed_visits_of_one_provider_at_one_time_clash)
{
    finds(BASE FIXED("p", "09:00") FIXED("q", "09:10"),
          "warning: requests row 1 (q), booked_start: 09:10, " AFTER
          "0 (p), since the session allows no more overlaps" BOTH);
}

TEST(a_booked_visit_in_the_way_of_another_must_move)
{
    finds(BASE FIXED("p", "09:00") BOOKED("q", "09:10"),
          "warning: requests row 1 (q), booked_start: 09:10, " AFTER
          "0 (p), since the session allows no more overlaps" MOVE);
}

TEST(overlaps_that_the_session_allows_are_fine)
{
    finds(OVERBOOK("1") FIXED("p", "09:00") FIXED("q", "09:10"), "");
    finds(OVERBOOK("1") FIXED("p", "09:00") FIXED("q", "09:10") FIXED("s", "10:00")
              FIXED("t", "10:00"),
          "warning: requests row 3 (t), booked_start: 10:00, " AFTER
          "2 (s), since the session allows no more overlaps" BOTH);
}

TEST(never_three_leads_at_one_minute)
{
    finds(OVERBOOK("9") FIXED("p", "09:00") FIXED("q", "09:10") FIXED("s", "09:10"),
          "warning: requests row 2 (s), booked_start: 09:10, " AFTER
          "0 (p), since three would overlap" BOTH);
    finds(OVERBOOK("9") FIXED("p", "09:00") FIXED("q", "09:10") FIXED("s", "09:20"), "");
}

TEST(likely_patients_do_not_overlap)
{
    finds(OVERBOOK("9") "policy key=collision_show_max value=0.5\n" FIXED(
              "p", "09:00 show_prob=0.8") FIXED("q", "09:10 show_prob=0.7"),
          "warning: requests row 1 (q), booked_start: 09:10, " AFTER
          "0 (p), since both patients are too likely to come" BOTH);
    finds(OVERBOOK("9") "policy key=collision_show_max value=0.56\n" FIXED(
              "p", "09:00 show_prob=0.8") FIXED("q", "09:10 show_prob=0.7"),
          "");
}

TEST(types_that_must_not_overlap_do_not)
{
    finds(HORIZON PEOPLE TYPE("mode=in_person overbook_ok=0") SKILL PAIR("9") FIXED("p", "09:00")
              FIXED("q", "09:10"),
          "warning: requests row 1 (q), booked_start: 09:10, " AFTER
          "0 (p), since their types must not overlap" BOTH);
}

TEST(visits_in_no_session_do_not_overlap)
{
    finds(BASE FIXED("p", "13:00") FIXED("q", "13:10"),
          "warning: requests row 1 (q), booked_start: 13:10, " AFTER
          "0 (p), since only visits of one session may overlap" BOTH);
}

#define AT_T(id, start)                                                                            \
    REQUEST(id, "earliest=0 latest=4 patient=q status=fixed booked_date=0 booked_provider=Amy "    \
                "booked_site=T booked_start=" start)

TEST(a_provider_needs_time_to_travel)
{
    finds(BASE "policy key=travel_min value=30\n" FIXED("p", "09:00") AT_T("q", "09:40"),
          "warning: requests row 1 (q), booked_start: 09:40, expected the way from the other site "
          "after the provider's visit in row 0 (p)" BOTH);
    finds(BASE "policy key=travel_min value=30\n" FIXED("p", "09:00") AT_T("q", "09:50"), "");
}

#define BY_BOB(id, patient, start, rest)                                                           \
    REQUEST(id, "earliest=0 latest=4 patient=" patient " status=fixed booked_date=0 "              \
                "booked_provider=Bob booked_start=" start " " rest)

TEST(a_patient_is_in_one_visit_at_a_time)
{
    finds(BASE FIXED("p", "09:00") BY_BOB("r", "p", "09:10", "booked_site=S"),
          "warning: requests row 1 (r), booked_start: 09:10, expected a start after the same "
          "patient's visit in row 0 (p)" BOTH);
    finds(BASE FIXED("p", "09:00") BY_BOB("r", "p", "09:20", "booked_site=S"), "");
}

TEST(requests_together_may_share_their_patients_time)
{
    finds(BASE FIXED("p", "09:00") BY_BOB("r", "p", "09:00", "booked_site=S")
              NEW("n", "") "links first=p second=n kind=together\n"
                           "links first=r second=n kind=together\n",
          "");
}

TEST(a_patient_needs_time_to_travel_unless_at_home)
{
    finds(BASE "policy key=travel_min value=30\n" FIXED("p", "09:00")
              BY_BOB("r", "p", "09:40", "booked_site=T"),
          "warning: requests row 1 (r), booked_start: 09:40, expected the way from the other site "
          "after the same patient's visit in row 0 (p)" BOTH);
    finds(HORIZON PEOPLE TYPE("mode=either") SKILL SESSION
          "policy key=travel_min value=30\n" FIXED("p", "09:00 booked_mode=in_person")
              BY_BOB("r", "p", "09:20", "booked_site=T booked_mode=telehealth"),
          "");
}

TEST(a_shared_visit_holds_no_more_than_its_capacity)
{
#define GROUP                                                                                      \
    HORIZON PEOPLE "patients patient=s\n" TYPE("mode=in_person group_capacity=2") SKILL SESSION
    finds(GROUP FIXED("p", "09:00") FIXED("q", "09:00"), "");
    finds(GROUP FIXED("p", "09:00") FIXED("q", "09:00") FIXED("s", "09:00"),
          "warning: requests row 2 (s), booked_start: 09:00, expected at most 2 requests in the "
          "shared visit of row 1 (q): no schedule can keep all that are fixed\n");
    finds(GROUP FIXED("p", "09:00") FIXED("q", "09:10"),
          "warning: requests row 1 (q), booked_start: 09:10, " AFTER
          "0 (p), since their types must not overlap" BOTH);
}

TEST(a_patient_is_not_twice_in_one_shared_visit)
{
    finds(GROUP FIXED("p", "09:00")
              STANDS("r", "patient=p status=fixed booked_date=0 booked_start=09:00"),
          "warning: requests row 1 (r), booked_start: 09:00, expected a start after the same "
          "patient's visit in row 0 (p)" BOTH);
}
