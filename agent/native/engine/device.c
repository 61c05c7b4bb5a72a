/*
 * The root key of the simulated device. It is what a fused key is on a real one, except that its user can read it.
 *
 * Kept in $XDG_STATE_HOME/attestry, or ~/.local/state/attestry, as simulated-device.key with mode 0600; a file that is
 * wider, or not 32 bytes, is refused.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine.h"

static bool make_directories(char *path)
{
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        *at = '/';
        if (!made) {
            return false;
        }
    }
    return true;
}

static bool key_path(char path[PATH_MAX])
{
    const char *state = secure_getenv("XDG_STATE_HOME");
    const char *home = secure_getenv("HOME");
    const char *base = state != NULL && state[0] == '/' ? state : home;
    if (base == NULL || base[0] != '/') {
        return false;
    }
    int written = snprintf(path, PATH_MAX, "%s%s/attestry/simulated-device.key", base, base == state ? "" : "/.local/state");
    return written > 0 && written < PATH_MAX && make_directories(path);
}

static bool read_key(const char *path, uint8_t key[SIM_DEVICE_KEY_SIZE])
{
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return false;
    }
    bool right = fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && (file.st_mode & 0077) == 0 &&
                 file.st_size == SIM_DEVICE_KEY_SIZE && read(fd, key, SIM_DEVICE_KEY_SIZE) == SIM_DEVICE_KEY_SIZE;
    (void)close(fd);
    if (!right) {
        print_error_term("%s is not a key of 32 bytes that only its owner can read\n", path);
    }
    return right;
}

/* Written whole beside its place and linked into it, so that two programs that start at once agree on one key. */
static bool make_key(const char *path)
{
    uint8_t key[SIM_DEVICE_KEY_SIZE];
    char draft[PATH_MAX];
    int written = snprintf(draft, sizeof draft, "%s.%ld", path, (long)getpid());
    if (written <= 0 || (size_t)written >= sizeof draft || getrandom(key, sizeof key, 0) != (ssize_t)sizeof key) {
        return false;
    }
    int fd = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return false;
    }
    bool whole = write(fd, key, sizeof key) == (ssize_t)sizeof key && fsync(fd) == 0;
    (void)close(fd);
    bool placed = whole && (link(draft, path) == 0 || errno == EEXIST);
    (void)unlink(draft);
    return placed;
}

bool sim_device_key(uint8_t key[SIM_DEVICE_KEY_SIZE])
{
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    char path[PATH_MAX];
    if (!key_path(path)) {
        print_error_term("no place for the simulated device's key: set XDG_STATE_HOME or HOME\n");
        return false;
    }
    (void)pthread_mutex_lock(&once);
    bool there = access(path, F_OK) == 0 || make_key(path);
    bool read = there && read_key(path, key);
    (void)pthread_mutex_unlock(&once);
    return read;
}
