/* dispute_files: the folder of pairs of states and years, read whole. */
#ifndef TOC_OP_DISPUTE_FILES_H
#define TOC_OP_DISPUTE_FILES_H

#include "forecast/dispute_panel.h"

/* Reads dyads_all_*.csv and states_*.csv of folder, packed (.gz) or not, other files are passed over. The caller frees
 * *out with toc_dispute_panel_free. TOC_ENOTFOUND when there are none; TOC_EFORMAT with file and line. */
toc_rc toc_dispute_files_read(const char *folder, toc_dispute_panel **out, toc_err *err);

#endif
