/** @file record.h
 *  What was measured: the tables of record.def, as data and as files.
 */
#ifndef BENCH_RECORD_H
#define BENCH_RECORD_H

#include "model/base/arena.h"
#include "model/base/status.h"
#include "model/clinic/clinic.h"
#include "model/clinic/table.h"

#include "model/clinic/structs.h"

#include "bench/record.def"

#include "model/clinic/structs_end.h"

enum RecordTable { RECORD_RUNS, RECORD_SUMMARY, RECORD_PROGRESS, N_RECORD_TABLES };

typedef struct Record {
    Runs runs;
    Summary summary;
    Convergence progress;
    Attributes attributes;
    Arena texts;
} Record;

extern const Schema record_schema;

/** An empty record. Release with record_free(). */
Status record_new(Record **out);

/** NULL is allowed. */
void record_free(Record *record);

/** Adds a row to table @p table; *@p row is its number. */
Status record_append(Record *record, enum RecordTable table, int32_t *row);

/** A copy of @p text that lives as long as the record; "" for NULL. NO_MEMORY. */
Status record_text(Record *record, const char *text, const char **out);

/** Fills the column `behind` of the runs, and the table `summary`, anew from the runs. NO_MEMORY.
 */
Status record_sum_up(Record *record);

/** Writes all tables as HDF5 file @p path, one group a table. IO; NO_MEMORY. */
Status record_write_h5(const Record *record, const char *path);

/** Writes table @p table as CSV file @p path; of the progress only the rows of run @p run, unless
 * 0. IO; NO_MEMORY. */
Status record_write_csv(const Record *record, enum RecordTable table, int32_t run,
                        const char *path);

#endif
