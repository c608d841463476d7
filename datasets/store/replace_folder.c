#define _GNU_SOURCE /* renameat2 */
#include "datasets/store/replace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "datasets/store/part.h"
#include "model/base/memory.h"
#include "model/base/text.h"

struct ReplaceFolder {
    char *target; /* owned: without slashes at the end */
    char *part;   /* owned: temporary folder; NULL once it is gone */
    ReplaceOwns owns;
};

/* Calls remove() on what stands in @p path and on it; stops at nothing. */
static void remove_folder(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    while (folder && (entry = readdir(folder)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
    rmdir(path);
}

/* Refuses to replace what is not an earlier output of ours. */
static Status check_target(const ReplaceFolder *replace)
{
    Status status = STATUS_OK;
    struct stat found;
    DIR *folder = NULL;
    struct dirent *entry;

    if (lstat(replace->target, &found) != 0)
        return errno == ENOENT ? STATUS_OK
                               : fault(STATUS_IO, "%s: %s", replace->target, strerror(errno));
    if (!S_ISDIR(found.st_mode))
        return fault(STATUS_IO, "%s: exists and is not a folder", replace->target);
    folder = opendir(replace->target);
    if (!folder)
        return fault(STATUS_IO, "%s: %s", replace->target, strerror(errno));
    while (status == STATUS_OK && (entry = readdir(folder)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            !replace->owns(entry->d_name))
            status = fault(STATUS_IO,
                           "%s: exists and holds %.200s, which is not of an earlier export; "
                           "expected a new folder",
                           replace->target, entry->d_name);
    closedir(folder);
    return status;
}

Status replace_folder_open(const char *path, ReplaceOwns owns, ReplaceFolder **out)
{
    Status status = STATUS_NO_MEMORY;
    ReplaceFolder *replace = MEM_NEW(ReplaceFolder, 1);
    size_t length = strlen(path);

    if (!replace)
        goto done;
    replace->owns = owns;
    replace->target = part_copy(path);
    if (!replace->target)
        goto done;
    while (length > 1 && replace->target[length - 1] == '/')
        replace->target[--length] = '\0';
    TRY(check_target(replace));
    TRY(part_name(replace->target, &replace->part));
    if (mkdir(replace->part, 0777) != 0) {
        status = fault(STATUS_IO, "%s: %s", path, strerror(errno));
        mem_free(replace->part);
        replace->part = NULL;
        goto done;
    }
    *out = replace;
    replace = NULL;
done:
    replace_folder_close(replace);
    return status;
}

const char *replace_folder_path(const ReplaceFolder *folder)
{
    return folder->part;
}

/* Two folders change places in one step, so that there is no moment without the target. */
static bool exchange(const char *part, const char *target)
{
    return renameat2(AT_FDCWD, part, AT_FDCWD, target, RENAME_EXCHANGE) == 0;
}

/* Where the file system cannot exchange: the old folder steps aside first. */
static bool step_aside(const char *part, const char *target, const char *aside)
{
    if (rename(target, aside) != 0)
        return false;
    if (rename(part, target) == 0)
        return true;
    rename(aside, target);
    return false;
}

Status replace_folder_commit(ReplaceFolder *folder)
{
    Status status = STATUS_OK;
    char *aside = NULL;

    TRY(check_target(folder));
    TRY(part_name(folder->target, &aside));
    if (rename(folder->part, folder->target) == 0) { /* it is new, or was empty */
        mem_free(folder->part);
        folder->part = NULL;
    } else if (exchange(folder->part, folder->target)) {
        remove_folder(folder->part);
        mem_free(folder->part);
        folder->part = NULL;
    } else if (step_aside(folder->part, folder->target, aside)) {
        remove_folder(aside);
        mem_free(folder->part);
        folder->part = NULL;
    } else {
        status = fault(STATUS_IO, "%s: %s", folder->target, strerror(errno));
        goto done;
    }
    part_sync_parent(folder->target);
done:
    mem_free(aside);
    return status;
}

void replace_folder_close(ReplaceFolder *folder)
{
    if (!folder)
        return;
    if (folder->part) {
        remove_folder(folder->part);
        mem_free(folder->part);
    }
    mem_free(folder->target);
    mem_free(folder);
}
