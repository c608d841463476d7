/** @file generator.h
 *  Synthetic clinics from recipes: equal bytes for equal recipe, settings and seed on every
 * machine.
 */
#ifndef DATASETS_GENERATOR_GENERATOR_H
#define DATASETS_GENERATOR_GENERATOR_H

#include <stdint.h>

#include "model/clinic/clinic.h"

/** The recipes that come with the program (datasets/recipes/), in the order of their size. */
int generator_count(void);
const char *generator_name(int index);
const char *generator_meaning(int index);

/** A clinic by recipe @p recipe (a name, or the path of a recipe file), seed @p seed and @p
 * n_settings overrides "key=value". The result is settled and passes inspect_dataset() without
 * errors.
 *  @return OK; USAGE (no such recipe, key or value: the note lists what there is); NO_MEMORY; IO.
 */
Status generator_run(const char *recipe, int64_t seed, const char *const *settings, int n_settings,
                     Clinic **out);

#endif
