/* One request to the agent on this machine. */
#ifndef ATTESTRY_AGENT_HTTP_H
#define ATTESTRY_AGENT_HTTP_H

#include "text.h"

/* Sends `body` (JSON) and gives the body of a 200 in `answer`; false otherwise, with a sentence in `answer`. */
bool agent_ask(const char *method, const char *path, const text_t *body, text_t *answer);

#endif
