/*
 * news: what the two verbs that read news have in common: --format, --date,
 * --dictionary, and saying which records were left out.
 */
#ifndef TOC_CLI_NEWS_H
#define TOC_CLI_NEWS_H

#include "cli/cli.h"
#include "op/op_ingest.h"

enum { TOC_REJECTS_SHOWN = 20 };

typedef struct toc_rejects {
    const char *path; /* --rejects FILE, or NULL */
    bool quiet;
    bool on_progress; /* a progress line may stand on the terminal */
    int64_t count;
    toc_buf all; /* of path: file:line: reason, one a line */
} toc_rejects;

/* "auto", "txt", "jsonl", "html"; NULL is auto. TOC_CLI_GO or 2 (said). */
int toc_news_format(const char *verb, const char *name, toc_format *out);
void toc_rejects_init(toc_rejects *rejects, const char *path, bool quiet);
void toc_rejects_fini(toc_rejects *rejects);
/* Print it when it is one of the first, and keep it for the file. */
void toc_rejects_take(toc_rejects *rejects, const toc_reject *reject);
/* Have the dictionaries added to env's lexicon; their faulty lines are rejects. All must outlive env. */
void toc_news_dictionaries(toc_env *env, const toc_cli_list *dictionaries, toc_rejects *rejects);
/* Say how many more there are; write the file. 0 or 1 (said). */
int toc_rejects_finish(toc_rejects *rejects);

#endif
