/** @file schedule.h
 *  The answer: who is booked where and when, what is held for it, and what was left out.
 *
 *  The tables of a result, as the contract declares them, with references as rows of the clinic
 * they answer. A Schedule may come from the solver or from elsewhere and may be wrong: judging it
 * is the audit's business.
 */
#ifndef MODEL_CLINIC_SCHEDULE_H
#define MODEL_CLINIC_SCHEDULE_H

#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/status.h"
#include "model/clinic/clinic.h"

#include "model/clinic/structs.h"

#include "model/clinic/result.def"

#include "model/clinic/structs_end.h"

/** Numbers of the tables, in the order of result.def: `&result_schema.tables[TABLE_appointments]`.
 */
enum ResultTable {
#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning) TABLE_##name,
#define COLUMN(...)
#define TABLE_END(name, struct_name)
#include "model/clinic/result.def"
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END
    N_RESULT_TABLES
};

typedef struct Schedule {
#define TABLE_BEGIN(name, struct_name, presence, covariates_too, meaning) struct_name name;
#define COLUMN(...)
#define TABLE_END(name, struct_name)
#include "model/clinic/result.def"
#undef TABLE_BEGIN
#undef COLUMN
#undef TABLE_END
    Attributes attributes;
    Arena texts; /* texts of the tables that are not the clinic's own */
} Schedule;

extern const Schema result_schema;

/** An empty schedule. Release with schedule_free(). */
Status schedule_new(Schedule **out);

/** NULL is allowed. */
void schedule_free(Schedule *schedule);

/** Adds a row to result table @p table (TABLE_...); *@p row is its number. */
Status schedule_append(Schedule *schedule, enum ResultTable table, int32_t *row);

#endif
