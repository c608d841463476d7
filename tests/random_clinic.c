#include "tests/random_maker.h"

#include <stdio.h>

#include "model/base/memory.h"
#include "tests/brute.h"
#include "tests/check.h"

bool now_and_then(Maker *maker, unsigned feature, int32_t percent)
{
    bool on = random_below(&maker->random, 100) < percent;

    return on && (feature == 0 || (maker->features & feature));
}

int32_t between(Maker *maker, int32_t low, int32_t high)
{
    return random_between(&maker->random, low, high);
}

double one_of(Maker *maker, const double *values, int32_t n)
{
    return values[random_below(&maker->random, n)];
}

int32_t time_of_day(Maker *maker, int32_t low, int32_t high)
{
    int32_t minute = NINE + maker->slot * between(maker, low, high);
    int32_t off = between(maker, 1, maker->slot - 1);

    return now_and_then(maker, RANDOM_OFF_GRID, 20) ? minute + off : minute;
}

int32_t append(Maker *maker, enum DatasetTable table)
{
    int32_t row = 0;

    assert_ok(clinic_append(maker->clinic, table, &row));
    return row;
}

const char *named(Maker *maker, const char *stem, int32_t number)
{
    char name[32];
    const char *copy;

    snprintf(name, sizeof name, "%s%d", stem, (int)number);
    copy = clinic_text(maker->clinic, name);
    assert_non_null(copy);
    return copy;
}

static void make_places(Maker *maker)
{
    Clinic *c = maker->clinic;
    int32_t days = between(maker, 1, 2), n_sites = now_and_then(maker, RANDOM_TRAVEL, 45) ? 2 : 1;
    int32_t n_rooms = between(maker, 1, 3), n_devices = between(maker, 1, 2);

    append(maker, TABLE_horizon);
    c->horizon.start_date[0] = "2026-03-02";
    c->horizon.days[0] = days;
    c->horizon.slot_min[0] = maker->slot;
    c->horizon.timezone[0] = "UTC";
    for (int32_t i = 0; i < n_sites; i++) {
        int32_t row = append(maker, TABLE_sites);

        c->sites.site[row] = named(maker, "S", i);
    }
    for (int32_t i = 0; i < n_rooms; i++) {
        int32_t row = append(maker, TABLE_rooms), open = time_of_day(maker, 0, 1);
        int32_t close = time_of_day(maker, 4, 7);

        c->rooms.room[row] = named(maker, "R", i);
        c->rooms.site[row] = between(maker, 0, n_sites - 1);
        c->rooms.room_type[row] = now_and_then(maker, 0, 85) ? "small" : "large";
        if (now_and_then(maker, RANDOM_HOURS, 40)) {
            c->rooms.open[row] = open;
            c->rooms.close[row] = close;
        }
    }
    for (int32_t i = 0; i < n_devices; i++) {
        int32_t row = append(maker, TABLE_equipment), open = time_of_day(maker, 0, 1);
        int32_t close = time_of_day(maker, 4, 7);

        c->equipment.equipment[row] = named(maker, "E", i);
        c->equipment.site[row] = between(maker, 0, n_sites - 1);
        c->equipment.equipment_type[row] = now_and_then(maker, 0, 85) ? "echo" : "scan";
        if (now_and_then(maker, RANDOM_TURNAROUND, 40))
            c->equipment.turnaround_min[row] = maker->slot;
        if (now_and_then(maker, RANDOM_HOURS, 40)) {
            c->equipment.open[row] = open;
            c->equipment.close[row] = close;
        }
    }
}

/* The type of a unit that there is; now and then another. */
static const char *some_type(Maker *maker, int32_t kind)
{
    static const char *const others[] = {"nurse", "large", "scan"};
    int32_t unit = between(maker, 0, brute_units(maker->clinic, kind) - 1);

    return now_and_then(maker, 0, 96) ? brute_unit_type(maker->clinic, kind, unit) : others[kind];
}

/* A row of activities other than the lead's. */
static void make_activity(Maker *maker, int32_t type, int32_t step, int32_t kind, const char *what)
{
    Activities *rows = &maker->clinic->activities;
    int32_t row = append(maker, TABLE_activities);

    rows->visit_type[row] = type;
    rows->step[row] = step;
    rows->kind[row] = kind;
    rows->type[row] = what;
    rows->offset_min[row] = maker->slot * (now_and_then(maker, 0, 60) ? 0 : between(maker, 0, 2));
    rows->duration_min[row] = maker->slot * between(maker, 1, 2);
    if (now_and_then(maker, RANDOM_CLEANUP, 25))
        rows->cleanup_min[row] = maker->slot;
    if (now_and_then(maker, RANDOM_PARTS, 12))
        rows->count[row] = 2;
}

static void make_activities(Maker *maker, int32_t type)
{
    Activities *rows = &maker->clinic->activities;
    int32_t lead = append(maker, TABLE_activities);

    rows->visit_type[lead] = type;
    rows->step[lead] = 2;
    rows->kind[lead] = UNIT_PROVIDER;
    rows->type[lead] = now_and_then(maker, 0, 94) ? "doctor" : "nurse";
    rows->offset_min[lead] = now_and_then(maker, RANDOM_PARTS, 20) ? maker->slot : 0;
    rows->duration_min[lead] = maker->slot * between(maker, 1, 2);
    if (now_and_then(maker, RANDOM_ROOMS, 45))
        make_activity(maker, type, now_and_then(maker, 0, 50) ? 1 : 5, UNIT_ROOM,
                      some_type(maker, UNIT_ROOM));
    if (now_and_then(maker, RANDOM_ROOMS, 10))
        make_activity(maker, type, 6, UNIT_ROOM, some_type(maker, UNIT_ROOM));
    if (now_and_then(maker, RANDOM_FURTHER, 35))
        make_activity(maker, type, 3, UNIT_PROVIDER, some_type(maker, UNIT_PROVIDER));
    if (now_and_then(maker, RANDOM_FURTHER, 8))
        make_activity(maker, type, 4, UNIT_PROVIDER, some_type(maker, UNIT_PROVIDER));
    if (now_and_then(maker, RANDOM_EQUIPMENT, 35))
        make_activity(maker, type, 7, UNIT_EQUIPMENT, now_and_then(maker, 0, 85) ? "echo" : "scan");
}

static void make_types(Maker *maker)
{
    Clinic *c = maker->clinic;
    VisitTypes *types = &c->visit_types;
    bool varies = now_and_then(maker, RANDOM_CV, 100);

    for (int32_t i = between(maker, 2, 6) / 2; i > 0; i--) {
        int32_t t = append(maker, TABLE_visit_types);
        int32_t earliest = time_of_day(maker, 0, 2), latest = time_of_day(maker, 2, 4);
        double cv = ONE_OF(maker, 0.3, 0.5);

        types->visit_type[t] = named(maker, "V", t);
        types->specialty[t] = now_and_then(maker, 0, 70) ? "heart" : "skin";
        types->mode[t] = TYPE_IN_PERSON;
        if (now_and_then(maker, RANDOM_MODES, 35))
            types->mode[t] = now_and_then(maker, 0, 65) ? TYPE_EITHER : TYPE_TELEHEALTH;
        types->value[t] = ONE_OF(maker, 10, 10, 8, 20, 3);
        if (now_and_then(maker, RANDOM_WINDOW, 15))
            types->min_notice_days[t] = 1;
        if (now_and_then(maker, RANDOM_WINDOW, 15))
            types->earliest_start[t] = earliest;
        if (now_and_then(maker, RANDOM_WINDOW, 15))
            types->latest_start[t] = latest;
        if (now_and_then(maker, RANDOM_OVERBOOK, 15))
            types->overbook_ok[t] = 0;
        if (now_and_then(maker, RANDOM_CV, 50) && varies && maker->slot == 5)
            types->duration_cv[t] = cv;
        if (now_and_then(maker, RANDOM_AUTHORITY, 25))
            types->needs_authorization[t] = 1;
        if (now_and_then(maker, RANDOM_GROUP, 40))
            types->group_capacity[t] = 2;
        make_activities(maker, t);
    }
}

static void make_sessions(Maker *maker, int32_t provider)
{
    Clinic *c = maker->clinic;
    Sessions *rows = &c->sessions;

    for (int32_t day = 0; day < c->horizon.days[0]; day++) {
        int32_t free_from = 0, n = between(maker, 1, 5) / 2;

        for (int32_t i = 0; i < n; i++) {
            int32_t row = append(maker, TABLE_sessions), from = time_of_day(maker, 0, 2);
            int32_t held = between(maker, 0, 2);

            if (from < free_from)
                from = free_from;
            rows->provider[row] = provider;
            rows->site[row] = random_below(&maker->random, c->sites.rows);
            rows->date[row] = day;
            rows->start[row] = from;
            rows->end[row] = from + time_of_day(maker, 2, n == 2 ? 4 : 6) - NINE;
            free_from = rows->end[row] + (now_and_then(maker, 0, 70) ? 0 : maker->slot);
            if (now_and_then(maker, RANDOM_MODES, 30))
                rows->mode[row] =
                    now_and_then(maker, 0, 60) ? SESSION_IN_PERSON : SESSION_TELEHEALTH;
            if (now_and_then(maker, RANDOM_OVERBOOK, 65))
                rows->overbook_max[row] = between(maker, 1, 2);
            if (now_and_then(maker, RANDOM_HELD, 20)) {
                rows->held_for[row] = held == 0 ? "V0" : held == 1 ? "heart" : "skin";
                if (now_and_then(maker, 0, 50))
                    rows->release_days[row] = between(maker, 0, 1);
            }
        }
    }
}

static void make_people(Maker *maker)
{
    Clinic *c = maker->clinic;
    int32_t n = between(maker, 1, 3);

    for (int32_t i = 0; i < n; i++) {
        int32_t row = append(maker, TABLE_providers);

        c->providers.provider[row] = named(maker, "P", i);
        c->providers.role[row] = i == 0 || now_and_then(maker, 0, 55) ? "doctor" : "nurse";
    }
}

static void make_work(Maker *maker)
{
    Clinic *c = maker->clinic;

    for (int32_t row = 0; row < c->providers.rows; row++) {
        make_sessions(maker, row);
        for (int32_t t = 0; t < c->visit_types.rows; t++) {
            int32_t skill;
            double factor = ONE_OF(maker, 0.5, 0.75, 1.5, 2);
            BruteShape shape;

            if (!now_and_then(maker, 0, row == 0 ? 97 : 85))
                continue;
            skill = append(maker, TABLE_skills);
            c->skills.provider[skill] = row;
            c->skills.visit_type[skill] = t;
            if (now_and_then(maker, RANDOM_FACTORS, 35))
                c->skills.duration_factor[skill] = factor;
            if (!brute_shape(c, t, row, MODE_IN_PERSON, &shape))
                c->skills.duration_factor[skill] = 1;
        }
    }
}

static void make_closures(Maker *maker)
{
    Clinic *c = maker->clinic;

    for (int32_t i = between(maker, 0, 2); i > 0; i--) {
        int32_t kind = between(maker, CLOSURE_PROVIDER, CLOSURE_SITE), row;
        int32_t date = now_and_then(maker, 0, 5) ? -1 : between(maker, 0, c->horizon.days[0] - 1);
        int32_t start = time_of_day(maker, 0, 5), end = time_of_day(maker, 1, 2) - NINE + start;
        uint64_t any = random_bits(&maker->random) >> 8;

        if (!now_and_then(maker, RANDOM_CLOSURES, 70))
            continue;
        row = append(maker, TABLE_closures);
        c->closures.kind[row] = kind;
        c->closures.id[row] =
            kind == CLOSURE_SITE       ? c->sites.site[any % (uint64_t)c->sites.rows]
            : kind == CLOSURE_PROVIDER ? c->providers.provider[any % (uint64_t)c->providers.rows]
            : kind == CLOSURE_ROOM     ? c->rooms.room[any % (uint64_t)c->rooms.rows]
                                       : c->equipment.equipment[any % (uint64_t)c->equipment.rows];
        c->closures.date[row] = date;
        c->closures.start[row] = start;
        c->closures.end[row] = end;
    }
}

static void set_policy(Maker *maker, unsigned feature, int32_t percent, const char *key,
                       double value)
{
    int32_t row;

    if (!now_and_then(maker, feature, percent))
        return;
    row = append(maker, TABLE_policy);
    maker->clinic->policy.key[row] = key;
    maker->clinic->policy.value[row] = value;
}

static void make_policy(Maker *maker)
{
    double slot = maker->slot;

    set_policy(maker, RANDOM_COSTS, 30, "wait_cost_per_day", ONE_OF(maker, 0, 0.1, 0.4));
    set_policy(maker, RANDOM_COSTS, 30, "preferred_provider_bonus", ONE_OF(maker, 0, 0.2, 0.5));
    set_policy(maker, RANDOM_COSTS, 30, "preferred_site_bonus", ONE_OF(maker, 0, 0.2, 0.5));
    set_policy(maker, RANDOM_COSTS, 30, "unscheduled_cost", ONE_OF(maker, 1, 5));
    set_policy(maker, RANDOM_COSTS, 30, "move_cost", ONE_OF(maker, 0, 4, 12));
    set_policy(maker, RANDOM_COSTS, 30, "cancel_cost", ONE_OF(maker, 0, 1, 8));
    set_policy(maker, RANDOM_COSTS, 50, "patient_wait_cost_per_min", ONE_OF(maker, 0, 0.2, 0.5));
    set_policy(maker, RANDOM_COSTS, 50, "idle_cost_per_min", ONE_OF(maker, 0, 0.1, 0.3));
    set_policy(maker, RANDOM_COSTS, 50, "overtime_cost_per_min", ONE_OF(maker, 0, 0.5, 1));
    set_policy(maker, RANDOM_COSTS, 20, "weight_urgent", ONE_OF(maker, 0.5, 2));
    set_policy(maker, RANDOM_COSTS, 20, "weight_emergency", ONE_OF(maker, 0, 5));
    set_policy(maker, RANDOM_COSTS, 10, "cohort_wait_ratio_max", 1.5);
    set_policy(maker, RANDOM_SHOW, 30, "show_prob_default", ONE_OF(maker, 0.5, 0.8, 1, 0));
    set_policy(maker, RANDOM_OVERBOOK, 40, "collision_show_max", ONE_OF(maker, 0, 0.3, 0.49, 0.8));
    set_policy(maker, RANDOM_OVERTIME, 50, "overtime_limit_min",
               ONE_OF(maker, 0, 0.5, 1, 2, 0.4 * slot, slot));
    set_policy(maker, RANDOM_TRAVEL, 70, "travel_min", ONE_OF(maker, 0.5 * slot, slot, 2 * slot));
    set_policy(maker, RANDOM_URGENT, 50, "reserve_service_level", ONE_OF(maker, 0.4, 0.6, 0.8));
}

static void make_demand(Maker *maker)
{
    Clinic *c = maker->clinic;

    for (int32_t i = between(maker, 1, 2); i > 0; i--) {
        int32_t type = random_below(&maker->random, c->visit_types.rows), row;
        int32_t site = random_below(&maker->random, c->sites.rows);
        int32_t date = now_and_then(maker, 0, 5) ? -1 : between(maker, 0, c->horizon.days[0] - 1);
        double expected = ONE_OF(maker, 0, 0.3, 0.7, 1);

        if (!now_and_then(maker, RANDOM_URGENT, 100))
            continue;
        row = append(maker, TABLE_urgent_demand);
        c->urgent_demand.visit_type[row] = type;
        c->urgent_demand.site[row] = site;
        c->urgent_demand.date[row] = date;
        c->urgent_demand.expected[row] = expected;
    }
}

Clinic *random_clinic(uint64_t seed, unsigned features)
{
    static const int32_t slots[] = {5, 10, 30, 5};
    Maker maker = {.random = random_stream(seed, 0), .features = features};

    if (random_below(&maker.random, 6)) /* all at once leave little to book */
        maker.features &= (unsigned)(random_bits(&maker.random) >> 8);
    assert_ok(clinic_new(&maker.clinic));
    maker.slot = slots[random_below(&maker.random, 4)];
    make_places(&maker);
    make_people(&maker);
    make_types(&maker);
    make_work(&maker);
    make_closures(&maker);
    make_policy(&maker);
    make_demand(&maker);
    maker.random = random_stream(seed, 1);
    make_requests(&maker);
    maker.random = random_stream(seed, 3);
    maker.features = features;
    if (random_below(&maker.random, 3))
        make_scarce(&maker);
    assert_ok(clinic_settle(maker.clinic));
    return maker.clinic;
}

Chances *random_chances(const Clinic *clinic, uint64_t seed, unsigned features)
{
    Random random = random_stream(seed, 2);
    int32_t n = clinic->requests.rows, days = clinic->horizon.days[0];
    Chances *chances = NULL;

    assert_ok(chances_new(clinic, &chances));
    if (!(features & RANDOM_PREDICTED) || random_below(&random, 2))
        return chances;
    chances->begin = MEM_NEW(int64_t, n + 1);
    chances->first = MEM_NEW(int32_t, n);
    chances->predicted = MEM_NEW(double, n *days);
    assert_true(chances->begin && chances->first && chances->predicted);
    for (int32_t r = 0; r < n; r++) {
        chances->begin[r + 1] = chances->begin[r];
        if (!isnan(clinic->requests.show_prob[r]))
            continue;
        chances->given[r] = NAN;
        for (int32_t day = 0; day < days; day++)
            chances->predicted[chances->begin[r + 1]++] = random_below(&random, 41) / 40.0;
    }
    return chances;
}
