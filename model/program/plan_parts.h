/** @file plan_parts.h
 *  The paths of sessions in the exact program; for plan.c only.
 */
#ifndef MODEL_PROGRAM_PLAN_PARTS_H
#define MODEL_PROGRAM_PLAN_PARTS_H

#include "model/program/plan.h"

/** Adds z[run], the paths of PROVIDER[s], and what they cover. @return OK; NO_MEMORY. */
Status plan_add_paths(const Catalog *catalog, Plan *plan);

#endif
