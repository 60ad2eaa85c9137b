/*
 * Method: plain POSIX calls, each retried when a signal interrupts it. A regular
 * file is read into one piece of the size that it states; anything else (a pipe,
 * /proc, "-" for standard input) through a growing buffer. Writing goes to a new
 * file beside the goal (links followed, mode kept), which is synced and renamed,
 * and then the folder is synced, so that after a crash the old or the new text is
 * there, whole. What is no regular file, such as /dev/null, is written directly.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 16, NAME_TRIES = 100 };

static toc_rc refused(toc_err *err, const char *what, const char *path) {
    int reason = errno;
    return toc_err_set(err, reason == ENOENT || reason == ENOTDIR ? TOC_ENOTFOUND : TOC_EIO, "cannot %s \"%s\": %s",
                       what, path, strerror(reason));
}

static bool is_dash(const char *path) {
    return path[0] == '-' && path[1] == '\0';
}

/* At most size bytes; 0 at the end, -1 with errno. */
static ssize_t read_some(int fd, char *room, size_t size) {
    ssize_t got;
    do {
        got = read(fd, room, size < CHUNK * 16 ? size : CHUNK * 16);
    } while (got < 0 && errno == EINTR);
    return got;
}

/* The file states its size: read into one piece; a file that shrinks meanwhile ends early. */
static toc_rc read_sized(int fd, const char *path, size_t size, toc_arena *arena, toc_str *out, toc_err *err) {
    char *room = toc_arena_alloc(arena, size + 1);
    if (room == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the %zu bytes of \"%s\"", size, path);
    }
    size_t len = 0;
    while (len < size) {
        ssize_t got = read_some(fd, room + len, size - len);
        if (got < 0) {
            return refused(err, "read", path);
        }
        if (got == 0) {
            break;
        }
        len += (size_t)got;
    }
    *out = (toc_str){room, len};
    return TOC_OK;
}

static toc_rc too_long(toc_err *err, const char *path, size_t max_bytes) {
    return toc_err_set(err, TOC_ELIMIT, "\"%s\" holds more than the %zu bytes allowed, split it", path, max_bytes);
}

static toc_rc read_until_end(int fd, const char *path, size_t max_bytes, toc_buf *buf, toc_err *err) {
    char chunk[CHUNK];
    for (;;) {
        ssize_t got = read_some(fd, chunk, sizeof chunk);
        if (got <= 0) {
            return got == 0 ? TOC_OK : refused(err, "read", path);
        }
        if ((size_t)got > max_bytes - buf->len) {
            return too_long(err, path, max_bytes);
        }
        toc_buf_add(buf, (toc_str){chunk, (size_t)got});
        if (buf->failed) {
            return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
        }
    }
}

/* The file states no size (or 0, as in /proc). */
static toc_rc read_unsized(int fd, const char *path, size_t max_bytes, toc_arena *arena, toc_str *out, toc_err *err) {
    toc_buf buf;
    toc_buf_init(&buf, max_bytes);
    toc_rc rc = read_until_end(fd, path, max_bytes, &buf, err);
    if (rc == TOC_OK) {
        toc_str text = toc_arena_str(arena, toc_buf_str(&buf));
        if (text.ptr != NULL) {
            *out = text;
        } else {
            rc = toc_err_set(err, TOC_ENOMEM, "no memory for the %zu bytes of \"%s\"", buf.len, path);
        }
    }
    toc_buf_fini(&buf);
    return rc;
}

static toc_rc read_open(int fd, const char *path, size_t max_bytes, toc_arena *arena, toc_str *out, toc_err *err) {
    struct stat facts;
    if (fstat(fd, &facts) != 0) {
        return refused(err, "read", path);
    }
    if (S_ISDIR(facts.st_mode)) {
        return toc_err_set(err, TOC_EIO, "cannot read \"%s\": it is a folder, name a file", path);
    }
    if (!S_ISREG(facts.st_mode) || facts.st_size <= 0) {
        return read_unsized(fd, path, max_bytes, arena, out, err);
    }
    if ((uintmax_t)facts.st_size > max_bytes || (uintmax_t)facts.st_size >= SIZE_MAX) {
        return too_long(err, path, max_bytes);
    }
    return read_sized(fd, path, (size_t)facts.st_size, arena, out, err);
}

toc_rc toc_file_read(const char *path, size_t max_bytes, toc_arena *arena, toc_str *out, toc_err *err) {
    if (is_dash(path)) {
        return read_open(STDIN_FILENO, "standard input", max_bytes, arena, out, err);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return refused(err, "open", path);
    }
    toc_rc rc = read_open(fd, path, max_bytes, arena, out, err);
    close(fd);
    return rc;
}

static toc_rc write_all(int fd, const char *path, toc_str text, toc_err *err) {
    while (text.len > 0) {
        ssize_t put = write(fd, text.ptr, text.len);
        if (put < 0 && errno != EINTR) {
            return refused(err, "write", path);
        }
        if (put > 0) {
            text = toc_str_slice(text, (size_t)put, text.len);
        }
    }
    return TOC_OK;
}

/* Creates a file beside goal whose name is free; its descriptor or -1, its name in beside. */
static int open_beside(const char *goal, char *beside, size_t size) {
    int fd = -1;
    for (int try = 0; fd < 0 && try < NAME_TRIES; try++) {
        snprintf(beside, size, "%s.%ld-%d.tmp", goal, (long)getpid(), try);
        fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST) {
            return -1;
        }
    }
    return fd;
}

/* Asks the system to keep a rename in path's folder; a refusal is no fault (some file systems know no such sync). */
static void sync_folder(const char *path, char *room, size_t size) {
    const char *slash = strrchr(path, '/');
    size_t len = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    snprintf(room, size, "%.*s", len == 0 ? 1 : (int)len, len == 0 ? "." : path);
    int fd = open(room, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
}

struct toc_writer {
    int fd;
    bool direct; /* to standard output or a device: no file beside */
    toc_rc failed;
    char *goal, *beside; /* in one block behind the writer */
    size_t size;         /* of beside */
};

static toc_rc writer_new(const char *goal, bool direct, toc_writer **out, toc_err *err) {
    size_t len = strlen(goal) + 1, size = len + 64;
    toc_writer *w = toc_mem_alloc(sizeof *w + len + size);
    if (w == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to write \"%s\"", goal);
    }
    *w = (toc_writer){.fd = -1, .direct = direct, .size = size};
    w->goal = (char *)(w + 1);
    w->beside = w->goal + len;
    memcpy(w->goal, goal, len);
    *out = w;
    return TOC_OK;
}

toc_rc toc_writer_open(const char *path, toc_writer **out, toc_err *err) {
    struct stat facts;
    char real[PATH_MAX];
    toc_writer *w = NULL;
    bool dash = is_dash(path), there = !dash && stat(path, &facts) == 0;
    bool direct = dash || (there && !S_ISREG(facts.st_mode));
    const char *goal = dash ? "standard output" : there && !direct && realpath(path, real) != NULL ? real : path;
    toc_rc rc = writer_new(goal, direct, &w, err);
    if (rc != TOC_OK) {
        return rc;
    }
    if (dash) {
        fflush(stdout); /* what was printed before comes first */
        w->fd = STDOUT_FILENO;
    } else if (direct) {
        w->fd = open(path, O_WRONLY | O_CLOEXEC);
    } else {
        w->fd = open_beside(goal, w->beside, w->size);
    }
    if (w->fd < 0) {
        rc = refused(err, direct ? "write" : "write beside", goal);
    } else if (there && !direct && fchmod(w->fd, facts.st_mode & 07777) != 0) {
        rc = refused(err, "keep the mode of", goal);
    }
    if (rc != TOC_OK) {
        toc_writer_drop(w);
        return rc;
    }
    *out = w;
    return TOC_OK;
}

toc_rc toc_writer_put(toc_writer *w, toc_str text, toc_err *err) {
    if (w->failed == TOC_OK) {
        w->failed = write_all(w->fd, w->goal, text, err);
    }
    return w->failed;
}

static void writer_close(toc_writer *w) {
    if (w->fd >= 0 && w->fd != STDOUT_FILENO) {
        close(w->fd);
    }
    w->fd = -1;
}

void toc_writer_drop(toc_writer *w) {
    if (w != NULL) {
        bool made = w->fd >= 0 && !w->direct;
        writer_close(w);
        if (made) {
            unlink(w->beside);
        }
        toc_mem_free(w);
    }
}

toc_rc toc_writer_keep(toc_writer *w, toc_err *err) {
    toc_rc rc = w->failed;
    if (rc == TOC_OK && !w->direct) {
        rc = fsync(w->fd) != 0                 ? refused(err, "sync", w->goal)
             : rename(w->beside, w->goal) != 0 ? refused(err, "rename to", w->goal)
                                               : TOC_OK;
        if (rc == TOC_OK) {
            sync_folder(w->goal, w->beside, w->size);
            w->direct = true; /* nothing to take back */
        }
    }
    toc_writer_drop(w);
    return rc;
}

toc_rc toc_file_write(const char *path, toc_str text, toc_err *err) {
    toc_writer *writer;
    toc_rc rc = toc_writer_open(path, &writer, err);
    if (rc != TOC_OK) {
        return rc;
    }
    rc = toc_writer_put(writer, text, err);
    if (rc != TOC_OK) {
        toc_writer_drop(writer);
        return rc;
    }
    return toc_writer_keep(writer, err);
}

bool toc_file_exists(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0;
}

int64_t toc_file_size(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISREG(facts.st_mode) ? (int64_t)facts.st_size : -1;
}

void toc_file_remove(const char *path) {
    unlink(path);
}

bool toc_file_is_dir(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

toc_str toc_file_program_dir(toc_arena *arena) {
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    while (len > 1 && path[len - 1] != '/') {
        len--;
    }
    if (len <= 0 || path[0] != '/') {
        return (toc_str){"", 0};
    }
    toc_str dir = toc_arena_str(arena, (toc_str){path, len > 1 ? (size_t)len - 1 : 1});
    return dir.ptr != NULL ? dir : (toc_str){"", 0};
}
