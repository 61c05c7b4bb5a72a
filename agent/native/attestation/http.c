/* One request to the agent on this machine, over HTTP/1.1. */
#define _GNU_SOURCE
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define DEFAULT_ADDRESS "127.0.0.1:8081"
#define PATIENCE_SECONDS 60

static bool failed(text_t *answer, const char *why)
{
    text_free(answer);
    text_say(answer, why);
    return false;
}

/* host:port or [host]:port of a loopback address. */
static bool resolve(const char *address, struct sockaddr_storage *to, socklen_t *size)
{
    char host[64];
    struct sockaddr_in *v4 = (struct sockaddr_in *)to;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)to;
    const char *colon = strrchr(address, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - address);
    char *end = NULL;
    long port = colon == NULL ? 0 : strtol(colon + 1, &end, 10);
    if (length == 0 || length >= sizeof host || port < 1 || port > 65535 || *end != '\0') {
        return false;
    }
    bool bracketed = address[0] == '[' && address[length - 1] == ']';
    (void)snprintf(host, sizeof host, "%.*s", (int)(bracketed ? length - 2 : length), address + (bracketed ? 1 : 0));
    memset(to, 0, sizeof *to);
    if (inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        *size = sizeof *v4;
        return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    }
    if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        *size = sizeof *v6;
        return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    }
    return false;
}

static int connected(const struct sockaddr_storage *to, socklen_t size)
{
    struct timeval patience = {PATIENCE_SECONDS, 0};
    int fd = socket(to->ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(fd, (const struct sockaddr *)to, size) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static bool send_all(int fd, const char *octets, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(fd, octets, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            return false;
        }
        octets += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool receive_all(int fd, text_t *into)
{
    char part[16384];
    for (;;) {
        ssize_t got = recv(fd, part, sizeof part, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0 && !into->failed;
        }
        text_add(into, part, (size_t)got);
        if (into->failed) {
            return false;
        }
    }
}

/* The number of a header, or -1 where it is not there. `head` ends with an empty line. */
static long header_number(const char *head, const char *name)
{
    for (const char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, strlen(name)) == 0) {
            return strtol(line + strlen(name), NULL, 10);
        }
    }
    return -1;
}

/* Takes the head off `raw`; what is left has to be as long as the head says. */
static bool unwrap(text_t *raw, text_t *answer)
{
    int status = 0;
    text_add(raw, "", 1);
    char *end = raw->failed ? NULL : strstr(raw->octets, "\r\n\r\n");
    if (end == NULL || sscanf(raw->octets, "HTTP/1.%*1[01] %3d", &status) != 1) {
        return failed(answer, "the agent's answer is no HTTP");
    }
    end[2] = '\0';
    const char *body = end + 4;
    size_t length = raw->length - 1 - (size_t)(body - raw->octets);
    long wanted = header_number(raw->octets, "content-length:");
    if (wanted < 0 || (size_t)wanted != length) {
        return failed(answer, "the agent's answer broke off");
    }
    if (status != 200) {
        text_say(answer, "the agent refused: ");
        text_add(answer, body, length < 500 ? length : 500);
        return false;
    }
    text_add(answer, body, length);
    return !answer->failed || failed(answer, "out of memory");
}

static bool exchange(int fd, const text_t *request, text_t *answer)
{
    text_t raw = {0};
    bool fine = send_all(fd, request->octets, request->length) && receive_all(fd, &raw);
    bool good = fine ? unwrap(&raw, answer) : failed(answer, "the agent does not answer");
    text_free(&raw);
    return good;
}

bool agent_ask(const char *method, const char *path, const text_t *body, text_t *answer)
{
    const char *address = getenv("ATTESTRY_AGENT");
    struct sockaddr_storage to;
    socklen_t size = 0;
    char head[512];
    text_t request = {0};
    address = address == NULL || address[0] == '\0' ? DEFAULT_ADDRESS : address;
    if (!resolve(address, &to, &size)) {
        return failed(answer, "ATTESTRY_AGENT has to be host:port of a loopback address");
    }
    (void)snprintf(head, sizeof head,
        "%s %s HTTP/1.1\r\nHost: %.100s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
        "Connection: close\r\n\r\n",
        method, path, address, body->length);
    text_say(&request, head);
    text_add(&request, body->octets, body->length);
    int fd = body->failed || request.failed ? -1 : connected(&to, size);
    bool good = fd >= 0 ? exchange(fd, &request, answer) : failed(answer, "no agent can be reached");
    if (fd >= 0) {
        (void)close(fd);
    }
    text_free(&request);
    return good;
}
