/** @file canon.h
 *  The one way in which content stands in files: equal content, equal bytes.
 *
 *  An optional column whose every cell equals its fallback is left out, and so are an optional
 * table without rows and a covariate without a value. A blank cell counts as its fallback.
 * Covariates and root attributes stand in the order of the bytes of their names.
 */
#ifndef DATASETS_STORE_CANON_H
#define DATASETS_STORE_CANON_H

#include <stdbool.h>

#include "model/clinic/cell.h"
#include "model/clinic/clinic.h"
#include "model/clinic/schedule.h"

/** What is to be written. */
typedef struct Canon {
    const Schema *schema;
    const void *owner;    /* Clinic or Schedule; borrowed, as all else here */
    const Clinic *clinic; /* whose ids the references are; NULL when the schema has none */
    const Attributes *attributes;
    int32_t epoch_day; /* that days are counted from */
} Canon;

bool canon_has_table(const Canon *canon, const TableInfo *table);
bool canon_has_column(const Canon *canon, const TableInfo *table, const Column *column);

/** The cell to be written: the fallback for a blank one. */
Cell canon_cell(const Column *column, const void *cells, int32_t row);

/** The text that a cell of kind ID, TEXT, WORD or REF (its id) stands as; "" when blank. */
const char *canon_text(const Canon *canon, const Column *column, Cell cell);

/** Numbers of the covariates to be written, in their order: *@p order, release with mem_free(). */
Status canon_covariates(const Canon *canon, const TableInfo *table, int32_t **order,
                        int32_t *count);

/** The root attributes in their order, with format, version, maker and (of a result) start_date
 * set. Release the entries with mem_free(). */
Status canon_attributes(const Canon *canon, Arena *arena, Attributes *out);

#endif
