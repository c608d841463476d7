#include "tests/generated.h"

#include "datasets/generator/generator.h"
#include "tests/check.h"

Clinic *generated(const char *recipe, int64_t seed)
{
    Clinic *clinic = NULL;

    assert_ok(generator_run(recipe, seed, NULL, 0, &clinic));
    return clinic;
}
