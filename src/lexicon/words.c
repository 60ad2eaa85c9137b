/*
 * Words: classes, actions with their frames, operators and what they compose.
 * Heads are kept as "v|lemma"; rows of a head stay in table order.
 */
#include "lexicon/inside.h"

#include <string.h>

/* ---- classes ---- */

static bool class_word_add(toc_lexicon *lexicon, toc_str word, int class_index) {
    uint32_t at;
    if (!toc_map_get(&lexicon->class_words, word, &at)) {
        at = lexicon->class_bits_count;
        if (!toc_lexicon_grow(lexicon, (void **)&lexicon->class_bits, at, &lexicon->class_bits_room,
                              sizeof *lexicon->class_bits) ||
            !toc_map_put(&lexicon->class_words, word, at)) {
            return false;
        }
        lexicon->class_bits[at] = (toc_class_bits){{0}};
        lexicon->class_bits_count++;
    }
    lexicon->class_bits[at].bits[class_index / 64] |= 1ull << (class_index % 64);
    return true;
}

static toc_rc class_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    int index = lexicon->class_count++;
    if (index == TOC_CLASSES_MAX) {
        return toc_err_set(err, TOC_ELIMIT, "%s:%zu: more than %d classes", path, line, TOC_CLASSES_MAX);
    }
    bool ok = toc_map_put(&lexicon->class_names, cells[0], (uint32_t)index);
    for (toc_str rest = cells[1]; rest.ptr && ok;) {
        toc_str word = toc_str_cut(&rest, ' ');
        ok = word.len == 0 || class_word_add(lexicon, word, index);
    }
    return ok ? TOC_OK : toc_lexicon_no_memory(err);
}

static toc_rc irregular_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    (void)path;
    (void)line;
    if (!toc_lexicon_grow(lexicon, (void **)&lexicon->irregulars, lexicon->irregular_count, &lexicon->irregular_room,
                          sizeof *lexicon->irregulars) ||
        !toc_map_put(&lexicon->irregular_forms, cells[0], lexicon->irregular_count)) {
        return toc_lexicon_no_memory(err);
    }
    lexicon->irregulars[lexicon->irregular_count++] = cells[1];
    return TOC_OK;
}

toc_str toc_lexicon_irregular(const toc_lexicon *lexicon, toc_str form) {
    uint32_t at;
    return toc_map_get(&lexicon->irregular_forms, form, &at) ? lexicon->irregulars[at] : (toc_str){"", 0};
}

static const char *const classes_columns[] = {"class", "words"};
static const char *const irregulars_columns[] = {"form", "lemma"};
const toc_lexicon_table toc_table_classes = {"classes.tsv", classes_columns, 2, class_take};
const toc_lexicon_table toc_table_irregulars = {"irregulars.tsv", irregulars_columns, 2, irregular_take};

toc_rc toc_classes_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err) { /* and the irregular verbs */
    toc_rc rc = toc_lexicon_table_load(lexicon, data_dir, &toc_table_irregulars, err);
    return rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_classes, err);
}

int toc_lexicon_class(const toc_lexicon *lexicon, toc_str name) {
    uint32_t at;
    return toc_map_get(&lexicon->class_names, name, &at) ? (int)at : TOC_CLASS_NONE;
}

/* Treebanks keep some plurals for lemmas ("troops", "talks"): the singular counts, too. */
bool toc_lexicon_in_class(const toc_lexicon *lexicon, toc_str lemma, int class_index) {
    uint32_t at;
    if (class_index < 0) {
        return false;
    }
    bool known = toc_map_get(&lexicon->class_words, lemma, &at);
    if (!known && lemma.len > 3 && lemma.ptr[lemma.len - 1] == 's') {
        known = toc_map_get(&lexicon->class_words, toc_str_slice(lemma, 0, lemma.len - 1), &at);
    }
    return known && (lexicon->class_bits[at].bits[class_index / 64] >> (class_index % 64) & 1);
}

/* ---- actions ---- */

static void slot_parse(toc_str word, toc_slot *slot, toc_str *kept) {
    static const struct {
        const char *name;
        toc_slot slot;
    } slots[] = {{"o", TOC_SLOT_OBJECT}, {"s", TOC_SLOT_SUBJECT},    {"iobj", TOC_SLOT_IOBJ},
                 {"has", TOC_SLOT_HAS},  {"prt", TOC_SLOT_PARTICLE}, {"under", TOC_SLOT_UNDER}};
    *slot = TOC_SLOT_PREP;
    *kept = word;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        if (toc_str_equal(word, toc_str_of(slots[i].name))) {
            *slot = slots[i].slot;
        }
    }
}

static toc_rc constraint_parse(const toc_lexicon *lexicon, toc_str text, toc_constraint *out, const char *path,
                               size_t line, toc_err *err) {
    toc_str rest = text;
    toc_str left = toc_str_cut(&rest, '=');
    slot_parse(left, &out->slot, &out->word);
    if (!rest.ptr || rest.len == 0 || left.len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: \"%.*s\" is not slot=filler", path, line, TOC_FMT(text));
    }
    if (out->slot == TOC_SLOT_PARTICLE) {
        out->word = rest;
        out->class_index = TOC_FILL_ANY;
        return TOC_OK;
    }
    out->class_index = toc_str_equal(rest, TOC_STR("@"))      ? TOC_FILL_ACTOR
                       : toc_str_equal(rest, TOC_STR("NONE")) ? TOC_FILL_NONE
                       : toc_str_equal(rest, TOC_STR("ANY")) || toc_str_equal(rest, TOC_STR("*"))
                           ? TOC_FILL_ANY
                           : toc_lexicon_class(lexicon, rest);
    if (out->class_index == TOC_CLASS_NONE) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: unknown class \"%.*s\"", path, line, TOC_FMT(rest));
    }
    return TOC_OK;
}

static toc_rc frame_parse(const toc_lexicon *lexicon, toc_str frame, toc_action *action, const char *path, size_t line,
                          toc_err *err) {
    toc_rc rc = TOC_OK;
    for (toc_str rest = frame; rest.ptr && !rc;) {
        toc_str part = toc_str_cut(&rest, ' ');
        if (part.len == 0) {
            continue;
        }
        if (action->constraint_count == TOC_CONSTRAINTS_MAX) {
            return toc_err_set(err, TOC_EFORMAT, "%s:%zu: more than %d constraints", path, line, TOC_CONSTRAINTS_MAX);
        }
        rc = constraint_parse(lexicon, part, &action->constraints[action->constraint_count++], path, line, err);
    }
    return rc;
}

static toc_rc targets_parse(toc_str text, toc_action *action, const char *path, size_t line, toc_err *err) {
    for (toc_str rest = text; rest.ptr;) {
        toc_str part = toc_str_cut(&rest, ' ');
        if (part.len == 0) {
            continue;
        }
        if (action->target_count == TOC_TARGETS_MAX) {
            return toc_err_set(err, TOC_EFORMAT, "%s:%zu: more than %d targets", path, line, TOC_TARGETS_MAX);
        }
        slot_parse(part, &action->targets[action->target_count].slot, &action->targets[action->target_count].word);
        action->target_count++;
    }
    return TOC_OK;
}

static bool head_add(toc_lexicon *lexicon, char pos, toc_str lemma, const toc_action *action) {
    toc_str key = toc_arena_printf(&lexicon->arena, "%c|%.*s", pos, TOC_FMT(lemma));
    uint32_t at;
    if (!key.ptr) {
        return false;
    }
    if (!toc_map_get(&lexicon->action_heads, key, &at)) {
        at = lexicon->action_list_count;
        if (!toc_lexicon_grow(lexicon, (void **)&lexicon->action_lists, at, &lexicon->action_list_room,
                              sizeof *lexicon->action_lists) ||
            !toc_map_put(&lexicon->action_heads, key, at)) {
            return false;
        }
        lexicon->action_lists[at] = (toc_action_list){0};
        lexicon->action_list_count++;
    }
    toc_action_list *list = &lexicon->action_lists[at];
    if (list->count == list->room) {
        size_t more = list->room ? list->room * 2 : 4;
        const toc_action **rows = toc_arena_array(&lexicon->arena, more, sizeof *rows);
        if (!rows) {
            return false;
        }
        if (list->count > 0) {
            memcpy(rows, list->rows, list->count * sizeof *rows);
        }
        list->rows = rows;
        list->room = more;
    }
    list->rows[list->count++] = action;
    return true;
}

static toc_rc action_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    toc_action *action = toc_arena_alloc(&lexicon->arena, sizeof *action);
    if (!action) {
        return toc_lexicon_no_memory(err);
    }
    *action = (toc_action){.id = cells[0], .pos = cells[1].len ? cells[1].ptr[0] : '?', .cameo = cells[4]};
    toc_rc rc = frame_parse(lexicon, cells[3], action, path, line, err);
    rc = rc ? rc : targets_parse(cells[5], action, path, line, err);
    for (toc_str rest = cells[2]; rest.ptr && !rc;) {
        toc_str head = toc_str_cut(&rest, '|');
        rc = head.len == 0 || head_add(lexicon, action->pos, head, action) ? TOC_OK : toc_lexicon_no_memory(err);
    }
    return rc;
}

static const char *const actions_columns[] = {"id", "pos", "heads", "frame", "cameo", "target"};
const toc_lexicon_table toc_table_actions = {"actions.tsv", actions_columns, 6, action_take};

toc_rc toc_actions_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err) {
    return toc_lexicon_table_load(lexicon, data_dir, &toc_table_actions, err);
}

static toc_str head_key(char pos, toc_str lemma, char key[80]) {
    size_t len = lemma.len < 76 ? lemma.len : 76;
    key[0] = pos;
    key[1] = '|';
    memcpy(key + 2, lemma.ptr, len);
    return (toc_str){key, len + 2};
}

size_t toc_lexicon_actions(const toc_lexicon *lexicon, char pos, toc_str lemma, const toc_action *const **out) {
    char key[80];
    uint32_t at;
    if (!toc_map_get(&lexicon->action_heads, head_key(pos, lemma, key), &at)) {
        return 0;
    }
    *out = lexicon->action_lists[at].rows;
    return lexicon->action_lists[at].count;
}

/* ---- operators ---- */

static const char *const operator_names[TOC_OP_COUNT] = {"report", "warn",    "hypo",    "threaten", "ask",  "demand",
                                                         "plan",   "promise", "refuse",  "deny",     "fail", "accuse",
                                                         "praise", "history", "support", "rule"};

const char *toc_operator_name(toc_operator op) {
    return (unsigned)op < TOC_OP_COUNT ? operator_names[op] : "";
}

static bool operator_parse(toc_str name, toc_operator *out) {
    for (int i = 0; i < TOC_OP_COUNT; i++) {
        if (toc_str_equal(name, toc_str_of(operator_names[i]))) {
            *out = (toc_operator)i;
            return true;
        }
    }
    return false;
}

static bool operator_add(toc_lexicon *lexicon, toc_operator op, toc_str pos, toc_str prep, toc_str head) {
    toc_str key = toc_arena_printf(&lexicon->arena, "%.*s|%.*s|%.*s", TOC_FMT(pos), TOC_FMT(head), TOC_FMT(prep));
    uint32_t bits = 0;
    if (!key.ptr) {
        return false;
    }
    toc_map_get(&lexicon->operators, key, &bits);
    return toc_map_put(&lexicon->operators, key, bits | TOC_OP_BIT(op));
}

static toc_rc operator_read(toc_str name, const char *path, size_t line, toc_operator *out, toc_err *err) {
    return operator_parse(name, out)
               ? TOC_OK
               : toc_err_set(err, TOC_EFORMAT, "%s:%zu: unknown operator \"%.*s\"", path, line, TOC_FMT(name));
}

static toc_rc compose_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    toc_compose_row row = {TOC_OP_COUNT, cells[1], cells[2]};
    toc_rc rc = operator_read(cells[0], path, line, &row.op, err);
    if (!rc && !toc_lexicon_grow(lexicon, (void **)&lexicon->compose, lexicon->compose_count, &lexicon->compose_room,
                                 sizeof row)) {
        rc = toc_lexicon_no_memory(err);
    }
    if (!rc) {
        lexicon->compose[lexicon->compose_count++] = row;
    }
    return rc;
}

static toc_rc operator_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    toc_operator op = TOC_OP_COUNT;
    toc_rc rc = operator_read(cells[0], path, line, &op, err);
    for (toc_str rest = cells[3]; rest.ptr && !rc;) {
        toc_str head = toc_str_cut(&rest, '|');
        rc = operator_add(lexicon, op, cells[1], cells[2], head) ? TOC_OK : toc_lexicon_no_memory(err);
    }
    return rc;
}

static const char *const operators_columns[] = {"kind", "pos", "prep", "heads"};
static const char *const compose_columns[] = {"operator", "inner", "cameo"};
const toc_lexicon_table toc_table_operators = {"operators.tsv", operators_columns, 4, operator_take};
const toc_lexicon_table toc_table_compose = {"compose.tsv", compose_columns, 3, compose_take};

toc_rc toc_operators_load(toc_lexicon *lexicon, const char *data_dir, toc_err *err) {
    toc_rc rc = toc_lexicon_table_load(lexicon, data_dir, &toc_table_operators, err);
    return rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_compose, err);
}

uint32_t toc_lexicon_operators(const toc_lexicon *lexicon, char pos, toc_str lemma, toc_str prep) {
    char key[96];
    uint32_t bits = 0, more = 0;
    toc_str head = head_key(pos, lemma, key);
    key[head.len] = '|';
    toc_map_get(&lexicon->operators, (toc_str){key, head.len + 1}, &bits);
    if (prep.len > 0 && prep.len < 14) {
        memcpy(key + head.len + 1, prep.ptr, prep.len);
        toc_map_get(&lexicon->operators, (toc_str){key, head.len + 1 + prep.len}, &more);
    }
    return bits | more;
}

toc_str toc_lexicon_compose(const toc_lexicon *lexicon, toc_operator op, toc_str inner_cameo) {
    const toc_compose_row *best = NULL;
    for (uint32_t i = 0; i < lexicon->compose_count; i++) {
        const toc_compose_row *row = &lexicon->compose[i];
        if (row->op == op && toc_str_starts(inner_cameo, row->inner) && (!best || row->inner.len > best->inner.len)) {
            best = row;
        }
    }
    return best ? best->cameo : (toc_str){"", 0};
}
