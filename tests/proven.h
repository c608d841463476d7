/** @file proven.h
 *  What a certificate written as lines proves of a clinic written as lines, for tests only.
 */
#ifndef TESTS_PROVEN_H
#define TESTS_PROVEN_H

#include "model/base/status.h"
#include "tests/verdict.h"

/** *@p bound is the exact bound, untouched on failure. @return what certify_bound() returns. */
Status proven_bound(const char *clinic_lines, const char *certificate, double *bound);

/** The same, which must succeed. */
double proven(const char *clinic, const char *certificate);

/* Idle time and waits cost nothing unless a test says so. */
#define FREE_TIME                                                                                  \
    "policy key=idle_cost_per_min value=0\n"                                                       \
    "policy key=patient_wait_cost_per_min value=0\n"

/* Half an hour of Amy: one check of three slots. An hour: two of them. */
#define SHORT "sessions provider=Amy site=S date=0 start=09:00 end=09:30\n"
#define HOUR  "sessions provider=Amy site=S date=0 start=09:00 end=10:00\n"

#define PRICE(id, multiplier) "certificate family=ONCE id=" id " multiplier=" multiplier "\n"

#define PRICE_OF(family, id, start, multiplier)                                                    \
    "certificate family=" family " site=S id=" id " date=0 start=" start " multiplier=" multiplier \
    "\n"

#define CROWD                                                                                      \
    AMY "sessions provider=Amy site=S date=0 start=09:00 end=09:30 overbook_max=1\n"               \
        "policy key=patient_wait_cost_per_min value=0.1\n"                                         \
        "requests request=r1 patient=p1 visit_type=check priority=routine requested_on=0 "         \
        "earliest=0 latest=4 status=new show_prob=0.5\n"                                           \
        "requests request=r2 patient=p2 visit_type=check priority=routine requested_on=0 "         \
        "earliest=0 latest=4 status=new show_prob=0.3\n"

#define PRICE_OF_OVERLAP(multiplier)                                                               \
    "certificate family=SESSION site=S id=Amy date=0 start=09:00 multiplier=" multiplier "\n"

#endif
