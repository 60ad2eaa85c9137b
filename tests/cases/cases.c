/*
 * Runs cases of coding that are written as data: run-cases [-v|-m] DATA FILE…
 *
 * FILE.txt with FILE.expect beside it is one document; any other FILE.txt holds blocks divided by "---": the text (and
 * "date: YYYY-MM-DD"), an empty line, expectations. An expectation is
 *   + EVENT modality source target [KEY=X …] | words                      must be coded; KEY is signal_to, speaker,
 * date (YYYY-MM-DD), by (precision of the date), country, adm1, from_text, to_text (the words of source and target;
 * '_' for a blank)
 *   - EVENT modality source target                                          must not be coded
 * with '/' between alternatives, '*' for anything and '-' for nothing; actor codes match as prefixes. "- * done * *"
 * means no deed (toc_event_is_deed). For what must be coded and is mutual by nature (talks, cooperation, agreements)
 * the two parties may stand either way round.
 *
 * -v shows what fails, with the events that were coded. -m, for files that tell all events of a sentence, prints a line for
 * each event that is done, between two known actors: its confidence, 1 when an expectation asks for it, else 0, its root
 * and its rule.
 */
#include "base/file.h"
#include "code/code.h"
#include "event/actor.h"
#include "event/ontology.h"
#include "lexicon/lexicon.h"
#include "syntax/syntax.h"
#include "world/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct bench {
    const toc_coder *coder;
    const char *file;
    bool verbose, measure;
    int passed, failed, shown;
    toc_day day;
} bench;

typedef struct wish {
    bool must;
    toc_str event, modality, source, target, signal_to, speaker, date, by, country, adm1, from_text, to_text;
} wish;

static bool matches(toc_str pattern, toc_str value, bool prefix) {
    for (toc_str rest = pattern; rest.ptr;) {
        toc_str one = toc_str_cut(&rest, '/');
        if (toc_str_equal(one, TOC_STR("*")) || (toc_str_equal(one, TOC_STR("-")) && value.len == 0)) {
            return true;
        }
        if (prefix ? value.len > 0 && toc_str_starts(value, one) : toc_str_equal(value, one)) {
            return true;
        }
    }
    return false;
}

static bool is_mutual(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_AGREE || root == TOC_SUPPORT;
}

static bool time_fits(const wish *w, const toc_event *e) {
    char day[11];
    return (w->date.len == 0 || matches(w->date, toc_str_of(toc_day_format(e->date, day)), false)) &&
           (w->by.len == 0 || matches(w->by, toc_str_of(toc_precision_name(e->precision)), false));
}

/* As matches, but pattern has '_' where value has a blank. */
static bool words_match(toc_str pattern, toc_str value) {
    char words[256];
    size_t len = value.len < sizeof words ? value.len : sizeof words;
    for (size_t i = 0; i < len; i++) {
        words[i] = value.ptr[i] == ' ' ? '_' : value.ptr[i];
    }
    return pattern.len == 0 || matches(pattern, (toc_str){words, len}, false);
}

static bool place_fits(const wish *w, const toc_event *e) {
    return (w->country.len == 0 || matches(w->country, e->place.country, false)) && words_match(w->adm1, e->place.adm1);
}

static bool words_fit(const wish *w, const toc_event *e) {
    return words_match(w->from_text, e->source.text) && words_match(w->to_text, e->target.text);
}

static bool event_fits(const wish *w, const toc_event *e) {
    if (!w->must && toc_str_equal(w->event, TOC_STR("*")) && toc_str_equal(w->modality, TOC_STR("done")) &&
        !toc_event_is_deed(e)) {
        return false;
    }
    bool parties = (matches(w->source, e->source.code, true) && matches(w->target, e->target.code, true)) ||
                   (w->must && is_mutual(e->root) && matches(w->source, e->target.code, true) &&
                    matches(w->target, e->source.code, true));
    return matches(w->event, toc_str_of(toc_root_name(e->root)), false) &&
           matches(w->modality, toc_str_of(toc_modality_name(e->modality)), false) && parties &&
           (w->signal_to.len == 0 || matches(w->signal_to, e->signal_to, true)) &&
           (w->speaker.len == 0 || matches(w->speaker, e->speaker.code, true)) && time_fits(w, e) && place_fits(w, e) &&
           words_fit(w, e);
}

static toc_str *wish_member(wish *w, toc_str key) {
    const struct {
        const char *key;
        toc_str *member;
    } members[] = {{"signal_to", &w->signal_to}, {"speaker", &w->speaker}, {"date", &w->date}, {"by", &w->by},
                   {"country", &w->country},     {"adm1", &w->adm1}, {"from_text", &w->from_text}, {"to_text", &w->to_text}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        if (toc_str_equal(key, toc_str_of(members[i].key))) {
            return members[i].member;
        }
    }
    return NULL;
}

static bool wish_read(toc_str line, wish *out) {
    toc_str rest = line, cells[12] = {{0}};
    size_t bar = toc_str_find(line, TOC_STR("|"), 0), n = 0;
    rest = toc_str_slice(line, 0, bar == SIZE_MAX ? line.len : bar);
    while (rest.ptr && n < 12) {
        toc_str cell = toc_str_cut(&rest, ' ');
        if (cell.len > 0) {
            cells[n++] = cell;
        }
    }
    if (n < 5 || cells[0].len != 1 || (cells[0].ptr[0] != '+' && cells[0].ptr[0] != '-')) {
        return false;
    }
    *out = (wish){.must = cells[0].ptr[0] == '+',
                  .event = cells[1],
                  .modality = cells[2],
                  .source = cells[3],
                  .target = cells[4]};
    for (size_t i = 5; i < n; i++) {
        toc_str value = cells[i], key = toc_str_cut(&value, '=');
        toc_str *member = wish_member(out, key);
        if (!member) {
            return false;
        }
        *member = value;
    }
    return true;
}

static void events_print(const toc_coded *coded) {
    for (size_t s = 0; s < coded->sentence_count; s++) {
        for (size_t k = 0; k < coded->sentences[s].event_count; k++) {
            const toc_event *e = &coded->sentences[s].events[k].event;
            char day[11];
            printf("      . [%s %s %.*s/%.*s] ", toc_day_format(e->date, day), toc_precision_name(e->precision),
                   TOC_FMT(e->place.country), TOC_FMT(e->place.adm1));
            printf("\"%.*s\" -> \"%.*s\": ", TOC_FMT(e->source.text), TOC_FMT(e->target.text));
            printf("%s %s %s %.*s -> %.*s (%.*s)%s%.*s%s%.*s  \"%.*s\"\n", toc_root_name(e->root),
                   e->cameo.ptr ? "" : "", toc_modality_name(e->modality), TOC_FMT(e->source.code),
                   TOC_FMT(e->target.code), TOC_FMT(e->rule), e->signal_to.len ? " signal_to=" : "",
                   TOC_FMT(e->signal_to), e->speaker.code.len ? " speaker=" : "", TOC_FMT(e->speaker.code),
                   (int)(e->span_to - e->span_from), coded->sentences[s].text.ptr + e->span_from);
        }
    }
}

static void wish_check(bench *b, toc_str line, const toc_coded *coded, toc_str text, bool *told) {
    wish w;
    if (line.len == 0 || line.ptr[0] == '#') {
        return;
    }
    if (!wish_read(line, &w)) {
        printf("  %s: not an expectation: %.*s\n", b->file, TOC_FMT(line));
        b->failed++;
        return;
    }
    bool found = false;
    for (size_t s = 0; s < coded->sentence_count; s++) {
        for (size_t k = 0; k < coded->sentences[s].event_count; k++) {
            found |= event_fits(&w, &coded->sentences[s].events[k].event);
        }
    }
    if (found == w.must) {
        b->passed++;
        return;
    }
    b->failed++;
    if (b->verbose) {
        if (!*told) {
            printf("  %s: %.*s\n", b->file, TOC_FMT(text));
            *told = true;
        }
        printf("    %.*s\n", TOC_FMT(line));
    }
}

static void events_measure(const toc_coded *coded, toc_str expectations) {
    for (size_t s = 0; s < coded->sentence_count; s++) {
        for (size_t k = 0; k < coded->sentences[s].event_count; k++) {
            const toc_event *e = &coded->sentences[s].events[k].event;
            bool right = false;
            if (e->modality != TOC_DONE || toc_actor_root(e->source.code).len == 0 || toc_actor_root(e->target.code).len == 0) {
                continue;
            }
            for (toc_str rest = expectations; rest.ptr;) {
                wish w;
                right |= wish_read(toc_str_trim(toc_str_cut(&rest, '\n')), &w) && w.must && event_fits(&w, e);
            }
            printf("%.4f\t%d\t%s\t%.*s\n", e->confidence, right, toc_root_name(e->root), TOC_FMT(e->rule));
        }
    }
}

static void case_run(bench *b, const toc_document *document, toc_str expectations, toc_arena *arena) {
    toc_coded coded;
    toc_err err = {0};
    bool told = false;
    if (toc_code_document(b->coder, document, arena, &coded, &err)) {
        printf("  %s: %s\n", b->file, err.text);
        b->failed++;
        return;
    }
    for (toc_str rest = expectations; rest.ptr;) {
        wish_check(b, toc_str_trim(toc_str_cut(&rest, '\n')), &coded, document->text, &told);
    }
    if (told) {
        events_print(&coded);
    }
    if (b->measure) {
        events_measure(&coded, expectations);
    }
}

static void block_run(bench *b, toc_str block, toc_arena *arena) {
    toc_document document = {.date = b->day};
    size_t blank = toc_str_find(block, TOC_STR("\n\n"), 0);
    toc_str text = toc_str_slice(block, 0, blank == SIZE_MAX ? block.len : blank);
    toc_str wishes = blank == SIZE_MAX ? (toc_str){"", 0} : toc_str_slice(block, blank + 2, block.len);
    size_t date = toc_str_find(text, TOC_STR("\ndate:"), 0);
    if (date != SIZE_MAX) {
        document.date = toc_day_parse(toc_str_trim(toc_str_slice(text, date + 6, text.len)));
        text = toc_str_slice(text, 0, date);
    }
    document.text = toc_str_trim(text);
    document.id = toc_id_make('d', &document.text, 1);
    if (document.text.len > 0) {
        case_run(b, &document, wishes, arena);
    }
}

static void blocks_run(bench *b, toc_str text, toc_arena *arena) {
    size_t from = 0;
    while (from < text.len) {
        size_t mark = toc_str_find(text, TOC_STR("\n---\n"), from);
        size_t to = mark == SIZE_MAX ? text.len : mark;
        block_run(b, toc_str_slice(text, from, to), arena);
        from = mark == SIZE_MAX ? text.len : mark + 5;
    }
}

static void file_run(bench *b, const char *path, toc_arena *arena) {
    char expect[1024];
    toc_err err = {0};
    toc_str text;
    size_t len = strlen(path);
    b->file = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    snprintf(expect, sizeof expect, "%.*s.expect", (int)(len - 4), path);
    if (!toc_file_exists(expect)) {
        if (toc_file_read(path, 1 << 20, arena, &text, &err)) {
            printf("  %s\n", err.text);
            b->failed++;
        } else {
            blocks_run(b, text, arena);
        }
        return;
    }
    toc_docs *docs = NULL;
    toc_document document;
    bool more = false;
    toc_rc rc = toc_docs_open(path, TOC_FORMAT_TXT, TOC_DAY_NONE, NULL, NULL, &docs, &err);
    rc = rc ? rc : toc_docs_next(docs, arena, &document, &more, &err);
    rc = rc ? rc : toc_file_read(expect, 1 << 20, arena, &text, &err);
    if (rc || !more) {
        printf("  %s: %s\n", path, err.text);
        b->failed++;
    } else {
        case_run(b, &document, text, arena);
    }
    toc_docs_close(docs);
}

int main(int argc, char **argv) {
    toc_err err = {0};
    toc_lexicon *lexicon = NULL;
    toc_ontology *ontology = NULL;
    toc_world *world = NULL;
    toc_syntax *syntax = NULL;
    toc_scorer *scorer = NULL;
    toc_coder *coder = NULL;
    toc_splitter *splitter = NULL;
    toc_quiet *quiet = NULL;
    char model[1024], scores[1024], borders[1024], silence[1024];
    bench b = {.day = toc_day_of(2023, 8, 15)};
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        b.verbose |= strcmp(argv[at], "-v") == 0;
        b.measure |= strcmp(argv[at], "-m") == 0;
    }
    if (at >= argc) {
        fprintf(stderr, "usage: run-cases [-v|-m] DATA FILE...\n");
        return 2;
    }
    const char *data = argv[at++];
    snprintf(model, sizeof model, "%s/../models/syntax-en.bin", data);
    snprintf(scores, sizeof scores, "%s/../models/coding-en.bin", data);
    snprintf(borders, sizeof borders, "%s/../models/sentence-en.bin", data);
    snprintf(silence, sizeof silence, "%s/../models/quiet-en.bin", data);
    if (toc_lexicon_new(data, &lexicon, &err) || toc_ontology_new(data, &ontology, &err) ||
        toc_world_new(data, &world, &err) || toc_world_read_places(world, data, &err) ||
        toc_syntax_new(model, &syntax, &err) || toc_scorer_new(scores, &scorer, &err) ||
        toc_splitter_new(borders, &splitter, &err) || toc_quiet_new(silence, &quiet, &err) ||
        toc_coder_new(lexicon, ontology, world, syntax, scorer, &coder, &err)) {
        fprintf(stderr, "run-cases: %s\n", err.text);
        return 1;
    }
    toc_coder_use_splitter(coder, splitter);
    toc_coder_use_quiet(coder, quiet);
    b.coder = coder;
    int passed_all = 0, failed_all = 0;
    for (; at < argc; at++) {
        toc_arena arena;
        toc_arena_init(&arena, 0);
        b.passed = b.failed = 0;
        file_run(&b, argv[at], &arena);
        printf("%s: %d passed, %d failed\n", argv[at], b.passed, b.failed);
        passed_all += b.passed;
        failed_all += b.failed;
        toc_arena_fini(&arena);
    }
    printf("total: %d passed, %d failed\n", passed_all, failed_all);
    toc_coder_free(coder);
    toc_scorer_free(scorer);
    toc_splitter_free(splitter);
    toc_quiet_free(quiet);
    toc_syntax_free(syntax);
    toc_world_free(world);
    toc_ontology_free(ontology);
    toc_lexicon_free(lexicon);
    return failed_all > 0;
}
