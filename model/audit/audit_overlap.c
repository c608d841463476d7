/* PROVIDER, ROOM and EQUIPMENT: nobody and nothing is in two visits at a time, but for the overlaps
 * that the rules allow.
 *
 * The holds of one unit on one day are swept in the order of their start against those still held
 * (and, where travel or turnaround asks for a gap, those that ended less than the gap before). What
 * is valid leaves only a few of them, so the sweep costs what sorting costs; of a unit that is
 * crammed full, each hold is compared with a bounded number of others.
 */
#include <stdlib.h>

#include "model/audit/audit_case.h"
#include "model/base/memory.h"
#include "model/base/order.h"

enum { COMPARED_MAX = 64 }; /* clashes looked for per hold */

typedef struct Sweep {
    Case *c;
    const Hold *active[COMPARED_MAX];
    int32_t n_active;
} Sweep;

static int by_unit(const void *left, const void *right)
{
    const Hold *a = *(const Hold *const *)left, *b = *(const Hold *const *)right;
    const int64_t ours[] = {a->kind, a->unit, a->date, a->from_min, a->visit, a->part};
    const int64_t theirs[] = {b->kind, b->unit, b->date, b->from_min, b->visit, b->part};

    return order_keys(ours, theirs, 6);
}

static bool same_unit_day(const Hold *a, const Hold *b)
{
    return a->kind == b->kind && a->unit == b->unit && a->date == b->date;
}

/* Least minutes between two holds of one unit: travel of a person, turnaround of a device. */
static int32_t gap_between(const Case *c, const Hold *a, const Hold *b)
{
    if (a->visit == b->visit)
        return 0;
    if (a->kind == UNIT_EQUIPMENT)
        return c->clinic->equipment.turnaround_min[a->unit];
    if (a->kind == UNIT_PROVIDER && c->visits[a->visit].site != c->visits[b->visit].site)
        return (int32_t)ceil(c->clinic->rules.travel_min);
    return 0;
}

static int32_t largest_gap(const Case *c, const Hold *hold)
{
    if (hold->kind == UNIT_EQUIPMENT)
        return c->clinic->equipment.turnaround_min[hold->unit];
    return hold->kind == UNIT_PROVIDER ? (int32_t)ceil(c->clinic->rules.travel_min) : 0;
}

static void blame_clash(Case *c, const Hold *a, const Hold *b)
{
    int32_t gap = gap_between(c, a, b);
    Label one = label_visit(c, a->visit), other = label_visit(c, b->visit),
          span = label_span(a->from_min, a->until_min),
          next = label_span(b->from_min, b->until_min), date = label_date(c, a->date);

    if (b->from_min < a->until_min)
        violate(c, case_tag(a->kind), "%s holds %s %s and %s %s on %s",
                label_unit(c, a->kind, a->unit), one.text, span.text, other.text, next.text,
                date.text);
    else
        violate(c, case_tag(a->kind),
                "%s holds %s %s and %s %s on %s, %d minutes apart where %d are needed",
                label_unit(c, a->kind, a->unit), one.text, span.text, other.text, next.text,
                date.text, (int)(b->from_min - a->until_min), (int)gap);
}

/* Two leads of one person meet: allowed for pairs of one session that may overlap. */
static void judge_pair(Case *c, const Hold *a, const Hold *b)
{
    const Visit *one = &c->visits[a->visit], *other = &c->visits[b->visit];
    const VisitTypes *types = &c->clinic->visit_types;
    double product = case_turnout(c, one) * case_turnout(c, other);
    Label first = label_visit(c, a->visit), second = label_visit(c, b->visit),
          date = label_date(c, a->date);
    const char *person = c->clinic->providers.provider[a->unit];

    for (int i = 0; i < 2; i++) {
        int32_t type = i ? other->type : one->type;

        if (types->overbook_ok[type] != 1 || types->group_capacity[type] > 1) {
            violate(c, AUDIT_PROVIDER, "%s and %s overlap with %s on %s, but %s never overlaps",
                    first.text, second.text, person, date.text, types->visit_type[type]);
            break;
        }
    }
    if (product > c->clinic->rules.collision_show_max + 1e-9)
        violate(c, AUDIT_PROVIDER,
                "%s and %s overlap with %s on %s, and both come with probability %.9g, more "
                "than %.9g",
                first.text, second.text, person, date.text, product,
                c->clinic->rules.collision_show_max);
}

/* Two holds of one unit that meet, or stand too close. */
static void judge_two(Case *c, const Hold *a, const Hold *b)
{
    bool pair = case_pair(c, a->visit, b->visit);

    if (b->from_min >= a->until_min + gap_between(c, a, b))
        return;
    if (a->visit == b->visit && a->part == b->part)
        return; /* listed twice, which reading the holdings has said */
    if (a->visit != b->visit && pair) {
        if (a->kind != UNIT_PROVIDER || (!a->lead && !b->lead))
            return;
        if (a->lead && b->lead) {
            judge_pair(c, a, b);
            return;
        }
    }
    blame_clash(c, a, b);
}

/* More than two leads of one person at the minute @p next begins. */
static void judge_crowd(Sweep *sweep, const Hold *next)
{
    int32_t leads = 1;

    if (!next->lead)
        return;
    for (int32_t i = 0; i < sweep->n_active; i++)
        leads += sweep->active[i]->lead && sweep->active[i]->until_min > next->from_min;
    if (leads > 2)
        violate(sweep->c, AUDIT_PROVIDER, "%s leads %d visits at %s on %s (%s is one of them)",
                label_unit(sweep->c, next->kind, next->unit), (int)leads,
                label_time(next->from_min).text, label_date(sweep->c, next->date).text,
                label_visit(sweep->c, next->visit).text);
}

static void take(Sweep *sweep, const Hold *next)
{
    int32_t kept = 0;

    if (sweep->n_active && !same_unit_day(sweep->active[0], next))
        sweep->n_active = 0;
    for (int32_t i = 0; i < sweep->n_active; i++)
        if (sweep->active[i]->until_min + largest_gap(sweep->c, next) > next->from_min)
            sweep->active[kept++] = sweep->active[i];
    sweep->n_active = kept;
    for (int32_t i = 0; i < kept; i++)
        judge_two(sweep->c, sweep->active[i], next);
    judge_crowd(sweep, next);
    if (sweep->n_active == COMPARED_MAX)
        sweep->active[next->from_min % COMPARED_MAX] = next;
    else
        sweep->active[sweep->n_active++] = next;
}

/* At most overbook_max services of a session overlap. */
static void judge_sessions(Case *c)
{
    for (int32_t s = 0; s < c->hours->n_shifts; s++) {
        const Shift *shift = &c->hours->shifts[s];
        int32_t overlapping = 0, allowed = c->clinic->sessions.overbook_max[shift->row];
        int32_t last = -1;

        for (int32_t i = c->service_begin[s]; i < c->service_begin[s + 1]; i++) {
            if (c->visits[c->services[i]].overlaps) {
                overlapping++;
                last = c->services[i];
            }
        }
        if (overlapping > allowed)
            violate(c, AUDIT_PROVIDER,
                    "%d services of %s on %s %s (sessions row %d) start before an earlier one "
                    "ends, the last of them %s, but overbook_max is %d",
                    (int)overlapping, c->clinic->providers.provider[shift->provider],
                    label_date(c, shift->date).text,
                    label_span(shift->start_min, shift->end_min).text, (int)shift->row,
                    label_visit(c, last).text, (int)allowed);
    }
}

Status overlap_judge(Case *c)
{
    const Hold **holds = MEM_NEW(const Hold *, c->n_holds);
    Sweep sweep = {.c = c};

    if (!holds)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < c->n_holds; i++)
        holds[i] = &c->holds[i];
    qsort(holds, (size_t)c->n_holds, sizeof(const Hold *), by_unit);
    for (int32_t i = 0; i < c->n_holds; i++)
        take(&sweep, holds[i]);
    mem_free(holds);
    judge_sessions(c);
    return STATUS_OK;
}
