/** @file certify_multiplier.h
 *  The rows of a certificate, resolved: what each booking, place, overlap and slot is priced at.
 */
#ifndef MODEL_AUDIT_CERTIFY_MULTIPLIER_H
#define MODEL_AUDIT_CERTIFY_MULTIPLIER_H

#include "model/audit/certify_lane.h"
#include "model/audit/certify_tie.h"
#include "model/clinic/schedule.h"

/** Where a request stands, as far as its key tells: blank members are MISSING or -1. */
typedef struct Bucket {
    int32_t date, site, start, provider;
} Bucket;

/** The price of a booking of a request in one of its buckets. */
typedef struct Ticket {
    int32_t request;
    int32_t row; /* of the certificate */
    Bucket at;
    double price;
} Ticket;

/** A key of urgent demand that asks for places. */
typedef struct Reserve {
    int32_t type, site, date;
    int64_t places; /* at least 1 */
    double price;
    bool priced; /* a row says so */
} Reserve;

typedef struct Multipliers {
    int32_t *keys;     /* owned, [requests]: what tells the buckets of each apart, KEY_... */
    Ticket *tickets;   /* owned, [n_tickets] by request and bucket */
    int32_t *begin;    /* owned, [requests + 1] into tickets */
    Reserve *reserves; /* owned, [n_reserves] by type, site, date */
    double *overlap;   /* owned, [shifts]: of one overlapping service; NaN where none is set */
    Lanes lanes;
    int32_t n_tickets, n_reserves;
} Multipliers;

/** Reads the certificate of @p schedule. @return OK; NO_MEMORY; BAD_INPUT when a row names nothing
 *  that has a price, or twice the same, or its number is none that a price may be. Release with
 *  multipliers_free(). */
Status multipliers_new(const Facts *facts, const Hours *hours, const Ties *ties,
                       const Schedule *schedule, Multipliers **out);

/** NULL is allowed. */
void multipliers_free(Multipliers *multipliers);

/** What of a place the key of request @p r tells. */
Bucket multipliers_bucket(const Multipliers *multipliers, int32_t r, Bucket place);

/** Price of a booking of request @p r at @p place, all members of which are given.
 *  O(log rows of the request). */
double multipliers_once(const Multipliers *multipliers, int32_t r, Bucket place);

/** The tickets of request @p r, whose key tells the start but no lead, on @p date at @p site, by
 *  start; *@p count is how many. */
const Ticket *multipliers_tickets(const Multipliers *multipliers, int32_t r, int32_t date,
                                  int32_t site, int32_t *count);

/** The largest of the prices of request @p r, signs left aside. */
double multipliers_largest(const Multipliers *multipliers, int32_t r);

/** The key of urgent demand that asks for places there, or NULL. */
const Reserve *multipliers_reserve(const Multipliers *multipliers, int32_t type, int32_t site,
                                   int32_t date);

/** Orders buckets by date, site, start, provider. */
int bucket_order(const Bucket *a, const Bucket *b);

#endif
