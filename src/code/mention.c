/*
 * Mentions: which words of a sentence name an actor.
 *
 * Phrases of the lexicon first (longest match), surnames that the document
 * has introduced, then role words: "Belarusian Defence Minister Viktor
 * Khrenin" is one mention with the code of the person; "Ukraine's army" takes
 * its country from the modifier; "the minister" is looked up in what the document
 * has told (memory.c), pronouns are read by pronoun.c. A place in an oblique ("in
 * Minsk") is a mention, but a weak one.
 */
#include "code/inside.h"
#include "event/actor.h"

#include <string.h>

#define OWNER_WORDS_MAX 4

toc_mention *toc_mention_add(toc_scene *scene, int from, int to, const toc_entry *entry, toc_str code) {
    if (scene->mention_count == TOC_MENTIONS_MAX) {
        return NULL;
    }
    toc_mention *m = &scene->mentions[scene->mention_count++];
    *m = (toc_mention){.from = from,
                       .to = to,
                       .head = to - 1,
                       .code = code,
                       .kind = entry->kind,
                       .entry = entry,
                       .rule = entry->table,
                       .sure = 1.0,
                       .person = entry->kind == TOC_ENTRY_HOLDER,
                       .also = -1};
    for (int i = from; i < to; i++) {
        int head = (int)scene->nodes[i].head - 1;
        if (head < from || head >= to) {
            m->head = i;
            break;
        }
    }
    return m;
}

static void cover(toc_scene *scene, int mention) {
    for (int i = scene->mentions[mention].from; i < scene->mentions[mention].to; i++) {
        scene->mention_at[i] = mention;
    }
}

/* ---- phrases ---- */

/* "[FRA/DEU]" of a dictionary: one mention more for each further actor of the phrase. */
static void compound_add(toc_scene *scene, int first) {
    int last = first;
    for (const toc_entry *entry = scene->mentions[first].entry->also; entry; entry = entry->also) {
        toc_mention *more =
            toc_mention_add(scene, scene->mentions[first].from, scene->mentions[first].to, entry, entry->code);
        if (!more) {
            return;
        }
        scene->mentions[last].also = scene->mention_count - 1;
        last = scene->mention_count - 1;
    }
}

static bool skip_as_verb(const toc_scene *scene, int i, const toc_entry *entry) {
    /* role words that are verbs here ("guards the border"), and "Turkey" on a plate is not decided here */
    return entry->kind == TOC_ENTRY_ROLE && scene->nodes[i].upos == TOC_VERB;
}

static void phrases_match(toc_scene *scene) {
    for (int i = 0; i < scene->n;) {
        const toc_entry *entry = NULL;
        bool out_of_term = false;
        size_t len = toc_lexicon_match(scene->lexicon, scene->tokens, (size_t)scene->n, (size_t)i, scene->day, &entry,
                                       &out_of_term);
        int last = i + (int)len - 1;
        if (len == 0 || entry->kind == TOC_ENTRY_NULL || skip_as_verb(scene, last, entry)) {
            const struct toc_memory_item *item =
                len == 0 && scene->tokens[i].capital ? toc_memory_surname(scene->memory, scene->tokens[i].text) : NULL;
            if (item) {
                static const toc_entry by_surname = {.kind = TOC_ENTRY_HOLDER, .table = "document"};
                toc_mention *m = toc_mention_add(scene, i, i + 1, &by_surname, item->code);
                if (m) {
                    m->rule = "document";
                    m->person = true;
                    cover(scene, scene->mention_count - 1);
                }
            }
            i += len ? (int)len : 1;
            continue;
        }
        toc_str code = entry->code;
        if (entry->kind == TOC_ENTRY_HOLDER && out_of_term) {
            code = toc_actor_join(scene->arena, toc_actor_root(code), TOC_STR("ELI"));
        }
        toc_mention *m = toc_mention_add(scene, i, i + (int)len, entry, code);
        if (m) {
            m->sure = out_of_term ? 0.7 : 1.0;
            m->person |= entry->kind == TOC_ENTRY_ROLE && toc_str_equal(entry->office, TOC_STR("person"));
            cover(scene, scene->mention_count - 1);
            compound_add(scene, scene->mention_count - 1);
        }
        i += (int)len;
    }
}

/* ---- roles take their country ---- */

static bool gives_country(const toc_mention *m) {
    return m->kind != TOC_ENTRY_ROLE && m->kind != TOC_ENTRY_HOLDER && m->code.len > 0 && m->kind != TOC_ENTRY_NULL;
}

static bool is_owner_mark(toc_str text) {
    return toc_str_equal(text, TOC_STR("'s")) || toc_str_equal(text, TOC_STR("’s")) ||
           toc_str_equal(text, TOC_STR("'"));
}

/* A mention among the modifiers of node that names a country or organisation. */
static int country_of(const toc_scene *scene, int node, int depth) {
    for (int c = scene->first_child[node]; c >= 0 && depth < 3; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        toc_str prep = toc_case_of(scene, c);
        bool linked =
            rel == TOC_R_AMOD || rel == TOC_R_COMPOUND || rel == TOC_R_FLAT ||
            (rel == TOC_R_NMOD && (prep.len == 0 || toc_str_equal(prep, TOC_STR("of")) || is_owner_mark(prep) ||
                                   toc_str_equal(prep, TOC_STR("from")) || toc_str_equal(prep, TOC_STR("for")) ||
                                   toc_str_equal(prep, TOC_STR("in"))));
        int m = scene->mention_at[c];
        if (linked && m >= 0 && gives_country(&scene->mentions[m])) {
            return m;
        }
        if (linked && (m < 0 || scene->mentions[m].kind == TOC_ENTRY_ROLE)) {
            int found = country_of(scene, c, depth + 1);
            if (found >= 0) {
                return found;
            }
        }
    }
    return -1;
}

/* The mention that ends right before token i, but for a possessive mark. */
static int mention_before(const toc_scene *scene, int i) {
    int k = i - 1;
    k -= k >= 0 && is_owner_mark(scene->tokens[k].text);
    return k >= 0 ? scene->mention_at[k] : -1;
}

/* "Yemen's internationally recognised government": the owner, past words that tell of the role and name nobody. */
static int owner_before(const toc_scene *scene, int i) {
    int k = i - 1;
    while (k > 0 && i - k < OWNER_WORDS_MAX && scene->mention_at[k] < 0 &&
           (scene->nodes[k].upos == TOC_ADJ || scene->nodes[k].upos == TOC_ADV || scene->nodes[k].upos == TOC_VERB ||
            scene->nodes[k].upos == TOC_NOUN)) {
        k--;
    }
    return k > 0 && is_owner_mark(scene->tokens[k].text) ? scene->mention_at[k - 1] : -1;
}

/* "surrendered to troops from South Sudan", "the detention of soldiers from Mali": the country right behind the role,
 * which the tree may hang on what stands above. Of an object it may be where it is taken from ("withdrew soldiers from
 * Mali"). */
static int country_behind(const toc_scene *scene, const toc_mention *m) {
    toc_rel rel = (toc_rel)scene->nodes[m->head].rel;
    int k = m->to + 1;
    if (k >= scene->n || !toc_str_equal(scene->tokens[m->to].lower, TOC_STR("from")) ||
        (rel != TOC_R_OBL && rel != TOC_R_NMOD && rel != TOC_R_NSUBJ)) {
        return -1;
    }
    k += toc_str_equal(scene->tokens[k].lower, TOC_STR("the")) && k + 1 < scene->n;
    return scene->mention_at[k] >= 0 && gives_country(&scene->mentions[scene->mention_at[k]]) ? scene->mention_at[k]
                                                                                              : -1;
}

static bool is_definite(const toc_scene *scene, const toc_mention *m) {
    int k = m->from - 1;
    if (k >= 0 && (toc_str_equal(scene->tokens[k].lower, TOC_STR("the")) ||
                   toc_str_equal(scene->tokens[k].lower, TOC_STR("that")) ||
                   toc_str_equal(scene->tokens[k].lower, TOC_STR("this")))) {
        return true;
    }
    return false;
}

/* "the ministers of Poland and Ukraine", "Russian and American officials": one mention for each further country. */
static int country_also(toc_scene *scene, int at, int last, int country, toc_str sectors) {
    toc_mention *more =
        toc_mention_add(scene, scene->mentions[at].from, scene->mentions[at].to, scene->mentions[at].entry,
                        toc_actor_join(scene->arena, scene->mentions[country].code, sectors));
    if (!more) {
        return last;
    }
    more->kind = TOC_ENTRY_HOLDER; /* resolved: not to be resolved again */
    more->rule = "role+country";
    scene->mentions[last].also = scene->mention_count - 1;
    return scene->mention_count - 1;
}

static void conjunct_countries(toc_scene *scene, int at, int country, toc_str sectors) {
    int last = at, role = scene->mentions[at].head;
    for (int c = scene->first_child[scene->mentions[country].head]; c >= 0; c = scene->next_child[c]) {
        int k = scene->mention_at[c];
        if (scene->nodes[c].rel == TOC_R_CONJ && k >= 0 && k != at && gives_country(&scene->mentions[k])) {
            last = country_also(scene, at, last, k, sectors);
        }
    }
    for (int c = scene->first_child[role]; c >= 0; c = scene->next_child[c]) { /* both hang on the role */
        int k = scene->mention_at[c];
        bool joined = c > 0 && scene->nodes[c - 1].upos == TOC_CCONJ;
        if (scene->nodes[c].rel == TOC_R_AMOD && joined && k >= 0 && k != at && k != country &&
            gives_country(&scene->mentions[k])) {
            last = country_also(scene, at, last, k, sectors);
        }
    }
}

static void role_resolve(toc_scene *scene, int at) {
    toc_mention *m = &scene->mentions[at];
    toc_str sectors = m->entry->code;
    int k = country_of(scene, m->head, 0);
    if (k < 0) {
        int before = mention_before(scene, m->from);
        before = before < 0 ? owner_before(scene, m->from) : before;
        k = before >= 0 && before != at && gives_country(&scene->mentions[before]) ? before : -1;
    }
    k = k < 0 ? country_behind(scene, m) : k;
    if (k >= 0 && k != at) {
        const toc_mention *country = &scene->mentions[k];
        m->code = toc_actor_join(scene->arena, country->code, sectors);
        m->rule = "role+country";
        m->sure = country->sure;
        if (country->from < m->from && country->to <= m->from) {
            m->from = country->from;
        }
        conjunct_countries(scene, at, k, sectors);
        return;
    }
    const struct toc_memory_item *item = NULL;
    if (is_definite(scene, m)) {
        item = toc_memory_role(scene->memory, toc_role_word(scene, m), sectors);
    }
    m->code = item ? item->code : (toc_str){"", 0};
    m->rule = item ? "document" : "role without country";
    m->sure = 0.8;
    m->person = item ? item->person : m->person;
}

static bool is_resolved(const toc_scene *scene, int mention) {
    const char *rule = scene->mentions[mention].rule;
    return strcmp(rule, "role+country") == 0 || strcmp(rule, "document") == 0;
}

static void roles_resolve(toc_scene *scene) {
    int count = scene->mention_count;
    for (int i = 0; i < count; i++) {
        if (scene->mentions[i].kind == TOC_ENTRY_ROLE && !is_resolved(scene, i)) {
            role_resolve(scene, i);
        }
    }
}

/* Title and name side by side are one: the person's code wins. */
static void holders_absorb(toc_scene *scene) {
    for (int i = 1; i < scene->mention_count; i++) {
        toc_mention *holder = &scene->mentions[i];
        if (holder->kind != TOC_ENTRY_HOLDER || holder->entry->kind == TOC_ENTRY_ROLE) {
            continue;
        }
        int k = i - 1;
        while (k >= 0 &&
               (scene->mentions[k].kind == TOC_ENTRY_ROLE || scene->mentions[k].kind == TOC_ENTRY_DEMONYM ||
                scene->mentions[k].kind == TOC_ENTRY_STATE || scene->mentions[k].kind == TOC_ENTRY_ORG) &&
               scene->mentions[k].to <= holder->from && holder->from - scene->mentions[k].to <= 2) {
            const toc_mention *title = &scene->mentions[k];
            int gap = title->to;
            bool only_marks = true;
            for (; gap < holder->from; gap++) {
                toc_str text = scene->tokens[gap].text;
                only_marks &= toc_str_equal(text, TOC_STR("'s")) || toc_str_equal(text, TOC_STR("’s")) ||
                              (title->kind == TOC_ENTRY_ROLE && toc_str_equal(text, TOC_STR(",")));
            }
            toc_str root = toc_actor_root(title->code);
            if (!only_marks || (root.len > 0 && !toc_str_equal(root, toc_actor_root(holder->code)))) {
                break;
            }
            holder->from = title->from;
            k--;
        }
    }
    for (int i = 0; i < scene->mention_count; i++) {
        if (scene->mentions[i].kind == TOC_ENTRY_HOLDER && scene->mentions[i].entry->kind == TOC_ENTRY_HOLDER) {
            cover(scene, i);
        }
    }
}

/* "Defence Minister Ivan Petrov", not in the lexicon: the title's code is the person's; remember the surname. */
static void strangers_note(toc_scene *scene) {
    for (int i = 0; i < scene->mention_count; i++) {
        toc_mention *m = &scene->mentions[i];
        int k = m->to;
        if (m->kind != TOC_ENTRY_ROLE || !m->person || m->code.len == 0) {
            continue;
        }
        int end = k;
        while (end < scene->n && end < k + 4 && scene->tokens[end].capital && scene->mention_at[end] < 0 &&
               scene->nodes[end].upos == TOC_PROPN) {
            end++;
        }
        if (end > k) {
            struct toc_memory_item item = {.code = m->code,
                                           .surname = scene->tokens[end - 1].text,
                                           .person = true,
                                           .word = toc_role_word(scene, m),
                                           .sentence = scene->memory->sentence,
                                           .kind = TOC_ENTRY_HOLDER};
            for (; m->to < end; m->to++) {
                scene->mention_at[m->to] = i;
            }
            if (toc_within(scene, m->head, end - 1)) {
                m->head = end - 1;
            }
            toc_memory_push(scene->memory, &item);
        }
    }
}

/* "Poland, Ohio", "Cuba, New Mexico": towns that bear a state's name. */
static bool is_town(const toc_scene *scene, const toc_mention *m) {
    static const char *const lands[] = {"USA", "CAN", "AUS", "GBR"};
    toc_str country;
    if (m->to + 1 >= scene->n || !toc_str_equal(scene->tokens[m->to].text, TOC_STR(",")) ||
        !toc_place_at(scene, m->to + 1, &country)) {
        return false;
    }
    bool there = toc_str_is_among(country, lands, sizeof lands / sizeof *lands);
    int other = scene->mention_at[m->to + 1];
    bool actor = other >= 0 && scene->mentions[other].kind != TOC_ENTRY_REGION;
    return there && !actor && !toc_str_equal(toc_actor_root(m->code), country);
}

/* "Israel Gonzalez", "Jordan Henderson": people who bear one. */
static bool is_given_name(const toc_scene *scene, const toc_mention *m) {
    const toc_node *next = m->to < scene->n ? &scene->nodes[m->to] : NULL;
    return next && next->rel == TOC_R_FLAT && (int)next->head - 1 == m->head && next->upos == TOC_PROPN &&
           scene->tokens[m->to].capital && scene->mention_at[m->to] < 0;
}

static void namesakes_drop(toc_scene *scene) {
    for (int i = 0; i < scene->mention_count; i++) {
        toc_mention *m = &scene->mentions[i];
        bool land = m->kind == TOC_ENTRY_STATE || m->kind == TOC_ENTRY_CAPITAL;
        if (land && m->code.len > 0 && (is_town(scene, m) || is_given_name(scene, m))) {
            m->code = (toc_str){"", 0};
        }
    }
}

/* "Pakistan's Foreign Office", "the Cambodian Red Cross": a name that several states have is of the one right before
 * it. Not "Ukraine's White House meeting", where it only tells which. */
static void names_reown(toc_scene *scene) {
    for (int i = 1; i < scene->mention_count; i++) {
        toc_mention *m = &scene->mentions[i];
        bool body =
            m->kind == TOC_ENTRY_METONYM || (m->kind == TOC_ENTRY_ORG && toc_str_equal(m->code, TOC_STR("ICRC")));
        int before = body && scene->nodes[m->head].rel != TOC_R_COMPOUND ? mention_before(scene, m->from) : -1;
        const toc_mention *land = before >= 0 ? &scene->mentions[before] : NULL;
        toc_str root = toc_actor_root(m->code), owner = land ? toc_actor_root(land->code) : (toc_str){"", 0};
        if (!land || (land->kind != TOC_ENTRY_STATE && land->kind != TOC_ENTRY_DEMONYM) ||
            !toc_world_is_state(scene->world, owner) || toc_str_equal(owner, root)) {
            continue;
        }
        toc_str sectors = m->kind == TOC_ENTRY_ORG ? TOC_STR("NGO") : toc_str_slice(m->code, root.len, m->code.len);
        m->code = toc_actor_join(scene->arena, owner, sectors);
        m->rule = "role+country";
    }
}

/* "The Lebanese army fanned out through Tripoli": of names that two states have, the rarer one's where it is named and
 * the other is not. */
static void namesakes_reown(toc_scene *scene) {
    static const struct {
        const char *name, *rarer;
    } shared[] = {{"Tripoli", "LBN"},   {"Congo", "COG"},      {"Congolese", "COG"},
                  {"Dominican", "DMA"}, {"Dominicans", "DMA"}, {"San Jose", "USA"}};
    for (int i = 0; i < scene->mention_count; i++) {
        toc_mention *m = &scene->mentions[i];
        toc_str text = toc_mention_text(scene, i), own = toc_actor_root(m->code);
        for (size_t k = 0; k < sizeof shared / sizeof *shared; k++) {
            toc_str rarer = toc_str_of(shared[k].rarer);
            if (!toc_str_is(text, shared[k].name) || toc_str_equal(own, rarer)) {
                continue;
            }
            int others = 0;
            for (int o = 0; o < scene->mention_count; o++) {
                others += toc_str_equal(toc_actor_root(scene->mentions[o].code), own) &&
                          !toc_str_equal(toc_mention_text(scene, o), text);
            }
            if (others == 0 && toc_in_sentence(scene, rarer)) {
                m->code = rarer;
            }
        }
    }
}

static bool is_unknown_name(const toc_scene *scene, int i) {
    return i >= 0 && i < scene->n && scene->tokens[i].capital && scene->mention_at[i] < 0 &&
           scene->nodes[i].upos == TOC_PROPN;
}

static void place_add(toc_scene *scene, int from, int to, toc_entry_kind kind, toc_str code, const char *table) {
    toc_entry *entry = toc_arena_alloc(scene->arena, sizeof *entry);
    if (entry) {
        *entry = (toc_entry){.kind = kind, .code = code, .table = table};
        if (toc_mention_add(scene, from, to, entry, code)) {
            cover(scene, scene->mention_count - 1);
        }
    }
}

/* Behind the unknown name that begins at i; of several words also behind small ones between: "Foz do Iguacu". */
static int unknown_name_end(const toc_scene *scene, int i) {
    static const char *const links[] = {"de", "do", "da", "dos", "del", "la", "los", "el", "al", "of", "sur", "-"};
    int end = i + 1;
    for (;;) {
        int next =
            end + (end < scene->n && toc_str_is_among(scene->tokens[end].lower, links, sizeof links / sizeof *links));
        if (!is_unknown_name(scene, next)) {
            return end;
        }
        end = next + 1;
    }
}

/* Is the name at i said to be a place: "in", "near", "outside"? Then a small town is believed as well. */
static bool is_behind_place_word(const toc_scene *scene, int i) {
    static const char *const words[] = {"in",     "near",    "outside", "around", "at",   "into",   "over",
                                        "inside", "towards", "toward",  "above",  "from", "across", "off"};
    return i > 0 && toc_str_is_among(scene->tokens[i - 1].lower, words, sizeof words / sizeof *words);
}

/* Towns and units that no row of names.tsv has: "Mombasa's harbour board", "in Sfax", "near La Guaira". Of names side
 * by side ("Jerry Richardson") only the whole may be a place. */
static void towns_find(toc_scene *scene) {
    for (int i = 0, end = 0; i < scene->n; i = end) {
        end = i + 1;
        if (!is_unknown_name(scene, i)) {
            continue;
        }
        end = unknown_name_end(scene, i);
        bool river = i > 0 && toc_str_is(scene->tokens[i - 1].lower, "the"); /* "the Sava" */
        if (end == i + 1 && (river || scene->tokens[i].text.len < 4)) {
            continue;
        }
        toc_str country = toc_town_at(scene, i, end, is_behind_place_word(scene, i));
        if (country.len > 0) {
            place_add(scene, i, end, TOC_ENTRY_REGION, country, "places");
        }
    }
}

/* "The two Koreas", "both Sudans". */
static void pairs_find(toc_scene *scene) {
    static const struct {
        const char *word, *first, *second;
    } pairs[] = {{"Koreas", "KOR", "PRK"}, {"Sudans", "SDN", "SSD"}, {"Congos", "COD", "COG"}};
    static const char *const both[] = {"two", "both"};
    for (int i = 1; i < scene->n; i++) {
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
            if (toc_str_is(scene->tokens[i].text, pairs[k].word) && scene->mention_at[i] < 0 &&
                toc_str_is_among(scene->tokens[i - 1].lower, both, sizeof both / sizeof *both)) {
                place_add(scene, i - 1, i, TOC_ENTRY_STATE, toc_str_of(pairs[k].first), "document");
                place_add(scene, i, i + 1, TOC_ENTRY_STATE, toc_str_of(pairs[k].second), "document");
            }
        }
    }
}

static bool is_told_of(const toc_scene *scene, toc_str code) {
    return toc_in_sentence(scene, code) || toc_in_document(scene, code);
}

/* "The North", "the South", in headlines "from North", where one of the two Koreas has been named; where Taiwan has,
 * "the mainland" that is no other land's. */
static void halves_find(toc_scene *scene) {
    static const char *const before[] = {"the", "to", "from", "with", "by", "against"};
    const toc_str north = TOC_STR("PRK"), south = TOC_STR("KOR");
    bool korea = is_told_of(scene, north) || is_told_of(scene, south), taiwan = is_told_of(scene, TOC_STR("TWN"));
    for (int i = 0; i < scene->n && (korea || taiwan); i++) {
        toc_str text = scene->tokens[i].text, lower = scene->tokens[i].lower;
        if (scene->mention_at[i] >= 0) {
            continue;
        }
        bool owned = mention_before(scene, i) >= 0 || (i + 1 < scene->n && scene->mention_at[i + 1] >= 0 &&
                                                       gives_country(&scene->mentions[scene->mention_at[i + 1]]));
        if (taiwan && !owned && (toc_str_is(lower, "mainland") || toc_str_is(lower, "mainlanders"))) {
            place_add(scene, i, i + 1, TOC_ENTRY_STATE, TOC_STR("CHN"), "document");
        }
        bool is_north = toc_str_is(text, "North"), is_south = toc_str_is(text, "South");
        bool alone = i + 1 == scene->n || (!scene->tokens[i + 1].capital && scene->nodes[i + 1].upos != TOC_NOUN);
        if (korea && (is_north || is_south) && alone && i > 0 &&
            toc_str_is_among(scene->tokens[i - 1].lower, before, sizeof before / sizeof *before)) {
            place_add(scene, i, i + 1, TOC_ENTRY_STATE, is_north ? north : south, "document");
        }
    }
}

toc_rc toc_mentions_find(toc_scene *scene, toc_err *err) {
    phrases_match(scene);
    namesakes_drop(scene);
    pairs_find(scene);
    halves_find(scene);
    towns_find(scene);
    names_reown(scene);
    namesakes_reown(scene);
    roles_resolve(scene);
    holders_absorb(scene);
    strangers_note(scene);
    toc_pronouns_resolve(scene);
    toc_we_resolve(scene);
    roles_resolve(scene); /* "its troops", "our planes": now they have a country */
    return scene->arena->refused ? toc_err_set(err, TOC_ENOMEM, "out of memory while looking for actors") : TOC_OK;
}

toc_str toc_mention_text(const toc_scene *scene, int mention) {
    const toc_mention *m = &scene->mentions[mention];
    return toc_str_slice(scene->text, scene->tokens[m->from].from, scene->tokens[m->to - 1].to);
}

/* ---- actors of a noun phrase ---- */

bool toc_found_add(toc_found_list *list, const toc_scene *scene, int mention, double sure, bool indirect) {
    const toc_mention *m = &scene->mentions[mention];
    if (m->code.len == 0 || list->count == TOC_PARTIES_MAX) {
        return false;
    }
    for (int i = 0; i < list->count; i++) {
        toc_str known = scene->mentions[list->items[i].mention].code;
        if (toc_is_stranger(scene, mention) || toc_is_stranger(scene, list->items[i].mention)) {
            if (list->items[i].mention == mention) {
                return true;
            }
            continue;
        }
        if (toc_str_starts(known, m->code)) {
            return true;
        }
        if (toc_str_equal(known, toc_actor_root(m->code))) { /* the minister says more than the country */
            list->items[i] = (toc_found){mention, list->items[i].node, sure * m->sure, indirect};
            return true;
        }
    }
    list->items[list->count++] = (toc_found){mention, -1, sure * m->sure, indirect};
    return true;
}

static bool is_place_link(toc_str prep) {
    static const char *const preps[] = {"of", "in", "from", "at", "near", "on", "across", "along", "with", "between"};
    return toc_str_is_among(prep, preps, sizeof preps / sizeof *preps);
}

/* The party's noun is the one right above it: "the propeller of an American drone" is a drone. */
static void modifier_take(const toc_scene *scene, int node, toc_found_list *out) {
    int before = out->count, noun = (int)scene->nodes[node].head - 1;
    toc_found_add(out, scene, scene->mention_at[node], 0.85, true);
    for (int k = scene->first_child[node]; k >= 0; k = scene->next_child[k]) {
        int m = scene->mention_at[k];
        if (scene->nodes[k].rel == TOC_R_CONJ && m >= 0 && scene->mentions[m].code.len > 0) {
            toc_found_add(out, scene, m, 0.85, true);
        }
    }
    for (int i = before; i < out->count; i++) {
        out->items[i].node = noun;
    }
}

/* "Wagner-linked", "Russian-speaking": of whom this is said is not of Wagner, nor Russia's. */
static bool is_loose(const toc_scene *scene, int i) {
    int loose = toc_lexicon_class(scene->lexicon, TOC_STR("LOOSE"));
    int last = scene->mention_at[i] >= 0 ? scene->mentions[scene->mention_at[i]].to : i + 1;
    return toc_lexicon_in_class(scene->lexicon, scene->tokens[i].lower, loose) ||
           (last + 1 < scene->n && toc_str_equal(scene->tokens[last].text, TOC_STR("-")) &&
            toc_lexicon_in_class(scene->lexicon, scene->tokens[last + 1].lower, loose));
}

/* "drones belonging to Sudan's army", "a plane carrying the president": whose it is stands in a clause behind it. */
static void belonging_add(const toc_scene *scene, int node, toc_found_list *out) {
    int belong = toc_lexicon_class(scene->lexicon, TOC_STR("BELONG"));
    for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel != TOC_R_ACL || !toc_lexicon_in_class(scene->lexicon, scene->lemma[c], belong)) {
            continue;
        }
        int whose = toc_child_with(scene, c, TOC_R_OBL);
        whose = whose >= 0 ? whose : toc_child_with(scene, c, TOC_R_OBJ);
        int before = out->count;
        toc_actors_of(scene, whose, out);
        for (int i = before; i < out->count; i++) {
            out->items[i].node = node;
            out->items[i].indirect = true;
        }
    }
}

/* Actors among the modifiers of a noun: first those in front of it or its owner ("the Ukrainian port of Reni on the
 * Danube, near Romania"), only then what follows it. */
static void modifiers_add(const toc_scene *scene, int node, toc_found_list *out, int depth) {
    int before = out->count;
    bool strange = scene->strangers && scene->stranger_at[node] >= 0; /* "rebels near Aden" are no Yemen */
    for (int pass = 0; pass < (strange ? 1 : 2) && out->count == before && depth < 4; pass++) {
        for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
            toc_rel rel = (toc_rel)scene->nodes[c].rel;
            toc_str prep = toc_case_of(scene, c);
            bool owner =
                rel == TOC_R_NMOD && (prep.len == 0 || prep.ptr[0] == '\'' || toc_str_starts(prep, TOC_STR("’")));
            bool front = rel == TOC_R_AMOD || rel == TOC_R_COMPOUND || rel == TOC_R_FLAT || owner;
            bool behind = rel == TOC_R_APPOS || (rel == TOC_R_NMOD && !owner && is_place_link(prep));
            int m = scene->mention_at[c];
            if ((pass == 0 ? !front : !behind) || is_loose(scene, c)) {
                continue;
            }
            if (m >= 0 && scene->mentions[m].code.len > 0) {
                modifier_take(scene, c, out);
            } else if (!(depth > 0 && toc_lexicon_in_class(scene->lexicon, scene->lemma[c],
                                                           toc_lexicon_class(scene->lexicon, TOC_STR("BORDER"))))) {
                modifiers_add(scene, c, out, depth + 1);
            }
        }
    }
    if (depth == 0 && out->count == before) {
        belonging_add(scene, node, out);
    }
}

void toc_actors_of(const toc_scene *scene, int node, toc_found_list *out) {
    int first = out->count;
    if (node < 0) {
        return;
    }
    int m = scene->mention_at[node];
    int before = out->count;
    int called = m < 0 && toc_scene_lemma_is(scene, node, "what") ? toc_child_with(scene, node, TOC_R_ACL) : -1;
    if (called >= 0) { /* "what it called Minsk's lie" */
        toc_actors_of(scene, toc_child_with(scene, called, TOC_R_OBJ), out);
    } else if (m >= 0 && scene->mentions[m].code.len > 0) {
        for (int k = m; k >= 0; k = scene->mentions[k].also) {
            toc_found_add(out, scene, k, 1.0, false);
        }
    } else {
        modifiers_add(scene, node, out, 0);
    }
    bool own = out->count > before;
    for (int c = scene->first_child[node]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool name_part = rel == TOC_R_APPOS && out->count == before;
        if ((rel == TOC_R_CONJ && !toc_is_verb(scene, c)) || name_part) {
            toc_actors_of(scene, c, out);
            own |= name_part && out->count > before;
        }
    }
    if (!own) {
        toc_stranger_take(scene, node, out);
    }
    for (int i = first; i < out->count; i++) {
        out->items[i].node = out->items[i].node >= 0 ? out->items[i].node : node;
    }
}
