/*
 * From acts to events. Each act of a sentence, and what governs it, is tried for figures of speech and the past; who
 * does it to whom is completed from who speaks; then each of its sources meets each of its targets (shot.h). Acts below
 * come first: a word that made an act of words out of another ("threatened to shell") is no act of its own.
 */
#include "code/dyads.h"
#include "code/past.h"
#include "code/rivals.h"
#include "code/shot.h"
#include "event/actor.h"

#include <string.h>

#define PAIR_SIDE_MAX 4

static double prior_of(const toc_scene *scene, const toc_act *act) {
    if (act->prior > 0) {
        return act->prior;
    }
    double sure = toc_is_verb(scene, act->predicate) ? 0.9 : 0.8;
    return act->action->constraint_count > 0 ? sure + 0.05 : sure;
}

static bool is_metaphor(const toc_scene *scene, int predicate, int class_index) {
    for (int c = scene->first_child[predicate]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        if ((rel == TOC_R_COMPOUND || rel == TOC_R_AMOD) &&
            toc_lexicon_in_class(scene->lexicon, scene->lemma[c], class_index)) {
            return true;
        }
    }
    return false;
}

/* "share a border", "shares Lake Victoria with Uganda": how the two lie, not what they do. */
static bool is_in_common(const toc_scene *scene, int predicate, int class_index) {
    bool object = scene->nodes[predicate].rel == TOC_R_OBJ;
    int verb = object ? (int)scene->nodes[predicate].head - 1 : predicate;
    if (verb < 0 || !toc_is_verb(scene, verb) || !toc_scene_lemma_is(scene, verb, "share")) {
        return false;
    }
    int thing = toc_child_with(scene, verb, TOC_R_OBJ);
    int of = thing >= 0 ? toc_child_with(scene, thing, TOC_R_NMOD) : -1; /* "1,700 kilometres of border" */
    bool name = thing > 0 && scene->nodes[thing].upos == TOC_PROPN;      /* "Lake Victoria" */
    return thing >= 0 && (toc_lexicon_in_class(scene->lexicon, scene->lemma[thing], class_index) ||
                          (of >= 0 && toc_lexicon_in_class(scene->lexicon, scene->lemma[of], class_index)) ||
                          (name && toc_lexicon_in_class(scene->lexicon, scene->lemma[thing - 1], class_index)));
}

static bool is_violent(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("18")) || toc_str_starts(cameo, TOC_STR("19")) ||
           toc_str_starts(cameo, TOC_STR("20"));
}

/* "war is more likely", "the possible attack": a word of likelihood anywhere in the sentence makes a noun of war a
 * fear. */
static bool is_called_likely(const toc_desk *d, const toc_scene *scene) {
    return toc_has_class(scene, d->coder->likely);
}

/* War that is feared, not told: words of the speaker, aimed at the side that is not his own. */
static void warning_shoot(toc_desk *d, const toc_act *act, const toc_governed *g) {
    const toc_scene *scene = &d->scene;
    toc_shot s = {.act = act,
                  .g = g,
                  .source = g->speaker,
                  .target = -1,
                  .sure = 0.8,
                  .cameo = TOC_STR("012"),
                  .modality = TOC_HYPOTHETICAL};
    toc_found_list all = g->targets;
    if (s.source < 0) {
        toc_found_list who = {.count = 0};
        for (int i = 0; i < g->operator_count && who.count == 0; i++) {
            toc_clause_parts parts;
            toc_clause_read(scene, g->operators[i], &parts);
            toc_actors_of(scene, parts.possessor >= 0 ? parts.possessor : parts.subject, &who);
        }
        s.source = who.count > 0 ? who.items[0].mention : -1;
    }
    if (s.source < 0 || toc_is_stranger(scene, s.source)) {
        return;
    }
    for (int i = 0; i < g->sources.count; i++) {
        toc_found_add(&all, scene, g->sources.items[i].mention, g->sources.items[i].sure, false);
    }
    for (int i = 0; i < all.count && s.target < 0; i++) {
        bool own = toc_is_allied(d, scene->mentions[all.items[i].mention].code, scene->mentions[s.source].code);
        s.target = own || toc_is_stranger(scene, all.items[i].mention) ? -1 : all.items[i].mention;
    }
    for (int i = 0; i < scene->mention_count && s.target < 0; i++) {
        const toc_mention *m = &scene->mentions[i];
        bool party = m->kind == TOC_ENTRY_STATE || m->kind == TOC_ENTRY_ORG || m->kind == TOC_ENTRY_DEMONYM;
        s.target = party && m->code.len > 0 && toc_is_rival(d, m->code, scene->mentions[s.source].code) ? i : -1;
    }
    toc_event_shoot(d, &s);
}

static bool is_symmetric(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_SUPPORT || root == TOC_AGREE ||
           root == TOC_RETREAT || root == TOC_ASSAULT;
}

static void among_shoot(toc_desk *d, toc_shot *s, const toc_found_list *list, int count, double prior, bool directed) {
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            s->source = list->items[i].mention;
            s->target = list->items[k].mention;
            s->sure = prior * list->items[i].sure * list->items[k].sure;
            toc_event_shoot(d, s);
            if (directed) { /* "exchanged fire": this has a direction, and here two */
                s->source = list->items[k].mention;
                s->target = list->items[i].mention;
                toc_event_shoot(d, s);
            }
        }
    }
}

/* "hosted talks between Kyiv and Minsk": those two talk as well. */
static bool is_between(const toc_act *act) {
    for (int i = 0; i < act->parts.oblique_count; i++) {
        if (toc_str_equal(act->parts.obliques[i].prep, TOC_STR("between"))) {
            return true;
        }
    }
    return false;
}

static void pairs_shoot(toc_desk *d, const toc_act *act, const toc_governed *g, toc_root root, double prior) {
    int sources = g->sources.count < PAIR_SIDE_MAX ? g->sources.count : PAIR_SIDE_MAX;
    int targets = g->targets.count < PAIR_SIDE_MAX ? g->targets.count : PAIR_SIDE_MAX;
    toc_shot s = {.act = act, .g = g, .source = -1, .target = -1, .cameo = g->cameo, .modality = g->modality};
    for (int i = 0; i < sources; i++) {
        s.source = g->sources.items[i].mention;
        for (int k = 0; k < targets; k++) {
            s.target = g->targets.items[k].mention;
            s.sure = prior * g->sources.items[i].sure * g->targets.items[k].sure;
            s.indirect = g->sources.items[i].indirect || g->targets.items[k].indirect;
            toc_event_shoot(d, &s);
        }
    }
    bool each = toc_is_each_other(&d->scene, act->predicate + 1, act->predicate + 5);
    bool mutual = each || (is_symmetric(root) && !toc_str_equal(g->cameo, TOC_STR("045")));
    bool directed = root == TOC_ASSAULT || root == TOC_RETREAT || !is_symmetric(root);
    if (root == TOC_CONSULT && targets > 1 && is_between(act)) {
        among_shoot(d, &s, &g->targets, targets, prior, false);
    }
    if ((targets == 0 || root == TOC_CONSULT) && sources > 1 && mutual) {
        among_shoot(d, &s, &g->sources, sources, prior, directed);
    } else if (targets == 0) {
        for (int i = 0; i < sources; i++) {
            s.source = g->sources.items[i].mention;
            s.target = -1;
            s.sure = prior * g->sources.items[i].sure * 0.9;
            toc_event_shoot(d, &s);
        }
    }
}

static bool is_hostile_act(toc_str cameo) {
    return cameo.len > 1 &&
           (cameo.ptr[0] == '2' || (cameo.ptr[0] == '1' && (cameo.ptr[1] >= '6' || cameo.ptr[1] == '4')));
}

/* The act is of the speaker's own making when nobody else does it: "said there was need for stronger defence". */
static void source_default(toc_governed *g) {
    if (g->sources.count == 0 && g->speaker >= 0 && !is_hostile_act(g->cameo) && g->modality != TOC_DONE &&
        g->modality != TOC_HISTORICAL) {
        g->sources.items[0] = (toc_found){g->speaker, -1, 0.7, true};
        g->sources.count = 1;
    }
}

/* Who complains of a deed is whom it was done to when nobody else is named: "Bolivia, Chile complained, had closed the
 * pass". */
static void victim_default(const toc_scene *scene, toc_governed *g) {
    bool grievance = g->speaker >= 0 && g->speaker_node >= 0 &&
                     (toc_scene_lemma_is(scene, g->speaker_node, "complain") ||
                      toc_scene_lemma_is(scene, g->speaker_node, "protest"));
    if (g->targets.count == 0 && g->sources.count > 0 && grievance && is_hostile_act(g->cameo)) {
        g->targets.items[0] = (toc_found){g->speaker, -1, 0.7, false};
        g->targets.count = 1;
    }
}

/* "Chisinau said Algerian jets had bombed its territory": its own is the speaker's, since nobody bombs himself. */
static void own_ground(const toc_scene *scene, toc_governed *g) {
    toc_str speaker = g->speaker >= 0 ? toc_actor_root(scene->mentions[g->speaker].code) : (toc_str){"", 0};
    if (speaker.len == 0 || !is_hostile_act(g->cameo) || toc_is_root_among(scene, &g->sources, speaker)) {
        return;
    }
    for (int i = 0; i < g->targets.count; i++) {
        const toc_mention *m = &scene->mentions[g->targets.items[i].mention];
        bool its = toc_str_equal(scene->tokens[m->from].lower, TOC_STR("its")) ||
                   toc_str_equal(scene->tokens[m->from].lower, TOC_STR("their"));
        if (its && toc_is_root_among(scene, &g->sources, toc_actor_root(m->code))) {
            g->targets.items[i].mention = g->speaker;
        }
    }
}

/* "Poland's conquered the juries": something of Poland's. */
static bool is_possessed(const toc_scene *scene, int node) {
    toc_str prep = node >= 0 ? toc_case_of(scene, node) : (toc_str){"", 0};
    return toc_str_starts(prep, TOC_STR("'")) || toc_str_starts(prep, TOC_STR("’"));
}

static bool is_firm(const toc_desk *d, const toc_found *f, bool verb) {
    static const char *const solid[] = {"FORCE",     "WEAPON", "PERSON",   "AIRCRAFT", "VESSEL", "SITE",
                                        "TERRITORY", "BORDER", "AIRSPACE", "EMBASSY",  "SEAWAY", "DIPLOMAT"};
    bool firm =
        !f->indirect || f->node < 0 || d->scene.nodes[f->node].upos != TOC_NOUN || toc_is_quantity(&d->scene, f->node);
    for (size_t k = 0; k < sizeof solid / sizeof *solid && !firm; k++) {
        firm = toc_lexicon_in_class(d->coder->lexicon, d->scene.lemma[f->node],
                                    toc_lexicon_class(d->coder->lexicon, toc_str_of(solid[k])));
    }
    return firm && !(verb && is_possessed(&d->scene, f->node));
}

/* Blows are struck by forces and fall on people and places: "carmakers launched an offensive in the Chinese market" is
 * none. */
static bool is_figurative(const toc_desk *d, const toc_governed *g, bool verb, bool doers_only) {
    const toc_found_list *lists[] = {&g->sources, &g->targets};
    for (size_t l = 0; l < (doers_only ? 1 : 2); l++) {
        for (int i = 0; i < lists[l]->count; i++) {
            if (!is_firm(d, &lists[l]->items[i], verb)) {
                return true;
            }
        }
    }
    return false;
}

/* "The UN should mediate, he said" is an appeal by him to the UN. */
static void appeal_read(const toc_desk *d, toc_governed *g) {
    toc_str appeal = toc_lexicon_compose(d->coder->lexicon, TOC_OP_ASK, g->cameo);
    if (g->modality != TOC_REQUESTED || g->speaker < 0 || g->sources.count == 0 || appeal.len == 0 ||
        strcmp(g->modality_rule, "auxiliary") != 0 || toc_shares_root(&d->scene, &g->sources, g->speaker)) {
        return;
    }
    g->targets = g->sources;
    g->sources.items[0] = (toc_found){g->speaker, -1, 0.9, false};
    g->sources.count = 1;
    g->cameo = appeal;
}

/* "Hungary will not take part in the loan" is a refusal, when it is its own word or the reporter's, not a third
 * party's.
 */
static void refusal_read(const toc_desk *d, toc_governed *g) {
    const toc_scene *scene = &d->scene;
    if (g->modality != TOC_DENIED || strcmp(g->modality_rule, "negation") != 0 || g->modality_word < 0 ||
        g->sources.count == 0) {
        return;
    }
    int verb = (int)scene->nodes[g->modality_word].head - 1;
    int will = verb >= 0 ? toc_child_with(scene, verb, TOC_R_AUX) : -1;
    toc_str refusal = toc_lexicon_compose(d->coder->lexicon, TOC_OP_REFUSE, g->cameo);
    bool own =
        g->speaker < 0 || toc_is_root_among(scene, &g->sources, toc_actor_root(scene->mentions[g->speaker].code));
    if (will >= 0 && (toc_is_will(scene->tokens[will].lower) || toc_str_is(scene->tokens[will].lower, "would")) &&
        refusal.len > 0 && own) {
        g->cameo = refusal;
        g->modality = TOC_DONE;
        g->modality_rule = "will not";
    }
}

/* An exercise of several states is cooperation among them; of one alone, a show of force. */
static void exercise_joint(const toc_scene *scene, toc_governed *g) {
    if (!toc_str_equal(g->cameo, TOC_STR("150")) || g->sources.count < 2) {
        return;
    }
    for (int i = 1; i < g->sources.count; i++) {
        if (!toc_str_equal(toc_actor_root(scene->mentions[g->sources.items[i].mention].code),
                           toc_actor_root(scene->mentions[g->sources.items[0].mention].code))) {
            g->cameo = TOC_STR("062");
            g->targets.count = 0;
        }
    }
}

/* Shows of force, releases and withdrawals: things and trades do none. */
static bool is_of_forces(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("15")) || toc_str_starts(cameo, TOC_STR("084")) ||
           toc_str_starts(cameo, TOC_STR("087"));
}

/* A state or bloc that had ended before the document's day acts in history only. */
static bool is_by_the_dead(const toc_desk *d, const toc_governed *g) {
    for (int i = 0; i < g->sources.count; i++) {
        toc_str root = toc_actor_root(d->scene.mentions[g->sources.items[i].mention].code);
        if (toc_world_is_past(d->coder->world, root, d->document->date)) {
            return true;
        }
    }
    return false;
}

/* What is told of the past: by its date, or by a word of the past that is the act's own. */
static void history_read(toc_desk *d, const toc_act *act, toc_governed *g) {
    toc_scene *scene = &d->scene;
    bool composed = toc_is_composed(act, g->cameo) && g->operator_count > 0;
    int told_at = composed ? g->operators[g->operator_count - 1] : act->predicate;
    int past = toc_past_word(scene, told_at, d->coder->past);
    toc_when when = toc_when_find(scene, act, g, g->cameo, g->modality);
    bool dated = toc_is_long_ago(scene, when.precision, when.date) && g->modality == TOC_DONE;
    if (dated) {
        past = when.from;
    } else if (past >= 0 && ((when.date != TOC_DAY_NONE && !toc_is_of_date(scene, past, told_at, &when)) ||
                             toc_is_present_perfect(scene, act->predicate))) {
        past = -1; /* the act has a date of its own, or is of now: the past is something else's */
    }
    if (past >= 0 && g->modality != TOC_DENIED) {
        g->modality = TOC_HISTORICAL;
        g->modality_rule = dated || toc_is_past_time(scene, past) ? TOC_RULE_TIME : "told of the past";
        g->modality_word = past;
    }
}

/* "will answer with force": the threat is made. */
static void threat_read(toc_root root, toc_governed *g) {
    bool on_terms = g->modality == TOC_HYPOTHETICAL && strcmp(g->modality_rule, "condition") == 0;
    if (root == TOC_THREATEN && (g->modality == TOC_PLANNED || on_terms)) {
        g->modality = TOC_DONE;
        g->modality_rule = "a threat of what will be done";
    }
}

/* Violence that is feared: nobody's deed, but its speaker's warning. */
static bool is_warning(const toc_governed *g, bool noun) {
    bool bare = noun && is_violent(g->cameo) && g->sources.count == 0 && g->targets.count == 0 &&
                g->modality != TOC_HISTORICAL && g->modality != TOC_DENIED;
    bool feared = (is_violent(g->cameo) || toc_str_equal(g->cameo, TOC_STR("012"))) && g->modality == TOC_HYPOTHETICAL;
    return feared || (bare && g->speaker >= 0);
}

/* Words that do not mean the deed that they name: "a war on inflation", and what things and trades do. */
static bool is_no_deed(const toc_desk *d, const toc_act *act, const toc_governed *g, const toc_event *probe) {
    const toc_scene *scene = &d->scene;
    bool noun = !toc_is_verb(scene, act->predicate), pattern = act->prior <= 0;
    bool material = probe->quad == 2 || (probe->quad == 4 && probe->root != TOC_PROTEST);
    bool bodily = is_violent(g->cameo) || (act->strange && material);
    return (noun && pattern && is_metaphor(scene, act->predicate, d->coder->metaphor)) ||
           is_in_common(scene, act->predicate, d->coder->in_common) ||
           (pattern && (bodily || is_of_forces(g->cameo)) && is_figurative(d, g, !noun, !bodily));
}

void toc_act_shoot(toc_desk *d, const toc_act *act, toc_governed *g) {
    toc_scene *scene = &d->scene;
    toc_event probe = {.cameo = g->cameo};
    bool noun = !toc_is_verb(scene, act->predicate);
    if (g->swallowed || !toc_ontology_apply(d->coder->ontology, &probe) || is_no_deed(d, act, g, &probe)) {
        return;
    }
    if (is_by_the_dead(d, g)) {
        g->modality = TOC_HISTORICAL;
        g->modality_rule = "a party that has ceased to exist";
    }
    history_read(d, act, g);
    if (g->modality == TOC_DONE && noun && is_violent(g->cameo) && is_called_likely(d, scene)) {
        g->modality = TOC_HYPOTHETICAL;
        g->modality_rule = "said to be likely";
    }
    source_default(g);
    threat_read(probe.root, g);
    if (is_warning(g, noun)) {
        warning_shoot(d, act, g);
        return;
    }
    if (toc_str_equal(g->cameo, TOC_STR("012"))) {
        return;
    }
    appeal_read(d, g);
    refusal_read(d, g);
    victim_default(scene, g);
    own_ground(scene, g);
    exercise_joint(scene, g);
    pairs_shoot(d, act, g, probe.root, prior_of(scene, act));
}

static bool is_operator(const toc_governed *governed, int count, int self, int predicate) {
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < governed[i].operator_count && i != self; k++) {
            if (governed[i].operators[k] == predicate) {
                return true;
            }
        }
    }
    return false;
}

static void operators_kill(toc_act *acts, int count, int self, int predicate) {
    for (int i = 0; i < count; i++) {
        acts[i].dead |= i != self && acts[i].predicate == predicate;
    }
}

void toc_acts_shoot(toc_desk *d) {
    toc_act *acts = d->acts;
    toc_governed *governed = d->governed;
    int count = d->act_count = toc_acts_find(&d->scene, acts, TOC_ACTS_MAX);
    for (int i = 0; i < count; i++) {
        d->scene.strangers = acts[i].strange;
        toc_govern(&d->scene, &acts[i], &governed[i]);
    }
    d->scene.strangers = false;
    /* Acts below first: a word that made an act of words out of another act is no act of its own, unless that one gave
     * no event. */
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < count; i++) {
            bool above = is_operator(governed, count, i, acts[i].predicate);
            if (acts[i].dead || above != (pass == 1)) {
                continue;
            }
            size_t before = d->event_count;
            toc_act_shoot(d, &acts[i], &governed[i]);
            for (int k = 0; k < governed[i].operator_count && d->event_count > before; k++) {
                operators_kill(acts, count, i, governed[i].operators[k]);
            }
        }
    }
}
