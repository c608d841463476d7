/** @file layout.h
 *  The two layouts of tables on disk, each read and written by what the schema declares: an HDF5
 *  file, and a folder of CSV files. What they share is in intake.h (checks) and canon.h (form).
 */
#ifndef DATASETS_STORE_LAYOUT_H
#define DATASETS_STORE_LAYOUT_H

#include "datasets/store/canon.h"
#include "datasets/store/intake.h"

/** Root attributes alone. IO, NO_MEMORY. */
Status layout_peek_h5(const char *path, Attributes *attributes, Arena *arena, Findings *findings);
Status layout_peek_folder(const char *path, Attributes *attributes, Arena *arena,
                          Findings *findings);

/** Fills the intake's owner with the tables at its path. Faults of the content are findings. IO,
 *  NO_MEMORY. */
Status layout_read_h5(Intake *intake);
Status layout_read_folder(Intake *intake);

/** Writes the tables, whole or not at all. IO, NO_MEMORY. */
Status layout_write_h5(const Canon *canon, const char *path);
Status layout_write_folder(const Canon *canon, const char *path);

/** The order of the bytes of two names, for qsort() over texts. */
int layout_by_name(const void *left, const void *right);

#endif
