/* The recipe: folder -> panel -> model -> file. */
#include "op/op_fit.h"

#include "base/file.h"
#include "op/dispute_files.h"
#include "report/forecast.h"

#define MODEL_BYTES_MAX ((size_t)256 << 20)

toc_rc toc_op_fit_dispute(const toc_fit_options *options, toc_buf *out, toc_err *err) {
    toc_dispute_panel *panel = NULL;
    toc_dispute_model *model = NULL;
    toc_buf file;
    toc_buf_init(&file, MODEL_BYTES_MAX);
    toc_rc rc = toc_dispute_files_read(options->folder, &panel, err);
    rc = rc == TOC_OK ? toc_dispute_fit(panel, &options->dispute, &model, err) : rc;
    if (rc == TOC_OK)
        toc_dispute_model_write(model, &file);
    if (rc == TOC_OK && file.failed)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory to write the model");
    rc = rc == TOC_OK ? toc_file_write(options->model, toc_buf_str(&file), err) : rc;
    if (rc == TOC_OK)
        toc_fit_add(out, toc_dispute_model_facts(model), panel->rejected, options->model, file.len, options->json);
    toc_dispute_model_free(model);
    toc_dispute_panel_free(panel);
    toc_buf_fini(&file);
    return rc;
}
