/* Exchanges: units of standing visits make room for a visit that finds none free. */
#include "solver/agenda/handout_parts.h"

enum { EVICTIONS_MAX = 64 }; /* units looked at in one hand-out */

/* Whether @p unit serves a row of standing visit @p v that meets part @p part in time. */
static bool visit_uses(const Agenda *agenda, int32_t v, int32_t part, int32_t unit)
{
    const AgendaVisit *visit = &agenda->visits[v];

    for (int32_t h = visit->first_hold; h >= 0; h = agenda->holds[h].sibling)
        if (agenda->holds[h].unit == unit &&
            parts_meet(&visit->shape->parts[agenda->holds[h].part], &visit->shape->parts[part]))
            return true;
    return false;
}

/* True when the visit that asks, which does not stand yet, needs its lead while @p hold is held. */
static bool needs_lead(const Asker *asker, const AgendaHold *hold)
{
    const VisitPart *lead = &asker->shape->parts[asker->shape->lead];
    int32_t gap = asker_gap(asker, lead, hold);

    return hold->until_min + gap > asker->at.start_min + lead->start_min &&
           hold->start_min < asker->at.start_min + lead->until_min + gap;
}

/* Gives standing hold @p h another unit than its own, but not the lead that @p whose visit needs.
 */
static bool move_hold(Agenda *agenda, int32_t h, const Asker *whose)
{
    int32_t v = agenda->holds[h].visit, index = agenda->holds[h].part;
    Asker asker = asker_of_visit(agenda, v);
    const VisitPart *part = &asker.shape->parts[index];
    const CatalogPool *pool = asker_pool(&asker, part);

    for (int32_t i = pool->begin; i < pool->end; i++) {
        int32_t unit = agenda->catalog->pool_units[i];

        if (part->kind == UNIT_PROVIDER && unit == whose->at.provider &&
            needs_lead(whose, &agenda->holds[h]))
            continue;
        if (unit != agenda->holds[h].unit && !visit_uses(agenda, v, index, unit) &&
            asker_suits(&asker, part, unit) && asker_clash(&asker, part, unit) < 0)
            return agenda_exchange(agenda, h, unit);
    }
    return false;
}

/* Exchanges all that stands against @p unit for part @p part of the asker. */
static bool evict(Agenda *agenda, const Asker *asker, const VisitPart *part, int32_t unit)
{
    int32_t mark = agenda_mark(agenda), h;

    while ((h = asker_clash(asker, part, unit)) >= 0) {
        const AgendaHold *hold = &agenda->holds[h];

        agenda->effort++;
        if (hold->pinned || hold->leads || !move_hold(agenda, h, asker)) {
            agenda_rollback(agenda, mark);
            return false;
        }
    }
    return true;
}

/* Makes part @p part have as many free units as it asks for, if exchanges can. */
static bool make_room(Agenda *agenda, const Asker *asker, const VisitPart *part, int32_t *evictions)
{
    const CatalogPool *pool = asker_pool(asker, part);
    int32_t n_free = 0;

    for (int32_t i = pool ? pool->begin : 0; pool && i < pool->end && n_free < part->count; i++) {
        int32_t unit = agenda->catalog->pool_units[i];

        n_free += asker_suits(asker, part, unit) && asker_clash(asker, part, unit) < 0;
    }
    for (int32_t i = pool ? pool->begin : 0; pool && i < pool->end && n_free < part->count; i++) {
        int32_t unit = agenda->catalog->pool_units[i];

        if (!asker_suits(asker, part, unit) || asker_clash(asker, part, unit) < 0)
            continue;
        if (++*evictions > EVICTIONS_MAX)
            return false;
        n_free += evict(agenda, asker, part, unit);
    }
    return n_free >= part->count;
}

bool handout_units(Agenda *agenda, AgendaTrial *trial, bool repair)
{
    Asker asker;
    int32_t mark = agenda_mark(agenda), evictions = 0;

    if (agenda->leads_only) {
        trial->units[0] = (AgendaUnit){trial->shape->lead, trial->at.provider};
        trial->n_units = 1;
        return true;
    }
    if (handout_search(agenda, trial))
        return true;
    if (!repair)
        return false;
    asker = asker_of_trial(agenda, trial);
    for (int32_t part = 0; part < trial->shape->n_parts; part++) {
        const VisitPart *p = &trial->shape->parts[part];

        if (part != trial->shape->lead && visit_holds(p, trial->at.mode) &&
            !make_room(agenda, &asker, p, &evictions)) {
            agenda_rollback(agenda, mark);
            return false;
        }
    }
    if (agenda_mark(agenda) != mark && handout_search(agenda, trial))
        return true;
    agenda_rollback(agenda, mark);
    return false;
}

bool handout_free_lead(Agenda *agenda, const AgendaTrial *trial)
{
    Asker asker = asker_of_trial(agenda, trial);
    int64_t list = (int64_t)trial->at.provider * agenda->catalog->days + trial->at.day;
    int32_t mark = agenda_mark(agenda), h = agenda->first_hold[list];

    while (h >= 0) {
        const AgendaHold *hold = &agenda->holds[h];
        int32_t next = hold->next;

        if (!hold->leads && needs_lead(&asker, hold) && !move_hold(agenda, h, &asker)) {
            agenda_rollback(agenda, mark);
            return false;
        }
        h = next;
    }
    return agenda_mark(agenda) != mark;
}
