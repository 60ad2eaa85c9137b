/* Method: plain reads into the caller's room; a hash is fed piece by piece. */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { PIECE = 1 << 18 };

struct toc_input {
    int fd;
    char name[];
};

toc_rc toc_input_open(const char *path, toc_input **out, toc_err *err) {
    bool dash = strcmp(path, "-") == 0;
    const char *name = dash ? "standard input" : path;
    struct stat facts;
    int fd = dash ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        int reason = errno;
        return toc_err_set(err, reason == ENOENT || reason == ENOTDIR ? TOC_ENOTFOUND : TOC_EIO,
                           "cannot open \"%s\": %s", path, strerror(reason));
    }
    toc_rc rc = fstat(fd, &facts) == 0 && S_ISDIR(facts.st_mode)
                    ? toc_err_set(err, TOC_EIO, "cannot read \"%s\": it is a folder, name a file", path)
                    : TOC_OK;
    toc_input *input = rc == TOC_OK ? toc_mem_alloc(sizeof *input + strlen(name) + 1) : NULL;
    if (input == NULL) {
        if (!dash) {
            close(fd);
        }
        return rc != TOC_OK ? rc : toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    input->fd = fd;
    memcpy(input->name, name, strlen(name) + 1);
    *out = input;
    return TOC_OK;
}

toc_rc toc_input_read(toc_input *input, void *room, size_t size, size_t *got, toc_err *err) {
    ssize_t count;
    do {
        count = read(input->fd, room, size);
    } while (count < 0 && errno == EINTR);
    *got = count > 0 ? (size_t)count : 0;
    return count >= 0 ? TOC_OK : toc_err_set(err, TOC_EIO, "cannot read \"%s\": %s", input->name, strerror(errno));
}

void toc_input_close(toc_input *input) {
    if (input != NULL) {
        if (input->fd != STDIN_FILENO) {
            close(input->fd);
        }
        toc_mem_free(input);
    }
}

toc_rc toc_file_hash(const char *path, char out[33], int64_t *bytes, toc_err *err) {
    toc_input *input = NULL;
    char *room = toc_mem_alloc(PIECE);
    XXH3_state_t *state = toc_mem_alloc(sizeof *state + 64);
    XXH3_state_t *aligned = (XXH3_state_t *)(void *)(((uintptr_t)state + 63) & ~(uintptr_t)63);
    toc_rc rc = room == NULL || state == NULL ? toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path)
                                              : toc_input_open(path, &input, err);
    size_t got = 1;
    *bytes = 0;
    if (rc == TOC_OK) {
        XXH3_128bits_reset(aligned);
    }
    while (rc == TOC_OK && got > 0) {
        rc = toc_input_read(input, room, PIECE, &got, err);
        if (rc == TOC_OK) {
            XXH3_128bits_update(aligned, room, got);
            *bytes += (int64_t)got;
        }
    }
    if (rc == TOC_OK) {
        XXH128_hash_t hash = XXH3_128bits_digest(aligned);
        snprintf(out, 33, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
    }
    toc_input_close(input);
    toc_mem_free(state);
    toc_mem_free(room);
    return rc;
}
