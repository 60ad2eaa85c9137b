/* Method: straight printing; an abstention prints null, or says so. */
#include "report/pair.h"

static void add_or_null(toc_buf *out, toc_str text) {
    if (text.len > 0) {
        toc_buf_add_json(out, text);
    } else {
        toc_buf_add_cstr(out, "null");
    }
}

static void add_reason_json(toc_buf *out, const toc_pair_reason *reason) {
    static const char *const names[] = {"{\"part\":", ",\"words\":", ",\"rule\":", ",\"value\":"};
    const toc_str cells[] = {reason->part, reason->words, reason->rule, reason->value};
    for (size_t i = 0; i < 4; i++) {
        toc_buf_add_cstr(out, names[i]);
        toc_buf_add_json(out, cells[i]);
    }
    toc_buf_add_char(out, '}');
}

void toc_pair_add_json(toc_buf *out, const toc_pair_line *line) {
    toc_buf_add_cstr(out, "{\"id\":");
    toc_buf_add(out, line->id);
    toc_buf_add_cstr(out, ",\"event\":");
    add_or_null(out, line->event);
    if (line->event.len > 0) {
        toc_buf_printf(out, ",\"quad\":%d,\"cameo\":", line->quad);
        add_or_null(out, line->cameo);
        toc_buf_printf(out, ",\"modality\":\"%s\"", line->modality);
    } else {
        toc_buf_add_cstr(out, ",\"quad\":null,\"cameo\":null,\"modality\":null");
    }
    toc_buf_printf(out, ",\"confidence\":%.4f,\"why\":[", line->confidence);
    for (size_t i = 0; i < line->reason_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? "," : "");
        add_reason_json(out, &line->reasons[i]);
    }
    toc_buf_add_cstr(out, "]}\n");
}

void toc_pair_add_text(toc_buf *out, const toc_pair_line *line) {
    toc_buf_printf(out, "[%.*s] %.*s\n", TOC_FMT(line->id), TOC_FMT(line->text));
    toc_buf_printf(out, "    %.*s -> %.*s: ", TOC_FMT(line->source), TOC_FMT(line->target));
    if (line->event.len > 0) {
        toc_buf_printf(out, "%.*s, quad %d, %s, confidence %.2f\n", TOC_FMT(line->event), line->quad, line->modality,
                       line->confidence);
    } else {
        toc_buf_printf(out, "no event: the likeliest has only %.2f, and no word of the lexicon speaks for it\n",
                       line->confidence);
    }
    for (size_t i = 0; i < line->reason_count; i++) {
        const toc_pair_reason *r = &line->reasons[i];
        toc_buf_printf(out, "    %-9.*s %-20.*s %-44.*s %.*s\n", TOC_FMT(r->part), TOC_FMT(r->words), TOC_FMT(r->rule),
                       TOC_FMT(r->value));
    }
    toc_buf_add_char(out, '\n');
}
