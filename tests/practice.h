/** @file practice.h
 *  The practice that the tests of the search share: Amy and Bob lead checks of 30 minutes at S.
 */
#ifndef TESTS_PRACTICE_H
#define TESTS_PRACTICE_H

#include "tests/fixture.h"
#include "tests/scene.h"

/** Two days; sessions follow. */
#define PRACTICE                                                                                   \
    "horizon start_date=2026-03-02 days=2 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\n"                                                                               \
    "providers provider=Amy role=physician\n"                                                      \
    "providers provider=Bob role=physician\n"                                                      \
    "patients patient=p\npatients patient=q\npatients patient=u\npatients patient=w\n"             \
    "visit_types visit_type=check specialty=general mode=in_person value=10\n"                     \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"                                                                            \
    "skills provider=Amy visit_type=check\n"                                                       \
    "skills provider=Bob visit_type=check\n"

/** Someone's session, 09:00 until @p end. */
#define OPEN(provider, date, end)                                                                  \
    "sessions provider=" provider " site=S date=" date " start=09:00 end=" end "\n"

/** A request for either day by a patient who surely comes; the line is left open. */
#define WANT(id, patient, priority)                                                                \
    "requests request=" id " patient=" patient " visit_type=check priority=" priority              \
    " requested_on=0 earliest=0 latest=1 show_prob=1 "

#endif
