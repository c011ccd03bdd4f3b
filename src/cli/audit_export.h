/*
 * The evidence of an audit as a folder of files.
 */
#ifndef ARISING_CLI_AUDIT_EXPORT_H
#define ARISING_CLI_AUDIT_EXPORT_H

#include "ledger.h"

/*
 * Write ledger.ndjson, cycles.json, audit.json, HOW-TO-REPEAT.txt and
 * SHA256SUMS into a folder that is not there yet.
 */
int cli_audit_export(struct cli_session *session, const char *folder,
		     const struct ari_view *view,
		     const struct ari_audit *audit);

#endif
