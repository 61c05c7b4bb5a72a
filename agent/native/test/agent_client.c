/* Asks this machine's agent as an application does: agent_client CHALLENGE [REPORT]; prints the answer. */
#include <stdio.h>
#include <string.h>

#include "rust_attestation_agent.h"

static Vec_uint8_t vec(char *text)
{
    size_t length = strlen(text);
    return (Vec_uint8_t){(uint8_t *)text, length, length};
}

int main(int argc, char **argv)
{
    char uuid[] = "f68fd704-6eb1-4d14-b218-722850eb3ef0";
    char info[] = "info";
    if (argc < 2 || argc > 3) {
        return 2;
    }
    Vec_uint8_t level = vec(info);
    Vec_uint8_t challenge = vec(argv[1]);
    Vec_uint8_t id = vec(uuid);
    Vec_uint8_t report = argc == 3 ? vec(argv[2]) : (Vec_uint8_t){NULL, 0, 0};
    Tuple2_bool_bool_t ima = {true, false};
    init_env_logger(&level);
    Vec_uint8_t answer = argc == 3 ? verify_report(&challenge, &report) : get_report(&challenge, &ima, &id);
    bool empty = answer.len == 0;
    (void)fwrite(answer.ptr, 1, answer.len, stdout);
    free_rust_vec(answer);
    return empty ? 1 : 0;
}
