/** @file certify_lane.h
 *  Prices of people, rooms and devices, slot by slot, and how many of them there are.
 *
 *  A lane is the day of a pool: all rooms of a type at a site, all devices of a type, or all
 * persons of a role who have a session there. Only pools with a price have lanes.
 */
#ifndef MODEL_AUDIT_CERTIFY_LANE_H
#define MODEL_AUDIT_CERTIFY_LANE_H

#include "model/audit/audit_hours.h"
#include "model/audit/certify_sum.h"

/** The price of one unit of a pool in one slot. */
typedef struct Rate {
    int32_t kind, pool; /* UnitKind; code of the role or type x sites + site */
    int32_t date, slot;
    int32_t row; /* of the certificate */
    double price;
} Rate;

typedef struct Lane {
    int32_t kind, pool, date;
    double *before;    /* [slots + 1]: prices of the slots before; part of Lanes.before */
    int32_t *units;    /* [slots]: how many there are; part of Lanes.units */
    int32_t clear_min; /* for which a unit is of no use after each use */
} Lane;

typedef struct Lanes {
    const Facts *facts; /* borrowed, as hours */
    const Hours *hours; /* */
    Lookup *codes[3];   /* owned, by UnitKind: codes of roles, room types, equipment types */
    int32_t n_codes[3]; /* how many */
    int32_t *code;      /* owned, [activities]: code of what the row asks for */
    int32_t *clear_min; /* owned, [pools of devices]: the least turnaround; -1: no device */
    Lane *lanes;        /* owned, [n_lanes] by kind, pool, date */
    double *before;     /* owned: of all lanes */
    int32_t *units;     /* owned: of all lanes */
    int32_t n_lanes;
    int32_t slots; /* of a day */
} Lanes;

/** No lanes yet, but the codes and gaps. @return OK or NO_MEMORY. Release with lanes_clear(). */
Status lanes_init(const Facts *facts, const Hours *hours, Lanes *lanes);

void lanes_clear(Lanes *lanes);

/** The pool of @p kind called @p id at @p site; -1: there is none. */
int32_t lanes_pool(const Lanes *lanes, int32_t kind, const char *id, int32_t site);

/** Makes the lanes of @p count rates, which it sorts.
 *  @return OK; NO_MEMORY; BAD_INPUT when a slot has two prices. */
Status lanes_fill(Lanes *lanes, Rate *rates, int32_t count);

/** The lane of what row @p activity asks for at @p site on @p date; NULL: it is free of charge. */
const Lane *lanes_find(const Lanes *lanes, int32_t activity, int32_t site, int32_t date);

/** What one unit costs over [@p from_min, @p until_min). */
double lanes_span(const Lanes *lanes, const Lane *lane, int32_t from_min, int32_t until_min);

/** Adds price x units of every slot. */
void lanes_add(const Lanes *lanes, Sum *sum);

#endif
