/* The rules between two: visits that share people or units, requests of one patient, links. */
#include "tests/brute.h"

/* Leads of both may run at once: services of one session that meet. */
static bool are_overlapping(const BruteVisit *a, const BruteVisit *b)
{
    return a->session >= 0 && a->session == b->session && a->holds[0].from < b->holds[0].until &&
           b->holds[0].from < a->holds[0].until;
}

static double show(const BruteCase *it, const BruteVisit *visit)
{
    return visit->place >= 0 ? 1 : chances_at(it->chances, visit->members[0], visit->day);
}

static bool may_overlap(const BruteCase *it, const BruteVisit *a, const BruteVisit *b)
{
    const VisitTypes *types = &it->clinic->visit_types;

    return types->overbook_ok[a->type] && types->overbook_ok[b->type] &&
           types->group_capacity[a->type] == 1 && types->group_capacity[b->type] == 1 &&
           show(it, a) * show(it, b) <= it->clinic->rules.collision_show_max + 1e-9;
}

/* At least @p gap minutes lie between. */
static bool are_apart(int32_t from, int32_t until, int32_t other_from, int32_t other_until,
                      double gap)
{
    return until + gap <= other_from || other_until + gap <= from;
}

/* One unit held twice in two visits. */
static bool is_clash(const BruteCase *it, const BruteVisit *a, const BruteHold *g,
                     const BruteVisit *b, const BruteHold *h)
{
    double gap = 0;

    if (are_overlapping(a, b) && g->lead == h->lead)
        return g->lead && !may_overlap(it, a, b);
    if (g->kind == UNIT_EQUIPMENT)
        gap = it->clinic->equipment.turnaround_min[g->unit];
    if (g->kind == UNIT_PROVIDER && a->site != b->site)
        gap = it->clinic->rules.travel_min;
    return !are_apart(g->from, g->until, h->from, h->until, gap);
}

unsigned brute_pair_tags(const BruteCase *it, const BruteVisit *a, const BruteVisit *b)
{
    const unsigned of_kind[] = {BRUTE_PROVIDER, BRUTE_ROOM, BRUTE_EQUIPMENT};
    unsigned tags = 0;

    if (a->day != b->day)
        return 0;
    for (int32_t g = 0; g < a->n_holds; g++)
        for (int32_t h = 0; h < b->n_holds; h++)
            if (a->holds[g].kind == b->holds[h].kind && a->holds[g].unit == b->holds[h].unit &&
                is_clash(it, a, &a->holds[g], b, &b->holds[h]))
                tags |= of_kind[a->holds[g].kind];
    return tags;
}

/* A path of `together` links between two requests. */
static bool are_together(const Clinic *clinic, int32_t r, int32_t q)
{
    bool reached[BRUTE_REQUESTS] = {false};

    reached[r] = true;
    for (int32_t round = 0; round < clinic->requests.rows; round++)
        for (int32_t l = 0; l < clinic->links.rows; l++)
            if (clinic->links.kind[l] == LINK_TOGETHER)
                reached[clinic->links.first[l]] = reached[clinic->links.second[l]] =
                    reached[clinic->links.first[l]] || reached[clinic->links.second[l]];
    return reached[q];
}

unsigned brute_patient_tags(const BruteCase *it, int32_t r, const BruteVisit *a, int32_t q,
                            const BruteVisit *b)
{
    bool travels = a->site != b->site && a->mode != MODE_TELEHEALTH && b->mode != MODE_TELEHEALTH;

    if (it->clinic->requests.patient[r] != it->clinic->requests.patient[q] || a->day != b->day)
        return 0;
    if (are_apart(a->start, a->start + a->shape.end, b->start, b->start + b->shape.end,
                  travels ? it->clinic->rules.travel_min : 0))
        return 0;
    return are_together(it->clinic, r, q) ? 0 : BRUTE_PATIENT;
}

/* Where a request stands: a fixed one outside the horizon there, whatever else is said of it. */
static const BruteVisit *standing(const Clinic *clinic, int32_t r, const BruteVisit *booked,
                                  BruteVisit *outside)
{
    const Requests *asked = &clinic->requests;

    if (!brute_is_fixed(clinic, r) || brute_fixed_inside(clinic, r))
        return booked;
    *outside =
        brute_visit(clinic, asked->visit_type[r], asked->booked_provider[r], asked->booked_site[r],
                    asked->booked_date[r], asked->booked_start[r], brute_fixed_mode(clinic, r));
    return outside;
}

static bool is_distance_kept(const Clinic *clinic, int32_t l, const BruteVisit *first,
                             const BruteVisit *second)
{
    int32_t min = clinic->links.min[l], max = clinic->links.max[l];
    int32_t days = second->day - first->day;
    int32_t gap = second->start - (first->start + first->shape.end);

    switch (clinic->links.kind[l]) {
    case LINK_AFTER:
        return days >= min && (max == MISSING || days <= max) && (days != 0 || gap >= 0);
    case LINK_SAME_DAY:
        return days == 0 && first->site == second->site && gap >= min &&
               (max == MISSING || gap <= max);
    case LINK_TOGETHER:
        return days == 0 && first->start == second->start && first->site == second->site;
    default:
        return first->lead == second->lead;
    }
}

unsigned brute_link_tags(const Clinic *clinic, int32_t l, const BruteVisit *first,
                         const BruteVisit *second)
{
    int32_t r = clinic->links.first[l], q = clinic->links.second[l];
    BruteVisit outside_first, outside_second;

    if (clinic->links.kind[l] != LINK_SAME_PROVIDER && !brute_is_fixed(clinic, r) &&
        !brute_is_fixed(clinic, q) && (first == NULL) != (second == NULL))
        return BRUTE_LINK;
    first = standing(clinic, r, first, &outside_first);
    second = standing(clinic, q, second, &outside_second);
    if (first && second && !is_distance_kept(clinic, l, first, second))
        return BRUTE_LINK;
    return 0;
}
