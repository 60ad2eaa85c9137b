/* What a fit learnt from, in lines or as JSON. */
#include "report/forecast.h"

void toc_fit_add(toc_buf *out, toc_dispute_facts facts, size_t rejected, const char *path, size_t bytes, bool json) {
    if (json) {
        toc_buf_add_cstr(out, "{\"model\":");
        toc_buf_add_json(out, toc_str_of(path));
        toc_buf_printf(out,
                       ",\"bytes\":%zu,\"from\":%d,\"until\":%d,\"pair_years\":%zu,\"onsets\":%zu,\"cases\":%zu,"
                       "\"now\":%d,\"pairs\":%zu,\"rejected\":%zu}\n",
                       bytes, facts.from, facts.until, facts.rows, facts.onsets, facts.cases, facts.now, facts.pairs,
                       rejected);
        return;
    }
    toc_buf_printf(out, "learnt from  %zu pair-years, %d to %d, in which %zu disputes began\n", facts.rows, facts.from,
                   facts.until, facts.onsets);
    toc_buf_printf(out, "kept         %zu past cases for comparison", facts.cases);
    if (facts.now)
        toc_buf_printf(out, "; features of %zu pairs for %d (outcomes to %d)", facts.pairs, facts.now,
                       facts.outcomes_to);
    toc_buf_printf(out, "\nrejected     %zu rows\nwritten      %s, %zu bytes\n", rejected, path, bytes);
}
