/*
 * From a document to its events. Sentence by sentence: tokens, tree, mentions,
 * acts, what governs them; then who is addressed, how sure, which id. Within a
 * document one happening is told once: the same parties, code and modality in
 * a later sentence add nothing. A title above a text is read for its names
 * only: headlines repeat the text in a syntax of their own.
 */
#include "base/mem.h"
#include "code/dyads.h"
#include "code/judge.h"
#include "code/past.h"
#include "event/actor.h"

#include <string.h>

#define PAIR_SIDE_MAX 4

toc_rc toc_coder_new(const toc_lexicon *lexicon, const toc_ontology *ontology, const toc_world *world,
                     const toc_syntax *syntax, const toc_scorer *scorer, toc_coder **out, toc_err *err) {
    toc_coder *coder = toc_mem_calloc(1, sizeof *coder);
    if (!coder) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while making the coder");
    }
    *coder = (toc_coder){.lexicon = lexicon, .ontology = ontology, .world = world, .syntax = syntax, .scorer = scorer};
    coder->sport = toc_lexicon_class(lexicon, TOC_STR("SPORT"));
    coder->game = toc_lexicon_class(lexicon, TOC_STR("GAME"));
    coder->metaphor = toc_lexicon_class(lexicon, TOC_STR("METAPHOR"));
    coder->past = toc_lexicon_class(lexicon, TOC_STR("PASTWORD"));
    coder->likely = toc_lexicon_class(lexicon, TOC_STR("LIKELY"));
    *out = coder;
    return TOC_OK;
}

void toc_coder_free(toc_coder *coder) {
    toc_mem_free(coder);
}

void toc_coder_use_splitter(toc_coder *coder, const toc_splitter *splitter) {
    coder->splitter = splitter;
}

/* ---- allies ---- */

static bool is_allied(const toc_desk *d, toc_str a, toc_str b) {
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

/* ---- does the sentence tell of sport or of the past? ---- */

/* Whether a word of the class stands anywhere in the sentence. */
static bool has_class(const toc_scene *scene, int class_index) {
    for (int i = 0; i < scene->n; i++) {
        if (toc_lexicon_in_class(scene->lexicon, scene->lemma[i], class_index)) {
            return true;
        }
    }
    return false;
}

/* "a cyclist was jailed": an athlete in court is no sport. */
static bool is_of_court(const toc_scene *scene) {
    return has_class(scene, toc_lexicon_class(scene->lexicon, TOC_STR("COURTWORD")));
}

static bool is_score_at(const toc_scene *scene, int i) {
    return i + 2 < scene->n && scene->tokens[i].kind == TOC_NUMBER && scene->tokens[i].text.len <= 2 &&
           scene->tokens[i + 2].kind == TOC_NUMBER && scene->tokens[i + 2].text.len <= 2 &&
           (toc_str_equal(scene->tokens[i + 1].text, TOC_STR("-")) ||
            toc_str_equal(scene->tokens[i + 1].text, TOC_STR("–")));
}

/* "Senegal were ambushed by Guinea", "Brazil have drawn Croatia": a state of which many are told is its team. Not "if
 * Israel were attacked" and "let Iran have". */
static bool is_of_team(const toc_scene *scene) {
    static const char *const before[] = {"and",  "or", "nor", "of", "in", "from", "for",
                                         "with", "to", "by",  "on", "at", "&"};
    for (int i = 1; i < scene->n; i++) {
        int at = scene->mention_at[i - 1];
        const toc_mention *m = at >= 0 ? &scene->mentions[at] : NULL;
        if (!m || m->kind != TOC_ENTRY_STATE || m->to != i || scene->nodes[m->head].upos != TOC_PROPN ||
            scene->nodes[m->head].rel != TOC_R_NSUBJ || toc_child_with(scene, m->head, TOC_R_CONJ) >= 0 ||
            toc_str_ends(toc_mention_text(scene, at), TOC_STR("s")) ||
            (m->from > 0 &&
             toc_str_is_among(scene->tokens[m->from - 1].lower, before, sizeof before / sizeof *before))) {
            continue;
        }
        int verb = (int)scene->nodes[m->head].head - 1;
        toc_rel rel = toc_rel_of(scene, verb);
        toc_str word = scene->tokens[i].lower, next = i + 1 < scene->n ? scene->tokens[i + 1].lower : (toc_str){"", 0};
        bool main =
            (rel == TOC_R_ROOT || rel == TOC_R_CONJ || rel == TOC_R_PARATAXIS) && toc_mark_of(scene, verb).len == 0;
        bool many = toc_str_is(word, "are") || (toc_str_is(word, "were") && !toc_str_is(next, "to")) ||
                    (toc_str_is(word, "have") && scene->nodes[i].upos == TOC_AUX);
        if (main && many) {
            return true;
        }
    }
    return false;
}

/* A word of sport is enough; of those that politics has, too ("goal", "league", "penalty"), it takes two, or one in a
 * name that is no actor's ("World Cup"). */
static bool is_sport(const toc_scene *scene, const toc_coder *coder) {
    int games = 0;
    for (int i = 0; i < scene->n; i++) {
        bool score = is_score_at(scene, i), noun = scene->nodes[i].upos == TOC_NOUN;
        bool name = scene->nodes[i].upos == TOC_PROPN && scene->mention_at[i] < 0;
        if ((noun || name) && toc_lexicon_in_class(scene->lexicon, scene->lemma[i], coder->game)) {
            games += name ? 2 : 1;
        }
        if (score || games > 1 || toc_lexicon_in_class(scene->lexicon, scene->lemma[i], coder->sport)) {
            return score || !is_of_court(scene);
        }
    }
    return false;
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

/* ---- reasons ---- */

static void reason_add(toc_coded_event *e, const char *part, toc_str words, toc_str rule, toc_str value) {
    if (e->reasons) {
        e->reasons[e->reason_count++] = (toc_reason){toc_str_of(part), words, rule, value};
    }
}

static toc_str token_text(const toc_scene *scene, int i) {
    return i >= 0 ? scene->tokens[i].text : (toc_str){"", 0};
}

static toc_str mention_rule(toc_desk *d, int mention) {
    const toc_mention *m = &d->scene.mentions[mention];
    return m->entry && m->entry->line
               ? toc_arena_printf(d->arena, "%s (%s:%zu)", m->rule, m->entry->table, m->entry->line)
               : toc_str_of(m->rule);
}

/* ---- one event ---- */

typedef struct shot {
    const toc_act *act;
    const toc_governed *g;
    int source, target; /* mentions, or -1 */
    double sure;
    bool indirect; /* a party is there through a modifier only */
    toc_str cameo;
    toc_modality modality;
} shot;

static bool bloc_of(const toc_desk *d, toc_str root, toc_str *out) {
    static const char *const alliances[] = {"NATO", "CSTO"};
    for (size_t i = 0; i < sizeof alliances / sizeof *alliances; i++) {
        *out = toc_str_of(alliances[i]);
        if (toc_str_equal(root, *out) || toc_world_membership(d->coder->world, *out, root, d->document->date)) {
            return true;
        }
    }
    return false;
}

/* Members of two alliances, or set against each other by the document. */
static bool is_rival(const toc_desk *d, toc_str a, toc_str b) {
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

static void rivals_note(toc_desk *d, const toc_event *e) {
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
    return (toc_world_is_state(d->coder->world, root) || toc_str_equal(root, TOC_STR("NATO")) ||
            toc_str_equal(root, TOC_STR("CSTO"))) &&
           !is_allied(d, root, source) && !is_allied(d, root, target);
}

/* The side that the act addresses: an actor of the sentence, else of the document, that is no ally of the doers and
 * either their rival or what the act points at ("near its border"). */
static toc_str signal_find(toc_desk *d, const shot *s, toc_str *words, const char **rule) {
    const toc_scene *scene = &d->scene;
    toc_str source = scene->mentions[s->source].code;
    toc_str target = s->target >= 0 ? scene->mentions[s->target].code : source;
    for (int i = 0; i < scene->mention_count; i++) {
        const toc_mention *m = &scene->mentions[i];
        toc_str root = toc_actor_root(m->code);
        bool place =
            (m->kind == TOC_ENTRY_CAPITAL || m->kind == TOC_ENTRY_REGION) && toc_case_of(scene, m->head).len > 0;
        if (root.len > 0 && !place && can_be_signalled(d, root, source, target) &&
            (is_rival(d, root, source) || is_pointed_at(scene, m))) {
            *words = toc_mention_text(scene, i);
            *rule = "opponent named in the sentence";
            return root;
        }
    }
    for (size_t i = d->memory.count; i > 0; i--) {
        toc_str root = toc_actor_root(d->memory.items[i - 1].code);
        if (root.len > 0 && can_be_signalled(d, root, source, target) && is_rival(d, root, source)) {
            *words = (toc_str){"", 0};
            *rule = "opponent named in the document";
            return root;
        }
    }
    return (toc_str){"", 0};
}

static bool is_signal_act(const toc_event *e) {
    return e->root == TOC_MOBILIZE || toc_str_starts(e->cameo, TOC_STR("062")) ||
           toc_str_equal(e->cameo, TOC_STR("0312")) || toc_str_equal(e->cameo, TOC_STR("0212")) ||
           toc_str_equal(e->cameo, TOC_STR("1012"));
}

/* Two dates that the text tells and that do not meet are two happenings. */
static bool same_time(const toc_event *a, const toc_event *b) {
    return a->precision == TOC_DATE_REPORT || b->precision == TOC_DATE_REPORT ||
           (a->date <= toc_precision_end(b->precision, b->date) && b->date <= toc_precision_end(a->precision, a->date));
}

static bool event_known(const toc_desk *d, const toc_event *e) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *o = &d->events[i].event;
        if (toc_party_is(&o->source, &e->source, true) && toc_party_is(&o->target, &e->target, true) &&
            toc_str_equal(o->cameo, e->cameo) && o->modality == e->modality && same_time(o, e)) {
            return true;
        }
    }
    return false;
}

static void span_set(const toc_scene *scene, const toc_act *act, toc_event *e) {
    int from = act->predicate, to = act->predicate;
    for (int i = 0; i < act->used_count; i++) {
        from = act->used[i] < from ? act->used[i] : from;
        to = act->used[i] > to ? act->used[i] : to;
    }
    e->span_from = scene->tokens[from].from;
    e->span_to = scene->tokens[to].to;
}

/* Date and place; what the text does not tell stays the report's date, and empty. */
static void time_and_place(toc_desk *d, toc_event *e, const shot *s, toc_when *when, toc_where *where) {
    *when = toc_when_find(&d->scene, s->act, s->g, e->cameo, e->modality);
    *where = toc_where_find(&d->scene, s->act, s->g, e);
    e->place = where->place;
    if (when->date != TOC_DAY_NONE) {
        e->date = when->date;
        e->precision = when->precision;
    }
}

static void reason_when(toc_desk *d, toc_coded_event *e, const toc_when *when) {
    char day[11];
    const toc_token *tokens = d->scene.tokens;
    if (when->date != TOC_DAY_NONE) {
        reason_add(e, "date", toc_str_slice(d->scene.text, tokens[when->from].from, tokens[when->to - 1].to),
                   toc_str_of(when->rule),
                   toc_arena_printf(d->arena, "%s (%s)", toc_day_format(when->date, day),
                                    toc_precision_name(when->precision)));
    }
}

static void reason_where(toc_desk *d, toc_coded_event *e, const toc_where *where) {
    const toc_place *place = &where->place;
    if (place->country.len > 0) {
        toc_str value = place->adm1.len > 0
                            ? toc_arena_printf(d->arena, "%.*s, %.*s", TOC_FMT(place->country), TOC_FMT(place->adm1))
                            : place->country;
        reason_add(e, "place", place->text, toc_str_of(where->rule), value);
    }
}

static void reasons_fill(toc_desk *d, toc_coded_event *e, const shot *s, toc_str signal_words,
                         const char *signal_rule) {
    const toc_scene *scene = &d->scene;
    e->reasons = toc_arena_array(d->arena, 10, sizeof *e->reasons);
    reason_add(e, "source", e->event.source.text, mention_rule(d, s->source), e->event.source.code);
    if (s->target >= 0) {
        reason_add(e, "target", e->event.target.text, mention_rule(d, s->target), e->event.target.code);
    }
    toc_str span = toc_str_slice(scene->text, e->event.span_from, e->event.span_to);
    reason_add(e, "action", span, e->event.rule,
               toc_arena_printf(d->arena, "%s %.*s", toc_root_name(e->event.root), TOC_FMT(e->event.cameo)));
    reason_add(e, "modality", token_text(scene, s->g->modality_word), toc_str_of(s->g->modality_rule),
               toc_str_of(toc_modality_name(e->event.modality)));
    if (e->event.speaker.code.len > 0) {
        toc_str rule = s->g->speaker >= 0 ? mention_rule(d, s->g->speaker) : TOC_STR("quotation goes on");
        reason_add(e, "speaker", e->event.speaker.text, rule, e->event.speaker.code);
    }
    if (e->event.signal_to.len > 0) {
        reason_add(e, "signal_to", signal_words, toc_str_of(signal_rule), e->event.signal_to);
    }
}

static bool needs_target(toc_root root) {
    return root == TOC_CONSULT || root == TOC_AID || root == TOC_ACCUSE || root == TOC_SUPPORT || root == TOC_COERCE ||
           root == TOC_ASSAULT || root == TOC_SANCTION;
}

/* A blow without a named victim stands when it is told by somebody and struck by forces: "Thai troops fired first,
 * Phnom Penh said". */
static bool is_blow_of_forces(const toc_scene *scene, const shot *s, toc_root root) {
    int node = s->act->sources.count > 0 ? s->act->sources.items[0].node : -1;
    int force = toc_lexicon_class(scene->lexicon, TOC_STR("FORCE"));
    return root == TOC_ASSAULT && s->g->speaker >= 0 && node >= 0 && toc_is_verb(scene, s->act->predicate) &&
           (toc_actor_has_sector(scene->mentions[s->source].code, TOC_STR("MIL")) ||
            toc_lexicon_in_class(scene->lexicon, scene->lemma[node], force));
}

/* Roots that tell nothing between two arms of one state. */
static bool is_between_states(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_MOBILIZE || root == TOC_AID;
}

/* Accusing, refusing, asking and meeting, which things do not do: "Ice blocked the port" may begin with any noun. */
static bool is_of_speakers(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("11")) || toc_str_starts(cameo, TOC_STR("12")) ||
           toc_str_starts(cameo, TOC_STR("10")) || toc_str_starts(cameo, TOC_STR("02")) ||
           toc_str_starts(cameo, TOC_STR("04"));
}

/* A stranger of no public role: a private person, a trade, a bare name. */
static bool is_private(const toc_scene *scene, int mention) {
    return toc_is_stranger(scene, mention) && !toc_is_public(scene, mention);
}

/* Private people travel, sign and work with others all day long. Their warmth counts towards a state or its officers,
 * named as such. */
static bool is_daily_life(const toc_scene *scene, const shot *s, const toc_event *e) {
    int quad = toc_root_quad(e->root);
    if (quad > 2 || (!is_private(scene, s->source) && !is_private(scene, s->target))) {
        return false;
    }
    int other = is_private(scene, s->source) ? s->target : s->source;
    bool travel = toc_str_starts(s->cameo, TOC_STR("042")) || toc_str_starts(s->cameo, TOC_STR("026"));
    bool known = other >= 0 && (toc_is_stranger(scene, other) ? toc_is_public(scene, other)
                                                              : toc_actor_is_official(scene->mentions[other].code));
    return travel || s->indirect || !known;
}

/* Acts of strangers that are not kept: between private people; of a lone word that may be a thing; without a target,
 * but for protests, blows and the laying down of arms; and those of daily life. */
static bool is_idle_talk(const toc_scene *scene, const shot *s, const toc_event *e) {
    bool strange = toc_is_stranger(scene, s->source);
    if (!strange && !toc_is_stranger(scene, s->target)) {
        return false;
    }
    bool alone = strange && s->target < 0;
    bool both = is_private(scene, s->source) && (s->target < 0 || is_private(scene, s->target));
    bool lone = toc_is_lone_name(scene, s->source) && !is_of_speakers(s->cameo);
    bool stands = e->root == TOC_PROTEST || e->root == TOC_ASSAULT || toc_str_starts(s->cameo, TOC_STR("087"));
    return lone || (alone && !stands) || (both && !(alone && e->root == TOC_PROTEST)) || is_daily_life(scene, s, e);
}

/* "Iranian students protested against the government": their own. */
static bool is_at_home(const toc_desk *d, const shot *s) {
    return toc_str_starts(s->cameo, TOC_STR("14")) && toc_is_stranger(&d->scene, s->target) &&
           toc_actor_has_sector(d->scene.mentions[s->target].code, TOC_STR("GOV")) &&
           !toc_is_stranger(&d->scene, s->source);
}

static toc_str rule_of(const toc_desk *d, const shot *s) {
    const toc_action *action = s->act->action;
    const char *composed = toc_str_equal(s->cameo, action->cameo) ? "" : "+compose";
    if (s->act->prior > 0) {
        return action->head ? toc_arena_printf(d->arena, "scorer+heads:%zu", action->head->line) : TOC_STR("scorer");
    }
    return action->head ? toc_arena_printf(d->arena, "heads:%zu%s", action->head->line, composed)
                        : toc_arena_printf(d->arena, "actions:%.*s%s", TOC_FMT(action->id), composed);
}

static void event_shoot(toc_desk *d, const shot *s) {
    const toc_scene *scene = &d->scene;
    toc_coded_event *e = &d->events[d->event_count];
    const toc_mention *source = s->source >= 0 ? &scene->mentions[s->source] : NULL;
    bool judged = s->act->prior > 0; /* the scorer has seen who does it to whom, at home and to nobody, too */
    toc_str signal_words = {"", 0};
    const char *signal_rule = "";
    if (!source || d->event_count == TOC_EVENTS_MAX) {
        return;
    }
    toc_when when;
    toc_where where;
    *e = (toc_coded_event){.event = {.date = d->document->date,
                                     .learnt = d->document->date,
                                     .cameo = s->cameo,
                                     .modality = s->modality,
                                     .reports = 1,
                                     .document = d->document->id}};
    e->event.source = (toc_party){source->code, toc_mention_text(scene, s->source)};
    if (s->target >= 0) {
        e->event.target = (toc_party){scene->mentions[s->target].code, toc_mention_text(scene, s->target)};
        if (is_at_home(d, s)) {
            e->event.target.code = toc_actor_join(d->arena, toc_actor_root(e->event.source.code), e->event.target.code);
        }
        if (!judged && toc_party_is(&e->event.source, &e->event.target, true)) {
            return;
        }
    }
    if (!toc_ontology_apply(d->coder->ontology, &e->event) ||
        (needs_target(e->event.root) && s->target < 0 && !judged && !is_blow_of_forces(scene, s, e->event.root))) {
        return;
    }
    if (is_idle_talk(scene, s, &e->event)) {
        return;
    }
    if (s->target >= 0 && !judged && is_between_states(e->event.root) && !toc_is_stranger(scene, s->source) &&
        toc_str_equal(toc_actor_root(e->event.source.code), toc_actor_root(e->event.target.code))) {
        return;
    }
    if (s->g->speaker >= 0) {
        e->event.speaker = (toc_party){scene->mentions[s->g->speaker].code, toc_mention_text(scene, s->g->speaker)};
    } else if (d->memory.quoted.len > 0) {
        e->event.speaker = (toc_party){d->memory.quoted, d->memory.quoted_text};
    }
    if (is_signal_act(&e->event) && !toc_is_stranger(scene, s->source)) {
        e->event.signal_to = signal_find(d, s, &signal_words, &signal_rule);
    }
    time_and_place(d, &e->event, s, &when, &where);
    if (event_known(d, &e->event)) {
        return;
    }
    e->event.rule = rule_of(d, s);
    e->event.confidence = s->sure;
    span_set(scene, s->act, &e->event);
    reasons_fill(d, e, s, signal_words, signal_rule);
    reason_when(d, e, &when);
    reason_where(d, e, &where);
    rivals_note(d, &e->event);
    d->sides[d->event_count].source = s->source;
    d->sides[d->event_count].target = s->target;
    d->event_count++;
}

/* ---- one act ---- */

static double prior_of(const toc_scene *scene, const toc_act *act) {
    if (act->prior > 0) {
        return act->prior;
    }
    double sure = toc_is_verb(scene, act->predicate) ? 0.9 : 0.8;
    return act->action->constraint_count > 0 ? sure + 0.05 : sure;
}

static bool is_violent(toc_str cameo) {
    return toc_str_starts(cameo, TOC_STR("18")) || toc_str_starts(cameo, TOC_STR("19")) ||
           toc_str_starts(cameo, TOC_STR("20"));
}

/* "war is more likely", "the possible attack": a word of likelihood anywhere in the sentence makes a noun of war a
 * fear. */
static bool is_called_likely(const toc_desk *d, const toc_scene *scene) {
    return has_class(scene, d->coder->likely);
}

/* War that is feared, not told: words of the speaker, aimed at the side that is not his own. */
static void warning_shoot(toc_desk *d, const toc_act *act, const toc_governed *g) {
    const toc_scene *scene = &d->scene;
    shot s = {.act = act,
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
        bool own = is_allied(d, scene->mentions[all.items[i].mention].code, scene->mentions[s.source].code);
        s.target = own || toc_is_stranger(scene, all.items[i].mention) ? -1 : all.items[i].mention;
    }
    for (int i = 0; i < scene->mention_count && s.target < 0; i++) {
        const toc_mention *m = &scene->mentions[i];
        bool party = m->kind == TOC_ENTRY_STATE || m->kind == TOC_ENTRY_ORG || m->kind == TOC_ENTRY_DEMONYM;
        s.target = party && m->code.len > 0 && is_rival(d, m->code, scene->mentions[s.source].code) ? i : -1;
    }
    event_shoot(d, &s);
}

static bool is_symmetric(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_SUPPORT || root == TOC_AGREE ||
           root == TOC_RETREAT || root == TOC_ASSAULT;
}

bool toc_is_each_other(const toc_scene *scene, int from, int to) {
    for (int i = from > 0 ? from : 0; i + 1 < scene->n && i < to; i++) {
        toc_str word = scene->tokens[i].lower, next = scene->tokens[i + 1].lower;
        if ((toc_str_is(word, "each") && toc_str_is(next, "other")) ||
            (toc_str_is(word, "one") && toc_str_is(next, "another"))) {
            return true;
        }
    }
    return false;
}

static void among_shoot(toc_desk *d, shot *s, const toc_found_list *list, int count, double prior, bool directed) {
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            s->source = list->items[i].mention;
            s->target = list->items[k].mention;
            s->sure = prior * list->items[i].sure * list->items[k].sure;
            event_shoot(d, s);
            if (directed) { /* "exchanged fire": this has a direction, and here two */
                s->source = list->items[k].mention;
                s->target = list->items[i].mention;
                event_shoot(d, s);
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
    shot s = {.act = act, .g = g, .source = -1, .target = -1, .cameo = g->cameo, .modality = g->modality};
    for (int i = 0; i < sources; i++) {
        s.source = g->sources.items[i].mention;
        for (int k = 0; k < targets; k++) {
            s.target = g->targets.items[k].mention;
            s.sure = prior * g->sources.items[i].sure * g->targets.items[k].sure;
            s.indirect = g->sources.items[i].indirect || g->targets.items[k].indirect;
            event_shoot(d, &s);
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
            event_shoot(d, &s);
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
        strcmp(g->modality_rule, "auxiliary") != 0) {
        return;
    }
    for (int i = 0; i < g->sources.count; i++) {
        if (toc_str_equal(toc_actor_root(d->scene.mentions[g->sources.items[i].mention].code),
                          toc_actor_root(d->scene.mentions[g->speaker].code))) {
            return;
        }
    }
    g->targets = g->sources;
    g->sources.items[0] = (toc_found){g->speaker, -1, 0.9, false};
    g->sources.count = 1;
    g->cameo = appeal;
}

static bool is_will(toc_str word) {
    return toc_str_equal(word, TOC_STR("will")) || toc_str_equal(word, TOC_STR("would")) ||
           toc_str_equal(word, TOC_STR("wo")) || toc_str_equal(word, TOC_STR("shall"));
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
    if (will >= 0 && is_will(scene->tokens[will].lower) && refusal.len > 0 && own) {
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

void toc_act_shoot(toc_desk *d, const toc_act *act, toc_governed *g) {
    toc_scene *scene = &d->scene;
    toc_event probe = {.cameo = g->cameo};
    bool composed = toc_is_composed(act, g->cameo) && g->operator_count > 0;
    int past = toc_past_word(scene, composed ? g->operators[g->operator_count - 1] : act->predicate, d->coder->past);
    bool noun = !toc_is_verb(scene, act->predicate);
    if (g->swallowed || !toc_ontology_apply(d->coder->ontology, &probe)) {
        return;
    }
    if (noun && is_metaphor(scene, act->predicate, d->coder->metaphor)) {
        return;
    }
    if (is_by_the_dead(d, g)) {
        g->modality = TOC_HISTORICAL;
        g->modality_rule = "a party that has ceased to exist";
    }
    bool material = probe.quad == 2 || (probe.quad == 4 && probe.root != TOC_PROTEST);
    bool bodily = is_violent(g->cameo) || (act->strange && material);
    if (act->prior <= 0 && (bodily || is_of_forces(g->cameo)) && is_figurative(d, g, !noun, !bodily)) {
        return;
    }
    toc_when when = toc_when_find(scene, act, g, g->cameo, g->modality);
    if (toc_is_long_ago(scene, when.precision, when.date) && g->modality == TOC_DONE) {
        past = when.from;
    } else if (past >= 0 && ((when.date != TOC_DAY_NONE && !toc_is_of_date(scene, past, &when)) ||
                             toc_is_present_perfect(scene, act->predicate))) {
        past = -1; /* the act has a date of its own, or is of now: the past is something else's */
    }
    if (past >= 0 && g->modality != TOC_DENIED) {
        g->modality = TOC_HISTORICAL;
        g->modality_rule = "told of the past";
        g->modality_word = past;
    }
    if (g->modality == TOC_DONE && noun && is_violent(g->cameo) && is_called_likely(d, scene)) {
        g->modality = TOC_HYPOTHETICAL;
        g->modality_rule = "said to be likely";
    }
    source_default(g);
    bool on_terms = g->modality == TOC_HYPOTHETICAL && strcmp(g->modality_rule, "condition") == 0;
    if (probe.root == TOC_THREATEN && (g->modality == TOC_PLANNED || on_terms)) {
        g->modality = TOC_DONE; /* "will answer with force": the threat is made */
        g->modality_rule = "a threat of what will be done";
    }
    bool bare = noun && is_violent(g->cameo) && g->sources.count == 0 && g->targets.count == 0 &&
                g->modality != TOC_HISTORICAL && g->modality != TOC_DENIED;
    bool feared = (is_violent(g->cameo) || toc_str_equal(g->cameo, TOC_STR("012"))) && g->modality == TOC_HYPOTHETICAL;
    if (feared || (bare && g->speaker >= 0)) {
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

static void acts_shoot(toc_desk *d) {
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

/* ---- quotations that go on ---- */

/* A sentence that is quotation from end to end is the last speaker's; any other ends it. */
static void quotation_begin(toc_desk *d) {
    const toc_mention *first = d->scene.mention_count > 0 ? &d->scene.mentions[0] : NULL;
    if (first && first->from <= 1 && first->to < d->scene.n && first->code.len > 0 &&
        toc_str_equal(d->scene.tokens[first->to].text, TOC_STR(":"))) {
        d->memory.quoted = first->code; /* "Khrenin: war more likely" */
        d->memory.quoted_text = toc_mention_text(&d->scene, 0);
        return;
    }
    const toc_scene *scene = &d->scene;
    bool whole =
        scene->n > 2 && toc_is_quote_mark(scene->tokens[0].text) &&
        (toc_is_quote_mark(scene->tokens[scene->n - 1].text) || toc_is_quote_mark(scene->tokens[scene->n - 2].text));
    int marks = 0;
    for (int i = 0; i < scene->n; i++) {
        marks += toc_is_quote_mark(scene->tokens[i].text);
    }
    if (!whole || marks > 2) {
        d->memory.quoted = (toc_str){"", 0};
    }
}

static void quotation_note(toc_desk *d) {
    const toc_scene *scene = &d->scene;
    for (int i = 0; i < scene->n; i++) {
        toc_str none = {"", 0};
        if (!toc_is_verb(scene, i) ||
            !(toc_lexicon_operators(scene->lexicon, 'v', scene->lemma[i], none) & TOC_OP_BIT(TOC_OP_REPORT))) {
            continue;
        }
        toc_clause_parts parts;
        toc_found_list who = {.count = 0};
        toc_clause_read(scene, i, &parts);
        toc_actors_of(scene, parts.passive ? parts.agent : parts.subject, &who);
        if (who.count > 0) {
            d->memory.quoted = scene->mentions[who.items[0].mention].code;
            d->memory.quoted_text = toc_mention_text(scene, who.items[0].mention);
        }
    }
}

/* ---- sentences ---- */

static bool is_silent(const toc_scene *scene, size_t events) {
    toc_str first = {"", 0};
    for (int i = 0; i < scene->mention_count && events == 0; i++) {
        toc_str root = toc_actor_root(scene->mentions[i].code);
        if (root.len == 0) {
            continue;
        }
        if (first.len > 0 && !toc_str_equal(first, root)) {
            return true;
        }
        first = root;
    }
    return false;
}

toc_rc toc_code_read(const toc_coder *coder, toc_str sentence, toc_arena *arena, toc_reading *out, toc_err *err) {
    *out = (toc_reading){0};
    toc_rc rc = toc_code_tokens(coder, sentence, arena, &out->tokens, &out->count, err);
    return rc ? rc : toc_syntax_parse(coder->syntax, out->tokens, out->count, arena, &out->nodes, err);
}

static toc_rc scene_build(toc_desk *d, toc_str text, const toc_reading *reading, toc_err *err) {
    d->scene.lexicon = d->coder->lexicon;
    d->scene.world = d->coder->world;
    d->scene.arena = d->arena;
    d->scene.day = d->document->date;
    d->scene.text = text;
    d->scene.tokens = reading->tokens;
    d->scene.nodes = reading->nodes;
    d->scene.n = (int)reading->count;
    d->scene.mention_count = 0;
    d->scene.time_count = -1;
    d->scene.memory = &d->memory;
    d->scene.stranger_at = NULL;
    d->scene.strangers = false;
    toc_rc rc = toc_scene_init(&d->scene, err);
    rc = rc ? rc : toc_mentions_find(&d->scene, err);
    return rc ? rc : toc_strangers_find(&d->scene, err);
}

/* What frames have read, weighed by the scorer. A sentence with words of sport sets nobody against another, and tells
 * of nothing by frames alone; of teams, of nothing at all. */
static toc_rc sentence_read(toc_desk *d, toc_err *err) {
    size_t rivals = d->rival_count;
    toc_rc rc = TOC_OK;
    bool team = is_of_team(&d->scene);
    d->sport = team || is_sport(&d->scene, d->coder);
    acts_shoot(d);
    if (d->coder->watch) {
        d->coder->watch(d->coder->watch_ctx, d);
    }
    if (d->coder->scorer && !team) {
        rc = toc_judge(d, err);
    } else if (d->sport) {
        d->event_count = 0;
    }
    if (d->sport) {
        d->rival_count = rivals;
    }
    return rc;
}

static toc_rc sentence_code(toc_desk *d, toc_coded_sentence *out, bool is_title, const toc_reading *reading,
                            toc_err *err) {
    toc_coded_event events[TOC_EVENTS_MAX];
    toc_rc rc = scene_build(d, out->text, reading, err);
    if (rc) {
        return rc;
    }
    d->events = events;
    d->event_count = 0;
    quotation_begin(d);
    toc_discard discard = toc_lexicon_discard(d->coder->lexicon, d->scene.tokens, (size_t)d->scene.n);
    d->discarded |= discard == TOC_DISCARD_STORY;
    rc = !is_title && discard == TOC_DISCARD_NONE ? sentence_read(d, err) : TOC_OK;
    if (rc) {
        return rc;
    }
    quotation_note(d);
    toc_memory_note(&d->scene);
    d->memory.sentence++;
    out->silent = !is_title && discard == TOC_DISCARD_NONE && is_silent(&d->scene, d->event_count);
    out->event_count = d->event_count;
    out->events = toc_arena_array(d->arena, d->event_count + 1, sizeof *out->events);
    if (!out->events) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a sentence");
    }
    memcpy(out->events, events, d->event_count * sizeof *events);
    return TOC_OK;
}

/* ---- documents ---- */

static toc_id sentence_id(const toc_document *document, size_t number, toc_str text) {
    char digits[24];
    size_t len = 0, value = number;
    do {
        digits[len++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    toc_str parts[] = {toc_str_of(document->id.text), {digits, len}, text};
    return toc_id_make('s', parts, 3);
}

static bool same_happening(const toc_event *a, const toc_event *b) {
    return a->modality == b->modality && a->root == b->root && toc_party_is(&a->source, &b->source, false) &&
           toc_party_is(&a->target, &b->target, false);
}

static bool told_before(const toc_coded *coded, size_t sentence, size_t event) {
    const toc_event *e = &coded->sentences[sentence].events[event].event;
    for (size_t s = 0; s < sentence; s++) {
        for (size_t k = 0; k < coded->sentences[s].event_count; k++) {
            const toc_event *o = &coded->sentences[s].events[k].event;
            if (same_happening(e, o) && toc_str_equal(e->cameo, o->cameo) && same_time(e, o)) {
                return true;
            }
        }
    }
    return false;
}

/* Keep each happening once, where it is told first; then give ids. */
static void document_settle(toc_coded *coded) {
    for (size_t s = coded->sentence_count; s > 0; s--) {
        toc_coded_sentence *sentence = &coded->sentences[s - 1];
        size_t kept = 0;
        for (size_t k = 0; k < sentence->event_count; k++) {
            if (!told_before(coded, s - 1, k)) {
                sentence->events[kept++] = sentence->events[k];
            }
        }
        sentence->event_count = kept;
        for (size_t k = 0; k < kept; k++) {
            sentence->events[k].event.sentence = sentence->id;
            toc_event_make_id(&sentence->events[k].event);
        }
    }
    coded->event_count = coded->silent_count = 0;
    for (size_t s = 0; s < coded->sentence_count; s++) {
        coded->event_count += coded->sentences[s].event_count;
        coded->silent_count += coded->sentences[s].silent;
    }
}

/* A list of discards names the whole story. */
static void document_discard(toc_coded *coded) {
    for (size_t s = 0; s < coded->sentence_count; s++) {
        coded->sentences[s].event_count = 0;
        coded->sentences[s].silent = false;
    }
}

struct toc_coding {
    toc_desk desk;
    toc_coded coded; /* all sentences, those before `next` with their events */
    size_t next;
    bool title; /* above a text: read for its names only */
};

toc_rc toc_coding_begin(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coding **out,
                        toc_err *err) {
    toc_sentence *found;
    size_t count, title = document->title.len > 0;
    toc_rc rc = toc_splitter_cut(coder->splitter, document->text, arena, &found, &count, err);
    if (rc) {
        return rc;
    }
    toc_coding *c = toc_arena_alloc(arena, sizeof *c);
    toc_coded_sentence *sentences = toc_arena_array(arena, count + title + 1, sizeof *sentences);
    if (!c || !sentences) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a document");
    }
    c->desk.coder = coder;
    c->desk.document = document;
    c->desk.arena = arena;
    c->coded = (toc_coded){.sentences = sentences, .sentence_count = count + title};
    c->title = title && count > 0;
    for (size_t i = 0; i < count + title; i++) {
        toc_coded_sentence *s = &sentences[i];
        bool is_title = title && i == 0;
        s->number = i;
        s->paragraph = is_title ? 0 : found[i - title].paragraph;
        s->text =
            is_title ? document->title : toc_str_slice(document->text, found[i - title].from, found[i - title].to);
        s->id = sentence_id(document, i, s->text);
    }
    *out = c;
    return TOC_OK;
}

size_t toc_coding_count(const toc_coding *coding) {
    return coding->coded.sentence_count;
}

toc_str toc_coding_text(const toc_coding *coding, size_t number) {
    return coding->coded.sentences[number].text;
}

toc_rc toc_coding_take(toc_coding *coding, const toc_reading *reading, toc_err *err) {
    size_t i = coding->next++;
    return sentence_code(&coding->desk, &coding->coded.sentences[i], coding->title && i == 0, reading, err);
}

toc_coded_sentence *toc_coding_next(toc_coding *coding) {
    return coding->next < coding->coded.sentence_count ? &coding->coded.sentences[coding->next++] : NULL;
}

void toc_coding_end(toc_coding *coding, toc_coded *out) {
    if (coding->desk.discarded) {
        document_discard(&coding->coded);
    }
    document_settle(&coding->coded);
    *out = coding->coded;
}

toc_rc toc_code_document(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coded *out,
                         toc_err *err) {
    toc_coding *coding = NULL;
    toc_rc rc = toc_coding_begin(coder, document, arena, &coding, err);
    for (size_t i = 0; !rc && i < toc_coding_count(coding); i++) {
        toc_reading reading;
        rc = toc_code_read(coder, toc_coding_text(coding, i), arena, &reading, err);
        rc = rc ? rc : toc_coding_take(coding, &reading, err);
    }
    if (!rc) {
        toc_coding_end(coding, out);
    }
    return rc;
}
