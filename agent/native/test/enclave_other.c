/* The raw enclave once more, with another measurement: what one of them seals the other must not read. */
#include "enclave_raw.c"

const char difference[] = "another image";
