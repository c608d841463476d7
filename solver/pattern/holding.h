/** @file holding.h
 *  What a visit holds, as one that starts beside it sees it: that pays only for units beyond these
 *  (model/README.md, "The bound from prices").
 */
#ifndef SOLVER_PATTERN_HOLDING_H
#define SOLVER_PATTERN_HOLDING_H

#include "model/catalog/catalog.h"

/** A visit as it holds units. */
typedef struct Holding {
    const VisitShape *shape; /* borrowed */
    int32_t mode;
} Holding;

/** True when both hold the same, seen from the ends of their leads' minutes; of what is held when
 *  these begin it does not matter how long they take. */
bool holding_equal(const Catalog *catalog, const Holding *a, const Holding *b);

#endif
