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

/* Slots of a row over which units are held. */
typedef struct Stretch {
    int32_t row, from, until;
} Stretch;

/* The row of @p part, and its slots from @p first of the day on for @p slots and the tail; false
 * when nothing is paid for them. */
static bool find_stretch(const Tariff *tariff, const TariffVisit *visit, const VisitPart *part,
                         int32_t first, int32_t slots, Stretch *stretch)
{
    const Catalog *catalog = tariff->catalog;
    int32_t pool =
        tariff->pool_of[(int64_t)part->activity * catalog->clinic->sites.rows + visit->site];
    const TariffRow *row;

    if (pool < 0)
        return false;
    stretch->row = tariff->row_of[(int64_t)pool * catalog->days + visit->day];
    if (stretch->row < 0)
        return false;
    row = &tariff->rows[stretch->row];
    first -= row->first;
    stretch->until = first + slots + tariff->tail[pool];
    stretch->from = first < 0 ? 0 : first;
    if (stretch->until > row->slots)
        stretch->until = row->slots;
    return stretch->from < stretch->until;
}

/* What part @p part of the visit itself holds and pays for. */
static bool own_stretch(const Tariff *tariff, const TariffVisit *visit, const VisitPart *part,
                        Stretch *stretch)
{
    const VisitPart *lead = &visit->shape->parts[visit->shape->lead];
    int32_t slot_min = tariff->catalog->slot_min;

    return visit_holds(part, visit->mode) && (part->kind != UNIT_PROVIDER || visit->persons) &&
           find_stretch(tariff, visit, part,
                        visit->lead_slot + (part->start_min - lead->start_min) / slot_min,
                        (part->until_min - part->start_min) / slot_min, stretch);
}

/* What part @p other of the visit that runs holds of the row of @p own, if anything. */
static bool beside_stretch(const Tariff *tariff, const TariffVisit *visit, const VisitPart *other,
                           const Stretch *own, Stretch *stretch)
{
    const VisitShape *shape = visit->beside.shape;
    const VisitPart *lead = &shape->parts[shape->lead];
    int32_t slot_min = tariff->catalog->slot_min, first = 0, until;

    if (!visit_holds(other, visit->beside.mode))
        return false;
    until = visit->free_slot + (other->until_min - lead->end_min) / slot_min;
    if (other->start_min > lead->start_min)
        first = visit->free_slot + (other->start_min - lead->end_min) / slot_min;
    return find_stretch(tariff, visit, other, first, until - first, stretch) &&
           stretch->row == own->row;
}

/* Adds @p count to *@p held if @p stretch holds the first slot of @p piece, which ends no later
 * than that changes. */
static void count_held(const Stretch *stretch, int32_t count, Stretch *piece, int32_t *held)
{
    int32_t change = stretch->until;

    if (piece->from < stretch->from)
        change = stretch->from;
    else if (piece->from < stretch->until)
        *held += count;
    if (change > piece->from && change < piece->until)
        piece->until = change;
}

/* How many units of @p piece part number @p i of the visit pays for: those that it holds, with the
 * parts before it, beyond what the visit that runs does. Cuts the piece where that changes. */
static int32_t count_paid(const Tariff *tariff, const TariffVisit *visit, int32_t i, Stretch *piece)
{
    const VisitShape *beside = visit->beside.shape;
    int32_t held = 0, before = 0, all;
    Stretch other;

    for (int32_t k = 0; k < beside->n_parts; k++)
        if (beside_stretch(tariff, visit, &beside->parts[k], piece, &other))
            count_held(&other, beside->parts[k].count, piece, &held);
    for (int32_t k = 0; k < i; k++)
        if (own_stretch(tariff, visit, &visit->shape->parts[k], &other) && other.row == piece->row)
            count_held(&other, visit->shape->parts[k].count, piece, &before);
    all = before + visit->shape->parts[i].count;
    return all <= held ? 0 : before <= held ? all - held : all - before;
}

/* Goes over all that the visit pays for: @p each receives how many units of which stretch. */
static void each_stretch(const Tariff *tariff, const TariffVisit *visit,
                         void (*each)(const Tariff *tariff, const Stretch *stretch, int32_t count,
                                      void *context),
                         void *context)
{
    for (int32_t i = 0; i < visit->shape->n_parts; i++) {
        const VisitPart *part = &visit->shape->parts[i];
        Stretch own, piece;

        if (!own_stretch(tariff, visit, part, &own))
            continue;
        if (!visit->beside.shape) {
            each(tariff, &own, part->count, context);
            continue;
        }
        for (piece = own; piece.from < own.until; piece.from = piece.until) {
            int32_t count;

            piece.until = own.until;
            count = count_paid(tariff, visit, i, &piece);
            if (count > 0)
                each(tariff, &piece, count, context);
        }
    }
}

static void add_cost(const Tariff *tariff, const Stretch *stretch, int32_t count, void *context)
{
    const double *prefix = tariff->prefix + tariff->rows[stretch->row].at + stretch->row;
    double *cost = context;

    *cost += count * (prefix[stretch->until] - prefix[stretch->from]);
}

double tariff_cost(const Tariff *tariff, const TariffVisit *visit)
{
    double cost = 0;

    each_stretch(tariff, visit, add_cost, &cost);
    return cost;
}

static void add_use(const Tariff *tariff, const Stretch *stretch, int32_t count, void *context)
{
    double *steps = tariff->steps + tariff->rows[stretch->row].at + stretch->row;
    const double *weight = context;

    steps[stretch->from] += *weight * count;
    steps[stretch->until] -= *weight * count;
}

void tariff_use(Tariff *tariff, const TariffVisit *visit, double weight)
{
    each_stretch(tariff, visit, add_use, &weight);
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
