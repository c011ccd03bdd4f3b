/*
 * What the writers of the ledger share.
 */
#ifndef ARISING_EXCHANGE_LOG_H
#define ARISING_EXCHANGE_LOG_H

#include <arising/exchange.h>
#include <arising/ledger_views.h>

/* A JSON string of s, bytes that are not UTF-8 replaced; null when absent. */
void ari_exchange__put_string(struct ari_buf *out, struct ari_str s);
/* What a node says, on one line; types as ari_exchange__node() has them. */
void ari_exchange__put_node(struct ari_buf *out, const struct ari_node *node,
			    bool typed);
#define ARI_EXCHANGE__ISO 40
/* 2021-12-17T09:00:00+01:00, as the person's clock said. */
char *ari_exchange__iso(char out[ARI_EXCHANGE__ISO],
			const struct ari_person *person);
/* The field of an entry; absent for one without movement. */
struct ari_str ari_exchange__field(const struct ari_ledger_entry *entry);

/* A format of the ledger. */
struct ari_exchange__log {
	/* What all rows of a commit begin with. */
	void (*put_commit)(struct ari_buf *out,
			   const struct ari_ledger_commit *commit);
	/* The rest of one row. */
	void (*put_entry)(struct ari_buf *out,
			  const struct ari_ledger_commit *commit,
			  const struct ari_ledger_entry *entry);
};

/* A row for each entry of a commit. */
void ari_exchange__rows(struct ari_buf *out,
			const struct ari_exchange__log *format,
			const struct ari_ledger_commit *commit,
			const struct ari_ledger_entry *const *entries,
			size_t count);

#endif
