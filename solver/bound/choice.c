#include "solver/bound/choice.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/catalog/placement.h"
#include "model/clinic/calendar.h"

enum { NOBODY = -2 }; /* a provider or site that nobody prefers */

static int64_t lane(const Cells *cells, int32_t type, int32_t site, int32_t day, int32_t mode)
{
    const Catalog *catalog = cells->catalog;

    return (((int64_t)type * catalog->clinic->sites.rows + site) * catalog->days + day) * N_MODES +
           mode;
}

static int64_t wide_lane(const Cells *cells, int32_t type, int32_t day, int32_t mode)
{
    return ((int64_t)type * cells->catalog->days + day) * N_MODES + mode;
}

Status cheapest_init(Cheapest *cheapest, const Cells *cells)
{
    int32_t n_types = cells->catalog->clinic->visit_types.rows;

    cheapest->cells = cells;
    cheapest->at_site = MEM_NEW(int32_t, lane(cells, n_types, 0, 0, 0));
    cheapest->anywhere = MEM_NEW(int32_t, wide_lane(cells, n_types, 0, 0));
    return cheapest->at_site && cheapest->anywhere ? STATUS_OK : STATUS_NO_MEMORY;
}

void cheapest_clear(Cheapest *cheapest)
{
    mem_free(cheapest->at_site);
    mem_free(cheapest->anywhere);
    *cheapest = (Cheapest){0};
}

static void cheaper(const Cells *cells, int32_t *best, int32_t cell)
{
    if (cells->cost[cell] < INFINITY && (*best < 0 || cells->cost[cell] < cells->cost[*best]))
        *best = cell;
}

void cheapest_find(Cheapest *cheapest)
{
    const Cells *cells = cheapest->cells;
    int32_t n_types = cells->catalog->clinic->visit_types.rows;

    for (int64_t i = 0; i < lane(cells, n_types, 0, 0, 0); i++)
        cheapest->at_site[i] = -1;
    for (int64_t i = 0; i < wide_lane(cells, n_types, 0, 0); i++)
        cheapest->anywhere[i] = -1;
    for (int32_t c = 0; c < cells->count; c++) {
        const Cell *cell = &cells->cells[c];
        const CatalogSession *session = &cells->catalog->sessions[cell->session];

        cheaper(
            cells,
            &cheapest->at_site[lane(cells, cell->type, session->site, session->day, cell->mode)],
            c);
        cheaper(cells, &cheapest->anywhere[wide_lane(cells, cell->type, session->day, cell->mode)],
                c);
    }
}

int32_t cheapest_at(const Cheapest *cheapest, int32_t type, int32_t site, int32_t day, int32_t mode)
{
    return cheapest->at_site[lane(cheapest->cells, type, site, day, mode)];
}

double choice_share(const Catalog *catalog, int32_t type)
{
    return 1.0 / catalog->clinic->visit_types.group_capacity[type];
}

/* What booking request @p r brings at a provider, site and day (NOBODY: not a preferred one). */
static double profit_at(const Catalog *catalog, int32_t r, int32_t provider, int32_t site,
                        int32_t day)
{
    Placement placement = {.provider = provider, .site = site, .day = day};

    return placement_profit(catalog, r, &placement);
}

static bool present(const Catalog *catalog, int32_t r, int32_t day, int32_t start_min,
                    int32_t end_min)
{
    int32_t weekday = (catalog->first_weekday - 1 + day) % 7 + 1;

    for (int32_t i = catalog->presence_rows.begin[r]; i < catalog->presence_rows.begin[r + 1];
         i++) {
        const CatalogPresence *row = &catalog->presences[catalog->presence_rows.items[i]];

        if ((row->weekday == MISSING || row->weekday == weekday) &&
            (row->day == MISSING || row->day == day) && row->start_min <= start_min &&
            end_min <= row->end_min)
            return true;
    }
    return false;
}

static void offer(Choice *choice, double value, const Cells *cells, int32_t cell, int32_t start_min)
{
    if (value <= choice->value)
        return;
    *choice = (Choice){value, cells->cells[cell].shape, cells->cells[cell].session,
                       cells->cells[cell].mode, start_min};
}

/* The cheapest places of any provider: at the required site, or anywhere and at the preferred one.
 */
static void choose_by_lane(const Cheapest *cheapest, int32_t r, const Wish *wish, Choice *choice)
{
    const Catalog *catalog = cheapest->cells->catalog;
    const Cells *cells = cheapest->cells;
    int32_t type = wish->type, site = catalog->clinic->requests.site[r];
    double share = choice_share(catalog, type);

    for (int32_t day = wish->day_low; day <= wish->day_high; day++) {
        double there = profit_at(catalog, r, NOBODY, site, day);
        double elsewhere = profit_at(catalog, r, NOBODY, NOBODY, day);

        for (int32_t mode = 0; mode < N_MODES; mode++) {
            int32_t cell;

            if (!wish->modes[mode])
                continue;
            cell = site >= 0 ? cheapest_at(cheapest, type, site, day, mode) : -1;
            if (cell >= 0)
                offer(choice, there - share * cells->cost[cell], cells, cell,
                      cells->start_min[cell]);
            cell = wish->site >= 0
                       ? -1
                       : cheapest->anywhere[wide_lane(cheapest->cells, type, day, mode)];
            if (cell >= 0)
                offer(choice, elsewhere - share * cells->cost[cell], cells, cell,
                      cells->start_min[cell]);
        }
    }
}

/* Every start of a cell that the patient can make. */
static void choose_start(const Cheapest *cheapest, int32_t r, double profit, int32_t index,
                         Choice *choice)
{
    const Catalog *catalog = cheapest->cells->catalog;
    const Cell *cell = &cheapest->cells->cells[index];
    double share = choice_share(catalog, cell->type);
    int32_t day = catalog->sessions[cell->session].day, midnight = day * DAY_MIN;
    int32_t end = visit_end_min(cell->shape, cell->mode);

    for (int32_t start = cell->first_min; start <= cell->last_min; start += catalog->slot_min) {
        double cost;

        if (present(catalog, r, day, start - midnight, start - midnight + end) &&
            cells_cost(cheapest->cells, cell->session, cell->shape, cell->mode, start, &cost))
            offer(choice, profit - share * cost, cheapest->cells, index, start);
    }
}

/* The sessions of one provider, at one site or (-1) at all. */
static void choose_by_provider(const Cheapest *cheapest, int32_t r, const Wish *wish,
                               int32_t provider, int32_t site, Choice *choice)
{
    const Catalog *catalog = cheapest->cells->catalog;
    const Cells *cells = cheapest->cells;
    bool hours = catalog->presence_rows.begin[r] < catalog->presence_rows.begin[r + 1];

    for (int32_t s = catalog_session_from(catalog, provider, wish->day_low);
         s < catalog->session_begin[provider + 1] && catalog->sessions[s].day <= wish->day_high;
         s++) {
        double profit;

        if (site >= 0 && catalog->sessions[s].site != site)
            continue;
        profit =
            profit_at(catalog, r, provider, catalog->sessions[s].site, catalog->sessions[s].day);
        for (int32_t c = cells->begin[s]; c < cells->begin[s + 1]; c++) {
            if (cells->cells[c].type != wish->type || !wish->modes[cells->cells[c].mode])
                continue;
            if (profit - choice_share(catalog, wish->type) * cells->cost[c] <= choice->value)
                continue; /* not even its cheapest start would do */
            if (hours)
                choose_start(cheapest, r, profit, c, choice);
            else
                offer(choice, profit - choice_share(catalog, wish->type) * cells->cost[c], cells, c,
                      cells->start_min[c]);
        }
    }
}

/* A booked request may stay where it stands, whatever its window. */
static void choose_standing(const Cheapest *cheapest, int32_t r, Choice *choice)
{
    const Catalog *catalog = cheapest->cells->catalog;
    int32_t type = catalog->clinic->requests.visit_type[r];
    Placement standing;

    if (!placement_standing(catalog, r, &standing))
        return;
    for (int32_t mode = 0; mode < N_MODES; mode++) {
        const VisitShape *shape = catalog_shape(catalog, type, standing.provider);
        double cost, value;

        if (!placement_can_stay(catalog, r, &standing, mode) ||
            !cells_cost(cheapest->cells, standing.session, shape, mode, standing.start_min, &cost))
            continue;
        value = placement_profit(catalog, r, &standing) - choice_share(catalog, type) * cost;
        if (value > choice->value)
            *choice = (Choice){value, shape, standing.session, mode, standing.start_min};
    }
}

void choice_make(const Cheapest *cheapest, int32_t r, Choice *choice)
{
    const Catalog *catalog = cheapest->cells->catalog;
    int32_t provider = catalog->clinic->requests.provider[r];
    Wish wish;

    *choice = (Choice){.value = -placement_absence(catalog, r)};
    if (catalog->clinic->requests.status[r] == REQUEST_BOOKED)
        choose_standing(cheapest, r, choice);
    placement_wish(catalog, r, &wish);
    if (wish.day_low > wish.day_high)
        return;
    if (provider >= 0 && catalog_can_lead(catalog, wish.type, provider))
        choose_by_provider(cheapest, r, &wish, provider, wish.site, choice);
    if (wish.provider >= 0)
        return;
    if (catalog->presence_rows.begin[r] < catalog->presence_rows.begin[r + 1]) {
        int32_t begin, end;

        catalog_leads(catalog, wish.type, wish.site, &begin, &end);
        for (int32_t i = begin; i < end; i++)
            choose_by_provider(cheapest, r, &wish, catalog->leads[i].provider,
                               catalog->leads[i].site, choice);
    } else {
        choose_by_lane(cheapest, r, &wish, choice);
    }
}
