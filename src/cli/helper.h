/*
 * Other programs that make what this one cannot: started without a shell,
 * with an environment of our own, so that the commit alone decides.
 */
#ifndef ARISING_CLI_HELPER_H
#define ARISING_CLI_HELPER_H

#include "cli.h"

/*
 * HTML to a Word document, by pandoc; time is the document's date. The
 * variable ARISING_HELPER_SECONDS says how long either may take.
 */
int cli_helper_docx(const struct cli_io *io, struct ari_buf *out,
		    struct ari_str html, int64_t time, struct ari_error *err);
/* HTML to PDF, by chromium; its dates are set to time. */
int cli_helper_pdf(const struct cli_io *io, struct ari_buf *out,
		   struct ari_str html, int64_t time, struct ari_error *err);

#endif
