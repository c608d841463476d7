/** @file compact_parts.h
 *  Capacity by slot in the compact program; for compact.c only.
 */
#ifndef MODEL_PROGRAM_COMPACT_PARTS_H
#define MODEL_PROGRAM_COMPACT_PARTS_H

#include "model/program/compact.h"

/** Adds the rows of PROVIDER, ROOM and EQUIPMENT. @return OK; NO_MEMORY. */
Status compact_add_capacity(const Catalog *catalog, Compact *compact);

#endif
