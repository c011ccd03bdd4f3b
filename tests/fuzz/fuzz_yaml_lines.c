/*
 * Fuzz target: the reader of ordinary lines and libyaml's events make the
 * same tree and the same findings of any bytes, or the first leaves it all
 * to the second.
 */
#include <stdlib.h>

#include "support/readers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct ari_str bytes, bool any_keys)
{
	uint32_t at;
	const char *what = readers_difference(&at, bytes, any_keys);

	if (!what)
		return;
	fprintf(stderr, "the readers differ at byte %u: %s\n", (unsigned)at,
		what);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of just that size, so that reading past it is seen. */
	char *copy = malloc(size ? size : 1);

	if (!copy)
		return 0;
	if (size)
		memcpy(copy, data, size);
	check((struct ari_str){copy, size}, false);
	check((struct ari_str){copy, size}, true);
	free(copy);
	return 0;
}
