/*
 * token: sentence -> tokens, in the manner of UD English EWT.
 *
 * Method. White space parts chunks. A chunk is read from left to right; at each place a rule
 * says where the token that begins there ends, so nothing is lost or rewritten:
 * - web and mail addresses, #tags and @names are whole;
 * - a word runs on over inner points ("U.S.A", "mil.ru"), apostrophes
 *   ("O'Rourke"), "&" between capitals ("AT&T"), and over a hyphen after a
 *   bound prefix ("anti-", "co-", "e-", "vice-") or between up to five letters
 *   with a capital and a digit ("Su-24", "MiG-31", "COVID-19"); every other
 *   hyphen is a token ("defence|-|related");
 * - clitics are cut: 's 're 've 'll 'd 'm n't, can|not, gon|na;
 * - a number runs on over groups, decimals, times, dates, "9/11"; a range is
 *   cut at its hyphen; a unit of measure is cut off ("10|km"), an ordinal's or a
 *   multiplier's letters are not ("20th", "$|5bn");
 * - an abbreviation keeps its point;
 * - runs of the same mark ("...", "--") are one token, other marks stand alone.
 * Looking ahead is bounded, or done once a chunk, so the whole is linear.
 */
#include "text/inside.h"

#include "base/mem.h"

#include <string.h>
#include <utf8proc.h>

typedef struct span {
    uint32_t from, to;
} span;

typedef struct cutter {
    toc_str text;
    span *list;
    size_t count, capacity;
    bool failed;
} cutter;

/* ---- small tests ---- */

/* The class of the character at `at` and its length in bytes. */
static unsigned look(toc_str s, size_t at, size_t *len) {
    *len = 1;
    if (at < s.len && (unsigned char)s.ptr[at] < 0x80)
        return toc_ascii_class[(unsigned char)s.ptr[at]];
    return toc_char_class(toc_utf8_at(s, at, len));
}

static bool is_alnum_class(unsigned class) {
    return (class & (TOC_CHAR_LETTER | TOC_CHAR_DIGIT)) != 0;
}

static bool is_digit(toc_str s, size_t at) {
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

static size_t count_digits(toc_str s, size_t at) {
    size_t count = 0;
    while (count < 5 && is_digit(s, at + count))
        ++count;
    return count;
}

/* No letter or digit at `at`. */
static bool is_border(toc_str s, size_t at) {
    return !is_alnum_class(toc_class_at(s, at));
}

/* Length of an apostrophe at `at`, straight, curly or back-quoted; 0 when there is none. */
static size_t apostrophe_at(toc_str s, size_t at) {
    if (at < s.len && (s.ptr[at] == '\'' || s.ptr[at] == '`'))
        return 1;
    return at + 3 <= s.len && memcmp(s.ptr + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static char ascii_lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool matches(toc_str s, size_t at, const char *lower) {
    size_t i = 0;
    while (lower[i] && at + i < s.len && ascii_lower(s.ptr[at + i]) == lower[i])
        ++i;
    return lower[i] == '\0';
}

/* Whether lower is in list (ended by NULL), as a whole word at `at`. Returns its length or 0. */
static size_t any_word(toc_str s, size_t at, const char *const *list) {
    for (; *list; ++list) {
        size_t len = strlen(*list);
        if (matches(s, at, *list) && is_border(s, at + len))
            return len;
    }
    return 0;
}

/* Length of a clitic that begins with an apostrophe at `at`: 's 're 've 'll 'd 'm. */
static size_t clitic_at(toc_str s, size_t at) {
    static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m", NULL};
    size_t mark = apostrophe_at(s, at);
    size_t tail = mark ? any_word(s, at + mark, tails) : 0;
    return tail ? mark + tail : 0;
}

/* Length of "n't" at `at`. */
static size_t not_at(toc_str s, size_t at) {
    if (at >= s.len || ascii_lower(s.ptr[at]) != 'n')
        return 0;
    size_t mark = apostrophe_at(s, at + 1);
    return mark && matches(s, at + 1 + mark, "t") && is_border(s, at + 2 + mark) ? mark + 2 : 0;
}

/* ---- addresses ---- */

static bool is_trailing(toc_str s, size_t at) {
    return memchr(".,;:!?)\"'>]}", s.ptr[at], 12) != NULL;
}

/* The end of an address in [from, to) without the marks that belong to the sentence. */
static size_t trim_address(toc_str s, size_t from, size_t to) {
    bool bracket = memchr(s.ptr + from, '(', to - from) != NULL;
    while (to > from + 1 && is_trailing(s, to - 1) && !(s.ptr[to - 1] == ')' && bracket))
        --to;
    while (to > from + 3 &&
           (memcmp(s.ptr + to - 3, "\xE2\x80\x9D", 3) == 0 || memcmp(s.ptr + to - 3, "\xE2\x80\x99", 3) == 0))
        to -= 3;
    while (to > from + 1 && memchr(".,", s.ptr[to - 1], 2))
        --to;
    return to;
}

/* End of a web address at the head of a chunk, or from. */
static size_t web_end(toc_str s, size_t from, size_t to) {
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www.", "mailto:", "t.me/"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; ++i)
        if (matches(s, from, schemes[i]) && from + strlen(schemes[i]) < to)
            return trim_address(s, from, to);
    return from;
}

static bool is_mail_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || memchr("._-+%", c, 5);
}

/* End of a mail address at the head of a chunk, or from. */
static size_t mail_end(toc_str s, size_t from, size_t to) {
    size_t at = from;
    while (at < to && is_mail_char(s.ptr[at]))
        ++at;
    if (at == from || at >= to || s.ptr[at] != '@')
        return from;
    size_t host = at + 1, end = host;
    while (end < to && is_mail_char(s.ptr[end]))
        ++end;
    end = end > host ? trim_address(s, from, end) : from;
    return end > host && memchr(s.ptr + host, '.', end - host) ? end : from;
}

static size_t address_end(toc_str s, size_t from, size_t to) {
    size_t end = web_end(s, from, to);
    return end > from ? end : mail_end(s, from, to);
}

/* ---- words and numbers ---- */

/* After these a hyphen joins. Counted in EWT and GUM train: whole in nine of ten places or more. */
static bool is_prefix(toc_str word) {
    static const char *const prefixes[] = {
        "anti",  "arch",  "bi",    "co",    "counter", "cross", "de",     "e",      "ex",    "extra", "hyper",
        "inter", "intra", "macro", "mega",  "micro",   "mid",   "mini",   "multi",  "neo",   "non",   "over",
        "pan",   "para",  "post",  "pre",   "pro",     "proto", "pseudo", "psycho", "quasi", "re",    "semi",
        "socio", "sub",   "super", "trans", "tri",     "ultra", "un",     "under",  "vice",
    };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; ++i)
        if (toc_str_equal_icase(word, toc_str_of(prefixes[i])))
            return true;
    return false;
}

/* "Su", "MiG", "COVID": up to five ASCII letters, the first a capital. */
static bool is_designation(toc_str word) {
    if (word.len == 0 || word.len > 5 || word.ptr[0] < 'A' || word.ptr[0] > 'Z')
        return false;
    for (size_t i = 0; i < word.len; ++i)
        if (ascii_lower(word.ptr[i]) < 'a' || ascii_lower(word.ptr[i]) > 'z')
            return false;
    return true;
}

/* End of a date or a telephone number written with hyphens at `at` ("2023-08-15", "713-853-3989"), or at. */
static size_t hyphen_number_end(toc_str s, size_t at) {
    if (!is_digit(s, at))
        return at;
    size_t first = count_digits(s, at), groups = 1, end = at + first, len = first, second = 0;
    while (end < s.len && s.ptr[end] == '-' && (len = count_digits(s, end + 1)) > 0 && groups < 5) {
        end += 1 + len;
        second = groups == 1 ? len : second;
        ++groups;
    }
    if (!is_border(s, end) || len == 0)
        return at;
    bool telephone = groups == 2 && first == 3 && second == 4;
    return groups >= 3 || telephone ? end : at;
}

static bool hyphen_joins(toc_str s, size_t from, size_t at) {
    toc_str left = toc_str_slice(s, from, at);
    if (is_digit(s, at + 1))
        return is_designation(left) || toc_str_equal_icase(left, TOC_STR("mid"));
    return (toc_class_at(s, at + 1) & TOC_CHAR_LETTER) && is_prefix(left);
}

/* "U.S": points between single letters, or a point before lower case or a digit ("mil.ru", "3.5"). */
static bool point_joins(toc_str s, size_t at) {
    unsigned before = toc_class_before(s, at), next = toc_class_at(s, at + 1);
    if (before & TOC_CHAR_DIGIT)
        return (next & (TOC_CHAR_DIGIT | TOC_CHAR_LOWER)) != 0;
    if (next & (TOC_CHAR_LOWER | TOC_CHAR_DIGIT))
        return true;
    bool single = at < 2 || !(toc_class_before(s, at - 1) & TOC_CHAR_LETTER);
    return single && (next & TOC_CHAR_LETTER) != 0;
}

static bool slash_joins(toc_str s, size_t from, size_t at) {
    static const char *const wholes[] = {"w/o", "s/he", "n/a", "w/out", NULL};
    if (is_digit(s, at + 1) && at > 0 && is_digit(s, at - 1))
        return at - from <= 10 && count_digits(s, at + 1) <= 4;
    return at == from + 1 && any_word(s, from, wholes) > 0;
}

/* An apostrophe within a name ("O'Rourke") or a decade ("1990's"), not before a clitic. */
static bool apostrophe_joins(toc_str s, size_t from, size_t at) {
    size_t mark = apostrophe_at(s, at);
    if (!clitic_at(s, at))
        return (toc_class_at(s, at + mark) & TOC_CHAR_LETTER) != 0 && !(toc_class_before(s, at) & TOC_CHAR_DIGIT);
    size_t digits = count_digits(s, from);
    return at - from == digits && (digits == 2 || digits == 4) && matches(s, at + mark, "s");
}

/* Length of the mark at `at` when the word that began at from runs on over it; 0 when it ends here. */
static size_t joint_at(toc_str s, size_t from, size_t at) {
    if (at >= s.len)
        return 0;
    bool digits = at > from && is_digit(s, at - 1) && is_digit(s, at + 1);
    switch (s.ptr[at]) {
    case '_':
        return 1;
    case '.':
        return point_joins(s, at);
    case ',':
        return digits && count_digits(s, at + 1) == 3;
    case ':':
        return digits && count_digits(s, at + 1) <= 3;
    case '/':
        return slash_joins(s, from, at);
    case '-':
        return hyphen_joins(s, from, at);
    case '&':
        return (toc_class_before(s, at) & TOC_CHAR_UPPER) && (toc_class_at(s, at + 1) & TOC_CHAR_UPPER);
    case '\'':
    case '`':
    case '\xE2':
        break;
    default:
        return 0;
    }
    size_t mark = apostrophe_at(s, at);
    return mark && apostrophe_joins(s, from, at) ? mark : 0;
}

/* A unit of measure right behind a number: "10km", "7pm". */
static bool unit_at(toc_str s, size_t at) {
    static const char *const units[] = {"am", "pm",  "a.m", "p.m", "km",   "kg", "mm",  "cm",  "ft",
                                        "lb", "lbs", "mph", "kph", "km/h", "hz", "khz", "mhz", "ghz",
                                        "kw", "mw",  "gw",  "kwh", "mb",   "gb", NULL};
    return any_word(s, at, units) > 0;
}

/* Where the letters, digits and joints of the word that begins at from end. */
static size_t run_end(toc_str s, size_t from, size_t to) {
    size_t at = from, len;
    unsigned before = TOC_CHAR_DIGIT; /* of the character before; a number as long as no letter came */
    bool number = true;
    for (; at < to; at += len) {
        unsigned class = look(s, at, &len);
        bool letter = (class & TOC_CHAR_LETTER) != 0;
        if (letter && number && at > from && unit_at(s, at))
            break;
        number = number && !letter;
        if (letter && (s.ptr[at] | 0x20) == 'n' && at > from && (before & TOC_CHAR_LETTER) && not_at(s, at))
            break;
        before = class;
        if (is_alnum_class(class))
            continue;
        len = joint_at(s, from, at);
        if (len == 0)
            break;
    }
    return at < to ? at : to;
}

/* "cannot", "gonna": where the first of two words in one ends, or 0. */
static size_t fused_at(toc_str s, size_t from, size_t to) {
    if (to - from < 5 || to - from > 6)
        return 0;
    static const struct {
        const char *word;
        size_t cut;
    } fused[] = {
        {"cannot", 3}, {"gonna", 3}, {"gotta", 3}, {"wanna", 3}, {"gimme", 3}, {"lemme", 3},
    };
    for (size_t i = 0; i < sizeof fused / sizeof *fused; ++i)
        if (to - from == strlen(fused[i].word) && matches(s, from, fused[i].word))
            return from + fused[i].cut;
    return 0;
}

/* Nothing but marks and spaces from at on. */
static bool is_last(toc_str s, size_t at) {
    for (size_t i = 0, len; i < 8 && at < s.len; ++i, at += len) {
        uint32_t code = toc_utf8_at(s, at, &len);
        if (is_alnum_class(toc_char_class(code)))
            return false;
    }
    return true;
}

/* Whether the point at `at` belongs to the word [from, at). */
static bool keeps_point(toc_str s, size_t from, size_t at) {
    if (at + 1 < s.len && s.ptr[at + 1] == '.')
        return false;
    if (from == 0 && at <= 2 && count_digits(s, 0) == at && at + 1 < s.len && s.ptr[at + 1] == ' ')
        return true; /* "1. The first of a list" */
    size_t next = at + 1;
    while (next < s.len && s.ptr[next] == ' ')
        ++next;
    switch (toc_abbreviation_of(toc_str_slice(s, from, at))) {
    case TOC_ABBR_OPEN:
    case TOC_ABBR_POINTS:
        return true;
    case TOC_ABBR_TITLE:
    case TOC_ABBR_WORD:
    case TOC_ABBR_LETTER:
        return !is_last(s, at + 1);
    case TOC_ABBR_NUMBER:
        return is_digit(s, next);
    case TOC_ABBR_NOT:
        break;
    }
    return false;
}

/* "US$", "A$" */
static bool is_dollar(toc_str s, size_t from, size_t at) {
    return at < s.len && s.ptr[at] == '$' && at - from <= 3 && is_designation(toc_str_slice(s, from, at));
}

static size_t word_end(toc_str s, size_t from, size_t to) {
    size_t length = from > 0 && (toc_class_before(s, from) & TOC_CHAR_LETTER) ? not_at(s, from) : 0;
    if (length)
        return from + length;
    size_t end = hyphen_number_end(s, from);
    if (end > from)
        return end;
    end = run_end(s, from, to);
    if (end == from) {
        toc_utf8_at(s, from, &length);
        return from + length;
    }
    size_t cut = fused_at(s, from, end);
    if (cut)
        return cut;
    if (is_dollar(s, from, end))
        return end + 1;
    return end < to && s.ptr[end] == '.' && keeps_point(s, from, end) ? end + 1 : end;
}

/* ---- marks ---- */

/* "'90s" */
static size_t decade_at(toc_str s, size_t at) {
    size_t mark = apostrophe_at(s, at);
    if (!mark || count_digits(s, at + mark) != 2)
        return 0;
    size_t end = at + mark + 2;
    end += matches(s, end, "s");
    return is_border(s, end) ? end - at : 0;
}

/* "+44", "#tag", "@name" at the head of a chunk. */
static size_t sign_end(toc_str s, size_t at, size_t to) {
    char c = s.ptr[at];
    bool tag = (c == '#' || c == '@') && (toc_class_at(s, at + 1) & TOC_CHAR_LETTER);
    if (!tag && !(c == '+' && is_digit(s, at + 1)))
        return at;
    size_t end = at + 1;
    for (size_t len; end < to; end += len) {
        uint32_t code = toc_utf8_at(s, end, &len);
        if (!is_alnum_class(toc_char_class(code)) && code != '_')
            break;
    }
    return end;
}

static bool is_run_mark(char c) {
    return c && memchr(".-*=_~`", c, 7);
}

static size_t run_of_marks(toc_str s, size_t at, size_t to) {
    size_t end = at + 1;
    if (s.ptr[at] == '!' || s.ptr[at] == '?')
        while (end < to && (s.ptr[end] == '!' || s.ptr[end] == '?'))
            ++end;
    else if (is_run_mark(s.ptr[at]))
        while (end < to && s.ptr[end] == s.ptr[at])
            ++end;
    else if (end < to && s.ptr[end] == s.ptr[at] && memchr("'<>", s.ptr[at], 3))
        ++end;
    return end;
}

static size_t mark_end(toc_str s, size_t at, size_t to, bool head) {
    size_t len = clitic_at(s, at);
    if (len && (head || is_alnum_class(toc_class_before(s, at))))
        return at + len;
    len = head ? decade_at(s, at) : 0;
    if (len)
        return at + len;
    if (to - at >= 5 && memcmp(s.ptr + at, "[...]", 5) == 0)
        return at + 5;
    size_t end = head ? sign_end(s, at, to) : at;
    if (end > at)
        return end;
    toc_utf8_at(s, at, &len);
    return len == 1 ? run_of_marks(s, at, to) : at + len;
}

/* ---- the sentence ---- */

static void append(cutter *c, size_t from, size_t to) {
    if (c->count == c->capacity) {
        size_t capacity = c->capacity ? c->capacity * 2 : 128;
        span *list = toc_mem_realloc(c->list, capacity * sizeof *list);
        if (!list) {
            c->failed = true;
            return;
        }
        c->list = list;
        c->capacity = capacity;
    }
    c->list[c->count++] = (span){(uint32_t)from, (uint32_t)to};
}

/* head: only opening marks stand before, so an address may begin here. */
static void cut_chunk(cutter *c, size_t from, size_t to) {
    bool head = true;
    for (size_t at = from, end; at < to && !c->failed; at = end) {
        unsigned class = toc_class_at(c->text, at);
        if (is_alnum_class(class)) {
            end = head ? address_end(c->text, at, to) : at;
            end = end > at ? end : word_end(c->text, at, to);
        } else {
            end = mark_end(c->text, at, to, head);
        }
        head = head && !is_alnum_class(class);
        append(c, at, end);
    }
}

static size_t skip_space(toc_str s, size_t at) {
    for (size_t len; at < s.len && look(s, at, &len) & TOC_CHAR_SPACE;)
        at += len;
    return at;
}

static size_t chunk_end(toc_str s, size_t at) {
    for (size_t len; at < s.len && !(look(s, at, &len) & TOC_CHAR_SPACE);)
        at += len;
    return at;
}

static toc_token_kind kind_of(toc_str text) {
    size_t len;
    toc_utf8_at(text, 0, &len);
    unsigned first = toc_class_at(text, 0), second = toc_class_at(text, len);
    unsigned last = toc_class_before(text, text.len);
    if (last & TOC_CHAR_SYMBOL && text.ptr[text.len - 1] == '$')
        return TOC_SYMBOL;
    if (first & TOC_CHAR_LETTER)
        return TOC_WORD;
    if (first & TOC_CHAR_DIGIT)
        return TOC_NUMBER;
    if (second & TOC_CHAR_LETTER)
        return TOC_WORD; /* a clitic, a tag, a name */
    if (second & TOC_CHAR_DIGIT)
        return TOC_NUMBER; /* "+44", "'90s" */
    return first & TOC_CHAR_SYMBOL ? TOC_SYMBOL : TOC_PUNCT;
}

/* The first letter's and all letters' case; returns whether folding would change anything. */
static bool look_at_case(toc_token *token) {
    size_t letters = 0, upper = 0, lower = 0;
    for (size_t at = 0, len; at < token->text.len; at += len) {
        unsigned class = look(token->text, at, &len);
        if (class & TOC_CHAR_LETTER) {
            token->capital = letters == 0 ? (class & TOC_CHAR_UPPER) != 0 : token->capital;
            ++letters;
        }
        upper += (class & TOC_CHAR_UPPER) != 0;
        lower += (class & TOC_CHAR_LOWER) != 0;
    }
    token->all_caps = upper >= 2 && lower == 0;
    return upper > 0;
}

/* text in lower case, into arena; ptr is NULL when memory is refused. A letter may grow from two bytes to three. */
static toc_str fold(toc_str text, toc_arena *arena) {
    char *out = toc_arena_alloc(arena, text.len * 2 + 4);
    size_t used = 0;
    for (size_t at = 0, len; out && at < text.len; at += len) {
        uint32_t code = toc_utf8_at(text, at, &len);
        uint32_t lower =
            code < 0x80 ? (uint32_t)ascii_lower((char)code) : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
        if (lower == code) {
            memcpy(out + used, text.ptr + at, len);
            used += len;
        } else {
            used += toc_utf8_put(lower, out + used);
        }
    }
    return (toc_str){out, used};
}

bool toc_token_look(toc_token *token, toc_arena *arena) {
    token->kind = kind_of(token->text);
    token->lower = look_at_case(token) ? fold(token->text, arena) : token->text;
    return token->lower.ptr != NULL;
}

static bool fill(const cutter *c, size_t i, toc_token *token, toc_arena *arena) {
    span s = c->list[i];
    token->from = s.from;
    token->to = s.to;
    token->text = toc_str_slice(c->text, s.from, s.to);
    token->space_after = s.to < c->text.len && (i + 1 == c->count || c->list[i + 1].from > s.to);
    return toc_token_look(token, arena);
}

toc_rc toc_text_tokens(toc_str sentence, toc_arena *arena, toc_token **out, size_t *count, toc_err *err) {
    if (sentence.len > UINT32_MAX / 4)
        return toc_err_set(err, TOC_ELIMIT, "a sentence of %zu bytes is too long to be cut into tokens", sentence.len);
    cutter c = {.text = sentence};
    for (size_t at = skip_space(sentence, 0), end; at < sentence.len && !c.failed; at = skip_space(sentence, end)) {
        end = chunk_end(sentence, at);
        cut_chunk(&c, at, end);
    }
    toc_token *list = c.failed ? NULL : toc_arena_array(arena, c.count ? c.count : 1, sizeof *list);
    bool fine = list != NULL;
    for (size_t i = 0; fine && i < c.count; ++i)
        fine = fill(&c, i, &list[i], arena);
    if (fine) {
        *out = list;
        *count = c.count;
    }
    toc_mem_free(c.list);
    return fine ? TOC_OK
                : toc_err_set(err, TOC_ENOMEM, "no memory for the tokens of a sentence of %zu bytes", sentence.len);
}
