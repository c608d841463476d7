#include "solver/agenda/handout_parts.h"

#include "model/clinic/calendar.h"

enum { DEAD_ENDS_MAX = 2000 }; /* of one search */

Asker asker_of_trial(const Agenda *agenda, const AgendaTrial *trial)
{
    return (Asker){agenda, trial->at, trial->shape, trial->type, -1, trial->excused};
}

Asker asker_of_visit(const Agenda *agenda, int32_t v)
{
    const AgendaVisit *visit = &agenda->visits[v];

    return (Asker){agenda, visit->at, visit->shape, visit->type, v, visit->excused};
}

/* True when the asker and standing visit @p v are an overlapping pair. */
static bool is_pair(const Asker *asker, int32_t v)
{
    const AgendaVisit *other = &asker->agenda->visits[v];
    const VisitPart *mine = &asker->shape->parts[asker->shape->lead];
    const VisitPart *theirs = &other->shape->parts[other->shape->lead];

    return asker->at.session >= 0 && asker->at.session == other->at.session &&
           asker->at.start_min + mine->start_min < other->at.start_min + theirs->end_min &&
           other->at.start_min + theirs->start_min < asker->at.start_min + mine->end_min;
}

/* Whether unit @p unit could ever serve part @p part: session, closures, open hours. */
bool asker_suits(const Asker *asker, const VisitPart *part, int32_t unit)
{
    const Catalog *catalog = asker->agenda->catalog;
    int32_t start = asker->at.start_min + part->start_min;
    int32_t until = asker->at.start_min + part->until_min;

    return catalog_unit_open(catalog, part->kind, unit, start, until) &&
           (part->kind != UNIT_PROVIDER || asker->excused ||
            catalog_session_for(catalog, unit, asker->at.site, start, until, asker->type,
                                asker->at.mode) >= 0);
}

int32_t asker_gap(const Asker *asker, const VisitPart *part, const AgendaHold *hold)
{
    const Catalog *catalog = asker->agenda->catalog;

    if (part->kind == UNIT_EQUIPMENT)
        return catalog->clinic->equipment.turnaround_min[hold->unit];
    if (part->kind == UNIT_PROVIDER && hold->site != asker->at.site)
        return catalog->travel_min;
    return 0;
}

bool asker_meets(const Asker *asker, const VisitPart *part, const AgendaHold *hold)
{
    int32_t gap = asker_gap(asker, part, hold);

    if (hold->visit == asker->visit ||
        hold->until_min + gap <= asker->at.start_min + part->start_min ||
        hold->start_min >= asker->at.start_min + part->until_min + gap)
        return false;
    if (part->kind == UNIT_PROVIDER && hold->leads)
        return true;
    return !is_pair(asker, hold->visit);
}

int32_t asker_next(const Asker *asker, const VisitPart *part, int32_t unit, int32_t h)
{
    const Catalog *catalog = asker->agenda->catalog;
    const AgendaHold *holds = asker->agenda->holds;
    int32_t reach = 0, start, until;

    if (part->kind == UNIT_EQUIPMENT)
        reach = catalog->clinic->equipment.turnaround_min[unit];
    else if (part->kind == UNIT_PROVIDER)
        reach = catalog->travel_min;
    start = asker->at.start_min + part->start_min - reach;
    until = asker->at.start_min + part->until_min + reach;
    while (h >= 0 && holds[h].start_min < until) {
        if (holds[h].until_min > start && asker_meets(asker, part, &holds[h]))
            return h;
        h = holds[h].next;
    }
    return -1;
}

/* The first hold on @p day of @p unit that clashes, or -1. */
static int32_t find_clash(const Asker *asker, const VisitPart *part, int32_t unit, int32_t day)
{
    const Agenda *agenda = asker->agenda;
    int64_t list = (int64_t)(agenda->unit_base[part->kind] + unit) * agenda->catalog->days + day;

    return asker_next(asker, part, unit, agenda->first_hold[list]);
}

/* The first clash of @p unit on the asker's day, or next to midnight where a turnaround reaches
 * past it. */
int32_t asker_clash(const Asker *asker, const VisitPart *part, int32_t unit)
{
    const Catalog *catalog = asker->agenda->catalog;
    int32_t day = asker->at.day, clash = find_clash(asker, part, unit, day), gap;

    if (clash >= 0 || part->kind != UNIT_EQUIPMENT)
        return clash;
    gap = catalog->clinic->equipment.turnaround_min[unit];
    if (day > 0 && asker->at.start_min + part->start_min - gap < day * DAY_MIN)
        clash = find_clash(asker, part, unit, day - 1);
    if (clash < 0 && day + 1 < catalog->days &&
        asker->at.start_min + part->until_min + gap > (day + 1) * DAY_MIN)
        clash = find_clash(asker, part, unit, day + 1);
    return clash;
}

bool parts_meet(const VisitPart *a, const VisitPart *b)
{
    return a->kind == b->kind && a->start_min < b->until_min && b->start_min < a->until_min;
}

/* Whether @p unit already serves a row of the trial that meets part @p part in time. */
static bool is_used(const AgendaTrial *trial, int32_t part, int32_t unit)
{
    for (int32_t i = 0; i < trial->n_units; i++)
        if (trial->units[i].unit == unit &&
            parts_meet(&trial->shape->parts[trial->units[i].part], &trial->shape->parts[part]))
            return true;
    return false;
}

const CatalogPool *asker_pool(const Asker *asker, const VisitPart *part)
{
    bool anywhere = part->kind == UNIT_PROVIDER && asker->excused;
    int32_t pool =
        catalog_pool(asker->agenda->catalog, part->activity, anywhere ? -1 : asker->at.site);

    return pool < 0 ? NULL : &asker->agenda->catalog->pools[pool];
}

static bool is_required(const Agenda *agenda, const VisitPart *part, int32_t unit)
{
    for (int32_t i = 0; part->kind == UNIT_ROOM && i < agenda->n_required_rooms; i++)
        if (agenda->required_rooms[i] == unit)
            return true;
    return false;
}

/* 0 for units to be taken first: required rooms, the lead itself at other times of the visit, and
 * persons who lead nothing; else 1. */
static int32_t rank_of(const Asker *asker, const VisitPart *part, int32_t unit)
{
    const Agenda *agenda = asker->agenda;

    if (part->kind == UNIT_PROVIDER)
        return agenda->leads_any[unit] && unit != asker->at.provider;
    return agenda->n_required_rooms > 0 && !is_required(agenda, part, unit);
}

/* The search for units of one trial. */
typedef struct Search {
    Asker asker;
    AgendaTrial *trial;
    int64_t dead_ends;    /* left before the search is given up */
    HandoutAccept accept; /* NULL: the first hand-out will do */
    void *context;
} Search;

/* A visit type without room rows cannot hold a required room, nor can a telehealth visit. */
static bool rooms_are_met(const Search *search)
{
    const Agenda *agenda = search->asker.agenda;

    for (int32_t i = 0; i < agenda->n_required_rooms; i++) {
        bool met = false;

        for (int32_t k = 0; k < search->trial->n_units; k++)
            if (search->trial->shape->parts[search->trial->units[k].part].kind == UNIT_ROOM &&
                search->trial->units[k].unit == agenda->required_rooms[i])
                met = true;
        if (!met)
            return false;
    }
    return true;
}

/* Hands unit number @p k of part @p part and all after it; @p from is where in the pool (run
 * through twice, by rank) the part's next unit is sought, so that no set is tried twice. */
static bool fill(Search *search, int32_t part, int32_t k, int32_t from)
{
    const Asker *asker = &search->asker;
    const Agenda *agenda = asker->agenda;
    AgendaTrial *trial = search->trial;
    const CatalogPool *pool;
    int32_t size;

    while (part < trial->shape->n_parts &&
           (part == trial->shape->lead || !visit_holds(&trial->shape->parts[part], trial->at.mode)))
        part++;
    if (part == trial->shape->n_parts)
        return rooms_are_met(search) && (!search->accept || search->accept(search->context));
    if (k == trial->shape->parts[part].count)
        return fill(search, part + 1, 0, 0);
    pool = asker_pool(asker, &trial->shape->parts[part]);
    size = pool ? pool->end - pool->begin : 0;
    for (int32_t i = from; i < 2 * size && search->dead_ends > 0; i++) {
        int32_t unit = agenda->catalog->pool_units[pool->begin + i % size];

        if (rank_of(asker, &trial->shape->parts[part], unit) != i / size ||
            is_used(trial, part, unit) || !asker_suits(asker, &trial->shape->parts[part], unit) ||
            asker_clash(asker, &trial->shape->parts[part], unit) >= 0)
            continue;
        trial->units[trial->n_units++] = (AgendaUnit){part, unit};
        if (fill(search, part, k + 1, i + 1))
            return true;
        trial->n_units--;
    }
    search->dead_ends--;
    return false;
}

bool handout_each(const Agenda *agenda, AgendaTrial *trial, HandoutAccept accept, void *context,
                  int64_t *dead_ends)
{
    Search search = {asker_of_trial(agenda, trial), trial, *dead_ends, accept, context};
    bool accepted;

    trial->units[0] = (AgendaUnit){trial->shape->lead, trial->at.provider};
    trial->n_units = 1;
    accepted = fill(&search, 0, 0, 0);
    *dead_ends = search.dead_ends;
    return accepted;
}

bool handout_search(const Agenda *agenda, AgendaTrial *trial)
{
    int64_t dead_ends = DEAD_ENDS_MAX;

    return handout_each(agenda, trial, NULL, NULL, &dead_ends);
}

bool handout_has_sessions(const Agenda *agenda, int32_t visit)
{
    Asker asker = asker_of_visit(agenda, visit);

    asker.excused = false;
    for (int32_t h = agenda->visits[visit].first_hold; h >= 0; h = agenda->holds[h].sibling) {
        const VisitPart *part = &asker.shape->parts[agenda->holds[h].part];

        if (part->kind == UNIT_PROVIDER && !asker_suits(&asker, part, agenda->holds[h].unit))
            return false;
    }
    return true;
}

static bool is_in_pool(const Asker *asker, const VisitPart *part, int32_t unit)
{
    const CatalogPool *pool = asker_pool(asker, part);

    for (int32_t i = pool ? pool->begin : 0; pool && i < pool->end; i++)
        if (asker->agenda->catalog->pool_units[i] == unit)
            return true;
    return false;
}

/* True when the trial holds as many units of each part as it asks for. */
static bool is_complete(const AgendaTrial *trial)
{
    for (int32_t i = 0; i < trial->shape->n_parts; i++) {
        const VisitPart *part = &trial->shape->parts[i];
        int32_t n = 0;

        for (int32_t k = 0; k < trial->n_units; k++)
            n += trial->units[k].part == i;
        if (n != (visit_holds(part, trial->at.mode) ? part->count : 0))
            return false;
    }
    return true;
}

bool handout_is_allowed(const Agenda *agenda, AgendaTrial *trial)
{
    Search search = {asker_of_trial(agenda, trial), trial, 0, NULL, NULL};
    int32_t n_units = trial->n_units;

    trial->n_units = 0;
    for (int32_t i = 0; i < n_units; i++) {
        AgendaUnit given = trial->units[i];
        const VisitPart *part = &trial->shape->parts[given.part];
        bool lead = given.part == trial->shape->lead;

        if (lead != (i == 0) || is_used(trial, given.part, given.unit))
            return false;
        if (lead ? given.unit != trial->at.provider
                 : !is_in_pool(&search.asker, part, given.unit) ||
                       !asker_suits(&search.asker, part, given.unit) ||
                       asker_clash(&search.asker, part, given.unit) >= 0)
            return false;
        trial->units[trial->n_units++] = given;
    }
    return is_complete(trial) && rooms_are_met(&search);
}
