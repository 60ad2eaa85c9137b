/* Method: see dyads.h. */
#include "code/dyads.h"

#include "code/heads.h"
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
    toc_dyad_view view;
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
    return toc_actor_has_sector(scene->mentions[mention].code, TOC_STR("UNK"));
}

static toc_str root_of(const toc_scene *scene, int mention) {
    return toc_actor_root(scene->mentions[mention].code);
}

static candidate candidate_read(const finder *f, int a, int b) {
    const toc_mention *source = &f->scene->mentions[a], *target = &f->scene->mentions[b];
    candidate c = {.source = a, .target = b};
    toc_scores scores;
    int best = 0;
    toc_features_read(f->scene, f->coder->syntax, f->coder->ontology, (toc_span){source->from, source->to},
                      (toc_span){target->from, target->to}, f->features);
    toc_scorer_run(f->coder->scorer, f->features, &scores);
    for (int r = 1; r < TOC_SCORER_ROOTS; r++) {
        best = scores.free[r] > scores.free[best] ? r : best;
    }
    const toc_head_hit *hit = toc_head_witness(f->features, 1u << best);
    c.predicate = f->features->predicate;
    c.view =
        (toc_dyad_view){.joined = scores.joined, .root = (toc_root)(best + TOC_AGREE), .head = hit ? hit->head : NULL};
    memcpy(c.view.odds, scores.free, sizeof c.view.odds);
    return c;
}

/* One place for each two roots: the likelier of what was read of them, either way round. */
static void candidate_keep(const toc_scene *scene, const candidate *c, candidate *all, int *count) {
    toc_str s = root_of(scene, c->source), t = root_of(scene, c->target);
    for (int i = 0; i < *count; i++) {
        toc_str x = root_of(scene, all[i].source), y = root_of(scene, all[i].target);
        if ((toc_str_equal(s, x) && toc_str_equal(t, y)) || (toc_str_equal(s, y) && toc_str_equal(t, x))) {
            all[i] = c->view.joined > all[i].view.joined ? *c : all[i];
            return;
        }
    }
    if (*count < TOC_DYADS_MAX) {
        all[(*count)++] = *c;
    }
}

bool toc_is_of_words(toc_root root) {
    return toc_root_quad(root) == 3 || root == TOC_AGREE || root == TOC_SUPPORT;
}

/* Words are done when they are said; what a frame of a verb would call planned or asked for is in the root already. */
static toc_modality modality_of(toc_root root, toc_modality governed) {
    bool words = toc_is_of_words(root);
    bool asked = governed == TOC_PLANNED || governed == TOC_REQUESTED;
    bool refused = root == TOC_REJECT && governed == TOC_DENIED;
    return (words && asked) || refused ? TOC_DONE : governed;
}

/* "Hanoi must remove its rig, Beijing warned": of words, who tells of it is who says them. */
static void speaker_first(const toc_scene *scene, toc_root root, toc_governed *g) {
    if (toc_is_of_words(root) && g->speaker >= 0 &&
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
    bool words = toc_is_of_words(c->view.root);
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
    *action =
        (toc_action){.id = TOC_STR("scorer"),
                     .pos = toc_is_verb(scene, c->predicate) ? 'v' : 'n',
                     .cameo = c->view.head ? c->view.head->cameo : toc_ontology_usual(f->coder->ontology, c->view.root),
                     .head = c->view.head};
    *out = (toc_dyad){.view = c->view,
                      .act = {.predicate = c->predicate,
                              .action = action,
                              .prior = c->view.joined * c->view.odds[c->view.root - TOC_AGREE]}};
    toc_clause_read(scene, c->predicate, &out->act.parts);
    toc_govern(scene, &out->act, &out->governed);
    out->governed.cameo = action->cameo;
    out->governed.modality = modality_of(c->view.root, out->governed.modality);
    out->governed.sources.items[0] = (toc_found){c->source, scene->mentions[c->source].head, 1, false};
    out->governed.targets.items[0] = (toc_found){c->target, scene->mentions[c->target].head, 1, false};
    out->governed.sources.count = out->governed.targets.count = 1;
    speaker_first(scene, c->view.root, &out->governed);
    out->act.sources = out->governed.sources;
    out->act.targets = out->governed.targets;
    return true;
}

static void sort_by_likelihood(candidate *all, int count) {
    for (int i = 1; i < count; i++) {
        candidate c = all[i];
        int k = i;
        for (; k > 0 && all[k - 1].view.joined < c.view.joined; k--) {
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
    for (int i = 0; i < n && all[i].view.joined >= TOC_DYAD_LEAST_FRAMED; i++) {
        if (all[i].predicate >= 0 && !is_only_told(scene, &all[i]) && !dyad_fill(&f, &all[i], &out[(*count)++])) {
            return toc_err_set(err, TOC_ENOMEM, "out of memory while reading two actors");
        }
    }
    return TOC_OK;
}

void toc_dyad_look(const toc_coder *coder, const toc_scene *scene, int source, int target, toc_dyad_view *out) {
    toc_features features;
    finder f = {coder, scene, &features};
    *out = candidate_read(&f, source, target).view;
}
