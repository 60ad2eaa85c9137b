/*
 * desk (internal to code): one document in work, and the sentence of it that is being read.
 */
#ifndef TOC_CODE_DESK_H
#define TOC_CODE_DESK_H

#include "code/inside.h"

#define TOC_ACTS_MAX 48
#define TOC_EVENTS_MAX 64
#define TOC_RIVALS_MAX 16

/* One document in work. */
typedef struct toc_desk {
    const toc_coder *coder;
    const toc_document *document;
    toc_arena *arena;
    toc_memory memory;
    toc_scene scene;
    toc_coded_event *events; /* of the present sentence */
    size_t event_count;
    struct {
        int source, target;  /* mentions; -1: none */
        toc_str head;        /* that found it, by its words: "v close border 1724"; empty: none, or the scorer did */
        bool composed;       /* of what stands above it */
    } sides[TOC_EVENTS_MAX]; /* of each event */
    struct {
        toc_str a, b;
    } rivals[TOC_RIVALS_MAX]; /* roots that the document sets against each other */
    size_t rival_count;
    toc_act acts[TOC_ACTS_MAX]; /* of the present sentence, and what governs them */
    toc_governed governed[TOC_ACTS_MAX];
    int act_count;
    double quiet;   /* log odds that nothing is done in the present sentence; -HUGE_VAL: not asked */
    bool sport;     /* the present sentence has words of sport, or tells of teams */
    bool discarded; /* a list of discards names the whole story */
} toc_desk;

/* shoot.c: the events of an act, with all tests for figures of speech and the past; and those of all acts of the
 * sentence, which it finds. */
void toc_act_shoot(toc_desk *d, const toc_act *act, toc_governed *g);
void toc_acts_shoot(toc_desk *d);

#endif
