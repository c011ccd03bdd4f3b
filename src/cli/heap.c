/*
 * How the C library gets memory from the system: see heap.h.
 */
#include "heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Bytes asked for at once, and kept when they are given back. */
#define STEP (64 << 20)
/* Below what malloc asks the system for by itself, with mmap. */
#define PIECE ((size_t)100 << 10)
/* Pieces that the room malloc has at the start may still serve. */
#define PIECES 4
/* Arenas where threads hand memory on, their steps, and what they keep. */
#define ARENAS 2
#define ARENA_STEP (1 << 20)
#define ARENA_KEPT (16 << 20)

static void widen(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t start = ((uintptr_t)sbrk(0) + page - 1) / page * page;
	void *pieces[PIECES] = {NULL};
	uintptr_t end = start;

	mallopt(M_TOP_PAD, STEP);
	mallopt(M_TRIM_THRESHOLD, 2 * STEP);
	for (size_t i = 0; i < PIECES && end <= start; i++) {
		pieces[i] = malloc(PIECE);
		end = (uintptr_t)sbrk(0);
	}
	if (end > start)
		madvise((void *)start, end - start, MADV_HUGEPAGE);
	for (size_t i = 0; i < PIECES; i++)
		free(pieces[i]);
}

static void share(void)
{
	mallopt(M_ARENA_MAX, ARENAS);
	mallopt(M_TOP_PAD, ARENA_STEP);
	mallopt(M_TRIM_THRESHOLD, ARENA_KEPT);
}

void cli_heap_set(enum cli_memory memory)
{
	if (memory == CLI_MEMORY_WIDE)
		widen();
	else if (memory == CLI_MEMORY_SHARED)
		share();
}
