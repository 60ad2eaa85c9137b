/*
 * code: sentences -> events. Who did what to whom, said by whom, in which
 * modality; with the words and the rule that gave each part.
 *
 * A toc_coder holds read-only tables and may be shared by threads; coding a
 * document is pure: same document, same events, on any thread. What is not
 * understood gives no event. A sentence that names two actors of different
 * roots and gives no event is counted as silent, so that nobody takes silence
 * for peace.
 *
 * Confidence of an event that is done between two known actors is the scorer's probability of it, calibrated on
 * held-out sentences; of all else it is a rule's prior times discounts, and only orders (doc/method/coding.md).
 *
 * Order: the lexicon, the ontology, the world and the syntax model are loaded, then toc_coder_new; toc_code_document
 * for each document; toc_coder_free.
 */
#ifndef TOC_CODE_CODE_H
#define TOC_CODE_CODE_H

#include "base/arena.h"
#include "base/err.h"
#include "code/quiet.h"
#include "code/scorer.h"
#include "event/event.h"
#include "event/ontology.h"
#include "lexicon/lexicon.h"
#include "syntax/syntax.h"
#include "text/text.h"
#include "world/world.h"

typedef struct toc_coder toc_coder;

/* All five stay the caller's and must outlive the coder. The world is asked who is allied with whom on the document's
 * day, for signal_to and for whom a warning is meant; nothing else. */
toc_rc toc_coder_new(const toc_lexicon *lexicon, const toc_ontology *ontology, const toc_world *world,
                     const toc_syntax *syntax, const toc_scorer *scorer, toc_coder **out, toc_err *err);
void toc_coder_free(toc_coder *coder);
/* Cut documents into sentences with splitter, which must outlive the coder; NULL, as after toc_coder_new: by rules
 * alone. Before the coder is shared by threads. */
void toc_coder_use_splitter(toc_coder *coder, const toc_splitter *splitter);
/* Weigh what the scorer says of each two by what a sentence sounds like as a whole (quiet.h), which must outlive the
 * coder; NULL, as after toc_coder_new: the scorer alone. Before the coder is shared by threads. */
void toc_coder_use_quiet(toc_coder *coder, const toc_quiet *quiet);

/* Why an event: the words and the rule for each part of it, for --explain. */
typedef struct toc_reason {
    toc_str part;  /* "source", "target", "action", "modality", "speaker", "signal_to", "date", "place" */
    toc_str words; /* as they stand in the sentence; empty when inferred */
    toc_str rule;  /* table row or named rule that fired */
    toc_str value; /* what came of it: "BLRGOVMIL", "COOPERATE 062", "planned" */
} toc_reason;

typedef struct toc_coded_event {
    toc_event event;
    toc_reason *reasons;
    size_t reason_count;
} toc_coded_event;

typedef struct toc_coded_sentence {
    toc_id id;
    size_t number; /* from 0 in the document; a title is sentence 0 when there is one */
    size_t paragraph;
    toc_str text;
    bool silent; /* names two actors of different roots and gave no event */
    toc_coded_event *events;
    size_t event_count;
} toc_coded_sentence;

typedef struct toc_coded {
    toc_coded_sentence *sentences;
    size_t sentence_count;
    size_t event_count;
    size_t silent_count;
} toc_coded;

/* Code one document. All memory comes from arena; *out lives as long as it. A document without date is coded with
 * events of TOC_DAY_NONE. TOC_ENOMEM only. */
toc_rc toc_code_document(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coded *out,
                         toc_err *err);

/*
 * The same step by step, for who wants to read sentences ahead on other threads, or to know where time goes.
 * toc_coding_begin cuts the document; toc_code_read reads a sentence, in any order, on any thread, into any arena that
 * lives as long as the coding and what comes of it; toc_coding_take codes the sentences, each with its reading, in
 * order, since one explains the other; toc_coding_end gives the whole.
 */
typedef struct toc_reading {
    toc_token *tokens;
    toc_node *nodes; /* NULL where no word names anybody: the sentence is parsed only if its document explains one */
    size_t count;
} toc_reading;

typedef struct toc_coding toc_coding;

toc_rc toc_code_read(const toc_coder *coder, toc_str sentence, toc_arena *arena, toc_reading *out, toc_err *err);
/* TOC_ENOMEM only, as for toc_code_read and toc_coding_take. */
toc_rc toc_coding_begin(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coding **out,
                        toc_err *err);
size_t toc_coding_count(const toc_coding *coding);                /* of sentences, the title included */
toc_str toc_coding_text(const toc_coding *coding, size_t number); /* of one */
toc_rc toc_coding_take(toc_coding *coding, const toc_reading *reading, toc_err *err);
void toc_coding_end(toc_coding *coding, toc_coded *out);

#endif
