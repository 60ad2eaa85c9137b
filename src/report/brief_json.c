/* The brief as one JSON object, with its figures and its evidence, for programmes and archives. */
#include "report/brief.h"
#include "report/tension_json.h"

static void add_member(toc_buf *out, const char *name, toc_str text) {
    toc_buf_printf(out, ",\"%s\":", name);
    toc_buf_add_json(out, text);
}

static void add_answer(toc_buf *out, const toc_brief *brief) {
    toc_buf_add_cstr(out, ",\n\"answer\":{\"label\":\"MODEL\"");
    add_member(out, "id", brief->headline_id);
    add_member(out, "headline", brief->headline);
    add_member(out, "question", brief->question);
    add_member(out, "confidence", brief->confidence);
    add_member(out, "record", brief->record);
    toc_buf_add_cstr(out, ",\"ladder\":[");
    for (size_t i = 0; i < brief->rung_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n{\"label\":\"MODEL\"" : "{\"label\":\"MODEL\"");
        add_member(out, "figure", brief->rungs[i].id);
        add_member(out, "forecast", brief->rungs[i].forecast);
        add_member(out, "base_rate", brief->rungs[i].base);
        toc_buf_add_cstr(out, ",\"rung\":");
        toc_ladder_add_line_json(out, brief->rungs[i].line);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}");
}

static void add_readings(toc_buf *out, const toc_brief *brief) {
    toc_buf_add_cstr(out, ",\n\"readings\":[");
    for (int i = 0; i < 3; i++) {
        const toc_brief_reading *r = &brief->readings[i];
        toc_buf_add_cstr(out, i ? ",\n{\"name\":" : "{\"name\":");
        toc_buf_add_json(out, r->name);
        add_member(out, "label", toc_str_of(toc_label_name(r->label)));
        add_member(out, "verdict", r->verdict);
        add_member(out, "detail", r->detail);
        add_member(out, "volume", r->volume);
        add_member(out, "id", r->id);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

static void add_lines(toc_buf *out, toc_section section, const toc_brief_lines *lines) {
    toc_buf_printf(out, "%s{\"section\":\"%s\",\"lines\":[", section == TOC_SECTION_ANSWER ? "" : ",\n",
                   toc_section_title(section));
    for (size_t i = 0; i < lines->count; i++) {
        const toc_brief_line *line = &lines->lines[i];
        toc_buf_printf(out, "%s{\"label\":\"%s\"", i ? ",\n" : "", toc_label_name(line->label));
        add_member(out, "id", line->id);
        add_member(out, "lead", line->lead);
        add_member(out, "text", line->text);
        add_member(out, "note", line->note);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}");
}

static void add_figures(toc_buf *out, const toc_brief *brief) {
    toc_buf_add_cstr(out, ",\n\"figures\":{");
    for (size_t i = 0; i < brief->figure_count; i++) {
        toc_buf_printf(out, "%s\"%s\":", i ? ",\n" : "", brief->figures[i].id.text);
        toc_buf_add(out, brief->figures[i].json);
    }
    toc_buf_add_cstr(out, "},\n\"evidence\":[");
    for (size_t i = 0; i < brief->evidence_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        toc_evidence_add_json(out, &brief->evidence[i]);
    }
    toc_buf_add_char(out, ']');
}

void toc_brief_add_json(toc_buf *out, const toc_brief *brief) {
    char day[11];
    toc_buf_printf(out, "{\"tocsin\":\"brief\",\"version\":1,\"asof\":\"%s\"", toc_day_format(brief->asof, day));
    add_member(out, "title", brief->title);
    add_member(out, "side_a", brief->side_a);
    add_member(out, "side_b", brief->side_b);
    add_answer(out, brief);
    add_readings(out, brief);
    toc_buf_add_cstr(out, ",\n\"sections\":[");
    for (int i = TOC_SECTION_ANSWER; i < TOC_SECTION_COUNT; i++)
        add_lines(out, (toc_section)i, &brief->sections[i]);
    toc_buf_add_cstr(out, "],\n\"months\":");
    if (brief->months)
        toc_tension_add_points_json(out, brief->months);
    else
        toc_buf_add_cstr(out, "[]");
    add_figures(out, brief);
    toc_buf_add_cstr(out, "}\n");
}
