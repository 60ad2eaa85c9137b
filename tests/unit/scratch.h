/* scratch: an empty folder for one test, and files in it. POSIX names; include it first. */
#ifndef TOC_TESTS_SCRATCH_H
#define TOC_TESTS_SCRATCH_H

#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct scratch {
    char dir[256];
} scratch;

static inline void scratch_init(scratch *s) {
    const char *base = getenv("TMPDIR");
    snprintf(s->dir, sizeof s->dir, "%s/tocsin-test-XXXXXX", base != NULL && strlen(base) < 200 ? base : "/tmp");
    if (mkdtemp(s->dir) == NULL) {
        perror(s->dir);
        exit(1);
    }
}

/* The path of name in the folder; good for the next seven calls. */
static inline const char *scratch_path(scratch *s, const char *name) {
    static char paths[8][512];
    static unsigned next;
    char *path = paths[next++ % 8];
    size_t dir_len = strlen(s->dir), name_len = strlen(name);
    if (dir_len + name_len + 2 > sizeof paths[0]) {
        abort();
    }
    memcpy(path, s->dir, dir_len);
    path[dir_len] = '/';
    memcpy(path + dir_len + 1, name, name_len + 1);
    return path;
}

static inline const char *scratch_file(scratch *s, const char *name, const char *bytes, size_t len) {
    const char *path = scratch_path(s, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    return path;
}

static inline const char *scratch_folder(scratch *s, const char *name) {
    const char *path = scratch_path(s, name);
    if (mkdir(path, 0777) != 0) {
        perror(path);
        exit(1);
    }
    return path;
}

static inline int scratch_remove_one(const char *path, const struct stat *facts, int kind, struct FTW *at) {
    (void)facts;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline void scratch_fini(scratch *s) {
    nftw(s->dir, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
