/* Method: see review.h. */
#include "code/review.h"

#include "code/past.h"
#include "code/verdict.h"

/* Found on sentences kept apart (doc/method/coding.md). What is less likely than that is dropped: deeds; words; either
 * in a sentence that may tell of nothing; what one does alone. */
#define DROP_DEED 0.5
#define DROP_WORDS 0.4
#define DROP_QUIET 0.65
#define DROP_ALONE 0.42
/* Of any but the last, when the text dates it to the past year: to the network, which knows no day of the report, a
 * date is history. */
#define DROP_DATED 0.15
#define DROP_YEAR 0.001 /* the same with its year */
/* The last two before the sentence as a whole is heard, to which a date is history, too; with that, it is so much. */
#define DROP_HEARD 0.01
/* What a stranger does is dropped where nothing that the sentence tells of others is so likely. */
#define STRANGER_LEAST 0.03
/* Or where so much speaks for nothing being done at all (log odds). */
#define STRANGER_QUIET 0.5
/* So likely at home, the party that is named by its role alone is of the same state. */
#define HOME_LEAST 0.5
#define HOME_JOINED 0.6
#define HOME_GUESSED 0.93
#define HOME_OFFICIAL 0.77 /* to the officials of a state */
#define HOME_CROWD 0.7     /* of who protests */
/* The same of one that is named and nothing known of it ("inveighed against the sentencing of Sonia Dahmani"). */
#define HOME_NAMED 0.9
#define HOME_ODDS 0.2
/* A root with less gives way to one with more, unless it is told beside that one. */
#define OTHERWISE_MOST 0.4
#define OTHERWISE_LEAST 0.4
#define BESIDE_LEAST 0.5
/* A blow that a frame found stays one from here on, where the scorer hears words rather. */
#define BLOW_LEAST 0.05
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
/* No likelihood is that much. */
#define NEVER 2

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
    return toc_side_of(code).len == 0 && !toc_actor_has_any(code, TOC_STR("UAFUNK"));
}

/* A source that is named by its role alone is not guessed from whom it does it to by a people's name ("arrested a
 * Polish journalist"), unless they protest ("rallied outside the Belgian parliament") or those are officials, the
 * state's own ("were ambushed by insurgents"); nor are armed men by others than those, who breaks the law, and bodies
 * that work everywhere. */
static bool may_be_theirs(const toc_desk *d, const toc_event *e, const toc_dyad *one, bool officials) {
    toc_str code = e->source.code;
    bool anywhere = toc_actor_has_any(code, TOC_STR("UNKCRMNGOIGOIMGMNC"));
    bool armed = toc_actor_has_any(code, TOC_STR("MILREBUAF"));
    bool people = d->scene.mentions[one->source].kind == TOC_ENTRY_DEMONYM && e->root != TOC_PROTEST;
    return !anywhere && (officials || (!armed && !people));
}

/* The one state of which the scorer thinks that this is done at home, though a party is named by its role alone. */
static const toc_dyad *home_of(const toc_desk *d, const toc_dyad *all, int count, const toc_event *e) {
    toc_str s = toc_side_of(e->source.code), t = toc_side_of(e->target.code);
    bool open =
        e->source.code.len > 0 && (s.len == 0 || t.len == 0) && (s.len > 0 || t.len > 0 || may_be_home(e->target.code));
    bool officials = toc_actor_has_sector(e->target.code, TOC_STR("GOV"));
    const toc_dyad *best = NULL;
    for (int i = 0; i < count && open; i++) {
        const toc_dyad *one = &all[i];
        bool fits = is_alone(one) && (t.len == 0 || toc_str_equal(t, one->s)) &&
                    (s.len > 0 ? toc_str_equal(s, one->s) : may_be_theirs(d, e, one, officials));
        if (fits && (!best || one->joined > best->joined)) {
            best = one;
        }
    }
    bool guessed = s.len == 0 && t.len > 0;
    bool named = t.len == 0 && !may_be_home(e->target.code);
    double least = guessed && e->root == TOC_PROTEST ? HOME_CROWD
                   : guessed && officials            ? HOME_OFFICIAL
                   : guessed || named                ? HOME_GUESSED
                                                     : HOME_JOINED;
    return best && best->joined >= least && best->home >= (named ? HOME_NAMED : HOME_LEAST) && place_of(e->root) >= 0 &&
                   chance_of(best, e->root) >= HOME_ODDS
               ? best
               : NULL;
}

void toc_home_complete(toc_desk *d, toc_coded_event *e, const toc_dyad *all, int count) {
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

/* What tells of the two parties; of what is mutual, the likelier way round. */
static const toc_dyad *likelier_of(const toc_dyad *all, int count, const toc_event *e, const toc_dyad *dyad) {
    const toc_dyad *turned = is_mutual(e->root) ? dyad_of(all, count, dyad->t, dyad->s) : NULL;
    return turned && turned->joined > dyad->joined ? turned : dyad;
}

static bool names_year(const toc_scene *scene) {
    for (int i = 0; i < scene->n; i++) {
        if (toc_is_recent_year(scene, i)) {
            return true;
        }
    }
    return false;
}

static bool is_doubted(const toc_desk *d, const toc_event *e, const toc_dyad *dyad, bool loud) {
    bool dated = e->precision != TOC_DATE_REPORT && !toc_is_long_ago(&d->scene, e->precision, e->date);
    if (e->modality != TOC_DONE) {
        return false;
    }
    if (dated && !is_alone(dyad)) {
        return names_year(&d->scene) ? dyad->bare < DROP_YEAR : dyad->bare < DROP_DATED || dyad->joined < DROP_HEARD;
    }
    double least = is_alone(dyad) ? DROP_ALONE : !loud ? DROP_QUIET : toc_event_is_deed(e) ? DROP_DEED : DROP_WORDS;
    return dyad->joined < least;
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
    bool blow = is_blow(e, dyad->root) && odds_of(dyad, e->root) > BLOW_LEAST;
    return known && !blow && odds_of(dyad, e->root) < OTHERWISE_MOST && odds_of(dyad, dyad->root) >= OTHERWISE_LEAST &&
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
        bool timed = toc_str_is(reason.rule, TOC_RULE_TIME);
        if (toc_is_surely_past(&d->scene, reason.words) ||
            (timed && (told < DONE_TIMED_TOLD || is_dated_itself(d, &coded->event, reason.words)))) {
            return NEVER;
        }
        return timed ? DONE_TIMED : DONE_LEAST;
    }
    if (toc_is_ruled_out(reason.rule)) {
        return NEVER;
    }
    if (coded->event.modality == TOC_DENIED) {
        bool friendly = toc_root_quad(coded->event.root) <= 2;
        return friendly && toc_str_is(reason.rule, "negation") ? NEVER : DONE_DENIED;
    }
    if (toc_str_equal(reason.rule, TOC_STR("purpose"))) {
        return DONE_PURPOSE;
    }
    return told >= DONE_AHEAD_TOLD && !toc_is_will(reason.words) ? DONE_AHEAD : NEVER;
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

void toc_done_after_all(const toc_desk *d, toc_coded_event *e, const toc_dyad *dyad) {
    if (is_done_after_all(d, e, dyad)) {
        e->event.modality = TOC_DONE;
        reason_set(e, "modality", TOC_STR(""), TOC_STR("the scorer is sure of it"), TOC_STR("done"));
    }
}

/* "hoped that China would mediate": no deed, but said. */
static bool is_wish(const toc_coded_event *e) {
    static const char *const words[] = {"hope", "hopes", "hoped", "wish", "wishes", "wished"};
    return toc_str_is_among(modality_reason(e).words, words, sizeof words / sizeof *words);
}

/* Dropped; but a wish stays, as one. */
static void event_doubt(toc_desk *d, size_t i) {
    toc_coded_event *e = &d->events[i];
    if (!is_wish(e)) {
        event_drop(d, i);
        return;
    }
    e->event.modality = TOC_HYPOTHETICAL;
    reason_set(e, "modality", (toc_str){NULL, 0}, TOC_STR("a wish"), TOC_STR("hypothetical"));
}

void toc_events_review(toc_desk *d, const toc_dyad *all, int count, bool loud) {
    for (size_t i = d->event_count; i > 0; i--) {
        toc_coded_event *e = &d->events[i - 1];
        toc_home_complete(d, e, all, count);
        const toc_dyad *dyad = telling_of(all, count, &e->event);
        if (!dyad) {
            bool nothing = d->quiet > STRANGER_QUIET || (count > 0 && all[0].joined < STRANGER_LEAST);
            if (d->sport || (nothing && e->event.modality == TOC_DONE)) {
                event_drop(d, i - 1);
            }
            continue;
        }
        if (is_doubted(d, &e->event, likelier_of(all, count, &e->event, dyad), loud)) {
            event_doubt(d, i - 1);
            continue;
        }
        toc_done_after_all(d, e, dyad);
        if (is_otherwise(d, i - 1, dyad)) {
            event_recode(d, e, dyad);
        }
        toc_home_complete(d, e, all, count); /* what is done, or of that root, only now */
        if (e->event.modality == TOC_DONE) {
            e->event.confidence = likelier_of(all, count, &e->event, dyad)->joined * chance_of(dyad, e->event.root);
        }
    }
}
