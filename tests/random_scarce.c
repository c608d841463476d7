/* Where little is left: units free for half of a visit, fixed visits that keep theirs, types that
 * hold different ones or all the same, chances close to each other and to the limit. */
#include <string.h>

#include "tests/brute.h"
#include "tests/random_maker.h"

/* Two rooms or devices of one type at one site: one until some time, the other from then on. */
static void split_hours(Maker *maker, int32_t kind)
{
    Clinic *c = maker->clinic;
    int32_t n = brute_units(c, kind), u = between(maker, 0, n - 1), v = (u + 1) % n;
    int32_t *open = kind == UNIT_ROOM ? c->rooms.open : c->equipment.open;
    int32_t *close = kind == UNIT_ROOM ? c->rooms.close : c->equipment.close;
    const int32_t *site = kind == UNIT_ROOM ? c->rooms.site : c->equipment.site;
    const char **type = kind == UNIT_ROOM ? c->rooms.room_type : c->equipment.equipment_type;
    int32_t at = NINE + maker->slot * between(maker, 1, 4);

    if (!now_and_then(maker, RANDOM_HOURS, 35) || n < 2 || site[u] != site[v] || open[u] >= at ||
        close[v] <= at)
        return;
    type[v] = type[u];
    close[u] = at;
    open[v] = at;
}

/* A unit is out of order, or a person in a meeting, for a slot or two. */
static void make_outage(Maker *maker, int32_t kind)
{
    Clinic *c = maker->clinic;
    const int32_t closures[] = {CLOSURE_PROVIDER, CLOSURE_ROOM, CLOSURE_EQUIPMENT};
    int32_t unit = between(maker, 0, brute_units(c, kind) - 1), row;
    int32_t date = between(maker, 0, c->horizon.days[0] - 1);
    int32_t start = NINE + maker->slot * between(maker, 0, 4);
    int32_t end = start + maker->slot * between(maker, 1, 2);

    if (!now_and_then(maker, RANDOM_CLOSURES, 22))
        return;
    row = append(maker, TABLE_closures);
    c->closures.kind[row] = closures[kind];
    c->closures.id[row] = kind == UNIT_PROVIDER ? c->providers.provider[unit]
                          : kind == UNIT_ROOM   ? c->rooms.room[unit]
                                                : c->equipment.equipment[unit];
    c->closures.date[row] = date;
    c->closures.start[row] = start;
    c->closures.end[row] = end;
}

/* Types hold other units than the types before them, or two of a kind. */
static void vary_holdings(Maker *maker)
{
    Clinic *c = maker->clinic;

    for (int32_t t = 0; t < c->visit_types.rows; t++) {
        bool room = (t + now_and_then(maker, 0, 15)) % 2 == 0;
        int32_t kind = room ? UNIT_ROOM : UNIT_EQUIPMENT, row;
        int32_t unit = between(maker, 0, brute_units(c, kind) - 1);
        int32_t minutes = maker->slot * between(maker, 1, 2);

        if (!now_and_then(maker, room ? RANDOM_ROOMS : RANDOM_EQUIPMENT, 45))
            continue;
        row = append(maker, TABLE_activities);
        c->activities.visit_type[row] = t;
        c->activities.step[row] = 8;
        c->activities.kind[row] = kind;
        c->activities.type[row] = brute_unit_type(c, kind, unit);
        c->activities.offset_min[row] = 0;
        c->activities.duration_min[row] = minutes;
        if (now_and_then(maker, RANDOM_PARTS, 20))
            c->activities.count[row] = 2;
    }
}

/* As many ask for one type as for the next, where nothing stands yet. */
static void mix_types(Maker *maker)
{
    Clinic *c = maker->clinic;
    bool on = now_and_then(maker, 0, 50);

    for (int32_t r = 0; r < c->requests.rows && on; r++)
        if (c->requests.status[r] == REQUEST_NEW || c->requests.status[r] == REQUEST_WAITLIST)
            c->requests.visit_type[r] = r % c->visit_types.rows;
}

/* Little time and more overlaps. */
static void crowd_sessions(Maker *maker)
{
    Sessions *rows = &maker->clinic->sessions;

    for (int32_t s = 0; s < rows->rows; s++) {
        int32_t end = rows->start[s] + maker->slot * between(maker, 2, 4);
        int32_t most = between(maker, 1, 2);

        if (now_and_then(maker, RANDOM_OVERBOOK, 30) && rows->overbook_max[s] == 0)
            rows->overbook_max[s] = most;
        if (now_and_then(maker, RANDOM_OVERBOOK, 40) && end < rows->end[s])
            rows->end[s] = end;
    }
}

/* Some chances have as many whole sixteenths; those of one type are high, of the next low. */
static void near_chances(Maker *maker)
{
    Requests *rows = &maker->clinic->requests;
    double high = ONE_OF(maker, 0.75, 0.875, 0.938), low = ONE_OF(maker, 0.25, 0.5, 0.688);
    bool on = now_and_then(maker, RANDOM_SHOW, 60);

    for (int32_t r = 0; r < rows->rows; r++) {
        bool odd = (rows->visit_type[r] + now_and_then(maker, 0, 15)) % 2;
        double chance = (odd ? low : high) + 0.03 * between(maker, 0, 1);

        if (now_and_then(maker, RANDOM_SHOW, 85) && on)
            rows->show_prob[r] = chance;
    }
}

static double chance_of(const Clinic *c, int32_t r)
{
    double chance = c->requests.show_prob[r];

    return chance >= 0 ? chance : 0.9;
}

/* The limit is what some two of the requests, of two types if there are, just keep or do not. */
static void tighten_collisions(Maker *maker)
{
    Clinic *c = maker->clinic;
    int32_t n = c->requests.rows, r = between(maker, 0, n - 1), q = between(maker, 0, n - 1),
            row = 0;
    double off = ONE_OF(maker, 0, 0, 0.003, -0.003), limit;

    for (int32_t i = 0; i < n && c->requests.visit_type[q] == c->requests.visit_type[r]; i++)
        q = (q + 1) % n;
    limit = chance_of(c, r) * chance_of(c, q) + off;
    if (!now_and_then(maker, RANDOM_OVERBOOK, 50) || !(limit >= 0 && limit <= 1))
        return;
    while (row < c->policy.rows && strcmp(c->policy.key[row], "collision_show_max") != 0)
        row++;
    if (row == c->policy.rows)
        row = append(maker, TABLE_policy);
    c->policy.key[row] = "collision_show_max";
    c->policy.value[row] = limit;
}

/* The room that fixed request @p r may be in by its type's rows, or -1. */
static int32_t fitting_room(const Clinic *c, int32_t r, int32_t from)
{
    for (int32_t i = 0; i < c->rooms.rows; i++) {
        int32_t room = (from + i) % c->rooms.rows;

        for (int32_t a = 0; a < c->activities.rows; a++)
            if (c->activities.visit_type[a] == c->requests.visit_type[r] &&
                c->activities.kind[a] == UNIT_ROOM &&
                c->rooms.site[room] == c->requests.booked_site[r] &&
                strcmp(c->activities.type[a], c->rooms.room_type[room]) == 0)
                return room;
    }
    return -1;
}

/* More visits stand fixed, more of them in a room that they can be in. */
static void fix_bookings(Maker *maker)
{
    Clinic *c = maker->clinic;

    for (int32_t r = 0; r < c->requests.rows; r++) {
        int32_t from = between(maker, 0, c->rooms.rows - 1);
        bool fixes = now_and_then(maker, RANDOM_FIXED, 40);
        bool rooms = now_and_then(maker, RANDOM_ROOMS, 60), blank = now_and_then(maker, 0, 25);

        if (c->requests.status[r] == REQUEST_BOOKED && fixes)
            c->requests.status[r] = REQUEST_FIXED;
        if (c->requests.status[r] == REQUEST_FIXED && rooms)
            c->requests.booked_room[r] = blank ? -1 : fitting_room(c, r, from);
    }
}

/* Others ask for what stands fixed as a shared visit. */
static void join_fixed(Maker *maker)
{
    const Clinic *c = maker->clinic;
    Requests *rows = &maker->clinic->requests;

    for (int32_t r = 0; r < rows->rows; r++) {
        int32_t q = between(maker, 0, rows->rows - 1);

        if (now_and_then(maker, RANDOM_GROUP, 70) && rows->status[r] == REQUEST_FIXED &&
            c->visit_types.group_capacity[rows->visit_type[r]] > 1 &&
            (rows->status[q] == REQUEST_NEW || rows->status[q] == REQUEST_WAITLIST))
            rows->visit_type[q] = rows->visit_type[r];
    }
}

/* All that is asked for of a kind is of one type. */
static void ask_alike(Maker *maker, int32_t kind)
{
    Clinic *c = maker->clinic;
    Activities *rows = &c->activities;
    const char *type = brute_unit_type(c, kind, between(maker, 0, brute_units(c, kind) - 1));
    bool on = now_and_then(maker, kind == UNIT_ROOM ? RANDOM_ROOMS : RANDOM_EQUIPMENT, 80);

    for (int32_t a = 0; a < rows->rows && on; a++)
        if (rows->kind[a] == kind)
            rows->type[a] = type;
}

/* Some leads begin later than what else their visit holds; none is left no time. */
static void delay_leads(Maker *maker)
{
    Clinic *c = maker->clinic;
    BruteShape shape;

    for (int32_t a = 0; a < c->activities.rows; a++)
        if (now_and_then(maker, RANDOM_PARTS, 50) && c->activities.step[a] == 2)
            c->activities.offset_min[a] = maker->slot;
    for (int32_t i = 0; i < c->skills.rows; i++)
        if (!brute_shape(c, c->skills.visit_type[i], c->skills.provider[i], MODE_IN_PERSON, &shape))
            c->skills.duration_factor[i] = 1;
}

/* Some types can be had in either mode; what stands booked then says in which. */
static void free_modes(Maker *maker)
{
    Clinic *c = maker->clinic;
    Requests *rows = &c->requests;

    for (int32_t t = 0; t < c->visit_types.rows; t++)
        if (now_and_then(maker, RANDOM_MODES, 50))
            c->visit_types.mode[t] = TYPE_EITHER;
    for (int32_t r = 0; r < rows->rows; r++) {
        int32_t mode = between(maker, MODE_IN_PERSON, MODE_TELEHEALTH);

        if ((rows->status[r] == REQUEST_BOOKED || rows->status[r] == REQUEST_FIXED) &&
            c->visit_types.mode[rows->visit_type[r]] == TYPE_EITHER &&
            rows->booked_mode[r] == MISSING)
            rows->booked_mode[r] = mode;
    }
}

/* Whatever is served may overlap, in either mode, and holds much the same. */
static void share_units(Maker *maker)
{
    Clinic *c = maker->clinic;
    bool on = now_and_then(maker, RANDOM_OVERBOOK, 25);
    Maker copy = *maker;

    if (!on)
        return;
    ask_alike(&copy, UNIT_ROOM);
    ask_alike(&copy, UNIT_EQUIPMENT);
    delay_leads(&copy);
    for (int32_t u = 0; u < c->equipment.rows; u++)
        if (now_and_then(&copy, RANDOM_TURNAROUND, 70))
            c->equipment.turnaround_min[u] = maker->slot;
    free_modes(&copy);
    for (int32_t t = 0; t < c->visit_types.rows; t++)
        c->visit_types.overbook_ok[t] = 1;
    for (int32_t s = 0; s < c->sessions.rows; s++)
        if (c->sessions.overbook_max[s] == 0)
            c->sessions.overbook_max[s] = between(&copy, 1, 2);
}

void make_scarce(Maker *maker)
{
    for (int32_t kind = UNIT_PROVIDER; kind <= UNIT_EQUIPMENT; kind++)
        make_outage(maker, kind);
    split_hours(maker, UNIT_ROOM);
    split_hours(maker, UNIT_EQUIPMENT);
    vary_holdings(maker);
    mix_types(maker);
    crowd_sessions(maker);
    near_chances(maker);
    tighten_collisions(maker);
    fix_bookings(maker);
    join_fixed(maker);
    share_units(maker);
}
