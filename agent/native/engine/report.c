/* The platform of local attestation: it knows the enclaves that are open in this program. */
#include <string.h>
#include <strings.h>

#include "engine.h"

static pthread_mutex_t live_lock = PTHREAD_MUTEX_INITIALIZER;
static sim_enclave_t *live;

void sim_live_add(sim_enclave_t *enclave)
{
    (void)pthread_mutex_lock(&live_lock);
    enclave->next = live;
    live = enclave;
    (void)pthread_mutex_unlock(&live_lock);
}

void sim_live_remove(sim_enclave_t *enclave)
{
    (void)pthread_mutex_lock(&live_lock);
    for (sim_enclave_t **at = &live; *at != NULL; at = &(*at)->next) {
        if (*at == enclave) {
            *at = enclave->next;
            break;
        }
    }
    (void)pthread_mutex_unlock(&live_lock);
}

/* The lock is held through the question, so that the enclave asked cannot be destroyed under it. */
cc_enclave_result_t sim_report(const char *id, const uint8_t nonce[DIGEST_SIZE], local_report_t *report)
{
    control_t packet = control_packet(CONTROL_REPORT);
    cc_enclave_result_t result = CC_ERROR_ITEM_NOT_FOUND;
    memcpy(packet.digest, nonce, DIGEST_SIZE);
    (void)pthread_mutex_lock(&live_lock);
    for (sim_enclave_t *enclave = live; enclave != NULL; enclave = enclave->next) {
        if (strcasecmp(enclave->id, id) == 0) {
            result = sim_ask(enclave, &packet, -1);
            break;
        }
    }
    (void)pthread_mutex_unlock(&live_lock);
    *report = packet.report;
    return result;
}
