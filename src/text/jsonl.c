/*
 * jsonl: one JSON object a line, read with jansson.
 *
 * Method. Each line is parsed by itself, so a line that is damaged, doubles a
 * key, nests deeper than jansson allows (2048) or is longer than a document
 * may be is one reject, and the next line is read. The known keys are id, date, source,
 * url, title and text; each is a string (id and date may be whole numbers), null
 * or absent; text must be there. Other keys are ignored. Empty lines are passed over.
 */
#include "text/inside.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_BYTES = 24 };

typedef struct key {
    const char *name;
    toc_str *field;
    char *number; /* where a whole number is written, or NULL when none is allowed */
} key;

static bool take_key(toc_docs *docs, const json_t *object, const key *k) {
    const json_t *value = json_object_get(object, k->name);
    if (!value || json_is_null(value))
        return true;
    if (json_is_string(value)) {
        *k->field = (toc_str){json_string_value(value), json_string_length(value)};
        return true;
    }
    if (k->number && json_is_integer(value)) {
        snprintf(k->number, NUMBER_BYTES, "%lld", (long long)json_integer_value(value));
        *k->field = toc_str_of(k->number);
        return true;
    }
    toc_docs_reject(docs, docs->lines.line, "\"%s\" is not a string", k->name);
    return false;
}

static toc_rc make(toc_docs *docs, const json_t *object, toc_arena *arena, toc_document *out, bool *made,
                   toc_err *err) {
    char id[NUMBER_BYTES], date[NUMBER_BYTES];
    toc_fields f = {.line = docs->lines.line};
    const key keys[] = {
        {"id", &f.external_id, id}, {"date", &f.date, date},   {"source", &f.source, NULL},
        {"url", &f.url, NULL},      {"title", &f.title, NULL}, {"text", &f.text, NULL},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; ++i)
        if (!take_key(docs, object, &keys[i]))
            return TOC_OK;
    return toc_docs_make(docs, &f, arena, out, made, err);
}

static toc_rc not_json(toc_docs *docs, const json_error_t *why, toc_err *err) {
    if (json_error_code(why) == json_error_out_of_memory)
        return toc_docs_nomem(docs, err);
    if (json_error_code(why) == json_error_premature_end_of_input)
        toc_docs_reject(docs, docs->lines.line, "the JSON object is cut off at column %d", why->column);
    else
        toc_docs_reject(docs, docs->lines.line, "not a JSON object: %.120s, column %d", why->text, why->column);
    return TOC_OK;
}

static toc_rc read_line(toc_docs *docs, toc_str line, toc_arena *arena, toc_document *out, bool *made, toc_err *err) {
    bool ok;
    toc_str text;
    toc_rc rc = toc_docs_decode(docs, line, docs->lines.line, &text, &ok, err);
    if (rc != TOC_OK || !ok)
        return rc;
    json_error_t why;
    json_t *object = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (!object)
        return not_json(docs, &why, err);
    if (json_is_object(object))
        rc = make(docs, object, arena, out, made, err);
    else
        toc_docs_reject(docs, docs->lines.line, "not a JSON object, but an array");
    json_decref(object);
    return rc;
}

toc_rc toc_jsonl_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err) {
    toc_rc rc = TOC_OK;
    *more = false;
    while (rc == TOC_OK && !*more) {
        bool cut, there;
        toc_str line;
        rc = toc_lines_next(&docs->lines, &line, &cut, &there, err);
        if (rc != TOC_OK || !there) {
            docs->done = rc == TOC_OK;
            break;
        }
        if (cut)
            toc_docs_reject(docs, docs->lines.line, "a line of more than %u MiB", TOC_DOCUMENT_BYTES_MAX >> 20);
        else if (toc_str_trim(line).len > 0)
            rc = read_line(docs, line, arena, out, more, err);
    }
    return rc;
}
