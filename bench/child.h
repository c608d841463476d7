/** @file child.h
 *  Another program's run, measured: seconds, CPU, memory, and what it printed and when.
 *
 *  The child has a process group of its own, all of which ends at the limit, if it has not before:
 *  asked to first, made to some seconds later. So no run outlives its time, whatever it starts.
 */
#ifndef BENCH_CHILD_H
#define BENCH_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/base/status.h"
#include "model/base/text.h"

/** Hears a line of standard output as it comes, without its newline, at @p seconds from the start.
 */
typedef void (*ChildListener)(double seconds, const char *line, void *context);

typedef struct ChildPlan {
    const char *const *arguments; /* NULL-terminated; the first is looked up on the path */
    double limit_s;               /* end it then; 0: never */
    ChildListener listener;       /* NULL: nobody */
    void *context;
    const volatile int *interrupted; /* nonzero ends the child; NULL: never */
} ChildPlan;

typedef struct ChildReport {
    int exit_code; /* 128 + the signal that ended it; 127: it could not be started */
    bool killed;   /* at its limit, or because of *interrupted */
    double seconds, cpu_s, peak_mib;
    Text output;  /* standard output, whole */
    Text trouble; /* the end of standard error */
} ChildReport;

/** Runs a child to its end. @return OK, however it ended; IO; NO_MEMORY. Release the report with
 *  child_clear(). */
Status child_run(const ChildPlan *plan, ChildReport *report);

/** Releases and empties. */
void child_clear(ChildReport *report);

/** The last line of standard error that is not blank, or "". */
const char *child_last_words(ChildReport *report);

#endif
