#include "model/audit/certify_law.h"

#include <math.h>

#include "model/base/memory.h"

static void law_free(Law *law)
{
    if (!law)
        return;
    duration_clear(&law->duration);
    mem_free(law->tail);
    mem_free(law);
}

/* The tail is summed from its end: nothing cancels. */
static Status law_new(int32_t planned_min, double cv, Law **out)
{
    Status status = STATUS_NO_MEMORY;
    Law *law = MEM_NEW(Law, 1);
    const Duration *duration;
    int32_t reach;

    if (!law)
        goto done;
    law->planned_min = planned_min;
    law->cv = cv;
    TRY(duration_init(&law->duration, planned_min, cv));
    duration = &law->duration;
    reach = duration->reach;
    status = STATUS_NO_MEMORY;
    law->tail = MEM_NEW(double, (int64_t)reach + 2);
    if (!law->tail)
        goto done;
    law->tail[reach + 1] =
        fmax(0.0, duration->excess[reach + 1] - (reach + 1.0) * duration->beyond[reach + 1]);
    for (int32_t g = reach; g >= 0; g--)
        law->tail[g] = law->tail[g + 1] + duration->beyond[g + 1];
    *out = law;
    law = NULL;
    status = STATUS_OK;
done:
    law_free(law);
    return status;
}

Status laws_find(Laws *laws, int32_t planned_min, double cv, const Law **out)
{
    Status status = STATUS_OK;

    for (int32_t i = 0; i < laws->count; i++)
        if (laws->laws[i]->planned_min == planned_min && !(laws->laws[i]->cv < cv) &&
            !(laws->laws[i]->cv > cv)) {
            *out = laws->laws[i];
            return STATUS_OK;
        }
    TRY(mem_grow((void **)&laws->laws, &laws->room, (int64_t)laws->count + 1, sizeof *laws->laws));
    TRY(law_new(planned_min, cv, &laws->laws[laws->count]));
    *out = laws->laws[laws->count++];
done:
    return status;
}

void laws_clear(Laws *laws)
{
    for (int32_t i = 0; i < laws->count; i++)
        law_free(laws->laws[i]);
    mem_free(laws->laws);
    *laws = (Laws){0};
}
