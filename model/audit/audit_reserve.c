/* RESERVE: the places for urgent demand are listed, and held ones are what they should be.
 *
 * SKILL, SESSION, CLOSED, PROVIDER, ROOM and EQUIPMENT judge held places as the visits they are.
 */
#include "model/audit/audit_reserve.h"

#include <stdlib.h>

#include "model/audit/audit_case.h"
#include "model/base/memory.h"
#include "model/base/order.h"

/* A row of demand or of places by its key. */
typedef struct Claim {
    int32_t type, site, date;
    int32_t row;
    double expected; /* of demand; 0 for a place */
    bool place;
} Claim;

static int by_key(const Claim *a, const Claim *b)
{
    const int64_t ours[] = {a->type, a->site, a->date};
    const int64_t theirs[] = {b->type, b->site, b->date};

    return order_keys(ours, theirs, 3);
}

static int by_claim(const void *left, const void *right)
{
    const Claim *a = left, *b = right;
    int sign = by_key(a, b);

    if (!sign)
        sign = order_int(a->place, b->place);
    return sign ? sign : order_int(a->row, b->row);
}

/* The law is summed relative to its mode, where terms are largest, so that no mean is too large;
 * what is left out is below 1e-20 of it. */
int64_t reserve_places(double expected, double level)
{
    double mode = floor(expected), total = 0.0, below = 0.0, term = 1.0;
    double low = mode;

    if (expected <= 0.0 || level <= 0.0)
        return 0;
    for (double k = mode; k > 0.0 && term > 1e-22; k -= 1.0) {
        term *= k / expected;
        total += term;
        low = k - 1.0;
    }
    term = 1.0;
    for (double k = mode; term > 1e-22; k += 1.0) {
        total += term;
        term *= expected / (k + 1.0);
    }
    term = 1.0;
    for (double k = mode; k > low; k -= 1.0)
        term *= k / expected;
    for (double k = low;; k += 1.0) {
        below += term;
        term *= expected / (k + 1.0);
        if (below >= (level - 1e-12) * total || (k > mode && term < 1e-22))
            return (int64_t)k;
    }
}

static int32_t demand_claims(const Facts *facts, Claim *claims)
{
    const UrgentDemand *demand = &facts->clinic->urgent_demand;
    int32_t count = 0;

    for (int32_t row = 0; row < demand->rows; row++)
        if (demand->date[row] >= 0 && demand->date[row] < facts->days)
            claims[count++] = (Claim){demand->visit_type[row], demand->site[row],
                                      demand->date[row],       row,
                                      demand->expected[row],   false};
    return count;
}

/* How many of @p claims from the first on are of its key. */
static int32_t same_key(const Claim *claims, int32_t count)
{
    int32_t same = 1;

    while (same < count && by_key(&claims[0], &claims[same]) == 0)
        same++;
    return same;
}

Status reserve_each(const Facts *facts,
                    void (*visit)(void *context, int32_t type, int32_t site, int32_t date,
                                  int64_t places),
                    void *context)
{
    Claim *claims = MEM_NEW(Claim, facts->clinic->urgent_demand.rows);
    double level = facts->clinic->rules.reserve_service_level;
    int32_t count;

    if (!claims)
        return STATUS_NO_MEMORY;
    count = demand_claims(facts, claims);
    qsort(claims, (size_t)count, sizeof *claims, by_claim);
    for (int32_t i = 0, same; i < count; i += same) {
        double expected = 0.0;

        same = same_key(claims + i, count - i);
        for (int32_t k = i; k < i + same; k++)
            expected += claims[k].expected;
        visit(context, claims[i].type, claims[i].site, claims[i].date,
              reserve_places(expected, level));
    }
    mem_free(claims);
    return STATUS_OK;
}

/* Judges one key: @p claims are its demand and its places. */
static void judge_key(Case *c, const Claim *claims, int32_t count)
{
    double expected = 0.0;
    int64_t places = 0, wanted;

    for (int32_t i = 0; i < count; i++) {
        expected += claims[i].expected;
        places += claims[i].place;
    }
    wanted = reserve_places(expected, c->clinic->rules.reserve_service_level);
    if (places != wanted)
        violate(c, AUDIT_RESERVE, "%s at %s on %s: %lld places listed, %lld wanted (%g expected)",
                c->clinic->visit_types.visit_type[claims->type],
                c->clinic->sites.site[claims->site], label_date(c, claims->date).text,
                (long long)places, (long long)wanted, expected);
}

static void judge_held(Case *c, int32_t row)
{
    const Reserves *rows = &c->schedule->reserves;
    const VisitTypes *types = &c->clinic->visit_types;
    int32_t type = rows->visit_type[row], start = rows->start[row], mode = rows->mode[row];

    if (c->visit_of_place[row] < 0) {
        violate(c, AUDIT_RESERVE, "place %d is held, but names no provider or no time", (int)row);
        return;
    }
    if (mode != MISSING && mode != facts_mode(c->facts, type))
        violate(c, AUDIT_RESERVE, "place %d is kept %s, but %s is to be kept %s", (int)row,
                mode == MODE_TELEHEALTH ? "telehealth" : "in_person", types->visit_type[type],
                words_text_visit_mode[facts_mode(c->facts, type)]);
    if (start % c->facts->slot_min != 0)
        violate(c, AUDIT_RESERVE, "place %d starts at %s, which is no multiple of %d minutes",
                (int)row, label_time(start).text, (int)c->facts->slot_min);
    if (types->earliest_start[type] != MISSING && start < types->earliest_start[type])
        violate(c, AUDIT_RESERVE, "place %d starts at %s, earlier than %s", (int)row,
                label_time(start).text, label_time(types->earliest_start[type]).text);
    if (types->latest_start[type] != MISSING && start > types->latest_start[type])
        violate(c, AUDIT_RESERVE, "place %d starts at %s, later than %s", (int)row,
                label_time(start).text, label_time(types->latest_start[type]).text);
}

/* Judges one row of reserves by itself; false when it names no type, site or date. */
static bool judge_place(Case *c, int32_t row)
{
    const Reserves *rows = &c->schedule->reserves;

    if (rows->visit_type[row] < 0 || rows->visit_type[row] >= c->clinic->visit_types.rows ||
        rows->site[row] < 0 || rows->site[row] >= c->clinic->sites.rows ||
        rows->date[row] == MISSING || (rows->held[row] != 0 && rows->held[row] != 1)) {
        violate(c, AUDIT_RESERVE, "place %d: no such type, site, date or held (%d, %d, %d, %d)",
                (int)row, (int)rows->visit_type[row], (int)rows->site[row], (int)rows->date[row],
                (int)rows->held[row]);
        return false;
    }
    if (rows->held[row] == 1)
        judge_held(c, row);
    else if (rows->provider[row] >= 0 || rows->start[row] != MISSING || rows->end[row] != MISSING ||
             rows->mode[row] != MISSING)
        violate(c, AUDIT_RESERVE, "place %d is not held, but names a provider, time or mode",
                (int)row);
    return true;
}

Status reserve_judge(Case *c)
{
    const Reserves *rows = &c->schedule->reserves;
    Claim *claims = MEM_NEW(Claim, (int64_t)c->clinic->urgent_demand.rows + rows->rows);
    int32_t count;

    if (!claims)
        return STATUS_NO_MEMORY;
    count = demand_claims(c->facts, claims);
    for (int32_t row = 0; row < rows->rows; row++)
        if (judge_place(c, row))
            claims[count++] =
                (Claim){rows->visit_type[row], rows->site[row], rows->date[row], row, 0.0, true};
    qsort(claims, (size_t)count, sizeof *claims, by_claim);
    for (int32_t i = 0, same; i < count; i += same) {
        same = same_key(claims + i, count - i);
        judge_key(c, claims + i, same);
    }
    mem_free(claims);
    return STATUS_OK;
}
