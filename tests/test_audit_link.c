#include <stdio.h>

#include "tests/check.h"
#include "tests/verdict.h"

/* Sessions of Amy on the first three days, of Bob on the first, at S and in the afternoon at T. */
#define WEEK                                                                                       \
    MORNING "sessions provider=Amy site=S date=1 start=09:00 end=12:00\n"                          \
            "sessions provider=Amy site=S date=2 start=09:00 end=12:00\n"                          \
            "sessions provider=Bob site=S date=0 start=09:00 end=12:00\n"                          \
            "sessions provider=Bob site=T date=0 start=12:00 end=16:00\n"                          \
            "skills provider=Bob visit_type=check\n"

#define TWO WEEK ASK("r1", "p1") "\n" ASK("r2", "p2") "\n"

#define AT(id, provider, site, day, start, end)                                                    \
    "appointments request=" id " provider=" provider " site=" site " date=" day " start=" start    \
    "\nresources request=" id " step=1 kind=provider id=" provider " date=" day " start=" start    \
    " end=" end "\n"

#define FIRST AT("r1", "Amy", "S", "0", "09:00", "09:30")

static void assert_linked(const char *link, const char *second, const char *expected)
{
    char clinic[8192], schedule[2048];

    snprintf(clinic, sizeof clinic, "%slinks first=r1 second=r2 %s\n", AMY TWO, link);
    snprintf(schedule, sizeof schedule, "%s%s", FIRST, second);
    assert_verdict(clinic, schedule, expected);
}

TEST(linked_requests_are_booked_all_or_none)
{
    assert_linked("kind=after", "",
                  "LINK: links row 0 (after of r1 and r2): r1 is booked and r2 is not\n");
    assert_linked("kind=same_day", "", "LINK: links row 0 (same_day of r1 and r2)\n");
    assert_linked("kind=together", "", "LINK: links row 0 (together of r1 and r2)\n");
    assert_linked("kind=same_provider", "", "");
    assert_verdict(AMY TWO "links first=r1 second=r2 kind=after\n", "", "");
}

TEST(after_counts_days)
{
    const char *day_one = AT("r2", "Amy", "S", "1", "09:00", "09:30");

    assert_linked("kind=after", day_one, "");
    assert_linked("kind=after min=1 max=1", day_one, "");
    assert_linked("kind=after min=2", day_one,
                  "LINK: links row 0 (after of r1 and r2): 2026-03-03 is 1 days after 2026-03-02, "
                  "wanted at least 2\n");
    assert_linked("kind=after max=0", day_one,
                  "LINK: links row 0 (after of r1 and r2): 2026-03-03 is 1 days after 2026-03-02, "
                  "wanted 0 to 0\n");
}

TEST(after_on_one_day_the_second_starts_when_the_first_has_ended)
{
    assert_linked("kind=after", AT("r2", "Bob", "S", "0", "09:30", "10:00"), "");
    assert_linked("kind=after", AT("r2", "Bob", "S", "0", "09:20", "09:50"),
                  "LINK: links row 0 (after of r1 and r2): on 2026-03-02 the second starts at "
                  "09:20, before the first ends at 09:30\n");
}

TEST(same_day_counts_minutes_at_one_site)
{
    assert_linked("kind=same_day min=10 max=30", AT("r2", "Amy", "S", "0", "10:00", "10:30"), "");
    assert_linked("kind=same_day min=10 max=30", AT("r2", "Amy", "S", "0", "09:40", "10:10"), "");
    assert_linked("kind=same_day min=10 max=30", AT("r2", "Amy", "S", "0", "10:10", "10:40"),
                  "LINK: links row 0 (same_day of r1 and r2): the second starts at 10:10, 40 "
                  "minutes after the first ends at 09:30, wanted 10 to 30\n");
    assert_linked("kind=same_day", AT("r2", "Bob", "S", "0", "09:20", "09:50"),
                  "LINK: links row 0 (same_day of r1 and r2): the second starts at 09:20, -10 "
                  "minutes\n");
    assert_linked("kind=same_day", AT("r2", "Amy", "S", "1", "10:00", "10:30"),
                  "LINK: links row 0 (same_day of r1 and r2): on 2026-03-02 at S and on "
                  "2026-03-03 at S\n");
    assert_linked("kind=same_day", AT("r2", "Bob", "T", "0", "12:00", "12:30"),
                  "LINK: links row 0 (same_day of r1 and r2): on 2026-03-02 at S and on "
                  "2026-03-02 at T\n");
}

TEST(together_is_one_start_at_one_site)
{
    assert_linked("kind=together", AT("r2", "Bob", "S", "0", "09:00", "09:30"), "");
    assert_linked("kind=together", AT("r2", "Bob", "S", "0", "09:10", "09:40"),
                  "LINK: links row 0 (together of r1 and r2): on 2026-03-02 09:00 at S and on "
                  "2026-03-02 09:10 at S\n");
    assert_linked("kind=together", AT("r2", "Amy", "S", "1", "09:00", "09:30"), "LINK: links\n");
}

TEST(same_provider_binds_only_if_both_are_booked)
{
    assert_linked("kind=same_provider", AT("r2", "Amy", "S", "0", "09:30", "10:00"), "");
    assert_linked("kind=same_provider", AT("r2", "Bob", "S", "0", "09:30", "10:00"),
                  "LINK: links row 0 (same_provider of r1 and r2): led by Amy and by Bob\n");
}

#define FIXED_AT(day)                                                                              \
    AMY WEEK "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "    \
             "earliest=0 latest=4 status=fixed booked_date=" day                                   \
             " booked_start=09:00 booked_provider=Amy booked_site=S\n" ASK(                        \
                 "r2", "p2") "\n"                                                                  \
                             "links first=r1 second=r2 kind=after min=2 max=3\n"

TEST(the_partner_of_a_fixed_request_may_stay_unbooked)
{
    assert_verdict(FIXED_AT("0"), FIRST, "");
    assert_verdict(FIXED_AT("0"), FIRST AT("r2", "Amy", "S", "1", "09:00", "09:30"),
                   "LINK: links row 0\n");
    assert_verdict(FIXED_AT("0"), FIRST AT("r2", "Amy", "S", "2", "09:00", "09:30"), "");
}

TEST(a_fixed_request_outside_the_horizon_keeps_its_distance)
{
    assert_verdict(FIXED_AT("-2"), AT("r2", "Amy", "S", "0", "09:00", "09:30"), "");
    assert_verdict(FIXED_AT("-2"), AT("r2", "Amy", "S", "2", "09:00", "09:30"),
                   "LINK: links row 0 (after of r1 and r2): 2026-03-04 is 4 days after "
                   "2026-02-28, wanted 2 to 3\n");
    assert_verdict(FIXED_AT("-2"), "", "");
}
