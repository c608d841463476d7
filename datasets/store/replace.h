/** @file replace.h
 *  Outputs that appear whole or not at all.
 *
 *  Everything is written to a temporary name beside the target, synced to disk and then renamed, so
 *  that whoever looks at the target sees the old content or the new one, never a part. What fails
 *  leaves the target as it was and nothing beside it. Devices and pipes (/dev/null) are written to
 *  directly, symbolic links are followed. Every note names the path that was asked for.
 */
#ifndef DATASETS_STORE_REPLACE_H
#define DATASETS_STORE_REPLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/base/status.h"

/** A file on its way. */
typedef struct Replace Replace;

/** Begins to replace file @p path (which need not exist). @return OK; IO; NO_MEMORY. */
Status replace_open(const char *path, Replace **out);

/** Adds @p length bytes. IO. */
Status replace_write(Replace *replace, const void *bytes, size_t length);

/** Puts the file in its place. IO. Release with replace_close() in any case. */
Status replace_commit(Replace *replace);

/** Drops what was not committed; NULL is allowed. */
void replace_close(Replace *replace);

/** All of it in one call: @p path becomes a file of these bytes. */
Status replace_file(const char *path, const void *bytes, size_t length);

/** A folder of files on its way. */
typedef struct ReplaceFolder ReplaceFolder;

/** Says whether a file of this name in an existing folder is ours, to be replaced with it. */
typedef bool (*ReplaceOwns)(const char *name);

/** Begins to replace folder @p path: it must not exist, be empty, or hold nothing but files that
 *  @p owns. @return OK; IO; NO_MEMORY. */
Status replace_folder_open(const char *path, ReplaceOwns owns, ReplaceFolder **out);

/** Where its files are to be written meanwhile. */
const char *replace_folder_path(const ReplaceFolder *folder);

/** Puts the folder in its place and removes the earlier one. IO. */
Status replace_folder_commit(ReplaceFolder *folder);

/** Drops what was not committed; NULL is allowed. */
void replace_folder_close(ReplaceFolder *folder);

#endif
