/*
 * encoder (internal to code): what networks (network.h) say together of two actors in a sentence: how likely it is that
 * the one does something to the other, and what (scorer.h).
 *
 * Question: of two actors, whether they are joined, and by what.
 * Order: toc_encoder_read once from the bytes of a model; toc_encode once a sentence; toc_encoded_score for each two.
 *
 * Networks that differ by the order in which they learnt err by chance on other sentences, and the mean of their scores
 * errs less (Hansen and Salamon 1990, doi:10.1109/34.58871). A further one is asked only where the mean of those before
 * does not rule out that anything is done, or where somebody says that it is.
 *
 * The encoder is read-only after reading and shared by threads; a sentence's reading lies in the arena of its scene.
 */
#ifndef TOC_CODE_ENCODER_H
#define TOC_CODE_ENCODER_H

#include "code/network.h"

typedef struct toc_encoder toc_encoder;
typedef struct toc_encoded toc_encoded;

enum { TOC_ENCODER_NETWORKS = 4 };

/* From the bytes of a model, 1 to TOC_ENCODER_NETWORKS networks one behind the other, into arena, which holds all of
 * it. TOC_EFORMAT without words, TOC_ENOMEM. */
toc_rc toc_encoder_read(toc_str bytes, toc_arena *arena, toc_encoder **out);
/* The sentence in scene->arena, whose scene is asked again later; NULL: too long, or no memory. */
toc_encoded *toc_encode(const toc_encoder *encoder, const toc_scene *scene, const toc_syntax *syntax,
                        const toc_ontology *ontology);
/* Scores of the two that the features tell of, or of one alone (toc_network_score), and the first network's words.
 * joined: somebody says that there is a deed, so that all networks are asked.
 * encoded and words may be NULL. False: no memory, and nothing is told. */
bool toc_encoded_score(const toc_encoder *encoder, toc_encoded *encoded, const toc_features *features, bool alone,
                       bool joined, float out[TOC_ENCODER_OUT], toc_encoder_words *words);
/* The score of the root that is likeliest told. */
float toc_encoder_told(const float scores[TOC_ENCODER_OUT]);

#endif
