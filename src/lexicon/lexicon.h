/*
 * lexicon: phrases -> meaning. Names of actors with dated terms, role words,
 * action words with the frames they need, operators (says, warns, plans,
 * refuses), classes of words.
 *
 * Loaded once from the tables of data/lexicon, read-only after, shared by threads; all
 * text returned is ours and lives until free. The format of each table stands
 * in its head; how the tables work together in doc/method/coding.md.
 *
 * Order: toc_lexicon_new; then matching and look-ups in any order;
 * toc_lexicon_free.
 */
#ifndef TOC_LEXICON_LEXICON_H
#define TOC_LEXICON_LEXICON_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "text/text.h"

typedef struct toc_lexicon toc_lexicon;

/* TOC_ENOTFOUND when a table is missing, TOC_EFORMAT with file:line when one is faulty, TOC_ENOMEM. */
toc_rc toc_lexicon_new(const char *data_dir, toc_lexicon **out, toc_err *err);
void toc_lexicon_free(toc_lexicon *lexicon); /* NULL is fine */

/* What a phrase of a text can be. */
typedef enum toc_entry_kind {
    TOC_ENTRY_STATE,   /* Belarus */
    TOC_ENTRY_DEMONYM, /* Belarusian, Belarusians */
    TOC_ENTRY_CAPITAL, /* Minsk, for the government */
    TOC_ENTRY_METONYM, /* the Kremlin */
    TOC_ENTRY_ORG,     /* NATO */
    TOC_ENTRY_GROUP,   /* a named armed group */
    TOC_ENTRY_REGION,  /* Crimea: a place, rarely an actor */
    TOC_ENTRY_NULL,    /* blocks: "New Mexico", "the Moscow Times" */
    TOC_ENTRY_HOLDER,  /* a person who holds an office */
    TOC_ENTRY_ROLE     /* a role word: code holds sectors only */
} toc_entry_kind;

typedef struct toc_entry {
    toc_entry_kind kind;
    toc_str phrase;               /* as in the table */
    toc_str code;                 /* actor code; for a role its sectors */
    toc_str office;               /* of a holder: "defence_minister"; of a role: person, body, group or thing */
    toc_str name;                 /* of a holder: the main spelling */
    toc_day from, to;             /* [from, to); TOC_DAY_NONE: open */
    const char *table;            /* "names" */
    size_t line;                  /* row's line there: the reason's address */
    bool bare;                    /* a surname that stands for its holder by itself ("=Putin"), within the term only */
    uint32_t next;                /* more entries of the same phrase, index + 1; 0: none */
    const struct toc_entry *also; /* a compound code of a dictionary ("[FRA/DEU]"): the next actor of it, or NULL */
} toc_entry;

/*
 * The longest phrase that starts at tokens[at] and is valid on day (TOC_DAY_NONE: any time; then the newest row).
 * Returns the number of tokens it covers and *out, or 0. Names are matched with their capitals, role words
 * in any case. A name whose terms do not hold on the day is given with *out_of_term.
 *
 * Dictionaries that were added (dictionary.h) win over our own tables for a phrase that they name exactly and give a
 * code on the day; a longer phrase of ours still wins over a shorter one of theirs. Their phrases match without regard
 * to case, but an actor needs a capital in the text, and one of a single word of up to three letters all capitals.
 */
size_t toc_lexicon_match(const toc_lexicon *lexicon, const toc_token *tokens, size_t count, size_t at, toc_day day,
                         const toc_entry **out, bool *out_of_term);

/* Does any phrase of any date start at tokens[at]? Where none does, toc_lexicon_match finds none, whatever the day. */
bool toc_lexicon_names(const toc_lexicon *lexicon, const toc_token *tokens, size_t count, size_t at);

/*
 * For headlines, where capitals tell nothing: the longest name that starts at tokens[at], whatever its case and day;
 * returns the number of tokens it covers, or 0. *out is how our tables write it, with their capitals; empty for one
 * that only a dictionary of others has.
 */
size_t toc_lexicon_written(const toc_lexicon *lexicon, const toc_token *tokens, size_t count, size_t at, toc_str *out);

/* What discard lists say of a sentence: nothing, that it is to be passed over, or its whole document. */
typedef enum toc_discard { TOC_DISCARD_NONE, TOC_DISCARD_SENTENCE, TOC_DISCARD_STORY } toc_discard;
toc_discard toc_lexicon_discard(const toc_lexicon *lexicon, const toc_token *tokens, size_t count);

/* "MIL" -> "military"; the sector itself when it has no words. */
toc_str toc_lexicon_sector(const toc_lexicon *lexicon, toc_str sector);

/* A noun that makes a phrase people or a body although no state or name of the tables stands in it (strangers.tsv). */
typedef struct toc_stranger {
    toc_str sectors; /* empty: never an actor, whatever the role words say */
    bool named;      /* only with a proper name in the phrase: "the Kapral group" */
    size_t line;
} toc_stranger;
/* NULL when the table does not have the noun (lemma, lower case). */
const toc_stranger *toc_lexicon_stranger(const toc_lexicon *lexicon, toc_str lemma);

/* Word classes. */
#define TOC_CLASS_NONE (-1)
int toc_lexicon_class(const toc_lexicon *lexicon, toc_str name); /* TOC_CLASS_NONE when unknown */
bool toc_lexicon_in_class(const toc_lexicon *lexicon, toc_str lemma, int class_index);

/* Lemma of an irregular form of a verb ("froze"), empty when it is none. */
toc_str toc_lexicon_irregular(const toc_lexicon *lexicon, toc_str form);

/* Words of time (data/lexicon/times.tsv says what each kind means). */
typedef enum toc_time_kind {
    TOC_TIME_MONTH,
    TOC_TIME_WEEKDAY,
    TOC_TIME_DAY,
    TOC_TIME_SHIFT,
    TOC_TIME_CHAIN,
    TOC_TIME_UNIT,
    TOC_TIME_NUMBER,
    TOC_TIME_BACK,
    TOC_TIME_AHEAD,
    TOC_TIME_PART,
    TOC_TIME_FILLER,
    TOC_TIME_WITHIN,
    TOC_TIME_NEVER,
    TOC_TIME_KIND_COUNT
} toc_time_kind;
#define TOC_TIME_BIT(kind) (1u << (kind))
typedef struct toc_time_word {
    uint32_t kinds; /* TOC_TIME_BIT of each that it can be */
    int8_t value[TOC_TIME_KIND_COUNT];
} toc_time_word;
/* NULL when the word, in lower case, tells no time. */
const toc_time_word *toc_lexicon_time(const toc_lexicon *lexicon, toc_str lower);

/* Actions. */
typedef enum toc_slot {
    TOC_SLOT_SUBJECT,
    TOC_SLOT_OBJECT,
    TOC_SLOT_IOBJ,
    TOC_SLOT_HAS,
    TOC_SLOT_PARTICLE,
    TOC_SLOT_UNDER,
    TOC_SLOT_PREP
} toc_slot;

#define TOC_FILL_ACTOR (-2)
#define TOC_FILL_ANY (-3)
#define TOC_FILL_NONE (-4) /* the slot must be empty */
typedef struct toc_constraint {
    toc_slot slot;
    toc_str word;    /* the preposition or particle */
    int class_index; /* or TOC_FILL_ACTOR, TOC_FILL_ANY */
} toc_constraint;

/*
 * Heads: what a verb ("condemn", "lash out", "sever tie", "side with"), an event noun ("airstrike", "peace talk") or an
 * adjective ("critical of") means by itself, without a frame. Words are lemmas; the first of a verb or adjective and
 * the last of a noun before its preposition carries the rest. The scorer weighs these; frames of actions are stricter.
 */
#define TOC_HEAD_WORDS_MAX 6
typedef struct toc_head {
    char pos;     /* 'v', 'n' or 'a' */
    toc_str text; /* as in the table */
    toc_str words[TOC_HEAD_WORDS_MAX];
    size_t count, carrier;
    toc_str cameo;
    int sure;    /* 3 nearly always, 2 usually, 1 often something else */
    size_t line; /* in heads.tsv */
} toc_head;

#define TOC_CONSTRAINTS_MAX 4
#define TOC_TARGETS_MAX 14
typedef struct toc_action {
    toc_str id; /* "a042" */
    char pos;   /* 'v' or 'n' */
    toc_str cameo;
    toc_constraint constraints[TOC_CONSTRAINTS_MAX];
    size_t constraint_count;
    struct {
        toc_slot slot;
        toc_str word;
    } targets[TOC_TARGETS_MAX];
    size_t target_count;
    const toc_head *head; /* NULL; or this row was made of a head, by the coder */
} toc_action;

/* Rows of a head in table order: *out points to count pointers; none: 0. */
size_t toc_lexicon_actions(const toc_lexicon *lexicon, char pos, toc_str lemma, const toc_action *const **out);

/* Heads that lemma carries, in table order: *out points to count pointers; none: 0. */
size_t toc_lexicon_heads(const toc_lexicon *lexicon, char pos, toc_str lemma, const toc_head *const **out);

/* Operators: a word may be several. */
typedef enum toc_operator {
    TOC_OP_REPORT,
    TOC_OP_WARN,
    TOC_OP_HYPO,
    TOC_OP_THREATEN,
    TOC_OP_ASK,
    TOC_OP_DEMAND,
    TOC_OP_PLAN,
    TOC_OP_PROMISE,
    TOC_OP_REFUSE,
    TOC_OP_DENY,
    TOC_OP_FAIL,
    TOC_OP_ACCUSE,
    TOC_OP_PRAISE,
    TOC_OP_HISTORY,
    TOC_OP_SUPPORT,
    TOC_OP_RULE,
    TOC_OP_COUNT
} toc_operator;
#define TOC_OP_BIT(op) (1u << (op))
/* Bits of the operators that lemma can be; prep is the preposition that links it to what it governs, or empty. */
uint32_t toc_lexicon_operators(const toc_lexicon *lexicon, char pos, toc_str lemma, toc_str prep);
const char *toc_operator_name(toc_operator op);

/* CAMEO code of an operator over an inner act, empty when the inner event stands by itself. */
toc_str toc_lexicon_compose(const toc_lexicon *lexicon, toc_operator op, toc_str inner_cameo);

#endif
