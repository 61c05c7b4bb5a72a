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

/* The enclave of that name; of two that are open the one of the asker's kind, which alone may be believed. */
static sim_enclave_t *find(const char *id, uint32_t flags)
{
    sim_enclave_t *found = NULL;
    for (sim_enclave_t *enclave = live; enclave != NULL; enclave = enclave->next) {
        if (strcasecmp(enclave->id, id) == 0 && (found == NULL || enclave->context->flags == flags)) {
            found = enclave;
        }
    }
    return found;
}

/* The lock is held through the question, so that the enclave asked cannot be destroyed under it. */
cc_enclave_result_t sim_report(
    const sim_enclave_t *asking, const char *id, const uint8_t nonce[DIGEST_SIZE], local_report_t *report)
{
    control_t packet = control_packet(CONTROL_REPORT);
    memcpy(packet.digest, nonce, DIGEST_SIZE);
    (void)pthread_mutex_lock(&live_lock);
    sim_enclave_t *enclave = find(id, asking->context->flags);
    cc_enclave_result_t result = enclave == NULL ? CC_ERROR_ITEM_NOT_FOUND : sim_ask(enclave, &packet, -1);
    (void)pthread_mutex_unlock(&live_lock);
    *report = packet.report;
    return result;
}
