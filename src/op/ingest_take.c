/*
 * Which files of a folder are documents: everything but what its name marks as
 * something else. The rule stands in op_ingest.h and in doc/verbs/ingest.md.
 */
#include "op/op_ingest.h"

#include <string.h>

static bool starts_icase(toc_str name, toc_str prefix) {
    return toc_str_equal_icase(toc_str_slice(name, 0, prefix.len), prefix);
}

static bool ends_icase(toc_str name, toc_str suffix) {
    return name.len >= suffix.len && toc_str_equal_icase(toc_str_slice(name, name.len - suffix.len, name.len), suffix);
}

static bool is_no_document(toc_str name) {
    static const char *const prefixes[] = {"README", "LICENSE", "LICENCE", "COPYING", "NOTICE", "SOURCES"};
    static const char *const suffixes[] = {"~", ".md", ".expect", ".db", ".db-wal", ".db-shm", ".db-journal", ".panel"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (starts_icase(name, toc_str_of(prefixes[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        if (ends_icase(name, toc_str_of(suffixes[i]))) {
            return true;
        }
    }
    return false;
}

bool toc_ingest_is_table(const char *path) {
    static const char *const suffixes[] = {".tsv", ".csv"};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        if (ends_icase(toc_str_of(path), toc_str_of(suffixes[i]))) {
            return true;
        }
    }
    return false;
}

bool toc_ingest_takes(const char *root, const char *path) {
    toc_str below = toc_str_of(path);
    toc_str name = {"", 0};
    below = toc_str_slice(below, strlen(root), below.len);
    while (below.ptr != NULL) {
        toc_str part = toc_str_cut(&below, '/');
        if (part.len > 0 && part.ptr[0] == '.') {
            return false;
        }
        name = part.len > 0 ? part : name;
    }
    return !is_no_document(name);
}
