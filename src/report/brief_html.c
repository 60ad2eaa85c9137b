/*
 * The brief as one HTML file: inline style and chart, no script, no outside
 * request. Each line opens in place (details) down to its sentence and source;
 * figures open to formula, inputs and events, which are anchors in the annex.
 * Print: A4, the brief without its annex, two pages.
 */
#include "report/brief.h"
#include "report/brief_style.h"
#include "report/svg.h"
#include "report/why.h"
#include "report/words.h"

#define FIGURE_EVENTS_SHOWN 60

typedef struct page {
    toc_buf *out;
    const toc_brief *brief;
    toc_arena scratch;
} page;

static void add_id(page *p, toc_str id) {
    toc_buf *out = p->out;
    bool is_event = toc_brief_evidence(p->brief, id) != NULL;
    toc_buf_add_cstr(out, is_event ? " <a class=\"id\" href=\"#" : " <span class=\"id\">");
    if (is_event) {
        toc_buf_add_xml(out, id);
        toc_buf_add_cstr(out, "\">");
    }
    toc_buf_add_xml(out, id);
    toc_buf_add_cstr(out, is_event ? "</a>" : "</span>");
}

static void add_label(page *p, toc_label label) {
    toc_buf_printf(p->out, "<span class=\"label %s\">%s</span>", toc_label_name(label), toc_label_name(label));
}

static void add_tag(page *p, const char *open, toc_str text, const char *close) {
    toc_buf_add_cstr(p->out, open);
    toc_buf_add_xml(p->out, text);
    toc_buf_add_cstr(p->out, close);
}

/* Sentence, source and rule of one event. */
static void add_evidence(page *p, const toc_evidence *evidence) {
    const toc_event *event = &evidence->event;
    toc_str headline = toc_evidence_headline(evidence, p->brief->world, p->brief->ontology, &p->scratch);
    toc_str about = toc_arena_printf(&p->scratch, "%.*s, CAMEO %.*s, %s; rule %.*s",
                                     TOC_FMT(toc_str_of(toc_root_name(event->root))), TOC_FMT(event->cameo),
                                     toc_modality_name(event->modality), TOC_FMT(event->rule));
    toc_buf_add_cstr(p->out, "<p>");
    add_label(p, toc_evidence_is_claim(evidence) ? TOC_CLAIM : TOC_FACT);
    add_tag(p, "", toc_words_iso(&p->scratch, toc_event_day(event)), " ");
    add_tag(p, "", headline, "</p>");
    if (evidence->sentence.len)
        add_tag(p, "<blockquote>", evidence->sentence, "</blockquote>");
    add_tag(p, "<p class=\"note\">", toc_evidence_origin(evidence, &p->scratch), "");
    if (evidence->url.len)
        add_tag(p, " · ", evidence->url, "");
    add_tag(p, "<br>", about, "");
    add_tag(p, " · sentence ", toc_str_of(event->sentence.text), "");
    add_tag(p, " · document ", toc_str_of(event->document.text), "</p>\n");
}

static void add_figure(page *p, const toc_figure *figure) {
    add_tag(p, "<p><b>", figure->what, "</b>: ");
    add_tag(p, "", figure->value, "</p><dl>");
    add_tag(p, "<dt>how</dt><dd>", figure->formula, "</dd>");
    for (size_t i = 0; i < figure->input_count; i++)
        add_tag(p, "<dt>from</dt><dd>", figure->inputs[i], "</dd>");
    toc_buf_add_cstr(p->out, "</dl>");
    if (figure->event_count == 0)
        return;
    toc_buf_printf(p->out, "<p class=\"note\">%zu events:", figure->event_count);
    for (size_t i = figure->event_count; i-- > 0 && figure->event_count - i <= FIGURE_EVENTS_SHOWN;)
        add_id(p, figure->events[i]);
    toc_buf_add_cstr(p->out, figure->event_count > FIGURE_EVENTS_SHOWN ? " and older ones</p>\n" : "</p>\n");
}

/* A row of the world's tables; what names a day after the brief's is left out. */
static void add_row_of_table(page *p, toc_str id) {
    toc_why why;
    toc_err ignored = {0};
    if (toc_why_world(p->brief->world, id, p->brief->asof, &p->scratch, &why, &ignored) != TOC_OK)
        return;
    add_tag(p, "<p><b>", why.title, "</b></p><dl>");
    for (size_t i = 0; i < why.field_count; i++) {
        toc_str value = toc_words_known(&p->scratch, why.fields[i].value, p->brief->asof);
        if (value.len == 0)
            continue;
        add_tag(p, "<dt>", why.fields[i].name, "</dt>");
        add_tag(p, "<dd>", value, "</dd>");
    }
    toc_buf_add_cstr(p->out, "</dl>");
}

static void add_opened(page *p, toc_str id, const toc_evidence *evidence) {
    const toc_figure *figure = toc_brief_figure(p->brief, id);
    toc_buf_add_cstr(p->out, "<div class=\"open\">");
    if (evidence)
        add_evidence(p, evidence);
    else if (figure)
        add_figure(p, figure);
    else
        add_row_of_table(p, id);
    toc_buf_add_cstr(p->out, "</div>");
}

static void add_line(page *p, const toc_brief_line *line) {
    const toc_evidence *evidence = line->evidence ? line->evidence : toc_brief_evidence(p->brief, line->id);
    toc_buf_printf(p->out, "<li class=\"tone%d\"><details><summary>", line->tone);
    add_label(p, line->label);
    if (line->lead.len)
        add_tag(p, "<span class=\"lead\">", line->lead, "</span> ");
    add_tag(p, "", line->text, "");
    if (line->note.len)
        add_tag(p, " <span class=\"note\">", line->note, "</span>");
    add_id(p, line->id);
    toc_buf_add_cstr(p->out, "</summary>");
    add_opened(p, line->id, evidence);
    toc_buf_add_cstr(p->out, "</details></li>\n");
}

static void add_lines(page *p, const toc_brief_lines *lines) {
    toc_buf_add_cstr(p->out, "<ul class=\"lines\">\n");
    for (size_t i = 0; i < lines->count; i++)
        add_line(p, &lines->lines[i]);
    toc_buf_add_cstr(p->out, "</ul>\n");
}

static void add_cell(page *p, const char *of, toc_str text) {
    toc_buf_printf(p->out, "<td data-of=\"%s\">", of);
    toc_buf_add_xml(p->out, text);
}

static void add_figures_behind(page *p) {
    toc_buf_add_cstr(p->out, "<ul class=\"lines screen\"><li><details><summary class=\"note\">What these figures are "
                             "made from</summary>");
    for (size_t i = 0; i < p->brief->rung_count; i++)
        add_opened(p, p->brief->rungs[i].id, NULL);
    toc_buf_add_cstr(p->out, "</details></li></ul>\n");
}

static void add_answer(page *p) {
    const toc_brief *brief = p->brief;
    toc_buf_printf(p->out, "<h2>%s</h2>\n<p class=\"headline\">", toc_section_title(TOC_SECTION_ANSWER));
    add_label(p, TOC_MODEL);
    add_tag(p, "", brief->headline, "");
    add_id(p, brief->headline_id);
    add_tag(p, "</p>\n<p class=\"small\">", brief->question, "</p>\n");
    toc_buf_add_cstr(p->out, "<table class=\"ladder\"><thead><tr><th>Within a year, a member of A and one of "
                             "B</th><th>forecast</th><th>base "
                             "rate</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < brief->rung_count; i++) {
        const toc_brief_rung *rung = &brief->rungs[i];
        toc_buf_add_cstr(p->out, "<tr><th>");
        add_label(p, TOC_MODEL);
        add_tag(p, "", rung->line->name, "<br> <span class=\"soft\" style=\"font-weight:400\">");
        add_tag(p, "", rung->line->rung->question->short_name, "</span></th>");
        add_cell(p, "forecast", rung->forecast);
        toc_buf_add_cstr(p->out, "</td>");
        add_cell(p, "base rate", rung->base);
        add_id(p, rung->id);
        toc_buf_add_cstr(p->out, "</td></tr>\n");
    }
    toc_buf_add_cstr(p->out, "</tbody></table>\n");
    add_tag(p, "<p class=\"small\"><b>", brief->confidence, "</b> ");
    add_tag(p, "", brief->record, "</p>\n");
    add_lines(p, &brief->sections[TOC_SECTION_ANSWER]);
    add_figures_behind(p);
}

static void add_readings(page *p) {
    toc_buf_printf(p->out, "<h2>%s</h2>\n<div class=\"readings\">\n", toc_section_title(TOC_SECTION_APPARENT));
    for (int i = 0; i < 3; i++) {
        const toc_brief_reading *r = &p->brief->readings[i];
        add_tag(p, "<div><h3>", r->name, "</h3>");
        add_tag(p, "<p class=\"verdict\">", r->verdict, "</p><p>");
        add_label(p, r->label);
        add_tag(p, "", r->detail, "</p>");
        add_tag(p, "<p class=\"soft\">", r->volume, "");
        add_id(p, r->id);
        toc_buf_add_cstr(p->out, "</p></div>\n");
    }
    toc_buf_add_cstr(p->out, "</div>\n");
}

static void add_chart(page *p) {
    const toc_brief *brief = p->brief;
    toc_chart_mark marks[16];
    size_t count = brief->mark_count < 16 ? brief->mark_count : 16;
    if (!brief->months || brief->months->count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        const toc_evidence *evidence = brief->marks[i];
        marks[i] = (toc_chart_mark){toc_event_day(&evidence->event), toc_event_is_deed(&evidence->event), (int)i + 1,
                                    toc_evidence_headline(evidence, brief->world, brief->ontology, &p->scratch)};
    }
    toc_chart chart = {.series = brief->months, .marks = marks, .mark_count = count, .legend = true};
    chart.title = toc_arena_printf(&p->scratch, "Tension in words and in deeds, by month: %.*s", TOC_FMT(brief->title));
    chart.description = toc_arena_printf(
        &p->scratch,
        "Hostile weight upward, friendly weight downward, hostile level as a line. Words: %.*s. Deeds: %.*s.",
        TOC_FMT(brief->readings[0].verdict), TOC_FMT(brief->readings[1].verdict));
    toc_buf_add_cstr(p->out, "<figure>\n");
    toc_svg_add_chart(p->out, &chart);
    toc_buf_add_cstr(
        p->out, "<figcaption>By month; the numbers mark the events under Why, in their order.</figcaption></figure>\n");
}

static void add_reading_figures(page *p) {
    toc_buf_add_cstr(p->out, "<ul class=\"lines screen\"><li><details><summary class=\"note\">How the readings were "
                             "counted, and their events</summary>");
    for (int i = 0; i < 3; i++)
        add_opened(p, p->brief->readings[i].id, NULL);
    toc_buf_add_cstr(p->out, "</details></li></ul>\n");
}

static void add_annex(page *p) {
    toc_buf_add_cstr(p->out, "<section class=\"annex\" aria-label=\"Evidence\">\n<h2>Evidence</h2>\n<p class=\"small "
                             "soft\">Every event this brief "
                             "cites, with its sentence and source. The annex is left out in print.</p>\n");
    for (size_t i = 0; i < p->brief->evidence_count; i++) {
        const toc_evidence *evidence = &p->brief->evidence[i];
        add_tag(p, "<article id=\"", toc_str_of(evidence->event.id.text), "\">");
        add_tag(p, "<span class=\"id\">", toc_str_of(evidence->event.id.text), "</span>");
        add_evidence(p, evidence);
        toc_buf_add_cstr(p->out, "</article>\n");
    }
    toc_buf_add_cstr(p->out, "</section>\n");
}

static void add_head(page *p) {
    const toc_brief *brief = p->brief;
    toc_str day = toc_words_date(&p->scratch, brief->asof);
    add_tag(p,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>",
            brief->title, "");
    add_tag(p, ", ", day, "</title>\n<style>\n");
    toc_buf_add_cstr(p->out, toc_brief_style_screen);
    toc_buf_add_cstr(p->out, toc_brief_style_small);
    toc_buf_add_cstr(p->out, toc_brief_style_print);
    add_tag(p, "</style>\n</head>\n<body>\n<main>\n<div class=\"kicker\"><span><b>tocsin</b> brief</span><span>as of ",
            day, "</span></div>\n");
    add_tag(p, "<h1>", brief->title, "</h1>\n");
    add_tag(p, "<p class=\"sides\">A: ", brief->side_a, "");
    add_tag(p, " · B: ", brief->side_b, "</p>\n");
}

void toc_brief_add_html(toc_buf *out, const toc_brief *brief) {
    page p = {.out = out, .brief = brief};
    toc_arena_init(&p.scratch, 64u << 20);
    add_head(&p);
    add_answer(&p);
    add_readings(&p);
    add_chart(&p);
    add_lines(&p, &brief->sections[TOC_SECTION_APPARENT]);
    add_reading_figures(&p);
    for (int i = TOC_SECTION_WHY; i < TOC_SECTION_COUNT; i++) {
        toc_buf_printf(out, "<section><h2>%s</h2>\n", toc_section_title((toc_section)i));
        add_lines(&p, &brief->sections[i]);
        toc_buf_add_cstr(out, "</section>\n");
    }
    toc_buf_add_cstr(
        out, "<p class=\"foot\">FACT: a source tells it. CLAIM: a speaker says it, or it is words. MODEL: counted by a "
             "formula. "
             "ASSUMPTION: our choice. <span class=\"sans\">tocsin why ID</span> opens every id.</p>\n</main>\n");
    add_annex(&p);
    toc_buf_add_cstr(out, "</body>\n</html>\n");
    out->failed |= p.scratch.refused;
    toc_arena_fini(&p.scratch);
}
