/** @file h5.h
 *  The door to HDF5: groups of one-dimensional columns and root attributes, nothing else.
 *
 *  Reading goes to the file, block by block, and takes any width of number and any kind of string.
 *  Writing goes to memory: h5_image() gives the bytes of the finished file, so that a full disk is
 *  met by whoever stores them and not inside the library. Equal calls give equal bytes. Nothing is
 *  printed by the library; its complaints become fault(). Main thread only.
 */
#ifndef DATASETS_STORE_H5_H
#define DATASETS_STORE_H5_H

#include <stdbool.h>
#include <stdint.h>

#include "model/base/arena.h"
#include "model/base/findings.h"
#include "model/base/status.h"
#include "model/clinic/clinic.h"

typedef struct H5File H5File;
typedef struct H5Column H5Column;

/** What the cells of a column can be read as. */
typedef enum H5Form { H5_WHOLE, H5_REAL, H5_TEXT, H5_OTHER } H5Form;

/** What a column looks like before it is read. */
typedef struct H5Shape {
    H5Form form;
    int rank;         /* number of dimensions; only 1 can be read */
    int64_t rows;     /* cells in all */
    const char *type; /* the type in words, for messages */
} H5Shape;

/** Some rows of a column; the arrays are borrowed until the next block. Only the one that the
 *  column's form names is there. Integers beyond 64 bits are clipped by the library. */
typedef struct H5Block {
    int64_t from;  /* first row */
    int32_t count; /* rows; 0 after the last */
    const int64_t *wholes;
    const double *reals;
    const char *const *texts; /* NUL-terminated, padding removed */
} H5Block;

/** Names in a group, in the order of their bytes. */
typedef struct H5Names {
    int32_t count, capacity;
    struct H5Name {
        const char *name; /* in the arena given */
        bool group;       /* a group, else a column or something else */
        bool column;
    } * entries; /* owned, [count] */
} H5Names;

/** What describes a column in the file. */
typedef struct H5Meaning {
    const char *unit;
    const char *meaning;
    const char *references; /* the table its rows point into; NULL: none */
} H5Meaning;

/** True when @p path begins like an HDF5 file. */
bool h5_is(const char *path);

/** Opens @p path for reading. @return OK; IO (the note names the path); NO_MEMORY. */
Status h5_open(const char *path, H5File **out);

/** An empty file in memory, to be written. */
Status h5_new(H5File **out);

/** NULL is allowed. */
void h5_close(H5File *file);

/** The finished bytes of a file made by h5_new(); release with mem_free(). The file takes no more.
 */
Status h5_image(H5File *file, unsigned char **bytes, int64_t *length);

/** Appends what stands in group @p group ("/" for the root) to @p names. Release its entries with
 *  mem_free(). */
Status h5_names(H5File *file, const char *group, Arena *arena, H5Names *names);

/** Adds the root attributes to @p attributes as text; what is no single number or text is warned
 * of.
 */
Status h5_read_attributes(H5File *file, Attributes *attributes, Arena *arena, Findings *findings);

/** Opens column @p name of group @p group; release with h5_column_close(). */
Status h5_column_open(H5File *file, const char *group, const char *name, H5Column **out);
H5Shape h5_column_shape(const H5Column *column);

/** Reads the next rows of a column of rank 1 whose form is not H5_OTHER. IO when damaged. */
Status h5_column_next(H5Column *column, H5Block *block);

/** NULL is allowed. */
void h5_column_close(H5Column *column);

/** Makes group @p name in the root. */
Status h5_add_group(H5File *file, const char *name);

/** Adds a root attribute: a number where attribute.def says so and @p value is one, else text. */
Status h5_add_attribute(H5File *file, const char *key, const char *value);

/** Adds a column of @p rows cells to group @p group: int32, float64, or UTF-8 strings of one
 * length. */
Status h5_add_wholes(H5File *file, const char *group, const char *name, const H5Meaning *meaning,
                     const int32_t *cells, int32_t rows);
Status h5_add_reals(H5File *file, const char *group, const char *name, const H5Meaning *meaning,
                    const double *cells, int32_t rows);
Status h5_add_texts(H5File *file, const char *group, const char *name, const H5Meaning *meaning,
                    const char *const *cells, int32_t rows);

#endif
