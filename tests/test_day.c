/* The fullest day as text. */
#include "model/base/memory.h"
#include "solver/cli/day.h"
#include "tests/check.h"
#include "tests/fixture.h"

#define CLINIC                                                                                     \
    "horizon start_date=2026-03-02 days=2 slot_min=15 timezone=UTC\n"                              \
    "sites site=S\n"                                                                               \
    "providers provider=Amy role=doctor\n"                                                         \
    "providers provider=Benedict role=doctor\n"                                                    \
    "providers provider=Away role=doctor\n"                                                        \
    "visit_types visit_type=V specialty=heart mode=in_person value=10\n"                           \
    "visit_types visit_type=G specialty=heart mode=in_person value=10 group_capacity=4\n"          \
    "sessions provider=Amy site=S date=1 start=09:00 end=11:00\n"                                  \
    "sessions provider=Benedict site=S date=1 start=08:30 end=10:00\n"                             \
    "closures kind=provider id=Benedict date=1 start=09:30 end=10:00\n"                            \
    "patients patient=P\n"                                                                         \
    "requests request=Q patient=P visit_type=V\n"                                                  \
    "requests request=R patient=P visit_type=V\n"                                                  \
    "requests request=T patient=P visit_type=G\n"                                                  \
    "requests request=U patient=P visit_type=G\n"

static void assert_page(const char *schedule_lines, int32_t most, const char *expected)
{
    Clinic *clinic = clinic_of(CLINIC);
    Schedule *schedule = schedule_of(clinic, schedule_lines);
    Text page = {0};

    assert_ok(day_write_fullest(clinic, schedule, most, &page));
    assert_string_equal(text_of(&page), expected);
    text_clear(&page);
    schedule_free(schedule);
    clinic_free(clinic);
}

#define LEGEND "          [== a visit   # two at once   . free   x closed   15 min a column\n"

TEST(each_visit_is_drawn_in_the_line_of_its_provider)
{
    assert_page("appointments request=Q provider=Amy site=S date=1 start=09:00\n"
                "appointments request=R provider=Amy site=S date=1 start=09:30\n"
                "resources request=Q step=1 kind=provider id=Amy date=1 start=09:00 end=09:30\n"
                "resources request=R step=1 kind=provider id=Amy date=1 start=09:30 end=10:15\n",
                10,
                "The fullest day, Tuesday 2026-03-03: 2 appointments\n"
                "          08  09  10\n"
                "Amy           [=[==...   63 %\n"
                "Benedict    ....xx        0 %\n" LEGEND);
}

TEST(two_who_share_a_visit_are_drawn_once_and_two_who_overlap_as_such)
{
    assert_page("appointments request=T provider=Amy site=S date=1 start=09:00\n"
                "appointments request=U provider=Amy site=S date=1 start=09:00\n"
                "appointments request=Q provider=Amy site=S date=1 start=10:00\n"
                "appointments request=R provider=Amy site=S date=1 start=10:15\n"
                "resources request=T step=1 kind=provider id=Amy date=1 start=09:00 end=09:30\n"
                "resources request=U step=1 kind=provider id=Amy date=1 start=09:00 end=09:30\n"
                "resources request=Q step=1 kind=provider id=Amy date=1 start=10:00 end=10:30\n"
                "resources request=R step=1 kind=provider id=Amy date=1 start=10:15 end=10:45\n",
                1,
                "The fullest day, Tuesday 2026-03-03: 4 appointments\n"
                "          08  09  10\n"
                "Amy           [=..[#=.   63 %\n"
                "... and 1 more\n" LEGEND);
}

TEST(a_day_that_memory_does_not_suffice_for_is_no_day)
{
    Clinic *clinic = clinic_of(CLINIC);
    Schedule *schedule =
        schedule_of(clinic, "appointments request=Q provider=Amy site=S date=1 start=09:00\n");
    Status status = STATUS_NO_MEMORY;

    for (int n = 1; status != STATUS_OK; n++) {
        Text page = {0};

        assert_true(n < 100);
        mem_fail_at(n);
        status = day_write_fullest(clinic, schedule, 10, &page);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
        text_clear(&page);
    }
    schedule_free(schedule);
    clinic_free(clinic);
}

TEST(a_schedule_without_appointments_has_no_day)
{
    assert_page("", 10, "");
}
