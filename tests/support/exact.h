/*
 * A fuzz target's input as bytes of just its size, so that a sanitizer sees
 * who reads past them.
 */
#ifndef TESTS_SUPPORT_EXACT_H
#define TESTS_SUPPORT_EXACT_H

#include <arising/base.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy, to be freed; absent when there is no memory. */
static inline struct ari_str exact_copy(const uint8_t *data, size_t size)
{
	char *copy = malloc(size ? size : 1);

	if (copy && size)
		memcpy(copy, data, size);
	return (struct ari_str){copy, copy ? size : 0};
}

#endif
