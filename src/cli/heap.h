/*
 * The memory of the process, for commands that read many plans.
 */
#ifndef ARISING_CLI_HEAP_H
#define ARISING_CLI_HEAP_H

/*
 * Take memory from the system in one large step and in its large pages,
 * where it has such: `changes` over a hundred plans spends a fifth of its
 * time on being given small ones. Only what is used is taken in the end. To
 * be called before any thread is made. Never fails: it changes cost alone.
 */
void cli_heap_widen(void);

#endif
