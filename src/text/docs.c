/*
 * docs: opening a file, finding its format, and making documents of fields.
 *
 * Method. The head of the file (4 KiB) decides: a signature of a known binary
 * format or a NUL byte means that there is no text, '{' JSON Lines, '<' with a
 * tag of a page near it HTML, else plain text. The readers find fields; here
 * they are cleaned, checked and named. The id is made from source, url (or the external id), date,
 * title and text, after cleaning, so the same document has the same id whatever its file and format.
 */
#include "text/inside.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIELD_BYTES_MAX = 4 * TOC_DOCUMENT_BYTES_MAX }; /* NFC may lengthen: at most three times (Unicode annex 15) */

typedef struct signature {
    const char *bytes;
    size_t len;
    const char *name;
} signature;

/* What a file that is no text is, or NULL. */
static const char *binary_name(toc_str head) {
    static const signature known[] = {
        {"\x89PNG", 4, "a PNG image"},
        {"\xFF\xD8\xFF", 3, "a JPEG image"},
        {"GIF8", 4, "a GIF image"},
        {"PK\x03\x04", 4, "a ZIP archive or an Office document"},
        {"%PDF-", 5, "a PDF; extract its text first"},
        {"\x7F"
         "ELF",
         4, "a programme"},
        {"SQLite format 3", 15, "a SQLite database"},
        {"\x1F\x8B", 2, "a gzip archive; unpack it first"},
        {"\x28\xB5\x2F\xFD", 4, "a zstd archive; unpack it first"},
        {"\xFF\xFE", 2, "UTF-16 text; save it as UTF-8"},
        {"\xFE\xFF", 2, "UTF-16 text; save it as UTF-8"},
        {"{\\rtf", 5, "an RTF document; save it as text"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; ++i)
        if (toc_str_starts(head, (toc_str){known[i].bytes, known[i].len}))
            return known[i].name;
    return head.len && memchr(head.ptr, '\0', head.len) ? "binary: it holds NUL bytes" : NULL;
}

static toc_str without_mark(toc_str head) {
    return toc_str_trim(toc_str_starts(head, TOC_STR("\xEF\xBB\xBF")) ? toc_str_slice(head, 3, head.len) : head);
}

/* Whether one of the tags stands in head, in any case. */
static bool has_tag(toc_str head, const char *const *tags) {
    for (size_t at = toc_str_find(head, TOC_STR("<"), 0); at != SIZE_MAX; at = toc_str_find(head, TOC_STR("<"), at + 1))
        for (const char *const *tag = tags; *tag; ++tag)
            if (toc_str_equal_icase(toc_str_slice(head, at + 1, at + 1 + strlen(*tag)), toc_str_of(*tag)))
                return true;
    return false;
}

/* Why a file of text is in no format that we read, or NULL and *format. */
static const char *detect(toc_str head, toc_format *format) {
    static const char *const page[] = {"html", "head", "body", "article", "!doctype html", "meta", "title",
                                       "main", "div",  "p>",   NULL};
    static const char *const feed[] = {"rss", "feed", "rdf:", NULL};
    head = without_mark(head);
    *format = TOC_FORMAT_TXT;
    if (head.len == 0)
        return NULL;
    if (head.ptr[0] == '{')
        *format = TOC_FORMAT_JSONL;
    if (head.ptr[0] == '[' && toc_str_starts(toc_str_trim(toc_str_slice(head, 1, head.len)), TOC_STR("{")))
        return "a JSON array; write one object a line (jq -c '.[]')";
    if (head.ptr[0] == '<' && has_tag(head, page))
        *format = TOC_FORMAT_HTML;
    else if (head.ptr[0] == '<' && has_tag(head, feed))
        return "a news feed (RSS or Atom), which is not read yet";
    return NULL;
}

static toc_rc choose_format(toc_docs *docs, toc_err *err) {
    toc_str head;
    toc_rc rc = toc_lines_peek(&docs->lines, &head, err);
    if (rc != TOC_OK)
        return rc;
    const char *why = head.len == 0 ? "empty" : binary_name(head);
    toc_format found = TOC_FORMAT_TXT;
    if (!why && docs->format == TOC_FORMAT_AUTO)
        why = detect(head, &found);
    if (docs->format == TOC_FORMAT_AUTO)
        docs->format = found;
    docs->done = why != NULL;
    if (why)
        toc_docs_reject(docs, 1, "%s", why);
    return TOC_OK;
}

static toc_docs *docs_new(const char *name, toc_format format, toc_day default_date, toc_reject_fn *reject, void *ctx) {
    toc_docs *docs = toc_mem_calloc(1, sizeof *docs);
    char *path = docs ? toc_mem_alloc(strlen(name) + 1) : NULL;
    if (!path) {
        toc_mem_free(docs);
        return NULL;
    }
    memcpy(path, name, strlen(name) + 1);
    docs->path = path;
    docs->format = format;
    docs->default_date = default_date;
    docs->reject = reject;
    docs->reject_ctx = ctx;
    toc_buf_init(&docs->raw, TOC_DOCUMENT_BYTES_MAX + 2);
    toc_buf_init(&docs->decoded, FIELD_BYTES_MAX);
    toc_buf_init(&docs->clean, FIELD_BYTES_MAX);
    return docs;
}

static toc_rc docs_begin(toc_docs *docs, toc_rc rc, toc_docs **out, toc_err *err) {
    if (rc == TOC_OK)
        rc = choose_format(docs, err);
    if (rc == TOC_OK)
        *out = docs;
    else
        toc_docs_close(docs);
    return rc;
}

toc_rc toc_docs_nomem(const toc_docs *docs, toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for a document of '%s', line %zu", docs->path, docs->lines.line);
}

void toc_docs_reject(toc_docs *docs, size_t line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(docs->reason, sizeof docs->reason, format, args);
    va_end(args);
    toc_reject reject = {docs->path, line, docs->reason};
    if (docs->reject)
        docs->reject(docs->reject_ctx, &reject);
}

toc_rc toc_docs_decode(toc_docs *docs, toc_str bytes, size_t line, toc_str *text, bool *ok, toc_err *err) {
    *ok = false;
    if (bytes.len && memchr(bytes.ptr, '\0', bytes.len)) {
        toc_docs_reject(docs, line, "binary: it holds NUL bytes");
        return TOC_OK;
    }
    switch (toc_utf8_decode(bytes, &docs->decoded, text)) {
    case TOC_DECODED:
        *ok = true;
        break;
    case TOC_DECODE_NOMEM:
        return toc_docs_nomem(docs, err);
    case TOC_DECODE_UNREADABLE:
        toc_docs_reject(docs, line, "neither UTF-8 nor Windows-1252; save it as UTF-8");
        break;
    }
    return TOC_OK;
}

toc_rc toc_docs_whole(toc_docs *docs, toc_str *bytes, bool *ok, toc_err *err) {
    bool more = true, cut = false;
    *ok = false;
    docs->done = true;
    toc_buf_clear(&docs->raw);
    while (!cut) {
        toc_str line;
        toc_rc rc = toc_lines_next(&docs->lines, &line, &cut, &more, err);
        if (rc != TOC_OK)
            return rc;
        if (!more)
            break;
        cut = cut || docs->raw.len + line.len + 1 > TOC_DOCUMENT_BYTES_MAX;
        if (cut)
            break;
        toc_buf_add(&docs->raw, line);
        toc_buf_add_char(&docs->raw, '\n');
    }
    if (docs->raw.failed)
        return toc_docs_nomem(docs, err);
    *ok = !cut;
    *bytes = toc_buf_str(&docs->raw);
    if (cut)
        toc_docs_reject(docs, 1, "a document of more than %u MiB; a file of text or HTML holds one article",
                        TOC_DOCUMENT_BYTES_MAX >> 20);
    return TOC_OK;
}

/* field cleaned, into arena; false when memory is refused. */
static bool take(toc_docs *docs, toc_str field, bool one_line, toc_arena *arena, toc_str *out) {
    *out = TOC_STR("");
    if (field.len == 0)
        return true;
    if (!toc_text_clean(field, one_line, &docs->clean))
        return false;
    if (docs->clean.len > 0)
        *out = toc_arena_str(arena, toc_buf_str(&docs->clean));
    return out->ptr != NULL;
}

/* False when the field is there and is no date: that has been said. */
static bool date_of(toc_docs *docs, const toc_fields *fields, toc_day *date) {
    toc_str text = toc_str_trim(fields->date);
    *date = text.len ? toc_day_parse_loose(text) : docs->default_date;
    if (text.len == 0 || *date != TOC_DAY_NONE)
        return true;
    text = toc_str_slice(text, 0, 60);
    toc_docs_reject(docs, fields->line, "date '%.*s' is none; write YYYY-MM-DD", TOC_FMT(text));
    return false;
}

static toc_id id_of(const toc_document *d) {
    char date[11];
    toc_day_format(d->date, date);
    toc_str parts[] = {d->source, d->url.len ? d->url : d->external_id, toc_str_of(date), d->title, d->text};
    return toc_id_make('d', parts, sizeof parts / sizeof *parts);
}

toc_rc toc_docs_make(toc_docs *docs, const toc_fields *fields, toc_arena *arena, toc_document *out, bool *made,
                     toc_err *err) {
    toc_document d = {.line = fields->line};
    *made = false;
    if (!date_of(docs, fields, &d.date))
        return TOC_OK;
    bool fine = take(docs, fields->external_id, true, arena, &d.external_id) &&
                take(docs, fields->source, true, arena, &d.source) && take(docs, fields->url, true, arena, &d.url) &&
                take(docs, fields->title, true, arena, &d.title) && take(docs, fields->text, false, arena, &d.text);
    d.file = fine ? toc_arena_str(arena, toc_str_of(docs->path)) : (toc_str){0};
    if (!fine || !d.file.ptr)
        return toc_docs_nomem(docs, err);
    if (d.text.len == 0 || d.text.len > TOC_DOCUMENT_BYTES_MAX) {
        toc_docs_reject(docs, fields->line, d.text.len ? "a document of more than 8 MiB" : "a document without text");
        return TOC_OK;
    }
    d.id = id_of(&d);
    *out = d;
    *made = true;
    return TOC_OK;
}

toc_rc toc_docs_open(const char *path, toc_format format, toc_day default_date, toc_reject_fn *reject, void *ctx,
                     toc_docs **out, toc_err *err) {
    toc_docs *docs = docs_new(path, format, default_date, reject, ctx);
    if (!docs)
        return toc_err_set(err, TOC_ENOMEM, "no memory to open '%s'", path);
    return docs_begin(docs, toc_lines_open(&docs->lines, path, err), out, err);
}

toc_rc toc_docs_open_memory(const char *name, toc_str bytes, toc_format format, toc_day default_date,
                            toc_reject_fn *reject, void *ctx, toc_docs **out, toc_err *err) {
    toc_docs *docs = docs_new(name, format, default_date, reject, ctx);
    if (!docs)
        return toc_err_set(err, TOC_ENOMEM, "no memory to open '%s'", name);
    toc_lines_open_memory(&docs->lines, bytes);
    return docs_begin(docs, TOC_OK, out, err);
}

toc_rc toc_docs_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err) {
    *more = false;
    if (docs->done)
        return TOC_OK;
    switch (docs->format) {
    case TOC_FORMAT_JSONL:
        return toc_jsonl_next(docs, arena, out, more, err);
    case TOC_FORMAT_HTML:
        return toc_html_next(docs, arena, out, more, err);
    case TOC_FORMAT_AUTO:
    case TOC_FORMAT_TXT:
    case TOC_FORMAT_PLAIN:
        break;
    }
    return toc_txt_next(docs, arena, out, more, err);
}

void toc_docs_close(toc_docs *docs) {
    if (!docs)
        return;
    toc_lines_close(&docs->lines);
    toc_buf_fini(&docs->raw);
    toc_buf_fini(&docs->decoded);
    toc_buf_fini(&docs->clean);
    toc_mem_free(docs->path);
    toc_mem_free(docs);
}
