/*
 * Acts: a predicate and the frame of the lexicon that holds best.
 *
 * Every verb and event noun outside of names is tried. Of its rows the one with most
 * constraints that all hold is taken, then the earlier one. Sources are the
 * actors of the subject (of a noun: by whom, whose, or its modifier); targets
 * are looked for in the slots that the row names, in order. What a
 * constraint took is part of this act and no act of its own.
 */
#include "code/heads.h"
#include "code/inside.h"
#include "event/actor.h"

#include <string.h>

bool toc_is_quantity(const toc_scene *scene, int i) {
    return toc_lexicon_in_class(scene->lexicon, scene->lemma[i],
                                toc_lexicon_class(scene->lexicon, TOC_STR("QUANTITY")));
}

static bool is_armed_role(toc_str code) {
    return toc_actor_has_any(code, TOC_STR("MILREBUAFCOP"));
}

/* Role words are people, and those of arms are forces, whether or not the class lists them. */
static bool role_fills(const toc_scene *scene, int node, int filler) {
    int m = scene->mention_at[node];
    m = m < 0 && scene->strangers ? scene->stranger_at[node] : m;
    const toc_entry *entry = m >= 0 ? scene->mentions[m].entry : NULL;
    if (entry && entry->kind == TOC_ENTRY_ORG) {
        return filler == toc_lexicon_class(scene->lexicon, TOC_STR("ORG"));
    }
    if (!entry || entry->kind != TOC_ENTRY_ROLE) {
        return false;
    }
    if (filler == toc_lexicon_class(scene->lexicon, TOC_STR("PERSON"))) {
        return toc_str_equal(entry->office, TOC_STR("person")) || toc_str_equal(entry->office, TOC_STR("group"));
    }
    return is_armed_role(entry->code) && filler == toc_lexicon_class(scene->lexicon, TOC_STR("FORCE"));
}

static bool fills(const toc_scene *scene, int node, int filler, int depth) {
    if (node < 0 || depth > 3) {
        return false;
    }
    if (filler == TOC_FILL_ANY) {
        return true;
    }
    if (filler == TOC_FILL_ACTOR) {
        toc_found_list list = {.count = 0};
        toc_actors_of(scene, node, &list);
        return list.count > 0 && !list.items[0].indirect;
    }
    if (toc_lexicon_in_class(scene->lexicon, scene->lemma[node], filler) || role_fills(scene, node, filler)) {
        return true;
    }
    for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool of =
            rel == TOC_R_NMOD && toc_str_equal(toc_case_of(scene, c), TOC_STR("of")) && toc_is_quantity(scene, node);
        if ((of || (rel == TOC_R_CONJ && !toc_is_verb(scene, c)) || rel == TOC_R_FLAT) &&
            fills(scene, c, filler, depth + 1)) {
            return true;
        }
    }
    return false;
}

static int has_word(const toc_scene *scene, int predicate, int filler) {
    int top = predicate, head = (int)scene->nodes[predicate].head - 1;
    if (!toc_is_verb(scene, predicate) && head >= 0 && scene->nodes[predicate].rel == TOC_R_OBJ) {
        top = head;
    }
    for (int i = 0; i < scene->n; i++) {
        if (i != predicate && toc_lexicon_in_class(scene->lexicon, scene->lemma[i], filler) &&
            toc_in_clause(scene, i, toc_is_verb(scene, predicate) ? predicate : top) &&
            (toc_is_verb(scene, predicate) || toc_within(scene, i, predicate) || i < predicate + 4)) {
            return i;
        }
    }
    return -1;
}

static bool has_particle(const toc_scene *scene, int predicate, toc_str word) {
    for (int c = scene->first_child[predicate]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        if ((rel == TOC_R_COMPOUND || rel == TOC_R_ADVMOD) && toc_str_equal(scene->tokens[c].lower, word)) {
            return true;
        }
    }
    return predicate + 1 < scene->n && toc_str_equal(scene->tokens[predicate + 1].lower, word);
}

static void use(toc_act *act, int node) {
    if (node >= 0 && act->used_count < 4) {
        act->used[act->used_count++] = node;
    }
}

/* Behind a preposition an actor may stand through its modifier: "fired at a Lithuanian patrol". */
static bool oblique_fills(const toc_scene *scene, int node, int filler) {
    toc_found_list list = {.count = 0};
    if (filler != TOC_FILL_ACTOR) {
        return fills(scene, node, filler, 0);
    }
    toc_actors_of(scene, node, &list);
    return list.count > 0;
}

static bool oblique_holds(const toc_scene *scene, const toc_constraint *c, toc_act *act) {
    const toc_clause_parts *p = &act->parts;
    for (int i = 0; i < p->oblique_count; i++) {
        if (toc_str_equal(p->obliques[i].prep, c->word) && oblique_fills(scene, p->obliques[i].node, c->class_index)) {
            if (c->class_index >= 0) {
                use(act, p->obliques[i].node);
            }
            return true;
        }
    }
    /* "pull out of the treaty": prepositions in a row, or a particle read as one */
    for (int k = act->predicate + 1; k < scene->n && k < act->predicate + 9; k++) {
        if (toc_str_equal(scene->tokens[k].lower, c->word) && c->class_index != TOC_FILL_ACTOR) {
            for (int j = k + 1; j < scene->n && j < k + 6; j++) {
                if (scene->nodes[j].upos == TOC_VERB || scene->nodes[j].upos == TOC_UPUNCT) {
                    break;
                }
                if (c->class_index >= 0 && toc_lexicon_in_class(scene->lexicon, scene->lemma[j], c->class_index)) {
                    use(act, j);
                    return true;
                }
            }
        }
    }
    return false;
}

static bool constraint_holds(const toc_scene *scene, const toc_constraint *c, toc_act *act) {
    const toc_clause_parts *p = &act->parts;
    switch (c->slot) {
    case TOC_SLOT_OBJECT:
        if (c->class_index == TOC_FILL_NONE) {
            return p->object < 0 && p->iobject < 0;
        }
        if (fills(scene, p->object, c->class_index, 0)) {
            if (c->class_index >= 0) {
                use(act, p->object);
            }
            return true;
        }
        return c->class_index == TOC_FILL_ACTOR && fills(scene, p->iobject, c->class_index, 0);
    case TOC_SLOT_SUBJECT:
        return fills(scene, p->subject, c->class_index, 0);
    case TOC_SLOT_IOBJ:
        return fills(scene, p->iobject, c->class_index, 0);
    case TOC_SLOT_HAS:
        return has_word(scene, act->predicate, c->class_index) >= 0;
    case TOC_SLOT_PARTICLE:
        return has_particle(scene, act->predicate, c->word);
    case TOC_SLOT_UNDER:
        return true; /* asked of govern by the caller */
    default:
        return oblique_holds(scene, c, act);
    }
}

static int strength(const toc_action *action) {
    int sum = 0;
    for (size_t i = 0; i < action->constraint_count; i++) {
        sum += action->constraints[i].class_index == TOC_FILL_ANY && action->constraints[i].slot != TOC_SLOT_PARTICLE
                   ? 1
                   : 2;
    }
    return sum;
}

static bool needs_under(const toc_action *action) {
    for (size_t i = 0; i < action->constraint_count; i++) {
        if (action->constraints[i].slot == TOC_SLOT_UNDER) {
            return true;
        }
    }
    return false;
}

static bool row_holds(const toc_scene *scene, const toc_action *action, toc_act *act) {
    act->used_count = 0;
    for (size_t i = 0; i < action->constraint_count; i++) {
        if (!constraint_holds(scene, &action->constraints[i], act)) {
            return false;
        }
    }
    if (needs_under(action)) {
        toc_governed governed;
        act->action = action;
        toc_govern(scene, act, &governed);
        return governed.under || governed.modality != TOC_DONE;
    }
    return true;
}

/* ---- parties ---- */

void toc_owners_of(const toc_scene *scene, int noun, toc_found_list *out) {
    for (int c = scene->first_child[noun]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        int m = scene->mention_at[c];
        if ((rel == TOC_R_AMOD || rel == TOC_R_COMPOUND) && m >= 0) {
            toc_found_add(out, scene, m, 0.95, false);
            for (int k = scene->first_child[c]; k >= 0; k = scene->next_child[k]) {
                if (scene->mention_at[k] >= 0 && scene->mention_at[k] != m) {
                    toc_found_add(out, scene, scene->mention_at[k], 0.9, false);
                }
            }
        }
    }
}

static void between_split(const toc_scene *scene, const toc_clause_parts *p, toc_act *act) {
    for (int i = 0; i < p->oblique_count && act->sources.count == 0; i++) {
        toc_str prep = p->obliques[i].prep;
        if (toc_str_equal(prep, TOC_STR("between")) || toc_str_equal(prep, TOC_STR("among")) ||
            (toc_str_equal(prep, TOC_STR("of")) && !toc_is_verb(scene, act->predicate))) {
            toc_found_list both = {.count = 0};
            toc_actors_of(scene, p->obliques[i].node, &both);
            if (both.count >= 2) {
                act->sources = both;
                act->among = true;
            }
        }
    }
}

/* "the deployment of a German brigade", "the delivery of shells from Pyongyang": who does it stands behind the noun. */
static bool doers_follow(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("15")) || toc_str_starts(cameo, TOC_STR("087")) ||
           toc_str_starts(cameo, TOC_STR("07")) || toc_str_starts(cameo, TOC_STR("085"));
}

static void oblique_sources(const toc_scene *scene, const toc_clause_parts *p, toc_str prep, toc_act *act) {
    for (int i = 0; i < p->oblique_count && act->sources.count == 0; i++) {
        if (toc_str_equal(p->obliques[i].prep, prep)) {
            toc_actors_of(scene, p->obliques[i].node, &act->sources);
        }
    }
}

/* What one does with one's own: forces are moved and withdrawn, bans and sanctions lifted by whose they are. */
static bool is_with_own(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("15")) || toc_str_starts(cameo, TOC_STR("087")) ||
           toc_str_starts(cameo, TOC_STR("085")) || toc_str_starts(cameo, TOC_STR("081"));
}

/* "Nicaraguan boats have been recalled", "Washington's embargo was relaxed": nobody is told to do it but its owner. */
static void owner_find(const toc_scene *scene, toc_act *act) {
    int object = act->parts.object;
    if (!act->parts.passive || act->parts.agent >= 0 || object < 0 || !is_with_own(act->action->cameo)) {
        return;
    }
    if (scene->mention_at[object] >= 0) {
        toc_actors_of(scene, object, &act->sources);
        return;
    }
    toc_clause_parts noun;
    toc_clause_read(scene, object, &noun);
    if (!toc_is_verb(scene, object) && noun.possessor >= 0) {
        toc_actors_of(scene, noun.possessor, &act->sources);
    }
    if (act->sources.count == 0) {
        toc_owners_of(scene, object, &act->sources);
    }
}

static void sources_find(const toc_scene *scene, toc_act *act) {
    const toc_clause_parts *p = &act->parts;
    if (toc_is_verb(scene, act->predicate)) {
        toc_actors_of(scene, p->subject, &act->sources);
        owner_find(scene, act);
        return;
    }
    toc_actors_of(scene, p->agent, &act->sources);
    if (act->sources.count == 0 && p->possessor >= 0) {
        toc_actors_of(scene, p->possessor, &act->sources);
    }
    between_split(scene, p, act);
    if (act->sources.count == 0) {
        toc_owners_of(scene, act->predicate, &act->sources);
    }
    if (act->sources.count == 0 && doers_follow(act->action->cameo)) {
        bool leaves = toc_str_starts(act->action->cameo, TOC_STR("087")); /* "the withdrawal of troops from the zone" */
        oblique_sources(scene, p, leaves ? TOC_STR("of") : TOC_STR("from"), act);
        oblique_sources(scene, p, leaves ? TOC_STR("from") : TOC_STR("of"), act);
    }
    if (act->sources.count == 0 && toc_str_starts(act->action->cameo, TOC_STR("06"))) {
        oblique_sources(scene, p, TOC_STR("within"), act);
    }
    if (act->sources.count == 0 && p->subject >= 0) {
        toc_actors_of(scene, p->subject, &act->sources);
    }
}

static bool same_code(const toc_scene *scene, int a, int b) {
    return a == b || (!toc_is_stranger(scene, a) && toc_str_equal(scene->mentions[a].code, scene->mentions[b].code));
}

static void targets_take(const toc_scene *scene, int node, toc_act *act) {
    toc_found_list list = {.count = 0};
    toc_actors_of(scene, node, &list);
    for (int i = 0; i < list.count; i++) {
        bool is_source = false;
        for (int k = 0; k < act->sources.count; k++) {
            is_source |= same_code(scene, list.items[i].mention, act->sources.items[k].mention);
        }
        if (!is_source) {
            if (toc_found_add(&act->targets, scene, list.items[i].mention, list.items[i].sure,
                              list.items[i].indirect)) {
                act->targets.items[act->targets.count - 1].node = list.items[i].node;
            }
        }
    }
}

/* Acts of words name whom they mean in the clause below: "demanded that Poland reopen", "scrambled to intercept …". */
static void targets_inside(const toc_scene *scene, toc_act *act) {
    toc_str cameo = act->action->cameo;
    bool words = toc_is_wordy(cameo);
    bool posture = toc_str_starts(cameo, TOC_STR("15")) || toc_str_starts(cameo, TOC_STR("16")); /* "stopped buying" */
    for (int c = scene->first_child[act->predicate]; c >= 0 && act->targets.count == 0 && (words || posture);
         c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        if (!toc_is_verb(scene, c) ||
            !(rel == TOC_R_CCOMP || rel == TOC_R_XCOMP || rel == TOC_R_ACL || rel == TOC_R_ADVCL)) {
            continue;
        }
        toc_clause_parts inner;
        toc_clause_read(scene, c, &inner);
        if (words && (rel != TOC_R_ADVCL || toc_str_equal(toc_mark_of(scene, c), TOC_STR("if")))) {
            targets_take(scene, inner.subject, act);
        }
        if (act->targets.count == 0) {
            targets_take(scene, inner.object, act);
        }
        for (int i = 0; i < inner.oblique_count && act->targets.count == 0 && words; i++) {
            targets_take(scene, inner.obliques[i].node, act);
        }
    }
}

/* "Iran turned down a European proposal": what is asked or offered is asked of who answers. */
static void answerer_find(const toc_scene *scene, toc_act *act) {
    int noun = act->predicate, verb = (int)scene->nodes[noun].head - 1;
    toc_rel rel = (toc_rel)scene->nodes[noun].rel;
    toc_str cameo = act->action->cameo;
    bool asked = toc_str_starts(cameo, TOC_STR("02")) || toc_str_starts(cameo, TOC_STR("10")) ||
                 toc_str_starts(cameo, TOC_STR("03")) || toc_str_starts(cameo, TOC_STR("11"));
    if (!asked || toc_is_verb(scene, noun) || verb < 0 || !toc_is_verb(scene, verb) || act->sources.count == 0) {
        return;
    }
    toc_clause_parts above;
    toc_clause_read(scene, verb, &above);
    if (rel == TOC_R_OBJ || rel == TOC_R_OBL || (rel == TOC_R_NSUBJ && above.passive)) {
        targets_take(scene, above.subject, act);
    }
}

static void targets_find(const toc_scene *scene, toc_act *act) {
    const toc_clause_parts *p = &act->parts;
    for (size_t t = 0; t < act->action->target_count && act->targets.count == 0; t++) {
        switch (act->action->targets[t].slot) {
        case TOC_SLOT_OBJECT:
            targets_take(scene, p->object, act);
            if (act->targets.count == 0) {
                targets_take(scene, p->iobject, act);
            }
            break;
        case TOC_SLOT_SUBJECT:
            targets_take(scene, p->subject, act);
            break;
        case TOC_SLOT_IOBJ:
            targets_take(scene, p->iobject, act);
            break;
        default:
            for (int i = 0; i < p->oblique_count && act->targets.count == 0; i++) {
                if (toc_str_equal(p->obliques[i].prep, act->action->targets[t].word)) {
                    targets_take(scene, p->obliques[i].node, act);
                }
            }
        }
    }
    if (act->targets.count == 0) {
        targets_inside(scene, act);
    }
    if (act->targets.count == 0) {
        answerer_find(scene, act);
    }
}

/* "…, leaving the town without water": what came of it, and nobody's leaving. */
static bool is_outcome(const toc_scene *scene, int i) {
    return scene->nodes[i].rel == TOC_R_ADVCL && toc_str_equal(scene->tokens[i].lower, TOC_STR("leaving")) &&
           toc_child_with(scene, i, TOC_R_MARK) < 0;
}

/* The row that asks for most; of equals one that finds a target; of those the earlier. */
static bool row_choose(const toc_scene *scene, toc_act *act) {
    const toc_action *const *rows;
    char pos = toc_is_verb(scene, act->predicate) ? 'v' : 'n';
    size_t count = toc_lexicon_actions(scene->lexicon, pos, scene->lemma[act->predicate], &rows);
    count = is_outcome(scene, act->predicate) ? 0 : count;
    toc_act best = *act;
    int best_score = -1;
    best.action = NULL;
    for (size_t i = 0; i < count; i++) {
        toc_act trial = *act;
        int score = 2 * strength(rows[i]);
        if (score + 1 <= best_score || !row_holds(scene, rows[i], &trial)) {
            continue;
        }
        trial.action = rows[i];
        sources_find(scene, &trial);
        if (!trial.among) {
            targets_find(scene, &trial);
        }
        score += trial.targets.count > 0;
        if (score > best_score) {
            best = trial;
            best_score = score;
        }
    }
    *act = best;
    return best.action != NULL;
}

bool toc_is_wanted_for(const toc_scene *scene, int verb) {
    static const char *const behind[] = {"for", "by", "in"};
    return toc_str_is(scene->tokens[verb].lower, "wanted") && verb + 1 < scene->n &&
           toc_str_is_among(scene->tokens[verb + 1].lower, behind, sizeof behind / sizeof *behind);
}

static bool is_candidate(const toc_scene *scene, int i) {
    toc_rel rel = (toc_rel)scene->nodes[i].rel;
    int m = scene->mention_at[i];
    if (m >= 0 && (scene->mentions[m].code.len > 0 || scene->mentions[m].person)) {
        return false;
    }
    if (i > 0 && toc_str_equal(scene->tokens[i - 1].text, TOC_STR("-")) && !scene->tokens[i - 1].space_after) {
        return false; /* "Russian-backed" */
    }
    if (i + 1 < scene->n && toc_str_equal(scene->tokens[i + 1].text, TOC_STR("-")) && !scene->tokens[i].space_after &&
        toc_is_verb(scene, i)) {
        return false; /* "cut-off islands" */
    }
    if (toc_is_verb(scene, i)) {
        return rel != TOC_R_AMOD && rel != TOC_R_COMPOUND && !toc_is_wanted_for(scene, i);
    }
    bool noun = scene->nodes[i].upos == TOC_NOUN || scene->nodes[i].upos == TOC_PROPN;
    const toc_time_word *time =
        scene->tokens[i].capital ? toc_lexicon_time(scene->lexicon, scene->tokens[i].lower) : NULL;
    if (i > 0 && time && time->kinds & TOC_TIME_BIT(TOC_TIME_MONTH)) {
        return false; /* "early March" */
    }
    return noun && rel != TOC_R_COMPOUND && rel != TOC_R_FLAT && rel != TOC_R_AMOD;
}

/* What a greater act took, and a noun right below a verb that says the same, is no act of its own. */
static void parts_kill(const toc_scene *scene, toc_act *acts, int count) {
    for (int a = 0; a < count; a++) {
        for (int b = 0; b < count; b++) {
            if (a == b || acts[a].dead || !toc_is_verb(scene, acts[a].predicate) ||
                toc_is_verb(scene, acts[b].predicate)) {
                continue;
            }
            for (int u = 0; u < acts[a].used_count; u++) {
                acts[b].dead |= acts[a].used[u] == acts[b].predicate;
            }
            bool same_root =
                toc_str_equal(toc_str_slice(acts[a].action->cameo, 0, 2), toc_str_slice(acts[b].action->cameo, 0, 2));
            acts[b].dead |= same_root && (int)scene->nodes[acts[b].predicate].head - 1 == acts[a].predicate;
        }
    }
}

/* Where the target of a head is looked for. */
static const char *const head_targets[TOC_TARGETS_MAX] = {"o",    "on", "against", "into", "with", "to",  "at",
                                                          "from", "in", "of",      "for",  "over", "near"};

/* Words, and trade, which goes on every day, are no events by a head alone. */
static bool is_idle(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("01")) || toc_str_equal(cameo, TOC_STR("061"));
}

/* "told the alliance that" asks for nothing. */
static bool is_report(const toc_scene *scene, int verb) {
    return toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[verb], TOC_STR("")) & TOC_OP_BIT(TOC_OP_REPORT);
}

bool toc_is_owned(const toc_scene *scene, const toc_act *act) {
    toc_found_list owners = {.count = 0};
    if (act->parts.agent >= 0 || act->parts.possessor >= 0) {
        return true;
    }
    toc_owners_of(scene, act->predicate, &owners);
    return owners.count > 0;
}

/* A noun tells of an act when it says whose it is: "the freezing of Libyan assets by Belgium", "Mali's expulsion of";
 * one of words by a nationality, too: "an Iraqi proposal". */
static bool is_doers(const toc_act *act, toc_str cameo) {
    bool named = act->parts.agent >= 0 || act->parts.possessor >= 0;
    return named || toc_is_wordy(cameo) || toc_str_starts(cameo, TOC_STR("03"));
}

/* "called off", "handed over": a head of one word does not tell what the two mean. */
static bool has_other_particle(const toc_scene *scene, int verb, const toc_head *head) {
    int c = head->count == 1 ? toc_child_with(scene, verb, TOC_R_COMPOUND) : -1;
    return c > verb && toc_is_verb(scene, verb);
}

static bool is_armed(const toc_scene *scene, const toc_found *who) {
    int force = toc_lexicon_class(scene->lexicon, TOC_STR("FORCE"));
    return (who->node >= 0 && toc_lexicon_in_class(scene->lexicon, scene->lemma[who->node], force)) ||
           is_armed_role(scene->mentions[who->mention].code);
}

/* Protests, moves of forces and retreats may be against nobody named: "downed tools", "left most of its posts". A
 * phrase tells them, and people or forces do them; one word, and states, may mean much else ("gave up Suez"). */
static bool is_one_sided(const toc_scene *scene, const toc_act *act, const toc_head *head) {
    bool phrase = head->count >= 2 && head->pos == 'v', armed = is_armed(scene, &act->sources.items[0]);
    bool crowd = !toc_actor_is_official(scene->mentions[act->sources.items[0].mention].code) && !armed;
    bool moves = toc_str_starts(head->cameo, TOC_STR("15")) || toc_str_starts(head->cameo, TOC_STR("087"));
    return phrase && ((moves && armed) || (toc_str_starts(head->cameo, TOC_STR("14")) && crowd));
}

/* No frame holds: what the word means by itself, when both its parties are known. */
static bool head_choose(const toc_scene *scene, toc_act *act) {
    bool verb = toc_is_verb(scene, act->predicate);
    const toc_head *head = verb || toc_is_owned(scene, act) ? toc_head_of(scene, act->predicate) : NULL;
    if (!head || (!verb && !is_doers(act, head->cameo)) || is_idle(head->cameo) ||
        has_other_particle(scene, act->predicate, head) || (head->count == 1 && is_report(scene, act->predicate))) {
        return false;
    }
    toc_action *action = toc_arena_alloc(scene->arena, sizeof *action);
    if (!action) {
        return false;
    }
    *action = (toc_action){.id = head->text, .pos = head->pos, .cameo = head->cameo, .head = head};
    for (size_t i = 0; i < TOC_TARGETS_MAX && head_targets[i]; i++) {
        action->targets[i].slot = i == 0 ? TOC_SLOT_OBJECT : TOC_SLOT_PREP;
        action->targets[action->target_count++].word = toc_str_of(head_targets[i]);
    }
    act->action = action;
    sources_find(scene, act);
    if (!act->among) {
        targets_find(scene, act);
    }
    return act->sources.count > 0 && (act->targets.count > 0 || is_one_sided(scene, act, head));
}

static bool act_choose(const toc_scene *scene, toc_act *act) {
    toc_act plain = *act;
    if (row_choose(scene, act)) {
        return true;
    }
    *act = plain;
    return head_choose(scene, act);
}

/* Who acts is known and whom it is done to as well, or several do it among themselves. */
static bool is_whole_act(const toc_act *act) {
    return act->sources.count > 1 || (act->sources.count > 0 && act->targets.count > 0);
}

static bool has_stranger(const toc_scene *scene, const toc_found_list *list) {
    for (int i = 0; i < list->count; i++) {
        if (list->items[i].mention >= scene->known_count) {
            return true;
        }
    }
    return false;
}

/* Strangers speak for another reading only when the first one lacks a party that this one has. Exercises and moves of
 * forces tell of their country, not of the troops in them, unless they are against somebody. */
static bool is_fuller(const toc_act *again, const toc_act *act, bool told) {
    toc_str cameo = again->action->cameo;
    bool posture = toc_str_starts(cameo, TOC_STR("06")) || toc_str_starts(cameo, TOC_STR("15"));
    if (again->sources.count == 0 || (posture && (again->targets.count == 0 || act->sources.count > 0))) {
        return false;
    }
    bool same = told && toc_str_equal(again->action->cameo, act->action->cameo);
    return !told || act->sources.count == 0 || (same && again->targets.count > 0);
}

/* An act of known actors; failing that, one in which strangers have a part. */
static bool act_read(toc_scene *scene, toc_act *act) {
    toc_act again = *act;
    bool told = act_choose(scene, act);
    if (!scene->stranger_at || (told && is_whole_act(act))) {
        return told;
    }
    scene->strangers = true;
    if (act_choose(scene, &again) && is_fuller(&again, act, told) &&
        (has_stranger(scene, &again.sources) || has_stranger(scene, &again.targets))) {
        again.strange = true;
        *act = again;
        told = true;
    }
    scene->strangers = false;
    return told;
}

int toc_acts_find(toc_scene *scene, toc_act *acts, int max) {
    int count = 0;
    for (int i = 0; i < scene->n && count < max; i++) {
        toc_act *act = &acts[count];
        *act = (toc_act){.predicate = i};
        if (!is_candidate(scene, i)) {
            continue;
        }
        const toc_action *const *rows;
        const toc_head *const *heads;
        bool verb = toc_is_verb(scene, i);
        if (toc_lexicon_actions(scene->lexicon, verb ? 'v' : 'n', scene->lemma[i], &rows) == 0 &&
            toc_lexicon_heads(scene->lexicon, verb ? 'v' : 'n', scene->lemma[i], &heads) == 0) {
            continue;
        }
        toc_clause_read(scene, i, &act->parts);
        count += act_read(scene, act);
    }
    parts_kill(scene, acts, count);
    return count;
}
