/** @file say.h
 *  Narration on standard error: nothing with --quiet, log lines with --verbose, and on a terminal
 *  one progress line that is overwritten.
 */
#ifndef SOLVER_CLI_SAY_H
#define SOLVER_CLI_SAY_H

#include "solver/cli/command.h"

/** What is being done now. */
void say_phase(const Call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Takes the progress line away, before anything else is printed. */
void say_done(const Call *call);

/** A line of narration, as printf does, without a newline; not with --quiet. */
void say_line(const Call *call, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The first of @p findings of one severity, at most @p most, each with its word in front. */
void say_findings(const Call *call, const Findings *findings, bool errors, int32_t most);

#endif
