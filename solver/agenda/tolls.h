/** @file tolls.h
 *  What standing somewhere takes from all others, at the prices of the bound.
 *
 *  A visit that stands in a session keeps its lead from others for its minutes, and holds units. At
 *  the prices of a bound both have a value: the best plan of the session grows by so much over
 *  these slots (the potentials of a longest path), and units have prices. Whoever brings the most
 *  beyond its toll belongs there; summed over a schedule, what is lost against that is its gap.
 */
#ifndef SOLVER_AGENDA_TOLLS_H
#define SOLVER_AGENDA_TOLLS_H

#include "model/catalog/placement.h"
#include "solver/pattern/tariff.h"

typedef struct Tolls {
    const Catalog *catalog; /* borrowed */
    const Tariff *tariff;   /* borrowed: prices of units */
    int64_t *first;         /* owned, [sessions + 1]: of a session's potentials */
    double *arrive; /* owned: worth of the best plan up to each slot's begin, end included */
    double *depart; /* owned: the same with the fixed visits that start there */
    double *chance; /* owned, [requests]: about how much of it the prices would book */
} Tolls;

/** Room for the tolls of @p catalog, which is borrowed. NO_MEMORY. Release with tolls_clear(). */
Status tolls_init(Tolls *tolls, const Catalog *catalog);

/** Releases and empties. */
void tolls_clear(Tolls *tolls);

/** The toll of a visit of @p shape at @p at, whose lead serves alone. */
double tolls_at(const Tolls *tolls, const VisitShape *shape, const Placement *at);

/** About what @p minutes of a lead in @p session cost. */
double tolls_about(const Tolls *tolls, int32_t session, int32_t minutes);

#endif
