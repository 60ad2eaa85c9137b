/*
 * network (internal to code): one network of an encoder (encoder.h), which reads a sentence in which two actors are
 * marked, and says how likely it is that the one does something to the other, and what (scorer.h).
 *
 * Question: each word in its context; and of two words of it, whether they are joined.
 * Order: toc_network_new once from the bytes of a model; toc_network_read once a sentence; toc_network_score for each
 * two.
 *
 * A word comes in as its vector, its lemma where that was seen in training, its part of speech, its relation, the kind
 * of actor it belongs to, and what the lexicon's heads say of it. Two layers mix it with its neighbours in the text,
 * with its governor, with what hangs on it and with the mean of the sentence (a convolution over text and tree: Kim
 * 2014, doi:10.3115/v1/D14-1181; Marcheggiani and Titov 2017, doi:10.18653/v1/D17-1159). For two actors, heads of
 * attention (Vaswani et al. 2017, arXiv:1706.03762) asked by the two and by where they meet look over the sentence;
 * what they see, the three words, and the most of the way between goes, with the features of features.h, into one layer
 * of rectified units, and out of these come the scores. In training the words that tell of each deed are known, too
 * (rationales: Zaidan, Eisner and Piatko 2007, aclanthology.org/N07-1033): each word is to know by itself of which
 * roots it tells, which is part of what attention sees, and attention is to look there. Trained by script/train-coding
 * (train/coding/net.py).
 *
 * A network is read-only once it is made, and shared by threads; a sentence's reading lies in the arena of its scene.
 * Floats are summed in one order however wide the processor is; the layers, and what words give to attention, are
 * products of 7 by 8 bits (syntax/kernel.h), words being scaled to the sentence's greatest number: the same bytes
 * on each.
 */
#ifndef TOC_CODE_NETWORK_H
#define TOC_CODE_NETWORK_H

#include "code/features.h"
#include "code/scorer.h"

enum {
    TOC_ENCODER_WIDTH = 96, /* numbers of a word, and hidden units */
    TOC_ENCODER_LAYERS = 2,
    TOC_ENCODER_HEADS = 4,
    /* where the scores stand: of the roots, of joined, of each root's being told, of home */
    TOC_ENCODER_JOINED = TOC_SCORER_ROOTS,
    TOC_ENCODER_TOLD,
    TOC_ENCODER_HOME = TOC_ENCODER_TOLD + TOC_SCORER_ROOTS,
    TOC_ENCODER_OUT,
    TOC_ENCODER_TOKENS = 128 /* of a longer sentence features alone are read */
};

typedef struct toc_network toc_network;
typedef struct toc_network_seen toc_network_seen;

/* From the first bytes, whose number is put to *used, into arena, which holds all of it. TOC_EFORMAT without words,
 * TOC_ENOMEM. */
toc_rc toc_network_new(toc_str bytes, toc_arena *arena, toc_network **out, size_t *used);
/* The sentence in scene->arena; NULL: too long, or no memory. */
const toc_network_seen *toc_network_read(const toc_network *network, const toc_scene *scene, const toc_syntax *syntax,
                                         const toc_ontology *ontology);
/* Of each root the word that tells of it, if anything does: where attention looks and the word knows of the root. -1:
 * no sentence was read. */
typedef struct toc_encoder_words {
    int token[TOC_SCORER_ROOTS];
} toc_encoder_words;
/* Scores of the two that the features tell of, or of one alone, already cooled: a softmax over the roots (which one, if
 * there is a deed); a sigmoid of joined (whether there is), of each root's being told (of two deeds both are), and of
 * being at home. seen and words may be NULL. */
void toc_network_score(const toc_network *network, const toc_network_seen *seen, const toc_features *features,
                       bool alone, float out[TOC_ENCODER_OUT], toc_encoder_words *words);

/* What the network sees of a token, here and in training: the key of its lemma; 1 + the kind of actor it belongs to
 * (toc_entry_kind), 11: a time long gone, 12: a year that is not (past.h), 0: none; its vector, or that of its form
 * where the lemma has none, whose squared length is returned, 0: neither has one. */
uint32_t toc_network_lemma(const toc_scene *scene, int token);
int toc_network_kind(const toc_scene *scene, int token);
int toc_network_vector(const toc_scene *scene, const toc_syntax *syntax, int token, int8_t out[TOC_FEATURE_WIDTH]);
/* What stands at each token for two actors: TOC_PLACE_…, then the source, the target; and before, between and behind
 * them, and the same when the target comes first. */
enum { TOC_PLACE_OF_SOURCE = TOC_PLACE_COUNT, TOC_PLACE_OF_TARGET, TOC_ENCODER_PLACES, TOC_ENCODER_ZONES = 6 };
int toc_network_place(const toc_features *features, int token);
int toc_network_zone(const toc_features *features, int token);

#endif
