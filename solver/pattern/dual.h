/** @file dual.h
 *  The bound as a function of prices, with a smooth stand-in that can be descended.
 *
 *  For any prices the value is a bound (model/README.md, "The bound from prices"). Prices are
 *  numbered: buckets of requests, reserve keys (both of any sign), then slots of rooms, devices and
 *  persons, then sessions that may overlap services (both at least 0). At heat t every maximum is
 *  replaced by t log sum exp, which is above it by at most t times the logarithm of the number of
 *  choices and has derivatives everywhere (Nesterov, "Smooth minimization of non-smooth functions",
 *  Math. Programming 103, 2005). Where idle time costs something the stand-in takes the mean credit
 * of a group for all its requests, and may lie a little below: only the value itself is a bound.
 */
#ifndef SOLVER_PATTERN_DUAL_H
#define SOLVER_PATTERN_DUAL_H

#include "solver/agenda/tolls.h"
#include "solver/pattern/chain.h"
#include "solver/pattern/tariff.h"

typedef struct Dual {
    const Catalog *catalog; /* borrowed */
    Market *market;         /* owned */
    Chains chains;
    Tariff tariff;
    int64_t first_reserve, first_unit, first_overlap, size; /* where kinds of prices begin */
    int32_t *overlap_of; /* owned, [sessions]: its price counted from first_overlap, or -1 */
    int32_t *longest;    /* owned, [sites x days]: slots of the longest session */
    int32_t *most_items; /* owned, [sites x days]: items of the fullest session */
    int32_t *kinds;      /* owned, [sessions]: kinds of item */
    int32_t *most_kinds; /* owned, [sites x days]: kinds of item in the fullest session */
    Groups sessions;     /* by site and day */
    Groups offers_of;    /* offers by bucket */
    Groups slots_of;     /* slot prices by bucket */
    Groups links_of;     /* item groups by group */
    double *odds;        /* owned, [offers]: share in its group, then how often taken */
    double *soft, *inner, *last, *sum; /* owned, [groups]: smoothed, best if not last, if last */
    double *link_part;                 /* owned, [item groups]: how often taken there */
    double *slot_part;                 /* owned, [slot prices] */
    double *job_hard, *job_soft;       /* owned, [jobs] */
    int64_t *job_starts;               /* owned, [jobs] */
    int64_t starts; /* looked at by the last evaluation, where services delay one another */
    bool delays;    /* plans pay all that delays cost; else less, which is quick */
    int64_t values; /* evaluations so far */
    int64_t work;   /* units they took, about a microsecond each */
    Tolls *tolls;   /* borrowed: receives the potentials of sessions; NULL: nobody asks */
} Dual;

/** Reads @p catalog, which is borrowed; @p by_place as in market_new(). NO_MEMORY. Release with
 *  dual_free(). */
Status dual_new(const Catalog *catalog, bool by_place, Dual **out);

/** NULL is allowed. */
void dual_free(Dual *dual);

/** Prices to begin with: most of what each bucket could bring, the rest nothing. */
void dual_start(const Dual *dual, double *price);

/** The tolls at prices @p price, as dual_value() at heat @p heat has them; they stand until the
 * next evaluation. NO_MEMORY. */
Status dual_tolls(Dual *dual, const double *price, double heat, int threads, Tolls *tolls);

/** Units of work that one more evaluation takes, as far as is known. */
int64_t dual_work(const Dual *dual);

/** A worth that is ordinary here: the mean of what offers bring. Above 0. */
double dual_scale(const Dual *dual);

/** More than any price needs to be, up or down: more would only be lost to rounding. */
double dual_most(const Dual *dual);

/** The bound @p hard, its smooth stand-in @p soft at heat @p heat, and the derivatives of that by
 *  price, @p slope, [size]. Prices that must not be negative are taken as 0 where they are. The
 * same on any number of threads. NO_MEMORY. */
Status dual_value(Dual *dual, const double *price, double heat, int threads, double *hard,
                  double *soft, double *slope);

#endif
