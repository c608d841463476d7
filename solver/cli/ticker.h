/** @file ticker.h
 *  A solve under way, as its user sees it: one line on a terminal that changes a few times a
 *  second, or log lines with --verbose.
 */
#ifndef SOLVER_CLI_TICKER_H
#define SOLVER_CLI_TICKER_H

#include "model/base/text.h"
#include "solver/cli/command.h"
#include "solver/progress.h"

typedef struct Ticker {
    const Call *call;   /* borrowed */
    double deadline_s;  /* when all must be done, on clock_now_s(); INFINITY: no limit */
    int64_t work_limit; /* 0: none */
    double shown_s;     /* when the line was last changed */
    const char *phase;  /* that was last shown */
} Ticker;

/** Shows how far @p progress has come, unless it did just now. A ProgressListener: @p ticker is a
 *  Ticker. */
void ticker_hear(const Progress *progress, void *ticker);

/** What is shown of @p now at time @p now_s on clock_now_s(), without the phase. */
void ticker_write(const Ticker *ticker, const ProgressRow *now, double now_s, Text *out);

#endif
