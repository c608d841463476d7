#include "solver/cli/day.h"

#include <string.h>

#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/clinic/calendar.h"

enum { COLUMNS_MAX = 72, LABEL_MAX = 18 };

/* One provider's day, a byte for each minute of it. */
typedef struct Line {
    bool works;
    char minutes[DAY_MIN]; /* ' ' away, '.' free, 'x' closed, '[' begins, '=' goes on, '#' two */
} Line;

typedef struct Page {
    const Clinic *clinic;
    const Schedule *schedule;
    int32_t day, appointments;
    Line *lines;            /* owned, [providers] */
    Lookup *providers;      /* owned: id to row */
    int32_t first, last;    /* minutes shown */
    int32_t minutes_column; /* minutes of a column */
} Page;

static Status find_fullest(Page *page)
{
    const Appointments *booked = &page->schedule->appointments;
    int32_t days = page->clinic->horizon.days[0];
    int32_t *count = MEM_NEW(int32_t, days);

    if (!count)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < booked->rows; i++)
        if (booked->date[i] >= 0 && booked->date[i] < days)
            count[booked->date[i]]++;
    for (int32_t day = 0; day < days; day++) {
        if (count[day] > page->appointments) {
            page->appointments = count[day];
            page->day = day;
        }
    }
    mem_free(count);
    return STATUS_OK;
}

static void draw_sessions(Page *page)
{
    const Sessions *sessions = &page->clinic->sessions;

    for (int32_t i = 0; i < sessions->rows; i++) {
        Line *line = &page->lines[sessions->provider[i]];

        if (sessions->date[i] != page->day || sessions->start[i] >= sessions->end[i])
            continue;
        line->works = true;
        memset(line->minutes + sessions->start[i], '.',
               (size_t)(sessions->end[i] - sessions->start[i]));
    }
}

static void close_minutes(Line *line, int32_t start, int32_t end)
{
    for (int32_t minute = start; minute < end; minute++)
        if (line->minutes[minute] == '.')
            line->minutes[minute] = 'x';
}

/* Closures of providers, and of the sites where they work then. */
static void draw_closures(Page *page)
{
    const Closures *closures = &page->clinic->closures;
    const Sessions *sessions = &page->clinic->sessions;

    for (int32_t i = 0; i < closures->rows; i++) {
        if (closures->date[i] != page->day)
            continue;
        if (closures->kind[i] == CLOSURE_PROVIDER) {
            int32_t provider = lookup_find(page->providers, closures->id[i]);

            if (provider >= 0)
                close_minutes(&page->lines[provider], closures->start[i], closures->end[i]);
        }
        for (int32_t s = 0; closures->kind[i] == CLOSURE_SITE && s < sessions->rows; s++) {
            int32_t start = sessions->start[s], end = sessions->end[s];

            if (sessions->date[s] != page->day ||
                strcmp(page->clinic->sites.site[sessions->site[s]], closures->id[i]) != 0)
                continue;
            start = closures->start[i] > start ? closures->start[i] : start;
            end = closures->end[i] < end ? closures->end[i] : end;
            close_minutes(&page->lines[sessions->provider[s]], start, end);
        }
    }
}

/* A shared visit is listed by every member: true when it is drawn already. */
static bool is_drawn(const Page *page, int32_t row, const Line *line)
{
    const Resources *held = &page->schedule->resources;
    int32_t request = held->request[row];
    int32_t type = request >= 0 ? page->clinic->requests.visit_type[request] : -1;

    return type >= 0 && page->clinic->visit_types.group_capacity[type] > 1 &&
           line->minutes[held->start[row]] == '[';
}

static void draw_visits(Page *page)
{
    const Resources *held = &page->schedule->resources;

    for (int32_t i = 0; i < held->rows; i++) {
        int32_t provider;
        Line *line;

        if (held->kind[i] != UNIT_PROVIDER || held->date[i] != page->day)
            continue;
        provider = lookup_find(page->providers, held->id[i]);
        if (provider < 0 || held->start[i] < 0 || held->end[i] > DAY_MIN)
            continue;
        line = &page->lines[provider];
        line->works = true;
        if (is_drawn(page, i, line))
            continue;
        for (int32_t minute = held->start[i]; minute < held->end[i]; minute++) {
            char *mark = &line->minutes[minute];

            if (*mark == '[' || *mark == '=' || *mark == '#')
                *mark = '#';
            else
                *mark = minute == held->start[i] ? '[' : '=';
        }
    }
}

/* The hours between the first and the last minute at which anybody works. */
static void find_frame(Page *page)
{
    page->first = DAY_MIN;
    page->last = 0;
    for (int32_t p = 0; p < page->clinic->providers.rows; p++) {
        for (int32_t minute = 0; page->lines[p].works && minute < DAY_MIN; minute++) {
            if (page->lines[p].minutes[minute] == ' ')
                continue;
            page->first = minute < page->first ? minute : page->first;
            page->last = minute + 1 > page->last ? minute + 1 : page->last;
        }
    }
    page->first = page->first / 60 * 60;
    page->last = (page->last + 59) / 60 * 60;
    page->minutes_column = page->clinic->horizon.slot_min[0];
    while ((page->last - page->first) / page->minutes_column > COLUMNS_MAX)
        page->minutes_column *= 2;
}

static void write_hours(const Page *page, int label, Text *out)
{
    int32_t next = 0, columns = (page->last - page->first) / page->minutes_column;

    text_add(out, "%*s  ", label, "");
    for (int32_t hour = page->first / 60, used = 0; hour * 60 < page->last; hour++) {
        int32_t at = (hour * 60 - page->first) / page->minutes_column;

        if (at < next || at + 2 > columns)
            continue;
        text_add(out, "%*s%02d", (int)(at - used), "", (int)hour);
        used = at + 2;
        next = used + 1; /* a blank between two hours at least */
    }
    text_add(out, "\n");
}

/* The mark of a column: that of its most telling minute. */
static char column_mark(const char *minutes, int32_t count)
{
    static const char telling[] = "#[=x. ";

    for (const char *mark = telling; *mark; mark++)
        if (memchr(minutes, *mark, (size_t)count))
            return *mark;
    return ' ';
}

static void write_line(const Page *page, int32_t provider, int label, Text *out)
{
    const Line *line = &page->lines[provider];
    int32_t present = 0, busy = 0;

    for (int32_t minute = 0; minute < DAY_MIN; minute++) {
        present += line->minutes[minute] != ' ';
        busy += line->minutes[minute] != '\0' && strchr("[=#", line->minutes[minute]) != NULL;
    }
    text_add(out, "%-*.*s  ", label, label, page->clinic->providers.provider[provider]);
    for (int32_t minute = page->first; minute < page->last; minute += page->minutes_column) {
        char mark = column_mark(line->minutes + minute, page->minutes_column);

        text_add_bytes(out, &mark, 1);
    }
    text_add(out, "  %3d %%\n", present > 0 ? (100 * busy + present / 2) / present : 0);
}

static int label_width(const Page *page)
{
    size_t width = 0;

    for (int32_t p = 0; p < page->clinic->providers.rows; p++) {
        size_t length = strlen(page->clinic->providers.provider[p]);

        if (page->lines[p].works && length > width)
            width = length;
    }
    return width < LABEL_MAX ? (int)width : LABEL_MAX;
}

static void write_page(const Page *page, int32_t most, Text *out)
{
    static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    int32_t epoch_day = page->clinic->epoch_day + page->day, shown = 0, working = 0;
    char date[CALENDAR_DATE_BYTES];
    int label = label_width(page);

    calendar_format(epoch_day, date);
    text_add(out, "The fullest day, %s %s: %d appointments\n",
             weekdays[calendar_weekday(epoch_day) - 1], date, page->appointments);
    write_hours(page, label, out);
    for (int32_t p = 0; p < page->clinic->providers.rows; p++) {
        working += page->lines[p].works;
        if (page->lines[p].works && shown < most) {
            write_line(page, p, label, out);
            shown++;
        }
    }
    if (working > shown)
        text_add(out, "... and %d more\n", working - shown);
    text_add(out, "%*s  [== a visit   # two at once   . free   x closed   %d min a column\n", label,
             "", page->minutes_column);
}

Status day_write_fullest(const Clinic *clinic, const Schedule *schedule, int32_t lines, Text *out)
{
    Page page = {.clinic = clinic, .schedule = schedule};
    Status status;

    TRY(find_fullest(&page));
    if (page.appointments == 0)
        goto done;
    status = STATUS_NO_MEMORY;
    page.lines = MEM_NEW(Line, clinic->providers.rows);
    if (!page.lines)
        goto done;
    TRY(lookup_list((const char *const *)clinic->providers.provider, clinic->providers.rows,
                    &page.providers));
    for (int32_t p = 0; p < clinic->providers.rows; p++)
        memset(page.lines[p].minutes, ' ', DAY_MIN);
    draw_sessions(&page);
    draw_closures(&page);
    draw_visits(&page);
    find_frame(&page);
    write_page(&page, lines, out);
    status = text_status(out);
done:
    lookup_free(page.providers);
    mem_free(page.lines);
    return status;
}
