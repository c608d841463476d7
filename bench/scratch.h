/** @file scratch.h
 *  A folder for what a measurement needs and leaves behind.
 */
#ifndef BENCH_SCRATCH_H
#define BENCH_SCRATCH_H

#include <stddef.h>

#include "model/base/status.h"

/** Makes a new folder below $TMPDIR (or /tmp); its path goes to @p out. IO. */
Status scratch_make(char *out, size_t size);

/** Removes the folder and all that is in it; "" is allowed. */
void scratch_remove(const char *path);

#endif
