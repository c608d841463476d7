/** @file usage.h
 *  What this process has used of the machine.
 */
#ifndef SOLVER_CLI_USAGE_H
#define SOLVER_CLI_USAGE_H

/** The most memory it has held at a time, in MiB. */
double usage_peak_mib(void);

#endif
