/*
 * Where was it? A noun phrase of place that the tree hangs on the act (hang.c):
 * "near Bakhmut", "in Kharkiv region", "to its border with Belarus". Names are
 * looked up among the states that the sentence named, then in regions.tsv and
 * places.tsv. One name for several places: a second name behind a comma decides
 * ("Paris, Texas"), then a country that the sentence or document names, then
 * the number of people. Actors stay what they are: a capital that acts or is
 * spoken with is no place, and nothing here changes a party. Not closer than
 * the first administrative level.
 */
#include "code/inside.h"
#include "event/actor.h"

#define CITY_THOUSANDS_MIN 100 /* smaller towns only when something else speaks for their country */
#define UNIT_THOUSANDS 500     /* for a unit whose people are not counted */
#define FAR_MORE 10            /* so many times more people outweigh a country that is named */

typedef struct name_found {
    int from, to; /* tokens */
    toc_str country, adm1;
    const char *rule;
} name_found;

/* ---- which of several places? ---- */

bool toc_in_sentence(const toc_scene *scene, toc_str country) {
    for (int i = 0; i < scene->mention_count; i++) {
        if (toc_str_equal(toc_actor_root(scene->mentions[i].code), country)) {
            return true;
        }
    }
    return false;
}

bool toc_in_document(const toc_scene *scene, toc_str country) {
    for (size_t i = 0; i < scene->memory->count; i++) {
        if (toc_str_equal(toc_actor_root(scene->memory->items[i].code), country)) {
            return true;
        }
    }
    return false;
}

static int64_t people_of(const toc_place_row *row) {
    return row->thousands > 0 ? row->thousands : UNIT_THOUSANDS;
}

/* The country that is named: in the sentence before the document. NULL when none of them is. */
static const toc_place_row *named_one(const toc_scene *scene, const toc_place_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (toc_in_sentence(scene, rows[i].country)) {
            return &rows[i];
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (toc_in_document(scene, rows[i].country)) {
            return &rows[i];
        }
    }
    return NULL;
}

static const toc_place_row *row_choose(const toc_scene *scene, const toc_place_row *rows, size_t count) {
    const toc_place_row *most = &rows[0], *named = named_one(scene, rows, count);
    for (size_t i = 1; i < count; i++) {
        most = people_of(&rows[i]) > people_of(most) ? &rows[i] : most;
    }
    if (named) {
        return people_of(most) > FAR_MORE * people_of(named) ? most : named;
    }
    bool known = toc_str_equal(most->kind, TOC_STR("region")) || people_of(most) >= CITY_THOUSANDS_MIN;
    return known ? most : NULL;
}

/* ---- names ---- */

static toc_str words_of(const toc_scene *scene, int from, int to) {
    return toc_str_slice(scene->text, scene->tokens[from].from, scene->tokens[to - 1].to);
}

/* "Paris, Texas": a unit or state behind a comma. False when there is none. */
static bool beside_read(const toc_scene *scene, int to, name_found *out) {
    int at = to + 1;
    if (at >= scene->n || !toc_str_equal(scene->tokens[to].text, TOC_STR(",")) || !scene->tokens[at].capital) {
        return false;
    }
    const toc_mention *m = scene->mention_at[at] >= 0 ? &scene->mentions[scene->mention_at[at]] : NULL;
    size_t count;
    const toc_place_row *rows = toc_world_places(scene->world, scene->tokens[at].text, &count);
    if (m && m->kind == TOC_ENTRY_STATE) {
        out->country = toc_actor_root(m->code);
        return out->country.len > 0;
    }
    for (size_t i = 0; i < count && !m; i++) {
        if (toc_str_equal(rows[i].kind, TOC_STR("adm1"))) {
            out->country = rows[i].country;
            out->adm1 = rows[i].adm1;
            return true;
        }
    }
    return false;
}

/* The unit of the first name in the country that the second one told. False: it is not known there. */
static bool place_within(const toc_place_row *rows, size_t count, name_found *out) {
    for (size_t i = 0; i < count && out->adm1.len == 0; i++) {
        if (toc_str_equal(rows[i].country, out->country)) {
            out->adm1 = rows[i].adm1;
        }
    }
    return out->adm1.len > 0;
}

static bool name_read(const toc_scene *scene, int from, int to, name_found *out) {
    size_t count;
    const toc_place_row *rows = toc_world_places(scene->world, words_of(scene, from, to), &count);
    if (!rows) {
        return false;
    }
    *out = (name_found){from, to, {"", 0}, {"", 0}, "place"};
    if (beside_read(scene, to, out) && place_within(rows, count, out)) {
        out->rule = "place, told by the name beside it";
        return true;
    }
    const toc_place_row *row = row_choose(scene, rows, count);
    out->country = row ? row->country : (toc_str){"", 0};
    out->adm1 = row ? row->adm1 : (toc_str){"", 0};
    return true;
}

static bool is_part_of_name(const toc_scene *scene, int i) {
    static const char *const words[] = {"-",  "of", "gap", "corridor", "de", "do", "da", "dos", "del", "la",
                                        "le", "el", "los", "las",      "al", "am", "an", "sur", "upon"};
    return i >= 0 && i < scene->n &&
           (scene->tokens[i].capital || toc_str_is_among(scene->tokens[i].lower, words, sizeof words / sizeof *words));
}

/* The longest name of a place or state that covers token at. True also for a name that is known to be no one place. */
static bool name_at(const toc_scene *scene, int at, name_found *out) {
    int mention = scene->mention_at[at];
    const toc_mention *m = mention >= 0 ? &scene->mentions[mention] : NULL;
    bool place = !m || m->kind == TOC_ENTRY_REGION || m->kind == TOC_ENTRY_CAPITAL || m->kind == TOC_ENTRY_STATE;
    if (!place || !scene->tokens[at].capital) {
        return false;
    }
    for (int len = TOC_NAME_TOKENS_MAX; len > 0; len--) {
        for (int from = at - len + 1; from <= at; from++) {
            bool whole = from >= 0 && from + len <= scene->n && scene->tokens[from].capital;
            for (int i = from; i < from + len && whole; i++) {
                whole = is_part_of_name(scene, i);
            }
            bool longer = m && m->kind == TOC_ENTRY_STATE && len <= m->to - m->from;
            if (whole && !longer && name_read(scene, from, from + len, out)) {
                return true;
            }
        }
    }
    if (m && m->code.len > 0) {
        *out = (name_found){m->from, m->to, toc_actor_root(m->code), {"", 0}, "state named"};
        return true;
    }
    return false;
}

bool toc_place_at(const toc_scene *scene, int at, toc_str *country) {
    name_found found;
    bool is = name_at(scene, at, &found);
    *country = is ? found.country : (toc_str){"", 0};
    return is;
}

/* The state in which all places of that name are; empty: several. */
static toc_str only_state(const toc_scene *scene, int from, int to) {
    size_t count = 0;
    const toc_place_row *rows = toc_world_places(scene->world, words_of(scene, from, to), &count);
    toc_str only = rows ? rows[0].country : (toc_str){"", 0};
    for (size_t i = 1; i < count; i++) {
        only = toc_str_equal(rows[i].country, only) ? only : (toc_str){"", 0};
    }
    return only;
}

toc_str toc_town_at(const toc_scene *scene, int from, int to, bool any) {
    name_found found;
    if (!name_at(scene, from, &found) || found.from != from || found.to != to) {
        return (toc_str){"", 0};
    }
    return found.country.len > 0 || !any ? found.country : only_state(scene, from, to);
}

/* ---- phrases ---- */

/* Nouns of place that take their name from a word beside them: "Kharkiv region", "the Polish border". */
static bool is_place_noun(const toc_scene *scene, int i) {
    static const char *const words[] = {"region",   "oblast",   "province",    "area",        "city",      "town",
                                        "village",  "district", "peninsula",   "border",      "frontier",  "airspace",
                                        "coast",    "water",    "waters",      "soil",        "territory", "outskirts",
                                        "suburb",   "county",   "governorate", "enclave",     "exclave",   "airfield",
                                        "airport",  "airbase",  "port",        "front",       "island",    "gap",
                                        "corridor", "capital",  "state",       "voivodeship", "sector",    "base",
                                        "north",    "south",    "east",        "west",        "prefecture"};
    return toc_scene_lemma_among(scene, i, words, sizeof words / sizeof *words);
}

static bool is_border(const toc_scene *scene, int i) {
    return toc_scene_lemma_is(scene, i, "border") || toc_scene_lemma_is(scene, i, "frontier");
}

/* "its border with Belarus": the doer's. */
static bool own_border(const toc_scene *scene, int top, const toc_event *event, name_found *out) {
    static const char *const own[] = {"its", "their", "his", "our"};
    for (int c = scene->first_child[top]; c >= 0; c = scene->next_child[c]) {
        if (c < top && toc_str_is_among(scene->tokens[c].lower, own, sizeof own / sizeof *own) &&
            event->source.code.len > 0) {
            *out = (name_found){c, top + 1, toc_actor_root(event->source.code), {"", 0}, "the doer's own border"};
            return true;
        }
    }
    return false;
}

/* The name beside a noun of place: a compound, "of" it, or a people ("the Polish border"). */
static bool noun_read(const toc_scene *scene, int top, const toc_event *event, name_found *out) {
    if (is_border(scene, top) && own_border(scene, top, event, out)) {
        return true;
    }
    for (int c = scene->first_child[top]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool before = c < top && (rel == TOC_R_COMPOUND || rel == TOC_R_AMOD || rel == TOC_R_NMOD || rel == TOC_R_FLAT);
        bool of = rel == TOC_R_NMOD && toc_str_equal(toc_case_of(scene, c), TOC_STR("of"));
        bool called = rel == TOC_R_APPOS || rel == TOC_R_FLAT;
        int mention = scene->mention_at[c];
        const toc_mention *m = mention >= 0 ? &scene->mentions[mention] : NULL;
        if (before && m && m->kind == TOC_ENTRY_DEMONYM && m->code.len > 0) {
            *out = (name_found){m->from, top + 1, toc_actor_root(m->code), {"", 0}, "the people whose it is"};
            return true;
        }
        if ((before || of || called) && name_at(scene, c, out)) {
            out->to = out->to > top ? out->to : top + 1;
            out->from = out->from < top ? out->from : top;
            return true;
        }
    }
    return false;
}

static bool moves_there(const toc_event *event) {
    return event->root == TOC_MOBILIZE || event->root == TOC_ASSAULT || event->root == TOC_AID;
}

/* Does the preposition, or none for what is struck, tell of a place? */
static bool is_placing(const toc_scene *scene, int top, const toc_act *act, const toc_event *event) {
    static const char *const always[] = {"in",    "near",   "at",     "inside",     "outside", "around",
                                         "along", "across", "within", "throughout", "off"};
    static const char *const towards[] = {"to", "into", "onto", "towards", "toward"};
    toc_str prep = toc_case_of(scene, top);
    toc_rel rel = (toc_rel)scene->nodes[top].rel;
    bool oblique = rel == TOC_R_OBL || rel == TOC_R_NMOD;
    if (oblique && toc_str_is_among(prep, always, sizeof always / sizeof *always)) {
        return true;
    }
    if (oblique && toc_str_is_among(prep, towards, sizeof towards / sizeof *towards)) {
        return moves_there(event);
    }
    if (oblique && toc_str_equal(prep, TOC_STR("on"))) {
        return is_place_noun(scene, top) || event->root == TOC_ASSAULT;
    }
    return rel == TOC_R_OBJ && prep.len == 0 && event->root == TOC_ASSAULT && !act->parts.passive;
}

/* The phrase says of the doer, not of the deed, where it is: "the embassy in Minsk condemned". */
static bool is_of_subject(const toc_scene *scene, const toc_act *act, int top) {
    int subject = act->parts.passive ? -1 : act->parts.subject;
    return subject >= 0 && toc_within(scene, top, subject);
}

static bool phrase_read(const toc_scene *scene, int top, const toc_event *event, name_found *out) {
    int upos = scene->nodes[top].upos;
    if (upos != TOC_NOUN && upos != TOC_PROPN) {
        return false;
    }
    return is_place_noun(scene, top) ? noun_read(scene, top, event, out) || name_at(scene, top, out)
                                     : name_at(scene, top, out);
}

/* ---- which one is the act's? ---- */

/* How good a phrase is: near in the tree, then in words; in the same country the one that names a unit. */
typedef struct rank {
    int far, words;
} rank;

static bool is_better(rank a, const name_found *found, rank best, const toc_place *place) {
    if (place->country.len == 0) {
        return true;
    }
    bool same = toc_str_equal(found->country, place->country);
    if (same && (found->adm1.len > 0) != (place->adm1.len > 0)) {
        return found->adm1.len > 0;
    }
    return a.far < best.far || (a.far == best.far && a.words < best.words);
}

static int hangs(const toc_scene *scene, const toc_act *act, const toc_governed *g, bool composed, int top) {
    int verb;
    int what = composed && g->operator_count > 0 ? g->operators[g->operator_count - 1] : act->predicate;
    return is_of_subject(scene, act, top) ? -1 : toc_hang(scene, top, what, false, &verb);
}

/* What is struck is a place when it is a city or region; a state is a party. */
static bool is_struck_state(const toc_scene *scene, int top, const name_found *found) {
    return scene->nodes[top].rel == TOC_R_OBJ && found->adm1.len == 0;
}

toc_where toc_where_find(const toc_scene *scene, const toc_act *act, const toc_governed *g, const toc_event *event) {
    toc_where where = {.rule = ""};
    rank best = {0, 0};
    bool composed = toc_is_composed(act, event->cameo);
    for (int i = 0; i < scene->n; i++) {
        name_found found;
        rank here = {is_placing(scene, i, act, event) ? hangs(scene, act, g, composed, i) : -1,
                     i > act->predicate ? i - act->predicate : act->predicate - i};
        if (here.far < 0 || !phrase_read(scene, i, event, &found) || found.country.len == 0 ||
            is_struck_state(scene, i, &found) || !is_better(here, &found, best, &where.place)) {
            continue;
        }
        best = here;
        where = (toc_where){{found.country, found.adm1, words_of(scene, found.from, found.to)}, found.rule};
    }
    return where;
}
