/*
 * The ledger for its readers: as a report tree, and as contracts with other
 * programs, written line by line as the ledger gives its commits.
 */
#ifndef ARISING_LEDGER_VIEWS_H
#define ARISING_LEDGER_VIEWS_H

#include <arising/agreed.h>
#include <arising/ledger.h>
#include <arising/views.h>

/* One commit: who, when, in which cycle, and these of its entries. */
ARI_API void ari_views_log(struct ari_report *report,
			   const struct ari_register *reg,
			   const struct ari_ledger_commit *commit,
			   const struct ari_ledger_entry *const *entries,
			   size_t count);

/* Each field now, with who made it so. */
ARI_API void ari_views_blame(struct ari_report *report,
			     const struct ari_register *reg,
			     struct ari_str name,
			     const struct ari_blame *blame);

/* At most two cycles, side by side. */
ARI_API void ari_views_figures(struct ari_report *report,
			       const struct ari_figures *figures, size_t count);

/* Promise by promise, held or broken, with what was found. */
ARI_API void ari_views_audit(struct ari_report *report,
			     const struct ari_audit *audit);
/* schema/audit.schema.json. Errors: ARI_ERR_MEMORY. */
ARI_API int ari_exchange_audit_json(struct ari_buf *out,
				    const struct ari_audit *audit,
				    struct ari_error *err);
/* "held", "broken", "not made". */
ARI_API const char *ari_verdict_name(enum ari_verdict verdict);

/* schema/log.schema.json: of each entry one object, one line. */
ARI_API void ari_exchange_log_json(
    struct ari_buf *out, const struct ari_ledger_commit *commit,
    const struct ari_ledger_entry *const *entries, size_t count);
/* RFC 4180, one row an entry; the head comes first, once. */
ARI_API void ari_exchange_log_csv_head(struct ari_buf *out);
ARI_API void ari_exchange_log_csv(struct ari_buf *out,
				  const struct ari_ledger_commit *commit,
				  const struct ari_ledger_entry *const *entries,
				  size_t count);

#endif
