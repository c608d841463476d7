#include "solver/agenda/turns.h"

#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/clinic/calendar.h"

static int by_session_and_turn(const void *a, const void *b)
{
    const Turn *s = a, *t = b;

    if (s->session != t->session)
        return order_int(s->session, t->session);
    if (s->start_min != t->start_min)
        return order_int(s->start_min, t->start_min);
    return order_int(s->subject, t->subject);
}

static int32_t type_of(const Answer *answer, int32_t subject)
{
    const Catalog *catalog = answer->catalog;

    if (subject < answer->n_requests)
        return catalog->clinic->requests.visit_type[subject];
    return catalog->reserves[answer->place_key[subject - answer->n_requests]].type;
}

Status turns_list(const Answer *answer, Turn **out, int32_t *count)
{
    Turn *turns;
    int32_t n = 0;

    for (int32_t subject = 0; subject < answer->n_subjects; subject++)
        n += answer->at[subject].provider >= 0 && answer->at[subject].session >= 0;
    turns = MEM_NEW(Turn, n);
    if (!turns)
        return STATUS_NO_MEMORY;
    n = 0;
    for (int32_t subject = 0; subject < answer->n_subjects; subject++) {
        const Placement *at = &answer->at[subject];
        const VisitShape *shape;

        if (at->provider < 0 || at->session < 0)
            continue;
        shape = catalog_shape(answer->catalog, type_of(answer, subject), at->provider);
        turns[n++] = (Turn){at->session, at->start_min + shape->parts[shape->lead].start_min,
                            subject, shape};
    }
    qsort(turns, (size_t)n, sizeof *turns, by_session_and_turn);
    *out = turns;
    *count = n;
    return STATUS_OK;
}

/* True when turn @p t is of the same shared visit as the one before it. Leads of group types never
 * overlap, so an equal start tells. */
static bool joins_previous(const Answer *answer, const Turn *turns, int32_t t)
{
    return t > 0 && turns[t].subject < answer->n_requests &&
           turns[t - 1].start_min == turns[t].start_min &&
           answer->catalog->clinic->visit_types.group_capacity[type_of(answer, turns[t].subject)] >
               1;
}

static void add_service(const Answer *answer, const Turn *turn, int32_t day, Service *service)
{
    const Catalog *catalog = answer->catalog;
    const VisitPart *lead = &turn->shape->parts[turn->shape->lead];

    *service = (Service){.start_min = turn->start_min - day * DAY_MIN,
                         .planned_min = lead->end_min - lead->start_min,
                         .law = catalog_law(catalog, type_of(answer, turn->subject), turn->shape)};
}

/* Marks who starts before the end of one served before it; members of one visit are one service. */
static void mark_overlaps(const Answer *answer, const Turn *turns, int32_t count, TurnLoad *loads)
{
    int32_t latest_end = -1;

    for (int32_t t = 0; t < count; t++) {
        const VisitPart *lead = &turns[t].shape->parts[turns[t].shape->lead];
        int32_t end = turns[t].start_min + lead->end_min - lead->start_min;

        if (joins_previous(answer, turns, t)) {
            loads[t].overlaps = loads[t - 1].overlaps;
            continue;
        }
        loads[t].overlaps = turns[t].start_min < latest_end;
        latest_end = end > latest_end ? end : latest_end;
    }
}

Workload turns_load(const Answer *answer, const Turn *turns, int32_t count, Service *services,
                    TurnLoad *loads)
{
    const Catalog *catalog = answer->catalog;
    const CatalogSession *session = &catalog->sessions[turns[0].session];
    double wait_min[2 * DAY_MIN];
    int32_t n = 0;
    Workload load;

    for (int32_t t = 0; t < count; t++) {
        if (turns[t].subject >= answer->n_requests)
            continue;
        if (n == 0 || !joins_previous(answer, turns, t))
            add_service(answer, &turns[t], session->day, &services[n++]);
        service_join(&services[n - 1],
                     chances_at(catalog->chances, turns[t].subject, session->day));
    }
    load = workload_of(services, n, session->end_min - session->day * DAY_MIN, wait_min);
    n = 0;
    for (int32_t t = 0; loads && t < count; t++) {
        bool place = turns[t].subject >= answer->n_requests;

        n += !place && (n == 0 || !joins_previous(answer, turns, t));
        loads[t].wait_min = place ? 0 : wait_min[n - 1];
    }
    if (loads)
        mark_overlaps(answer, turns, count, loads);
    return load;
}
