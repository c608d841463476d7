/** @file calendar.h
 *  Days and times of day as numbers and as text.
 */
#ifndef MODEL_CLINIC_CALENDAR_H
#define MODEL_CLINIC_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CALENDAR_DATE_BYTES = 16, /* "YYYY-MM-DD" and its NUL, years -99999 to 999999 */
    CALENDAR_TIME_BYTES = 16, /* "HH:MM" and its NUL */
    DAY_MIN = 1440            /* minutes of a day */
};

/** Reads YYYY-MM-DD into days since 1970-01-01 (proleptic Gregorian); false when it is no date. */
bool calendar_parse(const char *text, int32_t *epoch_day);

/** Writes days since 1970-01-01 as YYYY-MM-DD; @p out has CALENDAR_DATE_BYTES. */
void calendar_format(int32_t epoch_day, char *out);

/** 1 Monday to 7 Sunday. */
int32_t calendar_weekday(int32_t epoch_day);

/** Reads HH:MM, 00:00 to 24:00, into minutes since midnight. */
bool calendar_parse_time(const char *text, int32_t *minute);

/** Writes minutes since midnight as HH:MM; @p out has CALENDAR_TIME_BYTES. */
void calendar_format_time(int32_t minute, char *out);

#endif
