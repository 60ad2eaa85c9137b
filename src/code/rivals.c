/* Method: see rivals.h. */
#include "code/rivals.h"

#include "event/actor.h"

bool toc_is_allied(const toc_desk *d, toc_str a, toc_str b) {
    static const char *const alliances[] = {"NATO", "CSTO", "UNS"};
    toc_str x = toc_actor_root(a), y = toc_actor_root(b);
    if (toc_str_equal(x, y)) {
        return true;
    }
    for (size_t i = 0; i < sizeof alliances / sizeof *alliances; i++) {
        toc_str bloc = toc_str_of(alliances[i]);
        bool first = toc_str_equal(x, bloc) || toc_world_membership(d->coder->world, bloc, x, d->document->date);
        bool second = toc_str_equal(y, bloc) || toc_world_membership(d->coder->world, bloc, y, d->document->date);
        if (first && second) {
            return true;
        }
    }
    return false;
}

/* The two that stand against each other. */
static const char *const rivals[] = {"NATO", "CSTO"};

bool toc_is_alliance(toc_str root) {
    return toc_str_is_among(root, rivals, sizeof rivals / sizeof *rivals);
}

static bool bloc_of(const toc_desk *d, toc_str root, toc_str *out) {
    for (size_t i = 0; i < sizeof rivals / sizeof *rivals; i++) {
        *out = toc_str_of(rivals[i]);
        if (toc_str_equal(root, *out) || toc_world_membership(d->coder->world, *out, root, d->document->date)) {
            return true;
        }
    }
    return false;
}

bool toc_is_rival(const toc_desk *d, toc_str a, toc_str b) {
    toc_str x = toc_actor_root(a), y = toc_actor_root(b), first, second;
    if (bloc_of(d, x, &first) && bloc_of(d, y, &second) && !toc_str_equal(first, second)) {
        return true;
    }
    for (size_t i = 0; i < d->rival_count; i++) {
        if ((toc_str_equal(d->rivals[i].a, x) && toc_str_equal(d->rivals[i].b, y)) ||
            (toc_str_equal(d->rivals[i].a, y) && toc_str_equal(d->rivals[i].b, x))) {
            return true;
        }
    }
    return false;
}

void toc_rivals_note(toc_desk *d, const toc_event *e) {
    bool against = e->quad >= 3 || toc_str_equal(e->cameo, TOC_STR("012"));
    bool states = toc_actor_root(e->source.code).len > 0 && toc_actor_root(e->target.code).len > 0;
    if (against && states && d->rival_count < TOC_RIVALS_MAX) {
        d->rivals[d->rival_count].a = toc_actor_root(e->source.code);
        d->rivals[d->rival_count++].b = toc_actor_root(e->target.code);
    }
}

/* "near the Polish border", "against NATO", "to deter Russia". */
static bool is_pointed_at(const toc_scene *scene, const toc_mention *m) {
    static const char *const words[] = {"near",   "against",  "along", "towards", "toward",
                                        "border", "frontier", "deter", "off",     "threat"};
    for (int i = m->from > 5 ? m->from - 5 : 0; i < m->to + 3 && i < scene->n; i++) {
        if (toc_scene_lemma_among(scene, i, words, sizeof words / sizeof *words)) {
            return true;
        }
    }
    return false;
}

static bool can_be_signalled(const toc_desk *d, toc_str root, toc_str source, toc_str target) {
    return (toc_world_is_state(d->coder->world, root) || toc_is_alliance(root)) && !toc_is_allied(d, root, source) &&
           !toc_is_allied(d, root, target);
}

toc_str toc_signal_find(const toc_desk *d, int doer, int other, toc_str *words, const char **rule) {
    const toc_scene *scene = &d->scene;
    toc_str source = scene->mentions[doer].code;
    toc_str target = other >= 0 ? scene->mentions[other].code : source;
    for (int i = 0; i < scene->mention_count; i++) {
        const toc_mention *m = &scene->mentions[i];
        toc_str root = toc_actor_root(m->code);
        bool place =
            (m->kind == TOC_ENTRY_CAPITAL || m->kind == TOC_ENTRY_REGION) && toc_case_of(scene, m->head).len > 0;
        if (root.len > 0 && !place && can_be_signalled(d, root, source, target) &&
            (toc_is_rival(d, root, source) || is_pointed_at(scene, m))) {
            *words = toc_mention_text(scene, i);
            *rule = "opponent named in the sentence";
            return root;
        }
    }
    for (size_t i = d->memory.count; i > 0; i--) {
        toc_str root = toc_actor_root(d->memory.items[i - 1].code);
        if (root.len > 0 && can_be_signalled(d, root, source, target) && toc_is_rival(d, root, source)) {
            *words = (toc_str){"", 0};
            *rule = "opponent named in the document";
            return root;
        }
    }
    return (toc_str){"", 0};
}

bool toc_is_signal(const toc_event *e) {
    return e->root == TOC_MOBILIZE || toc_str_starts(e->cameo, TOC_STR("062")) ||
           toc_str_equal(e->cameo, TOC_STR("0312")) || toc_str_equal(e->cameo, TOC_STR("0212")) ||
           toc_str_equal(e->cameo, TOC_STR("1012"));
}
