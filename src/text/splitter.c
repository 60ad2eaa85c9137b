/*
 * splitter: the learnt judge of sentence borders, and its file.
 *
 * A linear model (logistic regression, train/sentences.c) over hashed views of
 * the gap: the words on both sides, their endings, shapes and marks, what the rules say, how
 * long the sentence is already, open quotes and brackets, and how the last one ended. Between
 * two words without marks, the second of them small, no border is looked for: 1 in 100 stands there.
 *
 * The file: "TOCSPL01", a weight per row in one byte, signed, then the XXH3 of all before, low byte first.
 */
#include "text/splitter.h"

#include "base/file.h"
#include "base/mem.h"

#include <string.h>

static const char magic[8] = "TOCSPL01";

enum {
    MODEL_BYTES = 8 + TOC_SPLITTER_ROWS + 8,
    CORE_MAX = 24, /* bytes of a word that are told apart */
    MARKS_MAX = 4
};

/* ---- the file ---- */

static uint64_t sum_of(const char *bytes) {
    return toc_str_hash((toc_str){bytes, MODEL_BYTES - 8}, 0);
}

static bool is_ours(toc_str bytes) {
    uint64_t sum = 0;
    if (bytes.len != MODEL_BYTES || memcmp(bytes.ptr, magic, sizeof magic) != 0)
        return false;
    for (int i = 7; i >= 0; --i)
        sum = sum << 8 | (unsigned char)bytes.ptr[MODEL_BYTES - 8 + i];
    return sum == sum_of(bytes.ptr);
}

toc_rc toc_splitter_new(const char *path, toc_splitter **out, toc_err *err) {
    toc_arena arena;
    toc_str bytes;
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_file_read(path, MODEL_BYTES, &arena, &bytes, err);
    if (rc == TOC_ELIMIT || (rc == TOC_OK && !is_ours(bytes)))
        rc = toc_err_set(err, TOC_EFORMAT, "\"%s\" is no sentence model of this version, or damaged", path);
    toc_splitter *splitter = rc == TOC_OK ? toc_mem_calloc(1, sizeof *splitter) : NULL;
    if (splitter) {
        memcpy(splitter->weights, bytes.ptr + sizeof magic, sizeof splitter->weights);
        *out = splitter;
    } else if (rc == TOC_OK) {
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the sentence model");
    }
    toc_arena_fini(&arena);
    return rc;
}

void toc_splitter_free(toc_splitter *splitter) {
    toc_mem_free(splitter);
}

toc_rc toc_splitter_write(const toc_splitter *splitter, toc_buf *out, toc_err *err) {
    char sum[8];
    toc_buf_add(out, (toc_str){magic, sizeof magic});
    toc_buf_add(out, (toc_str){(const char *)splitter->weights, sizeof splitter->weights});
    if (out->len != MODEL_BYTES - 8)
        return toc_err_set(err, TOC_ENOMEM, "no memory to write the sentence model");
    uint64_t hash = sum_of(out->ptr);
    for (int i = 0; i < 8; ++i)
        sum[i] = (char)(hash >> 8 * i & 0xFF);
    toc_buf_add(out, (toc_str){sum, sizeof sum});
    return out->len == MODEL_BYTES ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory to write the sentence model");
}

/* ---- chunks ---- */

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static uint32_t mix(uint32_t hash, uint32_t value) {
    hash = (hash ^ value) * 0x9E3779B1u;
    return hash ^ hash >> 15;
}

static bool in_word(char c) {
    return c < 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char folded(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c >= '0' && c <= '9' ? '0' : c;
}

static uint32_t hash_of(toc_str text, size_t from, size_t to, size_t most) {
    uint32_t hash = 0;
    to = to - from > most ? from + most : to;
    for (size_t at = from; at < to; ++at)
        hash = mix(hash, (unsigned char)folded(text.ptr[at]) + 1u);
    return hash;
}

/* Bytes of a character that belongs to words: letters, digits, and the bytes of long letters; 0 for marks. */
static size_t letter_at(toc_str text, size_t at) {
    size_t len = 1;
    if (text.ptr[at] >= 0)
        return in_word(text.ptr[at]);
    return toc_char_class(toc_utf8_at(text, at, &len)) & (TOC_CHAR_LETTER | TOC_CHAR_DIGIT) ? len : 0;
}

/* How the core looks: its first letter, what else is in it, how long it is. */
static uint32_t shape_of(toc_str text, size_t from, size_t to) {
    unsigned first = toc_class_at(text, from);
    uint32_t kind = first & TOC_CHAR_UPPER ? 1 : first & TOC_CHAR_LOWER ? 2 : first & TOC_CHAR_DIGIT ? 3 : 4;
    bool small = false, capital = false, digit = false, point = false, mail = false;
    size_t end = to - from > CORE_MAX ? from + CORE_MAX : to;
    for (size_t at = from + 1; at < end; ++at) {
        char c = text.ptr[at];
        small |= c >= 'a' && c <= 'z';
        capital |= c >= 'A' && c <= 'Z';
        digit |= c >= '0' && c <= '9';
        point |= c == '.';
        mail |= c == '@' || c == '/' || c == ':';
    }
    uint32_t len = to - from > 3 ? 2 : to - from > 1 ? 1 : 0;
    return kind + 8u * (small + 2u * capital + 4u * digit + 8u * point + 16u * mail) + 256u * len + 1024u;
}

static toc_chunk chunk_read(toc_gaps *g) {
    toc_chunk c = {0};
    while (g->read < g->to && is_blank(g->text.ptr[g->read]))
        ++g->read;
    c.from = c.to = g->read;
    while (c.to < g->to && !is_blank(g->text.ptr[c.to]))
        ++c.to;
    g->read = c.to;
    size_t from = c.from, to = c.to, len = 0;
    while (from < c.to && (len = letter_at(g->text, from)) == 0) {
        toc_utf8_at(g->text, from, &len);
        from += len;
    }
    from = from < c.to ? from : c.to;
    while (to > from && g->text.ptr[to - 1] >= 0 && !in_word(g->text.ptr[to - 1]))
        --to;
    /* Closing marks of several bytes (quotes, the ellipsis) are marks, too. */
    while (to > from + 2 && (unsigned char)g->text.ptr[to - 3] == 0xE2 && (unsigned char)g->text.ptr[to - 2] == 0x80) {
        to -= 3;
        while (to > from && g->text.ptr[to - 1] >= 0 && !in_word(g->text.ptr[to - 1]))
            --to;
    }
    c.lead = hash_of(g->text, c.from, from, MARKS_MAX);
    c.tail = hash_of(g->text, to, c.to, MARKS_MAX);
    if (to > from) {
        c.core = hash_of(g->text, from, to, CORE_MAX);
        c.ending = hash_of(g->text, to - from > 3 ? to - 3 : from, to, 3);
        c.shape = shape_of(g->text, from, to);
        c.small = c.lead == 0 && toc_class_at(g->text, from) & TOC_CHAR_LOWER;
    } else {
        c.shape = c.to > c.from ? 1 : 0;
    }
    return c;
}

/* ---- gaps ---- */

void toc_gaps_init(toc_gaps *gaps, const toc_splitter *splitter, toc_str text, size_t from, size_t to) {
    *gaps = (toc_gaps){.splitter = splitter, .text = text, .to = to, .read = from, .fresh = true};
    for (int i = TOC_CHUNKS_BACK; i < TOC_CHUNKS; ++i)
        gaps->chunk[i] = chunk_read(gaps);
}

/* Note what the chunk opens and closes. */
static void count_marks(toc_gaps *g, const toc_chunk *c) {
    size_t end = c->to - c->from > CORE_MAX ? c->from + CORE_MAX : c->to;
    for (size_t at = c->from; at < end; ++at) {
        char mark = g->text.ptr[at];
        g->quotes ^= mark == '"';
        g->brackets += (mark == '(' || mark == '[') && g->brackets < 3;
        g->brackets -= (mark == ')' || mark == ']') && g->brackets > 0;
    }
}

bool toc_gaps_next(toc_gaps *gaps, size_t *at, size_t *next) {
    memmove(gaps->chunk, gaps->chunk + 1, (TOC_CHUNKS - 1) * sizeof *gaps->chunk);
    gaps->chunk[TOC_CHUNKS - 1] = chunk_read(gaps);
    const toc_chunk *before = &gaps->chunk[TOC_CHUNKS_BACK - 1], *behind = before + 1;
    if (behind->to == behind->from)
        return false;
    if (gaps->words++ == 0)
        gaps->first = *before;
    count_marks(gaps, before);
    *at = before->to;
    *next = behind->from;
    return true;
}

static uint32_t bucket(size_t n) {
    return n < 4 ? (uint32_t)n : n < 6 ? 4 : n < 9 ? 5 : n < 14 ? 6 : n < 22 ? 7 : n < 35 ? 8 : n < 60 ? 9 : 10;
}

typedef struct views {
    uint32_t *rows;
    int count;
} views;

static void add(views *v, uint32_t a, uint32_t b, uint32_t c) {
    uint32_t hash = mix(mix(mix((uint32_t)v->count + 1u, a), b), c);
    v->rows[v->count++] = hash & (TOC_SPLITTER_ROWS - 1);
}

/* What is looked at. The order numbers the views: a change is another model. */
static int look(const toc_gaps *g, bool rule, uint32_t *rows) {
    views v = {rows, 0};
    const toc_chunk *p = &g->chunk[TOC_CHUNKS_BACK - 1], *n = p + 1, *pp = p - 1, *nn = n + 1, *nnn = n + 2;
    uint32_t r = rule, marks = mix(p->tail, n->lead), shapes = mix(p->shape, n->shape), far = bucket(g->words);
    uint32_t left = bucket((g->to - p->to) / 6), open = g->quotes + 2 * g->brackets, sides = mix(marks, shapes);
    uint32_t begins = n->shape & 7u, mark = p->tail != 0;
    add(&v, r, 0, 0);
    add(&v, r, p->tail, 0);
    add(&v, r, p->tail, begins);
    add(&v, r, marks, begins);
    add(&v, r, marks, n->shape);
    add(&v, r, shapes, marks);
    add(&v, p->core, 0, r);
    add(&v, p->core, p->tail, r);
    add(&v, p->core, marks, begins);
    add(&v, n->core, 0, r);
    add(&v, n->core, n->shape, p->tail);
    add(&v, n->core, n->shape, r);
    add(&v, n->core, mark, n->shape);
    add(&v, n->core, nn->core, mark);
    add(&v, p->core, n->core, mark);
    add(&v, pp->core, p->core, mark);
    add(&v, nn->core, r, begins);
    add(&v, nn->core, mark, n->shape);
    add(&v, pp->core, r, begins);
    add(&v, pp->shape, sides, 0);
    add(&v, nn->shape, sides, 0);
    add(&v, nn->shape, mix(nnn->shape, n->shape), marks);
    add(&v, p->ending, n->shape, p->tail);
    add(&v, p->ending, n->core, n->shape);
    add(&v, p->ending, n->ending, mark);
    add(&v, far, r, begins);
    add(&v, far, marks, begins);
    add(&v, far, left, mix(r, begins));
    add(&v, far, shapes, mark);
    add(&v, left, r, begins);
    add(&v, left, marks, begins);
    add(&v, open, r, begins);
    add(&v, open, marks, begins);
    add(&v, g->first.core, r, mark);
    add(&v, g->first.shape, sides, 0);
    add(&v, g->first.lead, marks, n->shape);
    add(&v, g->first.shape, mix(g->first.tail, far), mix(r, begins));
    add(&v, g->last_tail, r, begins);
    add(&v, g->last_tail, marks, begins);
    add(&v, g->borders > 0 ? g->first.small + 1u : 0, marks, begins);
    add(&v, n->tail, n->shape, p->tail);
    add(&v, n->tail, nn->shape, marks);
    add(&v, n->tail, nn->tail, n->core);
    add(&v, pp->tail, p->shape, marks);
    add(&v, pp->tail, p->core, n->shape);
    add(&v, nn->core, nnn->core, mix(mark, n->shape));
    add(&v, p->shape, p->tail, far);
    return v.count;
}

/* So sure must the model be of a border that no mark tells of: it is rare in print. */
#define BARE_LEAST 50

static int score_of(const toc_splitter *splitter, const uint32_t *rows, int count) {
    int sum = 0;
    for (int i = 0; i < count; ++i)
        sum += splitter->weights[rows[i]];
    return sum;
}

/* "fed 60,000 | Chadians", "Brazil's | Lula", "said Baku: | Armenians": what the words before end with goes on,
 * whatever the model says; learnt from treebanks of letters and forums, it knows few such. */
static bool goes_on(const toc_gaps *gaps, const toc_chunk *before) {
    toc_str word = toc_str_slice(gaps->text, before->from, before->to);
    char last = word.len > 0 ? word.ptr[word.len - 1] : ' ';
    return (last >= '0' && last <= '9') || last == ':' || last == ';' || toc_str_ends(word, TOC_STR("'s")) ||
           toc_str_ends(word, TOC_STR("’s"));
}

/* "sent | Bolivia a letter", "Slighted, | Kishida cancelled": no mark, or a comma. */
static bool is_bare(const toc_gaps *gaps, const toc_chunk *before) {
    return before->tail == 0 || toc_str_ends(toc_str_slice(gaps->text, before->from, before->to), TOC_STR(","));
}

bool toc_gaps_ends(toc_gaps *gaps, bool rule) {
    uint32_t rows[TOC_GAP_ROWS_MAX];
    const toc_splitter *splitter = gaps->splitter;
    const toc_chunk *before = &gaps->chunk[TOC_CHUNKS_BACK - 1];
    if (!rule && ((before->tail == 0 && before[1].small) || goes_on(gaps, before)))
        return false;
    int count = look(gaps, rule, rows);
    int least = !rule && is_bare(gaps, before) ? BARE_LEAST : 0;
    bool ends = splitter->teacher ? splitter->teacher(splitter->ctx, before->to, rows, count)
                                  : score_of(splitter, rows, count) > least;
    if (ends) {
        gaps->words = gaps->quotes = gaps->brackets = 0;
        gaps->borders++;
        gaps->last_tail = before->tail + 1;
    }
    return ends;
}
