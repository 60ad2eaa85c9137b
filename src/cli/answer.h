/*
 * answer: what every verb does around its recipe: an environment from the arguments, room for the text, and in the end
 * the text or the message.
 *
 *     toc_cli_answer a;
 *     toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
 *     return toc_cli_answer_end(&a, &args, toc_op_why(&a.env, &options, &a.text, &a.err));
 */
#ifndef TOC_CLI_ANSWER_H
#define TOC_CLI_ANSWER_H

#include "cli/cli.h"
#include "op/env.h"

typedef struct toc_cli_answer {
    toc_env env;
    toc_buf text;
    toc_err err;
} toc_cli_answer;

/* The text grows to bytes_max at most. */
void toc_cli_answer_begin(toc_cli_answer *answer, const toc_cli_args *args, size_t bytes_max);
/* rc, of the recipe: TOC_OK emits the text, all else says why not. Frees what the answer holds; the exit status. */
int toc_cli_answer_end(toc_cli_answer *answer, const toc_cli_args *args, toc_rc rc);

#endif
