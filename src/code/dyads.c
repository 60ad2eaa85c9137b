/* Method: see dyads.h. */
#include "code/dyads.h"

#include "code/heads.h"
#include "code/score.h"
#include "event/actor.h"

#include <string.h>

/* Found on sentences kept apart, as those of judge.c. */
#define SURE_LEAST 0.67

/* Of a name that only its sentence gives a state, the scorer knows too little. */
static bool is_nobody(const toc_scene *scene, int mention) {
    return toc_actor_has_sector(scene->mentions[mention].code, TOC_STR("UNK"));
}

static toc_str root_of(const toc_scene *scene, int mention) {
    return toc_actor_root(scene->mentions[mention].code);
}

int toc_dyad_actors(const toc_scene *scene) {
    return scene->known_count < TOC_DYAD_ACTORS_MAX ? scene->known_count : TOC_DYAD_ACTORS_MAX;
}

bool toc_is_dyad(const toc_scene *scene, int source, int target) {
    toc_str s = root_of(scene, source), t = root_of(scene, target);
    return s.len > 0 && t.len > 0 && !toc_str_equal(s, t) && !is_nobody(scene, source) && !is_nobody(scene, target);
}

bool toc_is_root_among(const toc_scene *scene, const toc_found_list *list, toc_str root) {
    for (int i = 0; i < list->count; i++) {
        if (toc_str_equal(toc_actor_root(scene->mentions[list->items[i].mention].code), root)) {
            return true;
        }
    }
    return false;
}

void toc_dyad_features(const toc_desk *desk, int source, int target, toc_features *out) {
    const toc_mention *s = &desk->scene.mentions[source], *t = &desk->scene.mentions[target];
    toc_features_read(&desk->scene, desk->coder->syntax, desk->coder->ontology, (toc_span){s->from, s->to},
                      (toc_span){t->from, t->to}, out);
    toc_framed_read(desk, root_of(&desk->scene, source), root_of(&desk->scene, target), out);
}

static toc_dyad dyad_read(const toc_desk *desk, int source, int target, toc_features *features) {
    const toc_scene *scene = &desk->scene;
    toc_dyad d = {.source = source, .target = target, .s = root_of(scene, source), .t = root_of(scene, target)};
    toc_scores scores;
    int best = 0;
    toc_dyad_features(desk, source, target, features);
    toc_scorer_run(desk->coder->scorer, features, &scores);
    for (int r = 1; r < TOC_SCORER_ROOTS; r++) {
        best = scores.free[r] > scores.free[best] ? r : best;
    }
    const toc_head_hit *hit = toc_head_witness(features, 1u << best);
    d.predicate = features->predicate;
    d.joined = scores.joined;
    d.root = (toc_root)(best + TOC_AGREE);
    d.head = hit ? hit->head : NULL;
    memcpy(d.odds, scores.free, sizeof d.odds);
    return d;
}

int toc_dyads_read(const toc_desk *desk, toc_dyad *out) {
    const toc_scene *scene = &desk->scene;
    toc_features features; /* filled anew for each two */
    int count = 0, actors = toc_dyad_actors(scene);
    for (int a = 0; a < actors; a++) {
        for (int b = 0; b < actors; b++) {
            if (!toc_is_dyad(scene, a, b)) {
                continue;
            }
            toc_dyad d = dyad_read(desk, a, b, &features);
            int at = 0;
            while (at < count && !(toc_str_equal(out[at].s, d.s) && toc_str_equal(out[at].t, d.t))) {
                at++;
            }
            if (at == count || d.joined > out[at].joined) {
                out[at] = d;
            }
            count += at == count;
        }
    }
    return count;
}

bool toc_is_of_words(toc_root root) {
    return toc_root_quad(root) == 3 || root == TOC_AGREE || root == TOC_SUPPORT;
}

/* Words are done when they are said; what a frame of a verb would call planned or asked for is in the root already.
 * What the scorer is sure of is done, too: it has learnt of denials, plans and the past. */
static toc_modality modality_of(const toc_scene *scene, const toc_dyad *dyad, const toc_governed *g) {
    bool words = toc_is_of_words(dyad->root), friendly = toc_root_quad(dyad->root) <= 2;
    bool asked = g->modality == TOC_PLANNED || g->modality == TOC_REQUESTED;
    bool denied = g->modality == TOC_DENIED, refused = dyad->root == TOC_REJECT && denied;
    bool own = g->modality_word >= 0 && (int)scene->nodes[g->modality_word].head - 1 == dyad->predicate;
    bool sure = dyad->joined >= SURE_LEAST && !(denied && friendly && own); /* "will no longer notify" */
    return (words && asked) || refused || sure ? TOC_DONE : g->modality;
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
    toc_clause_read(scene, dyad->predicate, &act->parts);
    toc_govern(scene, act, governed);
    governed->cameo = action->cameo;
    governed->modality = modality_of(scene, dyad, governed);
    governed->sources.items[0] = (toc_found){dyad->source, scene->mentions[dyad->source].head, 1, false};
    governed->targets.items[0] = (toc_found){dyad->target, scene->mentions[dyad->target].head, 1, false};
    governed->sources.count = governed->targets.count = 1;
    act->sources = governed->sources;
    act->targets = governed->targets;
    return true;
}
