#include "model/audit/certify_fixed.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

/* A fixed request on its way into a visit. */
typedef struct Claim {
    FixedVisit visit;
    int32_t request;
} Claim;

static int by_visit(const void *left, const void *right)
{
    const FixedVisit *a = left, *b = right;
    const int64_t ours[] = {a->provider, a->date, a->start_min, a->type, a->site, a->mode};
    const int64_t theirs[] = {b->provider, b->date, b->start_min, b->type, b->site, b->mode};

    return order_keys(ours, theirs, 6);
}

static int by_claim(const void *left, const void *right)
{
    const Claim *a = left, *b = right;
    int sign = by_visit(&a->visit, &b->visit);

    return sign ? sign : order_int(a->request, b->request);
}

static FixedVisit visit_of(const Hours *hours, int32_t r)
{
    const Facts *facts = hours->facts;
    const Requests *requests = &facts->clinic->requests;
    int32_t type = requests->visit_type[r], provider = requests->booked_provider[r];
    int32_t start = requests->booked_start[r];
    double factor = facts_factor(facts, facts_skill(facts, provider, type));
    FixedVisit visit = {.type = type,
                        .mode = requests->booked_mode[r] != MISSING ? requests->booked_mode[r]
                                                                    : facts_mode(facts, type),
                        .provider = provider,
                        .site = requests->booked_site[r],
                        .date = requests->booked_date[r],
                        .start_min = start,
                        .shift = -1,
                        .factor = factor};

    if (facts->lead[type] >= 0) {
        Part lead = facts_part(facts, type, facts->lead[type], factor);

        visit.from_min = start + lead.from_min;
        visit.until_min = start + lead.end_min;
        visit.shift =
            hours_session(hours, provider, visit.site, visit.date, visit.from_min, visit.until_min);
    }
    return visit;
}

/* Members of a shared visit stand together; every other request is a visit of its own. */
static bool shares(const Clinic *clinic, const FixedVisit *a, const FixedVisit *b)
{
    return by_visit(a, b) == 0 && clinic->visit_types.group_capacity[a->type] > 1;
}

Status fixed_init(const Hours *hours, FixedVisits *fixed)
{
    const Clinic *clinic = hours->facts->clinic;
    const Requests *requests = &clinic->requests;
    Status status = STATUS_NO_MEMORY;
    int32_t count = 0;
    Claim *claims = NULL;

    *fixed = (FixedVisits){0};
    for (int32_t r = 0; r < requests->rows; r++)
        count += requests->status[r] == REQUEST_FIXED;
    claims = MEM_NEW(Claim, count);
    fixed->visits = MEM_NEW(FixedVisit, count);
    fixed->members = MEM_NEW(int32_t, count);
    if (!claims || !fixed->visits || !fixed->members)
        goto done;
    count = 0;
    for (int32_t r = 0; r < requests->rows; r++)
        if (requests->status[r] == REQUEST_FIXED && requests->booked_date[r] >= 0 &&
            requests->booked_date[r] < hours->facts->days)
            claims[count++] = (Claim){visit_of(hours, r), r};
    qsort(claims, (size_t)count, sizeof *claims, by_claim);
    for (int32_t i = 0; i < count; i++) {
        if (i == 0 || !shares(clinic, &claims[i - 1].visit, &claims[i].visit)) {
            fixed->visits[fixed->count] = claims[i].visit;
            fixed->visits[fixed->count++].first = i;
        }
        fixed->visits[fixed->count - 1].count++;
        fixed->members[i] = claims[i].request;
    }
    status = STATUS_OK;
done:
    mem_free(claims);
    return status;
}

void fixed_clear(FixedVisits *fixed)
{
    mem_free(fixed->visits);
    mem_free(fixed->members);
    *fixed = (FixedVisits){0};
}

/* How many visits stand before the day of @p provider. */
static int32_t before(const FixedVisits *fixed, int32_t provider, int32_t date)
{
    const FixedVisit key = {.provider = provider, .date = date, .start_min = INT32_MIN};

    return order_first(&key, fixed->visits, fixed->count, sizeof key, by_visit);
}

const FixedVisit *fixed_on(const FixedVisits *fixed, int32_t provider, int32_t date, int32_t *count)
{
    int32_t from = before(fixed, provider, date);

    *count = before(fixed, provider, date + 1) - from;
    return fixed->visits + from;
}
