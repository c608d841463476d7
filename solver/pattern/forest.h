/** @file forest.h
 *  Which links bind requests into trees, and what a linked request's price depends on.
 *
 *  Links are taken in the order of their rows, each unless its two requests are joined already:
 * what is taken makes a forest, in which the best joint choice of a tree is found exactly, from its
 *  leaves to its root. Links left out only loosen the bound.
 */
#ifndef SOLVER_PATTERN_FOREST_H
#define SOLVER_PATTERN_FOREST_H

#include "model/catalog/catalog.h"

/** What the price of a linked request depends on, by the kinds of its links. */
enum { KEY_DATE = 1, KEY_SITE = 2, KEY_START = 4, KEY_PROVIDER = 8, KEY_LINKED = 16 };

/** A request in its tree. */
typedef struct ForestNode {
    int32_t request;
    int32_t parent; /* node, -1 for the root */
    int32_t link;   /* row of links that joins it to its parent, -1 for the root */
} ForestNode;

typedef struct Forest {
    int32_t n_trees, n_nodes;
    int32_t *begin;    /* owned, [n_trees + 1] */
    ForestNode *nodes; /* owned, parents before their children */
    int32_t *node_of;  /* owned, [requests]: -1 where no link is taken */
    uint8_t *key;      /* owned, [requests]: KEY_ bits */
} Forest;

/** The forest of @p catalog's links; keys hold more than the date only if @p by_place, which makes
 *  them many. NO_MEMORY. Release with forest_clear(). Near linear time. */
Status forest_init(Forest *forest, const Catalog *catalog, bool by_place);

/** Releases and empties. */
void forest_clear(Forest *forest);

#endif
