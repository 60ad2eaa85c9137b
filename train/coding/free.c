/*
 * Sentences with what is to be coded in them: rows of one text stand together, each an expectation with the codes of
 * source and target and the roots that are right ("ACCUSE/REQUEST"); a row with event "NONE" says that there is
 * nothing. Each ordered pair of actors of different roots that the coder finds in the sentence is an example: joined
 * when an expectation names the two, else not.
 */
#include "coding/train.h"

#include "event/actor.h"
#include "text/pairs.h"

#include <string.h>

enum { WISHES_MAX = 16 };

typedef struct wish {
    toc_str source, target;
    unsigned labels;
    bool other; /* an event of another root than the scorer knows */
} wish;

typedef struct sentence {
    toc_str text;
    wish wishes[WISHES_MAX];
    int count;
} sentence;

static void on_reject(void *ctx, const toc_reject *reject) {
    (void)ctx;
    fprintf(stderr, "train-coding: %s:%zu: %s\n", reject->file, reject->line, reject->reason);
}

static void wish_add(sentence *s, const toc_pair_row *row) {
    wish *w = &s->wishes[s->count];
    if (s->count == WISHES_MAX || toc_str_equal(row->event, TOC_STR("NONE"))) {
        return;
    }
    *w = (wish){.source = row->source, .target = row->target};
    for (toc_str rest = row->event; rest.ptr;) {
        toc_str name = toc_str_cut(&rest, '/');
        w->labels |= labels_of(toc_str_equal(name, TOC_STR("APPEAL")) ? TOC_STR("REQUEST") : name);
    }
    w->other = w->labels == 0;
    s->count++;
}

static bool matches(toc_str pattern, toc_str code) {
    for (toc_str rest = pattern; rest.ptr;) {
        toc_str one = toc_str_cut(&rest, '/');
        if (toc_str_equal(one, TOC_STR("*")) || (one.len > 0 && toc_str_starts(code, one))) {
            return true;
        }
    }
    return false;
}

static void pair_add(examples *e, const toc_coder *coder, const toc_scene *scene, const sentence *s, int a, int b,
                     int fold, float weight, toc_features *features) {
    const toc_mention *source = &scene->mentions[a], *target = &scene->mentions[b];
    unsigned labels = 0;
    bool other = false;
    for (int i = 0; i < s->count; i++) {
        const wish *w = &s->wishes[i];
        bool so = matches(w->source, source->code) && matches(w->target, target->code);
        bool turned = matches(w->target, source->code) && matches(w->source, target->code);
        if (so || (turned && w->labels & MUTUAL)) {
            labels |= w->labels;
            other |= w->other;
        }
    }
    if (other) {
        return;
    }
    toc_features_read(scene, coder->syntax, coder->ontology, (toc_span){source->from, source->to},
                      (toc_span){target->from, target->to}, features);
    toc_str id = toc_arena_printf(&e->arena, "%.*s > %.*s: %.*s", TOC_FMT(source->code), TOC_FMT(target->code),
                                  TOC_FMT(s->text));
    example *x = example_new(e);
    *x = (example){.id = id,
                   .labels = labels,
                   .weight = 1,
                   .joined = labels != 0,
                   .fold = fold,
                   .free = true,
                   .joined_weight = weight};
    example_fill(e, x, features);
}

static void sentence_add(examples *e, const toc_coder *coder, const sentence *s, int fold, float weight) {
    toc_err err = {0};
    toc_scene scene;
    toc_span source, target;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_memory *memory = toc_arena_alloc(&arena, sizeof *memory);
    toc_features *features = toc_arena_alloc(&arena, sizeof *features);
    toc_pair pair = {s->text, TOC_STR(""), TOC_STR(""), TOC_SCHEME_PLOVER};
    if (!memory || !features || toc_pair_scene(coder, &pair, &arena, memory, &scene, &source, &target, &err)) {
        die(err.text);
    }
    for (int a = 0; a < scene.mention_count; a++) {
        for (int b = 0; b < scene.mention_count; b++) {
            toc_str x = toc_actor_root(scene.mentions[a].code), y = toc_actor_root(scene.mentions[b].code);
            if (x.len > 0 && y.len > 0 && !toc_str_equal(x, y)) {
                pair_add(e, coder, &scene, s, a, b, fold, weight, features);
            }
        }
    }
    toc_arena_fini(&arena);
}

void examples_read_free(examples *e, const toc_coder *coder, const char *path, int fold, float weight) {
    toc_err err = {0};
    toc_pairs *pairs = NULL;
    toc_pair_row row;
    bool more = true;
    sentence s = {.count = 0};
    if (toc_pairs_open(path, on_reject, NULL, &pairs, &err)) {
        die(err.text);
    }
    while (toc_pairs_next(pairs, &e->arena, &row, &more, &err) == TOC_OK && more) {
        if (s.text.len > 0 && !toc_str_equal(s.text, row.text)) {
            sentence_add(e, coder, &s, fold == FOLDED ? (int)(toc_str_hash(s.text, 0) % FOLDS) : fold, weight);
            s.count = 0;
        }
        s.text = row.text;
        wish_add(&s, &row);
    }
    if (err.text[0]) {
        die(err.text);
    }
    if (s.text.len > 0) {
        sentence_add(e, coder, &s, fold == FOLDED ? (int)(toc_str_hash(s.text, 0) % FOLDS) : fold, weight);
    }
    toc_pairs_close(pairs);
}
