/* Why: the events of the window that weigh most, each a FACT or a CLAIM: hostile deeds, hostile words (so that what is
 * only said is seen, yet stands behind what is done), and what is friendly. */
#include "report/draft.h"
#include "report/words.h"

#include <string.h>

#define DEEDS_MAX 3
#define WORDS_MAX 4
#define FRIENDLY_MAX 2
#define SHOWN_MAX (DEEDS_MAX + WORDS_MAX + FRIENDLY_MAX)
#define QUOTE_CHARS 90
#define SOURCE_CHARS 30

/* Hostile to the other side: pressing acts are, too; see measure/weights.h. */
static int tone_of(const toc_draft *draft, const toc_event *event) {
    return toc_pair_tone(draft->in->pair, event);
}

/* "; 3 reports from 2 sources; disputed by the accused [e…]" */
static toc_str standing_note(toc_draft *draft, const toc_event *event) {
    const toc_pair *pair = draft->in->pair;
    size_t at = toc_pair_find(pair, event);
    if (!pair->standings || at == pair->count)
        return TOC_STR("");
    const toc_standing *standing = &pair->standings[at];
    toc_str told = TOC_STR(""), disputed = TOC_STR("");
    if (standing->reports > 1)
        told = toc_draft_text(draft, "; %d reports from %d source%s", standing->reports, standing->sources,
                              standing->sources == 1 ? "" : "s");
    if (standing->disputed_by.text[0])
        disputed = toc_draft_text(draft, "; disputed by the accused [%s]", standing->disputed_by.text);
    return toc_draft_text(draft, "%.*s%.*s", TOC_FMT(told), TOC_FMT(disputed));
}

static toc_str modality_note(toc_draft *draft, const toc_evidence *evidence, int tone) {
    const toc_event *event = &evidence->event;
    toc_str source =
        toc_words_cut(draft->arena, evidence->source.len ? evidence->source : event->dataset, SOURCE_CHARS);
    toc_str speaker = TOC_STR("");
    if (event->speaker.code.len)
        speaker = toc_draft_text(draft, ", told by %.*s",
                                 TOC_FMT(toc_words_party(draft->arena, draft->in->world, event->speaker.code)));
    return toc_draft_text(draft, "%s, %s%.*s; %.*s%.*s", tone > 0 ? "hostile" : "friendly",
                          toc_modality_name(event->modality), TOC_FMT(speaker), TOC_FMT(source),
                          TOC_FMT(standing_note(draft, event)));
}

static void write_event(toc_draft *draft, const toc_evidence *evidence, int tone) {
    toc_arena *arena = draft->arena;
    toc_str headline = toc_evidence_headline(evidence, draft->in->world, draft->in->ontology, arena);
    toc_str quote = toc_words_cut(arena, evidence->sentence, QUOTE_CHARS);
    toc_str text = quote.len ? toc_draft_text(draft, "%.*s. “%.*s”", TOC_FMT(headline), TOC_FMT(quote))
                             : toc_draft_text(draft, "%.*s.", TOC_FMT(headline));
    toc_draft_line(draft, TOC_SECTION_WHY,
                   (toc_brief_line){.label = toc_evidence_is_claim(evidence) ? TOC_CLAIM : TOC_FACT,
                                    .id = toc_str_of(evidence->event.id.text),
                                    .lead = toc_words_iso(arena, toc_event_day(&evidence->event)),
                                    .text = text,
                                    .note = modality_note(draft, evidence, tone),
                                    .evidence = evidence,
                                    .tone = tone});
}

/* One sentence may tell of several parties; it is shown once. */
static bool is_shown(const toc_evidence *evidence, const toc_evidence *const *marks, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (evidence->event.sentence.text[0] &&
            strcmp(marks[i]->event.sentence.text, evidence->event.sentence.text) == 0)
            return true;
    return false;
}

enum { DEEDS_ONLY, WORDS_ONLY, BOTH };

static size_t write_tone(toc_draft *draft, int tone, int which, size_t max, const toc_evidence **marks, size_t marked) {
    const toc_brief_input *in = draft->in;
    size_t written = 0;
    for (size_t i = 0; i < in->largest_count && written < max; i++) {
        const toc_event *event = &in->pair->events[in->largest[i]];
        const toc_evidence *evidence = toc_draft_evidence(draft, toc_str_of(event->id.text));
        bool wanted = which == BOTH || toc_event_is_deed(event) == (which == DEEDS_ONLY);
        if (!evidence || !wanted || tone_of(draft, event) != tone || is_shown(evidence, marks, marked + written))
            continue;
        write_event(draft, evidence, tone);
        marks[marked + written++] = evidence;
    }
    return written;
}

static void write_nothing(toc_draft *draft) {
    toc_figure_draft figure = {.what = TOC_STR("events between the sides in the window"),
                               .value = TOC_STR("not enough"),
                               .formula = TOC_STR("events with weight, both directions, as of the day")};
    toc_draft_line(
        draft, TOC_SECTION_WHY,
        (toc_brief_line){.label = TOC_FACT,
                         .id = toc_draft_figure(draft, &figure),
                         .text = toc_draft_text(draft,
                                                "Not enough: the ledger holds no weighted event between the sides in "
                                                "these %d days. Silence of the ledger is not peace.",
                                                draft->in->window_days)});
}

void toc_draft_why(toc_draft *draft) {
    const toc_evidence **marks = toc_arena_array(draft->arena, SHOWN_MAX, sizeof *marks);
    if (!marks) {
        draft->rc = toc_err_set(draft->err, TOC_ENOMEM, "out of memory for the brief");
        return;
    }
    size_t count = write_tone(draft, 1, DEEDS_ONLY, DEEDS_MAX, marks, 0);
    count += write_tone(draft, 1, WORDS_ONLY, WORDS_MAX, marks, count);
    count += write_tone(draft, -1, BOTH, FRIENDLY_MAX, marks, count);
    if (count == 0)
        write_nothing(draft);
    draft->brief->marks = marks;
    draft->brief->mark_count = count;
}
