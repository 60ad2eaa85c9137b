/* Method: see judge.h. */
#include "code/judge.h"

#include "code/review.h"
#include "code/rivals.h"
#include "code/verdict.h"

#include <math.h>

/* Found on sentences kept apart (doc/method/coding.md). So likely an act of its own; the other way round of two that
 * are joined already; a party for an act that lacks one. */
#define ADD_LEAST 0.4
#define ADD_TURNED 0.4
#define ADOPT_LEAST 0.38
/* The same of the other way round by the same word ("remarks by the Mexican president were deplored by Ecuador"),
 * unless both are sure ("fired at one another"). */
#define ADD_MIRRORED 0.6
/* As ADD_LEAST, of a second deed of two that are joined already. */
#define ADD_MORE 0.25
/* The same where no head of the lexicon speaks for it; and of one alone. */
#define MORE_BARE 0.27
#define MORE_ALONE 0.4
/* The same at a word that tells another deed of the two ("refused visas": REJECT and COERCE). */
#define MORE_SAME 0.34
/* As ADD_LEAST, of one alone; and of forces that are moved and nobody named against whom. */
#define ADD_ALONE 0.6
#define ADD_FORCES 0.4
/* Of one alone also from here on, when its root is told and chosen so surely. */
#define ALONE_LEAST 0.45
#define ALONE_TOLD 0.5
#define ALONE_ODDS 0.8
/* From here on a sentence surely tells of something; of one that may tell of nothing, ADOPT_LEAST is so much. */
#define LOUD_LEAST 0.9
#define ADOPT_QUIET 0.45
/* And its root must be told so likely there. */
#define TOLD_QUIET 0.25
/* Unless they are joined so surely, whatever it is. */
#define QUIET_SURE 0.55
/* So surely joined, what a frame feared is overruled ("answered with a strike"). */
#define OVERRULED_LEAST 0.93
/* What is told of one is told of whom "and" joins with him, when its root is told so likely. */
#define TOLD_JOINED 0.25
/* So surely two are joined in a sentence with words of sport ("barred its wrestlers from facing Israelis"). */
#define SPORT_LEAST 0.6
/* What somebody is blamed or thanked for is done when its root is told so likely; and then so surely at least. */
#define GROUND_LEAST 0.1
#define GROUND_JOINED 0.65
/* From these log odds on, that nothing is done in the sentence as a whole speaks against each deed in it; from higher
 * ones in a sentence of few tokens, which says little for a deed; and against words, which most that sounds quiet is
 * full of. */
#define QUIET_DEED (-2.5)
#define QUIET_SHORT (-0.5)
#define QUIET_WORDS 0.0
enum { SHORT_TOKENS = 7, LONG_TOKENS = 15 };
/* From here on no two are joined so surely that anything would be left (not once in 160,000 sentences): where frames
 * found nothing, either, the encoder is not asked, which takes most of the time. */
#define QUIET_SPARED 3.0
/* Odds of a root from which on an act of it may be what joins two actors. */
#define POSSIBLE_LEAST 0.3

/* So likely must it be that anything joins the two, or is done alone, for an act of the scorer's own. */
static double add_least(const toc_dyad *dyad) {
    bool forces = is_alone(dyad) && dyad->root == TOC_MOBILIZE && dyad->home < 0.5;
    return forces ? ADD_FORCES : is_alone(dyad) ? ADD_ALONE : ADD_LEAST;
}

static bool is_likely_alone(const toc_dyad *dyad) {
    bool sure = told_of(dyad, dyad->root) >= ALONE_TOLD && odds_of(dyad, dyad->root) >= ALONE_ODDS;
    return dyad->joined >= add_least(dyad) || (sure && dyad->joined >= ALONE_LEAST);
}

/* ---- what is not ---- */

/* Whether something done is told of the two already: this way round, or either way for what is mutual. Of a deed that
 * is denied, planned or thought of, the scorer would hear the verb alone: that is told too, and not done. */
static bool is_told(const toc_desk *d, const toc_dyad *dyad) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        toc_str s = toc_side_of(e->source.code), t = toc_side_of(e->target.code);
        bool own = is_alone(dyad) && (toc_str_equal(s, dyad->s) || toc_str_equal(t, dyad->s)) &&
                   (s.len == 0 || t.len == 0 || toc_str_equal(s, t));
        bool so = own || is_from_to(e, dyad->s, dyad->t), turned = is_from_to(e, dyad->t, dyad->s);
        bool possible = odds_of(dyad, e->root) >= POSSIBLE_LEAST;
        bool overruled =
            place_of(e->root) < 0 && dyad->joined >= OVERRULED_LEAST; /* "answered with a strike", not feared */
        bool same = e->modality == TOC_DONE
                        ? possible || e->root == TOC_SAY || is_blow(e, dyad->root)
                        : possible && !overruled && (is_alone(dyad) || !toc_is_of_words(dyad->root));
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
        if (e->target.code.len == 0 && toc_str_equal(toc_side_of(e->source.code), source) &&
            is_within(d, e, act->predicate)) {
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
    size_t before = d->event_count;
    toc_act_shoot(d, act, &g);
    for (size_t i = before; i < d->event_count; i++) {
        toc_done_after_all(d, &d->events[i], dyad);
        toc_home_complete(d, &d->events[i], dyad, 1);
    }
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

/* The word tells already of the same deed, the other way round. */
static bool is_mirrored(const toc_desk *d, const toc_dyad *dyad) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        if (place_of(e->root) == place_of(dyad->root) && is_from_to(e, dyad->t, dyad->s) &&
            is_within(d, e, dyad->predicate)) {
            return true;
        }
    }
    return false;
}

/* The word tells already of what another does. */
static bool is_of_another(const toc_desk *d, const toc_dyad *dyad) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        if (is_within(d, e, dyad->predicate) && !toc_str_equal(toc_side_of(e->source.code), dyad->s)) {
            return true;
        }
    }
    return false;
}

/* The deed would stand at the word that denies it: "denied that its police had used". */
static bool is_denial(const toc_desk *d, const toc_dyad *dyad) {
    const toc_scene *scene = &d->scene;
    toc_str none = {"", 0};
    return dyad->predicate >= 0 && !toc_is_of_words(dyad->root) && toc_is_verb(scene, dyad->predicate) &&
           toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[dyad->predicate], none) & TOC_OP_BIT(TOC_OP_DENY);
}

/* "He called for a higher readiness of the reserves": what he calls for is not done. */
static bool is_called_for(const toc_desk *d, const toc_dyad *dyad, toc_root root) {
    for (size_t i = 0; i < d->event_count && is_alone(dyad) && root == TOC_MOBILIZE; i++) {
        const toc_event *e = &d->events[i].event;
        if (e->modality == TOC_DONE && place_of(e->root) == place_of(TOC_REQUEST) && e->target.code.len == 0 &&
            toc_str_equal(toc_side_of(e->source.code), dyad->s)) {
            return true;
        }
    }
    return false;
}

/* What one says will be done is no threat to the alliance that he is of, where no word of the lexicon says so. */
static bool is_to_own_bloc(const toc_desk *d, const toc_dyad *dyad, toc_root root, const toc_head *head) {
    return !is_alone(dyad) && root == TOC_THREATEN && !head && toc_is_alliance(dyad->t) &&
           toc_is_allied(d, dyad->s, dyad->t);
}

/* The two, or the one, would have a root that is not meant of them. */
static bool is_not_meant(const toc_desk *d, const toc_dyad *dyad, toc_root root, const toc_head *head) {
    return is_called_for(d, dyad, root) || is_to_own_bloc(d, dyad, root, head);
}

static toc_rc dyads_shoot(toc_desk *d, const toc_dyad *all, int count, bool loud, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < count && !rc; i++) {
        const toc_dyad *dyad = &all[i];
        if (is_denial(d, dyad) || is_not_meant(d, dyad, dyad->root, dyad->head)) {
            continue;
        }
        if (is_alone(dyad)) {
            if (dyad->predicate >= 0 && is_likely_alone(dyad) && !is_told(d, dyad) && !is_of_another(d, dyad)) {
                rc = dyad_shoot(d, dyad, err);
            }
            continue;
        }
        bool turned = is_turned(all, i);
        if (dyad->predicate < 0 || dyad->joined < (loud ? ADOPT_LEAST : ADOPT_QUIET) ||
            (!loud && told_of(dyad, dyad->root) < TOLD_QUIET && dyad->joined < QUIET_SURE) ||
            (turned && (is_mutual(dyad->root) || dyad->joined < ADD_TURNED)) || is_told(d, dyad) ||
            (dyad->joined < ADD_MIRRORED && is_mirrored(d, dyad))) {
            continue;
        }
        if (!dyad_adopt(d, dyad) && dyad->joined >= add_least(dyad)) {
            rc = dyad_shoot(d, dyad, err);
        }
    }
    return rc;
}

/* ---- a second deed of the same two ---- */

/* Whether the word stands in what tells of another event of the two, or an event of the root is told of them. */
static bool is_taken(const toc_desk *d, const toc_dyad *dyad, toc_root root, int token) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        bool home = is_alone(dyad) && is_from_to(e, dyad->s, dyad->s);
        bool two = home || is_from_to(e, dyad->s, dyad->t) || is_from_to(e, dyad->t, dyad->s);
        if (two &&
            ((token >= 0 && is_within(d, e, token)) || is_blow(e, root) || place_of(e->root) == place_of(root))) {
            return true;
        }
    }
    return false;
}

/* A deed of that root at that word, as likely as it is told. */
static toc_rc deed_shoot(toc_desk *d, const toc_dyad *of, int place, int token, double joined, double chance,
                         toc_err *err) {
    toc_dyad deed = *of;
    deed.root = (toc_root)(place + TOC_AGREE);
    deed.head = of->roots[place].head;
    deed.predicate = token;
    deed.joined = joined;
    deed.odds[place] = chance;
    return dyad_shoot(d, &deed, err);
}

/* What is told besides, by a word of its own. */
static toc_rc more_shoot(toc_desk *d, const toc_dyad *all, int count, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < count && !rc; i++) {
        for (int r = 0; r < TOC_SCORER_ROOTS && !rc; r++) {
            toc_root root = (toc_root)(r + TOC_AGREE);
            const toc_head *head = all[i].roots[r].head;
            int token = all[i].roots[r].token;
            double told = all[i].roots[r].told, least = is_alone(&all[i]) ? MORE_ALONE : head ? ADD_MORE : MORE_BARE;
            if (token >= 0 && !is_not_meant(d, &all[i], root, head) && all[i].joined >= add_least(&all[i]) &&
                told >= least && !is_taken(d, &all[i], root, told < MORE_SAME ? token : -1)) {
                rc = deed_shoot(d, &all[i], r, token, all[i].joined, told, err);
            }
        }
    }
    return rc;
}

/* ---- what somebody is blamed or thanked for ---- */

/* The verb of "for shelling", "for having shelled" from that word on, or -1. */
static int ground_at(const toc_scene *scene, int i) {
    if (!toc_str_is(scene->tokens[i].lower, "for") || i + 1 >= scene->n) {
        return -1;
    }
    int verb = i + 1 + (i + 2 < scene->n && scene->nodes[i + 1].upos == TOC_ADV);
    if (toc_scene_lemma_is(scene, verb, "have") && verb + 1 < scene->n) {
        verb++;
    } else if (!toc_str_ends(scene->tokens[verb].lower, TOC_STR("ing"))) {
        return -1;
    }
    return toc_is_verb(scene, verb) && !toc_scene_lemma_is(scene, verb, "fail") ? verb : -1;
}

/* Who is blamed or thanked by the word that the ground hangs on: his root, empty when nobody is. */
static toc_str blamed_at(const toc_desk *d, int verb) {
    const toc_scene *scene = &d->scene;
    for (int at = (int)scene->nodes[verb].head - 1, steps = 0; at >= 0 && steps < 2;
         at = (int)scene->nodes[at].head - 1, steps++) {
        for (size_t i = 0; i < d->event_count; i++) {
            const toc_event *e = &d->events[i].event;
            bool judged = e->root == TOC_ACCUSE || e->root == TOC_SUPPORT || e->root == TOC_SANCTION;
            if (judged && e->modality == TOC_DONE && e->target.code.len > 0 && is_within(d, e, at)) {
                return toc_side_of(e->target.code);
            }
        }
    }
    return (toc_str){"", 0};
}

/* What is told of him at the verb or what hangs on it: with whom, or alone, and the place of its root. NULL: nothing.
 */
static const toc_dyad *ground_of(const toc_desk *d, const toc_dyad *all, int count, toc_str who, int verb, int *place) {
    const toc_node *nodes = d->scene.nodes;
    const toc_dyad *best = NULL;
    for (int k = 0; k < count; k++) {
        for (int r = 0; r < TOC_SCORER_ROOTS && toc_str_equal(all[k].s, who); r++) {
            int token = all[k].roots[r].token;
            bool there = token == verb || (token >= 0 && (int)nodes[token].head - 1 == verb);
            if (there && all[k].roots[r].told >= (best ? best->roots[*place].told : GROUND_LEAST)) {
                best = &all[k];
                *place = r;
            }
        }
    }
    return best;
}

/* "chided Burundi for expelling its envoy": he has done it, however little else says so. */
static toc_rc grounds_shoot(toc_desk *d, const toc_dyad *all, int count, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < d->scene.n && !rc; i++) {
        int verb = ground_at(&d->scene, i), place = 0;
        toc_str who = verb >= 0 ? blamed_at(d, verb) : (toc_str){"", 0};
        const toc_dyad *best = who.len > 0 ? ground_of(d, all, count, who, verb, &place) : NULL;
        if (best && !is_taken(d, best, (toc_root)(place + TOC_AGREE), verb)) {
            double joined = best->joined > GROUND_JOINED ? best->joined : GROUND_JOINED;
            rc = deed_shoot(d, best, place, verb, joined, best->odds[place], err);
        }
    }
    return rc;
}

/* ---- what both do, and what several ---- */

static bool is_told_done(const toc_desk *d, int place, toc_str s, toc_str t) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        if (e->modality == TOC_DONE && place_of(e->root) == place && is_from_to(e, s, t)) {
            return true;
        }
    }
    return false;
}

static bool is_exchange(const toc_scene *scene, int i) {
    static const char *const verbs[] = {"trade", "exchange", "swap"};
    return i >= 0 && (toc_is_verb(scene, i) ? toc_scene_lemma_among(scene, i, verbs, sizeof verbs / sizeof *verbs)
                                            : toc_scene_lemma_is(scene, i, "exchange"));
}

/* "traded reproaches", "an exchange of fire", "shot at each other", "mutual threats": the other does it, too. */
static bool is_reciprocal(const toc_scene *scene, int token) {
    enum { BEHIND = 6 };
    bool so = is_exchange(scene, token) || is_exchange(scene, (int)scene->nodes[token].head - 1) ||
              toc_is_each_other(scene, token + 1, token + BEHIND);
    for (int c = scene->first_child[token]; c >= 0 && !so; c = scene->next_child[c]) {
        so = toc_str_is(scene->tokens[c].lower, "mutual") || toc_str_is(scene->tokens[c].lower, "mutually");
    }
    return so;
}

/* What is done to each other is done by the other as well. */
static toc_rc mirrored_shoot(toc_desk *d, const toc_dyad *all, int count, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < count && !rc; i++) {
        for (int r = 0; r < TOC_SCORER_ROOTS && !is_alone(&all[i]) && !rc; r++) {
            const toc_dyad *back = dyad_of(all, count, all[i].t, all[i].s);
            toc_root root = (toc_root)(r + TOC_AGREE);
            int token = all[i].roots[r].token;
            if (back && token >= 0 && toc_root_quad(root) >= 3 && is_told_done(d, r, all[i].s, all[i].t) &&
                !is_told_done(d, r, all[i].t, all[i].s) && is_reciprocal(&d->scene, token)) {
                rc = deed_shoot(d, back, r, token, all[i].joined, chance_of(&all[i], root), err);
            }
        }
    }
    return rc;
}

/* "Russia and China": names side by side. */
static bool are_coordinated(const toc_scene *scene, int a, int b) {
    int tops[2] = {scene->mentions[a].head, scene->mentions[b].head};
    for (int i = 0; i < 2; i++) {
        while (scene->nodes[tops[i]].rel == TOC_R_CONJ) {
            tops[i] = (int)scene->nodes[tops[i]].head - 1;
        }
    }
    return a != b && tops[0] == tops[1];
}

/* Whom the event's own source or target is joined with, in one of the two places. */
static bool is_beside(const toc_desk *d, size_t i, const toc_dyad *dyad) {
    const toc_event *e = &d->events[i].event;
    int source = d->sides[i].source, target = d->sides[i].target;
    bool same_source = toc_str_equal(toc_side_of(e->source.code), dyad->s);
    bool same_target = toc_str_equal(toc_side_of(e->target.code), dyad->t);
    return (same_target && !same_source && source >= 0 && are_coordinated(&d->scene, source, dyad->source)) ||
           (same_source && !same_target && target >= 0 && are_coordinated(&d->scene, target, dyad->target));
}

/* "was endorsed by Russia and China", "sanctions on Iran and North Korea": told of the one, it is told of the other. */
static toc_rc joined_shoot(toc_desk *d, const toc_dyad *all, int count, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int k = 0; k < count && !rc; k++) {
        for (size_t i = 0; i < d->event_count && !is_alone(&all[k]) && !rc; i++) {
            toc_root root = d->events[i].event.root;
            int place = place_of(root);
            if (place < 0 || d->events[i].event.modality != TOC_DONE || all[k].roots[place].told < TOLD_JOINED ||
                !is_beside(d, i, &all[k]) || is_told_done(d, place, all[k].s, all[k].t) ||
                (is_mutual(root) && is_told_done(d, place, all[k].t, all[k].s))) {
                continue;
            }
            double told = all[k].roots[place].told, joined = all[k].joined > told ? all[k].joined : told;
            int token = all[k].roots[place].token >= 0 ? all[k].roots[place].token : all[k].predicate;
            if (token >= 0) {
                rc = deed_shoot(d, &all[k], place, token, joined, chance_of(&all[k], root), err);
            }
        }
    }
    return rc;
}

/* From where on it speaks against a deed in a sentence of so many tokens. */
static double quiet_from(int tokens) {
    double length = (double)(tokens - SHORT_TOKENS) / (LONG_TOKENS - SHORT_TOKENS);
    return QUIET_SHORT + (QUIET_DEED - QUIET_SHORT) * fmin(fmax(length, 0), 1);
}

/* What the sentence sounds like as a whole takes from what the scorer says of each two: evidence of another kind. */
static void quiet_weigh(const toc_desk *d, toc_dyad *all, int count) {
    double deed = quiet_from(d->scene.n);
    for (int i = 0; i < count; i++) {
        double less = d->quiet - (toc_is_of_words(all[i].root) ? QUIET_WORDS : deed);
        double odds = all[i].joined / fmax(1 - all[i].joined, 1e-9);
        all[i].bare = all[i].joined;
        all[i].joined = less > 0 ? odds / (odds + exp(less)) : all[i].joined;
    }
}

toc_rc toc_judge(toc_desk *d, toc_err *err) {
    toc_dyad all[TOC_DYADS_MAX];
    int count;
    d->quiet = d->coder->quiet ? toc_quiet_odds(d->coder->quiet, &d->scene) : -HUGE_VAL;
    if (d->event_count == 0 && d->quiet > QUIET_SPARED) {
        return TOC_OK;
    }
    toc_rc rc = toc_dyads_read(d, all, &count, err);
    if (rc) {
        return rc;
    }
    quiet_weigh(d, all, count);
    sort_by_likelihood(all, count);
    while (d->sport && count > 0 && all[count - 1].joined < SPORT_LEAST) {
        count--; /* what is not sure is sport */
    }
    bool loud = count > 0 && all[0].joined >= LOUD_LEAST;
    toc_events_review(d, all, count, loud);
    rc = dyads_shoot(d, all, count, loud, err);
    rc = rc ? rc : more_shoot(d, all, count, err);
    rc = rc ? rc : grounds_shoot(d, all, count, err);
    rc = rc ? rc : joined_shoot(d, all, count, err);
    return rc ? rc : mirrored_shoot(d, all, count, err);
}
