/* An exclusive record lock (fcntl) over the whole file; writes at its end, synced, and cut off again when refused. */
#define _XOPEN_SOURCE 700
#include "base/append.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 200, PAUSE_NS = 50 * 1000 * 1000 }; /* ten seconds, as the ledger waits */

struct toc_append {
    int fd;
    char *path; /* behind the struct */
};

static toc_rc refused(toc_err *err, const char *what, const char *path) {
    return toc_err_set(err, TOC_EIO, "cannot %s \"%s\": %s", what, path, strerror(errno));
}

static toc_rc take_lock(const toc_append *append, toc_err *err) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    for (int i = 0; i < TRIES; i++) {
        if (fcntl(append->fd, F_SETLK, &lock) == 0)
            return TOC_OK;
        if (errno != EAGAIN && errno != EACCES && errno != EINTR)
            return refused(err, "lock", append->path);
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    }
    return toc_err_set(err, TOC_EBUSY, "another process is writing to \"%s\", try again", append->path);
}

toc_rc toc_append_open(const char *path, toc_append **out, toc_err *err) {
    size_t size = strlen(path) + 1;
    toc_append *append = toc_mem_alloc(sizeof *append + size);
    if (!append)
        return toc_err_set(err, TOC_ENOMEM, "no memory to open \"%s\"", path);
    append->path = (char *)(append + 1);
    memcpy(append->path, path, size);
    append->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    toc_rc rc = append->fd < 0 ? refused(err, "open to write", path) : take_lock(append, err);
    if (rc == TOC_OK)
        *out = append;
    else
        toc_append_close(append);
    return rc;
}

/* Through the same descriptor: a second one, closed, would give back the lock. */
toc_rc toc_append_text(toc_append *append, size_t max_bytes, toc_arena *arena, toc_str *out, toc_err *err) {
    struct stat facts;
    if (fstat(append->fd, &facts) != 0 || !S_ISREG(facts.st_mode))
        return toc_err_set(err, TOC_EIO, "cannot read \"%s\": it is no regular file", append->path);
    size_t size = (size_t)facts.st_size, len = 0;
    if (size > max_bytes)
        return toc_err_set(err, TOC_ELIMIT, "\"%s\" holds more than the %zu bytes allowed", append->path, max_bytes);
    char *room = toc_arena_alloc(arena, size + 1);
    if (!room)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the %zu bytes of \"%s\"", size, append->path);
    while (len < size) {
        ssize_t got = pread(append->fd, room + len, size - len, (off_t)len);
        if (got < 0 && errno != EINTR)
            return refused(err, "read", append->path);
        if (got == 0)
            break;
        len += got > 0 ? (size_t)got : 0;
    }
    *out = (toc_str){room, len};
    return TOC_OK;
}

toc_rc toc_append_cut(toc_append *append, size_t bytes, toc_err *err) {
    return ftruncate(append->fd, (off_t)bytes) == 0 ? TOC_OK : refused(err, "cut", append->path);
}

static bool put_all(int fd, toc_str text) {
    while (text.len > 0) {
        ssize_t put = write(fd, text.ptr, text.len);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0)
            text = toc_str_slice(text, (size_t)put, text.len);
    }
    return fsync(fd) == 0;
}

toc_rc toc_append_put(toc_append *append, toc_str text, toc_err *err) {
    off_t before = lseek(append->fd, 0, SEEK_END);
    if (before < 0)
        return refused(err, "write", append->path);
    if (put_all(append->fd, text))
        return TOC_OK;
    toc_rc rc = refused(err, "write", append->path);
    if (ftruncate(append->fd, before) != 0)
        return toc_err_set(err, TOC_EIO, "\"%s\" was written in part, and cannot be cut back: %s", append->path,
                           strerror(errno));
    return rc;
}

void toc_append_close(toc_append *append) {
    if (append) {
        if (append->fd >= 0)
            close(append->fd);
        toc_mem_free(append);
    }
}
