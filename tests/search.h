/** @file search.h
 *  A search for the best plan of a session, path.h or delay.h, and what is true of either.
 */
#ifndef TESTS_SEARCH_H
#define TESTS_SEARCH_H

#include "tests/planning.h"

typedef struct Search {
    /** Runs it on @p planning, in @p room, for which it makes what is not there yet. */
    Status (*run)(void *room, Planning *planning, double *hard, double *soft, double *overlaps);
    void *room;  /* borrowed */
    bool delays; /* see Planning */
    double step; /* up and down, to see how the smooth worth changes */
} Search;

/** Resets @p planning and runs, which must succeed; the smooth worth. */
double search_run(const Search *search, Planning *planning, double *hard, double *overlaps);

/** How the smooth worth changes with *@p number, which is one of @p planning. */
double search_change(const Search *search, Planning *planning, double *number);

/** Asserts of @p rounds plannings that what kinds receive, and the overlaps, are the derivatives of
 *  the smooth worth. */
void search_check_parts(const Search *search, Random *random, int32_t rounds);

/** Asserts that a run succeeds after runs of which the first, second, ... allocation failed, fewer
 *  than @p most. */
void search_check_memory(const Search *search, Random *random, int64_t most);

#endif
