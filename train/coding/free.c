/*
 * Sentences with what is to be coded in them: rows of one text stand together, each an expectation with the codes of
 * source and target and the roots that are right ("ACCUSE/REQUEST"); a row with event "NONE" says that there is
 * nothing. Each ordered pair of actors of different roots that the coder finds in the sentence is an example: joined
 * when an expectation names the two, else not.
 */
#include "coding/train.h"

#include "code/dyads.h"
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

typedef struct watching {
    examples *e;
    const sentence *sentence;
    toc_features *features;
    int fold;
    float weight;
} watching;

/* A frame finds that the one does something to the other. */
static bool is_framed(const toc_desk *desk, toc_str a, toc_str b) {
    for (size_t i = 0; i < desk->event_count; i++) {
        const toc_event *e = &desk->events[i].event;
        toc_str s = toc_actor_root(e->source.code), t = toc_actor_root(e->target.code);
        if (e->modality == TOC_DONE && toc_str_starts(e->rule, TOC_STR("actions")) &&
            ((toc_str_equal(s, a) && toc_str_equal(t, b)) || (toc_str_equal(s, b) && toc_str_equal(t, a)))) {
            return true;
        }
    }
    return false;
}

static void pair_add(const watching *w, const toc_desk *desk, int a, int b) {
    const toc_mention *source = &desk->scene.mentions[a], *target = &desk->scene.mentions[b];
    unsigned labels = 0;
    bool other = false;
    for (int i = 0; i < w->sentence->count; i++) {
        const wish *x = &w->sentence->wishes[i];
        bool so = matches(x->source, source->code) && matches(x->target, target->code);
        bool turned = matches(x->target, source->code) && matches(x->source, target->code);
        if (so || (turned && x->labels & MUTUAL)) {
            labels |= x->labels;
            other |= x->other;
        }
    }
    if (other) {
        return;
    }
    /* in a treebank nobody has looked for events: where a frame finds one, it is not known that there is none */
    if (w->fold == EVERYWHERE && is_framed(desk, toc_actor_root(source->code), toc_actor_root(target->code))) {
        return;
    }
    toc_dyad_features(desk, a, b, w->features);
    toc_str id = toc_arena_printf(&w->e->arena, "%.*s > %.*s: %.*s", TOC_FMT(source->code), TOC_FMT(target->code),
                                  TOC_FMT(w->sentence->text));
    example *x = example_new(w->e);
    *x = (example){.id = id,
                   .labels = labels,
                   .weight = 1,
                   .joined = labels != 0,
                   .fold = w->fold,
                   .free = true,
                   .joined_weight = w->weight};
    example_fill(w->e, x, w->features);
}

/* The coder has read a sentence by its frames: each two actors of it are an example. */
static void on_sentence(void *ctx, const toc_desk *desk) {
    int actors = toc_dyad_actors(&desk->scene);
    for (int a = 0; a < actors; a++) {
        for (int b = 0; b < actors; b++) {
            if (toc_is_dyad(&desk->scene, a, b)) {
                pair_add(ctx, desk, a, b);
            }
        }
    }
}

static void sentence_add(examples *e, toc_coder *coder, const sentence *s, int fold, float weight) {
    toc_err err = {0};
    toc_coded coded;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    watching w = {e, s, toc_arena_alloc(&arena, sizeof *w.features), fold, weight};
    toc_document document = {.text = s->text, .date = toc_day_of(2023, 8, 15)};
    document.id = toc_id_make('d', &document.text, 1);
    coder->watch = on_sentence;
    coder->watch_ctx = &w;
    if (!w.features || toc_code_document(coder, &document, &arena, &coded, &err)) {
        die(err.text);
    }
    coder->watch = NULL;
    toc_arena_fini(&arena);
}

void examples_read_free(examples *e, toc_coder *coder, const char *path, int fold, float weight) {
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
