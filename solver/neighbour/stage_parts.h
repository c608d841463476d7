/** @file stage_parts.h
 *  How a stage is furnished; for its own files.
 */
#ifndef SOLVER_NEIGHBOUR_STAGE_PARTS_H
#define SOLVER_NEIGHBOUR_STAGE_PARTS_H

#include "solver/neighbour/stage.h"

/** Lists what stays in the session. NO_MEMORY. */
Status stage_list_walls(Stage *stage, const Zone *zone, const Field *field);

/** Finds the kind of @p type and @p mode, made if it is not there yet. NO_MEMORY. */
Status stage_find_kind(Stage *stage, int32_t type, int32_t mode, Supply *supply, int32_t *kind);

#endif
