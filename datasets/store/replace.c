#define _XOPEN_SOURCE 700 /* realpath */
#include "datasets/store/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "datasets/store/part.h"
#include "model/base/memory.h"

struct Replace {
    char *asked;  /* owned: the path as the user wrote it */
    char *target; /* owned: with links followed */
    char *part;   /* owned: temporary name; NULL: the target is written to directly */
    int descriptor;
    bool committed;
};

/* A link is replaced where it points to, not by a file. */
static Status follow_links(const char *path, char **out)
{
    char *real = realpath(path, NULL);

    *out = part_copy(real ? real : path);
    free(real);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Opens the temporary file, or the target itself where that is no regular file. */
static Status open_part(Replace *replace)
{
    struct stat found;
    mode_t mode = 0666;
    bool exists = stat(replace->target, &found) == 0;

    if (exists && S_ISDIR(found.st_mode))
        return fault(STATUS_IO, "%s: is a folder, expected a file name", replace->asked);
    if (exists && access(replace->target, W_OK) != 0)
        return fault(STATUS_IO, "%s: %s", replace->asked, strerror(errno));
    if (exists && !S_ISREG(found.st_mode)) {
        replace->descriptor = open(replace->target, O_WRONLY | O_CLOEXEC);
    } else {
        Status status = part_name(replace->target, &replace->part);

        if (status != STATUS_OK)
            return status;
        replace->descriptor = open(replace->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (replace->descriptor >= 0 && exists)
            (void)!fchmod(replace->descriptor, found.st_mode & 07777);
    }
    if (replace->descriptor < 0)
        return fault(STATUS_IO, "%s: %s", replace->asked, strerror(errno));
    return STATUS_OK;
}

Status replace_open(const char *path, Replace **out)
{
    Status status = STATUS_NO_MEMORY;
    Replace *replace = MEM_NEW(Replace, 1);

    if (!replace)
        goto done;
    replace->descriptor = -1;
    replace->committed = true; /* nothing to remove yet */
    replace->asked = part_copy(path);
    if (!replace->asked)
        goto done;
    TRY(follow_links(path, &replace->target));
    TRY(open_part(replace));
    replace->committed = false;
    *out = replace;
    replace = NULL;
done:
    replace_close(replace);
    return status;
}

Status replace_write(Replace *replace, const void *bytes, size_t length)
{
    const char *rest = bytes;

    while (length > 0) {
        ssize_t written = write(replace->descriptor, rest, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fault(STATUS_IO, "%s: %s", replace->asked, strerror(errno));
        rest += written;
        length -= (size_t)written;
    }
    return STATUS_OK;
}

Status replace_commit(Replace *replace)
{
    /* A device or pipe cannot be synced, and need not be. */
    bool synced = fsync(replace->descriptor) == 0 || !replace->part;
    bool closed = synced && close(replace->descriptor) == 0;

    if (synced)
        replace->descriptor = -1;
    if (!closed || (replace->part && rename(replace->part, replace->target) != 0))
        return fault(STATUS_IO, "%s: %s", replace->asked, strerror(errno));
    replace->committed = true;
    if (replace->part)
        part_sync_parent(replace->target);
    return STATUS_OK;
}

void replace_close(Replace *replace)
{
    if (!replace)
        return;
    if (replace->descriptor >= 0)
        close(replace->descriptor);
    if (replace->part && !replace->committed)
        unlink(replace->part);
    mem_free(replace->asked);
    mem_free(replace->target);
    mem_free(replace->part);
    mem_free(replace);
}

Status replace_file(const char *path, const void *bytes, size_t length)
{
    Status status = STATUS_OK;
    Replace *replace = NULL;

    TRY(replace_open(path, &replace));
    TRY(replace_write(replace, bytes, length));
    TRY(replace_commit(replace));
done:
    replace_close(replace);
    return status;
}
