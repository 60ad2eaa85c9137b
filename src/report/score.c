/* Scores for people and programmes; see score.h. */
#include "report/score.h"

#include "report/member.h"
#include "report/words.h"

#include <math.h>

enum { BAR = 40 };

static void add_number(toc_buf *out, const char *format, double value) {
    if (isnan(value))
        toc_buf_add_cstr(out, "      -");
    else
        toc_buf_printf(out, format, value);
}

void toc_score_add_record(toc_buf *out, const toc_score_group *g) {
    size_t resolved = g->yes + g->no;
    if (resolved == 0) {
        toc_buf_add_cstr(out, "none yet");
        if (g->open + g->voids > 0)
            toc_buf_printf(out, " (%zu open, %zu void)", g->open, g->voids);
        return;
    }
    toc_buf_printf(out, "%zu resolved, %zu yes; Brier %.3f, base rate %.3f", resolved, g->yes, g->brier, g->base_brier);
    if (!isnan(g->skill))
        toc_buf_printf(out, ": skill %.2f", g->skill);
    toc_buf_printf(out, "; %zu void, %zu open", g->voids, g->open);
    if (g->late > 0)
        toc_buf_printf(out, "; %zu made after their window", g->late);
}

static void add_row(toc_buf *out, toc_str name, const toc_score_group *g) {
    toc_buf_printf(out, "  %-16.*s %5zu %5zu %5zu %5zu %5zu %5zu ", TOC_FMT(name), g->made, g->open, g->yes, g->no,
                   g->voids, g->questions);
    add_number(out, "%7.4f", g->brier);
    add_number(out, " %7.4f", g->base_brier);
    add_number(out, " %+7.3f", g->skill);
    add_number(out, " %+7.3f", g->before_skill);
    add_number(out, " %7.4f", g->log);
    add_number(out, " %+7.3f", g->log_skill);
    toc_buf_add_char(out, '\n');
}

/* One bin a line: what was said, what happened with its interval, and both on a scale of 0 to 100. */
static void add_bin(toc_buf *out, const toc_score_bin *bin, int at, bool ascii) {
    char scale[BAR + 1];
    double share = (double)bin->hits / (double)bin->count;
    memset(scale, ' ', BAR), scale[BAR] = '\0';
    for (int i = (int)(bin->interval.low * (BAR - 1) + 0.5); i <= (int)(bin->interval.high * (BAR - 1) + 0.5); i++)
        scale[i] = '-';
    scale[(int)(bin->mean * (BAR - 1) + 0.5)] = '|';
    scale[(int)(share * (BAR - 1) + 0.5)] = 'o';
    toc_buf_printf(out, "  %3d%s%3d %6zu   %6.1f %9.1f   [%s]\n", at * 10, ascii ? "-" : "–", at * 10 + 10, bin->count,
                   100 * bin->mean, 100 * share, scale);
}

static void add_reliability(toc_buf *out, const toc_score_group *g, bool ascii) {
    toc_buf_add_cstr(out, "\nRELIABILITY, of 100: o happened (with its 95 % interval), | said\n"
                          "  bin          n     said  happened\n");
    for (int i = 0; i < TOC_SCORE_BINS; i++)
        if (g->bins[i].count > 0)
            add_bin(out, &g->bins[i], i, ascii);
}

void toc_score_add_text(toc_buf *out, const toc_score_sheet *sheet, toc_text_style style) {
    const toc_score *score = sheet->score;
    toc_buf_printf(out, "%sTRACK RECORD%s of %.*s: %zu forecasts, %zu resolved, %zu void, %zu open\n",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "", TOC_FMT(sheet->path), score->all.made,
                   score->all.yes + score->all.no, score->all.voids, score->all.open);
    toc_buf_add_cstr(out,
                     "\n  question          made  open   yes    no  void alone   Brier    base   skill persist     "
                     "log   skill\n");
    for (size_t i = 0; i < score->count; i++)
        add_row(out, score->groups[i].question, &score->groups[i]);
    add_row(out, TOC_STR("all"), &score->all);
    if (score->all.yes + score->all.no > 0)
        add_reliability(out, &score->all, style.ascii);
    else
        toc_buf_add_cstr(out, "\n  none yet: nothing has been resolved, so there is no score\n");
    toc_buf_add_cstr(out, "\n  ");
    toc_words_wrap(out,
                   TOC_STR("alone: resolved ones whose windows do not overlap another of the same question and sides. "
                           "Brier and log: less is better. skill: against the base rate recorded with each; persist: "
                           "against \"as in the window before\", where that is known; above 0 is better."),
                   2, 2, style.width);
    if (score->all.late > 0)
        toc_buf_printf(out,
                       "\n  MIND         %zu of the resolved ones were made when their window was over: a test on the "
                       "past, no forecast\n",
                       score->all.late);
    toc_buf_printf(out, "\n  last line    %zu, hash %s\n", sheet->record->count, sheet->record->head);
    if (sheet->record->headless)
        toc_buf_add_cstr(out, "  MIND         its .head file is missing: a tail that was cut off could not be told\n");
}

/* ---- JSON -------------------------------------------------------------------------------------- */

static void json_bins(toc_buf *out, const toc_score_group *g) {
    toc_buf_add_cstr(out, ",\"reliability\":[");
    for (int i = 0; i < TOC_SCORE_BINS; i++) {
        const toc_score_bin *bin = &g->bins[i];
        toc_buf_printf(out, "%s{\"from\":%.1f,\"to\":%.1f,\"count\":%zu,\"happened\":%zu", i ? "," : "", i / 10.0,
                       (i + 1) / 10.0, bin->count, bin->hits);
        toc_member_add_number(out, "mean", bin->mean, bin->count > 0);
        toc_member_add_number(out, "low", bin->interval.low, bin->count > 0);
        toc_member_add_number(out, "high", bin->interval.high, bin->count > 0);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

static void json_group(toc_buf *out, const toc_score_group *g) {
    toc_buf_add_cstr(out, "{\"question\":");
    toc_buf_add_json(out, g->question.len ? g->question : TOC_STR("all"));
    toc_buf_printf(out,
                   ",\"made\":%zu,\"open\":%zu,\"yes\":%zu,\"no\":%zu,\"void\":%zu,\"without_overlap\":%zu,"
                   "\"made_after_the_window\":%zu",
                   g->made, g->open, g->yes, g->no, g->voids, g->questions, g->late);
    const struct {
        const char *name;
        double value;
    } scores[] = {{"brier", g->brier},
                  {"base_brier", g->base_brier},
                  {"skill", g->skill},
                  {"log", g->log},
                  {"base_log", g->base_log},
                  {"log_skill", g->log_skill},
                  {"persistence_brier", g->before_brier},
                  {"persistence_skill", g->before_skill}};
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
        toc_member_add_number(out, scores[i].name, scores[i].value, !isnan(scores[i].value));
    toc_buf_printf(out, ",\"persistence_known\":%zu", g->before_count);
    json_bins(out, g);
    toc_buf_add_char(out, '}');
}

void toc_score_add_json(toc_buf *out, const toc_score_sheet *sheet) {
    toc_buf_add_cstr(out, "{\"tocsin\":\"score\",\"path\":");
    toc_buf_add_json(out, sheet->path);
    toc_buf_printf(out, ",\"lines\":%zu,\"head\":\"%s\",\"head_file\":%s,\n\"all\":", sheet->record->count,
                   sheet->record->head, sheet->record->headless ? "false" : "true");
    json_group(out, &sheet->score->all);
    toc_buf_add_cstr(out, ",\n\"questions\":[");
    for (size_t i = 0; i < sheet->score->count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        json_group(out, &sheet->score->groups[i]);
    }
    toc_buf_add_cstr(out, "]}\n");
}

/* ---- SVG --------------------------------------------------------------------------------------- */

enum { LEFT = 60, TOP = 40, SIDE = 400, FOOT = 90 };

static double x_of(double p) {
    return LEFT + SIDE * p;
}

static double y_of(double p) {
    return TOP + SIDE * (1 - p);
}

static void add_axes(toc_buf *out) {
    toc_buf_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/>\n", LEFT,
                   TOP, SIDE, SIDE);
    toc_buf_printf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#888\" stroke-dasharray=\"4 4\"/>\n",
                   LEFT, TOP + SIDE, LEFT + SIDE, TOP);
    for (int i = 0; i <= 10; i += 2) {
        toc_buf_printf(out, "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x_of(i / 10.0),
                       TOP + SIDE + 18, i * 10);
        toc_buf_printf(out, "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%d</text>\n", LEFT - 8, y_of(i / 10.0) + 4,
                       i * 10);
    }
    toc_buf_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">forecast, of 100</text>\n", LEFT + SIDE / 2,
                   TOP + SIDE + 40);
    toc_buf_printf(out,
                   "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">happened, of "
                   "100</text>\n",
                   TOP + SIDE / 2, TOP + SIDE / 2);
}

void toc_score_add_svg(toc_buf *out, const toc_score_group *g) {
    toc_buf_printf(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        "%d %d\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n<title>Reliability: ",
        LEFT + SIDE + 40, TOP + SIDE + FOOT);
    toc_buf_add_xml(out, g->question.len ? g->question : TOC_STR("all questions"));
    toc_buf_printf(out,
                   "</title>\n<desc>How often it happened by what was forecast, %zu resolved forecasts, with 95 %% "
                   "intervals; on the dashed line both agree.</desc>\n",
                   g->yes + g->no);
    toc_buf_printf(out, "<text x=\"%d\" y=\"22\" font-weight=\"bold\">Reliability: ", LEFT);
    toc_buf_add_xml(out, g->question.len ? g->question : TOC_STR("all questions"));
    toc_buf_printf(out, " (%zu resolved, %zu yes, %zu void)</text>\n", g->yes + g->no, g->yes, g->voids);
    add_axes(out);
    for (int i = 0; i < TOC_SCORE_BINS; i++) {
        const toc_score_bin *b = &g->bins[i];
        if (b->count == 0)
            continue;
        double x = x_of(b->mean);
        toc_buf_printf(out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#333\"/>\n", x,
                       y_of(b->interval.low), x, y_of(b->interval.high));
        toc_buf_printf(out,
                       "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#333\"><title>%zu of %zu</title></circle>\n", x,
                       y_of((double)b->hits / (double)b->count), b->hits, b->count);
        toc_buf_printf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">n %zu</text>\n", x_of((i + 0.5) / 10),
                       TOP + SIDE + 64, b->count);
    }
    toc_buf_add_cstr(out, "</svg>\n");
}

void toc_checked_add_record(toc_buf *out, const toc_record *record, const char *fault, bool faulty, const char *path) {
    if (faulty)
        toc_buf_printf(out, "FAULT        forecasts: %s\n", fault);
    else if (fault)
        toc_buf_add_cstr(out, "forecasts    none\n");
    else
        toc_buf_printf(out, "forecasts    %s: %zu lines, each follows the one before; last hash %.16s%s\n", path,
                       record->count, record->head,
                       record->headless ? "; its .head is missing, so a cut tail could not be told" : "");
}

/* ---- what resolve did -------------------------------------------------------------------------- */

void toc_resolved_add_text(toc_buf *out, const toc_resolved_line *lines, size_t count, toc_str path, bool written,
                           toc_text_style style) {
    char asof[11], until[11];
    size_t closed = 0;
    for (size_t i = 0; i < count; i++) {
        const toc_resolved_line *l = &lines[i];
        closed += l->closed;
        toc_buf line;
        toc_buf_init(&line, 1 << 16);
        toc_buf_printf(&line, "line %zu, %.*s, %.*s and %.*s, asked from %s, until %s: %.*s", l->of,
                       TOC_FMT(l->question), TOC_FMT(l->side_a), TOC_FMT(l->side_b), toc_day_format(l->asof, asof),
                       toc_day_format(l->until, until), TOC_FMT(l->reason));
        if (l->evidence.len)
            toc_buf_printf(&line, " [%.*s]", TOC_FMT(l->evidence));
        toc_buf_printf(out, "  %-6s ", l->closed ? toc_outcome_name(l->outcome) : "open");
        toc_words_wrap(out, toc_buf_str(&line), 9, 9, style.width);
        toc_buf_add_char(out, '\n');
        out->failed |= line.failed;
        toc_buf_fini(&line);
    }
    toc_buf_printf(out, "%zu closed, %zu open%s %.*s\n", closed, count - closed,
                   written ? "; recorded in" : "; nothing was written to", TOC_FMT(path));
}

void toc_resolved_add_json(toc_buf *out, const toc_resolved_line *lines, size_t count, bool written) {
    toc_buf_printf(out, "{\"tocsin\":\"resolve\",\"written\":%s,\"forecasts\":[", written ? "true" : "false");
    for (size_t i = 0; i < count; i++) {
        const toc_resolved_line *l = &lines[i];
        toc_buf_printf(out, "%s{\"line\":%zu,\"outcome\":\"%s\"", i ? ",\n" : "", l->of,
                       l->closed ? toc_outcome_name(l->outcome) : "open");
        toc_member_add_text(out, "question", l->question);
        toc_member_add_text(out, "side_a", l->side_a);
        toc_member_add_text(out, "side_b", l->side_b);
        toc_member_add_day(out, "asof", l->asof);
        toc_member_add_day(out, "until", l->until);
        toc_member_add_text(out, "reason", l->reason);
        toc_member_add_text(out, "evidence", l->evidence);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}\n");
}
