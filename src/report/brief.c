/* Builds a brief out of measured figures; the sections stand in brief_<section>.c. */
#include "report/brief.h"

#include "report/draft.h"
#include "report/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *toc_label_name(toc_label label) {
    static const char *const names[] = {"FACT", "CLAIM", "MODEL", "ASSUMPTION"};
    return names[label];
}

const char *toc_section_title(toc_section section) {
    static const char *const titles[TOC_SECTION_COUNT] = {
        "How possible?", "More apparent?",         "Why",
        "Who is bound",  "Channels and mediators", "What would change our mind",
        "Limits"};
    return titles[section];
}

static void draft_fail(toc_draft *draft, toc_rc rc, const char *message) {
    if (draft->rc == TOC_OK)
        draft->rc = toc_err_set(draft->err, rc, "%s", message);
}

toc_str toc_draft_text(toc_draft *draft, const char *format, ...) {
    char text[2048];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof text) {
        draft_fail(draft, TOC_ELIMIT, "a sentence of the brief is longer than 2047 bytes");
        return TOC_STR("");
    }
    toc_str out = toc_arena_str(draft->arena, (toc_str){text, (size_t)length});
    if (!out.ptr)
        draft_fail(draft, TOC_ENOMEM, "out of memory for the brief");
    return out.ptr ? out : TOC_STR("");
}

static bool lines_grow(toc_draft *draft, toc_brief_lines *lines) {
    size_t capacity = lines->capacity ? lines->capacity * 2 : 8;
    toc_brief_line *grown = toc_arena_array(draft->arena, capacity, sizeof *grown);
    if (!grown) {
        draft_fail(draft, TOC_ENOMEM, "out of memory for the brief");
        return false;
    }
    if (lines->count)
        memcpy(grown, lines->lines, lines->count * sizeof *grown);
    lines->lines = grown;
    lines->capacity = capacity;
    return true;
}

void toc_draft_line(toc_draft *draft, toc_section section, toc_brief_line line) {
    toc_brief_lines *lines = &draft->brief->sections[section];
    if (draft->rc != TOC_OK)
        return;
    if (line.id.len == 0 || line.text.len == 0) {
        draft_fail(draft, TOC_EUSAGE, "a line of a brief needs a text and an id that opens it");
        return;
    }
    if (line.lead.len && section != TOC_SECTION_WHY)
        line.lead = toc_draft_text(draft, "%.*s:", TOC_FMT(line.lead));
    if (lines->count < lines->capacity || lines_grow(draft, lines))
        lines->lines[lines->count++] = line;
}

void toc_draft_input(toc_draft *draft, toc_figure_draft *figure, const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof text ||
        figure->input_count == sizeof figure->inputs / sizeof *figure->inputs) {
        draft_fail(draft, TOC_ELIMIT, "a figure has too many inputs, or too long ones");
        return;
    }
    figure->inputs[figure->input_count++] = toc_draft_text(draft, "%s", text);
}

void toc_draft_events(toc_draft *draft, toc_figure_draft *figure, toc_day from, toc_day to, bool deeds) {
    const toc_pair *pair = draft->in->pair;
    size_t count = 0;
    for (size_t i = 0; i < pair->count; i++)
        count += toc_event_day(&pair->events[i]) >= from && toc_event_day(&pair->events[i]) <= to &&
                 toc_event_is_deed(&pair->events[i]) == deeds;
    figure->events = toc_arena_array(draft->arena, count + 1, sizeof *figure->events);
    if (!figure->events) {
        draft_fail(draft, TOC_ENOMEM, "out of memory for a figure's events");
        return;
    }
    for (size_t i = 0; i < pair->count; i++)
        if (toc_event_day(&pair->events[i]) >= from && toc_event_day(&pair->events[i]) <= to &&
            toc_event_is_deed(&pair->events[i]) == deeds)
            figure->events[figure->event_count++] = toc_str_of(pair->events[i].id.text);
}

static void add_list(toc_buf *out, const char *name, const toc_str *items, size_t count) {
    toc_buf_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        if (i)
            toc_buf_add_char(out, ',');
        toc_buf_add_json(out, items[i]);
    }
    toc_buf_add_char(out, ']');
}

static void add_member(toc_buf *out, const char *name, toc_str text) {
    toc_buf_printf(out, "%s\"%s\":", out->len > 1 ? "," : "", name);
    toc_buf_add_json(out, text);
}

static void figure_json(const toc_draft *draft, const toc_figure_draft *figure, toc_buf *out) {
    const toc_brief *brief = draft->brief;
    char day[11];
    toc_buf_add_char(out, '{');
    add_member(out, "what", figure->what);
    add_member(out, "value", figure->value);
    add_member(out, "formula", figure->formula);
    add_member(out, "side_a", brief->side_a);
    add_member(out, "side_b", brief->side_b);
    add_member(out, "asof", toc_str_of(toc_day_format(brief->asof, day)));
    add_list(out, "inputs", figure->inputs, figure->input_count);
    add_list(out, "events", figure->events, figure->event_count);
    toc_buf_add_char(out, '}');
}

toc_str toc_draft_figure(toc_draft *draft, const toc_figure_draft *figure) {
    toc_brief *brief = draft->brief;
    toc_buf json;
    if (draft->rc != TOC_OK)
        return TOC_STR("");
    if (brief->figure_count == TOC_FIGURES_MAX) {
        draft_fail(draft, TOC_ELIMIT, "a brief holds at most 64 figures");
        return TOC_STR("");
    }
    toc_buf_init(&json, 64u << 20);
    figure_json(draft, figure, &json);
    toc_str kept = json.failed ? (toc_str){NULL, 0} : toc_arena_str(draft->arena, toc_buf_str(&json));
    toc_str *inputs = toc_arena_array(draft->arena, figure->input_count + 1, sizeof *inputs);
    toc_buf_fini(&json);
    if (!kept.ptr || !inputs) {
        draft_fail(draft, TOC_ENOMEM, "out of memory for a figure");
        return TOC_STR("");
    }
    memcpy(inputs, figure->inputs, figure->input_count * sizeof *inputs);
    toc_figure *made = &brief->figures[brief->figure_count++];
    *made = (toc_figure){.id = toc_id_make('b', &kept, 1),
                         .json = kept,
                         .what = figure->what,
                         .value = figure->value,
                         .formula = figure->formula,
                         .inputs = inputs,
                         .input_count = figure->input_count,
                         .events = figure->events,
                         .event_count = figure->event_count};
    return toc_str_of(made->id.text);
}

static const toc_evidence *find(const toc_evidence *evidence, size_t count, toc_str id) {
    for (size_t i = 0; i < count; i++)
        if (toc_str_equal(toc_str_of(evidence[i].event.id.text), id))
            return &evidence[i];
    return NULL;
}

const toc_evidence *toc_draft_evidence(const toc_draft *draft, toc_str event_id) {
    return find(draft->in->evidence, draft->in->evidence_count, event_id);
}

const toc_evidence *toc_brief_evidence(const toc_brief *brief, toc_str event_id) {
    return find(brief->evidence, brief->evidence_count, event_id);
}

const toc_figure *toc_brief_figure(const toc_brief *brief, toc_str id) {
    for (size_t i = 0; i < brief->figure_count; i++)
        if (toc_str_equal(toc_str_of(brief->figures[i].id.text), id))
            return &brief->figures[i];
    return NULL;
}

/* The list of wanted events, without repeats. */
typedef struct wants {
    toc_str *ids;
    size_t count, max;
} wants;

static void want(wants *w, const toc_id *id) {
    toc_str text = toc_str_of(id->text);
    for (size_t i = 0; i < w->count; i++)
        if (toc_str_equal(w->ids[i], text))
            return;
    if (text.len && w->count < w->max)
        w->ids[w->count++] = text;
}

toc_rc toc_brief_wants(const toc_brief_input *input, size_t max, toc_arena *arena, toc_str **out, size_t *count,
                       toc_err *err) {
    wants w = {.max = max};
    w.ids = toc_arena_array(arena, max + 1, sizeof *w.ids);
    if (!w.ids)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu events", max);
    for (size_t i = 0; i < input->largest_count; i++)
        want(&w, &input->pair->events[input->largest[i]].id);
    for (size_t i = 0; i < input->contact_count && i < 8; i++)
        want(&w, toc_contact_id(&input->contacts[i]));
    for (size_t i = 0; i < input->third_count && i < 8; i++)
        want(&w, &input->thirds[i].last_event);
    want(&w, &input->watch->last_contact_event);
    want(&w, &input->watch->last_hostile_deed_event);
    want(&w, &input->watch->last_assault_event);
    for (size_t i = input->pair->count; i-- > 0 && toc_event_day(&input->pair->events[i]) >= input->trend->before.from;)
        want(&w, &input->pair->events[i].id);
    *out = w.ids;
    *count = w.count;
    return TOC_OK;
}

static void begin(toc_draft *draft) {
    const toc_pair *pair = draft->in->pair;
    toc_brief *brief = draft->brief;
    brief->side_a = pair->a.text;
    brief->side_b = pair->b.text;
    brief->label_a = pair->a.label;
    brief->label_b = pair->b.label;
    brief->asof = pair->asof;
    brief->months = draft->in->months;
    brief->evidence = draft->in->evidence;
    brief->evidence_count = draft->in->evidence_count;
    brief->world = draft->in->world;
    brief->ontology = draft->in->ontology;
    brief->title = toc_draft_text(draft, "%.*s – %.*s", TOC_FMT(pair->a.label), TOC_FMT(pair->b.label));
}

toc_rc toc_brief_build(const toc_brief_input *input, toc_arena *arena, toc_brief *out, toc_err *err) {
    static const toc_brief nothing;
    toc_brief *brief = toc_arena_alloc(arena, sizeof *brief);
    if (!brief)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the brief");
    *brief = nothing;
    toc_draft draft = {.in = input, .arena = arena, .brief = brief, .rc = TOC_OK, .err = err};
    begin(&draft);
    toc_draft_answer(&draft);
    toc_draft_apparent(&draft);
    toc_draft_why(&draft);
    toc_draft_bound(&draft);
    toc_draft_channels(&draft);
    toc_draft_mind(&draft);
    toc_draft_limits(&draft);
    if (draft.rc == TOC_OK)
        *out = *brief;
    return draft.rc;
}
