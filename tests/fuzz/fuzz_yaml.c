/*
 * Fuzz target: any bytes read as YAML end in a tree or a reason, and every
 * tree and finding keeps what the readers promise.
 */
#include <arising/yaml.h>

#include "support/exact.h"
#include "support/tree.h"

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
	struct ari_str bytes = exact_copy(data, size);

	if (!bytes.ptr)
		return 0;
	check(bytes, false);
	check(bytes, true);
	free((char *)bytes.ptr);
	return 0;
}
