/** @file part.h
 *  The temporary name beside a target, and the folder it stands in: shared by the two halves of
 *  replace.h.
 */
#ifndef DATASETS_STORE_PART_H
#define DATASETS_STORE_PART_H

#include "model/base/status.h"

/** A copy of @p text, or NULL when out of memory; release with mem_free(). */
char *part_copy(const char *text);

/** A name beside @p target that nothing has yet: hidden, of this process. Release with mem_free().
 */
Status part_name(const char *target, char **out);

/** Makes a rename to @p target last through a power cut, where the file system can. */
void part_sync_parent(const char *target);

#endif
