/*
 * Between changes.c and stale.c.
 */
#ifndef ARISING_HISTORY_STALE_H
#define ARISING_HISTORY_STALE_H

#include <arising/history.h>

/* Add the exception `stale` to what was read of the later side. */
int ari_history__stale(struct ari_changeset *set, struct ari_repo *repo,
		       unsigned threads, struct ari_error *err);

#endif
