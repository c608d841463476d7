/** @file parallel.h
 *  Parallelism behind one door: an array of jobs, slot i written by job i.
 */
#ifndef SOLVER_PARALLEL_H
#define SOLVER_PARALLEL_H

#include <stddef.h>

#include "model/base/status.h"

/** Body of one job: may read shared state, may write only what belongs to @p index. */
typedef Status (*JobFn)(size_t index, void *context);

/** Runs jobs 0..count-1 on @p threads workers; returns the failure of the lowest failed index,
 * whose fault note becomes this thread's. The result does not depend on the number of threads. */
Status parallel_run(size_t count, int threads, JobFn job, void *context);

/** Cores this process may use. */
int parallel_cores(void);

#endif
