/*
 * Trains the syntax model: train-syntax OUT FILE.conllu…
 *
 * Tagger: averaged perceptron over hashed features, several passes in a seeded
 * order. Parser: arc-hybrid with a dynamic oracle; after the first passes it
 * follows its own moves with probability EXPLORE, so that it learns to go on after mistakes.
 * The parser sees tags that a tagger trained on other sentences gave
 * (five-fold jackknife), as it will in use. Weights are averaged after Daume
 * (w - u / steps) and rounded to 8 bits. Same files in, same bytes out.
 */
#include "base/file.h"
#include "base/mem.h"
#include "base/rng.h"
#include "syntax/model.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_BITS = 20, MOVE_BITS = 21, LABEL_BITS = 19, FOLDS = 5, TAG_PASSES = 6, PARSE_PASSES = 14 };
static const double EXPLORE = 0.9;

typedef struct sentence {
    int n;
    toc_token *tokens;
    toc_word *words;
    uint8_t *gold_tags, *tags;
    int *heads;
    uint8_t *rels;
    toc_str *lemmas;
} sentence;

typedef struct corpus {
    toc_arena arena;
    sentence *all;
    size_t count, room;
} corpus;

static void die(const char *what) {
    fprintf(stderr, "train-syntax: %s\n", what);
    exit(1);
}

/* ---- tag set ---- */

typedef struct tag_counter {
    toc_tagset set;
    long counts[1024];
    char names[1024][8];
    uint8_t upos[1024];
    int count;
    int map[1024]; /* to set */
} tag_counter;

static int tag_note(tag_counter *c, toc_upos upos, toc_str xpos) {
    char name[8] = {0};
    memcpy(name, xpos.ptr, xpos.len < 7 ? xpos.len : 7);
    for (int i = 0; i < c->count; i++) {
        if (c->upos[i] == upos && strcmp(c->names[i], name) == 0) {
            c->counts[i]++;
            return i;
        }
    }
    if (c->count == 1024) {
        die("too many tags");
    }
    c->upos[c->count] = (uint8_t)upos;
    memcpy(c->names[c->count], name, 8);
    c->counts[c->count] = 1;
    return c->count++;
}

/* Tags seen fewer than 20 times become the commonest tag of their UPOS. */
static void tags_settle(tag_counter *c) {
    for (int i = 0; i < c->count; i++) {
        c->map[i] = -1;
        if (c->counts[i] >= 20) {
            int at = c->set.count++;
            c->set.upos[at] = c->upos[i];
            memcpy(c->set.name[at], c->names[i], 8);
            c->set.form[at] = (uint8_t)toc_form_of_tag(toc_str_of(c->names[i]));
            c->map[i] = at;
        }
    }
    for (int i = 0; i < c->count; i++) {
        long best = -1;
        for (int k = 0; c->map[i] < 0 && k < c->count; k++) {
            if (c->upos[k] == c->upos[i] && c->counts[k] >= 20 && c->counts[k] > best) {
                best = c->counts[k];
            }
        }
        for (int k = 0; c->map[i] < 0 && k < c->count; k++) {
            if (c->upos[k] == c->upos[i] && c->counts[k] == best) {
                c->map[i] = c->map[k];
            }
        }
        if (c->map[i] < 0) {
            c->map[i] = 0;
        }
    }
}

/* ---- reading ---- */

typedef struct row {
    toc_str form, lemma;
    int tag, head;
    toc_rel rel;
} row;

static void sentence_add(corpus *c, const row *rows, int n) {
    if (c->count == c->room) {
        c->room = c->room ? c->room * 2 : 4096;
        c->all = toc_mem_realloc(c->all, c->room * sizeof *c->all);
    }
    sentence *s = &c->all[c->count++];
    size_t size = (size_t)n + 1;
    s->n = n;
    s->tokens = toc_arena_array(&c->arena, size, sizeof *s->tokens);
    s->words = toc_arena_array(&c->arena, size, sizeof *s->words);
    s->gold_tags = toc_arena_array(&c->arena, size, 1);
    s->tags = toc_arena_array(&c->arena, size, 1);
    s->heads = toc_arena_array(&c->arena, size, sizeof(int));
    s->rels = toc_arena_array(&c->arena, size, 1);
    s->lemmas = toc_arena_array(&c->arena, size, sizeof(toc_str));
    for (int i = 0; i < n; i++) {
        s->tokens[i].text = rows[i].form;
        toc_word_init(&s->words[i], rows[i].form);
        s->gold_tags[i] = (uint8_t)(rows[i].tag & 255);
        s->heads[i] = rows[i].head == 0 ? n : rows[i].head - 1;
        s->rels[i] = (uint8_t)rows[i].rel;
        s->lemmas[i] = rows[i].lemma;
    }
    s->gold_tags[n] = s->tags[n] = TOC_TAG_ROOT;
}

static bool row_read(toc_str line, tag_counter *tags, row *out) {
    toc_str cells[10], rest = line;
    int k = 0;
    while (rest.ptr && k < 10) {
        cells[k++] = toc_str_cut(&rest, '\t');
    }
    int64_t id, head;
    if (k != 10 || !toc_str_to_i64(cells[0], &id) || !toc_str_to_i64(cells[6], &head)) {
        return false;
    }
    toc_upos upos = TOC_X;
    toc_rel rel = TOC_R_DEP;
    toc_upos_parse(cells[3], &upos);
    toc_rel_parse(cells[7], &rel);
    *out = (row){cells[1], cells[2], tag_note(tags, upos, cells[4]), (int)head, rel};
    return true;
}

static void corpus_read(corpus *c, tag_counter *tags, const char *path) {
    toc_err err = {0};
    toc_str bytes;
    static row rows[2000];
    int n = 0;
    if (toc_file_read(path, 1u << 30, &c->arena, &bytes, &err)) {
        die(err.text);
    }
    while (bytes.ptr) {
        toc_str line = toc_str_cut(&bytes, '\n');
        if (line.len == 0 && n > 0) {
            sentence_add(c, rows, n);
            n = 0;
        } else if (line.len > 0 && line.ptr[0] != '#' && n < 2000) {
            n += row_read(line, tags, &rows[n]);
        }
    }
}

/* ---- averaged weights ---- */

typedef struct table {
    size_t rows, width;
    uint32_t mask;
    float *w;
    double *u;
    double step;
} table;

static void table_init(table *t, int bits, size_t width) {
    t->rows = (size_t)1 << bits;
    t->width = width;
    t->mask = (uint32_t)(t->rows - 1);
    t->w = toc_mem_calloc(t->rows * width, sizeof(float));
    t->u = toc_mem_calloc(t->rows * width, sizeof(double));
    t->step = 1;
    if (!t->w || !t->u) {
        die("out of memory");
    }
}

static void table_fini(table *t) {
    toc_mem_free(t->w);
    toc_mem_free(t->u);
}

static void table_score(const table *t, const uint32_t *features, int count, float *scores, size_t classes) {
    memset(scores, 0, classes * sizeof *scores);
    for (int f = 0; f < count; f++) {
        const float *r = t->w + (size_t)(features[f] & t->mask) * t->width;
        for (size_t k = 0; k < classes; k++) {
            scores[k] += r[k];
        }
    }
}

static void table_update(table *t, const uint32_t *features, int count, int good, int bad) {
    for (int f = 0; f < count; f++) {
        size_t at = (size_t)(features[f] & t->mask) * t->width;
        t->w[at + (size_t)good] += 1;
        t->u[at + (size_t)good] += t->step;
        t->w[at + (size_t)bad] -= 1;
        t->u[at + (size_t)bad] -= t->step;
    }
}

static void table_average(table *t) {
    for (size_t i = 0; i < t->rows * t->width; i++) {
        t->w[i] -= (float)(t->u[i] / t->step);
    }
}

static int compare_float(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* The factor that brings the 99.95 % quantile of |w| to 127. */
static float table_scale(const table *t) {
    size_t n = 0, size = t->rows * t->width;
    float *sorted = toc_mem_alloc(size * sizeof *sorted);
    for (size_t i = 0; i < size; i++) {
        float a = t->w[i] < 0 ? -t->w[i] : t->w[i];
        if (a > 1e-6f) {
            sorted[n++] = a;
        }
    }
    if (n == 0) {
        die("nothing was learnt");
    }
    qsort(sorted, n, sizeof *sorted, compare_float);
    float scale = 127.0f * 127.0f / sorted[n - 1];
    toc_mem_free(sorted);
    return scale;
}

static int8_t quantise(float w, float scale) {
    float q = sqrtf((w < 0 ? -w : w) * scale);
    q = q > 127 ? 127 : q;
    return (int8_t)(w < 0 ? -(q + 0.5f) : q + 0.5f);
}

static toc_sparse table_sparse(const table *t, size_t classes, toc_arena *arena, int prune) {
    float scale = table_scale(t);
    size_t total = 0;
    for (size_t pass = 0; pass < 1; pass++) {
        for (size_t r = 0; r < t->rows; r++) {
            for (size_t k = 0; k < classes; k++) {
                total += abs(quantise(t->w[r * t->width + k], scale)) > prune;
            }
        }
    }
    toc_sparse out = {t->mask, toc_arena_array(arena, t->rows + 1, 4),
                      toc_arena_array(arena, total + 1, sizeof(toc_sparse_entry))};
    uint32_t at = 0;
    for (size_t r = 0; r < t->rows; r++) {
        out.start[r] = at;
        for (size_t k = 0; k < classes; k++) {
            int8_t q = quantise(t->w[r * t->width + k], scale);
            if (abs(q) > prune) {
                out.entries[at++] = (toc_sparse_entry){(uint8_t)k, q};
            }
        }
    }
    out.start[t->rows] = at;
    fprintf(stderr, "  table of %zu rows: %u weights kept\n", t->rows, at);
    return out;
}

/* ---- tagger ---- */

static void shuffle(uint32_t *order, size_t n, toc_rng *rng) {
    for (size_t i = n; i > 1; i--) {
        size_t k = toc_rng_below(rng, i);
        uint32_t swap = order[i - 1];
        order[i - 1] = order[k];
        order[k] = swap;
    }
}

static int best_float(const float *scores, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
        best = scores[i] > scores[best] ? i : best;
    }
    return best;
}

static void tag_sentence(const table *t, const sentence *s, int classes, uint8_t *tags) {
    uint32_t features[TOC_TAG_FEATURES_MAX];
    float scores[TOC_TAGS_MAX];
    for (int i = 0; i < s->n; i++) {
        int count = toc_tag_features(s->words, tags, i, s->n, features);
        table_score(t, features, count, scores, (size_t)classes);
        tags[i] = (uint8_t)best_float(scores, classes);
    }
}

static void tagger_learn(table *t, const sentence *s, int classes, uint8_t *tags) {
    uint32_t features[TOC_TAG_FEATURES_MAX];
    float scores[TOC_TAGS_MAX];
    for (int i = 0; i < s->n; i++) {
        int count = toc_tag_features(s->words, tags, i, s->n, features);
        table_score(t, features, count, scores, (size_t)classes);
        int got = best_float(scores, classes), want = s->gold_tags[i];
        t->step++;
        if (got != want) {
            table_update(t, features, count, want, got);
        }
        tags[i] = (uint8_t)got;
    }
}

/* Train on all sentences whose number modulo FOLDS is not fold (fold -1: on all). */
static void tagger_train(table *t, const corpus *c, int classes, int fold) {
    toc_rng rng;
    toc_rng_init(&rng, 7);
    uint32_t *order = toc_mem_alloc(c->count * sizeof *order);
    uint8_t tags[2048];
    size_t n = 0;
    for (size_t i = 0; i < c->count; i++) {
        if (fold < 0 || (int)(i % FOLDS) != fold) {
            order[n++] = (uint32_t)i;
        }
    }
    for (int pass = 0; pass < TAG_PASSES; pass++) {
        shuffle(order, n, &rng);
        for (size_t i = 0; i < n; i++) {
            tagger_learn(t, &c->all[order[i]], classes, tags);
        }
    }
    table_average(t);
    toc_mem_free(order);
}

typedef struct fold_job {
    const corpus *c;
    int classes, first;
} fold_job;

static void *folds_run(void *arg) {
    const fold_job *job = arg;
    for (int fold = job->first; fold < FOLDS; fold += 2) {
        table t;
        table_init(&t, TAG_BITS, (size_t)job->classes);
        tagger_train(&t, job->c, job->classes, fold);
        for (size_t i = (size_t)fold; i < job->c->count; i += FOLDS) {
            tag_sentence(&t, &job->c->all[i], job->classes, job->c->all[i].tags);
        }
        table_fini(&t);
    }
    return NULL;
}

static void tags_jackknife(corpus *c, int classes) {
    fold_job jobs[2] = {{c, classes, 0}, {c, classes, 1}};
    pthread_t thread;
    if (pthread_create(&thread, NULL, folds_run, &jobs[1])) {
        die("no thread");
    }
    folds_run(&jobs[0]);
    pthread_join(thread, NULL);
    long right = 0, all = 0;
    for (size_t i = 0; i < c->count; i++) {
        for (int k = 0; k < c->all[i].n; k++, all++) {
            right += c->all[i].tags[k] == c->all[i].gold_tags[k];
        }
    }
    fprintf(stderr, "  fine tags by jackknife: %.2f %%\n", 100.0 * (double)right / (double)all);
}

/* ---- words that always have one tag ---- */

typedef struct sure_list {
    toc_str *words;
    uint8_t *tags;
    size_t count;
} sure_list;

typedef struct word_count {
    long total, first;
    uint8_t tag;
} word_count;

static sure_list sure_find(corpus *c) {
    toc_map map;
    toc_map_init(&map);
    size_t room = 100000, n = 0;
    word_count *counts = toc_mem_calloc(room, sizeof *counts);
    toc_str *words = toc_mem_calloc(room, sizeof *words);
    for (size_t i = 0; i < c->count; i++) {
        for (int k = 0; k < c->all[i].n; k++) {
            char folded[64];
            toc_str text = c->all[i].tokens[k].text;
            if (text.len >= sizeof folded) {
                continue;
            }
            toc_str word = toc_word_fold(text, folded, sizeof folded);
            uint32_t at;
            if (!toc_map_get(&map, word, &at)) {
                if (n == room) {
                    continue;
                }
                at = (uint32_t)n++;
                words[at] = toc_arena_str(&c->arena, word);
                counts[at].tag = c->all[i].gold_tags[k];
                toc_map_put(&map, words[at], at);
            }
            counts[at].total++;
            counts[at].first += counts[at].tag == c->all[i].gold_tags[k];
        }
    }
    sure_list out = {toc_mem_calloc(n + 1, sizeof(toc_str)), toc_mem_calloc(n + 1, 1), 0};
    for (size_t i = 0; i < n; i++) {
        if (counts[i].total >= 60 && counts[i].first * 1000 >= counts[i].total * 999) {
            out.words[out.count] = words[i];
            out.tags[out.count++] = counts[i].tag;
        }
    }
    toc_map_fini(&map);
    toc_mem_free(counts);
    toc_mem_free(words);
    return out;
}

/* ---- parser ---- */

/* Cost of each move: gold arcs that it makes unreachable (Goldberg and Nivre 2013). */
static void move_costs(const toc_state *st, const int *gold, int *costs) {
    int n = st->n, b = st->next;
    int s0 = st->depth > 0 ? st->stack[st->depth - 1] : -1;
    int s1 = st->depth > 1 ? st->stack[st->depth - 2] : -1;
    int held = 0; /* dependents of s0 in the buffer */
    costs[0] = costs[1] = costs[2] = 0;
    for (int i = b; i < n && s0 >= 0; i++) {
        held += gold[i] == s0;
    }
    if (s0 >= 0) {
        int g = gold[s0];
        costs[TOC_MOVE_LEFT] = held + (g == s1 && s1 >= 0) + (g > b);
        costs[TOC_MOVE_RIGHT] = held + (g >= b);
    }
    if (b < n) {
        for (int i = 0; i < st->depth; i++) {
            costs[TOC_MOVE_SHIFT] += gold[st->stack[i]] == b;
            costs[TOC_MOVE_SHIFT] += i + 1 < st->depth && gold[b] == st->stack[i];
        }
    }
}

static int best_move(const toc_state *st, const float *scores, const int *costs, bool only_free) {
    int best = -1;
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        if (toc_move_allowed(st, k) && (!only_free || costs[k] == 0) && (best < 0 || scores[k] > scores[best])) {
            best = k;
        }
    }
    return best;
}

static int least_cost(const toc_state *st, const int *costs) {
    int best = -1;
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        if (toc_move_allowed(st, k) && (best < 0 || costs[k] < costs[best])) {
            best = k;
        }
    }
    return best;
}

static int label_learn(table *labels, const toc_state *st, int head, int dep, int want) {
    uint32_t features[TOC_LABEL_FEATURES_MAX];
    float scores[TOC_REL_COUNT];
    if (head == st->n) {
        return TOC_R_ROOT;
    }
    int count = toc_label_features(st, head, dep, features);
    table_score(labels, features, count, scores, TOC_REL_COUNT);
    scores[TOC_R_ROOT] = -1e30f;
    int got = best_float(scores, TOC_REL_COUNT);
    labels->step++;
    if (want >= 0 && want != TOC_R_ROOT && got != want) {
        table_update(labels, features, count, want, got);
    }
    return got;
}

static long parser_learn(table *moves, table *labels, const sentence *s, const toc_tagset *set, toc_rng *rng,
                         bool explore, toc_arena *arena) {
    uint32_t features[TOC_MOVE_FEATURES_MAX];
    float scores[TOC_MOVE_COUNT];
    int costs[TOC_MOVE_COUNT];
    long wrong = 0;
    toc_state st;
    if (toc_state_init(&st, s->words, s->tags, set, s->n, arena, NULL)) {
        die("out of memory");
    }
    while (!toc_state_done(&st)) {
        int count = toc_move_features(&st, features);
        table_score(moves, features, count, scores, TOC_MOVE_COUNT);
        move_costs(&st, s->heads, costs);
        int got = best_move(&st, scores, costs, false), want = best_move(&st, scores, costs, true);
        if (want < 0) {
            want = least_cost(&st, costs);
        }
        moves->step++;
        if (costs[got] > costs[want]) {
            table_update(moves, features, count, want, got);
            wrong++;
        }
        int move = costs[got] > costs[want] && !(explore && toc_rng_unit(rng) < EXPLORE) ? want : got;
        int rel = 0;
        if (move != TOC_MOVE_SHIFT) {
            int head, dep;
            toc_move_arc(&st, move, &head, &dep);
            rel = label_learn(labels, &st, head, dep, s->heads[dep] == head ? s->rels[dep] : -1);
        }
        toc_move_apply(&st, move, rel);
    }
    return wrong;
}

static void parser_train(table *moves, table *labels, const corpus *c, const toc_tagset *set) {
    toc_rng rng;
    toc_arena arena;
    toc_rng_init(&rng, 11);
    toc_arena_init(&arena, 0);
    uint32_t *order = toc_mem_alloc(c->count * sizeof *order);
    for (size_t i = 0; i < c->count; i++) {
        order[i] = (uint32_t)i;
    }
    for (int pass = 0; pass < PARSE_PASSES; pass++) {
        long wrong = 0;
        shuffle(order, c->count, &rng);
        for (size_t i = 0; i < c->count; i++) {
            toc_arena_clear(&arena);
            wrong += parser_learn(moves, labels, &c->all[order[i]], set, &rng, pass > 0, &arena);
        }
        fprintf(stderr, "  pass %d: %ld wrong moves\n", pass + 1, wrong);
    }
    table_average(moves);
    table_average(labels);
    toc_mem_free(order);
    toc_arena_fini(&arena);
}

/* ---- lemmas ---- */

typedef struct lemma_list {
    toc_str *keys;
    toc_lemma_rule *rules;
    long *votes;
    size_t count, room;
    toc_map map; /* key -> best so far, by votes of (key, rule) */
} lemma_list;

static bool rule_of(toc_str word, toc_str lemma, toc_lemma_rule *rule) {
    size_t same = 0;
    while (same < word.len && same < lemma.len && word.ptr[same] == lemma.ptr[same]) {
        same++;
    }
    if (lemma.len - same >= sizeof rule->add || word.len - same > 200) {
        return false;
    }
    *rule = (toc_lemma_rule){.cut = (uint8_t)(word.len - same)};
    memcpy(rule->add, lemma.ptr + same, lemma.len - same);
    return true;
}

typedef struct vote {
    toc_str key;
    toc_lemma_rule rule;
    long count;
} vote;

typedef struct votes {
    vote *all;
    size_t count, room;
    toc_map map;
} votes;

static void vote_add(votes *v, toc_arena *arena, toc_str key, const toc_lemma_rule *rule) {
    char full[128];
    size_t add = strlen(rule->add);
    memcpy(full, key.ptr, key.len);
    full[key.len] = '\1';
    full[key.len + 1] = (char)('0' + rule->cut);
    memcpy(full + key.len + 2, rule->add, add);
    toc_str name = {full, key.len + 2 + add};
    uint32_t at;
    if (!toc_map_get(&v->map, name, &at)) {
        if (v->count == v->room) {
            v->room = v->room ? v->room * 2 : 1 << 16;
            v->all = toc_mem_realloc(v->all, v->room * sizeof *v->all);
        }
        at = (uint32_t)v->count++;
        name = toc_arena_str(arena, name);
        v->all[at] = (vote){toc_str_slice(name, 0, key.len), *rule, 0};
        toc_map_put(&v->map, name, at);
    }
    v->all[at].count++;
}

static void lemma_votes(votes *v, corpus *c, const toc_tagset *set) {
    for (size_t i = 0; i < c->count; i++) {
        for (int k = 0; k < c->all[i].n; k++) {
            char folded[64], low[64], key[72];
            toc_str text = c->all[i].tokens[k].text, lemma = c->all[i].lemmas[k];
            int upos = set->upos[c->all[i].gold_tags[k]];
            toc_lemma_rule rule;
            if (text.len >= 64 || lemma.len >= 64 || upos == TOC_UPUNCT) {
                continue;
            }
            toc_str word = toc_word_fold(text, folded, 64), want = toc_word_fold(lemma, low, 64);
            if (!rule_of(word, want, &rule)) {
                continue;
            }
            key[0] = (char)('A' + upos);
            key[1] = '|';
            memcpy(key + 2, word.ptr, word.len);
            vote_add(v, &c->arena, (toc_str){key, word.len + 2}, &rule);
            key[1] = '-';
            for (size_t take = 1; upos != TOC_PROPN && take <= 6 && take <= word.len; take++) {
                memcpy(key + 2, word.ptr + word.len - take, take);
                vote_add(v, &c->arena, (toc_str){key, take + 2}, &rule);
            }
        }
    }
}

/* Of each key the rule with the most votes; keys that a shorter suffix already answers alike are left out. */
static size_t lemmas_choose(votes *v, corpus *c, toc_str **keys, toc_lemma_rule **rules) {
    toc_map best;
    toc_map_init(&best);
    for (uint32_t i = 0; i < v->count; i++) {
        uint32_t at;
        if (!toc_map_get(&best, v->all[i].key, &at) || v->all[i].count > v->all[at].count) {
            toc_map_put(&best, v->all[i].key, i);
        }
    }
    *keys = toc_arena_array(&c->arena, v->count + 1, sizeof **keys);
    *rules = toc_arena_array(&c->arena, v->count + 1, sizeof **rules);
    size_t n = 0;
    for (uint32_t i = 0; i < v->count; i++) {
        uint32_t at, other;
        toc_str key = v->all[i].key;
        toc_map_get(&best, key, &at);
        if (at != i || (key.ptr[1] == '-' && v->all[i].count < 2)) {
            continue;
        }
        bool known = false;
        for (size_t take = key.len > 8 ? 6 : key.len - 2 - (key.ptr[1] == '-');
             take > 0 && key.ptr[0] != 'A' + TOC_PROPN; take--) {
            char text[72] = {key.ptr[0], '-'};
            memcpy(text + 2, key.ptr + key.len - take, take);
            if (toc_map_get(&best, (toc_str){text, take + 2}, &other) && v->all[other].count >= 2) {
                known = v->all[other].rule.cut == v->all[i].rule.cut &&
                        strcmp(v->all[other].rule.add, v->all[i].rule.add) == 0;
                break;
            }
        }
        if (!known) {
            (*keys)[n] = key;
            (*rules)[n++] = v->all[i].rule;
        }
    }
    toc_map_fini(&best);
    return n;
}

/* ---- all of it ---- */

static toc_dense table_dense(const table *t, toc_arena *arena) {
    float scale = table_scale(t);
    toc_dense out = {t->mask, toc_arena_array(arena, t->rows, 4)};
    for (size_t r = 0; r < t->rows; r++) {
        for (size_t k = 0; k < TOC_MOVE_COUNT; k++) {
            out.rows[r][k] = quantise(t->w[r * t->width + k], scale);
        }
    }
    return out;
}

static void model_save(toc_syntax *model, corpus *c, const char *path) {
    toc_err err = {0};
    toc_buf out;
    votes v = {0};
    toc_str *keys;
    sure_list sure = sure_find(c);
    toc_map_init(&v.map);
    lemma_votes(&v, c, &model->tags);
    size_t n = lemmas_choose(&v, c, &keys, &model->lemma_rules);
    fprintf(stderr, "  %zu sure words, %zu lemma rules\n", sure.count, n);
    toc_buf_init(&out, 1u << 28);
    if (toc_model_write(model, sure.words, sure.tags, sure.count, keys, n, &out, &err) ||
        toc_file_write(path, toc_buf_str(&out), &err)) {
        die(err.text);
    }
    fprintf(stderr, "  %zu bytes in %s\n", out.len, path);
}

int main(int argc, char **argv) {
    static corpus c;
    static tag_counter tags;
    static toc_syntax model;
    table tagger, moves, labels;
    if (argc < 3) {
        die("usage: train-syntax OUT FILE.conllu...");
    }
    toc_arena_init(&c.arena, 0);
    toc_arena_init(&model.arena, 0);
    /* Two readings: the first counts the tags, the second uses the settled set. */
    for (int i = 2; i < argc; i++) {
        corpus_read(&c, &tags, argv[i]);
    }
    tags_settle(&tags);
    model.tags = tags.set;
    for (size_t i = 0; i < c.count; i++) {
        for (int k = 0; k < c.all[i].n; k++) {
            c.all[i].gold_tags[k] = (uint8_t)tags.map[c.all[i].gold_tags[k]];
        }
    }
    fprintf(stderr, "%zu sentences, %d tags\n", c.count, tags.set.count);
    tags_jackknife(&c, tags.set.count);
    table_init(&tagger, TAG_BITS, (size_t)tags.set.count);
    tagger_train(&tagger, &c, tags.set.count, -1);
    model.tagger = table_sparse(&tagger, (size_t)tags.set.count, &model.arena, 1);
    table_fini(&tagger);
    table_init(&moves, MOVE_BITS, 4);
    table_init(&labels, LABEL_BITS, 40);
    parser_train(&moves, &labels, &c, &model.tags);
    model.mover = table_dense(&moves, &model.arena);
    model.labeler = table_sparse(&labels, TOC_REL_COUNT, &model.arena, 1);
    model_save(&model, &c, argv[1]);
    return 0;
}
