/** @file catalogue.h
 *  The specialties and kinds of visit of synthetic clinics, made from catalogue.def.
 */
#ifndef DATASETS_GENERATOR_CATALOGUE_H
#define DATASETS_GENERATOR_CATALOGUE_H

#include <stdbool.h>
#include <stdint.h>

enum CatalogueSpecialty {
#define SPECIALTY(id, role, weight) SPECIALTY_##id,
#define TYPE(...)
#define STEP(...)
#define DEVICE(...)
#include "datasets/generator/catalogue.def"
#undef SPECIALTY
#undef TYPE
    N_SPECIALTIES
};

enum CatalogueType {
#define SPECIALTY(...)
#define TYPE(specialty, id, ...) TYPE_##id,
#include "datasets/generator/catalogue.def"
#undef SPECIALTY
#undef TYPE
#undef STEP
#undef DEVICE
    N_TYPES
};

typedef struct SpecialtyFacts {
    const char *id;
    const char *role;
    int32_t weight; /* providers, out of all */
} SpecialtyFacts;

typedef struct TypeFacts {
    int32_t specialty;
    const char *id;
    int32_t mode; /* TypeMode */
    double value;
    int32_t share; /* requests, out of the specialty's */
    int32_t notice_days;
    int32_t earliest_start, latest_start; /* minutes or MISSING */
    int32_t overbook_ok;
    int32_t authorization;
    int32_t group_capacity;
    int32_t involved; /* more than one person, device or rule */
} TypeFacts;

typedef struct StepFacts {
    int32_t type; /* CatalogueType; steps stand in the order of types */
    int32_t step;
    int32_t kind; /* UnitKind */
    const char *unit;
    int32_t offset_min, duration_min, cleanup_min;
} StepFacts;

enum { CATALOGUE_MAX_STEPS = 128 };

extern const SpecialtyFacts catalogue_specialties[N_SPECIALTIES];
extern const TypeFacts catalogue_types[N_TYPES];
extern const StepFacts catalogue_steps[];
extern const int32_t catalogue_n_steps; /* at most CATALOGUE_MAX_STEPS */

/** Steps [begin, end) of @p type. */
void catalogue_range(int32_t type, int32_t *begin, int32_t *end);

/** The first step that asks for the same unit as @p step: one number for each type of unit. */
int32_t catalogue_unit(int32_t step);

/** Least gap between two visits on devices of type @p unit, minutes. */
int32_t catalogue_turnaround_min(const char *unit);

#endif
