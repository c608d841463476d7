#include "model/base/text.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/base/memory.h"

static bool make_room(Text *text, size_t more)
{
    void *bytes = text->bytes;

    if (!text->broken && mem_grow(&bytes, &text->capacity,
                                  (int64_t)text->length + (int64_t)more + 1, 1) != STATUS_OK)
        text->broken = true;
    text->bytes = bytes;
    return !text->broken;
}

void text_add_bytes(Text *text, const char *bytes, size_t length)
{
    if (!make_room(text, length))
        return;
    memcpy(text->bytes + text->length, bytes, length);
    text->length += (int32_t)length;
    text->bytes[text->length] = '\0';
}

void text_add(Text *text, const char *format, ...)
{
    size_t room = text->bytes && !text->broken ? (size_t)(text->capacity - text->length) : 0;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(room ? text->bytes + text->length : NULL, room, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    if ((size_t)length >= room) { /* cut short, or counted only: again with room enough */
        if (room)
            text->bytes[text->length] = '\0';
        if (!make_room(text, (size_t)length))
            return;
        va_start(arguments, format);
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
        va_end(arguments);
    }
    text->length += length;
}

const char *text_of(const Text *text)
{
    return text->bytes ? text->bytes : "";
}

Status text_status(const Text *text)
{
    return text->broken ? STATUS_NO_MEMORY : STATUS_OK;
}

void text_clear(Text *text)
{
    mem_free(text->bytes);
    *text = (Text){0};
}

bool text_to_int64(const char *text, int64_t *out)
{
    char *end = NULL;
    long long value;

    if (!(*text == '-' || (*text >= '0' && *text <= '9')))
        return false;
    errno = 0;
    value = strtoll(text, &end, 10);
    if (errno || end == text || *end)
        return false;
    *out = value;
    return true;
}

bool text_to_int(const char *text, int32_t *out)
{
    int64_t value = 0;

    if (!text_to_int64(text, &value) || value <= INT32_MIN || value > INT32_MAX)
        return false;
    *out = (int32_t)value;
    return true;
}

bool text_to_real(const char *text, double *out)
{
    char *end = NULL;
    double value;

    if (!(*text == '-' || *text == '.' || (*text >= '0' && *text <= '9')))
        return false;
    if (strpbrk(text, "xX"))
        return false;
    value = strtod(text, &end);
    if (end == text || *end || !isfinite(value))
        return false;
    *out = value;
    return true;
}

void text_from_real(double value, char *out)
{
    if (fabs(value) < 1e15 && value == (double)(int64_t)value && !(value == 0 && signbit(value))) {
        snprintf(out, TEXT_REAL_BYTES, "%lld", (long long)value);
        return;
    }
    /* A text of up to 15 digits comes back from 15 digits as it was, zeros at the end left out. */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, TEXT_REAL_BYTES, "%.*g", digits, value);
        if (strtod(out, NULL) == value)
            return;
    }
}
