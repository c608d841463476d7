#include "solver/agenda/tolls.h"

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

Status tolls_init(Tolls *tolls, const Catalog *catalog)
{
    Tolls made = {.catalog = catalog};
    int64_t size = 0;

    made.first = MEM_NEW(int64_t, (int64_t)catalog->n_sessions + 1);
    made.chance = MEM_NEW(double, catalog->clinic->requests.rows);
    for (int32_t s = 0; made.first && s < catalog->n_sessions; s++) {
        const CatalogSession *session = &catalog->sessions[s];

        made.first[s] = size;
        size += (session->end_min - session->start_min) / catalog->slot_min + 1;
        made.first[s + 1] = size;
    }
    made.arrive = MEM_NEW(double, size);
    made.depart = MEM_NEW(double, size);
    *tolls = made;
    if (made.first && made.chance && made.arrive && made.depart)
        return STATUS_OK;
    tolls_clear(tolls);
    return STATUS_NO_MEMORY;
}

void tolls_clear(Tolls *tolls)
{
    mem_free(tolls->first);
    mem_free(tolls->arrive);
    mem_free(tolls->depart);
    mem_free(tolls->chance);
    *tolls = (Tolls){0};
}

double tolls_at(const Tolls *tolls, const VisitShape *shape, const Placement *at)
{
    const Catalog *catalog = tolls->catalog;
    const CatalogSession *s = &catalog->sessions[at->session];
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t start = at->start_min + lead->start_min, minutes = lead->end_min - lead->start_min;
    int64_t from = tolls->first[at->session] + (start - s->start_min) / catalog->slot_min;
    int64_t until = from + (minutes + catalog->slot_min - 1) / catalog->slot_min;
    TariffVisit visit = {.shape = shape,
                         .site = at->site,
                         .day = at->day,
                         .mode = at->mode,
                         .lead_slot = start % DAY_MIN / catalog->slot_min,
                         .persons = true};

    if (until >= tolls->first[at->session + 1])
        until = tolls->first[at->session + 1] - 1;
    return tolls->arrive[until] - tolls->depart[from] + tariff_cost(tolls->tariff, &visit);
}

double tolls_about(const Tolls *tolls, int32_t session, int32_t minutes)
{
    const CatalogSession *s = &tolls->catalog->sessions[session];
    double all =
        tolls->arrive[tolls->first[session + 1] - 1] - tolls->depart[tolls->first[session]];

    return all * minutes / (s->end_min - s->start_min);
}
