/** @file fixture.h
 *  Tiny clinics and schedules written as lines of text.
 *
 *  Each line is a table and its cells: "sessions provider=Amy site=S date=0 start=09:00 end=12:00".
 *  Dates may be written as plain days from the horizon's first. A table's rows stand in the order
 * of the lines; referenced rows come first. A fixture that cannot be read fails the test.
 */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** One day on a 10-minute grid from Monday 2026-03-02: a start for most fixtures. */
#define ONE_DAY "horizon start_date=2026-03-02 days=1 slot_min=10 timezone=UTC\n"

/** The clinic of these @p lines, settled; release with clinic_free(). */
Clinic *clinic_of(const char *lines);

/** The schedule of these @p lines for @p clinic; release with schedule_free(). */
Schedule *schedule_of(const Clinic *clinic, const char *lines);

#endif
