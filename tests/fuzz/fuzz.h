/*
 * fuzz: what the fuzz targets share: a check that ends the run, where the data
 * are, a scratch folder in memory where there is one, and files in it. POSIX names; include it first.
 */
#ifndef TOC_TESTS_FUZZ_H
#define TOC_TESTS_FUZZ_H

#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise of a header that does not hold is a finding, as a crash is. */
#define need(promise)                                                                                                  \
    do {                                                                                                               \
        if (!(promise)) {                                                                                              \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #promise);                                      \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* For what the target itself cannot do without. */
static inline void must(toc_rc rc, const toc_err *err) {
    if (rc != TOC_OK) {
        fprintf(stderr, "the target cannot start: %s\n", err->text);
        exit(77);
    }
}

/* A failure says what failed: a code of ours, and words. */
static inline void need_said(toc_rc rc, const toc_err *err) {
    need(rc >= TOC_OK && rc <= TOC_EBUSY);
    need(rc == TOC_OK || (err->rc == rc && err->text[0] != '\0'));
}

/* $TOCSIN_DATA, else the source tree when it is the working folder. */
static inline const char *fuzz_data(void) {
    const char *named = getenv("TOCSIN_DATA");
    return named != NULL && named[0] != '\0' ? named : "data";
}

/* A folder of this process, made once. Left behind when the fuzzer ends by a signal; script/fuzz removes it. */
static inline const char *fuzz_folder(void) {
    static char folder[200];
    const char *base = getenv("TMPDIR");
    if (folder[0] == '\0') {
        snprintf(folder, sizeof folder, "%s/fuzz-XXXXXX", base != NULL && strlen(base) < 150 ? base : "/tmp");
        if (mkdtemp(folder) == NULL) {
            perror(folder);
            exit(77);
        }
    }
    return folder;
}

static inline void fuzz_write(const char *path, const void *bytes, size_t len) {
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
        perror(path);
        exit(77);
    }
}

/* All of a file; the caller frees. */
static inline char *fuzz_read(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    struct stat facts;
    if (file == NULL || fstat(fileno(file), &facts) != 0) {
        perror(path);
        exit(77);
    }
    char *bytes = malloc((size_t)facts.st_size + 1);
    *len = bytes != NULL ? fread(bytes, 1, (size_t)facts.st_size, file) : 0;
    fclose(file);
    need(bytes != NULL && *len == (size_t)facts.st_size);
    return bytes;
}

#endif
