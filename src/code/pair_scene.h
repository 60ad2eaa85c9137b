/* pair_scene (internal to code): from a pair to its scene and features; training uses it, too. */
#ifndef TOC_CODE_PAIR_SCENE_H
#define TOC_CODE_PAIR_SCENE_H

#include "code/features.h"
#include "code/pair.h"

/* The sentence of the pair, parsed, with the tokens of both parties; spans are -1 where a party is missing. memory is
 * the caller's, and need not be filled. */
toc_rc toc_pair_scene(const toc_coder *coder, const toc_pair *pair, toc_arena *arena, toc_memory *memory,
                      toc_scene *scene, toc_span *source, toc_span *target, toc_err *err);

#endif
