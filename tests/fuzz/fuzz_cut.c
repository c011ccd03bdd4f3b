/*
 * Fuzz target: of two versions of a plan, with a line "=" between them, the
 * cut tells the same movements as two whole parses, or none.
 */
#include "support/cut.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char mark[] = "\n=\n";
	struct cut_trial trial;
	const char *text = (const char *)data;
	const char *middle = size ? memmem(text, size, mark, 3) : NULL;
	struct ari_str old, new;

	if (!middle)
		return 0;
	old = (struct ari_str){text, (size_t)(middle - text) + 1};
	new = (struct ari_str){middle + 3, size - old.len - 2};
	cut_try(&trial, old, new);
	if (trial.problem[0]) {
		fprintf(stderr, "%s\n", trial.problem);
		abort();
	}
	cut_release(&trial);
	return 0;
}
