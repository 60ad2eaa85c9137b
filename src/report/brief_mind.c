/* What would change our mind: indicators counted from the ledger, thin but real. */
#include "report/draft.h"
#include "report/words.h"

static void write_line(toc_draft *draft, toc_label label, toc_str id, const char *lead, toc_str text, int tone) {
    toc_draft_line(draft, TOC_SECTION_MIND,
                   (toc_brief_line){.label = label, .id = id, .lead = toc_str_of(lead), .text = text, .tone = tone});
}

static void write_level(toc_draft *draft, bool deeds) {
    const toc_watch *w = draft->in->watch;
    bool defined = deeds ? w->deeds_defined : w->words_defined;
    double level = deeds ? w->deeds_level : w->words_level, highest = deeds ? w->deeds_max : w->words_max;
    toc_day month = deeds ? w->deeds_max_month : w->words_max_month;
    const char *name = deeds ? "deeds" : "words";
    toc_figure_draft figure = {
        .what = toc_draft_text(draft, "hostile level of %s now, against its highest month-end of the past year", name),
        .formula = TOC_STR(
            "sum of hostile weights, each halved every half-life (data/method/weights.tsv); doc/method/tension.md")};
    if (!defined)
        return;
    figure.value = toc_draft_text(draft, "%.1f now, highest %.1f in %.*s", level, highest,
                                  TOC_FMT(toc_words_month(draft->arena, month)));
    toc_draft_events(draft, &figure, draft->brief->asof - 90, draft->brief->asof, deeds);
    toc_str id = toc_draft_figure(draft, &figure);
    if (level > highest)
        write_line(draft, TOC_MODEL, id, deeds ? "Deeds" : "Words",
                   toc_draft_text(
                       draft, "at %.0f, above every month of the past year (highest %.0f, %.*s); better below that.",
                       level, highest, TOC_FMT(toc_words_month(draft->arena, month))),
                   1);
    else
        write_line(draft, TOC_MODEL, id, deeds ? "Deeds" : "Words",
                   toc_draft_text(draft,
                                  "worse if their level, now %.0f, passes %.0f, the highest of the past year (%.*s).",
                                  level, highest, TOC_FMT(toc_words_month(draft->arena, month))),
                   1);
}

static void write_silence(toc_draft *draft) {
    const toc_watch *w = draft->in->watch;
    if (w->silence_days < 0)
        return;
    toc_str id = toc_draft_text(draft, "%s", w->last_contact_event.text);
    if (w->silence_days >= w->longest_silence_days)
        write_line(draft, TOC_FACT, id, "Contact",
                   toc_draft_text(
                       draft, "none known for %d days, the longest silence in three years; better with any meeting.",
                       w->silence_days),
                   1);
    else
        write_line(draft, TOC_FACT, id, "Contact",
                   toc_draft_text(draft,
                                  "%d days since the last known; worse after %d more days, which would pass the "
                                  "longest silence of three years.",
                                  w->silence_days, w->longest_silence_days - w->silence_days),
                   1);
}

static void write_assault(toc_draft *draft) {
    const toc_watch *w = draft->in->watch;
    toc_figure_draft figure = {.what = TOC_STR("direct armed acts between the sides"),
                               .value = TOC_STR("none in the ledger"),
                               .formula = TOC_STR("done ASSAULT between members of the sides, as of the day")};
    if (w->last_assault == TOC_DAY_NONE)
        write_line(draft, TOC_FACT, toc_draft_figure(draft, &figure), "Armed act",
                   TOC_STR("none between the sides in this ledger; a first one, confirmed by two publishers, changes "
                           "everything above."),
                   1);
    else
        write_line(
            draft, TOC_FACT, toc_draft_text(draft, "%s", w->last_assault_event.text), "Armed act",
            toc_draft_text(
                draft,
                "the last one in this ledger dates from %.*s; another one, confirmed by two publishers, is worse.",
                TOC_FMT(toc_words_iso(draft->arena, w->last_assault))),
            1);
}

static void write_channel_rule(toc_draft *draft) {
    toc_figure_draft figure = {.what = TOC_STR("a channel that opens or breaks"),
                               .value = TOC_STR("assumption"),
                               .formula = TOC_STR("our choice: a change of status in data/world/channels.tsv, or a "
                                                  "meeting of ministers or heads in the ledger")};
    write_line(draft, TOC_ASSUMPTION, toc_draft_figure(draft, &figure), "Channels",
               TOC_STR("better if a silent or broken channel reopens or ministers meet; worse if a hotline closes."),
               -1);
}

static toc_str rung_id(const toc_draft *draft, const toc_ladder_line *line) {
    for (size_t i = 0; i < draft->brief->rung_count; i++)
        if (draft->brief->rungs[i].line == line)
            return draft->brief->rungs[i].id;
    return TOC_STR("");
}

/* Which events would move which figure how far. */
static void write_sway(toc_draft *draft, const char *id) {
    const toc_ladder_line *line = toc_ladder_line_of(draft->in->ladder, id);
    toc_buf text;
    if (!line || !line->forecast)
        return;
    toc_buf_init(&text, 4096);
    toc_forecast_add_sway(&text, line->forecast);
    if (text.len > 0)
        write_line(draft, TOC_MODEL, rung_id(draft, line),
                   toc_draft_text(draft, "Forecast, %.*s", TOC_FMT(line->name)).ptr,
                   toc_draft_text(draft, "%.*s.", TOC_FMT(toc_buf_str(&text))), 0);
    toc_buf_fini(&text);
}

/* Which features moved the structural figure most. */
static void write_structure(toc_draft *draft) {
    enum { SHOWN = 2 };
    const toc_ladder_line *line = toc_ladder_line_of(draft->in->ladder, "dispute");
    toc_buf text;
    if (!line || !line->forecast || !draft->in->why)
        return;
    toc_buf_init(&text, 4096);
    toc_forecast_add_moves(&text, draft->in->why, SHOWN);
    write_line(draft, TOC_MODEL, rung_id(draft, line), "Forecast, structure",
               toc_draft_text(draft, "the odds of a dispute hang most on: %.*s.", TOC_FMT(toc_buf_str(&text))), 0);
    toc_buf_fini(&text);
}

void toc_draft_mind(toc_draft *draft) {
    write_sway(draft, "threat");
    write_structure(draft);
    write_level(draft, true);
    write_level(draft, false);
    write_assault(draft);
    write_silence(draft);
    write_channel_rule(draft);
}
