/*
 * inside: what the files of the code room share. The way of a sentence:
 *
 *   tokens (headline.c: of headlines in small letters), tree -> tree.c and mend.c: trees that cannot be right are
 * mended
 *   -> mentions (mention.c, pronoun.c): actors, with what the document knows (memory.c)
 *   -> clauses (clause.c): predicates with subject, object, obliques
 *   -> acts (act.c; dyads.c where the scorer alone sees one): predicate + frame of the lexicon = CAMEO code, source,
 * target
 *   -> govern (govern.c): what stands above the act: warns, plans, denies
 *   -> speaker (speaker.c): who tells of it, the innermost of those that report
 *   -> time and place (when.c, where.c): what the tree hangs on the act (hang.c)
 *   -> events (coder.c): signal, confidence, ids, reasons.
 */
#ifndef TOC_CODE_INSIDE_H
#define TOC_CODE_INSIDE_H

#include "code/code.h"
#include "syntax/syntax.h"

struct toc_desk; /* desk.h */

struct toc_coder {
    const toc_lexicon *lexicon;
    const toc_ontology *ontology;
    const toc_world *world;
    const toc_syntax *syntax;
    const toc_scorer *scorer;
    const toc_splitter *splitter; /* NULL: rules alone */
    const toc_quiet *quiet;       /* NULL: none */
    int sport, game, metaphor, in_common, past, likely;
    void (*watch)(void *ctx, const struct toc_desk *desk); /* for training: sees each sentence once the frames have
                                                              spoken; NULL: nobody */
    void *watch_ctx;
    bool parse_all; /* for tests: sentences that name nobody, too */
};

#define TOC_MENTIONS_MAX 64
#define TOC_PARTIES_MAX 8
#define TOC_OBLIQUES_MAX 12
#define TOC_MEMORY_MAX 64

/* An actor named in a sentence. Tokens [from, to), head is the one the tree hangs on. */
typedef struct toc_mention {
    int from, to, head;
    toc_str code;
    toc_entry_kind kind;
    const toc_entry *entry;
    const char *rule; /* which table or rule gave it: "names", "officeholders", "role+country", "document" … */
    double sure;      /* 0 … 1 */
    bool person;
    int also; /* "the ministers of Poland and Ukraine": the next of the same words, or -1 */
} toc_mention;

/* What the document has told so far, newest last. */
typedef struct toc_memory {
    struct toc_memory_item {
        toc_str code, surname, word; /* word: the role's head word, "minister" */
        bool person, female, male;
        size_t sentence;
        toc_entry_kind kind;
    } items[TOC_MEMORY_MAX];
    size_t count;
    size_t sentence; /* number of the present one */
    toc_str quoted;  /* who spoke last: for a sentence that is all quotation */
    toc_str quoted_text;
} toc_memory;

/* An expression of time in a sentence (when.c). */
typedef struct toc_time {
    int from, to; /* tokens [from, to) */
    int top;      /* the token of it that hangs on something outside */
    enum { TOC_TIME_DATE, TOC_TIME_ON_WEEKDAY, TOC_TIME_FROM_REPORT, TOC_TIME_FROM_OTHER } kind;
    int year, month, day; /* 0: not told */
    int weekday;
    int shift; /* units from the report or the other date; last, next of a weekday or month */
    int unit;  /* as in times.tsv */
    bool ago;  /* "two months ago" is less exact than "last month" */
    bool mute; /* it does not say when an act was done: "until Friday", "31 February" */
} toc_time;

/* The time that a sentence gives an act. */
typedef struct toc_when {
    toc_day date; /* TOC_DAY_NONE: none */
    toc_precision precision;
    int from, to; /* tokens */
    const char *rule;
} toc_when;

/* The place that a sentence gives an act. */
typedef struct toc_where {
    toc_place place; /* country empty: none */
    const char *rule;
} toc_where;

#define TOC_TIMES_MAX 16

typedef struct toc_scene {
    const toc_lexicon *lexicon;
    const toc_world *world;
    toc_arena *arena;
    toc_day day;
    toc_str text; /* the sentence */
    const toc_token *tokens;
    toc_node *nodes; /* the tree; mended where it cannot be right (tree.c) */
    int n;
    toc_str *lemma;                /* lower case */
    int *first_child, *next_child; /* children lists in order; -1 ends */
    toc_mention mentions[TOC_MENTIONS_MAX];
    int mention_count;
    toc_time times[TOC_TIMES_MAX];
    int time_count;              /* -1: not yet looked for */
    int *mention_at;             /* mention that covers a token, or -1 */
    int *stranger_at;            /* stranger whose phrase has its head at a token, or -1; NULL: not looked for */
    int known_count;             /* mentions that are no strangers: the first so many */
    bool strangers;              /* an actor may be a stranger: toc_actors_of takes one where it finds nobody known */
    struct toc_head_memo *heads; /* what heads.c has looked up of this sentence; NULL: it looks each time */
    toc_memory *memory;
} toc_scene;

/* A party found: a mention and how. */
typedef struct toc_found {
    int mention;
    int node; /* head of the noun phrase it was found in */
    double sure;
    bool indirect; /* through a modifier: "an airfield in Poland" */
} toc_found;

typedef struct toc_found_list {
    toc_found items[TOC_PARTIES_MAX];
    int count;
} toc_found_list;

typedef struct toc_clause_parts {
    int predicate;
    bool passive;
    int subject, object, iobject, agent; /* tokens, or -1; for a passive, object is its subject and subject its agent */
    struct {
        toc_str prep;
        int node;
    } obliques[TOC_OBLIQUES_MAX];
    int oblique_count;
    int possessor; /* of a noun predicate */
} toc_clause_parts;

/* An act: a predicate that matched a frame. */
typedef struct toc_act {
    int predicate;
    const toc_action *action;
    toc_clause_parts parts;
    toc_found_list sources, targets;
    int used[4]; /* nodes that constraints took */
    int used_count;
    bool among;   /* the sources are all the parties: "talks between A and B" */
    bool dead;    /* part of a greater act */
    double prior; /* how sure the scorer is, which made it (dyads.c); 0: a frame or head made it */
    bool strange; /* a party is a stranger */
} toc_act;

typedef struct toc_governed {
    toc_str cameo;
    toc_modality modality;
    const char *modality_rule;
    int modality_word; /* token, or -1 */
    toc_found_list sources, targets;
    int speaker; /* mention, or -1 */
    int speaker_node;
    int operators[8]; /* tokens of operators that composed: their own acts are dead */
    int operator_count;
    bool swallowed; /* said to be no event of its own: the object of a condemnation */
    bool warned;    /* below a warning or a risk */
    bool under;     /* below an operator that asks, plans or fears */
} toc_governed;

/* coder.c: the next sentence of a coding for who codes it otherwise (patterns.c); NULL behind the last */
toc_coded_sentence *toc_coding_next(toc_coding *coding);

/* ---- nobody.c: what makes a party in mention.c, pronoun.c or stranger.c must be asked for here, too ---- */

#define TOC_NAME_TOKENS_MAX 4 /* of a place */

/* May a sentence name somebody by its words, or mean somebody whom its document has told of? False is certain. */
bool toc_may_name(const toc_coder *coder, toc_str sentence, const toc_token *tokens, size_t count);
bool toc_may_mean(const toc_memory *memory, const toc_token *tokens, size_t count);

/* tree.c */
toc_rc toc_scene_init(toc_scene *scene, toc_err *err);

/* ---- headline.c ---- */

/* toc_text_tokens, but a headline's words are written as running text would write them. */
toc_rc toc_code_tokens(const toc_coder *coder, toc_str sentence, toc_arena *arena, toc_token **out, size_t *count,
                       toc_err *err);
static inline bool toc_scene_lemma_is(const toc_scene *scene, int i, const char *word) {
    return i >= 0 && i < scene->n && toc_str_is(scene->lemma[i], word);
}
static inline bool toc_scene_lemma_among(const toc_scene *scene, int i, const char *const *words, size_t count) {
    return i >= 0 && i < scene->n && toc_str_is_among(scene->lemma[i], words, count);
}
int toc_child_with(const toc_scene *scene, int i, toc_rel rel);
/* Does an auxiliary written so stand before the verb that it belongs to? */
bool toc_has_aux(const toc_scene *scene, int verb, const char *const *forms, size_t count);
bool toc_is_quote_mark(toc_str text);
bool toc_is_verb(const toc_scene *scene, int i);
toc_str toc_case_of(const toc_scene *scene, int i);               /* lemma of the case marker, "" when none */
toc_str toc_mark_of(const toc_scene *scene, int i);               /* lemma of the marker of a clause, "" when none */
bool toc_in_clause(const toc_scene *scene, int i, int predicate); /* i below predicate without a clause between */
bool toc_is_clausal(toc_rel rel);
bool toc_within(const toc_scene *scene, int i, int top); /* i is top or below it */
bool toc_is_negated(const toc_scene *scene, int i, int *word);
bool toc_has_class(const toc_scene *scene, int class_index); /* a word of it stands anywhere in the sentence */
/* "each other", "one another" within the tokens of [from, to). */
bool toc_is_each_other(const toc_scene *scene, int from, int to);

/* mend.c */
void toc_tree_mend_reports(toc_scene *scene);

/* mention.c */
toc_rc toc_mentions_find(toc_scene *scene, toc_err *err);
toc_mention *toc_mention_add(toc_scene *scene, int from, int to, const toc_entry *entry, toc_str code);
/* Actors that the noun phrase at node stands for, its conjuncts included. */
void toc_actors_of(const toc_scene *scene, int node, toc_found_list *out);
bool toc_found_add(toc_found_list *list, const toc_scene *scene, int mention, double sure, bool indirect);
/* The relation of node to its head; an infinitive below a verb that asks, plans or refuses is its complement however
 * labelled. */
toc_rel toc_rel_of(const toc_scene *scene, int node);
toc_str toc_mention_text(const toc_scene *scene, int mention);

/* stranger.c: people and bodies that no table gives a state; once the mentions are found */
#define TOC_RULE_NAME "unknown name" /* of a stranger of whom a name alone is told */
toc_rc toc_strangers_find(toc_scene *scene, toc_err *err);
bool toc_stranger_take(const toc_scene *scene, int node, toc_found_list *out); /* false: none there, or not allowed */
bool toc_is_stranger(const toc_scene *scene, int mention); /* an actor of whom only a role or a name is known */

bool toc_is_lone_name(const toc_scene *scene, int mention); /* a stranger's, of one word at the sentence's beginning */
bool toc_is_public(const toc_scene *scene, int mention);    /* its role is of state, arms, crime or opposition */
/* The same party in two events: the same code when all of it counts (whole), else the same root; of strangers the same
 * role and, in one sentence (whole) or when only a name is known, the same words. */
bool toc_party_is(const toc_party *a, const toc_party *b, bool whole);

/* memory.c: NULL when the document gives no answer or more than one */
const struct toc_memory_item *toc_memory_surname(const toc_memory *memory, toc_str word);
const struct toc_memory_item *toc_memory_role(const toc_memory *memory, toc_str word, toc_str sectors);
const struct toc_memory_item *toc_memory_person(const toc_memory *memory);
void toc_memory_push(toc_memory *memory, const struct toc_memory_item *item);
void toc_memory_note(toc_scene *scene); /* the mentions of this sentence are told from now on */
toc_str toc_role_word(const toc_scene *scene, const toc_mention *m); /* "minister", "envoy" …, "" when none */

/* pronoun.c */
void toc_pronouns_resolve(toc_scene *scene);
void toc_we_resolve(toc_scene *scene);

/* clause.c */
void toc_clause_read(const toc_scene *scene, int predicate, toc_clause_parts *out);
int toc_subject_of(const toc_scene *scene, int verb, int depth);

/* act.c */
bool toc_is_quantity(const toc_scene *scene, int i); /* "dozens", "a group": what is meant stands behind "of" */
int toc_acts_find(toc_scene *scene, toc_act *acts, int max);
bool toc_is_wanted_for(const toc_scene *scene, int verb); /* "a banker wanted for fraud": nobody asks for anything */
/* The actors that stand in front of a noun ("an American offer", "Kremlin talks"). */
void toc_owners_of(const toc_scene *scene, int noun, toc_found_list *out);
bool toc_is_owned(const toc_scene *scene, const toc_act *act); /* a noun that says whose it is, or by whom */

/* govern.c */
/* Whether one of the list has the root of the mention; those without a state have one in common. */
bool toc_shares_root(const toc_scene *scene, const toc_found_list *list, int mention);
bool toc_is_wordy(toc_str cameo); /* appeals, demands, accusations, refusals and threats */

/* speaker.c: each fills g->speaker when it is still open */
bool toc_is_aside_verb(const toc_scene *scene, int verb); /* tells when it stands aside: "…, he warned" */
void toc_speaker_set(const toc_scene *scene, int verb, toc_governed *g);      /* who tells by this verb */
void toc_noun_speaker_set(const toc_scene *scene, int noun, toc_governed *g); /* whose report it is */
void toc_asides_read(const toc_scene *scene, int node,
                     toc_governed *g);                            /* beside the clause at node: "…, Khrenin said" */
void toc_own_words_read(const toc_scene *scene, toc_governed *g); /* "in his words", wherever it hangs */

/* hang.c */
/* How far a phrase of time or place, whose top hangs somewhere in the tree, is from saying something of the act at
 * predicate: 0 on the act itself, more through the verbs above it (*verb is the one it is told of), -1 not at all. A
 * verb that only reports passes nothing on unless told. */
int toc_hang(const toc_scene *scene, int top, int predicate, bool through_report, int *verb);
/* Did an operator make words about the act out of it? (cameo is the event's) */
bool toc_is_composed(const toc_act *act, toc_str cameo);

/* when.c */
bool toc_is_present_perfect(const toc_scene *scene, int predicate);
/* The date of an act of cameo and modality as a toc_event would have it: of the act itself, or of the operator that
 * made words of it. Needs the document's day. */
toc_when toc_when_find(toc_scene *scene, const toc_act *act, const toc_governed *g, toc_str cameo,
                       toc_modality modality);

/* where.c */
toc_where toc_where_find(const toc_scene *scene, const toc_act *act, const toc_governed *g, const toc_event *event);

/* Does a name of a place or state cover the token? *country is empty when it is no one place. */
bool toc_place_at(const toc_scene *scene, int at, toc_str *country);
/* The state of the place that the tokens from `from` to before `to` name: one that many people or the names beside it
 * speak for; with any also a small one, if no other state has a place of that name. Empty: none. */
toc_str toc_town_at(const toc_scene *scene, int from, int to, bool any);
/* An actor of that root is named in the sentence; was named in the document before it. */
bool toc_in_sentence(const toc_scene *scene, toc_str root);
bool toc_in_document(const toc_scene *scene, toc_str root);

/* govern.c */
#define TOC_RULE_DENIAL "denial"
/* Not done, whatever the scorer hears. */
#define TOC_RULE_UNTRUE "said not to be true"
#define TOC_RULE_ASKED "a question"
#define TOC_RULE_NOBODY "done by or to nobody"
#define TOC_RULE_LAW "what a law allows"
/* Is the rule one of these four, which stand whatever the scorer hears? */
bool toc_is_ruled_out(toc_str rule);
void toc_govern(const toc_scene *scene, const toc_act *act, toc_governed *out);
bool toc_is_will(toc_str word); /* "will", "shall" and what they become: an auxiliary of what is to come */

#endif
