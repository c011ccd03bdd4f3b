/*
 * Fuzz target: the reader of ordinary lines and libyaml's events make the
 * same tree and the same findings of any bytes, or the first leaves it all
 * to the second.
 */
#include "support/exact.h"
#include "support/readers.h"

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
	struct ari_str bytes = exact_copy(data, size);

	if (!bytes.ptr)
		return 0;
	check(bytes, false);
	check(bytes, true);
	free((char *)bytes.ptr);
	return 0;
}
