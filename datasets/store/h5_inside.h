/** @file h5_inside.h
 *  What the parts of the door to HDF5 share: the one place that knows <hdf5.h>, and h5*.c the only
 *  ones that may look in here.
 */
#ifndef DATASETS_STORE_H5_INSIDE_H
#define DATASETS_STORE_H5_INSIDE_H

#include <hdf5.h>

#include "datasets/store/h5.h"

struct H5File {
    char *path; /* owned; NULL: in memory */
    hid_t id;
};

/** Records the library's own words for its last failure: "path: what: words". IO. */
Status h5_complain(const H5File *file, const char *what);

/** A copy of @p text, or NULL when out of memory; release with mem_free(). */
char *h5_copy(const char *text);

/** The form of a file type, and what it is called in messages. */
H5Form h5_form(hid_t type, const char **words);

/** The type in memory for strings of file type @p type; *@p bytes is 0 for those of variable
 *  length, which the library allocates. Release with H5Tclose(). */
hid_t h5_text_type(hid_t type, size_t *bytes);

/** The type of UTF-8 strings of @p bytes bytes, or H5T_VARIABLE. Release with H5Tclose(). */
hid_t h5_utf8_type(size_t bytes);

/** Adds a text to what describes @p object; negative on failure. */
herr_t h5_describe(hid_t object, const char *key, const char *value);

#endif
