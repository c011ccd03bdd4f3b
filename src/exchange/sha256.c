/*
 * SHA-256 by nettle, for the list of checksums beside what is exported:
 * `sha256sum -c` repeats it.
 */
#include <arising/ledger_views.h>

#include <nettle/sha2.h>

void ari_exchange_sha256(char out[ARI_SHA256_HEX + 1], struct ari_str bytes)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, bytes.len, (const uint8_t *)bytes.ptr);
	sha256_digest(&context, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[ARI_SHA256_HEX] = '\0';
}
