/*
 * Method: scene and features (pair_scene.c, features.c), odds of the roots
 * (scorer.c, encoder.c); then the head of the lexicon that speaks for the likeliest root, the
 * modality of the predicate, and the features that spoke loudest for this root
 * against the next.
 */
#include "code/pair.h"

#include "code/heads.h"
#include "code/pair_scene.h"
#include "code/score.h"

#include <string.h>

enum { FEATURES_TOLD = 4 };

static bool is_yield(int r) {
    return r == TOC_CONCEDE - TOC_AGREE || r == TOC_RETREAT - TOC_AGREE;
}

/* The likeliest root but one and what is the same in the scheme; *odds of it, by the scheme. */
static int likeliest(const toc_pair_answer *a, toc_scheme scheme, int but, double *odds) {
    bool one = scheme == TOC_SCHEME_PLV;
    double yield = a->odds[TOC_CONCEDE - TOC_AGREE] + a->odds[TOC_RETREAT - TOC_AGREE];
    int best = -1;
    *odds = 0;
    for (int r = 0; r < TOC_SCORER_ROOTS; r++) {
        double mine = one && is_yield(r) ? yield : a->odds[r];
        bool same = r == but || (one && but >= 0 && is_yield(r) && is_yield(but));
        bool half = one && best >= 0 && is_yield(r) && is_yield(best);
        if (!same && (mine > *odds || (half && a->odds[r] > a->odds[best]))) {
            best = r;
            *odds = mine;
        }
    }
    return best;
}

/* The root as a bit; in PLV, CONCEDE and RETREAT stand for each other. */
static unsigned roots_of(int root, toc_scheme scheme) {
    unsigned yield = 1u << (TOC_CONCEDE - TOC_AGREE) | 1u << (TOC_RETREAT - TOC_AGREE);
    return scheme == TOC_SCHEME_PLV && is_yield(root) ? yield : 1u << root;
}

static void reason_add(toc_pair_answer *out, const char *part, toc_str words, toc_str rule, toc_str value) {
    if (out->reason_count < TOC_PAIR_REASONS) {
        out->reasons[out->reason_count++] = (toc_reason){toc_str_of(part), words, rule, value};
    }
}

static toc_str token_at(const toc_scene *scene, int i) {
    return i >= 0 && i < scene->n ? scene->tokens[i].text : (toc_str){"", 0};
}

static void modality_read(const toc_scene *scene, const toc_features *f, toc_str cameo, toc_pair_answer *out) {
    toc_governed governed;
    out->modality = TOC_DONE;
    if (!toc_pair_govern(scene, f, cameo, &governed)) {
        return;
    }
    out->modality = governed.modality;
    reason_add(out, "modality", token_at(scene, governed.modality_word), toc_str_of(governed.modality_rule),
               toc_str_of(toc_modality_name(governed.modality)));
}

/* The features that tell root from the next best, loudest first. */
static void features_tell(const toc_coder *coder, const toc_scene *scene, const toc_features *f, int root, int next,
                          toc_arena *arena, toc_pair_answer *out) {
    double below = 1e300;
    for (int n = 0; n < FEATURES_TOLD; n++) {
        const toc_feature *loudest = NULL;
        double most = 0.05;
        for (int i = 0; i < f->count; i++) {
            double weight = toc_scorer_weight(coder->scorer, &f->items[i], root, next);
            if (weight > most && weight < below) {
                most = weight;
                loudest = &f->items[i];
            }
        }
        if (!loudest) {
            return;
        }
        below = most;
        reason_add(out, "scorer", token_at(scene, loudest->token),
                   toc_arena_printf(arena, "%s %.*s%s%.*s", loudest->kind, TOC_FMT(loudest->a),
                                    loudest->b.len ? " " : "", TOC_FMT(loudest->b)),
                   toc_arena_printf(arena, "%+.2f", most));
    }
}

static void event_set(toc_pair_answer *out, int best, toc_scheme scheme) {
    bool yield = scheme == TOC_SCHEME_PLV && is_yield(best);
    out->root = (toc_root)(best + TOC_AGREE);
    out->event = yield ? TOC_STR("YIELD") : toc_str_of(toc_root_name(out->root));
    out->quad = yield ? 2 : toc_root_quad(out->root);
}

/* What the encoder says of the root rather than of the next. */
static void encoder_tells(const toc_coder *coder, const float *encoded, int root, int next, toc_arena *arena,
                          toc_pair_answer *out) {
    double says = toc_scorer_encoded(coder->scorer, encoded, root, next);
    reason_add(out, "scorer", (toc_str){"", 0}, TOC_STR("the encoder, of the whole sentence"),
               toc_arena_printf(arena, "%+.2f", says));
}

/* alone: neither party stands in the text. */
static void answer(const toc_coder *coder, const toc_scene *scene, const toc_features *f, const float *encoded,
                   toc_scheme scheme, bool alone, toc_arena *arena, toc_pair_answer *out) {
    double second;
    int best = likeliest(out, scheme, -1, &out->confidence), next = likeliest(out, scheme, best, &second);
    event_set(out, best, scheme);
    const toc_head_hit *hit = toc_head_witness(f, roots_of(best, scheme));
    out->cameo = hit ? hit->head->cameo : (toc_str){"", 0};
    out->abstains = !hit && (out->confidence < TOC_PAIR_SURE || alone);
    if (hit) {
        reason_add(out, "event", token_at(scene, hit->token),
                   toc_arena_printf(arena, "heads:%zu \"%.*s\" (%c)", hit->head->line, TOC_FMT(hit->head->text),
                                    hit->head->pos),
                   toc_arena_printf(arena, "%.*s %.*s", TOC_FMT(out->event), TOC_FMT(hit->head->cameo)));
    } else {
        reason_add(out, "event", token_at(scene, f->predicate), TOC_STR("no head of the lexicon; the scorer alone"),
                   out->event);
    }
    modality_read(scene, f, out->cameo, out);
    if (next >= 0) { /* else no other is possible */
        encoder_tells(coder, encoded, best, next, arena, out);
        features_tell(coder, scene, f, best, next, arena, out);
    }
}

toc_rc toc_pair_code(const toc_coder *coder, const toc_pair *pair, toc_arena *arena, toc_pair_answer *out,
                     toc_err *err) {
    toc_scene scene;
    toc_span source, target;
    toc_memory *memory = toc_arena_alloc(arena, sizeof *memory);
    toc_features *features = toc_arena_alloc(arena, sizeof *features);
    if (!memory || !features) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a pair");
    }
    toc_rc rc = toc_pair_scene(coder, pair, arena, memory, &scene, &source, &target, err);
    if (rc) {
        return rc;
    }
    *out = (toc_pair_answer){.root = TOC_ROOT_NONE};
    float scores[TOC_ENCODER_OUT];
    toc_features_read(&scene, coder->syntax, coder->ontology, source, target, features);
    if (!toc_pair_encode(coder, toc_scorer_encoder(coder->scorer), &scene, features, scores)) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a pair");
    }
    toc_scorer_run(coder->scorer, features, scores, out->odds);
    answer(coder, &scene, features, scores, pair->scheme, source.from < 0 && target.from < 0, arena, out);
    return TOC_OK;
}
