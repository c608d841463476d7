#include "model/program/compact_text.h"

#include "model/clinic/calendar.h"
#include "model/clinic/words.h"
#include "model/program/linear_text.h"

static void add_booking(const Catalog *catalog, const Compact *compact, int32_t b, Text *out)
{
    const Clinic *clinic = catalog->clinic;
    const SlateBooking *booking = &compact->slate.bookings[b];
    const Placement *at = &compact->slate.visits[booking->visit].at;
    char date[CALENDAR_DATE_BYTES], start[CALENDAR_TIME_BYTES];

    calendar_format(clinic->epoch_day + at->day, date);
    calendar_format_time(at->start_min - at->day * DAY_MIN, start);
    text_add(out, "C%d,", (int)compact->booking_column[b] + 1);
    linear_add_cell(out, clinic->requests.request[booking->request]);
    text_add(out, ",");
    linear_add_cell(out, clinic->providers.provider[at->provider]);
    text_add(out, ",");
    linear_add_cell(out, clinic->sites.site[at->site]);
    text_add(out, ",%s,%s,%s\r\n", date, start, words_text_visit_mode[at->mode]);
}

Status compact_write_bookings(const Catalog *catalog, const Compact *compact, Text *out)
{
    text_add(out, "short,request,provider,site,date,start,mode\r\n");
    for (int32_t b = 0; b < compact->slate.n_bookings; b++)
        add_booking(catalog, compact, b, out);
    return text_status(out);
}
