/*
 * model (internal to syntax): the sizes of the network, and the parts that
 * training and parsing share, so that both see the same words and states.
 *
 * A token is 128 numbers: 64 of a pre-trained vector, 32 learnt for the word,
 * 32 that its endings, beginnings and shape add up to. A window of three tokens
 * gives CELLS numbers; LAYERS recurrent layers run over the sentence in both
 * directions and add to them; tags are read from the result, and the parser
 * sees it at PLACES of its state (doc/decisions has the reasons).
 */
#ifndef TOC_SYNTAX_MODEL_H
#define TOC_SYNTAX_MODEL_H

#include "base/map.h"
#include "syntax/kernel.h"
#include "syntax/syntax.h"

#define TOC_TAGS_MAX 96 /* fine tags: UPOS and XPOS together */
#define TOC_PIECE_MAX TOC_SYNTAX_PIECE

enum {
    TOC_NET_VECTOR = TOC_SYNTAX_VECTOR,
    TOC_NET_LEARNT = 32,
    TOC_NET_AFFIX = 32,
    TOC_NET_INPUT = 128,
    TOC_NET_SPAN = 3, /* tokens in the window */
    TOC_NET_CELLS = 128,
    TOC_NET_WAY = 64,    /* cells a direction */
    TOC_NET_GATES = 256, /* candidate and gate, forward and backward */
    TOC_NET_LAYERS = 3,
    TOC_NET_VIEW = 32, /* what the parser sees at the lesser places */
    TOC_NET_HIDDEN = 192,
    TOC_NET_MOVES = 16, /* widths of score rows: multiples of 16 */
    TOC_NET_LABELS = 48
};

/* Rows of the affix table. */
enum {
    TOC_AFFIX_SUFFIX1 = 0,
    TOC_AFFIX_SUFFIX2 = 128,
    TOC_AFFIX_SUFFIX3 = 640,
    TOC_AFFIX_SUFFIX4 = 2688,
    TOC_AFFIX_PREFIX2 = 6784,
    TOC_AFFIX_PREFIX3 = 7296,
    TOC_AFFIX_SHAPE = 9344,
    TOC_AFFIX_ROWS = 9408,
    TOC_AFFIX_COUNT = 7
};

/* A word as the network sees it. */
typedef struct toc_word {
    uint32_t form; /* hash of the bytes, ASCII folded, digits as 0 */
    uint16_t affix[TOC_AFFIX_COUNT];
} toc_word;

void toc_word_init(toc_word *word, toc_str text, bool first);

/* Where the parser looks in its state. */
enum {
    TOC_AT_S0,
    TOC_AT_S1,
    TOC_AT_B0,
    TOC_AT_S2,
    TOC_AT_S0_LEFT,
    TOC_AT_S0_RIGHT,
    TOC_AT_S1_RIGHT,
    TOC_AT_B0_LEFT,
    TOC_PLACES,
    TOC_PLACES_MAIN = 3 /* see all cells; the others a view of them */
};

/* Rows of the table of things that are not words. */
enum {
    TOC_ROW_NONE = 0,                     /* nothing at this place */
    TOC_ROW_REL = TOC_PLACES,             /* relation of the child at this place */
    TOC_ROW_SET = TOC_ROW_REL + 4 * 40,   /* relations of the children of s0, s1, b0 */
    TOC_ROW_COUNT = TOC_ROW_SET + 3 * 40, /* how many children: s0 left, right, s1 left, right, b0 left */
    TOC_ROW_GAP = TOC_ROW_COUNT + 5 * 6,  /* distance s0 b0, s1 s0 */
    TOC_ROWS = TOC_ROW_GAP + 2 * 10,
    TOC_LOOK_ROWS_MAX = 48
};

typedef struct toc_look {
    int at[TOC_PLACES]; /* token, or -1 */
    int rows[TOC_LOOK_ROWS_MAX];
    int count;
} toc_look;

/* One parse in progress. Indices are tokens from 0; n stands for the root, behind the last token. */
typedef struct toc_state {
    int n;
    int depth;
    int next; /* front of the buffer */
    int stack[TOC_PIECE_MAX + 1];
    int head[TOC_PIECE_MAX + 1];                           /* -1: none yet */
    int left[TOC_PIECE_MAX + 1], right[TOC_PIECE_MAX + 1]; /* leftmost, rightmost child; -1: none */
    uint8_t rel[TOC_PIECE_MAX + 1];
    uint8_t left_count[TOC_PIECE_MAX + 1], right_count[TOC_PIECE_MAX + 1];
    uint64_t rel_set[TOC_PIECE_MAX + 1]; /* relations of its children, as bits */
} toc_state;

enum { TOC_MOVE_SHIFT, TOC_MOVE_LEFT, TOC_MOVE_RIGHT, TOC_MOVE_COUNT };

void toc_state_init(toc_state *state, int n); /* n from 1 to TOC_PIECE_MAX */
bool toc_move_allowed(const toc_state *state, int move);
/* Head and dependent of the arc that a left or right move makes. */
void toc_move_arc(const toc_state *state, int move, int *head, int *dep);
void toc_move_apply(toc_state *state, int move, int rel);
bool toc_state_done(const toc_state *state);
void toc_state_look(const toc_state *state, toc_look *out);

/* ---- the model ---- */

typedef struct toc_tagset {
    int count;
    uint8_t upos[TOC_TAGS_MAX];
    uint8_t form[TOC_TAGS_MAX];
    char name[TOC_TAGS_MAX][8]; /* XPOS */
} toc_tagset;

toc_form toc_form_of_tag(toc_str xpos);

/* Lemma rule: remove cut bytes from the end of the folded form, add `add`. */
typedef struct toc_lemma_rule {
    uint8_t cut;
    char add[7];
} toc_lemma_rule;

enum { TOC_ID_UNKNOWN = 0, TOC_ID_ROOT = 1 };

/* Which matrix; their sizes stand in model.c. */
enum {
    TOC_M_WINDOW,
    TOC_M_GATES,
    TOC_M_TAGS = TOC_M_GATES + TOC_NET_LAYERS,
    TOC_M_VIEW,
    TOC_M_PLACES,
    TOC_M_MOVES = TOC_M_PLACES + TOC_PLACES,
    TOC_M_LEFT,
    TOC_M_RIGHT,
    TOC_MATRICES
};

typedef struct toc_net_word {
    uint32_t form, id; /* TOC_ID_UNKNOWN: a free slot */
} toc_net_word;

typedef struct toc_net {
    uint32_t count, learnt; /* words; those below learnt have a learnt row */
    uint32_t *forms;        /* by id */
    uint32_t mask;
    toc_net_word *slots;               /* by form, open addressing */
    int8_t (*vectors)[TOC_NET_VECTOR]; /* by id, -64 … 63 */
    int8_t (*words)[TOC_NET_LEARNT];   /* by id below learnt */
    int8_t (*affixes)[TOC_NET_AFFIX];  /* by row, in quarters */
    int16_t (*rows)[TOC_NET_HIDDEN];   /* TOC_ROWS, and the bias behind them */
    int32_t merge_a[TOC_NET_LAYERS], merge_b[TOC_NET_LAYERS];
    toc_matrix matrices[TOC_MATRICES];
} toc_net;

/* Where the search for a form begins. */
static inline uint32_t toc_net_slot(const toc_net *net, uint32_t form) {
    return (form * 0x9E3779B1u) & net->mask;
}

struct toc_syntax {
    toc_arena arena;
    toc_tagset tags;
    toc_map lemmas;              /* "upos|word" or "upos|-suffix" -> rule */
    toc_lemma_rule *lemma_rules; /* one per key of lemmas */
    toc_str *lemma_keys;         /* for writing */
    uint32_t lemma_count;
    toc_net net;
    const toc_kernels *kernels;
    struct toc_spare *spare;
};

/* Folded copy: ASCII lower case. */
toc_str toc_word_fold(toc_str text, char *buffer, size_t capacity);

/* Rules of words met before; all zero to begin with. */
enum { TOC_LEMMA_CACHE = 4096 };
typedef struct toc_lemma_seen {
    uint32_t rule;
    uint8_t len, upos; /* len 0: nothing yet */
    char word[26];
} toc_lemma_seen;
typedef struct toc_lemma_cache {
    toc_lemma_seen at[TOC_LEMMA_CACHE];
} toc_lemma_cache;

/* The lemma, in arena or as a view of text. hash: of the word, whichever. Its ptr is NULL when memory is refused. */
toc_str toc_lemma_of(const toc_syntax *syntax, toc_lemma_cache *cache, uint32_t hash, toc_str text, int upos,
                     toc_arena *arena);

/* The id of a word by the hash of its form; TOC_ID_UNKNOWN. */
uint32_t toc_word_find(const toc_net *net, uint32_t form);

/* What one parse needs; about 3 MB, kept by the model and lent to one call at a time. */
typedef struct toc_scratch toc_scratch;
toc_scratch *toc_scratch_new(void); /* NULL when memory is refused */
void toc_scratch_free(toc_scratch *scratch);
/* Tag and parse the words put into scratch (n from 1 to TOC_PIECE_MAX). Results lie there until the next call. */
void toc_net_run(const toc_syntax *syntax, int n, toc_scratch *scratch);
toc_word *toc_scratch_words(toc_scratch *scratch);
toc_lemma_cache *toc_scratch_lemmas(toc_scratch *scratch);
const uint8_t *toc_scratch_tags(const toc_scratch *scratch);
const toc_state *toc_scratch_state(const toc_scratch *scratch);

/* Size of matrix which, given the number of tags. */
void toc_matrix_size(int which, size_t *inputs, size_t *outputs);
/* Reading and writing a whole model as bytes; the last 8 are the XXH3 of those before. */
toc_rc toc_model_read(toc_str bytes, toc_syntax *out, const char *name, toc_err *err);
toc_rc toc_model_write(const toc_syntax *model, toc_buf *out, toc_err *err);

#endif
