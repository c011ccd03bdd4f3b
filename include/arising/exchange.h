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

#endif
