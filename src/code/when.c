/*
 * When was it? Expressions of time are read from the tokens by small rules over
 * the words of times.tsv; what the document's day makes of them is settled only
 * when an act asks, since "on Friday" is the last one for what was done and the
 * next one for what is planned. The tree says which act asks (hang.c).
 *
 * A date is the first day of its interval. Rejected are days that do not exist,
 * years before 1000, deeds later than the report and plans more than a hundred
 * years ahead. Rules and examples: doc/method/coding.md.
 */
#include "code/desk.h"
#include "code/inside.h"
#include "code/past.h"

#define YEARS_AHEAD_MAX 100
#define YEAR_MIN 1000
#define LEAP_TRIES 9

enum { UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* ---- words ---- */

static bool word_is(const toc_scene *scene, int i, toc_time_kind kind, int *value) {
    const toc_time_word *word =
        i >= 0 && i < scene->n ? toc_lexicon_time(scene->lexicon, scene->tokens[i].lower) : NULL;
    bool name = kind == TOC_TIME_MONTH || kind == TOC_TIME_WEEKDAY;
    if (!word || !(word->kinds & TOC_TIME_BIT(kind)) || (name && !scene->tokens[i].capital)) {
        return false;
    }
    *value = word->value[kind];
    return true;
}

static bool is_kind(const toc_scene *scene, int i, toc_time_kind kind) {
    int value;
    return word_is(scene, i, kind, &value);
}

static bool lower_is(const toc_scene *scene, int i, const char *word) {
    return i >= 0 && i < scene->n && toc_str_is(scene->tokens[i].lower, word);
}

/* A whole number of at most four digits, "9th" included. */
static bool number_at(const toc_scene *scene, int i, int *out) {
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    int64_t value;
    if (i < 0 || i >= scene->n) {
        return false;
    }
    toc_str text = scene->tokens[i].lower;
    for (size_t k = 0; k < 4 && text.len > 2; k++) {
        if (toc_str_ends(text, toc_str_of(endings[k]))) {
            text.len -= 2;
            break;
        }
    }
    if (text.len == 0 || text.len > 4 || !toc_str_to_i64(text, &value) || value < 0) {
        return false;
    }
    *out = (int)value;
    return true;
}

static bool day_at(const toc_scene *scene, int i, int *out) {
    return number_at(scene, i, out) && *out >= 1 && *out <= 31 && scene->tokens[i].text.len <= 4;
}

static bool year_at(const toc_scene *scene, int i, int *out) {
    return i < scene->n && scene->tokens[i].text.len == 4 && number_at(scene, i, out) && *out >= YEAR_MIN &&
           scene->nodes[i].rel != TOC_R_COMPOUND;
}

static bool is_comma(const toc_scene *scene, int i) {
    return lower_is(scene, i, ",");
}

/* ---- expressions: each reader takes what begins at token i and returns the token behind it, or i ---- */

static int year_behind(const toc_scene *scene, int i, toc_time *out) {
    int skip = is_comma(scene, i) && out->day > 0 ? 1 : 0;
    return year_at(scene, i + skip, &out->year) ? i + skip + 1 : i;
}

/* "3 May", "9th of August 2022", "3 to 5 May": the first day counts. */
static int read_day_month(const toc_scene *scene, int i, toc_time *out) {
    static const char *const joins[] = {"to", "-", "–", "and", "or"};
    int last, at = i + 1;
    if (!day_at(scene, i, &out->day)) {
        return i;
    }
    for (size_t k = 0; k < sizeof joins / sizeof *joins; k++) {
        if (lower_is(scene, at, joins[k]) && day_at(scene, at + 1, &last)) {
            at += 2;
            break;
        }
    }
    at += lower_is(scene, at, "of");
    if (!word_is(scene, at, TOC_TIME_MONTH, &out->month)) {
        return i;
    }
    out->kind = TOC_TIME_DATE;
    return year_behind(scene, at + 1, out);
}

/* "May 3, 2022", "May 2022"; May alone where a word before it says that it is a month. */
static int read_month(const toc_scene *scene, int i, toc_time *out) {
    if (!word_is(scene, i, TOC_TIME_MONTH, &out->month)) {
        return i;
    }
    out->kind = TOC_TIME_DATE;
    out->day = 0;
    if (day_at(scene, i + 1, &out->day) && scene->nodes[i + 1].rel != TOC_R_COMPOUND) {
        return year_behind(scene, i + 2, out);
    }
    out->day = 0;
    int end = year_behind(scene, i + 1, out);
    bool told = end > i + 1 || is_kind(scene, i - 1, TOC_TIME_WITHIN) || is_kind(scene, i - 1, TOC_TIME_NEVER) ||
                is_kind(scene, i - 1, TOC_TIME_FILLER) || word_is(scene, i - 1, TOC_TIME_SHIFT, &out->shift);
    return told ? end : i;
}

static int read_iso(const toc_scene *scene, int i, toc_time *out) {
    toc_str text = scene->tokens[i].text;
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-') {
        return i;
    }
    toc_day day = toc_day_parse(text);
    toc_civil civil = day == TOC_DAY_NONE ? (toc_civil){0, 0, 0} : toc_day_civil(day);
    out->kind = TOC_TIME_DATE;
    out->year = civil.year;
    out->month = civil.month;
    out->day = civil.day;
    out->mute = day == TOC_DAY_NONE;
    return i + 1;
}

/* "in 2019", "since early 2019": a number alone is a year only behind such a word. */
static int read_year(const toc_scene *scene, int i, toc_time *out) {
    int before = i - 1;
    while (before > 0 && (is_kind(scene, before, TOC_TIME_FILLER) || lower_is(scene, before, "of"))) {
        before--;
    }
    bool told = before < i && (is_kind(scene, before, TOC_TIME_WITHIN) || is_kind(scene, i - 1, TOC_TIME_WITHIN));
    if (!told || !year_at(scene, i, &out->year) || scene->nodes[i].rel == TOC_R_NUMMOD) {
        return i;
    }
    out->kind = TOC_TIME_DATE;
    return i + 1;
}

static int read_weekday(const toc_scene *scene, int i, toc_time *out) {
    if (!word_is(scene, i, TOC_TIME_WEEKDAY, &out->weekday)) {
        return i;
    }
    out->kind = TOC_TIME_ON_WEEKDAY;
    word_is(scene, i - 1, TOC_TIME_SHIFT, &out->shift);
    return i + 1 + is_kind(scene, i + 1, TOC_TIME_PART);
}

/* "yesterday", "last night", "this morning". */
static int read_deictic(const toc_scene *scene, int i, toc_time *out) {
    out->kind = TOC_TIME_FROM_REPORT;
    out->unit = UNIT_DAY;
    if (word_is(scene, i, TOC_TIME_DAY, &out->shift)) {
        return i + 1 + is_kind(scene, i + 1, TOC_TIME_PART);
    }
    bool of_day = word_is(scene, i, TOC_TIME_SHIFT, &out->shift) && is_kind(scene, i + 1, TOC_TIME_PART);
    return of_day ? i + 2 : i;
}

/* "last month"; "the next day", told from another date; "the past week", which tells how long. */
static int read_unit(const toc_scene *scene, int i, toc_time *out) {
    bool the = lower_is(scene, i - 1, "the");
    bool shift = word_is(scene, i, TOC_TIME_SHIFT, &out->shift);
    bool chain = !shift && word_is(scene, i, TOC_TIME_CHAIN, &out->shift);
    if ((!shift && !chain && !lower_is(scene, i, "past")) || !word_is(scene, i + 1, TOC_TIME_UNIT, &out->unit)) {
        return i;
    }
    bool next = shift && out->shift == 1 && (the || out->unit == UNIT_DAY);
    out->kind = chain || next ? TOC_TIME_FROM_OTHER : TOC_TIME_FROM_REPORT;
    out->mute = (!shift && !chain) || (the && shift && !next);
    return i + 2;
}

/* "two days ago", "a day earlier", "the day before", "a week later". */
static int read_count(const toc_scene *scene, int i, toc_time *out) {
    int count = 1, back = 0, ahead = 0, at = i + 2;
    bool counted =
        word_is(scene, i, TOC_TIME_NUMBER, &count) || number_at(scene, i, &count) || lower_is(scene, i, "the");
    if (!counted || !word_is(scene, i + 1, TOC_TIME_UNIT, &out->unit)) {
        return i;
    }
    bool is_back = word_is(scene, at, TOC_TIME_BACK, &back), is_ahead = word_is(scene, at, TOC_TIME_AHEAD, &ahead);
    if (!is_back && !is_ahead) {
        return i;
    }
    out->ago = back < 0;
    out->kind = out->ago ? TOC_TIME_FROM_REPORT : TOC_TIME_FROM_OTHER;
    out->shift = is_back ? -count : count;
    if (lower_is(scene, at + 1, "yesterday") || lower_is(scene, at + 1, "tomorrow")) {
        out->kind = TOC_TIME_FROM_REPORT;
        out->shift *= 2;
        return at + 2;
    }
    /* "the day before the attack" tells of the attack */
    bool ends = at + 1 >= scene->n || scene->tokens[at + 1].kind == TOC_PUNCT || toc_is_verb(scene, at + 1) ||
                scene->nodes[at + 1].upos == TOC_AUX;
    out->mute = !out->ago && !ends && (lower_is(scene, at, "before") || lower_is(scene, at, "after"));
    return at + 1;
}

typedef int reader(const toc_scene *scene, int i, toc_time *out);

/* ---- the sentence's expressions ---- */

/* Take in what stands before it and belongs to it: "in the early hours of Monday". */
static void widen(const toc_scene *scene, toc_time *time) {
    int at = time->from - 1;
    int first = time->from;
    for (int steps = 0; at >= 0 && steps < 8; at--, steps++) {
        bool part = is_kind(scene, at, TOC_TIME_FILLER) || is_kind(scene, at, TOC_TIME_PART) ||
                    is_kind(scene, at, TOC_TIME_SHIFT) || is_kind(scene, at, TOC_TIME_WEEKDAY);
        bool link = lower_is(scene, at, "the") || lower_is(scene, at, "of") || lower_is(scene, at, "-") ||
                    (time->month > 0 && is_comma(scene, at));
        if (!part && !link) {
            break;
        }
        first = part ? at : first;
    }
    time->mute |= at >= 0 && is_kind(scene, at, TOC_TIME_NEVER);
    time->from = first;
}

/* A month that names something: "the May summit" has no word of time before it, and is not read at all. */
static int top_of(const toc_scene *scene, const toc_time *time) {
    int top = time->from;
    for (int i = time->from; i < time->to; i++) {
        int head = (int)scene->nodes[i].head - 1;
        toc_rel rel = (toc_rel)scene->nodes[i].rel;
        bool outside = head < time->from || head >= time->to;
        if (outside && rel != TOC_R_CASE && rel != TOC_R_PUNCT && rel != TOC_R_DET) {
            top = i;
        }
    }
    return top;
}

static void times_read(toc_scene *scene) {
    static reader *const readers[] = {read_iso,     read_day_month, read_month,   read_count,
                                      read_weekday, read_unit,      read_deictic, read_year};
    scene->time_count = 0;
    for (int i = 0; i < scene->n && scene->time_count < TOC_TIMES_MAX;) {
        int end = i;
        bool number = scene->tokens[i].text.ptr[0] >= '0' && scene->tokens[i].text.ptr[0] <= '9';
        if (!number && !lower_is(scene, i, "the") && !toc_lexicon_time(scene->lexicon, scene->tokens[i].lower)) {
            i++;
            continue;
        }
        for (size_t k = 0; k < sizeof readers / sizeof *readers && end == i; k++) {
            toc_time *time = &scene->times[scene->time_count];
            *time = (toc_time){.from = i};
            end = readers[k](scene, i, time);
            if (end > i) {
                time->to = end;
                widen(scene, time);
                time->top = top_of(scene, time);
                scene->time_count++;
            }
        }
        i = end > i ? end : i + 1;
    }
}

/* ---- what a day makes of them ---- */

typedef struct span {
    toc_day date;
    toc_precision precision;
} span;

static const span NO_SPAN = {TOC_DAY_NONE, TOC_DATE_REPORT};

static toc_day week_start(toc_day day) {
    return day - toc_day_weekday(day);
}

/* A day and month without a year: the last before the report, or the next behind it. */
static span resolve_month(const toc_time *t, toc_day report, bool ahead) {
    toc_civil now = toc_day_civil(report);
    int step = ahead ? 1 : -1, year = now.year;
    toc_precision precision = t->day ? TOC_DATE_DAY : TOC_DATE_MONTH;
    for (int tries = 0; tries < LEAP_TRIES; tries++, year += step) {
        toc_day date = toc_day_of(year, t->month, t->day ? t->day : 1);
        toc_day end = toc_precision_end(precision, date);
        bool beyond = ahead ? end < report : date > report;
        bool other = t->shift != 0 && date <= report && end >= report; /* "last May" is not this May */
        if (date != TOC_DAY_NONE && !beyond && !other) {
            return (span){date, precision};
        }
    }
    return NO_SPAN;
}

static span resolve_date(const toc_time *t, toc_day report, bool ahead) {
    if (t->year == 0) {
        return resolve_month(t, report, ahead);
    }
    toc_precision precision = t->day ? TOC_DATE_DAY : t->month ? TOC_DATE_MONTH : TOC_DATE_YEAR;
    return (span){toc_day_of(t->year, t->month ? t->month : 1, t->day ? t->day : 1), precision};
}

static span resolve_weekday(const toc_time *t, toc_day report, bool ahead) {
    int back = (toc_day_weekday(report) - t->weekday + 7) % 7;
    if (ahead || t->shift > 0) {
        int days = (7 - back) % 7;
        return (span){report + (days == 0 && t->shift > 0 ? 7 : days), TOC_DATE_DAY};
    }
    return (span){report - (back == 0 && t->shift < 0 ? 7 : back), TOC_DATE_DAY};
}

static span resolve_shift(const toc_time *t, toc_day base) {
    toc_civil civil = toc_day_civil(base);
    switch (t->unit) {
    case UNIT_HOUR:
        return (span){base, TOC_DATE_DAY};
    case UNIT_DAY:
        return (span){base + t->shift, TOC_DATE_DAY};
    case UNIT_WEEK:
        return (span){week_start(base) + 7 * t->shift, TOC_DATE_WEEK};
    case UNIT_MONTH:
        return (span){toc_day_month_start(base, t->shift), TOC_DATE_MONTH};
    default:
        if (t->ago && t->shift == -1) { /* "a year ago" is closer than "last year" */
            return (span){toc_day_month_start(base, -12), TOC_DATE_MONTH};
        }
        return (span){toc_day_of(civil.year + t->shift, 1, 1), TOC_DATE_YEAR};
    }
}

static span resolve(const toc_scene *scene, int index, bool ahead);

/* "The next day": from the date told before it, else from the report, but nothing later than that is known. */
static span resolve_other(const toc_scene *scene, int index, bool ahead) {
    const toc_time *t = &scene->times[index];
    for (int i = index - 1; i >= 0; i--) {
        if (!scene->times[i].mute && scene->times[i].kind != TOC_TIME_FROM_OTHER) {
            span base = resolve(scene, i, ahead);
            return base.date == TOC_DAY_NONE ? NO_SPAN : resolve_shift(t, base.date);
        }
    }
    return t->shift > 0 && !ahead ? NO_SPAN : resolve_shift(t, scene->day);
}

static bool is_sane(const toc_scene *scene, span s, bool ahead) {
    toc_day first = toc_day_of(YEAR_MIN, 1, 1), last = scene->day;
    if (ahead) {
        last = toc_day_of(toc_day_civil(scene->day).year + YEARS_AHEAD_MAX, 1, 1);
        last = last == TOC_DAY_NONE ? TOC_DAY_MAX : last;
    }
    return s.date != TOC_DAY_NONE && s.date >= first && s.date <= last;
}

static span resolve(const toc_scene *scene, int index, bool ahead) {
    const toc_time *t = &scene->times[index];
    span s = t->kind == TOC_TIME_DATE          ? resolve_date(t, scene->day, ahead)
             : t->kind == TOC_TIME_ON_WEEKDAY  ? resolve_weekday(t, scene->day, ahead)
             : t->kind == TOC_TIME_FROM_REPORT ? resolve_shift(t, scene->day)
                                               : resolve_other(scene, index, ahead);
    return is_sane(scene, s, ahead) ? s : NO_SPAN;
}

static const char *rule_of(const toc_time *t, bool ahead) {
    switch (t->kind) {
    case TOC_TIME_DATE:
        return t->year ? "date in full" : ahead ? "date, the next from the report" : "date, the last before the report";
    case TOC_TIME_ON_WEEKDAY:
        return ahead || t->shift > 0 ? "weekday, the next from the report" : "weekday, the last before the report";
    case TOC_TIME_FROM_REPORT:
        return "told from the day of the report";
    default:
        return "told from the date before it";
    }
}

/* ---- which one is the act's? ---- */

typedef struct choice {
    int time, far, words; /* how far up the tree, then how many words away */
    bool past;            /* it is told of a verb above, in the past tense */
} choice;

/* "before the summit in October" tells nothing of what stands before "before", whatever the tree says. */
static bool is_fenced(const toc_scene *scene, const toc_time *t, int predicate) {
    static const char *const fences[] = {"before", "after", "until", "following", "despite", "ahead"};
    int at = t->from - 2; /* over the preposition of the time itself */
    for (int steps = 0; at > predicate && steps < 6; at--, steps++) {
        int upos = scene->nodes[at].upos;
        for (size_t k = 0; k < sizeof fences / sizeof *fences; k++) {
            if (lower_is(scene, at, fences[k])) {
                return true;
            }
        }
        if (upos != TOC_NOUN && upos != TOC_PROPN && upos != TOC_ADJ && upos != TOC_DET && upos != TOC_ADP) {
            return false;
        }
    }
    return false;
}

static void choose(const toc_scene *scene, int predicate, bool through_report, choice *best) {
    for (int i = 0; i < scene->time_count; i++) {
        const toc_time *t = &scene->times[i];
        int verb = -1;
        bool apart = t->mute || is_fenced(scene, t, predicate);
        int far = apart ? -1 : toc_hang(scene, t->top, predicate, through_report, &verb);
        int words = t->from > predicate ? t->from - predicate : predicate - t->from;
        if (far >= 0 && (best->time < 0 || far < best->far || (far == best->far && words < best->words))) {
            *best = (choice){i, far, words, far > 0 && scene->nodes[verb].form == TOC_FORM_PAST};
        }
    }
}

/* "Barbados has urged Britain to pay for two centuries of slavery", "the embargo, in place since 2019, has been
 * lifted": what is told in the present perfect is not of the time that is named. */
bool toc_is_present_perfect(const toc_scene *scene, int predicate) {
    static const char *const forms[] = {"has", "have", "'ve"};
    bool subject = scene->nodes[predicate].rel == TOC_R_NSUBJ;
    int verb = subject ? (int)scene->nodes[predicate].head - 1 : predicate;
    return toc_has_aux(scene, verb, forms, sizeof forms / sizeof *forms);
}

/* "unblocked funds frozen since 2011", "the first guest since 2015": it lasts until today. */
static bool is_since(const toc_scene *scene, const toc_time *t) {
    return lower_is(scene, t->from, "since") || lower_is(scene, t->from - 1, "since");
}

toc_when toc_when_find(toc_scene *scene, const toc_act *act, const toc_governed *g, toc_str cameo,
                       toc_modality modality) {
    toc_when none = {.date = TOC_DAY_NONE};
    choice best = {-1, 0, 0, false};
    if (scene->day == TOC_DAY_NONE) {
        return none;
    }
    if (scene->time_count < 0) {
        times_read(scene);
    }
    bool composed = toc_is_composed(act, cameo);
    if (composed) { /* words about the act: when they were said */
        for (int i = 0; i < g->operator_count; i++) {
            choose(scene, g->operators[i], true, &best);
        }
        if (g->speaker_node >= 0) {
            choose(scene, g->speaker_node, true, &best);
        }
    } else {
        choose(scene, act->predicate, false, &best);
    }
    bool ahead = !composed && !best.past &&
                 (modality == TOC_PLANNED || modality == TOC_HYPOTHETICAL || modality == TOC_REQUESTED);
    span s = best.time < 0 ? NO_SPAN : resolve(scene, best.time, ahead);
    if (s.date == TOC_DAY_NONE) {
        return none;
    }
    const toc_time *t = &scene->times[best.time];
    bool lasting = (!composed && toc_is_present_perfect(scene, act->predicate)) || is_since(scene, t);
    if (lasting && toc_is_long_ago(scene, s.precision, s.date)) {
        return none;
    }
    return (toc_when){s.date, s.precision, t->from, t->to, rule_of(t, ahead)};
}
