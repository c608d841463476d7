/** @file verdict.h
 *  Facts and a schedule in, exactly these violations out: what the audit's tests are written in.
 */
#ifndef TESTS_VERDICT_H
#define TESTS_VERDICT_H

#include "model/audit/audit.h"

/** One day on a 10-minute grid; Amy (physician) works at S from 09:00 to 12:00 and leads 30-minute
 *  checks; room R1 of type exam at S; patients p1, p2. Further lines may follow. */
#define AMY                                                                                        \
    "horizon start_date=2026-03-02 days=5 slot_min=10 timezone=UTC\n"                              \
    "sites site=S\n"                                                                               \
    "sites site=T\n"                                                                               \
    "providers provider=Amy role=physician\n"                                                      \
    "providers provider=Bob role=physician\n"                                                      \
    "providers provider=Nan role=nurse\n"                                                          \
    "visit_types visit_type=check specialty=general mode=in_person value=10\n"                     \
    "skills provider=Amy visit_type=check\n"                                                       \
    "activities visit_type=check step=1 kind=provider type=physician offset_min=0 "                \
    "duration_min=30\n"                                                                            \
    "patients patient=p1\n"                                                                        \
    "patients patient=p2\n"                                                                        \
    "patients patient=p3\n"

/** Amy's session of the first day. */
#define MORNING "sessions provider=Amy site=S date=0 start=09:00 end=12:00\n"

/** A request for a check on any of the five days; the line is left open for more columns. */
#define ASK(id, patient)                                                                           \
    "requests request=" id " patient=" patient " visit_type=check priority=routine "               \
    "requested_on=0 earliest=0 latest=4 show_prob=1 status=new "

/** Request @p id booked with Amy at S on the first day, with the row of resources that says so. */
#define BOOK(id, start, end)                                                                       \
    "appointments request=" id " provider=Amy site=S date=0 start=" start " mode=in_person\n"      \
    "resources request=" id " step=1 kind=provider id=Amy date=0 start=" start " end=" end "\n"

/** The verdict on @p schedule lines under @p clinic lines; release with verdict_free(). */
Verdict *judge(const char *clinic, const char *schedule);

/** Judges, and fails the test unless the violations are exactly @p expected: their texts, each
 * with its newline, in order; "" for none. Texts may be cut short: each must be the beginning of
 * its violation. */
void assert_verdict(const char *clinic, const char *schedule, const char *expected);

#endif
