/* The ladder: its lines, then text and JSON; see ladder.h. */
#include "report/ladder.h"

#include "report/chance.h"
#include "report/member.h"
#include "report/score.h"
#include "report/words.h"

enum { LABEL = 13 };

/* ---- lines --------------------------------------------------------------------------------- */

typedef struct maker {
    const toc_ladder_facts *facts;
    toc_arena *arena;
    toc_err *err;
} maker;

static toc_str kept(const maker *m, toc_buf *text) {
    toc_str out = text->failed ? (toc_str){NULL, 0} : toc_arena_str(m->arena, toc_buf_str(text));
    toc_buf_fini(text);
    m->arena->refused |= !out.ptr;
    return out.ptr ? out : TOC_STR("");
}

/* "about 30 in 100 of the rung above (…; 12 in 42 such years of these sides, shrunk to 233 in 646 of the class)" */
static void add_share(toc_buf *out, const toc_share *share) {
    toc_chance_add(out, share->estimate);
    toc_buf_add_cstr(out, " of the rung above it (95 % interval ");
    toc_chance_add_range(out, share->interval.low, share->interval.high);
    toc_buf_printf(out, "; %d in %d such years of these sides, shrunk to %d in %d of the class)", share->k, share->n,
                   share->class_k, share->class_n);
}

static toc_str note_of(const maker *m, const toc_ladder_rung *rung) {
    toc_buf note;
    toc_buf_init(&note, 4096);
    if (rung->under_way)
        toc_buf_printf(&note, "%.*s", TOC_FMT(rung->under_way->id));
    else if (rung->given && rung->raised)
        toc_buf_add_cstr(&note, "raised to the dispute, which is one and cannot be likelier");
    else if (rung->given && rung->share.defined)
        add_share(&note, &rung->share);
    return kept(m, &note);
}

static toc_str record_of(const maker *m, toc_str question) {
    toc_buf text;
    toc_score_group group = toc_score_of(m->facts->score, question);
    toc_buf_init(&text, 4096);
    toc_score_add_record(&text, &group);
    if (group.yes + group.no == 0 && toc_str_equal(question, TOC_STR("dispute")))
        toc_buf_add_cstr(&text, "; out of time, on 1991-2000: doc/method/dispute.md");
    return kept(m, &text);
}

static toc_str basis_of(const maker *m, const toc_ladder_rung *rung) {
    toc_rung level;
    return toc_question_rung(rung->question, &level)
               ? m->facts->basis
               : TOC_STR("days on which it happened, known by the day asked from; doc/method/forecast.md");
}

static toc_str question_of(const maker *m, const toc_question *q) {
    char first[11], last[11];
    toc_str event = toc_question_fill(q->event, m->facts->a, m->facts->b, m->arena);
    toc_day asof = m->facts->a->asof;
    toc_day_format(asof + 1, first), toc_day_format(asof + q->horizon_days, last);
    m->arena->refused |= !event.ptr;
    return toc_arena_printf(m->arena, "Will it happen from %s to %s: %.*s?", first, last, TOC_FMT(event));
}

static toc_rc make_forecast(const maker *m, const toc_ladder_rung *rung, toc_ladder_line *line) {
    const toc_ladder_facts *f = m->facts;
    const toc_question *q = rung->question;
    toc_rung level;
    bool dispute = toc_question_rung(q, &level);
    toc_forecast_parts parts = {.title = toc_arena_printf(m->arena, "%.*s – %.*s: %.*s", TOC_FMT(f->a->label),
                                                          TOC_FMT(f->b->label), TOC_FMT(q->name)),
                                .question = question_of(m, q),
                                .resolution = toc_question_fill(q->rule, f->a, f->b, m->arena),
                                .from = f->a->asof + 1,
                                .horizon_days = q->horizon_days,
                                .probability = rung->probability,
                                .low = rung->low,
                                .high = rung->high,
                                .alone = rung->alone,
                                .earlier = rung->earlier,
                                .after_one = rung->after_one,
                                .after_quiet = rung->after_quiet,
                                .base = &rung->base,
                                .own = dispute ? &rung->own : NULL,
                                .own_of =
                                    rung->pairs > 1 ? TOC_STR("one such pair at a time") : TOC_STR("this pair alone"),
                                .basis = basis_of(m, rung),
                                .record = record_of(m, q->id),
                                .warning = dispute ? f->warning : TOC_STR("")};
    if (m->arena->refused)
        return toc_err_set(m->err, TOC_ENOMEM, "no memory for the forecast");
    return toc_forecast_new(&parts, m->arena, &line->forecast, m->err);
}

static toc_rc make_base(const maker *m, const toc_ladder_rung *rung, toc_ladder_line *line) {
    toc_odds_parts parts = {.question = question_of(m, rung->question),
                            .resolution = rung->question->rule,
                            .horizon_days = rung->question->horizon_days,
                            .base = &rung->base,
                            .base_of = toc_str_of(rung->base.what),
                            .record = record_of(m, rung->question->id)};
    if (m->arena->refused)
        return toc_err_set(m->err, TOC_ENOMEM, "no memory for a base rate of the ladder");
    return rung->base.defined ? toc_odds_new(&parts, m->arena, &line->base, m->err) : TOC_OK;
}

static toc_rc make_line(const maker *m, const toc_ladder_rung *rung, toc_ladder_line *line) {
    *line = (toc_ladder_line){.rung = rung,
                              .name = rung->question->name,
                              .event = toc_question_fill(rung->question->event, m->facts->a, m->facts->b, m->arena),
                              .note = note_of(m, rung)};
    if (m->arena->refused)
        return toc_err_set(m->err, TOC_ENOMEM, "no memory for the ladder");
    toc_rc rc = make_base(m, rung, line);
    return rc == TOC_OK && rung->given ? make_forecast(m, rung, line) : rc;
}

static toc_str together_of(const maker *m) {
    const toc_ladder *l = m->facts->ladder;
    toc_str missing = TOC_STR("");
    if (l->pairs <= 1 || l->most_a == 0)
        return missing;
    if (l->pairs_missing > 0)
        missing = toc_arena_printf(m->arena, " (of %zu more the model knows nothing)", l->pairs_missing);
    return toc_arena_printf(m->arena,
                            "disputes: at least one of %zu pairs of states%.*s, which share disputes as pairs of "
                            "alliances did in 1948-1990; the interval reaches from the likeliest pair alone to the "
                            "sum of all, which holds however they hang together",
                            l->pairs - l->pairs_missing, TOC_FMT(missing));
}

toc_rc toc_ladder_sheet_make(const toc_ladder_facts *facts, toc_arena *arena, toc_ladder_sheet *out, toc_err *err) {
    const maker m = {facts, arena, err};
    toc_ladder_sheet sheet = {.ladder = facts->ladder, .a = facts->a, .b = facts->b, .count = facts->ladder->count};
    sheet.lines = toc_arena_array(arena, sheet.count + 1, sizeof *sheet.lines);
    sheet.title = toc_arena_printf(arena, "%.*s – %.*s", TOC_FMT(facts->a->label), TOC_FMT(facts->b->label));
    sheet.together = together_of(&m);
    toc_rc rc = sheet.lines && !arena->refused ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the ladder");
    for (size_t i = 0; rc == TOC_OK && i < sheet.count; i++)
        rc = make_line(&m, &facts->ladder->rungs[i], &sheet.lines[i]);
    if (rc == TOC_OK)
        *out = sheet;
    return rc;
}

toc_rc toc_ladder_sheet_recorded(toc_ladder_sheet *sheet, const char *path, size_t count,
                                 const toc_record_written *written, toc_arena *arena, toc_err *err) {
    toc_str text = TOC_STR("nothing: there is no figure to record");
    if (count > 0 && !path)
        text = TOC_STR("nowhere: a dry run, which no score will count");
    else if (count > 0 && written->added == 0)
        text = toc_arena_printf(arena, "in %s already, from line %zu on; last hash %.16s", path, written->line,
                                written->head);
    else if (count > 0)
        text = toc_arena_printf(arena, "in %s, %zu line%s from %zu on; last hash %.16s", path, written->added,
                                written->added == 1 ? "" : "s", written->line, written->head);
    sheet->recorded = text;
    return text.ptr ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the ladder");
}

const toc_ladder_line *toc_ladder_line_of(const toc_ladder_sheet *sheet, const char *id) {
    for (size_t i = 0; i < sheet->count; i++)
        if (toc_str_equal(sheet->lines[i].rung->question->id, toc_str_of(id)))
            return &sheet->lines[i];
    return NULL;
}

/* The line that is told in full: the rung of disputes, or the only one. */
static const toc_ladder_line *main_line(const toc_ladder_sheet *sheet) {
    const toc_ladder_line *line = sheet->count == 1 ? &sheet->lines[0] : toc_ladder_line_of(sheet, "dispute");
    return line && line->forecast ? line : NULL;
}

/* ---- text ------------------------------------------------------------------------------------ */

static void add_paragraph(toc_buf *out, const char *label, toc_str text, toc_text_style style) {
    toc_buf_printf(out, "  %-*s", LABEL - 2, label);
    toc_words_wrap(out, text, LABEL, LABEL, style.width);
    toc_buf_add_char(out, '\n');
}

static void line_text(toc_buf *out, const toc_ladder_line *line) {
    toc_buf_printf(out, "%.*s: ", TOC_FMT(line->name));
    if (line->forecast) {
        toc_forecast_add_odds(out, line->forecast);
        toc_buf_add_cstr(out, ". Base rate: ");
        toc_forecast_add_base(out, line->forecast, false);
        toc_buf_printf(out, ". Record: %.*s.", TOC_FMT(toc_forecast_parts_of(line->forecast)->record));
    } else {
        toc_buf_printf(out, "no figure: %.*s.", TOC_FMT(line->rung->why_not));
        if (line->base) {
            toc_buf_add_cstr(out, " Base rate: ");
            toc_odds_add_chance(out, line->base);
            toc_buf_add_cstr(out, " (");
            toc_odds_add_basis(out, line->base);
            toc_buf_add_cstr(out, ").");
        }
    }
    if (line->note.len)
        toc_buf_printf(out, " (%.*s)", TOC_FMT(line->note));
    toc_buf_printf(out, " Question: %.*s.", TOC_FMT(line->event));
}

static void add_ladder(toc_buf *out, const toc_ladder_sheet *sheet, toc_text_style style) {
    char first[11], last[11];
    toc_day asof = sheet->a->asof;
    toc_buf line;
    toc_buf_init(&line, 1 << 16);
    toc_buf_printf(out, "%sLADDER%s: %.*s, from %s", style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "",
                   TOC_FMT(sheet->title), toc_day_format(asof + 1, first));
    if (sheet->count > 0 && sheet->lines[0].rung->question->horizon_days == 365)
        toc_buf_printf(out, " to %s, from the likely to the unlikely", toc_day_format(asof + 365, last));
    toc_buf_add_char(out, '\n');
    for (size_t i = 0; i < sheet->count; i++) {
        toc_buf_clear(&line);
        line_text(&line, &sheet->lines[i]);
        add_paragraph(out, "MODEL", toc_buf_str(&line), style);
    }
    out->failed = out->failed || line.failed;
    toc_buf_fini(&line);
}

void toc_ladder_add_text(toc_buf *out, const toc_ladder_sheet *sheet, const toc_forecast_why *why,
                         const toc_world *world, toc_text_style style) {
    const toc_ladder_line *all = main_line(sheet);
    if (all) {
        toc_forecast_add_text(out, all->forecast, why, world, style);
        toc_buf_add_char(out, '\n');
    }
    if (sheet->count > 1 || !all)
        add_ladder(out, sheet, style);
    if (sheet->together.len)
        add_paragraph(out, "ASSUMPTION", sheet->together, style);
    if (sheet->recorded.len)
        add_paragraph(out, "Recorded", sheet->recorded, style);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

void toc_ladder_add_line_json(toc_buf *out, const toc_ladder_line *line) {
    const toc_ladder_rung *rung = line->rung;
    toc_buf_add_cstr(out, "{\"id\":");
    toc_buf_add_json(out, rung->question->id);
    toc_member_add_text(out, "name", line->name);
    toc_member_add_text(out, "event", line->event);
    toc_member_add_text(out, "question_hash", toc_str_of(rung->question->hash));
    toc_member_add_text(out, "note", line->note);
    toc_member_add_text(out, "why_no_figure", rung->why_not);
    toc_member_add_text(out, "model", toc_str_of(rung->model));
    if (line->forecast) {
        toc_forecast_add_members(out, line->forecast);
    } else {
        toc_buf_add_cstr(out, ",\"probability\":null,\"base_odds\":");
        if (line->base)
            toc_odds_add_json(out, line->base);
        else
            toc_buf_add_cstr(out, "null");
    }
    toc_buf_add_char(out, '}');
}

void toc_ladder_add_json(toc_buf *out, const toc_ladder_sheet *sheet, const toc_forecast_why *why,
                         const toc_world *world) {
    const toc_ladder_line *all = main_line(sheet);
    char day[11];
    toc_buf_printf(out, "{\"tocsin\":\"forecast\",\"asof\":\"%s\"", toc_day_format(sheet->a->asof, day));
    if (all)
        toc_forecast_add_members(out, all->forecast);
    if (all && why)
        toc_forecast_add_reasons(out, why, world);
    toc_member_add_text(out, "assumption", sheet->together);
    toc_member_add_text(out, "recorded", sheet->recorded);
    toc_buf_add_cstr(out, ",\n\"ladder\":[");
    for (size_t i = 0; i < sheet->count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        toc_ladder_add_line_json(out, &sheet->lines[i]);
    }
    toc_buf_add_cstr(out, "]}\n");
}
