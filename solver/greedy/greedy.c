#include "solver/greedy/greedy.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/clock.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "solver/greedy/bundle.h"
#include "solver/greedy/exchange.h"
#include "solver/greedy/fixed.h"
#include "solver/greedy/improve.h"
#include "solver/greedy/start.h"
#include "solver/greedy/team.h"

enum {
    BUNDLE_NODES = 400,
    RUIN_EFFORT = 1000,        /* for each thing to be placed, */
    RUIN_EFFORT_PAIR = 80,     /* more where there are many, */
    RUIN_EFFORT_MOST = 250000, /* but not more than this */
    RUIN_TURNS = 12            /* after so many the next takes no longer than the last */
};

/* Part of the time and work of a refinement that is not left to exchanges and to filling in. */
static const double TEAM_SHARE = 0.9;

/* Something to be placed as a whole: a bundle of requests, or a reserved place. */
typedef struct Item {
    double density; /* worth per minute of a lead */
    int32_t bundle; /* or -1: a place */
    int32_t place;  /* its subject */
} Item;

static int by_density(const void *a, const void *b)
{
    const Item *s = a, *t = b;

    if (s->density != t->density)
        return order_real(t->density, s->density);
    if (s->place != t->place)
        return order_int(s->place, t->place);
    return order_int(s->bundle, t->bundle);
}

static double lead_minutes(const Catalog *catalog, int32_t type)
{
    const VisitShape *shape = catalog->planned[type];
    int32_t capacity = catalog->clinic->visit_types.group_capacity[type];
    double minutes = shape->parts[shape->lead].end_min - shape->parts[shape->lead].start_min;

    return capacity > 1 ? minutes / (capacity > 4 ? 4 : capacity) : minutes;
}

/* What request @p r could give at best, sessions left out. */
static double request_worth(const Catalog *catalog, int32_t r)
{
    const Requests *requests = &catalog->clinic->requests;
    int32_t day = requests->earliest[r] > 0 ? requests->earliest[r] : 0;

    return catalog->gain[r] * chances_at(catalog->chances, r, day) + placement_absence(catalog, r);
}

static Status list_items(const Agenda *agenda, const Bundles *bundles, Item **out, int32_t *count)
{
    const Catalog *catalog = agenda->catalog;
    Item *items = MEM_NEW(Item, (int64_t)bundles->count + agenda->n_places);
    int32_t n = 0;

    if (!items)
        return STATUS_NO_MEMORY;
    for (int32_t b = 0; b < bundles->count; b++) {
        double worth = 0, minutes = 0;

        for (int32_t i = bundles->begin[b]; i < bundles->begin[b + 1]; i++) {
            int32_t r = bundles->members[i];

            worth += request_worth(catalog, r);
            minutes += lead_minutes(catalog, catalog->clinic->requests.visit_type[r]);
        }
        items[n++] = (Item){worth / minutes, b, -1};
    }
    for (int32_t i = 0; i < agenda->n_places; i++) {
        int32_t key = agenda->place_key[i];

        items[n++] = (Item){placement_place_worth(catalog, key) /
                                lead_minutes(catalog, catalog->reserves[key].type),
                            -1, agenda->n_requests + i};
    }
    qsort(items, (size_t)n, sizeof *items, by_density);
    *out = items;
    *count = n;
    return STATUS_OK;
}

/* Lets booked request @p r stay where it stands, if it can. */
static void keep_booking(Agenda *agenda, int32_t r)
{
    const Catalog *catalog = agenda->catalog;
    Placement at;

    if (!placement_standing(catalog, r, &at))
        return;
    for (int32_t mode = 0; mode < 2; mode++, at.mode = 1 - at.mode)
        if (placement_can_stay(catalog, r, &at, at.mode) && agenda_place(agenda, r, &at))
            return;
}

/* The booked requests that no link binds stay; what of the linked ones cannot stand as a whole is
 * left to the order of all others. */
static void keep_bookings(Agenda *agenda, const Bundles *bundles, const Item *items, int32_t count,
                          Pace *pace)
{
    const int32_t *status = agenda->catalog->clinic->requests.status;

    for (int32_t i = 0; i < count && pace_left(pace, agenda); i++) {
        int32_t b = items[i].bundle, mark = agenda_mark(agenda);
        bool stand = true;

        for (int32_t k = b < 0 ? 0 : bundles->begin[b]; b >= 0 && k < bundles->begin[b + 1]; k++) {
            int32_t r = bundles->members[k];

            if (stand && status[r] == REQUEST_BOOKED)
                keep_booking(agenda, r);
            stand = stand && agenda->visit_of[r] >= 0;
        }
        if (!stand)
            agenda_rollback(agenda, mark);
        agenda_settle(agenda);
    }
}

static bool stands(const Agenda *agenda, const Bundles *bundles, const Item *item)
{
    int32_t subject =
        item->bundle < 0 ? item->place : bundles->members[bundles->begin[item->bundle]];

    return agenda->visit_of[subject] >= 0;
}

static void place_items(Agenda *agenda, const Bundles *bundles, BundleSearch *search,
                        const Item *items, int32_t count, Pace *pace)
{
    for (int32_t i = 0; i < count && pace_left(pace, agenda); i++) {
        if (stands(agenda, bundles, &items[i]))
            continue;
        if (items[i].bundle < 0)
            seat_take(search->finder, agenda, items[i].place, 0);
        else
            bundle_place(search, bundles, agenda, items[i].bundle, 0, BUNDLE_NODES);
        agenda_settle(agenda);
    }
}

/* Units of work of cooling number @p turn of @p count things. The first is short, so that other
 * searches have their turn; the next is as slow as time or work allow, and where neither is limited
 * each takes twice as long as the one before. */
static int64_t cooling_effort(const SolveOptions *options, int32_t count, int32_t turn)
{
    int64_t each = RUIN_EFFORT + (int64_t)RUIN_EFFORT_PAIR * count;
    bool endless = options->work_limit == 0 && isinf(options->deadline_s);

    if (turn > RUIN_TURNS || (turn > 0 && !endless))
        turn = RUIN_TURNS;
    return ((each < RUIN_EFFORT_MOST ? each : RUIN_EFFORT_MOST) * count) << turn;
}

static TeamLimits team_limits(const Pace *pace, const Agenda *agenda, int32_t count, int32_t turn)
{
    const SolveOptions *options = pace->budget.options;
    double now_s = clock_now_s();
    TeamLimits limits = {.effort = cooling_effort(options, count, turn),
                         .until_s = INFINITY,
                         .threads = options->threads,
                         .seed = (uint64_t)options->seed};

    if (options->work_limit > 0)
        limits.effort = (int64_t)fmin(
            (double)limits.effort,
            TEAM_SHARE * (double)(options->work_limit - (agenda->effort - pace->before)));
    else if (isfinite(options->deadline_s))
        limits.until_s = now_s + TEAM_SHARE * (options->deadline_s - now_s);
    return limits;
}

/* What it takes to place things, in the order of their worth. */
typedef struct Shop {
    Bundles bundles;
    SeatFinder finder;
    BundleSearch search;
    Item *items;    /* owned, [count] */
    int32_t *order; /* owned, [count]: bundles, or places as -1 - subject */
    int32_t count;
} Shop;

static void shop_clear(Shop *shop)
{
    mem_free(shop->order);
    mem_free(shop->items);
    bundle_search_clear(&shop->search);
    seat_clear(&shop->finder);
    bundles_clear(&shop->bundles);
}

static Status shop_open(Shop *shop, const Agenda *agenda)
{
    Status status;

    TRY(bundles_init(&shop->bundles, agenda->catalog));
    TRY(bundle_search_init(&shop->search, &shop->bundles, &shop->finder));
    TRY(list_items(agenda, &shop->bundles, &shop->items, &shop->count));
    shop->order = MEM_NEW(int32_t, shop->count);
    if (!shop->order)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < shop->count; i++)
        shop->order[i] =
            shop->items[i].bundle >= 0 ? shop->items[i].bundle : -1 - shop->items[i].place;
done:
    return status;
}

static Status shop_status(const Shop *shop, const Agenda *agenda)
{
    return shop->finder.broken ? fault(STATUS_NO_MEMORY, "sessions to choose from")
                               : agenda_status(agenda);
}

static Status construct(Agenda *agenda, Pace *pace, StartCount *start)
{
    Shop shop = {0};
    Status status;

    TRY(shop_open(&shop, agenda));
    if (pace->budget.options->start)
        TRY(start_place(agenda, &shop.bundles, pace->budget.options->start, start));
    else
        keep_bookings(agenda, &shop.bundles, shop.items, shop.count, pace);
    place_items(agenda, &shop.bundles, &shop.search, shop.items, shop.count, pace);
    TRY(improve_run(agenda, &shop.bundles, &shop.search, shop.order, shop.count, pace));
    TRY(shop_status(&shop, agenda));
done:
    shop_clear(&shop);
    return status;
}

Status greedy_refine(Agenda *agenda, const RefineAim *aim, const SolveOptions *options,
                     StoppedBy *stopped_by)
{
    Pace pace = pace_begin(agenda, options);
    Shop shop = {0};
    TeamLimits limits;
    Status status;

    TRY(shop_open(&shop, agenda));
    limits = team_limits(&pace, agenda, shop.count, aim->turn);
    limits.tolls = aim->tolls;
    limits.target = aim->target;
    TRY(team_run(agenda, &shop.bundles, &shop.search, shop.order, shop.count, &limits, &pace));
    TRY(exchange_run(agenda, &shop.bundles, limits.seed, &pace));
    TRY(improve_run(agenda, &shop.bundles, &shop.search, shop.order, shop.count, &pace));
    TRY(shop_status(&shop, agenda));
    pace_end(&pace, agenda);
    if (pace.budget.spent)
        *stopped_by = pace.budget.by;
done:
    shop_clear(&shop);
    return status;
}

Status greedy_run(const Catalog *catalog, const SolveOptions *options, GreedyResult *result)
{
    GreedyResult made = {.outcome = OUTCOME_NOTHING, .stopped_by = STOPPED_DONE};
    Pace pace;
    FixedVerdict verdict = FIXED_STAND;
    Agenda *agenda = NULL;
    Status status;

    TRY(agenda_new(catalog, &agenda));
    pace = pace_begin(agenda, options);
    TRY(fixed_place(agenda, &made.conflict, &verdict));
    if (verdict == FIXED_STAND) {
        TRY(construct(agenda, &pace, &made.start));
        pace_end(&pace, agenda);
        TRY(answer_new(agenda, &made.answer));
        made.outcome = OUTCOME_FEASIBLE;
        made.stopped_by = pace.budget.spent ? pace.budget.by : STOPPED_DONE;
        made.work = agenda->effort;
        made.agenda = agenda;
        agenda = NULL;
    } else {
        made.work = agenda->effort;
        if (verdict == FIXED_CLASH)
            made.outcome = OUTCOME_INFEASIBLE;
    }
    *result = made;
    made = (GreedyResult){0};
done:
    greedy_clear(&made);
    agenda_free(agenda);
    return status;
}

void greedy_clear(GreedyResult *result)
{
    answer_free(result->answer);
    agenda_free(result->agenda);
    findings_clear(&result->conflict);
    *result = (GreedyResult){0};
}
