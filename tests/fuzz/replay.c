/*
 * Runs a fuzz target over files instead of a fuzzer: the corpora are
 * replayed by every `make check`, with any compiler.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes of one input; corpora are small. */
#define INPUT_MAX (1 << 20)

int main(int argc, char **argv)
{
	uint8_t *bytes = malloc(INPUT_MAX);

	if (!bytes)
		return 1;
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		size_t size;

		if (!file) {
			perror(argv[i]);
			return 1;
		}
		size = fread(bytes, 1, INPUT_MAX, file);
		fclose(file);
		LLVMFuzzerTestOneInput(bytes, size);
	}
	free(bytes);
	return 0;
}
