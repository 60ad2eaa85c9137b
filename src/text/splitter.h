/*
 * splitter (internal to text): the learnt judge of sentence borders, and what training shares with it.
 *
 * Every white space within running text is a gap. What the rules of sentence.c say of it is one thing among those
 * that are looked at; each is hashed to a row of one table, and a gap is a border when its rows add up to more than 0.
 *
 * Order, in sentence.c only: toc_gaps_init at the start of a unit of running text; toc_gaps_next for each gap;
 * toc_gaps_ends with the rule's opinion, which also notes the border. Work per gap is bounded, memory constant.
 */
#ifndef TOC_TEXT_SPLITTER_H
#define TOC_TEXT_SPLITTER_H

#include "text/inside.h"

enum {
    TOC_SPLITTER_ROWS = 1 << 17, /* weights, one byte each */
    TOC_GAP_ROWS_MAX = 64        /* things looked at in one gap */
};

/* In training: told of each gap that is judged, says whether it is a border. */
typedef bool toc_splitter_teacher(void *ctx, size_t at, const uint32_t *rows, int count);

struct toc_splitter {
    int8_t weights[TOC_SPLITTER_ROWS];
    toc_splitter_teacher *teacher; /* NULL but in training */
    void *ctx;
};

/* What stands between two white spaces. */
typedef struct toc_chunk {
    size_t from, to;     /* empty: the unit's border */
    uint32_t core;       /* hash of its letters and digits, folded */
    uint32_t ending;     /* hash of the last three of them */
    uint32_t lead, tail; /* hashes of the marks before and behind; 0: none */
    uint32_t shape;
    bool small; /* begins with a small letter */
} toc_chunk;

enum { TOC_CHUNKS_BACK = 3, TOC_CHUNKS = 6 };

typedef struct toc_gaps {
    const toc_splitter *splitter;
    toc_str text;
    size_t to;                   /* end of the unit */
    size_t read;                 /* how far chunks were read */
    toc_chunk chunk[TOC_CHUNKS]; /* the gap is behind chunk[TOC_CHUNKS_BACK - 1] */
    toc_chunk first;             /* of the sentence at hand */
    uint32_t words;              /* in it, so far */
    uint32_t quotes, brackets;   /* opened in it and not closed */
    uint32_t borders, last_tail; /* found in the unit; the marks before the last */
    bool fresh;                  /* before the first gap */
} toc_gaps;

void toc_gaps_init(toc_gaps *gaps, const toc_splitter *splitter, toc_str text, size_t from, size_t to);
/* On to the next gap: [*at, *next) is white space; false when there is none. */
bool toc_gaps_next(toc_gaps *gaps, size_t *at, size_t *next);
/* Whether the gap is a border. */
bool toc_gaps_ends(toc_gaps *gaps, bool rule);

/* The model as bytes: the last 8 are the XXH3 of those before. */
toc_rc toc_splitter_write(const toc_splitter *splitter, toc_buf *out, toc_err *err);

#endif
