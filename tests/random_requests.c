#include "tests/brute.h"
#include "tests/random_maker.h"

static void make_patients(Maker *maker, int32_t n)
{
    Clinic *c = maker->clinic;
    static const char *const cohorts[] = {"", "a", "b"};

    for (int32_t i = 0; i < n; i++) {
        int32_t row = append(maker, TABLE_patients);

        c->patients.patient[row] = named(maker, "M", i);
        c->patients.cohort[row] = cohorts[between(maker, 0, 2)];
    }
}

/* A standing booking: mostly where some session could take it. */
static void make_booking(Maker *maker, int32_t r)
{
    Clinic *c = maker->clinic;
    Requests *rows = &c->requests;
    int32_t type = rows->visit_type[r], s = random_below(&maker->random, 1 << 20);
    int32_t start = NINE + maker->slot * between(maker, 0, 4);
    int32_t date = between(maker, 0, c->horizon.days[0] - 1);
    int32_t outside = between(maker, 0, 2), room = between(maker, 0, c->rooms.rows - 1);
    int32_t mode = between(maker, 0, 1);

    rows->booked_provider[r] = between(maker, 0, c->providers.rows - 1);
    rows->booked_site[r] = between(maker, 0, c->sites.rows - 1);
    rows->booked_date[r] = date;
    rows->booked_start[r] = start;
    if (now_and_then(maker, 0, 88) && c->sessions.rows > 0) {
        s %= c->sessions.rows;
        rows->booked_provider[r] = c->sessions.provider[s];
        rows->booked_site[r] = c->sessions.site[s];
        rows->booked_date[r] = c->sessions.date[s];
        rows->booked_start[r] =
            (c->sessions.start[s] + maker->slot - 1) / maker->slot * maker->slot +
            maker->slot * (outside == 0 ? 0 : mode);
    }
    if (now_and_then(maker, 0, 12))
        rows->booked_date[r] = outside == 0 ? -1 : c->horizon.days[0] - 1 + outside;
    if (c->visit_types.mode[type] == TYPE_EITHER || now_and_then(maker, 0, 15))
        rows->booked_mode[r] = c->visit_types.mode[type] == TYPE_EITHER       ? mode
                               : c->visit_types.mode[type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH
                                                                              : MODE_IN_PERSON;
    if (now_and_then(maker, RANDOM_ROOMS, 40) && c->rooms.site[room] == rows->booked_site[r])
        rows->booked_room[r] = room;
    if (now_and_then(maker, 0, 50))
        rows->booked_on[r] = -between(maker, 1, 9);
}

static void make_wishes(Maker *maker, int32_t r)
{
    Clinic *c = maker->clinic;
    Requests *rows = &c->requests;
    int32_t provider = between(maker, 0, c->providers.rows - 1);
    int32_t site = between(maker, 0, c->sites.rows - 1), mode = between(maker, 0, 1);
    int32_t from = between(maker, -1, 1), until = from + between(maker, 0, 1);

    if (now_and_then(maker, RANDOM_PREFERENCE, 40))
        rows->provider[r] = provider;
    if (now_and_then(maker, RANDOM_PREFERENCE, 25))
        rows->provider_required[r] = 1;
    if (now_and_then(maker, RANDOM_PREFERENCE, 40))
        rows->site[r] = site;
    if (now_and_then(maker, RANDOM_PREFERENCE, 25))
        rows->site_required[r] = 1;
    if (now_and_then(maker, RANDOM_MODES, 15))
        rows->mode[r] = mode;
    if (now_and_then(maker, RANDOM_AUTHORITY, 50))
        rows->authorized_from[r] = from;
    if (now_and_then(maker, RANDOM_AUTHORITY, 50))
        rows->authorized_until[r] = until;
}

static void make_availability(Maker *maker, int32_t r)
{
    Clinic *c = maker->clinic;

    for (int32_t i = between(maker, 1, 2); i > 0; i--) {
        int32_t row, weekday = between(maker, 1, 2);
        int32_t date = between(maker, 0, c->horizon.days[0]);
        int32_t start = time_of_day(maker, 0, 3);
        int32_t end = start + time_of_day(maker, 1, 4) - NINE;

        if (!now_and_then(maker, RANDOM_AVAILABLE, 25))
            continue;
        row = append(maker, TABLE_availability);
        c->availability.request[row] = r;
        c->availability.start[row] = start;
        c->availability.end[row] = end;
        if (now_and_then(maker, 0, 30))
            c->availability.weekday[row] = weekday;
        if (now_and_then(maker, 0, 30))
            c->availability.date[row] = date;
        if (now_and_then(maker, RANDOM_OFF_GRID, 8)) /* emptied by rounding, still a row */
            c->availability.end[row] = c->availability.start[row] + 1;
    }
}

static void make_request(Maker *maker, int32_t n_patients)
{
    Clinic *c = maker->clinic;
    Requests *rows = &c->requests;
    int32_t r = append(maker, TABLE_requests), earliest = between(maker, -2, 1);
    int32_t latest = earliest + between(maker, 0, 2), own = r % c->patients.rows;
    int32_t shared = between(maker, 0, n_patients - 1);
    double chance = ONE_OF(maker, 0, 1, 0.5, 0.9, 0.25, 0.7), weight = ONE_OF(maker, 2, 0.5, 0);

    rows->request[r] = named(maker, "Q", r);
    rows->patient[r] = now_and_then(maker, RANDOM_PATIENTS, 100) ? shared : own;
    rows->visit_type[r] = between(maker, 0, c->visit_types.rows - 1);
    rows->priority[r] = now_and_then(maker, 0, 60) ? PRIORITY_ROUTINE : between(maker, 0, 3);
    rows->requested_on[r] = -between(maker, 1, 9);
    rows->earliest[r] = -between(maker, 0, 1);
    rows->latest[r] = 5;
    if (now_and_then(maker, RANDOM_WINDOW, 25)) {
        rows->earliest[r] = earliest;
        rows->latest[r] = latest;
    }
    rows->status[r] = now_and_then(maker, 0, 50) ? REQUEST_NEW : REQUEST_WAITLIST;
    if (now_and_then(maker, RANDOM_SHOW, 60))
        rows->show_prob[r] = chance;
    if (now_and_then(maker, RANDOM_COSTS, 15))
        rows->weight[r] = weight;
    make_wishes(maker, r);
    if (now_and_then(maker, RANDOM_BOOKED, 25)) {
        rows->status[r] = REQUEST_BOOKED;
        make_booking(maker, r);
    } else if (now_and_then(maker, RANDOM_FIXED, 18)) {
        rows->status[r] = REQUEST_FIXED;
        make_booking(maker, r);
    }
    make_availability(maker, r);
}

static void make_links(Maker *maker)
{
    Links *rows = &maker->clinic->links;
    int32_t n = maker->clinic->requests.rows;

    for (int32_t i = 0; i < 3 && n > 1; i++) {
        int32_t row, first = between(maker, 0, n - 1), kind = between(maker, 0, 3);
        int32_t second = (first + between(maker, 1, n - 1)) % n;
        int32_t days = between(maker, 0, 1), more = between(maker, 0, 2);

        if (!now_and_then(maker, RANDOM_LINKS, 22))
            continue;
        row = append(maker, TABLE_links);
        rows->first[row] = first;
        rows->second[row] = second;
        rows->kind[row] = kind;
        if (kind == LINK_AFTER)
            rows->min[row] = days;
        if (kind == LINK_SAME_DAY && now_and_then(maker, 0, 40))
            rows->min[row] = 7;
        if (kind == LINK_AFTER && now_and_then(maker, 0, 40))
            rows->max[row] = days + more;
        if (kind == LINK_SAME_DAY && now_and_then(maker, 0, 40))
            rows->max[row] = rows->min[row] + more * maker->slot;
    }
}

void make_requests(Maker *maker)
{
    int32_t n = 1 + between(maker, 1, 9) / 2, n_patients = between(maker, (n + 1) / 2, n);

    make_patients(maker, n);
    for (int32_t i = 0; i < n; i++)
        make_request(maker, n_patients);
    make_links(maker);
}
