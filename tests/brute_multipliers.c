#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/brute_bound.h"
#include "tests/check.h"

/* Prices in the making. */
typedef struct Maker {
    const BruteCase *it;
    Schedule *schedule;
    Random *random;
    double scale; /* of what a booking is worth */
} Maker;

/* A new row for @p percent in a hundred keys, or -1. */
static int32_t row_of(Maker *maker, int32_t percent, const char *family, const char *id,
                      double price)
{
    Certificate *rows = &maker->schedule->certificate;
    int32_t row = 0;

    if (random_below(maker->random, 100) >= percent)
        return -1;
    assert_ok(schedule_append(maker->schedule, TABLE_certificate, &row));
    rows->family[row] = family;
    rows->id[row] = id;
    rows->multiplier[row] = price;
    return row;
}

static bool is_priced(const Maker *maker, const char *family, const char *id, BruteKey key)
{
    const Certificate *rows = &maker->schedule->certificate;

    for (int32_t i = 0; i < rows->rows; i++)
        if (strcmp(rows->family[i], family) == 0 && strcmp(rows->id[i], id) == 0 &&
            rows->date[i] == key.date && rows->site[i] == key.site && rows->start[i] == key.start &&
            rows->provider[i] == key.provider)
            return true;
    return false;
}

static void price(Maker *maker, int32_t percent, const char *family, const char *id, BruteKey key,
                  double price)
{
    Certificate *rows = &maker->schedule->certificate;
    int32_t row;

    if (is_priced(maker, family, id, key))
        return;
    row = row_of(maker, percent, family, id, price);
    if (row < 0)
        return;
    rows->date[row] = key.date;
    rows->site[row] = key.site;
    rows->start[row] = key.start;
    rows->provider[row] = key.provider;
}

static double signed_unit(Maker *maker)
{
    return random_unit(maker->random) * (random_below(maker->random, 5) == 0 ? -1 : 1);
}

static void price_requests(Maker *maker)
{
    static BruteChoices choices;
    const Clinic *clinic = maker->it->clinic;

    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        double worth = clinic->visit_types.value[clinic->requests.visit_type[r]];
        int32_t told = random_below(maker->random, 2) ? 15 : random_below(maker->random, 16);

        if (brute_is_fixed(clinic, r))
            continue;
        brute_bound_choices(maker->it, r, &choices);
        for (int32_t c = 0; c < choices.count; c++) {
            BruteKey key = brute_asked(clinic, r, &choices.visits[c]);

            key.date = told & 1 ? key.date : MISSING;
            key.site = told & 2 ? key.site : -1;
            key.start = told & 4 ? key.start : MISSING;
            key.provider = told & 8 ? key.provider : -1;
            price(maker, 75, "ONCE", clinic->requests.request[r], key,
                  maker->scale * worth * signed_unit(maker));
        }
    }
}

static void price_pools(Maker *maker)
{
    static const char *const families[] = {"PROVIDER", "ROOM", "EQUIPMENT"};
    const Clinic *clinic = maker->it->clinic;
    int32_t slot = clinic->horizon.slot_min[0], site = random_below(maker->random, 2);

    for (int32_t kind = 0; kind < 3; kind++)
        for (int32_t u = 0; u < brute_units(clinic, kind); u++)
            for (int32_t day = 0; day < clinic->horizon.days[0]; day++)
                for (int32_t m = 8 * 60; m < 12 * 60; m += slot)
                    price(maker, 50, families[kind], brute_unit_type(clinic, kind, u),
                          (BruteKey){day,
                                     kind == UNIT_PROVIDER ? site % clinic->sites.rows
                                                           : brute_unit_site(clinic, kind, u),
                                     m, -1},
                          maker->scale * random_unit(maker->random));
}

Schedule *brute_multipliers(const BruteCase *it, Random *random)
{
    static const double scales[] = {0, 0.3, 1, 3};
    const Clinic *clinic = it->clinic;
    Maker maker = {.it = it, .random = random};

    assert_ok(schedule_new(&maker.schedule));
    maker.scale = scales[random_below(random, 4)];
    price_requests(&maker);
    maker.scale = scales[random_below(random, 4)];
    price_pools(&maker);
    for (int32_t type = 0; type < clinic->visit_types.rows; type++)
        for (int32_t site = 0; site < clinic->sites.rows; site++)
            for (int32_t day = 0; day < clinic->horizon.days[0]; day++)
                if (brute_places(clinic, type, site, day) > 0)
                    price(&maker, 70, "RESERVE", clinic->visit_types.visit_type[type],
                          (BruteKey){day, site, MISSING, -1},
                          clinic->visit_types.value[type] * clinic->rules.weight_urgent *
                              signed_unit(&maker));
    for (int32_t s = 0; s < clinic->sessions.rows; s++) {
        int32_t from, until;

        if (brute_session(clinic, s, &from, &until) && clinic->sessions.overbook_max[s] > 0)
            price(&maker, 60, "SESSION", clinic->providers.provider[clinic->sessions.provider[s]],
                  (BruteKey){clinic->sessions.date[s],
                             random_below(random, 2) ? clinic->sessions.site[s] : -1, from, -1},
                  scales[random_below(random, 3)] * random_unit(random));
    }
    return maker.schedule;
}
