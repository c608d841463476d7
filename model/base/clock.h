/** @file clock.h
 *  Monotonic time, and deadlines on it.
 */
#ifndef MODEL_BASE_CLOCK_H
#define MODEL_BASE_CLOCK_H

/** Seconds on a clock that never goes back. */
double clock_now_s(void);

#endif
