/*
 * Digests by nettle: what git puts under its files, and the checksums
 * beside what is exported, which `sha256sum -c` repeats.
 */
#include <arising/base.h>

#include <nettle/sha1.h>
#include <nettle/sha2.h>

void ari_sha1(unsigned char out[ARI_SHA1_BYTES], struct ari_str bytes)
{
	struct sha1_ctx context;

	sha1_init(&context);
	sha1_update(&context, bytes.len, (const uint8_t *)bytes.ptr);
	sha1_digest(&context, ARI_SHA1_BYTES, out);
}

void ari_sha256_hex(char out[ARI_SHA256_HEX + 1], struct ari_str bytes)
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
