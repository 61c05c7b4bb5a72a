/* A shared object that is no enclave: it has no tables. */
int nothing_to_call;
