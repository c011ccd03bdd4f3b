/*
 * What commands over the ledger share: opening it with its cache, and the
 * register of its tip.
 */
#ifndef ARISING_CLI_LEDGER_H
#define ARISING_CLI_LEDGER_H

#include "session.h"

#include <arising/ledger_views.h>

/*
 * A ledger of a snapshot, of one plan where its ptr is set; cached: it may
 * be remembered.
 */
int cli_ledger_open(struct cli_session *session, struct ari_ledger **out,
		    const struct ari_snapshot *tip, struct ari_str plan,
		    bool cached);
/* The view of a snapshot with a readable register; plans are not loaded. */
int cli_ledger_view(struct cli_session *session, struct ari_view **out,
		    const struct ari_snapshot *at);

#endif
