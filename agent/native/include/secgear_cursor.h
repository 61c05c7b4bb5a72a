/*
 * The checked cursor of generated code: a slot is handed out only if it lies wholly inside the buffer.
 *
 * A cursor that was refused once refuses everything after, so that one test at the end is enough.
 */
#ifndef SECGEAR_CURSOR_H
#define SECGEAR_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "enclave.h"

typedef struct {
    uint8_t *base;
    size_t size;
    size_t at;
    bool good;
} cc_cursor_t;

static inline cc_cursor_t cc_cursor(const void *base, size_t size)
{
    cc_cursor_t cursor = {(uint8_t *)(uintptr_t)base, size, 0, base != NULL || size == 0};
    return cursor;
}

/* `size` rounded up to a slot, or false if that does not fit a size_t. */
static inline bool cc_slot(size_t size, size_t *slot)
{
    size_t more;
    if (__builtin_add_overflow(size, ALIGNMENT_SIZE - 1, &more)) {
        return false;
    }
    *slot = more / ALIGNMENT_SIZE * ALIGNMENT_SIZE;
    return true;
}

/* The next `size` bytes and the padding behind them; NULL, and never again good, if they are not there. */
static inline uint8_t *cc_cursor_take(cc_cursor_t *cursor, size_t size)
{
    size_t slot;
    if (!cursor->good || !cc_slot(size, &slot) || slot > cursor->size - cursor->at) {
        cursor->good = false;
        return NULL;
    }
    uint8_t *taken = cursor->base == NULL ? NULL : cursor->base + cursor->at;
    cursor->at += slot;
    return taken;
}

/* Copies the next value out, once; what is validated later is this copy. */
static inline bool cc_cursor_get(cc_cursor_t *cursor, void *value, size_t size)
{
    const uint8_t *from = cc_cursor_take(cursor, size);
    if (from == NULL) {
        return false;
    }
    memcpy(value, from, size);
    return true;
}

/* Fills the next slot; `value` of NULL leaves it as it is. */
static inline bool cc_cursor_put(cc_cursor_t *cursor, const void *value, size_t size)
{
    uint8_t *to = cc_cursor_take(cursor, size);
    if (to != NULL && value != NULL) {
        memcpy(to, value, size);
    }
    return cursor->good;
}

/* Whether `slot` is what `size` bytes take. */
static inline bool cc_is_slot(size_t slot, size_t size)
{
    size_t expected;
    return cc_slot(size, &expected) && slot == expected;
}

/* Whether all was good and nothing is left over. */
static inline bool cc_cursor_done(const cc_cursor_t *cursor)
{
    return cursor->good && cursor->at == cursor->size;
}

/* Bytes of `count` elements of `size`; false on overflow. */
static inline bool cc_bytes(size_t size, size_t count, size_t *bytes)
{
    return !__builtin_mul_overflow(size, count, bytes);
}

/* Adds a slot for `size` bytes to a total; false on overflow. */
static inline bool cc_total_add(size_t *total, size_t size)
{
    size_t slot;
    return cc_slot(size, &slot) && !__builtin_add_overflow(*total, slot, total);
}

/* Whether a string of `width`-byte characters ends inside `size` bytes. */
static inline bool cc_terminated(const void *text, size_t size, size_t width)
{
    static const uint8_t zero[8];
    for (size_t at = 0; width <= sizeof zero && width <= size && at <= size - width; at += width) {
        if (memcmp((const uint8_t *)text + at, zero, width) == 0) {
            return true;
        }
    }
    return false;
}

#endif
