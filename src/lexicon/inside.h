/* inside: what the files of the lexicon room share. */
#ifndef TOC_LEXICON_INSIDE_H
#define TOC_LEXICON_INSIDE_H

#include "base/map.h"
#include "base/table.h"
#include "lexicon/lexicon.h"

#define TOC_CLASSES_MAX 192

#define TOC_PHRASE_TOKENS_MAX 20
#define TOC_PHRASE_BYTES_MAX 256

typedef struct toc_office {
    toc_str name, words; /* "defence_minister", "minister of defence" */
} toc_office;

typedef struct toc_class_bits {
    uint64_t bits[TOC_CLASSES_MAX / 64];
} toc_class_bits;

typedef struct toc_action_list {
    const toc_action **rows;
    size_t count, room;
} toc_action_list;

typedef struct toc_head_list {
    const toc_head **rows;
    size_t count, room;
} toc_head_list;

/* Growing arrays in an arena-owned lexicon: doubled by copying. */
typedef struct toc_compose_row {
    toc_operator op;
    toc_str inner, cameo;
} toc_compose_row;

/* Dictionaries of others (foreign.c). A group is the codes that one or more phrases share. */
typedef struct toc_foreign_group {
    const toc_entry **codes; /* in the order of the file */
    size_t count;
} toc_foreign_group;

/* A phrase and the groups that it has been given; linked, since one group serves many phrases. */
typedef struct toc_foreign_link {
    const toc_foreign_group *group;
    struct toc_foreign_link *next;
} toc_foreign_link;

typedef struct toc_foreign_phrase {
    toc_str key;
    toc_foreign_link *first, *last;
    uint32_t link_count;
} toc_foreign_phrase;

/* What a part of a code of another scheme becomes. */
typedef struct toc_foreign_part {
    char place; /* 'f'irst, 'l'ater, 'a'ny */
    toc_str ours;
    uint32_t next; /* another row of the same part, index + 1; 0: none */
} toc_foreign_part;

struct toc_lexicon {
    toc_arena arena;
    /* phrases */
    toc_entry *entries;
    uint32_t entry_count, entry_room;
    toc_map phrases; /* tokens joined by blanks -> entry index */
    toc_map roles;   /* the same, lower case */
    toc_map folded;  /* names as in phrases, lower case -> entry index */
    toc_map longest; /* first token, lower case -> most tokens of a phrase that starts so */
    /* irregular verbs */
    toc_map irregular_forms; /* form -> index of irregulars */
    toc_str *irregulars;
    uint32_t irregular_count, irregular_room;
    /* classes */
    toc_map class_names;
    int class_count;
    toc_map class_words; /* lemma -> index of class_bits */
    toc_class_bits *class_bits;
    uint32_t class_bits_count, class_bits_room;
    /* actions */
    toc_map action_heads; /* "v|lemma" -> index of action_lists */
    toc_action_list *action_lists;
    uint32_t action_list_count, action_list_room;
    /* heads */
    toc_map head_keys; /* "v|lemma" -> index of head_lists */
    toc_head_list *head_lists;
    uint32_t head_list_count, head_list_room;
    /* operators */
    toc_map operators; /* "v|lemma|prep" -> bits */
    toc_compose_row *compose;
    uint32_t compose_count, compose_room;
    /* dictionaries of others */
    toc_map roots; /* of all actor codes of our own tables */
    toc_map foreign;
    toc_foreign_phrase *foreign_phrases;
    uint32_t foreign_count, foreign_room;
    toc_map parts; /* of codes of other schemes -> index of foreign_parts */
    toc_foreign_part *foreign_parts;
    uint32_t part_count, part_room;
    toc_map discards, discard_longest; /* tokens joined -> toc_discard; first token -> most tokens */
    /* words of time */
    toc_map time_words;
    toc_time_word *times;
    uint32_t time_count, time_room;
    /* people and bodies without a name of theirs */
    toc_map stranger_nouns; /* lemma -> index of strangers */
    toc_stranger *strangers;
    uint32_t stranger_count, stranger_room;
    /* offices */
    toc_map office_roles; /* role word -> index of offices */
    toc_map office_names; /* office -> index of offices */
    toc_map sectors;      /* sector -> index of offices, of which only the words count */
    toc_office *offices;
    uint32_t office_count, office_room;
};

/* Room for one more of size bytes in *array; false when memory is refused. */
bool toc_lexicon_grow(toc_lexicon *lexicon, void **array, uint32_t count, uint32_t *room, size_t size);

/* Tokens joined by blanks into key (TOC_PHRASE_BYTES_MAX bytes); its length, or 0 when too long. */
size_t toc_phrase_key(const toc_token *tokens, size_t count, bool lower, char *key);
/* Notes in map (first token, lower case -> most tokens) that a phrase of count tokens exists. */
bool toc_phrase_note(toc_lexicon *lexicon, toc_map *map, const toc_token *tokens, size_t count);
/* The most tokens, of count at the most, that a phrase noted in map may have that starts at tokens[0]; 0: none does. */
size_t toc_phrase_longest(const toc_map *map, const toc_token *tokens, size_t count);
toc_str toc_phrase_plural(toc_arena *arena, toc_str one); /* regular English plural of the last word */
bool toc_term_holds(const toc_entry *entry, toc_day day);

/* ---- foreign.c: what dictionaries of others have put in ---- */

/* phrase is cut into tokens; adds the group to those that it has. TOC_EFORMAT (err without a place) when it is empty,
 * too long or has had too many. */
toc_rc toc_foreign_add(toc_lexicon *lexicon, toc_str phrase, const toc_foreign_group *group, toc_err *err);
toc_rc toc_discard_add(toc_lexicon *lexicon, toc_str phrase, toc_discard level, toc_err *err);
/* The code of the phrase of len tokens on the day. *known: the phrase is there, though perhaps without a code then. */
const toc_entry *toc_foreign_match(const toc_lexicon *lexicon, const toc_token *tokens, size_t len, toc_day day,
                                   bool *known);
/* The phrase of len tokens, whatever the day and the capitals, or NULL. */
const toc_foreign_phrase *toc_foreign_find(const toc_lexicon *lexicon, const toc_token *tokens, size_t len);

/* ---- codes.c: codes of other schemes ---- */

/* Foreign code (letters, any case) -> ours, in the lexicon's arena. An agent is a code without a root. TOC_EFORMAT with
 * the reason when a part is not known or an actor would have no root; TOC_ENOMEM. */
toc_rc toc_code_translate(toc_lexicon *lexicon, toc_str foreign, bool agent, toc_str *out, toc_err *err);

/* ---- bracket.c: "[CODE 930120-010120]" ---- */

typedef struct toc_bracket {
    toc_str code;     /* as it stands, without tildes: "USAGOV", "AAA/BBB", "---" */
    bool agent;       /* a tilde stood before or behind it */
    toc_day from, to; /* both inclusive; TOC_DAY_NONE: open */
} toc_bracket;

/* inside: what stands between the brackets. TOC_EFORMAT with the reason (no place) when it is faulty. */
toc_rc toc_bracket_parse(toc_str inside, toc_bracket *out, toc_err *err);

toc_rc toc_phrases_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);
toc_rc toc_classes_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);
toc_rc toc_actions_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);
toc_rc toc_operators_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);

typedef toc_rc toc_row_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err);
toc_rc toc_lexicon_no_memory(toc_err *err);

/* A kind of table of data/lexicon: what it is called, the columns it needs, and what takes a row. */
typedef struct toc_lexicon_table {
    const char *name; /* "names.tsv" */
    const char *const *columns;
    size_t column_count;
    toc_row_take *take;
} toc_lexicon_table;
/* Has each row of data_dir/lexicon/NAME taken; the first failure ends it. */
toc_rc toc_lexicon_table_load(toc_lexicon *lexicon, const char *data_dir, const toc_lexicon_table *kind, toc_err *err);

extern const toc_lexicon_table toc_table_names, toc_table_holders, toc_table_roles;        /* phrase.c */
extern const toc_lexicon_table toc_table_irregulars, toc_table_classes, toc_table_actions; /* words.c */
extern const toc_lexicon_table toc_table_operators, toc_table_compose;                     /* words.c */
extern const toc_lexicon_table toc_table_heads;                                            /* heads.c */
extern const toc_lexicon_table toc_table_foreign;                                          /* codes.c */
extern const toc_lexicon_table toc_table_offices, toc_table_sectors;                       /* offices.c */
extern const toc_lexicon_table toc_table_times;                                            /* times.c */
extern const toc_lexicon_table toc_table_strangers;                                        /* strangers.c */

/* An empty lexicon; NULL when memory is refused. */
toc_lexicon *toc_lexicon_empty(void);

#endif
