/*
 * Strangers: people and bodies that act and that no table gives a state:
 * "gunmen", "12 villagers", "the Kapral group", "Ivan Petrov". They are looked
 * for once the known actors are found, one for each noun phrase that names
 * none, and only coder.c asks for them (scene->strangers), for acts that want
 * a party otherwise. What is not clearly people or a body is none: a thing, a
 * place, an idea.
 *
 * Code: sectors alone ("UAF", "CVL"), from roles.tsv or strangers.tsv by the
 * head of the phrase; UNK for a name of which nothing is told. With a city of
 * a known state behind "of" or "from" ("residents of Kharkiv"), or where a
 * body of state sits ("police in Gdansk"), that state is in front.
 * Words: the head with what stands before it, without article and number.
 */
#include "code/inside.h"
#include "event/actor.h"

#define WORDS_BEFORE_MAX 6
#define WORDS_BEHIND_MAX 4
#define PHRASE_BYTES_MAX 160

/* A word that stands for something else: month, weapon, vessel, illness, a name of sport. */
static bool is_no_person(const toc_scene *scene, int i) {
    static const char *const things[] = {"WEAPON", "MISSILE", "AIRCRAFT", "VESSEL", "SPORT", "PASTWORD"};
    const toc_time_word *time = toc_lexicon_time(scene->lexicon, scene->tokens[i].lower);
    const toc_stranger *noun = toc_lexicon_stranger(scene->lexicon, scene->tokens[i].lower);
    if ((noun && noun->sectors.len == 0) ||
        (time && time->kinds & (TOC_TIME_BIT(TOC_TIME_MONTH) | TOC_TIME_BIT(TOC_TIME_WEEKDAY)))) {
        return true;
    }
    for (size_t k = 0; k < sizeof things / sizeof *things; k++) {
        if (toc_lexicon_in_class(scene->lexicon, scene->tokens[i].lower,
                                 toc_lexicon_class(scene->lexicon, toc_str_of(things[k])))) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* A proper name that no table knows, neither as an actor nor as a place. */
static bool is_name(const toc_scene *scene, int i) {
    toc_str country;
    const toc_token *token = &scene->tokens[i];
    return scene->nodes[i].upos == TOC_PROPN && token->capital && token->text.len > 1 &&
           is_letter(token->text.ptr[0]) && scene->mention_at[i] < 0 && !is_no_person(scene, i) &&
           !toc_place_at(scene, i, &country);
}

static bool is_hyphen(const toc_scene *scene, int i) {
    return toc_str_equal(scene->tokens[i].text, TOC_STR("-"));
}

/* Below the head; or beside it, where the tree has taken the two words of a name for two subjects. */
static bool belongs(const toc_scene *scene, int i, int head) {
    const toc_node *a = &scene->nodes[i], *b = &scene->nodes[head];
    return toc_within(scene, i, head) ||
           (a->upos == TOC_PROPN && b->upos == TOC_PROPN && a->head == b->head && a->rel == b->rel);
}

/* Words before the head that belong to it. */
static bool is_before(const toc_scene *scene, int i, int head) {
    int upos = scene->nodes[i].upos;
    bool word = upos == TOC_ADJ || upos == TOC_NOUN || upos == TOC_PROPN || is_hyphen(scene, i) ||
                (i > 0 && is_hyphen(scene, i - 1)) || (upos == TOC_VERB && scene->nodes[i].rel == TOC_R_AMOD);
    return word && belongs(scene, i, head) && (scene->nodes[i].rel != TOC_R_NSUBJ || upos == TOC_PROPN) &&
           toc_child_with(scene, i, TOC_R_CASE) < 0;
}

static size_t bytes_of(const toc_scene *scene, int from, int to) {
    return scene->tokens[to - 1].to - scene->tokens[from].from;
}

/* The words of the phrase whose head stands at i, or of the role mention there; false when they are too long. */
static bool phrase_of(const toc_scene *scene, int i, int *from, int *to) {
    int m = scene->mention_at[i];
    int first = m >= 0 ? scene->mentions[m].from : i, end = m >= 0 ? scene->mentions[m].to : i + 1;
    *from = first;
    *to = end;
    while (*from > 0 && first - *from < WORDS_BEFORE_MAX && is_before(scene, *from - 1, i)) {
        (*from)--;
    }
    while (*from < first && is_hyphen(scene, *from)) {
        (*from)++;
    }
    while (*to < scene->n && *to - end < WORDS_BEHIND_MAX && scene->nodes[*to].upos == TOC_PROPN &&
           scene->tokens[*to].capital && scene->mention_at[*to] < 0 && belongs(scene, *to, i)) {
        (*to)++;
    }
    if (bytes_of(scene, *from, *to) > PHRASE_BYTES_MAX) {
        *from = first;
        *to = end;
    }
    return bytes_of(scene, *from, *to) <= PHRASE_BYTES_MAX;
}

static int names_in(const toc_scene *scene, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
        count += is_name(scene, i);
    }
    return count;
}

/* Where somebody who acts stands: a subject or what follows "by", or joined to one. */
static bool is_doer(const toc_scene *scene, int i) {
    for (int steps = 0; i >= 0 && steps < 4 && scene->nodes[i].rel == TOC_R_CONJ; steps++) {
        i = (int)scene->nodes[i].head - 1;
    }
    return i >= 0 && (scene->nodes[i].rel == TOC_R_NSUBJ ||
                      (scene->nodes[i].rel == TOC_R_OBL && toc_str_equal(toc_case_of(scene, i), TOC_STR("by"))));
}

/* What a stranger is. */
typedef struct guise {
    toc_str sectors; /* empty: no actor */
    const char *rule, *table;
    size_t line;
} guise;

/* "An army of locusts", "the opposition to the treaty": much of something or a stance, and no body. */
static bool is_of_things(const toc_scene *scene, int i) {
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == TOC_R_NMOD && toc_str_equal(toc_case_of(scene, c), TOC_STR("to"))) {
            return true;
        }
    }
    int article = toc_child_with(scene, i, TOC_R_DET);
    if (article < 0 || scene->tokens[article].lower.ptr[0] != 'a') {
        return false;
    }
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        bool of = scene->nodes[c].rel == TOC_R_NMOD && toc_str_equal(toc_case_of(scene, c), TOC_STR("of"));
        if (of && scene->nodes[c].upos == TOC_NOUN && scene->mention_at[c] < 0 &&
            !toc_lexicon_stranger(scene->lexicon, scene->lemma[c])) {
            return true;
        }
    }
    return false;
}

static guise guise_of_role(const toc_scene *scene, int i) {
    const toc_mention *m = &scene->mentions[scene->mention_at[i]];
    bool bare = m->kind == TOC_ENTRY_ROLE && m->code.len == 0 && !toc_str_equal(m->entry->office, TOC_STR("thing")) &&
                (toc_str_equal(m->entry->office, TOC_STR("person")) || !is_of_things(scene, i));
    return bare ? (guise){m->entry->code, "role", m->entry->table, m->entry->line} : (guise){.rule = ""};
}

/* A name of two words or more, or of one that acts; its title, if it has one, tells what he is. */
static guise guise_of_name(const toc_scene *scene, int i, int from, int to) {
    bool enough = names_in(scene, from, to) >= 2 || (is_doer(scene, i) && toc_child_with(scene, i, TOC_R_DET) < 0);
    for (int k = from; k < to && enough; k++) {
        const toc_stranger *noun = toc_lexicon_stranger(scene->lexicon, scene->lemma[k]);
        if (scene->mention_at[k] >= 0) {
            guise title = guise_of_role(scene, k);
            return title.sectors.len > 0 ? title : (guise){.rule = ""};
        }
        if (noun && !noun->named && noun->sectors.len > 0) {
            return (guise){noun->sectors, "noun of people", "strangers", noun->line};
        }
        enough = !is_no_person(scene, k) && (scene->tokens[k].capital || scene->nodes[k].upos != TOC_NOUN);
    }
    return enough ? (guise){TOC_STR("UNK"), TOC_RULE_NAME, "", 0} : (guise){.rule = ""};
}

/* "The exercise Union Shield": the name of what the noun says. */
static bool has_plain_noun(const toc_scene *scene, int i, int from, int to) {
    for (int k = from; k < to; k++) {
        if (k != i && scene->nodes[k].upos == TOC_NOUN && !scene->tokens[k].capital && scene->mention_at[k] < 0 &&
            !toc_lexicon_stranger(scene->lexicon, scene->lemma[k])) {
            return true;
        }
    }
    return false;
}

static guise noun_guise(const toc_scene *scene, int i, int from, int to) {
    int m = scene->mention_at[i];
    bool plain = m < 0 || scene->mentions[m].to - scene->mentions[m].from == 1;
    if (scene->tokens[i].capital && has_plain_noun(scene, i, from, to)) {
        return (guise){.rule = ""};
    }
    const toc_stranger *noun = plain ? toc_lexicon_stranger(scene->lexicon, scene->lemma[i]) : NULL;
    if (!noun && plain) {
        noun = toc_lexicon_stranger(scene->lexicon, scene->tokens[i].lower);
    }
    if (noun && !noun->named && noun->sectors.len > 0 && is_of_things(scene, i) &&
        !toc_str_starts(noun->sectors, TOC_STR("CVL"))) {
        return (guise){.rule = ""};
    }
    guise role = m >= 0 ? guise_of_role(scene, i) : (guise){.rule = ""};
    if (noun && noun->sectors.len > 0 && toc_actor_has_sector(role.sectors, noun->sectors) &&
        names_in(scene, from, to) == 0) {
        return role; /* "the army" is a state's, "the Saltmarsh Army" may be anybody's */
    }
    if (noun && (!noun->named || names_in(scene, from, to) > 0)) {
        return (guise){noun->sectors, "noun of people", "strangers", noun->line};
    }
    if (noun) {
        return (guise){.rule = ""};
    }
    if (m >= 0) {
        return role;
    }
    return is_name(scene, i) ? guise_of_name(scene, i, from, to) : (guise){.rule = ""};
}

/* Whoever is called armed is an armed force of which no more is known. */
static guise guise_of(const toc_scene *scene, int i, int from, int to) {
    guise g = noun_guise(scene, i, from, to);
    bool plain = g.sectors.len == 3 && !toc_str_equal(g.sectors, TOC_STR("MIL")) &&
                 !toc_str_equal(g.sectors, TOC_STR("REB")) && !toc_str_equal(g.sectors, TOC_STR("CRM"));
    for (int k = from; k < to && plain; k++) {
        g.sectors = toc_scene_lemma_is(scene, k, "armed") ? TOC_STR("UAF") : g.sectors;
    }
    return g;
}

static bool is_of_state(toc_str sectors) {
    return toc_actor_has_any(sectors, TOC_STR("GOVCOPJUDLEG"));
}

/* The state of a city that the phrase names: "residents of Kharkiv", "police in Gdansk". */
static toc_str country_beside(const toc_scene *scene, int i, toc_str sectors) {
    toc_str country = {"", 0};
    for (int c = scene->first_child[i]; c >= 0 && country.len == 0; c = scene->next_child[c]) {
        toc_str prep = toc_case_of(scene, c);
        bool from = toc_str_equal(prep, TOC_STR("of")) || toc_str_equal(prep, TOC_STR("from"));
        bool at = toc_str_equal(prep, TOC_STR("in")) || toc_str_equal(prep, TOC_STR("at"));
        if (scene->nodes[c].rel == TOC_R_NMOD && (from || (at && is_of_state(sectors))) &&
            !toc_place_at(scene, c, &country)) {
            country = (toc_str){"", 0};
        }
    }
    return country;
}

/* A known actor of a state below node. */
static int known_below(const toc_scene *scene, int node, int depth) {
    int m = node >= 0 ? scene->mention_at[node] : -1;
    if (m >= 0 && m < scene->known_count && toc_actor_root(scene->mentions[m].code).len > 0) {
        return m;
    }
    for (int c = node >= 0 && depth < 3 ? scene->first_child[node] : -1; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool part = rel == TOC_R_NMOD || rel == TOC_R_AMOD || rel == TOC_R_COMPOUND || rel == TOC_R_OBL;
        int found = part ? known_below(scene, c, depth + 1) : -1;
        if (found >= 0) {
            return found;
        }
    }
    return -1;
}

/* "gunmen in the pay of Khartoum", "fighters loyal to the Houthis": whose they are. */
static toc_str master_of(const toc_scene *scene, int i) {
    int belong = toc_lexicon_class(scene->lexicon, TOC_STR("BELONG"));
    int service = toc_lexicon_class(scene->lexicon, TOC_STR("SERVICE"));
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool owned =
            (rel == TOC_R_ACL || rel == TOC_R_AMOD) && toc_lexicon_in_class(scene->lexicon, scene->lemma[c], belong);
        bool serves = rel == TOC_R_NMOD && toc_lexicon_in_class(scene->lexicon, scene->lemma[c], service);
        int m = owned || serves ? known_below(scene, c, 0) : -1;
        if (m >= 0) {
            return toc_actor_root(scene->mentions[m].code);
        }
    }
    return (toc_str){"", 0};
}

static bool is_head(const toc_scene *scene, int i) {
    toc_rel rel = (toc_rel)scene->nodes[i].rel;
    bool noun = scene->nodes[i].upos == TOC_NOUN || scene->nodes[i].upos == TOC_PROPN;
    int m = scene->mention_at[i];
    bool owner = m >= 0 && rel != TOC_R_FLAT; /* "a government helicopter", "the rebel camp" */
    return noun && (owner || (rel != TOC_R_COMPOUND && rel != TOC_R_FLAT && rel != TOC_R_AMOD)) &&
           (m < 0 || (scene->mentions[m].code.len == 0 && scene->mentions[m].head == i));
}

static bool stranger_add(toc_scene *scene, int i, int from, int to, const guise *g) {
    toc_entry *entry = toc_arena_alloc(scene->arena, sizeof *entry);
    if (!entry) {
        return false;
    }
    *entry = (toc_entry){
        .kind = TOC_ENTRY_ROLE, .code = g->sectors, .office = TOC_STR("person"), .table = g->table, .line = g->line};
    toc_str country = master_of(scene, i);
    country = country.len > 0 ? country : country_beside(scene, i, g->sectors);
    toc_str code = country.len > 0 ? toc_actor_join(scene->arena, country, g->sectors) : g->sectors;
    toc_mention *m = code.ptr ? toc_mention_add(scene, from, to, entry, code) : NULL;
    if (m) {
        m->head = i;
        m->rule = country.len > 0 ? "role+place" : g->rule;
        m->sure = 0.8;
        scene->stranger_at[i] = scene->mention_count - 1;
    }
    return code.ptr != NULL;
}

toc_rc toc_strangers_find(toc_scene *scene, toc_err *err) {
    scene->stranger_at = toc_arena_array(scene->arena, (size_t)scene->n + 1, sizeof(int));
    bool kept = scene->stranger_at != NULL;
    scene->known_count = scene->mention_count;
    for (int i = 0; i < scene->n && kept; i++) {
        scene->stranger_at[i] = -1;
    }
    for (int i = 0; i < scene->n && kept && scene->mention_count < TOC_MENTIONS_MAX; i++) {
        int from, to;
        if (is_head(scene, i) && phrase_of(scene, i, &from, &to)) {
            guise g = guise_of(scene, i, from, to);
            kept = g.sectors.len == 0 || stranger_add(scene, i, from, to, &g);
        }
    }
    return kept ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "out of memory while looking for actors");
}

/* Whose the thing at node is: "a government helicopter", "the rebels' camp". */
static int owner_of(const toc_scene *scene, int node, int depth) {
    int owner = -1;
    const toc_stranger *noun = toc_lexicon_stranger(scene->lexicon, scene->lemma[node]);
    if (noun && noun->sectors.len == 0) {
        return -1;
    }
    for (int c = scene->first_child[node]; c >= 0 && owner < 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        toc_str prep = toc_case_of(scene, c);
        bool marked = prep.len == 0 || prep.ptr[0] == '\'' || toc_str_starts(prep, TOC_STR("’")) ||
                      toc_str_equal(prep, TOC_STR("of"));
        if (rel == TOC_R_COMPOUND || rel == TOC_R_AMOD || (rel == TOC_R_NMOD && marked)) {
            bool more =
                rel == TOC_R_NMOD && toc_is_quantity(scene, c) && depth < 2; /* "tens of thousands of workers" */
            owner = more ? owner_of(scene, c, depth + 1) : scene->stranger_at[c];
        }
    }
    return owner;
}

/* "The Saltmarsh Army claimed that it had killed": who says so, when that is a stranger. */
static int said_of_himself(const toc_scene *scene, int node) {
    static const char *const words[] = {"it", "they", "he", "she"};
    bool pronoun = toc_scene_lemma_among(scene, node, words, sizeof words / sizeof *words);
    int verb = pronoun && scene->nodes[node].rel == TOC_R_NSUBJ ? (int)scene->nodes[node].head - 1 : -1;
    int above = verb >= 0 && scene->nodes[verb].rel == TOC_R_CCOMP ? (int)scene->nodes[verb].head - 1 : -1;
    int subject = above >= 0 ? toc_child_with(scene, above, TOC_R_NSUBJ) : -1;
    return subject >= 0 && toc_child_with(scene, above, TOC_R_OBJ) < 0 ? subject : node;
}

/* "its navy", "their ambassador": part of whoever is meant, and nobody besides. */
static bool is_own(const toc_scene *scene, int node) {
    for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
        if (toc_str_equal(scene->tokens[c].lower, TOC_STR("its")) ||
            toc_str_equal(scene->tokens[c].lower, TOC_STR("their"))) {
            return true;
        }
    }
    return false;
}

bool toc_stranger_take(const toc_scene *scene, int node, toc_found_list *out) {
    if (!scene->strangers || !scene->stranger_at || is_own(scene, node)) {
        return false;
    }
    node = scene->mention_at[node] < 0 ? said_of_himself(scene, node) : node;
    int own = scene->stranger_at[node], owner = own < 0 && scene->mention_at[node] < 0 ? owner_of(scene, node, 0) : -1;
    return (own >= 0 && toc_found_add(out, scene, own, 1.0, false)) ||
           (owner >= 0 && toc_found_add(out, scene, owner, 0.85, !toc_is_quantity(scene, node)));
}

bool toc_is_stranger(const toc_scene *scene, int mention) {
    return mention >= 0 && scene->mentions[mention].code.len > 0 &&
           toc_actor_root(scene->mentions[mention].code).len == 0;
}

bool toc_is_lone_name(const toc_scene *scene, int mention) {
    const toc_mention *m = &scene->mentions[mention];
    return toc_str_equal(m->code, TOC_STR("UNK")) && m->from <= 1 && m->to == m->from + 1;
}

bool toc_is_public(const toc_scene *scene, int mention) {
    return toc_actor_has_any(scene->mentions[mention].code, TOC_STR("GOVMILCOPJUDLEGREBOPPUAFSPYPTYCRMIGOIMGNGO"));
}

bool toc_party_is(const toc_party *a, const toc_party *b, bool whole) {
    toc_str x = toc_actor_root(a->code), y = toc_actor_root(b->code);
    if (x.len > 0 || y.len > 0 || a->code.len == 0 || b->code.len == 0) {
        return whole ? toc_str_equal(a->code, b->code) : toc_str_equal(x, y) && (a->code.len > 0) == (b->code.len > 0);
    }
    bool by_words = whole || toc_str_equal(a->code, TOC_STR("UNK"));
    return toc_str_equal(a->code, b->code) && (!by_words || toc_str_equal(a->text, b->text));
}
