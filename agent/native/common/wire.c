#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

wire_header_t wire_header(enum wire_kind kind, uint64_t function_id, uint64_t in_size, uint64_t out_size)
{
    wire_header_t header = {WIRE_MAGIC, kind, function_id, in_size, out_size, 0, 0};
    return header;
}

static bool send_all(int fd, struct iovec *parts, size_t count)
{
    while (count > 0) {
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            return false;
        }
        size_t left = (size_t)sent;
        while (count > 0 && left >= parts->iov_len) {
            left -= parts->iov_len;
            parts++;
            count--;
        }
        if (count > 0) {
            parts->iov_base = (uint8_t *)parts->iov_base + left;
            parts->iov_len -= left;
        }
    }
    return true;
}

bool wire_send(int fd, const wire_header_t *header, const void *body, size_t size)
{
    struct iovec parts[2] = {
        {(void *)(uintptr_t)header, sizeof *header},
        {(void *)(uintptr_t)body, size},
    };
    return send_all(fd, parts, size > 0 ? 2 : 1);
}

bool wire_read(int fd, void *body, size_t size)
{
    uint8_t *to = body;
    while (size > 0) {
        ssize_t got = recv(fd, to, size, MSG_WAITALL);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        to += got;
        size -= (size_t)got;
    }
    return true;
}

bool wire_receive(int fd, wire_header_t *header)
{
    return wire_read(fd, header, sizeof *header) && header->magic == WIRE_MAGIC &&
           header->in_size <= WIRE_MAX_BUFFER && header->out_size <= WIRE_MAX_BUFFER;
}

control_t control_packet(enum control_kind kind)
{
    control_t packet;
    memset(&packet, 0, sizeof packet);
    packet.magic = WIRE_MAGIC;
    packet.kind = kind;
    return packet;
}

bool control_send(int socket, const control_t *packet, int fd)
{
    union {
        struct cmsghdr align;
        uint8_t space[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {(void *)(uintptr_t)packet, sizeof *packet};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.space;
        message.msg_controllen = sizeof control.space;
        struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof *packet;
}

static int passed_descriptor(struct msghdr *message)
{
    struct cmsghdr *rights = CMSG_FIRSTHDR(message);
    int fd = -1;
    if (rights != NULL && rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS &&
        rights->cmsg_len == CMSG_LEN(sizeof(int))) {
        memcpy(&fd, CMSG_DATA(rights), sizeof fd);
    }
    return fd;
}

bool control_receive(int socket, control_t *packet, int *fd)
{
    union {
        struct cmsghdr align;
        uint8_t space[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {packet, sizeof *packet};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    memset(&control, 0, sizeof control);
    message.msg_control = control.space;
    message.msg_controllen = CMSG_LEN(sizeof(int)); /* its padding would hold a second one */
    ssize_t got;
    do {
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    *fd = got < 0 ? -1 : passed_descriptor(&message);
    bool whole = got == (ssize_t)sizeof *packet && (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 &&
                 packet->magic == WIRE_MAGIC;
    if (!whole && *fd >= 0) {
        (void)close(*fd);
        *fd = -1;
    }
    return whole;
}
