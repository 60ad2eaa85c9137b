/*
 * Method: each event of the sentence, and each act that has found a party, is a feature by how its parties stand to the
 * two that are looked at: the same way, the other way round, one of them with somebody else, neither.
 */
#include "code/dyads.h"
#include "event/actor.h"

/* How parties S and T of an event stand to s and t. */
static const char *stance_of(toc_str S, toc_str T, toc_str s, toc_str t) {
    bool ss = toc_str_equal(S, s), tt = toc_str_equal(T, t), st = toc_str_equal(S, t), ts = toc_str_equal(T, s);
    return ss && tt           ? "framed"
           : st && ts         ? "framed turned"
           : ss && T.len == 0 ? "source does"
           : ss               ? "source does to another"
           : tt               ? "target suffers from another"
           : st && T.len == 0 ? "target does"
           : st               ? "target does to another"
           : ts               ? "source suffers from another"
                              : "framed elsewhere";
}

/* How parties S and T of an event stand to s alone; one that has words and no root is somebody of a role. */
static const char *lone_stance_of(const toc_event *e, toc_str S, toc_str T, toc_str s) {
    bool ss = toc_str_equal(S, s), ts = toc_str_equal(T, s);
    return ss && ts                       ? "does at home"
           : ss && T.len > 0              ? "does to another"
           : ss && e->target.code.len > 0 ? "does to somebody"
           : ss                           ? "does alone"
           : ts && S.len > 0              ? "suffers from another"
           : ts && e->source.code.len > 0 ? "suffers from somebody"
           : S.len == 0 && T.len == 0     ? "somebody does"
                                          : "others do";
}

static void event_add(const toc_desk *d, size_t i, toc_str s, toc_str t, toc_features *f, bool *framed, bool *turned) {
    const toc_event *e = &d->events[i].event;
    toc_str head = d->sides[i].head;
    toc_str S = toc_actor_root(e->source.code), T = toc_actor_root(e->target.code);
    const char *stance = t.len > 0 ? stance_of(S, T, s, t) : lone_stance_of(e, S, T, s);
    toc_str root = toc_str_of(toc_root_name(e->root)), modality = toc_str_of(toc_modality_name(e->modality));
    toc_features_add(f, stance, root, modality, 1, -1);
    toc_features_add(f, stance, modality, head.len > 0 ? TOC_STR("head") : TOC_STR("frame"), 1, -1);
    toc_features_add(f, stance, root, TOC_STR(""), 1, -1);
    toc_features_add(f, stance, head.len > 0 ? head : e->rule,
                     head.len > 0 && d->sides[i].composed ? TOC_STR("composed") : TOC_STR(""), 1, -1);
    *framed |= toc_str_equal(S, s) && toc_str_equal(T, t);
    *turned |= toc_str_equal(S, t) && toc_str_equal(T, s);
}

static void act_add(const toc_desk *d, int i, toc_str s, toc_str t, toc_features *f) {
    const toc_governed *g = &d->governed[i];
    toc_event probe = {.cameo = g->cameo};
    if (!toc_ontology_apply(d->coder->ontology, &probe)) {
        return;
    }
    toc_str root = toc_str_of(toc_root_name(probe.root));
    const toc_scene *scene = &d->scene;
    char parts[4] = "--";
    parts[0] = toc_is_root_among(scene, &g->sources, s)   ? 's'
               : toc_is_root_among(scene, &g->sources, t) ? 't'
               : g->sources.count > 0                     ? 'o'
                                                          : '-';
    parts[1] = toc_is_root_among(scene, &g->targets, t)   ? 't'
               : toc_is_root_among(scene, &g->targets, s) ? 's'
               : g->targets.count > 0                     ? 'o'
                                                          : '-';
    if (d->acts[i].predicate == f->predicate) {
        toc_features_add(f, "act where they meet", root, toc_str_of(toc_modality_name(g->modality)), 1, -1);
        toc_features_add(f, "modality where they meet", toc_str_of(toc_modality_name(g->modality)), TOC_STR(""), 1, -1);
        toc_features_add(f, "parties where they meet", toc_arena_printf(d->arena, "%s", parts), TOC_STR(""), 1, -1);
    }
    if (g->swallowed) {
        toc_features_add(f, "swallowed", root, TOC_STR(""), 1, -1);
    } else {
        toc_features_add(f, "parties of an act", toc_arena_printf(d->arena, "%s", parts), root, 1, -1);
    }
}

void toc_framed_read(const toc_desk *d, toc_str s, toc_str t, toc_features *f) {
    bool framed = false, turned = false;
    for (size_t i = 0; i < d->event_count; i++) {
        event_add(d, i, s, t, f, &framed, &turned);
    }
    for (int i = 0; i < d->act_count; i++) {
        act_add(d, i, s, t, f);
    }
    if (!framed) {
        toc_features_add(f, "not framed", turned ? TOC_STR("but turned") : TOC_STR(""),
                         d->event_count > 0 ? TOC_STR("") : TOC_STR("nothing"), 1, -1);
    }
}
