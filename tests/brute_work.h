/** @file brute_work.h
 *  The law of the minutes of work that a provider has before her, minute by minute.
 */
#ifndef TESTS_BRUTE_WORK_H
#define TESTS_BRUTE_WORK_H

#include <stdint.h>

enum { BRUTE_WORK_MINUTES = 6000 };

typedef struct BruteWork {
    int32_t most;                      /* no more than these */
    double chance[BRUTE_WORK_MINUTES]; /* of 0, 1, ... most minutes */
} BruteWork;

/** Nothing to do. */
extern const BruteWork brute_no_work;

void brute_work_copy(BruteWork *to, const BruteWork *from);

/** Lets @p minutes pass. */
void brute_work_pass(BruteWork *work, int32_t minutes);

/** Adds a visit whose patient comes with @p chance and then takes d minutes with chance
 *  @p minutes[d], d from 1 to @p longest. */
void brute_work_add(BruteWork *work, double chance, const double *minutes, int32_t longest);

/** Expected minutes of @p work beyond @p minutes. */
double brute_work_beyond(const BruteWork *work, int32_t minutes);

#endif
