/* The exercise calendar of a bloc: days by month and year, usual months, and the present against them. */
#include "report/bloc.h"

#include "report/evidence.h"
#include "report/words.h"

enum { SHOWN = 6, MONTHS = 12 };

static const char *const MONTH_NAMES[MONTHS] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const VERDICTS[] = {
    [TOC_EXERCISE_UNDEFINED] = "not enough history",
    [TOC_EXERCISE_USUAL] = "within the usual",
    [TOC_EXERCISE_MORE] = "out of pattern: more than usual",
    [TOC_EXERCISE_FEWER] = "out of pattern: fewer than usual",
};

static void add_year(toc_buf *out, const toc_exercise_year *y) {
    toc_buf_printf(out, "  %4d", y->year);
    for (int m = 0; m < MONTHS; m++) {
        if (y->covered[m])
            toc_buf_printf(out, "%4d", y->days[m]);
        else
            toc_buf_add_cstr(out, "   -");
    }
    toc_buf_printf(out, "%6d%8d\n", y->total_days, y->events);
}

static void add_usual(toc_buf *out, const toc_exercises *e) {
    bool any = false, covered = false;
    toc_buf_add_cstr(out, "  usual months: ");
    for (int m = 0; m < MONTHS; m++) {
        covered |= e->months_covered[m] >= TOC_EXERCISE_YEARS;
        if (!e->usual[m])
            continue;
        toc_buf_printf(out, "%s%s (%d of %d years)", any ? ", " : "", MONTH_NAMES[m], e->months_with[m],
                       e->months_covered[m]);
        any = true;
    }
    toc_buf_add_cstr(out, any ? "\n" : covered ? "none\n" : "not enough history\n");
}

static void add_verdict(toc_buf *out, const toc_exercises *e, toc_text_style style, toc_arena *arena) {
    toc_str line;
    if (e->verdict == TOC_EXERCISE_UNDEFINED)
        line = toc_arena_printf(
            arena, "now: not enough history: the ledger covers these weeks in %d earlier years, %d are needed%s",
            e->earlier_years, TOC_EXERCISE_YEARS,
            e->earlier_years >= TOC_EXERCISE_YEARS ? ", and tells of nobody in the present ones" : "");
    else
        line = toc_arena_printf(arena,
                                "now: %d of the last %d weeks with an exercise; the same weeks of %d earlier "
                                "years: %d of %d. %s (chance "
                                "of so many or more %.3f, of so few or fewer %.3f; Fisher's exact test)",
                                e->now, e->now_weeks, e->earlier_years, e->before, e->before_weeks,
                                VERDICTS[e->verdict], e->chance_more, e->chance_fewer);
    toc_buf_add_cstr(out, "  MODEL ");
    toc_words_wrap(out, line, 8, 8, style.width);
    toc_buf_add_char(out, '\n');
}

void toc_bloc_add_exercises_text(toc_buf *out, const toc_world *world, const toc_ontology *ontology,
                                 const toc_exercises *e, toc_text_style style) {
    toc_arena scratch;
    char day[11];
    toc_buf_add_cstr(out, "\nExercises together, as the ledger tells them: days with one, by month\n");
    if (!e) {
        toc_buf_add_cstr(out, "  no ledger was read: not known (--ledger FILE)\n");
        return;
    }
    toc_arena_init(&scratch, 4u << 20);
    toc_buf_printf(out, "  %4s", "");
    for (int m = 0; m < MONTHS; m++)
        toc_buf_printf(out, " %s", MONTH_NAMES[m]);
    toc_buf_add_cstr(out, "  days  events\n");
    for (size_t i = 0; i < e->year_count; i++)
        add_year(out, &e->years[i]);
    add_usual(out, e);
    add_verdict(out, e, style, &scratch);
    for (size_t i = 0; i < e->latest_count && i < SHOWN; i++) {
        toc_evidence evidence = {.event = e->latest[i]};
        toc_buf_printf(out, "  %s ", toc_day_format(toc_event_day(&e->latest[i]), day));
        toc_words_wrap(out,
                       toc_arena_printf(&scratch, "%.*s [%s]",
                                        TOC_FMT(toc_evidence_headline(&evidence, world, ontology, &scratch)),
                                        e->latest[i].id.text),
                       13, 13, style.width);
        toc_buf_add_char(out, '\n');
    }
    if (e->latest_count > SHOWN)
        toc_buf_printf(out, "  and %zu before in these weeks\n", e->latest_count - SHOWN);
    toc_buf_add_cstr(out, "'-': the ledger tells of nobody in that month. What is not told may have been held: "
                          "doc/method/exercises.md.\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

static void add_numbers(toc_buf *out, const char *name, const int *values) {
    toc_buf_printf(out, ",\"%s\":[", name);
    for (int m = 0; m < MONTHS; m++)
        toc_buf_printf(out, "%s%d", m ? "," : "", values[m]);
    toc_buf_add_char(out, ']');
}

void toc_bloc_add_exercises_json(toc_buf *out, const toc_exercises *e) {
    static const char *const verdicts[] = {"undefined", "usual", "more", "fewer"};
    toc_buf_add_cstr(out, ",\n\"exercises\":");
    if (!e) {
        toc_buf_add_cstr(out, "null");
        return;
    }
    toc_buf_add_cstr(out, "{\"years\":[");
    for (size_t i = 0; i < e->year_count; i++) {
        const toc_exercise_year *y = &e->years[i];
        toc_buf_printf(out, "%s{\"year\":%d,\"days\":[", i ? "," : "", y->year);
        for (int m = 0; m < MONTHS; m++)
            y->covered[m] ? toc_buf_printf(out, "%s%d", m ? "," : "", y->days[m])
                          : toc_buf_printf(out, "%snull", m ? "," : "");
        toc_buf_printf(out, "],\"total_days\":%d,\"events\":%d}", y->total_days, y->events);
    }
    toc_buf_add_char(out, ']');
    add_numbers(out, "months_with", e->months_with);
    add_numbers(out, "months_covered", e->months_covered);
    toc_buf_add_cstr(out, ",\"usual_months\":[");
    for (int m = 0, any = 0; m < MONTHS; m++)
        if (e->usual[m])
            toc_buf_printf(out, "%s%d", any++ ? "," : "", m + 1);
    toc_buf_printf(out,
                   "],\"verdict\":\"%s\",\"weeks_with_now\":%d,\"weeks_now\":%d,\"weeks_with_before\":%d,"
                   "\"weeks_before\":%d,\"earlier_years\":%d",
                   verdicts[e->verdict], e->now, e->now_weeks, e->before, e->before_weeks, e->earlier_years);
    if (e->verdict == TOC_EXERCISE_UNDEFINED) {
        toc_buf_add_cstr(out, ",\"chance_more\":null,\"chance_fewer\":null");
    } else {
        toc_buf_add_cstr(out, ",\"chance_more\":");
        toc_buf_add_double(out, e->chance_more);
        toc_buf_add_cstr(out, ",\"chance_fewer\":");
        toc_buf_add_double(out, e->chance_fewer);
    }
    toc_buf_add_cstr(out, ",\"events\":[");
    for (size_t i = 0; i < e->latest_count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        toc_event_add_json(out, &e->latest[i]);
    }
    toc_buf_add_cstr(out, "]}");
}
