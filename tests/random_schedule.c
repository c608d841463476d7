#include "tests/brute.h"
#include "tests/check.h"
#include "tests/random_maker.h"

/* A schedule in the making. */
typedef struct Draft {
    BruteCase it;
    Random *random;
    BruteChoices choices;
} Draft;

static bool chance(Random *random, int32_t percent)
{
    return random_below(random, 100) < percent;
}

/* Anywhere at all. */
static BruteVisit wild_visit(Draft *draft, int32_t r)
{
    const Clinic *c = draft->it.clinic;
    int32_t mode = c->visit_types.mode[c->requests.visit_type[r]];

    if (mode == TYPE_EITHER || chance(draft->random, 10))
        mode = random_below(draft->random, 2);
    return brute_visit(c, c->requests.visit_type[r], random_below(draft->random, c->providers.rows),
                       random_below(draft->random, c->sites.rows),
                       random_below(draft->random, c->horizon.days[0]),
                       NINE + c->horizon.slot_min[0] * random_below(draft->random, 6), mode);
}

static bool clashes(const BruteCase *it, int32_t v)
{
    bool yes = false;

    for (int32_t w = 0; w < it->n_visits; w++)
        yes |= w != v && brute_pair_tags(it, &it->visits[v], &it->visits[w]);
    return yes;
}

static void draft_request(Draft *draft, int32_t r)
{
    BruteCase *it = &draft->it;
    bool fixed = brute_fixed_inside(it->clinic, r);

    if (!chance(draft->random, fixed ? 97 : 85))
        return;
    brute_choices(it, r, &draft->choices);
    for (int32_t attempt = 0; attempt < 3; attempt++) {
        bool wild = draft->choices.count == 0 || (!fixed && chance(draft->random, 6));
        BruteVisit visit;
        int32_t v;

        if (wild && !chance(draft->random, 30))
            continue;
        visit = wild ? wild_visit(draft, r)
                     : draft->choices.visits[random_below(draft->random, draft->choices.count)];
        v = brute_book(it, r, &visit);
        if (fixed || !clashes(it, v) || chance(draft->random, 5))
            return;
        brute_unbook(it, r);
    }
}

static void draft_places(Draft *draft)
{
    BruteCase *it = &draft->it;
    int32_t place = 0;

    for (int32_t t = 0; t < it->clinic->visit_types.rows; t++)
        for (int32_t s = 0; s < it->clinic->sites.rows; s++)
            for (int32_t d = 0; d < it->clinic->horizon.days[0]; d++)
                for (int32_t i = 0; i < brute_places(it->clinic, t, s, d); i++, place++) {
                    brute_place_choices(it, t, s, d, &draft->choices);
                    if (draft->choices.count == 0 || chance(draft->random, 40))
                        continue;
                    it->visits[it->n_visits] =
                        draft->choices.visits[random_below(draft->random, draft->choices.count)];
                    it->visits[it->n_visits].place = place;
                    it->n_visits++;
                    if (clashes(it, it->n_visits - 1) && !chance(draft->random, 5))
                        it->n_visits--;
                }
}

/* Any units, those that fit first. */
static void hand_out_somehow(Draft *draft, int32_t v)
{
    BruteCase *it = &draft->it;
    BruteVisit *visit = &it->visits[v];

    visit->n_holds = 1;
    for (int32_t p = 0; p < visit->shape.n_parts; p++) {
        const BrutePart *part = &visit->shape.parts[p];
        int32_t n = brute_units(it->clinic, part->kind), given = 0;

        for (int32_t attempt = 0; attempt < 12 && given < part->count && !part->lead; attempt++) {
            BruteHold hold = {.kind = part->kind,
                              .unit = random_below(draft->random, n),
                              .step = part->step,
                              .from = visit->start + part->from,
                              .until = visit->start + part->until};

            visit->holds[visit->n_holds++] = hold;
            if (attempt < 8 && (brute_hold_tags(it->clinic, visit, &hold) ||
                                brute_within_tags(visit) || clashes(it, v)))
                visit->n_holds--;
            else
                given++;
        }
    }
}

/* Takes row @p row out of a result table whose order does not matter. */
static void drop_row(Schedule *schedule, enum ResultTable table, int32_t row)
{
    const TableInfo *info = &result_schema.tables[table];
    TableHead *head = table_head(schedule, info);

    for (int i = 0; i < info->n_columns; i++) {
        char *cells = table_cells(schedule, info, &info->columns[i]);
        size_t size = column_cell_bytes(&info->columns[i]);

        for (size_t byte = 0; byte < size; byte++)
            cells[(size_t)row * size + byte] = cells[(size_t)(head->rows - 1) * size + byte];
    }
    head->rows--;
}

static void damage_units(const Clinic *clinic, Schedule *schedule, Random *random)
{
    Resources *rows = &schedule->resources;
    int32_t row = random_below(random, rows->rows), kind = rows->kind[row];

    switch (random_below(random, 4)) {
    case 0:
        drop_row(schedule, TABLE_resources, row);
        break;
    case 1:
        rows->id[row] =
            kind == UNIT_PROVIDER
                ? clinic->providers.provider[random_below(random, clinic->providers.rows)]
            : kind == UNIT_ROOM
                ? clinic->rooms.room[random_below(random, clinic->rooms.rows)]
                : clinic->equipment.equipment[random_below(random, clinic->equipment.rows)];
        break;
    case 2:
        rows->start[row] += clinic->horizon.slot_min[0];
        break;
    default:
        rows->date[row]++;
    }
}

static void damage_appointment(const Clinic *clinic, Schedule *schedule, Random *random)
{
    Appointments *rows = &schedule->appointments;
    int32_t a = random_below(random, rows->rows), twice = 0;

    switch (random_below(random, 7)) {
    case 0:
        assert_ok(schedule_append(schedule, TABLE_appointments, &twice));
        rows->request[twice] = rows->request[a];
        rows->provider[twice] = rows->provider[a];
        rows->site[twice] = rows->site[a];
        rows->date[twice] = rows->date[a];
        rows->start[twice] = rows->start[a];
        rows->mode[twice] = rows->mode[a];
        break;
    case 1:
        rows->start[a] += clinic->horizon.slot_min[0];
        break;
    case 2:
        rows->end[a] += 5;
        break;
    case 3:
        rows->overlaps[a] = 1 - rows->overlaps[a];
        break;
    case 4:
        rows->show_prob[a] = rows->show_prob[a] > 0.5 ? 0.4 : 0.6;
        break;
    case 5:
        rows->expected_wait_min[a] += 1;
        break;
    default:
        rows->change[a] = (rows->change[a] + 1) % n_words_change;
    }
}

/* A visit off the grid, all it holds with it. */
static void shift_visit(const Clinic *clinic, Schedule *schedule, Random *random)
{
    Appointments *rows = &schedule->appointments;
    int32_t a = random_below(random, rows->rows);
    int32_t by = random_between(random, 1, clinic->horizon.slot_min[0] - 1);

    rows->start[a] += by;
    rows->end[a] += by;
    for (int32_t row = 0; row < schedule->resources.rows; row++) {
        if (schedule->resources.request[row] != rows->request[a])
            continue;
        schedule->resources.start[row] += by;
        schedule->resources.end[row] += by;
    }
}

static void damage_places(Schedule *schedule, Random *random)
{
    Reserves *rows = &schedule->reserves;

    if (chance(random, 50))
        drop_row(schedule, TABLE_reserves, rows->rows - 1);
    else
        rows->held[random_below(random, rows->rows)] ^= 1;
}

/* The table of those left out, right or with one row too many. */
static void fill_unscheduled(const BruteCase *it, Schedule *schedule, Random *random)
{
    bool wrong = chance(random, 20);

    for (int32_t r = 0; r < it->clinic->requests.rows; r++) {
        bool booked = brute_is_fixed(it->clinic, r);
        int32_t row = 0;

        for (int32_t a = 0; a < schedule->appointments.rows; a++)
            booked |= schedule->appointments.request[a] == r;
        if (booked && !wrong)
            continue;
        assert_ok(schedule_append(schedule, TABLE_unscheduled, &row));
        schedule->unscheduled.request[row] = r;
        schedule->unscheduled.reason[row] = REASON_CAPACITY;
    }
}

static void blank_columns(Schedule *schedule)
{
    Appointments *rows = &schedule->appointments;

    for (int32_t a = 0; a < rows->rows; a++) {
        rows->end[a] = MISSING;
        rows->show_prob[a] = NOTHING;
        rows->overlaps[a] = MISSING;
        rows->expected_wait_min[a] = NOTHING;
        rows->change[a] = MISSING;
    }
}

Schedule *random_schedule(const Clinic *clinic, const Chances *chances, Random *random,
                          bool *damaged)
{
    static Draft draft;
    Schedule *schedule;

    draft.it = (BruteCase){.clinic = clinic, .chances = chances};
    draft.random = random;
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        draft_request(&draft, r);
    draft_places(&draft);
    if (!chance(random, 50) || !brute_hand_out(&draft.it))
        for (int32_t v = 0; v < draft.it.n_visits; v++)
            hand_out_somehow(&draft, v);
    schedule = brute_write(&draft.it);
    *damaged = chance(random, 25);
    if (*damaged && schedule->reserves.rows > 0 && chance(random, 30))
        damage_places(schedule, random);
    else if (*damaged && schedule->resources.rows > 0 && chance(random, 50))
        damage_units(clinic, schedule, random);
    else if (*damaged && schedule->appointments.rows > 0)
        damage_appointment(clinic, schedule, random);
    if (!*damaged && schedule->appointments.rows > 0 && chance(random, 5)) {
        *damaged = true;
        shift_visit(clinic, schedule, random);
    }
    if (chance(random, 30))
        fill_unscheduled(&draft.it, schedule, random);
    if (chance(random, 30))
        blank_columns(schedule);
    return schedule;
}
