/** @file certify_books.h
 *  All that the parts of the certified bound look things up in, and what a booking is worth.
 */
#ifndef MODEL_AUDIT_CERTIFY_BOOKS_H
#define MODEL_AUDIT_CERTIFY_BOOKS_H

#include "model/audit/certify_berth.h"
#include "model/audit/certify_multiplier.h"
#include "model/clinic/chances.h"

typedef struct Books {
    const Clinic *clinic; /* borrowed, as the next */
    const Chances *chances;
    Facts *facts; /* owned, as all below */
    Hours *hours;
    Ties ties;
    FixedVisits fixed;
    Multipliers *multipliers;
    Berths *berths;
    double *scale; /* [visit_types]: no number that a visit's worth is made of is larger */
    bool *delays;  /* [shifts]: visits may overlap there, or durations vary */
} Books;

/** @return OK; NO_MEMORY; BAD_INPUT for a certificate that proves nothing. Release with
 *  books_clear(). */
Status books_init(Books *books, const Clinic *clinic, const Chances *chances,
                  const Schedule *schedule);

void books_clear(Books *books);

/** What leaving request @p r unbooked costs; 0 for a fixed one. */
double books_absence(const Books *books, int32_t r);

/** The request's own terms on @p date, bonuses and moves left out. */
double books_gain(const Books *books, int32_t r, int32_t date);

/** The bonuses of request @p r for @p provider at @p site. */
double books_bonus(const Books *books, int32_t r, int32_t provider, int32_t site);

/** What a visit costs in rooms and devices, and, if asked, persons. */
typedef struct BillLine {
    const Lane *lane;
    int32_t from_min, until_min, count; /* after the visit's start */
} BillLine;

typedef struct Bill {
    const Lanes *lanes; /* borrowed */
    BillLine *lines;    /* owned, [count] */
    int32_t count, capacity;
} Bill;

/** Makes @p bill that of visits of @p type at a site and date. @return OK or NO_MEMORY. */
Status bill_make(const Books *books, int32_t type, double factor, int32_t mode, int32_t site,
                 int32_t date, bool persons, Bill *bill);

/** What a visit that starts at @p start_min costs. */
double bill_cost(const Bill *bill, int32_t start_min);

void bill_clear(Bill *bill);

#endif
