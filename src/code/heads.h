/* heads (internal to code): which heads of the lexicon stand in a sentence. */
#ifndef TOC_CODE_HEADS_H
#define TOC_CODE_HEADS_H

#include "code/features.h"

/* What is remembered of a sentence: which words it has, and the hits at each token once looked up. */
typedef struct toc_head_memo toc_head_memo;
/* Of a scene whose lemmas and tree are settled, in its arena; NULL when memory is refused. */
toc_head_memo *toc_head_memo_make(const toc_scene *scene);

/* Fill out->hits, in order of their tokens; at one token longer heads leave no room for shorter ones of fewer words.
 * Words of the parties carry none. */
void toc_head_hits_find(const toc_scene *scene, const toc_ontology *ontology, toc_span source, toc_span target,
                        toc_features *out);

/* How sure the heads at token i are of each root, 0 to 1; [TOC_ROOT_COUNT]. */
void toc_head_roots_at(const toc_scene *scene, const toc_ontology *ontology, int i, float *out);

/* What the word at i says by itself: its longest and surest head, when no other of the same length and sureness says
 * something else; NULL when nothing is usual. */
const toc_head *toc_head_of(const toc_scene *scene, int i);

/* The nearest and surest head that speaks for one of the roots (bits, from TOC_AGREE on); NULL when none does. */
const toc_head_hit *toc_head_witness(const toc_features *features, unsigned roots);

#endif
