/* The enclave of `attestry enclave demo`: it adds, asks its host, sleeps, and seals a secret for itself. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "secgear_dataseal.h"
#include "vault_t.h"

int add(int a, int b)
{
    return a + b;
}

int add_switchless(int a, int b)
{
    return a + b;
}

int ask_host(int question)
{
    int said = 0;
    return answer(&said, question) == CC_SUCCESS ? said : -1;
}

int doze(uint32_t milliseconds)
{
    struct timespec time = {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000L};
    return nanosleep(&time, NULL);
}

uint32_t sealed_size(uint32_t secret_size)
{
    return cc_enclave_get_sealed_data_size(0, secret_size);
}

int seal(uint8_t *secret, uint32_t secret_size, uint8_t *sealed, uint32_t size)
{
    return (int)cc_enclave_seal_data(secret, secret_size, (cc_enclave_sealed_data_t *)(void *)sealed, size, NULL, 0);
}

int unseal(uint8_t *sealed, uint32_t size, uint8_t *secret, uint32_t secret_size)
{
    uint32_t length = secret_size;
    uint32_t none = 0;
    cc_enclave_sealed_data_t *blob = (cc_enclave_sealed_data_t *)(void *)sealed;
    return (int)(cc_enclave_sealed_data_fits(blob, size)
                     ? cc_enclave_unseal_data(blob, secret, &length, NULL, &none)
                     : CC_ERROR_BAD_FORMAT);
}
