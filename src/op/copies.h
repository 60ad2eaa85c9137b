/* copies: the documents of the day, the day before and the day after that are near copies of one. */
#ifndef TOC_OP_COPIES_H
#define TOC_OP_COPIES_H

#include "measure/linking.h"
#include "store/store.h"

/* Ids by date, then id, without the document's own; reads the documents of these days. */
toc_rc toc_op_copies(toc_store *store, const toc_linking *linking, const toc_store_document *document, toc_arena *arena,
                     toc_str **out, size_t *count, toc_err *err);

#endif
