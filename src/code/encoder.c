/*
 * Method: see encoder.h.
 */
#include "code/encoder.h"

/* Where the networks asked so far say less, of being joined and of every root, nothing is done whatever others say. */
#define DOUBT_LEAST (-0.5f)

struct toc_encoder {
    int count;
    toc_network *networks[TOC_ENCODER_NETWORKS];
};

struct toc_encoded {
    const toc_scene *scene;
    const toc_syntax *syntax;
    const toc_ontology *ontology;
    const toc_network_seen *seen[TOC_ENCODER_NETWORKS]; /* NULL: not yet */
};

toc_rc toc_encoder_read(toc_str bytes, toc_arena *arena, toc_encoder **out) {
    toc_encoder *e = toc_arena_alloc(arena, sizeof *e);
    if (!e) {
        return TOC_ENOMEM;
    }
    e->count = 0;
    do {
        size_t used = 0;
        toc_rc rc = e->count < TOC_ENCODER_NETWORKS ? toc_network_new(bytes, arena, &e->networks[e->count], &used)
                                                    : TOC_EFORMAT;
        if (rc) {
            return rc;
        }
        bytes = toc_str_slice(bytes, used, bytes.len);
        e->count++;
    } while (bytes.len > 0);
    *out = e;
    return TOC_OK;
}

static const toc_network_seen *seen_by(const toc_encoder *e, toc_encoded *s, int k) {
    if (!s->seen[k]) {
        s->seen[k] = toc_network_read(e->networks[k], s->scene, s->syntax, s->ontology);
    }
    return s->seen[k];
}

toc_encoded *toc_encode(const toc_encoder *e, const toc_scene *scene, const toc_syntax *syntax,
                        const toc_ontology *ontology) {
    toc_encoded *s = toc_arena_alloc(scene->arena, sizeof *s);
    if (!s) {
        return NULL;
    }
    *s = (toc_encoded){.scene = scene, .syntax = syntax, .ontology = ontology};
    return seen_by(e, s, 0) ? s : NULL;
}

float toc_encoder_told(const float scores[TOC_ENCODER_OUT]) {
    float told = scores[TOC_ENCODER_TOLD];
    for (int r = 1; r < TOC_SCORER_ROOTS; r++) {
        told = scores[TOC_ENCODER_TOLD + r] > told ? scores[TOC_ENCODER_TOLD + r] : told;
    }
    return told;
}

static bool is_ruled_out(const float scores[TOC_ENCODER_OUT]) {
    return scores[TOC_ENCODER_JOINED] < DOUBT_LEAST && toc_encoder_told(scores) < DOUBT_LEAST;
}

bool toc_encoded_score(const toc_encoder *e, toc_encoded *s, const toc_features *f, bool alone, bool joined,
                       float out[TOC_ENCODER_OUT], toc_encoder_words *words) {
    toc_network_score(e->networks[0], s ? s->seen[0] : NULL, f, alone, out, words);
    for (int k = 1; k < e->count && (joined || !is_ruled_out(out)); k++) { /* out: the mean of the first k */
        float other[TOC_ENCODER_OUT];
        if (s && !seen_by(e, s, k)) {
            return false;
        }
        toc_network_score(e->networks[k], s ? s->seen[k] : NULL, f, alone, other, NULL);
        for (int o = 0; o < TOC_ENCODER_OUT; o++) {
            out[o] = (out[o] * (float)k + other[o]) / (float)(k + 1);
        }
    }
    return true;
}
