#define _XOPEN_SOURCE 700 /* nftw */
#include "bench/scratch.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPEN_FOLDERS = 16 };

Status scratch_make(char *out, size_t size)
{
    const char *parent = getenv("TMPDIR");

    if (snprintf(out, size, "%s/clinweave-bench-XXXXXX", parent && *parent ? parent : "/tmp") >=
        (int)size) {
        *out = '\0';
        return fault(STATUS_IO, "TMPDIR is too long a path");
    }
    if (!mkdtemp(out)) {
        Status status = fault(STATUS_IO, "%s: %s", out, strerror(errno));

        *out = '\0';
        return status;
    }
    return STATUS_OK;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

void scratch_remove(const char *path)
{
    if (*path)
        nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
