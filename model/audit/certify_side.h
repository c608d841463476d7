/** @file certify_side.h
 *  What requests can earn by being booked at their prices, links kept where they are used.
 */
#ifndef MODEL_AUDIT_CERTIFY_SIDE_H
#define MODEL_AUDIT_CERTIFY_SIDE_H

#include "model/audit/certify_books.h"

/** Adds for every request that is tied to no other max(0, price), and for every tree of tied ones
 *  the best sum of prices over what its links allow together. *@p hopeless becomes true when the
 *  links of fixed requests allow nothing. @return OK or NO_MEMORY. */
Status sides_add(const Books *books, Sum *sum, bool *hopeless);

#endif
