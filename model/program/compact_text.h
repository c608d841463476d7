/** @file compact_text.h
 *  What the columns of a compact program stand for, for those who solve it elsewhere.
 */
#ifndef MODEL_PROGRAM_COMPACT_TEXT_H
#define MODEL_PROGRAM_COMPACT_TEXT_H

#include "model/base/text.h"
#include "model/program/compact.h"

/** Appends CSV, a row for each booking, by request: `short` (the column that is 1 when the booking
 * is made, as linear_text.h calls it), then what stands in the appointment that is meant:
 * `request`, `provider`, `site`, `date`, `start`, `mode`. @return OK; NO_MEMORY. */
Status compact_write_bookings(const Catalog *catalog, const Compact *compact, Text *out);

#endif
