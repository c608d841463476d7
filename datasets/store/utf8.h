/** @file utf8.h
 *  Is a text well-formed UTF-8, and how is a doubtful text shown in a message?
 */
#ifndef DATASETS_STORE_UTF8_H
#define DATASETS_STORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/** True when the @p length bytes are well-formed (no surrogates, no overlong forms, no NUL). */
bool utf8_is_valid(const char *text, size_t length);

enum { UTF8_SHOWN_BYTES = 256 };

/** Writes @p text in quotes, on one line and not too long: control characters and bytes that are no
 *  UTF-8 as \xNN, the rest cut with "...". @p out has UTF8_SHOWN_BYTES; returns it. */
const char *utf8_show(const char *text, char *out);

#endif
