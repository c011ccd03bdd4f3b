/*
 * The file of a remembered ledger, between its writer and its reader:
 *
 *   head     magic, format, counts, tip, lengths, checksum
 *   index    a node a commit, links to parents, runs, names of plans
 *   blocks   of each commit who made it, then what it moved
 *
 * A run is what follows one another in a block and is about one plan: the
 * first commit of a history moves a hundred plans, of which one is asked for.
 * Numbers are little-endian.
 */
#ifndef ARISING_HISTORY_LEDGER_CACHE_H
#define ARISING_HISTORY_LEDGER_CACHE_H

#include "history/ledger_internal.h"

#define CACHE_NAME "ledger-v1"
#define CACHE_MAGIC "arising ledger\n\1"
#define MAGIC_BYTES 16
/* Raised when the bytes of blocks, or what movements mean, change. */
#define CACHE_FORMAT 8
#define HEAD_BYTES 72
#define NODE_BYTES 64
#define RUN_BYTES 20
#define ID_AT 32
#define SUM_AT 64
/* Set in the entries of a block that is open. */
#define OPEN_BLOCK (UINT32_C(1) << 31)
/* Bytes of a file that is read at all, and of its index. */
#define CACHE_BYTES ((uint64_t)256 << 20)
#define INDEX_BYTES ((size_t)64 << 20)

/*
 * Damage is what this finds; whoever may write here may do worse. Four sums
 * side by side: the first commit of a history is often as long as a hundred
 * others.
 */
uint64_t ari_ledger__checksum(uint64_t seed, const char *bytes, size_t len);
/* a/b; NULL: no memory. */
char *ari_ledger__cache_path(const char *folder, const char *name);

#endif
