#ifndef BORDER_TYPES_H
#define BORDER_TYPES_H

typedef struct {
    int first;
    int second;
} pair_t;
typedef const pair_t *pair_pointer_t;
typedef int triple_t[3];

#endif
