/** @file inspect_check.h
 *  The checks of a dataset by subject; inspect_dataset() runs them in this order.
 */
#ifndef DATASETS_INSPECT_INSPECT_CHECK_H
#define DATASETS_INSPECT_INSPECT_CHECK_H

#include "datasets/inspect/inspect_facts.h"
#include "datasets/inspect/inspect_note.h"

/** One row, days, slot_min and start_date as the contract wants them. */
void check_horizon(InspectNote *note);

/** Sessions, closures, open hours, availability, urgent demand: order, overlap, grid, horizon. */
Status check_sessions(InspectNote *note, const InspectFacts *facts);
void check_closures(InspectNote *note, const InspectFacts *facts);
void check_hours(InspectNote *note, const InspectFacts *facts);
void check_availability(InspectNote *note, const InspectFacts *facts);

/** Leads, steps, skills. */
Status check_types(InspectNote *note, const InspectFacts *facts);

/** Windows, authorizations, flags and the booked columns. */
void check_requests(InspectNote *note, const InspectFacts *facts);

/** Links between requests. */
void check_links(InspectNote *note, const InspectFacts *facts);

/** Past appointments that cannot be true. */
void check_history(InspectNote *note, const InspectFacts *facts);

/** Policy keys and their values. */
Status check_policy(InspectNote *note);

/** Types nobody offers, requests and urgent demand nobody can serve. Needs a sound horizon. */
Status check_service(InspectNote *note, const InspectFacts *facts);

/** Booked and fixed visits: where they cannot stay, and where they clash. Needs a sound horizon. */
Status check_standing(InspectNote *note, const InspectFacts *facts);
Status check_clashes(InspectNote *note, const InspectFacts *facts);

#endif
