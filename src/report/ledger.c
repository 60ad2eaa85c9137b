/* Method: one line a fact; JSON has the same members. */
#include "report/ledger.h"

static const char *iso(toc_day day, char room[11]) {
    toc_day_format(day, room);
    return room[0] != '\0' ? room : "-";
}

static void span(toc_buf *out, const char *what, toc_day first, toc_day last) {
    char a[11], b[11];
    if (first != TOC_DAY_NONE) {
        toc_buf_printf(out, "%-12s %s to %s\n", what, iso(first, a), iso(last, b));
    }
}

void toc_ledger_add_info(toc_buf *out, const toc_ledger_sheet *s) {
    char a[11], b[11];
    toc_buf_printf(out, "ledger       %.*s, schema %d%s%.*s\n", TOC_FMT(s->path), s->schema,
                   s->ledger.len ? ", name " : "", TOC_FMT(s->ledger));
    for (size_t i = 0; i < s->row_count; i++) {
        toc_buf_printf(out, "%-12s %lld\n", s->rows[i].name, (long long)s->rows[i].value);
    }
    span(out, "documents of", s->first_document, s->last_document);
    span(out, "events of", s->first_event, s->last_event);
    toc_buf_printf(out, "panel        %s\n", s->panel);
    for (size_t i = 0; i < s->file_count; i++) {
        const toc_ledger_file *f = &s->files[i];
        toc_buf_printf(out, "\n%.*s%s%.*s\n", TOC_FMT(f->name), f->member.len ? ":" : "", TOC_FMT(f->member));
        toc_buf_printf(out, "  dataset    %.*s, read as %.*s, %lld bytes, XXH3-128 %.*s\n", TOC_FMT(f->dataset),
                       TOC_FMT(f->format), (long long)f->bytes, TOC_FMT(f->hash));
        toc_buf_printf(out, "  rows       %lld: %lld events, %lld rejects, %lld codes and actors unmapped\n",
                       (long long)f->rows, (long long)f->events, (long long)f->rejects, (long long)f->unmapped);
        if (f->first != TOC_DAY_NONE) {
            toc_buf_printf(out, "  days       %s to %s\n", iso(f->first, a), iso(f->last, b));
        }
    }
}

/* ---- JSON ---- */

static void key(toc_buf *out, const char *name) {
    toc_buf_printf(out, ",\"%s\":", name);
}

static void text(toc_buf *out, const char *name, toc_str value) {
    key(out, name);
    toc_buf_add_json(out, value);
}

static void day(toc_buf *out, const char *name, toc_day value) {
    char room[11];
    key(out, name);
    if (value == TOC_DAY_NONE) {
        toc_buf_add_cstr(out, "null");
    } else {
        toc_buf_printf(out, "\"%s\"", toc_day_format(value, room));
    }
}

static void file_json(toc_buf *out, const toc_ledger_file *f, toc_ledger_cite *cite, void *ctx) {
    toc_str citation, terms;
    toc_buf_add_cstr(out, "{\"dataset\":");
    toc_buf_add_json(out, f->dataset);
    text(out, "version", f->version);
    text(out, "format", f->format);
    text(out, "name", f->name);
    text(out, "member", f->member);
    text(out, "xxh3_128", f->hash);
    toc_buf_printf(out, ",\"bytes\":%lld,\"rows\":%lld,\"events\":%lld,\"rejects\":%lld,\"unmapped\":%lld",
                   (long long)f->bytes, (long long)f->rows, (long long)f->events, (long long)f->rejects,
                   (long long)f->unmapped);
    day(out, "first", f->first);
    day(out, "last", f->last);
    if (cite && cite(ctx, f->dataset, &citation, &terms)) {
        text(out, "citation", citation);
        text(out, "terms", terms);
    }
    toc_buf_add_char(out, '}');
}

static void sheet_json(toc_buf *out, const toc_ledger_sheet *s, toc_ledger_cite *cite, void *ctx) {
    toc_buf_add_cstr(out, "{\"ledger\":");
    toc_buf_add_json(out, s->path);
    text(out, "name", s->ledger);
    text(out, "tocsin", toc_str_of(s->version));
    toc_buf_printf(out, ",\"schema\":%d", s->schema);
    for (size_t i = 0; i < s->row_count; i++) {
        key(out, s->rows[i].name);
        toc_buf_printf(out, "%lld", (long long)s->rows[i].value);
    }
    day(out, "first_document", s->first_document);
    day(out, "last_document", s->last_document);
    day(out, "first_event", s->first_event);
    day(out, "last_event", s->last_event);
    if (s->panel) {
        text(out, "panel", toc_str_of(s->panel));
    }
    key(out, "files");
    toc_buf_add_char(out, '[');
    for (size_t i = 0; i < s->file_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? "," : "");
        file_json(out, &s->files[i], cite, ctx);
    }
    toc_buf_add_char(out, ']');
}

void toc_ledger_add_info_json(toc_buf *out, const toc_ledger_sheet *sheet) {
    sheet_json(out, sheet, NULL, NULL);
    toc_buf_add_cstr(out, "}\n");
}

void toc_ledger_add_citation_json(toc_buf *out, const toc_ledger_sheet *sheet, const toc_ledger_made *made,
                                  size_t made_count, toc_ledger_cite *cite, void *ctx) {
    sheet_json(out, sheet, cite, ctx);
    day(out, "cited", sheet->today);
    key(out, "made");
    toc_buf_add_char(out, '[');
    for (size_t i = 0; i < made_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? ",{\"name\":" : "{\"name\":");
        toc_buf_add_json(out, made[i].name);
        text(out, "xxh3_128", made[i].hash);
        toc_buf_printf(out, ",\"bytes\":%lld}", (long long)made[i].bytes);
    }
    toc_buf_add_cstr(out, "]}\n");
}

/* ---- citation ---- */

static bool is_first_of(const toc_ledger_sheet *s, size_t i) {
    for (size_t k = 0; k < i; k++) {
        if (toc_str_equal(s->files[k].dataset, s->files[i].dataset)) {
            return false;
        }
    }
    return true;
}

static void dataset_cite(toc_buf *out, const toc_ledger_sheet *s, size_t at, toc_ledger_cite *cite, void *ctx) {
    toc_str citation = {"", 0}, terms = {"", 0};
    char a[11], b[11];
    cite(ctx, s->files[at].dataset, &citation, &terms);
    toc_buf_printf(out, "\n%.*s\n", TOC_FMT(citation.len ? citation : s->files[at].dataset));
    if (terms.len > 0) {
        toc_buf_printf(out, "  Terms: %.*s.\n", TOC_FMT(terms));
    }
    for (size_t i = at; i < s->file_count; i++) {
        const toc_ledger_file *f = &s->files[i];
        if (!toc_str_equal(f->dataset, s->files[at].dataset)) {
            continue;
        }
        toc_buf_printf(out, "  %.*s%s%.*s%s%.*s: %lld events", TOC_FMT(f->name), f->member.len ? ":" : "",
                       TOC_FMT(f->member), f->version.len ? ", version " : "", TOC_FMT(f->version),
                       (long long)f->events);
        if (f->first != TOC_DAY_NONE) {
            toc_buf_printf(out, ", %s to %s", iso(f->first, a), iso(f->last, b));
        }
        toc_buf_printf(out, "; XXH3-128 %.*s\n", TOC_FMT(f->hash));
    }
}

void toc_ledger_add_citation(toc_buf *out, const toc_ledger_sheet *s, const toc_ledger_made *made, size_t made_count,
                             toc_ledger_cite *cite, void *ctx) {
    char a[11], b[11];
    for (size_t i = 0; i < made_count; i++) {
        toc_buf_printf(out, "%.*s: %lld bytes, XXH3-128 %.*s\n", TOC_FMT(made[i].name), (long long)made[i].bytes,
                       TOC_FMT(made[i].hash));
    }
    toc_buf_printf(out, "Made with tocsin %s from ledger %.*s (%.*s, schema %d) on %s.\n", s->version,
                   TOC_FMT(s->ledger), TOC_FMT(s->path), s->schema, iso(s->today, a));
    if (s->first_document != TOC_DAY_NONE) {
        toc_buf_printf(out, "\nNews articles coded by tocsin %s (English; rules and a scorer, doc/method/coding.md):\n",
                       s->version);
        for (size_t i = 0; i < s->row_count; i++) {
            toc_str name = toc_str_of(s->rows[i].name);
            if (toc_str_equal(name, TOC_STR("documents")) || toc_str_equal(name, TOC_STR("publishers"))) {
                toc_buf_printf(out, "  %lld %.*s\n", (long long)s->rows[i].value, TOC_FMT(name));
            }
        }
        toc_buf_printf(out, "  published %s to %s\n", iso(s->first_document, a), iso(s->last_document, b));
    }
    for (size_t i = 0; i < s->file_count; i++) {
        if (is_first_of(s, i)) {
            dataset_cite(out, s, i, cite, ctx);
        }
    }
}
