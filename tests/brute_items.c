#include <math.h>
#include <string.h>

#include "tests/brute_desk.h"
#include "tests/check.h"

/* An item whose patient comes with chance @p comes, and counts as coming with @p chance. */
static void add_item(BruteDesk *desk, const BruteVisit *visit, double worth, double comes,
                     double chance, bool fixed)
{
    const Clinic *clinic = desk->it->clinic;
    const VisitTypes *types = &clinic->visit_types;
    double cv = types->duration_cv[visit->type];
    BruteItem *item = &desk->items[desk->n_items++];
    int32_t from = visit->holds[0].from, until = visit->holds[0].until;

    assert_true(desk->n_items <= BRUTE_ITEMS);
    *item = (BruteItem){.start = from,
                        .until = until,
                        .worth = worth,
                        .chance = chance,
                        .cv = cv,
                        .visit = *visit,
                        .fixed = fixed,
                        .place = visit->place >= 0,
                        .may_overlap = types->overbook_ok[visit->type] &&
                                       types->group_capacity[visit->type] == 1};
    item->credit = item->place ? 0
                               : clinic->rules.idle_cost_per_min * comes *
                                     (cv > 0 ? brute_mean(until - from, cv) : until - from);
    item->units = brute_units_price(desk->it, desk->schedule, visit, !fixed);
    if (fixed) {
        item->must = desk->all + 1;
        desk->all += item->must;
    }
}

/* The least chance among requests of request @p r's type that may be where it is and whose chances
 * have as many whole sixteenths. */
static double least_chance(const BruteDesk *desk, int32_t r, const BruteVisit *visit)
{
    const BruteCase *it = desk->it;
    double own = chances_at(it->chances, r, visit->day), least = own;

    for (int32_t q = 0; q < it->clinic->requests.rows; q++) {
        double chance = chances_at(it->chances, q, visit->day);

        if (brute_is_fixed(it->clinic, q) || floor(16 * chance) != floor(16 * own))
            continue;
        for (int32_t c = 0; c < desk->choices[q].count; c++)
            if (brute_same_visit(&desk->choices[q].visits[c], visit))
                least = fmin(least, chance);
    }
    return least;
}

/* The best @p seats positive offers of requests from @p r on for @p visit. */
static double best_members(BruteDesk *desk, const BruteVisit *visit, int32_t seats, int32_t *n)
{
    double offers[BRUTE_REQUESTS], sum = 0;
    int32_t count = 0;

    for (int32_t r = 0; r < desk->it->clinic->requests.rows; r++) {
        const BruteChoices *choices = &desk->choices[r];

        if (brute_is_fixed(desk->it->clinic, r))
            continue;
        for (int32_t c = 0; c < choices->count; c++)
            if (brute_same_visit(&choices->visits[c], visit))
                offers[count++] =
                    brute_offer(desk->it, desk->schedule, r, visit, choices->worth[c]);
    }
    for (*n = 0; *n < seats; (*n)++) {
        int32_t best = 0;

        for (int32_t i = 1; i < count; i++)
            if (offers[i] > offers[best])
                best = i;
        if (count == 0 || !(offers[best] > 0))
            break;
        sum += offers[best];
        offers[best] = -1;
    }
    return sum;
}

static void add_fixed(BruteDesk *desk)
{
    static BruteCase fixed;
    const Clinic *clinic = desk->it->clinic;
    double worth[BRUTE_VISITS] = {0}, chance[BRUTE_VISITS];

    fixed = (BruteCase){.clinic = clinic, .chances = desk->it->chances};
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        const BruteVisit *stands;
        int32_t v;

        if (!brute_fixed_inside(clinic, r))
            continue;
        stands = &desk->choices[r].visits[0];
        if (stands->session != desk->session)
            continue;
        v = brute_book(&fixed, r, stands);
        worth[v] += desk->choices[r].worth[0];
        chance[v] = chances_at(desk->it->chances, r, stands->day);
    }
    for (int32_t v = 0; v < fixed.n_visits; v++) {
        const BruteVisit *visit = &fixed.visits[v];
        int32_t capacity = clinic->visit_types.group_capacity[visit->type], n = 0;

        if (capacity > 1) {
            worth[v] += best_members(desk, visit, capacity - visit->n_members, &n);
            add_item(desk, visit, worth[v], 1, 0, true);
        } else {
            add_item(desk, visit, worth[v], chance[v], chance[v], true);
        }
    }
}

static void add_requests(BruteDesk *desk)
{
    static BruteChoices shared;
    const Clinic *clinic = desk->it->clinic;

    shared.count = 0;
    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        int32_t capacity = clinic->visit_types.group_capacity[clinic->requests.visit_type[r]], n;
        const BruteChoices *choices = &desk->choices[r];

        for (int32_t c = 0; c < choices->count && !brute_is_fixed(clinic, r); c++) {
            const BruteVisit *visit = &choices->visits[c];
            bool seen = false;
            double worth;

            if (visit->session != desk->session)
                continue;
            if (capacity == 1) {
                add_item(desk, visit,
                         brute_offer(desk->it, desk->schedule, r, visit, choices->worth[c]),
                         chances_at(desk->it->chances, r, visit->day), least_chance(desk, r, visit),
                         false);
                continue;
            }
            for (int32_t d = 0; d < shared.count; d++)
                seen |= brute_same_visit(visit, &shared.visits[d]);
            worth = seen ? 0 : best_members(desk, visit, capacity, &n);
            if (seen || n == 0)
                continue;
            assert_true(shared.count < BRUTE_CHOICES);
            shared.visits[shared.count++] = *visit;
            add_item(desk, visit, worth, 1, 0, false);
        }
    }
}

/* The price of a place of that key. */
static double place_price(const BruteDesk *desk, const BruteVisit *visit)
{
    const Certificate *rows = &desk->schedule->certificate;

    for (int32_t i = 0; i < rows->rows; i++)
        if (strcmp(rows->family[i], "RESERVE") == 0 && rows->site[i] == visit->site &&
            rows->date[i] == visit->day &&
            strcmp(rows->id[i], desk->it->clinic->visit_types.visit_type[visit->type]) == 0)
            return rows->multiplier[i];
    return 0;
}

static void add_places(BruteDesk *desk)
{
    static BruteChoices choices;
    const Clinic *clinic = desk->it->clinic;
    int32_t site = clinic->sessions.site[desk->session], day = clinic->sessions.date[desk->session];

    for (int32_t type = 0; type < clinic->visit_types.rows; type++) {
        if (brute_places(clinic, type, site, day) == 0)
            continue;
        brute_place_choices(desk->it, type, site, day, &choices);
        for (int32_t c = 0; c < choices.count; c++) {
            const BruteVisit *visit = &choices.visits[c];

            if (visit->session == desk->session && !brute_bound_blocked(desk->it, visit) &&
                brute_bound_supplied(desk->it, visit))
                add_item(desk, visit,
                         clinic->visit_types.value[type] * clinic->rules.weight_urgent -
                             place_price(desk, visit),
                         1, 1, false);
        }
    }
}

bool brute_desk(const BruteCase *it, const Schedule *schedule, const BruteChoices *choices,
                int32_t session, BruteDesk *out)
{
    out->it = it;
    out->schedule = schedule;
    out->choices = choices;
    out->session = session;
    out->n_items = out->all = 0;
    if (!brute_session(it->clinic, session, &out->from, &out->end))
        return false;
    add_fixed(out);
    add_requests(out);
    add_places(out);
    assert_true(out->all < 64);
    return true;
}
