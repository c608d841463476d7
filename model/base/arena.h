/** @file arena.h
 *  Many small texts that live and die together.
 *
 *  Identifiers of a dataset are copied here once; nothing inside is freed on its own.
 */
#ifndef MODEL_BASE_ARENA_H
#define MODEL_BASE_ARENA_H

#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

/** Zero-initialised is empty and ready. */
typedef struct Arena {
    ArenaBlock *blocks; /* owned, newest first */
} Arena;

/** A NUL-terminated copy of @p length bytes of @p text; NULL (fault recorded) when out of memory.
 *  The empty text costs nothing. */
const char *arena_text(Arena *arena, const char *text, size_t length);

/** Releases all of it; the arena is empty and ready again. */
void arena_clear(Arena *arena);

#endif
