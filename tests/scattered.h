/** @file scattered.h
 *  A schedule by chance, allowed but not good, for the tests of what makes it better.
 */
#ifndef TESTS_SCATTERED_H
#define TESTS_SCATTERED_H

#include "solver/greedy/exchange.h"

/** An agenda of @p catalog in which all for whom there is room stand somewhere, in an order and on
 *  seats drawn by chance; NULL when those that are fixed clash. Release with agenda_free(). */
Agenda *scattered(const Catalog *catalog, uint64_t seed);

/** What the schedule of @p agenda is worth; fails the test unless the audit finds nothing in it and
 *  the agenda's own count agrees. */
double audited(const Agenda *agenda);

/** Lets all places of @p agenda change hands within @p options. */
Status exchange_all(Agenda *agenda, const SolveOptions *options);

#endif
