/* questions -> rates -> events of all pairs -> ladder -> record, its score -> sheet. */
#include "op/questions.h"

#include "base/file.h"

/* The pool: the last three years; in a ledger so busy that they hold more than that many events (about a second),
 * fewer days; none where these would be fewer than 60, too few to tell episodes: such a ledger tells of a pair itself.
 */
enum { POOL_DAYS = TOC_PACE_HALF_LIFE, POOL_EVENTS = 50000, POOL_LEAST = 60 };

toc_rc toc_questions_record(const char *path, toc_arena *arena, toc_record *out, toc_err *err) {
    const char *head = path ? toc_arena_printf(arena, "%s.head", path).ptr : NULL;
    if (!head)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the name of the forecast ledger");
    if (!toc_file_exists(path) && !toc_file_exists(head))
        return toc_err_set(err, TOC_ENOTFOUND, "there is no forecast ledger at \"%s\"; tocsin forecast makes one",
                           path);
    return toc_record_read(path, arena, out, err);
}

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the questions");
}

static toc_rc read_all(toc_env *env, toc_arena *arena, toc_question **out, size_t *count, toc_err *err) {
    const char *data = NULL;
    toc_rc rc = toc_env_data_dir(env, &data, err);
    toc_str folder = rc == TOC_OK ? toc_arena_printf(arena, "%s/questions", data) : TOC_STR("");
    if (rc == TOC_OK && !folder.ptr)
        return no_memory(err);
    return rc == TOC_OK ? toc_questions_read(folder.ptr, arena, out, count, err) : rc;
}

toc_rc toc_questions_find(toc_env *env, const char *name, toc_arena *arena, toc_question *out, toc_err *err) {
    toc_question *all;
    size_t count;
    if (toc_str_ends(toc_str_of(name), TOC_STR(".toml")))
        return toc_question_read(name, arena, out, err);
    toc_rc rc = read_all(env, arena, &all, &count, err);
    for (size_t i = 0; rc == TOC_OK && i < count; i++)
        if (toc_str_equal(all[i].id, toc_str_of(name))) {
            *out = all[i];
            return TOC_OK;
        }
    return rc == TOC_OK ? toc_err_set(err, TOC_EUSAGE,
                                      "there is no question \"%s\" in data/questions; name one of them, or a file "
                                      "that ends in .toml",
                                      name)
                        : rc;
}

/* "ledger NAME 1234 events; dispute.bin HASH; disputes.tsv HASH; …" */
static toc_rc tell_data(toc_env *env, const toc_questions_input *in, toc_arena *arena, toc_questions *out,
                        toc_day *known_from, toc_err *err) {
    static const char *const tables[] = {"disputes.tsv", "invocations.tsv", "clauses.tsv", "wars.tsv"};
    const char *data = NULL;
    toc_store_span span;
    char hash[33];
    int64_t bytes;
    toc_rc rc = toc_env_data_dir(env, &data, err);
    rc = rc == TOC_OK && in->store ? toc_store_spans(in->store, &span, err) : rc;
    if (rc != TOC_OK)
        return rc;
    *known_from = !in->store ? TOC_DAY_NONE : span.first != TOC_DAY_NONE ? span.first : span.first_event;
    out->data = in->store
                    ? toc_arena_printf(arena, "ledger %s, %zu events between the sides", span.ledger, in->pair->count)
                    : TOC_STR("no ledger");
    out->data = toc_arena_printf(arena, "%.*s; model of disputes %s", TOC_FMT(out->data), in->structure->hash);
    for (size_t i = 0; rc == TOC_OK && i < sizeof tables / sizeof *tables; i++) {
        toc_str path = toc_arena_printf(arena, "%s/world/%s", data, tables[i]);
        rc = path.ptr ? toc_file_hash(path.ptr, hash, &bytes, err) : no_memory(err);
        out->data = toc_arena_printf(arena, "%.*s; %s %s", TOC_FMT(out->data), tables[i], hash);
    }
    return rc == TOC_OK && !out->data.ptr ? no_memory(err) : rc;
}

/* How many days the pool has; 0: none. */
static toc_day pool_days(const toc_store_facts *facts, toc_day asof, toc_day known_from) {
    double events = (double)(facts->text_events + facts->foreign_events + facts->records);
    double per_day = events / (facts->span.last_event - facts->span.first_event + 1.0), most = POOL_EVENTS / per_day;
    toc_day days = POOL_DAYS < asof - known_from + 1 ? POOL_DAYS : asof - known_from + 1;
    if (most < POOL_LEAST)
        return 0;
    return most < days ? (toc_day)most : days;
}

static toc_rc take_event(void *ctx, const toc_event *event, toc_err *err) {
    return toc_expect_take(ctx, event, err);
}

/* What passes between all pairs, for the ladder. */
static toc_rc read_pool(toc_store *store, toc_ladder_input *ladder, toc_expect *pool, toc_err *err) {
    toc_store_facts facts;
    toc_day asof = ladder->a->asof;
    toc_rc rc = store ? toc_store_describe(store, &facts, err) : TOC_OK;
    if (rc != TOC_OK || ladder->known_from == TOC_DAY_NONE || ladder->known_from > asof)
        return rc;
    toc_day first = asof - pool_days(&facts, asof, ladder->known_from) + 1;
    const toc_event_query query = {.from = first, .to = asof, .asof = asof};
    if (first > asof)
        return TOC_OK;
    ladder->pool = pool;
    rc = toc_expect_init(pool, ladder->questions, ladder->count, first, asof, err);
    return rc == TOC_OK ? toc_store_each_event(store, &query, take_event, pool, err) : rc;
}

toc_rc toc_questions_ask(toc_env *env, const toc_questions_input *in, toc_arena *arena, toc_questions *out,
                         toc_err *err) {
    toc_question *questions = NULL;
    toc_ladder_input ladder = {.a = in->a,
                               .b = in->b,
                               .questions = in->question,
                               .count = 1,
                               .rates = in->rates ? in->rates : &out->rates,
                               .pair = in->pair,
                               .chance = toc_structure_chance,
                               .ctx = in->structure,
                               .no_chance = in->structure->why_not};
    toc_expect pool = {.any = 0};
    toc_rc rc = toc_env_world(env, &ladder.world, err);
    if (rc == TOC_OK && !in->question) {
        rc = read_all(env, arena, &questions, &ladder.count, err);
        ladder.questions = questions;
    }
    rc = rc == TOC_OK ? tell_data(env, in, arena, out, &ladder.known_from, err) : rc;
    if (rc == TOC_OK && !in->rates)
        toc_rates_make(ladder.world, in->a, in->b, &out->rates);
    rc = rc == TOC_OK ? read_pool(in->store, &ladder, &pool, err) : rc;
    rc = rc == TOC_OK ? toc_ladder_make(&ladder, arena, &out->ladder, err) : rc;
    toc_expect_fini(&pool);
    rc = rc == TOC_OK ? toc_record_read(in->record, arena, &out->record, err) : rc;
    rc = rc == TOC_OK ? toc_score_make(&out->record, arena, &out->score, err) : rc;
    toc_ladder_facts facts = {.ladder = &out->ladder,
                              .a = in->a,
                              .b = in->b,
                              .score = &out->score,
                              .basis = in->structure->basis,
                              .warning = in->structure->warning};
    return rc == TOC_OK ? toc_ladder_sheet_make(&facts, arena, &out->sheet, err) : rc;
}
