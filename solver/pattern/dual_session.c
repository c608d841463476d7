/* The plans of sessions at the prices of one evaluation. */
#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/pattern/best_plan.h"
#include "solver/pattern/dual_run.h"
#include "solver/pattern/heat.h"

static const double least_part = 1e-11; /* of a plan: less is passed over */
static const double least_sum = 1e-12;  /* of odds: less is too little to go by */

/* What an item is worth at any start, over its groups. */
typedef struct Worth {
    double hard_inner, hard_last, soft_inner, soft_last;
    double odds_inner, odds_last; /* against the best of its kind */
} Worth;

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

/* Room for one session of a site and day. */
typedef struct Desk {
    PathKind *kinds;
    Worth *tops;       /* of the kinds */
    Worth *worths;     /* of the items */
    double *numbers;   /* the arrays of the kinds */
    Holding *holdings; /* of the session, by number */
    int32_t holding_capacity;
    BestPlan *plan;
} Desk;

/* What is asked of seconds in a session. */
typedef struct Asked {
    Dual *dual;
    const Desk *desk;
    int32_t session;
} Asked;

enum { ARRAYS = 11 }; /* of a kind */

static void desk_clear(Desk *desk)
{
    mem_free(desk->kinds);
    mem_free(desk->tops);
    mem_free(desk->worths);
    mem_free(desk->numbers);
    mem_free(desk->holdings);
    best_plan_free(desk->plan);
}

static Status desk_init(Desk *desk, const Dual *dual, int32_t site_day)
{
    int64_t slots = dual->longest[site_day], kinds = dual->most_kinds[site_day];

    desk->kinds = MEM_NEW(PathKind, kinds);
    desk->numbers = MEM_NEW(double, ARRAYS *slots *kinds);
    desk->tops = MEM_NEW(Worth, kinds);
    desk->worths = MEM_NEW(Worth, dual->most_items[site_day]);
    if (!desk->kinds || !desk->worths || !desk->tops || !desk->numbers)
        return STATUS_NO_MEMORY;
    return best_plan_new(&desk->plan);
}

static TariffVisit visit_of(const Dual *dual, const Item *item, const CatalogSession *session,
                            int32_t slot)
{
    return (TariffVisit){.shape = item->shape,
                         .site = session->site,
                         .day = session->day,
                         .mode = item->mode,
                         .lead_slot =
                             (session->start_min % DAY_MIN) / dual->catalog->slot_min + slot,
                         .persons = !item->mandatory};
}

static void clear_kinds(Desk *desk, int32_t n, int32_t slots)
{
    for (int32_t i = 0; i < n; i++) {
        double *numbers = desk->numbers + (int64_t)ARRAYS * slots * i;

        desk->kinds[i] = (PathKind){.cost = numbers,
                                    .charged = numbers + slots,
                                    .inner = numbers + 2 * slots,
                                    .last = numbers + 3 * slots,
                                    .odds_inner = numbers + 8 * slots,
                                    .odds_last = numbers + 9 * slots,
                                    .chance = numbers + 10 * slots,
                                    .hard_inner = numbers + 4 * slots,
                                    .hard_last = numbers + 5 * slots,
                                    .soft_inner = numbers + 6 * slots,
                                    .soft_last = numbers + 7 * slots};
        for (int32_t k = 0; k < 4 * slots; k++)
            numbers[k] = 0;
        for (int32_t k = 4 * slots; k < 8 * slots; k++)
            numbers[k] = -INFINITY;
        for (int32_t k = 10 * slots; k < 11 * slots; k++)
            numbers[k] = 1;
        desk->tops[i] = (Worth){-INFINITY, -INFINITY, -INFINITY, -INFINITY, 0, 0};
    }
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
        visit = visit_of(run->dual, kind->item, &run->dual->catalog->sessions[s], k);
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

static Status note_holdings(const Dual *dual, Desk *desk, int32_t s)
{
    const Market *market = dual->market;
    Status status = mem_grow((void **)&desk->holdings, &desk->holding_capacity,
                             market->n_holdings[s], sizeof *desk->holdings);

    for (int32_t i = market->item_begin[s]; status == STATUS_OK && i < market->item_begin[s + 1];
         i++) {
        const Item *item = &market->items[i];

        if (market->n_holdings[s] > 0 && item->overlaps)
            desk->holdings[item->holding] = (Holding){item->shape, item->mode};
    }
    return status;
}

/* A visit of kind @p kind from slot @p v on, beside one of holding @p holding that runs on for @p
 * rest slots. */
static TariffVisit second_of(const Asked *asked, int32_t kind, int32_t v, int32_t holding,
                             int32_t rest)
{
    TariffVisit visit = visit_of(asked->dual, asked->desk->kinds[kind].item,
                                 &asked->dual->catalog->sessions[asked->session], v);

    visit.beside = asked->desk->holdings[holding];
    visit.free_slot = visit.lead_slot + rest;
    return visit;
}

/* As PathSecond. */
static double price_second(const void *context, int32_t kind, int32_t v, int32_t holding,
                           int32_t rest)
{
    const Asked *asked = context;
    TariffVisit visit = second_of(asked, kind, v, holding, rest);

    return tariff_cost(&asked->dual->tariff, &visit);
}

static void use_second(void *context, int32_t kind, int32_t v, int32_t holding, int32_t rest,
                       double part)
{
    const Asked *asked = context;
    TariffVisit visit = second_of(asked, kind, v, holding, rest);

    tariff_use(&asked->dual->tariff, &visit, part);
}

/* Worths and costs of what may start in a session. */
static void open_session(const Run *run, Desk *desk, int32_t s, int32_t slots)
{
    const Market *market = run->dual->market;
    int32_t begin = market->item_begin[s];

    clear_kinds(desk, run->dual->kinds[s], slots);
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
            visit = visit_of(dual, kind->item, &dual->catalog->sessions[s], k);
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
                       .second = dual->market->n_holdings[s] > 0 ? price_second : NULL,
                       .slot_min = slot_min};
    Asked asked = {dual, desk, s};
    PlanWorth worth;
    Status status;

    rules.asked = &asked;
    TRY(note_holdings(dual, desk, s));
    if (overlap >= 0)
        rules.overlap_price = fmax(0, run->price[dual->first_overlap + overlap]);
    open_session(run, desk, s, rules.slots);
    TRY(best_plan_run(desk->plan, &rules, dual->delays && dual->market->delays[s], desk->kinds,
                      dual->kinds[s], &worth));
    if (dual->tolls)
        best_plan_potentials(desk->plan, dual->tolls->arrive + dual->tolls->first[s],
                             dual->tolls->depart + dual->tolls->first[s]);
    close_session(run, desk, s, rules.slots);
    best_plan_seconds(desk->plan, least_part, use_second, &asked);
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
