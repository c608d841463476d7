/** @file table.h
 *  Tables of columns, described: what dataset.def and result.def declare, as data.
 *
 *  The structs of clinic.h and schedule.h hold one array a column. This module lets code that
 * treats all columns alike (reader, writer, checker, fixtures) walk over them without naming any.
 */
#ifndef MODEL_CLINIC_TABLE_H
#define MODEL_CLINIC_TABLE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/status.h"

#define MISSING INT32_MIN /* no value, in a column of integers */
#define NOTHING NAN       /* no value, in a column of reals */
#define NO_ROW  (-1)      /* no value, in a column of references */

typedef enum Kind {
    KIND_ID,
    KIND_TEXT,
    KIND_REF,
    KIND_WORD,
    KIND_DATE,
    KIND_TIME,
    KIND_INT,
    KIND_FLAG,
    KIND_REAL
} Kind;

/** One column, as declared. */
typedef struct Column {
    const char *name;
    Kind kind;
    bool required;            /* must be there, and no cell blank */
    bool on_grid;             /* every value is a multiple of slot_min */
    const char *references;   /* REF: name of the table referred to, else NULL */
    const char *const *words; /* WORD: the texts by code, NULL-terminated; else NULL */
    int32_t fallback;         /* of a blank cell; integers and references */
    double fallback_real;     /* of a blank cell; reals */
    double low, high;         /* bounds of INT, TIME and REAL, inclusive */
    const char *unit;
    const char *meaning;
    size_t offset; /* of the array's pointer in the table's struct */
} Column;

/** Numeric columns of the user's own, named x_...; NaN where blank. */
typedef struct Covariates {
    int32_t count;
    const char **names; /* [count], texts owned by the dataset's arena */
    double **values;    /* [count], each [rows] */
} Covariates;

/** What the struct of every table begins with. */
typedef struct TableHead {
    int32_t rows;
    int32_t capacity;
    Covariates covariates;
} TableHead;

/** One table, as declared. */
typedef struct TableInfo {
    const char *name;
    bool required;       /* must be in every file */
    bool has_covariates; /* further columns named x_... are read */
    const char *meaning;
    size_t offset; /* of the table's struct in its owner (Clinic or Schedule) */
    const Column *columns;
    int n_columns;
} TableInfo;

/** All tables of a dataset or of a result. */
typedef struct Schema {
    const char *format; /* the root attribute `format` */
    bool ids_as_text;   /* references are ids in HDF5 too */
    const TableInfo *tables;
    int n_tables;
} Schema;

/** The head of @p info's table in @p owner. */
TableHead *table_head(void *owner, const TableInfo *info);
const TableHead *table_head_const(const void *owner, const TableInfo *info);

/** The array of a column: `int32_t *`, `double *` or `const char **` by its kind; [rows]. */
void *table_cells(void *owner, const TableInfo *info, const Column *column);
const void *table_cells_const(const void *owner, const TableInfo *info, const Column *column);

/** Bytes of one cell in memory. */
size_t column_cell_bytes(const Column *column);

/** The table called @p name, or NULL. */
const TableInfo *schema_table(const Schema *schema, const char *name);

/** The column called @p name, or NULL. */
const Column *table_column(const TableInfo *info, const char *name);

/** The ID column of a table that can be referred to, or NULL. */
const Column *table_id_column(const TableInfo *info);

/** Makes the table @p rows long; new cells hold their fallbacks. NO_MEMORY leaves it as it was (or
 *  longer in capacity). Shrinking keeps the memory. */
Status table_resize(void *owner, const TableInfo *info, int32_t rows);

/** Adds one row of fallbacks; *@p row is its number. Amortised O(columns). */
Status table_append(void *owner, const TableInfo *info, int32_t *row);

/** Adds a covariate column of NaN named @p name (copied into @p arena), or finds it; *@p index is
 * its number. */
Status table_covariate(void *owner, const TableInfo *info, Arena *arena, const char *name,
                       int32_t *index);

/** Releases the arrays of every table in @p owner; texts belong to the arena. */
void schema_clear(const Schema *schema, void *owner);

/** The code of @p word in a WORD column, or MISSING. */
int32_t column_word_code(const Column *column, const char *word);

#endif
