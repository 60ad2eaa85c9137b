/* Method: mmap; room is reserved by posix_fallocate before anything is written. */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "base/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
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

toc_rc toc_pages_make(const char *path, size_t bytes, toc_pages *out, toc_err *err) {
    *out = (toc_pages){.bytes = bytes};
    int len = snprintf(out->name, sizeof out->name, "%s.%ld.new", path, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof out->name) {
        return toc_err_set(err, TOC_ELIMIT, "cannot write \"%.200s\": its name is too long", path);
    }
    int fd = open(out->name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        return refused(err, "write", out->name, errno);
    }
    int reason = posix_fallocate(fd, 0, (off_t)bytes);
    void *memory = reason == 0 ? mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    reason = reason == 0 && memory == MAP_FAILED ? errno : reason;
    close(fd);
    if (reason != 0) {
        unlink(out->name);
        return refused(err, "write", out->name, reason);
    }
    out->memory = memory;
    return TOC_OK;
}

toc_rc toc_pages_publish(toc_pages *pages, const char *path, toc_err *err) {
    if (msync(pages->memory, pages->bytes, MS_SYNC) != 0 || rename(pages->name, path) != 0) {
        return refused(err, "write", path, errno);
    }
    pages->name[0] = '\0';
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
    *pages = (toc_pages){0};
}
