/*
 * What stands above an act. From the predicate up to the root of the tree each
 * verb, noun or adjective that governs it is asked which operator it is: a
 * report gives a speaker, a plan makes it planned, a risk or an "if" makes it
 * hypothetical, a denial denies it, a call or a refusal makes an act of words
 * out of it (compose.tsv), a condemnation or a film swallows it. On the way the
 * auxiliaries and the negation of each clause that the act stands in are read.
 */
#include "code/heads.h"
#include "code/inside.h"
#include "event/actor.h"

#include <string.h>

static void set_modality(toc_governed *g, toc_modality modality, const char *rule, int word) {
    /* denied stays denied, unless asked for; historical stays */
    if (g->modality == TOC_HISTORICAL ||
        (g->modality == TOC_DENIED && modality != TOC_HISTORICAL && modality != TOC_REQUESTED)) {
        return;
    }
    if (modality == TOC_PLANNED && (g->modality == TOC_HYPOTHETICAL || g->modality == TOC_REQUESTED)) {
        return;
    }
    g->modality = modality;
    g->modality_rule = rule;
    g->modality_word = word;
}

static bool has_child_lemma(const toc_scene *scene, int i, toc_rel rel, const char *word) {
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == rel && toc_scene_lemma_is(scene, c, word)) {
            return true;
        }
    }
    return false;
}

static bool is_blow(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("18")) || toc_str_starts(cameo, TOC_STR("19")) ||
           toc_str_starts(cameo, TOC_STR("20"));
}

/* "Had Honduras cut ties, its hospitals would": a condition that did not come true. */
static bool is_inverted(const toc_scene *scene, int aux, int verb) {
    if (!toc_str_is(scene->tokens[aux].lower, "had") || toc_rel_of(scene, verb) != TOC_R_ADVCL ||
        toc_mark_of(scene, verb).len > 0) {
        return false;
    }
    return toc_child_with(scene, verb, TOC_R_NSUBJ) > aux;
}

bool toc_is_will(toc_str word) {
    static const char *const words[] = {"will", "shall", "'ll", "’ll", "wo"};
    return toc_str_is_among(word, words, sizeof words / sizeof *words);
}

/* Auxiliaries of the clause at head, as they bear on the act. */
static void auxiliaries_read(const toc_scene *scene, int head, toc_governed *g) {
    for (int c = scene->first_child[head]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel != TOC_R_AUX) {
            continue;
        }
        toc_str word = scene->tokens[c].lower;
        if (toc_is_will(word)) {
            set_modality(g, TOC_PLANNED, "auxiliary", c);
        } else if (is_inverted(scene, c, head)) {
            set_modality(g, TOC_HYPOTHETICAL, "condition", c);
        } else if (toc_str_equal(word, TOC_STR("would"))) {
            bool unreal = has_child_lemma(scene, head, TOC_R_AUX, "have") || is_blow(g->cameo);
            set_modality(g, unreal ? TOC_HYPOTHETICAL : TOC_PLANNED, "auxiliary", c);
        } else if (toc_str_equal(word, TOC_STR("may")) || toc_str_equal(word, TOC_STR("might")) ||
                   toc_str_equal(word, TOC_STR("could")) || toc_str_equal(word, TOC_STR("can")) ||
                   toc_str_equal(word, TOC_STR("ca"))) {
            set_modality(g, TOC_HYPOTHETICAL, "auxiliary", c);
        } else if (toc_str_equal(word, TOC_STR("should")) || toc_str_equal(word, TOC_STR("must")) ||
                   toc_str_equal(word, TOC_STR("ought"))) {
            set_modality(g, TOC_REQUESTED, "auxiliary", c);
            g->under = true;
        }
    }
}

static void conditions_read(const toc_scene *scene, int head, toc_governed *g) {
    for (int c = scene->first_child[head]; c >= 0; c = scene->next_child[c]) {
        toc_str mark = toc_mark_of(scene, c);
        if (scene->nodes[c].rel == TOC_R_ADVCL &&
            (toc_str_equal(mark, TOC_STR("if")) || toc_str_equal(mark, TOC_STR("unless")) ||
             toc_str_equal(mark, TOC_STR("lest")))) {
            set_modality(g, TOC_HYPOTHETICAL, "condition", toc_child_with(scene, c, TOC_R_MARK));
        }
    }
}

/* "Not for the first time", "not for the last time": it is done once more. */
static bool is_not_the_first(const toc_scene *scene, int no) {
    return no + 3 < scene->n && toc_str_equal(scene->tokens[no + 1].lower, TOC_STR("for")) &&
           (toc_str_equal(scene->tokens[no + 3].lower, TOC_STR("first")) ||
            toc_str_equal(scene->tokens[no + 3].lower, TOC_STR("last")));
}

/* "left no doubt that", "made no secret of", "lost no time in": said the other way round. */
static bool is_no_doubt(const toc_scene *scene, int noun) {
    static const char *const words[] = {"doubt", "secret", "bone", "mistake", "effort", "choice", "option"};
    int verb = (int)scene->nodes[noun].head - 1;
    return toc_str_is_among(scene->lemma[noun], words, sizeof words / sizeof *words) ||
           (toc_scene_lemma_is(scene, noun, "time") && toc_scene_lemma_is(scene, verb, "lose"));
}

bool toc_is_ruled_out(toc_str rule) {
    return toc_str_is(rule, TOC_RULE_UNTRUE) || toc_str_is(rule, TOC_RULE_ASKED) || toc_str_is(rule, TOC_RULE_NOBODY) ||
           toc_str_is(rule, TOC_RULE_LAW);
}

/* "none of its fishermen had been detained", "shot nobody"; not "gunmen nobody has identified", "none would die". */
static bool is_nobody(const toc_scene *scene, int i) {
    bool of = i + 1 < scene->n && toc_str_is(scene->tokens[i + 1].lower, "of");
    toc_str word = scene->tokens[i].lower;
    return toc_str_is(word, "nobody") ? i == 0 || scene->nodes[i - 1].upos != TOC_NOUN
                                      : of && (toc_str_is(word, "none") || toc_str_is(word, "neither"));
}

/* from: what stands below head and leads to the act, -1 when head is the act. "The deportation drew no comment" denies
 * the comment. */
static void negation_read(const toc_scene *scene, int head, int from, toc_governed *g) {
    int word = -1;
    bool denied = toc_is_negated(scene, head, &word) && !is_not_the_first(scene, word),
         subject = from >= 0 && toc_rel_of(scene, from) == TOC_R_NSUBJ;
    for (int c = scene->first_child[head]; c >= 0 && !denied && toc_is_verb(scene, head); c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool never = rel == TOC_R_OBL && (toc_scene_lemma_is(scene, c, "time") || toc_scene_lemma_is(scene, c, "way") ||
                                          toc_scene_lemma_is(scene, c, "circumstance"));
        bool object = rel == TOC_R_OBJ && !subject && !is_no_doubt(scene, c);
        bool nobody = from < 0 && (rel == TOC_R_NSUBJ || object) && is_nobody(scene, c);
        word = nobody ? c : word;
        denied = nobody || ((rel == TOC_R_NSUBJ || object || never) && toc_is_negated(scene, c, &word) &&
                            !is_not_the_first(scene, word));
    }
    if (denied && (g->modality == TOC_DONE || g->modality == TOC_PLANNED || g->modality == TOC_HYPOTHETICAL)) {
        g->modality = TOC_DENIED;
        g->modality_rule = is_nobody(scene, word) ? TOC_RULE_NOBODY : "negation";
        g->modality_word = word;
    }
}

/* Acts of words: what follows an "if" is their content, not their condition. */
bool toc_is_wordy(toc_str cameo) {
    return cameo.len > 1 &&
           ((cameo.ptr[0] == '0' && cameo.ptr[1] == '2') || (cameo.ptr[0] == '1' && cameo.ptr[1] < '4'));
}

static bool is_word_or_promise(toc_str cameo) {
    return toc_is_wordy(cameo) || toc_str_starts(cameo, TOC_STR("03"));
}

static bool is_subject_of_active(const toc_scene *scene, int verb, toc_rel rel) {
    toc_clause_parts parts;
    if (rel != TOC_R_NSUBJ || !toc_is_verb(scene, verb)) {
        return false;
    }
    toc_clause_read(scene, verb, &parts);
    return !parts.passive;
}

/* said: words are answered, or do something themselves ("had no answer to Ugandan threats", "Oslo's appeal may come too
 * late"); they are said all the same. */
static void clause_read(const toc_scene *scene, int head, int from, bool said, toc_governed *g) {
    if (!said) {
        auxiliaries_read(scene, head, g);
    }
    if (!toc_is_wordy(g->cameo)) {
        conditions_read(scene, head, g);
    }
    if (!said) {
        negation_read(scene, head, from, g);
    }
    bool be = has_child_lemma(scene, head, TOC_R_AUX, "be") || has_child_lemma(scene, head, TOC_R_COP, "be");
    if (be && toc_is_verb(scene, head) && scene->nodes[head].form == TOC_FORM_BASE &&
        has_child_lemma(scene, head, TOC_R_MARK, "to")) { /* not "were let in" */
        set_modality(g, TOC_PLANNED, "be to", head);
    }
}

static void operator_note(toc_governed *g, int word) {
    if (g->operator_count < 8) {
        g->operators[g->operator_count++] = word;
    }
}

/* Who it is that asks, offers or refuses: the operator's subject, or the owner of its noun. */
static void asker_find(const toc_scene *scene, int word, const toc_clause_parts *parts, toc_found_list *asker) {
    int subject = toc_is_verb(scene, word) || parts->possessor < 0 ? parts->subject : parts->possessor;
    int above = (int)scene->nodes[word].head - 1;
    if (subject < 0 && above >= 0 && toc_is_verb(scene, above) && scene->nodes[word].rel == TOC_R_OBJ) {
        subject = toc_subject_of(scene, above, 0); /* "expressed the hope that" */
    }
    if (!toc_is_verb(scene, word) && parts->possessor < 0) {
        toc_owners_of(scene, word, asker); /* "an American offer", whoever turned it down */
    }
    if (asker->count == 0) {
        toc_actors_of(scene, subject, asker);
    }
}

/* Who is asked or promised: the operator's objects, or what stands by "on", "to", "from" there. */
static void asked_find(const toc_scene *scene, toc_operator op, toc_rel rel, const toc_clause_parts *parts,
                       toc_found_list *asked) {
    bool clause = rel == TOC_R_XCOMP || rel == TOC_R_CCOMP;
    toc_actors_of(scene, parts->iobject, asked);
    if (asked->count == 0 && parts->object >= 0 && (clause || scene->mention_at[parts->object] >= 0)) {
        toc_actors_of(scene, parts->object, asked);
    }
    if (op != TOC_OP_ASK && op != TOC_OP_DEMAND && op != TOC_OP_PROMISE) {
        return;
    }
    for (int i = 0; i < parts->oblique_count && asked->count == 0; i++) {
        toc_str prep = parts->obliques[i].prep;
        if (toc_str_equal(prep, TOC_STR("on")) || toc_str_equal(prep, TOC_STR("to")) ||
            toc_str_equal(prep, TOC_STR("from"))) {
            toc_actors_of(scene, parts->obliques[i].node, asked);
        }
    }
}

static bool have_in_common(const toc_found_list *a, const toc_found_list *b) {
    for (int i = 0; i < a->count; i++) {
        for (int k = 0; k < b->count; k++) {
            if (a->items[i].mention == b->items[k].mention) {
                return true;
            }
        }
    }
    return false;
}

bool toc_shares_root(const toc_scene *scene, const toc_found_list *list, int mention) {
    for (int i = 0; i < list->count; i++) {
        if (toc_str_equal(toc_actor_root(scene->mentions[mention].code),
                          toc_actor_root(scene->mentions[list->items[i].mention].code))) {
            return true;
        }
    }
    return false;
}

/* Where nobody is asked by name: those who are to act, but for the askers' own side; else whom the act is for. */
static toc_found_list addressees_of(const toc_scene *scene, toc_operator op, const toc_found_list *asker,
                                    const toc_governed *g) {
    toc_found_list all = {.count = 0};
    bool of_others = op != TOC_OP_PROMISE && op != TOC_OP_REFUSE && op != TOC_OP_THREATEN;
    for (int i = 0; of_others && i < g->sources.count && all.count == 0; i++) {
        if (!toc_shares_root(scene, asker, g->sources.items[i].mention)) {
            all.items[all.count++] = g->sources.items[i];
        }
    }
    return all.count > 0 ? all : g->targets;
}

/* The act becomes an act of words by the operator's subject; the asked party, or who should act, becomes the target. */
static bool compose(const toc_scene *scene, toc_operator op, int word, toc_rel rel, toc_governed *g) {
    toc_str cameo = toc_lexicon_compose(scene->lexicon, op, g->cameo);
    toc_clause_parts parts;
    toc_found_list asker = {.count = 0}, asked = {.count = 0};
    bool mild = toc_scene_lemma_is(scene, word, "agree") || toc_scene_lemma_is(scene, word, "consent") ||
                toc_scene_lemma_is(scene, word, "accept");
    if (cameo.len == 0 || g->modality == TOC_DENIED || (mild && toc_str_starts(cameo, TOC_STR("13")))) {
        return false; /* "agreed to impose sanctions" is a plan, not a threat */
    }
    toc_clause_read(scene, word, &parts);
    asker_find(scene, word, &parts, &asker);
    if (asker.count == 0) {
        return false;
    }
    asked_find(scene, op, rel, &parts, &asked);
    bool own_work = toc_str_starts(g->cameo, TOC_STR("06")) || toc_str_starts(g->cameo, TOC_STR("15"));
    if (own_work && asked.count == 0 && op == TOC_OP_ASK) {
        return false; /* "called for more exercises": they stay what is wanted */
    }
    bool named = asked.count > 0 && !have_in_common(&asked, &asker); /* "asked itself": not a party */
    g->targets = named ? asked : addressees_of(scene, op, &asker, g);
    g->sources = asker;
    g->cameo = cameo;
    g->modality = TOC_DONE;
    g->modality_rule = "composed";
    g->modality_word = word;
    operator_note(g, word);
    return true;
}

/* The preposition that links the node to what governs it. */
static toc_str link_of(const toc_scene *scene, int node) {
    toc_str prep = toc_case_of(scene, node);
    return prep.len ? prep : toc_mark_of(scene, node);
}

static bool is_not_ruled_out(const toc_scene *scene, int word) {
    for (int i = word > 5 ? word - 5 : 0; i < word; i++) {
        toc_str lower = scene->tokens[i].lower;
        if (toc_str_equal(lower, TOC_STR("not")) || toc_str_equal(lower, TOC_STR("no")) ||
            toc_str_equal(lower, TOC_STR("n't")) || toc_str_equal(lower, TOC_STR("never"))) {
            return true;
        }
    }
    return false;
}

/* Does the operator at word reach the act through this relation at all? */
static bool reaches(const toc_scene *scene, uint32_t bits, int word, toc_rel rel, toc_str link) {
    static const toc_rel ways[] = {TOC_R_IOBJ, TOC_R_CCOMP, TOC_R_XCOMP,     TOC_R_OBJ,   TOC_R_OBL,  TOC_R_NMOD,
                                   TOC_R_ACL,  TOC_R_CSUBJ, TOC_R_PARATAXIS, TOC_R_NSUBJ, TOC_R_ADVCL};
    bool below = false;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        below |= ways[i] == rel;
    }
    if (!below || bits == 0 || (bits & TOC_OP_BIT(TOC_OP_SUPPORT) && rel == TOC_R_OBJ)) {
        return false;
    }
    if (rel == TOC_R_ADVCL) {
        bool against = bits & TOC_OP_BIT(TOC_OP_FAIL) && toc_str_is(link, "against"); /* "decided against expelling" */
        return against || bits & (TOC_OP_BIT(TOC_OP_REPORT) | TOC_OP_BIT(TOC_OP_RULE));
    }
    if (rel != TOC_R_NSUBJ && rel != TOC_R_CSUBJ) {
        return true;
    }
    /* as a subject only of what is likely, planned, false, or of a passive ("exercises were needed") */
    bool adjective = scene->nodes[word].upos == TOC_ADJ;
    if (bits & (TOC_OP_BIT(TOC_OP_HYPO) | TOC_OP_BIT(TOC_OP_PLAN)) || (adjective && bits & TOC_OP_BIT(TOC_OP_DENY))) {
        return true;
    }
    toc_clause_parts parts;
    toc_clause_read(scene, word, &parts);
    return parts.passive;
}

static void deny_apply(const toc_scene *scene, int word, toc_governed *g) {
    g->modality = TOC_DENIED;
    g->modality_rule = TOC_RULE_DENIAL;
    g->modality_word = word;
    toc_speaker_set(scene, word, g);
    if (g->sources.count == 0 && g->speaker >= 0) { /* "denied that its aircraft …" */
        g->sources.items[0] = (toc_found){g->speaker, -1, 0.8, false};
        g->sources.count = 1;
    }
    operator_note(g, word);
}

/* The modality of an act that stands by itself below an operator that could not make words of it. */
static toc_modality modality_below(toc_operator op) {
    switch (op) {
    case TOC_OP_REFUSE:
        return TOC_DENIED;
    case TOC_OP_THREATEN:
        return TOC_HYPOTHETICAL;
    case TOC_OP_PROMISE:
        return TOC_PLANNED;
    default:
        return TOC_REQUESTED;
    }
}

/* Truces, treaties and agreements. */
static bool is_accord(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("087")) || toc_str_starts(cameo, TOC_STR("05")) ||
           toc_str_starts(cameo, TOC_STR("03"));
}

/* "vowed never to recognise": refused; "agreed not to shell": yielded. */
static bool compose_not(const toc_scene *scene, int word, toc_rel rel, toc_governed *g) {
    if (g->modality != TOC_DENIED || strcmp(g->modality_rule, "negation") != 0 || g->cameo.len == 0) {
        return false;
    }
    toc_governed kept = *g;
    bool hostile = g->cameo.ptr[0] != '0';
    g->modality = TOC_DONE;
    g->cameo = hostile ? TOC_STR("08") : g->cameo;
    if (compose(scene, hostile ? TOC_OP_PROMISE : TOC_OP_REFUSE, word, rel, g)) {
        return true;
    }
    *g = kept;
    return false;
}

/* True when one of the operators that make acts of words stands here. */
static bool composing_apply(const toc_scene *scene, uint32_t bits, int word, toc_rel rel, toc_governed *g) {
    static const toc_operator composing[] = {TOC_OP_REFUSE, TOC_OP_THREATEN, TOC_OP_DEMAND, TOC_OP_ASK, TOC_OP_PROMISE};
    for (size_t i = 0; i < sizeof composing / sizeof *composing; i++) {
        if (bits & TOC_OP_BIT(composing[i])) {
            if (composing[i] == TOC_OP_PROMISE && rel == TOC_R_NSUBJ && is_accord(g->cameo)) {
                return true; /* "a truce was agreed": so it is there */
            }
            g->under = true;
            if (composing[i] == TOC_OP_PROMISE && compose_not(scene, word, rel, g)) {
                return true;
            }
            if (!compose(scene, composing[i], word, rel, g)) {
                set_modality(g, modality_below(composing[i]), toc_operator_name(composing[i]), word);
                operator_note(g, word);
                if (toc_is_verb(scene, word)) {
                    toc_speaker_set(scene, word, g); /* who calls for it tells of it */
                }
            }
            return true;
        }
    }
    return false;
}

static void warn_apply(const toc_scene *scene, int word, toc_governed *g) {
    toc_clause_parts parts;
    toc_found_list warned = {.count = 0};
    toc_clause_read(scene, word, &parts);
    if (toc_is_verb(scene, word) && parts.object >= 0 && scene->mention_at[parts.object] >= 0) {
        toc_actors_of(scene, parts.object, &warned);
    }
    set_modality(g, TOC_HYPOTHETICAL, "warning", word);
    g->warned = g->under = true;
    if (warned.count > 0) {
        g->swallowed = true; /* "warned Poland that …": the warning is the act */
        return;
    }
    operator_note(g, word);
    if (toc_is_verb(scene, word)) {
        toc_speaker_set(scene, word, g);
    }
}

static bool is_planned_through(const toc_scene *scene, int word, toc_rel rel) {
    if (rel == TOC_R_NSUBJ && scene->nodes[word].upos == TOC_VERB) {
        toc_clause_parts parts;
        toc_clause_read(scene, word, &parts);
        return parts.passive && (toc_scene_lemma_is(scene, word, "plan") ||
                                 toc_scene_lemma_is(scene, word, "schedule") || toc_scene_lemma_is(scene, word, "set"));
    }
    return rel == TOC_R_XCOMP || rel == TOC_R_OBJ || rel == TOC_R_NMOD || rel == TOC_R_ACL || rel == TOC_R_OBL ||
           rel == TOC_R_NSUBJ;
}

/* "stopped the shelling", "kept them from shelling", "decided against a strike", "failure of the attack"; not "stopped
 * trade as a punishment for the arrest". */
static bool is_what_fails(const toc_scene *scene, int word, toc_rel rel, toc_str link) {
    bool beside = rel == TOC_R_OBL || rel == TOC_R_NMOD;
    return !beside || toc_str_is(link, "from") || toc_str_is(link, "against") ||
           (!toc_is_verb(scene, word) && !toc_str_is(link, "for"));
}

static void operator_apply(const toc_scene *scene, uint32_t bits, int word, toc_rel rel, toc_str link,
                           toc_governed *g) {
    if (!reaches(scene, bits, word, rel, link)) {
        return;
    }
    if (bits & TOC_OP_BIT(TOC_OP_HISTORY) && rel == TOC_R_CCOMP) {
        toc_speaker_set(scene, word, g); /* "recalled that": he says so, whenever it was */
    } else if (bits & TOC_OP_BIT(TOC_OP_HISTORY) && rel != TOC_R_ADVCL) {
        set_modality(g, TOC_HISTORICAL, "history", word);
    }
    bool tells = bits & TOC_OP_BIT(TOC_OP_REPORT) && rel == TOC_R_CCOMP;    /* "complained that" */
    bool welcomed = rel == TOC_R_NSUBJ && bits & TOC_OP_BIT(TOC_OP_PRAISE); /* what is welcomed was done */
    if (bits & (TOC_OP_BIT(TOC_OP_ACCUSE) | TOC_OP_BIT(TOC_OP_PRAISE)) && rel != TOC_R_PARATAXIS && !tells &&
        !welcomed) {
        g->swallowed = true;
        return;
    }
    if (bits & TOC_OP_BIT(TOC_OP_DENY)) {
        deny_apply(scene, word, g);
        return;
    }
    if (bits & TOC_OP_BIT(TOC_OP_RULE) && word + 1 < scene->n &&
        toc_str_equal(scene->tokens[word + 1].lower, TOC_STR("out"))) {
        if (is_not_ruled_out(scene, word)) {
            set_modality(g, TOC_HYPOTHETICAL, "not ruled out", word);
            g->under = true;
            return;
        }
        bits |= TOC_OP_BIT(TOC_OP_REFUSE);
    }
    if (composing_apply(scene, bits, word, rel, g)) {
        return;
    }
    if (bits & TOC_OP_BIT(TOC_OP_WARN)) {
        warn_apply(scene, word, g);
    } else if (bits & TOC_OP_BIT(TOC_OP_FAIL) && rel != TOC_R_PARATAXIS && is_what_fails(scene, word, rel, link)) {
        set_modality(g, TOC_DENIED, "did not", word);
    } else if (bits & TOC_OP_BIT(TOC_OP_HYPO)) {
        set_modality(g, TOC_HYPOTHETICAL, "possibility", word);
        g->under = true;
    } else if (bits & TOC_OP_BIT(TOC_OP_PLAN) && is_planned_through(scene, word, rel)) {
        set_modality(g, TOC_PLANNED, "plan", word);
        g->under = true;
    } else if (bits & TOC_OP_BIT(TOC_OP_REPORT) && rel != TOC_R_OBL && rel != TOC_R_NMOD &&
               !(rel == TOC_R_NSUBJ && (toc_scene_lemma_is(scene, word, "quote") ||
                                        toc_scene_lemma_is(scene, word, "cite")))) { /* also "was reported by Oslo" */
        toc_speaker_set(scene, word, g);
    }
}

static char pos_of(const toc_scene *scene, int i) {
    int upos = scene->nodes[i].upos;
    return upos == TOC_VERB || upos == TOC_AUX ? 'v' : upos == TOC_ADJ || upos == TOC_ADV ? 'a' : 'n';
}

/* "was in Nairobi to discuss": who is there does it. */
static bool is_there(const toc_scene *scene, int place) {
    int be = toc_child_with(scene, place, TOC_R_COP);
    toc_str form = be >= 0 ? scene->tokens[be].lower : (toc_str){"", 0};
    return (toc_str_is(form, "was") || toc_str_is(form, "were")) && toc_str_is(toc_case_of(scene, place), "in");
}

static bool is_of_protest(const toc_scene *scene, int i) {
    const toc_head *head = i >= 0 ? toc_head_of(scene, i) : NULL;
    return head && toc_str_starts(head->cameo, TOC_STR("14"));
}

/* "marched to denounce", "held a vigil to condemn": the crowd says so. */
static bool is_protest(const toc_scene *scene, int verb) {
    return is_of_protest(scene, verb) || is_of_protest(scene, toc_child_with(scene, verb, TOC_R_OBJ));
}

/* What stands below the verb, or the place where somebody was, as its purpose is done with it: "went on to shell". */
static bool is_fact_below(const toc_scene *scene, int head, const toc_governed *g) {
    return toc_lexicon_in_class(scene->lexicon, scene->lemma[head],
                                toc_lexicon_class(scene->lexicon, TOC_STR("FACTUAL"))) ||
           is_there(scene, head) || (toc_is_wordy(g->cameo) && is_protest(scene, head));
}

/* told_of: the act is told of the noun, "a summit without Eritrea, which accuses Kenya". */
static void purpose_read(const toc_scene *scene, int node, bool told_of, toc_governed *g) {
    toc_rel rel = toc_rel_of(scene, node);
    int head = (int)scene->nodes[node].head - 1;
    toc_str mark = toc_mark_of(scene, node);
    if ((rel == TOC_R_ADVCL || rel == TOC_R_ACL) && toc_is_verb(scene, node) && toc_str_equal(mark, TOC_STR("to"))) {
        bool crowd = toc_str_starts(g->cameo, TOC_STR("14")); /* "took to the streets to protest" */
        if (!crowd && !(head >= 0 && is_fact_below(scene, head, g))) {
            set_modality(g, TOC_PLANNED, "purpose", toc_child_with(scene, node, TOC_R_MARK));
            g->under = true;
        }
    }
    bool beside = rel == TOC_R_ADVCL || rel == TOC_R_ACL || rel == TOC_R_OBL || rel == TOC_R_NMOD;
    toc_str prep = mark.len ? mark : toc_case_of(scene, node);
    if (beside && (toc_str_equal(prep, TOC_STR("towards")) || toc_str_equal(prep, TOC_STR("toward")))) {
        set_modality(g, TOC_PLANNED, "purpose", node);
    }
    if (beside && !told_of && (toc_str_equal(prep, TOC_STR("without")) || toc_str_equal(prep, TOC_STR("instead")))) {
        set_modality(g, TOC_DENIED, "without", node);
    }
    if (rel == TOC_R_ADVCL && (toc_str_equal(mark, TOC_STR("if")) || toc_str_equal(mark, TOC_STR("unless")) ||
                               toc_str_equal(mark, TOC_STR("lest")) || toc_str_equal(mark, TOC_STR("whether")))) {
        set_modality(g, TOC_HYPOTHETICAL, "condition", toc_child_with(scene, node, TOC_R_MARK));
    }
    bool supposed =
        rel == TOC_R_CCOMP && head >= 0 && toc_child_with(scene, head, TOC_R_NSUBJ) < 0 &&
        toc_lexicon_in_class(scene->lexicon, scene->lemma[head], toc_lexicon_class(scene->lexicon, TOC_STR("SUPPOSE")));
    if (supposed) { /* "Provided that Cuba frees them", "Suppose Chile closed the pass" */
        set_modality(g, TOC_HYPOTHETICAL, "condition", head);
    }
    if (rel == TOC_R_CCOMP && (toc_str_equal(mark, TOC_STR("whether")) || toc_str_equal(mark, TOC_STR("if")))) {
        set_modality(g, TOC_HYPOTHETICAL, "question", toc_child_with(scene, node, TOC_R_MARK));
    }
}

static bool is_future_noun(const toc_scene *scene, int node) {
    static const char *const words[] = {"planned", "upcoming",     "future",   "possible", "potential", "forthcoming",
                                        "further", "next",         "proposed", "imminent", "alleged",   "scheduled",
                                        "likely",  "hypothetical", "would-be", "eventual", "impending"};
    for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == TOC_R_AMOD &&
            toc_str_is_among(scene->tokens[c].lower, words, sizeof words / sizeof *words)) {
            return true;
        }
    }
    return false;
}

/* "after the attack", "over the expulsion", "under an accord": taken for granted, whatever is planned or denied above
 * it. */
static bool is_background(toc_str prep) {
    static const char *const words[] = {"over",  "after",   "follow", "following", "despite", "amid",
                                        "since", "because", "during", "given",     "due",     "under"};
    return toc_str_is_among(prep, words, sizeof words / sizeof *words);
}

/* "refused their supper in anger at the flogging", "in reply to the raid": the same, told by a noun. */
static bool is_answered(const toc_scene *scene, int node) {
    static const char *const words[] = {"anger",    "fury",        "outrage", "protest", "reply",    "answer",
                                        "response", "retaliation", "revenge", "dismay",  "reaction", "solidarity"};
    int prep = toc_child_with(scene, node, TOC_R_CASE);
    return prep > 1 && toc_str_is(scene->tokens[prep - 2].lower, "in") &&
           toc_str_is_among(scene->tokens[prep - 1].lower, words, sizeof words / sizeof *words);
}

/* "prepares for war": what is done is the preparing. */
static bool is_intent(const toc_scene *scene, int i) {
    return toc_is_verb(scene, i) && (toc_scene_lemma_is(scene, i, "prepare") || toc_scene_lemma_is(scene, i, "plan") ||
                                     toc_scene_lemma_is(scene, i, "intend") || toc_scene_lemma_is(scene, i, "propose"));
}

/* "…," the official complained: the words stand first and the verb only tells whose they are. */
static bool is_quoted_before(const toc_scene *scene, int node, int head, toc_rel rel, uint32_t bits) {
    return rel == TOC_R_CCOMP && node < head && toc_is_aside_verb(scene, head) && !(bits & TOC_OP_BIT(TOC_OP_WARN));
}

/* "condemned Israel's strike on Doha", "thanked Oman for its mediation": what is judged was done; what somebody is
 * accused of need not be. Words are said, too, when they are refused or denied: "rejected an Iraqi proposal", "denied
 * a Belarusian accusation". */
static bool is_taken_for_granted(const toc_scene *scene, const toc_act *act, int head, toc_rel rel, uint32_t bits) {
    bool beside = rel == TOC_R_OBJ || rel == TOC_R_OBL || rel == TOC_R_NSUBJ || rel == TOC_R_NMOD;
    if (!beside || !toc_is_verb(scene, head) || toc_is_verb(scene, act->predicate) || !toc_is_owned(scene, act)) {
        return false;
    }
    bool judged =
        bits & (TOC_OP_BIT(TOC_OP_ACCUSE) | TOC_OP_BIT(TOC_OP_PRAISE)) &&
        !toc_lexicon_in_class(scene->lexicon, scene->lemma[head], toc_lexicon_class(scene->lexicon, TOC_STR("ALLEGE")));
    bool words = is_word_or_promise(act->action->cameo);
    bool refused = bits & (TOC_OP_BIT(TOC_OP_REFUSE) | TOC_OP_BIT(TOC_OP_DENY)) && words;
    return judged || refused;
}

/* "saying that", "which claimed that", "announcing that" behind a report. */
static bool is_told_that(const toc_scene *scene, int i) {
    int verb = i + (toc_str_is(scene->tokens[i].lower, "which") || toc_str_is(scene->tokens[i].lower, "that"));
    return verb + 1 < scene->n &&
           (toc_is_verb(scene, verb) || toc_str_ends(scene->tokens[verb].lower, TOC_STR("ing"))) &&
           toc_str_is(scene->tokens[verb + 1].lower, "that");
}

/* "Reports that Uganda had shelled Juba turned out to be false": a report before the act, its judgement behind. The
 * word, or -1. */
static int refuting_word(const toc_scene *scene, int act) {
    static const char *const reports[] = {"report",   "claim",   "story",      "rumour",    "rumor", "tale",
                                          "news",     "word",    "message",    "email",     "tweet", "post",
                                          "telegram", "video",   "clip",       "leaflet",   "memo",  "photo",
                                          "image",    "article", "allegation", "suggestion"};
    static const char *const false_words[] = {
        "false",    "untrue",      "unfounded", "groundless", "baseless", "hoax",    "invention", "fabricated",
        "invented", "fabrication", "canard",    "lie",        "forged",   "forgery", "fake",      "faked",
        "bogus",    "prank",       "joke",      "doctored",   "mistaken", "fiction", "nonsense"};
    static const char *const links[] = {"be", "prove", "turn", "call", "brand", "dismiss", "come"};
    static const char *const refuted[] = {"denied",   "dismissed", "rejected", "refuted",
                                          "scotched", "quashed",   "laughed",  "debunked"};
    bool told = false, judged = false;
    for (int i = 0; i + 1 < act && !told; i++) {
        told = toc_scene_lemma_among(scene, i, reports, sizeof reports / sizeof *reports) &&
               (toc_str_is(scene->tokens[i + 1].lower, "that") || is_told_that(scene, i + 1));
    }
    for (int i = act + 1; told && i < scene->n; i++) {
        if (judged && toc_str_is_among(scene->tokens[i].lower, false_words, sizeof false_words / sizeof *false_words)) {
            return i;
        }
        bool was = toc_str_is(scene->tokens[i].lower, "was") || toc_str_is(scene->tokens[i].lower, "were");
        if (was && i + 1 < scene->n &&
            toc_str_is_among(scene->tokens[i + 1].lower, refuted, sizeof refuted / sizeof *refuted)) {
            return i + 1;
        }
        judged = judged || toc_scene_lemma_among(scene, i, links, sizeof links / sizeof *links);
    }
    return -1;
}

/* "It was not the Poles who jammed the radio": somebody else. The word, or -1. */
static int not_by_word(const toc_scene *scene, const toc_act *act) {
    int who = (int)scene->nodes[act->predicate].head - 1, no;
    bool cleft = who >= 0 && toc_rel_of(scene, act->predicate) == TOC_R_ACL &&
                 toc_child_with(scene, who, TOC_R_COP) >= 0 &&
                 toc_scene_lemma_is(scene, toc_child_with(scene, who, TOC_R_NSUBJ), "it");
    toc_found_list names = {.count = 0};
    if (!cleft || !toc_is_negated(scene, who, &no)) {
        return -1;
    }
    toc_actors_of(scene, who, &names);
    return have_in_common(&act->sources, &names) ? no : -1;
}

/* "It is not true, Belgrade says, that Serbian gendarmes fired": wherever the tree hangs it. The word, or -1. */
static int untrue_word(const toc_scene *scene, int act) {
    for (int i = 0; i + 2 < act; i++) {
        bool untrue = toc_str_is(scene->tokens[i + 1].lower, "true") &&
                      (toc_str_is(scene->tokens[i].lower, "not") || toc_str_is(scene->tokens[i].lower, "n't"));
        for (int k = i + 2; untrue && k < act; k++) {
            if (toc_str_is(scene->tokens[k].lower, "that")) {
                return i;
            }
        }
    }
    return -1;
}

/* "tells of a Kenya that expels every farmer": a state that is made up. The article, or -1. */
static int imagined_word(const toc_scene *scene, const toc_act *act) {
    static const char *const behind[] = {"that", "which", "where", "whose", "without"};
    const toc_found_list *parties[] = {&act->sources, &act->targets};
    for (int p = 0; p < 2; p++) {
        for (int k = 0; k < parties[p]->count; k++) {
            const toc_mention *m = &scene->mentions[parties[p]->items[k].mention];
            bool one = m->kind == TOC_ENTRY_STATE && m->from > 0 && m->to < scene->n &&
                       (toc_str_is(scene->tokens[m->from - 1].lower, "a") ||
                        toc_str_is(scene->tokens[m->from - 1].lower, "an"));
            if (one && toc_str_is_among(scene->tokens[m->to].lower, behind, sizeof behind / sizeof *behind)) {
                return m->from - 1;
            }
        }
    }
    return -1;
}

/* "Has Djibouti shut its port?": nobody says so. The question mark, or -1. */
static int asking_word(const toc_scene *scene) {
    static const char *const first[] = {"did", "does", "do",   "is",    "are", "was",   "were",
                                        "has", "have", "will", "would", "can", "could", "should"};
    int last = scene->n - 1;
    bool asked = last > 0 && toc_str_is(scene->tokens[last].text, "?") &&
                 toc_str_is_among(scene->tokens[0].lower, first, sizeof first / sizeof *first);
    return asked ? last : -1;
}

/* "The law lets the president declare a siege", "under the treaty Norway lets them fish": what may be, any day; not
 * "a new law". The word of the law, or -1. */
static int law_word(const toc_scene *scene, int verb) {
    static const char *const laws[] = {"law",  "constitution", "statute", "charter", "treaty", "convention", "act",
                                       "code", "rule",         "clause",  "article", "bylaw",  "provision"},
                             *const may[] = {"allow",  "let",       "permit",    "entitle", "empower",
                                             "oblige", "authorise", "authorize", "forbid"};
    if (scene->nodes[verb].form != TOC_FORM_PRESENT ||
        !toc_scene_lemma_among(scene, verb, may, sizeof may / sizeof *may)) {
        return -1;
    }
    for (int c = scene->first_child[verb]; c >= 0; c = scene->next_child[c]) {
        bool by = scene->nodes[c].rel == TOC_R_NSUBJ ||
                  (scene->nodes[c].rel == TOC_R_OBL && toc_str_is(toc_case_of(scene, c), "under"));
        int told = toc_child_with(scene, c, TOC_R_AMOD);
        bool fresh = told >= 0 && toc_scene_lemma_is(scene, told, "new");
        if (by && !fresh && toc_scene_lemma_among(scene, c, laws, sizeof laws / sizeof *laws)) {
            return c;
        }
    }
    return -1;
}

/* "no state that", "any ship which", "whoever", "a tale which": none that is there. */
static bool is_supposed(const toc_scene *scene, int noun) {
    static const char *const words[] = {"no", "any", "every", "whichever", "whatever", "such"};
    static const char *const tales[] = {"tale", "rumour", "rumor", "claim", "story", "notion", "suggestion", "myth"};
    static const char *const pronouns[] = {"anyone", "anybody", "nobody",  "nothing",
                                           "none",   "those",   "whoever", "anything"};
    for (int c = scene->first_child[noun]; c >= 0; c = scene->next_child[c]) {
        if (c < noun && toc_str_is_among(scene->tokens[c].lower, words, sizeof words / sizeof *words)) {
            return true;
        }
    }
    return toc_scene_lemma_among(scene, noun, tales, sizeof tales / sizeof *tales) ||
           toc_str_is_among(scene->tokens[noun].lower, pronouns, sizeof pronouns / sizeof *pronouns);
}

/* What is known on the way up from the act. */
typedef struct climb {
    bool of_words, said; /* an owned noun of words; and it stands where words are said all the same (clause_read) */
    bool told_of, fact;  /* a relative clause lies between; and what it tells is a fact, whatever stands above it */
} climb;

/* Does the clause at node tell of the noun above it? A fact, but for "a treaty banning trawlers". */
static bool is_relative(const toc_scene *scene, int node, int head, climb *up) {
    toc_str mark = toc_mark_of(scene, node);
    if (toc_rel_of(scene, node) != TOC_R_ACL || !toc_is_verb(scene, node) || toc_str_is(mark, "to") ||
        toc_str_is(mark, "that")) {
        return false;
    }
    up->told_of = true;
    up->fact = up->fact || (scene->nodes[node].form != TOC_FORM_GERUND && mark.len == 0 && !is_supposed(scene, head));
    return true;
}

/* "declined to hear Latvia's complaint", "Japan's rejection of a Thai request": a noun of words, and another who
 * refuses or denies them. */
static bool is_answered_by_another(const toc_scene *scene, const toc_act *act, int head) {
    toc_found_list who = {.count = 0};
    toc_clause_parts parts;
    if (toc_is_verb(scene, act->predicate) || !is_word_or_promise(act->action->cameo) || act->sources.count == 0) {
        return false;
    }
    toc_clause_read(scene, head, &parts);
    asker_find(scene, head, &parts, &who);
    for (int i = 0; i < who.count; i++) {
        if (toc_shares_root(scene, &act->sources, who.items[i].mention)) {
            return false;
        }
    }
    return who.count > 0;
}

/* The operators that head is to what stands at node. */
static uint32_t operators_at(const toc_scene *scene, int node, int head, toc_str link, climb *up) {
    uint32_t bits = toc_lexicon_operators(scene->lexicon, pos_of(scene, head), scene->lemma[head], link);
    if (toc_rel_of(scene, node) == TOC_R_XCOMP) { /* "called on Moscow to …": the infinitive hides the preposition */
        bits |= toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[head], TOC_STR("on")) & TOC_OP_BIT(TOC_OP_ASK);
    }
    if (toc_is_wanted_for(scene, head)) {
        return 0;
    }
    if (is_relative(scene, node, head, up)) {
        bits &= TOC_OP_BIT(TOC_OP_HISTORY);
    }
    return up->fact ? bits & (TOC_OP_BIT(TOC_OP_HISTORY) | TOC_OP_BIT(TOC_OP_REPORT)) : bits;
}

/* "has stopped flying to Amman, accusing Jordan": told besides, whatever stands above what it hangs on. */
static bool is_participle_beside(const toc_scene *scene, int node) {
    return toc_rel_of(scene, node) == TOC_R_ADVCL && toc_is_verb(scene, node) &&
           scene->nodes[node].form == TOC_FORM_GERUND && toc_mark_of(scene, node).len == 0;
}

/* What head says of what stands at node, on the way up from the act. */
static void head_read(const toc_scene *scene, const toc_act *act, int node, toc_str link, climb *up,
                      toc_governed *out) {
    int head = (int)scene->nodes[node].head - 1;
    toc_rel rel = toc_rel_of(scene, node);
    uint32_t bits = operators_at(scene, node, head, link, up);
    if (bits & (TOC_OP_BIT(TOC_OP_REFUSE) | TOC_OP_BIT(TOC_OP_DENY)) && is_answered_by_another(scene, act, head)) {
        bits &= ~(TOC_OP_BIT(TOC_OP_REFUSE) | TOC_OP_BIT(TOC_OP_DENY));
    }
    if (rel == TOC_R_ACL && bits & TOC_OP_BIT(TOC_OP_REPORT) && !toc_is_verb(scene, head)) {
        toc_noun_speaker_set(scene, head, out); /* "a claim by Bucharest that" */
    } else if (is_quoted_before(scene, node, head, rel, bits)) {
        toc_speaker_set(scene, head, out);
    } else if (node != act->predicate || !is_taken_for_granted(scene, act, head, rel, bits)) {
        operator_apply(scene, bits, head, rel, link, out);
    }
    up->fact = up->fact || is_participle_beside(scene, node);
    toc_asides_read(scene, head, out);
    bool own_clause =
        toc_is_verb(scene, head) || scene->nodes[head].upos == TOC_ADJ || toc_child_with(scene, head, TOC_R_COP) >= 0;
    bool below = own_clause && rel != TOC_R_ADVCL && rel != TOC_R_PARATAXIS && rel != TOC_R_ACL &&
                 !(rel == TOC_R_CCOMP && bits & TOC_OP_BIT(TOC_OP_REPORT));
    if (below && !up->fact) {
        clause_read(scene, head, node, up->said, out);
    } else if (rel == TOC_R_ADVCL && toc_str_is(toc_mark_of(scene, node), "to") && !up->fact) {
        auxiliaries_read(scene, head, out); /* "will send police to strengthen the border" */
    }
}

/* What rules the act out, or puts it in question, wherever it stands in the sentence (toc_is_ruled_out). */
static void verdict_read(const toc_scene *scene, const toc_act *act, toc_governed *out) {
    int untrue = untrue_word(scene, act->predicate);
    untrue = untrue >= 0 ? untrue : refuting_word(scene, act->predicate);
    untrue = untrue >= 0 ? untrue : not_by_word(scene, act);
    if (untrue >= 0) {
        set_modality(out, TOC_DENIED, TOC_RULE_UNTRUE, untrue);
    }
    int dreamt = imagined_word(scene, act);
    if (dreamt >= 0) {
        set_modality(out, TOC_HYPOTHETICAL, TOC_RULE_ASKED, dreamt);
    }
    int asked = asking_word(scene);
    if (asked >= 0) {
        set_modality(out, TOC_HYPOTHETICAL, TOC_RULE_ASKED, asked);
    }
    int law = law_word(scene, act->predicate);
    if (law >= 0) {
        set_modality(out, TOC_HYPOTHETICAL, TOC_RULE_LAW, law);
    }
}

void toc_govern(const toc_scene *scene, const toc_act *act, toc_governed *out) {
    *out = (toc_governed){.cameo = act->action->cameo,
                          .modality = TOC_DONE,
                          .modality_rule = "told as fact",
                          .modality_word = -1,
                          .sources = act->sources,
                          .targets = act->targets,
                          .speaker = -1,
                          .speaker_node = -1};
    int node = act->predicate;
    if (is_intent(scene, node)) {
        set_modality(out, TOC_PLANNED, "a verb of intent", node);
    }
    clause_read(scene, node, -1, false, out);
    toc_asides_read(scene, node, out);
    verdict_read(scene, act, out);
    if (!toc_is_verb(scene, node) && is_future_noun(scene, node)) {
        set_modality(out, TOC_HYPOTHETICAL, "not yet", node);
    }
    climb up = {.of_words = !toc_is_verb(scene, node) && is_word_or_promise(out->cameo) && toc_is_owned(scene, act)};
    for (int steps = 0; steps < 24; steps++) {
        int head = (int)scene->nodes[node].head - 1;
        toc_rel rel = toc_rel_of(scene, node);
        if (head < 0) {
            break;
        }
        bool noun = rel == TOC_R_OBL || rel == TOC_R_NMOD;
        up.said = up.said || (up.of_words && (noun || is_subject_of_active(scene, head, rel)));
        if (!up.fact) {
            purpose_read(scene, node, up.told_of, out);
        }
        if (rel == TOC_R_CONJ) {
            node = head;
            toc_asides_read(scene, node, out);
            continue;
        }
        toc_str link = link_of(scene, node);
        if (noun && (is_background(link) || is_answered(scene, node))) {
            break;
        }
        head_read(scene, act, node, link, &up, out);
        node = head;
    }
    toc_own_words_read(scene, out);
}
