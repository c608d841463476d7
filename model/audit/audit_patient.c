/* PATIENT: nobody is seen in two places at a time, except in visits linked `together`. */
#include <stdlib.h>

#include "model/audit/audit_case.h"
#include "model/base/memory.h"
#include "model/base/order.h"

enum { COMPARED_MAX = 64 }; /* clashes looked for per visit */

/* A booked request as its patient sees it. */
typedef struct Stay {
    int32_t patient, request, date, start_min, end_min, site;
    bool telehealth;
} Stay;

static int by_patient(const void *left, const void *right)
{
    const Stay *a = left, *b = right;
    const int64_t ours[] = {a->patient, a->date, a->start_min, a->request};
    const int64_t theirs[] = {b->patient, b->date, b->start_min, b->request};

    return order_keys(ours, theirs, 4);
}

static int32_t root_of(int32_t *parent, int32_t r)
{
    while (parent[r] != r) {
        parent[r] = parent[parent[r]];
        r = parent[r];
    }
    return r;
}

/* Requests linked `together`, through whatever others, get one root. */
static void join_families(const Clinic *clinic, int32_t *parent)
{
    const Links *links = &clinic->links;

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        parent[r] = r;
    for (int32_t i = 0; i < links->rows; i++)
        if (links->kind[i] == LINK_TOGETHER)
            parent[root_of(parent, links->second[i])] = root_of(parent, links->first[i]);
}

static int32_t travel_between(const Case *c, const Stay *a, const Stay *b)
{
    if (a->site == b->site || a->telehealth || b->telehealth)
        return 0;
    return (int32_t)ceil(c->clinic->rules.travel_min);
}

static void judge_two(Case *c, int32_t *parent, const Stay *a, const Stay *b)
{
    int32_t travel = travel_between(c, a, b);

    if (b->start_min >= a->end_min + travel ||
        root_of(parent, a->request) == root_of(parent, b->request))
        return;
    violate(c, AUDIT_PATIENT, "%s is in %s %s at %s and in %s %s at %s on %s, travel %d minutes",
            c->clinic->patients.patient[a->patient], c->clinic->requests.request[a->request],
            label_span(a->start_min, a->end_min).text, c->clinic->sites.site[a->site],
            c->clinic->requests.request[b->request], label_span(b->start_min, b->end_min).text,
            c->clinic->sites.site[b->site], label_date(c, a->date).text, (int)travel);
}

static void sweep(Case *c, int32_t *parent, const Stay *stays)
{
    const Stay *active[COMPARED_MAX];
    int32_t n_active = 0, travel = (int32_t)ceil(c->clinic->rules.travel_min);

    for (int32_t i = 0; i < c->n_seats; i++) {
        const Stay *next = &stays[i];
        int32_t kept = 0;

        for (int32_t k = 0; k < n_active; k++)
            if (active[k]->patient == next->patient && active[k]->date == next->date &&
                active[k]->end_min + travel > next->start_min)
                active[kept++] = active[k];
        n_active = kept;
        for (int32_t k = 0; k < n_active; k++)
            judge_two(c, parent, active[k], next);
        if (n_active == COMPARED_MAX)
            active[i % COMPARED_MAX] = next;
        else
            active[n_active++] = next;
    }
}

Status patient_judge(Case *c)
{
    Status status = STATUS_NO_MEMORY;
    Stay *stays = MEM_NEW(Stay, c->n_seats);
    int32_t *parent = MEM_NEW(int32_t, c->clinic->requests.rows);

    if (!stays || !parent)
        goto done;
    for (int32_t i = 0; i < c->n_seats; i++) {
        const Visit *visit = &c->visits[c->seats[i].visit];
        int32_t r = c->seats[i].request;

        stays[i] = (Stay){.patient = c->clinic->requests.patient[r],
                          .request = r,
                          .date = visit->date,
                          .start_min = visit->start_min,
                          .end_min = visit->end_min,
                          .site = visit->site,
                          .telehealth = visit->mode == MODE_TELEHEALTH};
    }
    qsort(stays, (size_t)c->n_seats, sizeof *stays, by_patient);
    join_families(c->clinic, parent);
    sweep(c, parent, stays);
    status = STATUS_OK;
done:
    mem_free(stays);
    mem_free(parent);
    return status;
}
