/*
 * syntax: tokens -> tags, lemmas and a dependency tree, for English news text.
 *
 * Universal Dependencies v2: 17 UPOS tags and the 37 universal relations
 * (subtypes such as nsubj:pass are folded into their universal relation; the
 * passive is read from the auxiliary instead). A small network in whole numbers (model.h)
 * reads the sentence in both directions by recurrent layers without products of their own
 * (after Lei et al. 2018, doi:10.18653/v1/D18-1477), gives tags, and scores the moves of a
 * greedy arc-hybrid parser (Kiperwasser and Goldberg 2016, doi:10.1162/tacl_a_00101), trained
 * with a dynamic oracle (Goldberg and Nivre 2013, doi:10.1162/tacl_a_00237): linear
 * time in the number of tokens. The same bytes on every processor; models/README.md
 * tells how well it does, doc/decisions/0002 why it is built so.
 *
 * Every input gives a tree: exactly one root, no cycle; zero tokens give none.
 * A sentence longer than TOC_SYNTAX_TOKENS_MAX is refused with TOC_ELIMIT (the text room cuts
 * sentences far below it).
 *
 * Order: toc_syntax_new with the model file, toc_syntax_parse per sentence, toc_syntax_free. The model is read-only
 * after loading and shared by threads; the caller's arena takes the result.
 */
#ifndef TOC_SYNTAX_SYNTAX_H
#define TOC_SYNTAX_SYNTAX_H

#include "base/arena.h"
#include "base/err.h"
#include "text/text.h"

#define TOC_SYNTAX_TOKENS_MAX 30000
#define TOC_SYNTAX_VECTOR 64 /* numbers of a word's vector */
#define TOC_SYNTAX_PIECE 500 /* longer sentences are parsed in pieces of so many tokens */

typedef enum toc_upos {
    TOC_ADJ,
    TOC_ADP,
    TOC_ADV,
    TOC_AUX,
    TOC_CCONJ,
    TOC_DET,
    TOC_INTJ,
    TOC_NOUN,
    TOC_NUM,
    TOC_PART,
    TOC_PRON,
    TOC_PROPN,
    TOC_UPUNCT,
    TOC_SCONJ,
    TOC_SYM,
    TOC_VERB,
    TOC_X,
    TOC_UPOS_COUNT
} toc_upos;

typedef enum toc_rel {
    TOC_R_ACL,
    TOC_R_ADVCL,
    TOC_R_ADVMOD,
    TOC_R_AMOD,
    TOC_R_APPOS,
    TOC_R_AUX,
    TOC_R_CASE,
    TOC_R_CC,
    TOC_R_CCOMP,
    TOC_R_CLF,
    TOC_R_COMPOUND,
    TOC_R_CONJ,
    TOC_R_COP,
    TOC_R_CSUBJ,
    TOC_R_DEP,
    TOC_R_DET,
    TOC_R_DISCOURSE,
    TOC_R_DISLOCATED,
    TOC_R_EXPL,
    TOC_R_FIXED,
    TOC_R_FLAT,
    TOC_R_GOESWITH,
    TOC_R_IOBJ,
    TOC_R_LIST,
    TOC_R_MARK,
    TOC_R_NMOD,
    TOC_R_NSUBJ,
    TOC_R_NUMMOD,
    TOC_R_OBJ,
    TOC_R_OBL,
    TOC_R_ORPHAN,
    TOC_R_PARATAXIS,
    TOC_R_PUNCT,
    TOC_R_REPARANDUM,
    TOC_R_ROOT,
    TOC_R_VOCATIVE,
    TOC_R_XCOMP,
    TOC_REL_COUNT
} toc_rel;

/* The form of a verb or noun, from the fine-grained (Penn Treebank) tag. */
typedef enum toc_form {
    TOC_FORM_OTHER,
    TOC_FORM_BASE /* VB */,
    TOC_FORM_PRESENT /* VBP VBZ */,
    TOC_FORM_PAST /* VBD */,
    TOC_FORM_PARTICIPLE /* VBN */,
    TOC_FORM_GERUND /* VBG */,
    TOC_FORM_MODAL /* MD */,
    TOC_FORM_PLURAL /* NNS NNPS */
} toc_form;

typedef struct toc_node {
    uint16_t head; /* index of the head plus one; 0: this is the root */
    uint8_t rel;   /* toc_rel */
    uint8_t upos;  /* toc_upos */
    uint8_t form;  /* toc_form */
    uint8_t tag;   /* index of the fine tag within the model: toc_syntax_tag_name */
    toc_str lemma; /* lower case, but for proper nouns; in the arena, or a view of the token's text */
} toc_node;

typedef struct toc_syntax toc_syntax;

/* Read the model at path. TOC_ENOTFOUND, TOC_EFORMAT (not ours, damaged, other version), TOC_ENOMEM. */
toc_rc toc_syntax_new(const char *path, toc_syntax **out, toc_err *err);
void toc_syntax_free(toc_syntax *syntax); /* NULL is fine */

/* Tag and parse one sentence: *out holds count nodes in arena, in order of the tokens. */
toc_rc toc_syntax_parse(const toc_syntax *syntax, const toc_token *tokens, size_t count, toc_arena *arena,
                        toc_node **out, toc_err *err);

/* The pre-trained vector of a word (any case), numbers from -64 to 63 of any length; zeros and false when the model
 * does not know the word. The same word has the same vector in every sentence. */
bool toc_syntax_vector(const toc_syntax *syntax, toc_str word, int8_t out[TOC_SYNTAX_VECTOR]);

const char *toc_upos_name(toc_upos upos);
const char *toc_rel_name(toc_rel rel);
bool toc_upos_parse(toc_str name, toc_upos *out);
bool toc_rel_parse(toc_str name, toc_rel *out);                     /* a subtype behind ':' is ignored */
const char *toc_syntax_tag_name(const toc_syntax *syntax, int tag); /* "VBD" */

#endif
