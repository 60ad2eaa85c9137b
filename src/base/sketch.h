/*
 * sketch: a short print of a text, to see whether two texts are nearly the same.
 *
 * A text is the set of its runs of three words (letters and digits; ASCII case
 * does not count). Its sketch keeps the 64 smallest of their 32-bit hashes. Two
 * sketches give an estimate of the share of runs that both texts have, of those
 * that either has (Jaccard): exact, but for clashes of hashes, when both texts
 * together have no more than 64 runs, else with a standard error of at most 0.06.
 * Broder 1997, "On the resemblance and containment of documents",
 * doi:10.1109/SEQUEN.1997.666900. Same text, same sketch, on every machine.
 *
 * Order: toc_sketcher_init, toc_sketcher_add for each piece of text in order
 * (the border between pieces is a border of words, no more), toc_sketcher_end.
 * A text of one or two words is one run; one of none gives an empty sketch,
 * which is near to nothing. Linear in the text; no memory is asked for.
 */
#ifndef TOC_BASE_SKETCH_H
#define TOC_BASE_SKETCH_H

#include "base/str.h"

enum { TOC_SKETCH_SIZE = 64, TOC_SKETCH_RUN = 3 };

typedef struct toc_sketch {
    uint32_t count;
    uint32_t values[TOC_SKETCH_SIZE]; /* ascending, each once */
} toc_sketch;

typedef struct toc_sketcher {
    toc_sketch sketch;
    uint64_t run[TOC_SKETCH_RUN]; /* hashes of the last words, newest last */
    size_t words;
} toc_sketcher;

void toc_sketcher_init(toc_sketcher *sketcher);
void toc_sketcher_add(toc_sketcher *sketcher, toc_str text);
toc_sketch toc_sketcher_end(toc_sketcher *sketcher);

/* 0 … 1; 0 when either is empty. The order of the two does not matter. */
double toc_sketch_share(const toc_sketch *a, const toc_sketch *b);

/* As bytes, for a file: 4 for each value, the lowest first, the same on every machine. Room for TOC_SKETCH_BYTES. */
enum { TOC_SKETCH_BYTES = 4 * TOC_SKETCH_SIZE };
size_t toc_sketch_write(const toc_sketch *sketch, unsigned char *out);
/* False (*out undefined) when bytes are none that toc_sketch_write has made. */
bool toc_sketch_read(toc_str bytes, toc_sketch *out);

/* The next word of *rest, which is what is behind it then; false at the end. A word is a run of ASCII letters and
 * digits and of bytes from 0x80. */
bool toc_sketch_word(toc_str *rest, toc_str *word);

#endif
