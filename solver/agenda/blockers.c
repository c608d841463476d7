#include "solver/agenda/blockers.h"

#include <math.h>

#include "solver/agenda/handout_parts.h"
#include "solver/agenda/seat.h"

/* What goes with a unit's visits is taken for up to so many times more, by chance: not always the
 * same ones go. */
static const double whim = 1;

typedef struct Search {
    Asker asker;
    Random *random;
    Blockers *found;
    AgendaUnit taken[BLOCKERS_MAX]; /* units for rows so far */
    int32_t n_taken;
} Search;

static bool is_found(const Blockers *found, int32_t visit)
{
    for (int32_t i = 0; i < found->count; i++)
        if (found->visits[i] == visit)
            return true;
    return false;
}

static double visit_worth(const Agenda *agenda, int32_t v)
{
    const AgendaVisit *visit = &agenda->visits[v];
    int32_t member = visit->first_member;
    double worth = 0;

    for (int32_t i = 0; i < visit->n_members; i++) {
        worth += seat_worth(agenda, member, &visit->at);
        member = member < agenda->n_requests ? agenda->next_member[member] : -1;
    }
    return worth;
}

/* Goes over the holds of @p unit that keep it from part @p part: adds their visits to those found,
 * or else sums up what they are worth; false when there are too many. */
static bool each_clash(Search *search, const VisitPart *part, int32_t unit, bool adds,
                       double *worth)
{
    const Agenda *agenda = search->asker.agenda;
    int64_t list = (int64_t)(agenda->unit_base[part->kind] + unit) * agenda->catalog->days +
                   search->asker.at.day;
    Blockers *found = search->found;

    *worth = 0;
    for (int32_t h = asker_next(&search->asker, part, unit, agenda->first_hold[list]); h >= 0;
         h = asker_next(&search->asker, part, unit, agenda->holds[h].next)) {
        int32_t v = agenda->holds[h].visit;

        if (is_found(found, v))
            continue;
        *worth += visit_worth(agenda, v);
        if (adds && found->count == BLOCKERS_MAX)
            return false;
        if (adds)
            found->visits[found->count++] = v;
    }
    return true;
}

/* Whether @p unit serves another row already that meets part @p part in time. */
static bool is_taken(const Search *search, const VisitPart *part, int32_t unit)
{
    for (int32_t i = 0; i < search->n_taken; i++)
        if (search->taken[i].unit == unit &&
            parts_meet(&search->asker.shape->parts[search->taken[i].part], part))
            return true;
    return false;
}

/* One more unit for part number @p i: the one whose visits there are worth least. */
static bool take_unit(Search *search, int32_t i)
{
    const VisitPart *part = &search->asker.shape->parts[i];
    const CatalogPool *pool = asker_pool(&search->asker, part);
    int32_t best = -1;
    double least = INFINITY, worth;

    for (int32_t k = pool ? pool->begin : 0; pool && k < pool->end; k++) {
        int32_t unit = search->asker.agenda->catalog->pool_units[k];

        if (is_taken(search, part, unit) || !asker_suits(&search->asker, part, unit))
            continue;
        each_clash(search, part, unit, false, &worth);
        worth *= 1 + whim * random_unit(search->random);
        if (worth < least) {
            least = worth;
            best = unit;
        }
    }
    if (best < 0 || search->n_taken == BLOCKERS_MAX)
        return false;
    search->taken[search->n_taken++] = (AgendaUnit){i, best};
    return each_clash(search, part, best, true, &worth);
}

bool blockers_find(const Agenda *agenda, int32_t subject, const Placement *at, Random *random,
                   Blockers *blockers)
{
    int32_t type = agenda_type(agenda, subject);
    const VisitShape *shape = catalog_shape(agenda->catalog, type, at->provider);
    Search search = {
        .asker = {agenda, *at, shape, type, -1, false}, .random = random, .found = blockers};
    double worth;

    blockers->count = 0;
    if (!each_clash(&search, &shape->parts[shape->lead], at->provider, true, &worth))
        return false;
    for (int32_t i = 0; i < shape->n_parts; i++)
        for (int32_t k = 0; i != shape->lead && visit_holds(&shape->parts[i], at->mode) &&
                            k < shape->parts[i].count;
             k++)
            if (!take_unit(&search, i))
                return false;
    return true;
}
