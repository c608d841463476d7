/** @file scene.h
 *  A tiny clinic with all that the solver needs to look at it.
 */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "solver/greedy/greedy.h"

typedef struct Scene {
    Clinic *clinic;
    Chances *chances;
    Catalog *catalog;
} Scene;

/** The scene of fixture lines; release with scene_clear(). */
Scene scene_of(const char *lines);
void scene_clear(Scene *scene);

/** Row of the request, provider, visit type, ... called @p id in the table of that name. */
int32_t scene_row(const Scene *scene, const char *table, const char *id);

/** The first placement of request @p id that starts at @p minute of @p day; fails the test when it
 *  has none. */
Placement scene_placement(const Scene *scene, const char *id, int32_t day, int32_t minute);

/** Placements of request @p id, counted. */
int32_t scene_count(const Scene *scene, const char *id);

/** What greedy makes of the scene; fails the test unless the audit finds nothing and counts the
 *  same worth. Release with answer_free(). */
Answer *scene_solve(const Scene *scene, double *objective);

/** "09:30 Amy S" for request @p id in @p answer, or "-"; valid until the next call. */
const char *scene_where(const Scene *scene, const Answer *answer, const char *id);

#endif
