#include <math.h>
#include <string.h>

#include "model/clinic/calendar.h"
#include "tests/brute.h"

static int32_t up(const Clinic *clinic, int32_t minute)
{
    int32_t slot = clinic->horizon.slot_min[0];

    return (minute + slot - 1) / slot * slot;
}

static int32_t down(const Clinic *clinic, int32_t minute)
{
    int32_t slot = clinic->horizon.slot_min[0];

    return minute / slot * slot;
}

/* Some availability row takes the whole visit, or the request has none. */
static bool is_available(const Clinic *clinic, int32_t r, const BruteVisit *visit)
{
    const Availability *rows = &clinic->availability;
    bool any = false;

    for (int32_t i = 0; i < rows->rows; i++) {
        if (rows->request[i] != r)
            continue;
        any = true;
        if (rows->date[i] != MISSING && rows->date[i] != visit->day)
            continue;
        if (rows->weekday[i] != MISSING &&
            rows->weekday[i] != calendar_weekday(clinic->epoch_day + visit->day))
            continue;
        if (up(clinic, rows->start[i]) <= visit->start &&
            visit->start + visit->shape.end <= down(clinic, rows->end[i]))
            return true;
    }
    return !any;
}

static bool is_authorized(const Clinic *clinic, int32_t r, int32_t day)
{
    int32_t from = clinic->requests.authorized_from[r];
    int32_t until = clinic->requests.authorized_until[r];

    if (!clinic->visit_types.needs_authorization[clinic->requests.visit_type[r]])
        return true;
    if (from == MISSING && until == MISSING)
        return false;
    return (from == MISSING || from <= day) && (until == MISSING || day <= until);
}

static bool starts_in_time(const Clinic *clinic, const BruteVisit *visit)
{
    int32_t earliest = clinic->visit_types.earliest_start[visit->type];
    int32_t latest = clinic->visit_types.latest_start[visit->type];

    return (earliest == MISSING || visit->start >= earliest) &&
           (latest == MISSING || visit->start <= latest);
}

static bool is_in_window(const Clinic *clinic, int32_t r, const BruteVisit *visit)
{
    const Requests *asked = &clinic->requests;
    int32_t day = visit->day;

    if (day < 0 || day >= clinic->horizon.days[0] || day < asked->earliest[r] ||
        day > asked->latest[r])
        return false;
    if (asked->status[r] != REQUEST_BOOKED &&
        day < clinic->visit_types.min_notice_days[visit->type])
        return false;
    return is_authorized(clinic, r, day) && starts_in_time(clinic, visit) &&
           is_available(clinic, r, visit);
}

unsigned brute_request_tags(const Clinic *clinic, int32_t r, const BruteVisit *visit)
{
    const Requests *asked = &clinic->requests;
    bool kept = asked->status[r] == REQUEST_BOOKED && brute_is_kept(clinic, r, visit);
    unsigned tags = 0;

    if (brute_is_fixed(clinic, r))
        return brute_fixed_inside(clinic, r) && brute_is_kept(clinic, r, visit) &&
                       visit->mode == brute_fixed_mode(clinic, r)
                   ? 0
                   : BRUTE_ONCE;
    if (!kept && !is_in_window(clinic, r, visit))
        tags |= BRUTE_WINDOW;
    if (asked->provider_required[r] && asked->provider[r] >= 0 && asked->provider[r] != visit->lead)
        tags |= BRUTE_SKILL;
    if (asked->site_required[r] && asked->site[r] >= 0 && asked->site[r] != visit->site)
        tags |= BRUTE_SKILL;
    if (asked->mode[r] != MISSING && asked->mode[r] != visit->mode)
        tags |= BRUTE_SKILL;
    return tags;
}

/* Excused from SKILL and SESSION: every request of the visit is fixed. */
static bool is_excused(const Clinic *clinic, const BruteVisit *visit)
{
    if (visit->place >= 0)
        return false;
    for (int32_t m = 0; m < visit->n_members; m++)
        if (!brute_is_fixed(clinic, visit->members[m]))
            return false;
    return visit->n_members > 0;
}

unsigned brute_visit_tags(const BruteVisit *visit, const Clinic *clinic)
{
    int32_t allowed = clinic->visit_types.mode[visit->type];
    unsigned tags = 0;

    if (visit->place >= 0) {
        int32_t wanted = allowed == TYPE_TELEHEALTH ? MODE_TELEHEALTH : MODE_IN_PERSON;

        if (visit->mode != wanted)
            tags |= BRUTE_SKILL;
        if (!starts_in_time(clinic, visit))
            tags |= BRUTE_WINDOW;
    }
    if (is_excused(clinic, visit))
        return tags;
    if (allowed == TYPE_IN_PERSON && visit->mode != MODE_IN_PERSON)
        tags |= BRUTE_SKILL;
    if (allowed == TYPE_TELEHEALTH && visit->mode != MODE_TELEHEALTH)
        tags |= BRUTE_SKILL;
    if (brute_skill(clinic, visit->lead, visit->type) < 0)
        tags |= BRUTE_SKILL;
    if (strcmp(clinic->providers.role[visit->lead], visit->shape.parts[visit->shape.lead].type) !=
        0)
        tags |= BRUTE_SKILL;
    return tags;
}

/* One session of the person that takes the time held, at the site, in the mode, open to the type.
 */
static bool has_session(const Clinic *clinic, const BruteVisit *visit, const BruteHold *hold)
{
    const Sessions *rows = &clinic->sessions;

    for (int32_t s = 0; s < rows->rows; s++) {
        const char *held_for = rows->held_for[s];
        int32_t from, until;

        if (rows->provider[s] != hold->unit || rows->site[s] != visit->site ||
            rows->date[s] != visit->day || !brute_session(clinic, s, &from, &until))
            continue;
        if (hold->from < from || hold->until > until)
            continue;
        if (rows->mode[s] == SESSION_IN_PERSON && visit->mode != MODE_IN_PERSON)
            continue;
        if (rows->mode[s] == SESSION_TELEHEALTH && visit->mode != MODE_TELEHEALTH)
            continue;
        if (*held_for && strcmp(held_for, clinic->visit_types.visit_type[visit->type]) != 0 &&
            strcmp(held_for, clinic->visit_types.specialty[visit->type]) != 0 &&
            (rows->release_days[s] == MISSING || rows->date[s] > rows->release_days[s]))
            continue;
        return true;
    }
    return false;
}

bool brute_is_closed(const Clinic *clinic, int32_t c, int32_t day, int32_t from, int32_t until)
{
    return clinic->closures.date[c] == day && down(clinic, clinic->closures.start[c]) < until &&
           from < up(clinic, clinic->closures.end[c]);
}

/* Something of that kind and id is closed at a time the unit is held. */
static bool is_closed(const Clinic *clinic, const BruteVisit *visit, const BruteHold *hold,
                      int32_t kind, const char *id)
{
    for (int32_t c = 0; c < clinic->closures.rows; c++)
        if (clinic->closures.kind[c] == kind && strcmp(clinic->closures.id[c], id) == 0 &&
            brute_is_closed(clinic, c, visit->day, hold->from, hold->until))
            return true;
    return false;
}

static bool is_open(const Clinic *clinic, const BruteVisit *visit, const BruteHold *hold)
{
    int32_t open = 0, close = 0, u = hold->unit;

    if (is_closed(clinic, visit, hold, CLOSURE_SITE, clinic->sites.site[visit->site]))
        return false;
    switch (hold->kind) {
    case UNIT_PROVIDER:
        return !is_closed(clinic, visit, hold, CLOSURE_PROVIDER, clinic->providers.provider[u]);
    case UNIT_ROOM:
        open = clinic->rooms.open[u];
        close = clinic->rooms.close[u];
        if (is_closed(clinic, visit, hold, CLOSURE_ROOM, clinic->rooms.room[u]))
            return false;
        break;
    default:
        open = clinic->equipment.open[u];
        close = clinic->equipment.close[u];
        if (is_closed(clinic, visit, hold, CLOSURE_EQUIPMENT, clinic->equipment.equipment[u]))
            return false;
    }
    return up(clinic, open) <= hold->from && hold->until <= down(clinic, close);
}

unsigned brute_hold_tags(const Clinic *clinic, const BruteVisit *visit, const BruteHold *hold)
{
    const unsigned of_kind[] = {BRUTE_PROVIDER, BRUTE_ROOM, BRUTE_EQUIPMENT};
    unsigned tags = 0;

    for (int32_t i = 0; i < visit->shape.n_parts && !hold->lead; i++)
        if (visit->shape.parts[i].step == hold->step &&
            strcmp(brute_unit_type(clinic, hold->kind, hold->unit), visit->shape.parts[i].type) !=
                0)
            tags |= of_kind[hold->kind];
    if (hold->kind != UNIT_PROVIDER &&
        brute_unit_site(clinic, hold->kind, hold->unit) != visit->site)
        tags |= of_kind[hold->kind];
    if (hold->kind == UNIT_PROVIDER && !is_excused(clinic, visit) &&
        !has_session(clinic, visit, hold))
        tags |= BRUTE_SESSION;
    if (!is_open(clinic, visit, hold))
        tags |= BRUTE_CLOSED;
    return tags;
}

bool brute_has_fixed_rooms(const Clinic *clinic, const BruteVisit *visit)
{
    bool asks = false;

    for (int32_t i = 0; i < visit->shape.n_parts; i++)
        asks |= visit->shape.parts[i].kind == UNIT_ROOM;
    for (int32_t m = 0; m < visit->n_members && asks; m++) {
        int32_t r = visit->members[m], room = clinic->requests.booked_room[r];
        bool held = false;

        if (!brute_is_fixed(clinic, r) || room < 0)
            continue;
        for (int32_t h = 0; h < visit->n_holds; h++)
            held |= visit->holds[h].kind == UNIT_ROOM && visit->holds[h].unit == room;
        if (!held)
            return false;
    }
    return true;
}

/* Requests booked elsewhere than once, and links. */
static unsigned tags_of_links(const BruteCase *it)
{
    const BruteVisit *of[BRUTE_REQUESTS] = {NULL};
    unsigned tags = 0;

    for (int32_t v = 0; v < it->n_visits; v++)
        for (int32_t m = 0; m < it->visits[v].n_members; m++)
            of[it->visits[v].members[m]] = &it->visits[v];
    for (int32_t r = 0; r < it->clinic->requests.rows; r++)
        if (brute_fixed_inside(it->clinic, r) && !of[r])
            tags |= BRUTE_ONCE;
    for (int32_t l = 0; l < it->clinic->links.rows; l++)
        tags |= brute_link_tags(it->clinic, l, of[it->clinic->links.first[l]],
                                of[it->clinic->links.second[l]]);
    return tags;
}

/* How many services of the session start before the end of one served before them, and how many
 * leads run at the worst minute. */
static unsigned tags_of_session(const BruteCase *it, int32_t s)
{
    int32_t overlapping = 0;
    unsigned tags = 0;

    for (int32_t v = 0; v < it->n_visits; v++)
        overlapping += it->visits[v].session == s && brute_overlaps(it, v);
    if (overlapping > it->clinic->sessions.overbook_max[s])
        tags |= BRUTE_PROVIDER;
    for (int32_t v = 0; v < it->n_visits; v++) { /* most run at once where one begins */
        int32_t minute = it->visits[v].holds[0].from, leads = 0;

        for (int32_t w = 0; w < it->n_visits && it->visits[v].session == s; w++)
            leads += it->visits[w].session == s && it->visits[w].holds[0].from <= minute &&
                     minute < it->visits[w].holds[0].until;
        if (leads > 2)
            tags |= BRUTE_PROVIDER;
    }
    if (brute_cost(it, s).overtime_min > it->clinic->rules.overtime_limit_min + 1e-6)
        tags |= BRUTE_OVERTIME;
    return tags;
}

/* Rows that intersect, or one row, use a unit once. */
unsigned brute_within_tags(const BruteVisit *visit)
{
    const unsigned of_kind[] = {BRUTE_PROVIDER, BRUTE_ROOM, BRUTE_EQUIPMENT};
    unsigned tags = 0;

    for (int32_t g = 0; g < visit->n_holds; g++)
        for (int32_t h = 0; h < g; h++) {
            const BruteHold *a = &visit->holds[g], *b = &visit->holds[h];

            if (a->kind == b->kind && a->unit == b->unit &&
                (a->step == b->step || (a->from < b->until && b->from < a->until)))
                tags |= of_kind[a->kind];
        }
    return tags;
}

unsigned brute_tags(const BruteCase *it)
{
    unsigned tags = tags_of_links(it);

    for (int32_t v = 0; v < it->n_visits; v++) {
        const BruteVisit *visit = &it->visits[v];

        tags |= brute_visit_tags(visit, it->clinic) | brute_within_tags(visit);
        if (visit->n_members > it->clinic->visit_types.group_capacity[visit->type])
            tags |= BRUTE_GROUP;
        if (it->handed_out && !brute_has_fixed_rooms(it->clinic, visit))
            tags |= BRUTE_ONCE;
        for (int32_t h = 0; h < visit->n_holds; h++)
            tags |= brute_hold_tags(it->clinic, visit, &visit->holds[h]);
        for (int32_t w = 0; w < v; w++)
            tags |= brute_pair_tags(it, visit, &it->visits[w]);
        for (int32_t m = 0; m < visit->n_members; m++) {
            tags |= brute_request_tags(it->clinic, visit->members[m], visit);
            for (int32_t w = 0; w <= v; w++)
                for (int32_t q = 0; q < it->visits[w].n_members; q++)
                    if (w != v || q < m)
                        tags |= brute_patient_tags(it, visit->members[m], visit,
                                                   it->visits[w].members[q], &it->visits[w]);
        }
    }
    for (int32_t s = 0; s < it->clinic->sessions.rows; s++)
        tags |= tags_of_session(it, s);
    return tags;
}
