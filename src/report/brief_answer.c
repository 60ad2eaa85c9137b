/* How possible? The ladder of questions, the structural one beside its base rate, confidence, and the record. */
#include "report/draft.h"
#include "report/words.h"

enum { WARS_SHOWN = 2, MOVES_SHOWN = 2 };

#define HEADLINE "deaths-1000"
#define STRUCTURAL "dispute"

typedef void toc_forecast_writer(toc_buf *out, const toc_forecast *forecast);

/* What a writer of forecasts says, as text of the draft. */
static toc_str written(toc_draft *draft, toc_forecast_writer *write, const toc_forecast *forecast) {
    toc_buf text;
    toc_buf_init(&text, 4096);
    write(&text, forecast);
    toc_str out = toc_draft_text(draft, "%.*s", TOC_FMT(toc_buf_str(&text)));
    if (text.failed && draft->rc == TOC_OK)
        draft->rc = toc_err_set(draft->err, TOC_ENOMEM, "no memory for a forecast of the brief");
    toc_buf_fini(&text);
    return out;
}

static void add_base(toc_buf *out, const toc_forecast *forecast) {
    toc_forecast_add_base(out, forecast, false);
}

static toc_str base_alone(toc_draft *draft, const toc_odds *odds) {
    toc_buf text;
    if (!odds)
        return TOC_STR("not enough on record");
    toc_buf_init(&text, 4096);
    toc_odds_add_chance(&text, odds);
    toc_buf_add_cstr(&text, " (");
    toc_odds_add_basis(&text, odds);
    toc_buf_add_char(&text, ')');
    toc_str out = toc_draft_text(draft, "%.*s", TOC_FMT(toc_buf_str(&text)));
    if (text.failed && draft->rc == TOC_OK)
        draft->rc = toc_err_set(draft->err, TOC_ENOMEM, "no memory for a base rate of the brief");
    toc_buf_fini(&text);
    return out;
}

/* "newest onsets: Hungary and Russia 1956", so that a count opens to its cases. */
static void cases_input(toc_draft *draft, toc_figure_draft *figure, const toc_onsets *cases) {
    toc_str text = {"", 0};
    for (int i = 0; i < cases->count; i++) {
        const toc_onset *one = &cases->newest[i];
        text = toc_draft_text(draft, "%.*s%s%.*s and %.*s %d", TOC_FMT(text), i ? "; " : "",
                              TOC_FMT(toc_world_name(draft->in->world, one->state_a)),
                              TOC_FMT(toc_world_name(draft->in->world, one->state_b)), one->year);
    }
    if (cases->count > 0)
        toc_draft_input(draft, figure, "newest onsets, states as they are called today: %.*s", TOC_FMT(text));
}

static void rate_inputs(toc_draft *draft, toc_figure_draft *figure, const char *name, const toc_rate *rate) {
    if (rate->what)
        toc_draft_input(draft, figure, "%s: k %d of n %d %s, %d to %d: %s%s", name, rate->onsets, rate->pair_years,
                        toc_rate_unit(rate), rate->from_year, rate->to_year, rate->what,
                        rate->defined ? "" : " (not enough)");
    cases_input(draft, figure, &rate->cases);
}

static toc_str rung_figure(toc_draft *draft, const toc_ladder_line *line, const toc_brief_rung *rung) {
    const toc_question *q = line->rung->question;
    toc_figure_draft figure = {.what = toc_draft_text(draft, "%.*s: %.*s", TOC_FMT(line->name), TOC_FMT(line->event)),
                               .value = rung->forecast,
                               .formula =
                                   TOC_STR("doc/method/forecast.md; base rates: k / n, Jeffreys' interval, 95 %")};
    toc_draft_input(draft, &figure, "resolution: %.*s", TOC_FMT(q->rule));
    toc_draft_input(draft, &figure, "source: %.*s", TOC_FMT(q->source));
    toc_draft_input(draft, &figure, "question: data/questions, id %.*s, SHA-256 %.16s; horizon %d days", TOC_FMT(q->id),
                    q->hash, q->horizon_days);
    if (line->rung->model[0])
        toc_draft_input(draft, &figure, "model: %s", line->rung->model);
    toc_draft_input(draft, &figure, "base rate: %.*s", TOC_FMT(rung->base));
    rate_inputs(draft, &figure, "counted", &line->rung->base);
    rate_inputs(draft, &figure, "the pairs of the sides", &line->rung->own);
    if (line->note.len)
        toc_draft_input(draft, &figure, "note: %.*s", TOC_FMT(line->note));
    if (line->forecast)
        toc_draft_input(draft, &figure, "track record: %.*s", TOC_FMT(toc_forecast_parts_of(line->forecast)->record));
    return toc_draft_figure(draft, &figure);
}

static void fill_rung(toc_draft *draft, const toc_ladder_line *line, toc_brief_rung *out) {
    out->line = line;
    out->forecast = line->forecast ? written(draft, toc_forecast_add_odds, line->forecast)
                                   : toc_draft_text(draft, "no figure: %.*s", TOC_FMT(line->rung->why_not));
    out->base = line->forecast ? written(draft, add_base, line->forecast) : base_alone(draft, line->base);
    out->id = rung_figure(draft, line, out);
}

static void fill_rungs(toc_draft *draft) {
    const toc_ladder_sheet *sheet = draft->in->ladder;
    toc_brief *brief = draft->brief;
    brief->rungs = toc_arena_array(draft->arena, sheet->count + 1, sizeof *brief->rungs);
    if (!brief->rungs && draft->rc == TOC_OK)
        draft->rc = toc_err_set(draft->err, TOC_ENOMEM, "no memory for the ladder of the brief");
    for (size_t i = 0; draft->rc == TOC_OK && i < sheet->count; i++)
        fill_rung(draft, &sheet->lines[i], &brief->rungs[brief->rung_count++]);
}

static const toc_brief_rung *rung_of(const toc_draft *draft, const char *id) {
    const toc_brief *brief = draft->brief;
    for (size_t i = 0; i < brief->rung_count; i++)
        if (toc_str_equal(brief->rungs[i].line->rung->question->id, toc_str_of(id)))
            return &brief->rungs[i];
    return NULL;
}

static void write_headline(toc_draft *draft) {
    toc_brief *brief = draft->brief;
    const toc_brief_rung *war = rung_of(draft, HEADLINE);
    toc_day last = brief->asof + 365;
    if (!war) {
        if (draft->rc == TOC_OK)
            draft->rc = toc_err_set(draft->err, TOC_ENOTFOUND, "data/questions has no question \"%s\"", HEADLINE);
        return;
    }
    const toc_ladder_rung *rung = war->line->rung;
    brief->headline_id = war->id;
    if (rung->under_way)
        brief->headline = toc_draft_text(draft,
                                         "War between the sides is under way (%.*s); whether one begins is not "
                                         "asked.",
                                         TOC_FMT(rung->under_way->id));
    else
        brief->headline = toc_draft_text(draft, "War within a year: %.*s.", TOC_FMT(war->forecast));
    brief->question = toc_draft_text(draft, "Question, settled by %.*s: %.*s. Its id opens the whole rule.",
                                     TOC_FMT(toc_words_date(draft->arena, last)), TOC_FMT(war->line->event));
    brief->record = toc_draft_text(
        draft, "Track record: %.*s.",
        TOC_FMT(war->line->forecast ? toc_forecast_parts_of(war->line->forecast)->record : TOC_STR("none yet")));
}

/* Our figure, the base rate, and why they differ. */
static void write_side_by_side(toc_draft *draft) {
    const toc_brief_rung *rung = rung_of(draft, STRUCTURAL);
    const toc_forecast_why *why = draft->in->why;
    toc_buf moves;
    if (!rung || !rung->line->forecast || !why)
        return;
    toc_buf_init(&moves, 4096);
    toc_forecast_add_moves(&moves, why, MOVES_SHOWN);
    toc_str of = why->cow_a ? toc_draft_text(draft, " (of the likeliest pair, %.*s and %.*s)",
                                             TOC_FMT(toc_world_cow_name(draft->in->world, why->cow_a)),
                                             TOC_FMT(toc_world_cow_name(draft->in->world, why->cow_b)))
                            : TOC_STR("");
    toc_draft_line(
        draft, TOC_SECTION_ANSWER,
        (toc_brief_line){.label = TOC_MODEL,
                         .id = rung->id,
                         .lead = TOC_STR("Dispute, side by side"),
                         .text = toc_draft_text(
                             draft, "our figure %.*s; base rate %.*s. They differ by structure%.*s: %.*s.",
                             TOC_FMT(rung->forecast), TOC_FMT(rung->base), TOC_FMT(of), TOC_FMT(toc_buf_str(&moves)))});
    if (moves.failed && draft->rc == TOC_OK)
        draft->rc = toc_err_set(draft->err, TOC_ENOMEM, "no memory for the reasons of a forecast");
    toc_buf_fini(&moves);
}

static void write_together(toc_draft *draft) {
    toc_figure_draft figure = {.what = TOC_STR("how pairs of states combine"),
                               .value = TOC_STR("assumption"),
                               .formula =
                                   TOC_STR("1 - prod(1 - p); bounds of Boole and Fréchet; doc/method/forecast.md")};
    if (draft->in->ladder->together.len)
        toc_draft_line(draft, TOC_SECTION_ANSWER,
                       (toc_brief_line){.label = TOC_ASSUMPTION,
                                        .id = toc_draft_figure(draft, &figure),
                                        .lead = TOC_STR("Sides of several states"),
                                        .text = toc_draft_text(draft, "%.*s.", TOC_FMT(draft->in->ladder->together))});
}

static void write_confidence(toc_draft *draft) {
    const toc_brief_input *in = draft->in;
    draft->brief->confidence = toc_draft_text(
        draft,
        "Confidence in these figures is low: outcomes of disputes end in %d, the model of disputes reads no news, the "
        "ledger holds %.*s documents from %lld publishers, and hardly a forecast has been scored.",
        in->rates->pairs[TOC_RUNG_WAR].to_year, TOC_FMT(toc_words_count(draft->arena, in->corpus.documents)),
        (long long)in->corpus.sources);
}

static bool write_war(toc_draft *draft, const toc_war *war) {
    const toc_pair *pair = draft->in->pair;
    toc_brief *brief = draft->brief;
    if (brief->sections[TOC_SECTION_ANSWER].count == WARS_SHOWN || !toc_war_between(war, &pair->a, &pair->b))
        return false;
    toc_str what = toc_words_known(draft->arena, war->what, brief->asof);
    toc_draft_line(draft, TOC_SECTION_ANSWER,
                   (toc_brief_line){.label = TOC_FACT,
                                    .id = war->id,
                                    .lead = TOC_STR("Since 2001"),
                                    .text = toc_draft_text(draft, "%.*s from %.*s%s%.*s.", TOC_FMT(war->kind),
                                                           TOC_FMT(toc_words_iso(draft->arena, war->from)),
                                                           what.len ? ": " : "", TOC_FMT(what)),
                                    .tone = 1});
    return true;
}

/* What happened after the last year of the base rates: facts beside the rate, never mixed into it. */
static void write_wars(toc_draft *draft) {
    size_t count;
    bool any = false;
    const toc_war *wars = toc_world_wars(draft->in->world, &count);
    for (size_t i = count; i-- > 0;)
        any |= write_war(draft, &wars[i]);
    toc_figure_draft figure = {.what = TOC_STR("fatal clashes and wars between the sides since 2001"),
                               .value = TOC_STR("none known"),
                               .formula =
                                   TOC_STR("rows of data/world/wars.tsv with a state of each side, begun by the day")};
    if (!any)
        toc_draft_line(
            draft, TOC_SECTION_ANSWER,
            (toc_brief_line){
                .label = TOC_FACT,
                .id = toc_draft_figure(draft, &figure),
                .lead = TOC_STR("Since 2001"),
                .text = TOC_STR("no fatal clash and no war between members of the two sides is known to the table.")});
}

void toc_draft_answer(toc_draft *draft) {
    fill_rungs(draft);
    write_headline(draft);
    write_wars(draft); /* first, since it counts its own lines */
    write_side_by_side(draft);
    write_together(draft);
    write_confidence(draft);
}
