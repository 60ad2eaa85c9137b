/* Puts one event and where it can be read into words; see evidence.h. */
#include "report/evidence.h"

#include "report/words.h"

bool toc_evidence_is_claim(const toc_evidence *evidence) {
    return evidence->event.speaker.code.len > 0 || evidence->event.speaker.text.len > 0 ||
           !toc_event_is_deed(&evidence->event);
}

static toc_str act_of(const toc_event *event, const toc_ontology *ontology, toc_arena *arena) {
    const toc_cameo *cameo = ontology ? toc_ontology_find(ontology, event->cameo) : NULL;
    toc_str name = cameo ? cameo->name : toc_str_of(toc_root_name(event->root));
    bool warning = toc_str_equal(event->cameo, TOC_STR("012")) && event->modality == TOC_HYPOTHETICAL;
    if (warning) /* what the coder keeps under this code: war or blows that are feared (doc/method/coding.md) */
        name = TOC_STR("warn that force may be used");
    toc_str copy = toc_arena_str(arena, name);
    if (copy.len > 1 && copy.ptr[0] >= 'A' && copy.ptr[0] <= 'Z' && copy.ptr[1] >= 'a')
        ((char *)(uintptr_t)copy.ptr)[0] = (char)(copy.ptr[0] + ('a' - 'A'));
    return copy;
}

toc_str toc_evidence_headline(const toc_evidence *evidence, const toc_world *world, const toc_ontology *ontology,
                              toc_arena *arena) {
    const toc_event *event = &evidence->event;
    toc_str from = toc_words_party(arena, world, event->source.code);
    toc_str act = act_of(event, ontology, arena);
    toc_str who = from;
    if (event->target.code.len)
        who = toc_arena_printf(arena, "%.*s → %.*s", TOC_FMT(from),
                               TOC_FMT(toc_words_party(arena, world, event->target.code)));
    if (event->signal_to.len && !toc_str_equal(event->signal_to, event->target.code))
        who = toc_arena_printf(arena, "%.*s, addressing %.*s", TOC_FMT(who),
                               TOC_FMT(toc_words_party(arena, world, event->signal_to)));
    return toc_arena_printf(arena, "%.*s: %.*s", TOC_FMT(who), TOC_FMT(act));
}

toc_str toc_evidence_origin(const toc_evidence *evidence, toc_arena *arena) {
    toc_str source = evidence->source.len ? evidence->source : evidence->event.dataset;
    toc_str day = toc_words_date(arena, evidence->published);
    toc_str text = toc_arena_printf(arena, "%.*s, %.*s", TOC_FMT(source), TOC_FMT(day));
    if (evidence->title.len)
        text = toc_arena_printf(arena, "%.*s, “%.*s”", TOC_FMT(text), TOC_FMT(evidence->title));
    return text;
}

static void add_member(toc_buf *out, const char *name, toc_str text) {
    toc_buf_printf(out, ",\"%s\":", name);
    toc_buf_add_json(out, text);
}

void toc_evidence_add_json(toc_buf *out, const toc_evidence *evidence) {
    char day[11];
    toc_buf_add_cstr(out, "{\"event\":");
    toc_event_add_json(out, &evidence->event);
    add_member(out, "label", toc_evidence_is_claim(evidence) ? TOC_STR("CLAIM") : TOC_STR("FACT"));
    add_member(out, "sentence_text", evidence->sentence);
    add_member(out, "source_name", evidence->source);
    add_member(out, "title", evidence->title);
    add_member(out, "url", evidence->url);
    add_member(out, "published", toc_str_of(toc_day_format(evidence->published, day)));
    add_member(out, "file", evidence->file);
    if (evidence->corrected_by.text[0])
        add_member(out, "corrected_by", toc_str_of(evidence->corrected_by.text));
    if (evidence->copy_of.text[0])
        add_member(out, "copy_of", toc_str_of(evidence->copy_of.text));
    toc_buf_printf(out, ",\"line\":%zu}", evidence->line);
}
