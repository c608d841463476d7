/** @file inspect.h
 *  Does a dataset that could be read make sense? Every rule of the contract on the data itself.
 *
 *  Errors: what solve would refuse (a missing booking of a booked request, overlapping sessions, a
 * type without a lead, ...). Warnings: what is ignored, rounded, or can never work (a session in a
 * closure, a request nobody can serve, an overbooked calendar of standing bookings, unknown policy
 * keys). A warning that comes by the thousand is told 20 times and then counted.
 */
#ifndef DATASETS_INSPECT_INSPECT_H
#define DATASETS_INSPECT_INSPECT_H

#include "model/base/findings.h"
#include "model/clinic/clinic.h"

/** Adds all that is found in @p clinic to @p findings. NO_MEMORY. About linear in the data.
 *
 *  Where @p findings holds errors already, cells may be blank that were refused; who can serve what
 * and what clashes is not asked then, since the answers would be of no use.
 *
 *  What the reader checks cell by cell (types, bounds, grid, ids) is not looked at again: a cell
 * that is blank where it must not be is passed over here. */
Status inspect_dataset(const Clinic *clinic, Findings *findings);

/** The cell by cell checks of the reader (blank, bounds, grid, references, ids unique) for a clinic
 * that came from no file. Run it first: inspect_dataset() trusts references and codes. NO_MEMORY.
 */
Status inspect_cells(const Clinic *clinic, Findings *findings);

#endif
