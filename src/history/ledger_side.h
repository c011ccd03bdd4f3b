/*
 * Between ledger_commit.c, which looks at a commit as a whole, and
 * ledger_side.c, which parses its versions for it.
 */
#ifndef ARISING_HISTORY_LEDGER_SIDE_H
#define ARISING_HISTORY_LEDGER_SIDE_H

#include "history/ledger_internal.h"

/* One side of a change, parsed. */
struct ari_ledger__side {
	const struct ari_ledger__change *change;
	struct ari_version *version; /* NULL: not there, or not readable */
	bool there;
	bool readable;
	struct ari_str why; /* not readable */
	bool taken;	    /* paired, or not to be spoken of */
};

struct ari_ledger__whole {
	struct ari_ledger *ledger;
	const struct ari_ledger__item *item;
	struct ari_arena arena;
	struct ari_version **versions; /* all that were parsed */
	size_t version_count;
	size_t version_room;
	struct ari_buf out;
	uint32_t entries;
	struct ari_ledger__came *came; /* NULL: no unreadable file left */
	struct ari_error *err;
};

/* One parent's changes, parsed. */
struct ari_ledger__parsed {
	struct ari_ledger__side *before;
	struct ari_ledger__side *after;
	size_t count;
};

/* Parse both sides of a parent's changes. */
int ari_ledger__read_sides(struct ari_ledger__whole *whole,
			   struct ari_ledger__parsed *parsed,
			   const struct ari_ledger__changes *changes);
int ari_ledger__read_side(struct ari_ledger__whole *whole,
			  struct ari_ledger__side *side, struct ari_str path,
			  const struct ari_ledger__file *file);
/* What stands there cannot be relied on: why. */
int ari_ledger__refuse(struct ari_ledger__whole *whole,
		       struct ari_ledger__side *side, const char *why);

#endif
