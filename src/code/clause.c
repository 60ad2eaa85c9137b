/*
 * Clauses: who is the subject of a predicate, what its object, which obliques.
 *
 * The subject is looked for at the verb, then where English hides it: the verb
 * it is joined to, the one that controls it, the noun it modifies. A passive
 * turns subject and agent about. For a noun predicate (talks, an attack) the
 * subject is that of the light verb above it, its possessor, or what stands
 * behind "by".
 */
#include "code/inside.h"

#include <string.h>

static bool is_passive(const toc_scene *scene, int verb) {
    if (scene->nodes[verb].form != TOC_FORM_PARTICIPLE) {
        return false;
    }
    bool have = false;
    for (int c = scene->first_child[verb]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == TOC_R_AUX) {
            if (toc_scene_lemma_is(scene, c, "be") || toc_scene_lemma_is(scene, c, "get")) {
                return true;
            }
            have |= toc_scene_lemma_is(scene, c, "have");
        }
    }
    if (have) {
        return false;
    }
    if (scene->nodes[verb].rel == TOC_R_CONJ) {
        int head = (int)scene->nodes[verb].head - 1;
        return toc_child_with(scene, verb, TOC_R_NSUBJ) < 0 && toc_is_verb(scene, head) && is_passive(scene, head);
    }
    return scene->nodes[verb].rel == TOC_R_ACL ||
           (toc_child_with(scene, verb, TOC_R_NSUBJ) < 0 && toc_child_with(scene, verb, TOC_R_OBJ) < 0);
}

static bool is_relative(const toc_scene *scene, int i) {
    return toc_scene_lemma_is(scene, i, "who") || toc_str_equal(scene->tokens[i].lower, TOC_STR("whom")) ||
           toc_scene_lemma_is(scene, i, "which") || toc_scene_lemma_is(scene, i, "that");
}

/* Where the tree is weak: an actor right below a finite verb, to its left and without a preposition, is its subject
 * whatever the label says. */
static int actor_before(const toc_scene *scene, int verb) {
    bool finite = scene->nodes[verb].form == TOC_FORM_PAST || scene->nodes[verb].form == TOC_FORM_PRESENT ||
                  scene->nodes[verb].rel == TOC_R_ROOT;
    for (int c = scene->first_child[verb]; finite && c >= 0 && c < verb; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        if (scene->mention_at[c] >= 0 && rel != TOC_R_OBJ && rel != TOC_R_VOCATIVE && rel != TOC_R_CONJ &&
            toc_case_of(scene, c).len == 0) {
            return c;
        }
    }
    return -1;
}

/* "Islamabad, which Kabul says has bombed …", "the army, which Cairo is said to have armed": the noun that the relative
 * pronoun of the report above stands for, or -1. */
static int relative_above(const toc_scene *scene, int verb) {
    int head = (int)scene->nodes[verb].head - 1;
    toc_rel rel = toc_rel_of(scene, verb);
    if (head < 0 || (rel != TOC_R_CCOMP && rel != TOC_R_XCOMP) || scene->nodes[head].rel != TOC_R_ACL) {
        return -1;
    }
    int object = toc_child_with(scene, head, TOC_R_OBJ);
    bool report =
        toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[head], TOC_STR("")) & TOC_OP_BIT(TOC_OP_REPORT);
    return report && object >= 0 && is_relative(scene, object) ? (int)scene->nodes[head].head - 1 : -1;
}

int toc_subject_of(const toc_scene *scene, int verb, int depth) {
    int own = toc_child_with(scene, verb, TOC_R_NSUBJ);
    int head = (int)scene->nodes[verb].head - 1;
    toc_rel rel = toc_rel_of(scene, verb);
    if (own >= 0 && is_relative(scene, own) && rel == TOC_R_ACL && head >= 0) {
        return head;
    }
    if (own >= 0) {
        return own;
    }
    own = actor_before(scene, verb);
    if (own < 0 && rel == TOC_R_CCOMP) {
        own = relative_above(scene, verb);
    }
    if (own >= 0) {
        return own;
    }
    if (head < 0 || depth > 6) {
        return -1;
    }
    if (rel == TOC_R_ACL) {
        bool noun_of_act = toc_scene_lemma_is(scene, head, "decision") || toc_scene_lemma_is(scene, head, "plan") ||
                           scene->nodes[verb].form == TOC_FORM_BASE;
        return noun_of_act ? toc_subject_of(scene, head, depth + 1) : head;
    }
    if (rel == TOC_R_XCOMP || rel == TOC_R_CCOMP) {
        int object = toc_child_with(scene, head, TOC_R_OBJ);
        object = object >= 0 && object < verb ? object : toc_child_with(scene, head, TOC_R_IOBJ);
        for (int c = scene->first_child[head]; c >= 0 && object < 0; c = scene->next_child[c]) {
            bool on = toc_str_equal(toc_case_of(scene, c), TOC_STR("on")) ||
                      toc_str_equal(toc_case_of(scene, c), TOC_STR("to"));
            object = scene->nodes[c].rel == TOC_R_OBL && on && scene->mention_at[c] >= 0 && c < verb ? c : -1;
        }
        bool promise = toc_scene_lemma_is(scene, head, "promise") || scene->nodes[verb].rel == TOC_R_CCOMP;
        if (object >= 0 && object < verb && !promise) {
            return object;
        }
        return toc_subject_of(scene, head, depth + 1);
    }
    if (rel == TOC_R_ADVCL && toc_str_equal(toc_mark_of(scene, verb), TOC_STR("as")) &&
        (toc_scene_lemma_is(scene, head, "quote") || toc_scene_lemma_is(scene, head, "cite"))) {
        int quoted = toc_child_with(scene, head, TOC_R_OBJ); /* "quoted him as saying", "he was quoted as saying" */
        return quoted >= 0 ? quoted : toc_child_with(scene, head, TOC_R_NSUBJ);
    }
    if (rel == TOC_R_CONJ || rel == TOC_R_ADVCL || rel == TOC_R_OBL) {
        return toc_subject_of(scene, head, depth + 1);
    }
    return -1;
}

static void oblique_add(toc_clause_parts *out, toc_str prep, int node) {
    if (out->oblique_count < TOC_OBLIQUES_MAX && prep.len > 0) {
        out->obliques[out->oblique_count].prep = prep;
        out->obliques[out->oblique_count++].node = node;
    }
}

static void obliques_add(const toc_scene *scene, int node, toc_clause_parts *out, int depth) {
    for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        toc_str prep = toc_case_of(scene, c);
        bool possessive = prep.len > 0 && (prep.ptr[0] == '\'' || toc_str_starts(prep, TOC_STR("’")));
        if ((rel == TOC_R_OBL || rel == TOC_R_NMOD) && !possessive) {
            oblique_add(out, prep, c);
            bool border = toc_lexicon_in_class(scene->lexicon, scene->lemma[c],
                                               toc_lexicon_class(scene->lexicon, TOC_STR("BORDER")));
            if (depth < 2 && !border) { /* "near the border with Poland": not with Poland */
                obliques_add(scene, c, out, depth + 1);
            }
        } else if (depth < 2 && (rel == TOC_R_OBJ || rel == TOC_R_IOBJ || rel == TOC_R_XCOMP) &&
                   !toc_is_verb(scene, c)) {
            obliques_add(scene, c, out, depth + 1);
        }
    }
}

static int possessor_of(const toc_scene *scene, int noun) {
    for (int c = scene->first_child[noun]; c >= 0; c = scene->next_child[c]) {
        toc_str prep = toc_case_of(scene, c);
        bool marked = prep.len == 0 || prep.ptr[0] == '\'' || toc_str_starts(prep, TOC_STR("’"));
        if (scene->nodes[c].rel == TOC_R_NMOD && marked) {
            return c;
        }
    }
    return -1;
}

/* Verbs whose subject is the doer of the noun below them: "planned an attack", "called for talks". */
static bool verb_lends_subject(const toc_scene *scene, int verb, toc_str prep) {
    uint32_t bits = toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[verb], prep);
    return bits &
           (TOC_OP_BIT(TOC_OP_SUPPORT) | TOC_OP_BIT(TOC_OP_ASK) | TOC_OP_BIT(TOC_OP_DEMAND) | TOC_OP_BIT(TOC_OP_PLAN) |
            TOC_OP_BIT(TOC_OP_PROMISE) | TOC_OP_BIT(TOC_OP_THREATEN) | TOC_OP_BIT(TOC_OP_REFUSE));
}

static void noun_clause(const toc_scene *scene, int noun, toc_clause_parts *out) {
    int head = (int)scene->nodes[noun].head - 1;
    toc_rel rel = (toc_rel)scene->nodes[noun].rel;
    obliques_add(scene, noun, out, 0);
    for (int i = 0; i < out->oblique_count && out->agent < 0; i++) {
        if (toc_str_equal(out->obliques[i].prep, TOC_STR("by"))) {
            out->agent = out->obliques[i].node;
        }
    }
    out->possessor = possessor_of(scene, noun);
    if (toc_child_with(scene, noun, TOC_R_COP) >= 0 && toc_str_equal(toc_case_of(scene, noun), TOC_STR("at"))) {
        out->subject = toc_child_with(scene, noun, TOC_R_NSUBJ); /* "are at war" */
    }
    /* conjuncts share what stands above the first of them */
    int top = noun;
    while (rel == TOC_R_CONJ && head >= 0 && !toc_is_verb(scene, head)) {
        top = head;
        rel = (toc_rel)scene->nodes[top].rel;
        head = (int)scene->nodes[top].head - 1;
    }
    if (top != noun) {
        obliques_add(scene, top, out, 1);
    }
    if (head >= 0 && toc_is_verb(scene, head)) {
        toc_clause_parts above;
        bool light =
            toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[head], TOC_STR("")) & TOC_OP_BIT(TOC_OP_SUPPORT) ||
            toc_lexicon_in_class(scene->lexicon, scene->lemma[head],
                                 toc_lexicon_class(scene->lexicon, TOC_STR("ADDRESS")));
        bool occurs = rel == TOC_R_NSUBJ && toc_lexicon_in_class(scene->lexicon, scene->lemma[head],
                                                                 toc_lexicon_class(scene->lexicon, TOC_STR("OCCUR")));
        toc_clause_read(scene, head, &above);
        bool lends = light || verb_lends_subject(scene, head, toc_case_of(scene, top));
        if (out->subject < 0 && lends &&
            (rel == TOC_R_OBJ || (rel == TOC_R_NSUBJ && above.passive) || rel == TOC_R_OBL)) {
            out->subject = above.passive ? above.agent : above.subject;
        }
        /* "clashes broke out between": what is told of the verb is told of the noun */
        for (int i = 0; (light || occurs) && i < above.oblique_count; i++) {
            if (above.obliques[i].node != noun) {
                oblique_add(out, above.obliques[i].prep, above.obliques[i].node);
            }
        }
    }
}

void toc_clause_read(const toc_scene *scene, int predicate, toc_clause_parts *out) {
    *out = (toc_clause_parts){
        .predicate = predicate, .subject = -1, .object = -1, .iobject = -1, .agent = -1, .possessor = -1};
    if (!toc_is_verb(scene, predicate)) {
        noun_clause(scene, predicate, out);
        return;
    }
    out->passive = is_passive(scene, predicate);
    obliques_add(scene, predicate, out, 0);
    int subject = toc_subject_of(scene, predicate, 0);
    if (!out->passive) {
        out->subject = subject;
        out->object = toc_child_with(scene, predicate, TOC_R_OBJ);
        out->iobject = toc_child_with(scene, predicate, TOC_R_IOBJ);
        if (out->object >= 0 && is_relative(scene, out->object) && scene->nodes[predicate].rel == TOC_R_ACL) {
            out->object = (int)scene->nodes[predicate].head - 1; /* "Kyiv, which Moscow accuses" */
        }
        if (out->object < 0 && out->subject >= 0) {
            int above = relative_above(scene, predicate);
            out->object = above != out->subject ? above : -1;
        }
        /* "the treaty that Minsk signed": the noun is the object */
        if (out->object < 0 && scene->nodes[predicate].rel == TOC_R_ACL &&
            toc_child_with(scene, predicate, TOC_R_NSUBJ) >= 0) {
            int head = (int)scene->nodes[predicate].head - 1;
            out->object = out->subject != head ? head : -1;
        }
        return;
    }
    out->object = scene->nodes[predicate].rel == TOC_R_ACL && toc_child_with(scene, predicate, TOC_R_NSUBJ) < 0
                      ? (int)scene->nodes[predicate].head - 1
                      : subject;
    if (out->object >= 0 && out->object < predicate && scene->nodes[out->object].rel == TOC_R_NSUBJ) {
        obliques_add(scene, out->object, out, 1); /* "lines to Minsk should be kept open" */
    }
    for (int i = 0; i < out->oblique_count; i++) {
        if (toc_str_equal(out->obliques[i].prep, TOC_STR("by"))) {
            out->agent = out->obliques[i].node;
            break;
        }
    }
    out->subject = out->agent;
    int given = toc_child_with(scene, predicate, TOC_R_OBJ);
    if (given >= 0 && out->object == subject && scene->nodes[predicate].rel != TOC_R_ACL) {
        out->iobject = subject; /* "Kyiv was given tanks" */
        out->object = given;
    }
}
