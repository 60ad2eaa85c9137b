/*
 * abbreviation: the facts of written English that sentence.c and token.c need.
 *
 * A point behind a word is an abbreviation's, a sentence's, or both. The kinds
 * say what is usual in news (text/inside.h). Words that exist also without a
 * point ("sun", "mass", "no") count only with a capital. Our own choice,
 * checked against UD English EWT and GUM (train parts): tests/unit/test_text_treebank.c.
 * All lists are sorted by bytes and searched by halves.
 */
#include "text/inside.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 16, SAYING_WORDS = 5 };

typedef struct entry {
    const char *word; /* lower case */
    toc_abbreviation kind;
    bool capital; /* only with a capital first letter */
} entry;

static const entry entries[] = {
    {"a.k.a", TOC_ABBR_OPEN, false},  {"adm", TOC_ABBR_TITLE, true},    {"al", TOC_ABBR_OPEN, false},
    {"ala", TOC_ABBR_OPEN, true},     {"amb", TOC_ABBR_TITLE, true},    {"approx", TOC_ABBR_TITLE, false},
    {"apr", TOC_ABBR_OPEN, true},     {"ariz", TOC_ABBR_OPEN, true},    {"ark", TOC_ABBR_WORD, true},
    {"art", TOC_ABBR_NUMBER, false},  {"arts", TOC_ABBR_NUMBER, false}, {"assn", TOC_ABBR_OPEN, true},
    {"aug", TOC_ABBR_OPEN, true},     {"ave", TOC_ABBR_OPEN, true},     {"blvd", TOC_ABBR_OPEN, true},
    {"brig", TOC_ABBR_TITLE, true},   {"bros", TOC_ABBR_OPEN, true},    {"ca", TOC_ABBR_TITLE, false},
    {"calif", TOC_ABBR_OPEN, true},   {"capt", TOC_ABBR_TITLE, true},   {"cf", TOC_ABBR_TITLE, false},
    {"ch", TOC_ABBR_NUMBER, false},   {"cmdr", TOC_ABBR_TITLE, true},   {"co", TOC_ABBR_OPEN, true},
    {"col", TOC_ABBR_TITLE, true},    {"colo", TOC_ABBR_OPEN, true},    {"comdr", TOC_ABBR_TITLE, true},
    {"conn", TOC_ABBR_OPEN, true},    {"corp", TOC_ABBR_OPEN, true},    {"cpl", TOC_ABBR_TITLE, true},
    {"dec", TOC_ABBR_OPEN, true},     {"del", TOC_ABBR_WORD, true},     {"dept", TOC_ABBR_OPEN, false},
    {"dr", TOC_ABBR_TITLE, true},     {"eg", TOC_ABBR_TITLE, false},    {"esp", TOC_ABBR_TITLE, false},
    {"est", TOC_ABBR_OPEN, false},    {"etc", TOC_ABBR_OPEN, false},    {"feb", TOC_ABBR_OPEN, true},
    {"fig", TOC_ABBR_NUMBER, false},  {"figs", TOC_ABBR_NUMBER, false}, {"fla", TOC_ABBR_OPEN, true},
    {"fri", TOC_ABBR_OPEN, true},     {"ft", TOC_ABBR_TITLE, true},     {"ga", TOC_ABBR_OPEN, true},
    {"gen", TOC_ABBR_TITLE, true},    {"gov", TOC_ABBR_TITLE, true},    {"hon", TOC_ABBR_TITLE, true},
    {"ill", TOC_ABBR_WORD, true},     {"inc", TOC_ABBR_OPEN, true},     {"ind", TOC_ABBR_OPEN, true},
    {"insp", TOC_ABBR_TITLE, true},   {"jan", TOC_ABBR_OPEN, true},     {"jr", TOC_ABBR_OPEN, true},
    {"jul", TOC_ABBR_OPEN, true},     {"jun", TOC_ABBR_OPEN, true},     {"kan", TOC_ABBR_OPEN, true},
    {"ky", TOC_ABBR_OPEN, true},      {"la", TOC_ABBR_WORD, true},      {"lt", TOC_ABBR_TITLE, true},
    {"ltd", TOC_ABBR_OPEN, true},     {"maj", TOC_ABBR_TITLE, true},    {"mar", TOC_ABBR_WORD, true},
    {"mass", TOC_ABBR_WORD, true},    {"messrs", TOC_ABBR_TITLE, true}, {"mich", TOC_ABBR_OPEN, true},
    {"minn", TOC_ABBR_OPEN, true},    {"miss", TOC_ABBR_WORD, true},    {"mon", TOC_ABBR_OPEN, true},
    {"mont", TOC_ABBR_OPEN, true},    {"mr", TOC_ABBR_TITLE, true},     {"mrs", TOC_ABBR_TITLE, true},
    {"ms", TOC_ABBR_TITLE, true},     {"mt", TOC_ABBR_TITLE, true},     {"neb", TOC_ABBR_OPEN, true},
    {"nev", TOC_ABBR_OPEN, true},     {"no", TOC_ABBR_NUMBER, false},   {"nos", TOC_ABBR_NUMBER, false},
    {"nov", TOC_ABBR_OPEN, true},     {"oct", TOC_ABBR_OPEN, true},     {"okla", TOC_ABBR_OPEN, true},
    {"ore", TOC_ABBR_WORD, true},     {"p", TOC_ABBR_NUMBER, false},    {"pa", TOC_ABBR_WORD, true},
    {"para", TOC_ABBR_NUMBER, false}, {"penn", TOC_ABBR_OPEN, true},    {"pfc", TOC_ABBR_TITLE, true},
    {"ph.d", TOC_ABBR_OPEN, true},    {"plc", TOC_ABBR_OPEN, false},    {"pp", TOC_ABBR_NUMBER, false},
    {"pres", TOC_ABBR_TITLE, true},   {"prof", TOC_ABBR_TITLE, true},   {"pvt", TOC_ABBR_TITLE, true},
    {"rd", TOC_ABBR_OPEN, true},      {"rep", TOC_ABBR_TITLE, true},    {"reps", TOC_ABBR_TITLE, true},
    {"rev", TOC_ABBR_TITLE, true},    {"sat", TOC_ABBR_WORD, true},     {"sec", TOC_ABBR_NUMBER, false},
    {"sen", TOC_ABBR_TITLE, true},    {"sens", TOC_ABBR_TITLE, true},   {"sep", TOC_ABBR_OPEN, true},
    {"sept", TOC_ABBR_OPEN, true},    {"sgt", TOC_ABBR_TITLE, true},    {"spc", TOC_ABBR_TITLE, true},
    {"sr", TOC_ABBR_OPEN, true},      {"st", TOC_ABBR_TITLE, true},     {"sun", TOC_ABBR_WORD, true},
    {"supt", TOC_ABBR_TITLE, true},   {"tenn", TOC_ABBR_OPEN, true},    {"tex", TOC_ABBR_OPEN, true},
    {"thu", TOC_ABBR_OPEN, true},     {"thur", TOC_ABBR_OPEN, true},    {"thurs", TOC_ABBR_OPEN, true},
    {"tue", TOC_ABBR_OPEN, true},     {"tues", TOC_ABBR_OPEN, true},    {"univ", TOC_ABBR_OPEN, true},
    {"v", TOC_ABBR_TITLE, false},     {"va", TOC_ABBR_OPEN, true},      {"viz", TOC_ABBR_TITLE, false},
    {"vol", TOC_ABBR_NUMBER, false},  {"vs", TOC_ABBR_TITLE, false},    {"vt", TOC_ABBR_OPEN, true},
    {"wash", TOC_ABBR_WORD, true},    {"wed", TOC_ABBR_OPEN, true},     {"wis", TOC_ABBR_OPEN, true},
};

/* First words by which an ambiguous point is taken for the end of a sentence. */
static const char *const starters[] = {
    "a",       "according", "after",    "all",     "also",    "although",  "an",    "and",         "another",
    "as",      "at",        "because",  "before",  "both",    "but",       "by",    "despite",     "during",
    "earlier", "even",      "everyone", "few",     "finally", "for",       "from",  "furthermore", "he",
    "her",     "here",      "his",      "how",     "however", "i",         "if",    "in",          "instead",
    "it",      "its",       "last",     "later",   "many",    "meanwhile", "more",  "moreover",    "most",
    "my",      "no",        "nobody",   "none",    "not",     "nothing",   "now",   "on",          "once",
    "one",     "only",      "our",      "several", "she",     "since",     "so",    "some",        "such",
    "that",    "the",       "their",    "then",    "there",   "these",     "they",  "this",        "those",
    "though",  "three",     "thus",     "to",      "today",   "two",       "under", "until",       "we",
    "what",    "when",      "where",    "whether", "while",   "who",       "why",   "with",        "yesterday",
    "yet",     "you",       "your",
};

static const char *const sayings[] = {
    "added",    "adds",      "answered",  "asked",    "asks",     "cried", "declared",
    "demanded", "exclaimed", "explained", "inquired", "insisted", "joked", "noted",
    "posted",   "quipped",   "replied",   "replies",  "said",     "says",  "shouted",
    "stated",   "told",      "tweeted",   "warned",   "wondered", "wrote", "yelled",
};

/* The word as a lower-case C string; false when it is longer than any in the lists. */
static bool fold(toc_str word, char out[WORD_MAX]) {
    if (word.len == 0 || word.len >= WORD_MAX)
        return false;
    for (size_t i = 0; i < word.len; ++i)
        out[i] = (char)(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z' ? word.ptr[i] + ('a' - 'A') : word.ptr[i]);
    out[word.len] = '\0';
    return true;
}

static int compare_entry(const void *key, const void *element) {
    return strcmp(key, ((const entry *)element)->word);
}

static int compare_word(const void *key, const void *element) {
    return strcmp(key, *(const char *const *)element);
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c) {
    return is_capital(c) || (c >= 'a' && c <= 'z');
}

/* Single letters with points between them: "U.S", "a.m". */
static bool has_points(toc_str word) {
    if (word.len < 3 || word.len % 2 == 0)
        return false;
    for (size_t i = 0; i < word.len; ++i)
        if (i % 2 ? word.ptr[i] != '.' : !is_letter(word.ptr[i]))
            return false;
    return true;
}

/* The word of letters at `at`. */
static toc_str word_at(toc_str text, size_t at) {
    size_t end = at;
    while (end < text.len && end - at < WORD_MAX && is_letter(text.ptr[end]))
        ++end;
    return toc_str_slice(text, at, end);
}

toc_abbreviation toc_abbreviation_of(toc_str word) {
    char folded[WORD_MAX];
    if (!fold(word, folded))
        return TOC_ABBR_NOT;
    const entry *found = bsearch(folded, entries, sizeof entries / sizeof *entries, sizeof *entries, compare_entry);
    bool capital = is_capital(word.ptr[0]);
    if (found && (capital || !found->capital) && !(capital && word.len == 1))
        return found->kind;
    if (has_points(word))
        return strcmp(folded, "e.g") == 0 || strcmp(folded, "i.e") == 0 ? TOC_ABBR_TITLE : TOC_ABBR_POINTS;
    return word.len == 1 && capital ? TOC_ABBR_LETTER : TOC_ABBR_NOT;
}

bool toc_word_starts_sentence(toc_str text, size_t at) {
    char folded[WORD_MAX];
    toc_str word = word_at(text, at);
    if (!fold(word, folded) || !is_capital(word.ptr[0]))
        return false;
    char behind = at + word.len < text.len ? text.ptr[at + word.len] : ' ';
    if (behind == '.' || behind == '&' || behind == '-')
        return false;
    return bsearch(folded, starters, sizeof starters / sizeof *starters, sizeof *starters, compare_word) != NULL;
}

bool toc_word_says(toc_str text, size_t at) {
    for (int i = 0; i < SAYING_WORDS; ++i) {
        char folded[WORD_MAX];
        toc_str word = word_at(text, at);
        if (fold(word, folded) &&
            bsearch(folded, sayings, sizeof sayings / sizeof *sayings, sizeof *sayings, compare_word))
            return true;
        at += word.len;
        for (int skipped = 0; at < text.len && !is_letter(text.ptr[at]); ++at)
            if (++skipped > 4 || strchr(".!?\"\n", text.ptr[at]))
                return false;
        if (at >= text.len)
            return false;
    }
    return false;
}
