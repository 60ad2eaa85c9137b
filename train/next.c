/*
 * train-next: lives through facts from standard input and scores what is foretold of some days; script/accuracy
 * writes the input and prints the table.
 *
 * Lines of whole numbers, spaces between: "actors relations families"; the family of each relation, a line each; the
 * group and role of each actor; then "scored day source relation target" by rising day, scored 0 or 1. Out: one line of
 * JSON. Same input, same figures. --whole: the reliability of "his next event is this one", too.
 */
#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "forecast/next_score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GATHER_DAYS = 130, EPOCHS = 2, MODELS = 3, LINE_MAX_BYTES = 4096, TRUTHS_MAX = 4096 };

typedef struct fact_line {
    int32_t day;
    bool scored;
    toc_next_fact fact;
} fact_line;

typedef struct course {
    toc_next_scheme scheme;
    fact_line *facts;
    size_t count;
    toc_next_tally tally[MODELS][2], seen[2], unseen[2];
    toc_next_bins bins, whole; /* of whom, given actor and relation; of relation and whom, given the actor */
    bool is_whole_wanted;
    double ask_seconds, fit_seconds;
    size_t rows;
} course;

_Noreturn static void die(const char *what) {
    fprintf(stderr, "train-next: %s\n", what);
    exit(1);
}

static void need(toc_rc rc, const toc_err *err) {
    if (rc != TOC_OK)
        die(err->text);
}

static bool numbers(toc_reader *reader, uint32_t *out, size_t count) {
    toc_str line, cell;
    bool cut, more;
    toc_err err = {0};
    need(toc_reader_next(reader, &line, &cut, &more, &err), &err);
    for (size_t i = 0; more && i < count; i++) {
        int64_t value = -1;
        cell = line.ptr != NULL ? toc_str_cut(&line, ' ') : (toc_str){"", 0};
        if (!toc_str_to_i64(cell, &value) || value < 0 || value > UINT32_MAX)
            die("a line is not as it should be");
        out[i] = (uint32_t)value;
    }
    return more;
}

static void *must(void *ptr) {
    if (ptr == NULL)
        die("no memory");
    return ptr;
}

static void read_course(course *c, toc_arena *arena) {
    toc_reader *reader = NULL;
    toc_err err = {0};
    uint32_t n[5];
    size_t capacity = 1 << 16;
    need(toc_reader_open("-", LINE_MAX_BYTES, &reader, &err), &err);
    if (!numbers(reader, n, 3))
        die("no input");
    c->scheme = (toc_next_scheme){n[0], n[1], n[2], NULL, NULL, NULL, 7};
    uint32_t *family = must(toc_arena_array(arena, n[1] + 1, sizeof *family));
    uint32_t *group = must(toc_arena_array(arena, n[0] + 1, sizeof *group));
    uint32_t *role = must(toc_arena_array(arena, n[0] + 1, sizeof *role));
    for (uint32_t i = 0; i < c->scheme.relation_count && numbers(reader, n, 1); i++)
        family[i] = n[0];
    for (uint32_t i = 0; i < c->scheme.entity_count && numbers(reader, n, 2); i++) {
        group[i] = n[0];
        role[i] = n[1];
    }
    c->scheme.family = family;
    c->scheme.group = group;
    c->scheme.role = role;
    c->facts = must(toc_arena_array(arena, capacity, sizeof *c->facts));
    while (numbers(reader, n, 5)) {
        if (c->count == capacity) {
            fact_line *more = must(toc_arena_array(arena, capacity * 2, sizeof *more));
            memcpy(more, c->facts, capacity * sizeof *more);
            c->facts = more;
            capacity *= 2;
        }
        c->facts[c->count++] = (fact_line){(int32_t)n[1], n[0] == 1, {n[2], n[3], n[4]}};
    }
    toc_reader_close(reader);
}

static bool answers_to(const toc_next_fact *f, toc_next_query q) {
    return f->relation == q.relation && (q.by_whom ? f->target : f->source) == q.actor;
}

/* The true answers of the question on its day, each once. */
static size_t find_truths(const fact_line *day, size_t count, toc_next_query q, uint32_t *truths) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t actor = q.by_whom ? day[i].fact.source : day[i].fact.target;
        bool new = answers_to(&day[i].fact, q) && found < TRUTHS_MAX;
        for (size_t k = 0; k < found && new; k++)
            new = truths[k] != actor;
        if (new)
            truths[found++] = actor;
    }
    return found;
}

static void add_bins(course *c, const toc_next_answer *answers, size_t count, uint32_t truth, const uint32_t *truths,
                     size_t found) {
    if (found > 1)
        return; /* a chance is that of the one answer */
    for (size_t i = 0; i < count && answers[i].chance > 0; i++)
        toc_next_bins_add(&c->bins, (double)answers[i].chance, answers[i].actor == truth);
    (void)truths;
}

static void score(course *c, toc_next *next, const fact_line *day, size_t count, toc_next_query q, uint32_t truth) {
    uint32_t truths[TRUTHS_MAX];
    size_t found = find_truths(day, count, q, truths), answer_count = 0;
    const toc_next_answer *answers = NULL;
    toc_err err = {0};
    double began = toc_clock_seconds();
    need(toc_next_ask(next, day->day, q, &answers, &answer_count, &err), &err);
    c->ask_seconds += toc_clock_seconds() - began;
    double rank = toc_next_rank(answers, answer_count, c->scheme.entity_count, truth, truths, found);
    toc_next_tally_add(&c->tally[0][q.by_whom], rank);
    toc_next_tally_add(toc_next_explain(next, truth).same_ever > 0 ? &c->seen[q.by_whom] : &c->unseen[q.by_whom], rank);
    add_bins(c, answers, answer_count, truth, truths, found);
    for (int m = 0; m < 2; m++) {
        need(toc_next_baseline(next, m, &answers, &answer_count, &err), &err);
        rank = toc_next_rank(answers, answer_count, c->scheme.entity_count, truth, truths, found);
        toc_next_tally_add(&c->tally[m + 1][q.by_whom], rank);
    }
}

static void add_whole(course *c, const fact_line *day, size_t count, uint32_t actor, uint32_t relation,
                      const toc_next_answer *answer, double chance) {
    for (size_t i = 0; i < count; i++)
        if (day[i].fact.source == actor)
            toc_next_bins_add(&c->whole, chance,
                              day[i].fact.relation == relation && day[i].fact.target == answer->actor);
}

/* Each event of the day against what was to be expected of its source: which relation, and on whom. */
static void score_whole(course *c, toc_next *next, const fact_line *day, size_t count, uint32_t actor) {
    for (uint32_t r = 0; r < c->scheme.relation_count; r++) {
        const toc_next_answer *answers = NULL;
        size_t answer_count = 0;
        toc_err err = {0};
        toc_next_query q = {actor, r, false};
        double share = toc_next_share(next, day->day, q);
        if (share < 0.01)
            continue;
        need(toc_next_ask(next, day->day, q, &answers, &answer_count, &err), &err);
        for (size_t i = 0; i < answer_count && share * (double)answers[i].chance >= 0.01; i++)
            add_whole(c, day, count, actor, r, &answers[i], share * (double)answers[i].chance);
    }
}

static bool is_first_of(const fact_line *day, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (day[i].fact.source == day[at].fact.source)
            return false;
    return true;
}

static void walk(course *c, toc_next *next) {
    toc_err err = {0};
    size_t first = 0;
    while (first < c->count && !c->facts[first].scored)
        first++;
    if (first == c->count || first == 0)
        die("nothing to score, or nothing before it");
    int32_t begin = c->facts[first].day;
    for (size_t i = 0, to; i < c->count; i = to) {
        int32_t day = c->facts[i].day;
        toc_next_fact *facts = NULL;
        if (day >= begin && !toc_next_is_trained(next)) {
            double began = toc_clock_seconds();
            c->rows = toc_next_rows(next);
            need(toc_next_fit(next, EPOCHS, &err), &err);
            c->fit_seconds = toc_clock_seconds() - began;
        }
        for (to = i; to < c->count && c->facts[to].day == day;)
            to++;
        for (size_t k = i; k < to; k++) {
            const toc_next_fact *f = &c->facts[k].fact;
            if (c->facts[k].scored) {
                score(c, next, c->facts + i, to - i, (toc_next_query){f->source, f->relation, false}, f->target);
                score(c, next, c->facts + i, to - i, (toc_next_query){f->target, f->relation, true}, f->source);
            }
        }
        for (size_t k = i; k < to && c->is_whole_wanted && day >= begin; k++)
            if (is_first_of(c->facts + i, k - i))
                score_whole(c, next, c->facts + i, to - i, c->facts[k].fact.source);
        toc_arena scratch;
        toc_arena_init(&scratch, 0);
        facts = must(toc_arena_array(&scratch, to - i, sizeof *facts));
        for (size_t k = i; k < to; k++)
            facts[k - i] = c->facts[k].fact;
        need(toc_next_live(next, day, facts, to - i, day >= begin - GATHER_DAYS, &err), &err);
        toc_arena_fini(&scratch);
    }
}

static void print_tally(const char *name, const toc_next_tally *t) {
    toc_next_tally mean = toc_next_tally_mean(&t[0], &t[1]);
    printf(",\"%s\":{\"mrr\":%.5f,\"hits1\":%.5f,\"hits3\":%.5f,\"hits10\":%.5f,\"target\":%.5f,\"source\":%.5f,"
           "\"count\":%lld}",
           name, mean.reciprocal, mean.hits1, mean.hits3, mean.hits10, t[0].reciprocal / (double)t[0].count,
           t[1].reciprocal / (double)t[1].count, (long long)mean.count);
}

static void print_bins(const char *name, const toc_next_bins *b) {
    double error = toc_next_bins_error(b);
    printf(",\"%s\":{\"error\":%.5f,\"bins\":[", name, error == error ? error : 0);
    for (int i = 0; i < TOC_NEXT_BINS; i++)
        printf("%s[%lld,%lld,%.4f]", i ? "," : "", (long long)b->count[i], (long long)b->came[i], b->chance[i]);
    printf("]}");
}

int main(int argc, char **argv) {
    static course c;
    toc_arena arena;
    toc_next *next = NULL;
    toc_err err = {0};
    double began = toc_clock_seconds();
    c.is_whole_wanted = argc > 1 && strcmp(argv[1], "--whole") == 0;
    toc_arena_init(&arena, 0);
    read_course(&c, &arena);
    need(toc_next_new(&c.scheme, &next, &err), &err);
    walk(&c, next);
    printf("{\"rows\":%zu", c.rows);
    print_tally("next", c.tally[0]);
    print_tally("recurrency", c.tally[1]);
    print_tally("twelve", c.tally[2]);
    print_tally("seen", c.seen);
    print_tally("unseen", c.unseen);
    print_bins("bins", &c.bins);
    print_bins("whole", &c.whole);
    printf(",\"seconds\":%.2f,\"ask_seconds\":%.2f,\"fit_seconds\":%.2f}\n", toc_clock_seconds() - began, c.ask_seconds,
           c.fit_seconds);
    toc_next_free(next);
    toc_arena_fini(&arena);
    return 0;
}
