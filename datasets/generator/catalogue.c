#include "datasets/generator/catalogue.h"

#include <string.h>

#include "model/clinic/table.h"
#include "model/clinic/words.h"

#define TYPE(...)
#define STEP(...)
#define DEVICE(...)
#define SPECIALTY(id, role, weight) {#id, #role, weight},
const SpecialtyFacts catalogue_specialties[N_SPECIALTIES] = {
#include "datasets/generator/catalogue.def"
};
#undef SPECIALTY
#undef TYPE

#define SPECIALTY(...)
#define TYPE(specialty, id, mode, value, share, notice_days, earliest_start, latest_start,         \
             overbook_ok, authorization, group_capacity, involved)                                 \
    {SPECIALTY_##specialty, #id,          TYPE_##mode, value,         share,          notice_days, \
     earliest_start,        latest_start, overbook_ok, authorization, group_capacity, involved},
const TypeFacts catalogue_types[N_TYPES] = {
#include "datasets/generator/catalogue.def"
};
#undef TYPE
#undef STEP

#define TYPE(...)
#define STEP(type, step, kind, unit, offset_min, duration_min, cleanup_min)                        \
    {TYPE_##type, step, UNIT_##kind, #unit, offset_min, duration_min, cleanup_min},
const StepFacts catalogue_steps[] = {
#include "datasets/generator/catalogue.def"
};
#undef STEP
#undef DEVICE

const int32_t catalogue_n_steps = sizeof catalogue_steps / sizeof catalogue_steps[0];
_Static_assert(sizeof catalogue_steps / sizeof catalogue_steps[0] <= CATALOGUE_MAX_STEPS,
               "more steps than CATALOGUE_MAX_STEPS");

void catalogue_range(int32_t type, int32_t *begin, int32_t *end)
{
    int32_t step = 0;

    while (step < catalogue_n_steps && catalogue_steps[step].type != type)
        step++;
    *begin = step;
    while (step < catalogue_n_steps && catalogue_steps[step].type == type)
        step++;
    *end = step;
}

int32_t catalogue_unit(int32_t step)
{
    int32_t first = 0;

    while (catalogue_steps[first].kind != catalogue_steps[step].kind ||
           strcmp(catalogue_steps[first].unit, catalogue_steps[step].unit) != 0)
        first++;
    return first;
}

int32_t catalogue_turnaround_min(const char *unit)
{
    static const struct {
        const char *unit;
        int32_t turnaround_min;
    } devices[] = {
#define STEP(...)
#define DEVICE(type, turnaround_min) {#type, turnaround_min},
#include "datasets/generator/catalogue.def"
#undef SPECIALTY
#undef TYPE
#undef STEP
#undef DEVICE
    };

    for (size_t d = 0; d < sizeof devices / sizeof devices[0]; d++)
        if (strcmp(devices[d].unit, unit) == 0)
            return devices[d].turnaround_min;
    return 0;
}
