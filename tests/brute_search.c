#include "tests/brute.h"

#include <math.h>

#include "model/base/memory.h"
#include "tests/check.h"

enum { ITEMS_MAX = BRUTE_REQUESTS + 8 };

/* Visits of @p type that break no rule by themselves, for request @p r (-1: a place). A visit's
 * lead works in a session, or the SESSION rule is broken: so all there is begins in one. */
static void list_visits(const BruteCase *it, int32_t type, int32_t r, int32_t mode,
                        BruteChoices *out)
{
    const Clinic *clinic = it->clinic;

    for (int32_t s = 0; s < clinic->sessions.rows; s++) {
        int32_t from, until, lead = clinic->sessions.provider[s];
        BruteShape shape;

        if (!brute_session(clinic, s, &from, &until) ||
            !brute_shape(clinic, type, lead, mode, &shape))
            continue;
        for (; from < until; from += clinic->horizon.slot_min[0]) {
            int32_t start = from - shape.parts[shape.lead].from;
            BruteVisit visit;

            if (start < 0)
                continue;
            visit = brute_visit(clinic, type, lead, clinic->sessions.site[s],
                                clinic->sessions.date[s], start, mode);
            visit.place = r < 0 ? 0 : -1;
            if (brute_visit_tags(&visit, clinic) ||
                brute_hold_tags(clinic, &visit, &visit.holds[0]) ||
                (r >= 0 && brute_request_tags(clinic, r, &visit)))
                continue;
            assert_true(out->count < BRUTE_CHOICES);
            out->worth[out->count] = r < 0 ? 0 : brute_request_worth(it, r, &visit);
            out->visits[out->count++] = visit;
        }
    }
}

void brute_choices(const BruteCase *it, int32_t r, BruteChoices *out)
{
    const Requests *asked = &it->clinic->requests;
    int32_t type = asked->visit_type[r];

    out->count = 0;
    if (!brute_is_fixed(it->clinic, r)) {
        list_visits(it, type, r, MODE_IN_PERSON, out);
        list_visits(it, type, r, MODE_TELEHEALTH, out);
    } else if (brute_fixed_inside(it->clinic, r)) {
        out->visits[0] = brute_visit(it->clinic, type, asked->booked_provider[r],
                                     asked->booked_site[r], asked->booked_date[r],
                                     asked->booked_start[r], brute_fixed_mode(it->clinic, r));
        out->worth[0] = brute_request_worth(it, r, &out->visits[0]);
        out->count = 1;
    }
}

void brute_place_choices(const BruteCase *it, int32_t type, int32_t site, int32_t day,
                         BruteChoices *out)
{
    int32_t kept = 0;

    out->count = 0;
    list_visits(it, type, -1, MODE_IN_PERSON, out);
    list_visits(it, type, -1, MODE_TELEHEALTH, out);
    for (int32_t c = 0; c < out->count; c++)
        if (out->visits[c].site == site && out->visits[c].day == day)
            out->visits[kept++] = out->visits[c];
    out->count = kept;
}

/* Gives part after part of visit after visit its units, and goes back when it gets stuck. */
static bool hand_out(BruteCase *it, int32_t v, int32_t p, int32_t given, int32_t first)
{
    BruteVisit *visit = &it->visits[v];
    const BrutePart *part = &visit->shape.parts[p];

    if (v == it->n_visits) {
        it->handed_out = true;
        if (brute_tags(it) == 0)
            return true;
        it->handed_out = false;
        return false;
    }
    if (p == visit->shape.n_parts)
        return hand_out(it, v + 1, 0, 0, 0);
    if (part->lead || given == part->count)
        return hand_out(it, v, p + 1, 0, 0);
    for (int32_t u = first; u < brute_units(it->clinic, part->kind); u++) {
        bool clashes;

        assert_true(visit->n_holds < BRUTE_HOLDS);
        visit->holds[visit->n_holds++] = (BruteHold){.kind = part->kind,
                                                     .unit = u,
                                                     .step = part->step,
                                                     .from = visit->start + part->from,
                                                     .until = visit->start + part->until};
        clashes = brute_hold_tags(it->clinic, visit, &visit->holds[visit->n_holds - 1]) ||
                  brute_within_tags(visit);
        for (int32_t w = 0; w < it->n_visits && !clashes; w++)
            clashes = w != v && brute_pair_tags(it, visit, &it->visits[w]);
        if (!clashes && hand_out(it, v, p, given + 1, u + 1))
            return true;
        visit->n_holds--;
    }
    return false;
}

bool brute_hand_out(BruteCase *it)
{
    for (int32_t v = 0; v < it->n_visits; v++)
        it->visits[v].n_holds = 1;
    it->handed_out = false;
    return hand_out(it, 0, 0, 0, 0);
}

/* A request, or a place asked for. */
typedef struct Item {
    int32_t request; /* or -1 */
    int32_t same_as; /* the item before, a place of the same key; else -1 */
    bool must;       /* a fixed request: has no other choice */
    int32_t chosen;  /* number of the choice; count: none */
    double without;  /* its worth when not booked or held */
    double most;     /* the most that it can be worth */
    BruteChoices choices;
} Item;

typedef struct Search {
    BruteCase now;
    BruteOptimum *out;
    int32_t n_items;
    Item *items;
} Search;

/* Better choices first, so that a good schedule is known early. */
static void sort_choices(BruteChoices *choices)
{
    for (int32_t i = 1; i < choices->count; i++) {
        double worth = choices->worth[i];
        BruteVisit visit = choices->visits[i];
        int32_t at = i;

        for (; at > 0 && choices->worth[at - 1] < worth; at--) {
            choices->worth[at] = choices->worth[at - 1];
            choices->visits[at] = choices->visits[at - 1];
        }
        choices->worth[at] = worth;
        choices->visits[at] = visit;
    }
}

static void list_items(Search *search)
{
    const Clinic *clinic = search->now.clinic;

    for (int32_t r = 0; r < clinic->requests.rows; r++) {
        Item *item = &search->items[search->n_items++];

        item->request = r;
        item->same_as = -1;
        item->must = brute_fixed_inside(clinic, r);
        item->without = brute_unbooked_worth(clinic, r);
        brute_choices(&search->now, r, &item->choices);
    }
    for (int32_t type = 0; type < clinic->visit_types.rows; type++)
        for (int32_t site = 0; site < clinic->sites.rows; site++)
            for (int32_t day = 0; day < clinic->horizon.days[0]; day++)
                for (int32_t i = 0; i < brute_places(clinic, type, site, day); i++) {
                    Item *item = &search->items[search->n_items];

                    assert_true(search->n_items < ITEMS_MAX);
                    item->request = -1;
                    item->same_as = i > 0 ? search->n_items - 1 : -1;
                    item->without = -clinic->visit_types.value[type] * clinic->rules.weight_urgent;
                    brute_place_choices(&search->now, type, site, day, &item->choices);
                    search->n_items++;
                }
    for (int32_t i = 0; i < search->n_items; i++) {
        Item *item = &search->items[i];

        sort_choices(&item->choices);
        item->most = item->must ? item->choices.worth[0] : item->without;
        if (item->choices.count > 0)
            item->most = fmax(item->most, item->choices.worth[0]);
    }
}

static const BruteVisit *visit_of(const BruteCase *it, int32_t r)
{
    for (int32_t v = 0; v < it->n_visits; v++)
        for (int32_t m = 0; m < it->visits[v].n_members; m++)
            if (it->visits[v].members[m] == r)
                return &it->visits[v];
    return NULL;
}

/* Request @p r, the last one decided, breaks a rule that no later decision can mend. */
static bool is_request_hopeless(const BruteCase *it, int32_t r)
{
    const BruteVisit *visit = visit_of(it, r);
    const Links *links = &it->clinic->links;

    for (int32_t l = 0; l < links->rows; l++)
        if ((links->first[l] == r && links->second[l] <= r) ||
            (links->second[l] == r && links->first[l] <= r))
            if (brute_link_tags(it->clinic, l, visit_of(it, links->first[l]),
                                visit_of(it, links->second[l])))
                return true;
    for (int32_t q = 0; q < r && visit; q++) {
        const BruteVisit *other = visit_of(it, q);

        if (other && brute_patient_tags(it, r, visit, q, other))
            return true;
    }
    return false;
}

static bool is_visit_hopeless(const BruteCase *it, int32_t v)
{
    if (it->visits[v].n_members > it->clinic->visit_types.group_capacity[it->visits[v].type])
        return true;
    for (int32_t w = 0; w < it->n_visits; w++)
        if (w != v && brute_pair_tags(it, &it->visits[v], &it->visits[w]))
            return true;
    return false;
}

static void look_at(Search *search, double worth)
{
    const Clinic *clinic = search->now.clinic;
    BruteOptimum *out = search->out;

    out->visited++;
    for (int32_t s = 0; s < clinic->sessions.rows; s++) {
        BruteCost cost = brute_cost(&search->now, s);

        worth -= clinic->rules.patient_wait_cost_per_min * cost.wait_min +
                 clinic->rules.idle_cost_per_min * cost.idle_min +
                 clinic->rules.overtime_cost_per_min * cost.overtime_min;
    }
    if ((out->exists && worth <= out->worth) || brute_tags(&search->now))
        return;
    if (brute_hand_out(&search->now)) {
        out->best = search->now;
        out->worth = worth;
        out->exists = true;
    }
    for (int32_t v = 0; v < search->now.n_visits; v++)
        search->now.visits[v].n_holds = 1;
    search->now.handed_out = false;
}

static void decide(Search *search, int32_t i, int32_t place, double worth)
{
    BruteCase *it = &search->now;
    Item *item = &search->items[i];
    double most = worth;

    if (i == search->n_items) {
        look_at(search, worth);
        return;
    }
    for (int32_t j = i; j < search->n_items; j++)
        most += search->items[j].most;
    if (search->out->exists && most <= search->out->worth)
        return; /* sessions only cost */
    for (int32_t c = item->same_as >= 0 ? search->items[item->same_as].chosen : 0;
         c < item->choices.count; c++) {
        int32_t v;

        item->chosen = c;
        if (item->request >= 0) {
            v = brute_book(it, item->request, &item->choices.visits[c]);
            if (!is_visit_hopeless(it, v) && !is_request_hopeless(it, item->request))
                decide(search, i + 1, place, worth + item->choices.worth[c]);
            brute_unbook(it, item->request);
            continue;
        }
        assert_true(it->n_visits < BRUTE_VISITS);
        v = it->n_visits++;
        it->visits[v] = item->choices.visits[c];
        it->visits[v].place = place;
        if (!is_visit_hopeless(it, v))
            decide(search, i + 1, place + 1, worth);
        it->n_visits--;
    }
    item->chosen = item->choices.count;
    if (!item->must && (item->request < 0 || !is_request_hopeless(it, item->request)))
        decide(search, i + 1, place + (item->request < 0), worth + item->without);
}

void brute_search(const Clinic *clinic, const Chances *chances, double limit, BruteOptimum *out)
{
    Search *search = MEM_NEW(Search, 1);
    BruteMemo *memo = brute_memo_new();
    double combinations = 1;

    assert_non_null(search);
    search->items = MEM_NEW(Item, ITEMS_MAX);
    assert_non_null(search->items);
    *out = (BruteOptimum){0};
    search->out = out;
    search->now = (BruteCase){.clinic = clinic, .chances = chances, .memo = memo};
    list_items(search);
    for (int32_t i = 0; i < search->n_items; i++)
        combinations *= search->items[i].choices.count + !search->items[i].must;
    out->too_large = combinations > limit;
    if (!out->too_large)
        decide(search, 0, 0, 0);
    out->best.memo = NULL;
    mem_free(search->items);
    mem_free(search);
    mem_free(memo);
}
