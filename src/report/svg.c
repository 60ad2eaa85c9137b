/* Draws the tension chart; see svg.h. All lengths are units of the view box, 1 unit is 1 px at full size. */
#include "report/svg.h"

#include "report/spark.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WIDTH 700.0
#define LEFT 56.0
#define RIGHT 6.0
#define PANEL 92.0 /* height of one panel */
#define GAP 22.0   /* between panels; holds the marks of the lower one */
#define TOP 18.0
#define AXIS 18.0
#define HEAD 40.0  /* headline and what is drawn; standalone only */
#define FLAG 12.0  /* a row of labels of changes above a panel */
#define LINE 14.0  /* a row of the list of marks */
#define LETTER 5.3 /* mean width of a letter of a label */
#define LINE_LETTERS 108
enum { TURNS_MAX = 64 };

typedef struct panel {
    toc_buf *out;
    const toc_chart *chart;
    bool deeds;
    double top, base, unit; /* y of the top, y of zero, height of weight 1 */
    double step;            /* width of a point */
} panel;

/* Fixed point with two decimals, without the locale. */
static void add_fixed(toc_buf *out, double value) {
    long hundredths = lround(value * 100);
    long whole = labs(hundredths) / 100, part = labs(hundredths) % 100;
    toc_buf_printf(out, "%s%ld.%02ld", hundredths < 0 ? "-" : "", whole, part);
}

static void add_attribute(toc_buf *out, const char *name, double value) {
    toc_buf_printf(out, " %s=\"", name);
    add_fixed(out, value);
    toc_buf_add_char(out, '"');
}

static const toc_index *index_at(const panel *p, size_t i) {
    const toc_tension_point *point = &p->chart->series->points[i];
    return p->deeds ? &point->deeds : &point->words;
}

static double x_of(const panel *p, size_t i) {
    return LEFT + (double)i * p->step;
}

static void add_rect(const panel *p, const char *class, double x, double y, double width, double height) {
    toc_buf_printf(p->out, "<rect class=\"%s\"", class);
    add_attribute(p->out, "x", x);
    add_attribute(p->out, "y", y);
    add_attribute(p->out, "width", width);
    add_attribute(p->out, "height", height > 0 ? height : 0);
    toc_buf_add_cstr(p->out, "/>\n");
}

static void add_text(const panel *p, const char *class, double x, double y, const char *text) {
    toc_buf_printf(p->out, "<text class=\"%s\"", class);
    add_attribute(p->out, "x", x);
    add_attribute(p->out, "y", y);
    toc_buf_add_char(p->out, '>');
    toc_buf_add_xml(p->out, toc_str_of(text));
    toc_buf_add_cstr(p->out, "</text>\n");
}

/* Largest extent upward (hostile, level) and downward (friendly). */
static void extents(const panel *p, double *up, double *down) {
    *up = *down = 0;
    for (size_t i = 0; i < p->chart->series->count; i++) {
        const toc_index *index = index_at(p, i);
        if (!index->defined)
            continue;
        *up = fmax(*up, fmax(index->hostile, index->level_ci.high));
        *down = fmax(*down, index->friendly);
    }
}

static void draw_bars(const panel *p) {
    double gap = p->step > 4 ? p->step * 0.18 : 0;
    for (size_t i = 0; i < p->chart->series->count; i++) {
        const toc_index *index = index_at(p, i);
        double x = x_of(p, i) + gap, width = p->step - 2 * gap;
        if (!index->defined) {
            add_rect(p, "none", x_of(p, i), p->top, p->step, PANEL);
            continue;
        }
        if (index->hostile > 0)
            add_rect(p, "hostile", x, p->base - index->hostile * p->unit, width, index->hostile * p->unit);
        if (index->friendly > 0)
            add_rect(p, "friendly", x, p->base, width, index->friendly * p->unit);
    }
}

static void add_corner(const panel *p, const char *command, double x, double weight) {
    toc_buf_add_cstr(p->out, command);
    add_fixed(p->out, x);
    toc_buf_add_char(p->out, ' ');
    add_fixed(p->out, p->base - weight * p->unit);
}

/* The 90 % interval of the level of points [from, to): there above, and back below. A lone point is a box. */
static void add_band(const panel *p, size_t from, size_t to) {
    double half = p->step / 2, wide = to - from == 1 ? p->step * 0.4 : 0;
    toc_buf_add_cstr(p->out, "<path class=\"interval\" d=\"");
    for (size_t i = from; i < to; i++)
        add_corner(p, i == from ? "M" : "L", x_of(p, i) + half - wide, index_at(p, i)->level_ci.high);
    if (wide > 0)
        add_corner(p, "L", x_of(p, from) + half + wide, index_at(p, from)->level_ci.high);
    for (size_t i = to; i > from; i--)
        add_corner(p, "L", x_of(p, i - 1) + half + wide, index_at(p, i - 1)->level_ci.low);
    if (wide > 0)
        add_corner(p, "L", x_of(p, from) + half - wide, index_at(p, from)->level_ci.low);
    toc_buf_add_cstr(p->out, "Z\"/>\n");
}

static void draw_interval(const panel *p) {
    size_t count = p->chart->series->count;
    for (size_t from = 0, to; from < count; from = to + 1) {
        for (to = from; to < count && index_at(p, to)->defined; to++) {
        }
        if (to > from)
            add_band(p, from, to);
    }
}

/* The level as a line, broken where points are undefined; a lone point becomes a dash. */
static void draw_level(const panel *p) {
    bool drawing = false;
    toc_buf_add_cstr(p->out, "<path class=\"level\" d=\"");
    for (size_t i = 0; i < p->chart->series->count; i++) {
        const toc_index *index = index_at(p, i);
        if (!index->defined) {
            drawing = false;
            continue;
        }
        double y = p->base - index->level * p->unit;
        bool last = i + 1 == p->chart->series->count || !index_at(p, i + 1)->defined;
        toc_buf_add_cstr(p->out, drawing ? "L" : "M");
        add_fixed(p->out, drawing || !last ? x_of(p, i) + p->step / 2 : x_of(p, i) + p->step * 0.1);
        toc_buf_add_char(p->out, ' ');
        add_fixed(p->out, y);
        if (!drawing && last) {
            toc_buf_add_char(p->out, 'H');
            add_fixed(p->out, x_of(p, i) + p->step * 0.9);
        }
        drawing = true;
    }
    toc_buf_add_cstr(p->out, "\"/>\n");
}

static void draw_marks(const panel *p) {
    const toc_tension *series = p->chart->series;
    for (size_t m = 0; m < p->chart->mark_count; m++) {
        const toc_chart_mark *mark = &p->chart->marks[m];
        size_t stacked = 0;
        for (size_t i = 0; i < series->count; i++) {
            if (mark->deed != p->deeds || mark->day < series->points[i].from || mark->day > series->points[i].to)
                continue;
            for (size_t k = 0; k < m; k++)
                stacked += p->chart->marks[k].deed == mark->deed && p->chart->marks[k].day >= series->points[i].from &&
                           p->chart->marks[k].day <= series->points[i].to;
            char number[16];
            int length = snprintf(number, sizeof number, "%d", mark->number);
            double span = (double)(series->points[i].to - series->points[i].from + 1);
            double part = p->step >= 14 ? 0.5 : ((double)(mark->day - series->points[i].from) + 0.5) / span;
            double x = x_of(p, i) + p->step * part;
            double y = p->top + 8 + 13.0 * (double)stacked;
            toc_buf_add_cstr(p->out, "<g class=\"mark\"><title>");
            toc_buf_add_xml(p->out, mark->title);
            toc_buf_add_cstr(p->out, "</title><circle");
            add_attribute(p->out, "cx", fmin(x, WIDTH - RIGHT - 6));
            add_attribute(p->out, "cy", y);
            toc_buf_add_cstr(p->out, " r=\"6\"/>");
            if (length > 0)
                add_text(p, "number", fmin(x, WIDTH - RIGHT - 6), y + 3, number);
            toc_buf_add_cstr(p->out, "</g>\n");
        }
    }
}

/* Where a day lies; days outside lie on the edge. */
static double x_of_day(const panel *p, toc_day day) {
    const toc_tension *series = p->chart->series;
    for (size_t i = 0; i < series->count; i++) {
        const toc_tension_point *point = &series->points[i];
        if (day < point->from)
            return x_of(p, i);
        if (day <= point->to)
            return x_of(p, i) + p->step * (double)(day - point->from) / (double)(point->to - point->from + 1);
    }
    return WIDTH - RIGHT;
}

static bool is_shown(const panel *p, const toc_chart_turn *turn) {
    const toc_tension *series = p->chart->series;
    return turn->deed == p->deeds && turn->day >= series->points[0].from &&
           turn->day <= series->points[series->count - 1].to;
}

/* Where the label of a change stands, left of its line when there is no room on the right. */
typedef struct flag {
    const toc_chart_turn *turn;
    double x, from, to; /* of the line; of the words */
    bool left;
    size_t row;
} flag;

/* Rows from below, each label in the first in which it meets no other. */
static size_t place_flags(const panel *p, flag flags[TURNS_MAX], size_t *rows) {
    size_t count = 0;
    *rows = 0;
    for (size_t t = 0; t < p->chart->turn_count && count < TURNS_MAX; t++) {
        if (!is_shown(p, &p->chart->turns[t]))
            continue;
        flag *f = &flags[count];
        double x = x_of_day(p, p->chart->turns[t].day), wide = (double)p->chart->turns[t].label.len * LETTER + 16;
        *f = (flag){.turn = &p->chart->turns[t], .x = x, .left = x + wide > WIDTH - RIGHT};
        f->from = f->left ? x - wide : x - 2;
        f->to = f->left ? x + 2 : x + wide;
        for (size_t i = 0; i < count; i++)
            if (flags[i].row == f->row && flags[i].from < f->to && f->from < flags[i].to) {
                f->row++;
                i = (size_t)-1; /* look at all again, a row higher */
            }
        *rows = f->row + 1 > *rows ? f->row + 1 : *rows;
        count++;
    }
    return count;
}

static void draw_bands(const panel *p, const flag *flags, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double from = x_of_day(p, flags[i].turn->low), to = x_of_day(p, flags[i].turn->high + 1);
        add_rect(p, "band", from, p->top, to - from > 1 ? to - from : 1, PANEL);
    }
}

/* All lines first, so that none runs through the words of another. */
static void draw_flags(const panel *p, const flag *flags, size_t count) {
    for (size_t i = 0; i < count; i++) {
        toc_buf_add_cstr(p->out, "<path class=\"turn\" d=\"M");
        add_fixed(p->out, flags[i].x);
        toc_buf_add_char(p->out, ' ');
        add_fixed(p->out, p->top + PANEL);
        toc_buf_add_char(p->out, 'V');
        add_fixed(p->out, p->top - 11 - FLAG * (double)flags[i].row);
        toc_buf_add_cstr(p->out, "\"/>\n");
    }
    for (size_t i = 0; i < count; i++) {
        const flag *f = &flags[i];
        toc_buf_add_cstr(p->out, "<text class=\"flag\"");
        add_attribute(p->out, "x", f->left ? f->x - 4 : f->x + 4);
        add_attribute(p->out, "y", p->top - 4 - FLAG * (double)f->row);
        toc_buf_add_cstr(p->out, f->left ? " text-anchor=\"end\">" : ">");
        toc_buf_add_cstr(p->out, f->turn->up ? "\xe2\x96\xb2 " : "\xe2\x96\xbc ");
        toc_buf_add_xml(p->out, f->turn->label);
        toc_buf_add_cstr(p->out, "</text>\n");
    }
}

static void draw_panel(panel *p, const flag *flags, size_t flag_count) {
    double up, down;
    char top[32];
    extents(p, &up, &down);
    p->unit = up + down > 0 ? PANEL / (up + down) : 0;
    p->base = up + down > 0 ? p->top + up * p->unit : p->top + PANEL;
    add_text(p, "name", LEFT - 8, p->top - 6, p->deeds ? "Deeds" : "Words");
    draw_bands(p, flags, flag_count);
    draw_bars(p);
    add_rect(p, "axis", LEFT, p->base - 0.4, WIDTH - LEFT - RIGHT, 0.8);
    add_text(p, "tick", LEFT - 8, p->base + 3, "0");
    if (up > 0) {
        snprintf(top, sizeof top, "%ld", lround(up));
        add_text(p, "tick", LEFT - 8, p->top + 7, top);
        add_rect(p, "axis", LEFT - 5, p->top, 5, 0.8);
        draw_interval(p);
        draw_level(p);
    }
    draw_flags(p, flags, flag_count);
    draw_marks(p);
}

static void draw_axis(panel *p, double y) {
    const toc_tension *series = p->chart->series;
    int years = (int)(series->points[series->count - 1].to - series->points[0].from) / 366 + 1;
    int every = years > 60 ? 20 : years > 30 ? 10 : years > 12 ? 5 : 1;
    for (size_t i = 0; i < series->count; i++) {
        toc_civil now = toc_day_civil(series->points[i].from);
        toc_civil before = toc_day_civil(i ? series->points[i - 1].from : series->points[i].from);
        bool new_year = i == 0 || now.year != before.year;
        bool new_month = i > 0 && now.month != before.month;
        bool half = new_month && (years <= 1 ? now.month % 3 == 1 : years <= 3 && now.month == 7) && !new_year;
        char label[16];
        if ((!new_year || now.year % every != 0) && !half)
            continue;
        if (i == 0 && now.month > 10 && years <= 3)
            continue;
        if (half)
            snprintf(label, sizeof label, "%s", now.month == 4 ? "April" : now.month == 7 ? "July" : "October");
        else
            snprintf(label, sizeof label, "%d", now.year);
        add_rect(p, "axis", x_of(p, i), y, 0.8, 4);
        add_text(p, "year", x_of(p, i) + 2, y + 13, label);
    }
}

static const char *const style =
    "<style>.toc-chart{font:11px/1.2 system-ui,'Helvetica Neue',Arial,sans-serif}.toc-chart .hostile{fill:#1d2733}"
    ".toc-chart .friendly{fill:#fff;stroke:#54616e;stroke-width:.8}"
    ".toc-chart .level{fill:none;stroke:#a5281b;stroke-width:1.8;stroke-linejoin:round}"
    ".toc-chart .none{fill:url(#toc-none)}.toc-chart .axis{fill:#54616e}.toc-chart text{fill:#3a4652}"
    ".toc-chart .name{font-weight:600;text-anchor:end;fill:#1d2733}.toc-chart .tick{text-anchor:end;font-size:9.5px}"
    ".toc-chart .year{font-size:10px}.toc-chart .mark circle{fill:#fff;stroke:#1d2733;stroke-width:1}"
    ".toc-chart .number{font-size:8.5px;font-weight:600;text-anchor:middle}.toc-chart .key{font-size:10px}"
    ".toc-chart .interval{fill:#a5281b;fill-opacity:.2}.toc-chart .band{fill:#54616e;fill-opacity:.2}"
    ".toc-chart .turn{fill:none;stroke:#1d2733;stroke-width:1;stroke-dasharray:3 2}"
    ".toc-chart .flag{font-size:9.5px;fill:#1d2733;stroke:#fff;stroke-width:3px;paint-order:stroke}.toc-chart "
    ".headline{font-size:15px;font-weight:700;fill:#1d2733}"
    ".toc-chart .credit{font-size:8.5px;fill:#54616e}.toc-chart .below{font-size:11px}.toc-chart "
    ".event{font-size:10px;fill:#1d2733}</style>\n"
    "<defs><pattern id=\"toc-none\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><path d=\"M0 0V5\" stroke=\"#cdd5dc\" stroke-width=\"1\"/></pattern></defs>\n";

static void draw_legend(panel *p, double y) {
    add_rect(p, "hostile", LEFT, y - 8, 9, 9);
    add_text(p, "key", LEFT + 13, y, "hostile weight (up)");
    add_rect(p, "friendly", LEFT + 122, y - 8, 9, 9);
    add_text(p, "key", LEFT + 135, y, "friendly weight (down)");
    toc_buf_printf(p->out, "<path class=\"level\" d=\"M%d %dh16\"/>\n", (int)LEFT + 258, (int)y - 4);
    add_text(p, "key", LEFT + 278, y, "hostile level with 90 % interval");
    add_rect(p, "none", LEFT + 450, y - 9, 16, 11);
    add_text(p, "key", LEFT + 470, y, "too few events: no figure");
}

/* Headline, and what is drawn, on one line each. */
static void draw_head(const panel *p) {
    toc_buf_add_cstr(p->out, "<text class=\"headline\" x=\"6\" y=\"17\">");
    toc_buf_add_xml(p->out, p->chart->title);
    toc_buf_add_cstr(p->out, "</text>\n<text class=\"below\" x=\"6\" y=\"32\">");
    toc_buf_add_xml(p->out, p->chart->below);
    toc_buf_add_cstr(p->out, "</text>\n");
}

/* The words of the marks, since paper shows no tooltip; a long one is cut at a character. */
static void draw_list(const panel *p, double y) {
    for (size_t m = 0; m < p->chart->mark_count; m++, y += LINE) {
        const toc_chart_mark *mark = &p->chart->marks[m];
        char day[11];
        toc_str title = mark->title;
        size_t keep = 0, letters = 0;
        while (keep < title.len && letters < LINE_LETTERS)
            letters += ((unsigned char)title.ptr[keep++] & 0xC0) != 0x80;
        while (keep < title.len && ((unsigned char)title.ptr[keep] & 0xC0) == 0x80)
            keep++;
        char number[16];
        snprintf(number, sizeof number, "%d", mark->number);
        add_text(p, "event number", LEFT + 6, y, number);
        add_text(p, "event", LEFT + 16, y, toc_day_format(mark->day, day));
        toc_buf_add_cstr(p->out, "<text class=\"event\"");
        add_attribute(p->out, "x", LEFT + 80);
        add_attribute(p->out, "y", y);
        toc_buf_add_char(p->out, '>');
        toc_buf_add_xml(p->out, toc_str_slice(title, 0, keep));
        toc_buf_add_cstr(p->out, keep < title.len ? "\xe2\x80\xa6</text>\n" : "</text>\n");
    }
}

static void draw_credit(const panel *p, double y) {
    toc_buf_add_cstr(p->out, "<text class=\"credit\" x=\"6\"");
    add_attribute(p->out, "y", y);
    toc_buf_add_char(p->out, '>');
    toc_buf_add_xml(p->out, p->chart->credit);
    toc_buf_add_cstr(p->out, "</text>\n");
}

static void draw_begin(toc_buf *out, const toc_chart *chart, double height) {
    if (chart->standalone)
        toc_buf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    toc_buf_printf(out,
                   "<svg class=\"toc-chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
                   "aria-labelledby=\"toc-chart-title toc-chart-desc\">\n<title id=\"toc-chart-title\">",
                   (int)WIDTH, (int)height);
    toc_buf_add_xml(out, chart->title);
    toc_buf_add_cstr(out, "</title>\n<desc id=\"toc-chart-desc\">");
    toc_buf_add_xml(out, chart->description);
    toc_buf_add_cstr(out, "</desc>\n");
    toc_buf_add_cstr(out, style);
    if (chart->standalone)
        toc_buf_printf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", (int)WIDTH, (int)height);
}

void toc_svg_add_chart(toc_buf *out, const toc_chart *chart) {
    flag words[TURNS_MAX], deeds[TURNS_MAX];
    size_t word_rows, deed_rows;
    if (chart->series->count == 0)
        return;
    panel p = {.out = out, .chart = chart, .step = (WIDTH - LEFT - RIGHT) / (double)chart->series->count};
    size_t word_count = place_flags(&p, words, &word_rows);
    p.deeds = true;
    size_t deed_count = place_flags(&p, deeds, &deed_rows);
    double top = TOP + (chart->standalone ? HEAD : 0) + FLAG * (double)word_rows;
    double lower = top + PANEL + GAP + FLAG * (double)deed_rows, axis = lower + PANEL + 4;
    double legend = axis + AXIS + (chart->legend ? 20 : 0);
    double credit = legend + LINE * (double)chart->mark_count + 14;
    double height = chart->standalone ? credit + 7 : legend;
    draw_begin(out, chart, height);
    if (chart->standalone)
        draw_head(&p);
    p.deeds = false;
    p.top = top;
    draw_panel(&p, words, word_count);
    p.deeds = true;
    p.top = lower;
    draw_panel(&p, deeds, deed_count);
    draw_axis(&p, axis);
    if (chart->legend)
        draw_legend(&p, legend - 4);
    if (chart->standalone) {
        draw_list(&p, legend + LINE);
        draw_credit(&p, credit);
    }
    toc_buf_add_cstr(out, "</svg>\n");
}
