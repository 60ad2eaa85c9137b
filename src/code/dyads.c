/* Method: see dyads.h. */
#include "code/dyads.h"

#include "code/heads.h"
#include "code/score.h"
#include "event/actor.h"

#include <math.h>
#include <string.h>

/* Found on sentences kept apart, as those of judge.c. */
#define SURE_LEAST 0.6
/* The same of what a word denies; and of what one does alone. */
#define SURE_DENIED 0.75
#define SURE_ALONE 0.9
/* The same of what will, may or is to be: "Norway will reopen its embassy". */
#define SURE_AHEAD 0.95
/* What is praised, condemned or alleged is told as well, when the two are surely joined and its root is so likely. */
#define SWALLOWED_LEAST 0.25
/* Of a root that is less likely told nobody asks what speaks for it. */
#define TOLD_LEAST 0.2
/* Found on sentences kept apart: shares of the two scores, and what is added to both. */
#define JOINED_SHARE 0.6f
#define TOLD_SHARE 0.48f
#define JOINED_MORE 0.1f
/* Heads that are surer count: 1 of 3 or more. */
#define USUAL_LEAST 0.3f

/* Of a name that only its sentence gives a state, the scorer knows too little. */
static bool is_nobody(const toc_scene *scene, int mention) {
    return toc_actor_has_sector(scene->mentions[mention].code, TOC_STR("UNK"));
}

toc_str toc_side_of(toc_str code) {
    toc_str root = toc_actor_root(code);
    return root.len == 0 && toc_str_starts(code, TOC_STR("IMG")) ? toc_str_slice(code, 0, 3) : root;
}

static toc_str root_of(const toc_scene *scene, int mention) {
    return toc_side_of(scene->mentions[mention].code);
}

int toc_couples_find(const toc_desk *desk, toc_couple out[TOC_DYADS_MAX]) {
    const toc_scene *scene = &desk->scene;
    int count = 0, actors = scene->known_count < TOC_DYAD_ACTORS_MAX ? scene->known_count : TOC_DYAD_ACTORS_MAX;
    for (int a = 0; a < actors; a++) {
        if (root_of(scene, a).len == 0 || is_nobody(scene, a)) {
            continue;
        }
        for (int b = 0; b < actors; b++) {
            bool two = root_of(scene, b).len > 0 && !is_nobody(scene, b) &&
                       !toc_str_equal(root_of(scene, a), root_of(scene, b));
            if (two || a == b) {
                out[count++] = (toc_couple){a, two ? b : -1};
            }
        }
    }
    return count;
}

bool toc_is_root_among(const toc_scene *scene, const toc_found_list *list, toc_str root) {
    for (int i = 0; i < list->count; i++) {
        if (toc_str_equal(toc_side_of(scene->mentions[list->items[i].mention].code), root)) {
            return true;
        }
    }
    return false;
}

/* One alone is a case of its own: what says most of it is said once more, as of its kind. */
static void alone_add(toc_features *f) {
    static const char *const kinds[] = {"nearest head",      "composed",  "source's way", "meeting",
                                        "source's chain of", "source is", "head"};
    int count = f->count;
    for (int i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            if (f->items[i].kind[0] == kinds[k][0] && strcmp(f->items[i].kind, kinds[k]) == 0) {
                toc_features_add(f, "alone", toc_str_of(kinds[k]), f->items[i].a, f->items[i].value, f->items[i].token);
            }
        }
    }
    toc_features_add(f, "alone", (toc_str){"", 0}, (toc_str){"", 0}, 1, -1);
}

/* Of how many states and bodies the sentence tells, five at most: of two, whatever is done joins them; among five,
 * hardly any two. */
static int company_of(const toc_scene *scene) {
    int count = 0;
    for (int i = 0; i < scene->known_count && count < 5; i++) {
        bool first = root_of(scene, i).len > 0;
        for (int k = 0; k < i && first; k++) {
            first = !toc_str_equal(root_of(scene, k), root_of(scene, i));
        }
        count += first;
    }
    return count;
}

static void company_add(const toc_scene *scene, toc_features *f) {
    static const char *const numbers[] = {"0", "1", "2", "3", "4", "more"};
    toc_features_add(f, "actors", toc_str_of(numbers[company_of(scene)]), (toc_str){"", 0}, 1, -1);
}

void toc_dyad_features(const toc_desk *desk, const toc_couple *couple, toc_features *out) {
    const toc_scene *scene = &desk->scene;
    const toc_mention *s = &scene->mentions[couple->source];
    const toc_mention *t = couple->target >= 0 ? &scene->mentions[couple->target] : NULL;
    toc_features_read(scene, desk->coder->syntax, desk->coder->ontology, (toc_span){s->from, s->to},
                      t ? (toc_span){t->from, t->to} : (toc_span){-1, -1}, out);
    if (!t) {
        alone_add(out);
    }
    company_add(scene, out);
    toc_framed_read(desk, root_of(scene, couple->source), t ? root_of(scene, couple->target) : (toc_str){"", 0}, out);
}

static double chance_of(float score) {
    return 1 / (1 + exp(-(double)score));
}

/* That anything joins the two, and the likeliest of what is told, are two answers to nearly one question: better
 * together than either. Of one alone the second tells nothing more. */
static float joined_score(const float scores[TOC_ENCODER_OUT], bool alone) {
    return alone ? scores[TOC_ENCODER_JOINED]
                 : JOINED_SHARE * scores[TOC_ENCODER_JOINED] + TOLD_SHARE * toc_encoder_told(scores) + JOINED_MORE;
}

/* "Russian missiles had hit Poland": a subject that tells of the deed gives way to a verb that does, by the lexicon. */
static void verbs_prefer(const toc_desk *desk, int tokens[TOC_SCORER_ROOTS]) {
    const toc_scene *scene = &desk->scene;
    float roots[TOC_ROOT_COUNT]; /* of the verb read last: most roots have the same */
    int read = -1;
    for (int r = 0; r < TOC_SCORER_ROOTS; r++) {
        int token = tokens[r];
        int verb = token >= 0 && scene->nodes[token].rel == TOC_R_NSUBJ ? (int)scene->nodes[token].head - 1 : -1;
        if (verb < 0 || !toc_is_verb(scene, verb)) {
            continue;
        }
        if (verb != read) {
            toc_head_roots_at(scene, desk->coder->ontology, verb, roots);
            read = verb;
        }
        tokens[r] = roots[r + TOC_AGREE] >= USUAL_LEAST ? verb : token;
    }
}

/* False: no memory. */
static bool dyad_read(const toc_desk *desk, const toc_couple *couple, toc_encoded *encoded, toc_features *features,
                      toc_dyad *out) {
    const toc_scene *scene = &desk->scene;
    toc_dyad d = {.source = couple->source,
                  .target = couple->target,
                  .s = root_of(scene, couple->source),
                  .t = couple->target >= 0 ? root_of(scene, couple->target) : (toc_str){"", 0}};
    float scores[TOC_ENCODER_OUT];
    toc_encoder_words words;
    int best = 0;
    toc_dyad_features(desk, couple, features);
    if (!toc_encoded_score(toc_scorer_encoder(desk->coder->scorer), encoded, features, couple->target < 0, false,
                           scores, &words)) {
        return false;
    }
    toc_scorer_odds(scores, d.odds);
    for (int r = 1; r < TOC_SCORER_ROOTS; r++) {
        best = d.odds[r] > d.odds[best] ? r : best;
    }
    const toc_head_hit *hit = toc_head_witness(features, 1u << best);
    verbs_prefer(desk, words.token);
    d.predicate = couple->target >= 0 && words.token[best] >= 0 ? words.token[best] : features->predicate;
    d.joined = chance_of(joined_score(scores, couple->target < 0));
    d.home = chance_of(scores[TOC_ENCODER_HOME]);
    for (int r = 0; r < TOC_SCORER_ROOTS; r++) {
        d.roots[r].told = chance_of(scores[TOC_ENCODER_TOLD + r]);
        const toc_head_hit *speaks = d.roots[r].told >= TOLD_LEAST ? toc_head_witness(features, 1u << r) : NULL;
        d.roots[r].head = speaks ? speaks->head : NULL;
        d.roots[r].token = words.token[r] >= 0 ? words.token[r] : speaks ? speaks->token : features->predicate;
    }
    d.root = (toc_root)(best + TOC_AGREE);
    d.head = hit ? hit->head : NULL;
    *out = d;
    return true;
}

static toc_rc out_of_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory while reading a sentence");
}

toc_rc toc_dyads_read(const toc_desk *desk, toc_dyad *out, int *count, toc_err *err) {
    toc_couple couples[TOC_DYADS_MAX];
    toc_features features; /* filled anew for each two */
    int all = toc_couples_find(desk, couples);
    bool reads = all > 0 && desk->scene.n <= TOC_ENCODER_TOKENS;
    toc_encoded *encoded = reads ? toc_encode(toc_scorer_encoder(desk->coder->scorer), &desk->scene,
                                              desk->coder->syntax, desk->coder->ontology)
                                 : NULL;
    *count = 0;
    if (reads && !encoded) {
        return out_of_memory(err);
    }
    for (int i = 0; i < all; i++) {
        toc_dyad d;
        int at = 0;
        if (!dyad_read(desk, &couples[i], encoded, &features, &d)) {
            return out_of_memory(err);
        }
        while (at < *count && !(toc_str_equal(out[at].s, d.s) && toc_str_equal(out[at].t, d.t))) {
            at++;
        }
        if (at == *count || d.joined > out[at].joined) {
            out[at] = d;
        }
        *count += at == *count;
    }
    return TOC_OK;
}

bool toc_is_of_words(toc_root root) {
    return toc_root_quad(root) == 3 || root == TOC_AGREE || root == TOC_SUPPORT;
}

/* "ended their stay": what is over is what it tells. */
static bool is_end(const toc_scene *scene, const toc_dyad *dyad, const toc_governed *g) {
    return (dyad->root == TOC_RETREAT || dyad->root == TOC_CONCEDE) && dyad->predicate >= 0 &&
           !toc_is_verb(scene, dyad->predicate) && g->modality == TOC_DENIED &&
           strcmp(g->modality_rule, "did not") == 0;
}

/* A threat is made by a warning; and by what might or shall not be ("no tanker of theirs will pass"), unless a word of
 * the lexicon says what. own: the auxiliary is the deed's. */
static bool is_threat(const toc_dyad *dyad, const toc_governed *g, bool own) {
    bool feared = g->modality == TOC_HYPOTHETICAL, denied = g->modality == TOC_DENIED;
    bool warned = feared && strcmp(g->modality_rule, "warning") == 0;
    bool content = (feared && own && strcmp(g->modality_rule, "auxiliary") == 0) ||
                   (denied && strcmp(g->modality_rule, "negation") == 0);
    return dyad->root == TOC_THREATEN && (warned || (content && !dyad->head && dyad->predicate >= 0));
}

/* Words are done when they are said; what a frame of a verb would call planned or asked for is in the root already.
 * What the scorer is sure of is done, too: it has learnt of denials, plans and the past. */
static toc_modality modality_of(const toc_scene *scene, const toc_dyad *dyad, const toc_governed *g) {
    bool words = toc_is_of_words(dyad->root), friendly = toc_root_quad(dyad->root) <= 2;
    bool asked = g->modality == TOC_PLANNED || g->modality == TOC_REQUESTED;
    bool denied = g->modality == TOC_DENIED, refused = dyad->root == TOC_REJECT && denied;
    int verb = g->modality_word >= 0 ? (int)scene->nodes[g->modality_word].head - 1 : -1, at = dyad->predicate;
    bool own = verb >= 0 && at >= 0 && /* "has not lifted", and its object: "its ban" */
               (verb == at || (scene->nodes[at].rel == TOC_R_OBJ && (int)scene->nodes[at].head - 1 == verb));
    /* "no beef may be landed", "would not be forgotten", "did not touch their food" */
    bool by_not = dyad->root == TOC_SANCTION || dyad->root == TOC_THREATEN || dyad->root == TOC_PROTEST;
    bool aux = own && strcmp(g->modality_rule, "auxiliary") == 0, ahead = g->modality == TOC_PLANNED && aux;
    bool open = ahead || (g->modality == TOC_HYPOTHETICAL && aux) ||
                (g->modality == TOC_PLANNED && strcmp(g->modality_rule, "be to") == 0);
    bool sure = dyad->joined >= (dyad->target < 0                       ? SURE_ALONE
                                 : open || g->modality == TOC_REQUESTED ? SURE_AHEAD
                                 : denied && !by_not                    ? SURE_DENIED
                                                                        : SURE_LEAST) &&
                !(denied && friendly && own) && /* "will no longer notify" */
                !toc_is_ruled_out(toc_str_of(g->modality_rule)) &&
                !(at >= 0 && toc_is_verb(scene, at) && strcmp(g->modality_rule, TOC_RULE_DENIAL) == 0);
    bool said = is_threat(dyad, g, own) || (words && asked && !(ahead && dyad->root == TOC_SUPPORT));
    return said || refused || sure || is_end(scene, dyad, g) ? TOC_DONE : g->modality;
}

bool toc_dyad_act(const toc_desk *desk, const toc_dyad *dyad, toc_act *act, toc_governed *governed) {
    const toc_scene *scene = &desk->scene;
    toc_action *action = toc_arena_alloc(scene->arena, sizeof *action);
    if (!action) {
        return false;
    }
    *action =
        (toc_action){.id = TOC_STR("scorer"),
                     .pos = toc_is_verb(scene, dyad->predicate) ? 'v' : 'n',
                     .cameo = dyad->head ? dyad->head->cameo : toc_ontology_usual(desk->coder->ontology, dyad->root),
                     .head = dyad->head};
    *act = (toc_act){
        .predicate = dyad->predicate, .action = action, .prior = dyad->joined * dyad->odds[dyad->root - TOC_AGREE]};
    act->sources.items[0] = (toc_found){dyad->source, scene->mentions[dyad->source].head, 1, false};
    act->sources.count = 1;
    act->targets.count = dyad->target >= 0;
    if (dyad->target >= 0) {
        act->targets.items[0] = (toc_found){dyad->target, scene->mentions[dyad->target].head, 1, false};
    }
    toc_clause_read(scene, dyad->predicate, &act->parts);
    toc_govern(scene, act, governed);
    governed->cameo = action->cameo;
    governed->modality = modality_of(scene, dyad, governed);
    governed->swallowed &=
        governed->warned || dyad->joined < SURE_LEAST || dyad->odds[dyad->root - TOC_AGREE] < SWALLOWED_LEAST;
    governed->sources = act->sources;
    governed->targets = act->targets;
    return true;
}
