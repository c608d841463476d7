/** @file invocation.h
 *  The words of a command line, put together piece by piece.
 */
#ifndef BENCH_INVOCATION_H
#define BENCH_INVOCATION_H

#include "bench/child.h"
#include "solver/cli/json.h"
#include "solver/cli/options.h"

/** Zero-initialised is empty. Running out of memory is remembered until invocation_run(). */
typedef struct Invocation {
    TextList words;
    Arena texts;
    bool broken;
} Invocation;

/** Adds a word, as printf does. */
void invocation_add(Invocation *invocation, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Runs it as child_run() does; the arguments of @p plan are filled here. */
Status invocation_run(Invocation *invocation, ChildPlan *plan, ChildReport *report);

/** Runs this program itself, whose words after the program's name these are, and reads the object
 * it prints with --json. @p plan may set a limit and what interrupts. What it says of its failure
 * is the child's own affair: the object has "error" then. @return OK; BAD_INPUT when it printed no
 * object; IO; NO_MEMORY. Release report and object in any case. */
Status invocation_run_self(Invocation *invocation, ChildPlan *plan, ChildReport *report,
                           Json **out);

/** Releases and empties. */
void invocation_clear(Invocation *invocation);

#endif
