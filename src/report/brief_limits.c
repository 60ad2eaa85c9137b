/* Limits: how little this stands on, and when not to use it. */
#include "report/draft.h"
#include "report/words.h"

static void write_corpus(toc_draft *draft) {
    const toc_corpus *c = &draft->in->corpus;
    toc_arena *arena = draft->arena;
    toc_figure_draft figure = {.what = TOC_STR("what the ledger holds as of the day"),
                               .formula = TOC_STR("counted in the ledger")};
    figure.value = toc_draft_text(
        draft, "%.*s documents, %.*s sentences, %.*s events", TOC_FMT(toc_words_count(arena, c->documents)),
        TOC_FMT(toc_words_count(arena, c->sentences)), TOC_FMT(toc_words_count(arena, c->events)));
    toc_draft_input(draft, &figure, "publishers: %lld", (long long)c->sources);
    toc_draft_input(draft, &figure, "events between the sides: %zu", draft->in->pair->count);
    toc_draft_input(draft, &figure, "sentences that name two actors and gave no event: %lld", (long long)c->silent);
    toc_draft_input(draft, &figure, "documents from %.*s to %.*s", TOC_FMT(toc_words_iso(arena, c->first)),
                    TOC_FMT(toc_words_iso(arena, c->last)));
    toc_draft_line(
        draft, TOC_SECTION_LIMITS,
        (toc_brief_line){
            .label = TOC_FACT,
            .id = toc_draft_figure(draft, &figure),
            .lead = TOC_STR("Sample"),
            .text = toc_draft_text(draft,
                                   "%.*s from %lld publishers; %zu events between the sides. %.*s sentences named two "
                                   "actors and gave no event.",
                                   TOC_FMT(figure.value), (long long)c->sources, draft->in->pair->count,
                                   TOC_FMT(toc_words_count(arena, c->silent)))});
}

static void write_fixed(toc_draft *draft, toc_label label, const char *lead, const char *text, const char *formula) {
    toc_figure_draft figure = {.what = toc_str_of(lead), .value = toc_str_of(text), .formula = toc_str_of(formula)};
    toc_draft_line(draft, TOC_SECTION_LIMITS,
                   (toc_brief_line){.label = label,
                                    .id = toc_draft_figure(draft, &figure),
                                    .lead = toc_str_of(lead),
                                    .text = toc_str_of(text)});
}

void toc_draft_limits(toc_draft *draft) {
    write_corpus(draft);
    write_fixed(draft, TOC_ASSUMPTION, "Coder",
                "English only; rules and a scorer. On sentences it had never seen about four in five events were "
                "found, and four in five of "
                "those told were right: read the sentence before you cite the event.",
                "doc/method/coding.md");
    write_fixed(draft, TOC_ASSUMPTION, "Weights", "our choice, open in data/method/weights.tsv; none is per state.",
                "doc/method/tension.md");
    toc_draft_line(draft, TOC_SECTION_LIMITS,
                   (toc_brief_line){.label = TOC_FACT,
                                    .id = draft->brief->headline_id,
                                    .lead = TOC_STR("Base rates"),
                                    .text = toc_draft_text(draft, "end in %d; wars since are not in them.",
                                                           draft->in->rates->pairs[TOC_RUNG_WAR].to_year)});
    write_fixed(draft, TOC_ASSUMPTION, "Do not use",
                "as the sole ground for a decision on force, sanctions or persons, nor for days ahead: it is made to "
                "be read beside an analyst's judgement.",
                "doc/method/tension.md, known weaknesses");
}
