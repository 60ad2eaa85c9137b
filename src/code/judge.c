/* Method: see judge.h. */
#include "code/judge.h"

#include "code/dyads.h"
#include "event/actor.h"

/* Found on sentences kept apart (doc/method/coding.md). Deeds less likely than that are dropped: of a frame, of a head
 * alone; and words. */
#define DROP_FRAME 0.38
#define DROP_HEAD 0.47
#define DROP_WORDS 0.31
/* So likely an act of its own; the other way round of two that are joined already; a party for an act that lacks one.
 */
#define ADD_LEAST 0.5
#define ADD_TURNED 0.6
#define ADOPT_LEAST 0.42
/* A root with less gives way to one with more. */
#define OTHERWISE_MOST 0.2
#define OTHERWISE_LEAST 0.5
/* What a frame calls past or denied and the scorer joins so surely, with a root so likely, is done. */
#define DONE_LEAST 0.76
#define DONE_ODDS 0.3
/* Odds of a root from which on an act of it may be what joins two actors. */
#define POSSIBLE_LEAST 0.1

static bool is_mutual(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_AGREE || root == TOC_SUPPORT;
}

static const toc_dyad *dyad_of(const toc_dyad *all, int count, toc_str s, toc_str t) {
    for (int i = 0; i < count; i++) {
        if (toc_str_equal(all[i].s, s) && toc_str_equal(all[i].t, t)) {
            return &all[i];
        }
    }
    return NULL;
}

static double odds_of(const toc_dyad *dyad, toc_root root) {
    root = root == TOC_APPEAL ? TOC_REQUEST : root;
    return root >= TOC_AGREE && root <= TOC_ASSAULT ? dyad->odds[root - TOC_AGREE] : 1;
}

/* ---- what is there already ---- */

static void event_drop(toc_desk *d, size_t i) {
    d->event_count--;
    d->events[i] = d->events[d->event_count];
    d->sides[i] = d->sides[d->event_count];
}

static void reason_set(toc_coded_event *e, const char *part, toc_str words, toc_str rule, toc_str value) {
    for (size_t i = 0; i < e->reason_count; i++) {
        if (toc_str_equal(e->reasons[i].part, toc_str_of(part))) {
            e->reasons[i] = (toc_reason){e->reasons[i].part, words.ptr ? words : e->reasons[i].words, rule, value};
        }
    }
}

static void event_recode(toc_desk *d, toc_coded_event *e, const toc_dyad *dyad) {
    const toc_head *head = dyad->head;
    e->event.cameo = head ? head->cameo : toc_ontology_usual(d->coder->ontology, dyad->root);
    toc_ontology_apply(d->coder->ontology, &e->event);
    e->event.rule = head ? toc_arena_printf(d->arena, "%.*s; scorer+heads:%zu", TOC_FMT(e->event.rule), head->line)
                         : toc_arena_printf(d->arena, "%.*s; scorer", TOC_FMT(e->event.rule));
    reason_set(e, "action", (toc_str){NULL, 0}, e->event.rule,
               toc_arena_printf(d->arena, "%s %.*s", toc_root_name(e->event.root), TOC_FMT(e->event.cameo)));
}

/* How likely it is that anything joins the two parties; of what is mutual, either way round. */
static double joined_of(const toc_event *e, const toc_dyad *dyad, const toc_dyad *turned) {
    double joined = dyad->joined;
    return is_mutual(e->root) && turned && turned->joined > joined ? turned->joined : joined;
}

static bool is_doubted(const toc_event *e, double joined) {
    bool head = toc_str_starts(e->rule, TOC_STR("heads"));
    if (e->modality != TOC_DONE) {
        return false;
    }
    return joined < (!toc_event_is_deed(e) ? DROP_WORDS : head ? DROP_HEAD : DROP_FRAME);
}

/* What the frame took it for is hardly possible, and another root likely. */
static bool is_otherwise(const toc_event *e, const toc_dyad *dyad) {
    bool known = e->root >= TOC_AGREE && e->root <= TOC_ASSAULT && e->modality == TOC_DONE;
    return known && odds_of(dyad, e->root) < OTHERWISE_MOST && odds_of(dyad, dyad->root) >= OTHERWISE_LEAST;
}

/* Called past because of a year. */
static bool is_by_year(const toc_coded_event *e) {
    for (size_t i = 0; i < e->reason_count; i++) {
        toc_str words = e->reasons[i].words;
        if (toc_str_equal(e->reasons[i].part, TOC_STR("modality")) && words.len > 0) {
            return words.ptr[0] >= '0' && words.ptr[0] <= '9';
        }
    }
    return false;
}

static bool is_done_after_all(const toc_desk *d, const toc_coded_event *coded, const toc_dyad *dyad) {
    const toc_event *e = &coded->event;
    bool other = e->modality == TOC_HISTORICAL || e->modality == TOC_DENIED;
    bool dated = toc_is_long_ago(&d->scene, e->precision, e->date);
    return other && !dated && !is_by_year(coded) && dyad->joined >= DONE_LEAST && odds_of(dyad, e->root) > DONE_ODDS;
}

static void events_review(toc_desk *d, const toc_dyad *all, int count) {
    for (size_t i = d->event_count; i > 0; i--) {
        toc_coded_event *e = &d->events[i - 1];
        toc_str s = toc_actor_root(e->event.source.code), t = toc_actor_root(e->event.target.code);
        const toc_dyad *dyad = s.len > 0 && t.len > 0 ? dyad_of(all, count, s, t) : NULL;
        if (!dyad) {
            continue;
        }
        if (is_doubted(&e->event, joined_of(&e->event, dyad, dyad_of(all, count, t, s)))) {
            event_drop(d, i - 1);
            continue;
        }
        if (is_done_after_all(d, e, dyad)) {
            e->event.modality = TOC_DONE;
            reason_set(e, "modality", TOC_STR(""), TOC_STR("the scorer is sure of it"), TOC_STR("done"));
        }
        if (is_otherwise(&e->event, dyad)) {
            event_recode(d, e, dyad);
        }
        if (e->event.modality == TOC_DONE) {
            e->event.confidence = joined_of(&e->event, dyad, dyad_of(all, count, t, s)) * odds_of(dyad, e->event.root);
        }
    }
}

/* ---- what is not ---- */

/* Whether something done is told of the two already: this way round, or either way for what is mutual. Of a deed that
 * is denied, planned or thought of, the scorer would hear the verb alone: that is told too, and not done. */
static bool is_told(const toc_desk *d, const toc_dyad *dyad) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        toc_str s = toc_actor_root(e->source.code), t = toc_actor_root(e->target.code);
        bool so = toc_str_equal(s, dyad->s) && toc_str_equal(t, dyad->t);
        bool turned = toc_str_equal(s, dyad->t) && toc_str_equal(t, dyad->s);
        bool possible = odds_of(dyad, e->root) >= POSSIBLE_LEAST;
        bool same = e->modality == TOC_DONE ? possible || e->root == TOC_SAY : possible && !toc_is_of_words(dyad->root);
        if (same && (so || (turned && is_mutual(e->root)))) {
            return true;
        }
    }
    return false;
}

/* An event of the frame that lacks its target is the same act, told better now. */
static void lone_event_drop(toc_desk *d, const toc_act *act, toc_str source) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        size_t from = d->scene.tokens[act->predicate].from, to = d->scene.tokens[act->predicate].to;
        if (e->target.code.len == 0 && toc_str_equal(toc_actor_root(e->source.code), source) && e->span_from <= from &&
            to <= e->span_to) {
            event_drop(d, i);
            return;
        }
    }
}

/* Whether the scorer, too, thinks it possible that the act is what joins the two. */
static bool is_possible(const toc_desk *d, const toc_dyad *dyad, const toc_governed *g) {
    toc_event probe = {.cameo = g->cameo};
    return toc_ontology_apply(d->coder->ontology, &probe) && g->modality == TOC_DONE &&
           odds_of(dyad, probe.root) >= POSSIBLE_LEAST;
}

/* The frame that found the act and one of the two parties, and nobody for the other: what it says of the act holds. */
static bool dyad_adopt(toc_desk *d, const toc_dyad *dyad) {
    const toc_scene *scene = &d->scene;
    for (int i = 0; i < d->act_count; i++) {
        toc_governed g = d->governed[i];
        bool lacks_target = g.targets.count == 0 && toc_is_root_among(scene, &g.sources, dyad->s);
        bool lacks_source = g.sources.count == 0 && toc_is_root_among(scene, &g.targets, dyad->t);
        if (d->acts[i].dead || d->acts[i].among || g.swallowed || !(lacks_target || lacks_source) ||
            !is_possible(d, dyad, &g)) {
            continue;
        }
        size_t before = d->event_count;
        toc_found source = {dyad->source, scene->mentions[dyad->source].head, dyad->joined, false};
        toc_found target = {dyad->target, scene->mentions[dyad->target].head, dyad->joined, false};
        g.sources = lacks_source ? (toc_found_list){{source}, 1} : g.sources;
        g.targets = lacks_target ? (toc_found_list){{target}, 1} : g.targets;
        toc_act_shoot(d, &d->acts[i], &g);
        if (d->event_count > before) {
            lone_event_drop(d, &d->acts[i], dyad->s);
            return true;
        }
    }
    return false;
}

static toc_rc dyad_shoot(toc_desk *d, const toc_dyad *dyad, toc_err *err) {
    toc_act *act = toc_arena_alloc(d->arena, sizeof *act);
    toc_governed g;
    if (!act || !toc_dyad_act(d, dyad, act, &g)) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while reading two actors");
    }
    toc_act_shoot(d, act, &g);
    return TOC_OK;
}

/* The likelier first. */
static void sort_by_likelihood(toc_dyad *all, int count) {
    for (int i = 1; i < count; i++) {
        toc_dyad c = all[i];
        int k = i;
        for (; k > 0 && all[k - 1].joined < c.joined; k--) {
            all[k] = all[k - 1];
        }
        all[k] = c;
    }
}

static bool is_turned(const toc_dyad *all, int i) {
    for (int k = 0; k < i; k++) {
        if (toc_str_equal(all[k].s, all[i].t) && toc_str_equal(all[k].t, all[i].s)) {
            return true;
        }
    }
    return false;
}

static toc_rc dyads_shoot(toc_desk *d, const toc_dyad *all, int count, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < count && !rc; i++) {
        const toc_dyad *dyad = &all[i];
        bool turned = is_turned(all, i);
        if (dyad->predicate < 0 || dyad->joined < ADOPT_LEAST ||
            (turned && (is_mutual(dyad->root) || dyad->joined < ADD_TURNED)) || is_told(d, dyad)) {
            continue;
        }
        if (!dyad_adopt(d, dyad) && dyad->joined >= ADD_LEAST) {
            rc = dyad_shoot(d, dyad, err);
        }
    }
    return rc;
}

toc_rc toc_judge(toc_desk *d, toc_err *err) {
    toc_dyad all[TOC_DYADS_MAX];
    int count = toc_dyads_read(d, all);
    events_review(d, all, count);
    sort_by_likelihood(all, count);
    return dyads_shoot(d, all, count, err);
}
