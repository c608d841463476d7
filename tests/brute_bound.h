/** @file brute_bound.h
 *  The bound from prices by the letter of model/README.md, for tests only: slow and plain.
 *
 *  Every placement is an item of its own, every session's plans are gone through one start after
 *  the other, and linked requests in all their joint states.
 */
#ifndef TESTS_BRUTE_BOUND_H
#define TESTS_BRUTE_BOUND_H

#include "model/base/random.h"
#include "tests/brute.h"

/** A request's place as far as its key tells; blank members are MISSING or -1. */
typedef struct BruteKey {
    int32_t date, site, start, provider;
} BruteKey;

/** Which links are used: bit l of the answer. */
unsigned brute_used_links(const Clinic *clinic);

/** What the used links of request @p r ask about of @p visit. */
BruteKey brute_asked(const Clinic *clinic, int32_t r, const BruteVisit *visit);

/** The key of request @p r at @p visit: of what is asked about that which a row of it fills. */
BruteKey brute_key(const Clinic *clinic, const Schedule *schedule, int32_t r,
                   const BruteVisit *visit);

/** A fixed visit of the lead that is not of the same session takes some of its minutes. */
bool brute_bound_blocked(const BruteCase *it, const BruteVisit *visit);

/** The same type, lead, site, day, start and mode. */
bool brute_same_visit(const BruteVisit *a, const BruteVisit *b);

/** The unit's own hours, sessions and closures leave it open at @p site for the slot at @p minute.
 */
bool brute_is_there(const Clinic *clinic, int32_t kind, int32_t unit, int32_t site, int32_t day,
                    int32_t minute);

/** Each row of @p visit but the lead's finds as many units as it asks for that are there for all
 *  of its time and kept by no fixed visit. */
bool brute_bound_supplied(const BruteCase *it, const BruteVisit *visit);

/** The visits of request @p r that the bound lets it choose from. */
void brute_bound_choices(const BruteCase *it, int32_t r, BruteChoices *out);

/** The bound that the certificate of @p schedule proves; -INFINITY when there is no schedule; NaN
 *  when there are too many plans to go through. */
double brute_bound(const Clinic *clinic, const Chances *chances, const Schedule *schedule);

/** Its parts: the best plans of all sessions (NaN: too many), and what all requests earn at their
 *  prices. */
double brute_plans(const BruteCase *it, const Schedule *schedule);
double brute_sides(const BruteCase *it, const Schedule *schedule);

/** The least and the most minutes that a visit of request @p r, which is not fixed, takes, led by
 *  anyone who could lead it, or as planned. */
void brute_lengths(const Clinic *clinic, int32_t r, int32_t *shortest, int32_t *longest);

/** The price of a booking of @p r at @p visit. */
double brute_once(const BruteCase *it, const Schedule *schedule, int32_t r,
                  const BruteVisit *visit);

/** The price of one unit for the slot at @p minute; 0 when there is none. */
double brute_price(const Schedule *schedule, const char *family, int32_t site, const char *id,
                   int32_t date, int32_t minute);

/** What a visit pays for its units, persons only if asked. */
double brute_units_price(const BruteCase *it, const Schedule *schedule, const BruteVisit *visit,
                         bool persons);

/** The same if it starts while @p other runs, both in one session. */
double brute_second_price(const BruteCase *it, const Schedule *schedule, const BruteVisit *visit,
                          bool persons, const BruteVisit *other);

/** Profit of @p r at @p visit + absence - price. */
double brute_offer(const BruteCase *it, const Schedule *schedule, int32_t r,
                   const BruteVisit *visit, double profit);

/** A certificate with prices of all kinds at random; release with schedule_free(). */
Schedule *brute_multipliers(const BruteCase *it, Random *random);

#endif
