/*
 * Arena: the memory of one document version, freed at once. Readers, plan
 * and findings of that version allocate here; nothing else frees.
 */
#include <arising/base.h>

#include <stdlib.h>
#include <string.h>

/* Bytes of an ordinary block: a plan of 36 kB needs some ten of these. */
#define BLOCK_SIZE ((size_t)64 << 10)
/* Ordinary blocks that clearing keeps: 2 MB, for one document after another. */
#define SPARE_BLOCKS 32
#define ALIGNMENT _Alignof(max_align_t)

struct ari_arena_block {
	struct ari_arena_block *older;
	size_t size; /* of data */
	max_align_t data[];
};

static void *default_realloc(void *ctx, void *ptr, size_t size)
{
	(void)ctx;
	if (!size) {
		free(ptr);
		return NULL;
	}
	return realloc(ptr, size);
}

static void *call_alloc(const struct ari_alloc *alloc, void *ptr, size_t size)
{
	if (!alloc)
		return default_realloc(NULL, ptr, size);
	return alloc->fn(alloc->ctx, ptr, size);
}

void ari_arena_init(struct ari_arena *arena, const struct ari_alloc *alloc,
		    size_t cap)
{
	*arena = (struct ari_arena){.alloc = alloc,
				    .cap = cap ? cap : ARI_ARENA_CAP};
}

static void free_blocks(const struct ari_arena *arena,
			struct ari_arena_block *block)
{
	while (block) {
		struct ari_arena_block *older = block->older;

		call_alloc(arena->alloc, block, 0);
		block = older;
	}
}

void ari_arena_release(struct ari_arena *arena)
{
	free_blocks(arena, arena->blocks);
	free_blocks(arena, arena->spare);
	ari_arena_init(arena, arena->alloc, arena->cap);
}

static struct ari_arena_block *get_block(struct ari_arena *arena, size_t size)
{
	struct ari_arena_block *block = arena->spare;

	if (block && size == BLOCK_SIZE) {
		arena->spare = block->older;
		return block;
	}
	return call_alloc(arena->alloc, NULL, sizeof(*block) + size);
}

void ari_arena_rewind(struct ari_arena *arena, const struct ari_arena *mark)
{
	struct ari_arena_block *block = arena->blocks;

	while (block != mark->blocks) {
		struct ari_arena_block *older = block->older;

		call_alloc(arena->alloc, block, 0);
		block = older;
	}
	*arena = *mark;
}

static bool add_block(struct ari_arena *arena, size_t size)
{
	struct ari_arena_block *block;

	if (size > SIZE_MAX - sizeof(*block))
		return false;
	block = get_block(arena, size);
	if (!block)
		return false;
	block->older = arena->blocks;
	block->size = size;
	arena->blocks = block;
	arena->next = (char *)block->data;
	arena->end = arena->next + size;
	return true;
}

void ari_arena_clear(struct ari_arena *arena)
{
	struct ari_arena_block *spare = arena->spare, *next;
	size_t count = 0;

	for (struct ari_arena_block *b = spare; b; b = b->older)
		count++;
	for (struct ari_arena_block *b = arena->blocks; b; b = next) {
		next = b->older;
		if (b->size != BLOCK_SIZE || count == SPARE_BLOCKS) {
			call_alloc(arena->alloc, b, 0);
			continue;
		}
		b->older = spare;
		spare = b;
		count++;
	}
	ari_arena_init(arena, arena->alloc, arena->cap);
	arena->spare = spare;
	/* One is in use at once: room for nothing is no lack of memory. */
	if (spare)
		add_block(arena, BLOCK_SIZE);
}

void *ari_arena_alloc(struct ari_arena *arena, size_t size)
{
	char *ptr;

	if (size > arena->cap - arena->used)
		return NULL;
#ifdef ARI_ARENA_DEBUG
	if (!add_block(arena, size ? size : 1))
		return NULL;
	ptr = arena->next;
	arena->next = arena->end;
#else
	size_t rounded = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

	if (rounded < size)
		return NULL;
	if (rounded > (size_t)(arena->end - arena->next) &&
	    !add_block(arena, rounded > BLOCK_SIZE ? rounded : BLOCK_SIZE))
		return NULL;
	ptr = arena->next;
	arena->next += rounded;
#endif
	arena->used += size;
	return ptr;
}

void *ari_arena_zalloc(struct ari_arena *arena, size_t size)
{
	void *ptr = ari_arena_alloc(arena, size);

	if (ptr)
		memset(ptr, 0, size);
	return ptr;
}

void *ari_arena_array(struct ari_arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		return NULL;
	return ari_arena_alloc(arena, count * size);
}

struct ari_str ari_arena_dup(struct ari_arena *arena, struct ari_str s)
{
	char *copy = ari_arena_alloc(arena, s.len + 1);

	if (!copy)
		return (struct ari_str){NULL, 0};
	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct ari_str){copy, s.len};
}

char *ari_arena_printf(struct ari_arena *arena, const char *fmt, ...)
{
	struct ari_buf buf;
	struct ari_str copy = {NULL, 0};
	va_list args;
	char small[512];
	int n;

	va_start(args, fmt);
	n = vsnprintf(small, sizeof(small), fmt, args);
	va_end(args);
	if (n < 0)
		return NULL;
	if ((size_t)n < sizeof(small))
		return (char *)ari_arena_dup(arena,
					     (struct ari_str){small, (size_t)n})
		    .ptr;
	ari_buf_init(&buf, arena->alloc);
	va_start(args, fmt);
	ari_buf_vprintf(&buf, fmt, args);
	va_end(args);
	if (!buf.failed)
		copy = ari_arena_dup(arena, ari_buf_view(&buf));
	ari_buf_release(&buf);
	return (char *)copy.ptr;
}
