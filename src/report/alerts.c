/* One alert, one line; the same members in CSV and JSON. */
#include "report/alerts.h"

#include "report/words.h"

#define SCRATCH_BYTES (4u << 20)

static void add_high(toc_buf *out, const toc_alert *a) {
    if (a->first)
        toc_buf_printf(out, "the highest since the data begin, %d days", a->high_days);
    else if (a->high_days >= 3 * 365)
        toc_buf_printf(out, "the highest in %d years", a->high_days / 365);
    else
        toc_buf_add_cstr(out, "the highest in a year");
}

static void add_chance(toc_buf *out, double chance) {
    if (chance < 1e-9)
        toc_buf_add_cstr(out, "less than 1 in a billion by chance");
    else
        toc_buf_printf(out, "1 in %.0f by chance", 1 / chance);
}

static void add_followed(toc_buf *out, const toc_alert *a) {
    static const char *const spans[] = {"30", "90", "365"};
    toc_buf_add_cstr(out, "; after it ");
    for (int i = 0; i < 3; i++) {
        if (a->followed[i] < 0)
            toc_buf_printf(out, "%snot yet known in %s days", i ? ", " : "", spans[i]);
        else
            toc_buf_printf(out, "%s%d in %s days", i ? ", " : "", a->followed[i], spans[i]);
    }
}

/* Rates that rose lately and stayed, as of the last day known. */
static void add_turns(toc_buf *out, const toc_alert_report *r, toc_arena *scratch, toc_text_style style) {
    char day[11], low[11], high[11];
    if (r->found.end == TOC_DAY_NONE)
        return;
    toc_buf_printf(out, "\nRates that rose in the last %d days, as of %s\n", TOC_ALERT_LATELY,
                   toc_day_format(r->found.end, day));
    for (size_t i = 0; i < r->found.turn_count; i++) {
        const toc_alert_turn *t = &r->found.turns[i];
        toc_buf line;
        toc_buf_init(&line, 4096);
        toc_buf_printf(&line, "%.*s and %.*s: from %.1f to %.1f in 30 days (90 %%: %s to %s; %.0f %% sure)",
                       TOC_FMT(toc_words_party(scratch, r->world, t->a)),
                       TOC_FMT(toc_words_party(scratch, r->world, t->b)), t->before, t->after,
                       toc_day_format(t->low, low), toc_day_format(t->high, high),
                       100 * t->probability); /* lint: allow: that a change took place, no forecast */
        toc_buf_printf(out, "%s  ", toc_day_format(t->date, day));
        toc_words_wrap(out, toc_buf_str(&line), 12, 12, style.width);
        toc_buf_add_char(out, '\n');
        toc_buf_fini(&line);
    }
    if (r->found.turn_count == 0)
        toc_buf_add_cstr(out, "none\n");
}

void toc_alerts_add_text(toc_buf *out, const toc_alert_report *r, toc_text_style style) {
    toc_arena scratch;
    char day[11];
    const char *what = r->options->words ? "words" : "deeds";
    toc_arena_init(&scratch, SCRATCH_BYTES);
    toc_buf_printf(out,
                   "%sAlerts%s: %zu pairs looked at; hostile %s of %d days, at least %d; false alarms by chance: at "
                   "most %g in 30 days\n\n",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "", r->found.looked, what, TOC_ALERT_WINDOW,
                   r->options->floor, r->options->budget);
    for (size_t i = 0; i < r->found.count; i++) {
        const toc_alert *a = &r->found.alerts[i];
        toc_buf line;
        toc_buf_init(&line, 4096);
        toc_buf_printf(&line, "%.*s and %.*s: %d hostile %s, usual %.1f; ",
                       TOC_FMT(toc_words_party(&scratch, r->world, a->a)),
                       TOC_FMT(toc_words_party(&scratch, r->world, a->b)), a->hostile, what, a->usual);
        add_high(&line, a);
        toc_buf_add_cstr(&line, "; ");
        add_chance(&line, a->chance);
        add_followed(&line, a);
        toc_buf_printf(out, "%s  ", toc_day_format(a->day, day));
        toc_words_wrap(out, toc_buf_str(&line), 12, 12, style.width);
        toc_buf_add_char(out, '\n');
        toc_buf_fini(&line);
    }
    if (r->found.count == 0)
        toc_buf_add_cstr(out, "none\n");
    add_turns(out, r, &scratch, style);
    toc_buf_add_cstr(out, "\nAn alert says that more is told than is usual for the pair, not that war is near. Rule "
                          "and record: doc/method/alerts.md.\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

static void add_followed_cells(toc_buf *out, const toc_alert *a, const char *none) {
    for (int i = 0; i < 3; i++) {
        if (a->followed[i] < 0)
            toc_buf_printf(out, ",%s", none);
        else
            toc_buf_printf(out, ",%d", a->followed[i]);
    }
}

void toc_alerts_add_csv(toc_buf *out, const toc_alert_report *r) {
    char day[11];
    toc_buf_add_cstr(out,
                     "day,a,b,hostile,usual,high_days,since_data_begin,chance,followed_30,followed_90,followed_365\n");
    for (size_t i = 0; i < r->found.count; i++) {
        const toc_alert *a = &r->found.alerts[i];
        toc_buf_printf(out, "%s,%.*s,%.*s,%d,%.3f,%d,%d,%.3g", toc_day_format(a->day, day), TOC_FMT(a->a),
                       TOC_FMT(a->b), a->hostile, a->usual, a->high_days, a->first, a->chance);
        add_followed_cells(out, a, "");
        toc_buf_add_char(out, '\n');
    }
}

void toc_alerts_add_json(toc_buf *out, const toc_alert_report *r) {
    char day[11];
    toc_buf_printf(out,
                   "{\"tocsin\":\"alerts\",\"version\":1,\"of\":\"%s\",\"pairs\":%zu,\"window_days\":%d,\"floor\":%d,"
                   "\"budget_30_days\":%g,\"alerts\":[",
                   r->options->words ? "words" : "deeds", r->found.looked, TOC_ALERT_WINDOW, r->options->floor,
                   r->options->budget);
    for (size_t i = 0; i < r->found.count; i++) {
        const toc_alert *a = &r->found.alerts[i];
        toc_buf_printf(out,
                       "%s\n{\"day\":\"%s\",\"a\":\"%.*s\",\"b\":\"%.*s\",\"hostile\":%d,\"usual\":%.3f,\"high_days\":%"
                       "d,\"since_data_begin\":%s,\"chance\":%.3g,\"followed\":[",
                       i ? "," : "", toc_day_format(a->day, day), TOC_FMT(a->a), TOC_FMT(a->b), a->hostile, a->usual,
                       a->high_days, a->first ? "true" : "false", a->chance);
        for (int k = 0; k < 3; k++) {
            if (a->followed[k] < 0)
                toc_buf_printf(out, "%snull", k ? "," : "");
            else
                toc_buf_printf(out, "%s%d", k ? "," : "", a->followed[k]);
        }
        toc_buf_add_cstr(out, "]}");
    }
    toc_buf_add_cstr(out, "],\n\"changes\":[");
    for (size_t i = 0; i < r->found.turn_count; i++) {
        const toc_alert_turn *t = &r->found.turns[i];
        char low[11], high[11];
        double sure = t->probability; /* lint: allow: that a change took place, no forecast */
        toc_buf_printf(out,
                       "%s\n{\"date\":\"%s\",\"low\":\"%s\",\"high\":\"%s\",\"a\":\"%.*s\",\"b\":\"%.*s\","
                       "\"probability\":%.4f,\"before_per_30_days\":%.4f,\"after_per_30_days\":%.4f}",
                       i ? "," : "", toc_day_format(t->date, day), toc_day_format(t->low, low),
                       toc_day_format(t->high, high), TOC_FMT(t->a), TOC_FMT(t->b), sure, t->before, t->after);
    }
    toc_buf_add_cstr(out, "]}\n");
}
