/* Method: each state's circle once; then what happened to those in it is added to the pairs it stands near to. */
#include "forecast/dispute_past.h"

#include "base/mem.h"

#include <string.h>

enum { S = TOC_DISPUTE_STATES_MAX, TABLES = 6 };
#define RECENT 0.02f /* disputes that faded below this count for nothing here */

typedef struct toc_dispute_circle { /* who is bound to defend whom, who borders whom, who had disputes with whom */
    int allies[S], neighbours[S], enemies[S], ally_count, neighbour_count, enemy_count;
    float all; /* disputes of the state, faded with a half-life of 4 years, and 1 */
} circle;

static float recent(const toc_dispute_past *w, int a, int b) {
    return toc_dispute_past_of(w, a, b)->onsets[1];
}

static void circle_of(const toc_dispute_past *w, int state, circle *out) {
    out->ally_count = out->neighbour_count = out->enemy_count = 0;
    out->all = 1;
    for (int k = 0; k < w->panel->state_count; k++) {
        const toc_dispute_past_pair *pair = toc_dispute_past_of(w, state, k);
        if (k == state)
            continue;
        if (pair->first && pair->allies > 0 && pair->allies & TOC_ALLY_DEFENSE)
            out->allies[out->ally_count++] = k;
        if (pair->first && pair->contiguity > 0)
            out->neighbours[out->neighbour_count++] = k;
        if (pair->onsets[1] >= RECENT) {
            out->enemies[out->enemy_count++] = k;
            out->all += pair->onsets[1];
        }
    }
}

static void heat_of(toc_dispute_past *w, const circle *of_k, int k) {
    w->allies[k] = (float)of_k->ally_count;
    w->heat[k] = 0;
    for (int i = 0; i < of_k->neighbour_count; i++) {
        int n = of_k->neighbours[i];
        float others = w->states[n].onsets_2 - toc_dispute_past_of(w, k, n)->onsets[0];
        w->heat[k] += others > 0 ? others : 0;
    }
}

static void add_circle(toc_dispute_past *w, const circle *of_k, int k, int j, float faded, float now) {
    for (int i = 0; i < of_k->ally_count; i++) {
        w->ally_enemy[of_k->allies[i] * S + j] += faded;
        w->ally_enemy_now[of_k->allies[i] * S + j] += now;
    }
    for (int i = 0; i < of_k->neighbour_count; i++)
        w->neighbour_enemy[of_k->neighbours[i] * S + j] += faded;
    w->region_enemy[j][toc_dispute_region(w->panel, k)] += faded;
}

/* Chains of three disputes from i over two others to each state, each link a share of its state's disputes. */
static void chains_of(toc_dispute_past *w, int i) {
    const circle *from = &w->circles[i];
    float second[S] = {0}, *to = w->enemy_chain + i * S;
    for (int x = 0; x < from->enemy_count; x++) {
        int k = from->enemies[x];
        const circle *of_k = &w->circles[k];
        for (int y = 0; y < of_k->enemy_count; y++) {
            int l = of_k->enemies[y];
            float link = recent(w, i, k) * recent(w, k, l) / of_k->all;
            if (l == i)
                continue;
            second[l] += link;
            to[k] -= link * recent(w, l, k) / w->circles[l].all; /* not over the pair itself */
        }
    }
    for (int l = 0; l < w->panel->state_count; l++)
        for (int y = 0; second[l] > 0 && y < w->circles[l].enemy_count; y++)
            if (w->circles[l].enemies[y] != i)
                to[w->circles[l].enemies[y]] += second[l] * recent(w, l, w->circles[l].enemies[y]) / w->circles[l].all;
}

static void enemies_and_allies(toc_dispute_past *w, int k) {
    const circle *of_k = &w->circles[k];
    for (int x = 0; x < of_k->enemy_count; x++) {
        int j = of_k->enemies[x];
        add_circle(w, of_k, k, j, recent(w, k, j), toc_dispute_past_of(w, k, j)->ongoing > 0);
        for (int y = 0; y < x; y++) {
            float a = recent(w, k, j), b = recent(w, k, of_k->enemies[y]);
            w->common_enemies[of_k->enemies[y] * S + j] += a < b ? a : b;
        }
    }
    for (int x = 0; x < of_k->ally_count; x++)
        for (int y = 0; y < x; y++)
            w->common_allies[of_k->allies[y] * S + of_k->allies[x]] += 1;
}

void toc_dispute_past_third(toc_dispute_past *past) {
    int count = past->panel->state_count;
    memset(past->third, 0, (size_t)S * S * TABLES * sizeof *past->third);
    memset(past->region_enemy, 0, sizeof past->region_enemy);
    for (int k = 0; k < count; k++) {
        circle_of(past, k, &past->circles[k]);
        heat_of(past, &past->circles[k], k);
    }
    for (int k = 0; k < count; k++) {
        enemies_and_allies(past, k);
        chains_of(past, k);
    }
}

bool toc_dispute_third_init(toc_dispute_past *past) {
    past->circles = toc_mem_calloc(S, sizeof *past->circles);
    past->third = toc_mem_calloc((size_t)S * S * TABLES, sizeof *past->third);
    float *at = past->third;
    if (!at || !past->circles)
        return false;
    past->ally_enemy = at, past->ally_enemy_now = at + S * S, past->neighbour_enemy = at + 2 * S * S;
    past->common_enemies = at + 3 * S * S, past->common_allies = at + 4 * S * S, past->enemy_chain = at + 5 * S * S;
    return true;
}

void toc_dispute_third_fini(toc_dispute_past *past) {
    toc_mem_free(past->circles);
    toc_mem_free(past->third);
}
