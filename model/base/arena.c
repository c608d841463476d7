#include "model/base/arena.h"

#include <string.h>

#include "model/base/memory.h"

enum { BLOCK_BYTES = 1 << 16 };

struct ArenaBlock {
    ArenaBlock *older;
    size_t used;
    size_t size;
    char bytes[];
};

static ArenaBlock *block_with(Arena *arena, size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    ArenaBlock *block = arena->blocks;

    if (block && block->size - block->used >= bytes)
        return block;
    block = mem_flexible(sizeof *block, (int64_t)size, 1);
    if (!block)
        return NULL;
    block->size = size;
    block->older = arena->blocks;
    arena->blocks = block;
    return block;
}

const char *arena_text(Arena *arena, const char *text, size_t length)
{
    ArenaBlock *block;
    char *copy;

    if (length == 0)
        return "";
    block = block_with(arena, length + 1);
    if (!block)
        return NULL;
    copy = block->bytes + block->used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    block->used += length + 1;
    return copy;
}

void arena_clear(Arena *arena)
{
    while (arena->blocks) {
        ArenaBlock *block = arena->blocks;

        arena->blocks = block->older;
        mem_free(block);
    }
}
