/* Method: lines from lines.c, each parsed by jansson by itself. */
#include "text/pairs.h"

#include "base/mem.h"
#include "text/inside.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>

struct toc_pairs {
    toc_lines lines;
    toc_reject_fn *reject;
    void *ctx;
    const char *path;
};

toc_rc toc_pairs_open(const char *path, toc_reject_fn *reject, void *ctx, toc_pairs **out, toc_err *err) {
    toc_pairs *pairs = toc_mem_calloc(1, sizeof *pairs);
    if (!pairs) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    toc_rc rc = toc_lines_open(&pairs->lines, path, err);
    if (rc) {
        toc_lines_close(&pairs->lines);
        toc_mem_free(pairs);
        return rc;
    }
    pairs->reject = reject;
    pairs->ctx = ctx;
    pairs->path = path;
    *out = pairs;
    return TOC_OK;
}

static void reject(const toc_pairs *pairs, const char *format, ...) {
    char reason[256];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    if (pairs->reject) {
        pairs->reject(pairs->ctx, &(toc_reject){pairs->path, pairs->lines.line, reason});
    }
}

/* The string at name into arena; absent and null are empty. */
static bool text_take(const toc_pairs *pairs, const json_t *object, const char *name, toc_arena *arena, toc_str *out,
                      bool *memory) {
    const json_t *value = json_object_get(object, name);
    *out = (toc_str){"", 0};
    if (!value || json_is_null(value)) {
        return true;
    }
    if (!json_is_string(value)) {
        reject(pairs, "\"%s\" is not a string", name);
        return false;
    }
    *out = toc_arena_str(arena, (toc_str){json_string_value(value), json_string_length(value)});
    *memory &= out->ptr != NULL;
    return out->ptr != NULL;
}

static bool id_take(const toc_pairs *pairs, const json_t *object, toc_arena *arena, toc_str *out, bool *memory) {
    const json_t *value = json_object_get(object, "id");
    *out = TOC_STR("null");
    if (json_is_integer(value)) {
        *out = toc_arena_printf(arena, "%lld", (long long)json_integer_value(value));
    } else if (json_is_string(value)) {
        toc_buf quoted;
        toc_buf_init(&quoted, TOC_DOCUMENT_BYTES_MAX);
        toc_buf_add_json(&quoted, (toc_str){json_string_value(value), json_string_length(value)});
        *out = quoted.failed ? (toc_str){NULL, 0} : toc_arena_str(arena, toc_buf_str(&quoted));
        toc_buf_fini(&quoted);
    } else if (value && !json_is_null(value)) {
        reject(pairs, "\"id\" is neither a string nor a whole number");
        return false;
    }
    *memory &= out->ptr != NULL;
    return out->ptr != NULL;
}

static bool row_take(const toc_pairs *pairs, const json_t *object, toc_arena *arena, toc_pair_row *out, bool *memory) {
    if (!json_is_object(object)) {
        reject(pairs, "not a JSON object");
        return false;
    }
    if (!json_is_string(json_object_get(object, "text"))) {
        reject(pairs, "\"text\" is missing or not a string");
        return false;
    }
    out->line = pairs->lines.line;
    return id_take(pairs, object, arena, &out->id, memory) &&
           text_take(pairs, object, "text", arena, &out->text, memory) &&
           text_take(pairs, object, "source", arena, &out->source, memory) &&
           text_take(pairs, object, "target", arena, &out->target, memory) &&
           text_take(pairs, object, "event", arena, &out->event, memory) &&
           text_take(pairs, object, "words", arena, &out->words, memory);
}

static toc_rc line_read(const toc_pairs *pairs, toc_str line, toc_arena *arena, toc_pair_row *out, bool *made,
                        toc_err *err) {
    json_error_t why;
    bool memory = true;
    json_t *object = json_loadb(line.ptr, line.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    *made = object && row_take(pairs, object, arena, out, &memory);
    if (!object && json_error_code(&why) == json_error_out_of_memory) {
        memory = false;
    } else if (!object) {
        reject(pairs, "not a JSON object: %.120s, column %d", why.text, why.column);
    }
    json_decref(object);
    return memory ? TOC_OK
                  : toc_err_set(err, TOC_ENOMEM, "no memory for line %zu of \"%s\"", pairs->lines.line, pairs->path);
}

toc_rc toc_pairs_next(toc_pairs *pairs, toc_arena *arena, toc_pair_row *out, bool *more, toc_err *err) {
    toc_rc rc = TOC_OK;
    bool made = false, there = true, cut;
    while (!rc && !made && there) {
        toc_str line;
        rc = toc_lines_next(&pairs->lines, &line, &cut, &there, err);
        if (rc || !there) {
            break;
        }
        if (cut) {
            reject(pairs, "a line of more than %u MiB", TOC_DOCUMENT_BYTES_MAX >> 20);
        } else if (toc_str_trim(line).len > 0) {
            rc = line_read(pairs, line, arena, out, &made, err);
        }
    }
    *more = made;
    return rc;
}

void toc_pairs_close(toc_pairs *pairs) {
    if (pairs) {
        toc_lines_close(&pairs->lines);
        toc_mem_free(pairs);
    }
}
