#include <math.h>
#include <string.h>

#include "model/base/memory.h"
#include "tests/brute_bound.h"
#include "tests/check.h"

static bool is_same(BruteKey a, BruteKey b)
{
    return a.date == b.date && a.site == b.site && a.start == b.start && a.provider == b.provider;
}

/* Who stands in none, one or more of the joint states of linked requests. */
typedef struct Joint {
    const BruteCase *it;
    const Schedule *schedule;
    unsigned used;
    BruteChoices *choices;                /* [requests] */
    const BruteVisit *at[BRUTE_REQUESTS]; /* NULL: not booked */
    BruteKey key[BRUTE_REQUESTS];         /* where, as far as the keys tell; of fixed ones all */
    BruteVisit standing[BRUTE_REQUESTS];  /* of fixed requests */
} Joint;

/* Request @p r could be led by @p provider: able, and with a session where it must be; or standing
 * with her. */
static bool could_lead(const Clinic *clinic, int32_t r, int32_t provider)
{
    const Requests *asked = &clinic->requests;
    int32_t type = asked->visit_type[r], from, until;
    BruteShape shape;

    if (brute_skill(clinic, provider, type) < 0)
        return false;
    if (asked->status[r] == REQUEST_BOOKED && asked->booked_provider[r] == provider)
        return true;
    if (asked->provider_required[r] == 1 && asked->provider[r] >= 0 &&
        asked->provider[r] != provider)
        return false;
    assert_true(brute_shape(clinic, type, provider, MODE_IN_PERSON, &shape));
    if (strcmp(shape.parts[shape.lead].type, clinic->providers.role[provider]) != 0)
        return false;
    for (int32_t s = 0; s < clinic->sessions.rows; s++)
        if (clinic->sessions.provider[s] == provider && brute_session(clinic, s, &from, &until) &&
            (asked->site_required[r] != 1 || asked->site[r] < 0 ||
             asked->site[r] == clinic->sessions.site[s]))
            return true;
    return false;
}

void brute_lengths(const Clinic *clinic, int32_t r, int32_t *shortest, int32_t *longest)
{
    int32_t type = clinic->requests.visit_type[r];

    *shortest = INT32_MAX;
    *longest = 0;
    for (int32_t mode = 0; mode < 2; mode++) {
        int32_t end = 0;

        if (clinic->visit_types.mode[type] != TYPE_EITHER && clinic->visit_types.mode[type] != mode)
            continue;
        for (int32_t a = 0; a < clinic->activities.rows; a++) /* factor 1 */
            if (clinic->activities.visit_type[a] == type &&
                (mode == MODE_IN_PERSON || clinic->activities.kind[a] == UNIT_PROVIDER)) {
                int32_t until =
                    clinic->activities.offset_min[a] + clinic->activities.duration_min[a];

                end = until > end ? until : end;
            }
        *shortest = end < *shortest ? end : *shortest;
        *longest = end > *longest ? end : *longest;
        for (int32_t p = 0; p < clinic->providers.rows; p++) {
            BruteShape shape;

            if (!could_lead(clinic, r, p))
                continue;
            assert_true(brute_shape(clinic, type, p, mode, &shape));
            *shortest = shape.end < *shortest ? shape.end : *shortest;
            *longest = shape.end > *longest ? shape.end : *longest;
        }
    }
}

/* Both are told and differ. */
static bool differ(int32_t a, int32_t b, int32_t blank)
{
    return a != blank && b != blank && a != b;
}

static bool is_link_kept(const Joint *joint, int32_t l)
{
    const Clinic *clinic = joint->it->clinic;
    int32_t first = clinic->links.first[l], second = clinic->links.second[l];
    int32_t kind = clinic->links.kind[l], shortest, longest, gap;
    const BruteVisit *a = joint->at[first], *b = joint->at[second];
    BruteKey p = joint->key[first], q = joint->key[second];
    int32_t high = clinic->links.max[l] == MISSING ? 1000000 : clinic->links.max[l];

    if (!a && !b)
        return true;
    if (!a || !b)
        return kind == LINK_SAME_PROVIDER || brute_is_fixed(clinic, first) ||
               brute_is_fixed(clinic, second);
    if (kind == LINK_SAME_PROVIDER)
        return !differ(p.provider, q.provider, -1);
    if (kind == LINK_AFTER)
        return p.date == MISSING || q.date == MISSING ||
               (q.date - p.date >= clinic->links.min[l] && q.date - p.date <= high);
    if (differ(p.date, q.date, MISSING) || differ(p.site, q.site, -1))
        return false;
    if (p.start == MISSING || q.start == MISSING)
        return true;
    gap = q.start - p.start;
    if (kind == LINK_TOGETHER)
        return gap == 0;
    brute_lengths(clinic, first, &shortest, &longest);
    if (brute_is_fixed(clinic, first))
        shortest = longest = a->shape.end;
    return gap >= shortest + clinic->links.min[l] && gap <= longest + high;
}

static bool is_linked(const Joint *joint, int32_t r)
{
    const Links *links = &joint->it->clinic->links;

    for (int32_t l = 0; l < links->rows; l++)
        if ((joint->used >> l & 1u) && (links->first[l] == r || links->second[l] == r))
            return true;
    return false;
}

/* No link between requests up to @p r is broken that @p r is in. */
static bool are_links_kept(const Joint *joint, int32_t r)
{
    const Links *links = &joint->it->clinic->links;

    for (int32_t l = 0; l < links->rows; l++)
        if ((joint->used >> l & 1u) && (links->first[l] == r || links->second[l] == r) &&
            links->first[l] <= r && links->second[l] <= r && !is_link_kept(joint, l))
            return false;
    return true;
}

static BruteVisit standing_of(const Clinic *clinic, int32_t r)
{
    const Requests *asked = &clinic->requests;

    return brute_visit(clinic, asked->visit_type[r], asked->booked_provider[r],
                       asked->booked_site[r], asked->booked_date[r], asked->booked_start[r],
                       brute_fixed_mode(clinic, r));
}

/* The best of all joint states of the requests from @p r on. */
static double best_joint(Joint *joint, int32_t r)
{
    const Clinic *clinic = joint->it->clinic;
    double best = -INFINITY;

    if (r == clinic->requests.rows)
        return 0;
    if (brute_is_fixed(clinic, r)) {
        const BruteVisit *visit = joint->at[r] = &joint->standing[r];

        joint->key[r] = (BruteKey){visit->day, visit->site, visit->start, visit->lead};
        return are_links_kept(joint, r) ? best_joint(joint, r + 1) : -INFINITY;
    }
    for (int32_t c = -1; c < joint->choices[r].count; c++) {
        const BruteVisit *visit = c < 0 ? NULL : &joint->choices[r].visits[c];
        double price = visit ? brute_once(joint->it, joint->schedule, r, visit) : 0;
        bool seen = false;

        joint->at[r] = visit;
        if (visit)
            joint->key[r] = brute_key(clinic, joint->schedule, r, visit);
        for (int32_t d = 0; d < c && visit; d++)
            seen |= is_same(joint->key[r],
                            brute_key(clinic, joint->schedule, r, &joint->choices[r].visits[d]));
        if (!seen && are_links_kept(joint, r))
            best = fmax(best, price + best_joint(joint, r + 1));
    }
    return best;
}

double brute_sides(const BruteCase *it, const Schedule *schedule)
{
    int32_t n = it->clinic->requests.rows;
    Joint *joint = MEM_NEW(Joint, 1);
    double sum = 0, linked;

    assert_non_null(joint);
    *joint = (Joint){.it = it, .schedule = schedule, .used = brute_used_links(it->clinic)};
    joint->choices = MEM_NEW(BruteChoices, n);
    assert_non_null(joint->choices);
    for (int32_t r = 0; r < n; r++) {
        if (brute_is_fixed(it->clinic, r)) {
            joint->standing[r] = standing_of(it->clinic, r);
            continue;
        }
        if (is_linked(joint, r)) {
            brute_bound_choices(it, r, &joint->choices[r]);
            continue;
        }
        sum += fmax(0, brute_once(it, schedule, r, &(BruteVisit){.type = 0}));
    }
    linked = best_joint(joint, 0);
    mem_free(joint->choices);
    mem_free(joint);
    return sum + linked;
}
