/** @file clinic.h
 *  The facts: a clinic network, its people, places and patients, and what is asked of them.
 *
 *  A Clinic holds the tables of the data contract as they stand in the file, one array a column
 *  (`clinic->requests.earliest[r]` for row r of `clinic->requests.rows`). Nothing is rounded,
 * filtered or derived here: who needs the grid-rounded session or the visits of a person works that
 * out from these tables, the judge (audit) apart from the accused (solver). Immutable once loaded.
 *
 *  Dates are days since the horizon's first day (negative is the past), times minutes since
 * midnight, intervals half-open, references rows of the table they name. MISSING, NaN, -1 and ""
 * are blank.
 */
#ifndef MODEL_CLINIC_CLINIC_H
#define MODEL_CLINIC_CLINIC_H

#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/status.h"
#include "model/clinic/table.h"
#include "model/clinic/words.h"

#include "model/clinic/structs.h"

#include "model/clinic/dataset.def"

#include "model/clinic/structs_end.h"

/** Numbers of the tables, in the order of dataset.def: `&dataset_schema.tables[TABLE_requests]`. */
enum DatasetTable {
#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning) TABLE_##name,
#define COLUMN(...)
#define TABLE_END(name, struct_name)
#include "model/clinic/dataset.def"
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END
    N_DATASET_TABLES
};

/** A root attribute; its kind in HDF5 follows from its key (attribute.def). */
typedef struct Attribute {
    const char *key;   /* owned by the arena */
    const char *value; /* as text, owned by the arena */
} Attribute;

typedef struct Attributes {
    Attribute *entries; /* owned, [count] */
    int32_t count, capacity;
} Attributes;

/** The policy in force: defaults, overridden by the rows of the policy table. */
typedef struct Policy {
#define POLICY(key, fallback, low, high, whole, unit, meaning) double key;
#include "model/clinic/policy.def"
#undef POLICY
} Policy;

typedef struct Clinic {
#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning) struct_name name;
#define COLUMN(...)
#define TABLE_END(name, struct_name)
#include "model/clinic/dataset.def"
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END
    Attributes attributes;
    Arena texts;       /* every text of the tables */
    Policy rules;      /* the policy in force, see clinic_settle() */
    int32_t epoch_day; /* the horizon's first day, in days since 1970-01-01 */
} Clinic;

extern const Schema dataset_schema;

/** An empty clinic. Release with clinic_free(). */
Status clinic_new(Clinic **out);

/** NULL is allowed. */
void clinic_free(Clinic *clinic);

/** Fills `rules` and `epoch_day` from the tables `policy` and `horizon`. Call once after the tables
 *  are filled. Unknown policy keys are passed over. BAD_INPUT when the start date is no date. */
Status clinic_settle(Clinic *clinic);

/** Adds a row to dataset table @p table (TABLE_...); *@p row is its number. */
Status clinic_append(Clinic *clinic, enum DatasetTable table, int32_t *row);

/** A copy of @p text that lives as long as the clinic, or NULL when out of memory. */
const char *clinic_text(Clinic *clinic, const char *text);

/** Sets attribute @p key to @p value, both copied into @p arena. */
Status attributes_set(Attributes *attributes, Arena *arena, const char *key, const char *value);

/** The value of @p key, or NULL. */
const char *attributes_get(const Attributes *attributes, const char *key);

/** True when @p key is declared as INT or REAL in attribute.def (REAL: *@p real is set). */
bool attribute_is_number(const char *key, bool *real);

/** The weight of request @p r: its own, or its priority's. */
double clinic_weight(const Clinic *clinic, int32_t r);

#endif
