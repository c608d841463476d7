#include "datasets/store/part.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "model/base/memory.h"
#include "model/base/text.h"

enum { KEPT_BYTES = 100 }; /* of the target's name, which may be as long as a name can be */

char *part_copy(const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *copy = MEM_NEW(char, bytes);

    if (copy)
        memcpy(copy, text, bytes);
    return copy;
}

/* The length of the folder's part of @p target, its slash included. */
static size_t folder_bytes(const char *target)
{
    const char *slash = strrchr(target, '/');

    return slash ? (size_t)(slash - target) + 1 : 0;
}

Status part_name(const char *target, char **out)
{
    static int counter;
    Status status = STATUS_NO_MEMORY;
    Text name = {0};
    size_t folder = folder_bytes(target);

    text_add_bytes(&name, target, folder);
    do {
        name.length = (int32_t)folder;
        text_add(&name, ".%.*s.%ld-%d.part", KEPT_BYTES, target + folder, (long)getpid(),
                 ++counter);
    } while (!name.broken && access(text_of(&name), F_OK) == 0);
    TRY(text_status(&name));
    *out = part_copy(text_of(&name));
    status = *out ? STATUS_OK : STATUS_NO_MEMORY;
done:
    text_clear(&name);
    return status;
}

void part_sync_parent(const char *target)
{
    Text folder = {0};
    size_t bytes = folder_bytes(target);
    int descriptor;

    text_add_bytes(&folder, bytes ? target : ".", bytes ? bytes : 1);
    descriptor = folder.broken ? -1 : open(text_of(&folder), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    text_clear(&folder);
}
