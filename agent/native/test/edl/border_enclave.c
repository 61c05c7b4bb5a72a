/* The enclave of border.edl. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

#include "border_t.h"

void nothing(void)
{
}

int add(int a, int b)
{
    return a + b;
}

long long widths(char c, short s, unsigned int u, long l, uint64_t q, float f, double d)
{
    return c + s + (long long)u + l + (long long)q + (long long)f + (long long)d;
}

uint32_t sum_in(const uint8_t *data, size_t len)
{
    uint32_t sum = 0;
    for (size_t i = 0; data != NULL && i < len; i++) {
        sum += data[i];
    }
    return sum;
}

void fill_out(uint8_t *data, size_t len, uint8_t with)
{
    if (data != NULL) {
        memset(data, with, len);
    }
}

void increment(int *numbers, int n)
{
    for (int i = 0; numbers != NULL && i < n; i++) {
        numbers[i]++;
    }
}

void both(void *data, size_t s, size_t n)
{
    uint8_t *bytes = data;
    for (size_t i = 0; bytes != NULL && i < s * n; i++) {
        bytes[i] ^= 0xff;
    }
}

size_t length(const char *text)
{
    return text == NULL ? 0 : strlen(text);
}

void upper(char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        *text = (char)toupper((unsigned char)*text);
    }
}

size_t wide_length(const wchar_t *text)
{
    return text == NULL ? 0 : wcslen(text);
}

int matrix(int m[2][3])
{
    return m == NULL ? -1 : m[0][0] + 10 * m[0][2] + 100 * m[1][0] + 1000 * m[1][2];
}

void row(int r[4])
{
    for (int i = 0; r != NULL && i < 4; i++) {
        r[i] = i * i;
    }
}

void one(struct point *p)
{
    if (p != NULL) {
        p->x += 1;
        p->y += 2;
    }
}

void swap(struct segment *s)
{
    if (s != NULL) {
        struct point start = s->start;
        s->start = s->end;
        s->end = start;
    }
}

int foreign(pair_t p, pair_pointer_t q, triple_t t)
{
    if (q == NULL || t == NULL) {
        return -1;
    }
    t[2] = t[0] + t[1];
    return p.first + p.second + q->first + q->second;
}

static int blob_sum(struct blob *b)
{
    int sum = 0;
    for (uint32_t i = 0; b != NULL && b->bytes != NULL && i < b->length; i++) {
        sum += b->bytes[i];
    }
    for (int i = 0; b != NULL && b->numbers != NULL && i < b->words; i++) {
        sum += b->numbers[i];
    }
    return sum;
}

int deep_in(struct blob *b)
{
    return blob_sum(b);
}

int deep_many(struct blob *b, size_t n)
{
    int total = 0;
    for (size_t i = 0; b != NULL && i < n; i++) {
        b[i].sum = blob_sum(&b[i]);
        total += b[i].sum;
        for (uint32_t j = 0; b[i].bytes != NULL && j < b[i].length; j++) {
            b[i].bytes[j]++;
        }
    }
    return total;
}

int null_ok(const void *a, void *b, size_t n)
{
    (void)n;
    return (a == NULL ? 1 : 0) + (b == NULL ? 2 : 0);
}

/* A number of rounds that cannot be ends the enclave: hosts have to live with that. */
int talk(int rounds)
{
    int total = 0;
    if (rounds < 0) {
        abort();
    }
    for (int i = 0; i < rounds; i++) {
        int sum = 0;
        if (host_add(&sum, total, i) != CC_SUCCESS) {
            return -1;
        }
        total = sum;
    }
    return total;
}

static int check_buffers(void)
{
    uint8_t data[3] = {1, 2, 3};
    int numbers[5];
    char text[] = "quiet";
    uint32_t sum = 0;
    if (host_sum(&sum, data, sizeof data) != CC_SUCCESS || sum != 6) {
        return 1;
    }
    if (host_fill(numbers, 5) != CC_SUCCESS || numbers[4] != 40) {
        return 2;
    }
    if (host_upper(text) != CC_SUCCESS || strcmp(text, "QUIET") != 0) {
        return 3;
    }
    return host_wide(L"wide") == CC_SUCCESS && note("noted") == CC_SUCCESS ? 0 : 4;
}

static int check_structs(void)
{
    struct segment s = {{1, 2}, {3, 4}};
    uint8_t bytes[2] = {10, 20};
    struct blob b = {2, bytes, 0, NULL, 0};
    int sum = 0;
    if (host_swap(&s) != CC_SUCCESS || s.start.x != 3 || s.end.y != 2) {
        return 5;
    }
    if (host_deep(&sum, &b) != CC_SUCCESS || sum != 30 || b.bytes != bytes || bytes[1] != 21 || b.sum != 30) {
        return 6;
    }
    return 0;
}

/* The host answers with a length beyond the bytes that it was given; what it shortens it may. */
static int check_lengths(void)
{
    uint8_t bytes[2] = {10, 20};
    uint16_t numbers[2] = {1, 2};
    struct blob b = {2, bytes, 2, numbers, 0};
    if (host_claims(&b, 1000, 2) == CC_SUCCESS || b.length != 2 || b.words != 2) {
        return 8;
    }
    if (host_claims(&b, 2, 3) == CC_SUCCESS || b.length != 2 || b.words != 2) {
        return 9;
    }
    return host_claims(&b, 1, 0) == CC_SUCCESS && b.length == 1 && b.words == 0 ? 0 : 10;
}

int outward(int which)
{
    int answer = 0;
    errno = 0;
    switch (which) {
        case 0:
            return check_buffers();
        case 1:
            return check_structs();
        case 4:
            return check_lengths();
        default:
            return host_fails(&answer, which) == CC_SUCCESS && answer == -1 && errno == which ? 0 : 7;
    }
}

union word turn(union word w)
{
    w.number = __builtin_bswap32(w.number);
    return w;
}

int area(struct segment d, enum colour colour)
{
    return (d.end.x - d.start.x) * (d.end.y - d.start.y) + (int)colour;
}

int fast_add(int a, int b)
{
    return a + b;
}

/* Touches more than the one character that the interface knows of: shared memory, as it is. */
void fast_upper(char *text, int n)
{
    for (int i = 0; i < n; i++) {
        text[i] = (char)toupper((unsigned char)text[i]);
    }
}

int fast_copy(const char *from, char *to, size_t n)
{
    if (from == NULL || to == NULL) {
        return -1;
    }
    memcpy(to, from, n);
    return (int)n;
}

int fast_length(const char *text)
{
    return text == NULL ? -1 : (int)strlen(text);
}

int fast_raw(void *anything)
{
    return anything == NULL ? 0 : *(uint8_t *)anything;
}

void fast_sleep(int milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    (void)nanosleep(&time, NULL);
}

int raw(uint8_t *shared)
{
    return shared == NULL ? -1 : (*shared)++;
}
