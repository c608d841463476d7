/* The plans of sessions at the prices of one evaluation. */
#include "solver/pattern/dual_desk.h"
#include "solver/pattern/heat.h"

static const double least_part = 1e-11; /* of a plan: less is passed over */
static const double least_sum = 1e-12;  /* of odds: less is too little to go by */

static bool is_shared(const Dual *dual, const Item *item)
{
    return item->reserve < 0 && dual->catalog->clinic->visit_types.group_capacity[item->type] > 1;
}

static Worth worth_of(const Run *run, const Item *item)
{
    const Dual *dual = run->dual;
    const Market *market = dual->market;
    bool shared = is_shared(dual, item);
    double none = shared || item->n_groups == 0 ? 0 : -INFINITY;
    Worth worth = {none, none, none, none, 0, 0};

    for (int32_t i = item->groups; i < item->groups + item->n_groups; i++) {
        int32_t g = market->item_groups[i];
        double soft = dual->soft[g], credit = market->groups[g].credit;

        if (shared) {
            worth.hard_inner += dual->inner[g];
            worth.soft_inner += soft;
            continue;
        }
        worth.hard_inner = heat_larger(worth.hard_inner, dual->inner[g]);
        worth.hard_last = heat_larger(worth.hard_last, dual->last[g]);
        worth.soft_inner = heat_join(worth.soft_inner, soft, run->heat);
        worth.soft_last = heat_join(worth.soft_last, soft - credit, run->heat);
    }
    if (shared) {
        worth.hard_last = worth.hard_inner;
        worth.soft_last = worth.soft_inner;
        if (!item->mandatory && worth.hard_inner <= 0) /* nobody gains by such a visit */
            worth.hard_inner = worth.hard_last = -INFINITY;
    }
    worth.hard_inner += item->worth + item->credit;
    worth.soft_inner += item->worth + item->credit;
    worth.hard_last += item->worth;
    worth.soft_last += item->worth;
    if (item->reserve >= 0) {
        double price = run->price[dual->first_reserve + item->reserve];

        worth.hard_last -= price;
        worth.soft_last -= price;
    }
    return worth;
}

static double slot_price(const Run *run, const Item *item, int32_t slot)
{
    return item->slot_prices < 0
               ? 0
               : bucket_price(run, run->dual->market->slot_prices[item->slot_prices + slot]);
}

/* The best of an item at each slot, and of its kind. */
static void enter_best(const Run *run, const Item *item, const Worth *worth, PathKind *kind,
                       Worth *top, int32_t slots)
{
    for (int32_t k = 0; k < slots; k++) {
        double price;

        if (!starts_has(&item->starts, k))
            continue;
        price = slot_price(run, item, k);
        kind->chance[k] = item->chance < kind->chance[k] ? item->chance : kind->chance[k];
        kind->hard_inner[k] = heat_larger(kind->hard_inner[k], worth->hard_inner - price);
        kind->hard_last[k] = heat_larger(kind->hard_last[k], worth->hard_last - price);
        kind->soft_inner[k] = heat_larger(kind->soft_inner[k], worth->soft_inner - price);
        kind->soft_last[k] = heat_larger(kind->soft_last[k], worth->soft_last - price);
        top->soft_inner = heat_larger(top->soft_inner, worth->soft_inner - price);
        top->soft_last = heat_larger(top->soft_last, worth->soft_last - price);
    }
}

/* Odds of an item against the best of its kind, 1 at most; those of one whose price differs by
 * start do so too, and are found where they are asked for. */
static void find_odds(const Run *run, const Item *item, Worth *worth, const Worth *top)
{
    if (item->slot_prices >= 0)
        return;
    worth->odds_inner = heat_exp((worth->soft_inner - top->soft_inner) / run->heat);
    worth->odds_last = heat_exp((worth->soft_last - top->soft_last) / run->heat);
}

/* Adds an item to the sums of odds, kept where the parts will be. */
static void enter_odds(const Run *run, const Item *item, const Worth *worth, PathKind *kind,
                       const Worth *top, int32_t slots)
{
    if (item->slot_prices < 0 && worth->odds_inner + worth->odds_last == 0)
        return;
    for (int32_t k = 0; k < slots; k++) {
        double price;

        if (!starts_has(&item->starts, k))
            continue;
        if (item->slot_prices < 0) {
            kind->inner[k] += worth->odds_inner;
            kind->last[k] += worth->odds_last;
            continue;
        }
        price = slot_price(run, item, k);
        kind->inner[k] += heat_exp((worth->soft_inner - price - top->soft_inner) / run->heat);
        kind->last[k] += heat_exp((worth->soft_last - price - top->soft_last) / run->heat);
    }
}

/* Smooth worths from the sums of odds; where these are too small to tell, the best stands. */
static void sum_odds(const Run *run, int32_t s, PathKind *kind, const Worth *top, int32_t slots)
{
    for (int32_t k = 0; k < slots; k++) {
        TariffVisit visit;

        if (kind->soft_last[k] == -INFINITY)
            continue;
        visit = desk_visit(run->dual, kind->item, &run->dual->catalog->sessions[s], k);
        kind->cost[k] = tariff_cost(&run->dual->tariff, &visit);
        if (kind->inner[k] > least_sum)
            kind->soft_inner[k] = top->soft_inner + run->heat * log(kind->inner[k]);
        if (kind->last[k] > least_sum)
            kind->soft_last[k] = top->soft_last + run->heat * log(kind->last[k]);
        kind->odds_inner[k] = kind->inner[k];
        kind->odds_last[k] = kind->last[k];
        kind->inner[k] = kind->last[k] = 0;
    }
}

/* Worths and costs of what may start in a session. */
static void open_session(const Run *run, Desk *desk, int32_t s, int32_t slots)
{
    const Market *market = run->dual->market;
    int32_t begin = market->item_begin[s];

    desk_clear_kinds(desk, run->dual->kinds[s], slots);
    for (int32_t i = begin; i < market->item_begin[s + 1]; i++) {
        const Item *item = &market->items[i];

        desk->worths[i - begin] = worth_of(run, item);
        desk->kinds[item->kind].item = item;
        enter_best(run, item, &desk->worths[i - begin], &desk->kinds[item->kind],
                   &desk->tops[item->kind], slots);
    }
    for (int32_t i = begin; i < market->item_begin[s + 1]; i++) {
        const Item *item = &market->items[i];

        find_odds(run, item, &desk->worths[i - begin], &desk->tops[item->kind]);
        enter_odds(run, item, &desk->worths[i - begin], &desk->kinds[item->kind],
                   &desk->tops[item->kind], slots);
    }
    for (int32_t i = 0; i < run->dual->kinds[s]; i++)
        sum_odds(run, s, &desk->kinds[i], &desk->tops[i], slots);
}

/* What an item has of a slot's @p part, by its odds of all; where these are too small to tell, by
 * its worth against the slot's. */
static double part_of(double part, double odds, double all, double below, double heat)
{
    if (part < least_part)
        return 0;
    return all > least_sum ? part * odds / all : part * heat_exp(below / heat);
}

/* Hands what a session took of a kind on to the groups and slots of item @p i. */
static void share_item(const Run *run, const PathKind *kind, const Item *item, const Worth *worth,
                       const Worth *top, int32_t slots)
{
    Dual *dual = run->dual;
    const Market *market = dual->market;
    double inner = 0, last = 0;

    for (int32_t k = 0; k < slots; k++) {
        double price, in, out, odds_in = worth->odds_inner, odds_out = worth->odds_last;

        if (!starts_has(&item->starts, k) || kind->inner[k] + kind->last[k] < least_part)
            continue;
        price = slot_price(run, item, k);
        if (item->slot_prices >= 0) {
            odds_in = heat_exp((worth->soft_inner - price - top->soft_inner) / run->heat);
            odds_out = heat_exp((worth->soft_last - price - top->soft_last) / run->heat);
        }
        in = part_of(kind->inner[k], odds_in, kind->odds_inner[k],
                     worth->soft_inner - price - kind->soft_inner[k], run->heat);
        out = part_of(kind->last[k], odds_out, kind->odds_last[k],
                      worth->soft_last - price - kind->soft_last[k], run->heat);
        inner += in;
        last += out;
        if (item->slot_prices >= 0)
            dual->slot_part[item->slot_prices + k] = in + out;
    }
    if (item->reserve >= 0)
        run->slope[dual->first_reserve + item->reserve] -= inner + last;
    for (int32_t i = item->groups; i < item->groups + item->n_groups; i++) {
        int32_t g = market->item_groups[i];
        double own = dual->soft[g] + item->worth, credit = market->groups[g].credit;

        dual->link_part[i] = inner + last;
        if (!is_shared(dual, item))
            dual->link_part[i] =
                inner * heat_exp((own + item->credit - worth->soft_inner) / run->heat) +
                last * heat_exp((own - credit - worth->soft_last) / run->heat);
    }
}

static void close_session(const Run *run, const Desk *desk, int32_t s, int32_t slots)
{
    Dual *dual = run->dual;
    const Market *market = dual->market;
    int32_t n = dual->kinds[s];

    for (int32_t i = market->item_begin[s]; i < market->item_begin[s + 1]; i++) {
        const Item *item = &market->items[i];

        for (int32_t k = 0; item->slot_prices >= 0 && k < slots; k++)
            dual->slot_part[item->slot_prices + k] = 0;
        share_item(run, &desk->kinds[item->kind], item, &desk->worths[i - market->item_begin[s]],
                   &desk->tops[item->kind], slots);
    }
    for (int32_t i = 0; i < n; i++)
        for (int32_t k = 0; k < slots; k++) {
            const PathKind *kind = &desk->kinds[i];
            TariffVisit visit;

            if (kind->charged[k] < least_part)
                continue;
            visit = desk_visit(dual, kind->item, &dual->catalog->sessions[s], k);
            tariff_use(&dual->tariff, &visit, kind->charged[k]);
        }
}

static Status run_session(const Run *run, Desk *desk, int32_t s, double *hard, double *soft)
{
    Dual *dual = run->dual;
    const Policy *policy = &dual->catalog->clinic->rules;
    const CatalogSession *session = &dual->catalog->sessions[s];
    int32_t slot_min = dual->catalog->slot_min, overlap = dual->overlap_of[s];
    PathRules rules = {.slots = (session->end_min - session->start_min) / slot_min,
                       .heat = run->heat,
                       .idle_per_slot = policy->idle_cost_per_min * slot_min,
                       .wait_per_slot = policy->patient_wait_cost_per_min * slot_min,
                       .overtime_per_slot = policy->overtime_cost_per_min * slot_min,
                       .collision_show_max = policy->collision_show_max,
                       .overlaps = session->overbook_max > 0,
                       .n_holdings = dual->market->n_holdings[s],
                       .second = dual->market->n_holdings[s] > 0 ? seconds_price : NULL,
                       .slot_min = slot_min};
    Asked asked = {dual, desk, s};
    PlanWorth worth;
    Status status;

    rules.asked = &asked;
    TRY(seconds_note(dual, desk, s));
    if (overlap >= 0)
        rules.overlap_price = fmax(0, run->price[dual->first_overlap + overlap]);
    open_session(run, desk, s, rules.slots);
    TRY(best_plan_run(desk->plan, &rules, dual->delays && dual->market->delays[s], desk->kinds,
                      dual->kinds[s], &worth));
    if (dual->tolls)
        best_plan_potentials(desk->plan, dual->tolls->arrive + dual->tolls->first[s],
                             dual->tolls->depart + dual->tolls->first[s]);
    close_session(run, desk, s, rules.slots);
    best_plan_seconds(desk->plan, least_part, seconds_use, &asked);
    *hard += worth.hard;
    *soft += worth.soft;
    if (overlap >= 0) {
        *hard += rules.overlap_price * session->overbook_max;
        *soft += rules.overlap_price * session->overbook_max;
        run->slope[dual->first_overlap + overlap] = session->overbook_max - worth.overlaps;
    }
done:
    return status;
}

Status run_sessions(size_t job, void *context)
{
    Run *run = context;
    Dual *dual = run->dual;
    const Tariff *tariff = &dual->tariff;
    int32_t site_day = (int32_t)job;
    double hard = 0, soft = 0;
    Desk desk = {0};
    Status status;

    TRY(desk_init(&desk, dual, site_day));
    tariff_set(&dual->tariff, site_day, run->price + dual->first_unit);
    for (int32_t i = dual->sessions.begin[site_day]; i < dual->sessions.begin[site_day + 1]; i++)
        TRY(run_session(run, &desk, dual->sessions.items[i], &hard, &soft));
    tariff_usage(tariff, site_day, run->slope + dual->first_unit);
    for (int32_t i = tariff->begin[site_day]; i < tariff->begin[site_day + 1]; i++)
        for (int64_t k = tariff->rows[i].at; k < tariff->rows[i].at + tariff->rows[i].slots; k++) {
            double *slope = &run->slope[dual->first_unit + k];
            double paid = fmax(0, run->price[dual->first_unit + k]) * tariff->capacity[k];

            *slope = tariff->capacity[k] - *slope;
            hard += paid;
            soft += paid;
        }
    dual->job_hard[job] = hard;
    dual->job_soft[job] = soft;
    dual->job_starts[job] = best_plan_starts(desk.plan);
done:
    desk_clear(&desk);
    return status;
}
