#include "tests/brute.h"

#include <math.h>
#include <string.h>

#include "tests/check.h"

int32_t brute_skill(const Clinic *clinic, int32_t provider, int32_t type)
{
    for (int32_t k = 0; k < clinic->skills.rows; k++)
        if (clinic->skills.provider[k] == provider && clinic->skills.visit_type[k] == type)
            return k;
    return -1;
}

/* The rows of the type as planned, by step. */
static void plan_parts(const Clinic *clinic, int32_t type, BruteShape *shape)
{
    const Activities *rows = &clinic->activities;
    int32_t last = -1;

    for (;;) {
        int32_t next = -1;

        for (int32_t a = 0; a < rows->rows; a++)
            if (rows->visit_type[a] == type && rows->step[a] > last &&
                (next < 0 || rows->step[a] < rows->step[next]))
                next = a;
        if (next < 0)
            return;
        last = rows->step[next];
        assert_true(shape->n_parts < BRUTE_PARTS);
        shape->parts[shape->n_parts++] = (BrutePart){
            .step = last,
            .kind = rows->kind[next],
            .count = rows->count[next],
            .from = rows->offset_min[next],
            .end = rows->offset_min[next] + rows->duration_min[next],
            .until = rows->cleanup_min[next], /* added to the end once that is known */
            .type = rows->type[next],
        };
    }
}

bool brute_shape(const Clinic *clinic, int32_t type, int32_t provider, int32_t mode,
                 BruteShape *out)
{
    BruteShape all = {.lead = -1};
    int32_t skill = brute_skill(clinic, provider, type), slot = clinic->horizon.slot_min[0];
    double factor = skill < 0 ? 1 : clinic->skills.duration_factor[skill];
    int32_t planned, minutes, later;

    plan_parts(clinic, type, &all);
    for (int32_t i = all.n_parts - 1; i >= 0; i--)
        if (all.parts[i].kind == UNIT_PROVIDER)
            all.lead = i;
    if (all.lead < 0)
        return false;
    all.parts[all.lead].lead = true;
    planned = all.parts[all.lead].end;
    minutes = planned - all.parts[all.lead].from;
    later = (int32_t)ceil(minutes * factor / slot - 1e-9) * slot - minutes;
    *out = (BruteShape){.lead = -1};
    for (int32_t i = 0; i < all.n_parts; i++) {
        BrutePart part = all.parts[i];

        if (part.from >= planned) {
            part.from += later;
            part.end += later;
        } else if (part.end >= planned) {
            part.end += later;
        }
        if (part.end <= part.from)
            return false;
        part.until += part.end;
        if (mode == MODE_TELEHEALTH && part.kind != UNIT_PROVIDER)
            continue;
        if (part.lead)
            out->lead = out->n_parts;
        if (part.end > out->end)
            out->end = part.end;
        out->parts[out->n_parts++] = part;
    }
    return true;
}

bool brute_session(const Clinic *clinic, int32_t s, int32_t *start, int32_t *end)
{
    int32_t slot = clinic->horizon.slot_min[0], day = clinic->sessions.date[s];

    *start = (clinic->sessions.start[s] + slot - 1) / slot * slot;
    *end = clinic->sessions.end[s] / slot * slot;
    return *start < *end && day >= 0 && day < clinic->horizon.days[0];
}

BruteVisit brute_visit(const Clinic *clinic, int32_t type, int32_t lead, int32_t site, int32_t day,
                       int32_t start, int32_t mode)
{
    BruteVisit visit = {.type = type,
                        .lead = lead,
                        .site = site,
                        .day = day,
                        .start = start,
                        .mode = mode,
                        .place = -1,
                        .session = -1};
    BrutePart part;

    assert_true(brute_shape(clinic, type, lead, mode, &visit.shape));
    part = visit.shape.parts[visit.shape.lead];
    visit.holds[0] = (BruteHold){.kind = UNIT_PROVIDER,
                                 .unit = lead,
                                 .step = part.step,
                                 .from = start + part.from,
                                 .until = start + part.until,
                                 .lead = true};
    visit.n_holds = 1;
    for (int32_t s = 0; s < clinic->sessions.rows; s++) {
        int32_t from, until;

        if (clinic->sessions.provider[s] == lead && clinic->sessions.site[s] == site &&
            clinic->sessions.date[s] == day && brute_session(clinic, s, &from, &until) &&
            from <= visit.holds[0].from && visit.holds[0].until <= until)
            visit.session = s;
    }
    return visit;
}

int32_t brute_units(const Clinic *clinic, int32_t kind)
{
    return kind == UNIT_PROVIDER ? clinic->providers.rows
           : kind == UNIT_ROOM   ? clinic->rooms.rows
                                 : clinic->equipment.rows;
}

int32_t brute_unit(const Clinic *clinic, int32_t kind, const char *id)
{
    const char **ids = kind == UNIT_PROVIDER ? clinic->providers.provider
                       : kind == UNIT_ROOM   ? clinic->rooms.room
                                             : clinic->equipment.equipment;

    for (int32_t u = 0; u < brute_units(clinic, kind); u++)
        if (strcmp(ids[u], id) == 0)
            return u;
    return -1;
}

const char *brute_unit_type(const Clinic *clinic, int32_t kind, int32_t unit)
{
    return kind == UNIT_PROVIDER ? clinic->providers.role[unit]
           : kind == UNIT_ROOM   ? clinic->rooms.room_type[unit]
                                 : clinic->equipment.equipment_type[unit];
}

int32_t brute_unit_site(const Clinic *clinic, int32_t kind, int32_t unit)
{
    return kind == UNIT_PROVIDER ? -1
           : kind == UNIT_ROOM   ? clinic->rooms.site[unit]
                                 : clinic->equipment.site[unit];
}

bool brute_is_fixed(const Clinic *clinic, int32_t r)
{
    return clinic->requests.status[r] == REQUEST_FIXED;
}

bool brute_fixed_inside(const Clinic *clinic, int32_t r)
{
    int32_t day = clinic->requests.booked_date[r];

    return brute_is_fixed(clinic, r) && day >= 0 && day < clinic->horizon.days[0];
}

int32_t brute_fixed_mode(const Clinic *clinic, int32_t r)
{
    int32_t mode = clinic->requests.booked_mode[r];

    if (mode != MISSING)
        return mode;
    return clinic->visit_types.mode[clinic->requests.visit_type[r]] == TYPE_TELEHEALTH
               ? MODE_TELEHEALTH
               : MODE_IN_PERSON;
}

bool brute_is_kept(const Clinic *clinic, int32_t r, const BruteVisit *visit)
{
    const Requests *asked = &clinic->requests;

    return asked->booked_date[r] == visit->day && asked->booked_start[r] == visit->start &&
           asked->booked_provider[r] == visit->lead && asked->booked_site[r] == visit->site;
}

int32_t brute_places(const Clinic *clinic, int32_t type, int32_t site, int32_t day)
{
    const UrgentDemand *demand = &clinic->urgent_demand;
    double mean = 0, chance, sum;
    int32_t n = 0;

    if (!(clinic->rules.reserve_service_level > 0) || day < 0 || day >= clinic->horizon.days[0])
        return 0;
    for (int32_t i = 0; i < demand->rows; i++)
        if (demand->visit_type[i] == type && demand->site[i] == site && demand->date[i] == day)
            mean += demand->expected[i];
    chance = exp(-mean);
    sum = chance;
    while (sum < clinic->rules.reserve_service_level - 1e-12) {
        n++;
        chance *= mean / n;
        sum += chance;
    }
    return n;
}

int32_t brute_book(BruteCase *it, int32_t r, const BruteVisit *visit)
{
    int32_t v = it->n_visits, at;
    BruteVisit *into;

    for (int32_t w = 0; w < v && it->clinic->visit_types.group_capacity[visit->type] > 1; w++) {
        const BruteVisit *other = &it->visits[w];

        if (other->place < 0 && other->type == visit->type && other->lead == visit->lead &&
            other->site == visit->site && other->day == visit->day &&
            other->start == visit->start && other->mode == visit->mode)
            v = w;
    }
    assert_true(v < BRUTE_VISITS);
    into = &it->visits[v];
    if (v == it->n_visits) {
        it->n_visits++;
        *into = *visit;
    }
    assert_true(into->n_members < BRUTE_REQUESTS);
    for (at = into->n_members++; at > 0 && into->members[at - 1] > r; at--)
        into->members[at] = into->members[at - 1];
    into->members[at] = r;
    return v;
}

void brute_unbook(BruteCase *it, int32_t r)
{
    for (int32_t v = 0; v < it->n_visits; v++) {
        BruteVisit *visit = &it->visits[v];
        int32_t kept = 0;

        for (int32_t m = 0; m < visit->n_members; m++)
            if (visit->members[m] != r)
                visit->members[kept++] = visit->members[m];
        visit->n_members = kept;
    }
    if (it->n_visits > 0 && it->visits[it->n_visits - 1].n_members == 0 &&
        it->visits[it->n_visits - 1].place < 0)
        it->n_visits--;
}
