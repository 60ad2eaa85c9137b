/* The series for other programmes: CSV, JSON, and the chart as a file of its own. */
#include "report/svg.h"
#include "report/tension.h"
#include "report/tension_json.h"
#include "report/words.h"

#include <math.h>

static void add_value(toc_buf *out, double value, bool defined) {
    toc_buf_add_char(out, ',');
    if (defined)
        toc_buf_add_double(out, value);
}

static void add_index(toc_buf *out, const toc_index *index) {
    toc_buf_printf(out, ",%d", index->events);
    add_value(out, index->hostile, index->defined);
    add_value(out, index->friendly, index->defined);
    add_value(out, index->balance, index->defined);
    add_value(out, index->level, index->defined);
    add_value(out, index->level_ci.low, index->defined);
    add_value(out, index->level_ci.high, index->defined);
}

void toc_tension_add_csv(toc_buf *out, const toc_tension_report *report) {
    char from[11], to[11];
    toc_buf_add_cstr(
        out,
        "from,to,words_events,words_hostile,words_friendly,words_balance,words_level,words_level_low,words_level_high,"
        "deeds_events,deeds_hostile,deeds_friendly,deeds_balance,deeds_level,deeds_level_low,deeds_level_high,"
        "reports,sources,concentration,others,words_hostile_held,deeds_hostile_held\r\n");
    for (size_t i = 0; i < report->series->count; i++) {
        const toc_tension_point *point = &report->series->points[i];
        toc_buf_printf(out, "%s,%s", toc_day_format(point->from, from), toc_day_format(point->to, to));
        add_index(out, &point->words);
        add_index(out, &point->deeds);
        toc_buf_printf(out, ",%d,%d", point->reports, point->sources);
        add_value(out, point->concentration, point->sources > 0);
        const toc_held_point *held = &report->held.points[i];
        toc_buf_printf(out, ",%.0f", held->volume);
        add_value(out, held->words, held->words_defined);
        add_value(out, held->deeds, held->deeds_defined);
        toc_buf_add_cstr(out, "\r\n");
    }
}

static void add_turns(toc_buf *out, const char *name, const toc_turns *turns) {
    char date[11], low[11], high[11];
    toc_buf_printf(out, ",\n\"%s\":{\"volume_held_constant\":%s,\"step_days\":%d,\"changes\":[", name,
                   turns->steady ? "false" : "true", turns->step_days);
    for (size_t i = 0; i < turns->count; i++) {
        const toc_turn *t = &turns->items[i];
        toc_buf_printf(
            out,
            "%s{\"date\":\"%s\",\"low\":\"%s\",\"high\":\"%s\",\"probability\":%.4f,\"before_per_30_days\":%.4f,"
            "\"after_per_30_days\":%.4f}",
            i ? "," : "", toc_day_format(t->date, date), toc_day_format(t->low, low), toc_day_format(t->high, high),
            t->probability, t->before, t->after); /* lint: allow: that a change took place, no forecast */
    }
    toc_buf_add_cstr(out, "]}");
}

static void add_held(toc_buf *out, const toc_tension_report *report) {
    char day[11];
    toc_buf_printf(out, ",\n\"constant_volume\":{\"defined\":%s,\"usual_others_per_day\":",
                   report->held.defined ? "true" : "false");
    toc_buf_add_double(out, report->held.usual_per_day);
    toc_buf_add_cstr(out, ",\"points\":[");
    for (size_t i = 0; i < report->series->count; i++) {
        const toc_held_point *h = &report->held.points[i];
        toc_buf_printf(out, "%s{\"from\":\"%s\",\"others\":%.0f,\"words_hostile\":", i ? ",\n" : "",
                       toc_day_format(report->series->points[i].from, day), h->volume);
        toc_buf_add_double(out, h->words_defined ? h->words : NAN);
        toc_buf_add_cstr(out, ",\"deeds_hostile\":");
        toc_buf_add_double(out, h->deeds_defined ? h->deeds : NAN);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}");
}

void toc_tension_add_json(toc_buf *out, const toc_tension_report *report) {
    static const char *const spans[] = {"day", "week", "month"};
    char day[11];
    toc_buf_printf(out, "{\"tocsin\":\"tension\",\"version\":1,\"asof\":\"%s\",\"by\":\"%s\",\"side_a\":",
                   toc_day_format(report->pair->asof, day), spans[report->series->span]);
    toc_buf_add_json(out, report->pair->a.text);
    toc_buf_add_cstr(out, ",\"side_b\":");
    toc_buf_add_json(out, report->pair->b.text);
    toc_buf_printf(out, ",\"events\":%zu,\"points\":", report->pair->count);
    toc_tension_add_points_json(out, report->series);
    add_turns(out, "words_turns", &report->words);
    add_turns(out, "deeds_turns", &report->deeds);
    add_held(out, report);
    toc_buf_add_cstr(out, ",\n\"largest\":[");
    for (size_t i = 0; i < report->mark_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        toc_evidence_add_json(out, &report->marks[i]);
    }
    toc_buf_add_cstr(out, "]}\n");
}

/* "2 March 2014: 0.1 to 6.9 a month". */
static size_t turns_fill(const toc_turns *turns, bool deeds, toc_chart_turn *out, size_t room, toc_arena *arena) {
    size_t count = turns->count < room ? turns->count : room;
    for (size_t i = 0; i < count; i++) {
        const toc_turn *t = &turns->items[i];
        out[i] =
            (toc_chart_turn){.day = t->date,
                             .low = t->low,
                             .high = t->high,
                             .deed = deeds,
                             .up = t->after > t->before,
                             .label = toc_arena_printf(arena, "%.*s: %.1f to %.1f a month",
                                                       TOC_FMT(toc_words_date(arena, t->date)), t->before, t->after)};
    }
    return count;
}

/* The newest that fit, of each kind. */
static toc_turns newest(const toc_turns *turns, size_t room) {
    toc_turns kept = *turns;
    size_t skip = turns->count > room ? turns->count - room : 0;
    kept.items += skip;
    kept.count -= skip;
    return kept;
}

enum { MARKS = 16, TURNS = 24 };

void toc_tension_add_svg(toc_buf *out, const toc_tension_report *report) {
    static const char *const spans[] = {"day", "week", "month"};
    toc_arena scratch;
    toc_chart_mark marks[MARKS];
    toc_chart_turn turns[2 * TURNS];
    const toc_tension *series = report->series;
    size_t count = report->mark_count < MARKS ? report->mark_count : MARKS;
    if (series->count == 0)
        return;
    toc_arena_init(&scratch, 4u << 20);
    for (size_t i = 0; i < count; i++) {
        const toc_evidence *e = &report->marks[i];
        marks[i] = (toc_chart_mark){toc_event_day(&e->event), toc_event_is_deed(&e->event), (int)i + 1,
                                    toc_evidence_headline(e, report->world, report->ontology, &scratch)};
    }
    toc_turns words = newest(&report->words, TURNS), deeds = newest(&report->deeds, TURNS);
    size_t turn_count = turns_fill(&words, false, turns, TURNS, &scratch);
    turn_count += turns_fill(&deeds, true, turns + turn_count, TURNS, &scratch);
    toc_chart chart = {.series = series,
                       .marks = marks,
                       .mark_count = count,
                       .turns = turns,
                       .turn_count = turn_count,
                       .standalone = true,
                       .legend = true};
    chart.title = toc_arena_printf(&scratch, "Tension in words and in deeds: %.*s and %.*s",
                                   TOC_FMT(report->pair->a.label), TOC_FMT(report->pair->b.label));
    chart.below = toc_arena_printf(
        &scratch, "By %s, %.*s to %.*s. Dashed: the rate of hostile events changed (grey: 90 %% interval).",
        spans[series->span], TOC_FMT(toc_words_date(&scratch, series->points[0].from)),
        TOC_FMT(toc_words_date(&scratch, series->points[series->count - 1].to)));
    int reports = 0;
    for (size_t i = 0; i < series->count; i++)
        reports += series->points[i].reports;
    chart.credit = toc_arena_printf(&scratch,
                                    "From %d reports of this time, as known on %.*s. Weight: Goldstein's scale (1992) "
                                    "of what is told between the two, in both directions. tocsin",
                                    reports, TOC_FMT(toc_words_date(&scratch, report->pair->asof)));
    chart.description =
        TOC_STR("Hostile weight upward, friendly weight downward, hostile level as a line; hatched: too few events; "
                "dashed lines: changes of the rate, each with its 90 % interval; numbers: the largest events.");
    toc_svg_add_chart(out, &chart);
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}
