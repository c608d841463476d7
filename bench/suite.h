/** @file suite.h
 *  What is to be measured: a readable file of `key = value ...` lines.
 *
 *  The keys are declared once in suite.def. A line `recipe = ...` begins a block; each of its
 * recipes is measured with every seed and every setting of the block. A `#` begins a comment. The
 * suites of bench/suites/ are built into the program.
 */
#ifndef BENCH_SUITE_H
#define BENCH_SUITE_H

#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/status.h"

/** The values of one key. */
typedef struct SuiteList {
    const char **words; /* owned, [count]; the texts are the suite's */
    double *numbers;    /* owned, [count]; NaN for WORDS */
    int32_t count;
} SuiteList;

typedef struct SuiteBlock {
#define KEY(name, kind, fallback, low, high, most, meaning) SuiteList name;
#include "bench/suite.def"
#undef KEY
} SuiteBlock;

/** Zero-initialised is empty. */
typedef struct Suite {
    const char *name; /* without folder and ".suite" */
    const char *meaning;
    SuiteBlock *blocks; /* owned, [n_blocks] */
    int32_t n_blocks, capacity;
    Arena texts;
} Suite;

/** The suites built into the program, by name. */
int suite_count(void);
const char *suite_name(int index);
const char *suite_meaning(int index);

/** Reads suite @p source (a name, or the path of a file); each of the @p n_settings "key=value"
 * holds in every block, whatever the file says.
 *  @return OK; USAGE (no such suite, key or value; no recipe); IO; NO_MEMORY. Release with
 *  suite_clear(). */
Status suite_load(const char *source, const char *const *settings, int32_t n_settings, Suite *out);

/** Releases and empties. */
void suite_clear(Suite *suite);

#endif
