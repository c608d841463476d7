/** @file store.h
 *  Datasets and results as files: an HDF5 file, or a folder of CSV files, told apart by what is
 * there.
 *
 *  Reading collects every fault of the file in Findings; the caller decides what to do with errors.
 *  A finding names the place and what was expected there:
 *
 *      clinic.h5: requests row 417 (r00418), latest: 12000000, expected days since ...
 *      clinic.h5: requests, weight: type compound, expected number
 *      folder/requests.csv line 419, latest: "2026-13-01", expected a date YYYY-MM-DD
 *      folder/requests.csv line 420: 11 cells, expected 12
 *
 *  HDF5 rows count from 0 as h5py counts them, and the row's id follows where the table has ids;
 *  CSV lines count from 1 as an editor counts them. Reported are: a missing table or column, a
 *  wrong type, unequal lengths, a blank required cell, a value that cannot be read, is out of
 *  bounds, not finite or off the grid, an unknown reference, an id that is blank, too long or not
 *  unique, bad UTF-8; what the schema does not declare is warned of and left out. What the rows
 *  mean together is inspect_dataset()'s to judge.
 *
 *  After errors the clinic or schedule may still be there, for further checks only: every cell at
 *  fault then holds its fallback, also in required columns (NO_ROW, MISSING, NaN or ""), and all
 *  other cells obey their column's declaration.
 *
 *  Writing is canonical (canon.h): equal content gives equal bytes. Outputs appear whole or not at
 *  all (replace.h). Main thread only.
 */
#ifndef DATASETS_STORE_STORE_H
#define DATASETS_STORE_STORE_H

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

/** The same of a result that may answer an earlier state of @p clinic: what it says of requests,
 *  persons, ... that are no longer there is left blank, counted in *@p strangers, and no fault; its
 *  days are counted from the first day of @p clinic, whenever its own horizon began. */
Status store_read_earlier_result(const char *path, const Clinic *clinic, Findings *findings,
                                 int64_t *strangers, Schedule **out);

/** Writes a dataset as HDF5 file @p path. IO, NO_MEMORY. */
Status store_write_dataset(const char *path, const Clinic *clinic);

/** Writes a result as HDF5 file @p path. */
Status store_write_result(const char *path, const Clinic *clinic, const Schedule *schedule);

/** Writes a dataset or a result as a folder of CSV files; the folder appears whole or not at all
 * and must not exist yet, be empty or be an earlier export (else IO). */
Status store_export_dataset(const char *path, const Clinic *clinic);
Status store_export_result(const char *path, const Clinic *clinic, const Schedule *schedule);

/** Copies a result from one layout to the other without its dataset, ids as they stand: from file
 *  or folder @p from to HDF5 file @p to, or with @p folder to a folder of CSV files. Nothing is
 *  written when there are errors in @p findings. @return OK; IO; NO_MEMORY. */
Status store_convert_result(const char *from, const char *to, bool folder, Findings *findings);

#endif
