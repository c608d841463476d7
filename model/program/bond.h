/** @file bond.h
 *  The rows that tie bookings to one another: ONCE, PATIENT and LINK.
 *
 *  Every program over bookings needs them, whatever it says of people and rooms. They hold exactly:
 *  a set of bookings satisfies the rows if and only if it keeps these rules among itself.
 */
#ifndef MODEL_PROGRAM_BOND_H
#define MODEL_PROGRAM_BOND_H

#include "model/program/linear.h"
#include "model/program/slate.h"

/** Adds the rows; @p column is the column of each booking, [n_bookings], with values 0 and 1.
 *  Where fixed requests clash a row stays that nothing keeps. @p most: entries a single link or
 *  pair of requests may add, beyond which its rows are left out (a relaxation; *@p whole turns
 *  false). @return OK; NO_MEMORY. */
Status bond_add(const Catalog *catalog, const Slate *slate, const int32_t *column, int64_t most,
                Linear *linear, bool *whole);

/** Adds what the bookings (of columns @p column_of) add up to: whether each request is booked at
 * all, u[request], and in which session, v[request, session]. These integer columns decide nothing
 * new, but the start of a visit is nothing worth branching on (its neighbours are as good), and
 * these are: trees that did not end in a minute end in a second. @return OK; NO_MEMORY. */
Status bond_decide(const Catalog *catalog, const Slate *slate, const int32_t *column_of,
                   Linear *linear);

/** Adds a row that no solution keeps, named as printf does. */
Status bond_forbid(Linear *linear, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
