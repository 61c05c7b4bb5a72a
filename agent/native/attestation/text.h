/* Text that grows; what runs out of memory or limits stays failed. */
#ifndef ATTESTRY_TEXT_H
#define ATTESTRY_TEXT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *octets;
    size_t length;
    size_t capacity;
    bool failed;
} text_t;

void text_add(text_t *text, const void *octets, size_t length);
void text_say(text_t *text, const char *words);
/* The octets as a string of JSON, in quotes. They have to be UTF-8 already: nothing else makes JSON of them. */
void text_quote(text_t *text, const void *octets, size_t length);
void text_free(text_t *text);

#endif
