/*
 * Between the files of the audit: the promises, and what is noted of them.
 */
#ifndef ARISING_HISTORY_AUDIT_H
#define ARISING_HISTORY_AUDIT_H

#include <arising/ledger.h>

enum audit_promise {
	AUDIT_CHAIN,
	AUDIT_ANNOTATED,
	AUDIT_SIGNED,
	AUDIT_HELD,
	AUDIT_REMOVED,
	AUDIT_ATTRIBUTED,
	AUDIT_REASONED,
	AUDIT_READABLE,
	AUDIT_PROMISES,
};

struct audit {
	struct ari_repo *repo;
	const struct ari_audit_request *request;
	struct ari_arena *arena;
	struct ari_audit_promise *promises;
	struct ari_audit_note *notes[AUDIT_PROMISES];
	size_t commits;
	size_t movements;
	bool failed; /* memory ended */
	struct ari_error *err;
};

/* Note something; broken breaks the promise. commit may be NULL. */
void ari_audit__note(struct audit *audit, enum audit_promise promise,
		     bool broken, const struct ari_oid *commit, const char *fmt,
		     ...) ARI_PRINTF(5, 6);
/* Judge the tags of the range. */
int ari_audit__tags(struct audit *audit);

#endif
