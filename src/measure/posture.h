/*
 * posture: what armed forces were told to do: acts of one or several parties, whomever they were aimed at.
 *
 * A question to the ledger by who acts. Several reports of one happening (same kind, same day or the next, see
 * toc_event_kind_key) count once; the first stands for them and counts their reports. Corrected and denied ones are not
 * there.
 */
#ifndef TOC_MEASURE_POSTURE_H
#define TOC_MEASURE_POSTURE_H

#include "measure/measure.h"

/* Done by a state, its government or its forces (toc_actor_is_official), and a show, raising, moving or standing down
 * of armed forces: MOBILIZE; COOPERATE, AID and RETREAT of CAMEO's military codes (062; 072; 087 and its children). */
bool toc_event_is_posture(const toc_event *event);
/* Done, and forces of two parties together: CAMEO 062 (joint exercises, patrols and training among them). */
bool toc_event_is_exercise(const toc_event *event);

typedef struct toc_acts {
    toc_event *events; /* newest first, then by id */
    size_t count;
} toc_acts;

/* Their PLOVER roots, as in a toc_event_query. */
#define TOC_POSTURE_ROOTS (1u << TOC_MOBILIZE | 1u << TOC_COOPERATE | 1u << TOC_AID | 1u << TOC_RETREAT)
#define TOC_EXERCISE_ROOTS (1u << TOC_COOPERATE)

/* Acts of these PLOVER roots that `keep` takes, whose source has one of the roots, from the day `from` to asof, known
 * as of asof. Memory of arena. Errors as toc_store_each_event; TOC_ENOMEM. */
toc_rc toc_acts_load(toc_store *store, const toc_str *roots, size_t root_count, toc_day from, toc_day asof,
                     uint32_t act_roots, bool (*keep)(const toc_event *event), toc_arena *arena, toc_acts *out,
                     toc_err *err);

#endif
