/** @file recipe.h
 *  What a synthetic clinic shall look like: a readable file of `key = value` lines.
 *
 *  The keys are declared once in recipe.def; every policy key of the contract is a key too. A `#`
 *  begins a comment. The recipes of datasets/recipes/ are built into the program, so that their
 *  names work from anywhere.
 */
#ifndef DATASETS_GENERATOR_RECIPE_H
#define DATASETS_GENERATOR_RECIPE_H

#include <stdint.h>

#include "model/base/status.h"

enum { RECIPE_TEXT_BYTES = 160 };

#define RECIPE_CELL_INT(name)  int32_t name;
#define RECIPE_CELL_REAL(name) double name;
#define RECIPE_CELL_TEXT(name) char name[RECIPE_TEXT_BYTES];

/** The values in force: a file's, overridden by settings; defaults for the rest. */
typedef struct Recipe {
#define KEY(name, kind, fallback, low, high, unit, meaning) RECIPE_CELL_##kind(name)
#include "datasets/generator/recipe.def"
#undef KEY
    /* rules of the house; NaN: left to the contract's default */
    struct {
#define POLICY(key, fallback, low, high, whole, unit, meaning) double key;
#include "model/clinic/policy.def"
#undef POLICY
    } policy;
} Recipe;

/** The recipes built into the program, in the order of their requests. */
int recipe_count(void);
const char *recipe_name(int index);
const char *recipe_meaning(int index);

/** Recipe @p source (a name, or the path of a file) with @p n_settings overrides "key=value".
 *  @return OK; USAGE (no such recipe, key or value: the note lists what there is); IO; NO_MEMORY.
 */
Status recipe_load(const char *source, const char *const *settings, int n_settings, Recipe *out);

#endif
