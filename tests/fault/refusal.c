#define _GNU_SOURCE
#include "refusal.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static const char *const names[REFUSAL_COUNT] = {"memory", "libraries", "reads", "room", "slip"};

/* How many more pass, by kind; -1: all. Memory is counted by toc_mem_refuse_after. */
static atomic_long left[REFUSAL_COUNT];

const char *refusal_name(refusal kind) {
    return names[kind];
}

/* True when this one is refused. */
static bool refuses(refusal kind) {
    long n = atomic_load(&left[kind]);
    while (n > 0 && !atomic_compare_exchange_weak(&left[kind], &n, n - 1)) {
    }
    return n == 0;
}

void refuse_after(refusal kind, long n) {
    if (kind == REFUSE_MEMORY) {
        toc_mem_refuse_after(n);
    } else {
        atomic_store(&left[kind], n < 0 ? -1 : n);
    }
}

bool is_refusing(refusal kind) {
    if (kind == REFUSE_MEMORY) {
        void *probe = toc_mem_alloc(1);
        toc_mem_free(probe);
        return probe == NULL;
    }
    long n = atomic_load(&left[kind]);
    return kind == REFUSE_SLIP ? n <= 0 : n == 0;
}

/* ---- memory of the libraries ---- */

static sqlite3_mem_methods sqlite_usual;

static void *sqlite_alloc(int size) {
    return refuses(REFUSE_LIBRARIES) ? NULL : sqlite_usual.xMalloc(size);
}

static void *sqlite_grow(void *ptr, int size) {
    return refuses(REFUSE_LIBRARIES) ? NULL : sqlite_usual.xRealloc(ptr, size);
}

static void *plain_alloc(size_t size) {
    return refuses(REFUSE_LIBRARIES) ? NULL : malloc(size);
}

static void *plain_grow(void *ptr, size_t size) {
    return refuses(REFUSE_LIBRARIES) ? NULL : realloc(ptr, size);
}

static char *plain_copy(const char *text) {
    char *copy = plain_alloc(strlen(text) + 1);
    return copy != NULL ? strcpy(copy, text) : NULL;
}

/* ---- the system, as base and SQLite call it ---- */

static bool no_read(void) {
    bool refused = refuses(REFUSE_READS);
    errno = refused ? EIO : errno;
    return refused;
}

/* Whether a change of the disk is refused. */
static bool no_write(void) {
    if (refuses(REFUSE_ROOM)) {
        errno = ENOSPC;
        return true;
    }
    if (refuses(REFUSE_SLIP)) {
        atomic_store(&left[REFUSE_SLIP], -2);
        errno = EIO;
        return true;
    }
    return false;
}

/* Opening to write a new file needs room; any opening reads the disk. */
static bool no_open(int flags) {
    return (flags & O_CREAT) != 0 ? no_write() || no_read() : no_read();
}

/* Of a write that is the first to find no room, half of the bytes are taken, as a full disk does; 0: none. */
static size_t torn(size_t size) {
    return atomic_load(&left[REFUSE_ROOM]) == 1 && size > 1 ? size / 2 : 0;
}

#define REAL(type, name, ...)                                                                                          \
    type __real_##name(__VA_ARGS__); /* NOLINT */                                                                      \
    type __wrap_##name(__VA_ARGS__); /* NOLINT */

REAL(ssize_t, read, int fd, void *room, size_t size)
REAL(ssize_t, write, int fd, const void *bytes, size_t size)
REAL(int, fsync, int fd)
REAL(int, rename, const char *from, const char *to)
REAL(DIR *, opendir, const char *path)
int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);

ssize_t __wrap_read(int fd, void *room, size_t size) {
    return no_read() ? -1 : __real_read(fd, room, size);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size) {
    size_t half = torn(size);
    if (no_write()) {
        return -1;
    }
    return __real_write(fd, bytes, half > 0 ? half : size);
}

int __wrap_fsync(int fd) {
    return no_write() ? -1 : __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to) {
    return no_write() ? -1 : __real_rename(from, to);
}

DIR *__wrap_opendir(const char *path) {
    return no_read() ? NULL : __real_opendir(path);
}

int __wrap_open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
    va_end(more);
    return no_open(flags) ? -1 : __real_open64(path, flags, mode);
}

typedef int open_call(const char *path, int flags, int mode);
typedef ssize_t read_call(int fd, void *room, size_t size);
typedef ssize_t pread_call(int fd, void *room, size_t size, off64_t at);
typedef ssize_t write_call(int fd, const void *bytes, size_t size);
typedef ssize_t pwrite_call(int fd, const void *bytes, size_t size, off64_t at);
typedef int truncate_call(int fd, off64_t size);
typedef int allocate_call(int fd, off64_t at, off64_t size);

static open_call *real_open;
static read_call *real_read;
static pread_call *real_pread;
static write_call *real_write;
static pwrite_call *real_pwrite;
static truncate_call *real_truncate;
static allocate_call *real_allocate;

static int db_open(const char *path, int flags, int mode) {
    return no_open(flags) ? -1 : real_open(path, flags, mode);
}

static ssize_t db_read(int fd, void *room, size_t size) {
    return no_read() ? -1 : real_read(fd, room, size);
}

static ssize_t db_pread(int fd, void *room, size_t size, off64_t at) {
    return no_read() ? -1 : real_pread(fd, room, size, at);
}

static ssize_t db_write(int fd, const void *bytes, size_t size) {
    size_t half = torn(size);
    return no_write() ? -1 : real_write(fd, bytes, half > 0 ? half : size);
}

static ssize_t db_pwrite(int fd, const void *bytes, size_t size, off64_t at) {
    size_t half = torn(size);
    return no_write() ? -1 : real_pwrite(fd, bytes, half > 0 ? half : size, at);
}

static int db_truncate(int fd, off64_t size) {
    return no_write() ? -1 : real_truncate(fd, size);
}

/* Gives its error, and does not set errno. */
static int db_allocate(int fd, off64_t at, off64_t size) {
    return no_write() ? errno : real_allocate(fd, at, size);
}

/* Put ours in the place of SQLite's call of that name, when this build of SQLite makes it. */
static bool replace(const char *name, sqlite3_syscall_ptr ours, sqlite3_syscall_ptr *real) {
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    sqlite3_syscall_ptr usual = vfs->iVersion >= 3 ? vfs->xGetSystemCall(vfs, name) : NULL;
    if (usual == NULL) {
        return false;
    }
    *real = usual;
    return vfs->xSetSystemCall(vfs, name, ours) == SQLITE_OK;
}

#define REPLACE(name, ours, real) replace(name, (sqlite3_syscall_ptr)ours, (sqlite3_syscall_ptr *)&real)

bool refusal_begin(void) {
    for (int kind = 0; kind < REFUSAL_COUNT; kind++) {
        atomic_store(&left[kind], -1);
    }
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_usual);
    sqlite3_mem_methods refusing = sqlite_usual;
    refusing.xMalloc = sqlite_alloc;
    refusing.xRealloc = sqlite_grow;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &refusing);
    json_set_alloc_funcs(plain_alloc, free);
    xmlMemSetup(free, plain_alloc, plain_grow, plain_copy);
    xmlInitParser();
    bool reads = REPLACE("read", db_read, real_read), writes = REPLACE("write", db_write, real_write);
    reads |= REPLACE("pread64", db_pread, real_pread) || REPLACE("pread", db_pread, real_pread);
    writes |= REPLACE("pwrite64", db_pwrite, real_pwrite) || REPLACE("pwrite", db_pwrite, real_pwrite);
    REPLACE("fallocate", db_allocate, real_allocate);
    return sqlite3_initialize() == SQLITE_OK && reads && writes && REPLACE("open", db_open, real_open) &&
           REPLACE("ftruncate", db_truncate, real_truncate);
}
