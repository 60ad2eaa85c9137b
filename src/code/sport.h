/*
 * sport (internal to code): does a sentence tell of sport? Words of the classes SPORT and GAME
 * (data/lexicon/classes.tsv), scores, and states of which many are told.
 */
#ifndef TOC_CODE_SPORT_H
#define TOC_CODE_SPORT_H

#include "code/inside.h"

bool toc_is_sport(const toc_scene *scene, const toc_coder *coder);
/* "Senegal were ambushed": a state that is its team. Nothing of such a sentence is told. */
bool toc_is_of_team(const toc_scene *scene);

#endif
