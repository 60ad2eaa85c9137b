/*
 * The walk: a day's questions are asked before its facts are known; when it has ended the network, the rules and the
 * places learn from them, and the facts become history. Rows for the network: the true answers, the HARD candidates
 * that counts put first, EASY drawn from the others looked at, and FAR from all behind: else whoever stands far behind
 * would be known to the network as a true answer only.
 */
#include "forecast/next_inside.h"

#include "base/mem.h"

#include <stdlib.h>

enum { LOOK = 64, HARD = 24, EASY = 4, FAR = 6, BATCH = 16, DAY_BATCH = 8, HITS_MAX = 32, WARM_DAYS = 5 };
enum { X_MAX = TOC_NEXT_ASK_MAX + 64 }; /* rows of features at hand */
static const float RATE = 1.5e-3f, DAY_RATE = 3e-4f;
static const double HALF_LIVES[SPANS] = {3, 15, 90};
static const double SHARE_LEAN = 8; /* events of the usual, beside an actor's own; chosen on the end of train */

/* ---- making and freeing ---- */

static bool tables_new(toc_next *n) {
    size_t entities = n->scheme.entity_count, rules = (size_t)n->twice * n->twice * AGES;
    size_t kinds = (size_t)n->kinds * n->kinds * AGES, places = entities * PLACE, bends = (size_t)n->twice * PLACE;
    struct {
        void **at;
        size_t count, size;
    } wish[] = {{(void **)&n->nodes, entities, sizeof(node)},
                {(void **)&n->fallen, n->twice, sizeof(list)},
                {(void **)&n->kin, n->kinds, sizeof(list)},
                {(void **)&n->fallen_all, n->twice, sizeof(tally)},
                {(void **)&n->kin_all, n->kinds, sizeof(tally)},
                {(void **)&n->rule_weight, rules, sizeof(float)},
                {(void **)&n->rule_square, rules, sizeof(float)},
                {(void **)&n->rule_tried, rules, sizeof(float)},
                {(void **)&n->rule_came, rules, sizeof(float)},
                {(void **)&n->kind_tried, kinds, sizeof(float)},
                {(void **)&n->kind_came, kinds, sizeof(float)},
                {(void **)&n->place, places, sizeof(float)},
                {(void **)&n->place_square, places, sizeof(float)},
                {(void **)&n->bend, bends, sizeof(float)},
                {(void **)&n->bend_square, bends, sizeof(float)},
                {(void **)&n->shift, bends, sizeof(float)},
                {(void **)&n->shift_square, bends, sizeof(float)},
                {(void **)&n->liked, entities, sizeof(float)},
                {(void **)&n->liked_square, entities, sizeof(float)},
                {(void **)&n->candidates, entities, sizeof(candidate)},
                {(void **)&n->answers, entities, sizeof(toc_next_answer)},
                {(void **)&n->mark, entities, sizeof(uint32_t)},
                {(void **)&n->fall_mark, entities, sizeof(uint32_t)},
                {(void **)&n->fall_index, entities, sizeof(uint32_t)},
                {(void **)&n->hop_mark, entities, sizeof(uint32_t)},
                {(void **)&n->hop, entities, sizeof(float)},
                {(void **)&n->chain, entities, sizeof(float)},
                {(void **)&n->x, X_MAX, sizeof *n->x},
                {(void **)&n->rule_sum, X_MAX, sizeof(float)},
                {(void **)&n->score, X_MAX, sizeof(float)},
                {(void **)&n->seen1, X_MAX, sizeof *n->seen1},
                {(void **)&n->seen2, X_MAX, sizeof *n->seen2}};
    for (size_t i = 0; i < sizeof wish / sizeof *wish; i++)
        if ((*wish[i].at = toc_mem_calloc(wish[i].count, wish[i].size)) == NULL)
            return false;
    return rank_new(n);
}

static void begin(toc_next *n) {
    for (int k = 0; k < SPANS; k++)
        for (int d = 0; d < DAYS_MAX; d++)
            n->decay[k][d] = (float)exp2(-d / HALF_LIVES[k]);
    for (size_t i = 0; i < (size_t)n->scheme.entity_count * PLACE; i++)
        n->place[i] = (float)(toc_rng_unit(&n->rng) - 0.5) * 0.6f;
    for (size_t i = 0; i < (size_t)n->twice * PLACE; i++)
        n->bend[i] = 1 + (float)(toc_rng_unit(&n->rng) - 0.5) * 0.2f;
}

toc_rc toc_next_new(const toc_next_scheme *scheme, toc_next **out, toc_err *err) {
    if (scheme->entity_count > 1u << 24 || scheme->relation_count > 512 || scheme->family_count > 64)
        return toc_err_set(err, TOC_ELIMIT, "too many actors (%u) or relations (%u) to look ahead",
                           scheme->entity_count, scheme->relation_count);
    toc_next *n = toc_mem_calloc(1, sizeof *n);
    if (n == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory to look ahead");
    n->scheme = *scheme;
    n->twice = scheme->relation_count * 2;
    n->kinds = scheme->family_count * 2;
    n->day = -1;
    toc_rng_init(&n->rng, scheme->seed);
    if (!tables_new(n)) {
        toc_next_free(n);
        return toc_err_set(err, TOC_ENOMEM, "no memory to look ahead over %u actors", scheme->entity_count);
    }
    begin(n);
    *out = n;
    return TOC_OK;
}

static void history_free(toc_next *n) {
    for (size_t i = 0; n->nodes != NULL && i < n->scheme.entity_count; i++) {
        list *l = &n->nodes[i].partners;
        for (size_t k = 0; k < l->count; k++)
            list_free(&((partner *)l->items + k)->deeds);
        list_free(l);
    }
    for (uint32_t i = 0; n->fallen != NULL && i < n->twice; i++)
        list_free(&n->fallen[i]);
    for (uint32_t i = 0; n->kin != NULL && i < n->kinds; i++)
        list_free(&n->kin[i]);
    book *books[] = {&n->pairs, &n->fallen_at, &n->kin_at, &n->own_at, &n->own_kin_at};
    for (size_t i = 0; i < sizeof books / sizeof *books; i++)
        book_free(books[i]);
}

void toc_next_free(toc_next *n) {
    if (n == NULL)
        return;
    history_free(n);
    rank_free(n);
    list *lists[] = {&n->own,  &n->own_kin, &n->facts,      &n->lessons, &n->hopped,
                     &n->rows, &n->samples, &n->today_rows, &n->today};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        list_free(lists[i]);
    void *blocks[] = {n->nodes,        n->fallen,     n->kin,         n->fallen_all, n->kin_all,      n->rule_weight,
                      n->rule_square,  n->rule_tried, n->rule_came,   n->kind_tried, n->kind_came,    n->place,
                      n->place_square, n->bend,       n->bend_square, n->shift,      n->shift_square, n->liked,
                      n->liked_square, n->candidates, n->answers,     n->mark,       n->fall_mark,    n->fall_index,
                      n->hop_mark,     n->hop,        n->chain,       n->x,          n->rule_sum,     n->score,
                      n->seen1,        n->seen2};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        toc_mem_free(blocks[i]);
    toc_mem_free(n);
}

/* ---- a day ---- */

static int by_question(const void *a, const void *b) {
    const record *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->relation != y->relation)
        return x->relation < y->relation ? -1 : 1;
    return x->target < y->target ? -1 : x->target > y->target;
}

static bool same_question(const record *a, const record *b) {
    return a->source == b->source && a->relation == b->relation;
}

/* Both directions, sorted, each once. NULL when memory is refused. */
static record *double_facts(const toc_next *n, int32_t day, const toc_next_fact *facts, size_t *count) {
    record *all = toc_mem_alloc(2 * *count * sizeof *all + sizeof *all);
    size_t kept = 0;
    if (all == NULL)
        return NULL;
    for (size_t i = 0; i < *count; i++) {
        const toc_next_fact *f = &facts[i];
        all[2 * i] = (record){f->source, f->relation, f->target, day};
        all[2 * i + 1] = (record){f->target, f->relation + n->scheme.relation_count, f->source, day};
    }
    if (*count > 0)
        qsort(all, 2 * *count, sizeof *all, by_question);
    for (size_t i = 0; i < 2 * *count; i++)
        if (kept == 0 || by_question(&all[kept - 1], &all[i]) != 0)
            all[kept++] = all[i];
    *count = kept;
    return all;
}

static bool is_answer(const record *facts, size_t count, uint32_t actor) {
    for (size_t i = 0; i < count; i++)
        if (facts[i].target == actor)
            return true;
    return false;
}

static void swap_candidates(toc_next *n, size_t a, size_t b) {
    candidate held = n->candidates[a];
    n->candidates[a] = n->candidates[b];
    n->candidates[b] = held;
}

/* The first LOOK candidates; behind them the true answers that counts put elsewhere, then FAR others. How many. */
static size_t bring_forward(toc_next *n, const record *facts, size_t count) {
    size_t top = n->candidate_count < LOOK ? n->candidate_count : LOOK;
    for (size_t i = top; i < n->candidate_count && top < LOOK + HITS_MAX; i++)
        if (is_answer(facts, count, n->candidates[i].actor))
            swap_candidates(n, i, top++);
    for (int k = 0; k < FAR && top < n->candidate_count; k++, top++)
        swap_candidates(n, top, top + toc_rng_below(&n->rng, n->candidate_count - top));
    return top;
}

static bool add_row(toc_next *n, list *rows, size_t i, size_t stands_for, size_t drawn) {
    row *r = list_add(n, rows, sizeof *r);
    if (r != NULL)
        *r = rank_pack(n->x[i]);
    if (r != NULL && stands_for > drawn)
        r->lift = fast_log((float)stands_for / (float)drawn);
    return r != NULL;
}

static void add_sample(toc_next *n, list *samples, list *rows, const bool *came) {
    sample s = {.relation = n->relation, .from = rows->count};
    size_t look = n->candidate_count < LOOK ? n->candidate_count : LOOK;
    for (size_t i = 0; i < n->weighed && s.hits < HITS_MAX; i++)
        s.hits += came[i] && add_row(n, rows, i, 1, 1);
    size_t i = 0;
    s.rows = s.hits;
    for (size_t hard = 0; i < look && hard < HARD; i++)
        if (!came[i]) {
            s.rows += add_row(n, rows, i, 1, 1);
            hard++;
        }
    for (int k = 0; k < EASY && i < look; k++) {
        size_t at = i + toc_rng_below(&n->rng, look - i);
        s.rows += !came[at] && add_row(n, rows, at, look - i, EASY);
    }
    for (size_t far = look; far < n->weighed; far++)
        s.rows += !came[far] && add_row(n, rows, far, n->candidate_count - look, FAR);
    sample *kept = s.hits > 0 && s.rows > s.hits ? list_add(n, samples, sizeof s) : NULL;
    if (kept != NULL)
        *kept = s;
    else
        rows->count = s.from;
}

/* When nobody else listens, only what the rules learn from. */
static void rules_fill(toc_next *n, size_t i) {
    const candidate *c = &n->candidates[i];
    const partner *partners = n->nodes[n->actor].partners.items;
    n->rule_sum[i] = c->partner != UINT32_MAX ? rules_say(n, n->relation, &partners[c->partner], n->asked).sum : 0;
}

static void study(toc_next *n, int32_t day, const record *facts, size_t count, bool gather) {
    bool came[LOOK + HITS_MAX + FAR];
    bool any = false;
    candidates_find(n, day, facts[0].source, facts[0].relation);
    n->weighed = bring_forward(n, facts, count);
    for (size_t i = 0; i < n->weighed; i++) {
        if (gather || n->trained)
            features_fill(n, i);
        else
            rules_fill(n, i);
        came[i] = is_answer(facts, count, n->candidates[i].actor);
        any |= came[i];
    }
    rules_note(n, came, n->candidate_count < LOOK ? n->candidate_count : LOOK);
    if (any && gather && !n->trained && n->rows.count < TOC_NEXT_ROWS_MAX)
        add_sample(n, &n->samples, &n->rows, came);
    if (any && n->trained)
        add_sample(n, &n->today, &n->today_rows, came);
}

/* The network goes on learning, from the day that has ended. */
static void learn_today(toc_next *n) {
    uint32_t relations[DAY_BATCH];
    size_t held = 0;
    const sample *today = n->today.items;
    for (size_t i = 0; i < n->today.count; i++) {
        rank_learn(n, &today[i], n->today_rows.items);
        relations[held++] = today[i].relation;
        if (held == DAY_BATCH || i + 1 == n->today.count) {
            rank_step(n, DAY_RATE, relations, held);
            held = 0;
        }
    }
    n->today.count = n->today_rows.count = 0;
}

static void remember(toc_next *n, const record *facts, size_t count) {
    size_t from = n->facts.count;
    for (size_t i = 0; i < count; i++) {
        past_add(n, facts[i].day, facts[i].source, facts[i].relation, facts[i].target);
        record *r = facts[i].relation < n->scheme.relation_count ? list_add(n, &n->facts, sizeof *r) : NULL;
        if (r != NULL)
            *r = facts[i];
    }
    if (n->facts.count > from)
        places_learn(n, from);
}

toc_rc toc_next_live(toc_next *n, int32_t day, const toc_next_fact *facts, size_t count, bool gather, toc_err *err) {
    if (day <= n->day)
        return toc_err_set(err, TOC_EUSAGE, "days must be lived in their order");
    record *all = double_facts(n, day, facts, &count);
    if (all == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory for a day of %zu facts", count);
    bool warm = n->facts.count > 0 && day - ((const record *)n->facts.items)->day >= WARM_DAYS;
    for (size_t i = 0, to; warm && i < count && !n->refused; i = to) {
        for (to = i; to < count && same_question(&all[i], &all[to]);)
            to++;
        study(n, day, all + i, to - i, gather);
    }
    rules_learn(n);
    learn_today(n);
    remember(n, all, count);
    n->day = day;
    toc_mem_free(all);
    return n->refused ? toc_err_set(err, TOC_ENOMEM, "no memory to remember day %d", day) : TOC_OK;
}

/* ---- training ---- */

static void normalise(toc_next *n) {
    const row *rows = n->rows.items;
    for (int j = 0; j < FEATURES; j++) {
        double sum = 0, square = 0, count = (double)n->rows.count;
        for (size_t i = 0; i < n->rows.count; i++) {
            double v = (double)rows[i].x[j] / 1024;
            sum += v;
            square += v * v;
        }
        n->middle[j] = (float)(sum / count);
        n->scale[j] = (float)(1 / sqrt(square / count - sum / count * (sum / count) + 1e-4));
    }
}

/* Rises over the first fiftieth, then falls as a half cosine to a twentieth. */
static float rate_at(double done) {
    static const double pi = 3.14159265358979;
    return RATE * (float)(done < 0.02 ? done / 0.02 : 0.05 + 0.475 * (1 + cos(pi * done)));
}

static void epoch(toc_next *n, const uint32_t *order, int at, int epochs) {
    uint32_t relations[BATCH];
    size_t held = 0, count = n->samples.count;
    for (size_t i = 0; i < count; i++) {
        const sample *s = (const sample *)n->samples.items + order[i];
        rank_learn(n, s, n->rows.items);
        if (at == 0)
            rank_twelve(n, s, n->rows.items);
        relations[held++] = s->relation;
        if (held == BATCH || i + 1 == count) {
            rank_step(n, rate_at((at + (double)(i + 1) / (double)count) / epochs), relations, held);
            held = 0;
        }
    }
}

toc_rc toc_next_fit(toc_next *n, int epochs, toc_err *err) {
    size_t count = n->samples.count;
    if (count == 0)
        return toc_err_set(err, TOC_ENOTFOUND, "nothing to learn from");
    uint32_t *order = toc_mem_alloc(count * sizeof *order);
    if (order == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory to learn from %zu questions", count);
    normalise(n);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    for (int e = 0; e < epochs; e++) {
        toc_rng_shuffle(&n->rng, order, count);
        epoch(n, order, e, epochs);
    }
    toc_mem_free(order);
    list_free(&n->rows);
    list_free(&n->samples);
    n->trained = true;
    return TOC_OK;
}

bool toc_next_is_trained(const toc_next *n) {
    return n->trained;
}

size_t toc_next_rows(const toc_next *n) {
    return n->rows.count;
}

/* ---- asking ---- */

static int by_answer(const void *a, const void *b) {
    const toc_next_answer *x = a, *y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

static void weigh(toc_next *n) {
    for (size_t i = 0; i < n->weighed; i++) {
        row r;
        features_fill(n, i);
        r = rank_pack(n->x[i]);
        if (n->trained)
            rank_unpack(n, &r, n->x[i]);
    }
    if (n->trained)
        rank_forward(n, n->relation, n->weighed, (const float(*)[FEATURES])n->x);
    for (size_t i = 0; i < n->weighed && !n->trained; i++)
        n->score[i] = n->candidates[i].before;
}

static void set_chances(toc_next *n) {
    float all = 0;
    for (size_t i = 0; i < n->weighed; i++)
        all += n->answers[i].chance = fast_exp(n->answers[i].score - n->answers[0].score);
    for (size_t i = 0; i < n->weighed; i++)
        n->answers[i].chance /= all;
}

toc_rc toc_next_ask(toc_next *n, int32_t day, toc_next_query query, const toc_next_answer **out, size_t *count,
                    toc_err *err) {
    if (day <= n->day || query.actor >= n->scheme.entity_count || query.relation >= n->scheme.relation_count)
        return toc_err_set(err, TOC_EUSAGE, "asked of a day that was lived, or of nobody");
    candidates_find(n, day, query.actor, query.relation + (query.by_whom ? n->scheme.relation_count : 0));
    n->weighed = n->candidate_count < TOC_NEXT_ASK_MAX ? n->candidate_count : TOC_NEXT_ASK_MAX;
    weigh(n);
    float least = 0;
    for (size_t i = 0; i < n->weighed; i++) {
        n->answers[i] = (toc_next_answer){n->candidates[i].actor, n->score[i], 0};
        least = n->score[i] < least ? n->score[i] : least;
    }
    if (n->weighed > 1)
        qsort(n->answers, n->weighed, sizeof *n->answers, by_answer);
    set_chances(n);
    for (size_t i = n->weighed; i < n->candidate_count; i++)
        n->answers[i] = (toc_next_answer){n->candidates[i].actor, least - 100 + n->candidates[i].before, 0};
    *out = n->answers;
    *count = n->candidate_count;
    return n->refused ? toc_err_set(err, TOC_ENOMEM, "no memory to look ahead") : TOC_OK;
}

toc_rc toc_next_baseline(toc_next *n, int which, const toc_next_answer **out, size_t *count, toc_err *err) {
    if (which == 1 && !n->trained)
        return toc_err_set(err, TOC_EUSAGE, "the softmax of counts is not trained");
    float all[SPANS];
    tally_at(n, &n->fallen_all[n->relation], n->asked, all);
    for (size_t i = 0; i < n->candidate_count; i++) {
        const candidate *c = &n->candidates[i];
        float score = i < n->weighed || which == 0 ? 0 : -1000 + c->before;
        const partner *p = past_partner(n, n->actor, c->actor);
        const tally *fell = past_fallen(n, n->relation, c->actor);
        if (which == 0) {
            score = 1e-3f * (float)fell->count / ((float)n->fallen_all[n->relation].count + 1);
            for (size_t k = 0; p != NULL && k < p->deeds.count; k++) {
                const deed *d = (const deed *)p->deeds.items + k;
                if (d->relation == n->relation)
                    score += (float)exp2(-0.1 * (n->asked - d->when.last));
            }
        } else if (i < n->weighed) {
            for (int j = 0; j < TWELVE; j++) {
                int f = TWELVE_OF[j];
                float x = n->x[i][f] / n->scale[f] + n->middle[f];
                score += n->twelve.w[j] * x;
            }
        }
        n->answers[i] = (toc_next_answer){c->actor, score, 0};
    }
    *out = n->answers;
    *count = n->candidate_count;
    return TOC_OK;
}

double toc_next_rate(const toc_next *n, int32_t day, toc_next_query query) {
    float c[SPANS];
    uint32_t relation = query.relation + (query.by_whom ? n->scheme.relation_count : 0);
    tally_at(n, past_own(n, query.actor, relation), day, c);
    /* a rate of one a day has, in the long run, a sum of 1 / (1 - 2^(-1/h)) */
    double fast = c[1] * (1 - exp2(-1 / HALF_LIVES[1])), slow = c[2] * (1 - exp2(-1 / HALF_LIVES[2]));
    return (fast + slow) / 2;
}

static float recent(const toc_next *n, const tally *t, int32_t day) {
    float c[SPANS];
    tally_at(n, t, day, c);
    return (c[1] + c[2]) / 2;
}

double toc_next_share(const toc_next *n, int32_t day, toc_next_query query) {
    uint32_t turn = query.by_whom ? n->scheme.relation_count : 0, relation = query.relation + turn;
    double own = (double)recent(n, past_own(n, query.actor, relation), day);
    double mine = (double)recent(n, &n->nodes[query.actor].both[query.by_whom], day), of_all = 0;
    for (uint32_t r = 0; r < n->scheme.relation_count; r++)
        of_all += (double)recent(n, &n->fallen_all[r + turn], day);
    double usual = of_all > 0 ? (double)recent(n, &n->fallen_all[relation], day) / of_all : 0;
    return (own + SHARE_LEAN * usual) / (mine + SHARE_LEAN);
}

/* ---- why ---- */

static void explain_pair(const toc_next *n, const partner *p, toc_next_reason *r) {
    int side = n->relation >= n->scheme.relation_count;
    const tally *out = &p->both[side], *back = &p->both[!side];
    r->pair_days = out->count;
    r->pair_last = out->count > 0 ? (uint32_t)(n->asked - out->last) : 0;
    r->back_days = back->count;
    r->back_last = back->count > 0 ? (uint32_t)(n->asked - back->last) : 0;
    for (size_t k = 0; k < p->deeds.count; k++) {
        const deed *d = (const deed *)p->deeds.items + k;
        if (d->relation == n->relation) {
            r->same_ever = d->when.count;
            r->same_last = (uint32_t)(n->asked - d->when.last);
        }
    }
    verdict v = rules_say(n, n->relation, p, n->asked);
    if (v.told > 0) {
        r->rule_relation = v.relation < n->scheme.relation_count ? v.relation : turned(n, v.relation);
        r->rule_back = (v.relation >= n->scheme.relation_count) != (n->relation >= n->scheme.relation_count);
        r->rule_last = (uint32_t)(n->asked - v.last);
        r->rule_chance = (double)v.told;
    }
}

static uint32_t count_60(const toc_next *n, uint32_t actor) {
    bool turn = n->relation >= n->scheme.relation_count;
    record want =
        turn ? (record){actor, turned(n, n->relation), n->actor, 0} : (record){n->actor, n->relation, actor, 0};
    uint32_t count = 0;
    const record *facts = n->facts.items;
    for (size_t i = n->facts.count; i > 0 && facts[i - 1].day >= n->asked - 60; i--)
        count += by_question(&facts[i - 1], &want) == 0;
    return count;
}

/* Whom the two have both met, most of late by the lesser of the two. */
static uint32_t between_them(const toc_next *n, uint32_t actor) {
    uint32_t best = n->scheme.entity_count;
    float most = 0;
    const list *l = &n->nodes[n->actor].partners;
    for (size_t i = 0; i < l->count; i++) {
        const partner *p = (const partner *)l->items + i, *q = past_partner(n, p->actor, actor);
        float a[SPANS], b[SPANS], c[SPANS], d[SPANS];
        if (q == NULL)
            continue;
        tally_at(n, &p->both[0], n->asked, a);
        tally_at(n, &p->both[1], n->asked, b);
        tally_at(n, &q->both[0], n->asked, c);
        tally_at(n, &q->both[1], n->asked, d);
        float one = a[2] + b[2], two = c[2] + d[2], less = one < two ? one : two;
        if (less > most) {
            most = less;
            best = p->actor;
        }
    }
    return best;
}

toc_next_reason toc_next_explain(toc_next *n, uint32_t actor) {
    toc_next_reason r = {.via = n->scheme.entity_count};
    const partner *p = past_partner(n, n->actor, actor);
    if (p != NULL)
        explain_pair(n, p, &r);
    if (r.same_ever > 0)
        r.same_60 = count_60(n, actor);
    r.by_other = past_fallen(n, n->relation, actor)->count - r.same_ever;
    if (p == NULL)
        r.via = between_them(n, actor);
    return r;
}
