/*
 * Object ids: compare, write, read, and the id of bytes that git has not
 * seen.
 */
#include "source/internal.h"

bool ari_oid_eq(const struct ari_oid *a, const struct ari_oid *b)
{
	return memcmp(a->bytes, b->bytes, ARI_OID_BYTES) == 0;
}

int ari_oid_cmp(const struct ari_oid *a, const struct ari_oid *b)
{
	return memcmp(a->bytes, b->bytes, ARI_OID_BYTES);
}

bool ari_oid_none(const struct ari_oid *id)
{
	static const struct ari_oid none;

	return ari_oid_eq(id, &none);
}

char *ari_oid_hex(char out[ARI_OID_HEX + 1], const struct ari_oid *id)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < ARI_OID_BYTES; i++) {
		out[2 * i] = digits[id->bytes[i] >> 4];
		out[2 * i + 1] = digits[id->bytes[i] & 15];
	}
	out[ARI_OID_HEX] = '\0';
	return out;
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool ari_oid_parse(struct ari_oid *out, struct ari_str hex)
{
	struct ari_oid id;

	if (hex.len != ARI_OID_HEX)
		return false;
	for (size_t i = 0; i < ARI_OID_BYTES; i++) {
		int high = digit_value(hex.ptr[2 * i]);
		int low = digit_value(hex.ptr[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		id.bytes[i] = (uint8_t)(high << 4 | low);
	}
	*out = id;
	return true;
}

int ari_oid_of_blob(struct ari_oid *out, struct ari_str bytes,
		    struct ari_error *err)
{
	git_oid id;

	if (git_odb_hash(&id, bytes.ptr ? bytes.ptr : "", bytes.len,
			 GIT_OBJECT_BLOB) < 0)
		return ari_error_memory(err);
	*out = ari_source__oid(&id);
	return 0;
}
