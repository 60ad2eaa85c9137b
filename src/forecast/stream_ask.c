/* Method: the chance by the fitted model, and by models refitted to series drawn from it; each from the same present.
 */
#include "forecast/stream.h"

#include "base/mem.h"
#include "num/stats.h"

#include <math.h>

enum { REFITS = 40, K_MOST = 200, DAYS_MOST = 3650 };

static double chance_by(const toc_hawkes *model, const toc_hawkes_days *days, int mark, int k, int h, double *mean) {
    toc_hawkes_state now;
    toc_hawkes_state_of(model, days, &now);
    return toc_hawkes_chance(model, &now, TOC_STREAM_BOTH(mark), k, h, mean);
}

/* Windows from the last day back. */
static void count_windows(const toc_hawkes_days *days, int mark, int k, int h, toc_stream_odds *out) {
    uint32_t sum = 0;
    for (size_t back = 0; back < days->days; back++) {
        const uint32_t *n = days->counts + (days->days - 1 - back) * (size_t)days->sources;
        uint32_t today = n[mark] + n[TOC_STREAM_MARKS + mark];
        sum += today;
        out->seen += (int)today;
        if ((back + 1) % (size_t)h == 0) {
            out->windows++;
            out->hits += sum >= (uint32_t)k;
            sum = 0;
        }
    }
}

toc_rc toc_stream_ask(const toc_stream_pooled *pooled, const toc_hawkes_days *days, const toc_hawkes *model, int mark,
                      int k, int h, uint64_t seed, toc_stream_odds *out, toc_err *err) {
    double chances[REFITS];
    toc_rng rng;
    toc_rc rc = TOC_OK;
    if (mark < 0 || mark >= TOC_STREAM_MARKS || k < 1 || k > K_MOST || h < 1 || h > DAYS_MOST)
        return toc_err_set(err, TOC_EUSAGE, "at least %d events of mark %d in %d days: 1 to %d events, 1 to %d days", k,
                           mark, h, K_MOST, DAYS_MOST);
    uint32_t *room = toc_mem_calloc(days->days * (size_t)days->sources, sizeof *room);
    if (room == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the interval of a forecast");
    toc_rng_init(&rng, seed);
    toc_stream_odds odds = {0};
    odds.probability = chance_by(model, days, mark, k, h, &odds.mean);
    for (int i = 0; rc == TOC_OK && i < REFITS; i++) {
        toc_hawkes_fitted again;
        rc = toc_stream_again(pooled, days, model, &rng, room, &again, err);
        chances[i] = rc == TOC_OK ? chance_by(&again.model, days, mark, k, h, NULL) : odds.probability;
        rc = rc == TOC_ENOTFOUND ? TOC_OK : rc; /* an empty series teaches nothing */
    }
    toc_mem_free(room);
    if (rc != TOC_OK)
        return rc;
    toc_values_sort(chances, REFITS);
    odds.low = fmin(odds.probability, toc_quantile(chances, REFITS, 0.025));
    odds.high = fmax(odds.probability, toc_quantile(chances, REFITS, 0.975));
    count_windows(days, mark, k, h, &odds);
    *out = odds;
    return TOC_OK;
}
