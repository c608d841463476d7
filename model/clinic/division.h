/** @file division.h
 *  A clinic divided into clinics that have nothing to do with each other.
 *
 *  Every part has the tables of the whole with its own rows of them, in their order, and references
 *  to its own rows. Texts stay where they are, so the whole outlives its parts. Attributes and
 *  covariates stay behind: a part is there to be solved, with chances that are known.
 */
#ifndef MODEL_CLINIC_DIVISION_H
#define MODEL_CLINIC_DIVISION_H

#include "model/clinic/clinic.h"

/** Where a row goes, if not into the part of that number. */
enum {
    PART_EVERY = -1, /* into each; such rows are referred to by none */
    PART_NONE = -2
};

/** A part of a clinic. */
typedef struct ClinicPart {
    Clinic *clinic; /* owned */
    /* owned, [rows of the part]: row of the whole; NULL: the table is there as a whole */
    int32_t *row[N_DATASET_TABLES];
} ClinicPart;

typedef struct Division {
    int32_t count;
    ClinicPart *parts; /* owned, [count] */
    /* owned, [rows of the whole]: row in its part (of rows that go into every part that of the
     * last); NULL: as in `row` */
    int32_t *place[N_DATASET_TABLES];
} Division;

/** Divides @p whole into @p count parts: row r of table t goes where part_of[t][r] says; where
 *  part_of[t] is NULL the table goes into every part as a whole. A reference to a row that went
 *  elsewhere becomes blank. NO_MEMORY. Release with division_clear().
 *  O(rows + parts x rows of the tables that go into every part). */
Status division_init(Division *division, const Clinic *whole,
                     const int32_t *const part_of[N_DATASET_TABLES], int32_t count);

/** Releases and empties. */
void division_clear(Division *division);

#endif
