/*
 * Walking the tree: children in order, the case marker of a noun, the marker
 * of a clause, negation, and what lies within one clause. Trees of reports are
 * mended by mend.c, those of short and headline-like sentences here.
 */
#include "code/heads.h"
#include "code/inside.h"

#include <string.h>

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a sentence");
}

static toc_str lower_copy(toc_arena *arena, toc_str text) {
    char *out = toc_arena_alloc(arena, text.len + 1);
    if (!out) {
        return (toc_str){NULL, 0};
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (toc_str){out, text.len};
}

/* Most that are known are heads: those are asked first. */
static bool known(const toc_scene *scene, char pos, toc_str lemma) {
    const toc_action *const *rows;
    const toc_head *const *heads;
    return toc_lexicon_heads(scene->lexicon, pos, lemma, &heads) > 0 ||
           toc_lexicon_actions(scene->lexicon, pos, lemma, &rows) > 0 ||
           toc_lexicon_operators(scene->lexicon, pos, lemma, (toc_str){"", 0}) != 0;
}

/* What a word may be the inflection of: cut so many bytes from its end, add these. */
static const struct {
    const char *ending, *instead;
    bool undouble; /* "jammed": one of the two consonants goes, too */
} inflections[] = {{"ied", "y", false}, {"ies", "y", false}, {"ed", "", false}, {"ed", "e", false}, {"ed", "", true},
                   {"ing", "", false},  {"ing", "e", false}, {"ing", "", true}, {"es", "", false},  {"s", "", false}};

/* Does what is left after so many bytes end in a sound that takes "es"? */
static bool is_hissing(toc_str word, size_t keep) {
    toc_str stem = toc_str_slice(word, 0, keep);
    return toc_str_ends(stem, TOC_STR("s")) || toc_str_ends(stem, TOC_STR("x")) || toc_str_ends(stem, TOC_STR("z")) ||
           toc_str_ends(stem, TOC_STR("ch")) || toc_str_ends(stem, TOC_STR("sh")) || toc_str_ends(stem, TOC_STR("o"));
}

/* A lemma that the lexicon does not know, while it knows one that the word can be an inflection of. */
static toc_str lemma_better(const toc_scene *scene, int i, char text[64]) {
    toc_str word = scene->tokens[i].lower;
    char pos = scene->nodes[i].upos == TOC_VERB ? 'v' : 'n';
    toc_str irregular = toc_lexicon_irregular(scene->lexicon, word);
    if (pos == 'v' && irregular.len > 0) {
        return irregular;
    }
    if (word.len > 2 && !toc_str_equal(word, scene->lemma[i]) && known(scene, pos, word)) {
        return word; /* "blockade", cut to "blockake" */
    }
    for (size_t k = 0; k < sizeof inflections / sizeof *inflections; k++) {
        toc_str ending = toc_str_of(inflections[k].ending), instead = toc_str_of(inflections[k].instead);
        size_t keep = word.len - ending.len;
        if (word.len < ending.len + 3 || word.len > 60 || !toc_str_ends(word, ending)) {
            continue;
        }
        if (ending.len == 2 && ending.ptr[0] == 'e' && ending.ptr[1] == 's' && !is_hissing(word, keep)) {
            continue; /* "planes" are no plans */
        }
        if (inflections[k].undouble && word.ptr[keep - 1] != word.ptr[keep - 2]) {
            continue;
        }
        keep -= inflections[k].undouble;
        memcpy(text, word.ptr, keep);
        memcpy(text + keep, instead.ptr, instead.len);
        toc_str stem = {text, keep + instead.len};
        if (known(scene, pos, stem)) {
            return stem;
        }
    }
    return (toc_str){"", 0};
}

static void lemmas_mend(toc_scene *scene) {
    for (int i = 0; i < scene->n; i++) {
        int upos = scene->nodes[i].upos;
        char text[64];
        if ((upos != TOC_VERB && upos != TOC_NOUN) || known(scene, upos == TOC_VERB ? 'v' : 'n', scene->lemma[i])) {
            continue;
        }
        toc_str better = lemma_better(scene, i, text);
        toc_str kept = better.len > 0 ? toc_arena_str(scene->arena, better) : scene->lemma[i];
        scene->lemma[i] = kept.ptr ? kept : scene->lemma[i];
    }
}

static bool is_finite(const toc_node *node) {
    return node->form == TOC_FORM_PAST || node->form == TOC_FORM_PRESENT || node->form == TOC_FORM_MODAL ||
           node->upos == TOC_AUX;
}

/* "Serbs demonstrated in Belgrade", read as a noun with a participle: a sentence without any finite verb, whose root is
 * a noun and has a participle behind it, has that participle for its verb. */
static void root_mend(toc_scene *scene) {
    int root = -1, verb = -1;
    for (int i = 0; i < scene->n; i++) {
        const toc_node *node = &scene->nodes[i];
        if (is_finite(node)) {
            return;
        }
        root = node->head == 0 ? i : root;
        verb = verb < 0 && node->rel == TOC_R_ACL && node->form == TOC_FORM_PARTICIPLE ? i : verb;
    }
    bool noun = root >= 0 && (scene->nodes[root].upos == TOC_NOUN || scene->nodes[root].upos == TOC_PROPN);
    if (!noun || verb < root || (verb + 1 < scene->n && toc_str_equal(scene->tokens[verb + 1].lower, TOC_STR("by")))) {
        return;
    }
    for (int i = verb + 1; i < scene->n; i++) {
        if ((int)scene->nodes[i].head - 1 == root) {
            scene->nodes[i].head = (uint16_t)(verb + 1);
        }
    }
    scene->nodes[verb].head = 0;
    scene->nodes[verb].rel = TOC_R_ROOT;
    scene->nodes[verb].form = TOC_FORM_PAST;
    scene->nodes[root].head = (uint16_t)(verb + 1);
    scene->nodes[root].rel = TOC_R_NSUBJ;
}

/* "The OSCE and the UN were asked", read as a noun joined to a clause: both nouns are the subject. */
static void subjects_mend(toc_scene *scene) {
    for (int i = 0; i < scene->n; i++) {
        int head = (int)scene->nodes[i].head - 1, own = -1;
        bool noun =
            head >= 0 && head < i && (scene->nodes[head].upos == TOC_NOUN || scene->nodes[head].upos == TOC_PROPN);
        if (!noun || scene->nodes[i].rel != TOC_R_CONJ || scene->nodes[i].upos != TOC_VERB ||
            scene->nodes[head].head != 0) {
            continue;
        }
        for (int c = head + 1; c < i; c++) {
            own = (int)scene->nodes[c].head - 1 == i && scene->nodes[c].rel == TOC_R_NSUBJ ? c : own;
        }
        if (own < 0) {
            continue;
        }
        scene->nodes[i].head = 0;
        scene->nodes[i].rel = TOC_R_ROOT;
        scene->nodes[head].head = (uint16_t)(i + 1);
        scene->nodes[head].rel = TOC_R_NSUBJ;
        scene->nodes[own].head = (uint16_t)(head + 1);
        scene->nodes[own].rel = TOC_R_CONJ;
        return;
    }
}

/* "Joint exercises are planned", read as an order with a clause behind it: news gives no orders. The object of the
 * first word is the subject of the clause, and the first word its modifier. */
static void first_word_mend(toc_scene *scene) {
    int object = -1, verb = -1;
    if (scene->n < 3 || scene->nodes[0].upos != TOC_VERB || scene->nodes[0].form != TOC_FORM_BASE ||
        scene->nodes[0].head != 0) {
        return;
    }
    for (int i = 1; i < scene->n; i++) {
        if (scene->nodes[i].head != 1) {
            continue;
        }
        object = object < 0 && scene->nodes[i].rel == TOC_R_OBJ ? i : object;
        verb = verb < 0 && object >= 0 && scene->nodes[i].upos == TOC_VERB ? i : verb;
    }
    for (int i = 1; i < scene->n && verb >= 0; i++) {
        if ((int)scene->nodes[i].head - 1 == verb && scene->nodes[i].rel == TOC_R_NSUBJ) {
            return;
        }
    }
    if (verb < 0) {
        return;
    }
    for (int i = 1; i < scene->n; i++) {
        if (scene->nodes[i].head == 1) {
            scene->nodes[i].head = (uint16_t)(verb + 1);
        }
    }
    scene->nodes[verb].head = 0;
    scene->nodes[verb].rel = TOC_R_ROOT;
    scene->nodes[object].rel = TOC_R_NSUBJ;
    scene->nodes[0].head = (uint16_t)(object + 1);
    scene->nodes[0].rel = TOC_R_AMOD;
    scene->nodes[0].upos = TOC_ADJ;
}

/* "Lithuania requested consultations", read as a noun with a participle in front: a sentence without any finite verb,
 * whose root noun has a participle before it and a name before that. */
static void participle_mend(toc_scene *scene) {
    int root = -1, verb = -1, subject = -1;
    for (int i = 0; i < scene->n; i++) {
        if (is_finite(&scene->nodes[i]) && scene->nodes[i].rel != TOC_R_AMOD) {
            return;
        }
        root = scene->nodes[i].head == 0 ? i : root;
    }
    for (int i = 0; i < root; i++) {
        bool child = (int)scene->nodes[i].head - 1 == root;
        toc_str word = scene->tokens[i].lower;
        bool past = scene->nodes[i].form == TOC_FORM_PARTICIPLE || toc_str_ends(word, TOC_STR("ed"));
        verb = child && past && scene->nodes[i].rel == TOC_R_AMOD ? i : verb;
        bool name = scene->nodes[i].upos == TOC_PROPN || scene->nodes[i].form == TOC_FORM_PLURAL;
        subject = verb < 0 && name && (child || (int)scene->nodes[i].head - 1 > i) && subject < 0 ? i : subject;
    }
    bool noun = root >= 0 && scene->nodes[root].upos == TOC_NOUN;
    if (!noun || verb < 0 || subject < 0 || (verb > 0 && scene->nodes[verb - 1].upos == TOC_DET)) {
        return;
    }
    scene->nodes[verb] = (toc_node){.head = 0,
                                    .rel = TOC_R_ROOT,
                                    .upos = TOC_VERB,
                                    .form = TOC_FORM_PAST,
                                    .tag = scene->nodes[verb].tag,
                                    .lemma = scene->nodes[verb].lemma};
    for (int i = 0; i < scene->n; i++) {
        if ((int)scene->nodes[i].head - 1 == root && i < verb) {
            scene->nodes[i].head = (uint16_t)(verb + 1);
        }
    }
    scene->nodes[subject].rel = TOC_R_NSUBJ;
    scene->nodes[subject].head = (uint16_t)(verb + 1);
    scene->nodes[root].rel = TOC_R_OBJ;
    scene->nodes[root].head = (uint16_t)(verb + 1);
}

/* A past tense is never a modifier, nor a participle right behind the plural or name that it would follow. */
static bool is_hidden_verb(const toc_scene *scene, int i, int subject) {
    const toc_node *node = &scene->nodes[i];
    bool name = scene->nodes[subject].upos == TOC_PROPN || scene->nodes[subject].form == TOC_FORM_PLURAL;
    return node->form == TOC_FORM_PAST || (node->form == TOC_FORM_PARTICIPLE && subject == i - 1 && name);
}

/* "Japan on Friday lifted sanctions", "drones struck positions", read as one noun with a verb before it: the noun
 * behind it is its object, the noun that all hangs on its subject, and it takes that one's place. */
static void past_mend(toc_scene *scene) {
    for (int i = 1; i < scene->n; i++) {
        int object = (int)scene->nodes[i].head - 1;
        int subject = object > i ? (int)scene->nodes[object].head - 1 : -1;
        if (scene->nodes[i].rel != TOC_R_AMOD || subject < 0 || subject >= i || toc_is_verb(scene, subject) ||
            !is_hidden_verb(scene, i, subject)) {
            continue;
        }
        for (int c = 0; c < scene->n; c++) {
            int head = (int)scene->nodes[c].head - 1;
            bool behind = head == subject && c > i, before = head == object && c < i && c > subject;
            if (c != i && (behind || before)) {
                scene->nodes[c].head = (uint16_t)(i + 1);
                scene->nodes[c].rel = before && scene->nodes[c].rel == TOC_R_COMPOUND ? TOC_R_OBL : scene->nodes[c].rel;
            }
        }
        scene->nodes[i].head = scene->nodes[subject].head;
        scene->nodes[i].rel = scene->nodes[subject].rel;
        scene->nodes[i].upos = TOC_VERB;
        scene->nodes[subject].head = scene->nodes[object].head = (uint16_t)(i + 1);
        scene->nodes[subject].rel = TOC_R_NSUBJ;
        scene->nodes[object].rel = TOC_R_OBJ;
    }
}

/* "restrictions were relaxed by Harare", read as an adjective: what is so by somebody was done. */
static void passive_mend(toc_scene *scene) {
    for (int i = 1; i < scene->n; i++) {
        bool be = false, by = false;
        if (scene->nodes[i].upos != TOC_ADJ || !toc_str_ends(scene->tokens[i].lower, TOC_STR("ed"))) {
            continue;
        }
        for (int c = 0; c < scene->n; c++) {
            toc_rel rel = (toc_rel)scene->nodes[c].rel;
            int head = (int)scene->nodes[c].head - 1, above = head >= 0 ? (int)scene->nodes[head].head - 1 : -1;
            be |= head == i && c < i && (rel == TOC_R_AUX || rel == TOC_R_COP);
            by |= above == i && head > i && rel == TOC_R_CASE && toc_str_equal(scene->tokens[c].lower, TOC_STR("by"));
        }
        if (be && by) {
            scene->nodes[i].upos = TOC_VERB;
            scene->nodes[i].form = TOC_FORM_PARTICIPLE;
        }
    }
}

static toc_str case_word(const toc_scene *scene, int i) {
    for (int k = i - 1; k >= 0 && k > i - 8; k--) {
        if (scene->nodes[k].rel == TOC_R_CASE && (int)scene->nodes[k].head - 1 == i) {
            return scene->tokens[k].lower;
        }
    }
    return (toc_str){"", 0};
}

/* "for efforts within the alliance and for exercises": a conjunct with a preposition joins the noun above that has the
 * same one. */
static void conjuncts_mend(toc_scene *scene) {
    for (int i = 0; i < scene->n; i++) {
        toc_str mine = scene->nodes[i].rel == TOC_R_CONJ ? case_word(scene, i) : (toc_str){"", 0};
        int at = (int)scene->nodes[i].head - 1;
        if (mine.len == 0 || at < 0 || toc_str_equal(case_word(scene, at), mine)) {
            continue;
        }
        for (int steps = 0; at >= 0 && steps < 6; steps++) {
            toc_rel rel = (toc_rel)scene->nodes[at].rel;
            if (toc_str_equal(case_word(scene, at), mine)) {
                scene->nodes[i].head = (uint16_t)(at + 1);
                break;
            }
            at = rel == TOC_R_NMOD || rel == TOC_R_CONJ ? (int)scene->nodes[at].head - 1 : -1;
        }
    }
}

toc_rc toc_scene_init(toc_scene *scene, toc_err *err) {
    size_t size = (size_t)scene->n + 1;
    scene->lemma = toc_arena_array(scene->arena, size, sizeof *scene->lemma);
    scene->first_child = toc_arena_array(scene->arena, size, sizeof(int));
    scene->next_child = toc_arena_array(scene->arena, size, sizeof(int));
    scene->mention_at = toc_arena_array(scene->arena, size, sizeof(int));
    if (!scene->lemma || !scene->first_child || !scene->next_child || !scene->mention_at) {
        return no_memory(err);
    }
    for (int i = 0; i < scene->n; i++) {
        scene->first_child[i] = scene->mention_at[i] = -1;
        scene->lemma[i] = lower_copy(scene->arena, scene->nodes[i].lemma);
        if (!scene->lemma[i].ptr) {
            return no_memory(err);
        }
    }
    past_mend(scene);
    toc_tree_mend_reports(scene);
    root_mend(scene);
    participle_mend(scene);
    subjects_mend(scene);
    first_word_mend(scene);
    passive_mend(scene);
    lemmas_mend(scene);
    conjuncts_mend(scene);
    for (int i = scene->n - 1; i >= 0; i--) {
        int head = (int)scene->nodes[i].head - 1;
        if (head >= 0) {
            scene->next_child[i] = scene->first_child[head];
            scene->first_child[head] = i;
        }
    }
    scene->heads = toc_head_memo_make(scene);
    return scene->heads ? TOC_OK : no_memory(err);
}

int toc_child_with(const toc_scene *scene, int i, toc_rel rel) {
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == rel) {
            return c;
        }
    }
    return -1;
}

bool toc_has_aux(const toc_scene *scene, int verb, const char *const *forms, size_t count) {
    for (int c = scene->first_child[verb]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == TOC_R_AUX && c < verb && toc_str_is_among(scene->tokens[c].lower, forms, count)) {
            return true;
        }
    }
    return false;
}

bool toc_is_quote_mark(toc_str text) {
    static const char *const marks[] = {"\"", "“", "”", "``", "''"};
    return text.len < 4 && toc_str_is_among(text, marks, sizeof marks / sizeof *marks);
}

bool toc_is_verb(const toc_scene *scene, int i) {
    return scene->nodes[i].upos == TOC_VERB;
}

toc_str toc_case_of(const toc_scene *scene, int i) {
    int c = toc_child_with(scene, i, TOC_R_CASE);
    return c >= 0 ? scene->lemma[c] : (toc_str){"", 0};
}

toc_str toc_mark_of(const toc_scene *scene, int i) {
    int c = toc_child_with(scene, i, TOC_R_MARK);
    return c >= 0 ? scene->lemma[c] : (toc_str){"", 0};
}

bool toc_is_clausal(toc_rel rel) {
    return rel == TOC_R_CCOMP || rel == TOC_R_ADVCL || rel == TOC_R_PARATAXIS || rel == TOC_R_CSUBJ;
}

bool toc_in_clause(const toc_scene *scene, int i, int predicate) {
    for (int steps = 0; i >= 0 && steps < 64; steps++) {
        if (i == predicate) {
            return true;
        }
        toc_rel rel = (toc_rel)scene->nodes[i].rel;
        bool verbal_conj = rel == TOC_R_CONJ && toc_is_verb(scene, i);
        if (toc_is_clausal(rel) || verbal_conj) {
            return false;
        }
        i = (int)scene->nodes[i].head - 1;
    }
    return false;
}

bool toc_within(const toc_scene *scene, int i, int top) {
    for (int steps = 0; i >= 0 && steps <= scene->n; steps++) {
        if (i == top) {
            return true;
        }
        i = (int)scene->nodes[i].head - 1;
    }
    return false;
}

static bool is_no(const toc_scene *scene, int token) {
    static const char *const words[] = {"not", "never", "no", "n't", "neither", "nor", "without", "hardly"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (toc_scene_lemma_is(scene, token, words[k]) ||
            toc_str_equal_icase(scene->tokens[token].text, toc_str_of(words[k]))) {
            return true;
        }
    }
    return false;
}

static bool has_be(const toc_scene *scene, int verb) {
    for (int c = scene->first_child[verb]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == TOC_R_AUX && toc_scene_lemma_is(scene, c, "be")) {
            return true;
        }
    }
    return false;
}

/* "no longer": the two words are one. Of what is done to a thing ("can no longer be ruled out") it says less. */
static bool is_no_longer(const toc_scene *scene, int verb, int token) {
    return token > 0 && toc_is_verb(scene, verb) && !has_be(scene, verb) &&
           toc_str_equal_icase(scene->tokens[token].text, TOC_STR("longer")) &&
           toc_str_equal_icase(scene->tokens[token - 1].text, TOC_STR("no"));
}

/* "vowed never to recognise": the infinitive is denied, whatever the tree hangs the word on. */
static bool is_before_to(const toc_scene *scene, int i, int no) {
    return no > i && no + 1 < scene->n && toc_str_is(scene->tokens[no + 1].lower, "to");
}

bool toc_is_negated(const toc_scene *scene, int i, int *word) {
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        if (rel == TOC_R_MARK && c > 0 && toc_str_is(scene->tokens[c].lower, "to") && is_no(scene, c - 1)) {
            *word = c - 1;
            return true;
        }
        if (is_before_to(scene, i, c)) {
            continue;
        }
        bool place =
            rel == TOC_R_ADVMOD || rel == TOC_R_DET || rel == TOC_R_CC || rel == TOC_R_CASE || rel == TOC_R_MARK;
        if (place && (is_no(scene, c) || is_no_longer(scene, i, c))) {
            *word = c;
            return true;
        }
    }
    return false;
}

bool toc_has_class(const toc_scene *scene, int class_index) {
    for (int i = 0; i < scene->n; i++) {
        if (toc_lexicon_in_class(scene->lexicon, scene->lemma[i], class_index)) {
            return true;
        }
    }
    return false;
}

bool toc_is_each_other(const toc_scene *scene, int from, int to) {
    for (int i = from > 0 ? from : 0; i + 1 < scene->n && i < to; i++) {
        toc_str word = scene->tokens[i].lower, next = scene->tokens[i + 1].lower;
        if ((toc_str_is(word, "each") && toc_str_is(next, "other")) ||
            (toc_str_is(word, "one") && toc_str_is(next, "another"))) {
            return true;
        }
    }
    return false;
}

toc_rel toc_rel_of(const toc_scene *scene, int node) {
    static const uint32_t infinitive = TOC_OP_BIT(TOC_OP_ASK) | TOC_OP_BIT(TOC_OP_DEMAND) | TOC_OP_BIT(TOC_OP_PROMISE) |
                                       TOC_OP_BIT(TOC_OP_PLAN) | TOC_OP_BIT(TOC_OP_THREATEN) |
                                       TOC_OP_BIT(TOC_OP_REFUSE);
    static const uint32_t gerund = TOC_OP_BIT(TOC_OP_ACCUSE) | TOC_OP_BIT(TOC_OP_PRAISE) | TOC_OP_BIT(TOC_OP_WARN);
    toc_rel rel = (toc_rel)scene->nodes[node].rel;
    int head = (int)scene->nodes[node].head - 1;
    toc_str mark = toc_mark_of(scene, node);
    if (rel != TOC_R_ADVCL || head < 0 || !toc_is_verb(scene, head) || head > node) {
        return rel;
    }
    uint32_t bits = toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[head], mark) |
                    toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[head], TOC_STR("on"));
    bool told = bits & TOC_OP_BIT(TOC_OP_REPORT) && scene->nodes[head].form == TOC_FORM_PARTICIPLE &&
                has_be(scene, head); /* "are said to have shelled" */
    bool to = toc_str_equal(mark, TOC_STR("to")) && (bits & infinitive || told);
    bool of = (toc_str_equal(mark, TOC_STR("of")) || toc_str_equal(mark, TOC_STR("for")) ||
               toc_str_equal(mark, TOC_STR("about"))) &&
              bits & gerund;
    bool having = node == head + 1 && bits & TOC_OP_BIT(TOC_OP_DENY); /* "denied having frozen" */
    return to || of || having ? TOC_R_XCOMP : rel;
}
