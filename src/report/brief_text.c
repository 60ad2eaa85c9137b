/* The brief for a terminal or a plain mail: wrapped, labels in a column, ids at the end of each line. */
#include "report/brief.h"
#include "report/spark.h"
#include "report/words.h"

#define INDENT 13 /* "  ASSUMPTION " */

typedef struct page {
    toc_buf *out;
    const toc_brief *brief;
    toc_text_style style;
    toc_arena scratch;
} page;

static void strong(page *p, toc_str text) {
    toc_buf_printf(p->out, "%s%.*s%s", p->style.bold ? "\033[1m" : "", TOC_FMT(text), p->style.bold ? "\033[0m" : "");
}

static void heading(page *p, const char *text) {
    toc_buf_add_char(p->out, '\n');
    toc_buf_add_cstr(p->out, p->style.bold ? "\033[1m" : "");
    for (const char *c = text; *c; c++)
        toc_buf_add_char(p->out, *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c);
    toc_buf_add_cstr(p->out, p->style.bold ? "\033[0m\n" : "\n");
}

static void paragraph(page *p, toc_str text) {
    toc_buf_add_cstr(p->out, "  ");
    toc_words_wrap(p->out, text, 2, 2, p->style.width);
    toc_buf_add_char(p->out, '\n');
}

/* Text after a label column; the id stands at the end. */
static void labelled(page *p, toc_label label, toc_str lead, toc_str text, toc_str note, toc_str id) {
    toc_buf_printf(p->out, "  %-10s ", toc_label_name(label));
    size_t column = INDENT;
    if (lead.len) {
        if (p->style.bold)
            toc_buf_add_cstr(p->out, "\033[1m");
        column = toc_words_wrap(p->out, lead, column, INDENT, p->style.width);
        if (p->style.bold)
            toc_buf_add_cstr(p->out, "\033[0m");
    }
    column = toc_words_wrap(p->out, text, column, INDENT, p->style.width);
    if (note.len) {
        toc_str small = toc_arena_printf(&p->scratch, "(%.*s)", TOC_FMT(note));
        column = toc_words_wrap(p->out, small, column, INDENT, p->style.width);
    }
    toc_words_wrap(p->out, toc_arena_printf(&p->scratch, "[%.*s]", TOC_FMT(id)), column, INDENT, p->style.width);
    toc_buf_add_char(p->out, '\n');
}

static void rung_lines(page *p, const toc_brief_rung *rung) {
    const toc_question *q = rung->line->rung->question;
    toc_buf_printf(p->out, "  %-10s ", "MODEL");
    strong(p, q->name);
    toc_buf_add_char(p->out, ':');
    toc_words_wrap(p->out, q->short_name, INDENT + toc_words_width(q->name) + 1, INDENT, p->style.width);
    toc_buf_printf(p->out, "\n%*s", INDENT, "");
    toc_str all = toc_arena_printf(&p->scratch, "%.*s; base rate %.*s [%.*s]", TOC_FMT(rung->forecast),
                                   TOC_FMT(rung->base), TOC_FMT(rung->id));
    toc_words_wrap(p->out, all, INDENT, INDENT + 2, p->style.width);
    toc_buf_add_char(p->out, '\n');
}

static void section(page *p, toc_section which) {
    const toc_brief_lines *lines = &p->brief->sections[which];
    for (size_t i = 0; i < lines->count; i++) {
        const toc_brief_line *line = &lines->lines[i];
        labelled(p, line->label, line->lead, line->text, line->note, line->id);
    }
}

static void answer(page *p) {
    const toc_brief *brief = p->brief;
    heading(p, toc_section_title(TOC_SECTION_ANSWER));
    labelled(p, TOC_MODEL, (toc_str){NULL, 0}, brief->headline, (toc_str){NULL, 0}, brief->headline_id);
    paragraph(p, brief->question);
    toc_buf_add_cstr(p->out, "\n  The ladder, within a year, between a member of A and one of B:\n");
    for (size_t i = 0; i < brief->rung_count; i++)
        rung_lines(p, &brief->rungs[i]);
    section(p, TOC_SECTION_ANSWER);
    toc_buf_add_char(p->out, '\n');
    paragraph(p, brief->confidence);
    paragraph(p, brief->record);
}

static void readings(page *p) {
    heading(p, toc_section_title(TOC_SECTION_APPARENT));
    for (int i = 0; i < 3; i++) {
        const toc_brief_reading *r = &p->brief->readings[i];
        toc_str lead = toc_arena_printf(&p->scratch, "%.*s: %.*s.", TOC_FMT(r->name), TOC_FMT(r->verdict));
        labelled(p, r->label, lead, r->detail, r->volume, r->id);
    }
}

static void sparks(page *p) {
    const toc_tension *months = p->brief->months;
    char from[11], to[11];
    if (!months || months->count == 0)
        return;
    toc_day_format(months->points[0].from, from);
    toc_day_format(months->points[months->count - 1].to, to);
    for (int deeds = 0; deeds < 2; deeds++) {
        toc_buf_printf(p->out, "%*s%s ", INDENT, "", deeds ? "deeds" : "words");
        toc_spark_add(p->out, months, deeds != 0, p->style.ascii);
        toc_buf_add_char(p->out, '\n');
    }
    toc_str caption =
        toc_arena_printf(&p->scratch, "hostile weight a month, %.7s to %.7s; %s: too few events for a figure", from, to,
                         p->style.ascii ? "a gap" : "·");
    toc_buf_printf(p->out, "%*s", INDENT, "");
    toc_words_wrap(p->out, caption, INDENT, INDENT, p->style.width);
    toc_buf_add_char(p->out, '\n');
}

static void foot(page *p) {
    toc_str text = TOC_STR(
        "Open any id in brackets: tocsin why ID. FACT: a source tells it; CLAIM: a speaker says it, or it is words; "
        "MODEL: counted by a formula; ASSUMPTION: our choice.");
    toc_buf_add_char(p->out, '\n');
    paragraph(p, text);
    if (!p->brief->figures_stored)
        paragraph(
            p,
            TOC_STR(
                "The ledger is read-only: ids that begin with b are opened only in --html and --json of this brief."));
}

void toc_brief_add_text(toc_buf *out, const toc_brief *brief, toc_text_style style) {
    page p = {.out = out, .brief = brief, .style = style};
    toc_arena_init(&p.scratch, 16u << 20);
    p.style.width = style.width < 50 ? 50 : style.width > 100 ? 100 : style.width;
    strong(&p, brief->title);
    toc_str under = toc_arena_printf(&p.scratch, "A tocsin brief as of %.*s: A is %.*s, B is %.*s",
                                     TOC_FMT(toc_words_date(&p.scratch, brief->asof)), TOC_FMT(brief->side_a),
                                     TOC_FMT(brief->side_b));
    toc_buf_add_char(out, '\n');
    toc_words_wrap(out, under, 0, 0, p.style.width);
    toc_buf_add_char(out, '\n');
    answer(&p);
    readings(&p);
    sparks(&p);
    section(&p, TOC_SECTION_APPARENT);
    for (int i = TOC_SECTION_WHY; i < TOC_SECTION_COUNT; i++) {
        heading(&p, toc_section_title((toc_section)i));
        section(&p, (toc_section)i);
    }
    foot(&p);
    out->failed |= p.scratch.refused;
    toc_arena_fini(&p.scratch);
}
