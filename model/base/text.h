/** @file text.h
 *  A text that grows, and strict readings of numbers from text.
 */
#ifndef MODEL_BASE_TEXT_H
#define MODEL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/base/status.h"

/** Zero-initialised is the empty text. Running out of memory makes it `broken` and stays so: append
 *  freely, ask once at the end with text_status(). */
typedef struct Text {
    char *bytes; /* owned, NUL-terminated once anything was appended */
    int32_t length;
    int32_t capacity;
    bool broken;
} Text;

/** Appends as printf does. */
void text_add(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Appends @p length bytes as they are. */
void text_add_bytes(Text *text, const char *bytes, size_t length);

/** The text so far; "" when empty. Valid until the next append. */
const char *text_of(const Text *text);

/** OK, or NO_MEMORY if any append failed. */
Status text_status(const Text *text);

/** Releases and empties. */
void text_clear(Text *text);

/** Reads a whole decimal integer, nothing before or after; false leaves @p out alone. */
bool text_to_int(const char *text, int32_t *out);

/** Reads a whole decimal integer of 64 bits. */
bool text_to_int64(const char *text, int64_t *out);

/** Reads a whole number in C notation, independent of locale; "nan" and "inf" are refused. */
bool text_to_real(const char *text, double *out);

/** Writes the shortest decimal text that reads back as @p value; @p out has TEXT_REAL_BYTES. */
enum { TEXT_REAL_BYTES = 32 };
void text_from_real(double value, char *out);

#endif
