/** @file store.h
 *  Datasets and results as files: an HDF5 file, or a folder of CSV files, told apart by what is
 * there.
 *
 *  Reading collects every fault of the file (missing table or column, wrong type, unknown id,
 * duplicate id, value out of bounds or off the grid) in Findings; the caller decides what to do
 * with errors. Writing goes to a temporary name beside the target, is synced and renamed: outputs
 * appear whole or not at all. Main thread only.
 */
#ifndef DATASETS_STORE_H
#define DATASETS_STORE_H

#include <stdbool.h>

#include "model/base/findings.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** What a path holds. */
typedef enum StoreContent { STORE_DATASET, STORE_RESULT } StoreContent;

/** Looks whether @p path (HDF5 file or CSV folder) holds a dataset or a result.
 *  @return OK; IO when it cannot be read; BAD_INPUT when it is neither. */
Status store_content(const char *path, StoreContent *content);

/** Reads a dataset. Faults of the content go to @p findings (status stays OK and *@p out is given
 *  whenever enough could be read to go on checking; NULL with errors in findings otherwise).
 *  @return OK; IO (no such file, not HDF5, damaged); NO_MEMORY. The clinic is settled. */
Status store_read_dataset(const char *path, Findings *findings, Clinic **out);

/** Reads a result of @p clinic; ids are looked up in it. A folder may hold appointments.csv alone.
 */
Status store_read_result(const char *path, const Clinic *clinic, Findings *findings,
                         Schedule **out);

/** Writes a dataset as HDF5 file @p path. Equal content gives equal bytes. IO, NO_MEMORY. */
Status store_write_dataset(const char *path, const Clinic *clinic);

/** Writes a result as HDF5 file @p path. */
Status store_write_result(const char *path, const Clinic *clinic, const Schedule *schedule);

/** Writes a dataset or a result as a folder of CSV files; the folder appears whole or not at all
 * and must not exist yet or must be an earlier export (else IO). */
Status store_export_dataset(const char *path, const Clinic *clinic);
Status store_export_result(const char *path, const Clinic *clinic, const Schedule *schedule);

#endif
