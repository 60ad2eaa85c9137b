/*
 * codes (internal to source): foreign codes and names to ours, by the tables of data/source, data/world and the
 * lexicon.
 *
 * What has no honest equivalent gives an empty code; the caller counts it. Answers are kept: asked for again, a name
 * costs a look into a table of hashes. Not for several threads.
 */
#ifndef TOC_SOURCE_CODES_H
#define TOC_SOURCE_CODES_H

#include "base/map.h"
#include "event/ontology.h"
#include "lexicon/lexicon.h"
#include "world/world.h"

enum { TOC_WEIS_COUNT = 1000 };

/* A state that had a number, [from, to). */
typedef struct toc_codes_tenure {
    toc_str code;
    toc_day from, to;
    const struct toc_codes_tenure *next; /* another that had it */
} toc_codes_tenure;

typedef struct toc_codes_weis {
    toc_str cameo;
    double goldstein;
} toc_codes_weis;

typedef struct toc_codes {
    const toc_world *world;
    const toc_ontology *ontology;
    const toc_lexicon *lexicon;
    toc_arena arena;
    toc_arena *record; /* the caller's: what was joined and is not kept lives there */
    toc_map words;     /* "kind\tcode" -> row of answers */
    toc_map numbers;   /* "cow\t365", "gw\t365", "fips\tRS" -> tenures */
    const toc_codes_tenure **tenures;
    size_t tenure_count;
    toc_codes_weis weis[TOC_WEIS_COUNT]; /* by code; cameo empty: none */
    toc_map kept;                        /* names asked for */
    toc_str *answers;
    size_t answer_count, answer_room;
    bool refused; /* memory was refused: an answer may be wrong */
} toc_codes;

toc_rc toc_codes_init(toc_codes *codes, const char *data_dir, const toc_world *world, const toc_ontology *ontology,
                      const toc_lexicon *lexicon, toc_arena *record, toc_err *err);
void toc_codes_fini(toc_codes *codes);

/* "country", "group", "sector" of CAMEO; "icews", "acled", "polecat" and their words, "*" for any. False: unknown;
 * *out "-" is a word that says nothing. */
bool toc_codes_word(const toc_codes *codes, const char *kind, toc_str word, toc_str *out);
/* A CAMEO country, known group and up to three types: one of our codes, empty when none is known. *unknown counts parts
 * that are not in the tables. */
toc_str toc_codes_cameo(toc_codes *codes, toc_str country, toc_str group, const toc_str *types, size_t count,
                        int *unknown);
/* A whole CAMEO actor code, "RUSGOVMIL", "IGOUNO", "COP". */
toc_str toc_codes_cameo_whole(toc_codes *codes, toc_str code, int *unknown);
/* The state that had a number ("345" of "cow" or "gw") or a FIPS code on the day; empty when unknown. One that only one
 * state ever had is that state's on any day. */
toc_str toc_codes_number(const toc_codes *codes, const char *system, toc_str number, toc_day day);
/* State or bloc of an English name: ours, ISO's, ICEWS's. */
toc_str toc_codes_country(toc_codes *codes, toc_str name);
/* Whoever a name is, on a day: a state, an organisation, an officeholder, a role in a state ("Police (Australia)",
 * "Military Forces of Ukraine (2019-)"). Underscores are blanks. Empty when unknown. */
toc_str toc_codes_name(toc_codes *codes, toc_str name, toc_day day);
/* The CAMEO code of an act by its name in the ontology or in ICEWS ("Arrest,_detain,_or_charge_with_legal_action"). */
bool toc_codes_act(toc_codes *codes, toc_str name, toc_str *out);
/* A WEIS code ("223", or a finer one): its CAMEO code ("-": there is none) and score; NULL when it is none of WEIS. */
const toc_codes_weis *toc_codes_weis_find(const toc_codes *codes, toc_str code);
/* Keep an answer of the caller's own; the answer, for as long as it is kept. */
toc_str toc_codes_keep(toc_codes *codes, toc_str key, toc_str answer);
/* Root, sectors joined without repeats; sectors alone when there is no root. */
toc_str toc_codes_join(toc_codes *codes, toc_str root, toc_str sectors);

#endif
