/* One row of characters for a series; see spark.h. */
#include "report/spark.h"

double toc_spark_max(const toc_tension *series, bool deeds, bool level) {
    double max = 0;
    for (size_t i = 0; i < series->count; i++) {
        const toc_index *index = deeds ? &series->points[i].deeds : &series->points[i].words;
        double value = level ? index->level : index->hostile;
        if (index->defined && value > max)
            max = value;
    }
    return max;
}

void toc_spark_add(toc_buf *out, const toc_tension *series, bool deeds, bool ascii) {
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const marks[] = {"_", ".", ":", "-", "=", "+", "*", "#"};
    double max = toc_spark_max(series, deeds, false);
    for (size_t i = 0; i < series->count; i++) {
        const toc_index *index = deeds ? &series->points[i].deeds : &series->points[i].words;
        int step = max > 0 ? (int)(index->hostile / max * 7 + 0.5) : 0;
        if (!index->defined)
            toc_buf_add_cstr(out, ascii ? " " : "·");
        else
            toc_buf_add_cstr(out, ascii ? marks[step] : blocks[step]);
    }
}
