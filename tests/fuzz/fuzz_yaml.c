/*
 * Fuzz target: any bytes read as YAML end in a tree or a reason, and every
 * tree and finding keeps what the readers promise.
 */
#include <arising/yaml.h>

#include <stdlib.h>

#include "support/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct ari_str bytes, bool any_keys)
{
	struct ari_yaml_options options = {.any_keys = any_keys};
	struct reading r;
	const char *problem;

	reading_init(&r, NULL);
	r.result =
	    ari_yaml_read(&r.doc, &r.arena, bytes, &options, &r.diags, &r.err);
	problem = reading_problem(&r);
	if (problem) {
		fprintf(stderr, "%s\n", problem);
		abort();
	}
	reading_release(&r);
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
