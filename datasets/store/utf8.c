#include "datasets/store/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_MOST = 200 };

/* The bytes of the well-formed character at @p text, or 0; the ranges are those of the Unicode
 * standard, table 3-7. */
static size_t character_bytes(const unsigned char *text, size_t left)
{
    size_t bytes = text[0] < 0xc2 ? 0 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
    unsigned char low = 0x80, high = 0xbf;

    if (text[0] < 0x80)
        return text[0] ? 1 : 0;
    if (bytes == 0 || text[0] > 0xf4 || bytes > left)
        return 0;
    if (text[0] == 0xe0)
        low = 0xa0;
    if (text[0] == 0xed)
        high = 0x9f;
    if (text[0] == 0xf0)
        low = 0x90;
    if (text[0] == 0xf4)
        high = 0x8f;
    if (text[1] < low || text[1] > high)
        return 0;
    for (size_t i = 2; i < bytes; i++)
        if (text[i] < 0x80 || text[i] > 0xbf)
            return 0;
    return bytes;
}

bool utf8_is_valid(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;

    for (size_t at = 0; at < length;) {
        size_t step = character_bytes(bytes + at, length - at);

        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

const char *utf8_show(const char *text, char *out)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = strlen(text), at = 0, used = 0;

    out[used++] = '"';
    while (at < length && used < SHOWN_MOST) {
        size_t step = character_bytes(bytes + at, length - at);

        if (step == 0 || bytes[at] < 0x20 || bytes[at] == 0x7f) {
            used += (size_t)snprintf(out + used, 5, "\\x%02x", bytes[at++]);
            continue;
        }
        memcpy(out + used, bytes + at, step);
        used += step;
        at += step;
    }
    snprintf(out + used, UTF8_SHOWN_BYTES - used, at < length ? "...\"" : "\"");
    return out;
}
