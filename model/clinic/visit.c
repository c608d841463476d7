#include "model/clinic/visit.h"

#include "model/base/memory.h"

int32_t visit_lead_min(int32_t duration_min, double factor, int32_t slot_min)
{
    return (int32_t)ceil(duration_min * factor / slot_min - 1e-9) * slot_min;
}

/* The parts in the order of their steps, as planned for factor 1. */
static void lay_out(const Clinic *clinic, const int32_t *rows, VisitShape *shape)
{
    const Activities *activities = &clinic->activities;

    for (int32_t i = 0; i < shape->n_parts; i++) {
        int32_t row = rows[i], at = i;

        while (at > 0 && activities->step[shape->parts[at - 1].activity] > activities->step[row]) {
            shape->parts[at] = shape->parts[at - 1];
            at--;
        }
        shape->parts[at] = (VisitPart){
            .activity = row,
            .kind = activities->kind[row],
            .count = activities->count[row],
            .start_min = activities->offset_min[row],
            .end_min = activities->offset_min[row] + activities->duration_min[row],
        };
    }
}

static int32_t find_lead(const VisitShape *shape)
{
    for (int32_t i = 0; i < shape->n_parts; i++)
        if (shape->parts[i].kind == UNIT_PROVIDER)
            return i;
    return -1;
}

Status visit_new(const Clinic *clinic, const int32_t *rows, int32_t count, double factor,
                 VisitShape **out)
{
    Status status = STATUS_OK;
    VisitShape *shape = mem_flexible(sizeof *shape, count, sizeof shape->parts[0]);
    int32_t planned_end, shift;
    VisitPart *lead;

    if (!shape)
        return STATUS_NO_MEMORY;
    shape->n_parts = count;
    lay_out(clinic, rows, shape);
    shape->lead = find_lead(shape);
    if (shape->lead < 0) {
        status = fault(STATUS_BAD_INPUT, "the visit type has no provider activity to lead it");
        goto done;
    }
    lead = &shape->parts[shape->lead];
    planned_end = lead->end_min;
    if (lead->count != 1 || clinic->activities.cleanup_min[lead->activity] != 0) {
        status = fault(STATUS_BAD_INPUT, "step %d leads, so it asks one person and no cleanup",
                       (int)clinic->activities.step[lead->activity]);
        goto done;
    }
    shift = visit_lead_min(planned_end - lead->start_min, factor, clinic->horizon.slot_min[0]) -
            (planned_end - lead->start_min);
    for (int32_t i = 0; i < count; i++) {
        VisitPart *part = &shape->parts[i];

        if (i != shape->lead && part->start_min >= planned_end)
            part->start_min += shift;
        if (part->end_min >= planned_end)
            part->end_min += shift;
        if (part->end_min <= part->start_min) {
            status = fault(STATUS_BAD_INPUT, "step %d is left no time",
                           (int)clinic->activities.step[part->activity]);
            goto done;
        }
        part->until_min = part->end_min + clinic->activities.cleanup_min[part->activity];
        if (part->end_min > shape->end_min)
            shape->end_min = part->end_min;
        if (part->kind == UNIT_PROVIDER && part->end_min > shape->end_tele_min)
            shape->end_tele_min = part->end_min;
    }
    *out = shape;
    shape = NULL;
done:
    visit_free(shape);
    return status;
}

void visit_free(VisitShape *shape)
{
    mem_free(shape);
}

int32_t visit_end_min(const VisitShape *shape, int32_t mode)
{
    return mode == MODE_TELEHEALTH ? shape->end_tele_min : shape->end_min;
}

bool visit_holds(const VisitPart *part, int32_t mode)
{
    return mode != MODE_TELEHEALTH || part->kind == UNIT_PROVIDER;
}
