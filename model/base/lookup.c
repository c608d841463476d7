#include "model/base/lookup.h"

#include <string.h>

#include "model/base/memory.h"

typedef struct Entry {
    const char *key; /* NULL: free */
    uint32_t hash;
    int32_t row;
} Entry;

struct Lookup {
    Entry *entries; /* a power of two of them, at most 2/3 in use */
    uint32_t mask;
    uint32_t used;
};

/* FNV-1a with a final mix: ids are short and alike, so the low bits need stirring. */
static uint32_t hash_of(const char *key)
{
    uint32_t hash = 2166136261u;

    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 16777619u;
    hash ^= hash >> 15;
    hash *= 2246822519u;
    return hash ^ (hash >> 13);
}

static Entry *slot_of(const Lookup *lookup, const char *key, uint32_t hash)
{
    for (uint32_t at = hash & lookup->mask;; at = (at + 1) & lookup->mask) {
        Entry *entry = &lookup->entries[at];

        if (!entry->key || (entry->hash == hash && strcmp(entry->key, key) == 0))
            return entry;
    }
}

Status lookup_new(int32_t expected, Lookup **out)
{
    Status status = STATUS_NO_MEMORY;
    Lookup *lookup = MEM_NEW(Lookup, 1);
    uint32_t size = 16;

    if (!lookup)
        goto done;
    while (size < (uint32_t)(expected < 0 ? 0 : expected) / 2 * 3 + 8 && size < 1u << 30)
        size *= 2;
    lookup->mask = size - 1;
    lookup->entries = MEM_NEW(Entry, size);
    if (!lookup->entries)
        goto done;
    *out = lookup;
    lookup = NULL;
    status = STATUS_OK;
done:
    lookup_free(lookup);
    return status;
}

static Status enlarge(Lookup *lookup)
{
    Lookup larger = {.mask = lookup->mask * 2 + 1, .used = lookup->used};

    larger.entries = MEM_NEW(Entry, (int64_t)larger.mask + 1);
    if (!larger.entries)
        return STATUS_NO_MEMORY;
    for (uint32_t at = 0; at <= lookup->mask; at++)
        if (lookup->entries[at].key)
            *slot_of(&larger, lookup->entries[at].key, lookup->entries[at].hash) =
                lookup->entries[at];
    mem_free(lookup->entries);
    *lookup = larger;
    return STATUS_OK;
}

Status lookup_add(Lookup *lookup, const char *key, int32_t row, int32_t *found)
{
    uint32_t hash = hash_of(key);
    Entry *entry = slot_of(lookup, key, hash);

    if (!entry->key) {
        if (lookup->used + 1 > lookup->mask / 3 * 2) {
            if (enlarge(lookup) != STATUS_OK)
                return STATUS_NO_MEMORY;
            entry = slot_of(lookup, key, hash);
        }
        *entry = (Entry){.key = key, .hash = hash, .row = row};
        lookup->used++;
    }
    if (found)
        *found = entry->row;
    return STATUS_OK;
}

Status lookup_list(const char *const *keys, int32_t count, Lookup **out)
{
    Lookup *lookup = NULL;
    Status status = lookup_new(count, &lookup);

    for (int32_t i = 0; status == STATUS_OK && i < count; i++)
        status = lookup_add(lookup, keys[i], i, NULL);
    if (status == STATUS_OK)
        *out = lookup;
    else
        lookup_free(lookup);
    return status;
}

int32_t lookup_find(const Lookup *lookup, const char *key)
{
    const Entry *entry = slot_of(lookup, key, hash_of(key));

    return entry->key ? entry->row : -1;
}

void lookup_free(Lookup *lookup)
{
    if (!lookup)
        return;
    mem_free(lookup->entries);
    mem_free(lookup);
}
