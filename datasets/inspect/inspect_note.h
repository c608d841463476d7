/** @file inspect_note.h
 *  How the checks of a dataset say what they found: table, row, id, column, value, what was
 *  expected.
 */
#ifndef DATASETS_INSPECT_INSPECT_NOTE_H
#define DATASETS_INSPECT_INSPECT_NOTE_H

#include <stdint.h>

#include "model/base/findings.h"
#include "model/clinic/clinic.h"

typedef enum InspectWarning {
#define WARNING(name, what) WARN_##name,
#include "datasets/inspect/inspect_warning.def"
#undef WARNING
    N_INSPECT_WARNINGS
} InspectWarning;

/** Where findings go. */
typedef struct InspectNote {
    const Clinic *clinic;
    Findings *findings;
    int64_t seen[N_INSPECT_WARNINGS]; /* warnings of each kind so far */
} InspectNote;

/** Adds "requests row 417 (r00418), latest: 2026-03-01, ..." with what printf makes of the rest. */
void note_error(InspectNote *note, enum DatasetTable table, int32_t row, const char *column,
                const char *format, ...) __attribute__((format(printf, 5, 6)));

/** The same as a warning; past the first 20 of its kind it is only counted. */
void note_warning(InspectNote *note, InspectWarning kind, enum DatasetTable table, int32_t row,
                  const char *column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/** Adds one line for each kind of which some were only counted. Call once, last. */
void note_rest(const InspectNote *note);

/** A short text returned by value: `stamp_date(clinic, day).text` lives to the end of the call. */
typedef struct Stamp {
    char text[24];
} Stamp;

/** Days since the horizon's first day as YYYY-MM-DD. */
Stamp stamp_date(const Clinic *clinic, int64_t day);

/** Minutes since midnight as HH:MM. */
Stamp stamp_time(int32_t minute);

/** A whole number with its thousands apart: 1,234. */
Stamp stamp_count(int64_t count);

#endif
