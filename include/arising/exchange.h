/*
 * Contracts with other programs: versioned JSON, walked from the tables of
 * fields. Within a version fields are added, never renamed or removed; each
 * document has a schema in schema/.
 */
#ifndef ARISING_EXCHANGE_H
#define ARISING_EXCHANGE_H

#include <arising/views.h>

/* Errors, of all of these: ARI_ERR_MEMORY. */

/* schema/changes.schema.json */
ARI_API int ari_exchange_changes_json(struct ari_buf *out,
				      const struct ari_changeset *set,
				      bool drafting, struct ari_error *err);
/* schema/records.schema.json: `list` and `show`. */
ARI_API int ari_exchange_records_json(struct ari_buf *out,
				      const struct ari_listed *items,
				      size_t count, struct ari_error *err);
/* schema/cycles.schema.json */
ARI_API int ari_exchange_cycles_json(struct ari_buf *out,
				     const struct ari_meetings *meetings,
				     struct ari_error *err);

/*
 * The findings of files, each list in order already. The line tables are
 * made in the versions' arenas where they are missing.
 */

/* For people: place, sentence, the line with the span marked, help. */
ARI_API int ari_exchange_findings_text(struct ari_buf *out,
				       struct ari_version *const *files,
				       size_t count, bool colour,
				       struct ari_error *err);
/* schema/check.schema.json */
ARI_API int ari_exchange_findings_json(struct ari_buf *out,
				       struct ari_version *const *files,
				       size_t count, struct ari_error *err);

#endif
