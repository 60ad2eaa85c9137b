/* Method: see dyads.h. */
#include "code/dyads.h"

#include "code/score.h"
#include "event/actor.h"

#include <string.h>

enum { ACTORS_MAX = 10 };

typedef struct finder {
    const toc_coder *coder;
    const toc_scene *scene;
    toc_features *features; /* of the two looked at last */
} finder;

typedef struct candidate {
    int source, target; /* mentions */
    int predicate;
    toc_scores scores;
    toc_root root;
    const toc_head *head; /* that speaks for the root, or NULL */
} candidate;

/* "in Geneva", "near Kharkiv": where it happens, not to whom. */
static bool is_scene(const toc_scene *scene, int mention) {
    const toc_mention *m = &scene->mentions[mention];
    toc_str at = toc_case_of(scene, m->head);
    return (m->kind == TOC_ENTRY_CAPITAL || m->kind == TOC_ENTRY_REGION || m->kind == TOC_ENTRY_STATE) &&
           (toc_str_equal(at, TOC_STR("in")) || toc_str_equal(at, TOC_STR("at")) || toc_str_equal(at, TOC_STR("near")));
}

/* Of a name that only its sentence gives a state, the scorer knows too little. */
static bool is_nobody(const toc_scene *scene, int mention) {
    return toc_is_stranger(scene, mention) || toc_actor_has_sector(scene->mentions[mention].code, TOC_STR("UNK"));
}

static toc_str root_of(const toc_scene *scene, int mention) {
    return toc_actor_root(scene->mentions[mention].code);
}

/* The nearest and surest head of this root. */
static const toc_head *witness(const toc_features *f, toc_root root) {
    const toc_head_hit *best = NULL;
    for (int i = 0; i < f->hit_count; i++) {
        const toc_head_hit *hit = &f->hits[i];
        bool better =
            !best || hit->place < best->place || (hit->place == best->place && hit->head->sure > best->head->sure);
        best = hit->root == root && better ? hit : best;
    }
    return best ? best->head : NULL;
}

static candidate candidate_read(const finder *f, int a, int b) {
    const toc_mention *source = &f->scene->mentions[a], *target = &f->scene->mentions[b];
    candidate c = {.source = a, .target = b};
    int best = 0;
    toc_features_read(f->scene, f->coder->syntax, f->coder->ontology, (toc_span){source->from, source->to},
                      (toc_span){target->from, target->to}, f->features);
    toc_scorer_run(f->coder->scorer, f->features, &c.scores);
    for (int r = 1; r < TOC_SCORER_ROOTS; r++) {
        best = c.scores.free[r] > c.scores.free[best] ? r : best;
    }
    c.predicate = f->features->predicate;
    c.root = (toc_root)(best + TOC_AGREE);
    c.head = witness(f->features, c.root);
    return c;
}

/* One place for each two roots: the likelier of what was read of them, either way round. */
static void candidate_keep(const toc_scene *scene, const candidate *c, candidate *all, int *count) {
    toc_str s = root_of(scene, c->source), t = root_of(scene, c->target);
    for (int i = 0; i < *count; i++) {
        toc_str x = root_of(scene, all[i].source), y = root_of(scene, all[i].target);
        if ((toc_str_equal(s, x) && toc_str_equal(t, y)) || (toc_str_equal(s, y) && toc_str_equal(t, x))) {
            all[i] = c->scores.joined > all[i].scores.joined ? *c : all[i];
            return;
        }
    }
    if (*count < TOC_DYADS_MAX) {
        all[(*count)++] = *c;
    }
}

/* Words are done when they are said; what a frame of a verb would call planned or asked for is in the root already. */
static toc_modality modality_of(toc_root root, toc_modality governed) {
    bool words = root == TOC_AGREE || root == TOC_REQUEST || root == TOC_ACCUSE || root == TOC_REJECT ||
                 root == TOC_THREATEN || root == TOC_SUPPORT;
    bool asked = governed == TOC_PLANNED || governed == TOC_REQUESTED;
    bool refused = root == TOC_REJECT && governed == TOC_DENIED;
    return (words && asked) || refused ? TOC_DONE : governed;
}

/* "Hanoi must remove its rig, Beijing warned": of words, who tells of it is who says them. */
static void speaker_first(const toc_scene *scene, toc_root root, toc_governed *g) {
    bool words = toc_root_quad(root) == 3 || root == TOC_AGREE || root == TOC_SUPPORT;
    if (words && g->speaker >= 0 &&
        toc_str_equal(root_of(scene, g->speaker), root_of(scene, g->targets.items[0].mention))) {
        toc_found_list sources = g->sources;
        g->sources = g->targets;
        g->targets = sources;
    }
}

/* "he said that …", "feared that …", "denied that …": by itself such a verb joins two actors in words only, and not
 * with whom the clause below it is about. */
static bool is_only_told(const toc_scene *scene, const candidate *c) {
    const uint32_t telling =
        TOC_OP_BIT(TOC_OP_REPORT) | TOC_OP_BIT(TOC_OP_WARN) | TOC_OP_BIT(TOC_OP_HYPO) | TOC_OP_BIT(TOC_OP_DENY);
    bool words = toc_root_quad(c->root) == 3 || c->root == TOC_AGREE || c->root == TOC_SUPPORT;
    bool tells = toc_is_verb(scene, c->predicate) &&
                 toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[c->predicate], TOC_STR("")) & telling;
    return tells && (!words || !toc_in_clause(scene, scene->mentions[c->target].head, c->predicate));
}

static bool dyad_fill(const finder *f, const candidate *c, toc_dyad *out) {
    const toc_scene *scene = f->scene;
    toc_action *action = toc_arena_alloc(scene->arena, sizeof *action);
    if (!action) {
        return false;
    }
    *action = (toc_action){.id = TOC_STR("scorer"),
                           .pos = toc_is_verb(scene, c->predicate) ? 'v' : 'n',
                           .cameo = c->head ? c->head->cameo : toc_ontology_usual(f->coder->ontology, c->root),
                           .head = c->head};
    *out = (toc_dyad){.joined = c->scores.joined,
                      .root = c->root,
                      .act = {.predicate = c->predicate,
                              .action = action,
                              .prior = c->scores.joined * c->scores.free[c->root - TOC_AGREE]}};
    memcpy(out->odds, c->scores.free, sizeof out->odds);
    toc_clause_read(scene, c->predicate, &out->act.parts);
    toc_govern(scene, &out->act, &out->governed);
    out->governed.cameo = action->cameo;
    out->governed.modality = modality_of(c->root, out->governed.modality);
    out->governed.sources.items[0] = (toc_found){c->source, scene->mentions[c->source].head, 1, false};
    out->governed.targets.items[0] = (toc_found){c->target, scene->mentions[c->target].head, 1, false};
    out->governed.sources.count = out->governed.targets.count = 1;
    speaker_first(scene, c->root, &out->governed);
    out->act.sources = out->governed.sources;
    out->act.targets = out->governed.targets;
    return true;
}

static void sort_by_likelihood(candidate *all, int count) {
    for (int i = 1; i < count; i++) {
        candidate c = all[i];
        int k = i;
        for (; k > 0 && all[k - 1].scores.joined < c.scores.joined; k--) {
            all[k] = all[k - 1];
        }
        all[k] = c;
    }
}

toc_rc toc_dyads_find(const toc_coder *coder, const toc_scene *scene, toc_dyad_known *known, void *ctx, toc_dyad *out,
                      int *count, toc_err *err) {
    candidate all[TOC_DYADS_MAX];
    toc_features features; /* filled anew for each two */
    finder f = {coder, scene, &features};
    int n = 0, actors = scene->known_count < ACTORS_MAX ? scene->known_count : ACTORS_MAX;
    *count = 0;
    for (int a = 0; a < actors; a++) {
        for (int b = 0; b < actors; b++) {
            toc_str x = root_of(scene, a), y = root_of(scene, b);
            if (x.len == 0 || y.len == 0 || toc_str_equal(x, y) || is_scene(scene, a) || is_scene(scene, b) ||
                is_nobody(scene, a) || is_nobody(scene, b) || known(ctx, x, y)) {
                continue;
            }
            candidate c = candidate_read(&f, a, b);
            candidate_keep(scene, &c, all, &n);
        }
    }
    sort_by_likelihood(all, n);
    for (int i = 0; i < n && all[i].scores.joined >= TOC_DYAD_LEAST_FRAMED; i++) {
        if (all[i].predicate >= 0 && !is_only_told(scene, &all[i]) && !dyad_fill(&f, &all[i], &out[(*count)++])) {
            return toc_err_set(err, TOC_ENOMEM, "out of memory while reading two actors");
        }
    }
    return TOC_OK;
}

toc_rc toc_dyad_look(const toc_coder *coder, const toc_scene *scene, int source, int target, toc_dyad_view *out,
                     toc_err *err) {
    finder f = {coder, scene, toc_arena_alloc(scene->arena, sizeof *f.features)};
    if (!f.features) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while reading two actors");
    }
    candidate c = candidate_read(&f, source, target);
    *out = (toc_dyad_view){.joined = c.scores.joined, .root = c.root, .head = c.head};
    memcpy(out->odds, c.scores.free, sizeof out->odds);
    return TOC_OK;
}
