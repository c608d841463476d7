#include "model/clinic/calendar.h"

#include <stdio.h>
#include <string.h>

/* Days and civil dates after Hinnant, "chrono-compatible low-level date algorithms": years begin in
 * March, so that the leap day is the last. */
static int32_t days_from_civil(int32_t year, int32_t month, int32_t day)
{
    int32_t era, year_of_era, day_of_year;

    year -= month <= 2;
    era = (year >= 0 ? year : year - 399) / 400;
    year_of_era = year - era * 400;
    day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static void civil_from_days(int32_t days, int32_t *year, int32_t *month, int32_t *day)
{
    int64_t since_march = (int64_t)days + 719468; /* of the year 0 */
    int32_t era, day_of_era, year_of_era, day_of_year, shifted;

    era = (int32_t)((since_march >= 0 ? since_march : since_march - 146096) / 146097);
    day_of_era = (int32_t)(since_march - (int64_t)era * 146097);
    year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted + (shifted < 10 ? 3 : -9);
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* Reads exactly @p digits decimal digits. */
static bool parse_digits(const char *text, int digits, int32_t *out)
{
    int32_t value = 0;

    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool calendar_parse(const char *text, int32_t *epoch_day)
{
    int32_t year, month, day, y, m, d, result;

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    if (!parse_digits(text, 4, &year) || !parse_digits(text + 5, 2, &month) ||
        !parse_digits(text + 8, 2, &day))
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    result = days_from_civil(year, month, day);
    civil_from_days(result, &y, &m, &d);
    if (y != year || m != month || d != day) /* the 30th of February is another day */
        return false;
    *epoch_day = result;
    return true;
}

void calendar_format(int32_t epoch_day, char *out)
{
    int32_t year, month, day;

    civil_from_days(epoch_day, &year, &month, &day);
    snprintf(out, CALENDAR_DATE_BYTES, "%04d-%02d-%02d", (int)(year % 100000), (int)(month % 100),
             (int)(day % 100));
}

int32_t calendar_weekday(int32_t epoch_day)
{
    int32_t since_monday = (epoch_day % 7 + 3) % 7; /* 1970-01-01 was a Thursday */

    return 1 + (since_monday < 0 ? since_monday + 7 : since_monday);
}

bool calendar_parse_time(const char *text, int32_t *minute)
{
    int32_t hours, minutes;

    if (strlen(text) != 5 || text[2] != ':' || !parse_digits(text, 2, &hours) ||
        !parse_digits(text + 3, 2, &minutes))
        return false;
    if (minutes > 59 || hours * 60 + minutes > DAY_MIN)
        return false;
    *minute = hours * 60 + minutes;
    return true;
}

void calendar_format_time(int32_t minute, char *out)
{
    snprintf(out, CALENDAR_TIME_BYTES, "%02d:%02d", (int)(minute / 60 % 100), (int)(minute % 60));
}
