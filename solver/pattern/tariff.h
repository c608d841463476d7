/** @file tariff.h
 *  What a visit pays for rooms, devices and persons, slot by slot.
 *
 *  A *row* is a pool on a day, over the slots in which the sessions of its site could make use of
 *  it; pools of which there are always enough have no row and cost nothing. Rows stand by site and
 *  day, so that work on different sites and days touches different rows. Prefix sums make the price
 *  of a visit O(its parts).
 */
#ifndef SOLVER_PATTERN_TARIFF_H
#define SOLVER_PATTERN_TARIFF_H

#include "solver/pattern/holding.h"

typedef struct TariffRow {
    int32_t pool, day;
    int32_t first; /* slot of the day */
    int32_t slots;
    int64_t at; /* of its first slot among all priced slots; its prefix is at + number of row */
} TariffRow;

typedef struct Tariff {
    const Catalog *catalog; /* borrowed */
    int32_t n_rows;
    TariffRow *rows;  /* owned, by site and day */
    int32_t *begin;   /* owned, [sites x days + 1]: rows of a site on a day */
    int32_t *row_of;  /* owned, [pools x days]: or -1 */
    int32_t *pool_of; /* owned, [activities x sites]: or -1 */
    int32_t *tail;    /* owned, [pools]: slots for which a unit is of no use after use */
    int64_t size;     /* priced slots */
    double *capacity; /* owned, [size]: units there are */
    double *prefix;   /* owned, [size + n_rows]: price of the slots before each */
    double *steps;    /* owned, [size + n_rows]: changes of use */
} Tariff;

/** A visit that holds units: where, as what. */
typedef struct TariffVisit {
    const VisitShape *shape;
    int32_t site, day, mode;
    int32_t lead_slot; /* of the day: where the lead's minutes begin */
    bool persons;      /* persons are paid for too */
    Holding beside;    /* what runs when it starts: only units beyond those it holds are paid; */
    int32_t free_slot; /* its lead's minutes end there; shape NULL: nothing runs */
} TariffVisit;

/** The rows of @p catalog, which is borrowed. NO_MEMORY. Release with tariff_clear(). */
Status tariff_init(Tariff *tariff, const Catalog *catalog);

/** Releases and empties. */
void tariff_clear(Tariff *tariff);

/** Takes the prices [size] of the rows of one site and day (negative ones as 0), and sets their use
 *  to nothing. */
void tariff_set(Tariff *tariff, int32_t site_day, const double *price);

/** What the visit pays. */
double tariff_cost(const Tariff *tariff, const TariffVisit *visit);

/** Adds @p weight to the use of all it holds. */
void tariff_use(Tariff *tariff, const TariffVisit *visit, double weight);

/** The use of each slot of the rows of one site and day into @p use, [size]. */
void tariff_usage(const Tariff *tariff, int32_t site_day, double *use);

/** True when row @p row is of rooms or devices; false: of persons. */
bool tariff_is_things(const Tariff *tariff, int32_t row);

#endif
