/*
 * Fuzz target: any bytes read as JSON end in a tree or a reason, every tree
 * and finding keeps what the readers promise, and JSON without surrogate
 * halves, slashes, tabs or deletes reads the same as YAML.
 */
#include <arising/json.h>
#include <arising/yaml.h>

#include "support/exact.h"
#include "support/tree.h"

static void die(const char *problem)
{
	fprintf(stderr, "%s\n", problem);
	abort();
}

/* Leave out what JSON and libyaml's YAML 1.1 do not share. */
static bool is_yaml_too(const struct reading *json, size_t size)
{
	const char *bytes = json->doc.bytes.ptr;

	if (!json->doc.root || json->diags.count || size > 900)
		return false;
	for (size_t i = 0; i < size; i++)
		if (bytes[i] < ' ' || bytes[i] > '~' || bytes[i] == '\\' ||
		    bytes[i] == 'E' || bytes[i] == 'e')
			return false;
	return true;
}

static void compare(const struct reading *json, struct ari_str bytes)
{
	struct ari_yaml_options options = {.any_keys = true};
	struct reading yaml;

	reading_init(&yaml, NULL);
	yaml.result = ari_yaml_read(&yaml.doc, &yaml.arena, bytes, &options,
				    &yaml.diags, &yaml.err);
	if (!yaml.diags.errors &&
	    !ari_node_equal(json->doc.root, yaml.doc.root))
		die("JSON and YAML disagree");
	reading_release(&yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ari_str bytes = exact_copy(data, size);
	const char *problem;
	struct reading r;

	if (!bytes.ptr)
		return 0;
	reading_init(&r, NULL);
	r.result = ari_json_read(&r.doc, &r.arena, bytes, &r.diags, &r.err);
	problem = reading_problem(&r);
	if (problem)
		die(problem);
	if (is_yaml_too(&r, size))
		compare(&r, bytes);
	reading_release(&r);
	free((char *)bytes.ptr);
	return 0;
}
