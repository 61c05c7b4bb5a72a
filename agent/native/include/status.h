/* The result type that every function of the API returns. */
#ifndef SECGEAR_STATUS_H
#define SECGEAR_STATUS_H

#include <stddef.h>

#include "status_codes.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SECGEAR_ENUM_MAX 0xffffffff

/* Four bytes, compared as unsigned: the numbers above 0x80000000 are results too. */
typedef enum _enclave_result_t {
#define CC_RESULT_ENUM(name, number) name = number,
    CC_RESULT_CODES(CC_RESULT_ENUM)
#undef CC_RESULT_ENUM
} cc_enclave_result_t;

/* The text of a result, or a fixed sentence for a number that is none. Never NULL; not to be freed. */
__attribute__((visibility("default"))) const char *cc_enclave_res2_str(cc_enclave_result_t res);

#ifdef __cplusplus
}
#endif

#endif
