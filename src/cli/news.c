/*
 * Rejects go to standard error up to the twentieth; the rest are counted, and
 * all are written where --rejects says.
 */
#include "cli/news.h"

#include "base/file.h"

#include <string.h>

enum { REJECTS_BYTES_MAX = 256 << 20 };

int toc_news_format(const char *verb, const char *name, toc_format *out) {
    static const char *const names[] = {"auto", "txt", "jsonl", "html", NULL};
    static const toc_format formats[] = {TOC_FORMAT_AUTO, TOC_FORMAT_TXT, TOC_FORMAT_JSONL, TOC_FORMAT_HTML};
    for (size_t i = 0; names[i] != NULL; i++) {
        if (name == NULL || strcmp(name, names[i]) == 0) {
            *out = formats[i];
            return TOC_CLI_GO;
        }
    }
    return toc_cli_usage(verb, "--format is auto, txt, jsonl or html%s, not \"%s\"",
                         strcmp(verb, "ingest") == 0 ? ", or a dataset's: see tocsin ingest --help" : "", name);
}

void toc_rejects_init(toc_rejects *rejects, const char *path, bool quiet) {
    *rejects = (toc_rejects){.path = path, .quiet = quiet};
    toc_buf_init(&rejects->all, REJECTS_BYTES_MAX);
}

void toc_rejects_fini(toc_rejects *rejects) {
    toc_buf_fini(&rejects->all);
}

void toc_rejects_take(toc_rejects *rejects, const toc_reject *reject) {
    char place[32] = "";
    if (reject->line > 0) {
        snprintf(place, sizeof place, ":%zu", reject->line);
    }
    rejects->count++;
    if (!rejects->quiet && rejects->count <= TOC_REJECTS_SHOWN) {
        fprintf(stderr, "%s%s%s: %s\n", rejects->on_progress ? "\r\033[K" : "", reject->file, place, reject->reason);
    }
    if (rejects->path != NULL) {
        toc_buf_printf(&rejects->all, "%s%s: %s\n", reject->file, place, reject->reason);
    }
}

static void on_faulty_line(void *ctx, const toc_reject *reject) {
    toc_rejects_take(ctx, reject);
}

void toc_news_dictionaries(toc_env *env, const toc_cli_list *dictionaries, toc_rejects *rejects) {
    env->dictionaries = dictionaries->items;
    env->dictionary_count = dictionaries->count;
    env->dictionary_reject = on_faulty_line;
    env->dictionary_ctx = rejects;
}

int toc_rejects_finish(toc_rejects *rejects) {
    toc_err err = {0};
    if (!rejects->quiet && rejects->count > TOC_REJECTS_SHOWN) {
        fprintf(stderr, "... and %lld more%s\n", (long long)(rejects->count - TOC_REJECTS_SHOWN),
                rejects->path == NULL ? "; --rejects FILE writes all" : "");
    }
    if (rejects->path == NULL) {
        return TOC_CLI_OK;
    }
    if (rejects->all.failed) {
        toc_err_set(&err, TOC_ELIMIT, "too many rejects for \"%s\"", rejects->path);
        return toc_cli_fail(&err);
    }
    if (toc_file_write(rejects->path, toc_buf_str(&rejects->all), &err) != TOC_OK) {
        return toc_cli_fail(&err);
    }
    return TOC_CLI_OK;
}
