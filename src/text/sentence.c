/*
 * sentence: text -> sentences, in the manner of UD English EWT and GUM.
 *
 * Method. An empty line ends a paragraph. Inside one, a line end is a space
 * unless the next line is a bullet, or begins with a capital although its
 * first word would have fitted on the line before (whoever wraps lines would
 * have put it there): so headings stand alone. Then each run of . ! ? or … with the closing quotes
 * and brackets behind it is a border when white space follows, what comes next
 * is not lower case (or the mark is ? or !, or the word before plain), and the word before is not an abbreviation; an
 * ambiguous one ("U.S.", "Inc.", an initial) is a border only before a word that usually begins sentences. A point in a
 * dateline ("MINSK, Aug. 15 (Agency) -") is none. Work per candidate is bounded, so the whole is linear.
 * With a learnt judge (splitter.h) these borders are advice, and each gap of a unit is judged.
 */
#include "text/inside.h"
#include "text/splitter.h"

#include "base/mem.h"

#include <string.h>

enum {
    WIDTH_MIN = 40,     /* no text is wrapped narrower than this (our choice) */
    DATELINE_MAX = 90,  /* a dateline's dash stands within so many bytes */
    WORD_BACK_MAX = 40, /* how far back a word before a point is read */
    FOOTNOTE_MAX = 6,   /* "[123]" behind a point */
    ADDRESS_MAX = 40    /* the part of a mail address behind its @ */
};

typedef struct splitter {
    toc_str text;
    const toc_splitter *learnt; /* NULL: the rules alone */
    toc_sentence *list;
    size_t count, capacity;
    size_t paragraph;
    bool failed;
} splitter;

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t skip_blank(toc_str text, size_t at, size_t to) {
    while (at < to && is_blank(text.ptr[at]))
        ++at;
    return at;
}

static void append(splitter *s, size_t from, size_t to) {
    if (s->count == s->capacity) {
        size_t capacity = s->capacity ? s->capacity * 2 : 64;
        toc_sentence *list = toc_mem_realloc(s->list, capacity * sizeof *list);
        if (!list) {
            s->failed = true;
            return;
        }
        s->list = list;
        s->capacity = capacity;
    }
    s->list[s->count++] = (toc_sentence){from, to, s->paragraph};
}

/* Where to cut a sentence that is too long: behind the last space, else at a character's border. */
static size_t cut_of(toc_str text, size_t from) {
    size_t limit = from + TOC_SENTENCE_BYTES_MAX;
    for (size_t at = limit; at > from + TOC_SENTENCE_BYTES_MAX / 2; --at)
        if (is_blank(text.ptr[at]))
            return at;
    size_t at = limit;
    while (at > limit - 4 && ((unsigned char)text.ptr[at] & 0xC0u) == 0x80u)
        --at;
    return at;
}

/* Add [from, to) without the white space at its ends, in pieces when it is too long. */
static void emit(splitter *s, size_t from, size_t to) {
    from = skip_blank(s->text, from, to);
    while (to > from && is_blank(s->text.ptr[to - 1]))
        --to;
    while (to - from > TOC_SENTENCE_BYTES_MAX && !s->failed) {
        size_t cut = cut_of(s->text, from);
        append(s, from, cut);
        from = skip_blank(s->text, cut, to);
    }
    if (to > from)
        append(s, from, to);
}

/* ---- borders within a unit of running text ---- */

/* Length of the sentence mark at `at`: . ! ? or the ellipsis; 0 when there is none. */
static size_t mark_at(toc_str text, size_t at, size_t to) {
    if (at >= to)
        return 0;
    if (text.ptr[at] == '.' || text.ptr[at] == '!' || text.ptr[at] == '?')
        return 1;
    return to - at >= 3 && memcmp(text.ptr + at, "\xE2\x80\xA6", 3) == 0 ? 3 : 0;
}

/* "[12]" */
static size_t footnote_at(toc_str text, size_t at, size_t to) {
    if (at >= to || text.ptr[at] != '[')
        return 0;
    size_t end = at + 1;
    while (end < to && end - at < FOOTNOTE_MAX && text.ptr[end] >= '0' && text.ptr[end] <= '9')
        ++end;
    return end > at + 1 && end < to && text.ptr[end] == ']' ? end + 1 - at : 0;
}

/* Behind the closing quotes, brackets and footnote marks at `at`. */
static size_t skip_closing(toc_str text, size_t at, size_t to) {
    while (at < to) {
        size_t len = footnote_at(text, at, to);
        if (len == 0 && toc_class_at(text, at) & TOC_CHAR_CLOSE)
            toc_utf8_at(text, at, &len);
        if (len == 0)
            break;
        at += len;
    }
    return at < to ? at : to;
}

static bool is_dash(uint32_t code) {
    return code == '-' || code == 0x2013 || code == 0x2014;
}

/* The first character that says how the text goes on: behind spaces, opening quotes and brackets, and dashes. */
static size_t skip_opening(toc_str text, size_t at, size_t to) {
    while (at < to) {
        size_t len;
        uint32_t code = toc_utf8_at(text, at, &len);
        if (!(code < 0x80 && is_blank((char)code)) && !(toc_char_class(code) & TOC_CHAR_OPEN) && !is_dash(code))
            break;
        at += len;
    }
    return at < to ? at : to;
}

/* The word that ends at `to`: letters, digits and points, no further back than from. */
static toc_str word_before(toc_str text, size_t from, size_t to) {
    size_t at = to;
    while (at > from && to - at < WORD_BACK_MAX) {
        char c = text.ptr[at - 1];
        bool part = c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c < 0;
        if (!part)
            break;
        --at;
    }
    /* An opening quote of several bytes is no part of the word. */
    for (size_t len; at < to && !(toc_class_at(text, at) & (TOC_CHAR_LETTER | TOC_CHAR_DIGIT)); at += len)
        toc_utf8_at(text, at, &len);
    return toc_str_slice(text, at < to ? at : to, to);
}

static bool all_digits(toc_str word) {
    for (size_t i = 0; i < word.len; ++i)
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return false;
    return word.len > 0;
}

/* Whether a point behind word, with the text going on at next, ends the sentence that began at start. */
static bool point_ends(toc_str text, size_t start, toc_str word, size_t next) {
    size_t word_at = (size_t)(word.ptr - text.ptr);
    if (all_digits(word) && word_at == start && word.len <= 3)
        return false; /* "1. The first of a list" */
    switch (toc_abbreviation_of(word)) {
    case TOC_ABBR_TITLE:
        return false;
    case TOC_ABBR_NUMBER:
        return !(toc_class_at(text, next) & TOC_CHAR_DIGIT);
    case TOC_ABBR_OPEN:
    case TOC_ABBR_LETTER:
    case TOC_ABBR_POINTS:
        return toc_word_starts_sentence(text, next);
    case TOC_ABBR_WORD:
        return toc_word_starts_sentence(text, next);
    case TOC_ABBR_NOT:
        break;
    }
    return true;
}

static bool dots_end(toc_str text, size_t start, size_t mark, size_t next) {
    char before = mark > start ? text.ptr[mark - 1] : ' ';
    if (before == '[' || before == '(')
        return false;
    return !is_blank(before) || toc_word_starts_sentence(text, next);
}

static bool has_question(toc_str text, size_t from, size_t to) {
    for (size_t i = from; i < to; ++i)
        if (text.ptr[i] == '?' || text.ptr[i] == '!')
            return true;
    return false;
}

static bool has_quote(toc_str text, size_t from, size_t to) {
    for (size_t at = from, len; at < to; at += len) {
        uint32_t code = toc_utf8_at(text, at, &len);
        if (code == '"' || code == '\'' || code == 0x201D || code == 0x2019 || code == 0xBB)
            return true;
    }
    return false;
}

/* Before a small letter: a question or a cry ends its sentence unless someone says it, and so does a point behind a
 * plain word in small letters, since whoever types so begins sentences small; "approx. five" and "etc. and" go on. */
static bool ends_before_small(toc_str text, size_t start, size_t mark, size_t marks_end, size_t end, size_t next) {
    if (has_question(text, mark, marks_end))
        return marks_end == end && !toc_word_says(text, next);
    toc_str word = word_before(text, start, mark);
    for (size_t i = 0; i < word.len; ++i)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return false;
    return marks_end - mark == 1 && marks_end == end && word.len >= 3 && toc_abbreviation_of(word) == TOC_ABBR_NOT;
}

/* Whether the marks [mark, marks_end), with what closes behind them up to end, end the sentence that began at start. */
static bool is_border(toc_str text, size_t start, size_t mark, size_t marks_end, size_t end, size_t to) {
    if (end >= to || !is_blank(text.ptr[end]))
        return false;
    size_t next = skip_opening(text, end, to);
    unsigned class = toc_class_at(text, next);
    if (next < to && (class & TOC_CHAR_LOWER))
        return ends_before_small(text, start, mark, marks_end, end, next);
    if (next < to && memchr(",;:/", text.ptr[next], 4))
        return false;
    if (has_question(text, mark, marks_end))
        return !(has_quote(text, marks_end, end) && toc_word_says(text, next));
    if (marks_end - mark > 1)
        return dots_end(text, start, mark, next);
    toc_str word = word_before(text, start, mark);
    return word.len > 0 ? point_ends(text, start, word, next) : mark > start;
}

/* End of the dateline that a unit begins with, or from: a first word in capitals, then nothing in lower case but
 * in brackets and names of months, then a dash between spaces. */
static size_t dateline_end(toc_str text, size_t from, size_t to) {
    size_t limit = to - from > DATELINE_MAX ? from + DATELINE_MAX : to, capitals = 0;
    bool bracket = false;
    for (size_t at = from, len; at < limit; at += len) {
        uint32_t code = toc_utf8_at(text, at, &len);
        unsigned class = toc_char_class(code);
        bool first_letter = !(toc_class_before(text, at) & TOC_CHAR_LETTER);
        if (capitals < 3 && !(class & (TOC_CHAR_UPPER)))
            return from;
        capitals += (class & TOC_CHAR_UPPER) != 0;
        bracket = code == '(' ? true : code == ')' ? false : bracket;
        if ((class & TOC_CHAR_LOWER) && first_letter && !bracket)
            return from;
        if (is_dash(code) && is_blank(text.ptr[at - 1]))
            return at + len;
    }
    return from;
}

/* Behind the address that a mail quotes ("<a@b.org> Thanks") a sentence begins, unless with a small letter. */
static bool is_address_end(toc_str text, size_t start, size_t at, size_t to) {
    size_t next = skip_blank(text, at + 1, to), back = at;
    if (text.ptr[at] != '>' || next == at + 1 || next >= to || toc_class_at(text, next) & TOC_CHAR_LOWER)
        return false;
    while (back > start && at - back < ADDRESS_MAX && text.ptr[back] != '<' && text.ptr[back] != '@')
        --back;
    return text.ptr[back] == '@';
}

/* The rules at work in a unit of running text without hard line ends. */
typedef struct ruler {
    toc_str text;
    size_t start, at, to; /* of the sentence, how far it was read, of the unit */
} ruler;

/* The next border that the rules see, or the end of the unit. */
static size_t next_border(ruler *r) {
    while (r->at < r->to) {
        size_t mark = r->at, len = mark_at(r->text, mark, r->to), end = mark + 1;
        bool ends = len == 0 && is_address_end(r->text, r->start, mark, r->to);
        for (; len > 0; len = mark_at(r->text, r->at, r->to))
            r->at += len;
        if (r->at > mark) {
            end = skip_closing(r->text, r->at, r->to);
            ends = is_border(r->text, r->start, mark, r->at, end, r->to);
        }
        r->at = end;
        if (ends) {
            r->start = skip_blank(r->text, end, r->to);
            return end;
        }
    }
    return r->to;
}

static void split_by_rules(splitter *s, ruler *rules) {
    size_t start = rules->start;
    while (start < rules->to && !s->failed) {
        size_t end = next_border(rules);
        emit(s, start, end);
        start = end;
    }
}

/* Every gap is judged; the rules are heard. */
static void split_as_learnt(splitter *s, ruler *rules) {
    toc_gaps gaps;
    size_t start = rules->start, at, next, rule = 0;
    toc_gaps_init(&gaps, s->learnt, s->text, start, rules->to);
    while (toc_gaps_next(&gaps, &at, &next) && !s->failed) {
        while (rule < at)
            rule = next_border(rules);
        if (toc_gaps_ends(&gaps, rule == at)) {
            emit(s, start, at);
            start = next;
        }
    }
    emit(s, start, rules->to);
}

static void split_unit(splitter *s, size_t from, size_t to) {
    from = skip_blank(s->text, from, to);
    ruler rules = {s->text, from, dateline_end(s->text, from, to), to};
    if (s->learnt)
        split_as_learnt(s, &rules);
    else
        split_by_rules(s, &rules);
}

/* ---- lines and paragraphs ---- */

static size_t line_end(toc_str text, size_t at) {
    const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
    return end ? (size_t)(end - text.ptr) : text.len;
}

/* "- ", "* ", "• ", "1. ", "12) ", "(a) " at the start of a line. */
static bool is_bullet(toc_str line) {
    size_t len;
    uint32_t code = toc_utf8_at(line, 0, &len);
    if (code == '-' || code == '*' || code == 0x2022 || code == 0xB7 || code == 0x25CF || code == 0x25AA ||
        is_dash(code))
        return len < line.len && line.ptr[len] == ' ';
    size_t at = code == '(', from = at;
    while (at < line.len && at - from < 2 && line.ptr[at] >= '0' && line.ptr[at] <= '9')
        ++at;
    if (at == from && at + 1 < line.len && line.ptr[at + 1] == ')')
        ++at;
    return at > from && at + 1 < line.len && (line.ptr[at] == ')' || line.ptr[at] == '.') && line.ptr[at + 1] == ' ';
}

/* A line that ends in a comma, a hyphen or a word that never stands last goes on in the next. */
static bool goes_on(toc_str line) {
    static const char *const joints[] = {"a",  "an", "and", "as", "at",  "by", "for", "from",
                                         "in", "of", "on",  "or", "the", "to", "with"};
    if (line.len == 0 || memchr(",-(", line.ptr[line.len - 1], 3))
        return line.len > 0;
    size_t at = line.len;
    while (at > 0 && line.len - at < 5 && line.ptr[at - 1] != ' ')
        --at;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; ++i)
        if (toc_str_equal(toc_str_slice(line, at, line.len), toc_str_of(joints[i])))
            return true;
    return false;
}

/* Whether the end of line before next is more than a wrap; width is the longest line of the paragraph. */
static bool is_hard(toc_str line, toc_str next, size_t width) {
    line = toc_str_trim(line);
    next = toc_str_trim(next);
    if (is_bullet(next))
        return true;
    size_t first = 0;
    while (first < next.len && next.ptr[first] != ' ')
        ++first;
    unsigned class = toc_class_at(next, 0);
    if (!(class & (TOC_CHAR_UPPER | TOC_CHAR_DIGIT | TOC_CHAR_OPEN)) || goes_on(line))
        return false;
    return line.len + 1 + first <= (width > WIDTH_MIN ? width : WIDTH_MIN);
}

static bool is_empty_line(toc_str text, size_t from, size_t to) {
    return skip_blank(text, from, to) == to;
}

/* The end of the paragraph that begins at `from` and the length of its longest line. */
static size_t paragraph_end(toc_str text, size_t from, size_t *width) {
    *width = 0;
    while (from < text.len) {
        size_t end = line_end(text, from);
        if (is_empty_line(text, from, end))
            break;
        if (end - from > *width)
            *width = end - from;
        from = end + 1;
    }
    return from < text.len ? from : text.len;
}

static void split_paragraph(splitter *s, size_t from, size_t to, size_t width) {
    size_t unit = from, line = from;
    while (line < to && !s->failed) {
        size_t end = line_end(s->text, line), next = end + 1;
        bool last = next >= to;
        if (last ||
            is_hard(toc_str_slice(s->text, line, end), toc_str_slice(s->text, next, line_end(s->text, next)), width)) {
            split_unit(s, unit, end < to ? end : to);
            unit = next;
        }
        line = next;
    }
}

/* Split whole paragraphs from *at on, until there are enough sentences; *at goes behind them. */
static void split_text(splitter *s, size_t *at, size_t enough) {
    while (*at < s->text.len && s->count < enough && !s->failed) {
        size_t end = line_end(s->text, *at);
        if (is_empty_line(s->text, *at, end)) {
            *at = end + 1;
            continue;
        }
        size_t width, before = s->count;
        size_t to = paragraph_end(s->text, *at, &width);
        split_paragraph(s, *at, to, width);
        s->paragraph += s->count > before;
        *at = to;
    }
}

/* The same from where cutting stands, with the list in arena. */
static toc_rc cut(toc_cutting *cutting, size_t enough, toc_arena *arena, toc_sentence **out, size_t *count,
                  toc_err *err) {
    splitter s = {.text = cutting->text, .learnt = cutting->splitter, .paragraph = cutting->paragraph};
    split_text(&s, &cutting->at, enough);
    cutting->paragraph = s.paragraph;
    toc_sentence *list = s.failed ? NULL : toc_arena_array(arena, s.count ? s.count : 1, sizeof *list);
    if (list) {
        if (s.count)
            memcpy(list, s.list, s.count * sizeof *list);
        *out = list;
        *count = s.count;
    }
    toc_mem_free(s.list);
    return list ? TOC_OK
                : toc_err_set(err, TOC_ENOMEM, "no memory for the sentences of a text of %zu bytes", s.text.len);
}

toc_rc toc_cutting_next(toc_cutting *cutting, toc_arena *arena, toc_sentence **out, size_t *count, toc_err *err) {
    return cut(cutting, TOC_CUTTING_SENTENCES, arena, out, count, err);
}

toc_rc toc_splitter_cut(const toc_splitter *learnt, toc_str text, toc_arena *arena, toc_sentence **out, size_t *count,
                        toc_err *err) {
    return cut(&(toc_cutting){.splitter = learnt, .text = text}, SIZE_MAX, arena, out, count, err);
}

toc_rc toc_text_sentences(toc_str text, toc_arena *arena, toc_sentence **out, size_t *count, toc_err *err) {
    return toc_splitter_cut(NULL, text, arena, out, count, err);
}
