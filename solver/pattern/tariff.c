#include "solver/pattern/tariff.h"

#include "model/base/memory.h"

void tariff_clear(Tariff *tariff)
{
    mem_free(tariff->rows);
    mem_free(tariff->begin);
    mem_free(tariff->row_of);
    mem_free(tariff->pool_of);
    mem_free(tariff->tail);
    mem_free(tariff->capacity);
    mem_free(tariff->prefix);
    mem_free(tariff->steps);
    *tariff = (Tariff){0};
}

void tariff_set(Tariff *tariff, int32_t site_day, const double *price)
{
    for (int32_t i = tariff->begin[site_day]; i < tariff->begin[site_day + 1]; i++) {
        const TariffRow *row = &tariff->rows[i];
        double *prefix = tariff->prefix + row->at + i, *steps = tariff->steps + row->at + i;

        prefix[0] = steps[0] = 0;
        for (int32_t k = 0; k < row->slots; k++) {
            double here = price[row->at + k];

            prefix[k + 1] = prefix[k] + (here > 0 ? here : 0);
            steps[k + 1] = 0;
        }
    }
}

/* The stretch of row @p row over which @p part of the visit holds its pool. */
static bool find_stretch(const Tariff *tariff, const TariffVisit *visit, const VisitPart *part,
                         int32_t *row, int32_t *from, int32_t *until)
{
    const Catalog *catalog = tariff->catalog;
    const VisitPart *lead = &visit->shape->parts[visit->shape->lead];
    int32_t pool, first;

    if (!visit_holds(part, visit->mode) || (part->kind == UNIT_PROVIDER && !visit->persons))
        return false;
    pool = tariff->pool_of[(int64_t)part->activity * catalog->clinic->sites.rows + visit->site];
    if (pool < 0)
        return false;
    *row = tariff->row_of[(int64_t)pool * catalog->days + visit->day];
    if (*row < 0)
        return false;
    first = visit->lead_slot + (part->start_min - lead->start_min) / catalog->slot_min -
            tariff->rows[*row].first;
    *until = first + (part->until_min - part->start_min) / catalog->slot_min + tariff->tail[pool];
    *from = first < 0 ? 0 : first;
    if (*until > tariff->rows[*row].slots)
        *until = tariff->rows[*row].slots;
    return *from < *until;
}

double tariff_cost(const Tariff *tariff, const TariffVisit *visit)
{
    double cost = 0;
    int32_t row, from, until;

    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];

        if (find_stretch(tariff, visit, part, &row, &from, &until)) {
            const double *prefix = tariff->prefix + tariff->rows[row].at + row;

            cost += part->count * (prefix[until] - prefix[from]);
        }
    }
    return cost;
}

void tariff_use(Tariff *tariff, const TariffVisit *visit, double weight)
{
    int32_t row, from, until;

    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];

        if (find_stretch(tariff, visit, part, &row, &from, &until)) {
            double *steps = tariff->steps + tariff->rows[row].at + row;

            steps[from] += weight * part->count;
            steps[until] -= weight * part->count;
        }
    }
}

void tariff_usage(const Tariff *tariff, int32_t site_day, double *use)
{
    for (int32_t i = tariff->begin[site_day]; i < tariff->begin[site_day + 1]; i++) {
        const TariffRow *row = &tariff->rows[i];
        const double *steps = tariff->steps + row->at + i;
        double sum = 0;

        for (int32_t k = 0; k < row->slots; k++) {
            sum += steps[k];
            use[row->at + k] = sum;
        }
    }
}

bool tariff_is_things(const Tariff *tariff, int32_t row)
{
    return tariff->catalog->pools[tariff->rows[row].pool].kind != UNIT_PROVIDER;
}
