/** @file run_parts.h
 *  The services that runs are made of; for run.c only.
 */
#ifndef MODEL_PROGRAM_RUN_PARTS_H
#define MODEL_PROGRAM_RUN_PARTS_H

#include "model/program/run.h"

/** Fills `services`, `service_begin`, `sets` and `durations`: every visit of a session, a shared
 *  one with every set of bookings it may hold. *@p within is false when there are more than
 *  @p limit. @return OK; NO_MEMORY. */
Status runs_add_services(const Catalog *catalog, const Slate *slate, int32_t limit, Runs *runs,
                         bool *within);

#endif
