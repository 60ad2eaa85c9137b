/* The recipe: ledger -> model of the two sides -> standard errors -> residuals -> words. */
#include "op/op_fit_events.h"

#include "op/event_model.h"
#include "report/events.h"

#include <math.h>

enum { SEED = 7, REFITS = 100 };

#define Z90 1.6448536 /* 90 % of a normal distribution lie within so many standard deviations */

static void write(const toc_event_model *m, const toc_fit_events_options *o, const toc_hawkes_errors *errors,
                  const toc_hawkes_residual *residual, toc_interval branching, toc_buf *out) {
    toc_events_report report = {.a = m->turned ? &m->pair.b : &m->pair.a,
                                .b = m->turned ? &m->pair.a : &m->pair.b,
                                .turned = m->turned,
                                .from = m->facts.first,
                                .to = m->facts.last,
                                .fitted = &m->fitted,
                                .errors = errors,
                                .residual = residual,
                                .branching = branching,
                                .refitted = o->alone && isnan(errors->branching_se),
                                .pooled = o->alone ? NULL : &m->pooled};
    if (o->json)
        toc_events_add_json(out, &report);
    else
        toc_events_add_text(out, &report, o->style);
}

toc_rc toc_op_fit_events(toc_env *env, const toc_fit_events_options *o, toc_buf *out, toc_err *err) {
    toc_event_model m;
    toc_hawkes_errors errors;
    toc_hawkes_residual residual;
    toc_interval branching;
    toc_event_model_init(&m);
    toc_rc rc = toc_event_model_read(&m, env, o->side_a, o->side_b, o->asof, o->kernel, o->alone, err);
    rc = rc == TOC_OK ? toc_hawkes_errors_of(&m.days, &m.options, &m.fitted, &errors, err) : rc;
    rc = rc == TOC_OK ? toc_hawkes_residual_of(&m.days, &m.fitted.model, SEED, &residual, err) : rc;
    if (rc == TOC_OK) {
        branching = toc_hawkes_interval(errors.branching, errors.branching_se, Z90);
        if (o->alone && isnan(errors.branching_se))
            rc = toc_hawkes_branching_again(&m.days, &m.options, &m.fitted, REFITS, SEED, &branching, err);
    }
    if (rc == TOC_OK)
        write(&m, o, &errors, &residual, branching, out);
    toc_event_model_fini(&m);
    return rc == TOC_OK && out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the answer") : rc;
}
