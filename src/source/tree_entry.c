/*
 * Trees as they are written: mode, space, name, NUL, twenty bytes of id.
 */
#include "source/internal.h"

#include <string.h>

/* S_IFMT and what git writes there. */
#define MODE_TYPE 0170000U
#define MODE_FOLDER 0040000U
#define MODE_FILE 0100000U
#define MODE_LINK 0120000U

static bool name_allowed(struct ari_str name)
{
	return name.len && !memchr(name.ptr, '/', name.len) &&
	       !ari_str_is(name, ".") && !ari_str_is(name, "..");
}

bool ari_source__entry_next(struct ari_source__entry *out,
			    struct ari_str *bytes)
{
	const char *at = bytes->ptr;
	const char *end = bytes->ptr + bytes->len;
	const char *stop;
	unsigned mode = 0;

	while (at < end && *at >= '0' && *at <= '7' && mode < MODE_TYPE)
		mode = mode * 8 + (unsigned)(*at++ - '0');
	if (at == bytes->ptr || at == end || *at++ != ' ')
		return false;
	stop = memchr(at, '\0', (size_t)(end - at));
	if (!stop || end - stop <= ARI_OID_BYTES)
		return false;
	out->mode = mode;
	out->name = (struct ari_str){at, (size_t)(stop - at)};
	memcpy(out->id.bytes, stop + 1, ARI_OID_BYTES);
	bytes->ptr = stop + 1 + ARI_OID_BYTES;
	bytes->len = (size_t)(end - bytes->ptr);
	return name_allowed(out->name);
}

enum ari_entry_kind ari_source__mode_kind(unsigned mode)
{
	switch (mode & MODE_TYPE) {
	case MODE_FOLDER:
		return ARI_ENTRY_FOLDER;
	case MODE_FILE:
		return ARI_ENTRY_FILE;
	case MODE_LINK:
		return ARI_ENTRY_SYMLINK;
	default:
		return ARI_ENTRY_SUBMODULE;
	}
}

int ari_source__name_cmp(struct ari_str a, bool a_folder, struct ari_str b,
			 bool b_folder)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = memcmp(a.ptr, b.ptr, len);
	int a_next;
	int b_next;

	if (order)
		return order;
	a_next = len < a.len ? (unsigned char)a.ptr[len] : a_folder ? '/' : 0;
	b_next = len < b.len ? (unsigned char)b.ptr[len] : b_folder ? '/' : 0;
	return a_next - b_next;
}

int ari_source__fail_tree(struct ari_error *err, const struct ari_oid *id)
{
	char hex[ARI_OID_HEX + 1];

	return ari_error_set(err, ARI_ERR_GIT,
			     "the tree %s is malformed; run `git fsck`",
			     ari_oid_hex(hex, id));
}
