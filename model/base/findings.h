/** @file findings.h
 *  What was found wrong, all of it, in an order the reader can follow.
 *
 *  A check goes on after the first fault; each finding says where (table, row, column), what stands
 *  there and what was expected. Errors make the data unusable, warnings do not.
 */
#ifndef MODEL_BASE_FINDINGS_H
#define MODEL_BASE_FINDINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/status.h"

typedef struct Finding {
    bool error;    /* else a warning */
    char *message; /* owned: one line, "requests row 417 (r00418), latest: 2026-03-01, expected ..."
                    */
} Finding;

/** Zero-initialised is empty. Holds at most `limit` errors (0: 10,000) and as many warnings; all
 * are counted. */
typedef struct Findings {
    Finding *entries; /* owned, [count] */
    int32_t count, capacity;
    int32_t limit;
    int32_t listed[2];        /* warnings and errors among the entries */
    int64_t unlisted;         /* left out past the limit */
    int64_t errors, warnings; /* all of them, those past the limit too */
    bool broken;              /* ran out of memory: findings are missing */
} Findings;

/** Adds one, as printf does. */
void findings_error(Findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void findings_warning(Findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** OK; BAD_INPUT with the first error as fault note; NO_MEMORY. */
Status findings_status(const Findings *findings);

/** Releases and empties. */
void findings_clear(Findings *findings);

#endif
