#include "tests/check.h"
#include "tests/finding.h"

TEST(a_session_ends_after_it_starts)
{
    finds(BASE "sessions provider=Amy site=S date=1 start=10:00 end=09:00\n"
               "sessions provider=Amy site=S date=9 start=10:00 end=10:00\n",
          "error: sessions row 1, end: 09:00, expected after 10:00\n"
          "error: sessions row 2, end: 10:00, expected after 10:00\n");
}

TEST(sessions_of_one_provider_never_overlap)
{
    finds(BASE "sessions provider=Amy site=T date=0 start=11:50 end=13:00\n"
               "sessions provider=Amy site=S date=0 start=09:30 end=10:00\n",
          "error: sessions row 2, start: 09:30, expected at or after 12:00, the end of row 0 of "
          "the same provider on 2026-03-02\n"
          "error: sessions row 1, start: 11:50, expected at or after 12:00, the end of row 0 of "
          "the same provider on 2026-03-02\n");
}

TEST(adjacent_sessions_and_those_of_others_are_fine)
{
    finds(BASE "sessions provider=Amy site=T date=0 start=12:00 end=24:00\n"
               "sessions provider=Amy site=T date=1 start=00:00 end=12:00\n"
               "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n",
          "");
}

TEST(overlap_is_judged_before_rounding)
{
    finds(BASE "sessions provider=Amy site=T date=0 start=11:59 end=14:00\n",
          "warning: sessions row 1, start: 11:59, expected multiples of 10 minutes: 11:59 to "
          "14:00 is taken as 12:00 to 14:00\n"
          "error: sessions row 1, start: 11:59, expected at or after 12:00, the end of row 0 of "
          "the same provider on 2026-03-02\n");
}

TEST(sessions_outside_the_horizon_are_ignored)
{
    finds(BASE "sessions provider=Amy site=S date=5 start=09:00 end=12:00\n"
               "sessions provider=Amy site=S date=5 start=09:00 end=12:00\n"
               "sessions provider=Amy site=S date=-1 start=09:00 end=12:00\n",
          "warning: sessions row 1, date: 2026-03-07, expected a day of the horizon, 2026-03-02 "
          "to 2026-03-06: the row is ignored\n"
          "warning: sessions row 2, date: 2026-03-07, expected a day of the horizon, 2026-03-02 "
          "to 2026-03-06: the row is ignored\n"
          "warning: sessions row 3, date: 2026-03-01, expected a day of the horizon, 2026-03-02 "
          "to 2026-03-06: the row is ignored\n");
}

TEST(a_session_off_the_grid_is_rounded_inward)
{
    finds(BASE "sessions provider=Amy site=S date=1 start=09:01 end=11:59\n"
               "sessions provider=Amy site=S date=2 start=09:01 end=09:19\n",
          "warning: sessions row 1, start: 09:01, expected multiples of 10 minutes: 09:01 to "
          "11:59 is taken as 09:10 to 11:50\n"
          "warning: sessions row 2, start: 09:01, expected a slot of 10 minutes: 09:01 to 09:19 "
          "holds none\n");
}

TEST(a_session_wholly_in_closures_is_told)
{
    finds(BASE "sessions provider=Amy site=S date=1 start=09:00 end=12:00\n"
               "sessions provider=Amy site=S date=2 start=09:00 end=12:00\n"
               "closures kind=site id=S date=1 start=08:00 end=10:00\n"
               "closures kind=provider id=Amy date=1 start=09:30 end=12:00\n"
               "closures kind=site id=S date=2 start=09:00 end=11:50\n",
          "warning: sessions row 1, date: 2026-03-03, expected some time open: the session lies "
          "wholly in closures\n");
}

TEST(a_session_is_held_for_a_type_or_a_specialty)
{
    finds(BASE "sessions provider=Amy site=S date=1 start=09:00 end=12:00 held_for=v\n"
               "sessions provider=Amy site=S date=2 start=09:00 end=12:00 held_for=gp\n"
               "sessions provider=Amy site=S date=3 start=09:00 end=12:00 held_for=GP\n",
          "warning: sessions row 3, held_for: GP, expected a visit type or the specialty of one: "
          "nothing can use the session unless it is released\n");
}

TEST(a_closure_names_something_of_its_kind)
{
    finds(BASE "rooms room=R site=S room_type=exam\n"
               "equipment equipment=E site=S equipment_type=echo\n"
               "closures kind=room id=R date=0 start=09:00 end=10:00\n"
               "closures kind=equipment id=E date=0 start=09:00 end=10:00\n"
               "closures kind=provider id=Amy date=0 start=09:00 end=10:00\n"
               "closures kind=site id=S date=0 start=09:00 end=10:00\n"
               "closures kind=site id=R date=0 start=09:00 end=10:00\n"
               "closures kind=equipment id=Amy date=0 start=09:00 end=10:00\n",
          "error: closures row 4, id: R, expected an id of sites\n"
          "error: closures row 5, id: Amy, expected an id of equipment\n");
}

TEST(a_closure_ends_after_it_starts_is_rounded_outward_and_lies_in_the_horizon)
{
    finds(BASE "closures kind=site id=S date=0 start=10:00 end=10:00\n"
               "closures kind=site id=S date=0 start=09:01 end=09:02\n"
               "closures kind=site id=S date=-3 start=09:00 end=09:02\n",
          "error: closures row 0, end: 10:00, expected after 10:00\n"
          "warning: closures row 1, start: 09:01, expected multiples of 10 minutes: 09:01 to "
          "09:02 is taken as 09:00 to 09:10\n"
          "warning: closures row 2, date: 2026-02-27, expected a day of the horizon, 2026-03-02 "
          "to 2026-03-06: the row is ignored\n");
}

TEST(rooms_and_devices_close_after_they_open)
{
    finds(BASE "rooms room=R site=S room_type=exam open=12:00 close=08:00\n"
               "rooms room=Q site=S room_type=exam open=08:05 close=16:55\n"
               "rooms room=P site=S room_type=exam open=08:05 close=08:15\n"
               "equipment equipment=E site=S equipment_type=echo open=12:00 close=12:00\n",
          "error: rooms row 0 (R), close: 08:00, expected after 12:00\n"
          "warning: rooms row 1 (Q), open: 08:05, expected multiples of 10 minutes: 08:05 to "
          "16:55 is taken as 08:10 to 16:50\n"
          "warning: rooms row 2 (P), open: 08:05, expected a slot of 10 minutes: 08:05 to 08:15 "
          "holds none\n"
          "error: equipment row 0 (E), close: 12:00, expected after 12:00\n");
}

TEST(availability_ends_after_it_starts_and_can_hold)
{
    finds(BASE NEW("r", "") "availability request=r start=09:00 end=12:00\n"
                            "availability request=r start=12:00 end=09:00\n"
                            "availability request=r start=09:01 end=11:59\n"
                            "availability request=r start=09:01 end=09:09\n"
                            "availability request=r date=7 start=09:00 end=12:00\n"
                            "availability request=r date=0 weekday=1 start=09:00 end=12:00\n"
                            "availability request=r date=0 weekday=2 start=09:00 end=12:00\n",
          "error: availability row 1, end: 09:00, expected after 12:00\n"
          "warning: availability row 2, start: 09:01, expected multiples of 10 minutes: 09:01 to "
          "11:59 is taken as 09:10 to 11:50\n"
          "warning: availability row 3, start: 09:01, expected a slot of 10 minutes: 09:01 to "
          "09:09 holds none\n"
          "warning: availability row 4, date: 2026-03-09, expected a day of the horizon, "
          "2026-03-02 to 2026-03-06: the row never holds\n"
          "warning: availability row 6, weekday: 2, expected 1, the weekday of 2026-03-02: the "
          "row never holds\n");
}
