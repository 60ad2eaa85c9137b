/* Method: each relation has its share, and each answer of it its chance; their product orders all. */
#include "forecast/next_inside.h"

typedef struct ranking {
    toc_next *next;
    toc_next_likely *lines;
    size_t count, most;
} ranking;

/* Before the first that is less likely; the last falls out when all are there. */
static void keep(ranking *r, const toc_next_likely *line) {
    size_t i = r->count < r->most ? r->count++ : r->most - 1;
    while (i > 0 && line->chance > r->lines[i - 1].chance) {
        r->lines[i] = r->lines[i - 1];
        i--;
    }
    r->lines[i] = *line;
}

static toc_rc rank_relation(ranking *r, int32_t day, toc_next_query query, double share, toc_err *err) {
    const toc_next_answer *answers = NULL;
    size_t count = 0;
    toc_rc rc = toc_next_ask(r->next, day, query, &answers, &count, err);
    for (size_t i = 0; rc == TOC_OK && i < count && i < TOC_NEXT_PER_RELATION; i++) {
        double chance = share * (double)answers[i].chance;
        if (chance > 0 && (r->count < r->most || chance > r->lines[r->count - 1].chance))
            keep(r, &(toc_next_likely){.relation = query.relation,
                                       .other = answers[i].actor,
                                       .chance = chance,
                                       .reason = toc_next_explain(r->next, answers[i].actor)});
    }
    return rc;
}

toc_rc toc_next_actor(toc_next *next, int32_t day, uint32_t actor, bool by_whom, size_t most, toc_next_likely *out,
                      size_t *count, toc_err *err) {
    ranking r = {.next = next, .lines = out, .most = most};
    toc_rc rc = TOC_OK;
    for (uint32_t i = 0; rc == TOC_OK && most > 0 && i < next->scheme.relation_count; i++) {
        toc_next_query query = {actor, i, by_whom};
        double share = toc_next_share(next, day, query);
        if (share > 0)
            rc = rank_relation(&r, day, query, share, err);
    }
    *count = r.count;
    return rc;
}
