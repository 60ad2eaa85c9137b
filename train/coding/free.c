/*
 * Sentences with what is to be coded in them: rows of one text stand together, each an expectation with the codes of
 * source and target and the roots that are right ("ACCUSE/REQUEST"); a row with event "NONE" says that there is
 * nothing. Each couple of dyads.h that the coder finds in the sentence is an example: joined when an expectation names
 * the two (or the one, and no target), else not.
 */
#include "coding/train.h"

#include "code/dyads.h"
#include "event/actor.h"
#include "text/pairs.h"

#include <string.h>

enum { WISHES_MAX = 16, ALONE_KEPT = 4 };
#define ALONE_DOUBTED 0.3f

typedef struct wish {
    toc_str source, target, words;
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
    *w = (wish){.source = row->source, .target = row->target, .words = row->words};
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

static bool has_part(toc_str pattern, toc_str part) {
    for (toc_str rest = pattern; rest.ptr;) {
        if (toc_str_equal(toc_str_cut(&rest, '/'), part)) {
            return true;
        }
    }
    return false;
}

typedef struct watching {
    FILE *file;
    const toc_coder *coder;
    const sentence *sentence;
    toc_features *features;
    int fold;
    float weight, passed_weight;
} watching;

/* A frame finds that the one does something to the other; b empty or a itself: to somebody unknown, or at home. */
static bool is_framed(const toc_desk *desk, toc_str a, toc_str b) {
    bool alone = b.len == 0 || toc_str_equal(a, b);
    for (size_t i = 0; i < desk->event_count; i++) {
        const toc_event *e = &desk->events[i].event;
        toc_str s = toc_actor_root(e->source.code), t = toc_actor_root(e->target.code);
        if (e->modality == TOC_DONE && toc_str_starts(e->rule, TOC_STR("actions")) &&
            ((toc_str_equal(s, a) && (toc_str_equal(t, b) || (alone && t.len == 0))) ||
             (toc_str_equal(t, a) && (toc_str_equal(s, b) || (alone && s.len == 0))))) {
            return true;
        }
    }
    return false;
}

/* Deeds at home or without a target were asked for where one is wished for, and where none of any kind is: elsewhere
 * they may have been passed over. */
static bool is_alone_labelled(const sentence *s) {
    for (int i = 0; i < s->count; i++) {
        const wish *x = &s->wishes[i];
        if (has_part(x->target, TOC_STR("-")) || toc_str_equal(x->source, x->target)) {
            return true;
        }
    }
    return s->count == 0;
}

/* What is signed, which labels allow to call support. */
static bool is_signing(unsigned labels) {
    return labels & ROOT_BIT(TOC_AGREE) && labels & (ROOT_BIT(TOC_SUPPORT) | TOGETHER);
}

/* What a deed tells of the two: that what is signed is agreed, so that it is called the same everywhere. */
static unsigned forth_of(unsigned labels) {
    return is_signing(labels) ? labels & ~ROOT_BIT(TOC_SUPPORT) : labels;
}

/* The same the other way round: talks are both's, and so is what is signed. Praise is not. */
static unsigned back_of(unsigned labels) {
    return labels & (is_signing(labels) ? ROOT_BIT(TOC_AGREE) | TOGETHER : TOGETHER);
}

/* Tokens of the words that tell of a wish: [from, to), to 0 when they do not stand in this sentence. */
static void words_find(const toc_scene *scene, toc_str words, int *from, int *to) {
    size_t at = words.len > 0 ? toc_str_find(scene->text, words, 0) : SIZE_MAX;
    *from = *to = 0;
    for (int i = 0; at != SIZE_MAX && i < scene->n; i++) {
        if (scene->tokens[i].from < at + words.len && scene->tokens[i].to > at) {
            *from = *to ? *from : i;
            *to = i + 1;
        }
    }
}

/* What the sentence tells of the two: the roots of all that is wished for. False when that is not known: a wish for
 * anybody may be one for these, as may a posture for which no target is told, and what the other promises may be both's
 * agreement: then that nothing is told besides counts nothing, either; one for a root that the encoder does not know is
 * no label. */
static bool labels_find(const sentence *s, const toc_scene *scene, const toc_couple *c, toc_str source, toc_str target,
                        couple_labels *out) {
    bool known = true, open = false, alone = c->target < 0;
    int deeds = 0;
    for (int i = 0; i < s->count; i++) {
        const wish *x = &s->wishes[i];
        bool anybody = has_part(x->target, TOC_STR("*")), from = matches(x->source, source);
        bool lone = alone && from && has_part(x->target, TOC_STR("-"));
        bool home = alone && from && matches(x->target, toc_actor_root(source));
        bool so = alone ? lone || home : from && matches(x->target, target);
        bool turned = matches(x->target, source) && matches(x->source, target);
        unsigned back = !alone && turned ? back_of(x->labels) : 0;
        bool joined = so || back;
        if (joined && (alone || !anybody)) {
            unsigned labels = so ? forth_of(x->labels) : back;
            out->labels |= labels;
            out->deeds[deeds] |= labels;
            words_find(scene, x->words, &out->words[deeds].from, &out->words[deeds].to);
            deeds += deeds + 1 < DEEDS_MAX;
            out->home = home && lone ? -1 : home;
        }
        known &= !(joined && x->other) && (!from || !anybody || (so && alone));
        open |= !alone && from && x->labels == ROOT_BIT(TOC_MOBILIZE) && has_part(x->target, TOC_STR("-"));
        open |= !alone && turned && x->labels & ROOT_BIT(TOC_AGREE);
    }
    if (open) {
        out->others_weight = 0;
    }
    return known && (!open || out->labels);
}

/* The two stand the other way round in a wish. */
static bool is_turned(const sentence *s, toc_str source, toc_str target) {
    for (int i = 0; i < s->count; i++) {
        if (matches(s->wishes[i].source, target) && matches(s->wishes[i].target, source)) {
            return true;
        }
    }
    return false;
}

static void couple_add(const watching *w, const toc_desk *desk, const toc_couple *c) {
    const toc_mention *source = &desk->scene.mentions[c->source];
    const toc_mention *target = c->target >= 0 ? &desk->scene.mentions[c->target] : NULL;
    toc_str t = target ? target->code : TOC_STR("");
    bool ground = w->fold == EVERYWHERE, many = ground && !target;
    couple_labels told = {.free = !ground, .weight = 1, .others_weight = !ground, .home = -1};
    if (!labels_find(w->sentence, &desk->scene, c, source->code, t, &told)) {
        return;
    }
    /* in a treebank nobody has looked for events: where a frame finds one, it is not known that there is none; and
     * there are so many alone that one of some speaks for all */
    if ((ground && is_framed(desk, toc_actor_root(source->code), toc_actor_root(t))) ||
        (many && toc_str_hash(w->sentence->text, (uint64_t)c->source) % ALONE_KEPT != ALONE_KEPT - 1)) {
        return;
    }
    bool passed_over = !target && w->passed_weight < 1 && !is_alone_labelled(w->sentence);
    toc_dyad_features(desk, c, w->features);
    told.joined = told.labels != 0;
    told.joined_weight = w->weight * (many ? ALONE_KEPT : passed_over ? ALONE_DOUBTED : 1);
    if (target && !told.joined && is_turned(w->sentence, source->code, t)) {
        told.joined_weight *= w->passed_weight; /* "refused a German request": the request was often passed over */
    }
    if (told.joined) {
        told.others_weight *= w->passed_weight; /* "lifted the ban it had imposed": so was the ban */
    }
    couple_write(w->file, &desk->scene, w->features, !target, &told);
}

/* The coder has read a sentence by its frames: each two actors of it are an example. */
static void on_sentence(void *ctx, const toc_desk *desk) {
    const watching *w = ctx;
    toc_couple couples[TOC_DYADS_MAX];
    int count = toc_couples_find(desk, couples);
    if (count > 0) {
        sentence_write(w->file, &desk->scene, w->coder, w->fold);
    }
    for (int i = 0; i < count; i++) {
        couple_add(w, desk, &couples[i]);
    }
}

static void sentence_add(FILE *file, toc_coder *coder, const sentence *s, int fold, float weight, float passed_weight) {
    toc_err err = {0};
    toc_coded coded;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    watching w = {file, coder, s, toc_arena_alloc(&arena, sizeof *w.features), fold, weight, passed_weight};
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

void sentences_write(FILE *file, toc_coder *coder, const char *path, int fold, float weight, float passed_weight) {
    toc_err err = {0};
    toc_arena arena;
    toc_pairs *pairs = NULL;
    toc_pair_row row;
    bool more = true;
    sentence s = {.count = 0};
    toc_arena_init(&arena, 0);
    if (toc_pairs_open(path, on_reject, NULL, &pairs, &err)) {
        die(err.text);
    }
    while (toc_pairs_next(pairs, &arena, &row, &more, &err) == TOC_OK && more) {
        if (s.text.len > 0 && !toc_str_equal(s.text, row.text)) {
            sentence_add(file, coder, &s, fold_of(fold, s.text), weight, passed_weight);
            s.count = 0;
        }
        s.text = row.text;
        wish_add(&s, &row);
    }
    if (err.text[0]) {
        die(err.text);
    }
    if (s.text.len > 0) {
        sentence_add(file, coder, &s, fold_of(fold, s.text), weight, passed_weight);
    }
    toc_pairs_close(pairs);
    toc_arena_fini(&arena);
}
