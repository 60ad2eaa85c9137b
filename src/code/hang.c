/*
 * Does a phrase of time or place belong to an act? From the top of the phrase
 * up to the first verb: the act may lie on this way. From the act up to that
 * verb: a time told of "held" is that of the talks, one told of "said" is not
 * that of what was said.
 */
#include "code/inside.h"

#define STEPS_MAX 16

static int head_of(const toc_scene *scene, int i) {
    return (int)scene->nodes[i].head - 1;
}

/* A noun behind such a preposition keeps its time and place to itself: "before the summit in October". */
static bool is_aside(const toc_scene *scene, int noun) {
    static const char *const words[] = {"before",    "after",   "until",   "till", "since",   "despite", "because",
                                        "following", "follow",  "ahead",   "over", "under",   "for",     "about",
                                        "against",   "without", "between", "as",   "pending", "than",    "prior"};
    return toc_str_is_among(toc_case_of(scene, noun), words, sizeof words / sizeof *words);
}

static bool is_report(const toc_scene *scene, int verb) {
    return toc_is_verb(scene, verb) &&
           toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[verb], TOC_STR("")) & TOC_OP_BIT(TOC_OP_REPORT);
}

/* May what is told of the head of node hold for node? */
static bool passes_down(const toc_scene *scene, int node, int top, bool through_report) {
    static const char *const marks[] = {"", "to", "while", "as", "by", "in"};
    int head = head_of(scene, node);
    switch (toc_rel_of(scene, node)) {
    case TOC_R_CONJ:
        return toc_child_with(scene, node, TOC_R_NSUBJ) < 0 || top < head;
    case TOC_R_XCOMP:
    case TOC_R_OBJ:
    case TOC_R_COMPOUND:
    case TOC_R_APPOS:
        return true;
    case TOC_R_NMOD:
    case TOC_R_OBL:
        return !is_aside(scene, node) || toc_str_equal(toc_case_of(scene, node), TOC_STR("for"));
    case TOC_R_NSUBJ:
        return !toc_is_verb(scene, node);
    case TOC_R_CCOMP:
        return through_report || !is_report(scene, head);
    case TOC_R_ADVCL:
        return (through_report || !is_report(scene, head)) &&
               toc_str_is_among(toc_mark_of(scene, node), marks, sizeof marks / sizeof *marks);
    case TOC_R_ACL:
        return toc_str_equal(toc_mark_of(scene, node), TOC_STR("to"));
    default:
        return false;
    }
}

/* A verb, and not a noun that was tagged as one: "held exercises". */
static bool is_clause_verb(const toc_scene *scene, int i) {
    toc_rel rel = (toc_rel)scene->nodes[i].rel;
    bool nominal = rel == TOC_R_OBJ || rel == TOC_R_OBL || rel == TOC_R_NMOD || rel == TOC_R_NSUBJ;
    return toc_is_verb(scene, i) && !nominal;
}

/* The verb, or root, that the phrase hangs on; *on_way when the act was met before; -1 when it stands aside. */
static int verb_above(const toc_scene *scene, int top, int predicate, bool *on_way) {
    bool of = toc_str_equal(toc_case_of(scene, top), TOC_STR("of"));
    int at = head_of(scene, top);
    for (int steps = 0; at >= 0 && steps < STEPS_MAX; steps++) {
        if (at == predicate) {
            *on_way = true;
            return at;
        }
        if (is_clause_verb(scene, at) || head_of(scene, at) < 0) {
            return at;
        }
        if (of || is_aside(scene, at) || toc_is_clausal((toc_rel)scene->nodes[at].rel)) {
            return -1;
        }
        at = head_of(scene, at);
    }
    return -1;
}

bool toc_is_composed(const toc_act *act, toc_str cameo) {
    bool joint = toc_str_equal(cameo, TOC_STR("062")); /* an exercise that became a joint one is the same act */
    return !joint && !toc_str_equal(cameo, act->action->cameo);
}

int toc_hang(const toc_scene *scene, int top, int predicate, bool through_report, int *out_verb) {
    bool on_way = false;
    int verb = verb_above(scene, top, predicate, &on_way);
    *out_verb = verb;
    if (verb < 0 || on_way) {
        return verb < 0 ? -1 : 0;
    }
    for (int at = predicate, steps = 1; steps < STEPS_MAX && head_of(scene, at) >= 0; steps++) {
        if (!passes_down(scene, at, top, through_report)) {
            return -1;
        }
        at = head_of(scene, at);
        if (at == verb) {
            return steps;
        }
    }
    return -1;
}
