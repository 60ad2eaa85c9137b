/*
 * Method: each folder is read whole, its names are sorted by bytes, then visited
 * in that order; stat follows links, so a link to a folder is a folder. Every
 * folder entered is remembered by (device, inode) and entered once, so that
 * loops end and a folder that is linked twice is read once. Memory: the names of
 * the folders on the way down, and 16 bytes a folder. The path that the caller
 * names must be there (an error otherwise); what fails below it goes to refused.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"
#include "base/map.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct walk {
    toc_walk_visit *visit;
    toc_walk_refused *refused; /* may be NULL */
    void *ctx;
    toc_arena keys; /* (device, inode) of folders entered */
    toc_map seen;   /* the same, to find them */
} walk;

static toc_rc no_memory(toc_err *err, const char *path) {
    return toc_err_set(err, TOC_ENOMEM, "no memory to walk \"%s\"", path);
}

static void refuse(walk *w, const char *path, const char *why) {
    if (w->refused != NULL) {
        w->refused(w->ctx, path, why);
    }
}

/* *fresh: whether this folder is entered for the first time; it is then remembered. */
static toc_rc remember(walk *w, const struct stat *facts, const char *path, bool *fresh, toc_err *err) {
    uint64_t pair[2] = {(uint64_t)facts->st_dev, (uint64_t)facts->st_ino};
    toc_str key = {(const char *)pair, sizeof pair};
    uint32_t ignored;
    *fresh = !toc_map_get(&w->seen, key, &ignored);
    if (!*fresh) {
        return TOC_OK;
    }
    void *kept = toc_arena_alloc(&w->keys, sizeof pair);
    if (kept == NULL) {
        return no_memory(err, path);
    }
    memcpy(kept, pair, sizeof pair);
    return toc_map_put(&w->seen, (toc_str){kept, sizeof pair}, 0) ? TOC_OK : no_memory(err, path);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All names in the open folder, each ended by a NUL. */
static bool names_read(DIR *dir, toc_buf *names, size_t *count) {
    *count = 0;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL; errno = 0) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            toc_buf_add_cstr(names, entry->d_name);
            toc_buf_add_char(names, '\0');
            ++*count;
        }
    }
    return errno == 0;
}

/* Full paths of the names, sorted; NULL when memory is refused. */
static const char **paths_sorted(const char *path, toc_str names, size_t count, toc_arena *arena) {
    const char **paths = toc_arena_array(arena, count, sizeof *paths);
    const char *slash = path[0] != '\0' && path[strlen(path) - 1] == '/' ? "" : "/";
    for (size_t i = 0; paths != NULL && i < count; i++) {
        toc_str name = toc_str_cut(&names, '\0');
        paths[i] = toc_arena_printf(arena, "%s%s%.*s", path, slash, TOC_FMT(name)).ptr;
        if (paths[i] == NULL) {
            return NULL;
        }
    }
    if (paths != NULL) {
        qsort(paths, count, sizeof *paths, by_bytes);
    }
    return paths;
}

/* The sorted paths in folder path; *why is set, and nothing else, when the system refuses. */
static toc_rc folder_read(const char *path, toc_arena *arena, const char ***paths, size_t *count, const char **why,
                          toc_err *err) {
    DIR *dir = opendir(path);
    if (dir == NULL) {
        *why = strerror(errno);
        return TOC_OK;
    }
    toc_buf names;
    toc_buf_init(&names, 0);
    bool whole = names_read(dir, &names, count);
    toc_rc rc = TOC_OK;
    if (!whole) {
        *why = strerror(errno);
    } else {
        *paths = names.failed ? NULL : paths_sorted(path, toc_buf_str(&names), *count, arena);
        rc = *paths != NULL ? TOC_OK : no_memory(err, path);
    }
    closedir(dir);
    toc_buf_fini(&names);
    return rc;
}

static toc_rc walk_any(walk *w, const char *path, toc_err *err);

static toc_rc walk_folder(walk *w, const char *path, const char **why, toc_err *err) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    const char **paths = NULL;
    size_t count = 0;
    toc_rc rc = folder_read(path, &arena, &paths, &count, why, err);
    for (size_t i = 0; rc == TOC_OK && *why == NULL && i < count; i++) {
        rc = walk_any(w, paths[i], err);
    }
    toc_arena_fini(&arena);
    return rc;
}

/* File, folder or neither; *why says what stood in the way. */
static toc_rc enter(walk *w, const char *path, const char **why, toc_err *err) {
    struct stat facts;
    if (stat(path, &facts) != 0) {
        *why = strerror(errno);
        return TOC_OK;
    }
    if (S_ISREG(facts.st_mode)) {
        return w->visit(w->ctx, path, err);
    }
    if (!S_ISDIR(facts.st_mode)) {
        *why = "neither a file nor a folder";
        return TOC_OK;
    }
    bool fresh = false;
    toc_rc rc = remember(w, &facts, path, &fresh, err);
    return rc == TOC_OK && fresh ? walk_folder(w, path, why, err) : rc;
}

static toc_rc walk_any(walk *w, const char *path, toc_err *err) {
    const char *why = NULL;
    toc_rc rc = enter(w, path, &why, err);
    if (rc == TOC_OK && why != NULL) {
        refuse(w, path, why);
    }
    return rc;
}

toc_rc toc_walk(const char *path, toc_walk_visit *visit, toc_walk_refused *refused, void *ctx, toc_err *err) {
    walk w = {.visit = visit, .refused = refused, .ctx = ctx};
    toc_arena_init(&w.keys, 0);
    toc_map_init(&w.seen);
    const char *why = NULL;
    toc_rc rc = enter(&w, path, &why, err);
    if (rc == TOC_OK && why != NULL) {
        rc = toc_err_set(err, toc_file_exists(path) ? TOC_EIO : TOC_ENOTFOUND, "cannot open \"%s\": %s", path, why);
    }
    toc_map_fini(&w.seen);
    toc_arena_fini(&w.keys);
    return rc;
}
