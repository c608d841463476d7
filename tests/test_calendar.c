#include "tests/check.h"

#include "model/clinic/calendar.h"

static int32_t day(const char *text)
{
    int32_t epoch_day = 0;

    if (!calendar_parse(text, &epoch_day))
        fail_msg("%s is not read", text);
    return epoch_day;
}

static void refuses(const char *text)
{
    int32_t epoch_day = 77;

    if (calendar_parse(text, &epoch_day))
        fail_msg("%s is read as day %d", text, (int)epoch_day);
    assert_int_equal(epoch_day, 77);
}

TEST(days_count_from_1970)
{
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(day("1969-12-31"), -1);
    assert_int_equal(day("2000-03-01"), 11017);
    assert_int_equal(day("2026-03-02"), 20514);
    assert_int_equal(day("0000-01-01"), -719528);
    assert_int_equal(day("9999-12-31"), 2932896);
}

TEST(leap_years_have_a_29th_of_february)
{
    assert_int_equal(day("2024-03-01") - day("2024-02-28"), 2);
    assert_int_equal(day("2000-03-01") - day("2000-02-29"), 1);
    assert_int_equal(day("1900-03-01") - day("1900-02-28"), 1);
    refuses("1900-02-29");
    refuses("2023-02-29");
    refuses("2024-02-30");
}

TEST(what_is_no_date_is_refused)
{
    refuses("");
    refuses("2026-3-2");
    refuses("2026/03/02");
    refuses("2026-03-02 ");
    refuses("2026-13-01");
    refuses("2026-00-01");
    refuses("2026-01-00");
    refuses("2026-01-32");
    refuses("2026-04-31");
    refuses("202a-01-01");
    refuses("-026-01-01");
    refuses("20260302");
}

TEST(every_day_of_four_centuries_comes_back)
{
    char text[CALENDAR_DATE_BYTES];

    for (int32_t epoch = -1000; epoch < 146097; epoch += 7) {
        calendar_format(epoch, text);
        assert_int_equal(day(text), epoch);
    }
}

TEST(days_far_away_do_no_harm)
{
    char text[CALENDAR_DATE_BYTES];

    calendar_format(INT32_MAX, text);
    calendar_format(INT32_MIN, text);
    assert_in_range(calendar_weekday(INT32_MAX), 1, 7);
    assert_in_range(calendar_weekday(INT32_MIN), 1, 7);
}

TEST(weekdays_count_from_monday)
{
    assert_int_equal(calendar_weekday(day("2026-03-02")), 1);
    assert_int_equal(calendar_weekday(day("2026-03-08")), 7);
    assert_int_equal(calendar_weekday(day("1970-01-01")), 4);
    assert_int_equal(calendar_weekday(day("1969-12-29")), 1);
    assert_int_equal(calendar_weekday(day("1969-12-28")), 7);
}

TEST(times_run_from_midnight_to_24_00)
{
    int32_t minute = 77;

    assert_true(calendar_parse_time("00:00", &minute));
    assert_int_equal(minute, 0);
    assert_true(calendar_parse_time("09:05", &minute));
    assert_int_equal(minute, 545);
    assert_true(calendar_parse_time("24:00", &minute));
    assert_int_equal(minute, 1440);
}

TEST(what_is_no_time_is_refused)
{
    static const char *const wrong[] = {"",      "9:05", "09:60",  "24:01", "25:00",
                                        "09.05", "09:5", "09:050", "ab:cd", "-1:00"};

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int32_t minute = 77;

        if (calendar_parse_time(wrong[i], &minute))
            fail_msg("%s is read", wrong[i]);
        assert_int_equal(minute, 77);
    }
}

TEST(every_minute_comes_back)
{
    for (int32_t minute = 0; minute <= DAY_MIN; minute++) {
        char text[CALENDAR_TIME_BYTES];
        int32_t back = -1;

        calendar_format_time(minute, text);
        assert_true(calendar_parse_time(text, &back));
        assert_int_equal(back, minute);
    }
}
