#include "model/program/plan.h"

#include <math.h>

#include "model/base/memory.h"
#include "model/program/bond.h"
#include "model/program/plan_parts.h"

/* x[v]: whether visit v takes place. Of a shared one the bookings carry the worth. */
static Status add_visits(const Catalog *catalog, Plan *plan)
{
    Status status = STATUS_OK;

    for (int32_t v = 0; v < plan->slate.n_visits; v++) {
        const SlateVisit *visit = &plan->slate.visits[v];
        bool stands = visit->shared && visit->fixed && visit->at.session < 0;
        double worth = visit->key < 0 ? 0 : placement_place_worth(catalog, visit->key);

        TRY(linear_column(&plan->linear, stands, 1, worth, true, &plan->visit_column[v]));
        TRY(linear_name_column(&plan->linear, plan->visit_column[v], "x[visit%d]", (int)v));
    }
done:
    return status;
}

/* x[b]: whether booking b is made; of an ordinary visit it is the visit's column. */
static Status add_bookings(const Catalog *catalog, Plan *plan)
{
    const Requests *requests = &catalog->clinic->requests;
    Status status = STATUS_OK;

    for (int32_t b = 0; b < plan->slate.n_bookings; b++) {
        const SlateBooking *booking = &plan->slate.bookings[b];
        double worth = booking->profit + placement_absence(catalog, booking->request);
        int32_t column = plan->visit_column[booking->visit];

        if (booking->stand >= 0)
            TRY(linear_column(&plan->linear, 0, 1, 0, true, &column));
        plan->booking_column[b] = column;
        plan->linear.columns[column].low = booking->fixed ? 1 : 0;
        plan->linear.columns[column].cost = worth;
        TRY(linear_name_column(&plan->linear, column, "x[%s,%d]",
                               requests->request[booking->request], (int)b));
    }
    for (int32_t r = 0; r < requests->rows; r++)
        plan->linear.constant -= placement_absence(catalog, r);
done:
    return status;
}

/* RESERVE[key]: at most as many places as are asked for; each one not held costs its worth. */
static Status add_reserves(const Catalog *catalog, Plan *plan)
{
    int32_t first = plan->linear.n_rows;
    Status status = STATUS_OK;

    for (int32_t key = 0; key < catalog->n_reserves; key++) {
        int32_t row = 0;

        TRY(linear_row(&plan->linear, -INFINITY, catalog->reserves[key].count, &row));
        TRY(linear_name_row(&plan->linear, row, "RESERVE[%d]", (int)key));
        plan->linear.constant -= catalog->reserves[key].count * placement_place_worth(catalog, key);
    }
    for (int32_t v = 0; v < plan->slate.n_visits; v++)
        if (plan->slate.visits[v].key >= 0)
            TRY(linear_entry(&plan->linear, first + plan->slate.visits[v].key,
                             plan->visit_column[v], 1));
done:
    return status;
}

/* GROUP: fixed requests that share a visit in no session are at most its capacity. */
static Status check_groups(const Catalog *catalog, Plan *plan)
{
    Status status = STATUS_OK;

    for (int32_t i = 0; i < plan->slate.n_stands; i++) {
        const SlateStand *stand = &plan->slate.stands[i];
        const SlateVisit *visit;

        if (stand->fixed_visit < 0)
            continue;
        visit = &plan->slate.visits[stand->fixed_visit];
        if (visit->at.session < 0 &&
            stand->end - stand->begin > catalog->clinic->visit_types.group_capacity[visit->type])
            TRY(bond_forbid(&plan->linear, "GROUP[%d]", (int)i));
    }
done:
    return status;
}

Status plan_new(const Catalog *catalog, Plan *out, bool *within)
{
    Plan plan = {0};
    Status status = STATUS_OK;
    bool whole = true;

    TRY(slate_new(catalog, PLAN_BOOKINGS_MAX, &plan.slate, within));
    if (*within)
        TRY(runs_new(catalog, &plan.slate, PLAN_RUNS_MAX, &plan.runs, within));
    if (!*within)
        goto done;
    plan.visit_column = MEM_NEW(int32_t, plan.slate.n_visits);
    plan.booking_column = MEM_NEW(int32_t, plan.slate.n_bookings);
    if (!plan.visit_column || !plan.booking_column) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    TRY(add_visits(catalog, &plan));
    TRY(add_bookings(catalog, &plan));
    TRY(bond_decide(catalog, &plan.slate, plan.booking_column, &plan.linear));
    TRY(add_reserves(catalog, &plan));
    TRY(check_groups(catalog, &plan));
    TRY(bond_add(catalog, &plan.slate, plan.booking_column, PLAN_ENTRIES_MAX, &plan.linear,
                 &whole));
    TRY(plan_add_paths(catalog, &plan));
    TRY(holds_add(catalog, &plan.slate, plan.visit_column, PLAN_ENTRIES_MAX, &plan.linear,
                  &plan.holds, within));
    *within = *within && whole && plan.linear.n_entries <= PLAN_ENTRIES_MAX;
    if (*within) {
        *out = plan;
        plan = (Plan){0};
    }
done:
    plan_clear(&plan);
    return status;
}

void plan_clear(Plan *plan)
{
    slate_clear(&plan->slate);
    runs_clear(&plan->runs);
    holds_clear(&plan->holds);
    linear_clear(&plan->linear);
    mem_free(plan->visit_column);
    mem_free(plan->booking_column);
    *plan = (Plan){0};
}
