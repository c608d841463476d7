/** @file certify_tariff.h
 *  The prices of a certificate, summed up by the slots of a day, and the capacities they stand for.
 */
#ifndef MODEL_AUDIT_CERTIFY_TARIFF_H
#define MODEL_AUDIT_CERTIFY_TARIFF_H

#include "model/audit/audit_hours.h"
#include "model/audit/certify_sum.h"
#include "model/clinic/schedule.h"

/** The prices of one person's day, or of one pool's (all units of a type at a site). */
typedef struct Lane {
    int32_t kind; /* UnitKind */
    int32_t unit; /* provider row; pools: type code x sites + site */
    int32_t date;
    double *before; /* owned by Tariff, [slots of a day + 1]: prices of the slots before */
} Lane;

typedef struct Tariff {
    const Facts *facts; /* borrowed, as hours */
    const Hours *hours;
    Lookup *types[3];       /* owned: codes of room types and equipment types by name */
    int32_t n_types[3];     /* how many codes */
    int32_t *type_code;     /* owned, [activities]: code of a room's or device's row, or -1 */
    Lane *lanes;            /* owned, [n_lanes] by kind, unit, date */
    double *before;         /* owned by Tariff, [slots of a day + 1]: prices of the slots before */
    int32_t n_lanes, slots; /* slots of a day */
} Tariff;

/** Reads the certificate of @p schedule. BAD_INPUT or NO_MEMORY as certify_bound() says. Release
 * with tariff_free(). */
Status tariff_new(const Facts *facts, const Hours *hours, const Schedule *schedule, Tariff **out);

/** NULL is allowed. */
void tariff_free(Tariff *tariff);

/** The lane of provider @p provider on @p date, or NULL where all is free of charge. */
const Lane *tariff_person(const Tariff *tariff, int32_t provider, int32_t date);

/** The lane of the units that @p activity (a room or device) wants at @p site, or NULL. */
const Lane *tariff_pool(const Tariff *tariff, int32_t activity, int32_t site, int32_t date);

/** What the minutes [@p from_min, @p until_min) of a lane cost; 0 for NULL. */
double tariff_span(const Tariff *tariff, const Lane *lane, int32_t from_min, int32_t until_min);

/** Adds price x capacity of every priced slot to @p sum. @return OK or NO_MEMORY. */
Status tariff_capacity(const Tariff *tariff, Sum *sum);

#endif
