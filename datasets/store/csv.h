/** @file csv.h
 *  Rows of comma-separated values (RFC 4180), read and written.
 *
 *  Reading is strict about quotes, keeps spaces, and tolerates a byte order mark, lines that end in
 *  CR LF or CR, blank lines, and a last line without an end. Lines are counted as an editor counts
 *  them, also inside quoted cells.
 */
#ifndef DATASETS_STORE_CSV_H
#define DATASETS_STORE_CSV_H

#include <stdint.h>

#include "model/base/status.h"
#include "model/base/text.h"

/** One row: @p count cells, NUL-terminated and borrowed for the call; the row begins on line @p
 * line. */
typedef Status (*CsvRow)(void *context, int64_t line, const char *const *cells, int32_t count);

/** Hands every row of the file to @p each, the header included; stops when that fails.
 *  @return OK; IO; BAD_INPUT when it is no CSV from some line on (the note begins with the line);
 *  NO_MEMORY; what @p each returned. */
Status csv_read_file(const char *path, CsvRow each, void *context);

/** Appends one cell, in quotes where it needs them. */
void csv_add_cell(Text *out, const char *text);

#endif
