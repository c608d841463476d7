/* The objective of the contract, term by term, from a case. */
#include "model/audit/worth.h"

#include <stdlib.h>

#include "model/audit/audit_case.h"
#include "model/audit/worth_session.h"
#include "model/base/memory.h"
#include "model/base/order.h"

/* The law of services of a type that are planned to take so long. */
typedef struct Law {
    int32_t type, planned_min;
    Duration duration;
} Law;

typedef struct Laws {
    Law *laws; /* owned, [count], by type and planned minutes */
    int32_t count;
} Laws;

static int by_plan(const void *left, const void *right)
{
    const Law *a = left, *b = right;

    if (a->type != b->type)
        return order_int(a->type, b->type);
    return order_int(a->planned_min, b->planned_min);
}

static void laws_clear(Laws *laws)
{
    for (int32_t i = 0; i < laws->count; i++)
        duration_clear(&laws->laws[i].duration);
    mem_free(laws->laws);
    *laws = (Laws){0};
}

static Law key_of(const Visit *visit)
{
    return (Law){.type = visit->type, .planned_min = visit->served_min - visit->serve_min};
}

/* The laws of all services of the case, each once. */
static Status laws_init(Laws *laws, const Case *c)
{
    Law *keys = MEM_NEW(Law, c->n_services);
    int32_t count = 0;

    *laws = (Laws){0};
    if (!keys)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < c->n_services; i++)
        keys[i] = key_of(&c->visits[c->services[i]]);
    qsort(keys, (size_t)c->n_services, sizeof *keys, by_plan);
    for (int32_t i = 0; i < c->n_services; i++)
        if (i == 0 || by_plan(&keys[i], &keys[count - 1]) != 0)
            keys[count++] = keys[i];
    laws->laws = keys;
    for (; laws->count < count; laws->count++) {
        Law *law = &keys[laws->count];

        if (duration_init(&law->duration, law->planned_min,
                          c->clinic->visit_types.duration_cv[law->type]) != STATUS_OK) {
            laws_clear(laws);
            return STATUS_NO_MEMORY;
        }
    }
    return STATUS_OK;
}

static const Duration *laws_find(const Laws *laws, const Visit *visit)
{
    const Law key = key_of(visit);
    const Law *law = bsearch(&key, laws->laws, (size_t)laws->count, sizeof *laws->laws, by_plan);

    return &law->duration;
}

/* Expected wait, idle time and overtime of every session; places count in none of it. */
static Status expect_sessions(Case *c, const Laws *laws)
{
    Service *services = MEM_NEW(Service, c->n_services);
    Backlog *work = MEM_NEW(Backlog, 1);

    c->idle_min = MEM_NEW(double, c->hours->n_shifts);
    c->overtime_min = MEM_NEW(double, c->hours->n_shifts);
    if (!services || !work || !c->idle_min || !c->overtime_min) {
        mem_free(services);
        mem_free(work);
        return STATUS_NO_MEMORY;
    }
    for (int32_t s = 0; s < c->hours->n_shifts; s++) {
        int32_t begin = c->service_begin[s], count = 0;

        for (int32_t i = begin; i < c->service_begin[s + 1]; i++) {
            const Visit *visit = &c->visits[c->services[i]];

            if (visit->place < 0)
                services[count++] = (Service){.start_min = visit->serve_min,
                                              .turnout = case_turnout(c, visit),
                                              .duration = laws_find(laws, visit)};
        }
        session_expect(services, count, c->hours->shifts[s].end_min, work, &c->idle_min[s],
                       &c->overtime_min[s]);
        count = 0;
        for (int32_t i = begin; i < c->service_begin[s + 1]; i++) {
            Visit *visit = &c->visits[c->services[i]];

            if (visit->place < 0)
                visit->wait_min = services[count++].wait_min;
        }
    }
    mem_free(services);
    mem_free(work);
    return STATUS_OK;
}

static void add_booked(const Case *c, int32_t r, Worth *worth)
{
    const Requests *requests = &c->clinic->requests;
    const Policy *rules = &c->clinic->rules;
    const Visit *visit = &c->visits[c->seats[c->seat_of[r]].visit];
    double value = c->clinic->visit_types.value[visit->type];
    double weight = clinic_weight(c->clinic, r), show = case_show(c, r, visit->date);
    int64_t since = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    int64_t waited = visit->date - since;

    worth->attended += value * weight * show;
    if (waited > 0)
        worth->waiting_days += rules->wait_cost_per_day * value * weight * (double)waited;
    if (requests->provider[r] >= 0 && requests->provider[r] == visit->lead)
        worth->preferences += rules->preferred_provider_bonus * value;
    if (requests->site[r] >= 0 && requests->site[r] == visit->site)
        worth->preferences += rules->preferred_site_bonus * value;
    if (requests->status[r] == REQUEST_BOOKED && !case_kept(c, r))
        worth->moves += rules->move_cost;
    worth->wait_min += show * visit->wait_min;
}

static void add_unbooked(const Case *c, int32_t r, Worth *worth)
{
    switch (c->clinic->requests.status[r]) {
    case REQUEST_BOOKED:
        worth->cancellations += c->clinic->rules.cancel_cost;
        break;
    case REQUEST_FIXED:
        break;
    default:
        worth->unscheduled += c->clinic->rules.unscheduled_cost;
        break;
    }
}

static void add_places(const Case *c, Worth *worth)
{
    const Reserves *rows = &c->schedule->reserves;

    for (int32_t row = 0; row < rows->rows; row++)
        if (rows->held[row] != 1 && rows->visit_type[row] >= 0 &&
            rows->visit_type[row] < c->clinic->visit_types.rows)
            worth->reserves += c->clinic->visit_types.value[rows->visit_type[row]] *
                               c->clinic->rules.weight_urgent;
}

/* Requests by row, then sessions by provider and time: always the same order of adding. */
static void add_up(Case *c, Worth *worth)
{
    const Policy *rules = &c->clinic->rules;

    *worth = (Worth){0};
    for (int32_t r = 0; r < c->clinic->requests.rows; r++) {
        if (case_booked(c, r))
            add_booked(c, r, worth);
        else
            add_unbooked(c, r, worth);
    }
    add_places(c, worth);
    for (int32_t s = 0; s < c->hours->n_shifts; s++) {
        worth->idle_min += c->idle_min[s];
        worth->overtime_min += c->overtime_min[s];
    }
    worth->patient_wait = rules->patient_wait_cost_per_min * worth->wait_min;
    worth->idle = rules->idle_cost_per_min * worth->idle_min;
    worth->overtime = rules->overtime_cost_per_min * worth->overtime_min;
    worth->objective = worth->attended + worth->preferences - worth->waiting_days - worth->moves -
                       worth->cancellations - worth->unscheduled - worth->reserves -
                       worth->patient_wait - worth->idle - worth->overtime;
}

Status worth_run(Case *c)
{
    Laws laws = {0};
    Status status = STATUS_OK;

    TRY(laws_init(&laws, c));
    TRY(expect_sessions(c, &laws));
    add_up(c, &c->verdict->worth);
done:
    laws_clear(&laws);
    return status;
}
