#include "tests/brute_bound.h"

#include <math.h>
#include <string.h>

#include "tests/check.h"

unsigned brute_used_links(const Clinic *clinic)
{
    int32_t part[BRUTE_REQUESTS];
    unsigned used = 0;

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        part[r] = r;
    for (int32_t l = 0; l < clinic->links.rows; l++) {
        int32_t a = part[clinic->links.first[l]], b = part[clinic->links.second[l]];

        if (a == b)
            continue;
        used |= 1u << l;
        for (int32_t r = 0; r < clinic->requests.rows; r++)
            if (part[r] == b)
                part[r] = a;
    }
    return used;
}

BruteKey brute_asked(const Clinic *clinic, int32_t r, const BruteVisit *visit)
{
    BruteKey key = {MISSING, -1, MISSING, -1};
    unsigned used = brute_used_links(clinic);

    for (int32_t l = 0; l < clinic->links.rows; l++) {
        int32_t kind = clinic->links.kind[l];

        if (!(used >> l & 1u) || (clinic->links.first[l] != r && clinic->links.second[l] != r))
            continue;
        if (kind == LINK_SAME_PROVIDER)
            key.provider = visit->lead;
        else
            key.date = visit->day;
        if (kind == LINK_SAME_DAY || kind == LINK_TOGETHER) {
            key.site = visit->site;
            if (clinic->visit_types.group_capacity[visit->type] == 1)
                key.start = visit->start;
        }
    }
    return key;
}

BruteKey brute_key(const Clinic *clinic, const Schedule *schedule, int32_t r,
                   const BruteVisit *visit)
{
    const Certificate *rows = &schedule->certificate;
    BruteKey key = {MISSING, -1, MISSING, -1}, all = brute_asked(clinic, r, visit);

    for (int32_t i = 0; i < rows->rows; i++) {
        if (strcmp(rows->family[i], "ONCE") != 0 ||
            strcmp(rows->id[i], clinic->requests.request[r]) != 0)
            continue;
        key.date = rows->date[i] != MISSING ? all.date : key.date;
        key.site = rows->site[i] >= 0 ? all.site : key.site;
        key.start = rows->start[i] != MISSING ? all.start : key.start;
        key.provider = rows->provider[i] >= 0 ? all.provider : key.provider;
    }
    return key;
}

static bool is_same(BruteKey a, BruteKey b)
{
    return a.date == b.date && a.site == b.site && a.start == b.start && a.provider == b.provider;
}

double brute_once(const BruteCase *it, const Schedule *schedule, int32_t r, const BruteVisit *visit)
{
    const Certificate *rows = &schedule->certificate;
    BruteKey key = brute_key(it->clinic, schedule, r, visit);

    for (int32_t i = 0; i < rows->rows; i++)
        if (strcmp(rows->family[i], "ONCE") == 0 &&
            strcmp(rows->id[i], it->clinic->requests.request[r]) == 0 &&
            is_same(key,
                    (BruteKey){rows->date[i], rows->site[i], rows->start[i], rows->provider[i]}))
            return rows->multiplier[i];
    return 0;
}

double brute_price(const Schedule *schedule, const char *family, int32_t site, const char *id,
                   int32_t date, int32_t minute)
{
    const Certificate *rows = &schedule->certificate;

    for (int32_t i = 0; i < rows->rows; i++)
        if (strcmp(rows->family[i], family) == 0 && rows->site[i] == site &&
            strcmp(rows->id[i], id) == 0 && rows->date[i] == date && rows->start[i] == minute)
            return rows->multiplier[i];
    return 0;
}

/* Minutes after each use for which no device of @p type at @p site serves another visit; 0 where
 * one visit may use two in a row. */
static int32_t least_gap(const Clinic *clinic, const char *type, int32_t site)
{
    const Activities *rows = &clinic->activities;
    int32_t least = 1440;

    for (int32_t u = 0; u < clinic->equipment.rows; u++)
        if (clinic->equipment.site[u] == site &&
            strcmp(clinic->equipment.equipment_type[u], type) == 0 &&
            clinic->equipment.turnaround_min[u] < least)
            least = clinic->equipment.turnaround_min[u];
    for (int32_t v = 0; v < clinic->visit_types.rows; v++) {
        int32_t asked = 0;

        for (int32_t a = 0; a < rows->rows; a++)
            asked += rows->visit_type[a] == v && rows->kind[a] == UNIT_EQUIPMENT &&
                     strcmp(rows->type[a], type) == 0;
        if (asked > 1)
            return 0;
    }
    return least;
}

double brute_units_price(const BruteCase *it, const Schedule *schedule, const BruteVisit *visit,
                         bool persons)
{
    static const char *const families[] = {"PROVIDER", "ROOM", "EQUIPMENT"};
    double cost = 0;

    for (int32_t i = 0; i < visit->shape.n_parts; i++) {
        const BrutePart *part = &visit->shape.parts[i];

        int32_t gap =
            part->kind == UNIT_EQUIPMENT ? least_gap(it->clinic, part->type, visit->site) : 0;

        if (part->kind == UNIT_PROVIDER && !persons)
            continue;
        for (int32_t m = visit->start + part->from; m < visit->start + part->until + gap;
             m += it->clinic->horizon.slot_min[0])
            cost += part->count * brute_price(schedule, families[part->kind], visit->site,
                                              part->type, visit->day, m);
    }
    return cost;
}

/* How many units of a type @p visit holds in the slot at @p minute. One that runs holds since
 * midnight what it holds when its lead begins. */
static int32_t units_at(const BruteCase *it, const BruteVisit *visit, const BrutePart *like,
                        int32_t minute, bool runs)
{
    const BrutePart *lead = &visit->shape.parts[visit->shape.lead];
    int32_t units = 0;

    for (int32_t i = 0; i < visit->shape.n_parts; i++) {
        const BrutePart *part = &visit->shape.parts[i];
        int32_t from = runs && part->from <= lead->from ? 0 : visit->start + part->from;
        int32_t until = visit->start + part->until;

        if (part->kind != like->kind || minute < from || strcmp(part->type, like->type) != 0)
            continue;
        if (part->kind == UNIT_EQUIPMENT && minute >= until)
            until += least_gap(it->clinic, part->type, visit->site);
        if (minute < until)
            units += part->count;
    }
    return units;
}

double brute_second_price(const BruteCase *it, const Schedule *schedule, const BruteVisit *visit,
                          bool persons, const BruteVisit *other)
{
    static const char *const families[] = {"PROVIDER", "ROOM", "EQUIPMENT"};
    double cost = 0;

    for (int32_t i = 0; i < visit->shape.n_parts; i++) {
        const BrutePart *part = &visit->shape.parts[i];
        bool seen = part->kind == UNIT_PROVIDER && !persons;

        for (int32_t j = 0; j < i; j++)
            seen |= visit->shape.parts[j].kind == part->kind &&
                    strcmp(visit->shape.parts[j].type, part->type) == 0;
        for (int32_t m = visit->start; m < 1440 && !seen; m += it->clinic->horizon.slot_min[0]) {
            int32_t own = units_at(it, visit, part, m, false);
            int32_t more = own > 0 ? own - units_at(it, other, part, m, true) : 0;

            if (more > 0)
                cost += more * brute_price(schedule, families[part->kind], visit->site, part->type,
                                           visit->day, m);
        }
    }
    return cost;
}

double brute_offer(const BruteCase *it, const Schedule *schedule, int32_t r,
                   const BruteVisit *visit, double profit)
{
    return profit - brute_unbooked_worth(it->clinic, r) - brute_once(it, schedule, r, visit);
}

/* The site is closed at some time that something is held, or it is held past midnight. */
static bool is_site_closed(const Clinic *clinic, const BruteVisit *visit)
{
    for (int32_t i = 0; i < visit->shape.n_parts; i++) {
        int32_t from = visit->start + visit->shape.parts[i].from;
        int32_t until = visit->start + visit->shape.parts[i].until;

        if (until > 1440)
            return true;
        for (int32_t c = 0; c < clinic->closures.rows; c++)
            if (clinic->closures.kind[c] == CLOSURE_SITE &&
                strcmp(clinic->closures.id[c], clinic->sites.site[visit->site]) == 0 &&
                brute_is_closed(clinic, c, visit->day, from, until))
                return true;
    }
    return false;
}

bool brute_same_visit(const BruteVisit *a, const BruteVisit *b)
{
    return a->type == b->type && a->lead == b->lead && a->site == b->site && a->day == b->day &&
           a->start == b->start && a->mode == b->mode;
}

bool brute_bound_blocked(const BruteCase *it, const BruteVisit *visit)
{
    static BruteChoices fixed;

    for (int32_t r = 0; r < it->clinic->requests.rows; r++) {
        if (!brute_fixed_inside(it->clinic, r))
            continue;
        brute_choices(it, r, &fixed);
        if (fixed.visits[0].lead == visit->lead && fixed.visits[0].day == visit->day &&
            fixed.visits[0].session != visit->session &&
            fixed.visits[0].holds[0].from < visit->holds[0].until &&
            visit->holds[0].from < fixed.visits[0].holds[0].until)
            return true;
    }
    return false;
}

void brute_bound_choices(const BruteCase *it, int32_t r, BruteChoices *out)
{
    int32_t kept = 0;

    brute_choices(it, r, out);
    if (brute_is_fixed(it->clinic, r))
        return;
    for (int32_t c = 0; c < out->count; c++) {
        const BruteVisit *visit = &out->visits[c];
        bool stays =
            it->clinic->requests.status[r] == REQUEST_BOOKED && brute_is_kept(it->clinic, r, visit);

        if (brute_bound_blocked(it, visit) || !brute_bound_supplied(it, visit) ||
            (stays && is_site_closed(it->clinic, visit)))
            continue;
        out->visits[kept] = *visit;
        out->worth[kept++] = out->worth[c];
    }
    out->count = kept;
}

/* Units of each priced slot x its price: those there, or, of devices, there so shortly before that
 * the slot may be lost after a visit. */
static double capacity(const BruteCase *it, const Schedule *schedule)
{
    const Clinic *clinic = it->clinic;
    const Certificate *rows = &schedule->certificate;
    int32_t slot = clinic->horizon.slot_min[0];
    double sum = 0;

    for (int32_t i = 0; i < rows->rows; i++) {
        int32_t kind = strcmp(rows->family[i], "PROVIDER") == 0    ? UNIT_PROVIDER
                       : strcmp(rows->family[i], "ROOM") == 0      ? UNIT_ROOM
                       : strcmp(rows->family[i], "EQUIPMENT") == 0 ? UNIT_EQUIPMENT
                                                                   : -1;
        int32_t from = rows->start[i];
        int32_t gap = kind == UNIT_EQUIPMENT ? least_gap(clinic, rows->id[i], rows->site[i]) : 0;

        for (int32_t u = 0; kind >= 0 && u < brute_units(clinic, kind); u++) {
            bool there = false;

            for (int32_t m = from > gap ? from - gap : 0; m <= from; m += slot)
                there |= strcmp(brute_unit_type(clinic, kind, u), rows->id[i]) == 0 &&
                         brute_is_there(clinic, kind, u, rows->site[i], rows->date[i], m);
            if (there)
                sum += rows->multiplier[i];
        }
    }
    return sum;
}

/* What places not held lose, and what those and overlaps earn at their prices. */
static double places(const BruteCase *it, const Schedule *schedule)
{
    const Clinic *clinic = it->clinic;
    const Certificate *rows = &schedule->certificate;
    double sum = 0;

    for (int32_t type = 0; type < clinic->visit_types.rows; type++)
        for (int32_t site = 0; site < clinic->sites.rows; site++)
            for (int32_t day = 0; day < clinic->horizon.days[0]; day++)
                sum -= brute_places(clinic, type, site, day) * clinic->visit_types.value[type] *
                       clinic->rules.weight_urgent;
    for (int32_t i = 0; i < rows->rows; i++) {
        for (int32_t type = 0; type < clinic->visit_types.rows; type++)
            if (strcmp(rows->family[i], "RESERVE") == 0 &&
                strcmp(rows->id[i], clinic->visit_types.visit_type[type]) == 0)
                sum += brute_places(clinic, type, rows->site[i], rows->date[i]) *
                       fmax(0, rows->multiplier[i]);
        for (int32_t s = 0; s < clinic->sessions.rows; s++) {
            int32_t from, until;

            if (strcmp(rows->family[i], "SESSION") == 0 &&
                brute_session(clinic, s, &from, &until) &&
                strcmp(clinic->providers.provider[clinic->sessions.provider[s]], rows->id[i]) ==
                    0 &&
                (rows->site[i] < 0 || clinic->sessions.site[s] == rows->site[i]) &&
                clinic->sessions.date[s] == rows->date[i] && from == rows->start[i])
                sum += rows->multiplier[i] * clinic->sessions.overbook_max[s];
        }
    }
    return sum;
}

/* Fixed visits in no session, and what is lost by booking nobody. */
static double constants(const BruteCase *it, const Schedule *schedule)
{
    static BruteCase apart;
    static BruteChoices fixed;
    double sum = 0;

    apart = (BruteCase){.clinic = it->clinic, .chances = it->chances};
    for (int32_t r = 0; r < it->clinic->requests.rows; r++) {
        sum += brute_unbooked_worth(it->clinic, r);
        if (!brute_fixed_inside(it->clinic, r))
            continue;
        brute_choices(it, r, &fixed);
        if (fixed.visits[0].session >= 0)
            continue;
        sum += fixed.worth[0];
        brute_book(&apart, r, &fixed.visits[0]);
    }
    for (int32_t v = 0; v < apart.n_visits; v++)
        sum -= brute_units_price(it, schedule, &apart.visits[v], false);
    return sum;
}

double brute_bound(const Clinic *clinic, const Chances *chances, const Schedule *schedule)
{
    static BruteCase it;

    it = (BruteCase){.clinic = clinic, .chances = chances};
    return constants(&it, schedule) + brute_sides(&it, schedule) + capacity(&it, schedule) +
           places(&it, schedule) + brute_plans(&it, schedule);
}
