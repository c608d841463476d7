#include "tests/brute.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/check.h"

static const unsigned of_kind[] = {BRUTE_PROVIDER, BRUTE_ROOM, BRUTE_EQUIPMENT};

const char *brute_tags_text(unsigned tags, char *out)
{
    static const char *const names[] = {
#define TAG(name, meaning) #name,
#include "model/audit/tag.def"
#undef TAG
    };
    size_t used = 0;

    out[0] = '\0';
    for (size_t t = 0; t < sizeof names / sizeof names[0]; t++)
        if (tags >> t & 1U)
            used += (size_t)snprintf(out + used, BRUTE_TAGS_BYTES - used, "%s%s", used ? " " : "",
                                     names[t]);
    return out;
}

/* The row of resources is one of @p visit's, for request @p r, or for its place when r is -1. */
static bool is_row_of(const Schedule *schedule, int32_t row, const BruteVisit *visit, int32_t r)
{
    if (r >= 0)
        return schedule->resources.request[row] == r;
    return schedule->resources.request[row] == NO_ROW &&
           schedule->resources.reserve[row] == visit->place;
}

/* The hold that row of resources says, checked against the visit's shape. */
static unsigned read_hold(const Clinic *clinic, const Resources *rows, int32_t row,
                          const BruteVisit *visit, BruteHold *hold)
{
    int32_t kind = rows->kind[row], unit = brute_unit(clinic, kind, rows->id[row]);

    for (int32_t p = 0; p < visit->shape.n_parts; p++) {
        const BrutePart *part = &visit->shape.parts[p];

        if (part->step != rows->step[row] || part->kind != kind)
            continue;
        *hold = (BruteHold){
            kind,      unit, part->step, visit->start + part->from, visit->start + part->until,
            part->lead};
        if (unit < 0 || rows->date[row] != visit->day || rows->start[row] != hold->from ||
            rows->end[row] != hold->until || (part->lead && unit != visit->lead))
            return of_kind[kind];
        return 0;
    }
    return of_kind[kind];
}

static int32_t count_of_step(const BruteHold *holds, int32_t n, int32_t step)
{
    int32_t count = 0;

    for (int32_t h = 0; h < n; h++)
        count += holds[h].step == step;
    return count;
}

/* What the rows of request @p r (-1: of the place) say the visit holds. */
static unsigned read_holds(const Clinic *clinic, const Schedule *schedule, const BruteVisit *visit,
                           int32_t r, BruteHold *holds, int32_t *n_holds)
{
    unsigned tags = 0;
    int32_t n = 0;

    for (int32_t row = 0; row < schedule->resources.rows; row++) {
        unsigned wrong;

        if (!is_row_of(schedule, row, visit, r))
            continue;
        assert_true(n < BRUTE_HOLDS);
        wrong = read_hold(clinic, &schedule->resources, row, visit, &holds[n]);
        tags |= wrong;
        n += wrong == 0;
    }
    for (int32_t p = 0; p < visit->shape.n_parts; p++)
        if (count_of_step(holds, n, visit->shape.parts[p].step) != visit->shape.parts[p].count)
            tags |= of_kind[visit->shape.parts[p].kind];
    *n_holds = n;
    return tags;
}

/* Every member of a shared visit lists the same. */
static unsigned compare_holds(const BruteHold *a, int32_t n_a, const BruteHold *b, int32_t n_b)
{
    unsigned tags = 0;

    for (int32_t i = 0; i < n_a; i++) {
        bool found = false;

        for (int32_t j = 0; j < n_b; j++)
            found |= a[i].kind == b[j].kind && a[i].unit == b[j].unit && a[i].step == b[j].step;
        if (!found)
            tags |= of_kind[a[i].kind];
    }
    return tags;
}

static unsigned read_units(const Schedule *schedule, BruteCase *it)
{
    unsigned tags = 0;

    for (int32_t v = 0; v < it->n_visits; v++) {
        BruteVisit *visit = &it->visits[v];
        BruteHold lead = visit->holds[0];
        int32_t r = visit->place >= 0 ? -1 : visit->members[0], h = 0;

        tags |= read_holds(it->clinic, schedule, visit, r, visit->holds, &visit->n_holds);
        for (int32_t m = 1; m < visit->n_members; m++) {
            BruteHold other[BRUTE_HOLDS];
            int32_t n = 0;

            tags |= read_holds(it->clinic, schedule, visit, visit->members[m], other, &n);
            tags |= compare_holds(visit->holds, visit->n_holds, other, n) |
                    compare_holds(other, n, visit->holds, visit->n_holds);
        }
        while (h < visit->n_holds && !visit->holds[h].lead)
            h++;
        if (h == visit->n_holds) { /* not listed, but the lead is there all the same */
            assert_true(h < BRUTE_HOLDS);
            visit->n_holds++;
        }
        visit->holds[h] = visit->holds[0];
        visit->holds[0] = lead;
    }
    return tags;
}

static unsigned read_appointments(const Schedule *schedule, BruteCase *it)
{
    const Appointments *rows = &schedule->appointments;
    const Clinic *clinic = it->clinic;
    bool seen[BRUTE_REQUESTS] = {false};
    unsigned tags = 0;

    for (int32_t a = 0; a < rows->rows; a++) {
        int32_t r = rows->request[a], type = clinic->requests.visit_type[r];
        int32_t mode = rows->mode[a];
        BruteVisit visit;

        if (mode == MISSING)
            mode = clinic->visit_types.mode[type] == TYPE_TELEHEALTH ? MODE_TELEHEALTH
                                                                     : MODE_IN_PERSON;
        if (seen[r]) {
            tags |= BRUTE_ONCE;
            continue;
        }
        seen[r] = true;
        if (rows->start[a] % clinic->horizon.slot_min[0] != 0)
            tags |= BRUTE_WINDOW;
        visit = brute_visit(clinic, type, rows->provider[a], rows->site[a], rows->date[a],
                            rows->start[a], mode);
        brute_book(it, r, &visit);
    }
    return tags;
}

static unsigned read_reserves(const Schedule *schedule, BruteCase *it, double *unheld)
{
    const Reserves *rows = &schedule->reserves;
    const Clinic *clinic = it->clinic;
    unsigned tags = 0;
    int32_t asked = 0;

    for (int32_t t = 0; t < clinic->visit_types.rows; t++)
        for (int32_t s = 0; s < clinic->sites.rows; s++)
            for (int32_t d = 0; d < clinic->horizon.days[0]; d++) {
                int32_t n = brute_places(clinic, t, s, d), listed = 0;

                asked += n;
                for (int32_t i = 0; i < rows->rows; i++)
                    listed += rows->visit_type[i] == t && rows->site[i] == s && rows->date[i] == d;
                if (listed != n)
                    tags |= BRUTE_RESERVE;
            }
    if (asked != rows->rows)
        tags |= BRUTE_RESERVE;
    for (int32_t i = 0; i < rows->rows; i++) {
        int32_t v = it->n_visits;

        if (!rows->held[i]) {
            *unheld += clinic->visit_types.value[rows->visit_type[i]];
            if (rows->start[i] != MISSING || rows->end[i] != MISSING || rows->mode[i] != MISSING ||
                rows->provider[i] != NO_ROW)
                tags |= BRUTE_RESERVE;
            continue;
        }
        if (rows->start[i] == MISSING || rows->mode[i] == MISSING || rows->provider[i] == NO_ROW) {
            tags |= BRUTE_RESERVE;
            continue;
        }
        assert_true(v < BRUTE_VISITS);
        if (rows->start[i] % clinic->horizon.slot_min[0] != 0)
            tags |= BRUTE_WINDOW;
        it->visits[it->n_visits++] =
            brute_visit(clinic, rows->visit_type[i], rows->provider[i], rows->site[i],
                        rows->date[i], rows->start[i], rows->mode[i]);
        it->visits[v].place = i;
        if (rows->end[i] != MISSING && rows->end[i] != rows->start[i] + it->visits[v].shape.end)
            tags |= BRUTE_DATA;
    }
    return tags;
}

static int32_t change_of(const Clinic *clinic, int32_t r, const BruteVisit *visit)
{
    int32_t status = clinic->requests.status[r];

    if (status == REQUEST_NEW || status == REQUEST_WAITLIST)
        return CHANGE_NEW;
    return status == REQUEST_FIXED || brute_is_kept(clinic, r, visit) ? CHANGE_KEPT : CHANGE_MOVED;
}

/* What the rows say of themselves, where they say it. */
static unsigned check_columns(const Schedule *schedule, const BruteCase *it)
{
    const Appointments *rows = &schedule->appointments;
    unsigned wrong = 0;

    for (int32_t a = 0; a < rows->rows; a++)
        for (int32_t v = 0; v < it->n_visits; v++)
            for (int32_t m = 0; m < it->visits[v].n_members; m++) {
                const BruteVisit *visit = &it->visits[v];
                int32_t r = rows->request[a];

                if (visit->members[m] != r)
                    continue;
                wrong |= rows->end[a] != MISSING && rows->end[a] != visit->start + visit->shape.end;
                wrong |= rows->overlaps[a] != MISSING && rows->overlaps[a] != brute_overlaps(it, v);
                wrong |= rows->change[a] != MISSING &&
                         rows->change[a] != change_of(it->clinic, r, visit);
                wrong |= fabs(rows->show_prob[a] - chances_at(it->chances, r, visit->day)) > 1e-9;
                wrong |= fabs(rows->expected_wait_min[a] - brute_wait_min(it, v)) > 1e-6;
            }
    return wrong ? BRUTE_DATA : 0;
}

/* The table of those left out names each of them once, or is left out itself. */
static unsigned check_unscheduled(const Schedule *schedule, const BruteCase *it)
{
    int32_t listed[BRUTE_REQUESTS] = {0};
    bool wrong = false;

    for (int32_t u = 0; u < schedule->unscheduled.rows; u++)
        listed[schedule->unscheduled.request[u]]++;
    for (int32_t r = 0; r < it->clinic->requests.rows; r++) {
        bool booked = brute_is_fixed(it->clinic, r);

        for (int32_t a = 0; a < schedule->appointments.rows; a++)
            booked |= schedule->appointments.request[a] == r;
        wrong |= listed[r] != !booked;
    }
    return schedule->unscheduled.rows > 0 && wrong ? BRUTE_DATA : 0;
}

unsigned brute_read(const Clinic *clinic, const Chances *chances, const Schedule *schedule,
                    BruteCase *out, double *unheld)
{
    unsigned tags;

    *out = (BruteCase){.clinic = clinic, .chances = chances, .handed_out = true};
    *unheld = 0;
    tags = read_appointments(schedule, out);
    tags |= read_reserves(schedule, out, unheld);
    tags |= read_units(schedule, out);
    return tags | check_columns(schedule, out) | check_unscheduled(schedule, out);
}

unsigned brute_allowed(const Clinic *clinic, const Chances *chances, const Schedule *schedule)
{
    BruteCase it;
    double unheld;
    unsigned tags = brute_read(clinic, chances, schedule, &it, &unheld);

    return tags | brute_tags(&it);
}

static void write_holds(const BruteCase *it, const BruteVisit *visit, int32_t r, Schedule *schedule)
{
    Resources *rows = &schedule->resources;

    for (int32_t h = 0; h < visit->n_holds; h++) {
        const BruteHold *hold = &visit->holds[h];
        int32_t row = 0;

        assert_ok(schedule_append(schedule, TABLE_resources, &row));
        rows->request[row] = r;
        rows->reserve[row] = r < 0 ? visit->place : MISSING;
        rows->step[row] = hold->step;
        rows->kind[row] = hold->kind;
        rows->id[row] = hold->kind == UNIT_PROVIDER ? it->clinic->providers.provider[hold->unit]
                        : hold->kind == UNIT_ROOM   ? it->clinic->rooms.room[hold->unit]
                                                    : it->clinic->equipment.equipment[hold->unit];
        rows->date[row] = visit->day;
        rows->start[row] = hold->from;
        rows->end[row] = hold->until;
    }
}

static void write_places(const BruteCase *it, Schedule *schedule)
{
    const Clinic *clinic = it->clinic;
    Reserves *rows = &schedule->reserves;

    for (int32_t t = 0; t < clinic->visit_types.rows; t++)
        for (int32_t s = 0; s < clinic->sites.rows; s++)
            for (int32_t d = 0; d < clinic->horizon.days[0]; d++)
                for (int32_t i = 0; i < brute_places(clinic, t, s, d); i++) {
                    int32_t row = 0;

                    assert_ok(schedule_append(schedule, TABLE_reserves, &row));
                    rows->visit_type[row] = t;
                    rows->site[row] = s;
                    rows->date[row] = d;
                    rows->held[row] = 0;
                }
    for (int32_t v = 0; v < it->n_visits; v++) {
        const BruteVisit *visit = &it->visits[v];

        if (visit->place < 0)
            continue;
        rows->held[visit->place] = 1;
        rows->mode[visit->place] = visit->mode;
        rows->start[visit->place] = visit->start;
        rows->end[visit->place] = visit->start + visit->shape.end;
        rows->provider[visit->place] = visit->lead;
        write_holds(it, visit, -1, schedule);
    }
}

Schedule *brute_write(const BruteCase *it)
{
    Schedule *schedule = NULL;

    assert_ok(schedule_new(&schedule));
    for (int32_t v = 0; v < it->n_visits; v++)
        for (int32_t m = 0; m < it->visits[v].n_members; m++) {
            const BruteVisit *visit = &it->visits[v];
            Appointments *rows = &schedule->appointments;
            int32_t row = 0, r = visit->members[m];

            assert_ok(schedule_append(schedule, TABLE_appointments, &row));
            rows->request[row] = r;
            rows->provider[row] = visit->lead;
            rows->site[row] = visit->site;
            rows->date[row] = visit->day;
            rows->start[row] = visit->start;
            rows->end[row] = visit->start + visit->shape.end;
            rows->mode[row] = visit->mode;
            rows->show_prob[row] = chances_at(it->chances, r, visit->day);
            rows->overlaps[row] = brute_overlaps(it, v);
            rows->expected_wait_min[row] = brute_wait_min(it, v);
            rows->change[row] = change_of(it->clinic, r, visit);
            write_holds(it, visit, r, schedule);
        }
    write_places(it, schedule);
    return schedule;
}
