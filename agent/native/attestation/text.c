/* Text that grows. */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST ((size_t)16 << 20)

void text_add(text_t *text, const void *octets, size_t length)
{
    if (text->failed || length > MOST - text->length) {
        text->failed = true;
        return;
    }
    if (text->length + length > text->capacity) {
        size_t capacity = 2 * (text->length + length) + 256;
        char *more = realloc(text->octets, capacity);
        if (more == NULL) {
            text->failed = true;
            return;
        }
        text->octets = more;
        text->capacity = capacity;
    }
    if (length > 0) {
        memcpy(text->octets + text->length, octets, length);
        text->length += length;
    }
}

void text_say(text_t *text, const char *words)
{
    text_add(text, words, strlen(words));
}

void text_quote(text_t *text, const void *octets, size_t length)
{
    const unsigned char *from = octets;
    text_say(text, "\"");
    for (size_t i = 0; i < length; i++) {
        char escape[8];
        if (from[i] == '"' || from[i] == '\\') {
            escape[0] = '\\';
            escape[1] = (char)from[i];
            text_add(text, escape, 2);
        } else if (from[i] < 0x20) {
            (void)snprintf(escape, sizeof escape, "\\u%04x", from[i]);
            text_say(text, escape);
        } else {
            text_add(text, from + i, 1);
        }
    }
    text_say(text, "\"");
}

void text_free(text_t *text)
{
    free(text->octets);
    *text = (text_t){0};
}
