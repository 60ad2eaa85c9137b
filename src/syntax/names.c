/* Names of tags and relations, as Universal Dependencies writes them. */
#include "syntax/model.h"

#include <string.h>

static const char *const upos_names[TOC_UPOS_COUNT] = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                       "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                       "PUNCT", "SCONJ", "SYM", "VERB", "X"};

static const char *const rel_names[TOC_REL_COUNT] = {
    "acl",      "advcl",     "advmod", "amod",       "appos", "aux",      "case",      "cc",         "ccomp", "clf",
    "compound", "conj",      "cop",    "csubj",      "dep",   "det",      "discourse", "dislocated", "expl",  "fixed",
    "flat",     "goeswith",  "iobj",   "list",       "mark",  "nmod",     "nsubj",     "nummod",     "obj",   "obl",
    "orphan",   "parataxis", "punct",  "reparandum", "root",  "vocative", "xcomp"};

const char *toc_upos_name(toc_upos upos) {
    return (unsigned)upos < TOC_UPOS_COUNT ? upos_names[upos] : "X";
}

const char *toc_rel_name(toc_rel rel) {
    return (unsigned)rel < TOC_REL_COUNT ? rel_names[rel] : "dep";
}

bool toc_upos_parse(toc_str name, toc_upos *out) {
    for (int i = 0; i < TOC_UPOS_COUNT; i++) {
        if (toc_str_equal(name, toc_str_of(upos_names[i]))) {
            *out = (toc_upos)i;
            return true;
        }
    }
    return false;
}

bool toc_rel_parse(toc_str name, toc_rel *out) {
    toc_str rest = name;
    toc_str base = toc_str_cut(&rest, ':');
    for (int i = 0; i < TOC_REL_COUNT; i++) {
        if (toc_str_equal(base, toc_str_of(rel_names[i]))) {
            *out = (toc_rel)i;
            return true;
        }
    }
    return false;
}

toc_form toc_form_of_tag(toc_str xpos) {
    static const struct {
        const char *tag;
        toc_form form;
    } forms[] = {{"VB", TOC_FORM_BASE},  {"VBP", TOC_FORM_PRESENT},    {"VBZ", TOC_FORM_PRESENT},
                 {"VBD", TOC_FORM_PAST}, {"VBN", TOC_FORM_PARTICIPLE}, {"VBG", TOC_FORM_GERUND},
                 {"MD", TOC_FORM_MODAL}, {"NNS", TOC_FORM_PLURAL},     {"NNPS", TOC_FORM_PLURAL}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (toc_str_equal(xpos, toc_str_of(forms[i].tag))) {
            return forms[i].form;
        }
    }
    return TOC_FORM_OTHER;
}

const char *toc_syntax_tag_name(const toc_syntax *syntax, int tag) {
    return tag >= 0 && tag < syntax->tags.count ? syntax->tags.name[tag] : "_";
}
