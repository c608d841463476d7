/** @file nearest.h
 *  Which word was meant? For messages about a word that is misspelt.
 */
#ifndef SOLVER_CLI_NEAREST_H
#define SOLVER_CLI_NEAREST_H

#include <stddef.h>

/** Letters to insert, drop, change or swap with their neighbour to turn @p a into @p b; words of
 *  more than 63 letters are infinitely far. */
int nearest_distance(const char *a, const char *b);

/** Keeps in *@p best the candidate closest to @p word so far and in *@p distance how far it is;
 *  start with NULL and nearest_limit(word). */
void nearest_offer(const char *word, const char *candidate, const char **best, int *distance);

/** A candidate this far away or farther is no likely meaning of @p word. */
int nearest_limit(const char *word);

#endif
