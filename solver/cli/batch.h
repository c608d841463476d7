/** @file batch.h
 *  Several datasets solved side by side, each on its own.
 */
#ifndef SOLVER_CLI_BATCH_H
#define SOLVER_CLI_BATCH_H

#include "solver/cli/run.h"

/** Answers every run whose status is OK so far; what becomes of each stands in its `status` and
 *  `note`. Threads split one level only: over the datasets when there are at least as many as
 *  threads, else inside one dataset after the other. The results do not depend on it. Says how many
 * are solved as they are. */
void batch_answer(const Call *call, Run *runs, int32_t count, int32_t threads);

/** The file in folder @p folder that receives
 *  the result of @p data_path; to be released with mem_free(). NULL when out of memory. */
char *batch_result_path(const char *folder, const char *data_path);

/** OK when @p path may be written: its folder is there and writable, and it is none of the
 *  @p count inputs. USAGE; IO. */
Status batch_check_output(const char *path, const char *const *inputs, int32_t count);

#endif
