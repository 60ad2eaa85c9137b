#include "op/dispute_files.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "source/gunzip.h"

enum { FILE_BYTES_MAX = 1 << 30, FILE_BYTES_FIRST = 1 << 24 };

/* The whole file, unpacked; the caller frees *out. */
static toc_rc read_whole(const char *path, char **out, size_t *length, toc_err *err) {
    toc_gunzip *gunzip = NULL;
    char *text = NULL;
    size_t room = 0, got = 1;
    *length = 0;
    toc_rc rc = toc_gunzip_open(path, &gunzip, err);
    while (rc == TOC_OK && got > 0) {
        if (*length == room) {
            room = room ? room * 2 : FILE_BYTES_FIRST;
            char *larger = room > FILE_BYTES_MAX ? NULL : toc_mem_realloc(text, room);
            if (!larger) {
                rc = toc_err_set(err, room > FILE_BYTES_MAX ? TOC_ELIMIT : TOC_ENOMEM, "no memory for \"%s\"", path);
                break;
            }
            text = larger;
        }
        rc = toc_gunzip_read(gunzip, text + *length, room - *length, &got, err);
        *length += got;
    }
    toc_gunzip_close(gunzip);
    if (rc != TOC_OK)
        toc_mem_free(text);
    else
        *out = text;
    return rc;
}

static toc_rc visit(void *ctx, const char *path, toc_err *err) {
    const char *slash = strrchr(path, '/');
    toc_str name = toc_str_of(slash ? slash + 1 : path);
    bool pairs = toc_str_starts(name, TOC_STR("dyads_all_")), states = toc_str_starts(name, TOC_STR("states_"));
    if ((!pairs && !states) || (!toc_str_ends(name, TOC_STR(".csv")) && !toc_str_ends(name, TOC_STR(".csv.gz"))))
        return TOC_OK;
    char *text = NULL;
    size_t length = 0;
    toc_rc rc = read_whole(path, &text, &length, err);
    if (rc == TOC_OK)
        rc = pairs ? toc_dispute_panel_add_pairs(ctx, path, (toc_str){text, length}, err)
                   : toc_dispute_panel_add_states(ctx, path, (toc_str){text, length}, err);
    toc_mem_free(text);
    return rc;
}

toc_rc toc_dispute_files_read(const char *folder, toc_dispute_panel **out, toc_err *err) {
    toc_dispute_panel *panel = NULL;
    toc_rc rc = toc_dispute_panel_new(&panel, err);
    rc = rc == TOC_OK ? toc_walk(folder, visit, NULL, panel, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_panel_sort(panel, err) : rc;
    if (rc == TOC_OK)
        *out = panel;
    else
        toc_dispute_panel_free(panel);
    return rc == TOC_ENOTFOUND
               ? toc_err_prefix(err, "\"%s\" is not a folder of pairs of states (dyads_all_*.csv): ", folder)
               : rc;
}
