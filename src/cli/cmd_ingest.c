/*
 * tocsin ingest PATH...: news files into the ledger, with a progress line on a
 * terminal and a summary at the end.
 */
#include "base/clock.h"
#include "base/pool.h"
#include "cli/news.h"

#include <string.h>

enum { THREADS_DEFAULT = 2, OUT_BYTES_MAX = 1 << 20, PROGRESS_PER_SECOND = 10 };

typedef struct ingest_run {
    toc_rejects rejects;
    double began, shown; /* seconds */
    bool progress;
} ingest_run;

typedef struct ingest_wish {
    toc_ingest_options options;
    toc_cli_list dictionaries;
    const char *rejects_path;
    const char *max_rejects;
    bool json;
} ingest_wish;

static void on_reject(void *ctx, const toc_reject *reject) {
    ingest_run *run = ctx;
    toc_rejects_take(&run->rejects, reject);
}

/* "20,431" */
static char *with_commas(int64_t count, char out[32]) {
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)count);
    size_t at = 0;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0) {
            out[at++] = ',';
        }
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

static int64_t per_second(int64_t count, double seconds) {
    return seconds > 0 ? (int64_t)((double)count / seconds) : 0;
}

static void on_progress(void *ctx, const toc_ingest_counts *counts) {
    ingest_run *run = ctx;
    char documents[32];
    char rate[32];
    double now = toc_clock_seconds();
    if (!run->progress || now - run->shown < 1.0 / PROGRESS_PER_SECOND) {
        return;
    }
    run->shown = now;
    run->rejects.on_progress = true;
    if (counts->rows + counts->records > 0 && counts->documents == 0) {
        fprintf(stderr, "\r\033[K%s events of datasets, %s a second", with_commas(counts->records, documents),
                with_commas(per_second(counts->records, now - run->began), rate));
        fflush(stderr);
        return;
    }
    fprintf(stderr, "\r\033[K%s documents, %s sentences/s", with_commas(counts->documents + counts->known, documents),
            with_commas(per_second(counts->sentences, now - run->began), rate));
    fflush(stderr);
}

static bool has_texts(const toc_ingest_counts *c) {
    return c->documents + c->known + c->sentences > 0;
}

static bool has_datasets(const toc_ingest_counts *c) {
    return c->rows + c->known_files + c->failed > 0;
}

static void add_texts(toc_buf *out, const toc_ingest_counts *c, double seconds) {
    char n[3][32];
    int64_t deeds = c->deeds - c->dataset_deeds;
    toc_buf_printf(out, "documents  %s new, %s known already\n", with_commas(c->documents, n[0]),
                   with_commas(c->known, n[1]));
    toc_buf_printf(out, "sentences  %s, %s a second\n", with_commas(c->sentences, n[0]),
                   with_commas(per_second(c->sentences, seconds), n[1]));
    toc_buf_printf(out, "events     %s: %s deeds, %s words\n", with_commas(c->events, n[0]), with_commas(deeds, n[1]),
                   with_commas(c->events - deeds, n[2]));
    toc_buf_printf(out, "silent     %s sentences name two actors and gave no event\n", with_commas(c->silent, n[0]));
}

static void add_datasets(toc_buf *out, const toc_ingest_counts *c, double seconds) {
    char n[4][32];
    toc_buf_printf(out, "datasets   %s rows; %s files known already, %s not kept\n", with_commas(c->rows, n[0]),
                   with_commas(c->known_files, n[1]), with_commas(c->failed, n[2]));
    toc_buf_printf(out, "events     %s new: %s deeds, %s words; %s a second\n", with_commas(c->records, n[0]),
                   with_commas(c->dataset_deeds, n[1]), with_commas(c->records - c->dataset_deeds, n[2]),
                   with_commas(per_second(c->records, seconds), n[3]));
    if (c->sums > 0) {
        toc_buf_printf(out, "sums       %s of series\n", with_commas(c->sums, n[0]));
    }
    if (c->mentions > 0) {
        toc_buf_printf(out, "mentions   %s reports of events\n", with_commas(c->mentions, n[0]));
    }
    toc_buf_printf(out, "unmapped   %s actors without a state or organisation of ours, %s codes\n",
                   with_commas(c->unmapped_actors, n[0]), with_commas(c->unmapped_codes, n[1]));
}

static void add_text(toc_buf *out, const toc_ingest_counts *c, const char *ledger, double seconds) {
    char n[32];
    if (has_texts(c) || !has_datasets(c)) {
        add_texts(out, c, seconds);
    }
    if (has_datasets(c)) {
        add_datasets(out, c, seconds);
    }
    toc_buf_printf(out, "rejects    %s\n", with_commas(c->rejects, n));
    toc_buf_printf(out, "ledger     %s\n", ledger != NULL ? ledger : "none: a dry run, nothing is stored");
    toc_buf_printf(out, "time       %.2f s\n", seconds);
}

static void add_json(toc_buf *out, const toc_ingest_counts *c, const char *ledger, double seconds) {
    const struct {
        const char *name;
        int64_t value;
    } rows[] = {{"files", c->files},
                {"documents", c->documents},
                {"known", c->known},
                {"bytes", c->bytes},
                {"sentences", c->sentences},
                {"events", c->events},
                {"deeds", c->deeds},
                {"words", c->events + c->records - c->deeds},
                {"silent", c->silent},
                {"rejects", c->rejects},
                {"known_files", c->known_files},
                {"failed_files", c->failed},
                {"rows", c->rows},
                {"dataset_events", c->records},
                {"sums", c->sums},
                {"mentions", c->mentions},
                {"unmapped_actors", c->unmapped_actors},
                {"unmapped_codes", c->unmapped_codes}};
    toc_buf_add_char(out, '{');
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        toc_buf_printf(out, "\"%s\":%lld,", rows[i].name, (long long)rows[i].value);
    }
    toc_buf_add_cstr(out, "\"ledger\":");
    if (ledger != NULL) {
        toc_buf_add_json(out, toc_str_of(ledger));
    } else {
        toc_buf_add_cstr(out, "null");
    }
    toc_buf_printf(out, ",\"seconds\":%.3f}\n", seconds);
}

static int summarise(const toc_cli_args *args, const ingest_wish *wish, const ingest_run *run, const toc_env *env,
                     const toc_ingest_counts *counts) {
    toc_buf out;
    const char *ledger = wish->options.dry_run ? NULL : toc_env_ledger_path(env);
    double seconds = toc_clock_seconds() - run->began;
    toc_buf_init(&out, OUT_BYTES_MAX);
    if (wish->json) {
        add_json(&out, counts, ledger, seconds);
    } else {
        add_text(&out, counts, ledger, seconds);
    }
    int status = toc_cli_emit(args, toc_buf_str(&out));
    toc_buf_fini(&out);
    if (status == TOC_CLI_OK && counts->documents + counts->known + counts->rows + counts->known_files == 0) {
        fputs(counts->failed > 0 ? "tocsin: no dataset was kept\n" : "tocsin: no document could be read\n", stderr);
        return TOC_CLI_FAILED;
    }
    if (status == TOC_CLI_OK && counts->failed > 0) {
        fprintf(stderr, "tocsin: of %lld dataset files nothing was kept\n", (long long)counts->failed);
        return TOC_CLI_FAILED;
    }
    return status;
}

static int ingest(const toc_cli_args *args, ingest_wish *wish) {
    ingest_run run = {.began = toc_clock_seconds(), .progress = !args->quiet && toc_cli_is_tty(stderr)};
    toc_env env;
    toc_err err = {0};
    toc_ingest_counts counts;
    toc_rejects_init(&run.rejects, wish->rejects_path, args->quiet);
    toc_env_init(&env, args->data, args->ledger);
    toc_news_dictionaries(&env, &wish->dictionaries, &run.rejects);
    wish->options.reject = on_reject;
    wish->options.progress = on_progress;
    wish->options.ctx = &run;
    toc_rc rc = toc_op_ingest(&env, &wish->options, &counts, &err);
    if (run.rejects.on_progress) {
        fputs("\r\033[K", stderr);
    }
    int status = rc == TOC_OK ? summarise(args, wish, &run, &env, &counts) : toc_cli_fail(&err);
    if (rc != TOC_OK && counts.documents > 0) {
        fprintf(stderr, "tocsin: %lld documents were stored before that; run the same again to go on\n",
                (long long)counts.documents);
    }
    if (toc_rejects_finish(&run.rejects) != TOC_CLI_OK && status == TOC_CLI_OK) {
        status = TOC_CLI_FAILED;
    }
    toc_env_fini(&env);
    toc_rejects_fini(&run.rejects);
    return status;
}

/* The name when it is one of a dataset's format. */
static const char *dataset_format(const char *name) {
    for (size_t i = 0; name && toc_ingest_dataset_format(i); i++) {
        if (strcmp(name, toc_ingest_dataset_format(i)) == 0) {
            return name;
        }
    }
    return NULL;
}

int toc_cmd_ingest(int argc, char **argv) {
    toc_cli_args args;
    ingest_wish wish = {.options = {.default_date = TOC_DAY_NONE}};
    size_t processors = toc_pool_processors();
    int64_t threads = processors < THREADS_DEFAULT ? (int64_t)processors : THREADS_DEFAULT;
    const char *format = NULL;
    const toc_cli_option rows[] = {
        {"--format", 0, TOC_CLI_TEXT, &format},
        {"--date", 0, TOC_CLI_DAY, &wish.options.default_date},
        {"--dictionary", 0, TOC_CLI_LIST, &wish.dictionaries},
        {"--threads", 0, TOC_CLI_INT, &threads},
        {"--rejects", 0, TOC_CLI_TEXT, &wish.rejects_path},
        {"--max-rejects", 0, TOC_CLI_TEXT, &wish.max_rejects},
        {"--dry-run", 0, TOC_CLI_FLAG, &wish.options.dry_run},
        {"--json", 0, TOC_CLI_FLAG, &wish.json},
    };
    int status = toc_cli_parse("ingest", argc, argv, rows, sizeof rows / sizeof rows[0], &args);
    if (status == TOC_CLI_GO) {
        wish.options.dataset_format = dataset_format(format);
        status = wish.options.dataset_format ? status : toc_news_format("ingest", format, &wish.options.format);
    }
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count == 0) {
        return toc_cli_usage("ingest", "name the files or folders to read");
    }
    wish.options.max_rejects = 1;
    if (wish.max_rejects && (!toc_str_to_double(toc_str_of(wish.max_rejects), &wish.options.max_rejects) ||
                             wish.options.max_rejects < 0 || wish.options.max_rejects > 100)) {
        return toc_cli_usage("ingest", "--max-rejects is a share in per cent, 0 to 100, not \"%s\"", wish.max_rejects);
    }
    if (threads < 1 || threads > TOC_POOL_THREADS_MAX) {
        return toc_cli_usage("ingest", "--threads is from 1 to %d", TOC_POOL_THREADS_MAX);
    }
    wish.options.threads = (size_t)threads;
    wish.options.paths = (const char *const *)args.operands;
    wish.options.path_count = (size_t)args.operand_count;
    return ingest(&args, &wish);
}
