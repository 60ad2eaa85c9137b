#include "code/past.h"

#include <stdlib.h>

/* Of four digits from 1000 on, when the report has a day; else 0. */
static int64_t year_of(const toc_scene *scene, int i) {
    int64_t year;
    toc_str text = scene->tokens[i].text;
    bool is_year = scene->day != TOC_DAY_NONE && text.len == 4 && toc_str_to_i64(text, &year) && year >= 1000;
    return is_year ? year : 0;
}

static bool is_old_year(const toc_scene *scene, int i) {
    int64_t year = year_of(scene, i);
    return year > 0 && year <= toc_day_civil(scene->day).year - 2;
}

bool toc_is_recent_year(const toc_scene *scene, int i) {
    int64_t year = year_of(scene, i);
    return year > 0 && llabs(year - toc_day_civil(scene->day).year) < 2;
}

/* "the eighties", "in the late sixties"; not "in his late eighties". */
static bool is_old_decade(const toc_scene *scene, int i) {
    static const char *const decades[] = {"thirties",  "forties",  "fifties", "sixties",
                                          "seventies", "eighties", "nineties"};
    static const char *const parts[] = {"early", "late", "mid"};
    int at = i - 1;
    at -= at > 0 && toc_str_is_among(scene->tokens[at].lower, parts, sizeof parts / sizeof *parts);
    return at >= 0 && toc_str_is(scene->tokens[at].lower, "the") &&
           toc_str_is_among(scene->tokens[i].lower, decades, sizeof decades / sizeof *decades);
}

/* "the 1950s", "480 BC", "the eighties": told by the word itself. */
static bool is_old_age(const toc_scene *scene, int i) {
    int64_t year;
    toc_str text = scene->tokens[i].text;
    if (is_old_decade(scene, i)) {
        return true;
    }
    bool decade = text.len == 5 && text.ptr[4] == 's' && text.ptr[3] == '0' &&
                  toc_str_to_i64(toc_str_slice(text, 0, 4), &year) && year >= 1000;
    if (decade) {
        return scene->day == TOC_DAY_NONE || year + 10 <= toc_day_civil(scene->day).year - 1;
    }
    return i > 0 && scene->tokens[i - 1].kind == TOC_NUMBER &&
           (toc_str_equal(text, TOC_STR("BC")) || toc_str_equal(text, TOC_STR("BCE")) ||
            toc_str_equal(text, TOC_STR("AD")));
}

/* "Ten years ago on Friday", "forty years ago this week": an anniversary, whatever its day. */
static bool is_of_anniversary(const toc_scene *scene, int past) {
    static const char *const days[] = {"on", "this", "today"};
    return past + 2 < scene->n && toc_str_equal(scene->tokens[past + 1].lower, TOC_STR("ago")) &&
           toc_str_is_among(scene->tokens[past + 2].lower, days, sizeof days / sizeof *days);
}

/* "in 2008", "on 22 June 1941", "from 1976 to 1993": the year tells when; not "since 2014" and not "the 2015
 * agreement". */
static bool is_year_of_time(const toc_scene *scene, int i) {
    static const char *const before[] = {"in",       "between",  "of",     "during", "january", "february",  "march",
                                         "april",    "may",      "june",   "july",   "august",  "september", "october",
                                         "november", "december", "spring", "summer", "autumn",  "winter",    "year",
                                         "by",       "until",    "before", "around", "circa"};
    bool span = i > 0 && i + 2 < scene->n && toc_str_is(scene->tokens[i - 1].lower, "from") &&
                toc_str_is(scene->tokens[i + 1].lower, "to") && is_old_year(scene, i + 2);
    return span || (i > 0 && toc_str_is_among(scene->tokens[i - 1].lower, before, sizeof before / sizeof *before));
}

static bool is_years(const toc_scene *scene, int i) {
    static const char *const words[] = {"years", "decades", "centuries"};
    return toc_str_is_among(scene->tokens[i].lower, words, sizeof words / sizeof *words);
}

/* "sixty years ago", "centuries ago", "it is ten years (this week) since": years, not one. */
static bool is_years_ago(const toc_scene *scene, int i) {
    bool it = toc_str_is(scene->tokens[0].lower, "it"), years = is_years(scene, i);
    for (int k = i + 1; years && k < scene->n && k <= i + 3; k++) {
        toc_str behind = scene->tokens[k].lower;
        if ((k == i + 1 && toc_str_is(behind, "ago")) || (it && toc_str_is(behind, "since"))) {
            return true;
        }
    }
    return false;
}

/* "in his youth he had petitioned". */
static bool is_youth(const toc_scene *scene, int i) {
    static const char *const young[] = {"his", "her", "their"};
    return i > 1 && toc_str_is(scene->tokens[i].lower, "youth") && toc_str_is(scene->tokens[i - 2].lower, "in") &&
           toc_str_is_among(scene->tokens[i - 1].lower, young, sizeof young / sizeof *young);
}

/* "in the twelfth century"; this one is none of the past. */
static bool is_past_century(const toc_scene *scene, int i) {
    if (!toc_scene_lemma_is(scene, i, "century")) {
        return false;
    }
    toc_str order = i > 0 ? scene->tokens[i - 1].lower : (toc_str){"", 0};
    bool ordinal = toc_str_ends(order, TOC_STR("th")) || toc_str_ends(order, TOC_STR("first")) ||
                   toc_str_ends(order, TOC_STR("second")) || toc_str_ends(order, TOC_STR("third"));
    return ordinal && !toc_str_equal(order, TOC_STR("twenty-first"));
}

/* "pulled down the last Soviet obelisk": a thing that is left; not "fought Soviet troops". */
static bool is_left_over(const toc_scene *scene, int i) {
    int noun = (int)scene->nodes[i].head - 1;
    if (scene->nodes[i].rel != TOC_R_AMOD || noun < 0 || !toc_scene_lemma_is(scene, i, "soviet")) {
        return false;
    }
    toc_rel rel = (toc_rel)scene->nodes[noun].rel;
    return (rel == TOC_R_OBJ || rel == TOC_R_OBL || rel == TOC_R_NMOD) &&
           !toc_lexicon_in_class(scene->lexicon, scene->lemma[noun],
                                 toc_lexicon_class(scene->lexicon, TOC_STR("FORCE")));
}

/* "Soviet-designed systems" are of today, and so is what is done "on the anniversary". */
static bool is_only_named(const toc_scene *scene, int i, int predicate) {
    bool joined = i + 1 < scene->n && toc_str_equal(scene->tokens[i + 1].text, TOC_STR("-"));
    bool day = toc_str_equal(toc_case_of(scene, i), TOC_STR("on")) &&
               ((toc_scene_lemma_is(scene, i, "anniversary") && (int)scene->nodes[i].head - 1 == predicate) ||
                toc_scene_lemma_is(scene, predicate, "congratulate"));
    return joined || day || is_left_over(scene, i);
}

bool toc_is_art(toc_str word) {
    toc_str one = toc_str_ends(word, TOC_STR("s")) ? toc_str_slice(word, 0, word.len - 1) : word;
    static const char *const words[] = {"film",   "movie",   "novel",    "opera",  "drama",
                                        "sequel", "episode", "thriller", "fiction"};
    return toc_str_is_among(one, words, sizeof words / sizeof *words);
}

/* "a film, which the censor banned"; not "a film in which Russia invades". */
static bool is_told_of_art(const toc_scene *scene, int i, int predicate) {
    if (!toc_is_verb(scene, predicate) || scene->nodes[predicate].rel != TOC_R_ACL ||
        (int)scene->nodes[predicate].head - 1 != i) {
        return false;
    }
    int behind = i + 1;
    behind += behind < scene->n && toc_str_is(scene->tokens[behind].text, ",");
    return behind >= scene->n ||
           (!toc_str_is(scene->tokens[behind].lower, "in") && !toc_str_is(scene->tokens[behind].lower, "where"));
}

/* "at the opera", "to the opera": a house. */
static bool is_opera_house(const toc_scene *scene, int i) {
    static const char *const words[] = {"at", "to", "from", "outside", "near", "inside", "by"};
    return toc_scene_lemma_is(scene, i, "opera") &&
           toc_str_is_among(toc_case_of(scene, i), words, sizeof words / sizeof *words);
}

/* "banned a Serbian film", "denounced a broadcaster over the film", "dismissed it as fiction", "filmed": the act has to
 * do with a work of art, and is not told in one. */
static bool is_real_art(const toc_scene *scene, int i, int predicate) {
    static const char *const words[] = {"over", "about", "on", "for", "against", "at", "as"};
    toc_rel rel = (toc_rel)scene->nodes[i].rel;
    int head = (int)scene->nodes[i].head - 1;
    if (!toc_is_art(scene->lemma[i]) || head < 0) {
        return false;
    }
    bool about = (rel == TOC_R_OBL || rel == TOC_R_NMOD) &&
                 toc_str_is_among(toc_case_of(scene, i), words, sizeof words / sizeof *words);
    int top = scene->nodes[predicate].rel == TOC_R_CONJ ? (int)scene->nodes[predicate].head - 1 : predicate;
    return toc_is_verb(scene, i) || is_opera_house(scene, i) || is_told_of_art(scene, i, predicate) ||
           ((about || rel == TOC_R_OBJ || rel == TOC_R_COMPOUND) && toc_within(scene, i, top));
}

/* "for half a century": how long. */
static bool is_span(const toc_scene *scene, int i) {
    return i > 0 && toc_scene_lemma_is(scene, i, "century") &&
           (toc_str_is(scene->tokens[i - 1].lower, "a") || toc_str_is(scene->tokens[i - 1].lower, "half"));
}

/* "In the war game, Chinese missiles", "In the play's last act": played, not done; not "trained in a war game", "in a
 * game of chicken". */
static bool is_played(const toc_scene *scene, int i) {
    static const char *const words[] = {"game", "wargame", "simulation", "scenario", "play",    "musical",
                                        "poem", "sitcom",  "cartoon",    "comic",    "novella", "screenplay"};
    return toc_str_is(scene->tokens[0].lower, "in") && i < 6 && scene->nodes[i].upos == TOC_NOUN &&
           toc_str_is_among(scene->tokens[i].lower, words, sizeof words / sizeof *words) &&
           !(i + 1 < scene->n && toc_str_is(scene->tokens[i + 1].lower, "of"));
}

bool toc_is_past_time(const toc_scene *scene, int i) {
    return (is_old_year(scene, i) && is_year_of_time(scene, i)) || is_years_ago(scene, i) ||
           is_past_century(scene, i) || is_old_age(scene, i) || is_youth(scene, i) || is_played(scene, i);
}

/* The child of top that i stands in; -1: i is not below it. told: a relative clause lies between. */
static int branch_of(const toc_scene *scene, int i, int top, bool *told) {
    *told = false;
    for (int steps = 0; i >= 0 && steps < 64; steps++) {
        int head = (int)scene->nodes[i].head - 1;
        *told = *told || (scene->nodes[i].rel == TOC_R_ACL && toc_is_verb(scene, i));
        if (head == top) {
            return i;
        }
        i = head;
    }
    return -1;
}

/* "demanded the bones of its first president, who fell in 1978", "gave a medal to the doctor played in a film": the
 * time is that of what is told of a thing. */
static bool is_of_a_thing(const toc_scene *scene, int i, int predicate) {
    bool told, object = !toc_is_verb(scene, predicate) && scene->nodes[predicate].rel == TOC_R_OBJ;
    int verb = object ? (int)scene->nodes[predicate].head - 1 : predicate;
    int branch = verb >= 0 && toc_is_verb(scene, verb) ? branch_of(scene, i, verb, &told) : -1;
    return branch >= 0 && branch != predicate && told &&
           (scene->nodes[branch].rel == TOC_R_OBJ || scene->nodes[branch].rel == TOC_R_OBL);
}

/* "sorry for the war of the 1940s", "handed over under a treaty of 2004": the time is that of what stands beside; not
 * "in the spring of 1940". */
static bool is_of_reason(const toc_scene *scene, int i, int predicate) {
    static const char *const of_time[] = {"in",    "on",     "at",   "during",     "since",  "after", "before",
                                          "until", "till",   "from", "throughout", "within", "of",    "by",
                                          "to",    "around", "near", "into",       "across"};
    bool told;
    int branch = branch_of(scene, i, predicate, &told);
    if (branch < 0 || branch == i || toc_scene_lemma_is(scene, branch, "time") ||
        (scene->nodes[branch].rel != TOC_R_OBL && scene->nodes[branch].rel != TOC_R_NMOD)) {
        return false;
    }
    toc_str prep = toc_case_of(scene, branch);
    return prep.len > 0 && !toc_str_is_among(prep, of_time, sizeof of_time / sizeof *of_time);
}

/* "apologised on Thursday for what its army did in the 1940s": the act has a day of its own. */
static bool has_weekday(const toc_scene *scene, int i, int predicate) {
    for (int k = predicate + 1; k < i && toc_is_verb(scene, predicate); k++) {
        const toc_time_word *word = toc_lexicon_time(scene->lexicon, scene->tokens[k].lower);
        if (word && word->kinds & TOC_TIME_BIT(TOC_TIME_WEEKDAY) && (int)scene->nodes[k].head - 1 == predicate &&
            toc_str_is(scene->tokens[k - 1].lower, "on")) {
            return true;
        }
    }
    return false;
}

/* The word is of the past, and the act has only to do with it. */
static bool is_beside_it(const toc_scene *scene, int i, int predicate) {
    return is_only_named(scene, i, predicate) || is_real_art(scene, i, predicate) || is_span(scene, i) ||
           is_of_a_thing(scene, i, predicate) || is_of_reason(scene, i, predicate) || has_weekday(scene, i, predicate);
}

/* "79 years after the last French soldiers left", "Forty years after the attack", "ten years have gone by since it
 * quit": how long ago the act was. */
static bool is_years_after(const toc_scene *scene, int i, int predicate) {
    static const char *const passed[] = {"pass", "go", "elapse", "be"}, *const span[] = {"the", "of", "for"};
    if (!is_years(scene, i) || i == 0 ||
        toc_str_is_among(scene->tokens[i - 1].lower, span, sizeof span / sizeof *span)) {
        return false;
    }
    int verb = scene->nodes[i].rel == TOC_R_NSUBJ ? (int)scene->nodes[i].head - 1 : -1;
    bool gone = verb >= 0 && toc_scene_lemma_among(scene, verb, passed, sizeof passed / sizeof *passed);
    for (int k = i + 1; k < scene->n && (k == i + 1 || gone); k++) {
        bool link = toc_str_is(scene->tokens[k].lower, "since") || toc_str_is(scene->tokens[k].lower, "after");
        int told = (int)scene->nodes[k].head - 1;
        if (link && told > k && toc_within(scene, predicate, told)) {
            return true;
        }
    }
    return false;
}

/* "whom Pretoria once jailed"; not "once more", "once a year", "at once". */
static bool is_once(const toc_scene *scene, int i, int predicate) {
    static const char *const behind[] = {"more", "again", "a", "an", "every", "per", "in", "each"};
    if (!toc_str_is(scene->tokens[i].lower, "once") || scene->nodes[i].rel != TOC_R_ADVMOD || i == 0 ||
        i >= predicate || (int)scene->nodes[i].head - 1 != predicate || !toc_is_verb(scene, predicate)) {
        return false;
    }
    uint8_t form = scene->nodes[predicate].form;
    return (form == TOC_FORM_PAST || form == TOC_FORM_PARTICIPLE) && !toc_str_is(scene->tokens[i - 1].lower, "at") &&
           !toc_str_is_among(scene->tokens[i + 1].lower, behind, sizeof behind / sizeof *behind);
}

static bool is_pluperfect(const toc_scene *scene, int verb) {
    static const char *const had[] = {"had"};
    return toc_has_aux(scene, verb, had, 1);
}

/* "aged 91", "at 88", "was 104 when": who dies so has lived long. */
static bool is_great_age(const toc_scene *scene, int i) {
    static const char *const before[] = {"aged", "at", "was", "of"};
    int64_t age;
    return i > 0 && toc_str_to_i64(scene->tokens[i].text, &age) && age >= 60 && age <= 120 &&
           toc_str_is_among(scene->tokens[i - 1].lower, before, sizeof before / sizeof *before);
}

/* "died", "passed away", told of somebody by itself: no relative clause. */
static bool is_death(const toc_scene *scene, int i) {
    bool died = toc_str_is(scene->tokens[i].lower, "died") || toc_str_is(scene->tokens[i].lower, "dies");
    bool passed = toc_str_is(scene->tokens[i].lower, "passed") && i + 1 < scene->n &&
                  toc_str_is(scene->tokens[i + 1].lower, "away");
    return (died || passed) && toc_rel_of(scene, i) != TOC_R_ACL;
}

/* "The envoy, who broke off ties, died on Monday": what the dead once did. The clause with "who" that the predicate
 * stands in belongs to the subject of the death; not "a man whom police shot died". */
static bool is_of_the_dead(const toc_scene *scene, int i, int predicate) {
    int dead = toc_child_with(scene, i, TOC_R_NSUBJ), at = predicate;
    if (!is_death(scene, i) || dead < 0 || dead > i || predicate > i) {
        return false;
    }
    bool told = false;
    for (int steps = 0; at >= 0 && at != dead && steps < scene->n; steps++) {
        int who = toc_child_with(scene, at, TOC_R_NSUBJ);
        told = told || (toc_rel_of(scene, at) == TOC_R_ACL && scene->nodes[at].form == TOC_FORM_PAST && who >= 0 &&
                        toc_str_is(scene->tokens[who].lower, "who"));
        at = (int)scene->nodes[at].head - 1;
    }
    return told && at == dead;
}

/* "as a young officer", "as foreign minister she had": what somebody was once. */
static bool is_as_once(const toc_scene *scene, int i) {
    static const char *const young[] = {"young",      "cadet",      "boy",     "girl",      "child",  "student",
                                        "teenager",   "pupil",      "recruit", "conscript", "novice", "schoolboy",
                                        "schoolgirl", "apprentice", "junior",  "lieutenant"};
    return i + 2 < scene->n && toc_str_is(scene->tokens[i].lower, "as") &&
           toc_str_is(scene->tokens[i + 1].lower, "a") &&
           toc_scene_lemma_among(scene, i + 2, young, sizeof young / sizeof *young);
}

/* What only a life is told with that is over. */
static bool is_of_the_end(const toc_scene *scene, int i) {
    static const char *const words[] = {"illness", "cancer", "funeral", "eulogy", "mourner", "peacefully", "widow"};
    return is_great_age(scene, i) || is_as_once(scene, i) ||
           toc_scene_lemma_among(scene, i, words, sizeof words / sizeof *words) ||
           (toc_scene_lemma_is(scene, i, "life") && i > 0 && toc_str_is(scene->tokens[i - 1].lower, "long"));
}

/* "had arrested", "Having ordered": before what is told beside. */
static bool is_before(const toc_scene *scene, int verb) {
    static const char *const having[] = {"having"};
    return is_pluperfect(scene, verb) || toc_has_aux(scene, verb, having, 1);
}

/* "He had arrested ministers; he died on Tuesday, aged 89": a life that is told when it is over. */
static bool is_of_a_life(const toc_scene *scene, int i, int predicate) {
    static const char *const over[] = {"die", "funeral", "bury"};
    int verb = scene->nodes[predicate].rel == TOC_R_CONJ ? (int)scene->nodes[predicate].head - 1 : predicate;
    if (!toc_scene_lemma_among(scene, i, over, sizeof over / sizeof *over) ||
        (!is_before(scene, predicate) && !is_before(scene, verb))) {
        return false;
    }
    for (int k = 0; k < scene->n; k++) {
        if (is_of_the_end(scene, k)) {
            return true;
        }
    }
    return false;
}

/* "Redcoats burned the granaries", "was shelled by the Ottoman navy": who does it is of the past. */
static bool is_of_old_party(const toc_scene *scene, int i, int predicate) {
    int old = toc_lexicon_class(scene->lexicon, TOC_STR("OLDPARTY"));
    if (!toc_is_verb(scene, predicate) || !toc_lexicon_in_class(scene->lexicon, scene->lemma[i], old)) {
        return false;
    }
    toc_clause_parts parts;
    toc_clause_read(scene, predicate, &parts);
    int steps = 0, at = i;
    while (at >= 0 && at != parts.subject && steps++ < 2) {
        toc_rel rel = toc_rel_of(scene, at);
        at = rel == TOC_R_AMOD || rel == TOC_R_COMPOUND || rel == TOC_R_CONJ ? (int)scene->nodes[at].head - 1 : -1;
    }
    return at >= 0 && at == parts.subject;
}

/* By the word alone, whatever the scorer thinks of it. */
bool toc_is_surely_past(const toc_scene *scene, toc_str word) {
    return toc_is_art(word) ||
           toc_lexicon_in_class(scene->lexicon, word, toc_lexicon_class(scene->lexicon, TOC_STR("OLDPARTY")));
}

static bool is_obituary(const toc_scene *scene, int i) {
    return i == 0 && toc_str_is(scene->tokens[0].lower, "obituary");
}

/* "credited with shooting down three bombers", "remembered for jailing a rival": a name that somebody has. */
static bool is_of_repute(const toc_scene *scene, int i, int predicate) {
    static const char *const reputed[] = {"credited", "remembered", "known", "famed"};
    if ((int)scene->nodes[predicate].head - 1 != i || scene->nodes[predicate].form != TOC_FORM_GERUND ||
        !toc_str_is_among(scene->tokens[i].lower, reputed, sizeof reputed / sizeof *reputed)) {
        return false;
    }
    toc_str mark = toc_mark_of(scene, predicate);
    return toc_child_with(scene, i, TOC_R_OBJ) < 0 && (toc_str_is(mark, "with") || toc_str_is(mark, "for"));
}

/* "Her novel tells of a raid", "The opera has the Danes storm London": a work tells it, whatever date stands beside. */
static bool is_told_by_art(const toc_scene *scene, int i, int predicate) {
    int verb = (int)scene->nodes[i].head - 1;
    return verb >= 0 && verb != predicate && scene->nodes[i].rel == TOC_R_NSUBJ && toc_is_verb(scene, verb) &&
           toc_is_art(scene->lemma[i]) && toc_within(scene, predicate, verb);
}

/* The word says by itself that the act is of the past, whatever date stands beside it. */
static bool tells_past(const toc_scene *scene, int i, int predicate) {
    return is_years_after(scene, i, predicate) || is_once(scene, i, predicate) || is_of_the_dead(scene, i, predicate) ||
           is_of_a_life(scene, i, predicate) || is_obituary(scene, i) || is_of_repute(scene, i, predicate) ||
           is_of_old_party(scene, i, predicate) || is_told_by_art(scene, i, predicate);
}

int toc_past_word(const toc_scene *scene, int predicate, int class_index) {
    for (int i = 0; i < scene->n; i++) {
        bool along =
            scene->nodes[predicate].rel == TOC_R_CONJ && is_once(scene, i, (int)scene->nodes[predicate].head - 1);
        if (along || tells_past(scene, i, predicate)) {
            return i;
        }
        bool past = toc_is_past_time(scene, i) || toc_lexicon_in_class(scene->lexicon, scene->lemma[i], class_index);
        bool in_clause = past && (scene->nodes[predicate].rel != TOC_R_ROOT || toc_in_clause(scene, i, predicate));
        if (in_clause && !is_beside_it(scene, i, predicate)) {
            return i;
        }
    }
    return -1;
}

bool toc_is_long_ago(const toc_scene *scene, toc_precision precision, toc_day date) {
    return date != TOC_DAY_NONE && scene->day != TOC_DAY_NONE && toc_precision_end(precision, date) < scene->day - 365;
}

bool toc_is_of_date(const toc_scene *scene, int past, int predicate, const toc_when *when) {
    return tells_past(scene, past, predicate) || is_past_century(scene, past) || is_old_age(scene, past) ||
           is_of_anniversary(scene, past) || (is_old_year(scene, past) && past >= when->from && past <= when->to + 3);
}
