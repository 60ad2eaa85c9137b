/*
 * linking: the open numbers and words of linking, from data/method/linking.tsv,
 * and what a sentence says with them. Read-only after loading; any thread may ask.
 *
 * A gist is the set of the stems of a sentence's words, without function words,
 * words of telling, and days. A stem is the word in small letters without an
 * ending (s, es, d, ed, ing, e), cut to six bytes: crude, and the same for
 * "closed", "closes" and "closing". Gists are compared, never shown.
 */
#ifndef TOC_MEASURE_LINKING_H
#define TOC_MEASURE_LINKING_H

#include "base/arena.h"
#include "base/err.h"

typedef struct toc_linking toc_linking;

typedef struct toc_linking_params {
    int day_gap, span_days;
    double near_share, denial_share, copy_share; /* 0 … 1 */
    int correction_days, denial_days;
    bool own_denial; /* a denial by the accused takes a report out of force */
} toc_linking_params;

toc_rc toc_linking_new(const char *data_dir, toc_linking **out, toc_err *err);
void toc_linking_free(toc_linking *linking);
const toc_linking_params *toc_linking_numbers(const toc_linking *linking);

typedef struct toc_gist {
    size_t count;
    const uint64_t *stems; /* ascending, each once; at most TOC_GIST_MAX, the first of the sentence */
} toc_gist;
enum { TOC_GIST_MAX = 96 };

/* stems NULL when memory is refused. An empty sentence has no stem. */
toc_gist toc_gist_make(const toc_linking *linking, toc_str sentence, toc_arena *arena);
/* The gist without those in other. */
toc_gist toc_gist_without(const toc_gist *gist, const toc_gist *other, toc_arena *arena);
size_t toc_gist_shared(const toc_gist *a, const toc_gist *b);
/* At least `share` (rounded up to a whole stem) of the stems of the smaller are in the larger; of two without any: true
 * when both have none. The order of the two does not matter. */
bool toc_gist_near(const toc_gist *a, const toc_gist *b, double share);

/* Does the title mark its document as a correction? */
bool toc_linking_title(const toc_linking *linking, toc_str title);
/* What a correcting sentence takes back: its part from the first word that says so; empty when it takes nothing back.
 * `titled`: its document is marked as a correction. A view into sentence. */
toc_str toc_linking_withdrawn(const toc_linking *linking, bool titled, toc_str sentence);

#endif
