/* Method: see judge.h. */
#include "code/judge.h"

#include "code/dyads.h"
#include "code/past.h"
#include "event/actor.h"

/* Found on sentences kept apart (doc/method/coding.md). What is less likely than that is dropped: deeds; words. */
#define DROP_DEED 0.5
#define DROP_WORDS 0.4
/* Of either, when the text dates it to the past year: to the network, which knows no day of the report, a date is
 * history. */
#define DROP_DATED 0.001
/* So likely an act of its own; the other way round of two that are joined already; a party for an act that lacks one.
 */
#define ADD_LEAST 0.42
#define ADD_TURNED 0.4
#define ADOPT_LEAST 0.38
/* The same of the other way round by the same word ("remarks by the Mexican president were deplored by Ecuador"),
 * unless both are sure ("fired at one another"). */
#define ADD_MIRRORED 0.7
/* As ADD_LEAST, of a second deed of two that are joined already. */
#define ADD_MORE 0.25
/* The same where no head of the lexicon speaks for it; and of one alone. */
#define MORE_BARE 0.34
#define MORE_ALONE 0.4
/* The same at a word that tells another deed of the two ("refused visas": REJECT and COERCE). */
#define MORE_SAME 0.4
/* As ADD_LEAST, of one alone; and of what a frame found of it. */
#define ADD_ALONE 0.65
/* The same of forces that are moved and nobody named against whom. */
#define ADD_FORCES 0.4
#define DROP_ALONE 0.42
/* From here on a sentence surely tells of something; of one that may tell of nothing, DROP_, ADOPT_ and ADD_LEAST are.
 */
#define LOUD_LEAST 0.9
#define DROP_QUIET 0.65
#define ADOPT_QUIET 0.5
#define ADD_QUIET 0.5
/* And its root must be told so likely there. */
#define TOLD_QUIET 0.35
/* So likely at home, the party that is named by its role alone is of the same state. */
#define HOME_LEAST 0.6
#define HOME_JOINED 0.6
#define HOME_GUESSED 0.9
#define HOME_CROWD 0.7
/* The same of one that is named and nothing known of it ("inveighed against the sentencing of Sonia Dahmani"). */
#define HOME_NAMED 0.9
#define HOME_ODDS 0.2
/* A root with less gives way to one with more, unless it is told beside that one. */
#define OTHERWISE_MOST 0.4
#define OTHERWISE_LEAST 0.4
#define BESIDE_LEAST 0.5
/* What a frame calls past or denied and the scorer joins so surely, with a root so likely, is done. */
#define DONE_LEAST 0.75
#define DONE_DENIED 0.93
#define DONE_PURPOSE 0.8
#define DONE_ODDS 0.3
/* The same where a time is told that may be the act's ("frozen since 2011"), and its root told at least so likely. */
#define DONE_TIMED 0.9
#define DONE_TIMED_TOLD 0.75
/* The same of what it calls planned, feared or asked for. */
#define DONE_AHEAD 0.93
#define DONE_AHEAD_TOLD 0.6
/* What is told of one is told of whom "and" joins with him, when its root is told so likely. */
#define TOLD_JOINED 0.25
/* No likelihood is that much. */
#define NEVER 2
/* So surely two are joined in a sentence with words of sport ("barred its wrestlers from facing Israelis"). */
#define SPORT_LEAST 0.9
/* Odds of a root from which on an act of it may be what joins two actors. */
#define POSSIBLE_LEAST 0.3

static bool is_mutual(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_AGREE;
}

static const toc_dyad *dyad_of(const toc_dyad *all, int count, toc_str s, toc_str t) {
    for (int i = 0; i < count; i++) {
        if (toc_str_equal(all[i].s, s) && toc_str_equal(all[i].t, t)) {
            return &all[i];
        }
    }
    return NULL;
}

/* Place of a root among the scorer's; -1: it does not know it. */
static int place_of(toc_root root) {
    root = root == TOC_APPEAL ? TOC_REQUEST : root;
    return root >= TOC_AGREE && root <= TOC_ASSAULT ? (int)(root - TOC_AGREE) : -1;
}

static double odds_of(const toc_dyad *dyad, toc_root root) {
    int place = place_of(root);
    return place >= 0 ? dyad->odds[place] : 1;
}

static double told_of(const toc_dyad *dyad, toc_root root) {
    int place = place_of(root);
    return place >= 0 ? dyad->roots[place].told : 0;
}

/* How likely a deed of this root is among what is told: by itself, or beside others. */
static double chance_of(const toc_dyad *dyad, toc_root root) {
    double odds = odds_of(dyad, root), told = told_of(dyad, root);
    return told > odds ? told : odds;
}

static bool is_alone(const toc_dyad *dyad) {
    return dyad->target < 0;
}

/* So likely must it be that anything joins the two, or is done alone, for an act of the scorer's own. */
static double add_least(const toc_dyad *dyad, bool loud) {
    bool forces = is_alone(dyad) && dyad->root == TOC_MOBILIZE && dyad->home < 0.5;
    return forces ? ADD_FORCES : is_alone(dyad) ? ADD_ALONE : loud ? ADD_LEAST : ADD_QUIET;
}

/* The event is from the one to the other. */
static bool is_from_to(const toc_event *e, toc_str s, toc_str t) {
    return toc_str_equal(toc_side_of(e->source.code), s) && toc_str_equal(toc_side_of(e->target.code), t);
}

/* The word stands among those that tell the event. */
static bool is_within(const toc_desk *d, const toc_event *e, int token) {
    return e->span_from <= d->scene.tokens[token].from && d->scene.tokens[token].to <= e->span_to;
}

/* ---- what is there already ---- */

static void event_drop(toc_desk *d, size_t i) {
    d->event_count--;
    d->events[i] = d->events[d->event_count];
    d->sides[i] = d->sides[d->event_count];
}

static void reason_set(toc_coded_event *e, const char *part, toc_str words, toc_str rule, toc_str value) {
    for (size_t i = 0; i < e->reason_count; i++) {
        if (toc_str_is(e->reasons[i].part, part)) {
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

/* What tells of the event: of the two, or of the one that does it alone. NULL: nothing, as of two that are the scorer's
 * strangers, or of somebody of a mere role who does it. */
static const toc_dyad *telling_of(const toc_dyad *all, int count, const toc_event *e) {
    toc_str s = toc_side_of(e->source.code), t = toc_side_of(e->target.code);
    bool alone = t.len == 0 || toc_str_equal(s, t);
    if (s.len == 0 || (alone && place_of(e->root) < 0)) {
        return NULL;
    }
    return dyad_of(all, count, s, alone ? (toc_str){"", 0} : t);
}

/* Named by a role alone, of which a state's people may be meant; or nobody named. */
static bool may_be_home(toc_str code) {
    return toc_side_of(code).len == 0 && !toc_actor_has_sector(code, TOC_STR("UAF")) &&
           !toc_actor_has_sector(code, TOC_STR("UNK"));
}

/* A source that is named by its role alone is not guessed from whom it does it to by a people's name ("arrested a
 * Polish journalist"), unless they protest ("rallied outside the Belgian parliament"); nor are armed men, who breaks
 * the law, and bodies that work everywhere. */
static bool may_be_theirs(const toc_desk *d, toc_str code, toc_root root, const toc_dyad *one) {
    static const char *const anywhere[] = {"MIL", "REB", "CRM", "NGO", "IGO", "IMG", "MNC"};
    bool may = may_be_home(code) && (root == TOC_PROTEST || d->scene.mentions[one->source].kind != TOC_ENTRY_DEMONYM);
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++) {
        may &= !toc_actor_has_sector(code, toc_str_of(anywhere[i]));
    }
    return may;
}

/* The one state of which the scorer thinks that this is done at home, though a party is named by its role alone. */
static const toc_dyad *home_of(const toc_desk *d, const toc_dyad *all, int count, const toc_event *e) {
    toc_str s = toc_side_of(e->source.code), t = toc_side_of(e->target.code);
    bool open =
        e->source.code.len > 0 && (s.len == 0 || t.len == 0) && (s.len > 0 || t.len > 0 || may_be_home(e->target.code));
    const toc_dyad *best = NULL;
    for (int i = 0; i < count && open; i++) {
        const toc_dyad *one = &all[i];
        bool fits = is_alone(one) && (t.len == 0 || toc_str_equal(t, one->s)) &&
                    (s.len > 0 ? toc_str_equal(s, one->s) : may_be_theirs(d, e->source.code, e->root, one));
        if (fits && (!best || one->joined > best->joined)) {
            best = one;
        }
    }
    bool guessed = s.len == 0 && t.len > 0;
    bool named = t.len == 0 && !may_be_home(e->target.code);
    double least = guessed && e->root == TOC_PROTEST ? HOME_CROWD : guessed || named ? HOME_GUESSED : HOME_JOINED;
    return best && best->joined >= least && best->home >= (named ? HOME_NAMED : HOME_LEAST) && place_of(e->root) >= 0 &&
                   chance_of(best, e->root) >= HOME_ODDS
               ? best
               : NULL;
}

/* Parties that are named by their role alone, or a target that is not named: of the state at home. */
static void home_complete(toc_desk *d, toc_coded_event *e, const toc_dyad *all, int count) {
    const toc_dyad *home = e->event.modality == TOC_DONE ? home_of(d, all, count, &e->event) : NULL;
    toc_party *parties[] = {&e->event.source, &e->event.target};
    static const char *const names[] = {"source", "target"};
    for (int i = 0; i < 2 && home; i++) {
        if (toc_side_of(parties[i]->code).len == 0) {
            parties[i]->code = toc_actor_join(d->arena, home->s, parties[i]->code);
            reason_set(e, names[i], (toc_str){NULL, 0}, TOC_STR("the scorer takes it to be at home"), parties[i]->code);
        }
    }
}

/* How likely it is that anything joins the two parties; of what is mutual, either way round. */
static double joined_of(const toc_event *e, const toc_dyad *dyad, const toc_dyad *turned) {
    double joined = dyad->joined;
    return is_mutual(e->root) && turned && turned->joined > joined ? turned->joined : joined;
}

static bool is_doubted(const toc_desk *d, const toc_event *e, const toc_dyad *dyad, double joined, bool loud) {
    double least = is_alone(dyad) ? DROP_ALONE : !loud ? DROP_QUIET : toc_event_is_deed(e) ? DROP_DEED : DROP_WORDS;
    bool dated = e->precision != TOC_DATE_REPORT && !toc_is_long_ago(&d->scene, e->precision, e->date);
    return e->modality == TOC_DONE && joined < (dated && !is_alone(dyad) ? DROP_DATED : least);
}

/* Another event of the two has that root. */
static bool has_other(const toc_desk *d, size_t but, const toc_dyad *dyad) {
    for (size_t i = 0; i < d->event_count; i++) {
        const toc_event *e = &d->events[i].event;
        if (i != but && e->root == dyad->root && is_from_to(e, dyad->s, dyad->t)) {
            return true;
        }
    }
    return false;
}

/* What the frame took it for is hardly possible, alone or beside another deed, and another root likely. */
static bool is_otherwise(const toc_desk *d, size_t i, const toc_dyad *dyad) {
    const toc_event *e = &d->events[i].event;
    bool known = e->root >= TOC_AGREE && e->root <= TOC_ASSAULT && e->modality == TOC_DONE;
    return known && odds_of(dyad, e->root) < OTHERWISE_MOST && odds_of(dyad, dyad->root) >= OTHERWISE_LEAST &&
           dyad->roots[e->root - TOC_AGREE].told < BESIDE_LEAST && !has_other(d, i, dyad);
}

/* Why the event has its modality. */
static toc_reason modality_reason(const toc_coded_event *e) {
    for (size_t i = 0; i < e->reason_count; i++) {
        if (toc_str_equal(e->reasons[i].part, TOC_STR("modality"))) {
            return e->reasons[i];
        }
    }
    return (toc_reason){0};
}

/* Called past because a time is told: a year, a decade, "480 BC", "ten years ago". */
static bool is_by_time(toc_str told) {
    static const char *const words[] = {"BC", "BCE", "AD", "years", "decades", "centuries", "century"};
    bool number = told.len > 0 && told.ptr[0] >= '0' && told.ptr[0] <= '9';
    bool decade = toc_str_ends(told, TOC_STR("ties")); /* "eighties" */
    return number || decade || toc_str_is_among(told, words, sizeof words / sizeof *words);
}

/* Called past because it is told in a work of art. */
static bool is_by_art(toc_str told) {
    static const char *const words[] = {"film", "novel", "fiction", "opera", "drama", "episode", "thriller"};
    return toc_str_is_among(told, words, sizeof words / sizeof *words);
}

/* The word is all of what tells the event. */
static bool is_whole(const toc_desk *d, const toc_event *e, int token) {
    return e->span_from == d->scene.tokens[token].from && d->scene.tokens[token].to == e->span_to;
}

/* The time hangs on the act's own word, or on what is told of it: "first trained together in the 1950s", "the drill
 * held from 1976 to 1993"; not "released funds frozen in 2011". */
static bool is_dated_itself(const toc_desk *d, const toc_event *e, toc_str told) {
    const toc_scene *scene = &d->scene;
    for (int i = 0; i < scene->n; i++) {
        int verb = (int)scene->nodes[i].head - 1;
        if (verb < 0 || scene->nodes[i].rel != TOC_R_OBL || !toc_str_equal(scene->tokens[i].text, told)) {
            continue;
        }
        bool of_it = scene->nodes[verb].rel == TOC_R_ACL && is_whole(d, e, (int)scene->nodes[verb].head - 1);
        if ((of_it || is_within(d, e, verb)) && !toc_is_present_perfect(scene, verb)) {
            return true;
        }
    }
    return false;
}

/* So surely must the two be joined for what has this modality to be done after all. */
static double done_least(const toc_desk *d, const toc_coded_event *coded, const toc_dyad *dyad) {
    toc_reason reason = modality_reason(coded);
    double told = told_of(dyad, coded->event.root);
    if (coded->event.modality == TOC_HISTORICAL) {
        bool timed = is_by_time(reason.words);
        if (is_by_art(reason.words) ||
            (timed && (told < DONE_TIMED_TOLD || is_dated_itself(d, &coded->event, reason.words)))) {
            return NEVER;
        }
        return timed ? DONE_TIMED : DONE_LEAST;
    }
    if (coded->event.modality == TOC_DENIED) {
        bool friendly = toc_root_quad(coded->event.root) <= 2;
        bool never = toc_str_is(reason.rule, TOC_RULE_UNTRUE) || (friendly && toc_str_is(reason.rule, "negation"));
        return never ? NEVER : DONE_DENIED;
    }
    if (toc_str_equal(reason.rule, TOC_STR("purpose"))) {
        return DONE_PURPOSE;
    }
    return told >= DONE_AHEAD_TOLD ? DONE_AHEAD : NEVER;
}

/* What the frame takes for past, denied, planned, feared, asked for or what something else is done for ("landed to
 * discuss gas with Putin") is done after all: the scorer has learnt of these. An act with a date of long ago or to come
 * stays what it is. */
static bool is_done_after_all(const toc_desk *d, const toc_coded_event *coded, const toc_dyad *dyad) {
    const toc_event *e = &coded->event;
    bool ahead = e->precision != TOC_DATE_REPORT && d->scene.day != TOC_DAY_NONE && e->date > d->scene.day;
    bool dated = ahead || toc_is_long_ago(&d->scene, e->precision, e->date);
    return e->modality != TOC_DONE && !dated && place_of(e->root) >= 0 && dyad->joined >= done_least(d, coded, dyad) &&
           odds_of(dyad, e->root) > DONE_ODDS;
}

static void done_after_all(const toc_desk *d, toc_coded_event *e, const toc_dyad *dyad) {
    if (is_done_after_all(d, e, dyad)) {
        e->event.modality = TOC_DONE;
        reason_set(e, "modality", TOC_STR(""), TOC_STR("the scorer is sure of it"), TOC_STR("done"));
    }
}

static void events_review(toc_desk *d, const toc_dyad *all, int count, bool loud) {
    for (size_t i = d->event_count; i > 0; i--) {
        toc_coded_event *e = &d->events[i - 1];
        home_complete(d, e, all, count);
        const toc_dyad *dyad = telling_of(all, count, &e->event);
        if (!dyad) {
            if (d->sport) {
                event_drop(d, i - 1);
            }
            continue;
        }
        const toc_dyad *turned = dyad_of(all, count, dyad->t, dyad->s);
        if (is_doubted(d, &e->event, dyad, joined_of(&e->event, dyad, turned), loud)) {
            event_drop(d, i - 1);
            continue;
        }
        done_after_all(d, e, dyad);
        if (is_otherwise(d, i - 1, dyad)) {
            event_recode(d, e, dyad);
        }
        home_complete(d, e, all, count); /* what is done, or of that root, only now */
        if (e->event.modality == TOC_DONE) {
            e->event.confidence = joined_of(&e->event, dyad, turned) * chance_of(dyad, e->event.root);
        }
    }
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
        bool overruled = place_of(e->root) < 0 && dyad->joined >= DONE_AHEAD; /* "answered with a strike", not feared */
        bool same = e->modality == TOC_DONE ? possible || e->root == TOC_SAY
                                            : possible && !overruled && !toc_is_of_words(dyad->root);
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
        done_after_all(d, &d->events[i], dyad);
        home_complete(d, &d->events[i], dyad, 1);
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

static toc_rc dyads_shoot(toc_desk *d, const toc_dyad *all, int count, bool loud, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < count && !rc; i++) {
        const toc_dyad *dyad = &all[i];
        if (is_denial(d, dyad)) {
            continue;
        }
        if (is_alone(dyad)) {
            if (dyad->predicate >= 0 && dyad->joined >= add_least(dyad, loud) && !is_told(d, dyad) &&
                !is_of_another(d, dyad)) {
                rc = dyad_shoot(d, dyad, err);
            }
            continue;
        }
        bool turned = is_turned(all, i);
        if (dyad->predicate < 0 || dyad->joined < (loud ? ADOPT_LEAST : ADOPT_QUIET) ||
            (!loud && told_of(dyad, dyad->root) < TOLD_QUIET) ||
            (turned && (is_mutual(dyad->root) || dyad->joined < ADD_TURNED)) || is_told(d, dyad) ||
            (dyad->joined < ADD_MIRRORED && is_mirrored(d, dyad))) {
            continue;
        }
        if (!dyad_adopt(d, dyad) && dyad->joined >= add_least(dyad, loud)) {
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
        if (two && ((token >= 0 && is_within(d, e, token)) || place_of(e->root) == place_of(root))) {
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
static toc_rc more_shoot(toc_desk *d, const toc_dyad *all, int count, bool loud, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int i = 0; i < count && !rc; i++) {
        for (int r = 0; r < TOC_SCORER_ROOTS && !rc; r++) {
            bool alone = is_alone(&all[i]);
            int token = all[i].roots[r].token;
            double told = all[i].roots[r].told, least = alone                  ? MORE_ALONE
                                                        : all[i].roots[r].head ? ADD_MORE
                                                                               : MORE_BARE;
            if (token >= 0 && all[i].joined >= add_least(&all[i], loud) && told >= least &&
                !is_taken(d, &all[i], (toc_root)(r + TOC_AGREE), told < MORE_SAME ? token : -1)) {
                rc = deed_shoot(d, &all[i], r, token, all[i].joined, told, err);
            }
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

toc_rc toc_judge(toc_desk *d, toc_err *err) {
    toc_dyad all[TOC_DYADS_MAX];
    int count;
    toc_rc rc = toc_dyads_read(d, all, &count, err);
    if (rc) {
        return rc;
    }
    sort_by_likelihood(all, count);
    while (d->sport && count > 0 && all[count - 1].joined < SPORT_LEAST) {
        count--; /* what is not sure is sport */
    }
    bool loud = count > 0 && all[0].joined >= LOUD_LEAST;
    events_review(d, all, count, loud);
    rc = dyads_shoot(d, all, count, loud, err);
    rc = rc ? rc : more_shoot(d, all, count, loud, err);
    rc = rc ? rc : joined_shoot(d, all, count, err);
    return rc ? rc : mirrored_shoot(d, all, count, err);
}
