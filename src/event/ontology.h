/*
 * ontology: what a CAMEO code means: its PLOVER root and mode, its quad class,
 * its Goldstein score, its name. Read once from data/ontology/cameo.tsv, kept
 * for the life of the programme, shared read-only by threads.
 *
 * Codes are text: "043" is not "43". Roots 01 and 02, which PLOVER drops, are
 * SAY and APPEAL here.
 */
#ifndef TOC_EVENT_ONTOLOGY_H
#define TOC_EVENT_ONTOLOGY_H

#include "base/err.h"
#include "event/event.h"

typedef struct toc_cameo {
    toc_str code;
    double goldstein;
    int quad;
    toc_root root;
    toc_str mode;
    toc_str context;
    toc_str name;
} toc_cameo;

typedef struct toc_ontology toc_ontology;

/* Reads data_dir/ontology/cameo.tsv and roots.tsv. TOC_ENOTFOUND, TOC_EFORMAT (file:line), TOC_ENOMEM. */
toc_rc toc_ontology_new(const char *data_dir, toc_ontology **out, toc_err *err);
void toc_ontology_free(toc_ontology *ontology); /* NULL is fine */
/* NULL when the code is unknown. Ours, valid until free. */
const toc_cameo *toc_ontology_find(const toc_ontology *ontology, toc_str code);
/* The code that stands for root when nothing finer is known (data/ontology/roots.tsv); empty for NONE. */
toc_str toc_ontology_usual(const toc_ontology *ontology, toc_root root);
/* Fill root, mode, context, quad and goldstein of event from its cameo code; false when unknown. */
bool toc_ontology_apply(const toc_ontology *ontology, toc_event *event);

#endif
