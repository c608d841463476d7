/** @file brute_desk.h
 *  What the literal bound knows of one session: what can start in it, and at which prices.
 */
#ifndef TESTS_BRUTE_DESK_H
#define TESTS_BRUTE_DESK_H

#include "tests/brute_bound.h"

enum { BRUTE_ITEMS = 4000 };

/** What can start in a session: a visit of one request or of several, or a place. */
typedef struct BruteItem {
    int32_t start, until;     /* the lead's minutes */
    double worth, credit, cv; /* credit: what being served saves of idle time */
    double chance;            /* to come, as overlaps, waits and overtime count it */
    double units;             /* what it pays for its units alone */
    BruteVisit visit;         /* where it stands, and what it holds */
    bool fixed;
    bool may_overlap, place;
    int32_t must; /* bit of a fixed visit, or 0 */
} BruteItem;

/** One session. */
typedef struct BruteDesk {
    const BruteCase *it;
    const Schedule *schedule;
    const BruteChoices *choices; /* [requests], of brute_bound_choices() */
    int32_t session, from, end;
    int32_t n_items, all; /* all: bits of fixed visits */
    BruteItem items[BRUTE_ITEMS];
} BruteDesk;

/** Fills in what can start in @p session; false when it is empty or outside the horizon. */
bool brute_desk(const BruteCase *it, const Schedule *schedule, const BruteChoices *choices,
                int32_t session, BruteDesk *out);

#endif
