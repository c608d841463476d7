#include "tests/check.h"
#include "tests/finding.h"

#define STAY "the booking cannot stay\n"
#define KEEP "no schedule can keep the fixed visit\n"

TEST(standing_visits_where_they_may_be_are_fine)
{
    finds(BASE FIXED("p", "09:00") BOOKED("q", "09:20"), "");
}

TEST(a_booked_visit_whose_provider_cannot_lead_it_cannot_stay)
{
    finds(BASE REQUEST("r", "patient=p status=booked earliest=0 latest=4 booked_date=0 "
                            "booked_start=09:00 booked_provider=Bob booked_site=S"),
          "warning: requests row 0 (r), booked_provider: Bob, expected one who can lead its visit "
          "type: " STAY);
}

TEST(a_booked_visit_keeps_what_it_requires)
{
    finds(BASE BOOKED("p", "09:00 provider=Bob provider_required=1")
              BOOKED("q", "09:20 site=T site_required=1"),
          "warning: requests row 0 (p), booked_provider: Amy, expected the one it requires: " STAY
          "warning: requests row 1 (q), booked_site: S, expected the one it requires: " STAY);
}

TEST(a_booked_visit_needs_a_session_and_a_fixed_one_does_not)
{
    finds(BASE BOOKED("p", "11:50") FIXED("q", "12:30"),
          "warning: requests row 0 (p), booked_start: 11:50, expected a time in a session of its "
          "provider at its site: " STAY);
}

TEST(a_booked_visit_needs_a_session_open_to_it)
{
    finds(HORIZON PEOPLE VISIT
          "sessions provider=Amy site=S date=0 start=09:00 end=12:00 "
          "mode=telehealth\n"
          "sessions provider=Amy site=S date=1 start=09:00 end=12:00\n" BOOKED("p", "09:00"),
          "warning: requests row 0 (p), booked_start: 09:00, expected a time in a session that is "
          "open to it: " STAY);
}

TEST(a_booked_visit_may_change_its_mode)
{
    finds(HORIZON PEOPLE TYPE("mode=either") SKILL
          "sessions provider=Amy site=S date=0 start=09:00 end=12:00 mode=telehealth\n" BOOKED(
              "p", "09:00 booked_mode=in_person"),
          "");
}

TEST(visits_in_a_closure_are_told)
{
    finds(BASE "closures kind=site id=S date=0 start=09:00 end=09:30\n"
               "closures kind=provider id=Amy date=0 start=11:00 end=12:00\n" BOOKED("p", "09:20")
                   FIXED("q", "11:00"),
          "warning: requests row 0 (p), booked_start: 09:20, expected a time at which its site is "
          "not closed: " STAY
          "warning: requests row 1 (q), booked_start: 11:00, expected a time at which its "
          "provider is not closed: " KEEP);
}

TEST(visits_at_a_site_without_their_room_or_device_are_told)
{
#define ROOM  "activities visit_type=v step=2 kind=room type=exam offset_min=0 duration_min=20\n"
#define ROOMS "rooms room=R site=S room_type=exam\nrooms room=L site=S room_type=lab\n"
#define SCAN                                                                                       \
    "activities visit_type=v step=3 kind=equipment type=scan offset_min=0 duration_min=20\n"
    finds(BASE ROOM SCAN "equipment equipment=E site=S equipment_type=scan\n"
                         "equipment equipment=F site=T equipment_type=scan\n"
                         "rooms room=Q site=T room_type=exam\n" ROOMS FIXED("p", "09:00"),
          "");
    finds(BASE ROOM "rooms room=Q site=T room_type=exam\n" SESSION_AT_T FIXED("p", "09:00"),
          "warning: requests row 0 (p), booked_site: S, expected a site with the rooms it "
          "needs: " KEEP);
    finds(BASE SCAN SESSION_AT_T
          "equipment equipment=F site=T equipment_type=scan\n" BOOKED("p", "09:00"),
          "warning: requests row 0 (p), booked_site: S, expected a site with the devices it "
          "needs: " STAY);
    finds(BASE ROOM ROOMS FIXED("p", "09:00 booked_room=R") FIXED("q", "09:20 booked_room=L"),
          "warning: requests row 1 (q), booked_room: L, expected a room of a type that the visit "
          "holds: " KEEP);
    finds(BASE ROOMS FIXED("p", "09:00 booked_room=L"), "");
}

TEST(cleanup_past_midnight_cannot_be_held)
{
    finds(BASE "activities visit_type=v step=2 kind=room type=exam offset_min=0 duration_min=20 "
               "cleanup_min=10\nrooms room=R site=S room_type=exam\n" FIXED("p", "23:40"),
          "warning: requests row 0 (p), booked_start: 23:40, expected a time that ends all it "
          "holds by 24:00: " KEEP);
}

TEST(bookings_outside_the_horizon_are_told)
{
    finds(BASE STANDS("r", "patient=p status=booked booked_date=5 booked_start=09:00"),
          "warning: requests row 0 (r), booked_date: 2026-03-07, expected a day of the horizon, "
          "2026-03-02 to 2026-03-06: the booking cannot stay\n");
}
