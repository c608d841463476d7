#include "solver/pattern/holding.h"

/* The next part from @p i on that is held; the number of parts if there is none. */
static int32_t next_held(const Holding *holding, int32_t i)
{
    while (i < holding->shape->n_parts && !visit_holds(&holding->shape->parts[i], holding->mode))
        i++;
    return i;
}

/* When a part begins: from the begin of the lead's minutes if it is held by then, else from their
 * end. */
static int32_t begin_of(const VisitPart *part, const VisitPart *lead)
{
    return part->start_min - (part->start_min <= lead->start_min ? lead->start_min : lead->end_min);
}

static bool part_equal(const Catalog *catalog, const VisitPart *a, const VisitPart *lead_a,
                       const VisitPart *b, const VisitPart *lead_b)
{
    return a->kind == b->kind && a->count == b->count &&
           catalog->activity_code[a->activity] == catalog->activity_code[b->activity] &&
           (a->start_min <= lead_a->start_min) == (b->start_min <= lead_b->start_min) &&
           begin_of(a, lead_a) == begin_of(b, lead_b) &&
           a->until_min - lead_a->end_min == b->until_min - lead_b->end_min;
}

bool holding_equal(const Catalog *catalog, const Holding *a, const Holding *b)
{
    const VisitPart *lead_a = &a->shape->parts[a->shape->lead];
    const VisitPart *lead_b = &b->shape->parts[b->shape->lead];
    int32_t i = next_held(a, 0), k = next_held(b, 0);

    while (i < a->shape->n_parts && k < b->shape->n_parts) {
        if (!part_equal(catalog, &a->shape->parts[i], lead_a, &b->shape->parts[k], lead_b))
            return false;
        i = next_held(a, i + 1);
        k = next_held(b, k + 1);
    }
    return i == a->shape->n_parts && k == b->shape->n_parts;
}
