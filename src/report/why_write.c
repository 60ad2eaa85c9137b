/* Writes what stands behind an id, as text and as JSON. */
#include "report/why.h"
#include "report/words.h"

#define NAME_WIDTH 14

static void add_field(toc_buf *out, const toc_why_field *field, size_t width) {
    toc_buf_printf(out, "  %-*.*s ", NAME_WIDTH - 3, TOC_FMT(field->name));
    toc_words_wrap(out, field->value, NAME_WIDTH, NAME_WIDTH, width);
    toc_buf_add_char(out, '\n');
}

/* The sentence; the words that carry the event stand between marks. */
static void add_passage(toc_buf *out, const toc_why_passage *passage, toc_text_style style, toc_arena *scratch) {
    toc_str text = passage->text, mark = passage->mark_from;
    if (mark.len && mark.len < text.len) {
        size_t at = (size_t)(mark.ptr - text.ptr);
        toc_str head = toc_str_slice(text, 0, at), tail = toc_str_slice(text, at + mark.len, text.len);
        text = toc_arena_printf(scratch, "%.*s%s%.*s%s%.*s", TOC_FMT(head), style.ascii ? ">>" : "«", TOC_FMT(mark),
                                style.ascii ? "<<" : "»", TOC_FMT(tail));
    }
    toc_buf_add_cstr(out, "\n  ");
    toc_words_wrap(out, text, 2, 2, style.width);
    toc_buf_printf(out, "\n  [%.*s]\n", TOC_FMT(passage->id));
}

static void add_event(toc_buf *out, const toc_why *why, const toc_evidence *e, toc_text_style style,
                      toc_arena *scratch) {
    char day[11];
    toc_str headline = toc_evidence_headline(e, why->world, why->ontology, scratch);
    toc_buf_printf(out, "\n  %s %s ", toc_evidence_is_claim(e) ? "CLAIM" : "FACT ",
                   toc_day_format(toc_event_day(&e->event), day));
    toc_words_wrap(out,
                   toc_arena_printf(scratch, "%.*s (%s) [%s]", TOC_FMT(headline), toc_modality_name(e->event.modality),
                                    e->event.id.text),
                   19, 19, style.width);
    if (e->sentence.len) {
        toc_buf_printf(out, "\n%*s", 19, "");
        toc_words_wrap(out, toc_arena_printf(scratch, "“%.*s”", TOC_FMT(e->sentence)), 19, 19, style.width);
    }
    toc_buf_printf(out, "\n%*s", 19, "");
    toc_str origin = toc_evidence_origin(e, scratch);
    if (e->copy_of.text[0])
        origin = toc_arena_printf(scratch, "%.*s; a copy of %s", TOC_FMT(origin), e->copy_of.text);
    if (e->corrected_by.text[0])
        origin = toc_arena_printf(scratch, "%.*s; corrected by %s", TOC_FMT(origin), e->corrected_by.text);
    toc_words_wrap(out, origin, 19, 19, style.width);
    toc_buf_add_char(out, '\n');
}

void toc_why_add_text(toc_buf *out, const toc_why *why, toc_text_style style) {
    toc_arena scratch;
    toc_arena_init(&scratch, 256u << 20);
    toc_buf_printf(out, "%s%.*s%s\n", style.bold ? "\033[1m" : "", TOC_FMT(why->title), style.bold ? "\033[0m" : "");
    toc_buf_printf(out, "%.*s %.*s\n\n", TOC_FMT(why->kind), TOC_FMT(why->id));
    for (size_t i = 0; i < why->field_count; i++)
        add_field(out, &why->fields[i], style.width);
    for (size_t i = 0; i < why->passage_count; i++)
        add_passage(out, &why->passages[i], style, &scratch);
    const char *name = why->evidence_name ? why->evidence_name : "event";
    if (why->event_total > why->evidence_count)
        toc_buf_printf(out, "\n  %zu %ss, of which the %s %zu:\n", why->event_total, name,
                       why->evidence_name ? "first" : "last", why->evidence_count);
    else if (why->evidence_count)
        toc_buf_printf(out, "\n  %zu %s%s:\n", why->evidence_count, name, why->evidence_count == 1 ? "" : "s");
    for (size_t i = 0; i < why->evidence_count; i++)
        add_event(out, why, &why->evidence[i], style, &scratch);
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

void toc_why_add_json(toc_buf *out, const toc_why *why) {
    toc_buf_add_cstr(out, "{\"tocsin\":\"why\",\"version\":1,\"id\":");
    toc_buf_add_json(out, why->id);
    toc_buf_add_cstr(out, ",\"kind\":");
    toc_buf_add_json(out, why->kind);
    toc_buf_add_cstr(out, ",\"title\":");
    toc_buf_add_json(out, why->title);
    toc_buf_add_cstr(out, ",\n\"fields\":[");
    for (size_t i = 0; i < why->field_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n{\"name\":" : "{\"name\":");
        toc_buf_add_json(out, why->fields[i].name);
        toc_buf_add_cstr(out, ",\"value\":");
        toc_buf_add_json(out, why->fields[i].value);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "],\n\"sentences\":[");
    for (size_t i = 0; i < why->passage_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n{\"id\":" : "{\"id\":");
        toc_buf_add_json(out, why->passages[i].id);
        toc_buf_add_cstr(out, ",\"text\":");
        toc_buf_add_json(out, why->passages[i].text);
        toc_buf_add_char(out, '}');
    }
    toc_buf_printf(out, "],\n\"event_total\":%zu,\"events\":[",
                   why->event_total > why->evidence_count ? why->event_total : why->evidence_count);
    for (size_t i = 0; i < why->evidence_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        toc_evidence_add_json(out, &why->evidence[i]);
    }
    toc_buf_add_cstr(out, "]}\n");
}
