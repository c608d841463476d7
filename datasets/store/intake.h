/** @file intake.h
 *  From the cells of a file to the cells of a table: every check that one cell alone can fail.
 *
 *  Shared by the readers of HDF5 and of CSV. A cell at fault is reported and left at its column's
 *  fallback, so that reading goes on and later code meets no wild value: words are valid codes or
 *  MISSING, references rows or NO_ROW, numbers within the bounds of their column.
 */
#ifndef DATASETS_STORE_INTAKE_H
#define DATASETS_STORE_INTAKE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/findings.h"
#include "model/base/lookup.h"
#include "model/clinic/cell.h"
#include "model/clinic/clinic.h"

enum { INTAKE_RECENT = 1024 };

/** One reading of a dataset or a result. */
typedef struct Intake {
    const char *path; /* as the user gave it */
    bool folder;      /* of CSV files, else an HDF5 file */
    const Schema *schema;
    void *owner;          /* Clinic or Schedule, being filled */
    Arena *texts;         /* of the owner */
    const Clinic *clinic; /* whose ids are referred to: the owner itself when that is a dataset;
                           * NULL when the schema has no references */
    int32_t epoch_day;    /* that days are counted from */
    int32_t slot_min;     /* 0: not known, the grid is not checked */
    int64_t *strangers;   /* counts references to what the clinic lacks; NULL: they are faults */
    Lookup *ids[N_DATASET_TABLES];     /* of the clinic's tables; NULL where not yet needed */
    bool absent[N_DATASET_TABLES];     /* a required table that is missing: reported once, not for
                                        * every reference into it */
    const char *recent[INTAKE_RECENT]; /* texts met of late, so that equal ones are stored once */
    Findings *findings;
} Intake;

/** Where a cell stands. */
typedef struct Place {
    const TableInfo *table;
    const char *column;
    int64_t row;    /* from 0; HDF5 */
    int64_t line;   /* from 1; CSV */
    int64_t faults; /* of this column so far: a flood is cut short */
} Place;

/** A cell as it stands in a file. */
typedef struct Raw {
    enum { RAW_WHOLE, RAW_REAL, RAW_TEXT } form;
    int64_t whole;
    double real;
    const char *text; /* NUL-terminated */
} Raw;

/** Checks @p raw and stores it at @p row of the column's array @p cells. Faults go to the findings.
 *  @return OK; NO_MEMORY. */
Status intake_cell(Intake *intake, Place *place, const Column *column, const Raw *raw, void *cells,
                   int32_t row);

/** The same for a covariate. */
void intake_covariate(Intake *intake, Place *place, const Raw *raw, double *cell);

/** Reports a fault at @p place: "clinic.h5: requests row 417 (r00418), latest: ...". */
void intake_fault(Intake *intake, Place *place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Says how many faults of a column were not listed. Call after its last cell. */
void intake_column_end(Intake *intake, Place *place);

/** Call where the file lacks table @p table. */
void intake_table_missing(Intake *intake, const TableInfo *table);

/** Call when table @p table is full: the horizon is what later cells are judged by. */
void intake_table_end(Intake *intake, const TableInfo *table);

/** Releases what the intake owns. */
void intake_clear(Intake *intake);

#endif
