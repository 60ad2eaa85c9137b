/*
 * Method: each party has a head token, the one nearest to the root. From it the
 * way leads over governors to the token where the two ways meet (the root when
 * a party is missing). Each token gets a place: meeting point, source's way,
 * target's way, near (hangs on a way), far. Then each reader adds features.
 */
#include "code/features.h"

#include "code/heads.h"
#include "code/keys.h"

#include <math.h>
#include <string.h>

enum { WAY_MAX = 24, CHAIN_MAX = 4 };

typedef struct view {
    const toc_scene *scene;
    const toc_syntax *syntax;
    toc_span source, target;
    int source_head, target_head;
    int way_s[WAY_MAX], way_t[WAY_MAX]; /* governors, upwards; without the meeting point */
    int count_s, count_t;
    int meet;       /* or -1 */
    uint8_t *place; /* of each token */
    toc_features *out;
} view;

static bool in_span(toc_span span, int i) {
    return i >= span.from && i < span.to;
}

static bool in_party(const view *v, int i) {
    return in_span(v->source, i) || in_span(v->target, i);
}

static bool is_content(const toc_scene *scene, int i) {
    int upos = scene->nodes[i].upos;
    return upos == TOC_VERB || upos == TOC_NOUN || upos == TOC_ADJ;
}

/* ---- adding ---- */

/* Kinds are a hundred literals, asked for a thousand times a sentence: each is hashed once in a thread. */
static uint64_t kind_hash(const char *kind) {
    enum { SLOTS = 256 };
    static _Thread_local struct {
        const char *kind;
        uint64_t hash;
    } seen[SLOTS];
    size_t at = ((uintptr_t)kind >> 2) % SLOTS;
    if (seen[at].kind != kind) {
        seen[at].hash = toc_str_hash(toc_str_of(kind), 7);
        seen[at].kind = kind;
    }
    return seen[at].hash;
}

uint32_t toc_feature_key(const char *kind, toc_str a, toc_str b) {
    return toc_key_of(toc_str_hash(b, toc_str_hash(a, kind_hash(kind))));
}

void toc_features_add(toc_features *f, const char *kind, toc_str a, toc_str b, float value, int token) {
    if (f->count < TOC_FEATURES_MAX) {
        f->items[f->count++] = (toc_feature){toc_feature_key(kind, a, b), value, kind, (int16_t)token, a, b};
    }
}

static void add(view *v, const char *kind, toc_str a, toc_str b, float value, int token) {
    toc_features_add(v->out, kind, a, b, value, token);
}

static toc_str none(void) {
    return (toc_str){"", 0};
}

static toc_str lemma_of(const view *v, int i) {
    return i >= 0 ? v->scene->lemma[i] : TOC_STR("ROOT");
}

static toc_str rel_of(const view *v, int i) {
    return toc_str_of(toc_rel_name((toc_rel)v->scene->nodes[i].rel));
}

static int head_of(const view *v, int i) {
    return (int)v->scene->nodes[i].head - 1;
}

/* ---- ways ---- */

static int depth_of(const toc_scene *scene, int i) {
    int depth = 0;
    while (scene->nodes[i].head != 0 && depth < scene->n) {
        i = (int)scene->nodes[i].head - 1;
        depth++;
    }
    return depth;
}

static int span_head(const toc_scene *scene, toc_span span) {
    int best = -1, least = 0;
    for (int i = span.from; i >= 0 && i < span.to; i++) {
        int head = (int)scene->nodes[i].head - 1;
        if (in_span(span, head) || scene->nodes[i].upos == TOC_UPUNCT) {
            continue;
        }
        int depth = depth_of(scene, i);
        if (best < 0 || depth < least) {
            best = i;
            least = depth;
        }
    }
    return best >= 0 ? best : span.from;
}

static bool is_above(const toc_scene *scene, int above, int i) {
    return i >= 0 && toc_within(scene, i, above);
}

static void ways_find(view *v) {
    v->source_head = span_head(v->scene, v->source);
    v->target_head = span_head(v->scene, v->target);
    v->meet = -1;
    for (int i = v->source_head; i >= 0; i = head_of(v, i)) {
        if (v->target_head >= 0 && is_above(v->scene, i, v->target_head)) {
            v->meet = i;
            break;
        }
        if (i != v->source_head && v->count_s < WAY_MAX) {
            v->way_s[v->count_s++] = i;
        }
    }
    for (int i = v->target_head; i >= 0 && i != v->meet; i = head_of(v, i)) {
        if (i != v->target_head && v->count_t < WAY_MAX) {
            v->way_t[v->count_t++] = i;
        }
    }
}

static void places_fill(view *v) {
    for (int i = 0; i < v->scene->n; i++) {
        v->place[i] = TOC_PLACE_FAR;
    }
    for (int i = 0; i < v->count_s; i++) {
        v->place[v->way_s[i]] = TOC_PLACE_SOURCE;
    }
    for (int i = 0; i < v->count_t; i++) {
        v->place[v->way_t[i]] = TOC_PLACE_TARGET;
    }
    if (v->meet >= 0) {
        v->place[v->meet] = TOC_PLACE_MEET;
    }
    for (int i = 0; i < v->scene->n; i++) {
        int head = head_of(v, i);
        if (v->place[i] == TOC_PLACE_FAR && head >= 0 && v->place[head] < TOC_PLACE_NEAR) {
            v->place[i] = TOC_PLACE_NEAR;
        }
    }
}

/* ---- readers ---- */

static void words_read(view *v) {
    static const char *const zones[] = {"word before", "word between", "word after"};
    const toc_scene *scene = v->scene;
    int first = v->source.from, second = v->target.from;
    if (first < 0 || (second >= 0 && second < first)) {
        int swap = first;
        first = second;
        second = swap;
    }
    for (int i = 0; i < scene->n; i++) {
        if (in_party(v, i) || scene->nodes[i].upos == TOC_UPUNCT) {
            continue;
        }
        int zone = i < first ? 0 : second < 0 || i < second ? 1 : 2;
        add(v, "word", scene->lemma[i], none(), 0.35f, i);
        add(v, zones[zone], scene->lemma[i], none(), 0.35f, i);
    }
}

static void children_read(view *v, int i) {
    for (int c = v->scene->first_child[i]; c >= 0; c = v->scene->next_child[c]) {
        if (in_party(v, c) || v->place[c] != TOC_PLACE_NEAR || v->scene->nodes[c].upos == TOC_UPUNCT) {
            continue;
        }
        add(v, "beside the way", rel_of(v, c), v->scene->lemma[c], 1, c);
        if (is_content(v->scene, i)) {
            add(v, "together", v->scene->lemma[i], v->scene->lemma[c], 1, c);
        }
    }
}

static void way_read(view *v, const char *kind, const int *way, int count) {
    for (int i = 0; i < count; i++) {
        int at = way[i];
        add(v, kind, v->scene->lemma[at], none(), 1, at);
        if (is_content(v->scene, at)) {
            add(v, "way", v->scene->lemma[at], none(), 1, at);
        }
        children_read(v, at);
    }
}

static void party_read(view *v, bool source) {
    int at = source ? v->source_head : v->target_head;
    if (at < 0) {
        add(v, source ? "no source" : "no target", none(), none(), 1, -1);
        return;
    }
    int head = head_of(v, at);
    add(v, source ? "source is" : "target is", v->scene->lemma[at], none(), 0.5f, at);
    add(v, source ? "source below" : "target below", rel_of(v, at), lemma_of(v, head), 1, at);
    add(v, source ? "source's relation" : "target's relation", rel_of(v, at), toc_case_of(v->scene, at), 1, at);
    add(v, source ? "source behind" : "target behind", toc_case_of(v->scene, at), none(), 1, at);
    if (!source && head >= 0) {
        add(v, "target's governor behind", toc_case_of(v->scene, head), none(), 1, at);
    }
}

/* Relations from a party up to where the ways meet: "nsubj", "nmod obl". */
static toc_str chain_of(const view *v, int at, const int *way, int count) {
    toc_str chain = none();
    if (at < 0 || at == v->meet) {
        return chain;
    }
    chain = rel_of(v, at);
    for (int i = 0; i < count && i < CHAIN_MAX && way[i] != v->meet; i++) {
        chain = toc_arena_printf(v->scene->arena, "%.*s %.*s", TOC_FMT(chain), TOC_FMT(rel_of(v, way[i])));
    }
    return chain.ptr ? chain : none();
}

/* What kind of name a party is, how far the two stand from where they meet, and what the nearest head of the lexicon is
 * there: the same words join a subject to an object, and do not join it to what hangs on the object. */
static void shape_read(view *v, toc_root nearest) {
    static const char *const kinds[] = {"state", "demonym", "capital", "metonym", "organisation",
                                        "group", "region",  "null",    "holder",  "role"};
    static const char *const steps[] = {"0", "1", "2", "3", "many"};
    const toc_scene *scene = v->scene;
    toc_str kind[2];
    int at[2] = {v->source_head, v->target_head};
    for (int i = 0; i < 2; i++) {
        int m = at[i] >= 0 ? scene->mention_at[at[i]] : -1;
        size_t k = m >= 0 ? (size_t)scene->mentions[m].kind : SIZE_MAX;
        kind[i] = k < sizeof kinds / sizeof *kinds ? toc_str_of(kinds[k]) : TOC_STR("other");
    }
    add(v, "kinds", kind[0], kind[1], 1, -1);
    toc_str s = chain_of(v, v->source_head, v->way_s, v->count_s),
            t = chain_of(v, v->target_head, v->way_t, v->count_t);
    toc_str root = toc_str_of(toc_root_name(nearest));
    add(v, "chains", s, t, 1, -1);
    add(v, "chains of", toc_arena_printf(scene->arena, "%.*s/%.*s", TOC_FMT(s), TOC_FMT(t)), root, 1, -1);
    add(v, "source's chain of", s, root, 1, -1);
    add(v, "target's chain of", t, root, 1, -1);
    add(v, "source's chain", s, kind[0], 1, -1);
    add(v, "target's chain", t, kind[1], 1, -1);
    add(v, "steps", toc_str_of(steps[v->count_s < 4 ? v->count_s : 4]),
        toc_str_of(steps[v->count_t < 4 ? v->count_t : 4]), 1, -1);
    if (v->meet >= 0) {
        const char *upos = toc_upos_name((toc_upos)scene->nodes[v->meet].upos);
        add(v, "meeting in", toc_str_of(in_party(v, v->meet) ? "party" : upos), s, 1, -1);
    }
}

/* Auxiliaries, negation and infinitives of a token on the way, as one word each. */
static void moods_read(const view *v, int i, unsigned *moods) {
    static const struct {
        const char *word;
        unsigned bit;
    } words[] = {{"will", 1},  {"would", 1}, {"'ll", 1}, {"shall", 1},   {"wo", 1},     {"may", 2},  {"might", 2},
                 {"could", 2}, {"can", 2},   {"ca", 2},  {"must", 4},    {"should", 4}, {"need", 4}, {"not", 8},
                 {"n't", 8},   {"never", 8}, {"no", 8},  {"without", 8}, {"to", 16}};
    for (int c = v->scene->first_child[i]; c >= 0; c = v->scene->next_child[c]) {
        toc_rel rel = (toc_rel)v->scene->nodes[c].rel;
        if (rel != TOC_R_AUX && rel != TOC_R_MARK && rel != TOC_R_ADVMOD && rel != TOC_R_DET) {
            continue;
        }
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            bool same = toc_str_is(v->scene->tokens[c].lower, words[k].word);
            *moods |= same ? words[k].bit : 0;
        }
    }
}

static uint32_t operators_of(const view *v, int i) {
    int upos = v->scene->nodes[i].upos;
    char pos = upos == TOC_VERB || upos == TOC_AUX ? 'v' : upos == TOC_ADJ ? 'a' : 'n';
    return toc_lexicon_operators(v->scene->lexicon, pos, v->scene->lemma[i], none());
}

/* What governs what: moods and operators on the way, each with the nearest head's root ("will" + AID). */
static void moods_add(view *v, unsigned moods, uint32_t operators, toc_str root) {
    static const char *const names[] = {"future", "possible", "ought", "negated", "infinitive"};
    for (unsigned k = 0; k < 5; k++) {
        if (moods >> k & 1) {
            add(v, "mood", toc_str_of(names[k]), none(), 1, -1);
            add(v, "mood of", toc_str_of(names[k]), root, 1, -1);
        }
    }
    for (int op = 0; op < TOC_OP_COUNT; op++) {
        if (operators & TOC_OP_BIT(op)) {
            add(v, "operator", toc_str_of(toc_operator_name((toc_operator)op)), none(), 1, -1);
            add(v, "operator over", toc_str_of(toc_operator_name((toc_operator)op)), root, 1, -1);
        }
    }
}

static bool is_friendly(toc_root root) {
    return root != TOC_ROOT_NONE && toc_root_quad(root) <= 2;
}

/* What the nearest head becomes under what governs it: friendly in future is AGREE, hostile in future THREATEN, refused
 * REJECT, asked for REQUEST. */
static toc_root composed_root(toc_root root, unsigned moods, uint32_t operators, const char **as) {
    static const struct {
        toc_operator op;
        toc_root root;
        const char *as;
    } makers[] = {{TOC_OP_REFUSE, TOC_REJECT, "refused"},   {TOC_OP_THREATEN, TOC_THREATEN, "threatened"},
                  {TOC_OP_DEMAND, TOC_REQUEST, "demanded"}, {TOC_OP_ASK, TOC_REQUEST, "asked for"},
                  {TOC_OP_ACCUSE, TOC_ACCUSE, "blamed"},    {TOC_OP_PROMISE, TOC_AGREE, "promised"}};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        if (operators & TOC_OP_BIT(makers[i].op)) {
            *as = makers[i].as;
            return makers[i].root;
        }
    }
    if (moods & 8 || (operators & TOC_OP_BIT(TOC_OP_FAIL) && is_friendly(root))) {
        *as = "negated";
        return is_friendly(root) ? TOC_REJECT : root;
    }
    if (moods & 1 || operators & TOC_OP_BIT(TOC_OP_PLAN)) {
        *as = "planned";
        return root == TOC_ROOT_NONE ? root : is_friendly(root) ? TOC_AGREE : TOC_THREATEN;
    }
    *as = "told";
    return root == TOC_APPEAL ? TOC_REQUEST : root;
}

/* A plan is one when a clause tells what is planned: "agreed to send", not "approved the sending". */
static bool has_clause(const toc_scene *scene, int i) {
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = toc_rel_of(scene, c);
        if ((rel == TOC_R_XCOMP || rel == TOC_R_CCOMP) && toc_is_verb(scene, c)) {
            return true;
        }
    }
    return false;
}

/* Moods and operators of what joins the parties, without what stands on the target's way. */
static void composed_read(view *v, toc_root root) {
    unsigned moods = 0;
    uint32_t operators = 0;
    const char *as;
    for (int i = 0; i < v->scene->n; i++) {
        if (v->place[i] <= TOC_PLACE_SOURCE && !in_party(v, i)) {
            moods_read(v, i, &moods);
            uint32_t bits = operators_of(v, i);
            operators |= has_clause(v->scene, i) ? bits : bits & ~TOC_OP_BIT(TOC_OP_PLAN);
        }
    }
    toc_str made = toc_str_of(toc_root_name(composed_root(root, moods, operators, &as)));
    add(v, "composed", made, none(), 1, -1);
    add(v, "composed as", toc_str_of(as), toc_str_of(toc_root_name(root)), 1, -1);
}

static void operators_read(view *v, toc_root root) {
    unsigned moods = 0;
    uint32_t operators = 0;
    for (int i = 0; i < v->scene->n; i++) {
        if (v->place[i] < TOC_PLACE_NEAR && !in_party(v, i)) {
            moods_read(v, i, &moods);
            operators |= operators_of(v, i);
        }
    }
    moods_add(v, moods, operators, toc_str_of(toc_root_name(root)));
    composed_read(v, root);
}

/* ---- heads ---- */

static const char *const place_names[] = {"where they meet", "source's way", "target's way", "beside", "far"};

/* What is only said is passed over while anything else stands there. */
static int distance(const toc_head_hit *hit) {
    return hit->place * 4 - hit->head->sure - (int)hit->head->count + (hit->root == TOC_SAY ? 16 : 0);
}

static bool is_nearer(const toc_head_hit *a, const toc_head_hit *b) {
    return distance(a) < distance(b);
}

static toc_root heads_read(view *v) {
    const toc_head_hit *best = NULL;
    toc_features *f = v->out;
    for (int i = 0; i < f->hit_count; i++) {
        toc_head_hit *hit = &f->hits[i];
        hit->place = v->place[hit->token];
        toc_str root = toc_str_of(toc_root_name(hit->root)), place = toc_str_of(place_names[hit->place]);
        float sure = (float)hit->head->sure / 3.0f;
        add(v, "head", root, place, sure, hit->token);
        if (hit->place < TOC_PLACE_FAR) {
            add(v, "head anywhere", root, none(), sure * 0.5f, hit->token);
        }
        add(v, "head's code", toc_str_slice(hit->head->cameo, 0, 2),
            hit->place < TOC_PLACE_FAR ? TOC_STR("near") : none(), sure, hit->token);
        add(v, "head is", hit->head->text, none(), 1, hit->token);
        best = !best || is_nearer(hit, best) ? hit : best;
    }
    if (!best) {
        add(v, "no head", none(), none(), 1, -1);
        return TOC_ROOT_NONE;
    }
    add(v, "nearest head", toc_str_of(toc_root_name(best->root)), none(), 1, best->token);
    add(v, "nearest head's code", best->head->cameo, none(), 1, best->token);
    return best->root;
}

/* ---- vectors ---- */

static void unit_add(float *restrict sum, const int8_t *restrict vector, float length) {
    for (int k = 0; k < TOC_FEATURE_WIDTH; k++) {
        sum[k] += (float)vector[k] / length;
    }
}

static void vector_add(const view *v, int i, float *sum) {
    int8_t vector[TOC_FEATURE_WIDTH];
    if (i < 0 || in_party(v, i) || !is_content(v->scene, i)) {
        return;
    }
    toc_syntax_vector(v->syntax, v->scene->lemma[i], vector);
    int square = 0; /* at most 2^20: the same as a float */
    for (int k = 0; k < TOC_FEATURE_WIDTH; k++) {
        square += vector[k] * vector[k];
    }
    float length = (float)square;
    if (length > 0) {
        unit_add(sum, vector, sqrtf(length));
    }
}

static void scale_to(float *sum, float wanted) {
    float length = 0;
    for (int k = 0; k < TOC_FEATURE_WIDTH; k++) {
        length += sum[k] * sum[k];
    }
    for (int k = 0; k < TOC_FEATURE_WIDTH && length > 0; k++) {
        sum[k] *= wanted / sqrtf(length);
    }
}

static void vectors_read(view *v) {
    static const float weights[TOC_FEATURE_BLOCKS] = {3, 2, 2, 2};
    toc_features *f = v->out;
    for (int i = 0; i < v->scene->n; i++) {
        if (v->place[i] < TOC_PLACE_NEAR) {
            vector_add(v, i, f->dense[0]);
        }
        vector_add(v, i, f->dense[3]);
    }
    vector_add(v, v->count_s > 0 ? v->way_s[0] : v->meet, f->dense[1]);
    vector_add(v, v->count_t > 0 ? v->way_t[0] : v->meet, f->dense[2]);
    for (int b = 0; b < TOC_FEATURE_BLOCKS; b++) {
        scale_to(f->dense[b], weights[b]);
    }
}

static int predicate_of(const view *v) {
    if (v->meet >= 0 && !in_party(v, v->meet)) {
        return v->meet;
    }
    if (v->count_s > 0) {
        return v->way_s[v->count_s - 1];
    }
    return v->count_t > 0 ? v->way_t[0] : v->meet;
}

void toc_features_read(const toc_scene *scene, const toc_syntax *syntax, const toc_ontology *ontology, toc_span source,
                       toc_span target, toc_features *out) {
    uint8_t *place = toc_arena_alloc(scene->arena, (size_t)scene->n + 1);
    view v = {.scene = scene, .syntax = syntax, .source = source, .target = target, .place = place, .out = out};
    out->count = out->hit_count = 0;
    out->place = place;
    out->source = source;
    out->target = target;
    memset(out->dense, 0, sizeof out->dense);
    if (!place) {
        out->root_count = 0;
        out->predicate = out->source_head = out->target_head = -1;
        return;
    }
    ways_find(&v);
    out->source_head = v.source_head;
    out->target_head = v.target_head;
    places_fill(&v);
    add(&v, "always", none(), none(), 1, -1);
    if (source.from >= 0 && target.from >= 0) {
        add(&v, source.from < target.from ? "source first" : "target first", none(), none(), 1, -1);
    }
    out->predicate = predicate_of(&v);
    toc_head_hits_find(scene, ontology, source, target, out);
    toc_root nearest = heads_read(&v);
    operators_read(&v, nearest);
    way_read(&v, "source's way", v.way_s, v.count_s);
    way_read(&v, "target's way", v.way_t, v.count_t);
    if (v.meet >= 0) {
        way_read(&v, "meeting", &v.meet, 1);
    }
    party_read(&v, true);
    party_read(&v, false);
    vectors_read(&v);
    words_read(&v);
    out->root_count = out->count;
    shape_read(&v, nearest);
}
