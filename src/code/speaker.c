/*
 * Speakers: who tells of an act.
 *
 * Of several that report one within another the innermost tells: in "Minsk said Moscow had told Warsaw that troops had
 * left" it is Moscow. govern.c climbs from the act to the root and asks here at every verb of saying; the first answer
 * stays. The speaker is as a rule the subject of that verb, but
 *   - of what one learns or hears, who it is heard from;
 *   - of "quoted X as saying" and "X was quoted by Y as saying", X;
 *   - of "said, citing X", X;
 *   - of "let it be known", who lets;
 *   - behind a quotation, what stands after the verb: ", insisted the minister".
 * Beside the clause stand "according to X", "as X put it" and "in the words of X".
 */
#include "code/inside.h"

/* Verbs that tell when they stand aside: "…, he warned", "…, insisted the minister", "…, Minsk complained". */
#define ASIDE_BITS                                                                                                     \
    (TOC_OP_BIT(TOC_OP_REPORT) | TOC_OP_BIT(TOC_OP_WARN) | TOC_OP_BIT(TOC_OP_DEMAND) | TOC_OP_BIT(TOC_OP_ACCUSE))

bool toc_is_aside_verb(const toc_scene *scene, int verb) {
    return toc_is_verb(scene, verb) &&
           toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[verb], TOC_STR("")) & ASIDE_BITS;
}

static bool is_quoting(const toc_scene *scene, int verb) {
    return toc_is_verb(scene, verb) &&
           (toc_scene_lemma_is(scene, verb, "quote") || toc_scene_lemma_is(scene, verb, "cite"));
}

/* "learned from Tokyo that": Tokyo says so. */
static void hearsay_read(const toc_scene *scene, int verb, const toc_clause_parts *parts, toc_found_list *out) {
    static const char *const verbs[] = {"learn", "hear", "know", "understand", "gather"};
    bool hearsay = toc_scene_lemma_among(scene, verb, verbs, sizeof verbs / sizeof *verbs);
    for (int i = 0; i < parts->oblique_count && hearsay && out->count == 0; i++) {
        if (toc_str_equal(parts->obliques[i].prep, TOC_STR("from"))) {
            toc_actors_of(scene, parts->obliques[i].node, out);
        }
    }
}

/* "said the ministry, citing X", "Tass, quoting X, said": X, who is quoted by the verb or by its subject. */
static void cited_read(const toc_scene *scene, int node, toc_found_list *out) {
    for (int c = node >= 0 ? scene->first_child[node] : -1; c >= 0 && out->count == 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool beside = rel == TOC_R_ADVCL || rel == TOC_R_ACL || rel == TOC_R_PARATAXIS || rel == TOC_R_CONJ;
        if (beside && is_quoting(scene, c) && scene->nodes[c].form == TOC_FORM_GERUND) {
            toc_actors_of(scene, toc_child_with(scene, c, TOC_R_OBJ), out);
        }
    }
}

/* "Paris let it be known", "Bogota let it know": who lets. */
static int letting_verb(const toc_scene *scene, int verb) {
    int head = (int)scene->nodes[verb].head - 1;
    bool below = head >= 0 && toc_is_verb(scene, head) &&
                 (scene->nodes[verb].rel == TOC_R_XCOMP || scene->nodes[verb].rel == TOC_R_CCOMP);
    return below && (toc_scene_lemma_is(scene, head, "let") || toc_scene_lemma_is(scene, head, "make")) ? head : verb;
}

/* Who stands behind the verb when nobody stands before it: read as an object, ", insisted the minister". */
static int subject_behind(const toc_scene *scene, int verb) {
    int object = toc_child_with(scene, verb, TOC_R_OBJ);
    bool own = toc_child_with(scene, verb, TOC_R_NSUBJ) >= 0 || toc_child_with(scene, verb, TOC_R_CCOMP) >= 0;
    int before = verb > 0 && scene->nodes[verb - 1].upos == TOC_UPUNCT ? verb - 1 : -1;
    bool finite = scene->nodes[verb].form == TOC_FORM_PAST || scene->nodes[verb].form == TOC_FORM_PRESENT;
    return !own && before >= 0 && finite && object > verb ? object : -1;
}

static void tellers_find(const toc_scene *scene, int verb, toc_found_list *out) {
    toc_clause_parts parts;
    toc_clause_read(scene, verb, &parts);
    hearsay_read(scene, verb, &parts, out);
    if (out->count == 0) {
        cited_read(scene, verb, out);
        cited_read(scene, parts.subject, out);
    }
    if (out->count == 0 && is_quoting(scene, verb)) {
        toc_actors_of(scene, parts.object, out);
    }
    if (out->count == 0) {
        int behind = subject_behind(scene, verb);
        toc_actors_of(scene, behind >= 0 ? behind : parts.passive ? parts.agent : parts.subject, out);
    }
}

void toc_speaker_set(const toc_scene *scene, int verb, toc_governed *g) {
    toc_found_list list = {.count = 0};
    if (g->speaker >= 0) {
        return;
    }
    tellers_find(scene, letting_verb(scene, verb), &list);
    if (list.count > 0) {
        g->speaker = list.items[0].mention;
        g->speaker_node = verb;
    }
}

void toc_noun_speaker_set(const toc_scene *scene, int noun, toc_governed *g) {
    toc_clause_parts parts;
    toc_found_list list = {.count = 0};
    toc_clause_read(scene, noun, &parts);
    toc_actors_of(scene, parts.agent >= 0 ? parts.agent : parts.possessor, &list);
    for (int i = 0; i < parts.oblique_count && list.count == 0; i++) { /* "a report from Kyiv that" */
        if (toc_str_equal(parts.obliques[i].prep, TOC_STR("from")) ||
            toc_str_equal(parts.obliques[i].prep, TOC_STR("of"))) {
            toc_actors_of(scene, parts.obliques[i].node, &list);
        }
    }
    for (int c = scene->first_child[noun]; c >= 0 && list.count == 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        if ((rel == TOC_R_AMOD || rel == TOC_R_COMPOUND) && scene->mention_at[c] >= 0) {
            toc_found_add(&list, scene, scene->mention_at[c], 1.0, false); /* "the Turkish account that" */
        }
    }
    if (list.count > 0 && g->speaker < 0) {
        g->speaker = list.items[0].mention;
        g->speaker_node = noun;
    }
}

static bool is_own_words(const toc_scene *scene, int node) {
    return toc_str_equal(toc_case_of(scene, node), TOC_STR("in")) &&
           (toc_scene_lemma_is(scene, node, "word") || toc_scene_lemma_is(scene, node, "view") ||
            toc_scene_lemma_is(scene, node, "opinion") || toc_scene_lemma_is(scene, node, "account"));
}

/* "according to the minister", "in Moscow's view". */
static void according_read(const toc_scene *scene, int node, toc_governed *g) {
    toc_str prep = toc_case_of(scene, node);
    toc_found_list list = {.count = 0};
    if (toc_str_equal(prep, TOC_STR("accord")) || toc_str_equal(prep, TOC_STR("according")) ||
        is_own_words(scene, node)) {
        toc_actors_of(scene, node, &list);
    }
    if (list.count > 0) {
        g->speaker = list.items[0].mention;
        g->speaker_node = node;
    }
}

/* A clause beside that tells and has nothing else to tell: "…, Khrenin said", "as the minister put it". */
static bool is_telling(const toc_scene *scene, int clause) {
    toc_rel rel = (toc_rel)scene->nodes[clause].rel;
    int object = toc_child_with(scene, clause, TOC_R_OBJ);
    bool beside = rel == TOC_R_PARATAXIS || rel == TOC_R_ADVCL || rel == TOC_R_CONJ;
    if (!beside || !toc_is_verb(scene, clause)) {
        return false;
    }
    bool as_told = toc_scene_lemma_is(scene, clause, "put") ||
                   (toc_str_equal(toc_mark_of(scene, clause), TOC_STR("as")) && toc_is_aside_verb(scene, clause));
    if (as_told && toc_scene_lemma_is(scene, object, "it")) {
        return true; /* "as the minister put it", "as Vilnius tells it" */
    }
    bool empty =
        toc_child_with(scene, clause, TOC_R_CCOMP) < 0 && (object < 0 || subject_behind(scene, clause) == object);
    return toc_is_aside_verb(scene, clause) && (rel == TOC_R_PARATAXIS || empty);
}

void toc_asides_read(const toc_scene *scene, int node, toc_governed *g) {
    for (int c = scene->first_child[node]; c >= 0 && g->speaker < 0; c = scene->next_child[c]) {
        if (is_telling(scene, c)) {
            toc_speaker_set(scene, c, g);
        } else if (scene->nodes[c].rel == TOC_R_OBL) {
            according_read(scene, c, g);
        }
    }
}

void toc_own_words_read(const toc_scene *scene, toc_governed *g) {
    for (int i = 0; i < scene->n && g->speaker < 0; i++) {
        if (is_own_words(scene, i)) {
            according_read(scene, i, g);
        }
    }
}
