/*
 * brief: the two pages as a structure, before any format.
 *
 * toc_brief_build turns measured figures into labelled lines. Every line has a
 * label (FACT, CLAIM, MODEL, ASSUMPTION) and an id that `tocsin why` opens; the
 * builder refuses a line without an id. Probabilities are toc_odds and toc_forecast
 * and nothing else. Where too little is known a line says "not enough", without a figure.
 *
 * Order: toc_brief_wants (which events need their sentences), op reads these
 * from the ledger, toc_brief_build, then a writer: toc_brief_add_text, _md,
 * _html, _json. Writers format and decide nothing. All memory is the arena's.
 */
#ifndef TOC_REPORT_BRIEF_H
#define TOC_REPORT_BRIEF_H

#include "measure/balance.h"
#include "measure/measure.h"
#include "measure/rate.h"
#include "measure/watch.h"
#include "report/evidence.h"
#include "report/ladder.h"

typedef enum toc_label { TOC_FACT, TOC_CLAIM, TOC_MODEL, TOC_ASSUMPTION } toc_label;
const char *toc_label_name(toc_label label); /* "FACT" */

typedef enum toc_section {
    TOC_SECTION_ANSWER,
    TOC_SECTION_APPARENT,
    TOC_SECTION_WHY,
    TOC_SECTION_BOUND,
    TOC_SECTION_CHANNELS,
    TOC_SECTION_MIND,
    TOC_SECTION_LIMITS,
    TOC_SECTION_COUNT
} toc_section;
const char *toc_section_title(toc_section section);

/* What the ledger held as of the day. */
typedef struct toc_corpus {
    int64_t documents, sentences, events, silent, sources;
    toc_day first, last;
} toc_corpus;

typedef struct toc_brief_input {
    const toc_world *world;
    const toc_ontology *ontology;
    const toc_pair *pair;
    const toc_trend *trend;
    const toc_tension *months; /* 24 months, the last one ending at asof */
    const toc_rates *rates;
    const toc_ladder_sheet *ladder;
    const toc_forecast_why *why; /* what moves the odds of a dispute; NULL: there are none */
    const toc_watch *watch;
    const size_t *largest; /* indices into pair->events, largest first */
    size_t largest_count;
    const toc_contact *contacts;
    size_t contact_count;
    const toc_third *thirds;
    size_t third_count;
    const toc_balance *balance; /* NULL: not asked for */
    toc_corpus corpus;
    int window_days;
    const toc_evidence *evidence; /* for the ids of toc_brief_wants */
    size_t evidence_count;
} toc_brief_input;

/* One line: a lead in strong type, the sentence, and a note in small type. */
typedef struct toc_brief_line {
    toc_label label;
    toc_str id;
    toc_str lead, text, note;
    const toc_evidence *evidence; /* or NULL */
    int tone;                     /* 1 hostile, -1 friendly, 0 neither */
} toc_brief_line;

/* A figure: content-named JSON that says what, value, formula, inputs and events. */
typedef struct toc_figure {
    toc_id id;
    toc_str json;
    toc_str what, value, formula;
    const toc_str *inputs; /* "name: value", … */
    size_t input_count;
    const toc_str *events; /* ids */
    size_t event_count;
} toc_figure;

/* One rung of the ladder: a question, our figure, its base rate. */
typedef struct toc_brief_rung {
    const toc_ladder_line *line;
    toc_str forecast; /* "about 3 in 100: almost no chance (95 % interval …)", or why there is no figure */
    toc_str base;     /* "less than 1 in 100 (95 % interval …; 3 in 55 years, 1946–2000)"; "not enough on record" */
    toc_str id;
} toc_brief_rung;

/* One of the three readings of "more apparent". */
typedef struct toc_brief_reading {
    toc_str name;    /* "Words", "Deeds", "Forecast" */
    toc_str verdict; /* "rising", "no clear change", "falling", "not enough" */
    toc_str detail;
    toc_str volume;
    toc_str id;
    toc_label label;
} toc_brief_reading;

typedef struct toc_brief_lines {
    toc_brief_line *lines;
    size_t count, capacity;
} toc_brief_lines;

#define TOC_FIGURES_MAX 64

typedef struct toc_brief {
    toc_str side_a, side_b;   /* as written */
    toc_str label_a, label_b; /* for people */
    toc_day asof;
    toc_str title, headline, headline_id, question, confidence, record;
    toc_brief_rung *rungs; /* from the likely to the unlikely */
    size_t rung_count;
    toc_brief_reading readings[3];
    const toc_tension *months;
    const toc_evidence *const *marks; /* events annotated in the chart, 1 … */
    size_t mark_count;
    toc_brief_lines sections[TOC_SECTION_COUNT];
    toc_figure figures[TOC_FIGURES_MAX];
    size_t figure_count;
    const toc_evidence *evidence;
    size_t evidence_count;
    const toc_world *world;
    const toc_ontology *ontology;
    bool figures_stored; /* set by op: `why` can open the figures */
} toc_brief;

/* Ids of the events whose sentences the brief shows: cited ones first, then the newest of both windows; at most max. */
toc_rc toc_brief_wants(const toc_brief_input *input, size_t max, toc_arena *arena, toc_str **out, size_t *count,
                       toc_err *err);
toc_rc toc_brief_build(const toc_brief_input *input, toc_arena *arena, toc_brief *out, toc_err *err);

/* Writers. */
void toc_brief_add_text(toc_buf *out, const toc_brief *brief, toc_text_style style);
void toc_brief_add_md(toc_buf *out, const toc_brief *brief);
void toc_brief_add_html(toc_buf *out, const toc_brief *brief);
void toc_brief_add_json(toc_buf *out, const toc_brief *brief);

const toc_evidence *toc_brief_evidence(const toc_brief *brief, toc_str event_id); /* NULL when not among them */
const toc_figure *toc_brief_figure(const toc_brief *brief, toc_str id);

#endif
