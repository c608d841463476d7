#include "solver/pattern/codebook.h"

#include "model/base/memory.h"

enum { FIRST_SLOTS = 256 };

/* splitmix64's finisher over both words. */
static uint64_t hash(CodeKey key)
{
    uint64_t x = key.high * 0x9e3779b97f4a7c15u + key.low;

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/* The slot where @p key is, or would be. */
static int32_t slot_of(const Codebook *book, CodeKey key)
{
    uint64_t mask = (uint64_t)book->n_slots - 1, at = hash(key) & mask;

    while (book->slots[at] >= 0) {
        const CodeKey *there = &book->keys[book->slots[at]];

        if (there->high == key.high && there->low == key.low)
            break;
        at = (at + 1) & mask;
    }
    return (int32_t)at;
}

static Status spread(Codebook *book)
{
    int32_t n = book->n_slots ? 2 * book->n_slots : FIRST_SLOTS;
    int32_t *slots = MEM_NEW(int32_t, n);

    if (!slots)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < n; i++)
        slots[i] = -1;
    mem_free(book->slots);
    book->slots = slots;
    book->n_slots = n;
    for (int32_t i = 0; i < book->count; i++)
        slots[slot_of(book, book->keys[i])] = i;
    return STATUS_OK;
}

Status codebook_enter(Codebook *book, CodeKey key, int32_t *number)
{
    int32_t slot;
    Status status = STATUS_OK;

    if (2 * (book->count + 1) > book->n_slots)
        TRY(spread(book));
    slot = slot_of(book, key);
    if (book->slots[slot] < 0) {
        TRY(mem_grow((void **)&book->keys, &book->capacity, book->count + 1, sizeof *book->keys));
        book->keys[book->count] = key;
        book->slots[slot] = book->count++;
    }
    *number = book->slots[slot];
done:
    return status;
}

int32_t codebook_find(const Codebook *book, CodeKey key)
{
    return book->n_slots ? book->slots[slot_of(book, key)] : -1;
}

void codebook_clear(Codebook *book)
{
    mem_free(book->keys);
    mem_free(book->slots);
    *book = (Codebook){0};
}
