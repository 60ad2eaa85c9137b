/* The table of sums, the states with the year of each figure, borders and distance, and the acts of both sides. */
#include "report/balance.h"

#include "report/evidence.h"
#include "report/words.h"

enum { SHOWN_BORDERS = 12, SHOWN_ACTS = 8, SCRATCH_BYTES = 4 << 20, COLUMN = 13 };

static const char *const PARTS[TOC_STRENGTH_PARTS] = {"CINC, share of the world", "military spending",
                                                      "military personnel", "population"};
static const char *const SHORT[TOC_STRENGTH_PARTS] = {"CINC", "spending", "personnel", "population"};
static const char *const KEYS[TOC_STRENGTH_PARTS] = {"cinc", "military_spending_usd_thousands",
                                                     "military_personnel_thousands", "population_thousands"};
static const char *const BORDERS[] = {"",
                                      "on land",
                                      "over up to 12 miles of water",
                                      "over up to 24 miles of water",
                                      "over up to 150 miles of water",
                                      "over up to 400 miles of water"};

static toc_str large(toc_arena *arena, double value, const char *unit) {
    static const struct {
        double from;
        const char *name;
    } steps[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}, {0, ""}};
    size_t i = 0;
    while (value < steps[i].from)
        i++;
    if (steps[i].from == 0)
        return toc_arena_printf(arena, "%.*s%s", TOC_FMT(toc_words_count(arena, (int64_t)(value + 0.5))), unit);
    double part = value / steps[i].from;
    return toc_arena_printf(arena,
                            part < 10    ? "%.2f%s%s"
                            : part < 100 ? "%.1f%s%s"
                                         : "%.0f%s%s",
                            part, steps[i].name, unit);
}

toc_str toc_balance_figure(toc_arena *arena, toc_strength_part part, double value) {
    if (part == TOC_STRENGTH_CINC)
        return toc_arena_printf(arena, value < 0.001 ? "%.3f %%" : value < 0.01 ? "%.2f %%" : "%.1f %%", value * 100);
    return large(arena, value * 1000, part == TOC_STRENGTH_SPENDING ? " $" : "");
}

toc_str toc_balance_ratio_words(toc_arena *arena, double ratio) {
    if (ratio <= 0)
        return TOC_STR("0 : 1");
    double larger = ratio >= 1 ? ratio : 1 / ratio;
    const char *format = ratio >= 1 ? larger < 100 ? "%.1f : 1" : "%.0f : 1" : larger < 100 ? "1 : %.1f" : "1 : %.0f";
    return toc_arena_printf(arena, format, larger);
}

toc_str toc_balance_nuclear(toc_arena *arena, const toc_world *world, const toc_balance_side *side, size_t max) {
    size_t count = 0;
    toc_str *codes = toc_arena_array(arena, side->count + 1, sizeof *codes);
    if (!codes)
        return TOC_STR("");
    for (size_t i = 0; i < side->count; i++)
        if (side->states[i].nuclear)
            codes[count++] = side->states[i].code;
    return count ? toc_words_list(arena, world, codes, count, max) : TOC_STR("");
}

/* ---- text ---- */

static void add_heading(toc_buf *out, const char *words, toc_text_style style) {
    toc_buf_printf(out, "\n%s%s%s\n", style.bold ? "\033[1m" : "", words, style.bold ? "\033[0m" : "");
}

static void add_wrapped(toc_buf *out, toc_str line, size_t indent, toc_text_style style) {
    for (size_t i = 0; i < indent; i++)
        toc_buf_add_char(out, ' ');
    toc_words_wrap(out, line, indent, indent, style.width);
    toc_buf_add_char(out, '\n');
}

/* Right-aligned by characters. */
static void add_right(toc_buf *out, toc_str text, size_t width) {
    for (size_t i = toc_words_width(text); i < width; i++)
        toc_buf_add_char(out, ' ');
    toc_buf_add(out, text);
}

/* "74.7 bn $ (2022; 30 of 31)". */
static toc_str sum_words(toc_arena *arena, const toc_balance_side *side, int part) {
    const toc_balance_sum *s = &side->sums[part];
    if (s->counted == 0)
        return TOC_STR("not known");
    toc_str years = s->first_year == s->last_year
                        ? toc_arena_printf(arena, "%d", s->last_year)
                        : toc_arena_printf(arena, "%d\xe2\x80\x93%d", s->first_year, s->last_year);
    toc_str of = (size_t)s->counted == side->count
                     ? TOC_STR("")
                     : toc_arena_printf(arena, "; %d of %zu states", s->counted, side->count);
    return toc_arena_printf(arena, "%.*s (%.*s%.*s)",
                            TOC_FMT(toc_balance_figure(arena, (toc_strength_part)part, s->value)), TOC_FMT(years),
                            TOC_FMT(of));
}

static void add_sums(toc_buf *out, const toc_balance_report *r, toc_arena *arena) {
    toc_buf_printf(out, "\n  %-25s", "");
    add_right(out, TOC_STR("A"), 26);
    add_right(out, TOC_STR("B"), 30);
    toc_buf_add_cstr(out, "        A : B\n");
    for (int part = 0; part < TOC_STRENGTH_PARTS; part++) {
        double ratio;
        bool whole;
        bool known = toc_balance_ratio(r->balance, (toc_strength_part)part, &ratio, &whole);
        toc_buf_printf(out, "  %-25s", PARTS[part]);
        add_right(out, sum_words(arena, &r->balance->a, part), 26);
        add_right(out, sum_words(arena, &r->balance->b, part), 30);
        add_right(out, known ? toc_balance_ratio_words(arena, ratio) : TOC_STR("not known"), 13);
        toc_buf_add_cstr(out, known && !whole ? " *\n" : "\n");
    }
}

/* The states that are in no sum of a part. */
static void add_missing(toc_buf *out, const toc_balance_report *r, const toc_balance_side *side, toc_text_style style,
                        toc_arena *arena) {
    for (int part = 0; part < TOC_STRENGTH_PARTS; part++) {
        toc_buf line;
        bool any = false;
        toc_buf_init(&line, 1 << 16);
        toc_buf_printf(&line, "* %s without", SHORT[part]);
        for (size_t i = 0; i < side->count; i++) {
            const toc_strength_figure *f = &side->states[i].figures[part];
            if (side->states[i].counted[part])
                continue;
            toc_buf_printf(&line, "%s %.*s", any ? "," : "", TOC_FMT(toc_words_name(r->world, side->states[i].code)));
            if (f->known)
                toc_buf_printf(&line, " (%.*s in %d: too old)",
                               TOC_FMT(toc_balance_figure(arena, (toc_strength_part)part, f->value)), f->year);
            else
                toc_buf_add_cstr(&line, " (not in the table)");
            any = true;
        }
        if (any)
            add_wrapped(out, toc_buf_str(&line), 2, style);
        out->failed |= line.failed;
        toc_buf_fini(&line);
    }
}

static void add_states(toc_buf *out, const toc_balance_side *side, const char *letter, toc_text_style style,
                       toc_arena *arena) {
    add_heading(out, toc_arena_printf(arena, "%s: %.*s", letter, TOC_FMT(side->side.label)).ptr, style);
    for (size_t i = 0; i < side->count; i++) {
        const toc_balance_state *s = &side->states[i];
        toc_buf_printf(out, "  %.*s", TOC_FMT(s->code));
        for (int part = 0; part < TOC_STRENGTH_PARTS; part++) {
            const toc_strength_figure *f = &s->figures[part];
            toc_str words =
                f->known
                    ? toc_arena_printf(arena, "%.*s %d",
                                       TOC_FMT(toc_balance_figure(arena, (toc_strength_part)part, f->value)), f->year)
                    : TOC_STR("-");
            add_right(out, words, part == 0 ? COLUMN : COLUMN + 3);
        }
        toc_buf_printf(out, "%s%s\n", s->nuclear ? "  nuclear" : "", s->major ? "  major power" : "");
    }
}

static void add_place(toc_buf *out, const toc_balance_report *r, toc_text_style style, toc_arena *arena) {
    const toc_balance *b = r->balance;
    add_heading(out, "Borders and distance", style);
    for (size_t i = 0; i < b->border_count && i < SHOWN_BORDERS; i++) {
        const toc_balance_border *at = &b->borders[i];
        add_wrapped(out,
                    toc_arena_printf(arena, "%.*s and %.*s: border %s", TOC_FMT(toc_words_name(r->world, at->a)),
                                     TOC_FMT(toc_words_name(r->world, at->b)), BORDERS[at->type]),
                    2, style);
    }
    if (b->border_count > SHOWN_BORDERS)
        toc_buf_printf(out, "  and %zu more pairs (--json has all)\n", b->border_count - SHOWN_BORDERS);
    if (b->border_count == 0)
        toc_buf_add_cstr(out, "  no border on land or over up to 400 miles of water is known on this day\n");
    if (!b->nearest.distance.known) {
        toc_buf_add_cstr(out, "  distance: not known\n");
        return;
    }
    add_wrapped(out,
                toc_arena_printf(arena, "nearest: %.*s and %.*s, %.0f km (%d)",
                                 TOC_FMT(toc_words_name(r->world, b->nearest.a)),
                                 TOC_FMT(toc_words_name(r->world, b->nearest.b)), b->nearest.distance.least_km,
                                 b->nearest.distance.year),
                2, style);
    add_wrapped(out,
                toc_arena_printf(arena, "nearest capitals: of %.*s and %.*s, %.0f km",
                                 TOC_FMT(toc_words_name(r->world, b->capitals.a)),
                                 TOC_FMT(toc_words_name(r->world, b->capitals.b)), b->capitals.distance.capitals_km),
                2, style);
}

static void add_nuclear(toc_buf *out, const toc_balance_report *r, toc_text_style style, toc_arena *arena) {
    toc_str a = toc_balance_nuclear(arena, r->world, &r->balance->a, 16);
    toc_str b = toc_balance_nuclear(arena, r->world, &r->balance->b, 16);
    add_heading(out, "Nuclear weapons of their own", style);
    add_wrapped(out,
                toc_arena_printf(arena, "A: %.*s. B: %.*s.", TOC_FMT(a.len ? a : TOC_STR("none")),
                                 TOC_FMT(b.len ? b : TOC_STR("none"))),
                2, style);
}

static void add_acts(toc_buf *out, const toc_balance_report *r, const toc_balance_side *side, const char *letter,
                     toc_text_style style, toc_arena *arena) {
    char day[11];
    toc_buf_printf(out, "  %s: %zu\n", letter, side->posture.count);
    for (size_t i = 0; i < side->posture.count && i < SHOWN_ACTS; i++) {
        toc_evidence e = {.event = side->posture.events[i]};
        toc_buf_printf(out, "     %s ", toc_day_format(toc_event_day(&e.event), day));
        toc_words_wrap(out,
                       toc_arena_printf(arena, "%.*s [%s]",
                                        TOC_FMT(toc_evidence_headline(&e, r->world, r->ontology, arena)),
                                        e.event.id.text),
                       16, 16, style.width);
        toc_buf_add_char(out, '\n');
    }
    if (side->posture.count > SHOWN_ACTS)
        toc_buf_printf(out, "     and %zu before (--json has all)\n", side->posture.count - SHOWN_ACTS);
}

static void add_posture(toc_buf *out, const toc_balance_report *r, toc_text_style style, toc_arena *arena) {
    char words[96];
    toc_str heading = toc_arena_printf(arena, "Force posture told in the %d days up to %s", TOC_BALANCE_POSTURE_DAYS,
                                       toc_day_format(r->balance->on, words));
    add_heading(out, heading.ptr ? heading.ptr : "", style);
    if (!r->balance->has_ledger) {
        toc_buf_add_cstr(out, "  no ledger was read: not known (--ledger FILE)\n");
        return;
    }
    add_acts(out, r, &r->balance->a, "A", style, arena);
    add_acts(out, r, &r->balance->b, "B", style, arena);
}

static void add_notes(toc_buf *out, const toc_balance_report *r, toc_text_style style, toc_arena *arena) {
    const toc_balance *b = r->balance;
    toc_buf_add_char(out, '\n');
    if (b->year > b->last_year)
        add_wrapped(out,
                    toc_arena_printf(arena, "The table ends in %d: what changed since is not in it.", b->last_year), 0,
                    style);
    add_wrapped(out,
                TOC_STR("FACT, each by its source: Correlates of War (capabilities, borders), CShapes (distances), "
                        "data/world. Nothing is imputed; a state without a figure is named and in no sum. Who is "
                        "stronger on paper is no forecast: doc/method/balance.md."),
                0, style);
}

void toc_balance_add_text(toc_buf *out, const toc_balance_report *r, toc_text_style style) {
    toc_arena scratch;
    char day[11];
    toc_arena_init(&scratch, SCRATCH_BYTES);
    toc_buf_printf(out, "%sA: %.*s   B: %.*s%s   on %s\n", style.bold ? "\033[1m" : "",
                   TOC_FMT(r->balance->a.side.label), TOC_FMT(r->balance->b.side.label), style.bold ? "\033[0m" : "",
                   toc_day_format(r->balance->on, day));
    add_sums(out, r, &scratch);
    add_missing(out, r, &r->balance->a, style, &scratch);
    add_missing(out, r, &r->balance->b, style, &scratch);
    add_states(out, &r->balance->a, "A", style, &scratch);
    add_states(out, &r->balance->b, "B", style, &scratch);
    add_place(out, r, style, &scratch);
    add_nuclear(out, r, style, &scratch);
    add_posture(out, r, style, &scratch);
    add_notes(out, r, style, &scratch);
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

/* ---- JSON ---- */

static void text_json(toc_buf *out, const char *name, toc_str value) {
    toc_buf_printf(out, "\"%s\":", name);
    toc_buf_add_json(out, value);
}

static void state_json(toc_buf *out, const toc_world *world, const toc_balance_state *s) {
    toc_buf_add_char(out, '{');
    text_json(out, "state", s->code);
    toc_buf_printf(out, ",\"cow\":%d,\"nuclear\":%s,\"major\":%s", toc_world_cow(world, s->code),
                   s->nuclear ? "true" : "false", s->major ? "true" : "false");
    for (int part = 0; part < TOC_STRENGTH_PARTS; part++) {
        const toc_strength_figure *f = &s->figures[part];
        toc_buf_printf(out, ",\"%s\":", KEYS[part]);
        if (!f->known) {
            toc_buf_add_cstr(out, "null");
            continue;
        }
        toc_buf_add_cstr(out, "{\"value\":");
        toc_buf_add_double(out, f->value);
        toc_buf_printf(out, ",\"year\":%d,\"counted\":%s}", f->year, s->counted[part] ? "true" : "false");
    }
    toc_buf_add_char(out, '}');
}

static void acts_json(toc_buf *out, const toc_balance_side *side, bool has_ledger) {
    toc_buf_add_cstr(out, ",\"posture\":");
    if (!has_ledger) {
        toc_buf_add_cstr(out, "null");
        return;
    }
    toc_buf_add_char(out, '[');
    for (size_t i = 0; i < side->posture.count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        toc_event_add_json(out, &side->posture.events[i]);
    }
    toc_buf_add_char(out, ']');
}

static void side_json(toc_buf *out, const toc_balance_report *r, const toc_balance_side *side) {
    toc_buf_add_char(out, '{');
    text_json(out, "text", side->side.text);
    toc_buf_add_char(out, ',');
    text_json(out, "label", side->side.label);
    toc_buf_add_cstr(out, ",\"states\":[");
    for (size_t i = 0; i < side->count; i++) {
        toc_buf_add_cstr(out, i ? ",\n" : "");
        state_json(out, r->world, &side->states[i]);
    }
    toc_buf_add_cstr(out, "],\"sums\":{");
    for (int part = 0; part < TOC_STRENGTH_PARTS; part++) {
        const toc_balance_sum *s = &side->sums[part];
        toc_buf_printf(out, "%s\"%s\":", part ? "," : "", KEYS[part]);
        if (s->counted == 0) {
            toc_buf_add_cstr(out, "null");
            continue;
        }
        toc_buf_add_cstr(out, "{\"value\":");
        toc_buf_add_double(out, s->value);
        toc_buf_printf(out, ",\"states\":%d,\"of\":%zu,\"first_year\":%d,\"last_year\":%d}", s->counted, side->count,
                       s->first_year, s->last_year);
    }
    toc_buf_add_char(out, '}');
    acts_json(out, side, r->balance->has_ledger);
    toc_buf_add_char(out, '}');
}

static void near_json(toc_buf *out, const char *name, const toc_balance_near *near) {
    toc_buf_printf(out, ",\"%s\":", name);
    if (!near->distance.known) {
        toc_buf_add_cstr(out, "null");
        return;
    }
    toc_buf_add_char(out, '{');
    text_json(out, "a", near->a);
    toc_buf_add_char(out, ',');
    text_json(out, "b", near->b);
    toc_buf_add_cstr(out, ",\"least_km\":");
    toc_buf_add_double(out, near->distance.least_km);
    toc_buf_add_cstr(out, ",\"capitals_km\":");
    toc_buf_add_double(out, near->distance.capitals_km);
    toc_buf_printf(out, ",\"year\":%d}", near->distance.year);
}

void toc_balance_add_json(toc_buf *out, const toc_balance_report *r) {
    const toc_balance *b = r->balance;
    char day[11];
    toc_buf_printf(
        out,
        "{\"tocsin\":\"balance\",\"version\":1,\"on\":\"%s\",\"newest_year\":%d,\"table_ends\":%d,\"stale_years\":%d",
        toc_day_format(b->on, day), b->year, b->last_year, TOC_BALANCE_STALE);
    toc_buf_add_cstr(out, ",\n\"side_a\":");
    side_json(out, r, &b->a);
    toc_buf_add_cstr(out, ",\n\"side_b\":");
    side_json(out, r, &b->b);
    toc_buf_add_cstr(out, ",\n\"ratio\":{");
    for (int part = 0; part < TOC_STRENGTH_PARTS; part++) {
        double ratio;
        bool whole;
        toc_buf_printf(out, "%s\"%s\":", part ? "," : "", KEYS[part]);
        if (!toc_balance_ratio(b, (toc_strength_part)part, &ratio, &whole)) {
            toc_buf_add_cstr(out, "null");
            continue;
        }
        toc_buf_add_cstr(out, "{\"a_over_b\":");
        toc_buf_add_double(out, ratio);
        toc_buf_printf(out, ",\"all_states\":%s}", whole ? "true" : "false");
    }
    toc_buf_add_cstr(out, "},\n\"borders\":[");
    for (size_t i = 0; i < b->border_count; i++) {
        toc_buf_add_cstr(out, i ? ",{" : "{");
        text_json(out, "a", b->borders[i].a);
        toc_buf_add_char(out, ',');
        text_json(out, "b", b->borders[i].b);
        toc_buf_printf(out, ",\"type\":%d,\"how\":\"%s\"}", b->borders[i].type, BORDERS[b->borders[i].type]);
    }
    toc_buf_add_char(out, ']');
    near_json(out, "nearest", &b->nearest);
    near_json(out, "nearest_capitals", &b->capitals);
    toc_buf_printf(out, ",\"posture_days\":%d}\n", TOC_BALANCE_POSTURE_DAYS);
}
