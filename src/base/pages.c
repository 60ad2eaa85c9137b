/* Method: mmap; room is reserved by posix_fallocate before anything is written. */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "base/pages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static toc_rc refused(toc_err *err, const char *what, const char *path, int reason) {
    return toc_err_set(err, reason == ENOENT ? TOC_ENOTFOUND : TOC_EIO, "cannot %s \"%s\": %s", what, path,
                       strerror(reason));
}

toc_rc toc_pages_open(const char *path, toc_pages *out, toc_err *err) {
    struct stat facts;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return refused(err, "read", path, errno);
    }
    void *memory = NULL;
    int reason = fstat(fd, &facts) != 0 ? errno : !S_ISREG(facts.st_mode) ? EINVAL : 0;
    if (reason == 0 && facts.st_size > 0) {
        memory = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        reason = memory == MAP_FAILED ? errno : 0;
    }
    close(fd);
    if (reason != 0) {
        return refused(err, "read", path, reason);
    }
    *out = (toc_pages){.memory = memory, .bytes = (size_t)facts.st_size};
    return TOC_OK;
}

void toc_pages_expect(const toc_pages *pages, size_t from, size_t to) {
#ifdef MADV_POPULATE_READ
    size_t page = (size_t)sysconf(_SC_PAGESIZE), begin = from - from % page;
    if (pages->memory && from < to && to <= pages->bytes) { /* a wish: what is refused comes page by page */
        (void)madvise((char *)pages->memory + begin, to - begin, MADV_POPULATE_READ);
    }
#else
    (void)pages, (void)from, (void)to;
#endif
}

toc_rc toc_pages_whole(const char *path, size_t max_bytes, toc_pages *out, toc_err *err) {
    toc_pages pages;
    *out = (toc_pages){0};
    toc_rc rc = toc_pages_open(path, &pages, err);
    if (rc == TOC_OK && pages.bytes > max_bytes) {
        rc = toc_err_set(err, TOC_ELIMIT, "\"%s\" holds more than the %zu bytes allowed", path, max_bytes);
        toc_pages_close(&pages);
    }
    if (rc == TOC_OK) {
        toc_pages_expect(&pages, 0, pages.bytes);
        *out = pages;
    }
    return rc;
}

/* A name that toc_pages_make gives: the goal's, a number, ".new". */
static bool is_made(const char *name, const char *goal) {
    size_t len = strlen(goal), digits = strncmp(name, goal, len) == 0 && name[len] == '.' ? len + 1 : 0;
    size_t count = digits ? strspn(name + digits, "0123456789") : 0;
    return count > 0 && strcmp(name + digits + count, ".new") == 0;
}

/* Files that nobody holds any more: whoever made them was killed. What cannot be removed stays. */
static void leftovers_remove(const char *path) {
    char name[4096];
    const char *slash = strrchr(path, '/'), *goal = slash ? slash + 1 : path;
    int folder_len = slash ? (int)(slash - path) + 1 : 0;
    snprintf(name, sizeof name, "%.*s", folder_len ? folder_len : 1, folder_len ? path : ".");
    DIR *folder = opendir(name);
    for (const struct dirent *e = folder ? readdir(folder) : NULL; e; e = readdir(folder)) {
        int len = is_made(e->d_name, goal) ? snprintf(name, sizeof name, "%.*s%s", folder_len, path, e->d_name) : 0;
        int fd = len > 0 && (size_t)len < sizeof name ? open(name, O_RDWR | O_CLOEXEC) : -1;
        if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0) {
            unlink(name);
        }
        if (fd >= 0) {
            close(fd);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

/* The new file, held; -1 with errno. One that was taken for a leftover before it was held is made again. */
static int open_held(const char *name) {
    struct stat facts = {0};
    int fd = -1;
    for (int tries = 0; tries < 8 && facts.st_nlink == 0; tries++) {
        if (fd >= 0) {
            close(fd);
        }
        fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (fd < 0) {
            return -1;
        }
        (void)flock(fd, LOCK_EX); /* where files cannot be held, leftovers cannot be told: they stay */
        (void)fstat(fd, &facts);
    }
    return fd;
}

toc_rc toc_pages_make(const char *path, size_t bytes, toc_pages *out, toc_err *err) {
    *out = (toc_pages){.bytes = bytes};
    int len = snprintf(out->name, sizeof out->name, "%s.%ld.new", path, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof out->name) {
        return toc_err_set(err, TOC_ELIMIT, "cannot write \"%.200s\": its name is too long", path);
    }
    leftovers_remove(path);
    int fd = open_held(out->name);
    if (fd < 0) {
        return refused(err, "write", out->name, errno);
    }
    int reason = posix_fallocate(fd, 0, (off_t)bytes);
    void *memory = reason == 0 ? mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    reason = reason == 0 && memory == MAP_FAILED ? errno : reason;
    if (reason != 0) {
        unlink(out->name);
        close(fd);
        return refused(err, "write", out->name, reason);
    }
    out->memory = memory;
    out->lock = fd + 1;
    return TOC_OK;
}

static void let_go(toc_pages *pages) {
    if (pages->lock > 0) {
        close(pages->lock - 1);
        pages->lock = 0;
    }
}

toc_rc toc_pages_publish(toc_pages *pages, const char *path, toc_err *err) {
    if (msync(pages->memory, pages->bytes, MS_SYNC) != 0 || rename(pages->name, path) != 0) {
        return refused(err, "write", path, errno);
    }
    pages->name[0] = '\0';
    let_go(pages);
    return TOC_OK;
}

toc_rc toc_pages_borrow(size_t bytes, toc_pages *out, toc_err *err) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu bytes", bytes);
    }
    *out = (toc_pages){.memory = memory, .bytes = bytes};
    return TOC_OK;
}

void toc_pages_close(toc_pages *pages) {
    if (pages->memory) {
        munmap(pages->memory, pages->bytes);
    }
    if (pages->name[0] != '\0') {
        unlink(pages->name);
    }
    let_go(pages);
    *pages = (toc_pages){0};
}
