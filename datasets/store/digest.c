#include "datasets/store/digest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sha2.h>

#include "model/base/arena.h"
#include "model/base/memory.h"
#include "model/base/text.h"

enum { READ_BYTES = 1 << 16 };

/* Names of the CSV files of a folder. */
typedef struct Listing {
    Arena arena;
    const char **names; /* owned, [count] */
    int32_t count, capacity;
} Listing;

static void finish(SHA2_CTX *context, char *out)
{
    uint8_t digest[SHA256_DIGEST_LENGTH];

    SHA256Final(digest, context);
    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

static Status digest_bytes(const char *path, char *out)
{
    Status status = STATUS_OK;
    SHA2_CTX context;
    uint8_t buffer[READ_BYTES];
    ssize_t length = -1;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);

    SHA256Init(&context);
    while (descriptor >= 0 && (length = read(descriptor, buffer, sizeof buffer)) != 0) {
        if (length > 0)
            SHA256Update(&context, buffer, (size_t)length);
        else if (errno != EINTR)
            break;
    }
    if (length != 0)
        status = fault(STATUS_IO, "%s: %s", path, strerror(errno));
    else
        finish(&context, out);
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static Status list_files(const char *path, Listing *listing)
{
    Status status = STATUS_OK;
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (!folder)
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    while ((entry = readdir(folder))) {
        size_t length = strlen(entry->d_name);
        void *names = listing->names;

        if (length <= 4 || entry->d_name[0] == '.' ||
            strcmp(entry->d_name + length - 4, ".csv") != 0)
            continue;
        TRY(mem_grow(&names, &listing->capacity, (int64_t)listing->count + 1,
                     sizeof *listing->names));
        listing->names = names;
        listing->names[listing->count] = arena_text(&listing->arena, entry->d_name, length);
        if (!listing->names[listing->count++])
            TRY(STATUS_NO_MEMORY);
    }
    qsort(listing->names, (size_t)listing->count, sizeof *listing->names, by_name);
done:
    closedir(folder);
    return status;
}

static Status digest_folder(const char *path, char *out)
{
    Status status = STATUS_OK;
    Listing listing = {0};
    Text name = {0}, line = {0};
    SHA2_CTX context;
    char digest[DIGEST_BYTES];

    TRY(list_files(path, &listing));
    SHA256Init(&context);
    for (int32_t i = 0; i < listing.count; i++) {
        name.length = line.length = 0;
        text_add(&name, "%s/%s", path, listing.names[i]);
        TRY(text_status(&name));
        TRY(digest_bytes(text_of(&name), digest));
        text_add(&line, "%s  %s\n", digest, listing.names[i]);
        TRY(text_status(&line));
        SHA256Update(&context, (const uint8_t *)text_of(&line), (size_t)line.length);
    }
    finish(&context, out);
done:
    text_clear(&name);
    text_clear(&line);
    mem_free(listing.names);
    arena_clear(&listing.arena);
    return status;
}

Status digest_file(const char *path, char *out)
{
    struct stat found;

    if (stat(path, &found) != 0)
        return fault(STATUS_IO, "%s: %s", path, strerror(errno));
    return S_ISDIR(found.st_mode) ? digest_folder(path, out) : digest_bytes(path, out);
}
