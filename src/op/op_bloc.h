/* op_bloc: a bloc on a day; and who is bound to a state, or drawn in when another attacks it. */
#ifndef TOC_OP_BLOC_H
#define TOC_OP_BLOC_H

#include "op/env.h"
#include "report/bloc.h"

typedef struct toc_bloc_options {
    const char *name; /* a bloc, or a state when ally */
    bool ally;
    const char *attacker; /* of a state; NULL: none */
    toc_day on;           /* TOC_DAY_NONE: today */
    bool json;
    toc_text_style style;
} toc_bloc_options;

/* TOC_EUSAGE: an unknown name. A bloc's exercises are read when there is a ledger; one that was named and is not there
 * is TOC_ENOTFOUND. */
toc_rc toc_op_bloc(toc_env *env, const toc_bloc_options *options, toc_buf *out, toc_err *err);

#endif
