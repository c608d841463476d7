/** @file progress.h
 *  How far a solve has come: the best schedule and the least bound known, phase by phase.
 *
 *  Every phase reports to it from the thread that runs the solve's main line, never from a worker.
 *  Better incumbents and bounds are kept in a log, thinned so that it stays short whatever happens,
 *  and the same for the same reports: where only work limits a solve, seconds are left out of it.
 *  Reports cost next to nothing, cannot fail, and are allowed on NULL.
 */
#ifndef SOLVER_PROGRESS_H
#define SOLVER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"
#include "model/clinic/schedule.h"

/** Rows that a log never exceeds. */
enum { PROGRESS_ROWS_MAX = 1000 };

/** One moment at which something was better than before. */
typedef struct ProgressRow {
    const char *phase; /* borrowed */
    double seconds;    /* since the beginning; NaN where not timed */
    int64_t work;      /* units done */
    double objective;  /* of the best schedule; -INFINITY: none yet */
    double bound;      /* no schedule is worth more; INFINITY: none yet */
} ProgressRow;

typedef struct Progress Progress;

/** Hears of every report; it decides itself how often it does something about it. */
typedef void (*ProgressListener)(const Progress *progress, void *context);

/** Nothing known yet, begun at @p begun_s on clock_now_s(). Seconds are logged if @p timed.
 *  NO_MEMORY. Release with progress_free(). */
Status progress_new(double begun_s, bool timed, Progress **out);

/** NULL is allowed. */
void progress_free(Progress *progress);

/** From now on @p listener hears of reports; NULL: nobody. */
void progress_listen(Progress *progress, ProgressListener listener, void *context);

/** What follows belongs to phase @p phase, one lower-case word that outlives the progress. */
void progress_phase(Progress *progress, const char *phase);

/** So many more units of work have been done; a sign of life. */
void progress_work(Progress *progress, int64_t units);

/** Enters what is known into the log, whether better or not. */
void progress_mark(Progress *progress);

/** From now on what is reported is of a part, beside which the rest is worth @p objective and
 * bounded by @p bound; 0 and 0: of the whole. */
void progress_beside(Progress *progress, double objective, double bound);

/** An allowed schedule is worth @p objective; ignored unless it is the best so far. */
void progress_incumbent(Progress *progress, double objective);

/** No allowed schedule is worth more than @p bound; ignored unless it is the least so far. */
void progress_bound(Progress *progress, double bound);

/** The best of everything so far; not for NULL. */
ProgressRow progress_now(const Progress *progress);

/** Enters the log into the table `progress` of @p schedule, which has none. Incumbents are entered
 *  as at most @p objective and bounds as at least @p bound, which are the final ones as the judge
 *  found them: his rounding is not ours. NO_MEMORY leaves the table as it was. */
Status progress_write(const Progress *progress, double objective, double bound, Schedule *schedule);

#endif
