/** @file settings.h
 *  Texts of lines `key = value`, as files or built into the program.
 *
 *  A comment begins at a # that starts a line or follows white space. White space around keys and
 *  values, and blank lines, mean nothing.
 */
#ifndef MODEL_BASE_SETTINGS_H
#define MODEL_BASE_SETTINGS_H

#include "model/base/text.h"

/** A text built in. */
typedef struct BuiltIn {
    const char *name;
    const char *meaning;
    const char *text;
} BuiltIn;

/** All that are built in of a kind. */
typedef struct Shelf {
    const char *kind; /* as in "no KIND or KIND file" */
    const BuiltIn *texts;
    int32_t count;
} Shelf;

/** The text built in as @p source, else that of the file @p source; @p shelf NULL: always of the
 *  file. USAGE, with a list of those there are, when there is neither, or the file is no text; IO;
 *  NO_MEMORY. */
Status settings_read(const Shelf *shelf, const char *source, Text *out);

/** Receives a line that is neither blank nor a comment, which it may cut up. */
typedef Status (*SettingFn)(char *line, void *context);

/** Hands over the lines of @p text, which is cut up, until one fails; a USAGE is preceded by @p
 *  where and the number of the line. @p text may be NULL: no lines. */
Status settings_each(char *text, const char *where, SettingFn put, void *context);

/** Cuts @p line in two. USAGE without a =. */
Status settings_cut(char *line, char **key, char **value);

/** @p text without the white space at both its ends, in place. */
char *settings_trim(char *text);

#endif
