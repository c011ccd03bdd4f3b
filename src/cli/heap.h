/*
 * The memory of the process.
 */
#ifndef ARISING_CLI_HEAP_H
#define ARISING_CLI_HEAP_H

#include "cli.h"

/*
 * Take memory as the command says. WIDE: in one large step and in the
 * system's large pages, where it has such; `changes` over a hundred plans
 * spends a fifth of its time on being given small ones, and only what is
 * used is taken in the end. SHARED: from few arenas; what one thread reads
 * and another lets go would lie about in many. To be called before any
 * thread is made. Never fails: it changes cost alone.
 */
void cli_heap_set(enum cli_memory memory);

#endif
