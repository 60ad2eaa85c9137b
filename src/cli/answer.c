#include "cli/answer.h"

void toc_cli_answer_begin(toc_cli_answer *answer, const toc_cli_args *args, size_t bytes_max) {
    answer->err = (toc_err){0};
    toc_env_init(&answer->env, args->data, args->ledger);
    toc_buf_init(&answer->text, bytes_max);
}

int toc_cli_answer_end(toc_cli_answer *answer, const toc_cli_args *args, toc_rc rc) {
    int status = rc == TOC_OK ? toc_cli_emit(args, toc_buf_str(&answer->text)) : toc_cli_fail(&answer->err);
    toc_buf_fini(&answer->text);
    toc_env_fini(&answer->env);
    return status;
}
