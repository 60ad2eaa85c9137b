/* The brief in Markdown: tables for the ladder and the readings, lists for the rest, ids as code. */
#include "report/brief.h"
#include "report/words.h"

/* Marks that Markdown would read are kept as text. */
static void add_plain(toc_buf *out, toc_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '|' || c == '<' || c == '[' || c == ']')
            toc_buf_add_char(out, '\\');
        toc_buf_add_char(out, c == '\n' ? ' ' : c);
    }
}

static void add_lines(toc_buf *out, const toc_brief_lines *lines) {
    for (size_t i = 0; i < lines->count; i++) {
        const toc_brief_line *line = &lines->lines[i];
        toc_buf_printf(out, "- **%s** ", toc_label_name(line->label));
        if (line->lead.len) {
            add_plain(out, line->lead);
            toc_buf_add_char(out, ' ');
        }
        add_plain(out, line->text);
        if (line->note.len) {
            toc_buf_add_cstr(out, " (");
            add_plain(out, line->note);
            toc_buf_add_char(out, ')');
        }
        toc_buf_printf(out, " `%.*s`\n", TOC_FMT(line->id));
    }
}

static void add_answer(toc_buf *out, const toc_brief *brief) {
    toc_buf_printf(out, "## %s\n\n**MODEL** ", toc_section_title(TOC_SECTION_ANSWER));
    add_plain(out, brief->headline);
    toc_buf_printf(out, " `%.*s`\n\n", TOC_FMT(brief->headline_id));
    add_plain(out, brief->question);
    toc_buf_add_cstr(out, "\n\n| | Within one year | forecast | base rate | |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < brief->rung_count; i++) {
        const toc_brief_rung *rung = &brief->rungs[i];
        toc_buf_add_cstr(out, "| **MODEL** | **");
        add_plain(out, rung->line->name);
        toc_buf_add_cstr(out, "**: ");
        add_plain(out, rung->line->rung->question->short_name);
        toc_buf_add_cstr(out, " | ");
        add_plain(out, rung->forecast);
        toc_buf_add_cstr(out, " | ");
        add_plain(out, rung->base);
        toc_buf_printf(out, " | `%.*s` |\n", TOC_FMT(rung->id));
    }
    toc_buf_add_char(out, '\n');
    add_lines(out, &brief->sections[TOC_SECTION_ANSWER]);
    const toc_str paragraphs[] = {brief->confidence, brief->record};
    for (size_t i = 0; i < 2; i++) {
        toc_buf_add_char(out, '\n');
        add_plain(out, paragraphs[i]);
        toc_buf_add_char(out, '\n');
    }
}

static void add_readings(toc_buf *out, const toc_brief *brief) {
    toc_buf_printf(out, "\n## %s\n\n| | Words | Deeds | Forecast |\n|---|---|---|---|\n| reading |",
                   toc_section_title(TOC_SECTION_APPARENT));
    for (int i = 0; i < 3; i++)
        toc_buf_printf(out, " **%.*s** |", TOC_FMT(brief->readings[i].verdict));
    toc_buf_add_cstr(out, "\n| figure |");
    for (int i = 0; i < 3; i++)
        toc_buf_printf(out, " %s: %.*s |", toc_label_name(brief->readings[i].label),
                       TOC_FMT(brief->readings[i].detail));
    toc_buf_add_cstr(out, "\n| volume |");
    for (int i = 0; i < 3; i++)
        toc_buf_printf(out, " %.*s |", TOC_FMT(brief->readings[i].volume));
    toc_buf_add_cstr(out, "\n| id |");
    for (int i = 0; i < 3; i++)
        toc_buf_printf(out, " `%.*s` |", TOC_FMT(brief->readings[i].id));
    toc_buf_add_cstr(out, "\n\n");
}

void toc_brief_add_md(toc_buf *out, const toc_brief *brief) {
    char day[11];
    toc_buf_add_cstr(out, "# ");
    add_plain(out, brief->title);
    toc_buf_printf(out, "\n\nA tocsin brief as of %s. A is `%.*s`, B is `%.*s`.\n\n", toc_day_format(brief->asof, day),
                   TOC_FMT(brief->side_a), TOC_FMT(brief->side_b));
    add_answer(out, brief);
    add_readings(out, brief);
    add_lines(out, &brief->sections[TOC_SECTION_APPARENT]);
    for (int i = TOC_SECTION_WHY; i < TOC_SECTION_COUNT; i++) {
        toc_buf_printf(out, "\n## %s\n\n", toc_section_title((toc_section)i));
        add_lines(out, &brief->sections[i]);
    }
    toc_buf_add_cstr(out, "\nFACT: a source tells it. CLAIM: a speaker says it, or it is words. MODEL: counted by a "
                          "formula. ASSUMPTION: our "
                          "choice. `tocsin why ID` opens every id.\n");
}
