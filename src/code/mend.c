/*
 * Trees of reports that cannot be right, mended before anything is read from them.
 *
 * The parser is weakest where a report interrupts or follows what it reports, and where a past perfect stands within a
 * that-clause. Each rule below asks for a shape that English does not have (a noun with an auxiliary and a participle,
 * "has" with a participle for its object, two objects without a preposition, an aside between subject and verb) and
 * rebuilds the one it has. A mend never makes a cycle: a node is not hung below itself.
 */
#include "code/inside.h"

static bool is_noun(const toc_scene *scene, int i) {
    int upos = scene->nodes[i].upos;
    return upos == TOC_NOUN || upos == TOC_PROPN || upos == TOC_PRON;
}

static int head_of(const toc_scene *scene, int i) {
    return (int)scene->nodes[i].head - 1;
}

static bool hang(toc_scene *scene, int i, int head, toc_rel rel) {
    if (i == head || toc_within(scene, head, i)) {
        return false;
    }
    scene->nodes[i].head = (uint16_t)(head + 1);
    scene->nodes[i].rel = (uint8_t)rel;
    return true;
}

/* v stands where i stood, with i's relation to what is above. False when i hangs below v already. */
static bool take_place(toc_scene *scene, int v, int i) {
    if (toc_within(scene, i, v)) {
        return false;
    }
    scene->nodes[v].head = scene->nodes[i].head;
    scene->nodes[v].rel = scene->nodes[i].rel;
    scene->nodes[v].upos = TOC_VERB;
    return true;
}

/* The first child of head within [from, to) with that relation, or -1: the lists of children are not made yet. */
static int child_between(const toc_scene *scene, int head, toc_rel rel, int from, int to) {
    for (int i = from < 0 ? 0 : from; i < to && i < scene->n; i++) {
        if (head_of(scene, i) == head && scene->nodes[i].rel == rel) {
            return i;
        }
    }
    return -1;
}

static bool is_quote_at(const toc_scene *scene, int i) {
    return i >= 0 && i < scene->n && toc_is_quote_mark(scene->tokens[i].text);
}

static bool is_comma(const toc_scene *scene, int i) {
    return i >= 0 && i < scene->n && toc_str_equal(scene->tokens[i].text, TOC_STR(","));
}

static bool looks_past(const toc_scene *scene, int i) {
    int form = scene->nodes[i].form;
    return form == TOC_FORM_PARTICIPLE || form == TOC_FORM_PAST ||
           (scene->nodes[i].upos == TOC_ADJ && toc_str_ends(scene->tokens[i].lower, TOC_STR("ed")));
}

/* ---- verbs read as modifiers ---- */

/* What stood before verb and hung on noun belongs to the verb; the noun becomes its object. */
static void verb_over_noun(toc_scene *scene, int verb, int noun) {
    if (!take_place(scene, verb, noun)) {
        return;
    }
    hang(scene, noun, verb, TOC_R_OBJ);
    int subject = child_between(scene, verb, TOC_R_NSUBJ, 0, verb);
    for (int i = 0; i < verb; i++) {
        if (head_of(scene, i) != noun) {
            continue;
        }
        toc_rel rel = (toc_rel)scene->nodes[i].rel;
        bool that = toc_scene_lemma_is(scene, i, "that");
        if (rel == TOC_R_DET && !that && subject > i) {
            hang(scene, i, subject, TOC_R_DET);
        } else {
            hang(scene, i, verb, that ? TOC_R_MARK : rel);
        }
    }
    int above = head_of(scene, verb);
    toc_rel rel = (toc_rel)scene->nodes[verb].rel;
    if (above >= 0 && above < verb && scene->nodes[above].upos == TOC_VERB && rel != TOC_R_CONJ &&
        !toc_is_clausal(rel)) {
        scene->nodes[verb].rel = TOC_R_CCOMP;
    }
}

/* "a helicopter violated airspace", read as a noun with a participle before it: but a modifier has no subject. */
static void modifiers_mend(toc_scene *scene) {
    for (int verb = 1; verb < scene->n; verb++) {
        int noun = head_of(scene, verb);
        bool modifier = noun > verb && scene->nodes[verb].upos == TOC_VERB && scene->nodes[verb].rel == TOC_R_AMOD;
        if (modifier && looks_past(scene, verb) && is_noun(scene, noun) &&
            child_between(scene, verb, TOC_R_NSUBJ, 0, verb) >= 0) {
            verb_over_noun(scene, verb, noun);
        }
    }
}

static bool is_past_form(const toc_scene *scene, int i) {
    return !scene->tokens[i].capital && toc_lexicon_irregular(scene->lexicon, scene->tokens[i].lower).len > 0;
}

/* Is v a past form that only a verb has, read as what the noun behind it is like: "Israel struck targets", "said its
 * jets struck targets"? */
static bool is_hidden_verb(const toc_scene *scene, int v, int noun) {
    toc_rel rel = (toc_rel)scene->nodes[v].rel, above = (toc_rel)scene->nodes[noun].rel;
    int top = head_of(scene, noun);
    bool modifier = noun > v && is_noun(scene, noun) && (rel == TOC_R_AMOD || rel == TOC_R_COMPOUND);
    bool clause = above == TOC_R_ROOT || above == TOC_R_CCOMP || above == TOC_R_PARATAXIS || above == TOC_R_CONJ ||
                  (above == TOC_R_OBJ && top < v && toc_is_aside_verb(scene, top));
    return modifier && clause && !toc_is_quote_mark(scene->tokens[v - 1].text) && is_past_form(scene, v);
}

/* ... and behind a name or a bare noun that hangs on that noun, too, or on what stands above: then this is its subject.
 */
static bool is_subject_of_hidden(const toc_scene *scene, int subject, int noun) {
    toc_rel rel = (toc_rel)scene->nodes[subject].rel;
    bool told = head_of(scene, subject) == head_of(scene, noun) && (rel == TOC_R_IOBJ || rel == TOC_R_OBJ);
    return is_noun(scene, subject) && (told || head_of(scene, subject) == noun);
}

static void hidden_verbs_mend(toc_scene *scene) {
    for (int v = 1; v < scene->n; v++) {
        int noun = head_of(scene, v), subject = v - 1;
        if (noun < 0 || !is_hidden_verb(scene, v, noun) || !is_subject_of_hidden(scene, subject, noun)) {
            continue;
        }
        scene->nodes[v].form = TOC_FORM_PAST;
        verb_over_noun(scene, v, noun);
        for (int i = 0; i < subject; i++) {
            if (head_of(scene, i) == v && scene->nodes[i].upos != TOC_UPUNCT) {
                hang(scene, i, subject, (toc_rel)scene->nodes[i].rel);
            }
        }
        hang(scene, subject, v, TOC_R_NSUBJ);
    }
}

/* "drones from Iran had bombed", read as a verb that is a subject. */
static void plurals_mend(toc_scene *scene) {
    for (int i = 0; i < scene->n; i++) {
        toc_rel rel = (toc_rel)scene->nodes[i].rel;
        bool party = rel == TOC_R_NSUBJ || rel == TOC_R_OBJ || rel == TOC_R_IOBJ;
        if (!party || scene->nodes[i].upos != TOC_VERB || !toc_str_ends(scene->tokens[i].lower, TOC_STR("s")) ||
            child_between(scene, i, TOC_R_NSUBJ, 0, i) >= 0 || child_between(scene, i, TOC_R_OBJ, i, scene->n) >= 0) {
            continue;
        }
        scene->nodes[i].upos = TOC_NOUN;
        for (int c = i + 1; c < scene->n; c++) {
            if (head_of(scene, c) == i && scene->nodes[c].rel == TOC_R_OBL) {
                scene->nodes[c].rel = TOC_R_NMOD;
            }
        }
    }
}

/* "had struck targets", read as having been struck ones. */
static void hidden_perfects_mend(toc_scene *scene) {
    for (int v = 1; v < scene->n; v++) {
        int have = v - 1, noun = head_of(scene, v);
        if (scene->nodes[v].upos == TOC_ADJ && noun > v && is_past_form(scene, v) &&
            toc_scene_lemma_is(scene, have, "have") && head_of(scene, have) == noun) {
            scene->nodes[have].rel = TOC_R_AUX;
            scene->nodes[v].upos = TOC_VERB;
            scene->nodes[v].form = TOC_FORM_PARTICIPLE;
        }
    }
}

static int after_adverbs(const toc_scene *scene, int i) {
    int k = i + 1;
    while (k < scene->n && k < i + 4 && (scene->nodes[k].upos == TOC_ADV || scene->nodes[k].upos == TOC_PART)) {
        k++;
    }
    return k < scene->n ? k : -1;
}

/* "had freed militants", "had jammed navigation signals", read as something freed or jammed: the participle right
 * behind "had" is the verb, and what had it is its object. */
static void auxiliaries_mend(toc_scene *scene) {
    for (int have = 0; have < scene->n; have++) {
        int top = head_of(scene, have), verb = after_adverbs(scene, have);
        bool aux = scene->nodes[have].rel == TOC_R_AUX && toc_scene_lemma_is(scene, have, "have");
        if (!aux || verb < 0 || top <= verb || scene->nodes[verb].upos != TOC_VERB || !looks_past(scene, verb)) {
            continue;
        }
        for (int i = verb + 1; i < top; i++) { /* "navigation signals": no subject behind the verb */
            if (head_of(scene, i) == top && scene->nodes[i].rel == TOC_R_NSUBJ) {
                scene->nodes[i].rel = TOC_R_COMPOUND;
            }
        }
        scene->nodes[top].upos = scene->nodes[top].upos == TOC_VERB ? TOC_NOUN : scene->nodes[top].upos;
        scene->nodes[verb].form = TOC_FORM_PARTICIPLE;
        verb_over_noun(scene, verb, top);
    }
}

/* ---- "has armed", read as having something ---- */

static int participle_after(const toc_scene *scene, int have) {
    int i = after_adverbs(scene, have);
    if (i < 0 || !looks_past(scene, i)) {
        return -1;
    }
    int head = head_of(scene, i);
    toc_rel rel = (toc_rel)scene->nodes[i].rel;
    bool content = rel == TOC_R_XCOMP && head == have;
    bool modifier = rel == TOC_R_AMOD && head > i && head_of(scene, head) == have &&
                    scene->nodes[head].rel == TOC_R_OBJ && scene->nodes[have].rel == TOC_R_CCOMP;
    return content || modifier ? i : -1;
}

static void perfects_mend(toc_scene *scene) {
    for (int have = 0; have < scene->n; have++) {
        bool main = scene->nodes[have].upos == TOC_VERB && toc_scene_lemma_is(scene, have, "have");
        int verb = main ? participle_after(scene, have) : -1;
        if (verb < 0) {
            continue;
        }
        int object = scene->nodes[verb].rel == TOC_R_AMOD ? head_of(scene, verb) : -1;
        take_place(scene, verb, have);
        hang(scene, have, verb, TOC_R_AUX);
        scene->nodes[have].upos = TOC_AUX;
        scene->nodes[verb].form = TOC_FORM_PARTICIPLE;
        for (int i = 0; i < scene->n; i++) {
            if (head_of(scene, i) == have) {
                hang(scene, i, verb, i == object ? TOC_R_OBJ : (toc_rel)scene->nodes[i].rel);
            }
        }
    }
}

/* "given Kenya medicine", read as one name: right behind a verb of giving stands who is given. */
static void receivers_mend(toc_scene *scene) {
    static const char *const givers[] = {"give", "send", "promise", "offer", "lend", "grant", "sell", "hand", "pay"};
    for (int verb = 0; verb + 2 < scene->n; verb++) {
        int name = verb + 1, object = head_of(scene, name);
        bool giver = toc_scene_lemma_among(scene, verb, givers, sizeof givers / sizeof *givers);
        if (giver && scene->nodes[name].upos == TOC_PROPN && scene->nodes[name].rel == TOC_R_COMPOUND &&
            object > name && head_of(scene, object) == verb && scene->nodes[object].rel == TOC_R_OBJ &&
            scene->nodes[object].upos == TOC_NOUN) {
            hang(scene, name, verb, TOC_R_IOBJ);
        }
    }
}

/* "promised Ukraine more tanks": of two objects without a preposition the first is given the second. */
static void objects_mend(toc_scene *scene) {
    for (int first = 0; first < scene->n; first++) {
        int verb = head_of(scene, first);
        if (scene->nodes[first].rel != TOC_R_OBJ || verb < 0 || verb >= first || !is_noun(scene, first) ||
            child_between(scene, verb, TOC_R_IOBJ, verb, scene->n) >= 0) {
            continue;
        }
        int second = child_between(scene, verb, TOC_R_OBJ, first + 1, scene->n);
        if (second >= 0 && child_between(scene, first, TOC_R_CASE, 0, first) < 0) {
            scene->nodes[first].rel = TOC_R_IOBJ;
        }
    }
}

/* ---- what is told, read as a clause about whom it is told to ---- */

static bool is_teller(const toc_scene *scene, int verb) {
    static const char *const words[] = {"tell", "inform", "assure", "remind", "notify", "brief", "convince", "alert"};
    return toc_scene_lemma_among(scene, verb, words, sizeof words / sizeof *words);
}

/* Does the noun itself tell: "the report that …"? */
static bool is_content_noun(const toc_scene *scene, int noun) {
    return toc_lexicon_operators(scene->lexicon, 'n', scene->lemma[noun], TOC_STR("")) != 0;
}

/* The "that" of a clause with a subject of its own, or -1. */
static int content_mark(const toc_scene *scene, int noun, int verb) {
    int that = -1;
    for (int c = noun + 1; c < verb; c++) {
        bool child = head_of(scene, c) == verb;
        that = child && that < 0 && toc_scene_lemma_is(scene, c, "that") ? c : that;
        if (child && that >= 0 && c > that && scene->nodes[c].rel == TOC_R_NSUBJ) {
            return that;
        }
    }
    return -1;
}

/* "told the mediator that Israel had hit Damascus", "protested to the UN that …": it is what was told. "The report that
 * Belarus had moved rockets", read as a report that was moved: the verb has its object. */
static void contents_mend(toc_scene *scene) {
    for (int i = 0; i < scene->n; i++) {
        int noun = head_of(scene, i), verb = noun >= 0 ? head_of(scene, noun) : -1;
        if (scene->nodes[i].rel != TOC_R_ACL || scene->nodes[i].upos != TOC_VERB || noun > i) {
            continue;
        }
        int that = content_mark(scene, noun, i);
        if (that < 0) {
            continue;
        }
        bool marked = scene->nodes[that].rel == TOC_R_MARK ||
                      (scene->nodes[that].rel == TOC_R_OBJ && child_between(scene, i, TOC_R_OBJ, i, scene->n) >= 0);
        bool told = verb >= 0 && verb < noun &&
                    (!is_content_noun(scene, noun) || scene->nodes[noun].rel == TOC_R_OBL) &&
                    (is_teller(scene, verb) || (marked && toc_is_aside_verb(scene, verb)));
        if (told || marked) {
            scene->nodes[that].rel = TOC_R_MARK;
        }
        if (told) {
            hang(scene, i, verb, TOC_R_CCOMP);
        }
    }
}

/* ---- asides between subject and verb ---- */

typedef struct aside {
    int start;    /* of the clause that it interrupts */
    int from, to; /* its commas */
    int teller;   /* its verb, or -1: "in the words of X", "whose government …" */
    bool relative;
    int subject;     /* of the interrupted clause */
    int first, verb; /* of what goes on behind it */
} aside;

static bool is_finite_form(const toc_scene *scene, int i) {
    int form = scene->nodes[i].form;
    return form == TOC_FORM_PAST || form == TOC_FORM_PRESENT || form == TOC_FORM_MODAL ||
           scene->nodes[i].upos == TOC_AUX;
}

static int clause_start(const toc_scene *scene, int before) {
    int i = before;
    while (i > 0 && scene->nodes[i - 1].upos != TOC_SCONJ && !is_quote_at(scene, i - 1) &&
           !toc_scene_lemma_is(scene, i - 1, "that") && !toc_str_equal(scene->tokens[i - 1].text, TOC_STR(":"))) {
        i--;
    }
    return i;
}

/* The last noun of [from, to) that hangs on nothing within it, without preposition; -1 when a verb stands there. */
static int bare_noun(const toc_scene *scene, int from, int to) {
    int found = -1;
    for (int i = from; i < to; i++) {
        int head = head_of(scene, i);
        if (scene->nodes[i].upos == TOC_VERB || is_finite_form(scene, i)) {
            return -1;
        }
        if ((head < from || head >= to) && is_noun(scene, i) && child_between(scene, i, TOC_R_CASE, from, i) < 0) {
            found = i;
        }
    }
    return found;
}

/* The only verb of the aside, when it is one of telling; -2 when it has others or is a relative clause. */
static int teller_of(const toc_scene *scene, int from, int to) {
    int verb = -1;
    for (int i = from; i < to; i++) {
        bool relative = toc_scene_lemma_is(scene, i, "who") || toc_scene_lemma_is(scene, i, "which") ||
                        toc_scene_lemma_is(scene, i, "that");
        if (relative || scene->nodes[i].upos == TOC_SCONJ) {
            return -2;
        }
        if (scene->nodes[i].upos != TOC_VERB || toc_str_equal(scene->tokens[i].lower, TOC_STR("according"))) {
            continue;
        }
        bool finite = is_finite_form(scene, i) || (looks_past(scene, i) && scene->nodes[i - 1].upos != TOC_AUX);
        if (verb >= 0 || !finite || !toc_is_aside_verb(scene, i)) {
            return -2;
        }
        verb = i;
    }
    return verb;
}

static bool is_wordless_aside(const toc_scene *scene, int from, int to) {
    bool according = toc_str_equal(scene->tokens[from].lower, TOC_STR("according"));
    for (int i = from; i < to && i < from + 6; i++) {
        according |= scene->tokens[from].lower.len == 2 && toc_str_equal(scene->tokens[from].lower, TOC_STR("in")) &&
                     (toc_scene_lemma_is(scene, i, "word") || toc_scene_lemma_is(scene, i, "view"));
    }
    return according;
}

/* The verb that goes on at token from: auxiliaries and adverbs before it, finite as a whole. */
static int verb_from(const toc_scene *scene, int from) {
    bool finite = false;
    int i = from;
    for (; i < scene->n && i < from + 6; i++) {
        int upos = scene->nodes[i].upos;
        bool have = upos == TOC_VERB && toc_scene_lemma_is(scene, i, "have");
        if (upos == TOC_AUX || have) {
            finite = true;
        } else if (upos != TOC_ADV && upos != TOC_PART) {
            break;
        }
    }
    if (i >= scene->n || i >= from + 6 || scene->nodes[i].upos != TOC_VERB) {
        return -1;
    }
    return finite || is_finite_form(scene, i) || looks_past(scene, i) ? i : -1;
}

static bool is_relative_at(const toc_scene *scene, int i) {
    return toc_scene_lemma_is(scene, i, "which") || toc_scene_lemma_is(scene, i, "who") ||
           toc_scene_lemma_is(scene, i, "whose");
}

static bool aside_find(const toc_scene *scene, int comma, aside *out) {
    int to = comma + 1;
    while (to < scene->n && to < comma + 16 && !is_comma(scene, to)) {
        to++;
    }
    if (!is_comma(scene, to) || to < comma + 3) {
        return false;
    }
    int end = is_quote_at(scene, comma - 1) ? comma - 1 : comma;
    *out = (aside){.from = comma, .to = to, .start = clause_start(scene, end)};
    out->first = is_quote_at(scene, to + 1) ? to + 2 : to + 1;
    int inner = is_quote_at(scene, comma + 1) ? comma + 2 : comma + 1;
    out->teller = teller_of(scene, inner, to);
    out->relative = is_relative_at(scene, inner);
    if (!out->relative && (out->teller == -2 || (out->teller == -1 && !is_wordless_aside(scene, inner, to)))) {
        return false;
    }
    out->teller = out->relative ? -1 : out->teller;
    out->subject = bare_noun(scene, out->start, end);
    out->verb = out->subject >= 0 ? verb_from(scene, out->first) : -1;
    return out->verb >= 0 && !(out->relative && child_between(scene, out->verb, TOC_R_NSUBJ, 0, out->verb) >= 0);
}

static void aside_teller_mend(toc_scene *scene, const aside *a) {
    int teller_subject = -1;
    for (int i = a->from + 1; i < a->to; i++) {
        int head = head_of(scene, i);
        bool out = head <= a->from || head >= a->to;
        bool bare = is_noun(scene, i) && child_between(scene, i, TOC_R_CASE, a->from, i) < 0;
        if (i != a->teller && (out || (head == a->teller && bare))) {
            bool takes = bare && teller_subject < 0;
            hang(scene, i, a->teller, takes ? TOC_R_NSUBJ : (toc_rel)scene->nodes[i].rel);
            teller_subject = takes ? i : teller_subject;
        }
    }
}

/* The relative clause hangs on the noun before it. */
static void aside_relative_mend(toc_scene *scene, const aside *a) {
    for (int i = a->from + 1; i < a->to; i++) {
        int head = head_of(scene, i);
        if ((head <= a->from || head >= a->to) && scene->nodes[i].upos == TOC_VERB) {
            hang(scene, i, a->subject, TOC_R_ACL);
        }
    }
}

static void aside_outside_mend(toc_scene *scene, const aside *a) {
    for (int i = a->start; i < scene->n; i++) {
        int head = head_of(scene, i);
        bool before = i < a->from && (head >= a->from || head < a->start) && i != a->verb;
        bool behind = i > a->to && i != a->verb && head >= a->start && head <= a->to;
        if (!before && !behind) {
            continue;
        }
        toc_rel rel = (toc_rel)scene->nodes[i].rel;
        bool aux = behind && i < a->verb && (scene->nodes[i].upos == TOC_AUX || toc_scene_lemma_is(scene, i, "have"));
        if (aux) {
            scene->nodes[i].upos = TOC_AUX;
        }
        bool object = i > a->verb && is_noun(scene, i) && child_between(scene, i, TOC_R_CASE, a->to, i) < 0;
        hang(scene, i, a->verb, aux ? TOC_R_AUX : i == a->subject ? TOC_R_NSUBJ : object ? TOC_R_OBJ : rel);
    }
}

/* "shelled Indian posts", read as posts that were shelled. */
static void aside_verb_free(toc_scene *scene, const aside *a) {
    int noun = head_of(scene, a->verb);
    if (scene->nodes[a->verb].rel == TOC_R_AMOD && noun > a->verb && take_place(scene, a->verb, noun)) {
        hang(scene, noun, a->verb, TOC_R_OBJ);
    }
    if (scene->nodes[a->verb].form == TOC_FORM_PARTICIPLE && a->verb == a->first) {
        scene->nodes[a->verb].form = TOC_FORM_PAST;
    }
}

/* The verb becomes the highest of the clause. */
static void aside_verb_raise(toc_scene *scene, const aside *a) {
    int top = a->teller >= 0 ? a->teller : a->subject;
    for (int steps = 0; head_of(scene, top) >= a->start && steps < scene->n; steps++) {
        top = head_of(scene, top);
    }
    int above = head_of(scene, top);
    if (top == a->verb || (above >= 0 && toc_within(scene, above, a->verb))) {
        return;
    }
    scene->nodes[a->verb].head = scene->nodes[top].head;
    scene->nodes[a->verb].rel = scene->nodes[top].rel;
    hang(scene, top, a->verb, TOC_R_DEP);
}

/* "North Korea, said the ministry, had fired two missiles": subject and verb belong together, the aside stands beside.
 */
static void asides_mend(toc_scene *scene) {
    for (int comma = 1; comma + 3 < scene->n; comma++) {
        aside a;
        if (!is_comma(scene, comma) || !aside_find(scene, comma, &a)) {
            continue;
        }
        aside_verb_free(scene, &a);
        aside_verb_raise(scene, &a);
        if (a.teller >= 0) {
            hang(scene, a.teller, a.verb, TOC_R_PARATAXIS);
            aside_teller_mend(scene, &a);
        }
        hang(scene, a.subject, a.verb, TOC_R_NSUBJ);
        if (a.relative) {
            aside_relative_mend(scene, &a);
        }
        aside_outside_mend(scene, &a);
        comma = a.to;
    }
}

/* ---- asides behind the clause ---- */

/* "No aircraft had bombed Idlib, Moscow insisted, …", read as something about Idlib: a subject and a verb of telling
 * between comma and comma stand beside the clause before them. */
static void trailing_asides_mend(toc_scene *scene) {
    for (int teller = 2; teller < scene->n; teller++) {
        toc_rel rel = (toc_rel)scene->nodes[teller].rel;
        bool odd = rel == TOC_R_APPOS || rel == TOC_R_ACL || rel == TOC_R_DEP || rel == TOC_R_CONJ ||
                   rel == TOC_R_PARATAXIS || rel == TOC_R_ADVCL;
        bool ends = teller + 1 >= scene->n || scene->nodes[teller + 1].upos == TOC_UPUNCT;
        if (!odd || !ends || !toc_is_aside_verb(scene, teller) || !looks_past(scene, teller)) {
            continue;
        }
        int subject = child_between(scene, teller, TOC_R_NSUBJ, 0, teller), above = head_of(scene, teller),
            first = subject;
        for (int i = 0; i < subject; i++) {
            first = toc_within(scene, i, subject) && i < first ? i : first;
        }
        bool bare = subject >= 0 && !is_relative_at(scene, subject) && is_comma(scene, first - 1);
        for (int steps = 0; above >= 0 && scene->nodes[above].upos != TOC_VERB && steps < scene->n; steps++) {
            above = head_of(scene, above);
        }
        if (bare && above >= 0) {
            hang(scene, teller, above, TOC_R_PARATAXIS);
        }
    }
}

/* ---- who stands behind a quotation ---- */

/* "…," Governor Alikhanov, a Russian official, complained: what follows the closing mark is no part of the words
 * quoted. When it holds a verb of telling without subject, its first noun is that. */
static void attribution_mend(toc_scene *scene, int open, int close) {
    int teller = -1, top = -1, noun = -1;
    for (int i = close + 1; i < scene->n && !is_quote_at(scene, i) && teller < 0; i++) {
        bool finite = is_finite_form(scene, i) || looks_past(scene, i);
        teller = scene->nodes[i].upos == TOC_VERB && finite && toc_is_aside_verb(scene, i) ? i : -1;
        bool bare = noun < 0 && is_noun(scene, i) && child_between(scene, i, TOC_R_CASE, close, i) < 0;
        int head = head_of(scene, i);
        noun = bare && head > open && head < close ? i : noun;
    }
    for (int i = open + 1; i < close; i++) {
        int head = head_of(scene, i);
        top = top < 0 && scene->nodes[i].upos == TOC_VERB && (head <= open || head >= close) ? i : top;
    }
    if (teller < 0 || top < 0 || noun < 0 || head_of(scene, top) >= 0 ||
        child_between(scene, teller, TOC_R_NSUBJ, close, scene->n) >= 0) {
        return;
    }
    hang(scene, teller, top, TOC_R_PARATAXIS);
    hang(scene, noun, teller, TOC_R_NSUBJ);
}

static void attributions_mend(toc_scene *scene) {
    int open = -1;
    for (int i = 0; i < scene->n; i++) {
        if (!is_quote_at(scene, i)) {
            continue;
        }
        if (open >= 0) {
            attribution_mend(scene, open, i);
        }
        open = open >= 0 ? -1 : i;
    }
}

void toc_tree_mend_reports(toc_scene *scene) {
    plurals_mend(scene);
    hidden_perfects_mend(scene);
    perfects_mend(scene);
    auxiliaries_mend(scene);
    modifiers_mend(scene);
    hidden_verbs_mend(scene);
    receivers_mend(scene);
    objects_mend(scene);
    contents_mend(scene);
    asides_mend(scene);
    trailing_asides_mend(scene);
    attributions_mend(scene);
}
