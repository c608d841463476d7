/** @file nook.h
 *  One neighbourhood of a tiny practice, for the tests of its parts.
 */
#ifndef TESTS_NOOK_H
#define TESTS_NOOK_H

#include "solver/neighbour/blend.h"
#include "tests/practice.h"

typedef struct Nook {
    Scene scene;
    Agenda *agenda;
    Field field;
    Zone zone;
} Nook;

/** The scene of @p lines with an empty agenda and an empty zone; release with nook_clear(). */
Nook nook_of(const char *lines);
void nook_clear(Nook *nook);

/** Places request @p id at @p minute of day 0. */
void nook_place(Nook *nook, const char *id, int32_t minute);

/** Sets session @p session and then the guests @p ids, up to a NULL, free. */
void nook_free_session(Nook *nook, int32_t session, const char *const *ids);

/** Limits that nothing here meets. */
BlendLimits nook_limits(void);

#endif
