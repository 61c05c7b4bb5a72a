#include "status.h"

#include "secgear_defs.h"

const char *cc_enclave_res2_str(cc_enclave_result_t res)
{
    switch (res) {
#define CC_RESULT_TEXT(name, number) \
    case name:                       \
        return #name;
        CC_RESULT_CODES(CC_RESULT_TEXT)
#undef CC_RESULT_TEXT
    }
    return "not a result code of this API";
}
