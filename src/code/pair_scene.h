/* pair_scene (internal to code): from a pair to its scene, its features, and what the encoder says; training uses it,
 * too. */
#ifndef TOC_CODE_PAIR_SCENE_H
#define TOC_CODE_PAIR_SCENE_H

#include "code/encoder.h"
#include "code/features.h"
#include "code/pair.h"

/* The sentence of the pair, parsed, with the tokens of both parties; spans are -1 where a party is missing. memory is
 * the caller's, and need not be filled. */
toc_rc toc_pair_scene(const toc_coder *coder, const toc_pair *pair, toc_arena *arena, toc_memory *memory,
                      toc_scene *scene, toc_span *source, toc_span *target, toc_err *err);
/* What governs the word where the two meet, taken for an act of this code; false: they meet nowhere. */
bool toc_pair_govern(const toc_scene *scene, const toc_features *features, toc_str cameo, toc_governed *out);
/* Scores of the encoder; of an empty text, or one too long for it, by the features alone; of what is planned, asked for
 * or denied none, which free coding calls no event. False: no memory. */
bool toc_pair_encode(const toc_coder *coder, const toc_encoder *encoder, const toc_scene *scene,
                     const toc_features *features, float out[TOC_ENCODER_OUT]);

#endif
