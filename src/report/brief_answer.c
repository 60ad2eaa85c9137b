/* How possible? The counted base rates of the ladder, the question, confidence, and the record. */
#include "report/draft.h"
#include "report/words.h"

#define WARS_SHOWN 2

static const struct {
    const char *name, *meaning, *rule;
} ladder[TOC_RUNG_COUNT] = {
    {"Dispute", "a militarised dispute begins",
     "onset of a militarised interstate dispute as the Correlates of War project defines it"},
    {"Fatal clash", "a dispute with battle deaths begins",
     "onset of a militarised interstate dispute with at least 1 battle death (Correlates of War, "
     "Gibler-Miller-Little)"},
    {"War", "an interstate war begins",
     "an interstate war: 1,000 or more battle deaths within 12 months between a member of A and a member of B, per "
     "UCDP or COW"},
};

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

static toc_str rate_figure(toc_draft *draft, toc_rung rung, const toc_rate *rate, const char *of) {
    toc_figure_draft figure = {
        .formula = TOC_STR("onsets / pair-years; interval: Jeffreys, 95 % (Beta(k + 1/2, n - k + 1/2))")};
    figure.what = toc_draft_text(draft, "base rate of \"%s\" among %s", ladder[rung].meaning, of);
    figure.value = rate->defined ? toc_draft_text(draft, "%d in %d pair-years", rate->onsets, rate->pair_years)
                                 : toc_draft_text(draft, "not enough: %d pair-years, %d wanted", rate->pair_years,
                                                  TOC_RATE_MINIMUM);
    toc_draft_input(draft, &figure, "onsets k: %d", rate->onsets);
    toc_draft_input(draft, &figure, "pair-years n: %d", rate->pair_years);
    toc_draft_input(draft, &figure, "years: %d to %d", rate->from_year, rate->to_year);
    cases_input(draft, &figure, &rate->cases);
    toc_draft_input(draft, &figure, "resolution: %s", ladder[rung].rule);
    toc_draft_input(
        draft, &figure,
        "table: data/world/disputes.tsv (Correlates of War; Gibler, Miller and Little), doc/method/base-rate.md");
    return toc_draft_figure(draft, &figure);
}

static const toc_odds *odds_of(toc_draft *draft, toc_rung rung, const toc_rate *rate, const char *of) {
    const toc_odds *odds = NULL;
    toc_odds_parts parts = {.question = toc_draft_text(
                                draft, "within one year: %s between a member of A (%.*s) and a member of B (%.*s)",
                                ladder[rung].meaning, TOC_FMT(draft->brief->label_a), TOC_FMT(draft->brief->label_b)),
                            .resolution = toc_str_of(ladder[rung].rule),
                            .horizon_days = 365,
                            .base = rate,
                            .base_of = toc_draft_text(draft, "%s, one pair and one year at a time", of),
                            .record = TOC_STR("none yet")};
    if (draft->rc == TOC_OK && rate->defined)
        draft->rc = toc_odds_new(&parts, draft->arena, &odds, draft->err);
    return odds;
}

static void fill_rung(toc_draft *draft, toc_rung rung) {
    const toc_rates *rates = draft->in->rates;
    toc_brief_rung *out = &draft->brief->rungs[rung];
    const char *these = rates->pairs[rung].what, *like = rates->reference[rung].what;
    out->name = toc_str_of(ladder[rung].name);
    out->meaning = toc_str_of(ladder[rung].meaning);
    out->pairs = odds_of(draft, rung, &rates->pairs[rung], these);
    out->pairs_id = rate_figure(draft, rung, &rates->pairs[rung], these);
    out->reference = odds_of(draft, rung, &rates->reference[rung], like);
    out->reference_id = rate_figure(draft, rung, &rates->reference[rung], like);
}

static void write_headline(toc_draft *draft) {
    toc_brief *brief = draft->brief;
    const toc_brief_rung *war = &brief->rungs[TOC_RUNG_WAR];
    const toc_odds *odds = war->pairs ? war->pairs : war->reference;
    toc_buf chance;
    brief->headline_id = war->pairs ? war->pairs_id : war->reference_id;
    if (!odds) {
        brief->headline =
            TOC_STR("Not enough: too few pair-years are on record to count a base rate of war, and there is no "
                    "forecast yet.");
        return;
    }
    toc_buf_init(&chance, 256);
    toc_odds_add_chance(&chance, odds);
    brief->headline = toc_draft_text(
        draft, "By the record alone, war between %s in a given year: %s (%.*s). tocsin makes no forecast yet.",
        war->pairs ? "one such pair of states" : "one pair of states like these", toc_odds_words(odds),
        TOC_FMT(toc_buf_str(&chance)));
    if (chance.failed && draft->rc == TOC_OK)
        draft->rc = toc_err_set(draft->err, TOC_ENOMEM, "no memory for the chance of a war");
    toc_buf_fini(&chance);
}

static void write_confidence(toc_draft *draft) {
    toc_brief *brief = draft->brief;
    const toc_brief_input *in = draft->in;
    const toc_rate *base = &in->rates->pairs[TOC_RUNG_WAR];
    brief->confidence = toc_draft_text(
        draft,
        "Confidence in this answer is low: base rates know nothing of today, they end in %d, and the ledger holds %.*s "
        "documents from %lld publishers.",
        base->to_year, TOC_FMT(toc_words_count(draft->arena, in->corpus.documents)), (long long)in->corpus.sources);
    brief->record = TOC_STR("Model forecast: none yet. Track record: none yet.");
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
    toc_brief *brief = draft->brief;
    toc_day end = draft->in->pair->asof + 365;
    for (int rung = 0; rung < TOC_RUNG_COUNT; rung++)
        fill_rung(draft, (toc_rung)rung);
    write_headline(draft);
    write_wars(draft);
    write_confidence(draft);
    brief->question = toc_draft_text(draft, "Question, settled by %.*s: %s.",
                                     TOC_FMT(toc_words_date(draft->arena, end)), ladder[TOC_RUNG_WAR].rule);
    brief->scope =
        toc_draft_text(draft,
                       "Rates are per pair of states and year. The sides form %d pairs today; their chance as wholes "
                       "is higher and is not derived here, because pairs do not act independently.",
                       draft->in->rates->state_pairs);
}
