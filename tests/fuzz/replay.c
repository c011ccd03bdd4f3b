/*
 * Runs a fuzz target over files instead of a fuzzer: the corpora are
 * replayed by every `make check`, with any compiler.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* A target that needs something set up first defines this, as for libFuzzer. */
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

/* Bytes of one input; corpora are small. */
#define INPUT_MAX (1 << 20)

int main(int argc, char **argv)
{
	uint8_t *bytes = malloc(INPUT_MAX);

	if (!bytes)
		return 1;
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
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
