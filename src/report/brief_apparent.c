/* More apparent? Words, deeds and the forecast side by side, with volume beside them. */
#include "report/draft.h"
#include "report/words.h"

static const char *verdict_of(bool defined, toc_interval ci) {
    if (!defined)
        return "not enough";
    return ci.low > 1 ? "rising" : ci.high < 1 ? "falling" : "no clear change";
}

static toc_str ratio_figure(toc_draft *draft, bool deeds, double ratio, toc_interval ci, bool defined) {
    const toc_trend *trend = draft->in->trend;
    const toc_index *now = deeds ? &trend->now.deeds : &trend->now.words;
    const toc_index *before = deeds ? &trend->before.deeds : &trend->before.words;
    toc_figure_draft figure = {
        .what = toc_draft_text(draft, "change of hostile weight in %s, last %d days against the %d days before",
                               deeds ? "deeds" : "words", draft->in->window_days, draft->in->window_days),
        .formula = TOC_STR(
            "(H now + m/2) / (H before + m/2), m the mean weight of a hostile event; 90 % interval on the log "
            "scale of a compound Poisson; weights in data/method/weights.tsv, formula in doc/method/tension.md")};
    figure.value = defined ? toc_draft_text(draft, "%.2f times (90 %% interval %.2f to %.2f)", ratio, ci.low, ci.high)
                           : TOC_STR("not enough");
    toc_draft_input(draft, &figure, "events now: %d, hostile weight %.1f, friendly weight %.1f", now->events,
                    now->hostile, now->friendly);
    toc_draft_input(draft, &figure, "events before: %d, hostile weight %.1f, friendly weight %.1f", before->events,
                    before->hostile, before->friendly);
    toc_draft_events(draft, &figure, trend->before.from, trend->now.to, deeds);
    return toc_draft_figure(draft, &figure);
}

/* Deeds that the ledger has from a speaker, not in the source's own voice: claims. */
static int told_by_a_speaker(const toc_pair *pair, bool deeds, toc_day from, toc_day to) {
    int count = 0;
    for (size_t i = 0; i < pair->count; i++)
        count += toc_event_day(&pair->events[i]) >= from && toc_event_day(&pair->events[i]) <= to &&
                 toc_event_is_deed(&pair->events[i]) == deeds && pair->events[i].speaker.code.len > 0;
    return count;
}

static void fill_reading(toc_draft *draft, bool deeds) {
    const toc_trend *trend = draft->in->trend;
    const toc_index *now = deeds ? &trend->now.deeds : &trend->now.words;
    const toc_index *before = deeds ? &trend->before.deeds : &trend->before.words;
    const toc_index *year = deeds ? &trend->year.deeds : &trend->year.words;
    bool defined = deeds ? trend->deeds_defined : trend->words_defined;
    double ratio = deeds ? trend->deeds_ratio : trend->words_ratio;
    toc_interval ci = deeds ? trend->deeds_ratio_ci : trend->words_ratio_ci;
    toc_brief_reading *out = &draft->brief->readings[deeds ? 1 : 0];
    out->name = deeds ? TOC_STR("Deeds") : TOC_STR("Words");
    out->label = TOC_MODEL;
    out->verdict = toc_str_of(verdict_of(defined, ci));
    if (defined)
        out->detail =
            toc_draft_text(draft, "Hostile weight %.0f, before %.0f: %.1f times (90 %% interval %.1f to %.1f).",
                           now->hostile, before->hostile, ratio, ci.low, ci.high);
    else
        out->detail = TOC_STR("Too few events in both windows for a figure.");
    if (defined && year->defined)
        out->detail =
            toc_draft_text(draft, "%.*s Usual over the past year: %.0f.", TOC_FMT(out->detail), year->hostile);
    int told = told_by_a_speaker(draft->in->pair, deeds, trend->now.from, trend->now.to);
    out->volume = toc_draft_text(draft, "%d events, before %d", now->events, before->events);
    if (deeds && told > 0)
        out->volume = toc_draft_text(draft, "%.*s; %d now told only by a speaker", TOC_FMT(out->volume), told);
    out->id = ratio_figure(draft, deeds, ratio, ci, defined);
}

/* Does the forecast rise? Of the question that the ledger moves: a threat, a display or a use of force. */
static void fill_forecast(toc_draft *draft) {
    const toc_ladder_line *line = toc_ladder_line_of(draft->in->ladder, "threat");
    toc_brief_reading *out = &draft->brief->readings[2];
    int trend = line && line->forecast ? toc_forecast_trend(line->forecast) : -2;
    toc_figure_draft figure = {
        .what = TOC_STR("the forecast of a threat to force within a year, now and 90 days before"),
        .formula = TOC_STR("doc/method/forecast.md; rising: the odds are at least half as high again, our choice; what "
                           "was known 90 days before, by the ledger of today")};
    *out = (toc_brief_reading){.name = TOC_STR("Forecast"), .verdict = TOC_STR("not enough"), .label = TOC_MODEL};
    out->detail = TOC_STR("No figure of a threat to force, now or 90 days before.");
    out->volume = TOC_STR("track record: none yet");
    if (trend != -2) {
        toc_buf text;
        toc_buf_init(&text, 4096);
        toc_forecast_add_change(&text, line->forecast);
        out->verdict = trend > 0 ? TOC_STR("rising") : trend < 0 ? TOC_STR("falling") : TOC_STR("no clear change");
        out->detail = toc_draft_text(draft, "Threat to force within a year: %.*s.", TOC_FMT(toc_buf_str(&text)));
        out->volume =
            toc_draft_text(draft, "track record: %.*s", TOC_FMT(toc_forecast_parts_of(line->forecast)->record));
        toc_buf_fini(&text);
    }
    figure.value = trend == -2 ? TOC_STR("not enough") : out->detail;
    out->id = toc_draft_figure(draft, &figure);
}

static void write_volume(toc_draft *draft) {
    const toc_tension_point *now = &draft->in->trend->now, *before = &draft->in->trend->before;
    toc_figure_draft figure = {
        .what = TOC_STR("volume and concentration of the reports behind the index"),
        .formula = TOC_STR(
            "reports counted; concentration: Herfindahl index, the sum of the publishers' squared shares of events")};
    figure.value = toc_draft_text(draft, "%d reports from %d publishers, concentration %.2f", now->reports,
                                  now->sources, now->concentration);
    toc_draft_input(draft, &figure, "before: %d reports from %d publishers, concentration %.2f", before->reports,
                    before->sources, before->concentration);
    toc_str id = toc_draft_figure(draft, &figure);
    toc_str text = toc_draft_text(
        draft, "Reports in %d days: %d from %d publishers%s; before: %d from %d.", draft->in->window_days, now->reports,
        now->sources,
        now->sources ? toc_draft_text(draft, " (concentration %.2f; 1 is a single publisher)", now->concentration).ptr
                     : "",
        before->reports, before->sources);
    toc_draft_line(draft, TOC_SECTION_APPARENT,
                   (toc_brief_line){.label = TOC_FACT, .id = id, .lead = TOC_STR("Volume"), .text = text});
}

void toc_draft_apparent(toc_draft *draft) {
    fill_reading(draft, false);
    fill_reading(draft, true);
    fill_forecast(draft);
    write_volume(draft);
}
