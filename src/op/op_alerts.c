/* The recipe: panel -> alerts -> text. */
#include "op/op_alerts.h"

#include "report/alerts.h"

static void write(toc_buf *out, const toc_alert_report *report, const toc_alerts_options *options) {
    if (options->format == TOC_ALERTS_CSV)
        toc_alerts_add_csv(out, report);
    else if (options->format == TOC_ALERTS_JSON)
        toc_alerts_add_json(out, report);
    else
        toc_alerts_add_text(out, report,
                            (toc_text_style){.width = options->width, .bold = options->bold, .ascii = options->ascii});
}

toc_rc toc_op_alerts(toc_env *env, const toc_alerts_options *options, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_store *store = NULL;
    toc_panel *panel = NULL;
    toc_alert_report report = {.options = &options->rule};
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_env_open(env, &(toc_env_wish){.world = &report.world, .store = &store}, err);
    rc = rc == TOC_OK ? toc_panel_open(store, NULL, NULL, &panel, err) : rc;
    rc = rc == TOC_OK ? toc_alerts_find(panel, &options->rule, &arena, &report.found, err) : rc;
    if (rc == TOC_OK)
        write(out, &report, options);
    if (rc == TOC_OK && out->failed)
        rc = toc_err_set(err, TOC_ELIMIT, "no memory for %zu alerts", report.found.count);
    toc_panel_close(panel);
    toc_arena_fini(&arena);
    return rc;
}
