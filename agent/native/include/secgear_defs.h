/* Small macros that the other headers and generated code share. */
#ifndef SECGEAR_DEFS_H
#define SECGEAR_DEFS_H

#define CC_API_SPEC __attribute__((visibility("default")))

#define CC_ARRAY_LEN(ARRAY) (sizeof(ARRAY) / sizeof((ARRAY)[0]))
#define CC_IGNORE(param) ((void)(param))

#endif
