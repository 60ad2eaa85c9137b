/*
 * Pronouns: who "he", "his country", "its army", "the alliance" and, within a quotation, "we" are.
 *
 * A person is the newest one named, when that is one answer; "its" and "their"
 * belong to the subject of the clause above, "whose" to what its clause tells
 * of; "we" is the side of who is quoted.
 */
#include "code/inside.h"
#include "event/actor.h"

#include <string.h>

static bool is_word(const toc_scene *scene, int i, const char *const *words) {
    for (; *words; words++) {
        if (toc_str_is(scene->tokens[i].lower, *words)) {
            return true;
        }
    }
    return false;
}

/* Who "he" at token i is: the persons of this sentence before it count as the newest. */
static bool person_at(const toc_scene *scene, int i, struct toc_memory_item *out) {
    toc_memory now = *scene->memory;
    for (int k = 0; k < scene->mention_count; k++) {
        const toc_mention *m = &scene->mentions[k];
        if (m->person && m->to <= i && m->code.len > 0) {
            struct toc_memory_item here = {.code = m->code, .person = true, .sentence = now.sentence};
            toc_memory_push(&now, &here);
        }
    }
    const struct toc_memory_item *found = toc_memory_person(&now);
    if (found) {
        *out = *found;
    }
    return found != NULL;
}

/* Which alliance "the alliance" is: the one named last. */
static bool alliance_at(const toc_scene *scene, struct toc_memory_item *out) {
    static const char *const alliances[] = {"NATO", "CSTO", "EU"};
    for (size_t k = scene->memory->count; k > 0; k--) {
        if (toc_str_is_among(scene->memory->items[k - 1].code, alliances, sizeof alliances / sizeof *alliances)) {
            *out = scene->memory->items[k - 1];
            return true;
        }
    }
    return false;
}

/* Things that are a state's: "his country", "its troops", "their airspace". */
static bool is_of_state(const toc_scene *scene, int noun) {
    static const char *const words[] = {
        "country",    "nation",   "homeland", "government", "army",      "troop",   "troops",  "force",  "forces",
        "soldier",    "navy",     "people",   "territory",  "airspace",  "border",  "water",   "waters", "capital",
        "ship",       "plane",    "aircraft", "drone",      "jet",       "warship", "citizen", "coast",  "embassy",
        "ambassador", "military", "guard",    "diplomat",   "fisherman", "village", "city",    "region", "side"};
    return toc_scene_lemma_among(scene, noun, words, sizeof words / sizeof *words);
}

/* Whose: the subject of the nearest clause above, from at on, that the word is not itself part of; "" when it is not
 * one actor. */
static toc_str actor_at(const toc_scene *scene, int i, int at) {
    for (int steps = 0; at >= 0 && steps < 24; steps++) {
        int verb = (int)scene->nodes[at].head - 1;
        int subject = verb >= 0 && toc_is_verb(scene, verb) ? toc_subject_of(scene, verb, 0) : -1;
        if (subject >= 0 && !toc_within(scene, i, subject)) {
            toc_found_list who = {.count = 0};
            toc_actors_of(scene, subject, &who);
            return who.count == 1 ? scene->mentions[who.items[0].mention].code : (toc_str){"", 0};
        }
        at = verb;
    }
    return (toc_str){"", 0};
}

static toc_str owner_at(const toc_scene *scene, int i, int at) {
    return toc_actor_root(actor_at(scene, i, at));
}

/* "its", "their", "his" before something of a state's: the state; "" when nobody is to be found. */
static toc_str owner_of(const toc_scene *scene, int i) {
    static const char *const persons[] = {"his", "her", NULL};
    static const char *const others[] = {"its", "their", NULL};
    struct toc_memory_item item;
    int noun = (int)scene->nodes[i].head - 1;
    bool person = is_word(scene, i, persons), other = !person && is_word(scene, i, others);
    if (noun <= i || !(person || other) || !is_of_state(scene, noun)) {
        return (toc_str){"", 0};
    }
    if (person) {
        return person_at(scene, i, &item) ? toc_actor_root(item.code) : (toc_str){"", 0};
    }
    return owner_at(scene, i, i);
}

/* "Nairobi said that Tanzania had promised it food": the object is not the subject of its own clause but of the one
 * above. */
static toc_str receiver_of(const toc_scene *scene, int i) {
    static const char *const words[] = {"it", "them", NULL};
    toc_rel rel = (toc_rel)scene->nodes[i].rel;
    int verb = (int)scene->nodes[i].head - 1;
    bool receives = rel == TOC_R_IOBJ || (rel == TOC_R_OBJ && verb >= 0 && toc_is_aside_verb(scene, verb));
    return receives && verb >= 0 && verb < i && is_word(scene, i, words) ? owner_at(scene, i, verb) : (toc_str){"", 0};
}

/* "The army said it had struck", "closed the border after it had been shelled": the subject of a clause is who acts in
 * the one above. "It was clear that" has no subject: the parser calls it an expletive. */
static toc_str subject_of_above(const toc_scene *scene, int i) {
    static const char *const words[] = {"it", "they", NULL};
    int verb = scene->nodes[i].rel == TOC_R_NSUBJ ? (int)scene->nodes[i].head - 1 : -1, top = verb;
    if (verb < i || !is_word(scene, i, words)) {
        return (toc_str){"", 0};
    }
    while (scene->nodes[top].rel == TOC_R_CONJ && scene->nodes[top].head > 0) {
        top = (int)scene->nodes[top].head - 1; /* "said it had closed the border and it would …" */
    }
    toc_rel rel = toc_rel_of(scene, top);
    bool below = rel == TOC_R_CCOMP || rel == TOC_R_ADVCL || rel == TOC_R_PARATAXIS;
    return below ? actor_at(scene, i, top) : (toc_str){"", 0};
}

/* "Colombia, whose president telephoned": the state that the clause tells of. */
static toc_str antecedent_of(const toc_scene *scene, int i) {
    toc_found_list who = {.count = 0};
    int at = toc_str_equal(scene->tokens[i].lower, TOC_STR("whose")) ? (int)scene->nodes[i].head - 1 : -1;
    for (int steps = 0; at >= 0 && steps < 6 && scene->nodes[at].rel != TOC_R_ACL; steps++) {
        at = (int)scene->nodes[at].head - 1;
    }
    int antecedent = at >= 0 && scene->nodes[at].rel == TOC_R_ACL ? (int)scene->nodes[at].head - 1 : -1;
    if (antecedent >= 0 && antecedent < i) {
        toc_actors_of(scene, antecedent, &who);
    }
    return who.count == 1 ? toc_actor_root(scene->mentions[who.items[0].mention].code) : (toc_str){"", 0};
}

static void pronoun_add(toc_scene *scene, int i, toc_str code, toc_entry_kind kind, bool person) {
    static const toc_entry by_pronoun = {.kind = TOC_ENTRY_HOLDER, .table = "document"};
    toc_mention *m = toc_mention_add(scene, i, i + 1, &by_pronoun, code);
    if (m) {
        m->rule = "document";
        m->sure = 0.8;
        m->person = person;
        m->kind = kind;
        scene->mention_at[i] = scene->mention_count - 1;
    }
}

void toc_pronouns_resolve(toc_scene *scene) {
    static const char *const persons[] = {"he", "she", "him", NULL};
    static const char *const alliances[] = {"alliance", "bloc", NULL};
    static const char *const owners[] = {"his", "her", NULL}; /* "in his words": who tells it */
    static const char *const words[] = {"words", "view", "opinion", "account", NULL};
    for (int i = 0; i < scene->n; i++) {
        struct toc_memory_item item;
        if (scene->mention_at[i] >= 0) {
            continue;
        }
        bool after_the = i > 0 && toc_str_equal(scene->tokens[i - 1].lower, TOC_STR("the"));
        bool own_words = i + 1 < scene->n && is_word(scene, i, owners) && is_word(scene, i + 1, words);
        toc_str owner = owner_of(scene, i);
        owner = owner.len > 0 ? owner : receiver_of(scene, i);
        owner = owner.len > 0 ? owner : subject_of_above(scene, i);
        owner = owner.len > 0 ? owner : antecedent_of(scene, i);
        if (owner.len > 0) {
            pronoun_add(scene, i, owner, TOC_ENTRY_STATE, false);
        } else if ((is_word(scene, i, persons) || own_words) && person_at(scene, i, &item)) {
            pronoun_add(scene, i, item.code, TOC_ENTRY_HOLDER, true);
        } else if (after_the && is_word(scene, i, alliances) && alliance_at(scene, &item)) {
            pronoun_add(scene, i, item.code, TOC_ENTRY_ORG, false);
        }
    }
}

/* The verb that tells of the quotation: it stands outside of the marks. */
static int quoting_verb(const toc_scene *scene) {
    bool inside = false;
    for (int i = 0; i < scene->n; i++) {
        toc_governed g = {.speaker = -1};
        inside ^= toc_is_quote_mark(scene->tokens[i].text);
        if (!inside && toc_is_aside_verb(scene, i)) {
            toc_speaker_set(scene, i, &g);
        }
        if (g.speaker >= 0) {
            return i;
        }
    }
    return -1;
}

/* Who is quoted here: who tells of it, else who spoke last when the sentence is quotation. */
static toc_str quoted_code(const toc_scene *scene, int verb) {
    toc_governed g = {.speaker = -1};
    if (verb >= 0) {
        toc_speaker_set(scene, verb, &g);
        return scene->mentions[g.speaker].code;
    }
    return scene->n > 0 && toc_is_quote_mark(scene->tokens[0].text) ? scene->memory->quoted : (toc_str){"", 0};
}

/* "…, he said of the Russians": those that the quotation calls "they". */
static toc_str spoken_of(const toc_scene *scene, int verb) {
    toc_found_list who = {.count = 0};
    for (int c = verb >= 0 ? scene->first_child[verb] : -1; c >= 0 && who.count == 0; c = scene->next_child[c]) {
        if (scene->nodes[c].rel == TOC_R_OBL && toc_str_equal(toc_case_of(scene, c), TOC_STR("of"))) {
            toc_actors_of(scene, c, &who);
        }
    }
    return who.count == 1 ? scene->mentions[who.items[0].mention].code : (toc_str){"", 0};
}

/* "We" within a quotation is the speaker's side. */
void toc_we_resolve(toc_scene *scene) {
    static const toc_entry by_quotation = {.kind = TOC_ENTRY_STATE, .table = "quotation"};
    static const char *const sides[] = {"we", "us", "our", NULL};
    static const char *const others[] = {"they", "them", NULL};
    bool inside = false;
    int verb = quoting_verb(scene);
    for (int i = 0; i < scene->n; i++) {
        toc_str code = {"", 0};
        inside ^= toc_is_quote_mark(scene->tokens[i].text);
        if (!inside || scene->mention_at[i] >= 0) {
            continue;
        }
        if (is_word(scene, i, sides)) {
            code = toc_actor_root(quoted_code(scene, verb));
        } else if (is_word(scene, i, others)) {
            code = spoken_of(scene, verb);
        }
        toc_mention *m = code.len > 0 ? toc_mention_add(scene, i, i + 1, &by_quotation, code) : NULL;
        if (m) {
            m->sure = 0.8;
            scene->mention_at[i] = scene->mention_count - 1;
        }
    }
}
