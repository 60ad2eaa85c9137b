/* Method: see shot.h. */
#include "code/shot.h"

#include "code/rivals.h"
#include "event/actor.h"

#include <string.h>

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

bool toc_is_same_time(const toc_event *a, const toc_event *b) {
    return a->precision == TOC_DATE_REPORT || b->precision == TOC_DATE_REPORT ||
           (a->date <= toc_precision_end(b->precision, b->date) && b->date <= toc_precision_end(a->precision, a->date));
}

static bool event_known(const toc_desk *d, const toc_event *e) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *o = &d->events[i].event;
        if (toc_party_is(&o->source, &e->source, true) && toc_party_is(&o->target, &e->target, true) &&
            toc_str_equal(o->cameo, e->cameo) && o->modality == e->modality && toc_is_same_time(o, e)) {
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
static void time_and_place(toc_desk *d, toc_event *e, const toc_shot *s, toc_when *when, toc_where *where) {
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

static void reasons_fill(toc_desk *d, toc_coded_event *e, const toc_shot *s, toc_str signal_words,
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
static bool is_blow_of_forces(const toc_scene *scene, const toc_shot *s, toc_root root) {
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
static bool is_daily_life(const toc_scene *scene, const toc_shot *s, const toc_event *e) {
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

/* A name of which nothing is told, in a sentence that names nobody known: whoever it is, he is nobody's. */
static bool is_bare_name(const toc_scene *scene, int mention) {
    return scene->known_count == 0 && strcmp(scene->mentions[mention].rule, TOC_RULE_NAME) == 0;
}

/* Acts of strangers that are not kept: between private people; of a lone word that may be a thing; without a target,
 * but for protests, blows and the laying down of arms; and those of daily life. */
static bool is_idle_talk(const toc_scene *scene, const toc_shot *s, const toc_event *e) {
    bool strange = toc_is_stranger(scene, s->source);
    if (!strange && !toc_is_stranger(scene, s->target)) {
        return false;
    }
    bool alone = strange && s->target < 0;
    bool both = is_private(scene, s->source) && (s->target < 0 || is_private(scene, s->target));
    bool lone = toc_is_lone_name(scene, s->source) && !is_of_speakers(s->cameo);
    bool protest = e->root == TOC_PROTEST && !is_bare_name(scene, s->source);
    bool stands = protest || e->root == TOC_ASSAULT || toc_str_starts(s->cameo, TOC_STR("087"));
    return lone || (alone && !stands) || (both && !(alone && protest)) || is_daily_life(scene, s, e);
}

/* "Iranian students protested against the government": their own. */
static bool is_at_home(const toc_desk *d, const toc_shot *s) {
    return toc_str_starts(s->cameo, TOC_STR("14")) && toc_is_stranger(&d->scene, s->target) &&
           toc_actor_has_sector(d->scene.mentions[s->target].code, TOC_STR("GOV")) &&
           !toc_is_stranger(&d->scene, s->source);
}

static toc_str rule_of(const toc_desk *d, const toc_shot *s) {
    const toc_action *action = s->act->action;
    const char *composed = toc_str_equal(s->cameo, action->cameo) ? "" : "+compose";
    if (s->act->prior > 0) {
        return action->head ? toc_arena_printf(d->arena, "scorer+heads:%zu", action->head->line) : TOC_STR("scorer");
    }
    return action->head ? toc_arena_printf(d->arena, "heads:%zu%s", action->head->line, composed)
                        : toc_arena_printf(d->arena, "actions:%.*s%s", TOC_FMT(action->id), composed);
}

/* The head that found it, by what holds wherever its row stands. */
static toc_str head_name(const toc_desk *d, const toc_act *act) {
    const toc_head *head = act->prior > 0 ? NULL : act->action->head;
    return head ? toc_arena_printf(d->arena, "%c %.*s %.*s", head->pos, TOC_FMT(head->text), TOC_FMT(head->cameo))
                : (toc_str){"", 0};
}

/* The parties of the event, by code and words. */
static void parties_set(const toc_desk *d, const toc_shot *s, toc_event *e) {
    const toc_scene *scene = &d->scene;
    e->source = (toc_party){scene->mentions[s->source].code, toc_mention_text(scene, s->source)};
    if (s->target >= 0) {
        e->target = (toc_party){scene->mentions[s->target].code, toc_mention_text(scene, s->target)};
        if (is_at_home(d, s)) {
            e->target.code = toc_actor_join(d->arena, toc_actor_root(e->source.code), e->target.code);
        }
    }
}

/* Who says so: the sentence's speaker, or whom the paragraph quotes. */
static void speaker_set(const toc_desk *d, const toc_shot *s, toc_event *e) {
    if (s->g->speaker >= 0) {
        e->speaker = (toc_party){d->scene.mentions[s->g->speaker].code, toc_mention_text(&d->scene, s->g->speaker)};
    } else if (d->memory.quoted.len > 0) {
        e->speaker = (toc_party){d->memory.quoted, d->memory.quoted_text};
    }
}

/* What the patterns alone must ask: whether the deed can be without a target, against oneself, or between two arms of
 * one state. The scorer has seen who does it to whom, at home and to nobody, too. */
static bool lacks_party(const toc_scene *scene, const toc_shot *s, const toc_event *e) {
    if (s->target < 0) {
        return needs_target(e->root) && !is_blow_of_forces(scene, s, e->root);
    }
    return toc_party_is(&e->source, &e->target, true) ||
           (is_between_states(e->root) && !toc_is_stranger(scene, s->source) &&
            toc_str_equal(toc_actor_root(e->source.code), toc_actor_root(e->target.code)));
}

static void sides_note(toc_desk *d, const toc_shot *s) {
    d->sides[d->event_count].source = s->source;
    d->sides[d->event_count].target = s->target;
    d->sides[d->event_count].head = head_name(d, s->act);
    d->sides[d->event_count].composed = !toc_str_equal(s->cameo, s->act->action->cameo);
}

void toc_event_shoot(toc_desk *d, const toc_shot *s) {
    const toc_scene *scene = &d->scene;
    toc_coded_event *e = &d->events[d->event_count];
    toc_str signal_words = {"", 0};
    const char *signal_rule = "";
    toc_when when;
    toc_where where;
    if (s->source < 0 || d->event_count == TOC_EVENTS_MAX) {
        return;
    }
    *e = (toc_coded_event){.event = {.date = d->document->date,
                                     .learnt = d->document->date,
                                     .cameo = s->cameo,
                                     .modality = s->modality,
                                     .reports = 1,
                                     .document = d->document->id}};
    parties_set(d, s, &e->event);
    if (!toc_ontology_apply(d->coder->ontology, &e->event) ||
        (s->act->prior <= 0 && lacks_party(scene, s, &e->event)) || is_idle_talk(scene, s, &e->event)) {
        return;
    }
    speaker_set(d, s, &e->event);
    if (toc_is_signal(&e->event) && !toc_is_stranger(scene, s->source)) {
        e->event.signal_to = toc_signal_find(d, s->source, s->target, &signal_words, &signal_rule);
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
    toc_rivals_note(d, &e->event);
    sides_note(d, s);
    d->event_count++;
}
