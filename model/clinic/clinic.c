#include "model/clinic/clinic.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"

#define SCHEMA_LIST  "model/clinic/dataset.def"
#define SCHEMA_OWNER Clinic
#include "model/clinic/describe.h"

const Schema dataset_schema = {"clinweave-dataset", false, described, N_DATASET_TABLES};

Status clinic_new(Clinic **out)
{
    Clinic *clinic = MEM_NEW(Clinic, 1);

    if (!clinic)
        return STATUS_NO_MEMORY;
#define POLICY(key, fallback, low, high, whole, unit, meaning) clinic->rules.key = fallback;
#include "model/clinic/policy.def"
#undef POLICY
    *out = clinic;
    return STATUS_OK;
}

void clinic_free(Clinic *clinic)
{
    if (!clinic)
        return;
    schema_clear(&dataset_schema, clinic);
    mem_free(clinic->attributes.entries);
    arena_clear(&clinic->texts);
    mem_free(clinic);
}

Status clinic_settle(Clinic *clinic)
{
    if (clinic->horizon.rows < 1 ||
        !calendar_parse(clinic->horizon.start_date[0], &clinic->epoch_day))
        return fault(STATUS_BAD_INPUT, "horizon: start_date is \"%s\", expected a date YYYY-MM-DD",
                     clinic->horizon.rows < 1 ? "" : clinic->horizon.start_date[0]);
#define POLICY(name, fallback, low, high, whole, unit, meaning) clinic->rules.name = fallback;
#include "model/clinic/policy.def"
#undef POLICY
    for (int32_t i = 0; i < clinic->policy.rows; i++) {
#define POLICY(name, fallback, low, high, whole, unit, meaning)                                    \
    if (strcmp(clinic->policy.key[i], #name) == 0)                                                 \
        clinic->rules.name = clinic->policy.value[i];
#include "model/clinic/policy.def"
#undef POLICY
    }
    return STATUS_OK;
}

Status clinic_append(Clinic *clinic, enum DatasetTable table, int32_t *row)
{
    return table_append(clinic, &dataset_schema.tables[table], row);
}

const char *clinic_text(Clinic *clinic, const char *text)
{
    return arena_text(&clinic->texts, text, strlen(text));
}

Status attributes_set(Attributes *attributes, Arena *arena, const char *key, const char *value)
{
    const char *copy = arena_text(arena, value, strlen(value));
    const char *name;
    void *entries = attributes->entries;
    Status status;

    if (!copy)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < attributes->count; i++) {
        if (strcmp(attributes->entries[i].key, key) == 0) {
            attributes->entries[i].value = copy;
            return STATUS_OK;
        }
    }
    name = arena_text(arena, key, strlen(key));
    if (!name)
        return STATUS_NO_MEMORY;
    status = mem_grow(&entries, &attributes->capacity, (int64_t)attributes->count + 1,
                      sizeof *attributes->entries);
    attributes->entries = entries;
    if (status != STATUS_OK)
        return status;
    attributes->entries[attributes->count++] = (Attribute){name, copy};
    return STATUS_OK;
}

const char *attributes_get(const Attributes *attributes, const char *key)
{
    for (int32_t i = 0; i < attributes->count; i++)
        if (strcmp(attributes->entries[i].key, key) == 0)
            return attributes->entries[i].value;
    return NULL;
}

bool attribute_is_number(const char *key, bool *real)
{
    static const struct {
        const char *key;
        bool real;
    } declared[] = {
#define ATTRIBUTE(key, kind) {#key, KIND_##kind == KIND_REAL},
#include "model/clinic/attribute.def"
#undef ATTRIBUTE
    };

    for (size_t i = 0; i < sizeof declared / sizeof declared[0]; i++) {
        if (strcmp(declared[i].key, key) == 0) {
            *real = declared[i].real;
            return true;
        }
    }
    return false;
}

double clinic_weight(const Clinic *clinic, int32_t r)
{
    double weight = clinic->requests.weight[r];

    if (!isnan(weight))
        return weight;
    switch (clinic->requests.priority[r]) {
    case PRIORITY_EMERGENCY:
        return clinic->rules.weight_emergency;
    case PRIORITY_URGENT:
        return clinic->rules.weight_urgent;
    case PRIORITY_SOON:
        return clinic->rules.weight_soon;
    default:
        return clinic->rules.weight_routine;
    }
}
