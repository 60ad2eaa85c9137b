/* inside: what the files of the lexicon room share. */
#ifndef TOC_LEXICON_INSIDE_H
#define TOC_LEXICON_INSIDE_H

#include "base/map.h"
#include "base/table.h"
#include "lexicon/lexicon.h"

#define TOC_CLASSES_MAX 128

typedef struct toc_class_bits {
    uint64_t bits[TOC_CLASSES_MAX / 64];
} toc_class_bits;

typedef struct toc_action_list {
    const toc_action **rows;
    size_t count, room;
} toc_action_list;

/* Growing arrays in an arena-owned lexicon: doubled by copying. */
typedef struct toc_compose_row {
    toc_operator op;
    toc_str inner, cameo;
} toc_compose_row;

struct toc_lexicon {
    toc_arena arena;
    /* phrases */
    toc_entry *entries;
    uint32_t entry_count, entry_room;
    toc_map phrases; /* tokens joined by blanks -> entry index */
    toc_map roles;   /* the same, lower case */
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
    /* operators */
    toc_map operators; /* "v|lemma|prep" -> bits */
    toc_compose_row *compose;
    uint32_t compose_count, compose_room;
};

/* Room for one more of size bytes in *array; false when memory is refused. */
bool toc_lexicon_grow(toc_lexicon *lexicon, void **array, uint32_t count, uint32_t *room, size_t size);

toc_rc toc_phrases_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);
toc_rc toc_classes_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);
toc_rc toc_actions_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);
toc_rc toc_operators_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err);

/* Calls `take` for each row of data_dir/lexicon/name with the cells of the wanted columns; the first failure ends it.
 */
typedef toc_rc toc_row_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err);
toc_rc toc_lexicon_rows(toc_lexicon *lexicon, const char *data_dir, const char *name, const char *const *columns,
                        size_t column_count, toc_row_take *take, toc_err *err);
toc_rc toc_lexicon_no_memory(toc_err *err);

#endif
