/** @file signals.h
 *  SIGINT and SIGTERM as a number that work in progress looks at.
 */
#ifndef SOLVER_CLI_SIGNALS_H
#define SOLVER_CLI_SIGNALS_H

/** From now on the first SIGINT or SIGTERM is only noted; one that comes seconds later ends the
 *  program at once. */
void signals_catch(void);

/** 0, or the number of the signal that came; changes behind the reader's back. */
const volatile int *signals_seen(void);

#endif
